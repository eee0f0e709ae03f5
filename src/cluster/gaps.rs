//! Finds the gaps between what two texts share in which one may have a name in the place of the other's.

use std::ops::{Range, RangeInclusive};

use super::align::{Block, Gap};
use super::copy::Copy;
use super::subsequence::common_subsequence;

/// A passage of fewer words may stand elsewhere by chance.
const STRAY: usize = 6;
/// So much of the words of two sentences is the same, in one order, where these are of one frame, 0 to 1.
const FRAME: f64 = 0.35;

/// Passages, but for short ones out of their place between two that are so many words apart at most: a few words may stand
/// anywhere, and must not part those around them.
pub(super) fn in_place(blocks: &[Block], near: usize) -> Vec<Block> {
    let are_near = |a: Block, b: Block| Gap::between(a, b).is_some_and(|gap| gap.is_within(near));
    let mut last = Block { a: 0, b: 0, words: 0 };
    let mut kept = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        let next = blocks.get(at + 1);
        let is_stray = block.words < STRAY
            && next.is_some_and(|next| {
                are_near(last, *next) && !(are_near(last, *block) && are_near(*block, *next))
            });
        if !is_stray {
            kept.push(*block);
            last = *block;
        }
    }
    kept
}

/// What is looked at of a gap: all of one of so few words; of one of up to so many, in which many are the same, in their order, what
/// stands between these.
pub(super) fn narrowed(shorter: &Copy, longer: &Copy, gap: Gap, words: RangeInclusive<usize>) -> Vec<Gap> {
    if gap.is_within(*words.start()) {
        return vec![gap];
    }
    if !gap.is_within(*words.end()) {
        return Vec::new();
    }
    let hashes = |copy: &Copy, words: &Range<usize>| -> Vec<u64> {
        words.clone().map(|at| copy.folded.hash(at)).collect()
    };
    let same = common_subsequence(&hashes(shorter, &gap.a), &hashes(longer, &gap.b));
    if (same.len() as f64) < FRAME * gap.a.len().min(gap.b.len()) as f64 {
        return Vec::new();
    }
    let mut from = (gap.a.start, gap.b.start);
    let gaps = same.into_iter().chain([(gap.a.len(), gap.b.len())]).map(|(a, b)| {
        let (a, b) = (gap.a.start + a, gap.b.start + b);
        let (here, there) = std::mem::replace(&mut from, (a + 1, b + 1));
        Gap { a: here..a, b: there..b }
    });
    gaps.filter(|gap| !gap.a.is_empty() && !gap.b.is_empty() && gap.is_within(*words.start())).collect()
}
