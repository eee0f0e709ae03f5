//! The encoder: a text's tokens in, a vector for each out.

use rayon::prelude::*;

use crate::engine::kernels::attend::Distances;
use crate::engine::kernels::float::{LANES, Then};
use crate::engine::kernels::{Cpu, ROWS, dense, float};
use crate::engine::layers::{Memory, Slate};

use super::net::{Ends, Net, Norm, Places, Reader};
use crate::error::Result;

/// The rows of a stack on their way through it.
#[derive(Default)]
pub(super) struct Stream {
    /// `[rows][width]`: what the blocks pass on.
    pub(super) rows: Vec<f32>,
    /// `[rows][width]`: the same after a norm.
    pub(super) normed: Vec<f32>,
    /// `[rows][attention]`: what attention gives.
    pub(super) mixed: Vec<f32>,
    /// `[beams of a text][heads][beams][size]`: the same before a writer's heads stand side by side.
    pub(super) given: Vec<f32>,
    /// `[rows][3 × attention]` or `[rows][inner]`.
    pub(super) wide: Vec<f32>,
    pub(super) slate: Slate,
}

/// Words that go through a block side by side: few enough that what the feed-forward makes of them stays in the second
/// cache, so many that fetching its weights for them takes less time than multiplying by them.
const STRIP: usize = 5 * ROWS;

impl Net {
    /// Vectors of a text, `[tokens][width]`.
    pub(super) fn read(&self, cpu: Cpu, tokens: &[u32]) -> Result<Vec<f32>> {
        let (width, words) = (self.config.width, tokens.len());
        let mut rows = vec![0.0; words * width];
        let mut mixed = vec![0.0; words * self.heads.width()];
        let mut qkv = vec![0.0; words * 3 * self.heads.width()];
        for (place, (token, row)) in tokens.iter().zip(rows.chunks_exact_mut(width)).enumerate() {
            self.embed(cpu, &self.reading, *token, place, row)?;
        }
        if let Some(norm) = &self.reading.first {
            self.normalise(cpu, norm, &mut rows);
        }
        let table = distances(&self.reading.distances, self.heads.count, words, |from| {
            bucket(from, true, self.config.buckets)
        });
        let distances = Distances {
            table: &table,
            stride: if table.is_empty() { 0 } else { 2 * words + LANES },
            middle: words - 1,
        };
        let mut memory = Memory::new(self.rounded);
        for block in &self.readers {
            // What lies between two looks at all words is done for a strip of them at a time.
            let strips =
                qkv.par_chunks_mut(STRIP * 3 * self.heads.width()).zip(rows.par_chunks(STRIP * width));
            strips.for_each_init(Stream::default, |stream, (qkv, rows)| {
                let Stream { normed, slate, .. } = stream;
                if !self.after {
                    normed.resize(rows.len(), 0.0);
                    block.attention_norm.run(cpu, rows, normed);
                }
                block.qkv.run_here(cpu, if self.after { rows } else { normed }, slate, Then::Store, qkv);
            });
            memory.read(cpu, self.heads, &qkv, distances, &mut mixed);
            let strips = rows.par_chunks_mut(STRIP * width).zip(mixed.par_chunks(STRIP * self.heads.width()));
            strips.for_each_init(Stream::default, |stream, (rows, mixed)| {
                self.go_through(cpu, block, mixed, stream, rows);
            });
        }
        if let Some(norm) = &self.reading.last {
            self.normalise(cpu, norm, &mut rows);
        }
        Ok(rows)
    }

    /// What a block does with words once each has looked at all.
    fn go_through(&self, cpu: Cpu, block: &Reader, mixed: &[f32], stream: &mut Stream, rows: &mut [f32]) {
        let Reader { attention_norm, out, feed_norm, feed, .. } = block;
        let Stream { normed, wide, slate, .. } = stream;
        normed.resize(rows.len(), 0.0);
        out.run_here(cpu, mixed, slate, Then::Add, rows);
        if self.after {
            attention_norm.run(cpu, rows, normed);
            rows.copy_from_slice(normed);
        } else {
            feed_norm.run(cpu, rows, normed);
        }
        feed.here(cpu, normed, wide, slate, rows);
        if self.after {
            feed_norm.run(cpu, rows, normed);
            rows.copy_from_slice(normed);
        }
    }

    /// Normalises rows where they are.
    fn normalise(&self, cpu: Cpu, norm: &Norm, rows: &mut [f32]) {
        rows.par_chunks_mut(STRIP * self.config.width).for_each_init(Vec::new, |room, rows| {
            room.clear();
            room.extend_from_slice(rows);
            norm.run(cpu, room, rows);
        });
    }

    /// The vector of a token at a place.
    pub(super) fn embed(
        &self,
        cpu: Cpu,
        ends: &Ends,
        token: u32,
        place: usize,
        row: &mut [f32],
    ) -> Result<()> {
        let width = self.config.width;
        ends.table.row(token as usize, row)?;
        if self.config.scaled {
            dense::scale(cpu, row, (width as f32).sqrt());
        }
        match &ends.places {
            Places::Relative => {}
            Places::Table(table, skip) => {
                let mut own = vec![0.0; width];
                table.row(place + skip, &mut own)?;
                float::add(cpu, row, &own);
            }
            Places::Sines => {
                for (at, value) in row.iter_mut().enumerate() {
                    let (pair, cosine) = if at < width / 2 { (at, false) } else { (at - width / 2, true) };
                    let angle = place as f64 / 10_000f64.powf(2.0 * pair as f64 / width as f64);
                    *value += if cosine { angle.cos() } else { angle.sin() } as f32;
                }
            }
        }
        Ok(())
    }
}

/// The bucket of a distance, key less query, as T5 has it (Raffel et al. 2020): small ones have their own, larger ones
/// share more and more, in `f32` as the model was trained.
pub(in crate::engine) fn bucket(distance: i64, both: bool, (buckets, farthest): (usize, usize)) -> usize {
    let (buckets, first) = match (both, distance > 0) {
        (true, after) => (buckets / 2, if after { buckets / 2 } else { 0 }),
        (false, _) => (buckets, 0),
    };
    let distance = if both { distance.unsigned_abs() } else { (-distance).max(0).unsigned_abs() } as usize;
    let exact = buckets / 2;
    if distance < exact {
        return first + distance;
    }
    let share = (distance as f32 / exact as f32).ln() / (farthest as f64 / exact as f64).ln() as f32;
    first + (exact + (share * (buckets - exact) as f32) as usize).min(buckets - 1)
}

/// What is added to the scores of every head for every distance, query less key, from `1 - words` on: `[heads][stride]`.
fn distances(weights: &[f32], heads: usize, words: usize, bucket: impl Fn(i64) -> usize) -> Vec<f32> {
    if weights.is_empty() {
        return Vec::new();
    }
    let stride = 2 * words + LANES;
    let mut table = vec![0.0; heads * stride];
    for at in 0..2 * words - 1 {
        let bucket = bucket((words - 1).cast_signed() as i64 - at.cast_signed() as i64);
        for head in 0..heads {
            table[head * stride + at] = weights[bucket * heads + head];
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::bucket;

    #[test]
    fn near_words_have_buckets_of_their_own_and_far_ones_share() {
        for (distance, both, wanted) in [
            (0, true, 0),
            (-7, true, 7),
            (7, true, 23),
            (-8, true, 8),
            (-16, true, 10),
            (-128, true, 15),
            (-5000, true, 15),
            (5000, true, 31),
            (-15, false, 15),
            (-16, false, 16),
            (-128, false, 31),
            (3, false, 0),
        ] {
            assert_eq!(bucket(distance, both, (32, 128)), wanted, "{distance} {both}");
        }
    }
}
