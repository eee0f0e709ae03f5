//! An article made ready for comparing with many others.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::clip::Clip;
use super::entities::{Entities, Named};
use super::places::Places;
use crate::fingerprint::Folded;

/// Letters of a long word, which says more of what a text is about than a short one.
const LONG: usize = 6;
/// A word that stands in a text so often is not foreign to it, however often it stands in another.
const OFTEN: usize = 256;
/// With fewer different long words nothing can be said of what a text is about.
const FEW_WORDS: usize = 12;

/// An article made ready for comparing: whatever takes time in its length is done here, once, so that a
/// comparison takes time in the length of the shorter article only.
pub struct Copy<'a> {
    pub(super) clip: Clip<'a>,
    pub(super) simhash: u64,
    pub(super) folded: Folded<'a>,
    /// The hash of each shingle.
    pub(super) shingles: Places<u32>,
    /// Made when first asked for: most pairs share too little for it to matter.
    entities: OnceCell<Entities>,
    /// The keys of all words and figures, made when first asked for.
    keys: OnceCell<Places<u64>>,
    /// See [`Copy::topic`].
    topic: OnceCell<Vec<u64>>,
}

impl<'a> Copy<'a> {
    /// Folds the text, of which this is the SimHash.
    #[must_use]
    pub fn new(clip: Clip<'a>, simhash: u64) -> Self {
        let folded = Folded::new(clip.text);
        let shingles = Places::new(folded.shingles());
        let (entities, keys, topic) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { clip, simhash, folded, shingles, entities, keys, topic }
    }

    fn entities(&self) -> &Entities {
        self.entities.get_or_init(|| Entities::new(self.clip.text, &self.folded, self.clip.nouns))
    }

    /// The number of distinct shingles.
    pub(super) fn distinct(&self) -> usize {
        self.shingles.distinct()
    }

    /// The share of the different long words of the shorter text that the longer has, whatever their endings,
    /// 0 to 1; none where there are too few to tell.
    pub(super) fn topic_shared(&self, other: &Self) -> Option<f64> {
        let (a, b) = (self.topic(), other.topic());
        let (fewer, more) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let shared = fewer.iter().filter(|word| more.binary_search(word).is_ok()).count();
        (fewer.len() >= FEW_WORDS).then(|| shared as f64 / fewer.len() as f64)
    }

    /// The hashes of the different beginnings of long words, in rising order.
    fn topic(&self) -> &[u64] {
        self.topic.get_or_init(|| {
            let beginning = |at| {
                let word = self.word(at);
                let end = word.char_indices().nth(LONG - 1).map(|(end, c)| end + c.len_utf8())?;
                Some(xxh3_64(&word.as_bytes()[..end]))
            };
            let mut topic: Vec<u64> = (0..self.folded.len()).filter_map(beginning).collect();
            topic.sort_unstable();
            topic.dedup();
            topic
        })
    }

    pub(super) fn word(&self, at: usize) -> Cow<'a, str> {
        self.folded.word_text(at)
    }

    /// The names and figures among a range of words, in order.
    pub(super) fn named(&self, words: Range<usize>) -> &[Named] {
        self.entities().named(words)
    }

    /// Whether it is in a script that has no capitals.
    pub(super) fn is_without_capitals(&self) -> bool {
        self.entities().is_without_capitals()
    }

    /// Whether the text has any name or figure.
    pub(super) fn has_names(&self) -> bool {
        !self.named(0..self.folded.len()).is_empty()
    }

    /// How many different names and figures are among a range of words, and how many of these the other text has, too.
    pub(super) fn names_shared(&self, words: Range<usize>, other: &Self) -> (usize, usize) {
        let words = self.named(words).iter();
        let mut known: Vec<(u64, bool)> =
            words.map(|word| (word.key, self.is_known(word.at, other))).collect();
        known.sort_unstable();
        known.dedup_by_key(|(key, _)| *key);
        (known.len(), known.iter().filter(|(_, known)| *known).count())
    }

    /// The keys of a word: its own first, then those of the figure that it is part of.
    pub(super) fn keys(&self, at: usize) -> impl Iterator<Item = u64> + use<> {
        self.entities().keys(at, &self.folded)
    }

    fn all_keys(&self) -> &Places<u64> {
        self.keys.get_or_init(|| Places::new(self.entities().all_keys(&self.folded)))
    }

    /// Whether a word stands in the text more than once.
    pub(super) fn recurs(&self, at: usize) -> bool {
        self.keys(at).next().is_some_and(|key| self.all_keys().of(key).nth(1).is_some())
    }

    /// Whether a word stands in the text in small letters, too: what a desk calls otherwise in its house style ("Committee",
    /// "panel") is no name.
    pub(super) fn is_ordinary(&self, at: usize) -> bool {
        let small = |at: usize| self.clip.text[self.folded.bytes(at..at + 1)].starts_with(char::is_lowercase);
        let words = self.folded.len();
        let mut places = self.keys(at).next().into_iter().flat_map(|key| self.all_keys().of(key));
        places.any(|place| place < words && small(place))
    }

    /// Whether the other text has the name or figure at a word, under any of its keys.
    pub(super) fn is_known(&self, at: usize, other: &Self) -> bool {
        self.keys(at).any(|key| other.all_keys().has(key))
    }

    /// The words with digits in order, each with the key of its figure.
    pub(super) fn figures(&self) -> impl Iterator<Item = (usize, u64)> {
        self.entities().figures()
    }

    /// Whether a word or figure of this key stands in the text.
    pub(super) fn has_key(&self, key: u64) -> bool {
        self.all_keys().has(key)
    }

    /// Whether the name or figure at a word is foreign to the other text: it is not there, or hardly.
    pub(super) fn is_foreign(&self, at: usize, other: &Self) -> bool {
        let mut keys = self.keys(at);
        let word = keys.next().unwrap_or_default();
        let theirs = other.all_keys().of(word).take(OFTEN).count();
        let hardly = theirs < OFTEN && self.all_keys().of(word).nth((theirs * 4).saturating_sub(1)).is_some();
        hardly && keys.all(|run| !other.all_keys().has(run))
    }
}
