//! Every knob of the pipeline and its default.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};

/// The knobs of a run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day of the run. No article is believed to be younger than the day after it.
    pub today: Date,
    /// The moment of the run, in UTC: copy under embargo until later is held back.
    pub now: DateTime,
    /// The day for copy that nothing dates; none: the file's time of change, then [`today`](Self::today).
    pub undated: Option<Date>,
    /// What makes two articles copies.
    pub sameness: Sameness,
    /// How long a summary is.
    pub length: Length,
}

impl Options {
    /// The defaults, for a run on this day, at its end.
    #[must_use]
    pub fn new(today: Date) -> Self {
        Self {
            today,
            now: today.at(23, 59, 59, 0),
            undated: None,
            sameness: Sameness::default(),
            length: Length::default(),
        }
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

/// What a checkpoint runs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Device {
    /// The processor.
    #[default]
    Cpu,
    /// The CUDA card of this number.
    Cuda(usize),
}

impl FromStr for Device {
    type Err = String;

    /// Reads `cpu`, `cuda` (the first card) or `cuda:1`.
    fn from_str(text: &str) -> Result<Self, String> {
        let card = match text {
            "cpu" => return Ok(Self::Cpu),
            "cuda" => Some(0),
            _ => text.strip_prefix("cuda:").and_then(|card| card.parse().ok()).filter(|card| *card < 1024),
        };
        card.map(Self::Cuda).ok_or_else(|| format!("\"{text}\" is no device: write cpu, cuda or cuda:1"))
    }
}

impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cpu => write!(f, "cpu"),
            Self::Cuda(card) => write!(f, "cuda:{card}"),
        }
    }
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
    fn a_device_is_the_processor_or_a_card() {
        for (text, device) in [
            ("cpu", Some(Device::Cpu)),
            ("cuda", Some(Device::Cuda(0))),
            ("cuda:1", Some(Device::Cuda(1))),
            ("cuda:", None),
            ("cuda:-1", None),
            ("gpu", None),
        ] {
            assert_eq!(text.parse::<Device>().ok(), device, "{text}");
        }
    }

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
