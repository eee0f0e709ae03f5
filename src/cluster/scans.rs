//! Finds the scans of a wire in which many words are misread, and proposes those that may be copies of each other: too few of their
//! shingles are left whole to meet by these.
//!
//! A misread word is next to a word that other articles have: a letter in it differs, is missing or one too many. Names that no
//! other article has are not, and the forms of a word differ at its end.

use std::borrow::Cow;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

use super::candidates::{FEW, Pair, pair, similar};
use super::clip::Clip;
use super::grams::Grams;
use super::texts::Texts;
use crate::fingerprint::{Fingerprints, Folded};

/// So many texts, evenly spread, show which words a wire uses: those that so many of them have.
const SAMPLE: usize = 1024;
const USED: u32 = 2;
/// So many bytes at the top of each are read for that, and of a text that may be a scan.
const TOP: usize = 600;
/// Bytes of a word that is looked at.
const LONG: usize = 5;
const LONGEST: usize = 32;
/// In a scan, so many long words at least are misread, and this share of all.
const MISREAD: (usize, f64) = (4, 0.08);
/// Where none of so many is misread, few others are.
const GLANCE: u32 = 20;
/// Where so many texts of a wire are scans, one in so many, the others may be, too.
const MANY: usize = 16;
/// So many are made ready at once.
const AT_ONCE: usize = 1 << 14;
/// Two scans share so much of the grams that few have, 0 to 1.
const SHARED: f64 = 0.05;

/// The articles of a wire that stand for a text and may be scans, in rising order.
pub(super) fn scans(clips: &[Clip], texts: &Texts) -> Vec<u32> {
    let top = |at: u32| {
        let text = clips[at as usize].text;
        Folded::new(&text[..text.floor_char_boundary(TOP)])
    };
    let firsts = texts.firsts();
    let all = || {
        let mut all = firsts.to_vec();
        all.sort_unstable();
        all
    };
    // Of few texts it is not known which words are misread.
    if firsts.len() <= FEW {
        return all();
    }
    let sample = firsts.iter().step_by(firsts.len().div_ceil(SAMPLE));
    let vocabulary = Vocabulary::of(sample.map(|at| top(*at)));
    let mut scans: Vec<u32> =
        firsts.par_iter().copied().filter(|at| vocabulary.is_misread(&top(*at))).collect();
    scans.sort_unstable();
    if scans.len() * MANY >= firsts.len() { all() } else { scans }
}

/// The pairs of these articles whose letters have enough in common.
pub(super) fn pairs(clips: &[Clip], scans: &[u32]) -> Vec<Pair> {
    let print = |at: &u32| {
        let folded = Folded::new(clips[*at as usize].text);
        Grams::of(&folded).print(folded.len() as u32)
    };
    let mut prints = Fingerprints::default();
    for some in scans.chunks(AT_ONCE) {
        some.par_iter().map(print).collect::<Vec<_>>().iter().for_each(|print| prints.push(print));
    }
    let found = similar(&prints, SHARED);
    found.into_iter().map(|(a, b)| pair(scans[a as usize], scans[b as usize])).collect()
}

/// The long words that a wire uses, and what is next to each.
struct Vocabulary {
    words: FxHashSet<u64>,
    next: FxHashSet<u64>,
}

impl Vocabulary {
    fn of<'a>(texts: impl Iterator<Item = Folded<'a>>) -> Self {
        // How many texts have each, and the last one.
        let mut counts: FxHashMap<u64, (u32, usize)> = FxHashMap::default();
        let (mut words, mut next) = (FxHashSet::default(), FxHashSet::default());
        for (number, text) in texts.enumerate() {
            for (hash, word) in long_words(&text) {
                let (count, last) = counts.entry(hash).or_insert((0, usize::MAX));
                *count += u32::from(*last != number);
                *last = number;
                if *count == USED && words.insert(hash) {
                    next.extend(next_to(&word));
                }
            }
        }
        Self { words, next }
    }

    /// Whether many words of a text are none of these, but next to one.
    fn is_misread(&self, text: &Folded) -> bool {
        let (mut all, mut misread) = (0, 0_usize);
        for (hash, word) in long_words(text) {
            all += 1;
            let is_next = || next_to(&word).any(|hash| self.next.contains(&hash));
            misread += usize::from(!self.words.contains(&hash) && is_next());
            if all == GLANCE && misread == 0 {
                return false;
            }
        }
        misread >= MISREAD.0 && misread as f64 >= MISREAD.1 * f64::from(all)
    }
}

/// The long words of a text.
fn long_words<'a>(text: &Folded<'a>) -> impl Iterator<Item = (u64, Cow<'a, str>)> {
    let long = (0..text.len()).filter(|at| text.bytes(*at..at + 1).len() >= LONG);
    let words = long.map(|at| (text.hash(at), text.word_text(at)));
    words.filter(|(_, word)| (LONG..=LONGEST).contains(&word.len()))
}

/// The hashes of a word and of what is left of it without one of its letters: two words that have one in common differ by a letter
/// (Mor & Fraenkel 1982). The first stays, and so do the last two, which tell the forms of a word.
fn next_to(word: &str) -> impl Iterator<Item = u64> {
    let inside = word.char_indices().skip(1).take(word.chars().count().saturating_sub(3));
    let without = inside.map(|(at, letter)| {
        let (before, after) = (&word.as_bytes()[..at], &word.as_bytes()[at + letter.len_utf8()..]);
        let mut rest = [0; LONGEST];
        rest[..before.len()].copy_from_slice(before);
        rest[before.len()..][..after.len()].copy_from_slice(after);
        xxh3_64(&rest[..before.len() + after.len()])
    });
    std::iter::once(xxh3_64(word.as_bytes())).chain(without)
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::article::Article;
    use crate::cluster::fingerprints;

    #[test]
    fn words_that_differ_by_a_letter_are_next_to_each_other_and_the_forms_of_a_word_are_not() {
        let are_next = |a, b| next_to(a).any(|hash| next_to(b).any(|other| other == hash));
        for word in ["harbuur", "habour", "harbpour"] {
            assert!(are_next("harbour", word), "{word}");
        }
        assert!(
            !are_next("harbours", "harbour")
                && !are_next("walked", "walker")
                && !are_next("harbour", "garbour")
        );
    }

    /// Reports of places, each with names of its own, and some of them as a scanner reads them.
    fn wire(misread: &[usize]) -> Vec<Article> {
        let places = ["Ellery", "Tamsin", "Barrow", "Hallow", "Wexcombe", "Orrin", "Dunmore", "Lisk"];
        let report = |at: usize| {
            let (place, other) = (places[at % 8], places[at / 8]);
            format!(
                "The harbour council of {place}quay decided on Tuesday that the ferry to {other}haven will stay in \
                 port until spring, after inspectors found cracks in the propeller shaft of the vessel."
            )
        };
        let mut texts: Vec<String> = (0..64).map(report).collect();
        // Each in its own way: what two articles have is a word.
        for (at, slip) in misread.iter().zip(["x", "q", "z", "k"]) {
            let words = [
                ("harbour", "harb_ur"),
                ("spring", "spr_ng"),
                ("Tuesday", "Tu_sday"),
                ("inspectors", "insp_ctors"),
            ];
            for (word, read) in words {
                texts[*at] = texts[*at].replace(word, &read.replace('_', slip));
            }
        }
        texts.iter().map(|text| Article::plain(text)).collect()
    }

    fn found(articles: &[Article]) -> Vec<u32> {
        let clips: Vec<Clip> = articles.iter().map(Clip::of).collect();
        let (texts, _) = Texts::new(&fingerprints(&clips), |_| Date::MIN, 0, u64::from);
        scans(&clips, &texts)
    }

    #[test]
    fn a_text_with_many_misread_words_is_a_scan_and_one_with_names_of_its_own_is_not() {
        assert!(found(&wire(&[])).is_empty());
        assert_eq!(found(&wire(&[40])), [40]);
    }

    #[test]
    fn where_many_texts_are_scans_or_few_are_at_hand_any_may_be() {
        assert_eq!(found(&wire(&[3, 17, 40, 62])), (0..64).collect::<Vec<_>>());
        assert_eq!(found(&wire(&[])[..9]), (0..9).collect::<Vec<_>>());
    }

    #[test]
    fn two_scans_meet_by_their_letters() {
        let scan = |from: char, to: char| {
            let words = "Passengers will be carried around the head of the sound by bus until the shaft of the vessel \
                can be replaced, which no yard on this coast is able to do before the end of March, said Lena Orr, who \
                runs the line, on Monday evening after a meeting with the council of the town.";
            Article::plain(&words.replace(from, &to.to_string()))
        };
        let articles =
            [scan('e', 'c'), scan('n', 'u'), Article::plain("Rain is expected in the north on Friday.")];
        let clips: Vec<Clip> = articles.iter().map(Clip::of).collect();
        assert_eq!(pairs(&clips, &[0, 1, 2]), [(0, 1)]);
    }
}
