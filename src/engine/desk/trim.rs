//! Takes out of a sentence what a careful copy editor would: whole asides, and only when the tagger is sure of each word.
//!
//! The tagger learnt from headlines, which cut far more than a summary may, and word by word it leaves telegraphese.
//! So it never decides on words. Rules find spans that a sentence can lose whole ([`spans`]), some words are never lost
//! ([`lexicon`]), the tagger must find every word of a span droppable, and what is left must still stand as a sentence.
//! In any doubt the sentence stays as it is. English only: the caller knows the language.

#[rustfmt::skip] // lists of words read better filled than one a line
mod lexicon;
mod spans;

use std::ops::Range;

use crate::engine::desk::words;
use spans::{RULES, Span};

/// A span goes only when the tagger gives each of its words less than this chance of being kept: see the model card for
/// how it was chosen.
pub const SURE: f32 = 0.1;

/// Fewest words that a trimmed sentence has.
const FEWEST: usize = 6;

/// A sentence made shorter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trim {
    /// What is left.
    pub text: String,
    /// What went, in bytes of the sentence.
    pub cuts: Vec<Range<usize>>,
}

/// A sentence in words.
struct Sentence<'a> {
    text: &'a str,
    places: Vec<Range<usize>>,
    words: Vec<&'a str>,
    lower: Vec<String>,
    /// Whether the word stands in a quotation, marks included.
    quoted: Vec<bool>,
}

/// Trims one sentence; `keep` gives the chance of each word to be kept, as [`crate::engine::desk::Tagger::keep`] does, and a span goes
/// when every word's is under `sure`.
///
/// `None` when nothing can go: the sentence stays as it is.
pub fn trim(sentence: &str, sure: f32, keep: impl Fn(&[&[&str]]) -> Vec<Vec<f32>>) -> Option<Trim> {
    trim_all(&[sentence], sure, keep).pop().flatten()
}

/// Trims many sentences with one call of the tagger, which sees only those that a rule can shorten.
pub fn trim_all(
    sentences: &[&str],
    sure: f32,
    keep: impl Fn(&[&[&str]]) -> Vec<Vec<f32>>,
) -> Vec<Option<Trim>> {
    let cut: Vec<(Sentence<'_>, Vec<Span>)> = sentences
        .iter()
        .map(|text| {
            let sentence = Sentence::new(text);
            let spans = sentence.spans();
            (sentence, spans)
        })
        .collect();
    let asked: Vec<&[&str]> = cut
        .iter()
        .filter(|(_, spans)| !spans.is_empty())
        .map(|(sentence, _)| sentence.words.as_slice())
        .collect();
    let mut answers = if asked.is_empty() { Vec::new() } else { keep(&asked) }.into_iter();
    cut.iter()
        .map(
            |(sentence, spans)| {
                if spans.is_empty() { None } else { sentence.without(spans, sure, &answers.next()?) }
            },
        )
        .collect()
}

impl<'a> Sentence<'a> {
    fn new(text: &'a str) -> Self {
        let places = words::cut(text);
        let words: Vec<&str> = places.iter().map(|place| &text[place.clone()]).collect();
        let lower = words.iter().map(|word| word.to_lowercase()).collect();
        let (mut open, mut quoted) = (false, Vec::with_capacity(words.len()));
        for word in &words {
            match *word {
                "\"" => {
                    quoted.push(true);
                    open = !open;
                }
                "“" | "``" => {
                    open = true;
                    quoted.push(true);
                }
                "”" | "''" => {
                    open = false;
                    quoted.push(true);
                }
                _ => quoted.push(open),
            }
        }
        Self { text, places, words, lower, quoted }
    }

    /// The spans that rules allow to go, from left to right, none touching another.
    fn spans(&self) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        if !balanced(self.text) || !self.english() {
            return found;
        }
        for at in 0..self.words.len() {
            if found.last().is_some_and(|span| at < span.to) {
                continue;
            }
            found.extend(RULES.iter().filter_map(|rule| rule(self, at)).find(|span| self.free(span)));
        }
        found
    }

    /// Whether nothing in a span is protected.
    fn free(&self, span: &Span) -> bool {
        (span.from..span.to).all(|at| {
            let word = self.lower[at].as_str();
            !(self.quoted[at]
                || lexicon::PROTECTED.contains(&word)
                || lexicon::SAYING.contains(&word)
                || !span.figures && lexicon::is_figure(word)
                || !span.names && self.is_name(at))
        })
    }

    /// What is left without those spans of which the tagger is sure, if that stands.
    fn without(&self, spans: &[Span], sure: f32, keep: &[f32]) -> Option<Trim> {
        // Marks are not asked about: in the training labels no comma is ever kept.
        let droppable = |span: &&Span| {
            (span.from..span.to)
                .all(|at| keep.get(at).is_some_and(|&chance| chance < sure) || !self.is_word(at))
        };
        let (mut text, mut cuts, mut done, mut lost) =
            (String::with_capacity(self.text.len()), Vec::new(), 0, 0);
        for span in spans.iter().filter(droppable) {
            // The space before a span goes with it; at the start of the sentence, the space after.
            let from = if span.from == 0 { 0 } else { self.places[span.from - 1].end };
            let to =
                if span.from == 0 { self.places.get(span.to)?.start } else { self.places[span.to - 1].end };
            text.push_str(&self.text[done..from]);
            cuts.push(from..to);
            (done, lost) = (to, lost + span.to - span.from);
        }
        text.push_str(&self.text[done..]);
        if cuts.first().is_some_and(|cut| cut.start == 0) {
            let first = text.chars().next()?;
            text.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
        }
        let left = self.words.len() - lost;
        (!cuts.is_empty() && left >= FEWEST && 2 * left >= self.words.len() && stands(&text))
            .then_some(Trim { text, cuts })
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        self.lower.get(at).is_some_and(|word| words.contains(&word.as_str()))
    }

    /// Whether the word has letters or figures.
    fn is_word(&self, at: usize) -> bool {
        self.words[at].contains(char::is_alphanumeric)
    }

    /// Whether the word starts with a capital.
    fn is_capital(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.starts_with(char::is_uppercase))
    }

    /// Whether the word is a name, as far as its capital can tell.
    fn is_name(&self, at: usize) -> bool {
        at > 0
            && self.words[at].contains(char::is_uppercase)
            && !self.is(at, lexicon::DAYS)
            && self.words[at] != "I"
    }

    fn is_verb(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| lexicon::is_verb(word))
    }

    /// The full stop that ends the sentence, if one does.
    fn full_stop(&self) -> Option<usize> {
        let last = self.words.len().checked_sub(1)?;
        (self.words[last] == ".").then_some(last)
    }

    /// Enough little English words to trust the rules.
    fn english(&self) -> bool {
        (0..self.words.len()).filter(|&at| self.is(at, lexicon::LITTLE)).count() >= 2
    }
}

/// Whether a trimmed text is a sentence still: a capital, a verb, marks in pairs, and none stranded.
fn stands(text: &str) -> bool {
    let sentence = Sentence::new(text);
    let opens = text
        .starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric() || "\"“(‘".contains(letter));
    let stranded = sentence
        .words
        .windows(2)
        .any(|pair| pair[0] == "," && matches!(pair[1], "," | "." | ";" | ":" | ")"));
    opens && !stranded && balanced(text) && (0..sentence.words.len()).any(|at| sentence.is_verb(at))
}

/// Whether quotation marks and brackets come in pairs.
fn balanced(text: &str) -> bool {
    let count = |mark: &str| text.matches(mark).count();
    count("\"") % 2 == 0 && count("“") == count("”") && count("``") == count("''") && count("(") == count(")")
}

#[cfg(test)]
mod tests;
