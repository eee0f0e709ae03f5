//! A linear layer in either precision, spread over the threads there are.

use rayon::prelude::*;

use super::linear::{Linear, Quantised};
use crate::engine::kernels::{
    Cpu, PANEL, ROWS,
    dense::{self, dense},
    float::{BLOCK, LANES, Then},
};

/// Rows from which they are shared out among the threads, rather than the outputs.
const MANY: usize = 48;

/// A linear layer in `f32`.
pub(crate) struct Dense {
    panels: Vec<[f32; LANES]>,
    depth: usize,
    bias: Vec<f32>,
}

impl Dense {
    /// From weights, `[outputs][depth]`, and a bias per output.
    pub(crate) fn new(weights: &[f32], bias: Vec<f32>) -> Self {
        let depth = weights.len() / bias.len();
        Self { panels: dense::pack(weights, depth), depth, bias }
    }
}

/// `y = W x + b`, with weights rounded to int8 or as they are.
pub(crate) enum Product {
    Int8(Linear),
    F32(Dense),
}

/// The room that a product works in; one for each thread that calls.
#[derive(Default)]
pub(crate) struct Slate {
    rounded: Quantised,
    blocks: Vec<[f32; BLOCK]>,
}

impl Product {
    pub(crate) fn depth(&self) -> usize {
        match self {
            Self::Int8(linear) => linear.depth(),
            Self::F32(dense) => dense.depth,
        }
    }

    pub(crate) fn outputs(&self) -> usize {
        match self {
            Self::Int8(linear) => linear.outputs(),
            Self::F32(dense) => dense.bias.len(),
        }
    }

    /// Bytes of the weights.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Int8(linear) => linear.bytes(),
            Self::F32(dense) => dense.panels.len() * LANES * 4,
        }
    }

    /// `rows`: `[rows][depth]`; `out`: `[rows][outputs]`, which `then` says how to use. On all threads of the pool, whose
    /// number does not show in the result.
    pub(crate) fn run(&self, cpu: Cpu, rows: &[f32], slate: &mut Slate, then: Then, out: &mut [f32]) {
        let (count, outputs, depth) = (rows.len() / self.depth(), self.outputs(), self.depth());
        let out = &mut out[..count * outputs];
        let threads = rayon::current_num_threads();
        if threads == 1 || count == 0 {
            self.run_here(cpu, rows, slate, then, out);
        } else if count >= MANY {
            let strip = count.div_ceil(threads).next_multiple_of(ROWS * BLOCK / 2);
            out.par_chunks_mut(strip * outputs).zip(rows.par_chunks(strip * depth)).for_each_init(
                Slate::default,
                |slate, (out, rows)| {
                    self.run_here(cpu, rows, slate, then, out);
                },
            );
        } else {
            slate.take(self, cpu, rows);
            let (slate, share) = (&*slate, self.panels().div_ceil(threads));
            // Of each row, each part has the columns of its panels.
            let mut parts: Vec<Vec<&mut [f32]>> = Vec::new();
            for row in out.chunks_exact_mut(outputs) {
                let columns = row.chunks_mut(share * PANEL);
                parts.resize_with(columns.len(), Vec::new);
                parts.iter_mut().zip(columns).for_each(|(part, columns)| part.push(columns));
            }
            parts.into_par_iter().enumerate().for_each(|(part, mut out)| {
                let panels = part * share..((part + 1) * share).min(self.panels());
                self.columns(cpu, slate, panels, then, &mut out);
            });
        }
    }

    /// The same on this thread alone.
    pub(crate) fn run_here(&self, cpu: Cpu, rows: &[f32], slate: &mut Slate, then: Then, out: &mut [f32]) {
        slate.take(self, cpu, rows);
        let mut out: Vec<&mut [f32]> = out.chunks_exact_mut(self.outputs()).collect();
        self.columns(cpu, slate, 0..self.panels(), then, &mut out);
    }

    /// Panels of [`PANEL`] outputs.
    fn panels(&self) -> usize {
        self.outputs().div_ceil(PANEL)
    }

    /// The columns of some panels: `out` has them of each row.
    fn columns(
        &self,
        cpu: Cpu,
        slate: &Slate,
        panels: std::ops::Range<usize>,
        then: Then,
        out: &mut [&mut [f32]],
    ) {
        match self {
            Self::Int8(linear) => linear.columns(cpu, &slate.rounded, panels, then, out),
            Self::F32(layer) => {
                let columns = panels.start * PANEL..(panels.end * PANEL).min(layer.bias.len());
                let weights =
                    panels.start * PANEL / LANES * layer.depth..columns.end.div_ceil(LANES) * layer.depth;
                dense(
                    cpu,
                    &slate.blocks,
                    layer.depth,
                    &layer.panels[weights],
                    &layer.bias[columns],
                    then,
                    out,
                );
            }
        }
    }
}

impl Slate {
    /// Makes rows ready for a layer.
    fn take(&mut self, product: &Product, cpu: Cpu, rows: &[f32]) {
        match product {
            Product::Int8(linear) => self.rounded.fill(cpu, rows, linear.depth(), linear.apart()),
            Product::F32(layer) => dense::block(rows, layer.depth, &mut self.blocks),
        }
    }
}
