//! An article made ready for comparing with many others.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use super::entities::{Entities, Kind};
use super::text;
use crate::article::Article;
use crate::fingerprint::Folded;

/// An article made ready for comparing: whatever takes time in its length is done here, once, so that a
/// comparison takes time in the length of the shorter article only.
pub struct Copy<'a> {
    pub(super) article: &'a Article,
    pub(super) folded: Folded<'a>,
    /// The hash of each shingle, in order.
    pub(super) shingles: Vec<u32>,
    /// Each shingle's hash and place, sorted.
    index: Vec<(u32, u32)>,
    /// The number of distinct shingles.
    pub(super) distinct: usize,
    /// Made when first asked for: most pairs share too little for it to matter.
    details: OnceCell<Details>,
}

/// What only a pair that shares much is asked for.
struct Details {
    entities: Entities,
    /// How often each word and figure stands in the text, by its key.
    counts: HashMap<u64, u32>,
    simhash: u64,
}

impl<'a> Copy<'a> {
    /// Folds the article's text and finds its names and figures.
    #[must_use]
    pub fn new(article: &'a Article) -> Self {
        let folded = Folded::new(text(article));
        let shingles = folded.shingles();
        let mut index: Vec<(u32, u32)> = shingles.iter().copied().zip(0..).collect();
        index.sort_unstable();
        Self {
            article,
            distinct: index.chunk_by(|a, b| a.0 == b.0).count(),
            shingles,
            index,
            folded,
            details: OnceCell::new(),
        }
    }

    fn details(&self) -> &Details {
        self.details.get_or_init(|| {
            let entities = Entities::new(text(self.article), &self.folded);
            let mut counts = HashMap::with_capacity(self.folded.len());
            for key in (0..self.folded.len()).flat_map(|at| entities.keys(at)) {
                *counts.entry(key).or_insert(0) += 1;
            }
            Details { entities, counts, simhash: self.folded.simhash() }
        })
    }

    /// The names and figures.
    pub(super) fn entities(&self) -> &Entities {
        &self.details().entities
    }

    /// How many words are names or figures.
    pub(super) fn named(&self) -> usize {
        (0..self.folded.len()).filter(|at| self.entities().kind(*at) != Kind::Plain).count()
    }

    /// The SimHash.
    pub(super) fn simhash(&self) -> u64 {
        self.details().simhash
    }

    pub(super) fn word(&self, at: usize) -> Cow<'a, str> {
        self.folded.word_text(at)
    }

    /// How often a key stands in the text.
    pub(super) fn count(&self, key: u64) -> u32 {
        self.details().counts.get(&key).copied().unwrap_or(0)
    }

    /// The shingle's places, each with its hash.
    pub(super) fn places(&self, shingle: u32) -> &[(u32, u32)] {
        let from = self.index.partition_point(|entry| entry.0 < shingle);
        let length = self.index[from..].iter().take_while(|entry| entry.0 == shingle).take(64).count();
        &self.index[from..from + length]
    }

    /// Whether the shingle stands in the text.
    pub(super) fn has(&self, shingle: u32) -> bool {
        !self.places(shingle).is_empty()
    }

    /// The number of distinct shingles that the other text has, too.
    pub(super) fn common(&self, other: &Self) -> usize {
        self.index.chunk_by(|a, b| a.0 == b.0).filter(|places| other.has(places[0].0)).count()
    }

    /// Whether the other text has the name or figure at a word, under any of its keys.
    pub(super) fn is_known(&self, at: usize, other: &Self) -> bool {
        self.entities().keys(at).any(|key| other.count(key) > 0)
    }

    /// Whether the name or figure at a word is foreign to the other text: it is not there, or hardly.
    pub(super) fn is_foreign(&self, at: usize, other: &Self) -> bool {
        let mut keys = self.entities().keys(at);
        let word = keys.next().unwrap_or_default();
        other.count(word) * 4 <= self.count(word) && keys.all(|run| other.count(run) == 0)
    }

    /// The words of a kind in a range.
    pub(super) fn of_kind(&self, range: std::ops::Range<usize>, kind: Kind) -> impl Iterator<Item = usize> {
        range.filter(move |at| self.entities().kind(*at) == kind)
    }
}
