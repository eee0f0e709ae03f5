//! An article made ready for comparing with many others.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_64;

use super::clip::Clip;
use super::entities::{Entities, Kind, Named};
use super::grams::Grams;
use super::items::Items;
use super::places::Places;
use crate::fingerprint::Folded;

/// Letters of a long word, which says more of what a text is about than a short one.
const LONG: usize = 6;
/// A word that stands in a text so often is not foreign to it, however often it stands in another.
const OFTEN: usize = 256;
/// Bytes of a headline that are looked at.
const HEADLINE: usize = 300;
/// Texts on one thing speak so much alike, 0 to 1; or a little, and what stands around each in one that has both, so much.
const COMPANY: Company = Company { parts: 0.24, hardly: 0.12, rest: 0.18 };

struct Company {
    parts: f64,
    hardly: f64,
    rest: f64,
}

/// With fewer different words nothing can be said of what a text is about.
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
    topic: OnceCell<Vec<Said>>,
    /// Made when first asked for.
    items: OnceCell<Items>,
    /// Whether it may be a scan in which many words are misread.
    pub(super) may_be_scan: bool,
    /// Made when first asked for: of scans.
    grams: OnceCell<Grams>,
}

impl<'a> Copy<'a> {
    /// Folds the text, of which this is the SimHash, and which may be a scan in which many words are misread.
    #[must_use]
    pub fn new(clip: Clip<'a>, simhash: u64, may_be_scan: bool) -> Self {
        let folded = Folded::new(clip.text);
        let shingles = Places::new(folded.shingles());
        let (entities, keys) = (OnceCell::new(), OnceCell::new());
        let (topic, items) = (OnceCell::new(), OnceCell::new());
        let grams = OnceCell::new();
        Self { clip, simhash, folded, shingles, entities, keys, topic, items, may_be_scan, grams }
    }

    /// Its letters in a row.
    pub(super) fn grams(&self) -> &Grams {
        self.grams.get_or_init(|| Grams::of(&self.folded))
    }

    fn entities(&self) -> &Entities {
        self.entities.get_or_init(|| Entities::new(self.clip.text, &self.folded, self.clip.nouns))
    }

    /// The number of distinct shingles.
    pub(super) fn distinct(&self) -> usize {
        self.shingles.distinct()
    }

    /// Whether two texts speak of one thing.
    pub(super) fn keeps_company(&self, other: &Self) -> bool {
        likeness(self.topic(), other.topic()) >= COMPANY.parts
    }

    /// Whether two texts do that a third one has both of: what they say themselves may be too little, but that it is the same as what
    /// stands around each in the third.
    pub(super) fn keeps_company_in(&self, other: &Self, whole: &Self) -> bool {
        let like_rest = |part: &Self| likeness(part.topic(), &without(whole.topic(), part.topic()));
        let alike = likeness(self.topic(), other.topic());
        alike >= COMPANY.parts
            || (alike >= COMPANY.hardly
                && like_rest(self) >= COMPANY.rest
                && like_rest(other) >= COMPANY.rest)
    }

    /// What it speaks of, in rising order of the hashes, and how often.
    fn topic(&self) -> &[Said] {
        self.topic.get_or_init(|| {
            let mut said: Vec<u64> = self.said(0..self.folded.len()).collect();
            said.sort_unstable();
            said.chunk_by(|a, b| a == b).map(|one| (one[0], one.len() as u32)).collect()
        })
    }

    /// The hash of the beginning of a long word.
    pub(super) fn beginning(&self, at: usize) -> Option<u64> {
        beginning(&self.folded, at)
    }

    /// The hashes of the beginnings of the long words of its headline, each once.
    pub(super) fn headed(&self) -> FxHashSet<u64> {
        let headline = self.headline();
        (0..headline.len()).filter_map(|at| beginning(&headline, at)).collect()
    }

    /// The words of its headline; of one that goes on and on, the first.
    pub(super) fn headline(&self) -> Folded<'a> {
        let headline = self.clip.headline;
        Folded::new(&headline[..headline.floor_char_boundary(HEADLINE)])
    }

    /// Hashes of what a range of words speaks of: the beginnings of long words, and short names and figures.
    pub(super) fn said(&self, words: Range<usize>) -> impl Iterator<Item = u64> {
        let named = self.named(words.clone()).iter().filter(|word| self.beginning(word.at).is_none());
        words.filter_map(|at| self.beginning(at)).chain(named.map(|word| word.key))
    }

    /// Its items, where it is a page of several.
    pub(super) fn items(&self) -> &Items {
        self.items.get_or_init(|| Items::of(self))
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

    /// Whether capitals tell its names: they do not where all of it is in small letters, or in capitals.
    pub(super) fn tells_names(&self) -> bool {
        self.entities().tells_names()
    }

    /// What a word of this hash is in the text, and its key, if it is a name or a figure; where capitals tell nothing, any word may
    /// be a name.
    pub(super) fn kind(&self, hash: u64) -> Option<(Kind, u64)> {
        let mut named = self.named(0..self.folded.len()).iter();
        let kind = named.find(|word| self.folded.hash(word.at) == hash).map(|word| (word.kind, word.key));
        kind.or_else(|| (!self.tells_names() && self.has_key(hash)).then_some((Kind::Name, hash)))
    }

    /// How many different names and figures are among a range of words, and how many of these the other text has, too.
    pub(super) fn names_shared(&self, words: Range<usize>, other: &Self) -> (usize, usize) {
        self.shared(self.named(words).iter(), other)
    }

    /// How many different names are in it, figures aside, and how many of these the other text has, too.
    pub(super) fn names_alone_shared(&self, other: &Self) -> (usize, usize) {
        let named = self.named(0..self.folded.len()).iter();
        self.shared(named.filter(|word| word.kind == Kind::Name), other)
    }

    fn shared<'n>(&self, named: impl Iterator<Item = &'n Named>, other: &Self) -> (usize, usize) {
        let mut known: Vec<(u64, bool)> =
            named.map(|word| (word.key, self.is_known(word.at, other))).collect();
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
        self.entities().known_by(at, &self.folded).any(|key| other.all_keys().has(key))
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
        let mut keys = self.entities().known_by(at, &self.folded);
        let word = keys.next().unwrap_or_default();
        let theirs = other.all_keys().of(word).take(OFTEN).count();
        let hardly = theirs < OFTEN && self.all_keys().of(word).nth((theirs * 4).saturating_sub(1)).is_some();
        hardly && keys.all(|run| !other.all_keys().has(run))
    }
}

/// The hash of what a text speaks of, and how often.
type Said = (u64, u32);

/// How much alike two texts speak, 0 to 1: the cosine of how often each says what it says (Salton, Wong & Yang 1975). Who says
/// little speaks of nothing.
fn likeness(a: &[Said], b: &[Said]) -> f64 {
    let (fewer, more) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if fewer.len() < FEW_WORDS {
        return 0.0;
    }
    let both = fewer.iter().filter_map(|(word, count)| {
        let found = more.binary_search_by_key(word, |(word, _)| *word);
        found.ok().map(|at| f64::from(*count) * f64::from(more[at].1))
    });
    let length = |said: &[Said]| said.iter().map(|(_, count)| f64::from(*count).powi(2)).sum::<f64>();
    both.sum::<f64>() / (length(a) * length(b)).sqrt()
}

/// What a text says beside what a part of it does.
fn without(whole: &[Said], part: &[Said]) -> Vec<Said> {
    let left = whole.iter().map(|(word, count)| {
        let found = part.binary_search_by_key(word, |(word, _)| *word);
        (*word, count.saturating_sub(found.map_or(0, |at| part[at].1)))
    });
    left.filter(|(_, count)| *count > 0).collect()
}

/// The hash of the beginning of a long word, whatever its ending.
fn beginning(folded: &Folded, at: usize) -> Option<u64> {
    let word = folded.word_text(at);
    let end = word.char_indices().nth(LONG - 1).map(|(end, c)| end + c.len_utf8())?;
    Some(xxh3_64(&word.as_bytes()[..end]))
}
