//! Every knob of the pipeline and its default.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// The knobs of a run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day of the run. No article is believed to be younger than the day after it.
    pub today: Date,
    /// The day for copy that nothing dates; none: the file's time of change, then [`today`](Self::today).
    pub undated: Option<Date>,
    /// What makes two articles copies.
    pub sameness: Sameness,
    /// How long a summary is.
    pub length: Length,
}

impl Options {
    /// The defaults, for a run on this day.
    #[must_use]
    pub fn new(today: Date) -> Self {
        Self { today, undated: None, sameness: Sameness::default(), length: Length::default() }
    }
}

/// What makes two articles copies of one text. Shares are of the shorter article's 3-word shingles.
#[derive(Clone, Debug, PartialEq)]
pub struct Sameness {
    /// The containment from which two articles that share an opening are copies, 0 to 1.
    pub containment: f64,
    /// The containment from which articles with different openings are copies, 0 to 1.
    pub containment_other_opening: f64,
    /// The share of the shorter article's words that must stand in shared passages where less than
    /// [`containment`](Self::containment), but not much less, is there: it may have been reworded throughout.
    pub covered: f64,
    /// The share of the shorter article's names and figures that the longer must have, 0 to 1.
    pub entities: f64,
    /// The most names or figures that may be swapped for others per 100 shared words.
    pub swaps: f64,
    /// The most bits by which the SimHashes of near-exact copies differ, 0 to 3.
    pub distance: u32,
    /// The most days between copies.
    pub window: u32,
}

impl Default for Sameness {
    fn default() -> Self {
        Self {
            containment: 0.45,
            containment_other_opening: 0.55,
            covered: 0.55,
            entities: 0.4,
            swaps: 1.5,
            distance: 3,
            window: 7,
        }
    }
}

/// A step of the run that takes long enough to be watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Articles read and cleaned so far grow by this number.
    Read,
    /// Stories summarised so far grow by this number.
    Summarise,
}

/// Who is told how far a run is. Called from many threads, in no order.
pub type Watch<'a> = dyn Fn(Step, usize) + Sync + 'a;

/// In which numbers a checkpoint runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// Weights and what meets them rounded to 8 bits, the rest in single precision.
    #[default]
    Int8,
    /// All in single precision.
    F32,
}

/// The length of a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// About so many words, in whole sentences.
    Words(usize),
    /// So many sentences.
    Sentences(usize),
}

impl Default for Length {
    fn default() -> Self {
        Self::Words(60)
    }
}

impl FromStr for Length {
    type Err = String;

    /// Reads `60w` or `3s`; a bare number is words.
    fn from_str(text: &str) -> Result<Self, String> {
        let (digits, make): (&str, fn(usize) -> Self) = match text.strip_suffix('s') {
            Some(digits) => (digits, Self::Sentences),
            None => (text.strip_suffix('w').unwrap_or(text), Self::Words),
        };
        match digits.parse() {
            Ok(count @ 1..=100_000) => Ok(make(count)),
            _ => Err(format!("\"{text}\" is no length: write 60w for words or 3s for sentences")),
        }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(count) => write!(f, "{count}w"),
            Self::Sentences(count) => write!(f, "{count}s"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_words_or_sentences() {
        for (text, length) in [
            ("60w", Some(Length::Words(60))),
            ("3s", Some(Length::Sentences(3))),
            ("45", Some(Length::Words(45))),
            ("0w", None),
            ("w", None),
            ("-1s", None),
            ("3 s", None),
        ] {
            assert_eq!(text.parse::<Length>().ok(), length, "{text}");
        }
    }
}
