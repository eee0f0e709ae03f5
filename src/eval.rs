//! Measures stories found against stories known: pairs, adjusted Rand index and B-cubed.
//!
//! Two labelings of the same articles go in, figures come out. Labels are compared for equality only, so
//! their names and order do not matter.

pub mod reading;
pub mod rouge;
pub mod summaries;

use std::collections::HashMap;
use std::hash::Hash;

/// How much of what was found is right, and how much of what is right was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// The share of what was found that is right, 0 to 1; 1 when nothing was found.
    pub precision: f64,
    /// The share of what is right that was found, 0 to 1; 1 when there is nothing to find.
    pub recall: f64,
}

impl Rates {
    /// The harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum == 0.0 { 0.0 } else { 2.0 * self.precision * self.recall / sum }
    }
}

/// How well one labeling finds another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scores {
    /// Articles in both labelings.
    pub articles: usize,
    /// Groups in the true labeling.
    pub true_groups: usize,
    /// Groups in the labeling that was found.
    pub found_groups: usize,
    /// Pairs in one group of the true labeling.
    pub true_pairs: u64,
    /// Pairs in one group of the labeling that was found.
    pub found_pairs: u64,
    /// Pairs in one group of both.
    pub shared_pairs: u64,
    /// Over pairs of articles: a group of ten weighs 45.
    pub pairs: Rates,
    /// The adjusted Rand index (Hubert & Arabie 1985): 0 for chance, 1 for the same groups.
    pub ari: f64,
    /// Over articles, each by its own group (Bagga & Baldwin 1998).
    pub b_cubed: Rates,
}

/// Scores the groups found against the true ones; the labels of article `i` stand at place `i` of both.
///
/// # Panics
/// When the two labelings are not of the same length.
#[must_use]
pub fn scores<T: Hash + Eq, F: Hash + Eq>(truth: &[T], found: &[F]) -> Scores {
    assert_eq!(truth.len(), found.len(), "each article has a label of both kinds");
    let (true_sizes, found_sizes) = (sizes(truth.iter()), sizes(found.iter()));
    let cells = sizes(truth.iter().zip(found));
    let pairs_of = |counts: &mut dyn Iterator<Item = usize>| counts.map(pairs).sum::<u64>();
    let true_pairs = pairs_of(&mut true_sizes.values().copied());
    let found_pairs = pairs_of(&mut found_sizes.values().copied());
    let shared_pairs = pairs_of(&mut cells.values().copied());

    // Sorted sums: the order of a hash map must not reach the last bits of a figure.
    let b_cubed = |own: &dyn Fn(&(&T, &F)) -> usize| {
        let mut shares: Vec<f64> =
            cells.iter().map(|(cell, n)| (*n as f64).powi(2) / own(cell) as f64).collect();
        shares.sort_unstable_by(f64::total_cmp);
        if truth.is_empty() { 1.0 } else { shares.iter().sum::<f64>() / truth.len() as f64 }
    };
    Scores {
        articles: truth.len(),
        true_groups: true_sizes.len(),
        found_groups: found_sizes.len(),
        true_pairs,
        found_pairs,
        shared_pairs,
        pairs: Rates { precision: share(shared_pairs, found_pairs), recall: share(shared_pairs, true_pairs) },
        ari: ari(shared_pairs, true_pairs, found_pairs, pairs(truth.len())),
        b_cubed: Rates {
            precision: b_cubed(&|(_, found)| found_sizes[*found]),
            recall: b_cubed(&|(truth, _)| true_sizes[*truth]),
        },
    }
}

/// How one kind of article fared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindScore<'a> {
    /// The kind's name.
    pub kind: &'a str,
    /// Articles of the kind.
    pub articles: usize,
    /// Pairs that they make with the others of their true groups.
    pub true_pairs: u64,
    /// Of these, pairs that lie in one group that was found.
    pub shared_pairs: u64,
    /// Articles that lie in a group together with an article of another true group.
    pub wrong: usize,
}

/// Scores the articles of each kind apart, in the order of the kinds' names.
///
/// # Panics
/// When the three rows are not of the same length.
#[must_use]
pub fn by_kind<'a, T: Hash + Eq, F: Hash + Eq>(
    kinds: &[&'a str],
    truth: &[T],
    found: &[F],
) -> Vec<KindScore<'a>> {
    assert!(
        kinds.len() == truth.len() && truth.len() == found.len(),
        "each article has a kind and two labels"
    );
    let (true_sizes, found_sizes) = (sizes(truth.iter()), sizes(found.iter()));
    let cells = sizes(truth.iter().zip(found));
    let mut scores: HashMap<&str, KindScore> = HashMap::new();
    for ((kind, truth), found) in kinds.iter().zip(truth).zip(found) {
        let new = KindScore { kind, articles: 0, true_pairs: 0, shared_pairs: 0, wrong: 0 };
        let score = scores.entry(kind).or_insert(new);
        let together = cells[&(truth, found)];
        score.articles += 1;
        score.true_pairs += true_sizes[truth] as u64 - 1;
        score.shared_pairs += together as u64 - 1;
        score.wrong += usize::from(found_sizes[found] > together);
    }
    let mut scores: Vec<KindScore> = scores.into_values().collect();
    scores.sort_unstable_by_key(|score| score.kind);
    scores
}

fn sizes<L: Hash + Eq>(labels: impl Iterator<Item = L>) -> HashMap<L, usize> {
    let mut sizes = HashMap::new();
    for label in labels {
        *sizes.entry(label).or_insert(0) += 1;
    }
    sizes
}

fn pairs(articles: usize) -> u64 {
    articles as u64 * (articles as u64).saturating_sub(1) / 2
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn ari(shared: u64, truth: u64, found: u64, all: u64) -> f64 {
    let expected = truth as f64 * found as f64 / all.max(1) as f64;
    let most = f64::midpoint(truth as f64, found as f64);
    // Both put everything in one group, or everything apart: there is nothing left to chance.
    if (most - expected).abs() < f64::EPSILON { 1.0 } else { (shared as f64 - expected) / (most - expected) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn figures_are_those_of_a_hand_computed_example() {
        // True groups {0 1 2} {3 4} {5}; found {0 1} {2 3 4} {5}.
        let scores = scores(&["a", "a", "a", "b", "b", "c"], &[1, 1, 2, 2, 2, 3]);
        assert_eq!((scores.true_pairs, scores.found_pairs, scores.shared_pairs), (4, 4, 2));
        assert!(
            close(scores.pairs.precision, 0.5)
                && close(scores.pairs.recall, 0.5)
                && close(scores.pairs.f1(), 0.5)
        );
        // Expected 4·4/15; (2 − 16/15) / (4 − 16/15).
        assert!(close(scores.ari, 14.0 / 44.0));
        // Precision: (1 + 1 + 1/3 + 2/3 + 2/3 + 1) / 6; recall: (2/3 + 2/3 + 1/3 + 1 + 1 + 1) / 6.
        assert!(close(scores.b_cubed.precision, 14.0 / 18.0) && close(scores.b_cubed.recall, 14.0 / 18.0));
        assert_eq!((scores.true_groups, scores.found_groups), (3, 3));
    }

    #[test]
    fn one_group_of_all_finds_every_pair_at_the_rate_of_chance() {
        let scores = scores(&[1, 1, 2, 2], &[0, 0, 0, 0]);
        assert!(close(scores.pairs.recall, 1.0) && close(scores.pairs.precision, 1.0 / 3.0));
        assert!(close(scores.ari, 0.0));
    }

    #[test]
    fn nothing_at_all_is_perfect() {
        let scores = scores::<u8, u8>(&[], &[]);
        assert!(close(scores.pairs.f1(), 1.0) && close(scores.ari, 1.0) && close(scores.b_cubed.f1(), 1.0));
    }

    #[test]
    fn kinds_are_scored_apart() {
        let kinds = ["wire", "cut", "cut", "weather"];
        let found = by_kind(&kinds, &["a", "a", "a", "b"], &[1, 1, 2, 2]);
        let rows: Vec<_> =
            found.iter().map(|s| (s.kind, s.articles, s.true_pairs, s.shared_pairs, s.wrong)).collect();
        assert_eq!(rows, [("cut", 2, 4, 1, 1), ("weather", 1, 0, 0, 1), ("wire", 1, 2, 1, 0)]);
    }

    proptest! {
        #[test]
        fn the_true_labeling_scores_one(truth in proptest::collection::vec(0u8..9, 0..60)) {
            let names: Vec<String> = truth.iter().map(|label| format!("story {label}")).collect();
            let scores = scores(&truth, &names);
            prop_assert!(close(scores.pairs.f1(), 1.0) && close(scores.ari, 1.0) && close(scores.b_cubed.f1(), 1.0));
        }

        #[test]
        fn neither_order_nor_names_matter(labels in proptest::collection::vec((0u8..6, 0u8..6), 1..50), turn in 0usize..50) {
            let (truth, found): (Vec<u8>, Vec<u8>) = labels.iter().copied().unzip();
            let mut moved = labels.clone();
            moved.rotate_left(turn % labels.len());
            let (truth_moved, found_moved): (Vec<u8>, Vec<u8>) = moved.iter().map(|(t, f)| (5 - t, f + 7)).unzip();
            prop_assert_eq!(scores(&truth, &found), scores(&truth_moved, &found_moved));
        }

        #[test]
        fn shares_lie_between_nought_and_one_and_turning_swaps_them(labels in proptest::collection::vec((0u8..6, 0u8..6), 1..50)) {
            let (truth, found): (Vec<u8>, Vec<u8>) = labels.iter().copied().unzip();
            let (there, back) = (scores(&truth, &found), scores(&found, &truth));
            for share in [there.pairs.precision, there.pairs.recall, there.b_cubed.precision, there.b_cubed.recall] {
                prop_assert!((0.0..=1.0).contains(&share));
            }
            prop_assert!(there.ari <= 1.0);
            prop_assert!((there.pairs.precision - back.pairs.recall).abs() < 1e-12);
            prop_assert!((there.b_cubed.recall - back.b_cubed.precision).abs() < 1e-12);
        }
    }
}
