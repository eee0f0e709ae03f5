//! The inverted index: which articles share a hash.
//!
//! It is built in passes over ranges of hashes, so that only the entries of one pass are in memory at a time;
//! most of them are hashes of one article, which lead nowhere and are dropped. What stays is one number for
//! each shared hash of each article, twice; of a large run that lies in temporary files.

use rayon::prelude::*;

use crate::fingerprint::{Fingerprints, SAMPLED};
use crate::shelf::Room;

/// Entries that one pass sorts, at least.
const PASS: usize = 2 << 20;
/// The most passes over one of the two sorts of hashes.
const PASSES: usize = 8;
/// Bytes of a row that are kept in memory.
const KEPT: usize = 32 << 20;

/// The lists of those articles that share a hash, in the order of the hashes.
pub(super) struct Index {
    passes: Vec<Pass>,
    /// Where each article's lists begin in `numbers`; one more for the end.
    starts: Vec<u64>,
    /// The numbers of the lists that each article is in.
    numbers: Room<u32>,
}

/// The lists of a range of hashes.
struct Pass {
    /// The number of its first list.
    first: usize,
    /// Whether its hashes are of the sort that every article keeps.
    sampled: bool,
    members: Room<u32>,
    ends: Room<u32>,
}

/// A hash that several articles share.
pub(super) struct List<'a> {
    /// The articles, by their place among those indexed, in rising order.
    pub(super) members: &'a [u32],
    /// Whether the hash is of the sort that every article keeps.
    pub(super) sampled: bool,
}

impl Index {
    /// Indexes the sketches of some articles.
    pub(super) fn new(prints: &Fingerprints, articles: &[u32]) -> Self {
        let sizes = articles.par_iter().map(|at| {
            let print = prints.get(*at as usize);
            let sampled = print.sampled().len();
            (sampled, print.sketch.len() - sampled)
        });
        let (sampled, others) = sizes.reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        let mut cursors = vec![0u32; articles.len()];
        let mut passes: Vec<Pass> = Vec::new();
        let ranges = ranges(0, SAMPLED, sampled).chain(ranges(SAMPLED, u32::MAX, others));
        for (upto, sampled) in ranges.map(|upto| (upto, upto < SAMPLED)) {
            let first = passes.last().map_or(0, |pass| pass.first + pass.ends.all().len());
            passes.push(Pass::new(prints, articles, &mut cursors, (upto, sampled), first));
        }
        drop(cursors);

        let mut starts = vec![0u64; articles.len() + 1];
        for at in passes.iter().flat_map(|pass| pass.members.all()) {
            starts[*at as usize + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut numbers = Room::new(sum as usize, KEPT);
        let mut next = starts.clone();
        for pass in &passes {
            for (number, list) in pass.lists().enumerate() {
                for at in list {
                    numbers.all_mut()[next[*at as usize] as usize] = (pass.first + number) as u32;
                    next[*at as usize] += 1;
                }
            }
        }
        Self { passes, starts, numbers }
    }

    /// The lists that an article is in.
    pub(super) fn of(&self, at: usize) -> impl Iterator<Item = List<'_>> {
        let numbers = self.numbers.range(self.starts[at] as usize..self.starts[at + 1] as usize);
        numbers.iter().map(|number| {
            let number = *number as usize;
            let pass = &self.passes[self.passes.partition_point(|pass| pass.first <= number) - 1];
            List { members: pass.list(number - pass.first), sampled: pass.sampled }
        })
    }
}

impl Pass {
    /// The lists of hashes up to one, which the cursors have not come to yet.
    fn new(
        prints: &Fingerprints,
        articles: &[u32],
        cursors: &mut [u32],
        (upto, sampled): (u32, bool),
        first: usize,
    ) -> Self {
        let mut entries: Vec<u64> = articles
            .par_iter()
            .zip(cursors)
            .enumerate()
            .flat_map_iter(|(place, (at, cursor))| {
                let hashes = &prints.get(*at as usize).sketch[*cursor as usize..];
                let here = &hashes[..hashes.partition_point(|hash| *hash <= upto)];
                *cursor += here.len() as u32;
                here.iter().map(move |hash| u64::from(*hash) << 32 | place as u64)
            })
            .collect();
        entries.par_sort_unstable();
        let shared = || entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|list| list.len() > 1);
        let (lists, length) = shared().fold((0, 0), |(lists, length), list| (lists + 1, length + list.len()));
        let (mut members, mut ends) = (Room::new(length, KEPT), Room::new(lists, KEPT));
        let mut end = 0;
        for (list, place) in shared().zip(ends.all_mut()) {
            for (entry, member) in list.iter().zip(&mut members.all_mut()[end..]) {
                *member = (*entry & u64::from(u32::MAX)) as u32;
            }
            end += list.len();
            *place = end as u32;
        }
        Self { first, sampled, members, ends }
    }

    fn list(&self, number: usize) -> &[u32] {
        let ends = self.ends.all();
        let start = if number == 0 { 0 } else { ends[number - 1] };
        self.members.range(start as usize..ends[number] as usize)
    }

    fn lists(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.ends.all().len()).map(|number| self.list(number))
    }
}

/// The last hash of each pass over the hashes from one to below another, of which there are so many.
fn ranges(from: u32, upto: u32, count: usize) -> impl Iterator<Item = u32> {
    let passes = count.div_ceil(PASS).clamp(1, PASSES) as u64;
    let width = u64::from(upto - from);
    (1..=passes).map(move |pass| {
        let last = u64::from(from) + width * pass / passes;
        if last == u64::from(u32::MAX) { u32::MAX } else { last as u32 - 1 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::Fingerprint;

    #[test]
    fn the_last_pass_ends_with_the_last_hash_and_each_begins_behind_the_one_before() {
        assert_eq!(ranges(0, SAMPLED, 0).collect::<Vec<_>>(), [SAMPLED - 1]);
        let many: Vec<u32> = ranges(SAMPLED, u32::MAX, PASS * 3).collect();
        assert_eq!((many.len(), many.last()), (3, Some(&u32::MAX)));
        assert!(many.is_sorted() && many[0] > SAMPLED);
    }

    #[test]
    fn an_article_is_in_the_list_of_each_hash_that_it_shares() {
        let texts =
            ["the ferry stays in port today", "the ferry stays in port again", "nothing of the kind here"];
        let prints: Fingerprints = texts.iter().map(|text| Fingerprint::of(text)).collect();
        let index = Index::new(&prints, &[0, 1, 2]);
        let lists = |at| -> Vec<Vec<u32>> { index.of(at).map(|list| list.members.to_vec()).collect() };
        assert_eq!(lists(0), vec![vec![0, 1]; 3]);
        assert_eq!(lists(1), lists(0));
        assert!(lists(2).is_empty());
    }
}
