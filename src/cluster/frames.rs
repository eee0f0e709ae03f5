//! Finds articles that were written into one frame: reports of a robot, notices, recipes, each with words of its own in the
//! gaps of the same sentences.
//!
//! Where these are neither names nor figures, two such articles look like a text and its edited copy. The wire tells: many
//! articles have the frame, and hardly any has what stands in the gaps of one, while what an editor leaves out of a copy stands
//! in the others. What many say below news of their own, as a company does of itself, is a frame, too.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::clip::{Clip, are_of_one_outlet};
use super::copy::Copy;
use super::index::Index;
use super::ready::Ready;
use super::{Link, Test, compare};
use crate::fingerprint::Fingerprints;

/// The half of what two articles share stands in so many texts at least where it is a frame's, and what stands in a gap in so
/// many times fewer at least.
const FRAME: (usize, usize) = (8, 4);
/// The same where both begin with other news, and what they share is said below that of many.
const BELOW: (usize, usize) = (4, 3);
/// So much of each of the two is in gaps, 0 to 1.
const OWN: f64 = 0.15;
/// The same where names or figures are swapped, too few to tell by themselves.
const SWAPPED: f64 = 0.02;
/// Who has so much of a text is of its family, and who has so much more has the same in the gaps, 0 to 1. Of the copies of one
/// text, more than a quarter have, of those of one frame, fewer.
const KINSHIP: Kinship = Kinship { family: 0.5, all: 0.98 };
const ALIKE: f64 = 0.25;
/// The same of texts that are put together of stock phrases, in the gaps as well: of these, two share less than the latter.
const STOCK: Kinship = Kinship { family: 0.25, all: 0.8 };

#[derive(Clone, Copy)]
struct Kinship {
    family: f64,
    all: f64,
}
/// So much of the shorter is in short gaps, 0 to 1, and of what it has in long ones: what an outlet adds to a copy stands in one
/// piece.
const SCATTERED: (f64, f64) = (0.06, 0.5);
/// With fewer different names and figures, a text may be filled with others.
const FILLED: usize = 5;
/// No more texts are counted that have a shingle.
const MANY: usize = 64;

/// Fails the links between articles of one frame.
pub(super) fn part(clips: &[Clip], fingerprints: &Fingerprints, index: &Index, links: &mut [Link]) {
    let swapping = Swapping::of(links);
    let framed = links.par_iter().map_init(
        || Ready::new(clips, fingerprints, &[]),
        |ready, link| {
            // What was misread stands nowhere else, as what a frame is filled with.
            are_of_one_frame(link, &swapping, fingerprints, index) && {
                let (a, b) = ready.pair(link.a, link.b);
                // Of what is swapped, nothing is a slip.
                let others = if link.evidence.swapped.is_empty() { SWAPPED } else { 0.0 };
                !are_joint(a, b, link) && !compare::differ_by_slips(a, b, others)
            }
        },
    );
    let framed: Vec<bool> = framed.collect();
    for (link, _) in links.iter_mut().zip(framed).filter(|(_, framed)| *framed) {
        link.evidence.failed = Some(Test::Frame);
    }
}

/// Two outlets tell of one thing where both have so many words in a row, and the shorter so many different names and figures, so
/// much of which the longer has, 0 to 1: what a frame is filled with is another's.
const JOINT: Joint = Joint { passage: 40, names: 10, shared: 0.7 };

struct Joint {
    passage: usize,
    names: usize,
    shared: f64,
}

/// Whether two outlets, each in its own words, but not below other news, tell of the same names and figures.
fn are_joint(a: &Copy, b: &Copy, link: &Link) -> bool {
    if !are_of_one_outlet(&a.clip, &b.clip) && have_one_filling(a, b) {
        return true;
    }
    let outlets = [a, b].map(|copy| copy.clip.pointers.outlet);
    let passage = link.evidence.passage.as_ref().map_or(0, |passage| passage.words);
    if outlets.iter().any(Option::is_none)
        || outlets[0] == outlets[1]
        || link.evidence.apart_above
        || !link.evidence.swapped.is_empty()
        || passage < JOINT.passage
    {
        return false;
    }
    let (shorter, longer) = if a.folded.len() <= b.folded.len() { (a, b) } else { (b, a) };
    let (all, shared) = shorter.names_shared(0..shorter.folded.len(), longer);
    all >= JOINT.names && shared as f64 >= JOINT.shared * all as f64
}

/// Whether each of two texts has all names and figures of the other, and several: of two fillings of a frame, one has some of its
/// own.
fn have_one_filling(a: &Copy, b: &Copy) -> bool {
    [(a, b), (b, a)].into_iter().all(|(one, other)| {
        let (all, shared) = one.names_shared(0..one.folded.len(), other);
        all >= FILLED && shared == all
    })
}

fn are_of_one_frame(link: &Link, swapping: &Swapping, fingerprints: &Fingerprints, index: &Index) -> bool {
    let evidence = &link.evidence;
    // In scans, what was misread stands nowhere else.
    let scattered = 1.0 - evidence.covered - evidence.alone;
    let is_filled_in = scattered >= SCATTERED.0 && scattered >= SCATTERED.1 * evidence.alone;
    let is_swapped =
        !evidence.swapped.is_empty() && [link.a, link.b].into_iter().all(|at| swapping.is_usual(at));
    let is_loose = evidence.containment < STOCK.all;
    if evidence.misread > 0 || !(is_filled_in || is_swapped || is_loose || evidence.apart_above) {
        return false;
    }
    let (a, b) = (fingerprints.get(link.a), fingerprints.get(link.b));
    let sketches = a.compared(&b);
    let [Some(first), Some(second)] = [link.a, link.b].map(|at| index.texts().place(at)) else {
        return false;
    };
    let ends = [(first, second, sketches.0.len()), (second, first, sketches.1.len())];
    let is_whole = sketches.0.len() > a.sampled().len();
    ends.into_iter().all(|(text, other, shingles)| {
        let holders = Holders::of(text, other, is_whole, index);
        let frame = holders.frame();
        let is_frame = |(least, rarer), own| frame >= least && holders.rarer(frame / rarer, shingles) >= own;
        (is_filled_in && is_frame(FRAME, OWN))
            || (evidence.apart_above && is_frame(BELOW, OWN))
            || (is_swapped
                && is_frame(FRAME, SWAPPED)
                && holders.are_filled_apart((text, other), KINSHIP, fingerprints, index))
            || (is_loose
                && is_whole
                && frame >= FRAME.0
                && holders.are_filled_apart((text, other), STOCK, fingerprints, index))
    })
}

/// How many links each article has, and how many of these lead to what has another name or figure in some place.
struct Swapping(FxHashMap<usize, (u32, u32)>);

impl Swapping {
    fn of(links: &[Link]) -> Self {
        let mut counts: FxHashMap<usize, (u32, u32)> = FxHashMap::default();
        for link in links {
            for at in [link.a, link.b] {
                let (all, swapped) = counts.entry(at).or_default();
                *all += 1;
                *swapped += u32::from(!link.evidence.swapped.is_empty());
            }
        }
        Self(counts)
    }

    /// Whether most links of an article do: of a story, many copies are as it was.
    fn is_usual(&self, at: usize) -> bool {
        self.0.get(&at).is_some_and(|(all, swapped)| swapped * 2 > *all)
    }
}

/// How many texts have each of the shingles of one.
struct Holders {
    /// Those that the other article has, too.
    shared: Vec<usize>,
    /// Those that it has not, but some article has.
    own: Vec<usize>,
}

impl Holders {
    fn of(text: usize, other: usize, is_whole: bool, index: &Index) -> Self {
        let (mut shared, mut own) = (Vec::new(), Vec::new());
        for entry in index.of(text).filter(|entry| is_whole || entry.sampled) {
            let (mut count, mut has_other) = (1, false);
            for holder in entry.others().take(MANY - 1) {
                count += 1;
                has_other |= holder as usize == other;
            }
            // Who else has what everybody has was not looked at to the end.
            if has_other || count == MANY { shared.push(count) } else { own.push(count) }
        }
        Self { shared, own }
    }

    /// The median of those that are shared.
    fn frame(&self) -> usize {
        let mut shared = self.shared.clone();
        let middle = shared.len() / 2;
        if shared.is_empty() { 0 } else { *shared.select_nth_unstable(middle).1 }
    }

    /// Whether those that have a shingle of a text that is as common as most that it shares with the other, and much of the rest,
    /// have other words in the gaps.
    fn are_filled_apart(
        &self,
        (at, other): (usize, usize),
        kinship: Kinship,
        prints: &Fingerprints,
        index: &Index,
    ) -> bool {
        let usual = self.frame();
        let print = |text: usize| prints.get(index.texts().firsts()[text] as usize);
        let mut family = Vec::new();
        for entry in index.of(at) {
            let holders: Vec<usize> = entry.others().take(MANY - 1).map(|text| text as usize).collect();
            // Who else has what everybody has was not looked at to the end.
            if holders.len() + 1 == usual && (usual == MANY || holders.contains(&other)) {
                let alike = holders.iter().map(|holder| print(at).estimate(&print(*holder)).0);
                family.extend(alike.filter(|alike| *alike >= kinship.family));
            }
            if family.len() + 1 >= FRAME.0 {
                break;
            }
        }
        let alike = family.iter().filter(|alike| **alike >= kinship.all).count();
        family.len() + 1 >= FRAME.0 && (alike as f64) <= ALIKE * family.len() as f64
    }

    /// The share of all shingles, of which there are so many, that the other has not, and at most so many texts have.
    fn rarer(&self, than: usize, shingles: usize) -> f64 {
        let nobody = shingles - (self.shared.len() + self.own.len()).min(shingles);
        let few = self.own.iter().filter(|holders| **holders <= than).count();
        (nobody + few) as f64 / shingles.max(1) as f64
    }
}

#[cfg(test)]
mod tests;
