//! Proposes the pairs worth verifying, from fingerprints alone, in time that grows with the articles.
//!
//! An inverted index leads from each shingle hash to the articles that have it. A hash in many articles is a
//! phrase that everybody uses, or a story that everybody carries: there each article meets only the next few
//! in the list. Boilerplate then costs little, and the copies of a large story still meet, since the same
//! neighbours recur in one list after the other. Exact copies are put together first and indexed once.

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::index::{COMMON, Entry, Index};
use super::texts::{Texts, by_hash};
use crate::fingerprint::{Fingerprint, Fingerprints};

/// How many of the next articles each one meets in a common hash's list.
const NEIGHBOURS: usize = 4;
/// A pair must share so much of the wanted containment in the sketches: they are samples.
pub(super) const MARGIN: f64 = 0.6;

/// Of two scans in which every fourth word was misread so much is left of the shingles, where neither was cut to less than so much
/// of the other, 0 to 1.
const SCANS: Scans = Scans { left: 0.06, words: 0.5 };

struct Scans {
    left: f64,
    words: f64,
}

/// Of so few articles, each is held against each: nothing is left to the samples in their sketches.
pub(super) const FEW: usize = 48;

/// Two articles, the lower index first.
pub(super) type Pair = (u32, u32);

/// What fingerprints propose.
pub(super) struct Candidates {
    /// The pairs to verify, in rising order, each once.
    pub(super) pairs: Vec<Pair>,
    /// Which texts share hashes.
    pub(super) index: Index,
}

/// The pairs whose sketches share enough for this containment, and those whose SimHashes differ in at most `distance` bits.
/// `day` gives the day of an article, `window` the most days between copies, `words` the hash of folded words.
/// Of two scans, less is left in common: of what is not common, so little is enough.
pub(super) fn candidates(
    prints: &Fingerprints,
    day: impl Fn(u32) -> Date,
    window: u32,
    words: impl FnMut(u32) -> u64,
    containment: f64,
    distance: u32,
) -> Candidates {
    let (texts, mut pairs) = Texts::new(prints, day, window, words);
    let few = texts.len() <= FEW;
    if few {
        let firsts = texts.firsts();
        let all = firsts.iter().enumerate().flat_map(|(at, a)| firsts[at + 1..].iter().map(|b| pair(*a, *b)));
        pairs.extend(all);
    } else {
        pairs.extend(near_exact(prints, &texts, distance));
    }
    let similar = Similar::new(prints, texts);
    if !few {
        pairs.extend(similar.pairs(Least { all: containment * MARGIN, rare: SCANS.left }));
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs.retain(|(a, b)| {
        let (a, b) = (prints.get(*a as usize), prints.get(*b as usize));
        few || {
            let estimate = a.estimate(&b);
            likely(&a, &b, estimate, containment) || may_be_scans(&a, &b, estimate)
        }
    });
    Candidates { pairs, index: similar.index }
}

/// The pairs of texts whose sketches share so much of what is not common, 0 to 1; no two are taken for one.
pub(super) fn similar(prints: &Fingerprints, rare: f64) -> Vec<Pair> {
    let (texts, _) = Texts::new(prints, |_| Date::MIN, 0, u64::from);
    Similar::new(prints, texts).pairs(Least { all: 1.0, rare })
}

pub(super) fn pair(a: u32, b: u32) -> Pair {
    (a.min(b), a.max(b))
}

/// Whether two sketches leave it possible that the texts share so much: what they share is all, or a sample of what
/// the texts do, so that three standard deviations are allowed for.
fn likely(
    a: &Fingerprint<&[u32]>,
    b: &Fingerprint<&[u32]>,
    (estimate, sample): (f64, usize),
    containment: f64,
) -> bool {
    if a.is_whole() && b.is_whole() {
        return estimate >= containment;
    }
    let deviation = (containment * (1.0 - containment) / sample.max(1) as f64).sqrt();
    estimate >= containment - 3.0 * deviation
}

/// Whether two sketches leave it possible that the texts are one, misread.
fn may_be_scans(a: &Fingerprint<&[u32]>, b: &Fingerprint<&[u32]>, (estimate, _): (f64, usize)) -> bool {
    let (fewer, more) = (a.words.min(b.words), a.words.max(b.words));
    f64::from(fewer) >= SCANS.words * f64::from(more) && estimate >= SCANS.left
}

/// Pairs of texts whose SimHashes hardly differ: of two that differ in at most three bits, one of four
/// blocks of 16 bits is the same (Manku, Jain & Das Sarma 2007). In the order of the hash turned to begin with
/// that block, each text meets the next few.
fn near_exact(prints: &Fingerprints, texts: &Texts, distance: u32) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let wire = texts.by_wire();
    for block in 0..4 {
        let turned =
            |(article, text): &(u32, u32)| (prints.simhash(*article as usize).rotate_left(block * 16), *text);
        let order = by_hash(wire.iter().map(turned));
        for (i, (hash, text)) in order.iter().enumerate() {
            let alike = order[i + 1..].iter().take(NEIGHBOURS);
            let near = alike.filter(|(other, _)| (hash ^ other).count_ones() <= distance);
            let first = |text: u32| texts.firsts()[text as usize];
            pairs.extend(near.map(|(_, other)| pair(first(*text), first(*other))));
        }
    }
    pairs
}

/// Which texts share hashes.
struct Similar {
    index: Index,
    /// The hashes of each text that all articles keep, and the others.
    sizes: Vec<[Counts; 2]>,
}

impl Similar {
    fn new(prints: &Fingerprints, texts: Texts) -> Self {
        let mut sizes = vec![[Counts::default(); 2]; texts.len()];
        for (article, text) in texts.by_wire() {
            let print = prints.get(article as usize);
            let sampled = print.sampled().len() as u32;
            let all = [sampled, print.sketch.len() as u32 - sampled];
            sizes[text as usize] = all.map(|all| Counts { all, rare: all });
        }
        let index = Index::new(prints, texts);
        for (text, sizes) in sizes.iter_mut().enumerate() {
            let common = index.common(text);
            (0..2).for_each(|sort| sizes[sort].rare -= common[sort]);
        }
        Self { index, sizes }
    }

    /// Pairs of texts whose sketches share enough.
    fn pairs(&self, least: Least) -> Vec<Pair> {
        let all = (0..self.sizes.len()).into_par_iter();
        all.map_init(Met::default, |met, at| self.met(at, least, met)).flatten_iter().collect()
    }

    /// The pairs of one text; `met` is room for whom it meets.
    fn met(&self, at: usize, least: Least, met: &mut Met) -> Vec<Pair> {
        met.clear();
        // A text that met many leaves no more room than others need.
        met.shrink_to(ROOM);
        // Every list lies elsewhere in memory: first all are looked up, so that none waits for another.
        let entries: Vec<Entry> = self.index.of(at).collect();
        for entry in entries {
            let (sort, common) = (sort(&entry), entry.is_common());
            for other in entry.next(if common { NEIGHBOURS } else { COMMON }) {
                let counts = &mut met.entry(other).or_default()[sort];
                counts.all += 1;
                counts.rare += u32::from(!common);
            }
        }
        let first = |text: usize| self.index.texts().firsts()[text];
        let suffices = |(other, counts): &(&u32, &[Counts; 2])| {
            let sizes = (self.sizes[at], self.sizes[**other as usize]);
            (0..2).any(|sort| counts[sort].suffice(sizes.0[sort], sizes.1[sort], least))
        };
        met.iter().filter(suffices).map(|(other, _)| pair(first(at), first(*other as usize))).collect()
    }
}

/// How many hashes of either sort a text shares with each that it meets.
type Met = FxHashMap<u32, [Counts; 2]>;

/// So many texts are met by most, at the most.
const ROOM: usize = 1024;

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
        let prints = prints.into_iter().collect();
        candidates(&prints, |_| Date::constant(2026, 3, 2), 7, |_| 0, containment, 3).pairs
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
    fn what_short_texts_share_is_no_estimate() {
        let [story, other] = [text(1, 100), text(2, 100)];
        let words = |text: &str, range: std::ops::Range<usize>| -> String {
            text.split_inclusive(' ').skip(range.start).take(range.len()).collect()
        };
        let [whole, other_whole] = [&story, &other].map(|text| Fingerprint::of(text));
        assert!(whole.is_whole() && other_whole.is_whole());
        for (shared, is_likely) in [(60, true), (40, false)] {
            let copy = Fingerprint::of(&(words(&story, 0..shared) + &words(&other, shared..100)));
            let [a, b] =
                [&whole, &copy].map(|print| Fingerprint { simhash: 0, sketch: &*print.sketch, words: 100 });
            assert_eq!(
                likely(&a, &b, a.estimate(&b), 0.45),
                is_likely,
                "of a sample, 40 might have been enough"
            );
        }
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
        assert_eq!(pairs(prints, 0.45).len(), 999);
    }

    #[test]
    fn near_exact_copies_meet_by_their_simhash_alone() {
        let [story, other] = [text(1, 900), text(2, 900)].map(|text| Fingerprint::of(&text));
        let longer = |seed| Fingerprint::of(&format!("{} {}", text(1, 900), text(seed, 3)));
        let near = (3..99).map(longer).find(|longer| (1..=3).contains(&story.distance(longer)));
        let prints = [story, other, near.expect("some tail hardly changes it")];
        let prints = prints.into_iter().collect();
        let (texts, _) = Texts::new(&prints, |_| Date::constant(2026, 3, 2), 7, |_| 0);
        assert_eq!(near_exact(&prints, &texts, 3), [(0, 2); 4]);
    }

    #[test]
    fn empty_texts_meet_nobody() {
        let prints: Vec<Fingerprint> = (0..10).map(|_| Fingerprint::of("")).collect();
        assert!(pairs(prints, 0.45).is_empty());
    }
}
