//! Sums and products over rows, in fixed lanes: the order of adding does not depend on the processor.

use super::math::exp;
use super::{BLOCK, LANES};

/// The sum of `of(value)` in fixed lanes; `values` come in whole lanes.
#[inline(always)]
pub(crate) fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    for part in values.chunks_exact(LANES) {
        for (lane, value) in lanes.iter_mut().zip(part) {
            *lane += of(*value);
        }
    }
    fold(lanes)
}

/// Adds `factor × values`.
#[inline(always)]
pub(crate) fn add_times(sums: &mut [f32; LANES], values: &[f32; LANES], factor: f32) {
    for at in 0..LANES {
        sums[at] = factor.mul_add(values[at], sums[at]);
    }
}

/// The largest `of(value)`; `values` come in whole lanes.
#[inline(always)]
pub(crate) fn largest(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [f32::MIN; LANES];
    for part in values.chunks_exact(LANES) {
        for (lane, value) in lanes.iter_mut().zip(part) {
            let value = of(*value);
            *lane = if value > *lane { value } else { *lane };
        }
    }
    lanes.iter().fold(f32::MIN, |most, &value| if value > most { value } else { most })
}

/// The sums of `left[at] × right[at]`, for sixteen numbers on the left and [`BLOCK`] on the right.
///
/// Sums with names of their own: as an array of arrays the compiler turns them the wrong way round.
#[inline(always)]
pub(crate) fn products(
    left: &[[f32; LANES]],
    right: impl Iterator<Item = [f32; BLOCK]>,
) -> [[f32; LANES]; BLOCK] {
    let [mut s0, mut s1, mut s2, mut s3, mut s4, mut s5, mut s6, mut s7] = [[0.0; LANES]; BLOCK];
    for (left, [r0, r1, r2, r3, r4, r5, r6, r7]) in left.iter().zip(right) {
        add_times(&mut s0, left, r0);
        add_times(&mut s1, left, r1);
        add_times(&mut s2, left, r2);
        add_times(&mut s3, left, r3);
        add_times(&mut s4, left, r4);
        add_times(&mut s5, left, r5);
        add_times(&mut s6, left, r6);
        add_times(&mut s7, left, r7);
    }
    [s0, s1, s2, s3, s4, s5, s6, s7]
}

/// Stores as many values as there is room for: all of them, nearly always, which takes no call.
#[inline(always)]
pub(crate) fn store<T: Copy, const COUNT: usize>(out: &mut [T], values: [T; COUNT]) {
    match out.first_chunk_mut() {
        Some(whole) => *whole = values,
        None => out.copy_from_slice(&values[..out.len()]),
    }
}

/// In each lane, scores into chances, save that they are yet to be multiplied by what is returned.
#[inline(always)]
pub(crate) fn softmax(scores: &mut [[f32; LANES]]) -> [f32; LANES] {
    let (mut most, mut whole) = ([f32::MIN; LANES], [0.0; LANES]);
    for score in scores.iter() {
        for (most, score) in most.iter_mut().zip(score) {
            *most = if score > most { *score } else { *most };
        }
    }
    for score in scores {
        for ((score, most), whole) in score.iter_mut().zip(&most).zip(&mut whole) {
            *score = exp(*score - most);
            *whole += *score;
        }
    }
    for whole in &mut whole {
        *whole = 1.0 / *whole;
    }
    whole
}

/// The sum of sixteen lanes, always halved in the same way.
#[inline(always)]
pub(crate) fn fold(mut lanes: [f32; LANES]) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
        half /= 2;
    }
    lanes[0]
}
