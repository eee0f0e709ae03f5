//! Linear layers in int8: weights symmetric with a scale per output, activations symmetric with a scale per row.

use crate::engine::kernels::{
    Cpu, PANEL, ROWS,
    float::{self, Scaling, Then},
    pack, tile,
};

/// Rows rounded to bytes, ready for any number of linear layers.
#[derive(Default)]
pub(crate) struct Quantised {
    /// `[rows][depth]`, each byte an `i8` plus 128.
    bytes: Vec<u8>,
    /// `[rows]`.
    scales: Vec<f32>,
    depth: usize,
}

impl Quantised {
    /// Takes in `rows`: `[rows][depth]`.
    pub(crate) fn fill(&mut self, cpu: Cpu, rows: &[f32], depth: usize) {
        self.depth = depth;
        self.bytes.resize(rows.len(), 0);
        self.scales.clear();
        for (row, bytes) in rows.chunks_exact(depth).zip(self.bytes.chunks_exact_mut(depth)) {
            self.scales.push(float::quantise(cpu, row, bytes));
        }
    }
}

/// `y = W x + b`.
pub(crate) struct Linear {
    /// Packed weights: see [`pack`].
    panels: Vec<i8>,
    depth: usize,
    /// `[outputs]`.
    scales: Vec<f32>,
    /// `[outputs]`: 128 times the sum of the output's weights, which the shift of the activations adds to every sum.
    offsets: Vec<i32>,
    /// `[outputs]`.
    bias: Vec<f32>,
}

impl Linear {
    /// From int8 `weights`, `[outputs][depth]`, a scale and a bias per output.
    pub(crate) fn new(weights: &[i8], scales: Vec<f32>, bias: Vec<f32>) -> Self {
        let depth = weights.len() / bias.len();
        let offset = |row: &[i8]| 128 * row.iter().map(|&weight| i32::from(weight)).sum::<i32>();
        let offsets = weights.chunks_exact(depth).map(offset).collect();
        Self { panels: pack(weights, depth), depth, scales, offsets, bias }
    }

    /// Columns of what goes in.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// Columns of the result.
    pub(crate) fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// `rows`: `[rows][depth]`; `out`: `[rows][outputs]`, which `then` says how to use.
    pub(crate) fn run(&self, cpu: Cpu, rows: &Quantised, then: Then, out: &mut [f32]) {
        assert_eq!(rows.depth, self.depth, "rows fit the layer");
        let outputs = self.outputs();
        let out = &mut out[..rows.scales.len() * outputs];
        let mut sums = [[0; PANEL]; ROWS];
        // A panel stays in the nearest cache while all rows pass it.
        for (number, panel) in self.panels.chunks_exact(PANEL * self.depth).enumerate() {
            let column = number * PANEL;
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
                };
                float::finish(cpu, &sums, &scaling, then, &mut out[first * outputs + column..], outputs);
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
                let value = sum * self.scales[output] + self.bias[output];
                *out = match then {
                    Then::Store => value,
                    Then::Add => *out + value,
                    Then::Gelu => float::gelu(value),
                };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
                quantised.fill(cpu, &input, depth);
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
