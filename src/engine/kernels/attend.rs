//! Attention over one sequence, for queries from anywhere: a reader's own words, or a writer's beams.
//!
//! As in [`super::float`], sums run in fixed lanes, so that every processor gives the same bits. A lane is a query where
//! a reader's words go sixteen at a time, and a key where a writer's few beams look back.
#![allow(unsafe_code)]
#![allow(
    clippy::inline_always,
    reason = "a body is compiled for a processor only where it is inlined into that version"
)]

use super::Cpu;
use super::float::{BLOCK, LANES, add_times, exp, fold, on_each_cpu, products, softmax, store};

/// Beams of one text that look back at it side by side.
pub(crate) const BEAMS: usize = 4;

/// Sums that go side by side where there are few queries, so that none waits for itself.
const SIDE: usize = 4;

/// The heads of an attention: how many, and the values of each, in whole lanes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Heads {
    pub(crate) count: usize,
    pub(crate) size: usize,
    /// What queries are multiplied by.
    pub(crate) scale: f32,
}

impl Heads {
    /// Values of all heads.
    pub(crate) fn width(&self) -> usize {
        self.count * self.size
    }
}

/// Rows side by side in a matrix: `[rows][stride]`, from column `from` on.
#[derive(Clone, Copy)]
pub(crate) struct Columns<'a> {
    pub(crate) rows: &'a [f32],
    pub(crate) stride: usize,
    pub(crate) from: usize,
}

impl<'a> Columns<'a> {
    #[inline(always)]
    pub(crate) fn row(&self, row: usize, column: usize, size: usize) -> &'a [f32] {
        &self.rows[row * self.stride + self.from + column..][..size]
    }
}

/// Keys and values of a sequence in the order in which queries meet them.
#[derive(Default)]
pub(crate) struct Packed {
    pub(crate) words: usize,
    /// For a reader, `[heads][words / BLOCK][size][BLOCK]`; for a writer, `[heads][words / LANES][size][LANES]`.
    keys: Vec<f32>,
    /// `[heads][size / LANES][words][LANES]`.
    values: Vec<[f32; LANES]>,
}

impl Packed {
    /// Packs for queries in lanes ([`read`]).
    pub(crate) fn for_reader(&mut self, heads: Heads, words: usize, keys: Columns<'_>, values: Columns<'_>) {
        self.pack(heads, words, BLOCK, keys, values);
    }

    /// Packs for keys in lanes ([`write`]).
    pub(crate) fn for_writer(&mut self, heads: Heads, words: usize, keys: Columns<'_>, values: Columns<'_>) {
        self.pack(heads, words, LANES, keys, values);
    }

    fn pack(&mut self, heads: Heads, words: usize, block: usize, keys: Columns<'_>, values: Columns<'_>) {
        let Heads { count, size, .. } = heads;
        let blocks = words.div_ceil(block);
        self.words = words;
        self.keys.resize(count * blocks * size * block, 0.0);
        self.values.resize(count * size / LANES * words, [0.0; LANES]);
        for head in 0..count {
            let packed = &mut self.keys[head * blocks * size * block..][..blocks * size * block];
            for (number, packed) in packed.chunks_exact_mut(size * block).enumerate() {
                for lane in 0..block {
                    // The last block may have fewer keys than it holds: it repeats the last of them, for nothing.
                    let row = keys.row((number * block + lane).min(words - 1), head * size, size);
                    for (packed, value) in packed[lane..].iter_mut().step_by(block).zip(row) {
                        *packed = *value;
                    }
                }
            }
            let packed = &mut self.values[head * size / LANES * words..][..size / LANES * words];
            for word in 0..words {
                let (lanes, _) = values.row(word, head * size, size).as_chunks::<LANES>();
                for (column, lanes) in lanes.iter().enumerate() {
                    packed[column * words + word] = *lanes;
                }
            }
        }
    }

    /// Bytes that it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.keys.len() * 4 + self.values.len() * 4 * LANES
    }
}

/// The room that attention works in.
#[derive(Default)]
pub(crate) struct Room {
    /// `[size][queries]`.
    queries: Vec<[f32; LANES]>,
    /// `[words][queries]`.
    chances: Vec<[f32; LANES]>,
    /// `[beams][size]`.
    few: Vec<f32>,
    /// `[beams][words / LANES]`.
    scores: Vec<[f32; LANES]>,
}

/// What is added to the scores of a head for the distance of key and query: `[heads][stride]`, in whose row the entry
/// `middle + query − key` counts; nothing where `stride` is 0.
#[derive(Clone, Copy, Default)]
pub(crate) struct Distances<'a> {
    pub(crate) table: &'a [f32],
    pub(crate) stride: usize,
    pub(crate) middle: usize,
}

on_each_cpu! {
    /// Attention of up to [`LANES`] of a reader's words, the first of them at place `first`, over all its words.
    ///
    /// `queries`: as many rows as `out`, `[rows][heads.width()]`, has; `packed`: see [`Packed::for_reader`].
    fn read(heads: Heads, queries: Columns<'_>, first: usize, packed: &Packed, distances: Distances<'_>, room: &mut Room, out: &mut [f32]) {
        let Heads { count, size, scale } = heads;
        let (words, width) = (packed.words, heads.width());
        let (rows, blocks) = (out.len() / width, packed.words.div_ceil(BLOCK));
        room.queries.resize(size, [0.0; LANES]);
        room.chances.resize(words, [0.0; LANES]);
        let (keys, _) = packed.keys.as_chunks::<BLOCK>();
        for head in 0..count {
            // The last group may have fewer queries than lanes: it repeats the last of them, for nothing.
            for lane in 0..LANES {
                let row = queries.row(lane.min(rows - 1), head * size, size);
                for (to, value) in room.queries.iter_mut().zip(row) {
                    to[lane] = *value * scale;
                }
            }
            let keys = &keys[head * blocks * size..][..blocks * size];
            for (chances, keys) in room.chances.chunks_mut(BLOCK).zip(keys.chunks_exact(size)) {
                store(chances, products(&room.queries, keys.iter().copied()));
            }
            if distances.stride > 0 {
                let table = &distances.table[head * distances.stride..][..distances.stride];
                for (key, chances) in room.chances.iter_mut().enumerate() {
                    let more = &table[distances.middle + first - key..][..LANES];
                    for (chance, more) in chances.iter_mut().zip(more) {
                        *chance += more;
                    }
                }
            }
            let shares = softmax(&mut room.chances);
            for (part, out) in out.chunks_mut(BLOCK * width).enumerate() {
                for column in 0..size / LANES {
                    let values = &packed.values[(head * size / LANES + column) * words..][..words];
                    let chances = room.chances.iter().map(|chances| chances.as_chunks::<BLOCK>().0[part % (LANES / BLOCK)]);
                    let sums = products(values, chances);
                    for ((out, sums), share) in out.chunks_exact_mut(width).zip(&sums).zip(&shares[part * BLOCK..]) {
                        for (out, sum) in out[head * size + column * LANES..][..LANES].iter_mut().zip(sums) {
                            *out = sum * share;
                        }
                    }
                }
            }
        }
    }

    /// What one head of attention gives of a text for a writer's beams that tell it.
    ///
    /// `queries`: as many rows as `out`, `[beams][heads.size]`, has; `packed`: see [`Packed::for_writer`].
    fn write(heads: Heads, head: usize, queries: Columns<'_>, packed: &Packed, room: &mut Room, out: &mut [f32]) {
        let Heads { size, scale, .. } = heads;
        let Packed { words, keys, values } = packed;
        let (beams, blocks, columns) = (out.len() / size, words.div_ceil(LANES), size / LANES);
        room.few.clear();
        for beam in 0..beams {
            room.few.extend(queries.row(beam, head * size, size).iter().map(|value| value * scale));
        }
        room.scores.resize(beams * blocks, [0.0; LANES]);
        let (scores, few) = (&mut room.scores, &room.few);
        let keys = &keys.as_chunks::<LANES>().0[head * blocks * size..][..blocks * size];
        side_by_side(beams, blocks, keys, few, |beam, block, sums| scores[beam * blocks + block] = *sums);
        for scores in scores.chunks_exact_mut(blocks) {
            softmax_of_one(scores, *words);
        }
        let values = &values[head * columns * words..][..columns * words];
        // What stands in the last block after its words are noughts now, that no value meets.
        side_by_side(beams, columns, values, scores.as_flattened(), |beam, column, sums| {
            out[beam * size + column * LANES..][..LANES].copy_from_slice(sums);
        });
    }

    /// What one head of attention gives of what a beam has written itself.
    ///
    /// `query`: `[heads.size]`, as `out`; `past`: the head's `[slots][2][heads.size]`, a key and a value side by side; `line`:
    /// the slots of the beam's tokens in order, the last its newest; `distances.middle`: the newest token's place.
    fn recall(heads: Heads, head: usize, query: &[f32], past: &[f32], line: &[u32], distances: Distances<'_>, scores: &mut Vec<f32>, out: &mut [f32]) {
        let Heads { size, scale, .. } = heads;
        scores.resize(line.len(), 0.0);
        let mut most = f32::MIN;
        for (at, (slot, score)) in line.iter().zip(scores.iter_mut()).enumerate() {
            let key = &past[*slot as usize * 2 * size..][..size];
            let mut lanes = [0.0; LANES];
            for (query, key) in query.as_chunks::<LANES>().0.iter().zip(key.as_chunks::<LANES>().0) {
                for ((lane, query), key) in lanes.iter_mut().zip(query).zip(key) {
                    *lane = query.mul_add(*key, *lane);
                }
            }
            *score = fold(lanes) * scale;
            if distances.stride > 0 {
                *score += distances.table[head * distances.stride + line.len() - 1 - at];
            }
            most = if *score > most { *score } else { most };
        }
        let mut whole = 0.0;
        for score in scores.iter_mut() {
            *score = exp(*score - most);
            whole += *score;
        }
        out.fill(0.0);
        let (out, _) = out.as_chunks_mut::<LANES>();
        for (slot, score) in line.iter().zip(scores.iter()) {
            let value = &past[(*slot as usize * 2 + 1) * size..][..size];
            for (out, value) in out.iter_mut().zip(value.as_chunks::<LANES>().0) {
                add_times(out, value, *score);
            }
        }
        let share = 1.0 / whole;
        for out in out.iter_mut().flatten() {
            *out *= share;
        }
    }
}

/// For each of `rows` rows of numbers and each of `parts` parts of `lanes`, `[parts][length]`: the sums of what meets, a
/// number and sixteen lanes at a time. A row may be longer than a part.
#[inline(always)]
fn side_by_side(
    rows: usize,
    parts: usize,
    lanes: &[[f32; LANES]],
    numbers: &[f32],
    mut take: impl FnMut(usize, usize, &[f32; LANES]),
) {
    let (length, stride) = (lanes.len() / parts, numbers.len() / rows);
    for first in (0..rows * parts).step_by(SIDE) {
        // Beams that meet one part are neighbours. The last group may be smaller: it repeats its last sum, for nothing.
        let [p0, p1, p2, p3]: [usize; SIDE] = std::array::from_fn(|at| (first + at).min(rows * parts - 1));
        let of = |pair: usize| {
            (&lanes[pair / rows * length..][..length], &numbers[pair % rows * stride..][..length])
        };
        let ((l0, n0), (l1, n1), (l2, n2), (l3, n3)) = (of(p0), of(p1), of(p2), of(p3));
        // With names of their own, as in `products`.
        let [mut s0, mut s1, mut s2, mut s3] = [[0.0; LANES]; SIDE];
        for at in 0..length {
            add_times(&mut s0, &l0[at], n0[at]);
            add_times(&mut s1, &l1[at], n1[at]);
            add_times(&mut s2, &l2[at], n2[at]);
            add_times(&mut s3, &l3[at], n3[at]);
        }
        for (pair, sums) in [(p0, s0), (p1, s1), (p2, s2), (p3, s3)] {
            take(pair % rows, pair / rows, &sums);
        }
    }
}

/// The scores of one query for `words` keys, which may be fewer than the lanes that repeat the last of them, into chances;
/// noughts after them.
#[inline(always)]
fn softmax_of_one(scores: &mut [[f32; LANES]], words: usize) {
    let mut most = [f32::MIN; LANES];
    for score in scores.iter() {
        for (most, score) in most.iter_mut().zip(score) {
            *most = if score > most { *score } else { *most };
        }
    }
    let most = most.iter().fold(f32::MIN, |most, value| if *value > most { *value } else { most });
    let mut sums = [0.0; LANES];
    for (block, scores) in scores.iter_mut().enumerate() {
        for score in scores.iter_mut() {
            *score = exp(*score - most);
        }
        if let Some(after) = words.checked_sub(block * LANES).filter(|here| *here < LANES) {
            scores[after..].fill(0.0);
        }
        for (sum, score) in sums.iter_mut().zip(scores.iter()) {
            *sum += score;
        }
    }
    let share = 1.0 / fold(sums);
    for score in scores.as_flattened_mut() {
        *score *= share;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(count: usize, step: f32) -> Vec<f32> {
        (0..count).map(|at| (at as f32 * step).sin()).collect()
    }

    #[test]
    fn a_beam_that_looks_back_sees_the_same_alone_and_beside_others_on_every_processor_and_what_plain_sums_give()
     {
        let heads = Heads { count: 2, size: 32, scale: 0.3 };
        let width = heads.width();
        for words in [1, 15, 16, 53] {
            let (text, queries) = (wave(words * 2 * width, 0.37), wave(BEAMS * width, 0.71));
            let columns = |from| Columns { rows: &text, stride: 2 * width, from };
            let mut packed = Packed::default();
            packed.for_writer(heads, words, columns(0), columns(width));
            let look = |cpu, head, beams: std::ops::Range<usize>| {
                let rows = &queries[beams.start * width..beams.end * width];
                let mut out = vec![0.0; beams.len() * heads.size];
                let queries = Columns { rows, stride: width, from: 0 };
                write(cpu, heads, head, queries, &packed, &mut Room::default(), &mut out);
                out
            };
            let bits = |values: &[f32]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            for head in 0..heads.count {
                let together = look(Cpu::Portable, head, 0..BEAMS);
                for cpu in Cpu::available() {
                    for count in 1..BEAMS {
                        let parts = [look(cpu, head, 0..count), look(cpu, head, count..BEAMS)];
                        assert_eq!(bits(&parts.concat()), bits(&together), "{cpu:?}, {words} words");
                    }
                }
                for (beam, found) in together.chunks_exact(heads.size).enumerate() {
                    let of = |row: usize, from: usize| {
                        &text[row * 2 * width + from + head * heads.size..][..heads.size]
                    };
                    let query = &queries[beam * width + head * heads.size..][..heads.size];
                    let score =
                        |word| query.iter().zip(of(word, 0)).map(|(a, b)| a * b).sum::<f32>() * heads.scale;
                    let chances: Vec<f32> = (0..words).map(|word| score(word).exp()).collect();
                    for (column, found) in found.iter().enumerate() {
                        let sum: f32 = (0..words).map(|word| chances[word] * of(word, width)[column]).sum();
                        let wanted = sum / chances.iter().sum::<f32>();
                        assert!((found - wanted).abs() < 1e-5, "{found} for {wanted}");
                    }
                }
            }
        }
    }
}
