//! Sorts what hashes come first in: they are spread evenly, so that the upper bits of one tell about where it will stand.

use rayon::prelude::*;

/// So many items, about, are left to be sorted together.
const TOGETHER: usize = 32;

/// Sorts items that are in the order of these numbers, as far as the numbers tell.
pub(super) fn sorted<T: Copy + Default + Ord + Send>(
    items: impl Iterator<Item = T> + Clone,
    number: impl Fn(&T) -> u32 + Sync,
) -> Vec<T> {
    let count = items.clone().count();
    let bits = (count / TOGETHER).max(1).ilog2();
    let bucket = |item: &T| (u64::from(number(item)) >> (u32::BITS - bits)) as usize;
    // Where the next item of each bucket is put.
    let mut free = vec![0; (1 << bits) + 1];
    items.clone().for_each(|item| free[bucket(&item) + 1] += 1);
    let mut sum = 0;
    for free in &mut free {
        sum += *free;
        *free = sum;
    }
    let mut sorted = vec![T::default(); count];
    items.for_each(|item| {
        let free = &mut free[bucket(&item)];
        sorted[*free] = item;
        *free += 1;
    });
    sorted.par_chunk_by_mut(|a, b| bucket(a) == bucket(b)).for_each(<[T]>::sort_unstable);
    sorted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn items_are_sorted_however_their_numbers_are_spread(
            items in proptest::collection::vec((any::<u64>(), 0u32..3), 0..600),
            shift in 0u32..64
        ) {
            let items: Vec<(u64, u32)> = items.into_iter().map(|(hash, at)| (hash >> shift, at)).collect();
            let mut expected = items.clone();
            expected.sort_unstable();
            prop_assert_eq!(super::sorted(items.into_iter(), |(hash, _)| (hash >> 32) as u32), expected);
        }
    }
}
