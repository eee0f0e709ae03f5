//! Aligns two texts: the passages that both carry word for word.

use super::copy::Copy;

/// A passage that two texts share word for word: where it begins in each, and its length in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) words: usize,
}

/// So many places of a shingle in the longer text are looked at, at most.
const PLACES: usize = 16;

/// Maximal passages of at least a shingle, in the order of the shorter. Where a passage stands at several
/// places of the longer, the one that carries on from the last wins.
pub(super) fn align(shorter: &Copy, longer: &Copy) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut next = 0;
    let mut a = 0;
    let shingles = shorter.shingles.keys();
    while a < shingles.len() {
        let mut places = longer.shingles.of(shingles[a]).take(PLACES).peekable();
        let first = places.peek().copied();
        let Some(b) = places.find(|place| *place >= next).or(first) else {
            a += 1;
            continue;
        };
        let ahead = (shorter.folded.len() - a).min(longer.folded.len() - b);
        let words =
            (0..ahead).take_while(|n| shorter.folded.hash(a + n) == longer.folded.hash(b + n)).count();
        if words == 0 {
            a += 1;
            continue;
        }
        blocks.push(Block { a, b, words });
        next = b + words;
        a += words;
    }
    blocks
}
