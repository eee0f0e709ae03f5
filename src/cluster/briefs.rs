//! Proposes the articles that open as a brief does: a teaser behind a paywall, what is passed on in a network.
//!
//! Of a brief, few shingles are among those that every article keeps, in one of thirty at most one; so the tops of long
//! articles, which keep no others, are held against every other shingle of the briefs.

use rayon::prelude::*;

use super::candidates::{MARGIN, Pair, pair};
use super::clip::Clip;
use super::texts::Texts;
use crate::fingerprint::{self, Fingerprints, SHORT};

/// A brief has no more words: of more, enough are sampled.
const BRIEF: u32 = 64;
/// The bytes of a long article's top.
const TOP: usize = 360;
/// One in so many shingles is looked at, and so many of these are in common at least.
const EVERY: u32 = 2;
const SHARED: usize = 2;
/// A shingle of more briefs is a phrase, or an opening that these have in common: an article meets the first of them only.
const MANY: usize = 8;
const FIRST: usize = 4;

/// The pairs of a brief and a long article whose top has enough of it, for this containment.
pub(super) fn pairs(clips: &[Clip], prints: &Fingerprints, texts: &Texts, containment: f64) -> Vec<Pair> {
    let is_brief = |article: &u32| prints.words(*article as usize) <= BRIEF;
    let is_long = |article: &u32| prints.words(*article as usize) as usize > SHORT;
    // In the order of the wire, in which their texts and sketches lie.
    let wire = texts.by_wire();
    let firsts = || wire.iter().map(|(article, _)| *article);
    let looked_at = |hash: &u32| hash.is_multiple_of(EVERY);
    let mut shingles: Vec<(u32, u32)> = Vec::new();
    for brief in firsts().filter(is_brief) {
        let sketch = prints.get(brief as usize).sketch.iter().copied();
        shingles.extend(sketch.filter(looked_at).map(|hash| (hash, brief)));
    }
    if shingles.is_empty() {
        return Vec::new();
    }
    shingles.par_sort_unstable();
    let few = |alike: &[(u32, u32)]| if alike.len() > MANY { FIRST } else { MANY };
    let shingles: Vec<(u32, u32)> = shingles
        .chunk_by(|a, b| a.0 == b.0)
        .flat_map(|alike| alike.iter().take(few(alike)).copied())
        .collect();
    let seen = Seen::new(shingles.iter().map(|(hash, _)| *hash));
    let long: Vec<u32> = firsts().filter(is_long).collect();
    let meets = |&article: &u32, met: &mut Vec<u32>| {
        let text = clips[article as usize].text;
        let top = fingerprint::shingles(&text[..text.floor_char_boundary(TOP)]);
        let mut top: Vec<u32> = top.filter(|hash| looked_at(hash) && seen.may_have(*hash)).collect();
        top.sort_unstable();
        top.dedup();
        met.clear();
        for hash in &top {
            let start = shingles.partition_point(|(other, _)| other < hash);
            let alike = shingles[start..].iter().take_while(|(other, _)| other == hash);
            met.extend(alike.map(|(_, brief)| *brief));
        }
        met.sort_unstable();
        let enough = |alike: &&[u32]| {
            let all = prints.get(alike[0] as usize).sketch.len() as f64 / f64::from(EVERY);
            alike.len() >= SHARED && alike.len() as f64 >= containment * MARGIN * all
        };
        met.chunk_by(|a, b| a == b).filter(enough).map(|alike| pair(article, alike[0])).collect::<Vec<_>>()
    };
    long.par_iter().map_init(Vec::new, |met, article| meets(article, met)).flatten_iter().collect()
}

/// Tells of most hashes at once that they are none of some.
struct Seen {
    bits: Vec<u64>,
    shift: u32,
}

impl Seen {
    /// Bits for each hash, and the most in all: 8 MB.
    const EACH: usize = 32;
    const MOST: usize = 1 << 26;

    fn new(hashes: impl ExactSizeIterator<Item = u32>) -> Self {
        let size = (hashes.len() * Self::EACH).next_power_of_two().clamp(64, Self::MOST);
        let mut seen = Self { bits: vec![0; size / 64], shift: u32::BITS - size.trailing_zeros() };
        for hash in hashes {
            let (word, bit) = seen.place(hash);
            seen.bits[word] |= bit;
        }
        seen
    }

    fn may_have(&self, hash: u32) -> bool {
        let (word, bit) = self.place(hash);
        self.bits[word] & bit != 0
    }

    fn place(&self, hash: u32) -> (usize, u64) {
        let place = (hash >> self.shift) as usize;
        (place / 64, 1 << (place % 64))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::article::Article;
    use crate::cluster::fingerprints;

    /// A text of its own for each seed.
    fn text(seed: u64, words: usize) -> String {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut word = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            format!(
                "{}{} ",
                ["ferry", "harbour", "mayor", "bridge", "rain", "town"][(state % 6) as usize],
                state / 6 % 997
            )
        };
        (0..words).map(|_| word()).collect()
    }

    #[test]
    fn whatever_is_sampled_of_a_brief_it_meets_the_article_that_opens_with_it() {
        let opening = |seed| text(seed, 400).split_inclusive(' ').take(16).collect::<String>();
        let articles: Vec<Article> = (1..200)
            .flat_map(|seed| [text(seed, 400), opening(seed)])
            .map(|text| Article::plain(&text))
            .collect();
        let clips: Vec<Clip> = articles.iter().map(Clip::of).collect();
        let prints = fingerprints(&clips);
        let (texts, _) = Texts::new(&prints, |_| Date::constant(2026, 3, 2), 7, |_| 0);
        let mut pairs = pairs(&clips, &prints, &texts, 0.45);
        pairs.sort_unstable();
        assert_eq!(pairs, (0..199).map(|at| (2 * at, 2 * at + 1)).collect::<Vec<_>>());
    }
}
