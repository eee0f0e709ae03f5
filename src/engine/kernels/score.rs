//! What a search over tokens asks of a row of scores.
#![allow(unsafe_code)]
#![allow(
    clippy::inline_always,
    reason = "a body is compiled for a processor only where it is inlined into that version"
)]

use super::Cpu;
use super::float::{LANES, exp, on_each_cpu};

on_each_cpu! {
    /// Logits into the logarithms of their chances.
    fn log_softmax(row: &mut [f32]) {
        let (lanes, rest) = row.as_chunks::<LANES>();
        let mut most = [f32::MIN; LANES];
        for part in lanes {
            for (most, value) in most.iter_mut().zip(part) {
                *most = if value > most { *value } else { *most };
            }
        }
        let most = most.iter().chain(rest).fold(f32::MIN, |most, value| if *value > most { *value } else { most });
        let mut sums = [0.0; LANES];
        for part in lanes {
            for (sum, value) in sums.iter_mut().zip(part) {
                *sum += exp(value - most);
            }
        }
        let mut whole = 0.0;
        for sum in sums {
            whole += sum;
        }
        for value in rest {
            whole += exp(value - most);
        }
        let whole = whole.ln();
        for value in row {
            *value = (*value - most) - whole;
        }
    }

    /// The largest of sixteen values at most.
    fn largest_of(values: &[f32]) -> f32 {
        values.iter().fold(f32::NEG_INFINITY, |most, value| if *value > most { *value } else { most })
    }
}

/// The `count` largest of a row, the largest first; of equal ones the first.
pub(crate) fn top(cpu: Cpu, row: &[f32], count: usize) -> Vec<(usize, f32)> {
    const STRIDE: usize = 256;
    let mut best: Vec<(usize, f32)> = Vec::with_capacity(count + 1);
    let mut least = f32::NEG_INFINITY;
    for (part, values) in row.chunks(STRIDE).enumerate() {
        if best.len() == count && largest_of(cpu, values) <= least {
            continue;
        }
        for (at, value) in values.iter().enumerate() {
            if *value == f32::NEG_INFINITY || (best.len() == count && *value <= least) {
                continue;
            }
            let place = best.partition_point(|(_, other)| other >= value);
            best.insert(place, (part * STRIDE + at, *value));
            best.truncate(count);
            least = best.last().map_or(f32::NEG_INFINITY, |(_, least)| *least);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_come_first_and_of_equal_ones_the_first() {
        let mut row = vec![0.0; 1000];
        (row[3], row[400], row[999], row[5]) = (2.0, 3.0, 2.0, f32::NEG_INFINITY);
        assert_eq!(top(Cpu::detect(), &row, 3), [(400, 3.0), (3, 2.0), (999, 2.0)]);
        assert_eq!(top(Cpu::detect(), &[f32::NEG_INFINITY; 4], 2), []);
    }

    #[test]
    fn chances_sum_to_one_and_are_the_same_on_every_processor() {
        let row: Vec<f32> = (0..1003).map(|at| (at as f32 * 0.7).sin() * 9.0).collect();
        let outcomes = Cpu::available().into_iter().map(|cpu| {
            let mut row = row.clone();
            log_softmax(cpu, &mut row);
            row
        });
        let outcomes: Vec<Vec<f32>> = outcomes.collect();
        let whole: f64 = outcomes[0].iter().map(|value| f64::from(*value).exp()).sum();
        assert!((whole - 1.0).abs() < 1e-5, "{whole}");
        for outcome in &outcomes {
            assert!(outcome.iter().zip(&outcomes[0]).all(|(a, b)| a.to_bits() == b.to_bits()));
        }
    }
}
