//! A text as letters in a row, without blanks: what is left whole of it where most words are misread or cut in two.
//!
//! A *gram* is six letters or digits in a row (n-grams; Damashek 1995). Where every seventh letter of two scans was misread, one
//! shingle in a hundred is left in both, but one gram in six.

use super::align::Block;
use super::places::Places;
use crate::fingerprint::{Fingerprint, Folded, SAMPLED, fold};

/// Letters of a gram.
const GRAM: usize = 6;
/// No scan has more bytes.
const LONGEST: usize = 1 << 19;
/// Bits of a letter, and those of the letters of a gram.
const BITS: usize = 21;
const LETTERS: u128 = (1 << (BITS * GRAM)) - 1;
/// A passage that two texts share begins alike in so many places at least, and in this share of those of the shorter.
const ANCHORS: (f64, f64) = (12.0, 0.04);
/// So much of what two texts share must be in one order, 0 to 1.
const IN_ORDER: f64 = 0.6;

/// The grams of a text in order, each with the word in which it begins.
pub(super) struct Grams {
    grams: Places<u32>,
    words: Vec<u32>,
}

impl Grams {
    pub(super) fn of(folded: &Folded) -> Self {
        let (mut grams, mut words) = (Vec::new(), Vec::new());
        // Where characters make words with the next, there are no blanks to be left out.
        if folded.bytes(0..folded.len()).len() <= LONGEST && folded.density() >= 1.0 {
            // The letters so far, the last in the lowest bits, and the words in which the last began.
            let (mut letters, mut begun, mut count) = (0_u128, [0; GRAM], 0);
            for at in 0..folded.len() {
                for letter in folded.word_text(at).chars() {
                    letters = (letters << BITS | u128::from(u32::from(letter))) & LETTERS;
                    begun[count % GRAM] = at as u32;
                    count += 1;
                    if count >= GRAM {
                        grams.push(hash(letters));
                        words.push(begun[count % GRAM]);
                    }
                }
            }
        }
        Self { grams: Places::new(grams), words }
    }

    /// A fingerprint of the grams, of a text of so many words.
    pub(super) fn print(&self, words: u32) -> Fingerprint {
        let mut sketch: Vec<u32> = self.grams.keys().iter().copied().filter(|gram| *gram < SAMPLED).collect();
        sketch.sort_unstable();
        sketch.dedup();
        // Equal for equal sketches; no two others are near each other by it.
        let simhash =
            sketch.iter().fold(0, |hash, gram| fold(hash ^ u64::from(*gram), 0x9e37_79b9_7f4a_7c15));
        Fingerprint { simhash, sketch: sketch.into(), words }
    }

    /// The word in which a gram begins that stands in the text once.
    fn once(&self, gram: u32) -> Option<u32> {
        let mut places = self.grams.of(gram);
        places.next().filter(|_| places.next().is_none()).map(|place| self.words[place])
    }

    /// Words of two texts at which both are at the same place, in the order of both; none where too few are.
    pub(super) fn anchors(&self, other: &Self) -> Vec<Block> {
        let both = |gram: &u32| other.once(*gram).and_then(|there| Some((self.once(*gram)?, there)));
        let shared: Vec<(u32, u32)> = self.grams.keys().iter().filter_map(both).collect();
        let fewest = (ANCHORS.1 * self.words.len().min(other.words.len()) as f64).max(ANCHORS.0);
        if (shared.len() as f64) < fewest {
            return Vec::new();
        }
        let chain = rising(&shared);
        let enough = chain.len() as f64 >= fewest.max(IN_ORDER * shared.len() as f64);
        let mut anchors: Vec<Block> = Vec::new();
        for (a, b) in chain.into_iter().filter(|_| enough) {
            let (a, b) = (a as usize, b as usize);
            if anchors.last().is_none_or(|last| last.a < a && last.b < b) {
                anchors.push(Block { a, b, words: 0 });
            }
        }
        anchors
    }
}

/// The hash of six letters.
fn hash(letters: u128) -> u32 {
    let (low, high) = (letters as u64, (letters >> 64) as u64);
    let mixed = low.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ high.wrapping_mul(0xbb67_ae85_84ca_a73b);
    ((mixed ^ mixed >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// The longest chain of pairs, in the order of the first, that does not fall in the second (Schensted 1961).
fn rising(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    // Of the chains of each length, the one that ends lowest: where it ends, and for each pair the one before it.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (at, (_, b)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 <= *b);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut chain: Vec<_> =
        std::iter::successors(ends.last().copied(), |at| before[*at]).map(|at| pairs[at]).collect();
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn anchors(a: &str, b: &str) -> Vec<(usize, usize)> {
        let [a, b] = [a, b].map(|text| Grams::of(&Folded::new(text)));
        a.anchors(&b).iter().map(|block| (block.a, block.b)).collect()
    }

    const REPORT: &str = "The ferry that links the two shores of the sound will stay in port until the spring, its \
        owner said on Monday, after inspectors found cracks in a propeller shaft.";

    #[test]
    fn two_texts_are_at_the_same_place_where_their_letters_are_the_same_whatever_the_blanks() {
        let cut = REPORT
            .replace("that links", "thatl inks")
            .replace("inspectors", "insp ectors")
            .replace("cracks", "crcks");
        let anchors = anchors(REPORT, &cut);
        assert!(anchors.len() > 15, "{anchors:?}");
        assert!(anchors.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
        assert!(anchors.iter().all(|(a, b)| a.abs_diff(*b) <= 1), "{anchors:?}");
    }

    #[test]
    fn two_texts_of_one_language_are_nowhere_at_the_same_place() {
        let other = "Rain is expected in the north on Friday, and the wind will turn to the west by the evening, the \
            weather office said on Thursday, before it clears over the islands.";
        assert_eq!(anchors(REPORT, other), []);
        assert_eq!(anchors("", REPORT), []);
    }

    proptest! {
        #[test]
        fn a_rising_chain_is_the_longest(seconds in proptest::collection::vec(0u32..12, 0..12)) {
            let pairs: Vec<(u32, u32)> = (0..).zip(seconds.iter().copied()).collect();
            let chain = rising(&pairs);
            prop_assert!(chain.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 <= two[1].1));
            let all = (0u32..1 << pairs.len()).map(|set| pairs.iter().enumerate().filter(move |(at, _)| set >> at & 1 == 1).map(|(_, pair)| pair.1).collect::<Vec<_>>());
            let longest = all.filter(|some| some.is_sorted()).map(|some| some.len()).max();
            prop_assert_eq!(Some(chain.len()), longest);
        }
    }
}
