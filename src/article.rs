//! What travels through the pipeline: a [`Draft`] as a reader found it, the [`Article`] that cleaning makes
//! of it, and the [`Spike`] of whatever could not run.

mod dated;
mod handling;
mod spike;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use dated::{DateReason, Dated};
pub use handling::{Embargo, Handling, Status};
pub use spike::{Reason, Spike};

/// Where a piece of copy was found: a file, and the line (from 1) when the file holds many.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The path as the user named it; `-` is standard input.
    pub path: Arc<Path>,
    /// The line in a file of several articles, counted from 1.
    pub line: Option<u64>,
}

impl Origin {
    /// A whole file.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        Self { path: path.into(), line: None }
    }

    /// The origin of an article that was written as data, until it is known again.
    fn nowhere() -> Self {
        Self::file(Path::new("-"))
    }

    /// One line of this file.
    #[must_use]
    pub fn at_line(&self, line: u64) -> Self {
        Self { path: Arc::clone(&self.path), line: Some(line) }
    }
}

impl fmt::Display for Origin {
    /// Writes `path` or `path:line`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// The id that the input gave an article, kept as it was: a number stays a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum GivenId {
    /// An integer.
    Number(i64),
    /// Anything else.
    Text(String),
}

impl fmt::Display for GivenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// An article as a reader found it: nothing is cleaned, any field but the body may be missing.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Where it was found.
    pub origin: Origin,
    /// The input's own id.
    pub id: Option<GivenId>,
    /// The headline, if the format has a place for one.
    pub headline: Option<String>,
    /// The text, paragraphs or lines separated by newlines.
    pub body: String,
    /// The outlet: a field, the page's site name, or the folder that the file lies in.
    pub outlet: Option<String>,
    /// The address of the article.
    pub url: Option<String>,
    /// Who signed it.
    pub byline: Option<String>,
    /// Who provided it, as a field or the page's metadata has it.
    pub agency: Option<String>,
    /// The language that is declared for it, as a tag of BCP 47 ("pt-BR").
    pub language: Option<String>,
    /// The dateline, where the format has a place for it.
    pub dateline: Option<String>,
    /// What the provider of wire copy says of it.
    pub handling: Option<Box<Handling>>,
    /// Whether markup told the article from its page. Else it may be scraped text, and where a line stands
    /// may tell what it is.
    pub marked_up: bool,
    /// What the reader knows about the day, best first.
    pub dates: Vec<Dated>,
    /// Further texts of the same story in one record.
    pub also: Vec<String>,
    /// The label of the story in a labelled archive, for evaluation.
    pub cluster: Option<String>,
    /// What was done to the copy, in a labelled archive: the kind of edit.
    pub kind: Option<String>,
    /// Summaries that people wrote of it, in a labelled archive.
    pub references: Vec<String>,
}

impl Draft {
    /// A draft with a body and nothing else.
    #[must_use]
    pub fn new(origin: Origin, body: String) -> Self {
        Self {
            origin,
            id: None,
            headline: None,
            body,
            outlet: None,
            url: None,
            byline: None,
            agency: None,
            language: None,
            dateline: None,
            handling: None,
            marked_up: false,
            dates: Vec::new(),
            cluster: None,
            kind: None,
            references: Vec::new(),
            also: Vec::new(),
        }
    }
}

/// A 128-bit name for one piece of copy: XXH3-128 (Collet 2019) over outlet, headline and body, each followed
/// by a zero byte. The same copy from the same outlet has the same id wherever it lies; ids are meant to be
/// stored for years, so their bits are pinned by a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleId(u128);

impl ArticleId {
    /// The id of this copy.
    #[must_use]
    pub fn of(outlet: Option<&str>, headline: Option<&str>, body: &str) -> Self {
        let mut hash = xxhash_rust::xxh3::Xxh3Default::new();
        for part in [outlet.unwrap_or_default(), headline.unwrap_or_default(), body] {
            hash.update(part.as_bytes());
            hash.update(&[0]);
        }
        Self(hash.digest128())
    }
}

impl fmt::Display for ArticleId {
    /// Writes 32 hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// One piece of clean copy from one source.
///
/// Written as data it has neither its origin nor what was removed, nor what is not known of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Article {
    /// The name that its content gives it.
    pub id: ArticleId,
    /// Where it was found.
    #[serde(skip, default = "Origin::nowhere")]
    pub origin: Origin,
    /// The input's own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_id: Option<GivenId>,
    /// The headline, without furniture; none when the copy has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// Clean paragraphs, one a line, no line empty.
    pub body: String,
    /// The outlet that ran it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who signed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// The dateline that stood before the lede: "PORT ELLERY, March 2 (Northwire)".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<String>,
    /// The credit line: "(Reporting by …; Editing by …)".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// The agency that provided the copy, and what says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<Credited>,
    /// The language it is written in, ISO 639-1 ("en"); none when it cannot be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What the provider of wire copy says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handling: Option<Box<Handling>>,
    /// The day it is filed under, and why.
    pub date: Dated,
    /// The other days that something in or around the copy states, the strongest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_dates: Vec<Dated>,
    /// Words of the lede that tell a day from the article's own, such as "on Tuesday", and were not counted from it,
    /// because nothing states it.
    #[serde(skip)]
    pub uncounted: Option<String>,
    /// Further articles of the same story that came in one record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Article>,
    /// The label of the story in a labelled archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// What was done to the copy, in a labelled archive: the kind of edit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Summaries that people wrote of it, in a labelled archive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<String>,
    /// What cleaning took out, in the order of the draft.
    #[serde(skip)]
    pub removed: Vec<Removed>,
    /// Whether cleaning stopped because it would have taken more than half of the words.
    #[serde(skip)]
    pub held_back: bool,
}

impl Article {
    /// The paragraphs of the body.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.body.lines()
    }

    /// The headline, or the opening words where there is none. At most 90 bytes of body are used.
    #[must_use]
    pub fn title(&self) -> String {
        if let Some(headline) = &self.headline {
            return headline.clone();
        }
        let lede = self.body.lines().next().unwrap_or_default();
        if lede.len() <= 90 {
            return lede.to_owned();
        }
        let cut = lede.char_indices().take_while(|(at, _)| *at <= 80).filter(|(_, c)| *c == ' ').last();
        let at = cut.map_or_else(|| lede.floor_char_boundary(80), |(at, _)| at);
        format!("{}…", lede[..at].trim_end())
    }

    /// The outlet, or the file's name without extensions where none is known.
    #[must_use]
    pub fn outlet_or_file(&self) -> String {
        self.outlet.clone().unwrap_or_else(|| {
            let name = self.origin.path.file_name().unwrap_or(self.origin.path.as_os_str()).to_string_lossy();
            name.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or(&name).to_owned()
        })
    }
}

/// An agency that the copy credits, and what says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credited {
    /// The agency's name.
    pub name: String,
    /// Where it is credited.
    pub place: String,
    /// The words that credit it.
    pub words: String,
}

/// One line that cleaning took out of the copy, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// The line as it stood.
    pub line: String,
    /// The reason, for a person.
    pub why: &'static str,
}

#[cfg(test)]
impl Article {
    /// A clean article of 2 March 2026 with this body and nothing else, for tests.
    pub(crate) fn plain(body: &str) -> Self {
        let day = jiff::civil::date(2026, 3, 2);
        Self {
            id: ArticleId::of(None, None, body),
            origin: Origin::file(Path::new("a.txt")),
            given_id: None,
            headline: None,
            body: body.into(),
            outlet: None,
            url: None,
            byline: None,
            dateline: None,
            credit: None,
            agency: None,
            language: None,
            handling: None,
            date: Dated::day(day, DateReason::Url),
            other_dates: Vec::new(),
            uncounted: None,
            cluster: None,
            kind: None,
            references: Vec::new(),
            also: Vec::new(),
            removed: Vec::new(),
            held_back: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, Time};
    use jiff::tz::Offset;

    use super::*;

    #[test]
    fn the_bits_of_an_id_are_pinned() {
        let id = ArticleId::of(Some("Ellery Courier"), Some("Port strike ends"), "Dockers return on Monday.");
        assert_eq!(id.to_string(), "7af16054225124fe50a4527137c9dc3e");
    }

    #[test]
    fn fields_cannot_run_into_each_other_in_an_id() {
        assert_ne!(ArticleId::of(Some("ab"), Some("c"), "d"), ArticleId::of(Some("a"), Some("bc"), "d"));
    }

    #[test]
    fn a_title_is_made_from_the_lede_where_there_is_no_headline() {
        let body = "The ferry that links the two shores of the Tamsin sound will stay in port until the spring, its owner said.";
        let article = Article::plain(body);
        assert_eq!(
            article.title(),
            "The ferry that links the two shores of the Tamsin sound will stay in port until…"
        );
        assert_eq!(article.outlet_or_file(), "a");
    }

    #[test]
    fn a_moment_is_the_same_whatever_the_clock_it_was_told_by() {
        let day = Date::constant(2026, 3, 2);
        let utc = Dated {
            day,
            time: Some(Time::constant(9, 0, 0, 0)),
            offset: Some(Offset::UTC),
            reason: DateReason::Metadata("date".into()),
        };
        let east = Dated {
            day,
            time: Some(Time::constant(11, 0, 0, 0)),
            offset: Some(Offset::constant(2)),
            reason: DateReason::Metadata("date".into()),
        };
        assert_eq!(utc.moment(), east.moment());
    }
}
