//! The tile in plain Rust: the fallback, and what the other kernels are compared with.

use super::{PANEL, QUAD, Tile};

/// See [`super::tile`].
pub(super) fn tile(rows: &[u8], depth: usize, panel: &[i8], tile: &mut Tile) {
    for (row, sums) in rows.chunks_exact(depth).zip(tile) {
        sums.fill(0);
        for (four, block) in row.chunks_exact(QUAD).zip(panel.chunks_exact(PANEL * QUAD)) {
            for (sum, weights) in sums.iter_mut().zip(block.chunks_exact(QUAD)) {
                for (&activation, &weight) in four.iter().zip(weights) {
                    *sum += i32::from(activation) * i32::from(weight);
                }
            }
        }
    }
}
