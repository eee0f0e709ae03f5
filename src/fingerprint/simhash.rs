//! SimHash (Charikar 2002): 64 bits, each the vote of all features' hashes.

/// The hash in which bit `i` is set where more than half of the features have it set.
///
/// The 64 counts are kept as binary digits, a word for each digit (bit slicing), so that features are added to all of
/// them in a few instructions: four at a time, which make one carry.
pub(super) fn of(mut features: impl ExactSizeIterator<Item = u64>) -> u64 {
    let count = features.len();
    let mut digits = [0u64; 32];
    for fours in 1..=count.div_ceil(4) {
        let [a, b, c, d] = std::array::from_fn(|_| features.next().unwrap_or(0));
        let (ones, two) = add(digits[0], a, b);
        let (ones, other) = add(ones, c, d);
        let (twos, mut carry) = add(digits[1], two, other);
        (digits[0], digits[1]) = (ones, twos);
        // So many fours have no higher digits.
        for digit in &mut digits[2..=2 + fours.ilog2() as usize] {
            (*digit, carry) = (*digit ^ carry, *digit & carry);
        }
    }
    // Each count against half of the features, from the highest digit down.
    let (mut more, mut equal) = (0, u64::MAX);
    for (at, digit) in digits.iter().enumerate().rev() {
        let half = if (count / 2) >> at & 1 == 1 { u64::MAX } else { 0 };
        more |= equal & digit & !half;
        equal &= !(digit ^ half);
    }
    more
}

/// The sum of three bits, in each place: its lower digit, and its upper one.
fn add(a: u64, b: u64, c: u64) -> (u64, u64) {
    let either = a ^ b;
    (either ^ c, a & b | either & c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_bit_is_the_vote_of_the_features(features in proptest::collection::vec(any::<u64>(), 0..300)) {
            let vote = |bit: u32| features.iter().filter(|feature| **feature >> bit & 1 == 1).count();
            let counted = (0..64).filter(|bit| vote(*bit) * 2 > features.len()).fold(0, |all, bit| all | 1u64 << bit);
            prop_assert_eq!(super::of(features.iter().copied()), counted);
        }
    }
}
