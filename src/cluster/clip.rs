//! What finding copies needs of an article: its text, when it ran, and what points to it.

use jiff::civil::{Date, DateTime};

use super::{Pointers, text, versions};
use crate::article::Article;

/// A view of an article.
#[derive(Clone, Copy, Debug)]
pub struct Clip<'a> {
    /// The text that is compared.
    pub text: &'a str,
    /// The headline, if there is one.
    pub headline: &'a str,
    /// When it ran, and as what.
    pub when: When,
    /// What tells that an item announces it.
    pub pointers: Pointers,
    /// Whether it is in a language that writes every noun with a capital.
    pub nouns: bool,
}

/// When an article ran.
#[derive(Clone, Copy, Debug)]
pub struct When {
    /// The moment for sorting: in UTC; midnight where no time is known.
    pub moment: DateTime,
    /// The day at the place of publication.
    pub day: Date,
    /// Whether the time of day is known.
    pub timed: bool,
    /// Whether nothing in or around the copy says the day.
    pub undated: bool,
    /// Whether only the day of the year is known, from a dateline, and the year is a guess.
    pub yearless: bool,
    /// How it opens.
    pub mark: Mark,
    /// What number it has among the versions of its copy, as its slug or headline says; 0 where these do not.
    pub version: u8,
}

/// How copy opens, the likeliest original first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// With a dateline that names the agency.
    Agency,
    /// With a dateline.
    Dateline,
    /// With the text.
    None,
}

impl<'a> Clip<'a> {
    /// A view of this article.
    #[must_use]
    pub fn of(article: &'a Article) -> Self {
        Self {
            text: text(article),
            headline: article.headline.as_deref().unwrap_or_default(),
            when: When::of(article),
            pointers: Pointers::of(article),
            nouns: nouns_have_capitals(article),
        }
    }
}

/// Whether one outlet is known to have run both.
pub(super) fn are_of_one_outlet(a: &Clip, b: &Clip) -> bool {
    a.pointers.outlet.is_some() && a.pointers.outlet == b.pointers.outlet
}

/// Whether an article is in a language that writes every noun with a capital, not names alone.
#[must_use]
pub fn nouns_have_capitals(article: &Article) -> bool {
    matches!(article.language.as_deref(), Some("de" | "lb"))
}

impl When {
    /// When this article ran.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        Self {
            moment: article.date.moment(),
            day: article.date.day,
            timed: article.date.time.is_some(),
            undated: article.date.reason.is_undated(),
            yearless: article.date.reason.is_yearless()
                && !article.other_dates.iter().any(|date| date.reason.tells_year()),
            mark: match &article.dateline {
                Some(dateline) if dateline.ends_with(')') => Mark::Agency,
                Some(_) => Mark::Dateline,
                None => Mark::None,
            },
            version: versions::number(article),
        }
    }

    /// The whole days between two; where the year of one is a guess, between their days in the nearest years.
    #[must_use]
    pub fn days_from(&self, other: &Self) -> i64 {
        if !(self.yearless || other.yearless) {
            return days(self.day, other.day);
        }
        // Whichever is asked for first, the answer is the same.
        days_in_the_year(self.day, other.day).min(days_in_the_year(other.day, self.day))
    }
}

/// The days between one day, in whatever year it is nearest, and another.
fn days_in_the_year(day: Date, other: Date) -> i64 {
    let year = other.year();
    let in_year = |year| {
        let day = day.with().year(year);
        day.build().or_else(|_| day.day(28).build()).ok()
    };
    let near = (year - 1..=year + 1).filter_map(in_year).map(|day| days(day, other));
    near.min().unwrap_or_else(|| days(day, other))
}

fn days(a: Date, b: Date) -> i64 {
    a.duration_since(b).abs().as_hours() / 24
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::article::{DateReason, Dated};

    #[test]
    fn a_year_that_is_a_guess_parts_nothing() {
        let when =
            |day, reason| When::of(&Article { date: Dated::day(day, reason), ..Article::plain("It rains.") });
        let dateline =
            |month, day| when(date(2026, month, day), DateReason::Dateline(format!("TAMSIN, month {month}")));
        let field = |day| when(day, DateReason::Field("date".into()));
        let between = |a: When, b: When| {
            assert_eq!(a.days_from(&b), b.days_from(&a));
            a.days_from(&b)
        };
        assert_eq!(between(dateline(4, 14), field(date(1935, 4, 16))), 2);
        assert_eq!(between(field(date(1935, 12, 31)), dateline(1, 2)), 2);
        assert_eq!(between(dateline(2, 28), dateline(3, 14)), 14);
        let stated = when(date(2026, 4, 14), DateReason::Dateline("TAMSIN, April 14, 2026".into()));
        assert!(between(stated, field(date(1935, 4, 16))) > 10_000);
        assert_eq!(between(field(date(2024, 2, 29)), dateline(3, 1)), 1, "there is no such day in that year");
        assert_eq!(between(field(date(2024, 2, 23)), dateline(3, 2)), 7);
    }
}
