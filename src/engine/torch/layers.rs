//! The parts that both stacks are made of.

use tch::Tensor;

use crate::engine::model::{Activation, Config, Family};

use super::weights::Weights;

/// What keeps all norms but T5's from dividing by nought.
const EPSILON: f64 = 1e-5;

/// `x × Wᵀ + b`.
pub(super) struct Linear {
    weight: Tensor,
    bias: Option<Tensor>,
}

impl Linear {
    pub(super) fn new(weights: &Weights, name: &str) -> Self {
        Self { weight: weights.get(&format!("{name}.weight")), bias: weights.find(&format!("{name}.bias")) }
    }

    /// From vectors to a score for each token of the vocabulary.
    pub(super) fn head(weights: &Weights) -> Self {
        let weight = weights.find("lm_head.weight").unwrap_or_else(|| weights.shared());
        Self { weight, bias: weights.find("final_logits_bias").map(|bias| bias.squeeze_dim(0)) }
    }

    pub(super) fn run(&self, x: &Tensor) -> Tensor {
        x.linear(&self.weight, self.bias.as_ref())
    }
}

/// A normalisation of vectors.
pub(super) enum Norm {
    Layer { weight: Tensor, bias: Tensor },
    RootMeanSquare { weight: Tensor, epsilon: f64 },
}

impl Norm {
    pub(super) fn new(config: &Config, weights: &Weights, name: &str) -> Self {
        let weight = weights.get(&format!("{name}.weight"));
        match weights.find(&format!("{name}.bias")) {
            Some(bias) => Self::Layer { weight, bias },
            None => Self::RootMeanSquare { weight, epsilon: f64::from(config.epsilon) },
        }
    }

    pub(super) fn run(&self, x: &Tensor) -> Tensor {
        match self {
            Self::Layer { weight, bias } => {
                x.layer_norm(weight.size(), Some(weight), Some(bias), EPSILON, false)
            }
            Self::RootMeanSquare { weight, epsilon } => {
                let mean = x.square().mean_dim([-1i64].as_slice(), true, x.kind());
                x * (mean + *epsilon).rsqrt() * weight
            }
        }
    }
}

/// The four layers of an attention.
pub(super) struct Attention {
    query: Linear,
    key: Linear,
    value: Linear,
    out: Linear,
    heads: i64,
    head: i64,
    /// What scores are multiplied by.
    scale: f64,
}

impl Attention {
    pub(super) fn new(config: &Config, weights: &Weights, names: &[String; 4]) -> Self {
        let [query, key, value, out] = names.each_ref().map(|name| Linear::new(weights, name));
        let scale = if config.family == Family::T5 { 1.0 } else { (config.head as f64).powf(-0.5) };
        Self { query, key, value, out, heads: config.encoder.heads as i64, head: config.head as i64, scale }
    }

    /// `[texts, words, heads × head]` to `[texts, heads, words, head]`.
    fn apart(&self, x: &Tensor) -> Tensor {
        let (texts, words, _) = x.size3().expect("states have three dimensions");
        x.view([texts, words, self.heads, self.head]).transpose(1, 2)
    }

    pub(super) fn query(&self, x: &Tensor) -> Tensor {
        self.apart(&self.query.run(x))
    }

    pub(super) fn key_value(&self, x: &Tensor) -> (Tensor, Tensor) {
        (self.apart(&self.key.run(x)), self.apart(&self.value.run(x)))
    }

    /// Looks back: queries `[texts, heads, words, head]`, what is added to scores, where anything is.
    pub(super) fn look(
        &self,
        query: &Tensor,
        key: &Tensor,
        value: &Tensor,
        added: Option<&Tensor>,
    ) -> Tensor {
        let mixed = if let Some(added) = added {
            Tensor::scaled_dot_product_attention(query, key, value, Some(added), 0.0, false, self.scale)
        } else {
            // tch hands over nothing as a tensor without a kind, which libtorch refuses.
            let scores = (query * self.scale).matmul(&key.transpose(-2, -1));
            scores.softmax(-1, scores.kind()).matmul(value)
        };
        let (texts, heads, words, head) = mixed.size4().expect("attention has four dimensions");
        self.out.run(&mixed.transpose(1, 2).reshape([texts, words, heads * head]))
    }
}

/// The two linear layers of a block, and the one that gates the first.
pub(super) struct Feed {
    up: Linear,
    gate: Option<Linear>,
    down: Linear,
    activation: Activation,
}

impl Feed {
    pub(super) fn new(config: &Config, weights: &Weights, names: &[Option<String>; 3]) -> Self {
        let layer = |name: &Option<String>| name.as_ref().map(|name| Linear::new(weights, name));
        let [up, gate, down] = names.each_ref().map(layer);
        Self {
            up: up.expect("every feed-forward has a first layer"),
            gate,
            down: down.expect("every feed-forward has a second layer"),
            activation: config.activation,
        }
    }

    pub(super) fn run(&self, x: &Tensor) -> Tensor {
        let up = self.up.run(x);
        let up = match self.activation {
            Activation::Relu => up.relu(),
            Activation::Gelu => up.gelu("none"),
            Activation::GeluTanh => up.gelu("tanh"),
        };
        match &self.gate {
            Some(gate) => self.down.run(&(up * gate.run(x))),
            None => self.down.run(&up),
        }
    }
}

/// A part of a block with its norm: `x + part(norm(x))`, or `norm(x + part(x))` where norms come after (BART, ProphetNet).
pub(super) struct Step<T> {
    norm: Norm,
    pub(super) part: T,
    after: bool,
}

impl<T> Step<T> {
    pub(super) fn new(config: &Config, weights: &Weights, norm: &str, part: T) -> Self {
        Self { norm: Norm::new(config, weights, norm), part, after: config.family.norms_after() }
    }

    pub(super) fn run(&self, x: &Tensor, run: impl FnOnce(&T, &Tensor) -> Tensor) -> Tensor {
        if self.after {
            self.norm.run(&(x + run(&self.part, x)))
        } else {
            x + run(&self.part, &self.norm.run(x))
        }
    }
}

/// Embeddings of tokens.
pub(super) struct Table {
    weight: Tensor,
    scale: Option<f64>,
}

impl Table {
    pub(super) fn new(config: &Config, weights: &Weights) -> Self {
        let scale = config.scaled.then(|| (config.width as f64).sqrt());
        Self { weight: weights.shared(), scale }
    }

    /// The vectors of tokens: `[texts, words]` to `[texts, words, width]`.
    pub(super) fn run(&self, tokens: &Tensor) -> Tensor {
        let rows = Tensor::embedding(&self.weight, tokens, -1, false, false);
        match self.scale {
            Some(scale) => rows * scale,
            None => rows,
        }
    }
}

/// Where tokens stand.
pub(super) enum Places {
    /// A vector for each place, from this row on (BART, ProphetNet), `[places][width]`.
    Table(Tensor, i64),
    /// Told to the attention instead: a number for each bucket of distances and head (T5), `[buckets][heads]`.
    Distances { table: Tensor, buckets: (usize, usize) },
}

impl Places {
    pub(super) fn new(config: &Config, weights: &Weights, stack: &str, device: tch::Device) -> Self {
        match config.family {
            Family::Bart => Self::Table(weights.get(&weights.names.places(stack)), 2),
            // Its first row is that of what fills.
            Family::ProphetNet => Self::Table(weights.get(&weights.names.places(stack)), 1),
            Family::Pegasus => Self::Table(sines(config, device), 0),
            Family::T5 => Self::Distances {
                table: weights.get(&crate::engine::rewrite::Names::distances(stack)),
                buckets: config.buckets,
            },
        }
    }

    /// The vectors of so many places from one on, to be added to those of tokens.
    pub(super) fn vectors(&self, from: usize, count: usize) -> Option<Tensor> {
        match self {
            Self::Table(table, skip) => Some(table.narrow(0, from as i64 + skip, count as i64)),
            Self::Distances { .. } => None,
        }
    }

    /// What is added to the scores of queries at these places for keys from the first on: `[1, heads, queries, keys]`.
    pub(super) fn distances(
        &self,
        queries: std::ops::Range<usize>,
        keys: usize,
        both: bool,
    ) -> Option<Tensor> {
        let Self::Distances { table, buckets } = self else { return None };
        let length = queries.len() as i64;
        let pairs = queries.flat_map(|query| (0..keys).map(move |key| key as i64 - query as i64));
        let rows: Vec<i64> =
            pairs.map(|distance| crate::engine::rewrite::bucket(distance, both, *buckets) as i64).collect();
        let rows = Tensor::from_slice(&rows).to_device(table.device());
        let added = table.index_select(0, &rows).view([length, keys as i64, -1]);
        Some(added.permute([2, 0, 1]).unsqueeze(0).contiguous())
    }
}

/// Sines, then cosines (Vaswani et al. 2017): `[places][width]`.
fn sines(config: &Config, device: tch::Device) -> Tensor {
    let (width, count) = (config.width, config.window());
    let value = |place: usize, at: usize| {
        let (pair, cosine) = if at < width / 2 { (at, false) } else { (at - width / 2, true) };
        let angle = place as f64 / 10_000f64.powf(2.0 * pair as f64 / width as f64);
        if cosine { angle.cos() as f32 } else { angle.sin() as f32 }
    };
    let values: Vec<f32> = (0..count).flat_map(|place| (0..width).map(move |at| value(place, at))).collect();
    Tensor::from_slice(&values).view([count as i64, width as i64]).to_device(device)
}
