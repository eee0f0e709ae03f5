//! The tile in plain Rust: the fallback, and what the other kernels are compared with.

use super::{PAIR, PANEL, QUAD, Tile, Wide};

/// See [`super::tile`].
pub(super) fn tile(rows: &[u8], depth: usize, panel: &[i8], tile: &mut Tile) {
    for (row, sums) in rows.chunks_exact(depth).zip(tile) {
        let sums = &mut sums.0;
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

/// See [`super::pairs`].
pub(super) fn pairs(rows: &[i16], stride: usize, depth: usize, panel: &[Wide<[i16; PAIR]>], tile: &mut Tile) {
    for (row, sums) in rows.chunks(stride).zip(tile) {
        sums.0.fill(0);
        for ([left, right], columns) in
            row[..depth].as_chunks::<PAIR>().0.iter().map(|pair| pair.map(i32::from)).zip(panel)
        {
            for (sum, column) in sums.0.iter_mut().zip(&columns.0) {
                let [a, b] = column.map(i32::from);
                *sum = sum.wrapping_add(left * a).wrapping_add(right * b);
            }
        }
    }
}
