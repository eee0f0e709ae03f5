//! Layer normalisation.

use crate::engine::kernels::{Cpu, float};

/// Weights of a layer normalisation: `weight` and `bias`, `[width]` each.
pub(crate) struct Norm {
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

impl Norm {
    /// Normalises each row of `[words][width]`.
    pub(crate) fn run(&self, cpu: Cpu, rows: &[f32], out: &mut [f32]) {
        float::layer_norm(cpu, rows, &self.weight, &self.bias, out);
    }
}
