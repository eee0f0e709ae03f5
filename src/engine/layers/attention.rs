//! Multi-head self-attention within each sequence, with rotary places.

use crate::engine::kernels::{
    Cpu,
    float::{self, Room},
};

/// Cosines and sines of the rotary places, `[positions][size / 2]` each.
pub(crate) struct Turns {
    pub(crate) cos: Vec<f32>,
    pub(crate) sin: Vec<f32>,
}

/// The shape of an attention and the room that it works in.
pub(crate) struct Attention {
    heads: usize,
    width: usize,
    room: Room,
}

impl Attention {
    /// `positions` is the longest sequence.
    pub(crate) fn new(heads: usize, width: usize, positions: usize) -> Self {
        Self { heads, width, room: Room::new(width / heads, positions) }
    }

    /// Mixes the words of each sequence; sequences lie end to end, `lengths` words each.
    ///
    /// `qkv`: `[words][3 × width]`, turned in place; `out`: `[words][width]`.
    pub(crate) fn run(
        &mut self,
        cpu: Cpu,
        turns: &Turns,
        lengths: &[usize],
        qkv: &mut [f32],
        out: &mut [f32],
    ) {
        let (width, size) = (self.width, self.width / self.heads);
        let mut start = 0;
        for &words in lengths {
            let qkv = &mut qkv[start * 3 * width..][..words * 3 * width];
            let out = &mut out[start * width..][..words * width];
            for (place, row) in qkv.chunks_exact_mut(3 * width).enumerate() {
                let at = place * size / 2..(place + 1) * size / 2;
                float::rotate(cpu, &mut row[..2 * width], &turns.cos[at.clone()], &turns.sin[at]);
            }
            for head in 0..self.heads {
                float::attend(cpu, qkv, width, head * size, size, &mut self.room, out);
            }
            start += words;
        }
    }
}
