//! What attention looks at: keys and values of a sequence, in the precision of the model.

use super::rounded::{self, Rounded};
use crate::engine::kernels::Cpu;
use crate::engine::kernels::attend::{self, Columns, Distances, Heads, Packed};
use crate::engine::kernels::{ROWS, float::LANES};

use rayon::prelude::*;

/// Rows of a reader that go to a thread at a time.
const STRIP: usize = 4 * ROWS;

/// Keys and values of a sequence.
pub(crate) enum Memory {
    F32(Packed),
    Int16(Rounded),
}

/// The room that attention works in.
#[derive(Default)]
pub(crate) struct Room {
    plain: attend::Room,
    rounded: rounded::Room,
}

impl Memory {
    /// An empty one.
    pub(crate) fn new(rounded: bool) -> Self {
        if rounded { Self::Int16(Rounded::default()) } else { Self::F32(Packed::default()) }
    }

    /// Bytes that it takes.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::F32(packed) => packed.bytes(),
            Self::Int16(rounded) => rounded.bytes(),
        }
    }

    /// Attention of all words of a sequence over all of them.
    ///
    /// `qkv`: `[words][3 × heads.width()]`, queries, keys and values side by side; `out`: `[words][heads.width()]`.
    pub(crate) fn read(
        &mut self,
        cpu: Cpu,
        heads: Heads,
        qkv: &[f32],
        distances: Distances<'_>,
        out: &mut [f32],
    ) {
        let width = heads.width();
        let (words, columns) = (out.len() / width, |from| Columns { rows: qkv, stride: 3 * width, from });
        let strip = match self {
            Self::F32(packed) => {
                packed.for_reader(heads, words, columns(width), columns(2 * width));
                LANES
            }
            Self::Int16(rounded) => {
                rounded.take(cpu, heads, words, columns(width), columns(2 * width));
                STRIP
            }
        };
        let own = &*self;
        let strips = out.par_chunks_mut(strip * width).zip(qkv.par_chunks(strip * 3 * width));
        strips.enumerate().for_each_init(Room::default, |room, (part, (out, rows))| {
            let queries = |row: usize| Columns { rows: &rows[row * 3 * width..], stride: 3 * width, from: 0 };
            match own {
                Self::F32(packed) => {
                    attend::read(
                        cpu,
                        heads,
                        queries(0),
                        part * LANES,
                        packed,
                        distances,
                        &mut room.plain,
                        out,
                    );
                }
                // A head's keys and values stay in cache while the rows pass them.
                Self::Int16(rounded) => (0..heads.count).for_each(|head| {
                    for (block, out) in out.chunks_mut(ROWS * width).enumerate() {
                        let queries = (queries(block * ROWS), out.len() / width);
                        let places = (part * STRIP + block * ROWS, distances);
                        let out = (&mut out[head * heads.size..], width);
                        rounded.look(cpu, head, queries, places, &mut room.rounded, out);
                    }
                }),
            }
        });
    }

    /// Takes in a text for a writer: so many words.
    pub(crate) fn listen(
        &mut self,
        cpu: Cpu,
        heads: Heads,
        words: usize,
        keys: Columns<'_>,
        values: Columns<'_>,
    ) {
        match self {
            Self::F32(packed) => packed.for_writer(heads, words, keys, values),
            Self::Int16(rounded) => rounded.take(cpu, heads, words, keys, values),
        }
    }

    /// What one head gives of a text for a writer's beams that tell it: `queries`, as many rows as `out`, `[beams][heads.size]`,
    /// has.
    pub(crate) fn look_back(
        &self,
        cpu: Cpu,
        heads: Heads,
        head: usize,
        queries: Columns<'_>,
        room: &mut Room,
        out: &mut [f32],
    ) {
        match self {
            Self::F32(packed) => attend::write(cpu, heads, head, queries, packed, &mut room.plain, out),
            Self::Int16(rounded) => {
                let (queries, places) = ((queries, out.len() / heads.size), (0, Distances::default()));
                rounded.look(cpu, head, queries, places, &mut room.rounded, (out, heads.size));
            }
        }
    }
}
