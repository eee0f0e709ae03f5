//! Linear layers in int8: weights symmetric with a scale per output, activations symmetric with a scale per row, but for
//! the columns that are kept apart.

use std::mem::take;
use std::ops::{Deref, Range};
use std::sync::Arc;

use super::Apart;
use crate::engine::kernels::{
    Cpu, PANEL, ROWS, Wide,
    float::{self, Scaling, Then},
    offset, pack, signed, tile,
};
use crate::engine::model::Map;

/// Rows rounded to bytes, ready for any number of linear layers.
#[derive(Default)]
pub(crate) struct Quantised {
    /// `[rows][depth]`, each byte an `i8` plus 128.
    bytes: Vec<u8>,
    /// `[rows]`.
    scales: Vec<f32>,
    /// `[rows][columns]`: what is kept apart.
    kept: Vec<f32>,
    depth: usize,
    /// `[depth]`: a row without that.
    rest: Vec<f32>,
}

impl Quantised {
    /// Takes in `rows`, `[rows][depth]`, of which the columns `apart` are not rounded.
    pub(crate) fn fill(&mut self, cpu: Cpu, rows: &[f32], depth: usize, apart: &[usize]) {
        self.depth = depth;
        self.bytes.resize(rows.len(), 0);
        self.scales.clear();
        self.kept.clear();
        for (row, bytes) in rows.chunks_exact(depth).zip(self.bytes.chunks_exact_mut(depth)) {
            if apart.is_empty() {
                self.scales.push(float::quantise(cpu, row, bytes));
                continue;
            }
            self.rest.clear();
            self.rest.extend_from_slice(row);
            self.kept.extend(apart.iter().map(|column| take(&mut self.rest[*column])));
            self.scales.push(float::quantise(cpu, &self.rest, bytes));
        }
    }
}

/// Bytes of weights: on the heap, or in a mapped file.
pub(crate) enum Bytes {
    Own(Vec<i8>),
    Mapped(Arc<Map>, Range<usize>),
}

impl Deref for Bytes {
    type Target = [i8];

    fn deref(&self) -> &[i8] {
        match self {
            Self::Own(bytes) => bytes,
            Self::Mapped(map, range) => signed(&map[range.clone()]),
        }
    }
}

/// `y = W x + b`.
pub(crate) struct Linear {
    /// Packed weights: see [`pack`].
    panels: Bytes,
    depth: usize,
    outputs: usize,
    /// `[outputs]`, and on to the end of the last panel.
    scales: Vec<f32>,
    /// As many: 128 times the sum of the output's weights, which the shift of the activations adds to every sum.
    offsets: Vec<i32>,
    /// As many.
    bias: Vec<f32>,
    apart: Apart,
}

impl Linear {
    /// From int8 `weights`, `[outputs][depth]`, a scale and a bias per output.
    pub(crate) fn new(weights: &[i8], scales: Vec<f32>, bias: Vec<f32>) -> Self {
        let (outputs, depth) = (bias.len(), weights.len() / bias.len());
        let offsets = weights.chunks_exact(depth).map(offset).collect();
        let apart = Apart::default();
        Self { panels: Bytes::Own(pack(weights, depth)), depth, outputs, scales, offsets, bias, apart }
    }

    /// From packed weights, of whose panels the last may hold more than `outputs`; the others as long as the panels. Weights of
    /// columns that are kept apart are noughts in the panels.
    pub(crate) fn packed(
        panels: Bytes,
        outputs: usize,
        scales: Vec<f32>,
        offsets: Vec<i32>,
        bias: Vec<f32>,
        apart: Apart,
    ) -> Self {
        let depth = panels.len() / bias.len();
        assert!(
            bias.len() == outputs.next_multiple_of(PANEL) && panels.len() == bias.len() * depth,
            "whole panels"
        );
        Self { panels, depth, outputs, scales, offsets, bias, apart }
    }

    /// Columns of what goes in that are kept apart.
    pub(crate) fn apart(&self) -> &[usize] {
        &self.apart.columns
    }

    /// Columns of what goes in.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// Columns of the result.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Bytes of the weights.
    pub(crate) fn bytes(&self) -> usize {
        self.panels.len() + self.apart.weights.len() * 4
    }

    /// `rows`: `[rows][depth]`; `out`: `[rows][outputs]`, which `then` says how to use.
    pub(crate) fn run(&self, cpu: Cpu, rows: &Quantised, then: Then, out: &mut [f32]) {
        let mut out: Vec<&mut [f32]> = out.chunks_exact_mut(self.outputs).collect();
        self.columns(cpu, rows, 0..self.outputs.div_ceil(PANEL), then, &mut out);
    }

    /// The same for some panels of outputs only: `out` has their columns of each row.
    pub(crate) fn columns(
        &self,
        cpu: Cpu,
        rows: &Quantised,
        panels: Range<usize>,
        then: Then,
        out: &mut [&mut [f32]],
    ) {
        assert_eq!(rows.depth, self.depth, "rows fit the layer");
        let out = &mut out[..rows.scales.len()];
        let kept = self.apart.columns.len();
        let mut sums = [Wide([0; PANEL]); ROWS];
        let weights = &self.panels[panels.start * PANEL * self.depth..panels.end * PANEL * self.depth];
        // A panel stays in the nearest cache while all rows pass it.
        for (number, panel) in weights.chunks_exact(PANEL * self.depth).enumerate() {
            let (here, column) = (number * PANEL, (panels.start + number) * PANEL);
            for (block, row_scales) in rows.scales.chunks(ROWS).enumerate() {
                let first = block * ROWS;
                tile(
                    cpu,
                    &rows.bytes[first * self.depth..][..row_scales.len() * self.depth],
                    self.depth,
                    panel,
                    &mut sums,
                );
                let scaling = Scaling {
                    rows: row_scales,
                    offsets: &self.offsets[column..],
                    scales: &self.scales[column..],
                    bias: &self.bias[column..],
                    weights: self.apart.panel(panels.start + number),
                    kept: &rows.kept[first * kept..][..row_scales.len() * kept],
                };
                let wide = PANEL.min(self.outputs - column);
                float::finish(cpu, &sums, &scaling, then, &mut out[first..], here, wide);
            }
        }
    }

    /// The same in `f32` without rounding the rows: what the integers are checked against.
    #[cfg(test)]
    pub(crate) fn run_plain(&self, rows: &[f32], then: Then, out: &mut [f32]) {
        use crate::engine::kernels::QUAD;
        for (row, out) in rows.chunks_exact(self.depth).zip(out.chunks_exact_mut(self.outputs())) {
            for (output, out) in out.iter_mut().enumerate() {
                let panel = &self.panels[output / PANEL * PANEL * self.depth..];
                let weight = |at: usize| panel[(at / QUAD * PANEL + output % PANEL) * QUAD + at % QUAD];
                let sum: f32 = row.iter().enumerate().map(|(at, value)| value * f32::from(weight(at))).sum();
                let weights = self.apart.panel(output / PANEL).iter().skip(output % PANEL).step_by(PANEL);
                let kept = self.apart.columns.iter().map(|column| row[*column]);
                let kept: f32 = kept.zip(weights).map(|(value, weight)| value * weight).sum();
                let value = sum * self.scales[output] + self.bias[output] + kept;
                *out = match then {
                    Then::Store => value,
                    Then::Add => *out + value,
                    Then::Gelu => float::gelu(value),
                    Then::Times => *out * value,
                    Then::Relu => value.max(0.0),
                    Then::Erf => unreachable!("the desk has none"),
                };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_is_kept_apart_takes_no_steps_from_the_others() {
        let (depth, outputs) = (96, 128);
        let mut weights: Vec<i8> = (-127..=127).cycle().step_by(37).take(depth * outputs).collect();
        weights.iter_mut().skip(5).step_by(depth).for_each(|weight| *weight = 0);
        let layer = Linear::new(&weights, vec![0.001; outputs], vec![0.25; outputs]);
        let own: Vec<f32> = (0..outputs).map(|output| output as f32 / 1000.0 - 0.05).collect();
        let layer = Linear { apart: Apart { columns: vec![5], weights: own }, ..layer };
        let input: Vec<f32> =
            (0..7 * depth).map(|at| if at % depth == 5 { 1000.0 } else { (at as f32 * 0.7).sin() }).collect();
        let (mut plain, mut out) = (vec![0.0; 7 * outputs], vec![0.0; 7 * outputs]);
        layer.run_plain(&input, Then::Store, &mut plain);
        let mut first: Option<Vec<f32>> = None;
        for cpu in Cpu::available() {
            let mut quantised = Quantised::default();
            quantised.fill(cpu, &input, depth, layer.apart());
            layer.run(cpu, &quantised, Then::Store, &mut out);
            for (found, wanted) in out.iter().zip(&plain) {
                assert!((found - wanted).abs() < 0.03, "{found} for {wanted}");
            }
            let first = first.get_or_insert_with(|| out.clone());
            assert!(out.iter().zip(first).all(|(a, b)| a.to_bits() == b.to_bits()), "{cpu:?}");
        }
    }

    #[test]
    fn a_layer_gives_the_same_bits_on_every_processor_and_comes_close_to_plain_arithmetic() {
        let (depth, outputs, rows) = (96, 128, 7);
        let weights: Vec<i8> = (-127..=127).cycle().step_by(37).take(depth * outputs).collect();
        let scales = (0..outputs).map(|index| if index % 2 == 0 { 0.001 } else { 0.002 }).collect();
        let layer = Linear::new(&weights, scales, vec![0.25; outputs]);
        let input: Vec<f32> =
            (-50i8..50).cycle().step_by(7).map(|value| f32::from(value) / 50.0).take(rows * depth).collect();
        let mut plain = vec![0.0; rows * outputs];
        layer.run_plain(&input, Then::Store, &mut plain);
        let outcomes: Vec<Vec<f32>> = Cpu::available()
            .into_iter()
            .map(|cpu| {
                let (mut quantised, mut out) = (Quantised::default(), vec![0.0; rows * outputs]);
                quantised.fill(cpu, &input, depth, &[]);
                layer.run(cpu, &quantised, Then::Store, &mut out);
                out
            })
            .collect();
        for outcome in &outcomes {
            assert!(
                outcome
                    .iter()
                    .map(|value| value.to_bits())
                    .eq(outcomes[0].iter().map(|value| value.to_bits()))
            );
            for (found, wanted) in outcome.iter().zip(&plain) {
                assert!((found - wanted).abs() < 0.03, "{found} for {wanted}");
            }
        }
    }
}
