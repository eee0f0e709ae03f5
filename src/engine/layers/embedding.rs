//! A table of int8 vectors, one scale each.

use crate::engine::kernels::{Cpu, float};

/// `bytes`: `[entries][width]`; `scales`: `[entries]`.
pub(crate) struct Embedding {
    pub(crate) bytes: Vec<i8>,
    pub(crate) scales: Vec<f32>,
}

impl Embedding {
    /// Adds an entry's vector to `row`, `[width]`.
    pub(crate) fn add(&self, cpu: Cpu, entry: usize, row: &mut [f32]) {
        let bytes = &self.bytes[entry * row.len()..][..row.len()];
        float::add_scaled(cpu, row, bytes, self.scales[entry]);
    }
}
