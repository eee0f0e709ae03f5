//! Boils an article down to what copies of it share: a sampled sketch of its 3-word shingles and a SimHash.
//!
//! *Words* are runs of letters and digits, folded to lower case without accents, by compatibility (Unicode Standard
//! Annex 15, NFKD), with the digits of ASCII, without the vowels and other marks of Hebrew and Arabic, and with the forms that
//! Chinese characters have in China today (`fingerprint/folding.rs`); a character of a script written without blanks makes a word with the one
//! after it. A *shingle* is three words in a row (Broder
//! 1997). Its 32-bit hash is kept when it is below [`SAMPLED`], which one in eight is, whatever article it
//! stands in (a bottom sketch with a fixed threshold, "FracMinHash"; Hera et al. 2022); a short article keeps
//! all. The SimHash (Charikar 2002) is over the same shingles.
//!
//! Sketches are meant to be stored for years. A word's hash is described in `fingerprint/words.rs`. The hashes
//! of a shingle's words are turned left by 0, 21 and 42 bits and joined by XOR. The shingle's hash is the upper
//! half of the product of that with the golden ratio in 64 bits (Knuth 1973); its feature in the SimHash is the
//! XOR of both halves of the 128-bit product with the square root of three. A test pins the bits.

mod classes;
mod folded;
mod folding;
mod simhash;
mod words;

use std::cell::Cell;
use std::ops::Deref;

use ::simhash::hamming_distance;

use self::classes::Kernel;
use crate::shelf::{Shelf, Slip};

pub use folded::Folded;
pub(crate) use words::{fold, hash as word_hash, is_small};

/// Words in a shingle.
pub const SHINGLE: usize = 3;
/// Shingle hashes below this are kept of every article: one in eight.
pub const SAMPLED: u32 = 1 << 29;
/// An article of at most so many shingles keeps all of them.
pub const SHORT: usize = 192;
/// A longer article of which fewer are sampled says the same again and again, if it has only [`SHORT`] different
/// ones: it keeps all of them, too.
const SAMPLE: usize = 12;
/// With fewer sampled shingles than this, the SimHash is taken over all of them.
const FEW: usize = 24;

/// What is compared in place of an article. The sketch is its own, or lies in [`Fingerprints`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint<S = Box<[u32]>> {
    /// The 64-bit SimHash of the shingles.
    pub simhash: u64,
    /// Distinct shingle hashes in rising order; those below [`SAMPLED`] only, unless the article is short.
    pub sketch: S,
    /// Words in the text.
    pub words: u32,
}

impl Fingerprint {
    /// The fingerprint of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut hashes = hashes(text);
        let words = hashes.len() as u32;
        let kept = join_all(&mut hashes);
        let (all, sampled) = (&hashes[..], &hashes[..kept]);
        let is_short = all.len() <= SHORT;
        let mut sketch = different(if is_short { all } else { sampled });
        if sketch.len() < SAMPLE && !is_short {
            let whole = different(all);
            sketch = if whole.len() <= SHORT { whole } else { sketch };
        }
        let simhash = simhash(if kept < FEW { all } else { sampled });
        Self { simhash, sketch: sketch.into(), words }
    }
}

impl<S: Deref<Target = [u32]>> Fingerprint<S> {
    /// The part of the sketch that every article keeps.
    #[must_use]
    pub fn sampled(&self) -> &[u32] {
        kept_by_all(&self.sketch)
    }

    /// Whether the sketch is known to hold all shingles, as that of a short article does.
    pub(crate) fn is_whole(&self) -> bool {
        self.sketch.len() > self.sampled().len()
    }

    /// The share of the shorter text's shingles that the longer has, 0 to 1, as far as the sketches tell: exact
    /// for two short texts, else from the sample that both keep, and how many shingles that rests on.
    #[must_use]
    pub fn estimate<O: Deref<Target = [u32]>>(&self, other: &Fingerprint<O>) -> (f64, usize) {
        let (shared, a, b) = self.meet(other);
        let shorter = a.min(b);
        (if shorter == 0 { 0.0 } else { shared as f64 / shorter as f64 }, shorter)
    }

    /// The share of all their shingles that both texts have (Jaccard), 0 to 1, as far as the sketches tell.
    #[must_use]
    pub fn resemblance<O: Deref<Target = [u32]>>(&self, other: &Fingerprint<O>) -> f64 {
        let (shared, a, b) = self.meet(other);
        shared as f64 / (a + b - shared).max(1) as f64
    }

    /// The hashes that are compared of two sketches: all, where both keep all, else those that every article keeps.
    pub(crate) fn compared<'a, O: Deref<Target = [u32]>>(
        &'a self,
        other: &'a Fingerprint<O>,
    ) -> (&'a [u32], &'a [u32]) {
        let whole = self.is_whole() && other.is_whole();
        if whole { (&self.sketch, &other.sketch) } else { (self.sampled(), other.sampled()) }
    }

    /// How many hashes two sketches share, and how many each has: of all, where both keep all.
    fn meet<O: Deref<Target = [u32]>>(&self, other: &Fingerprint<O>) -> (usize, usize, usize) {
        let (a, b) = self.compared(other);
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while i < a.len() && j < b.len() {
            shared += usize::from(a[i] == b[j]);
            let (left, right) = (a[i] <= b[j], b[j] <= a[i]);
            i += usize::from(left);
            j += usize::from(right);
        }
        (shared, a.len(), b.len())
    }

    /// The number of bits, 0 to 64, in which two SimHashes differ.
    #[must_use]
    pub fn distance<O>(&self, other: &Fingerprint<O>) -> u32 {
        distance(self.simhash, other.simhash)
    }
}

/// The fingerprints of a run, in order. The sketches of a large run lie in a temporary file.
#[derive(Debug)]
pub struct Fingerprints {
    heads: Vec<Fingerprint<Slip>>,
    sketches: Shelf<u32>,
}

/// Bytes of sketches that are kept in memory.
const KEPT: usize = 128 << 20;

impl Default for Fingerprints {
    fn default() -> Self {
        Self { heads: Vec::new(), sketches: Shelf::new(KEPT) }
    }
}

impl Fingerprints {
    /// Adds the next.
    pub fn push(&mut self, print: &Fingerprint) {
        let sketch = self.sketches.put(&print.sketch);
        self.heads.push(Fingerprint { simhash: print.simhash, sketch, words: print.words });
    }

    /// Takes out those at these places, in rising order; those behind them move up.
    pub fn remove(&mut self, places: &[usize]) {
        let mut at = 0..;
        self.heads.retain(|_| at.next().is_some_and(|at| places.binary_search(&at).is_err()));
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, at: usize) -> Fingerprint<&[u32]> {
        let Fingerprint { simhash, sketch, words } = self.heads[at];
        Fingerprint { simhash, sketch: self.sketches.get(sketch), words }
    }

    /// The part of the sketch of one that every article keeps.
    #[must_use]
    pub fn sampled(&self, at: usize) -> &[u32] {
        kept_by_all(self.get(at).sketch)
    }

    /// The SimHash of one, without its sketch.
    #[must_use]
    pub fn simhash(&self, at: usize) -> u64 {
        self.heads[at].simhash
    }

    /// The words of one.
    #[must_use]
    pub fn words(&self, at: usize) -> u32 {
        self.heads[at].words
    }
}

impl FromIterator<Fingerprint> for Fingerprints {
    fn from_iter<I: IntoIterator<Item = Fingerprint>>(prints: I) -> Self {
        let mut all = Self::default();
        prints.into_iter().for_each(|print| all.push(&print));
        all
    }
}

fn kept_by_all(sketch: &[u32]) -> &[u32] {
    &sketch[..sketch.partition_point(|hash| *hash < SAMPLED)]
}

/// The number of bits in which two SimHashes differ.
pub(crate) fn distance(a: u64, b: u64) -> u32 {
    hamming_distance(a, b)
}

/// The hashes of a text's words, in order.
fn hashes(text: &str) -> Vec<u64> {
    let mut hashes = Vec::with_capacity(text.len() / 5);
    words::each(text, Kernel::fastest(), |_, hash| hashes.push(hash));
    hashes
}

/// The hashes of all shingles of a text, in no order.
pub(crate) fn shingles(text: &str) -> impl Iterator<Item = u32> {
    let mut hashes = hashes(text);
    join_all(&mut hashes);
    hashes.into_iter().map(shingle)
}

/// Makes of the hashes of words those of each three in a row, joined: one for each word but the last two; one in all
/// for a shorter text. Those that every article keeps come to stand first; says how many they are.
fn join_all(hashes: &mut Vec<u64>) -> usize {
    // A text of one or two words is one shingle, as if words without a hash followed.
    if !hashes.is_empty() && hashes.len() < SHINGLE {
        hashes.resize(SHINGLE, 0);
    }
    let cells = Cell::from_mut(hashes.as_mut_slice()).as_slice_of_cells();
    let [first, second, thirds @ ..] = cells else { return 0 };
    let (mut first, mut second, mut kept) = (first.get(), second.get(), 0);
    for (here, third) in cells.iter().zip(thirds) {
        let third = third.get();
        let joined = join(first, second, third);
        (first, second) = (second, third);
        // One in eight is kept, and which is past guessing: each is put behind those, and moved on by the next if it is
        // none.
        here.set(cells[kept].get());
        cells[kept].set(joined);
        kept += usize::from(shingle(joined) < SAMPLED);
    }
    hashes.truncate(hashes.len() + 1 - SHINGLE);
    kept
}

/// The hashes of three words, joined.
fn join(first: u64, second: u64, third: u64) -> u64 {
    first ^ second.rotate_left(21) ^ third.rotate_left(42)
}

/// The different hashes of shingles in rising order.
fn different(joined: &[u64]) -> Vec<u32> {
    let mut hashes: Vec<u32> = joined.iter().copied().map(shingle).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// The hash of a shingle.
fn shingle(joined: u64) -> u32 {
    (joined.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// The SimHash of shingles.
fn simhash(joined: &[u64]) -> u64 {
    simhash::of(joined.iter().map(|joined| words::fold(*joined, 0xbb67_ae85_84ca_a73b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_bits_of_a_fingerprint_are_pinned() {
        let print =
            Fingerprint::of("Dockers at Port Ellery will return to work on Monday, their union said.");
        let head: Vec<String> = print.sketch.iter().take(3).map(|hash| format!("{hash:08x}")).collect();
        assert_eq!(
            format!("{:016x} {} {}", print.simhash, print.words, head.join(" ")),
            "bd2be3dea66a0d1f 13 03695bb8 1cc1a696 1d3434de"
        );
    }

    #[test]
    fn a_text_that_says_the_same_again_and_again_keeps_every_shingle() {
        let again = Fingerprint::of(&"The ferry stays in port. ".repeat(5000));
        assert_eq!(again.sketch.len(), 5);
        assert!(again.estimate(&Fingerprint::of(&"The ferry stays in port. ".repeat(9))).0 > 0.99);
    }

    #[test]
    fn a_reader_counts_fewer_words_than_a_script_without_blanks_has_characters() {
        for (text, density) in
            [("The ferry’s — “plan”", 1.0), ("渡船停航", 0.5), ("เรือหยุด", 0.25), ("。", 1.0), ("", 1.0)]
        {
            assert!((Folded::new(text).density() - density).abs() < 1e-9, "{text}");
        }
    }

    #[test]
    fn a_text_of_one_word_has_one_shingle() {
        assert_eq!(Fingerprint::of("Ferry").sketch.len(), 1);
        assert_eq!(Fingerprint::of("").sketch.len(), 0);
        assert_ne!(Fingerprint::of("Ferry").simhash, Fingerprint::of("Bridge").simhash);
    }

    proptest! {
        #[test]
        fn case_and_marks_do_not_change_a_fingerprint(words in proptest::collection::vec("[a-z]{1,9}", 1..300)) {
            let plain = Fingerprint::of(&words.join(" "));
            let shouted = Fingerprint::of(&words.join(" — ").to_uppercase());
            prop_assert_eq!(plain, shouted);
        }
    }
}
