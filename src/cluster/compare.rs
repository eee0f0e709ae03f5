//! Compares two articles on their full text: what they share, where, and whether that makes them copies.
//!
//! Copies and copy made from one template both share most of their words. What tells them apart is where they
//! differ. A desk that edits a copy cuts, adds and rewords; the names and figures that it keeps stay as they
//! were. Template copy keeps the sentences and swaps the names and figures *inside* them, for others that the
//! first article does not have at all. So the texts are aligned, and such swaps are counted.

use super::align::{Aligned, Block, chain};
use super::clip::{Clip, are_of_one_outlet};
use super::copy::Copy;
use super::entities::Kind;
use super::swaps::swaps;
use super::{Evidence, Passage, Test, known, misread, pointers};
use crate::fingerprint::distance;
use crate::options::Sameness;

/// Words at the top of an article that count as its opening.
const OPENING: usize = 40;

/// Compares two articles that share at least so much of the shorter, 0 to 1, that it is worth the time.
pub(super) fn worthy(a: &Copy, b: &Copy, containment: f64, sameness: &Sameness) -> Option<Evidence> {
    if !within_window(&a.clip, &b.clip, sameness) {
        return None;
    }
    let aligned = Aligned::new(a, b, OPENING);
    let enough = share(aligned.common, aligned.shorter.distinct()) >= containment;
    enough.then(|| shared(&aligned, sameness))
}

/// Compares two articles; `a` and `b` keep their places in the evidence.
pub(super) fn evidence(a: &Copy, b: &Copy, sameness: &Sameness) -> Evidence {
    shared(&Aligned::new(a, b, OPENING), sameness)
}

/// Whether two articles are copies in which words were misread.
pub(super) fn are_scans(a: &Copy, b: &Copy, sameness: &Sameness) -> bool {
    if !within_window(&a.clip, &b.clip, sameness) {
        return false;
    }
    let aligned = Aligned::new(a, b, OPENING);
    misread::read(&aligned, OPENING).is_some_and(|read| told(&aligned, &read, sameness).failed.is_none())
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
    let top = shorter.folded.len().min(OPENING);
    let shared_words = blocks.iter().map(|block| block.words).sum();
    let density = shorter.folded.density();
    let swaps = swaps(aligned, density, share(slips, shared_words));
    let (entities, kept_figures) = known::entities(aligned);
    let containment = share(common, shorter.distinct());
    let covered = share(shared_words, shorter.folded.len());
    let in_order = || share(chain(blocks).iter().map(|block| block.words).sum(), shorter.folded.len());
    let mut evidence = Evidence {
        containment,
        resemblance: share(common, shorter.distinct() + longer.distinct() - common),
        distance: distance(shorter.simhash, longer.simhash),
        passage,
        shared_words,
        covered,
        filled: share(shared_words, longer.folded.len()),
        misread: slips,
        // Of misread words, those are counted, not shingles.
        opening: share(opening, if slips > 0 { top } else { shorter.shingles.keys().len().min(OPENING) }),
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
    let beside = Beside {
        // Asked for only where too little is shared otherwise.
        in_order: if containment < sameness.containment { in_order() } else { covered },
        figures: known::figures(aligned, density),
    };
    evidence.failed = failed(&evidence, &beside, (&shorter.clip, &longer.clip), density, sameness);
    evidence
}

/// What is told beside the evidence, which is kept of every link.
struct Beside {
    /// The share of the shorter's words in passages that follow each other in both, 0 to 1.
    in_order: f64,
    /// See [`known::figures`].
    figures: f64,
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

/// The test that a pair fails whatever it shares.
pub(super) fn failed_by_place(a: &Clip, b: &Clip, sameness: &Sameness) -> Option<Test> {
    let headlines = a.pointers.beside.zip(b.pointers.beside);
    if !within_window(a, b, sameness) {
        Some(Test::Window)
    } else if headlines.is_some_and(|(a, b)| pointers::are_unlike(a, b)) {
        Some(Test::Headline)
    } else {
        None
    }
}

/// Whether two articles have one headline that says enough.
fn share_headline(a: &Clip, b: &Clip) -> bool {
    a.pointers.headline.is_some() && a.pointers.headline == b.pointers.headline
}

/// Whether the articles are no further apart than copies are, or one of them is of no known day.
pub(super) fn within_window(a: &Clip, b: &Clip, sameness: &Sameness) -> bool {
    a.when.undated || b.when.undated || a.when.days_from(&b.when) <= i64::from(sameness.window)
}

pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// A round-up of which less than this stands in another article tells other stories, too, 0 to 1.
pub(super) const PART: f64 = 0.6;

/// The first test that a pair fails, the shorter first; `density` is that of its words.
fn failed(
    evidence: &Evidence,
    beside: &Beside,
    (a, b): (&Clip, &Clip),
    density: f64,
    sameness: &Sameness,
) -> Option<Test> {
    let by_place = failed_by_place(a, b, sameness);
    let are_headed_alike = share_headline(a, b) && !are_of_one_outlet(a, b);
    if by_place.is_some() {
        by_place
    } else if evidence.containment < sameness.containment
        && !is_touched_up(evidence, beside, sameness)
        && !is_misread(evidence)
    {
        Some(Test::Containment)
    } else if is_mention(evidence) {
        Some(Test::Mention)
    } else if (a.pointers.several && evidence.covered < PART)
        || (b.pointers.several && evidence.filled < PART)
    {
        Some(Test::Roundup)
    } else if !are_headed_alike
        && ((evidence.opening < 0.25 && evidence.carried() < sameness.containment_other_opening)
            || is_background(evidence))
    {
        Some(Test::Opening)
    } else if evidence.apart_above && are_of_one_outlet(a, b) {
        Some(Test::Subject)
    } else if is_sequel(evidence, a, b) {
        Some(Test::Sequel)
    } else if are_headed_alike && a.when.days_from(&b.when) <= SOON && is_update(evidence) {
        None
    } else if evidence.entities < sameness.entities && !is_verbatim(evidence) {
        Some(Test::Entities)
    } else if beside.figures < FEW_FIGURES {
        Some(Test::Figures)
    } else if is_template(evidence, density, sameness) {
        Some(Test::Template)
    } else {
        None
    }
}

/// Whether what two articles share is background to the longer: it opens with other news, and most of it is
/// other text; the shorter is more than that background.
pub(super) fn is_background(evidence: &Evidence) -> bool {
    let background = if evidence.above >= ABOVE.0 { ABOVE.1 } else { BACKGROUND };
    !evidence.same_lede && evidence.filled < background && evidence.containment.max(evidence.covered) < WHOLE
}

/// Whether two texts differ in a few figures and little else: of a short one, two brought up to date are many.
fn is_update(evidence: &Evidence) -> bool {
    evidence.resemblance >= UPDATED.0
        && evidence.swapped.len() <= UPDATED.1
        && evidence.swapped.iter().all(|swap| swap.kind == Kind::Figure)
        && evidence.displaced + evidence.replaced <= UPDATED.1
}

/// Within so many days, what has the same headline is the same event.
const SOON: i64 = 2;

/// So much of all shingles is left, and no more figures are swapped, where a text was brought up to date.
const UPDATED: (f64, usize) = (0.75, 3);

/// Whether one outlet says something else in much the same words, as in its next article on a subject: what it runs again
/// it has cut, added to or touched up, and a local paragraph in the place of another is what other outlets write.
fn is_sequel(evidence: &Evidence, a: &Clip, b: &Clip) -> bool {
    are_of_one_outlet(a, b) && (evidence.alone > SEQUEL || is_retold(evidence, a, b))
}

/// Whether an outlet used its words again under another headline, for other names and figures.
fn is_retold(evidence: &Evidence, a: &Clip, b: &Clip) -> bool {
    let headlines = a.pointers.headline.zip(b.pointers.headline);
    headlines.is_some_and(|(a, b)| a != b)
        && evidence.misread == 0
        && evidence.containment < RETOLD.containment
        && evidence.entities < RETOLD.entities
        && evidence.opening < RETOLD.opening
}

/// What an outlet runs again has so much of itself, of its names and figures, and of its opening, or more, 0 to 1.
const RETOLD: Retold = Retold { containment: 0.8, entities: 0.9, opening: 0.97 };

struct Retold {
    containment: f64,
    entities: f64,
    opening: f64,
}

/// The most that an earlier or later version of one article has alone, 0 to 1.
const SEQUEL: f64 = 0.15;

/// Whether a few words, as a bare headline has, stand in a text that says more: it may only name the same thing.
fn is_mention(evidence: &Evidence) -> bool {
    evidence.shared_words < MENTION && evidence.filled < 0.5
}

/// Fewer words than this make no text.
const MENTION: usize = 8;

/// More than this of a text is most of it.
const HALF: f64 = 0.5;

/// A follow-up may take so much of its words from the first story, and is still another.
const BACKGROUND: f64 = 0.35;
/// The same where so much of it stands above all that they share, up to so much of its words, 0 to 1.
const ABOVE: (f64, f64) = (0.2, 0.5);
/// An article of which so much stands in another is in it as a whole.
const WHOLE: f64 = 0.75;

/// The share of the wanted containment that is left where a fifth of the words were changed: each change
/// breaks three shingles.
pub(super) const TOUCHED_UP: f64 = 0.7;

/// So much of the shorter's words stand in the longer, misread ones included, where both are scans of one text.
const MISREAD: f64 = 0.6;
/// That share falls by so much of the share that differs by a slip: where many do, others are past knowing.
const PAST_KNOWING: f64 = 0.4;

/// Whether enough of the words of a scan are another's.
fn is_misread(evidence: &Evidence) -> bool {
    let slips = share(evidence.misread, evidence.shared_words);
    evidence.misread > 0 && evidence.covered >= MISREAD - PAST_KNOWING * slips
}

/// Whether a text that was reworded or misread throughout is still another's: its shingles are broken one by
/// one, but most of its words still stand in shared passages, in their order, as those of a list of events do not.
fn is_touched_up(evidence: &Evidence, beside: &Beside, sameness: &Sameness) -> bool {
    evidence.containment >= sameness.containment * TOUCHED_UP && beside.in_order >= sameness.covered
}

/// Whether one passage is half of the shorter, from its opening on: few of its names may be left, as where others were added.
fn is_verbatim(evidence: &Evidence) -> bool {
    let words = |passage: &Passage| passage.words as f64;
    let half = evidence.shared_words as f64 / evidence.covered.max(f64::EPSILON) * HALF;
    evidence.opening >= HALF && evidence.passage.as_ref().is_some_and(|passage| words(passage) >= half)
}

/// A text of many figures that has so few of another's is not that with some of them brought up to date.
const FEW_FIGURES: f64 = 0.34;

/// So many foreign names and figures in replaced passages are a template's, if they are also this many per
/// 100 shared words: a short one has few of them, and these close together.
const REPLACED: [(usize, f64); 2] = [(8, 1.5), (3, 8.0)];
/// So many swapped figures are a template's where they are most of all figures: who updates a story leaves most.
const FIGURES: usize = 5;
/// With fewer swaps than this per 100 shared words, a swap at the top is one of contacts or headlines.
const FEW_SWAPS: f64 = 0.25;

/// Whether the swaps are those of a template rather than of a desk.
///
/// A desk that updates a copy changes figures, and few of them; one that edits changes a spelling. Where the
/// very name that an article is about is another one, and further names or figures are too, it is about
/// something else. Figures, and names and figures that the other text has elsewhere, weigh half.
fn is_template(evidence: &Evidence, density: f64, sameness: &Sameness) -> bool {
    let count = |kind| evidence.swapped.iter().filter(|swap| swap.kind == kind).count();
    let (names, figures) = (count(Kind::Name), count(Kind::Figure));
    let central = evidence.swapped.iter().any(|swap| swap.central);
    let subject = evidence.swapped.iter().any(|swap| swap.subject);
    let rate = |weight: f64| weight * 100.0 / (evidence.shared_words.max(1) as f64 * density);
    let swaps = rate(names as f64 + (figures + evidence.displaced) as f64 / 2.0);
    (figures >= FIGURES && figures >= evidence.kept_figures * 3)
        || REPLACED
            .iter()
            .any(|(count, often)| evidence.replaced >= *count && rate(evidence.replaced as f64) >= *often)
        || subject
        || (central && (figures > 0 || names > 1) && swaps >= FEW_SWAPS)
        || ((names + figures > 0 || evidence.displaced > 2)
            && names + figures + evidence.displaced > 1
            && swaps > sameness.swaps)
}

#[cfg(test)]
mod tests;
