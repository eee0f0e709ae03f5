//! Where each key of a row of keys stands.

/// An index over a row of keys: a hash table of the first place of each, and from every place a way to the next
/// of the same key. It takes time in the length of the row, whatever is in it.
pub(super) struct Places<K> {
    keys: Vec<K>,
    next: Vec<u32>,
    slots: Vec<Slot>,
    distinct: usize,
}

/// The first place of a key, and how many there are; none, where the slot is free.
#[derive(Clone, Copy, Default)]
struct Slot {
    first: u32,
    count: u32,
}

impl<K: Copy + Eq + Into<u64>> Places<K> {
    /// Indexes a row of hashes.
    pub(super) fn new(keys: Vec<K>) -> Self {
        let slots = vec![Slot::default(); (keys.len() * 2).next_power_of_two()];
        let mut places = Self { next: vec![0; keys.len()], keys, slots, distinct: 0 };
        // From the end, so that the first place of a key is the last to be written.
        for at in (0..places.keys.len()).rev() {
            let slot = places.slot(places.keys[at]);
            let Slot { first, count } = places.slots[slot];
            places.next[at] = first;
            places.slots[slot] = Slot { first: at as u32, count: count + 1 };
            places.distinct += usize::from(count == 0);
        }
        places
    }

    /// The slot of a key, or the free one that it would take; half of all are free.
    fn slot(&self, key: K) -> usize {
        let mask = self.slots.len() - 1;
        // Keys are hashes, but sampled ones have zeros on top: the product spreads them (Knuth 1973).
        let mut slot = (key.into().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        while self.slots[slot].count > 0 && self.keys[self.slots[slot].first as usize] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// The row.
    pub(super) fn keys(&self) -> &[K] {
        &self.keys
    }

    /// How often a key stands in the row.
    pub(super) fn count(&self, key: K) -> u32 {
        self.slots[self.slot(key)].count
    }

    /// The places of a key, in rising order.
    pub(super) fn of(&self, key: K) -> impl Iterator<Item = usize> {
        let Slot { first, count } = self.slots[self.slot(key)];
        let places = std::iter::successors(Some(first), |at| Some(self.next[*at as usize]));
        places.take(count as usize).map(|at| at as usize)
    }

    /// The number of different keys.
    pub(super) fn distinct(&self) -> usize {
        self.distinct
    }

    /// The number of different keys that another row has, too.
    pub(super) fn common(&self, other: &Self) -> usize {
        if other.distinct < self.distinct {
            return other.common(self);
        }
        let firsts = self.slots.iter().filter(|slot| slot.count > 0);
        firsts.filter(|slot| other.count(self.keys[slot.first as usize]) > 0).count()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_place_of_every_key_is_known(row in proptest::collection::vec(0u32..20, 0..60), other in proptest::collection::vec(0u32..20, 0..60)) {
            let (places, others) = (Places::new(row.clone()), Places::new(other.clone()));
            let of = |key| -> Vec<usize> { (0..row.len()).filter(|at| row[*at] == key).collect() };
            for key in 0..25 {
                prop_assert_eq!(places.of(key).collect::<Vec<_>>(), of(key));
                prop_assert_eq!(places.count(key) as usize, of(key).len());
            }
            prop_assert_eq!(places.distinct(), (0..20).filter(|key| row.contains(key)).count());
            prop_assert_eq!(places.common(&others), (0..20).filter(|key| row.contains(key) && other.contains(key)).count());
        }
    }
}
