//! Aligns two texts: the passages that both carry word for word, and what else is told on the way.

use std::ops::Range;

use super::copy::Copy;
use crate::fingerprint::SHINGLE;

/// A passage that two texts share word for word: where it begins in each, and its length in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) words: usize,
}

/// The words between two shared passages, in both texts.
#[derive(Clone)]
pub(super) struct Gap {
    pub(super) a: Range<usize>,
    pub(super) b: Range<usize>,
}

impl Gap {
    /// What lies between two passages, if the second follows the first in both texts.
    pub(super) fn between(first: Block, second: Block) -> Option<Self> {
        let gap = Self { a: first.a + first.words..second.a, b: first.b + first.words..second.b };
        (gap.a.start <= gap.a.end && gap.b.start <= gap.b.end).then_some(gap)
    }

    pub(super) fn is_within(&self, words: usize) -> bool {
        self.a.len() <= words && self.b.len() <= words
    }
}

/// So many places of a shingle in the longer text are looked at, at most.
const PLACES: usize = 16;

/// Two texts, aligned.
pub(super) struct Aligned<'c, 'a> {
    pub(super) shorter: &'c Copy<'a>,
    pub(super) longer: &'c Copy<'a>,
    /// Whether the shorter is the second of both.
    pub(super) turned: bool,
    /// Maximal passages of at least a shingle, in the order of the shorter. Where a passage stands at several places of
    /// the longer, the one that carries on from the last wins.
    pub(super) blocks: Vec<Block>,
    /// How many different shingles both have.
    pub(super) common: usize,
    /// How many of the shingles at the top of the shorter the longer has.
    pub(super) opening: usize,
    /// Words in the passages that differ by a slip: none, but where they were read through misread words.
    pub(super) slips: usize,
}

impl<'c, 'a> Aligned<'c, 'a> {
    /// Aligns two texts, of which so many shingles are the top.
    pub(super) fn new(a: &'c Copy<'a>, b: &'c Copy<'a>, top: usize) -> Self {
        // Whichever is asked for first, the same one is the shorter.
        let size = |copy: &'c Copy<'a>| (copy.distinct(), copy.folded.len(), copy.clip.text);
        let turned = size(b) < size(a);
        let (shorter, longer) = if turned { (b, a) } else { (a, b) };
        let mut aligned =
            Self { shorter, longer, turned, blocks: Vec::new(), common: 0, opening: 0, slips: 0 };
        let shingles = shorter.shingles.keys();
        let (mut next, mut a) = (0, 0);
        while a < shingles.len() {
            let mut places = longer.shingles.of(shingles[a]).take(PLACES).peekable();
            let first = places.peek().copied();
            let Some(b) = places.find(|place| *place >= next).or(first) else {
                a += 1;
                continue;
            };
            let words = shorter.folded.alike(a, &longer.folded, b);
            // Shingles that stand in the passage as a whole; those on its edge may be anywhere else.
            let whole = a..(a + words + 1).saturating_sub(SHINGLE).max(a + 1);
            let edge = whole.end..(a + words).min(shingles.len());
            aligned.see(whole, top);
            for at in edge.filter(|at| longer.shingles.has(shingles[*at])) {
                aligned.see(at..at + 1, top);
            }
            if words == 0 {
                a += 1;
                continue;
            }
            aligned.blocks.push(Block { a, b, words });
            next = b + words;
            a += words;
        }
        aligned
    }

    /// Counts shingles of the shorter that the longer has, too.
    fn see(&mut self, shingles: Range<usize>, top: usize) {
        self.opening += shingles.end.min(top).saturating_sub(shingles.start);
        self.common += self.shorter.shingles.last_in(shingles);
    }
}

/// So many passages before one are looked at for the one that it follows.
const BEFORE: usize = 64;

/// Those of the passages that follow each other in both texts, of the most words.
pub(super) fn chain(blocks: &[Block]) -> Vec<Block> {
    // The most words of a chain that ends with each, and the one before it.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        let fits = |before: &usize| blocks[*before].b + blocks[*before].words <= block.b;
        let before = (at.saturating_sub(BEFORE)..at).filter(fits).max_by_key(|before| best[*before].0);
        best.push((block.words + before.map_or(0, |before| best[before].0), before));
    }
    let last = (0..blocks.len()).max_by_key(|at| best[*at].0);
    let mut chain: Vec<Block> = std::iter::successors(last, |at| best[*at].1).map(|at| blocks[at]).collect();
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_passages_those_that_follow_each_other_in_both_texts_are_kept() {
        let block = |a, b, words| Block { a, b, words };
        let blocks = [block(0, 10, 4), block(5, 90, 3), block(9, 16, 5), block(20, 2, 6), block(30, 25, 3)];
        assert_eq!(chain(&blocks), [blocks[0], blocks[2], blocks[4]]);
    }
}
