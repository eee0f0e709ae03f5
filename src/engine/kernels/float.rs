//! Arithmetic on `f32`, written once and compiled for each [`Cpu`], with the same bits out of all of them.
//!
//! Sums run in sixteen lanes that are added up in one fixed order at the end, whatever the width of the registers; where
//! a product is added, it is always by `mul_add`, which rounds once on every machine (by a slow routine where there is
//! no instruction for it); `exp` is our own, since the C library's differs from machine to machine. So the compiler may
//! vectorise, but it cannot change a result.
#![allow(unsafe_code)]
#![allow(
    clippy::inline_always,
    reason = "a body is compiled for a processor only where it is inlined into that version"
)]
#![allow(
    clippy::cast_precision_loss,
    reason = "counts of words and sums of bytes stay far below 2²⁴ units of their scale"
)]

mod lanes;
mod math;

use super::{Cpu, PANEL, Tile, Wide};
use lanes::largest;
pub(super) use lanes::{add_times, fold, products, softmax, store, sum};
use math::gelu_erf;
pub(super) use math::{NEAREST, exp};
pub(crate) use math::{gelu, sigmoid};

/// Lanes of every sum.
pub(crate) const LANES: usize = 16;

/// Keys, and queries, that go through a step of attention side by side.
pub(crate) const BLOCK: usize = 8;

/// The room that a head of attention works in.
pub(crate) struct Room {
    /// `[size][queries]`.
    queries: Vec<[f32; LANES]>,
    /// `[words / BLOCK][size][BLOCK words]`.
    keys: Vec<[f32; BLOCK]>,
    /// `[size / LANES][words][LANES columns]`.
    values: Vec<[f32; LANES]>,
    /// `[words][queries]`.
    chances: Vec<[f32; LANES]>,
}

impl Room {
    /// For heads of `size` columns and sequences of at most `words`.
    pub(crate) fn new(size: usize, words: usize) -> Self {
        Self {
            queries: vec![[0.0; LANES]; size],
            keys: vec![[0.0; BLOCK]; words.div_ceil(BLOCK) * size],
            values: vec![[0.0; LANES]; words * size / LANES],
            chances: vec![[0.0; LANES]; words],
        }
    }
}

/// What turns the integer sums of a tile into outputs.
pub(crate) struct Scaling<'a> {
    /// A scale for each row.
    pub(crate) rows: &'a [f32],
    /// From here on, for each column of the tile: what the shift of the activations added to its sums,
    pub(crate) offsets: &'a [i32],
    /// its scale,
    pub(crate) scales: &'a [f32],
    /// its bias,
    pub(crate) bias: &'a [f32],
    /// and its weights for what was kept apart from rounding: `[kept][PANEL]`.
    pub(crate) weights: &'a [f32],
    /// What was kept apart of each row: `[rows][kept]`.
    pub(crate) kept: &'a [f32],
}

/// What becomes of the outputs of a linear layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// They are the result.
    Store,
    /// They are added to what is there.
    Add,
    /// They go through GELU in its tanh form.
    Gelu,
    /// They go through GELU by the error function.
    Erf,
    /// What is below nought becomes nought.
    Relu,
    /// They are what is there is multiplied by.
    Times,
}

/// What is added to an `i8` to store it as `u8`.
const SHIFT: f32 = 128.0;

/// Defines functions whose body is compiled for every [`Cpu`] and picked by their first argument.
macro_rules! on_each_cpu {
    ($($(#[$doc:meta])* fn $name:ident($($argument:ident: $kind:ty),* $(,)?) $(-> $result:ty)? $body:block)*) => { $(
        $(#[$doc])*
        #[allow(clippy::too_many_arguments, reason = "what a kernel needs, it is handed: it keeps nothing")]
        pub(crate) fn $name(cpu: Cpu, $($argument: $kind),*) $(-> $result)? {
            #[inline(always)]
            #[allow(clippy::too_many_arguments)]
            fn plain($($argument: $kind),*) $(-> $result)? $body

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
            #[allow(clippy::too_many_arguments)]
            fn wide($($argument: $kind),*) $(-> $result)? { plain($($argument),*) }

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            #[allow(clippy::too_many_arguments)]
            fn half($($argument: $kind),*) $(-> $result)? { plain($($argument),*) }

            match cpu {
                // SAFETY: `Cpu::available` offers `Vnni` only where all four features of `wide` are detected.
                #[cfg(target_arch = "x86_64")]
                Cpu::Vnni => unsafe { wide($($argument),*) },
                // SAFETY: `Cpu::available` offers `Avx2` only where AVX2 and FMA are detected.
                #[cfg(target_arch = "x86_64")]
                Cpu::Avx2 => unsafe { half($($argument),*) },
                _ => plain($($argument),*),
            }
        }
    )* };
}
pub(super) use on_each_cpu;

on_each_cpu! {
    /// Adds `more` to `values`, one by one.
    fn add(values: &mut [f32], more: &[f32]) {
        for (value, more) in values.iter_mut().zip(more) {
            *value += more;
        }
    }

    /// Adds `scale × bytes` to `values`: one row of an int8 embedding.
    fn add_scaled(values: &mut [f32], bytes: &[i8], scale: f32) {
        for (value, &byte) in values.iter_mut().zip(bytes) {
            *value = f32::from(byte).mul_add(scale, *value);
        }
    }

    /// Layer normalisation of each row of `weight.len()` values (Ba et al. 2016).
    fn layer_norm(rows: &[f32], weight: &[f32], bias: &[f32], out: &mut [f32]) {
        let width = weight.len();
        for (row, out) in rows.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
            let mean = sum(row, |value| value) / width as f32;
            let variance = sum(row, |value| (value - mean) * (value - mean)) / width as f32;
            let scale = 1.0 / (variance + 1e-5).sqrt();
            for (((out, value), weight), bias) in out.iter_mut().zip(row).zip(weight).zip(bias) {
                *out = ((value - mean) * scale).mul_add(*weight, *bias);
            }
        }
    }

    /// Rounds a row to `i8` at a scale of its own, symmetric about nought, stored as `u8 = i8 + 128`; returns the scale.
    fn quantise(row: &[f32], out: &mut [u8]) -> f32 {
        let most = largest(row, f32::abs);
        let per = if most > 0.0 { 127.0 / most } else { 0.0 };
        for (out, value) in out.iter_mut().zip(row) {
            // Adding 1.5 × 2²³ leaves the nearest integer in the low bits of the sum.
            let [low, ..] = value.mul_add(per, NEAREST + SHIFT).to_bits().to_le_bytes();
            *out = low;
        }
        most / 127.0
    }

    /// Turns the integer sums of a tile into outputs: `(sum − 128 Σw) × row scale × column scale + bias`, and what was
    /// kept apart from rounding.
    ///
    /// `out`: the rows that the tile's are part of, from column `from` on, where the first `columns` of them are wanted.
    fn finish(tile: &Tile, scaling: &Scaling<'_>, then: Then, out: &mut [&mut [f32]], from: usize, columns: usize) {
        let (offsets, scales, bias) = (&scaling.offsets[..PANEL], &scaling.scales[..PANEL], &scaling.bias[..PANEL]);
        let (weights, _) = scaling.weights.as_chunks::<PANEL>();
        for (row, ((sums, row_scale), out)) in tile.iter().zip(scaling.rows).zip(out).enumerate() {
            let out = &mut out[from..][..columns];
            let (sums, mut values) = (&sums.0, Wide([0.0; PANEL]));
            let values = &mut values.0;
            for column in 0..PANEL {
                let sum = (sums[column] - offsets[column]) as f32;
                values[column] = sum.mul_add(row_scale * scales[column], bias[column]);
            }
            for (kept, weights) in scaling.kept[row * weights.len()..].iter().zip(weights) {
                for (value, weight) in values.iter_mut().zip(weights) {
                    *value = kept.mul_add(*weight, *value);
                }
            }
            apply(then, values, out);
            store(out, *values);
        }
    }

    /// Turns the halves of each head's vector against each other by the angles of its place (Su et al. 2021).
    ///
    /// `heads`: the heads of one word, `[heads][2 × cos.len()]`.
    fn rotate(heads: &mut [f32], cos: &[f32], sin: &[f32]) {
        for head in heads.chunks_exact_mut(2 * cos.len()) {
            let (left, right) = head.split_at_mut(cos.len());
            for (((a, b), cos), sin) in left.iter_mut().zip(right).zip(cos).zip(sin) {
                (*a, *b) = (a.mul_add(*cos, -*b * sin), b.mul_add(*cos, *a * sin));
            }
        }
    }

    /// One head of attention over one sequence.
    ///
    /// `qkv`: `[words][3 × width]`, queries, keys and values side by side; `from`: the head's first column, `size` its
    /// columns, in whole lanes; `out`: `[words][width]`, of which the head's columns are written.
    ///
    /// A lane is a query while chances are found and a column while they are spent: nothing is added up across lanes.
    fn attend(qkv: &[f32], width: usize, from: usize, size: usize, room: &mut Room, out: &mut [f32]) {
        let words = qkv.len() / (3 * width);
        let scale = 1.0 / (size as f32).sqrt();
        let blocks = words.div_ceil(BLOCK);
        let (queries, chances) = (&mut room.queries[..size], &mut room.chances[..words]);
        let (keys, values) = (&mut room.keys[..blocks * size], &mut room.values[..words * size / LANES]);
        // Taken together in the order in which they are met: in `qkv` a head's words lie so far apart that they would
        // drive each other out of the nearest cache.
        for (word, row) in qkv.chunks_exact(3 * width).enumerate() {
            let (rows, _) = row[2 * width + from..][..size].as_chunks::<LANES>();
            for (column, value) in rows.iter().enumerate() {
                values[column * words + word] = *value;
            }
        }
        for (block, keys) in keys.chunks_exact_mut(size).enumerate() {
            // The last block may have fewer keys than it holds: it repeats the last of them, for nothing.
            let mut starts = [0; BLOCK];
            for (key, start) in starts.iter_mut().enumerate() {
                *start = (block * BLOCK + key).min(words - 1) * 3 * width + width + from;
            }
            for (at, keys) in keys.iter_mut().enumerate() {
                for (key, start) in keys.iter_mut().zip(&starts) {
                    *key = qkv[start + at];
                }
            }
        }
        for (out, rows) in out.chunks_mut(LANES * width).zip(qkv.chunks(LANES * 3 * width)) {
            // The last group may have fewer queries than lanes: it repeats the last of them, for nothing.
            let mut starts = [0; LANES];
            for (query, start) in starts.iter_mut().enumerate() {
                *start = query.min(out.len() / width - 1) * 3 * width + from;
            }
            for (at, queries) in queries.iter_mut().enumerate() {
                for (query, start) in queries.iter_mut().zip(&starts) {
                    *query = rows[start + at] * scale;
                }
            }
            for (chances, keys) in chances.chunks_mut(BLOCK).zip(keys.chunks_exact(size)) {
                store(chances, products(queries, keys.iter().copied()));
            }
            let shares = softmax(chances);
            for (part, out) in out.chunks_mut(BLOCK * width).enumerate() {
                for (column, values) in values.chunks_exact(words).enumerate() {
                    let chances = chances.iter().map(|chances| chances.as_chunks::<BLOCK>().0[part % (LANES / BLOCK)]);
                    let sums = products(values, chances);
                    for ((out, sums), share) in out.chunks_exact_mut(width).zip(&sums).zip(&shares[part * BLOCK..]) {
                        for (out, sum) in out[from + column * LANES..][..LANES].iter_mut().zip(sums) {
                            *out = sum * share;
                        }
                    }
                }
            }
        }
    }

    /// The dot product of two vectors.
    fn dot(left: &[f32], right: &[f32]) -> f32 {
        let mut lanes = [0.0; LANES];
        for (left, right) in left.chunks_exact(LANES).zip(right.chunks_exact(LANES)) {
            for ((lane, left), right) in lanes.iter_mut().zip(left).zip(right) {
                *lane = left.mul_add(*right, *lane);
            }
        }
        fold(lanes)
    }
}

/// Does with a layer's outputs what `then` says; `there` is what they are to be stored over.
#[inline(always)]
pub(super) fn apply(then: Then, values: &mut [f32], there: &[f32]) {
    match then {
        Then::Store => {}
        Then::Add => values.iter_mut().zip(there).for_each(|(value, there)| *value += there),
        Then::Times => values.iter_mut().zip(there).for_each(|(value, there)| *value *= there),
        Then::Gelu => values.iter_mut().for_each(|value| *value = gelu(*value)),
        Then::Erf => values.iter_mut().for_each(|value| *value = gelu_erf(*value)),
        Then::Relu => values.iter_mut().for_each(|value| *value = if *value > 0.0 { *value } else { 0.0 }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(count: usize, step: f32) -> Vec<f32> {
        (0..count).map(|index| 3.0 * (index as f32 * step).sin()).collect()
    }

    #[test]
    fn exp_is_within_three_millionths_of_a_millionth_part_of_the_library() {
        for index in -8600..8700 {
            let x = index as f32 / 100.0;
            let (ours, exact) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((ours / exact - 1.0).abs() < 3e-7, "e^{x}: {ours} for {exact}");
        }
    }

    #[test]
    fn gelu_by_the_error_function_is_right_at_known_places() {
        // x, x Φ(x) from a table of the normal distribution.
        for (x, wanted) in
            [(0.0, 0.0), (1.0, 0.841_344_8), (-1.0, -0.158_655_25), (2.5, 2.484_476), (-4.0, -1.266_85e-4)]
        {
            assert!((gelu_erf(x) - wanted).abs() < 1e-6, "{x}: {} for {wanted}", gelu_erf(x));
        }
    }

    #[test]
    fn every_processor_gives_the_same_bits() {
        let (width, words) = (64, 19);
        let outcomes: Vec<Vec<f32>> = Cpu::available()
            .into_iter()
            .map(|cpu| {
                let mut qkv = wave(words * 3 * width, 0.37);
                let mut out = vec![0.0; words * width];
                let (cos, sin) = (wave(16, 0.1), wave(16, 0.2));
                rotate(cpu, &mut qkv[..64], &cos, &sin);
                let mut room = Room::new(32, words);
                for from in [0, 32] {
                    attend(cpu, &qkv, width, from, 32, &mut room, &mut out);
                }
                for value in &mut out {
                    *value = gelu(*value);
                }
                let mut normed = vec![0.0; out.len()];
                layer_norm(cpu, &out, &wave(width, 0.3), &wave(width, 0.7), &mut normed);
                let mut bytes = vec![0; width];
                let scale = quantise(cpu, &normed[..width], &mut bytes);
                normed.push(scale);
                normed.extend(bytes.iter().map(|&byte| f32::from(byte)));
                normed.push(dot(cpu, &normed[..width], &normed[width..2 * width]));
                normed
            })
            .collect();
        for outcome in &outcomes {
            assert!(
                outcome
                    .iter()
                    .map(|value| value.to_bits())
                    .eq(outcomes[0].iter().map(|value| value.to_bits()))
            );
        }
    }

    #[test]
    fn a_row_is_rounded_to_the_nearest_step_and_keeps_its_sign() {
        let (mut row, mut bytes) = ([0.0; LANES], [0; LANES]);
        let scale = quantise(Cpu::Portable, &row, &mut bytes);
        assert_eq!((scale.to_bits(), bytes), (0, [128; LANES]));
        row[..4].copy_from_slice(&[127.0, -127.0, 0.4, -1.6]);
        let scale = quantise(Cpu::Portable, &row, &mut bytes);
        assert_eq!(scale.to_bits(), 1.0f32.to_bits());
        assert_eq!(bytes[..5], [255, 1, 128, 126, 128]);
    }
}
