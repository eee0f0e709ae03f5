//! SimHash (Charikar 2002): 64 bits, each the vote of all features' hashes.

/// The hash in which bit `i` is set where more than half of the features have it set.
///
/// The 64 counts are kept as binary digits, a word for each digit (bit slicing), so that a feature is added to
/// all of them in a few instructions.
pub(super) fn of(features: impl Iterator<Item = u64>) -> u64 {
    let mut digits = [0u64; 32];
    let mut count: u64 = 0;
    for feature in features {
        let mut carry = feature;
        for digit in &mut digits {
            let sum = *digit ^ carry;
            carry &= *digit;
            *digit = sum;
            if carry == 0 {
                break;
            }
        }
        count += 1;
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
