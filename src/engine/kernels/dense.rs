//! Linear layers and norms in `f32`: what checkpoints run in where they are not rounded.
#![allow(unsafe_code)]
#![allow(
    clippy::inline_always,
    reason = "a body is compiled for a processor only where it is inlined into that version"
)]

use super::Cpu;
use super::float::{BLOCK, LANES, Then, apply, on_each_cpu, products, sum};

/// Reorders weights `[outputs][depth]` into panels `[outputs / LANES][depth][LANES]`, the last filled up with noughts.
pub(crate) fn pack(weights: &[f32], depth: usize) -> Vec<[f32; LANES]> {
    let outputs = weights.len() / depth;
    let mut packed = vec![[0.0; LANES]; outputs.div_ceil(LANES) * depth];
    for (output, row) in weights.chunks_exact(depth).enumerate() {
        let panel = &mut packed[output / LANES * depth..][..depth];
        for (lanes, weight) in panel.iter_mut().zip(row) {
            lanes[output % LANES] = *weight;
        }
    }
    packed
}

/// Reorders rows `[rows][depth]` into blocks `[rows / BLOCK][depth][BLOCK]`; the last block repeats its last row.
pub(crate) fn block(rows: &[f32], depth: usize, out: &mut Vec<[f32; BLOCK]>) {
    out.clear();
    for rows in rows.chunks(BLOCK * depth) {
        let last = rows.len() / depth - 1;
        out.extend((0..depth).map(|at| std::array::from_fn(|row| rows[row.min(last) * depth + at])));
    }
}

on_each_cpu! {
    /// `out = then(W x + b)` for the rows in `blocks` (see [`block`]).
    ///
    /// `panels`: see [`pack`]; `bias`: `[outputs]`; `out`: the rows, of which as many columns are written as there are
    /// outputs.
    fn dense(blocks: &[[f32; BLOCK]], depth: usize, panels: &[[f32; LANES]], bias: &[f32], then: Then, out: &mut [&mut [f32]]) {
        for (panel, bias) in panels.chunks_exact(depth).zip(bias.chunks(LANES)).enumerate().map(|(at, (panel, bias))| ((at * LANES, panel), bias)) {
            let (column, panel) = panel;
            for (rows, out) in blocks.chunks_exact(depth).zip(out.chunks_mut(BLOCK)) {
                let sums = products(panel, rows.iter().copied());
                for (mut values, out) in sums.into_iter().zip(out) {
                    let out = &mut out[column..][..bias.len()];
                    for (value, bias) in values.iter_mut().zip(bias) {
                        *value += bias;
                    }
                    apply(then, &mut values, out);
                    out.copy_from_slice(&values[..out.len()]);
                }
            }
        }
    }

    /// Root-mean-square normalisation of each row (Zhang & Sennrich 2019).
    fn rms_norm(rows: &[f32], weight: &[f32], epsilon: f32, out: &mut [f32]) {
        let width = weight.len();
        for (row, out) in rows.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
            let scale = 1.0 / (sum(row, |value| value * value) / width as f32 + epsilon).sqrt();
            for ((out, value), weight) in out.iter_mut().zip(row).zip(weight) {
                *out = value * scale * weight;
            }
        }
    }

    /// Multiplies every value.
    fn scale(values: &mut [f32], by: f32) {
        for value in values {
            *value *= by;
        }
    }
}
