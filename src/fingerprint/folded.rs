//! A text as a row of folded words, for comparing word by word.

use std::borrow::Cow;
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::classes::Kernel;
use super::{SHINGLE, join, shingle, words};

/// A text as a row of folded words that know where they came from.
#[derive(Debug)]
pub struct Folded<'a> {
    original: &'a str,
    words: Vec<Word>,
}

#[derive(Clone, Copy, Debug)]
struct Word {
    from: u32,
    to: u32,
    hash: u64,
}

impl<'a> Folded<'a> {
    /// Folds a text of at most 4 GiB.
    #[must_use]
    pub fn new(original: &'a str) -> Self {
        Self::by(Kernel::fastest(), original)
    }

    /// Folds a text with each kernel that this machine runs, to check that they agree.
    #[must_use]
    pub fn by_every_kernel(original: &'a str) -> Vec<Self> {
        Kernel::all().into_iter().map(|kernel| Self::by(kernel, original)).collect()
    }

    fn by(kernel: Kernel, original: &'a str) -> Self {
        let mut words = Vec::with_capacity(original.len() / 5);
        words::each(original, kernel, |word, hash| {
            words.push(Word { from: word.start as u32, to: word.end as u32, hash });
        });
        Self { original, words }
    }

    /// The number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The hash of a folded word: equal words have equal ones, and others differ but for one in 2^64.
    #[must_use]
    pub fn hash(&self, at: usize) -> u64 {
        self.words[at].hash
    }

    /// The hashes of all words, in order.
    pub fn hashes(&self) -> impl Iterator<Item = u64> {
        self.words.iter().map(|word| word.hash)
    }

    /// The hash of all words in their order: that of another text with the same folded words.
    pub(crate) fn digest(&self) -> u64 {
        let words: Vec<u8> = self.hashes().flat_map(u64::to_le_bytes).collect();
        xxh3_64(&words)
    }

    /// How many words from one place on are those of another text from a place there on.
    pub(crate) fn alike(&self, at: usize, other: &Self, there: usize) -> usize {
        let pairs = self.words[at..].iter().zip(&other.words[there..]);
        pairs.take_while(|(a, b)| a.hash == b.hash).count()
    }

    /// The bytes of the original that each word came from, in order.
    pub(crate) fn spans(&self) -> impl Iterator<Item = Range<usize>> {
        self.words.iter().map(|word| word.from as usize..word.to as usize)
    }

    /// The folded text of a word.
    #[must_use]
    pub fn word_text(&self, at: usize) -> Cow<'a, str> {
        words::text(self.original, self.bytes(at..at + 1))
    }

    /// How many words a reader counts, about, for each of these, 0 to 1: in scripts without blanks each character is one.
    #[must_use]
    pub fn density(&self) -> f64 {
        // Characters of those scripts begin with other bytes than letters of Europe, quotation marks and dashes do.
        let may_be_unspaced = |byte: &u8| u8::from(*byte >= 0xe0) & u8::from(*byte != 0xe2);
        let found = self.original.as_bytes().iter().fold(0, |found, byte| found | may_be_unspaced(byte));
        if found == 0 || self.is_empty() {
            return 1.0;
        }
        let parts = (0..self.len()).map(|at| words::part(self.original, self.bytes(at..at + 1)));
        parts.sum::<f64>() / self.len() as f64
    }

    /// The bytes of the original that a range of words came from.
    #[must_use]
    pub fn bytes(&self, words: Range<usize>) -> Range<usize> {
        if words.is_empty() {
            return 0..0;
        }
        self.words[words.start].from as usize..self.words[words.end - 1].to as usize
    }

    /// The hashes of all shingles in order: one for each word but the last two; one in all for a shorter text.
    #[must_use]
    pub fn shingles(&self) -> Vec<u32> {
        let hash = |at: usize| self.words.get(at).map_or(0, |word| word.hash);
        match self.len() {
            0 => Vec::new(),
            1 | 2 => vec![shingle(join(hash(0), hash(1), 0))],
            _ => {
                let shingles = self.words.windows(SHINGLE);
                shingles.map(|words| shingle(join(words[0].hash, words[1].hash, words[2].hash))).collect()
            }
        }
    }
}
