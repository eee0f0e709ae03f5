//! Boils an article down to what copies of it share: a sampled sketch of its 3-word shingles and a SimHash.
//!
//! *Words* are runs of letters and digits, folded to lower case without accents; a character of a script
//! written without blanks makes a word with the one after it. A *shingle* is three words in a row (Broder
//! 1997). Its 32-bit hash is kept when it is below [`SAMPLED`], which one in eight is, whatever article it
//! stands in (a bottom sketch with a fixed threshold, "FracMinHash"; Hera et al. 2022); a short article keeps
//! all. The SimHash (Charikar 2002) is over the same shingles.
//!
//! Sketches are meant to be stored for years: the hashes are XXH3-64 of each folded word with seed 0, joined
//! as in `Folded::shingle`, and their bits are pinned by a test.

use std::ops::Range;

use simhash::{hamming_distance, simhash_stream};
use xxhash_rust::xxh3::xxh3_64;

/// Words in a shingle.
pub const SHINGLE: usize = 3;
/// Shingle hashes below this are kept of every article: one in eight.
pub const SAMPLED: u32 = 1 << 29;
/// An article of at most so many shingles keeps all of them.
pub const SHORT: usize = 192;
/// With fewer sampled shingles than this, the SimHash is taken over all of them.
const FEW: usize = 24;

/// What is compared in place of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The 64-bit SimHash of the shingles.
    pub simhash: u64,
    /// Distinct shingle hashes in rising order; those below [`SAMPLED`] only, unless the article is short.
    pub sketch: Box<[u32]>,
    /// Words in the text.
    pub words: u32,
}

impl Fingerprint {
    /// The fingerprint of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let folded = Folded::new(text);
        let hashes: Vec<u32> = folded.shingles().collect();
        let short = hashes.len() <= SHORT;
        let mut sketch: Vec<u32> = hashes.iter().copied().filter(|hash| short || *hash < SAMPLED).collect();
        sketch.sort_unstable();
        sketch.dedup();
        let simhash = simhash(&folded, &hashes);
        Self { simhash, sketch: sketch.into(), words: folded.len() as u32 }
    }

    /// The part of the sketch that every article keeps.
    #[must_use]
    pub fn sampled(&self) -> &[u32] {
        &self.sketch[..self.sketch.partition_point(|hash| *hash < SAMPLED)]
    }

    /// The share of the shorter text's shingles that the longer has, 0 to 1, as far as the sketches tell: exact
    /// for two short texts, else from the sample that both keep, and how many shingles that rests on.
    #[must_use]
    pub fn estimate(&self, other: &Self) -> (f64, usize) {
        let whole = |print: &Self| print.sketch.len() > print.sampled().len();
        let (a, b) = if whole(self) && whole(other) {
            (&*self.sketch, &*other.sketch)
        } else {
            (self.sampled(), other.sampled())
        };
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while i < a.len() && j < b.len() {
            shared += usize::from(a[i] == b[j]);
            let (left, right) = (a[i] <= b[j], b[j] <= a[i]);
            i += usize::from(left);
            j += usize::from(right);
        }
        let shorter = a.len().min(b.len());
        (if shorter == 0 { 0.0 } else { shared as f64 / shorter as f64 }, shorter)
    }

    /// The number of bits, 0 to 64, in which two SimHashes differ.
    #[must_use]
    pub fn distance(&self, other: &Self) -> u32 {
        distance(self.simhash, other.simhash)
    }
}

/// The number of bits in which two SimHashes differ.
pub(crate) fn distance(a: u64, b: u64) -> u32 {
    hamming_distance(a, b)
}

/// The SimHash of a text, of which `hashes` are the shingles.
pub(crate) fn simhash(folded: &Folded, hashes: &[u32]) -> u64 {
    let sampled = hashes.iter().filter(|hash| **hash < SAMPLED).count();
    let kept = hashes.iter().enumerate().filter(|(_, hash)| sampled < FEW || **hash < SAMPLED);
    simhash_stream(kept.map(|(at, _)| folded.shingle_text(at)))
}

/// A text as a row of folded words that know where they came from.
#[derive(Debug)]
pub struct Folded {
    /// The folded words, a blank after each.
    text: String,
    /// Each word's place in [`text`](Self::text), and in the original.
    words: Vec<Word>,
}

#[derive(Clone, Copy, Debug)]
struct Word {
    start: u32,
    end: u32,
    from: u32,
    to: u32,
    hash: u64,
}

impl Folded {
    /// Folds a text of at most 4 GiB.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut folded =
            Self { text: String::with_capacity(text.len() + 1), words: Vec::with_capacity(text.len() / 5) };
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
                at += 1;
            }
            // A word in plain ASCII, which most are; one that runs into other letters takes the long way.
            if at > start && bytes.get(at).is_none_or(u8::is_ascii) {
                let place = folded.text.len();
                folded.text.push_str(&text[start..at]);
                folded.text[place..].make_ascii_lowercase();
                folded.close(place, start..at);
            } else if bytes.get(at).is_some_and(|b| !b.is_ascii()) {
                at = folded.word(text, start);
            } else {
                at += 1;
            }
        }
        folded
    }

    /// Folds one word with letters beyond ASCII, and gives the byte after it.
    fn word(&mut self, text: &str, start: usize) -> usize {
        let place = self.text.len();
        let mut chars = text[start..].char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let at = start + offset;
            if is_unspaced(c) {
                self.close(place, start..at);
                let place = self.text.len();
                self.text.push(c);
                if let Some((_, next)) = chars.peek().filter(|(_, next)| is_unspaced(*next)) {
                    self.text.push(*next);
                }
                self.close(place, at..at + c.len_utf8());
                return at + c.len_utf8();
            }
            if !c.is_alphanumeric() && !is_accent(c) {
                self.close(place, start..at);
                return at + c.len_utf8();
            }
            unicode_normalization::char::decompose_canonical(c, |part| {
                if !is_accent(part) {
                    self.text.extend(part.to_lowercase());
                }
            });
        }
        self.close(place, start..text.len());
        text.len()
    }

    /// Ends the word whose folded text begins at `place` and which stands at `original`.
    fn close(&mut self, place: usize, original: Range<usize>) {
        let end = self.text.len();
        if end == place {
            return;
        }
        let hash = xxh3_64(&self.text.as_bytes()[place..end]);
        self.words.push(Word {
            start: place as u32,
            end: end as u32,
            from: original.start as u32,
            to: original.end as u32,
            hash,
        });
        self.text.push(' ');
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

    /// The folded text of a word.
    #[must_use]
    pub fn word_text(&self, at: usize) -> &str {
        &self.text[self.words[at].start as usize..self.words[at].end as usize]
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
    pub fn shingles(&self) -> impl Iterator<Item = u32> {
        let count = if self.is_empty() { 0 } else { self.len().saturating_sub(SHINGLE - 1).max(1) };
        (0..count).map(|at| self.shingle(at))
    }

    /// The hash of the shingle at a word: the upper half of the product of an odd constant (the golden ratio
    /// in 64 bits, Knuth 1973) with the words' hashes joined by XOR, turned by 0, 21 and 42 bits.
    fn shingle(&self, at: usize) -> u32 {
        let words = self.words[at..].iter().take(SHINGLE).zip([0, 21, 42]);
        let joined = words.fold(0, |joined, (word, turn)| joined ^ word.hash.rotate_left(turn));
        (joined.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
    }

    fn shingle_text(&self, at: usize) -> &str {
        let last = (at + SHINGLE).min(self.len()) - 1;
        &self.text[self.words[at].start as usize..self.words[last].end as usize]
    }
}

/// Marks that fold away: accents written as characters of their own.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Scripts that put no blanks between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e01}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3041}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && (c.is_alphanumeric() || is_thai_mark(c))
}

/// Thai and Lao vowel and tone marks, which are no letters of their own.
fn is_thai_mark(c: char) -> bool {
    matches!(c, '\u{0e31}' | '\u{0e34}'..='\u{0e3a}' | '\u{0e47}'..='\u{0e4e}' | '\u{0eb1}' | '\u{0eb4}'..='\u{0ebc}' | '\u{0ec8}'..='\u{0ecd}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> String {
        Folded::new(text).text.trim_end().to_owned()
    }

    #[test]
    fn words_fold_to_what_copies_share() {
        for (text, words) in [
            ("The mayor’s “plan”—all 3.4 of it", "the mayor s plan all 3 4 of it"),
            ("The mayor's \"plan\" - all 3,4 of it", "the mayor s plan all 3 4 of it"),
            ("CAFÉ cafe\u{301} Straße ÎLE", "cafe cafe straße ile"),
            ("Паром Москва Ёлка", "паром москва елка"),
            ("東京で会議", "東京 京で で会 会議 議"),
            ("…—!", ""),
            ("", ""),
        ] {
            assert_eq!(folded(text), words, "{text}");
        }
    }

    #[test]
    fn the_bits_of_a_fingerprint_are_pinned() {
        let print =
            Fingerprint::of("Dockers at Port Ellery will return to work on Monday, their union said.");
        let head: Vec<String> = print.sketch.iter().take(3).map(|hash| format!("{hash:08x}")).collect();
        assert_eq!(
            format!("{:016x} {} {}", print.simhash, print.words, head.join(" ")),
            "c0db7f424a207574 13 0710806c 0965be0c 1da1bf08"
        );
    }

    #[test]
    fn a_text_of_one_word_has_one_shingle() {
        assert_eq!(Fingerprint::of("Ferry").sketch.len(), 1);
        assert_eq!(Fingerprint::of("").sketch.len(), 0);
        assert_ne!(Fingerprint::of("Ferry").simhash, Fingerprint::of("Bridge").simhash);
    }

    proptest! {
        #[test]
        fn words_lie_in_the_text_in_order_without_overlap(text in "\\PC{0,200}") {
            let folded = Folded::new(&text);
            let mut end = 0;
            for at in 0..folded.len() {
                let bytes = folded.bytes(at..at + 1);
                prop_assert!(bytes.start >= end && bytes.end <= text.len());
                prop_assert!(text.is_char_boundary(bytes.start) && text.is_char_boundary(bytes.end));
                end = bytes.end;
            }
        }

        #[test]
        fn case_and_marks_do_not_change_a_fingerprint(words in proptest::collection::vec("[a-z]{1,9}", 1..300)) {
            let plain = Fingerprint::of(&words.join(" "));
            let shouted = Fingerprint::of(&words.join(" — ").to_uppercase());
            prop_assert_eq!(plain, shouted);
        }
    }
}
