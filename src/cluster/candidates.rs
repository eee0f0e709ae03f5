//! Proposes the pairs worth verifying, from fingerprints alone, in time that grows with the articles.
//!
//! An inverted index leads from each shingle hash to the articles that have it. A hash in many articles is a
//! phrase that everybody uses, or a story that everybody carries: there each article meets only the next few
//! in the list. Boilerplate then costs little, and the copies of a large story still meet, since the same
//! neighbours recur in one list after the other. Exact copies are put together first and indexed once.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::fingerprint::{Fingerprint, SAMPLED};

/// A hash in more articles than this is common: there only neighbours meet.
const COMMON: usize = 32;
/// How many of the next articles each one meets in a common hash's list.
const NEIGHBOURS: usize = 4;
/// A pair must share so much of the wanted containment in the sketches: they are samples.
const MARGIN: f64 = 0.6;

/// The pairs to verify, the lower index first, in rising order, each once.
pub(super) fn pairs(prints: &[Fingerprint], containment: f64) -> Vec<(usize, usize)> {
    let groups = exact(prints);
    let firsts: Vec<usize> = groups.iter().map(|group| group[0]).collect();
    let mut pairs: Vec<(usize, usize)> =
        groups.iter().flat_map(|group| group[1..].iter().map(|other| (group[0], *other))).collect();
    pairs.extend(similar(prints, &firsts, containment));
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
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

/// Pairs of articles whose sketches share enough.
fn similar(prints: &[Fingerprint], firsts: &[usize], containment: f64) -> Vec<(usize, usize)> {
    // One entry a hash and article: the hash above, the article below.
    let mut index: Vec<u64> = firsts
        .par_iter()
        .flat_map_iter(|&at| prints[at].sketch.iter().map(move |hash| u64::from(*hash) << 32 | at as u64))
        .collect();
    index.par_sort_unstable();

    // Meetings at sampled hashes, which both articles of any pair keep, are counted apart from the others.
    let sampled = index.partition_point(|entry| (entry >> 32) < u64::from(SAMPLED));
    let both = count(meetings(&index[..sampled]));
    let short = count(meetings(&index[sampled..]));

    let enough = |(pair, shared): &(u64, u32), size: &dyn Fn(usize) -> usize| {
        let (a, b) = unpack(*pair);
        let shorter = size(a).min(size(b)).max(1);
        let needed = containment * MARGIN * shorter as f64;
        f64::from(*shared) >= needed && (*shared >= 2 || shorter <= 2)
    };
    let sampled_size = |at: usize| prints[at].sampled().len();
    let rest_size = |at: usize| prints[at].sketch.len() - prints[at].sampled().len();
    let both = both.into_par_iter().filter(|entry| enough(entry, &sampled_size));
    let short = short.into_par_iter().filter(|entry| enough(entry, &rest_size));
    let mut pairs: Vec<(usize, usize)> = both.chain(short).map(|(pair, _)| unpack(pair)).collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// Every meeting of two articles at a hash, as a packed pair.
fn meetings(index: &[u64]) -> Vec<u64> {
    let lists: Vec<&[u64]> =
        index.chunk_by(|a, b| a >> 32 == b >> 32).filter(|list| list.len() > 1).collect();
    lists
        .into_par_iter()
        .flat_map_iter(|list| {
            let reach = if list.len() > COMMON { NEIGHBOURS } else { COMMON };
            list.iter().enumerate().flat_map(move |(i, a)| {
                list[i + 1..]
                    .iter()
                    .take(reach)
                    .map(move |b| (a & u64::from(u32::MAX)) << 32 | (b & u64::from(u32::MAX)))
            })
        })
        .collect()
}

/// How often each pair met.
fn count(mut meetings: Vec<u64>) -> Vec<(u64, u32)> {
    meetings.par_sort_unstable();
    meetings.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
}

fn unpack(pair: u64) -> (usize, usize) {
    ((pair >> 32) as usize, (pair & u64::from(u32::MAX)) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn identical_articles_make_a_star_not_a_square() {
        let prints: Vec<Fingerprint> =
            (0..1000).map(|_| Fingerprint::of("The road is open again after the storm.")).collect();
        assert_eq!(pairs(&prints, 0.45).len(), 999);
    }

    #[test]
    fn empty_texts_meet_nobody() {
        let prints: Vec<Fingerprint> = (0..10).map(|_| Fingerprint::of("")).collect();
        assert!(pairs(&prints, 0.45).is_empty());
    }
}
