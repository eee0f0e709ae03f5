//! Finds the days that lines of the copy state.

use std::ops::Range;

use super::Proof;
use super::furniture::is_scraped;
use super::opening;
use super::text::is_paragraph;
use crate::article::{DateReason, Dated};
use crate::date::{self, Written};

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
            if is_clock(&line.text) {
                line.strike("a line that says when");
            }
            continue;
        };
        let around = format!("{} {}", &line.text[..range.start], &line.text[range.end..]);
        let header = || is_header(&line.text, range.clone()).then_some(Label::Header);
        match label(&around).or_else(header) {
            Some(Label::Bare) if above && scraped => {
                line.strike("the day on which the page was shown, not the article's");
            }
            Some(label) if at <= lede || label != Label::Bare => {
                if let Some(day) = written.near(anchor) {
                    let clock = date::clock(&line.text[range.end..]);
                    let dated = Dated {
                        time: clock.map(|(time, _)| time),
                        offset: clock.and_then(|(_, zone)| zone),
                        ..Dated::day(day, DateReason::Line(line.text.to_string()))
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
                proof.stated.extend(day.map(|day| Dated::day(day, DateReason::Line(line.text.to_string()))));
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
    /// The head of a printed page, wherever it was scanned into the copy.
    Header,
}

/// Whether a line in capitals is a paper's name, a weekday and the day: "ELLERY ARGUS, THURSDAY, MARCH 5, 2026".
fn is_header(text: &str, day: Range<usize>) -> bool {
    let (before, after) = (&text[..day.start], &text[day.end..]);
    let words = before.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    !text.contains(char::is_lowercase)
        && (2..=8).contains(&words.clone().count())
        && words.clone().next_back().is_some_and(|word| word.len() > "DAY".len() && word.ends_with("DAY"))
        && !after.contains(|c: char| c.is_alphabetic())
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

/// Whether a line says the time of the day at which it was published or changed, and nothing else: "Last updated 12:42".
fn is_clock(text: &str) -> bool {
    const LONGEST: usize = 40;
    text.len() <= LONGEST
        && date::clock(text).is_some()
        && label(text).is_some_and(|label| label != Label::Bare)
}

/// The day of a dateline such as "PORT ELLERY, March 2 (Northwire)".
pub(super) fn of_dateline(dateline: &str) -> Option<Written> {
    date::find(dateline).map(|(written, _)| written)
}

/// Whether a line is nothing but a date; used to keep it from being taken for a headline.
pub(super) fn is_bare(text: &str) -> bool {
    !is_paragraph(text)
        && date::find(text).is_some_and(|(_, range)| {
            label(&format!("{} {}", &text[..range.start], &text[range.end..])).is_some()
        })
}

#[cfg(test)]
mod tests {
    use super::is_clock;

    #[test]
    fn the_time_of_publication_alone_is_a_line_that_says_when() {
        for line in ["Published 12:42", "Last updated 9:05 am", "Posted at 18:00 GMT"] {
            assert!(is_clock(line), "{line}");
        }
        for line in ["Doors open 18:00", "Kick-off 15:30", "12:42", "Published in 1953"] {
            assert!(!is_clock(line), "{line}");
        }
    }
}
