//! Days that the copy tells from its own: "on Tuesday", "yesterday".

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::ToSpan;
use jiff::civil::Weekday::{self, Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};

use crate::article::{DateReason, Dated};

/// How a word tells a day from another.
#[derive(Clone, Copy)]
enum Day {
    /// So many days before it.
    Before(i32),
    /// The last one with this name, the day itself among them.
    Last(Weekday),
}

/// Words that tell a day, in lower case, and the words one of which leads to them, if any must: "on Monday" tells
/// one, "Monday" may be any.
#[rustfmt::skip] // a language a line or two
const WORDS: &[(&str, &[&str], Day)] = &[
    ("today", &[], Day::Before(0)), ("yesterday", &[], Day::Before(1)),
    ("monday", &["on"], Day::Last(Monday)), ("tuesday", &["on"], Day::Last(Tuesday)), ("wednesday", &["on"], Day::Last(Wednesday)), ("thursday", &["on"], Day::Last(Thursday)),
    ("friday", &["on"], Day::Last(Friday)), ("saturday", &["on"], Day::Last(Saturday)), ("sunday", &["on"], Day::Last(Sunday)),
    ("heute", &[], Day::Before(0)), ("gestern", &[], Day::Before(1)), ("vorgestern", &[], Day::Before(2)),
    ("montag", &["am"], Day::Last(Monday)), ("dienstag", &["am"], Day::Last(Tuesday)), ("mittwoch", &["am"], Day::Last(Wednesday)), ("donnerstag", &["am"], Day::Last(Thursday)),
    ("freitag", &["am"], Day::Last(Friday)), ("samstag", &["am"], Day::Last(Saturday)), ("sonntag", &["am"], Day::Last(Sunday)),
    ("aujourd'hui", &[], Day::Before(0)), ("hier", &[], Day::Before(1)), ("lundi", &["ce", "de"], Day::Last(Monday)), ("mardi", &["ce", "de"], Day::Last(Tuesday)), ("mercredi", &["ce", "de"], Day::Last(Wednesday)),
    ("jeudi", &["ce", "de"], Day::Last(Thursday)), ("vendredi", &["ce", "de"], Day::Last(Friday)), ("samedi", &["ce", "de"], Day::Last(Saturday)), ("dimanche", &["ce", "de"], Day::Last(Sunday)),
    ("ayer", &[], Day::Before(1)), ("lunes", &["el", "este"], Day::Last(Monday)), ("martes", &["el", "este"], Day::Last(Tuesday)), ("miércoles", &["el", "este"], Day::Last(Wednesday)),
    ("jueves", &["el", "este"], Day::Last(Thursday)), ("viernes", &["el", "este"], Day::Last(Friday)), ("sábado", &["el", "este"], Day::Last(Saturday)), ("domingo", &["el", "este"], Day::Last(Sunday)),
];

/// How much of the lede is read, in bytes.
const LEDE: usize = 300;

/// Finds all of [`WORDS`] in one pass (Aho & Corasick 1975): every article is asked.
static NAMES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let mut search = AhoCorasick::builder();
    search.match_kind(MatchKind::LeftmostLongest);
    let names = WORDS.iter().map(|(name, ..)| name);
    search.build(names).expect("a table of short words makes a small automaton")
});

/// The first day that a lede tells from that of its article, or its words, where nothing states the article's own day:
/// counted from the day of a file, or of a folder, it would be a guess.
pub(super) fn of(lede: &str, anchor: &Dated) -> Option<Result<Dated, String>> {
    let lede = &lede[..lede.floor_char_boundary(LEDE)];
    let (said, day) = NAMES.find_iter(&lede.to_ascii_lowercase()).find_map(|name| {
        let (_, leads, day) = WORDS[name.pattern().as_usize()];
        let (before, after) = (&lede[..name.start()], &lede[name.end()..]);
        if before.ends_with(in_word) || after.starts_with(in_word) {
            return None;
        }
        let lead =
            before.trim_end_matches(|c| !in_word(c)).rsplit(|c| !in_word(c)).next().unwrap_or_default();
        let name = &lede[name.range()];
        match leads {
            [] => Some((name.to_owned(), day)),
            _ if leads.iter().any(|known| lead.eq_ignore_ascii_case(known)) => {
                Some((format!("{lead} {name}"), day))
            }
            _ => None,
        }
    })?;
    let is_stated = matches!(
        anchor.reason,
        DateReason::Field(_)
            | DateReason::Metadata(_)
            | DateReason::Url
            | DateReason::Line(_)
            | DateReason::Shown(_)
            | DateReason::Dateline(_)
    );
    if !is_stated {
        return Some(Err(said));
    }
    let back = match day {
        Day::Before(days) => days,
        Day::Last(weekday) => i32::from(weekday.until(anchor.day.weekday())),
    };
    Some(Ok(Dated::day(anchor.day.saturating_sub(back.days()), DateReason::Relative(said))))
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '\''
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;

    /// A Wednesday.
    fn anchor(reason: DateReason) -> Dated {
        Dated::day(Date::constant(2026, 3, 4), reason)
    }

    #[test]
    fn days_are_counted_from_the_day_that_something_states() {
        for (lede, day) in [
            ("The ferry was taken out of service on Monday, its owner said.", Some(2)),
            ("The ferry was taken out of service yesterday.", Some(3)),
            ("The council meets today.", Some(4)),
            ("A strike began on Wednesday.", Some(4)),
            ("Der Hafen wurde am Dienstag geschlossen.", Some(3)),
            ("El puerto cerró el lunes.", Some(2)),
            ("Monday Nights is a song.", None),
            ("Thierry stays in port; ON MONDAY he sails.", Some(2)),
            ("On Monday's tide it sails.", None),
            ("The ferry stays in port.", None),
        ] {
            let found = of(lede, &anchor(DateReason::Dateline("TAMSIN, March 4".into())));
            assert_eq!(found.map(|dated| dated.unwrap().day.day()), day, "{lede}");
        }
    }

    #[test]
    fn no_day_is_counted_from_one_that_nothing_states_but_its_words_are_told() {
        for reason in
            [DateReason::File, DateReason::Path, DateReason::Given, DateReason::Received("Date".into())]
        {
            let found = of("It closed on Monday.", &anchor(reason.clone()));
            assert_eq!(found, Some(Err("on Monday".into())), "{reason}");
        }
    }
}
