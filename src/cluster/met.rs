//! Whom a text meets in the lists of its hashes, and how often.

use super::candidates::Counts;

/// Texts that are met, each with how many hashes of either sort it shares: a hash table, small enough to be emptied for every
/// text, and grown for those that meet many.
pub(super) struct Met {
    all: Vec<(u32, [Counts; 2])>,
    /// The places of texts in `all`; a power of two of them, and half at least are [`FREE`].
    slots: Vec<u32>,
}

/// So many slots there are at first.
const SLOTS: usize = 1024;
const FREE: u32 = u32::MAX;

impl Default for Met {
    fn default() -> Self {
        Self { all: Vec::new(), slots: vec![FREE; SLOTS] }
    }
}

impl Met {
    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.all.clear();
        self.slots.truncate(SLOTS);
        self.slots.fill(FREE);
    }

    /// Those that were met, in the order of the first meetings.
    pub(super) fn all(&self) -> &[(u32, [Counts; 2])] {
        &self.all
    }

    /// What is counted of a text.
    pub(super) fn counts(&mut self, text: u32) -> &mut [Counts; 2] {
        let mut slot = self.slot(text);
        if self.slots[slot] == FREE {
            if self.all.len() * 2 >= self.slots.len() {
                self.grow();
                slot = self.slot(text);
            }
            self.slots[slot] = self.all.len() as u32;
            self.all.push((text, [Counts::default(); 2]));
        }
        &mut self.all[self.slots[slot] as usize].1
    }

    /// The slot of a text, or the free one that it would take.
    fn slot(&self, text: u32) -> usize {
        let mask = self.slots.len() - 1;
        // The upper bits of a product with the golden ratio (Knuth 1973).
        let mut slot = (u64::from(text).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        while self.slots[slot] != FREE && self.all[self.slots[slot] as usize].0 != text {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![FREE; self.slots.len() * 2];
        for at in 0..self.all.len() {
            let slot = self.slot(self.all[at].0);
            self.slots[slot] = at as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn meetings_are_counted_however_many_there_are(texts in proptest::collection::vec(0u32..3000, 0..4000)) {
            let mut met = Met::default();
            for texts in [&texts[..texts.len() / 9], &texts] {
                met.clear();
                let mut expected: BTreeMap<u32, u32> = BTreeMap::new();
                for text in texts {
                    met.counts(*text)[1].rare += 1;
                    *expected.entry(*text).or_default() += 1;
                }
                let counted: BTreeMap<u32, u32> =
                    met.all().iter().map(|(text, counts)| (*text, counts[1].rare)).collect();
                prop_assert_eq!(counted.len(), met.all().len());
                prop_assert_eq!(counted, expected);
            }
        }
    }
}
