//! ROUGE-1, ROUGE-2 and ROUGE-Lsum (Lin 2004), as the Python package rouge-score computes them without a
//! stemmer: words are runs of a–z and 0–9 in lower case.

use std::collections::HashMap;

use crate::cluster::common_subsequence;

/// The three measures of one summary against one reference, each an F1 from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rouge {
    /// Over words.
    pub one: f64,
    /// Over pairs of words.
    pub two: f64,
    /// Over the longest common subsequences of sentences, united for each sentence of the reference.
    pub lsum: f64,
}

/// Measures a summary against a reference, each sentence by sentence.
#[must_use]
pub fn rouge(summary: &[&str], reference: &[&str]) -> Rouge {
    let words = |sentences: &[&str]| -> Vec<Vec<String>> {
        sentences.iter().map(|sentence| words(sentence)).collect()
    };
    let (summary, reference) = (words(summary), words(reference));
    Rouge {
        one: overlap(&summary, &reference, 1),
        two: overlap(&summary, &reference, 2),
        lsum: lsum(&summary, &reference),
    }
}

/// The mean over several references; 0 without any.
#[must_use]
pub fn mean(summary: &[&str], references: &[Vec<&str>]) -> Rouge {
    let sum =
        references.iter().map(|reference| rouge(summary, reference)).fold(Rouge::default(), |sum, score| {
            Rouge { one: sum.one + score.one, two: sum.two + score.two, lsum: sum.lsum + score.lsum }
        });
    let count = references.len().max(1) as f64;
    Rouge { one: sum.one / count, two: sum.two / count, lsum: sum.lsum / count }
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Runs of `n` words are counted across the ends of sentences, as the package does.
fn overlap(summary: &[Vec<String>], reference: &[Vec<String>], n: usize) -> f64 {
    let (summary, reference) = (summary.concat(), reference.concat());
    let mut wanted: HashMap<&[String], usize> = HashMap::new();
    for run in reference.windows(n) {
        *wanted.entry(run).or_default() += 1;
    }
    let mut shared = 0;
    for run in summary.windows(n) {
        if let Some(count) = wanted.get_mut(run).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    f1(shared, (summary.len() + 1).saturating_sub(n), (reference.len() + 1).saturating_sub(n))
}

fn lsum(summary: &[Vec<String>], reference: &[Vec<String>]) -> f64 {
    let count = |sentences: &[Vec<String>]| {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for word in sentences.iter().flatten() {
            *counts.entry(word.clone()).or_default() += 1;
        }
        counts
    };
    let (mut in_summary, mut in_reference) = (count(summary), count(reference));
    let mut hits = 0;
    for sentence in reference {
        let mut united = vec![false; sentence.len()];
        for other in summary {
            for (at, _) in common_subsequence(sentence, other) {
                united[at] = true;
            }
        }
        for (word, _) in sentence.iter().zip(united).filter(|(_, hit)| *hit) {
            if let (Some(a), Some(b)) = (in_summary.get_mut(word), in_reference.get_mut(word))
                && *a > 0
                && *b > 0
            {
                *a -= 1;
                *b -= 1;
                hits += 1;
            }
        }
    }
    f1(hits, summary.iter().map(Vec::len).sum(), reference.iter().map(Vec::len).sum())
}

fn f1(shared: usize, found: usize, wanted: usize) -> f64 {
    if shared == 0 { 0.0 } else { 2.0 * shared as f64 / (found + wanted) as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_agree_with_the_package_rouge_score() {
        // Figures of rouge-score 0.1.2, use_stemmer=False.
        for (summary, reference, one, two, lsum) in [
            (
                &["The ferry stays in port until spring.", "A bus will run."][..],
                &["The ferry will stay in port.", "A bus runs until spring."][..],
                0.818_18,
                0.4,
                0.818_18,
            ),
            (
                &["Council votes for oak bridge."],
                &["The council voted for a bridge of oak."],
                0.615_38,
                0.0,
                0.461_54,
            ),
            (&["It rained."], &["The sun shone all day."], 0.0, 0.0, 0.0),
            (&[], &["Nothing was said."], 0.0, 0.0, 0.0),
        ] {
            let score = rouge(summary, reference);
            let near = |a: f64, b: f64| (a - b).abs() < 5e-5;
            assert!(
                near(score.one, one) && near(score.two, two) && near(score.lsum, lsum),
                "{score:?} for {summary:?}"
            );
        }
    }
}
