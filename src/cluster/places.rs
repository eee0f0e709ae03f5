//! Where each key of a row of keys stands.

use std::ops::Range;

/// An index over a row of keys, which are hashes: a hash table of the first place of each, and from every place a way to
/// the next of the same key. It takes time in the length of the row, whatever is in it.
pub(super) struct Places<K> {
    keys: Vec<K>,
    next: Box<[u32]>,
    slots: Box<[u32]>,
    distinct: usize,
}

/// In place of the next place, or of the first: there is none.
const NONE: u32 = u32::MAX;

impl<K: Copy + Eq + Into<u64>> Places<K> {
    /// Indexes a row of hashes.
    pub(super) fn new(keys: Vec<K>) -> Self {
        let mut slots = vec![NONE; (keys.len() * 2).next_power_of_two()].into_boxed_slice();
        let mut next = vec![NONE; keys.len()].into_boxed_slice();
        index(&keys, &mut next, &mut slots);
        let distinct = next.iter().filter(|next| **next == NONE).count();
        Self { keys, next, slots, distinct }
    }

    /// The row.
    pub(super) fn keys(&self) -> &[K] {
        &self.keys
    }

    /// The places of a key, in rising order.
    pub(super) fn of(&self, key: K) -> impl Iterator<Item = usize> {
        let first = self.slots[slot(&self.slots, &self.keys, key)];
        let place = |at: u32| (at != NONE).then_some(at as usize);
        std::iter::successors(place(first), move |at| place(self.next[*at]))
    }

    /// Whether a key stands in the row.
    pub(super) fn has(&self, key: K) -> bool {
        self.slots[slot(&self.slots, &self.keys, key)] != NONE
    }

    /// The number of different keys.
    pub(super) fn distinct(&self) -> usize {
        self.distinct
    }

    /// The number of different keys that stand in a range of the row for the last time.
    pub(super) fn last_in(&self, range: Range<usize>) -> usize {
        self.next[range].iter().filter(|next| **next == NONE).count()
    }
}

/// Enters the places of a row of keys, from the end, so that the first place of a key is the last to be entered.
fn index<K: Copy + Eq + Into<u64>>(keys: &[K], next: &mut [u32], slots: &mut [u32]) {
    for (at, (key, next)) in keys.iter().zip(next).enumerate().rev() {
        let slot = slot(slots, keys, *key);
        *next = std::mem::replace(&mut slots[slot], at as u32);
    }
}

/// The slot of a key, or the free one that it would take; half of all are free.
fn slot<K: Copy + Eq + Into<u64>>(slots: &[u32], keys: &[K], key: K) -> usize {
    let mask = slots.len() - 1;
    let mut slot = key.into() as usize & mask;
    while slots[slot] != NONE && keys[slots[slot] as usize] != key {
        slot = (slot + 1) & mask;
    }
    slot
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_place_of_every_key_is_known(row in proptest::collection::vec(0u32..20, 0..60), from in 0usize..60) {
            let places = Places::new(row.clone());
            let of = |key| -> Vec<usize> { (0..row.len()).filter(|at| row[*at] == key).collect() };
            for key in 0..25 {
                prop_assert_eq!(places.of(key).collect::<Vec<_>>(), of(key));
                prop_assert_eq!(places.has(key), row.contains(&key));
            }
            prop_assert_eq!(places.distinct(), (0..20).filter(|key| row.contains(key)).count());
            let from = from.min(row.len());
            let lasts = (0..20).filter(|key| of(*key).last().is_some_and(|last| *last >= from));
            prop_assert_eq!(places.last_in(from..row.len()), lasts.count());
        }
    }
}
