//! Tells what of the shorter of two texts the longer knows: its names and figures, and the stretches that it has alone.

use std::ops::Range;

use super::align::{Aligned, Block};
use super::compare::share;
use super::copy::Copy;
use super::entities::Kind;
use crate::sentence;

/// So many words in a row say something; fewer are put in the place of others.
const STRETCH: f64 = 12.0;

/// The words of the shorter text in passages.
fn passages(blocks: &[Block]) -> impl Iterator<Item = Range<usize>> {
    blocks.iter().map(|block| block.a..block.a + block.words)
}

/// Words of the shorter in stretches of which the longer has nothing.
pub(super) fn alone(aligned: &Aligned, density: f64) -> usize {
    let lengths = gaps(aligned).map(|(words, _)| words.len());
    lengths.filter(|words| *words as f64 * density >= STRETCH).sum()
}

/// News has a name or figure in so many words at least.
const SPARSE: usize = 40;

/// Tells of words, asked for in order, whether each is in one of these ranges, which are in order.
fn inside(ranges: impl Iterator<Item = Range<usize>>) -> impl FnMut(usize) -> bool {
    let mut ranges = ranges.peekable();
    move |at| {
        while ranges.next_if(|words| words.end <= at).is_some() {}
        ranges.peek().is_some_and(|words| words.start <= at)
    }
}

/// The share of the shorter's distinct names and figures, but for those that number it, that the longer has as words, and how
/// many different figures are in shared passages.
pub(super) fn entities(aligned: &Aligned) -> (f64, usize) {
    let Aligned { shorter, longer, blocks, slips, .. } = aligned;
    // What stands in a shared passage need not be looked for.
    let mut is_inside = inside(passages(blocks));
    let numbered = gaps(aligned).filter(|(_, there)| is_numbered(longer, there.as_ref()));
    let mut is_number = inside(numbered.map(|(here, _)| here));
    let mut kept = Vec::new();
    let named = shorter.named(core(blocks, shorter.folded.len())).iter();
    let own = named.filter(|word| word.kind == Kind::Name || !is_number(word.at)).map(|word| {
        let inside = is_inside(word.at);
        kept.extend((inside && word.kind == Kind::Figure).then_some(word.key));
        (word.key, inside || shorter.is_known(word.at, longer))
    });
    let mut own: Vec<(u64, bool)> = own.collect();
    kept.sort_unstable();
    kept.dedup();
    // One place where it is not known speaks against a name; of what was misread, one where it is speaks for it.
    own.sort_unstable_by_key(|(key, known)| (*key, *known != (*slips > 0)));
    own.dedup_by_key(|entity| entity.0);
    let shared = own.iter().filter(|entity| entity.1).count();
    // Without capitals a long text has few names to tell, and a missing one tells little.
    let few = usize::from(own.len() * SPARSE < shorter.folded.len());
    let share = if own.is_empty() { 1.0 } else { (shared + few) as f64 / (own.len() + few) as f64 };
    (share, kept.len())
}

/// Fewer names say nothing of who it is about.
const TELLING: usize = 3;

/// The share of the shorter's different names that the longer has, 0 to 1; 0 where they are few.
pub(super) fn names(Aligned { shorter, longer, .. }: &Aligned) -> f64 {
    let (all, shared) = shorter.names_alone_shared(longer);
    if all < TELLING { 0.0 } else { share(shared, all) }
}

/// Between the first passage and the last, so much of the words are in passages where what stands before and behind them was
/// put around the text, 0 to 1.
const DENSE: f64 = 0.75;
/// Of so many words at least.
const LEAST: usize = 50;

/// The words of the shorter text that are to be those of the longer: all, but for what was put around one that it has as a whole.
fn core(blocks: &[Block], words: usize) -> Range<usize> {
    let start = blocks.iter().map(|block| block.a).min().unwrap_or(0);
    let end = blocks.iter().map(|block| block.a + block.words).max().unwrap_or(words);
    let shared: usize = blocks.iter().map(|block| block.words).sum();
    let is_text = shared >= LEAST && shared as f64 >= DENSE * (end - start) as f64;
    if is_text { start..end } else { 0..words }
}

/// With fewer figures it is no text of figures.
const MANY_FIGURES: usize = 6;
/// Nor with fewer for each word.
const OFTEN: f64 = 0.03;

/// The share of the shorter's different figures that the longer has, 0 to 1, but for those that were added; 1 where they are
/// few, or words were misread.
pub(super) fn figures(aligned: &Aligned, density: f64) -> f64 {
    let Aligned { shorter, longer, blocks, slips, .. } = aligned;
    let are_few = |count: usize| count < MANY_FIGURES || (count as f64) < OFTEN * shorter.folded.len() as f64;
    // Most texts have few of them, whichever were added.
    if *slips > 0 || are_few(shorter.figures().count()) {
        return 1.0;
    }
    let added = gaps(aligned).filter(|(here, there)| is_added(aligned, density, here, there.as_ref()));
    let mut is_added = inside(added.map(|(here, _)| here));
    let mut is_inside = inside(passages(blocks));
    let told = shorter.figures().filter(|(at, _)| !is_added(*at)).map(|(at, key)| (key, is_inside(at)));
    let mut figures: Vec<(u64, bool)> = told.collect();
    // What stands in shared passages, wherever it stands, need not be looked for.
    figures.sort_unstable();
    figures.dedup_by_key(|(key, _)| *key);
    if are_few(figures.len()) {
        return 1.0;
    }
    share(figures.iter().filter(|(key, inside)| *inside || longer.has_key(*key)).count(), figures.len())
}

/// What stands in the shorter text between passages, above the first and below the last, with what stands there in the longer,
/// where passages follow each other there, too.
fn gaps<'c>(
    Aligned { shorter, longer, blocks, .. }: &'c Aligned,
) -> impl Iterator<Item = (Range<usize>, Option<Range<usize>>)> + use<'c> {
    let end = Block { a: shorter.folded.len(), b: longer.folded.len(), words: 0 };
    let gaps = blocks.iter().copied().chain(std::iter::once(end)).scan((0, 0), |before, block| {
        let (a, b) = std::mem::replace(before, (block.a + block.words, block.b + block.words));
        Some((a..block.a.max(a), (b <= block.b).then_some(b..block.b)))
    });
    gaps.filter(|(words, _)| !words.is_empty())
}

/// How many figures stand among some words.
fn count_figures(copy: &Copy, words: Range<usize>) -> usize {
    copy.named(words).iter().filter(|word| word.kind == Kind::Figure).count()
}

/// Whether figures stand in a gap in place of none, as do those that number the parts of a thread.
fn is_numbered(longer: &Copy, there: Option<&Range<usize>>) -> bool {
    there.is_some_and(|there| count_figures(longer, there.clone()) == 0)
}

/// Whether what stands in a gap was added: what numbers it, or a passage, be it of figures as the table below an article is, where
/// the longer has no such table.
fn is_added(aligned: &Aligned, density: f64, here: &Range<usize>, there: Option<&Range<usize>>) -> bool {
    let is_table = |copy, words: &Range<usize>| count_figures(copy, words.clone()) * 2 >= words.len();
    let is_stretch = here.len() as f64 * density >= STRETCH;
    let is_passage =
        || !is_table(aligned.shorter, here) || there.is_some_and(|there| !is_table(aligned.longer, there));
    (is_stretch && is_passage()) || is_numbered(aligned.longer, there)
}

/// Where each text begins with so many words that the other has not, they say what it is about.
const HEAD: f64 = 20.0;
/// With fewer names and figures in both, they do not tell.
const FEW_NAMES: usize = 4;
/// A passage of fewer words may be a name, or in two texts by chance.
const TAKEN_OVER: f64 = 8.0;
/// Above one text, told in other words, half of them are those of the other.
const HEADS: f64 = 0.5;
/// The words of the longer text above all passages that are more than a name.
pub(super) fn above(Aligned { blocks, .. }: &Aligned, density: f64) -> usize {
    taken_over(blocks, density).map(|block| block.b).min().unwrap_or(0)
}

/// The share of the shorter's words below its own opening, above all passages that are more than a name, that stand in passages,
/// 0 to 1.
pub(super) fn below(Aligned { shorter, blocks, .. }: &Aligned, density: f64) -> f64 {
    let first = taken_over(blocks, density).map(|block| block.a).min().unwrap_or(0);
    let shared = blocks.iter().filter(|block| block.a >= first).map(|block| block.words).sum();
    share(shared, shorter.folded.len() - first)
}

/// Which of two texts, the shorter or the longer, has all that both share between quotation marks, where the other does not.
pub(super) fn quoting(Aligned { shorter, longer, blocks, .. }: &Aligned, density: f64) -> [bool; 2] {
    let all = || taken_over(blocks, density);
    let sides = [
        all().all(|block| is_in_marks(shorter, block.a..block.a + block.words)),
        all().all(|block| is_in_marks(longer, block.b..block.b + block.words)),
    ];
    if all().next().is_none() || sides[0] == sides[1] { [false; 2] } else { sides }
}

/// Whether some words of a text stand between quotation marks.
fn is_in_marks(copy: &Copy, words: Range<usize>) -> bool {
    let bytes = copy.folded.bytes(words);
    let (before, behind) = (&copy.clip.text[..bytes.start], &copy.clip.text[bytes.end..]);
    before.trim_end().ends_with(sentence::is_mark)
        && behind.trim_start_matches([' ', '.', ',', '!', '?', '…']).starts_with(sentence::is_mark)
}

/// The passages that are more than a name.
fn taken_over(blocks: &[Block], density: f64) -> impl Iterator<Item = &Block> {
    blocks.iter().filter(move |block| block.words as f64 * density >= TAKEN_OVER)
}

/// Whether two texts begin with words of their own, above all passages that they share, and less than half of the names and
/// figures there are the other's.
pub(super) fn are_apart_above(aligned: &Aligned, density: f64) -> bool {
    let Aligned { shorter, longer, blocks, slips, .. } = aligned;
    let first = taken_over(blocks, density).map(|block| block.a).min().unwrap_or(0);
    let there = above(aligned, density);
    if *slips > 0 || (first.min(there) as f64 * density) < HEAD {
        return false;
    }
    let (here, there) = (shorter.names_shared(0..first, longer), longer.names_shared(0..there, shorter));
    let all = here.0 + there.0;
    all >= FEW_NAMES && share(here.1 + there.1, all) < HEADS
}
