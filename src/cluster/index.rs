//! The inverted index: which texts share a hash.
//!
//! It is built in passes over ranges of hashes, so that only the entries of one pass are in memory at a time;
//! most of them are hashes of one text, which lead nowhere and are dropped. What stays is one number for
//! each shared hash of each text, twice; of a large run that lies in temporary files.

use std::ops::RangeInclusive;

use rayon::prelude::*;

use super::evenly;
use super::texts::Texts;
use crate::fingerprint::{Fingerprints, SAMPLED};
use crate::shelf::Room;

/// Entries that one pass sorts, at least.
const PASS: usize = 2 << 20;
/// The most passes over one of the two sorts of hashes.
const PASSES: usize = 8;
/// Bytes of a row that are kept in memory.
const KEPT: usize = 32 << 20;

/// A hash in more texts than this is common.
pub(super) const COMMON: usize = 32;

/// The lists of those texts that share a hash, in the order of the hashes. A text goes by its place among all.
pub(super) struct Index {
    texts: Texts,
    passes: Vec<Pass>,
    /// Where each text's entries begin in `entries`; one more for the end.
    starts: Vec<u32>,
    /// The places of each text in the lists, counted through all passes.
    entries: Room<u32>,
    /// How many of a text's hashes are common: of those that every article keeps, and of the others.
    common: Vec<[u32; 2]>,
}

/// The lists of a range of hashes, one after the other.
struct Pass {
    /// How many members the passes before it have.
    first: usize,
    /// Whether its hashes are of the sort that every article keeps.
    sampled: bool,
    members: Room<Member>,
}

/// A text in a list; the last of a list and all of a long one are marked.
type Member = u32;

const LAST: u32 = 1 << 31;
const IN_COMMON: u32 = 1 << 30;

fn text(member: Member) -> u32 {
    member & !(LAST | IN_COMMON)
}

fn is_common(member: Member) -> bool {
    member & IN_COMMON != 0
}

/// A text's place in the list of a hash that it shares with others.
pub(super) struct Entry<'a> {
    /// The members of this list, those before and those behind it.
    members: &'a [Member],
    place: usize,
    /// The text itself.
    own: Member,
    /// Whether the hash is of the sort that every article keeps.
    pub(super) sampled: bool,
}

impl Entry<'_> {
    /// Whether many texts have the hash.
    pub(super) fn is_common(&self) -> bool {
        is_common(self.own)
    }

    /// The next texts in the list, at most so many, in rising order.
    pub(super) fn next(&self, most: usize) -> impl Iterator<Item = u32> + Clone {
        let rest = &self.members[self.place..];
        let before = rest.iter().take(most).take_while(|member| **member & LAST == 0);
        before.zip(&rest[1..]).map(|(_, member)| text(*member))
    }

    /// All other texts in the list.
    pub(super) fn others(&self) -> impl Iterator<Item = u32> + Clone {
        let before = self.members[..self.place].iter().rev().take_while(|member| **member & LAST == 0);
        before.map(|member| text(*member)).chain(self.next(usize::MAX))
    }
}

impl Index {
    /// Indexes the sketches of texts, of which there are fewer than 2^30.
    pub(super) fn new(prints: &Fingerprints, texts: Texts) -> Self {
        // Sketches lie in the order of the wire.
        let wire = texts.by_wire();
        let sizes = wire.par_iter().map(|(article, _)| {
            let print = prints.get(*article as usize);
            let sampled = print.sampled().len();
            (sampled, print.sketch.len() - sampled)
        });
        let (sampled, others) = sizes.reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        let mut cursors = vec![0u32; wire.len()];
        let mut passes: Vec<Pass> = Vec::new();
        let mut from = 0;
        for upto in ranges(0, SAMPLED, sampled).chain(ranges(SAMPLED, u32::MAX, others)) {
            let first = passes.last().map_or(0, |pass| pass.first + pass.members.all().len());
            let members = members(&sorted(prints, &wire, &mut cursors, from..=upto));
            passes.push(Pass { first, sampled: upto < SAMPLED, members });
            from = upto.wrapping_add(1);
        }
        drop((wire, cursors));

        let mut starts = vec![0u32; texts.len() + 1];
        let mut common = vec![[0; 2]; texts.len()];
        for pass in &passes {
            for member in pass.members.all() {
                let at = text(*member) as usize;
                starts[at] += 1;
                if is_common(*member) {
                    common[at][usize::from(!pass.sampled)] += 1;
                }
            }
        }
        // Each start is the end at first, and moves to the front as entries are put before it, the last first.
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut entries = Room::new(sum as usize, KEPT);
        let places = entries.all_mut();
        for (place, member) in
            (0..sum).rev().zip(passes.iter().rev().flat_map(|pass| pass.members.all().iter().rev()))
        {
            let start = &mut starts[text(*member) as usize];
            *start -= 1;
            places[*start as usize] = place;
        }
        Self { texts, passes, starts, entries, common }
    }

    /// The texts that are indexed.
    pub(super) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// How many of a text's hashes are common: of those that every article keeps, and of the others.
    pub(super) fn common(&self, at: usize) -> [u32; 2] {
        self.common[at]
    }

    /// The entries of a text, in the order of the hashes.
    pub(super) fn of(&self, at: usize) -> impl Iterator<Item = Entry<'_>> {
        let places = self.entries.range(self.starts[at] as usize..self.starts[at + 1] as usize);
        let mut pass = 0;
        places.iter().map(move |place| {
            let place = *place as usize;
            pass += self.passes[pass + 1..].iter().take_while(|pass| pass.first <= place).count();
            let pass = &self.passes[pass];
            let (members, place) = (pass.members.all(), place - pass.first);
            Entry { members, place, own: members[place], sampled: pass.sampled }
        })
    }
}

/// Each hash of a range with the place of its text below it, in rising order. The cursors stand before the range in
/// each sketch, and are moved behind it.
fn sorted(
    prints: &Fingerprints,
    wire: &[(u32, u32)],
    cursors: &mut [u32],
    range: RangeInclusive<u32>,
) -> Vec<u64> {
    let (from, upto) = range.into_inner();
    let ends = wire.par_iter().zip(&*cursors).map(|((article, _), cursor)| {
        let hashes = &prints.get(*article as usize).sketch[*cursor as usize..];
        cursor + hashes.partition_point(|hash| *hash <= upto) as u32
    });
    let ends: Vec<u32> = ends.collect();
    let sketched = |((article, text), (cursor, end)): (&(u32, u32), (&u32, &u32))| {
        let hashes = &prints.get(*article as usize).sketch[*cursor as usize..*end as usize];
        let text = u64::from(*text);
        hashes.iter().map(move |hash| u64::from(*hash) << 32 | text)
    };
    // The range, stretched to all numbers.
    let stretch = (upto - from).leading_zeros();
    let entries = evenly::sorted(wire.iter().zip(cursors.iter().zip(&ends)).flat_map(sketched), |entry| {
        ((entry >> 32) as u32 - from) << stretch
    });
    cursors.copy_from_slice(&ends);
    entries
}

/// The members of the lists of hashes that several articles share.
fn members(entries: &[u64]) -> Room<Member> {
    let shared = || entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|list| list.len() > 1);
    let mut members = Room::new(shared().map(<[u64]>::len).sum(), KEPT);
    let mut free = members.all_mut().iter_mut();
    for list in shared() {
        let mark = if list.len() > COMMON { IN_COMMON } else { 0 };
        for (at, (entry, member)) in list.iter().zip(&mut free).enumerate() {
            let last = if at + 1 == list.len() { LAST } else { 0 };
            *member = (*entry & u64::from(u32::MAX)) as u32 | mark | last;
        }
    }
    members
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

    fn index(texts: impl Iterator<Item = String>) -> Index {
        let prints: Fingerprints = texts.map(|text| Fingerprint::of(&text)).collect();
        let (texts, _) = Texts::new(&prints, |_| jiff::civil::date(2026, 3, 2), 7, |_| 0);
        Index::new(&prints, texts)
    }

    #[test]
    fn a_text_meets_those_that_share_a_hash_with_it() {
        let texts =
            ["the ferry stays in port today", "nothing of the kind here", "the ferry stays in port again"];
        let index = index(texts.iter().map(ToString::to_string));
        let [first, stranger, last] =
            [0, 1, 2].map(|article| index.texts().place(article).expect("it has words"));
        let met = |at| -> Vec<Vec<u32>> { index.of(at).map(|entry| entry.next(9).collect()).collect() };
        let others = |at| -> Vec<Vec<u32>> { index.of(at).map(|entry| entry.others().collect()).collect() };
        assert_eq!(met(first.min(last)), vec![vec![first.max(last) as u32]; 3]);
        assert!(met(first.max(last)).iter().all(Vec::is_empty));
        assert_eq!(others(first), vec![vec![last as u32]; 3]);
        assert_eq!(others(last), vec![vec![first as u32]; 3]);
        assert!(met(stranger).is_empty() && others(stranger).is_empty());
    }

    #[test]
    fn a_hash_of_many_texts_is_common_and_only_the_next_few_meet() {
        let of = |texts| index((0..texts).map(|at| format!("the same again {at}")));
        let index = of(40);
        let entry = |at| index.of(at).find(|entry| entry.others().count() == 39).expect("it shares a hash");
        assert!(entry(0).is_common());
        assert_eq!(entry(5).next(3).collect::<Vec<_>>(), [6, 7, 8]);
        assert_eq!(entry(38).next(3).collect::<Vec<_>>(), [39]);
        assert!(of(32).of(0).all(|entry| !entry.is_common()));
    }
}
