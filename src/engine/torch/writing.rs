//! The decoder: for each beam of each text its newest token in, a score for every token that may follow out.
//!
//! Beams of one text share its keys and values: they look at them side by side, as the words of one text would.

use tch::{Kind, Tensor};

use crate::engine::model::{Config, Family};

use super::foresight::{Foresight, Relative};
use super::layers::{Attention, Feed, Linear, Norm, Places, Step, Table};
use super::weights::Weights;

struct Block {
    own: Step<Attention>,
    relative: Option<Relative>,
    cross: Step<Attention>,
    feed: Step<Feed>,
}

/// The stack that writes, and its head.
pub(super) struct Writer {
    table: Table,
    places: Places,
    foresight: Option<Foresight>,
    first: Option<Norm>,
    blocks: Vec<Block>,
    last: Option<Norm>,
    head: Linear,
    /// What vectors are multiplied by before the head.
    head_scale: Option<f64>,
}

/// Keys and values.
type Pair = (Tensor, Tensor);

/// What is remembered of texts that are written side by side.
pub(super) struct Memory {
    /// Of each block: keys and values of the texts, `[texts, heads, words, head]`.
    cross: Vec<Pair>,
    /// What keeps shorter texts from being looked at beyond their ends: `[texts, 1, 1, words]`.
    ends: Option<Tensor>,
    /// Of each block: keys and values of what was written, `[texts × beams, heads, tokens, head]`.
    past: Vec<Pair>,
    /// Tokens that were written.
    length: usize,
}

impl Writer {
    pub(super) fn new(config: &Config, weights: &Weights) -> Self {
        let blocks = (0..config.decoder.layers).map(|layer| {
            let names = weights.names.block("decoder", layer);
            let attention = |names: &[String; 4]| Attention::new(config, weights, names);
            Block {
                own: Step::new(config, weights, &names.own_norm, attention(&names.own)),
                relative: Relative::new(config, weights, layer),
                cross: Step::new(config, weights, &names.cross_norm, attention(&names.cross)),
                feed: Step::new(
                    config,
                    weights,
                    &names.feed_norm,
                    Feed::new(config, weights, &names.feed(config.gated)),
                ),
            }
        });
        let after = config.family.norms_after();
        let scaled = config.family == Family::T5 && config.tied;
        Self {
            table: Table::new(config, weights),
            places: Places::new(config, weights, "decoder", weights.shared().device()),
            foresight: Foresight::new(config, weights),
            first: after.then(|| Norm::new(config, weights, &weights.names.first_norm("decoder"))),
            blocks: blocks.collect(),
            last: (!after).then(|| Norm::new(config, weights, &weights.names.last_norm("decoder"))),
            head: Linear::head(weights),
            head_scale: scaled.then(|| (config.width as f64).powf(-0.5)),
        }
    }

    /// Makes texts ready to be written about, by the vectors of their words, `[1, words, width]` each.
    pub(super) fn listen(&self, texts: &[Tensor]) -> Memory {
        let longest = texts.iter().map(|text| text.size()[1]).max().unwrap_or(0);
        let filled = |x: &Tensor| x.constant_pad_nd([0, 0, 0, longest - x.size()[2]]);
        let cross = self.blocks.iter().map(|block| {
            let pairs = texts.iter().map(|text| block.cross.part.key_value(text));
            let (keys, values): (Vec<Tensor>, Vec<Tensor>) =
                pairs.map(|(key, value)| (filled(&key), filled(&value))).unzip();
            (Tensor::cat(&keys, 0), Tensor::cat(&values, 0))
        });
        let ends = texts.iter().any(|text| text.size()[1] < longest).then(|| {
            let rows: Vec<Tensor> = texts
                .iter()
                .map(|text| {
                    let row = Tensor::zeros([1, 1, 1, longest], (Kind::Float, text.device()));
                    let _ = row.narrow(3, text.size()[1], longest - text.size()[1]).fill_(f64::NEG_INFINITY);
                    row
                })
                .collect();
            Tensor::cat(&rows, 0)
        });
        Memory { cross: cross.collect(), ends, past: Vec::new(), length: 0 }
    }

    /// Takes a step: scores, `[texts × beams, vocabulary]`, for what follows the newest token of each beam, `[texts, beams]`.
    pub(super) fn step(&self, memory: &mut Memory, tokens: &Tensor) -> Tensor {
        let (texts, beams) = tokens.size2().expect("tokens have two dimensions");
        let rows = texts * beams;
        let mut x = self.table.run(&tokens.view([rows, 1]));
        if let Some(places) = self.places.vectors(memory.length, 1) {
            x += places;
        }
        if let (Some(foresight), Some(place)) = (&self.foresight, self.places.vectors(memory.length + 1, 1)) {
            x = foresight.beside(&x, &place);
        }
        if let Some(norm) = &self.first {
            x = norm.run(&x);
        }
        let length = memory.length + 1;
        let back = self.places.distances(memory.length..length, length, false);
        let distances = self.foresight.as_ref().map(|foresight| foresight.distances(length));
        for (at, block) in self.blocks.iter().enumerate() {
            x = block.own.run(&x, |own, x| {
                let (mut key, mut value) = own.key_value(x);
                if let Some((old_key, old_value)) = memory.past.get(at) {
                    key = Tensor::cat(&[old_key, &key], 2);
                    value = Tensor::cat(&[old_value, &value], 2);
                }
                let relative = block.relative.as_ref().zip(distances.as_ref());
                let relative = relative.map(|(relative, distances)| relative.added(x, distances));
                let looked = own.look(&own.query(x), &key, &value, relative.as_ref().or(back.as_ref()));
                // A row to come is not remembered.
                let past = (key.narrow(2, 0, length as i64), value.narrow(2, 0, length as i64));
                if at < memory.past.len() {
                    memory.past[at] = past;
                } else {
                    memory.past.push(past);
                }
                looked
            });
            x = block.cross.run(&x, |cross, x| {
                let (key, value) = &memory.cross[at];
                let side_by_side = x.view([texts, -1, x.size()[2]]);
                cross.look(&cross.query(&side_by_side), key, value, memory.ends.as_ref()).view_as(x)
            });
            x = block.feed.run(&x, Feed::run);
        }
        memory.length = length;
        if let Some(norm) = &self.last {
            x = norm.run(&x);
        }
        if let Some(scale) = self.head_scale {
            x *= scale;
        }
        // The newest token's row, or the one to come.
        self.head.run(&x.select(1, -1))
    }
}

impl Memory {
    /// Goes on with these texts alone, and with the beams that came of these rows.
    pub(super) fn keep(&mut self, texts: Option<&[i64]>, rows: &[i64]) {
        let device = self.cross.first().map_or(tch::Device::Cpu, |(key, _)| key.device());
        if let Some(texts) = texts {
            let texts = Tensor::from_slice(texts).to_device(device);
            select(&mut self.cross, &texts);
            self.ends = self.ends.as_ref().map(|ends| ends.index_select(0, &texts));
        }
        let same = self.past.first().is_none_or(|(key, _)| key.size()[0] == rows.len() as i64)
            && rows.iter().enumerate().all(|(at, row)| at as i64 == *row);
        if !same {
            select(&mut self.past, &Tensor::from_slice(rows).to_device(device));
        }
    }

    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        let pairs = self.cross.iter().chain(&self.past);
        pairs.map(|(key, value)| 4 * (key.numel() + value.numel())).sum()
    }
}

fn select(pairs: &mut [Pair], rows: &Tensor) {
    for (key, value) in pairs {
        *key = key.index_select(0, rows);
        *value = value.index_select(0, rows);
    }
}
