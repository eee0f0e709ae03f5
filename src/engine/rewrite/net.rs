//! An encoder-decoder transformer as its weights: what BART, Pegasus and T5 have in common, and where they differ.

use std::path::Path;

use crate::engine::kernels::attend::Heads;
use crate::engine::kernels::float::{self, Then};
use crate::engine::kernels::{Cpu, dense};
use crate::engine::layers::{Product, Slate, large};
use crate::engine::model::{Activation, Config, Family, Tensor, Tensors};
use crate::error::Result;
use crate::options::Precision;

use super::names::Names;
use super::press::{self, Part, Press};
use super::table::Table;

/// Where a token stands.
pub(super) enum Places {
    /// A vector for each place, from this row of the table on.
    Table(Table, usize),
    /// Sines and cosines (Vaswani et al. 2017), the sines first.
    Sines,
    /// Told to the attention instead.
    Relative,
}

/// A normalisation.
pub(super) enum Norm {
    Layer { weight: Vec<f32>, bias: Vec<f32> },
    RootMeanSquare { weight: Vec<f32>, epsilon: f32 },
}

impl Norm {
    pub(super) fn run(&self, cpu: Cpu, rows: &[f32], out: &mut [f32]) {
        match self {
            Self::Layer { weight, bias } => float::layer_norm(cpu, rows, weight, bias, out),
            Self::RootMeanSquare { weight, epsilon } => dense::rms_norm(cpu, rows, weight, *epsilon, out),
        }
    }

    /// The columns of what it gives that linear layers do not round.
    fn large(&self) -> Vec<usize> {
        match self {
            Self::Layer { weight, bias } => large(weight, bias),
            Self::RootMeanSquare { weight, .. } => large(weight, &[]),
        }
    }
}

/// The two linear layers of a block, and the one that gates the first.
pub(super) struct Feed {
    up: Product,
    gate: Option<Product>,
    down: Product,
    then: Then,
}

impl Feed {
    /// The first layer, and its gate: `wide` is made of `rows`.
    pub(super) fn up(&self, cpu: Cpu, rows: &[f32], slate: &mut Slate, wide: &mut Vec<f32>) {
        wide.resize(rows.len() / self.up.depth() * self.up.outputs(), 0.0);
        self.up.run(cpu, rows, slate, self.then, wide);
        if let Some(gate) = &self.gate {
            gate.run(cpu, rows, slate, Then::Times, wide);
        }
    }

    /// Both layers, on this thread alone: what they make of `rows` is added to `stream`.
    pub(super) fn here(
        &self,
        cpu: Cpu,
        rows: &[f32],
        wide: &mut Vec<f32>,
        slate: &mut Slate,
        stream: &mut [f32],
    ) {
        wide.resize(rows.len() / self.up.depth() * self.up.outputs(), 0.0);
        self.up.run_here(cpu, rows, slate, self.then, wide);
        if let Some(gate) = &self.gate {
            gate.run_here(cpu, rows, slate, Then::Times, wide);
        }
        self.down.run_here(cpu, wide, slate, Then::Add, stream);
    }

    /// The second layer, added to `stream`.
    pub(super) fn down(&self, cpu: Cpu, wide: &[f32], slate: &mut Slate, stream: &mut [f32]) {
        self.down.run(cpu, wide, slate, Then::Add, stream);
    }
}

/// A block that reads.
pub(super) struct Reader {
    pub(super) attention_norm: Norm,
    /// Queries, keys and values.
    pub(super) qkv: Product,
    pub(super) out: Product,
    pub(super) feed_norm: Norm,
    pub(super) feed: Feed,
}

/// A block that writes.
pub(super) struct Writer {
    pub(super) own: Reader,
    pub(super) cross_norm: Norm,
    pub(super) cross_query: Product,
    /// Keys and values of the text.
    pub(super) cross_kv: Product,
    pub(super) cross_out: Product,
}

/// What stands before and after the blocks of a stack.
pub(super) struct Ends {
    pub(super) table: Table,
    pub(super) places: Places,
    /// The norm of what goes in (BART).
    pub(super) first: Option<Norm>,
    /// The norm of what comes out (Pegasus, T5).
    pub(super) last: Option<Norm>,
    /// What is added to scores for the distance of two tokens: `[buckets][heads]` (T5).
    pub(super) distances: Vec<f32>,
}

/// The model, ready to run.
pub(super) struct Net {
    pub(super) config: Config,
    pub(super) heads: Heads,
    /// Whether layers are rounded, and with them what attention looks at.
    pub(super) rounded: bool,
    /// Whether norms come after the blocks, on what is passed on.
    pub(super) after: bool,
    pub(super) reading: Ends,
    pub(super) writing: Ends,
    pub(super) readers: Vec<Reader>,
    pub(super) writers: Vec<Writer>,
    /// From vectors to a score for each token of the vocabulary.
    pub(super) head: Product,
    /// What vectors are multiplied by before it.
    pub(super) head_scale: f32,
}

impl Net {
    /// Loads a checkpoint's weights.
    ///
    /// # Errors
    /// [`crate::error::Error::BadModel`] when a tensor is missing, of another shape, or damaged.
    pub(super) fn open(
        folder: &Path,
        config: &Config,
        tensors: &Tensors,
        precision: Precision,
    ) -> Result<Self> {
        match precision {
            Precision::F32 => Self::build(config, tensors, &mut Press::Plain),
            Precision::Int8 => press::open(folder, tensors, |press| Self::build(config, tensors, press)),
        }
    }

    fn build(config: &Config, tensors: &Tensors, press: &mut Press) -> Result<Self> {
        let mut loader = Loader { config, tensors, names: Names::of(config.family, tensors), press };
        let scale = if config.family == Family::T5 { 1.0 } else { 1.0 / (config.head as f32).sqrt() };
        let reading = loader.ends("encoder")?;
        let writing = loader.ends("decoder")?;
        let readers =
            (0..config.encoder.layers).map(|layer| loader.reader("encoder", layer, config.encoder.inner));
        let readers = readers.collect::<Result<_>>()?;
        let writers = (0..config.decoder.layers).map(|layer| loader.writer(layer)).collect::<Result<_>>()?;
        let head = loader.head()?;
        let rounded = matches!(head, Product::Int8(_));
        Ok(Self {
            config: config.clone(),
            rounded,
            heads: Heads { count: config.encoder.heads, size: config.head, scale },
            after: config.family.norms_after(),
            reading,
            writing,
            readers,
            writers,
            head,
            head_scale: if config.family == Family::T5 && config.tied {
                1.0 / (config.width as f32).sqrt()
            } else {
                1.0
            },
        })
    }

    /// Bytes of the weights that a step of writing reads.
    pub(super) fn step_bytes(&self) -> usize {
        let writer = |writer: &Writer| {
            let own = &writer.own;
            let feed = own.feed.up.bytes()
                + own.feed.down.bytes()
                + own.feed.gate.as_ref().map_or(0, Product::bytes);
            own.qkv.bytes() + own.out.bytes() + feed + writer.cross_query.bytes() + writer.cross_out.bytes()
        };
        self.writers.iter().map(writer).sum::<usize>() + self.head.bytes()
    }

    /// Multiply-adds of linear layers that reading a token takes.
    pub(super) fn read_products(&self) -> usize {
        let product = |product: &Product| product.depth() * product.outputs();
        let reader = |reader: &Reader| {
            let feed = product(&reader.feed.up)
                + product(&reader.feed.down)
                + reader.feed.gate.as_ref().map_or(0, product);
            product(&reader.qkv) + product(&reader.out) + feed
        };
        self.readers.iter().map(reader).sum()
    }
}

struct Loader<'a> {
    config: &'a Config,
    tensors: &'a Tensors,
    names: Names,
    press: &'a mut Press,
}

impl Loader<'_> {
    fn get(&self, name: &str, shape: &[usize]) -> Result<Tensor> {
        let names = self.names.all(name);
        self.tensors.get(&names.iter().map(String::as_str).collect::<Vec<_>>(), shape)
    }

    fn has(&self, name: &str) -> bool {
        self.tensors.has(&self.names.all(name).iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn norm(&self, name: &str) -> Result<Norm> {
        let weight = self.get(&format!("{name}.weight"), &[self.config.width])?.floats()?;
        Ok(match self.config.family {
            Family::T5 => Norm::RootMeanSquare { weight, epsilon: self.config.epsilon },
            _ => Norm::Layer {
                weight,
                bias: self.get(&format!("{name}.bias"), &[self.config.width])?.floats()?,
            },
        })
    }

    fn part(&self, name: &str, outputs: usize, depth: usize) -> Result<Part> {
        let weight = self.get(&format!("{name}.weight"), &[outputs, depth])?;
        let bias = match self.config.family {
            Family::T5 => None,
            _ => Some(self.get(&format!("{name}.bias"), &[outputs])?),
        };
        Ok(Part { weight, bias })
    }

    /// A layer of the tensors of these names; where a norm comes before it, its input is what that gives.
    fn layer(
        &mut self,
        names: &[String],
        norm: Option<&str>,
        outputs: usize,
        depth: usize,
    ) -> Result<Product> {
        let parts = names.iter().map(|name| self.part(name, outputs, depth)).collect::<Result<Vec<_>>>()?;
        let apart = norm.map_or(Ok(Vec::new()), |norm| Ok(self.norm(norm)?.large()))?;
        self.press.layer(&parts, depth, apart)
    }

    fn ends(&mut self, stack: &str) -> Result<Ends> {
        let config = self.config;
        // A stack may state the shared table under a name of its own.
        let own = format!("{stack}.embed_tokens.weight");
        let name = if self.has(&own) && !self.has("shared.weight") { &*own } else { "shared.weight" };
        let table = Table::new(self.get(name, &[config.vocabulary, config.width])?, self.press)?;
        let places = self.names.places(stack);
        let places = match config.family {
            Family::T5 => Places::Relative,
            Family::Pegasus if !self.has(&places) => Places::Sines,
            family => {
                // BART's first two places are of no token.
                let skip = if family == Family::Bart { 2 } else { 0 };
                let places = self.get(&places, &[config.window() + skip, config.width])?;
                Places::Table(Table::new(places, self.press)?, skip)
            }
        };
        let bart = config.family == Family::Bart;
        let distances = if config.family == Family::T5 {
            self.get(&Names::distances(stack), &[config.buckets.0, config.encoder.heads])?.floats()?
        } else {
            Vec::new()
        };
        Ok(Ends {
            table,
            places,
            first: bart.then(|| self.norm(&self.names.first_norm(stack))).transpose()?,
            last: (!bart).then(|| self.norm(&self.names.last_norm(stack))).transpose()?,
            distances,
        })
    }

    fn reader(&mut self, stack: &str, layer: usize, inner: usize) -> Result<Reader> {
        let (width, attention) = (self.config.width, self.config.encoder.heads * self.config.head);
        let names = self.names.block(stack, layer);
        let norm = self.names.norm_before(stack, layer);
        let feed_norm = match (self.config.family, stack) {
            (Family::Bart, "decoder") => &names.cross_norm,
            (Family::Bart, _) => &names.own_norm,
            _ => &names.feed_norm,
        };
        Ok(Reader {
            attention_norm: self.norm(&names.own_norm)?,
            qkv: self.layer(&names.own[..3], Some(&norm), attention, width)?,
            out: self.layer(&names.own[3..], None, width, attention)?,
            feed_norm: self.norm(&names.feed_norm)?,
            feed: self.feed(&names.feed(self.config.gated), feed_norm, width, inner)?,
        })
    }

    fn writer(&mut self, layer: usize) -> Result<Writer> {
        let (width, attention) = (self.config.width, self.config.encoder.heads * self.config.head);
        let own = self.reader("decoder", layer, self.config.decoder.inner)?;
        let names = self.names.block("decoder", layer);
        let bart = self.config.family == Family::Bart;
        let norm = if bart { &names.own_norm } else { &names.cross_norm };
        let read = self.names.norm_after("encoder", self.config.encoder.layers);
        Ok(Writer {
            own,
            cross_norm: self.norm(&names.cross_norm)?,
            cross_query: self.layer(&names.cross[..1], Some(norm), attention, width)?,
            cross_kv: self.layer(&names.cross[1..3], Some(&read), attention, width)?,
            cross_out: self.layer(&names.cross[3..], None, width, attention)?,
        })
    }

    fn feed(
        &mut self,
        [up, gate, down]: &[Option<String>; 3],
        norm: &str,
        width: usize,
        inner: usize,
    ) -> Result<Feed> {
        let mut layer = |name: &Option<String>, norm, outputs, depth| {
            let layer = |name| self.layer(std::slice::from_ref(name), norm, outputs, depth);
            name.as_ref().map(layer).transpose()
        };
        let norm = Some(norm);
        let (up, gate, down) = (
            layer(up, norm, inner, width)?,
            layer(gate, norm, inner, width)?,
            layer(down, None, width, inner)?,
        );
        Ok(Feed {
            up: up.expect("every feed-forward has a first layer"),
            gate,
            down: down.expect("every feed-forward has a second layer"),
            then: match self.config.activation {
                Activation::Relu => Then::Relu,
                Activation::Gelu => Then::Erf,
                Activation::GeluTanh => Then::Gelu,
            },
        })
    }

    fn head(&mut self) -> Result<Product> {
        let config = self.config;
        let name =
            if config.tied || !self.has("lm_head.weight") { "shared.weight" } else { "lm_head.weight" };
        let name = if self.has(name) { name } else { "decoder.embed_tokens.weight" };
        let weight = self.get(name, &[config.vocabulary, config.width])?;
        let bias =
            self.has("final_logits_bias").then(|| self.get("final_logits_bias", &[1, config.vocabulary]));
        let norm = self.names.norm_after("decoder", config.decoder.layers);
        let apart = self.norm(&norm)?.large();
        self.press.layer(&[Part { weight, bias: bias.transpose()? }], config.width, apart)
    }
}
