//! Attention in 16-bit integers: what a model whose weights are rounded looks at.
//!
//! Keys and values are rounded word by word and head by head, with a scale for each, at some thousand steps to a side where
//! int8 has 127: that takes half of the memory and of the time of single precision, and changes less than rounding weights.
//! What a word is rounded to depends on no other, what a query sees on no query beside it.

use rayon::prelude::*;

use crate::engine::kernels::attend::{Columns, Distances, Heads};
use crate::engine::kernels::float::LANES;
use crate::engine::kernels::weigh::{self, CHANCE};
use crate::engine::kernels::{Cpu, PAIR, PANEL, ROWS, Wide, pairs};

/// Words whose values are added up as integers: the most for which the sums of [`VALUE`] times [`CHANCE`] stay below 2³¹.
const STRETCH: usize = 64;

/// The largest number that a value is rounded to.
const VALUE: f32 = 4095.0;

/// Keys and values of a sequence.
#[derive(Default)]
pub(crate) struct Rounded {
    words: usize,
    shape: Heads,
    heads: Vec<Head>,
}

/// Those of a head.
#[derive(Default)]
struct Head {
    /// `[words / PANEL][size / PAIR][PANEL][PAIR]`.
    keys: Vec<Wide<[i16; PAIR]>>,
    /// `[words / PANEL][PANEL]`: scales of the keys.
    scales: Vec<Wide<f32>>,
    /// `[size / PANEL][words / PAIR][PANEL][PAIR]`.
    values: Vec<Wide<[i16; PAIR]>>,
    /// `[words / LANES][LANES]`: scales of the values, the largest being [`CHANCE`]; noughts after the words.
    shares: Vec<[f32; LANES]>,
    /// What that stands for.
    share: f32,
}

/// The room that attention works in.
#[derive(Default)]
pub(crate) struct Room {
    /// `[queries][size]`.
    queries: Vec<i16>,
    scales: Vec<f32>,
    /// `[queries][words / PANEL][PANEL]`.
    scores: Vec<Wide<f32>>,
    /// `[queries][words]`, each row up to the end of the last panel.
    chances: Vec<i16>,
    wholes: Vec<f32>,
}

impl Rounded {
    /// Takes in a sequence of so many words.
    pub(crate) fn take(
        &mut self,
        cpu: Cpu,
        heads: Heads,
        words: usize,
        keys: Columns<'_>,
        values: Columns<'_>,
    ) {
        (self.words, self.shape) = (words, heads);
        self.heads.resize_with(heads.count, Head::default);
        self.heads.par_iter_mut().enumerate().for_each(|(head, own)| {
            let column = head * heads.size;
            own.take_keys(cpu, heads.size, words, |word| keys.row(word, column, heads.size));
            own.take_values(cpu, heads.size, words, |word| values.row(word, column, heads.size));
        });
    }

    /// Bytes that it takes.
    pub(crate) fn bytes(&self) -> usize {
        let bytes = |head: &Head| {
            let wide = size_of_val(&*head.keys) + size_of_val(&*head.values) + size_of_val(&*head.scales);
            wide + size_of_val(&*head.shares)
        };
        self.heads.iter().map(bytes).sum()
    }

    /// What one head gives for up to [`ROWS`] queries, the first of them at place `first`.
    ///
    /// `queries`: `count` rows; `out`: the head's first column of as many rows of `stride` values.
    pub(crate) fn look(
        &self,
        cpu: Cpu,
        head: usize,
        (queries, count): (Columns<'_>, usize),
        (first, distances): (usize, Distances<'_>),
        room: &mut Room,
        (out, stride): (&mut [f32], usize),
    ) {
        let (size, words, own) = (self.shape.size, self.words, &self.heads[head]);
        let Room { queries: rounded, scales, scores, chances, wholes } = room;
        rounded.resize(count * size, 0);
        scales.clear();
        for (row, rounded) in rounded.chunks_exact_mut(size).enumerate() {
            let query = queries.row(row, head * size, size);
            scales.push(weigh::round(cpu, query, limit(size), rounded) * self.shape.scale);
        }
        let panels = own.scales.len();
        scores.resize(count * panels, Wide([0.0; PANEL]));
        chances.resize(count * panels * PANEL, 0);
        let mut tile = [Wide([0; PANEL]); ROWS];
        for (panel, (keys, columns)) in own.keys.chunks_exact(size / PAIR).zip(&own.scales).enumerate() {
            pairs(cpu, rounded, size, size, keys, &mut tile);
            weigh::scores(cpu, &tile, scales, columns, &mut scores[panel..], panels);
        }
        wholes.clear();
        for (row, (scores, chances)) in
            scores.chunks_exact_mut(panels).zip(chances.chunks_exact_mut(panels * PANEL)).enumerate()
        {
            if distances.stride > 0 {
                let from = head * distances.stride + distances.middle + first + row + 1 - words;
                let table = distances.table[from..][..words].iter().rev();
                let scores = scores.iter_mut().flat_map(|scores| &mut scores.0);
                scores.zip(table).for_each(|(score, more)| *score += more);
            }
            scores[words / PANEL..]
                .iter_mut()
                .take(1)
                .for_each(|last| last.0[words % PANEL..].fill(f32::MIN));
            wholes.push(weigh::chances(cpu, scores, words, &own.shares, chances) * own.share);
        }
        let steps = words.div_ceil(PAIR);
        for (column, values) in (0..size).step_by(PANEL).zip(own.values.chunks_exact(steps)) {
            let mut sums = [Wide([0.0; PANEL]); ROWS];
            for (at, values) in (0..words).step_by(STRETCH).zip(values.chunks(STRETCH / PAIR)) {
                pairs(cpu, &chances[at..], panels * PANEL, values.len() * PAIR, values, &mut tile);
                weigh::gather(cpu, &tile, count, &mut sums);
            }
            let wide = PANEL.min(size - column);
            for ((out, sums), whole) in out.chunks_mut(stride).zip(&sums).zip(&*wholes) {
                let out = &mut out[column..][..wide];
                out.iter_mut().zip(&sums.0).for_each(|(out, sum)| *out = sum * whole);
            }
        }
    }
}

impl Head {
    fn take_keys<'a>(&mut self, cpu: Cpu, size: usize, words: usize, row: impl Fn(usize) -> &'a [f32]) {
        let panels = words.div_ceil(PANEL);
        self.keys.resize(panels * size / PAIR, Wide([[0; PAIR]; PANEL]));
        self.scales.resize(panels, Wide([0.0; PANEL]));
        let mut rounded = vec![0; size];
        for (panel, (keys, scales)) in
            self.keys.chunks_exact_mut(size / PAIR).zip(&mut self.scales).enumerate()
        {
            for (lane, scale) in scales.0.iter_mut().enumerate() {
                // What stands after the words counts for nothing: see `look`.
                let Some(word) = Some(panel * PANEL + lane).filter(|word| *word < words) else { break };
                *scale = weigh::round(cpu, row(word), limit(size), &mut rounded);
                for (keys, pair) in keys.iter_mut().zip(rounded.as_chunks::<PAIR>().0) {
                    keys.0[lane] = *pair;
                }
            }
        }
    }

    fn take_values<'a>(&mut self, cpu: Cpu, size: usize, words: usize, row: impl Fn(usize) -> &'a [f32]) {
        let steps = words.div_ceil(PAIR);
        self.values.resize(size.div_ceil(PANEL) * steps, Wide([[0; PAIR]; PANEL]));
        self.shares.clear();
        self.shares.resize(words.div_ceil(LANES), [0.0; LANES]);
        let shares = self.shares.as_flattened_mut();
        let mut rounded = [vec![0; size], vec![0; size]];
        for step in 0..steps {
            for (half, rounded) in rounded.iter_mut().enumerate() {
                match Some(step * PAIR + half).filter(|word| *word < words) {
                    Some(word) => shares[word] = weigh::round(cpu, row(word), VALUE, rounded),
                    None => rounded.fill(0),
                }
            }
            let [left, right] = &rounded;
            for (part, (left, right)) in left.chunks(PANEL).zip(right.chunks(PANEL)).enumerate() {
                let columns = &mut self.values[part * steps + step].0;
                for ((column, left), right) in columns.iter_mut().zip(left).zip(right) {
                    *column = [*left, *right];
                }
            }
        }
        let most = shares.iter().fold(0.0, |most: f32, share| if *share > most { *share } else { most });
        let per = if most > 0.0 { CHANCE / most } else { 0.0 };
        for share in shares {
            *share *= per;
        }
        self.share = most / CHANCE;
    }
}

/// The largest number that queries and keys are rounded to: sums of `size` products stay below 2³¹.
fn limit(size: usize) -> f32 {
    (i32::MAX as usize / size.max(1)).isqrt().min(32767) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(count: usize, step: f32) -> Vec<f32> {
        (0..count).map(|at| (at as f32 * step).sin() * (1.0 + (at as f32 * 0.01).cos())).collect()
    }

    #[test]
    fn a_query_sees_the_same_alone_and_beside_others_on_every_processor_and_nearly_what_plain_sums_give() {
        for (size, words) in [(16, 1), (32, 15), (64, 64), (80, 65), (128, 131)] {
            let heads = Heads { count: 2, size, scale: 0.3 };
            let width = heads.width();
            let (text, queries) = (wave(words * 2 * width, 0.37), wave(ROWS * width, 0.71));
            // What is added for a distance of `query − key`.
            let stride = words + ROWS;
            let table = wave(heads.count * stride, 0.11);
            let distances = Distances { table: &table, stride, middle: words - 1 };
            let columns = |from| Columns { rows: &text, stride: 2 * width, from };
            let look = |cpu, memory: &Rounded, head, rows: std::ops::Range<usize>| {
                let mut out = vec![0.0; rows.len() * size];
                let own = Columns { rows: &queries[rows.start * width..], stride: width, from: 0 };
                let (room, places) = (&mut Room::default(), (rows.start, distances));
                memory.look(cpu, head, (own, rows.len()), places, room, (&mut out, size));
                out
            };
            let bits = |values: &[f32]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            for head in 0..heads.count {
                let mut first = None;
                for cpu in Cpu::available() {
                    // Room that something longer was in.
                    let mut memory = Rounded::default();
                    memory.take(cpu, heads, words, columns(width), columns(0));
                    memory.take(cpu, heads, words, columns(0), columns(width));
                    let together = look(cpu, &memory, head, 0..ROWS);
                    for count in 1..ROWS {
                        let parts =
                            [look(cpu, &memory, head, 0..count), look(cpu, &memory, head, count..ROWS)];
                        assert_eq!(bits(&parts.concat()), bits(&together), "{cpu:?}, {words} words");
                    }
                    assert_eq!(first.get_or_insert_with(|| bits(&together)), &bits(&together), "{cpu:?}");
                    let of = |row: usize, from: usize| &text[row * 2 * width + from + head * size..][..size];
                    for (row, found) in together.chunks_exact(size).enumerate() {
                        let query = &queries[row * width + head * size..][..size];
                        let chances: Vec<f32> = (0..words)
                            .map(|word| {
                                let more = table[head * stride + words - 1 + row - word];
                                let product = query.iter().zip(of(word, 0)).map(|(a, b)| a * b).sum::<f32>();
                                (product * heads.scale + more).exp()
                            })
                            .collect();
                        for (column, found) in found.iter().enumerate() {
                            let sum: f32 =
                                (0..words).map(|word| chances[word] * of(word, width)[column]).sum();
                            let wanted = sum / chances.iter().sum::<f32>();
                            assert!((found - wanted).abs() < 1e-3, "{found} for {wanted}, size {size}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_all_noughts_is_seen_as_noughts() {
        let heads = Heads { count: 1, size: 16, scale: 1.0 };
        let noughts = vec![0.0; 7 * 32];
        let columns = |from| Columns { rows: &noughts, stride: 32, from };
        let mut memory = Rounded::default();
        memory.take(Cpu::detect(), heads, 7, columns(0), columns(16));
        let mut out = vec![1.0; 16];
        let (room, places) = (&mut Room::default(), (0, Distances::default()));
        memory.look(Cpu::detect(), 0, (columns(0), 1), places, room, (&mut out, 16));
        assert!(out.iter().all(|value| *value == 0.0));
    }
}
