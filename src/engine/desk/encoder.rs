//! The encoder: words in, a logit for each out. Pre-norm, rotary places, a window of three words at the bottom.
//!
//! A word is the sum of its pieces, so that a sentence takes as many rows as it has words (and one mark at either end).

use crate::engine::kernels::{
    Cpu, PANEL,
    float::{self, Then},
};
use crate::engine::layers::{Attention, Embedding, Linear, Norm, Quantised, Turns};

/// The shape of the model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Config {
    /// Values that stand for a word.
    pub(crate) width: usize,
    /// Heads of attention, `width / heads` values each.
    pub(crate) heads: usize,
    pub(crate) layers: usize,
    /// Values between the two linear layers of a block.
    pub(crate) inner: usize,
    /// Rows of the longest sequence, its two marks included.
    pub(crate) positions: usize,
}

impl Config {
    /// Whether the kernels can run this shape: whole panels of outputs, heads of whole lanes, room for a word.
    pub(crate) fn fits(&self) -> bool {
        self.width.is_multiple_of(PANEL)
            && self.inner.is_multiple_of(PANEL)
            && self.width.is_multiple_of(self.heads * float::LANES)
            && self.positions > 2
    }
}

/// One block.
pub(crate) struct Layer {
    pub(crate) attention_norm: Norm,
    /// `width → 3 × width`: queries, keys, values.
    pub(crate) qkv: Linear,
    /// `width → width`.
    pub(crate) out: Linear,
    pub(crate) inner_norm: Norm,
    /// `width → inner`.
    pub(crate) up: Linear,
    /// `inner → width`.
    pub(crate) down: Linear,
}

/// All weights of the model.
pub(crate) struct Weights {
    /// `[vocabulary][width]`.
    pub(crate) pieces: Embedding,
    /// `[positions][width]`.
    pub(crate) places: Vec<f32>,
    pub(crate) embed_norm: Norm,
    /// `3 × width → width`: the word before, the word, the word after.
    pub(crate) stem: Linear,
    pub(crate) layers: Vec<Layer>,
    pub(crate) norm: Norm,
    /// `[3][width]`: keep; keep after a dropped word; keep after a kept word.
    pub(crate) head: Vec<f32>,
    /// `[3]`.
    pub(crate) head_bias: Vec<f32>,
    pub(crate) turns: Turns,
}

/// The model, ready to run.
pub(crate) struct Encoder {
    pub(crate) config: Config,
    pub(crate) weights: Weights,
}

/// The room that a forward pass works in; one for each thread.
pub(crate) struct State {
    /// `[rows][width]`: what the blocks pass on.
    stream: Vec<f32>,
    /// `[rows][width]`: what a linear layer takes or gives.
    narrow: Vec<f32>,
    /// `[rows][3 × width]` or `[rows][inner]`: the same, where it is wide.
    wide: Vec<f32>,
    rounded: Quantised,
    attention: Attention,
}

impl State {
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            stream: Vec::new(),
            narrow: Vec::new(),
            wide: Vec::new(),
            rounded: Quantised::default(),
            attention: Attention::new(config.heads, config.width, config.positions),
        }
    }

    /// Makes room for so many rows.
    fn fit(&mut self, config: &Config, rows: usize) {
        self.stream.resize(rows * config.width, 0.0);
        self.narrow.resize(rows * config.width, 0.0);
        self.wide.resize(rows * config.inner.max(3 * config.width), 0.0);
    }
}

/// How a linear layer is run: in `int8`, or in `f32` by the tests that check it.
#[derive(Clone, Copy)]
pub(crate) enum Precision {
    Int8,
    #[cfg(test)]
    Plain,
}

/// Runs `layer` on `rows` into `out`.
fn linear(
    cpu: Cpu,
    precision: Precision,
    layer: &Linear,
    rows: &[f32],
    rounded: &mut Quantised,
    then: Then,
    out: &mut [f32],
) {
    match precision {
        Precision::Int8 => {
            rounded.fill(cpu, rows, layer.depth(), &[]);
            layer.run(cpu, rounded, then, out);
        }
        #[cfg(test)]
        Precision::Plain => layer.run_plain(rows, then, out),
    }
}

impl Encoder {
    /// The first logit, to keep, of every row of the sequences.
    ///
    /// `words`: the pieces of every row, sequences end to end with their marks; `lengths`: rows of each sequence, at
    /// most `config.positions`. `watch` sees the stream, `[rows][width]`, after the stem and after each block.
    pub(crate) fn run(
        &self,
        cpu: Cpu,
        precision: Precision,
        state: &mut State,
        words: &[Vec<u16>],
        lengths: &[usize],
        mut watch: impl FnMut(&[f32]),
    ) -> Vec<f32> {
        let Self { config, weights } = self;
        let (width, inner) = (config.width, config.inner);
        state.fit(config, words.len());
        let State { stream, narrow, wide, rounded, attention } = state;
        let triple = words.len() * 3 * width;

        // What each word is, and where.
        narrow.fill(0.0);
        let places = lengths.iter().flat_map(|&length| weights.places.chunks_exact(width).take(length));
        for ((row, word), place) in narrow.chunks_exact_mut(width).zip(words).zip(places) {
            for &piece in word {
                weights.pieces.add(cpu, usize::from(piece), row);
            }
            float::add(cpu, row, place);
        }
        weights.embed_norm.run(cpu, narrow, stream);

        // The stem: each word with its neighbours in its own sequence.
        window(stream, width, lengths, &mut wide[..triple]);
        linear(cpu, precision, &weights.stem, &wide[..triple], rounded, Then::Add, stream);
        watch(stream);

        for layer in &weights.layers {
            layer.attention_norm.run(cpu, stream, narrow);
            linear(cpu, precision, &layer.qkv, narrow, rounded, Then::Store, wide);
            attention.run(cpu, &weights.turns, lengths, &mut wide[..triple], narrow);
            linear(cpu, precision, &layer.out, narrow, rounded, Then::Add, stream);

            let wide = &mut wide[..words.len() * inner];
            layer.inner_norm.run(cpu, stream, narrow);
            linear(cpu, precision, &layer.up, narrow, rounded, Then::Gelu, wide);
            linear(cpu, precision, &layer.down, wide, rounded, Then::Add, stream);
            watch(stream);
        }

        weights.norm.run(cpu, stream, narrow);
        let [keep, ..] = weights.head_bias[..] else { return Vec::new() };
        narrow.chunks_exact(width).map(|row| float::dot(cpu, row, &weights.head[..width]) + keep).collect()
    }
}

/// Lays the row before, the row and the row after side by side; outside a sequence there is nought.
fn window(rows: &[f32], width: usize, lengths: &[usize], out: &mut [f32]) {
    let (mut rows, mut out) = (rows, out);
    for &length in lengths {
        let (sequence, rest) = rows.split_at(length * width);
        let (triples, beyond) = out.split_at_mut(length * 3 * width);
        for (at, triple) in triples.chunks_exact_mut(3 * width).enumerate() {
            // The three rows lie side by side in the sequence already, save at its ends.
            let (from, to) = (at.saturating_sub(1) * width, (at + 2).min(length) * width);
            let skip = if at == 0 { width } else { 0 };
            triple.fill(0.0);
            triple[skip..skip + to - from].copy_from_slice(&sequence[from..to]);
        }
        (rows, out) = (rest, beyond);
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use safetensors::SafeTensors;

    use super::*;
    use crate::engine::desk::weights;

    /// Numbers that the training framework gave for the shipped weights: see `models/train/export.py`.
    static NUMBERS: &[u8] = include_bytes!("../../../tests/data/desk_states.safetensors");

    struct Reference {
        rows: Vec<Vec<u16>>,
        /// `[layers + 1][rows][width]`, of the weights as trained.
        states: Vec<f32>,
        /// The same, of the weights as rounded to int8.
        states_of_rounded: Vec<f32>,
        logits: Vec<f32>,
    }

    fn floats(file: &SafeTensors<'_>, name: &str) -> Vec<f32> {
        let (fours, _) = file.tensor(name).unwrap().data().as_chunks::<4>();
        fours.iter().map(|four| f32::from_le_bytes(*four)).collect()
    }

    fn shipped() -> (Encoder, Vec<Reference>) {
        let (encoder, pieces) =
            weights::read(include_bytes!("../../../models/desk.safetensors"), Path::new("desk.safetensors"))
                .unwrap();
        let (_, header) = SafeTensors::read_metadata(NUMBERS).unwrap();
        let file = SafeTensors::deserialize(NUMBERS).unwrap();
        let mut sentences: Vec<_> = header.metadata().clone().unwrap().into_iter().collect();
        sentences.sort();
        let references = sentences.into_iter().map(|(at, sentence)| {
            let mut rows = vec![pieces.edge()];
            rows.extend(sentence.split(' ').map(|word| pieces.split(word)));
            rows.push(pieces.edge());
            Reference {
                rows,
                states: floats(&file, &format!("{at}.states")),
                states_of_rounded: floats(&file, &format!("{at}.states_of_rounded")),
                logits: floats(&file, &format!("{at}.logits")),
            }
        });
        let references = references.collect();
        (encoder, references)
    }

    fn states(cpu: Cpu, precision: Precision, sentences: &[&Reference]) -> (Vec<Vec<f32>>, Vec<f32>) {
        let (encoder, _) = shipped();
        let rows: Vec<_> = sentences.iter().flat_map(|sentence| sentence.rows.clone()).collect();
        let lengths: Vec<_> = sentences.iter().map(|sentence| sentence.rows.len()).collect();
        let mut seen = Vec::new();
        let logits =
            encoder.run(cpu, precision, &mut State::new(&encoder.config), &rows, &lengths, |stream| {
                seen.push(stream.to_vec());
            });
        (seen, logits)
    }

    #[test]
    fn plain_arithmetic_gives_the_numbers_of_the_training_framework_at_every_layer() {
        for reference in &shipped().1 {
            let (seen, _) = states(Cpu::detect(), Precision::Plain, &[reference]);
            let wanted = reference.states_of_rounded.chunks_exact(seen[0].len());
            assert_eq!(wanted.len(), seen.len());
            for (layer, (seen, wanted)) in seen.iter().zip(wanted).enumerate() {
                for (seen, wanted) in seen.iter().zip(wanted) {
                    assert!(
                        (seen - wanted).abs() < 1e-3 * wanted.abs().max(1.0),
                        "layer {layer}: {seen} for {wanted}"
                    );
                }
            }
        }
    }

    #[test]
    fn int8_stays_within_a_cosine_of_0_995_of_the_training_framework_at_every_layer() {
        for reference in &shipped().1 {
            let (seen, logits) = states(Cpu::detect(), Precision::Int8, &[reference]);
            for (layer, (seen, wanted)) in
                seen.iter().zip(reference.states.chunks_exact(seen[0].len())).enumerate()
            {
                for (seen, wanted) in seen.chunks_exact(256).zip(wanted.chunks_exact(256)) {
                    let dot =
                        |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(a * b)).sum::<f64>();
                    let cosine = dot(seen, wanted) / (dot(seen, seen) * dot(wanted, wanted)).sqrt();
                    assert!(cosine >= 0.995, "layer {layer}: {cosine}");
                }
            }
            for (seen, wanted) in logits.iter().zip(reference.logits.iter().step_by(3)) {
                assert!(
                    (float::sigmoid(*seen) - float::sigmoid(*wanted)).abs() < 0.05,
                    "{seen} for {wanted}"
                );
            }
        }
    }

    #[test]
    fn every_processor_and_every_batch_gives_the_same_bits() {
        let references = shipped().1;
        let bits = |logits: &[f32]| logits.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        let alone: Vec<u32> = references
            .iter()
            .flat_map(|one| bits(&states(Cpu::Portable, Precision::Int8, &[one]).1))
            .collect();
        for cpu in Cpu::available() {
            let together: Vec<&Reference> = references.iter().collect();
            assert_eq!(bits(&states(cpu, Precision::Int8, &together).1), alone, "{cpu:?}");
        }
    }
}
