//! Compares two articles on their full text: what they share, and where. `verdict.rs` tells whether that makes them copies.
//!
//! Copies and copy made from one template both share most of their words. What tells them apart is where they
//! differ. A desk that edits a copy cuts, adds and rewords; the names and figures that it keeps stay as they
//! were. Template copy keeps the sentences and swaps the names and figures *inside* them, for others that the
//! first article does not have at all. So the texts are aligned, and such swaps are counted.

use super::align::{Aligned, Block, chain};
use super::clip::Clip;
use super::copy::Copy;
use super::swaps::swaps;
use super::verdict::{Beside, failed, failed_by_place, is_in_pieces, may_develop, within_window};
use super::{Evidence, Passage, Test, headlines, items, known, misread, series};
use crate::fingerprint::distance;
use crate::options::Sameness;

/// Words at the top of an article that count as its opening.
const OPENING: usize = 40;

/// Who fills in a template keeps so much of its opening, or less than so much of the names and figures, 0 to 1, while two outlets that
/// each open in their own way, and name themselves in their headlines, tell of the same ones.
const HEADED: Headed = Headed { opening: 0.3, entities: 0.7 };

struct Headed {
    opening: f64,
    entities: f64,
}

/// What stands above or below two articles, whatever they tell, is no more than this of the shorter, 0 to 1.
const ASIDE: f64 = 0.65;
/// An item of a page of several is less than this of it, 0 to 1.
const ITEM: f64 = 0.5;
/// A quotation is less than this of what it stands in, 0 to 1, and has fewer words.
const QUOTED: Quoted = Quoted { carried: 0.75, words: 80.0 };

struct Quoted {
    carried: f64,
    words: f64,
}

/// Compares two articles that share at least so much of the shorter, 0 to 1, that it is worth the time, or were misread.
pub(super) fn worthy(a: &Copy, b: &Copy, containment: f64, sameness: &Sameness) -> Option<Evidence> {
    if !within_window(&a.clip, &b.clip, sameness) {
        return None;
    }
    let aligned = Aligned::new(a, b, OPENING);
    if share(aligned.common, aligned.shorter.distinct()) >= containment {
        return Some(shared(&aligned, sameness));
    }
    misread::read(&aligned, OPENING).map(|read| told(&aligned, &read, sameness))
}

/// Compares two articles; `a` and `b` keep their places in the evidence.
pub(super) fn evidence(a: &Copy, b: &Copy, sameness: &Sameness) -> Evidence {
    shared(&Aligned::new(a, b, OPENING), sameness)
}

/// Whether words of either were misread, or less than this share of the shorter's words, 0 to 1, is in the place of others.
pub(super) fn differ_by_slips(a: &Copy, b: &Copy, others: f64) -> bool {
    let aligned = Aligned::new(a, b, OPENING);
    misread::read(&aligned, OPENING).is_some() || misread::replaced(&aligned) < others
}

/// The share of the shorter's words that the longer has, 0 to 1, where words of either were misread.
pub(super) fn misread(a: &Copy, b: &Copy) -> Option<f64> {
    let read = misread::read(&Aligned::new(a, b, OPENING), OPENING)?;
    let shared = read.blocks.iter().map(|block| block.words).sum();
    Some(share(shared, read.shorter.folded.len()))
}

fn shared(aligned: &Aligned, sameness: &Sameness) -> Evidence {
    let evidence = told(aligned, aligned, sameness);
    match evidence.failed {
        None | Some(Test::Window) => evidence,
        Some(_) => misread::read(aligned, OPENING).map_or(evidence, |read| told(aligned, &read, sameness)),
    }
}

/// What is told by the passages of two articles; by those that both carry word for word, `exact`, the longest.
fn told(exact: &Aligned, aligned: &Aligned, sameness: &Sameness) -> Evidence {
    let Aligned { shorter, longer, turned, ref blocks, common, opening, slips } = *aligned;
    let passages = exact.blocks.iter();
    let passage = passages.max_by_key(|block| (block.words, std::cmp::Reverse(block.a))).map(|block| {
        let in_shorter = shorter.folded.bytes(block.a..block.a + block.words);
        let in_longer = longer.folded.bytes(block.b..block.b + block.words);
        let (a, b) = if turned { (in_longer, in_shorter) } else { (in_shorter, in_longer) };
        Passage { words: block.words, a, b }
    });
    let shared_words = blocks.iter().map(|block| block.words).sum();
    let density = shorter.folded.density();
    let swaps = swaps(aligned, density, share(slips, shared_words));
    let (entities, kept_figures) = known::entities(aligned);
    let containment = share(common, shorter.distinct());
    let covered = share(shared_words, shorter.folded.len());
    let in_order = || share(chain(blocks).iter().map(|block| block.words).sum(), shorter.folded.len());
    // Of misread words, those are counted, not shingles.
    let all = if slips > 0 { shorter.folded.len() } else { shorter.shingles.keys().len() };
    let mut evidence = Evidence {
        containment,
        resemblance: share(common, shorter.distinct() + longer.distinct() - common),
        distance: distance(shorter.simhash, longer.simhash),
        passage,
        shared_words,
        covered,
        filled: share(shared_words, longer.folded.len()),
        misread: slips,
        opening: share(opening, all.min(OPENING)),
        same_lede: open_alike(blocks, shorter.folded.len()),
        alone: share(known::alone(aligned, density), shorter.folded.len()),
        apart_above: known::are_apart_above(aligned, density),
        above: share(known::above(aligned, density), longer.folded.len()),
        entities,
        kept_figures,
        swapped: swaps.foreign,
        displaced: swaps.displaced,
        replaced: swaps.replaced,
        failed: None,
        teaser: None,
    };
    let is_in_pieces = is_in_pieces(&evidence, blocks.len(), density);
    let beside = Beside {
        // Asked for only where too little is shared otherwise, or in short passages.
        in_order: if containment < sameness.containment || is_in_pieces { in_order() } else { covered },
        is_in_pieces,
        figures: known::figures(aligned, density),
        below: known::below(aligned, density),
        names: if may_develop(&shorter.clip, &longer.clip) { known::names(aligned) } else { 0.0 },
    };
    evidence.failed = failed(&evidence, &beside, (&shorter.clip, &longer.clip), density, sameness);
    if evidence.failed.is_none() {
        look_closer(aligned, &mut evidence);
    }
    evidence
}

/// The tests that take long, of what passed all others.
fn look_closer(aligned: &Aligned, evidence: &mut Evidence) {
    let headline = |copy: &Copy| copy.clip.pointers.headline;
    let has_own_headline = headline(aligned.shorter) != headline(aligned.longer);
    // Of scans, headlines may be misread.
    let are_headed_apart = aligned.slips == 0 && has_own_headline;
    let may_be_filled = evidence.opening >= HEADED.opening || evidence.entities < HEADED.entities;
    // Of what is misread heavily, parts that keep no company with others may be misread, too.
    if evidence.filled < ITEM && !evidence.is_misread_heavily() && items::is_item(aligned) {
        evidence.failed = Some(Test::Roundup);
    } else if evidence.filled < ITEM && is_quotation(aligned, evidence) {
        evidence.failed = Some(Test::Quotation);
    } else if are_headed_apart && evidence.covered < ASIDE && headlines::are_unsaid(aligned) {
        evidence.failed = Some(Test::Headline);
    } else if are_headed_apart
        && !evidence.swapped.is_empty()
        && series::are_numbers(&aligned.shorter.headline(), &aligned.longer.headline())
    {
        evidence.failed = Some(Test::Template);
    } else if has_own_headline
        && may_be_filled
        && let Some(swap) = headlines::swap(aligned)
    {
        evidence.swapped.push(swap);
        evidence.failed = Some(Test::Template);
    }
}

/// Whether one of two texts only quotes the other, as a notice that corrects a sentence of it does.
fn is_quotation(aligned: &Aligned, evidence: &Evidence) -> bool {
    let density = aligned.shorter.folded.density();
    let [shorter, longer] = known::quoting(aligned, density);
    evidence.shared_words as f64 * density < QUOTED.words
        && ((longer && !evidence.same_lede) || (shorter && evidence.carried() < QUOTED.carried))
}

/// Whether a quarter of the words at the top of both texts stand in passages that are at the top of both.
fn open_alike(blocks: &[Block], shorter: usize) -> bool {
    let top = OPENING.min(shorter);
    let inside = |block: &Block| (top - block.a.min(top)).min(top - block.b.min(top)).min(block.words);
    blocks.iter().map(inside).sum::<usize>() * 4 >= top.max(1)
}

/// What two articles of the very same text share: all of it. `words` is the length of that text.
pub(super) fn same_text(a: &Clip, b: &Clip, words: usize, sameness: &Sameness) -> Evidence {
    Evidence {
        containment: 1.0,
        resemblance: 1.0,
        distance: 0,
        passage: Some(Passage { words, a: 0..a.text.len(), b: 0..b.text.len() }),
        shared_words: words,
        covered: 1.0,
        filled: 1.0,
        misread: 0,
        opening: 1.0,
        same_lede: true,
        alone: 0.0,
        apart_above: false,
        above: 0.0,
        entities: 1.0,
        kept_figures: 0,
        swapped: Vec::new(),
        displaced: 0,
        replaced: 0,
        failed: failed_by_place(a, b, sameness),
        teaser: None,
    }
}

pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests;
