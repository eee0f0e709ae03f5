//! Proposes the pairs worth verifying, from fingerprints alone, in time that grows with the articles.
//!
//! An inverted index leads from each shingle hash to the articles that have it. A hash in many articles is a
//! phrase that everybody uses, or a story that everybody carries: there each article meets only the next few
//! in the list. Boilerplate then costs little, and the copies of a large story still meet, since the same
//! neighbours recur in one list after the other. Exact copies are put together first and indexed once.

use jiff::civil::Date;
use rayon::prelude::*;

use super::evenly;
use super::index::{COMMON, Entry, Index};
use crate::fingerprint::{Fingerprint, Fingerprints};

/// How many of the next articles each one meets in a common hash's list.
const NEIGHBOURS: usize = 4;
/// A pair must share so much of the wanted containment in the sketches: they are samples.
const MARGIN: f64 = 0.6;

/// The share of two scans' shingles that is left where every fourth word was misread in one of them.
pub(super) const LEFT: f64 = 0.06;
/// So many articles tell whether there are scans in a wire.
const SAMPLE: usize = 128;
/// Of so few articles, each is held against each: nothing is left to the samples in their sketches.
const FEW: usize = 48;

/// Two articles, the lower index first.
pub(super) type Pair = (u32, u32);

/// The pairs to verify, in rising order, each once: those whose sketches share enough for this containment,
/// and those whose SimHashes differ in at most `distance` bits. `day` gives the day of an article.
///
/// Of two scans, less is left in common. Where `are_scans` says so of pairs around an even spread of the articles, and
/// among few articles, pairs that share so little of what is not common are proposed, too; says whether they are.
pub(super) fn pairs(
    prints: &Fingerprints,
    day: impl Fn(u32) -> Date,
    containment: f64,
    distance: u32,
    are_scans: impl Fn(Vec<Pair>) -> bool,
) -> (Vec<Pair>, bool) {
    let (firsts, mut pairs) = exact(prints, day);
    if firsts.len() <= FEW {
        let all = firsts.iter().enumerate().flat_map(|(at, a)| firsts[at + 1..].iter().map(|b| pair(*a, *b)));
        pairs.extend(all);
        pairs.sort_unstable();
        pairs.dedup();
        return (pairs, true);
    }
    pairs.extend(near_exact(prints, &firsts, distance));
    let similar = Similar::new(prints, &firsts);
    let step = firsts.len().div_ceil(SAMPLE).max(1);
    let usual = Least { all: containment * MARGIN, rare: containment * MARGIN };
    let wide = Least { rare: LEFT, ..usual };
    let mut sample = if step > 1 { similar.pairs(step, wide) } else { Vec::new() };
    sample.retain(|(a, b)| prints.get(*a as usize).estimate(&prints.get(*b as usize)).0 < containment);
    let widely = step == 1 || are_scans(sample);
    pairs.extend(similar.pairs(1, if widely { wide } else { usual }));
    drop(similar);
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs.retain(|(a, b)| widely || likely(&prints.get(*a as usize), &prints.get(*b as usize), containment));
    (pairs, widely)
}

fn pair(a: u32, b: u32) -> Pair {
    (a.min(b), a.max(b))
}

/// Whether two sketches leave it possible that the texts share so much: what they share is a sample of what
/// the texts do, so three standard deviations are allowed for.
fn likely(a: &Fingerprint<&[u32]>, b: &Fingerprint<&[u32]>, containment: f64) -> bool {
    let (estimate, sample) = a.estimate(b);
    let deviation = (containment * (1.0 - containment) / sample.max(1) as f64).sqrt();
    estimate >= containment - 3.0 * deviation
}

/// The first of all articles with the same fingerprint, and the pairs among those: each meets the first, and the one before
/// it in time, since a notice that runs every week is a story a week. They come in the order of their fingerprints: in
/// whatever order the wire is read, each will have the same neighbours.
fn exact(prints: &Fingerprints, day: impl Fn(u32) -> Date) -> (Vec<u32>, Vec<Pair>) {
    let with_words = (0..prints.len() as u32).filter(|at| prints.words(*at as usize) > 0);
    let mut order = by_hash(with_words.map(|at| (prints.simhash(at as usize), at)));
    let (mut firsts, mut pairs) = (Vec::with_capacity(order.len()), Vec::new());
    for alike in order.chunk_by_mut(|a, b| a.0 == b.0) {
        if let [(_, only)] = alike {
            firsts.push(*only);
            continue;
        }
        let sketch = |at: u32| prints.get(at as usize).sketch;
        alike.sort_unstable_by(|(_, a), (_, b)| sketch(*a).cmp(sketch(*b)).then(a.cmp(b)));
        for same in alike.chunk_by_mut(|(_, a), (_, b)| sketch(*a) == sketch(*b)) {
            let first = same[0].1;
            firsts.push(first);
            same.sort_unstable_by_key(|(_, at)| (day(*at), *at));
            pairs.extend(same.windows(2).map(|two| pair(two[0].1, two[1].1)));
            pairs.extend(same.iter().filter(|(_, at)| *at != first).map(|(_, at)| (first, *at)));
        }
    }
    (firsts, pairs)
}

/// Pairs of articles whose SimHashes hardly differ: of two that differ in at most three bits, one of four
/// blocks of 16 bits is the same (Manku, Jain & Das Sarma 2007). In the order of the hash turned to begin with
/// that block, each article meets the next few.
fn near_exact(prints: &Fingerprints, firsts: &[u32], distance: u32) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for block in 0..4 {
        let order =
            by_hash(firsts.iter().map(|at| (prints.simhash(*at as usize).rotate_left(block * 16), *at)));
        for (i, (hash, at)) in order.iter().enumerate() {
            let alike = order[i + 1..].iter().take(NEIGHBOURS);
            let near = alike.filter(|(other, _)| (hash ^ other).count_ones() <= distance);
            pairs.extend(near.map(|(_, other)| pair(*at, *other)));
        }
    }
    pairs
}

/// Articles in the order of hashes.
fn by_hash(articles: impl Iterator<Item = (u64, u32)> + Clone) -> Vec<(u64, u32)> {
    evenly::sorted(articles, |(hash, _)| (hash >> 32) as u32)
}

/// Which articles share hashes.
struct Similar<'a> {
    firsts: &'a [u32],
    index: Index,
    /// The hashes of each article that all articles keep, and the others.
    sizes: Vec<[Counts; 2]>,
}

impl<'a> Similar<'a> {
    fn new(prints: &Fingerprints, firsts: &'a [u32]) -> Self {
        let index = Index::new(prints, firsts);
        let size = |at: usize| {
            let print = prints.get(firsts[at] as usize);
            let sampled = print.sampled().len() as u32;
            let all = [sampled, print.sketch.len() as u32 - sampled];
            let common = index.common(at);
            [0, 1].map(|sort| Counts { all: all[sort], rare: all[sort] - common[sort] })
        };
        let sizes = (0..firsts.len()).into_par_iter().map(size).collect();
        Self { firsts, index, sizes }
    }

    /// Pairs of every so manieth article with others behind it whose sketches share enough.
    fn pairs(&self, step: usize, least: Least) -> Vec<Pair> {
        let spread = (0..self.firsts.len()).into_par_iter().step_by(step);
        spread.map_init(Vec::new, |met, at| self.met(at, least, met)).flatten_iter().collect()
    }

    /// The pairs of one article; `met` is room for whom it meets.
    fn met(&self, at: usize, least: Least, met: &mut Vec<u32>) -> Vec<Pair> {
        // Each meeting is a number: of the other, below 2^30, and in two bits of what sort the hash is.
        met.clear();
        for entry in self.index.of(at) {
            let common = entry.is_common();
            let kind = (sort(&entry) * 2 + usize::from(common)) as u32;
            let next = entry.next(if common { NEIGHBOURS } else { COMMON });
            next.for_each(|other| met.push(other << 2 | kind));
        }
        met.sort_unstable();
        let mut found = Vec::new();
        for meetings in met.chunk_by(|a, b| a >> 2 == b >> 2) {
            let other = (meetings[0] >> 2) as usize;
            let mut counts = [Counts::default(); 2];
            for meeting in meetings {
                let counts = &mut counts[(meeting >> 1 & 1) as usize];
                counts.all += 1;
                counts.rare += u32::from(meeting & 1 == 0);
            }
            let sizes = (self.sizes[at], self.sizes[other]);
            if (0..2).any(|sort| counts[sort].suffice(sizes.0[sort], sizes.1[sort], least)) {
                found.push(pair(self.firsts[at], self.firsts[other]));
            }
        }
        found
    }
}

/// Sampled hashes, which both articles of any pair keep, are counted apart from the others.
fn sort(entry: &Entry) -> usize {
    usize::from(!entry.sampled)
}

/// The share of the shorter sketch that two must have in common to be proposed: of all hashes, or of those that are not
/// common.
#[derive(Clone, Copy)]
struct Least {
    all: f64,
    rare: f64,
}

/// How many hashes there are, and how many of them are not common.
#[derive(Clone, Copy, Default)]
struct Counts {
    all: u32,
    rare: u32,
}

impl Counts {
    /// Whether two articles with these hashes share enough, all told, or of what is not common: two copies of
    /// one release among hundreds from its template share the few lines that are their own.
    fn suffice(self, a: Counts, b: Counts, least: Least) -> bool {
        let enough = |shared: u32, a: u32, b: u32, least: f64| {
            let shorter = a.min(b).max(1);
            f64::from(shared) >= least * f64::from(shorter) && (shared >= 2 || (shared == 1 && shorter <= 2))
        };
        enough(self.all, a.all, b.all, least.all)
            || (self.rare >= 2 && enough(self.rare, a.rare, b.rare, least.rare))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(prints: impl IntoIterator<Item = Fingerprint>, containment: f64) -> Vec<Pair> {
        super::pairs(&prints.into_iter().collect(), |_| Date::constant(2026, 3, 2), containment, 3, |_| false)
            .0
    }

    /// A text of its own for each seed, from a small vocabulary.
    fn text(seed: u64, words: usize) -> String {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut text = String::new();
        for _ in 0..words {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push_str(
                ["ferry", "harbour", "mayor", "said", "on", "the", "bridge", "will", "rain", "town"]
                    [(state % 10) as usize],
            );
            text.push_str(&(state / 10 % 97).to_string());
            text.push(' ');
        }
        text
    }

    #[test]
    fn a_cut_copy_is_proposed_and_a_stranger_is_not() {
        let long = text(1, 600);
        let cut: String = long.split_inclusive(' ').take(150).collect();
        let strangers = (2..60).map(|seed| text(seed, 600));
        let texts = [long, cut].into_iter().chain(strangers);
        assert_eq!(pairs(texts.map(|text| Fingerprint::of(&text)), 0.45), [(0, 1)]);
    }

    #[test]
    fn of_few_articles_each_meets_each() {
        let prints = (0..9).map(|seed| Fingerprint::of(&text(seed, 40)));
        assert_eq!(pairs(prints, 0.45).len(), 9 * 8 / 2);
    }

    #[test]
    fn every_copy_of_a_story_that_hundreds_carry_is_proposed_with_a_neighbour() {
        let story = text(1, 400);
        let copies: Vec<Fingerprint> = (0..500)
            .map(|i| Fingerprint::of(&format!("{} {story} {}", text(i + 10, 8), text(i + 900, 9))))
            .collect();
        let pairs = pairs(copies, 0.45);
        assert!((0..500).all(|i| pairs.iter().any(|(a, b)| *a == i || *b == i)), "each meets another");
        assert!(pairs.len() < 500 * 40, "{} pairs are more than linear", pairs.len());
    }

    #[test]
    fn two_copies_among_hundreds_from_one_template_are_proposed() {
        let template = text(1, 150);
        let filled =
            |own: u64| Fingerprint::of(&format!("{} {template} {}", text(own, 30), text(own + 7000, 30)));
        let mut prints: Vec<Fingerprint> = (0..300).map(|i| filled(i + 10)).collect();
        prints.push(filled(10));
        let copy = format!("{} {template} {} amen", text(10, 30), text(7010, 30));
        prints[300] = Fingerprint::of(&copy);
        assert!(pairs(prints, 0.315).contains(&(0, 300)));
    }

    #[test]
    fn pairs_grow_with_articles_even_where_every_hash_is_common() {
        let sentences: Vec<String> = (0..60).map(|seed| text(seed, 12)).collect();
        let shuffled =
            |i: usize| -> String { (0..20).map(|n| &*sentences[(i * 7 + n * (i % 11 + 1)) % 60]).collect() };
        let of = |n: usize| pairs((0..n).map(|i| Fingerprint::of(&shuffled(i))), 0.315).len();
        assert!(of(2000) < of(1000) * 3, "{} and {}", of(1000), of(2000));
    }

    #[test]
    fn identical_articles_make_a_star_not_a_square() {
        let prints: Vec<Fingerprint> =
            (0..1000).map(|_| Fingerprint::of("The road is open again after the storm.")).collect();
        assert_eq!(pairs(prints, 0.45).len(), 999 + 998, "a star, and a chain in time");
    }

    #[test]
    fn near_exact_copies_meet_by_their_simhash_alone() {
        let story = text(1, 900);
        let prints =
            [story.clone(), text(2, 900), format!("{story} tail")].map(|text| Fingerprint::of(&text));
        assert!(prints[0].distance(&prints[2]) <= 3);
        assert_eq!(near_exact(&prints.into_iter().collect(), &[0, 1, 2], 3), [(0, 2); 4]);
    }

    #[test]
    fn empty_texts_meet_nobody() {
        let prints: Vec<Fingerprint> = (0..10).map(|_| Fingerprint::of("")).collect();
        assert!(pairs(prints, 0.45).is_empty());
    }
}
