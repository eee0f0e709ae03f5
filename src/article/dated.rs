//! A day, and what it rests on.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// A day, perhaps with the time, and what says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The day at the place of publication.
    pub day: Date,
    /// The time of day there.
    pub time: Option<Time>,
    /// The distance of that clock from UTC.
    #[serde(with = "seconds")]
    pub offset: Option<Offset>,
    /// Why this day.
    pub reason: DateReason,
}

impl Dated {
    /// A day without a time.
    #[must_use]
    pub fn day(day: Date, reason: DateReason) -> Self {
        Self { day, time: None, offset: None, reason }
    }

    /// The moment for sorting: the clock's time in UTC; midnight where no time is known.
    #[must_use]
    pub fn moment(&self) -> DateTime {
        let local = self.day.to_datetime(self.time.unwrap_or_default());
        match self.offset {
            Some(offset) => offset.to_timestamp(local).map_or(local, |at| Offset::UTC.to_datetime(at)),
            None => local,
        }
    }
}

/// An offset from UTC as a number of seconds.
#[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
mod seconds {
    use jiff::tz::Offset;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(offset: &Option<Offset>, to: S) -> Result<S::Ok, S::Error> {
        offset.map(Offset::seconds).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Offset>, D::Error> {
        Ok(Option::<i32>::deserialize(from)?.and_then(|seconds| Offset::from_seconds(seconds).ok()))
    }
}

/// What a date rests on, from the strongest to the weakest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateReason {
    /// A field of the record, by name.
    Field(String),
    /// The page's own metadata, and which of it.
    Metadata(String),
    /// A line of the copy that states it, such as "Published: 2 March 2026".
    Line(String),
    /// The dateline that opens the copy.
    Dateline(String),
    /// A date inside the address.
    Url,
    /// A date that the page shows, without saying what it is.
    Shown(String),
    /// A date of which the page does not say what it is, and where it has it.
    Unclear(String),
    /// The day of the last change, in the page's metadata, and which of it.
    Modified(String),
    /// A date in the name of the file or of a folder above it.
    Path,
    /// When it was received or fetched, and what says so.
    Received(String),
    /// What the text tells from the article's own day, such as "on Tuesday": when something happened. It never dates
    /// the article.
    Relative(String),
    /// Nothing in the copy dates it: the file's time of change.
    File,
    /// Nothing in the copy dates it: the day that the user gave.
    Given,
}

impl DateReason {
    /// How much less than the best it is worth, from 0: a page's publisher knows the day, an address seldom lies,
    /// a line of the copy may be about something else, and a change is not the publication.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            Self::Field(_) | Self::Metadata(_) => 0,
            Self::Url => 1,
            Self::Line(_) => 2,
            Self::Shown(_) => 3,
            Self::Dateline(_) => 4,
            Self::Unclear(_) => 5,
            Self::Modified(_) => 6,
            Self::Path => 7,
            Self::Received(_) => 8,
            Self::Given => 9,
            Self::File => 10,
            Self::Relative(_) => 11,
        }
    }

    /// Whether nothing in or around the copy itself says the day.
    #[must_use]
    pub fn is_undated(&self) -> bool {
        matches!(self, Self::File | Self::Given)
    }

    /// Whether it is a dateline that names a day without a year.
    #[must_use]
    pub fn is_yearless(&self) -> bool {
        let has_year = |said: &str| said.split(|c: char| !c.is_ascii_digit()).any(|figure| figure.len() == 4);
        matches!(self, Self::Dateline(said) if !has_year(said))
    }

    /// Whether it says the year in which the copy ran.
    #[must_use]
    pub fn tells_year(&self) -> bool {
        !(self.is_undated() || self.is_yearless() || matches!(self, Self::Relative(_)))
    }
}

impl fmt::Display for DateReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => write!(f, "the field \"{name}\""),
            Self::Metadata(name) => write!(f, "the page's metadata: {name}"),
            Self::Shown(text) => write!(f, "the date that the page shows: \"{text}\""),
            Self::Unclear(name) => write!(f, "a date of which the page does not say what it is: {name}"),
            Self::Modified(name) => write!(f, "the last change, in the page's metadata: {name}"),
            Self::Line(line) => write!(f, "the line \"{line}\""),
            Self::Dateline(text) => write!(f, "the dateline \"{text}\""),
            Self::Url => f.write_str("the address"),
            Self::Path => f.write_str("the name of the file or its folder"),
            Self::Received(name) => write!(f, "when it was received: {name}"),
            Self::Relative(words) => write!(f, "\"{words}\" in the text, counted from the article's day"),
            Self::File => f.write_str("undated copy: the file's own date"),
            Self::Given => f.write_str("undated copy: the day given for it"),
        }
    }
}
