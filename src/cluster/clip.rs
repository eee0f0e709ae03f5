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
            mark: match &article.dateline {
                Some(dateline) if dateline.ends_with(')') => Mark::Agency,
                Some(_) => Mark::Dateline,
                None => Mark::None,
            },
            version: versions::number(article),
        }
    }

    /// The whole days between two.
    #[must_use]
    pub fn days_from(&self, other: &Self) -> i64 {
        self.day.duration_since(other.day).abs().as_hours() / 24
    }
}
