//! The decoder: for each beam of each text its newest token in, a score for every token that may follow out.

use rayon::prelude::*;

use crate::engine::kernels::attend::{self, BEAMS, Columns, Distances, Heads};
use crate::engine::kernels::float::Then;
use crate::engine::kernels::{Cpu, dense};
use crate::engine::layers::{Memory, Room};

use super::net::{Net, Writer};
use super::reading::{Stream, bucket};
use crate::error::Result;

/// A text that is being told: what its writing looks back at.
pub(super) struct Telling {
    /// Keys and values of the text's words, for each block.
    cross: Vec<Memory>,
    /// Keys and values of what was written, for each head of each block: `[slots][2][size]`.
    past: Vec<Vec<Vec<f32>>>,
    /// Slots that there are.
    slots: u32,
}

impl Telling {
    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.cross.iter().map(Memory::bytes).sum::<usize>()
            + self.past.iter().flatten().map(|past| past.len() * 4).sum::<usize>()
    }

    /// Gives each beam a slot for its newest token: one that no beam remembers any more, or a new one.
    fn make_room(&mut self, beams: &mut [Beam]) {
        let mut taken = vec![false; self.slots as usize];
        beams.iter().flat_map(|beam| &beam.line).for_each(|slot| taken[*slot as usize] = true);
        let free = (0..).zip(taken).filter(|(_, taken)| !taken).map(|(slot, _)| slot);
        for (beam, slot) in beams.iter_mut().zip(free.chain(self.slots..)) {
            beam.line.push(slot);
            self.slots = self.slots.max(slot + 1);
        }
    }

    /// Remembers what a block made of a beam's newest token: its keys and values, `[heads][size]` each.
    fn remember(&mut self, layer: usize, beam: &Beam, size: usize, keys: &[f32], values: &[f32]) {
        let Some(slot) = beam.line.last().map(|slot| *slot as usize * 2 * size) else { return };
        let both = keys.chunks_exact(size).zip(values.chunks_exact(size));
        for (past, (key, value)) in self.past[layer].iter_mut().zip(both) {
            past.resize(self.slots as usize * 2 * size, 0.0);
            past[slot..][..size].copy_from_slice(key);
            past[slot + size..][..size].copy_from_slice(value);
        }
    }
}

/// A beam: what it has written, and in which slots that is remembered.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Beam {
    /// The tokens, the first of them given.
    pub(in crate::engine) tokens: Vec<u32>,
    pub(in crate::engine) line: Vec<u32>,
    /// The sum of the logarithms of their chances.
    pub(super) score: f32,
}

impl Beam {
    /// A beam with the token to start from.
    pub(super) fn new(start: u32) -> Self {
        Self { tokens: vec![start], line: Vec::new(), score: 0.0 }
    }

    /// The beam with one more token.
    pub(super) fn and(&self, token: u32, score: f32) -> Self {
        let mut beam = self.clone();
        beam.tokens.push(token);
        beam.score = score;
        beam
    }
}

impl Net {
    /// Makes a text ready to be told: `words` are the vectors that reading gave, `[tokens][width]`.
    pub(super) fn listen(&self, cpu: Cpu, words: &[f32]) -> Telling {
        let (width, count) = (self.heads.width(), words.len() / self.config.width);
        let mut stream = Stream::default();
        let mut cross = Vec::with_capacity(self.writers.len());
        for writer in &self.writers {
            stream.wide.resize(count * 2 * width, 0.0);
            writer.cross_kv.run(cpu, words, &mut stream.slate, Then::Store, &mut stream.wide);
            let columns = |from| Columns { rows: &stream.wide, stride: 2 * width, from };
            let mut memory = Memory::new(self.rounded);
            memory.listen(cpu, self.heads, count, columns(0), columns(width));
            cross.push(memory);
        }
        Telling { cross, past: vec![vec![Vec::new(); self.heads.count]; self.writers.len()], slots: 0 }
    }

    /// Takes a step: scores, `[beams][vocabulary]`, for what follows the newest token of each beam of each text.
    pub(super) fn step(
        &self,
        cpu: Cpu,
        stream: &mut Stream,
        texts: &mut [(&mut Telling, &mut [Beam])],
        logits: &mut Vec<f32>,
    ) -> Result<()> {
        let (width, attention, size) = (self.config.width, self.heads.width(), self.heads.size);
        let count: usize = texts.iter().map(|(_, beams)| beams.len()).sum();
        let Stream { rows, normed, mixed, given, wide, slate } = stream;
        rows.resize(count * width, 0.0);
        normed.resize(count * width, 0.0);
        mixed.resize(count * attention, 0.0);
        let beams = texts.iter().flat_map(|(_, beams)| beams.iter());
        for (beam, row) in beams.zip(rows.chunks_exact_mut(width)) {
            let place = beam.tokens.len() - 1;
            self.embed(cpu, &self.writing, beam.tokens[place], place, row)?;
        }
        for (telling, beams) in texts.iter_mut() {
            telling.make_room(beams);
        }
        if let Some(norm) = &self.writing.first {
            norm.run(cpu, rows, normed);
            std::mem::swap(rows, normed);
        }
        let longest =
            texts.iter().flat_map(|(_, beams)| beams.iter().map(|beam| beam.line.len())).max().unwrap_or(0);
        let table = self.back(longest);
        let distances =
            Distances { table: &table, stride: if table.is_empty() { 0 } else { longest }, middle: 0 };
        for (layer, writer) in self.writers.iter().enumerate() {
            let Writer { own, cross_norm, cross_query, cross_out, .. } = writer;
            // What was written.
            if !self.after {
                own.attention_norm.run(cpu, rows, normed);
            }
            wide.resize(count * 3 * attention, 0.0);
            own.qkv.run(cpu, if self.after { rows } else { normed }, slate, Then::Store, wide);
            let mut new = wide.chunks_exact(3 * attention);
            for (telling, beams) in texts.iter_mut() {
                for (beam, row) in beams.iter().zip(new.by_ref()) {
                    let (keys, values) = row[attention..].split_at(attention);
                    telling.remember(layer, beam, size, keys, values);
                }
            }
            self.recall(cpu, layer, texts, distances, wide, mixed);
            own.out.run(cpu, mixed, slate, Then::Add, rows);
            if self.after {
                own.attention_norm.run(cpu, rows, normed);
                std::mem::swap(rows, normed);
            } else {
                cross_norm.run(cpu, rows, normed);
            }
            // What was read.
            wide.resize(count * attention, 0.0);
            cross_query.run(cpu, if self.after { rows } else { normed }, slate, Then::Store, wide);
            self.consult(cpu, layer, texts, wide, (mixed, given));
            cross_out.run(cpu, mixed, slate, Then::Add, rows);
            if self.after {
                cross_norm.run(cpu, rows, normed);
                std::mem::swap(rows, normed);
            } else {
                own.feed_norm.run(cpu, rows, normed);
            }
            own.feed.up(cpu, if self.after { rows } else { normed }, slate, wide);
            own.feed.down(cpu, wide, slate, rows);
            if self.after {
                own.feed_norm.run(cpu, rows, normed);
                std::mem::swap(rows, normed);
            }
        }
        if let Some(norm) = &self.writing.last {
            norm.run(cpu, rows, normed);
            std::mem::swap(rows, normed);
        }
        dense::scale(cpu, rows, self.head_scale);
        logits.resize(count * self.head.outputs(), 0.0);
        self.head.run(cpu, rows, slate, Then::Store, logits);
        Ok(())
    }

    /// Attention of each beam over what it has written, head by head.
    fn recall(
        &self,
        cpu: Cpu,
        layer: usize,
        texts: &[(&mut Telling, &mut [Beam])],
        distances: Distances<'_>,
        qkv: &[f32],
        mixed: &mut [f32],
    ) {
        let Heads { count, size, .. } = self.heads;
        let lines = texts
            .iter()
            .flat_map(|(telling, beams)| beams.iter().map(|beam| (&telling.past[layer], &beam.line)));
        let lines: Vec<(&Vec<Vec<f32>>, &Vec<u32>)> = lines.collect();
        mixed.par_chunks_exact_mut(size).enumerate().for_each_init(Vec::new, |scores, (at, out)| {
            let (row, head) = (at / count, at % count);
            let (query, (past, line)) = (&qkv[(row * 3 * count + head) * size..][..size], lines[row]);
            attend::recall(cpu, self.heads, head, query, &past[head], line, distances, scores, out);
        });
    }

    /// Attention of each beam over its text: head by head, so that one text keeps all threads busy.
    fn consult(
        &self,
        cpu: Cpu,
        layer: usize,
        texts: &[(&mut Telling, &mut [Beam])],
        queries: &[f32],
        (mixed, given): (&mut [f32], &mut Vec<f32>),
    ) {
        let (attention, size) = (self.heads.width(), self.heads.size);
        given.resize(mixed.len(), 0.0);
        let parts = texts
            .iter()
            .flat_map(|(telling, beams)| beams.chunks(BEAMS).map(|part| (&telling.cross[layer], part.len())));
        let (mut jobs, mut rest, mut first) = (Vec::new(), &mut **given, 0);
        for (memory, beams) in parts.clone() {
            let (out, more) = rest.split_at_mut(beams * attention);
            let rows = &queries[first * attention..][..beams * attention];
            jobs.extend(out.chunks_exact_mut(beams * size).enumerate().map(|job| (memory, rows, job)));
            (rest, first) = (more, first + beams);
        }
        jobs.into_par_iter().for_each_init(Room::default, |room, (memory, rows, (head, out))| {
            let queries = Columns { rows, stride: attention, from: 0 };
            memory.look_back(cpu, self.heads, head, queries, room, out);
        });
        let (mut mixed, mut given) = (mixed, &**given);
        for (_, beams) in parts {
            let (out, heads);
            (out, mixed) = mixed.split_at_mut(beams * attention);
            (heads, given) = given.split_at(beams * attention);
            for (head, rows) in heads.chunks_exact(beams * size).enumerate() {
                for (out, row) in out.chunks_exact_mut(attention).zip(rows.chunks_exact(size)) {
                    out[head * size..][..size].copy_from_slice(row);
                }
            }
        }
    }

    /// What is added to the scores of every head for how far back a token lies: `[heads][longest]`.
    fn back(&self, longest: usize) -> Vec<f32> {
        let (weights, heads) = (&self.writing.distances, self.heads.count);
        if weights.is_empty() {
            return Vec::new();
        }
        let bucket = |back: usize| bucket(-(back.cast_signed() as i64), false, self.config.buckets);
        (0..heads)
            .flat_map(|head| (0..longest).map(move |back| weights[bucket(back) * heads + head]))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_that_no_beam_remembers_is_filled_anew() {
        let mut telling = Telling { cross: Vec::new(), past: Vec::new(), slots: 0 };
        let mut beams = vec![Beam::new(0), Beam::new(0)];
        telling.make_room(&mut beams);
        let mut beams = vec![beams[1].clone(), beams[1].clone()];
        telling.make_room(&mut beams);
        let lines: Vec<&[u32]> = beams.iter().map(|beam| &*beam.line).collect();
        assert_eq!(lines, [[1, 0], [1, 2]]);
        assert_eq!(telling.slots, 3);
    }
}
