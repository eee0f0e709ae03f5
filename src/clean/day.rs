//! Finds the day that the copy states, and chooses among all that claim to know it.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Proof;
use super::furniture::is_scraped;
use super::opening;
use super::text::is_paragraph;
use crate::article::{DateReason, Dated};
use crate::date::{self, Written};
use crate::options::Options;

/// Takes out lines that only say when: "Published: 2 March 2026", or a bare date.
///
/// A bare date above everything else is, on a page with furniture, the day on which the page was shown; it
/// says nothing of the article. Anywhere else near the top it is the article's.
pub(super) fn read(proof: &mut Proof) {
    let scraped = proof.lines.iter().any(|line| line.struck.is_some_and(|strike| is_scraped(strike.why)));
    let anchor = proof.anchor;
    let lede = proof.lede().unwrap_or(proof.lines.len());
    let mut above = true;
    let mut updated = None;
    for (at, line) in proof.lines.iter_mut().enumerate() {
        if line.struck.is_some() || line.text.len() > 160 {
            continue;
        }
        let Some((written, range)) = date::find(&line.text) else {
            above &= line.text.is_empty();
            continue;
        };
        let around = format!("{} {}", &line.text[..range.start], &line.text[range.end..]);
        match label(&around) {
            Some(Label::Bare) if above && scraped => {
                line.strike("the day on which the page was shown, not the article's");
            }
            Some(label) if at <= lede || label != Label::Bare => {
                if let Some(day) = written.near(anchor) {
                    let dated = Dated {
                        time: clock(&line.text[range.end..]),
                        ..Dated::day(day, DateReason::Line(line.text.clone()))
                    };
                    if label == Label::Updated {
                        updated.get_or_insert(dated);
                    } else {
                        proof.stated.push(dated);
                    }
                }
                line.strike("a line that says when");
            }
            // "By Ada Winter - March 2, 2026": the byline step takes the line.
            None if at <= lede && opening::is_byline(&line.text) => {
                let day = written.near(anchor);
                proof.stated.extend(day.map(|day| Dated::day(day, DateReason::Line(line.text.clone()))));
            }
            _ => {}
        }
        above = false;
    }
    proof.stated.extend(updated);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Published,
    Updated,
    Bare,
}

/// What the words around a date make of the line; none: it is a line like any other.
fn label(around: &str) -> Option<Label> {
    const FILLERS: &[&str] = &[
        "on",
        "at",
        "am",
        "pm",
        "a",
        "p",
        "m",
        "ist",
        "gmt",
        "utc",
        "est",
        "edt",
        "cet",
        "cest",
        "bst",
        "pst",
        "pdt",
        "et",
        "by",
        "the",
        "of",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "date",
        "time",
        "z",
        "t",
        "local",
        "hrs",
        "hours",
        "h",
    ];
    let mut label = Label::Bare;
    // Who posted it is none of the day's business.
    let around = around.split(" by ").next().unwrap_or(around);
    for word in around.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        match word.to_lowercase().as_str() {
            "published" | "posted" | "issued" | "publish" | "first" | "created" | "released" => {
                label = Label::Published;
            }
            "updated" | "modified" | "last" | "update" | "edited" => {
                if label == Label::Bare {
                    label = Label::Updated;
                }
            }
            filler if FILLERS.contains(&filler) || date::month(word).is_some() => {}
            _ => return None,
        }
    }
    Some(label)
}

/// A clock time such as `10:14` or `9:05 pm`.
fn clock(text: &str) -> Option<jiff::civil::Time> {
    let at = text.find(':')?;
    let hour: i8 = text[..at].rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
    let rest = &text[at + 1..];
    let minute: i8 = rest.get(..2)?.parse().ok()?;
    let suffix = rest[2..].trim_start().to_lowercase();
    let hour = match hour {
        1..=11 if suffix.starts_with("pm") || suffix.starts_with("p.m") => hour + 12,
        12 if suffix.starts_with("am") || suffix.starts_with("a.m") => 0,
        hour => hour,
    };
    jiff::civil::Time::new(hour, minute, 0, 0).ok()
}

/// The day of a dateline such as "PORT ELLERY, March 2 (Northwire)".
pub(super) fn of_dateline(dateline: &str) -> Option<Written> {
    date::find(dateline).map(|(written, _)| written)
}

/// Chooses the day: what the record, the page or the address says, then the copy's own lines, then its place
/// on disk; copy that nothing dates goes to the day given for it, or to the file's own. A day that has not
/// come yet is never believed; tomorrow may have begun elsewhere.
pub(super) fn choose(found: &[Dated], stated: &[Dated], options: &Options) -> Dated {
    let tomorrow = options.today.saturating_add(1.day());
    let rank = |date: &Dated| match date.reason {
        DateReason::Field(_) | DateReason::Metadata => 0,
        DateReason::Url => 1,
        DateReason::Line(_) => 2,
        DateReason::Dateline(_) => 3,
        DateReason::Path => 4,
        DateReason::Given => 5,
        DateReason::File => 6,
    };
    let given = options.undated.map(|day| Dated::day(day, DateReason::Given));
    let believed = found.iter().chain(stated).filter(|date| date.day <= tomorrow);
    let Some(chosen) = believed.clone().cloned().chain(given).min_by_key(rank) else {
        return Dated::day(options.today, DateReason::Given);
    };
    // A dateline says when the copy was written: a reprint lies under its own day, soon after.
    let filed = believed.clone().find(|date| date.reason == DateReason::Path);
    let soon = |day: Date| (chosen.day..=chosen.day.saturating_add(REPRINT.days())).contains(&day);
    match filed {
        Some(filed) if matches!(chosen.reason, DateReason::Dateline(_)) && soon(filed.day) => filed.clone(),
        _ => chosen,
    }
}

/// The most days after its dateline that copy is reprinted.
const REPRINT: i32 = 3;

/// Whether a line is nothing but a date; used to keep it from being taken for a headline.
pub(super) fn is_bare(text: &str) -> bool {
    !is_paragraph(text)
        && date::find(text).is_some_and(|(_, range)| {
            label(&format!("{} {}", &text[..range.start], &text[range.end..])).is_some()
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Time;

    #[test]
    fn the_best_claim_wins_and_the_future_is_never_believed() {
        let options = Options::new(Date::constant(2026, 3, 5));
        let day = |d| Date::constant(2026, 3, d);
        let field = |d| Dated::day(day(d), DateReason::Field("date".into()));
        let file = Dated::day(day(4), DateReason::File);
        let line = Dated::day(day(2), DateReason::Line("Published: 2 March 2026".into()));
        assert_eq!(choose(&[field(1), file.clone()], std::slice::from_ref(&line), &options).day, day(1));
        assert_eq!(choose(&[field(9), file.clone()], std::slice::from_ref(&line), &options).day, day(2));
        assert_eq!(choose(std::slice::from_ref(&file), &[], &options).reason, DateReason::File);
        let given = Options { undated: Some(day(3)), ..options.clone() };
        assert_eq!(choose(&[file], &[], &given), Dated::day(day(3), DateReason::Given));
        assert_eq!(choose(&[], &[], &options).day, day(5));
    }

    #[test]
    fn a_reprint_lies_under_the_day_of_its_folder_not_of_its_dateline() {
        let options = Options::new(Date::constant(2026, 3, 9));
        let dateline =
            [Dated::day(Date::constant(2026, 3, 2), DateReason::Dateline("TAMSIN, March 2".into()))];
        let day = |folder| {
            choose(&[Dated::day(Date::constant(2026, 3, folder), DateReason::Path)], &dateline, &options)
                .day
                .day()
        };
        assert_eq!(day(3), 3);
        assert_eq!(day(8), 2, "a folder so much later is when it was collected");
        assert_eq!(day(1), 2, "nothing is printed before it is written");
    }

    #[test]
    fn clock_times_are_read_behind_a_date() {
        for (text, time) in [
            (", 10:14", Some((10, 14))),
            (" 9:05 pm", Some((21, 5))),
            (" at 12:30 a.m.", Some((0, 30))),
            ("", None),
            (" 25:99", None),
        ] {
            assert_eq!(clock(text), time.map(|(h, m)| Time::constant(h, m, 0, 0)), "{text}");
        }
    }
}
