//! What stands around the integer products of attention: rounding to 16 bits, scores into chances, sums into outputs.
//!
//! As in [`super::float`], sums run in fixed lanes, so that every processor gives the same bits. Loops are counted, as in
//! `vnni`, so that any build keeps them in registers.
#![allow(unsafe_code)]
#![allow(
    clippy::inline_always,
    reason = "a body is compiled for a processor only where it is inlined into that version"
)]
#![allow(clippy::needless_range_loop, reason = "a counted loop over lanes is one instruction in any build")]

use super::float::{LANES, NEAREST, exp, fold, on_each_cpu};
use super::{Cpu, PANEL, ROWS, Tile, Wide};

/// The largest number that a chance is rounded to.
pub(crate) const CHANCE: f32 = 8191.0;

/// Lanes across a panel.
const PARTS: usize = PANEL / LANES;

on_each_cpu! {
    /// Rounds a row, in whole lanes, to integers of at most `limit` at a scale of its own, symmetric about nought; returns
    /// the scale.
    fn round(row: &[f32], limit: f32, out: &mut [i16]) -> f32 {
        let (row, out) = (row.as_chunks::<LANES>().0, out.as_chunks_mut::<LANES>().0);
        let count = row.len().min(out.len());
        let mut lanes = [0.0; LANES];
        for at in 0..count {
            for lane in 0..LANES {
                let value = row[at][lane].abs();
                lanes[lane] = if value > lanes[lane] { value } else { lanes[lane] };
            }
        }
        let most = lanes.iter().fold(0.0, |most: f32, value| if *value > most { *value } else { most });
        let per = if most > 0.0 { limit / most } else { 0.0 };
        for at in 0..count {
            for lane in 0..LANES {
                // Adding 1.5 × 2²³ leaves the nearest integer in the low bits of the sum.
                out[at][lane] = row[at][lane].mul_add(per, NEAREST).to_bits() as i16;
            }
        }
        most / limit
    }

    /// The integer sums of a tile into scores: `sum × row scale × column scale`.
    ///
    /// `out`: the tile's rows, the panel of each `stride` after that of the row before.
    fn scores(tile: &Tile, rows: &[f32], columns: &Wide<f32>, out: &mut [Wide<f32>], stride: usize) {
        for (row, row_scale) in rows.iter().enumerate() {
            let (sums, out) = (&tile[row].0, &mut out[row * stride].0);
            for column in 0..PANEL {
                out[column] = sums[column] as f32 * (row_scale * columns.0[column]);
            }
        }
    }

    /// The scores of a row for so many `words` into chances, each times its share and rounded, save that all are yet to be
    /// multiplied by what is returned. Scores in the last lanes that are of no word are the least there is.
    fn chances(scores: &[Wide<f32>], words: usize, shares: &[[f32; LANES]], out: &mut [i16]) -> f32 {
        let out = out.as_chunks_mut::<LANES>().0;
        let blocks = words.div_ceil(LANES).min(shares.len()).min(out.len());
        let mut lanes = [f32::MIN; LANES];
        for at in 0..blocks {
            let scores = &scores[at / PARTS].0.as_chunks::<LANES>().0[at % PARTS];
            for lane in 0..LANES {
                lanes[lane] = if scores[lane] > lanes[lane] { scores[lane] } else { lanes[lane] };
            }
        }
        let most = lanes.iter().fold(f32::MIN, |most, value| if *value > most { *value } else { most });
        let mut whole = [0.0; LANES];
        for at in 0..blocks {
            let scores = &scores[at / PARTS].0.as_chunks::<LANES>().0[at % PARTS];
            for lane in 0..LANES {
                let chance = exp(scores[lane] - most);
                whole[lane] += chance;
                out[at][lane] = chance.mul_add(shares[at][lane], NEAREST).to_bits() as i16;
            }
        }
        1.0 / fold(whole)
    }

    /// Adds the integer sums of the first `count` rows of a tile to `sums`.
    fn gather(tile: &Tile, count: usize, sums: &mut [Wide<f32>; ROWS]) {
        for (sums, tile) in sums.iter_mut().zip(tile).take(count) {
            for column in 0..PANEL {
                sums.0[column] += tile.0[column] as f32;
            }
        }
    }
}
