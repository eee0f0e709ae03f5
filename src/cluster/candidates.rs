//! Proposes the pairs worth verifying, from fingerprints alone, in time that grows with the articles.
//!
//! An inverted index leads from each shingle hash to the articles that have it. A hash in many articles is a
//! phrase that everybody uses, or a story that everybody carries: there each article meets only the next few
//! in the list. Boilerplate then costs little, and the copies of a large story still meet, since the same
//! neighbours recur in one list after the other. Exact copies are put together first and indexed once.

use std::collections::HashMap;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::fingerprint::{Fingerprint, SAMPLED};

/// A hash in more articles than this is common: there only neighbours meet.
const COMMON: usize = 32;
/// How many of the next articles each one meets in a common hash's list.
const NEIGHBOURS: usize = 4;
/// A pair must share so much of the wanted containment in the sketches: they are samples.
const MARGIN: f64 = 0.6;

/// The pairs to verify, the lower index first, in rising order, each once: those whose sketches share enough
/// for this containment, and those whose SimHashes differ in at most `distance` bits. `days` are those of the
/// articles.
pub(super) fn pairs(
    prints: &[Fingerprint],
    days: &[Date],
    containment: f64,
    distance: u32,
) -> Vec<(usize, usize)> {
    let mut groups = exact(prints);
    let firsts: Vec<usize> = groups.iter().map(|group| group[0]).collect();
    // Of exact copies each meets the first, and the one before it in time: a notice that runs every week is
    // a story a week.
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for group in &mut groups {
        let first = group[0];
        group.sort_unstable_by_key(|at| (days[*at], *at));
        pairs.extend(group.windows(2).map(|pair| (pair[0].min(pair[1]), pair[0].max(pair[1]))));
        pairs.extend(group.iter().filter(|at| **at != first).map(|at| (first, *at)));
    }
    pairs.extend(near_exact(prints, &firsts, distance));
    pairs.extend(similar(prints, &firsts, containment));
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs.retain(|(a, b)| likely(&prints[*a], &prints[*b], containment));
    pairs
}

/// Whether two sketches leave it possible that the texts share so much: what they share is a sample of what
/// the texts do, so three standard deviations are allowed for.
fn likely(a: &Fingerprint, b: &Fingerprint, containment: f64) -> bool {
    let (estimate, sample) = a.estimate(b);
    let deviation = (containment * (1.0 - containment) / sample.max(1) as f64).sqrt();
    estimate >= containment - 3.0 * deviation
}

/// Articles with the same fingerprint, together; in the order of the first of each.
fn exact(prints: &[Fingerprint]) -> Vec<Vec<usize>> {
    let mut place: HashMap<(&[u32], u64), usize> = HashMap::with_capacity(prints.len());
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, print) in prints.iter().enumerate().filter(|(_, print)| print.words > 0) {
        let group = *place.entry((&print.sketch, print.simhash)).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

/// Pairs of articles whose SimHashes hardly differ: of two that differ in at most three bits, one of four
/// blocks of 16 bits is the same (Manku, Jain & Das Sarma 2007). In the order of the hash turned to begin with
/// that block, each article meets the next few.
fn near_exact(prints: &[Fingerprint], firsts: &[usize], distance: u32) -> Vec<(usize, usize)> {
    let blocks = (0..4).into_par_iter().flat_map_iter(|block| {
        let turned = |at: usize| prints[at].simhash.rotate_left(block * 16);
        let mut order: Vec<usize> = firsts.to_vec();
        order.sort_unstable_by_key(|at| (turned(*at), *at));
        let meet = |i: usize| {
            let a = order[i];
            let alike = order[i + 1..].iter().take(NEIGHBOURS).copied();
            alike
                .filter(move |b| prints[a].distance(&prints[*b]) <= distance)
                .map(move |b| (a.min(b), a.max(b)))
        };
        (0..order.len()).flat_map(meet).collect::<Vec<_>>()
    });
    blocks.collect()
}

/// One article's entry in the index: the hash above, the article's place among the firsts below.
type Entry = u64;

/// Pairs of articles whose sketches share enough, whole or without what is common.
fn similar(prints: &[Fingerprint], firsts: &[usize], containment: f64) -> Vec<(usize, usize)> {
    let mut index: Vec<Entry> = (0..firsts.len())
        .into_par_iter()
        .flat_map_iter(|at| prints[firsts[at]].sketch.iter().map(move |hash| entry(*hash, at)))
        .collect();
    index.par_sort_unstable();
    // A hash of one article leads nowhere: most are such.
    let lists: Vec<&[Entry]> =
        index.chunk_by(|a, b| hash_of(*a) == hash_of(*b)).filter(|list| list.len() > 1).collect();

    // Whom each article meets: the lists that it is in, as a place and a length, article after article. All
    // that grows is this table, of one entry a shared hash; meetings are counted article by article.
    let mut starts = vec![0u32; firsts.len() + 1];
    for at in lists.iter().flat_map(|list| list.iter()).map(|entry| article_of(*entry)) {
        starts[at + 1] += 1;
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let mut filled: Vec<u32> = starts.clone();
    let mut places = vec![(0u32, 0u32); sum as usize];
    for (number, list) in lists.iter().enumerate() {
        for (place, entry) in list.iter().enumerate() {
            let at = article_of(*entry);
            places[filled[at] as usize] = (number as u32, place as u32);
            filled[at] += 1;
        }
    }
    let shared = |at: usize| &places[starts[at] as usize..starts[at + 1] as usize];

    // Sampled hashes, which both articles of any pair keep, are counted apart from the others; of each sort,
    // those that are common and those that are not.
    let sort = |hash: u32| usize::from(hash >= SAMPLED);
    let sizes: Vec<[Counts; 2]> = (0..firsts.len())
        .into_par_iter()
        .map(|at| {
            let print = &prints[firsts[at]];
            let sampled = print.sampled().len() as u32;
            let mut sizes =
                [sampled, print.sketch.len() as u32 - sampled].map(|all| Counts { all, rare: all });
            for (number, _) in shared(at) {
                let list = lists[*number as usize];
                sizes[sort(hash_of(list[0]))].rare -= u32::from(list.len() > COMMON);
            }
            sizes
        })
        .collect();

    (0..firsts.len())
        .into_par_iter()
        .flat_map_iter(|at| {
            let mut met: Vec<(u32, u8)> = Vec::new();
            for (number, place) in shared(at) {
                let list = lists[*number as usize];
                let common = list.len() > COMMON;
                let reach = if common { NEIGHBOURS } else { COMMON };
                let kind = (sort(hash_of(list[0])) * 2 + usize::from(common)) as u8;
                let later = list[*place as usize + 1..].iter().take(reach);
                met.extend(later.map(|entry| (article_of(*entry) as u32, kind)));
            }
            met.sort_unstable();
            let mut found = Vec::new();
            for meetings in met.chunk_by(|a, b| a.0 == b.0) {
                let other = meetings[0].0 as usize;
                let mut counts = [Counts::default(); 2];
                for (_, kind) in meetings {
                    let counts = &mut counts[usize::from(kind / 2)];
                    counts.all += 1;
                    counts.rare += u32::from(kind % 2 == 0);
                }
                if (0..2).any(|sort| counts[sort].suffice(sizes[at][sort], sizes[other][sort], containment)) {
                    found.push((firsts[at], firsts[other]));
                }
            }
            found
        })
        .collect()
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
    fn suffice(self, a: Counts, b: Counts, containment: f64) -> bool {
        let enough = |shared: u32, a: u32, b: u32| {
            let shorter = a.min(b).max(1);
            f64::from(shared) >= containment * MARGIN * f64::from(shorter)
                && (shared >= 2 || (shared == 1 && shorter <= 2))
        };
        enough(self.all, a.all, b.all) || (self.rare >= 2 && enough(self.rare, a.rare, b.rare))
    }
}

fn entry(hash: u32, article: usize) -> Entry {
    u64::from(hash) << 32 | article as u64
}

fn hash_of(entry: Entry) -> u32 {
    (entry >> 32) as u32
}

fn article_of(entry: Entry) -> usize {
    (entry & u64::from(u32::MAX)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(prints: &[Fingerprint], containment: f64) -> Vec<(usize, usize)> {
        super::pairs(prints, &vec![Date::constant(2026, 3, 2); prints.len()], containment, 3)
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
        let prints = [&long, &cut, &text(2, 600)].map(|text| Fingerprint::of(text));
        assert_eq!(pairs(&prints, 0.45), [(0, 1)]);
    }

    #[test]
    fn every_copy_of_a_story_that_hundreds_carry_is_proposed_with_a_neighbour() {
        let story = text(1, 400);
        let copies: Vec<Fingerprint> = (0..500)
            .map(|i| Fingerprint::of(&format!("{} {story} {}", text(i + 10, 8), text(i + 900, 9))))
            .collect();
        let pairs = pairs(&copies, 0.45);
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
        assert!(pairs(&prints, 0.315).contains(&(0, 300)));
    }

    #[test]
    fn pairs_grow_with_articles_even_where_every_hash_is_common() {
        let sentences: Vec<String> = (0..60).map(|seed| text(seed, 12)).collect();
        let shuffled =
            |i: usize| -> String { (0..20).map(|n| &*sentences[(i * 7 + n * (i % 11 + 1)) % 60]).collect() };
        let of =
            |n: usize| pairs(&(0..n).map(|i| Fingerprint::of(&shuffled(i))).collect::<Vec<_>>(), 0.315).len();
        assert!(of(2000) < of(1000) * 3, "{} and {}", of(1000), of(2000));
    }

    #[test]
    fn identical_articles_make_a_star_not_a_square() {
        let prints: Vec<Fingerprint> =
            (0..1000).map(|_| Fingerprint::of("The road is open again after the storm.")).collect();
        assert_eq!(pairs(&prints, 0.45).len(), 999 + 998, "a star, and a chain in time");
    }

    #[test]
    fn near_exact_copies_meet_by_their_simhash_alone() {
        let story = text(1, 900);
        let prints =
            [story.clone(), text(2, 900), format!("{story} tail")].map(|text| Fingerprint::of(&text));
        assert!(prints[0].distance(&prints[2]) <= 3);
        assert_eq!(near_exact(&prints, &[0, 1, 2], 3), [(0, 2); 4]);
    }

    #[test]
    fn empty_texts_meet_nobody() {
        let prints: Vec<Fingerprint> = (0..10).map(|_| Fingerprint::of("")).collect();
        assert!(pairs(&prints, 0.45).is_empty());
    }
}
