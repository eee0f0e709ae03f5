//! What ProphetNet's decoder has besides (Qi et al. 2020): a second row, which stands for the token to come, and distances
//! that every layer reads off its rows.
//!
//! In training several such streams foretell as many tokens. What is written comes of the first alone, and as none looks at
//! another, the others are not run. As in transformers, the first stream is told by the last of their vectors.

use tch::{Kind, Tensor};

use crate::engine::model::{Config, Family};
use crate::engine::rewrite::{Names, bucket};

use super::layers::Linear;
use super::weights::Weights;

/// The row that stands for the token to come.
pub(super) struct Foresight {
    /// `[1, width]`: what stands in it in place of a token's vector.
    vector: Tensor,
    buckets: (usize, usize),
}

/// How far the rows of a step stand from their keys: those of the tokens written, then that of the row to come.
pub(super) struct Distances {
    /// The buckets, `[2, keys]`.
    buckets: Tensor,
    /// What keeps the newest token from looking at the row to come, `[2, keys]`.
    hidden: Tensor,
}

impl Foresight {
    pub(super) fn new(config: &Config, weights: &Weights) -> Option<Self> {
        (config.family == Family::ProphetNet).then(|| {
            let vectors = weights.get(Names::streams());
            Self { vector: vectors.narrow(0, config.ahead as i64 - 1, 1), buckets: config.buckets }
        })
    }

    /// Puts the row to come, by the vector of its place, behind those of the newest tokens: `[rows, 2, width]`.
    pub(super) fn beside(&self, newest: &Tensor, place: &Tensor) -> Tensor {
        let row = (&self.vector + place).expand_as(newest);
        Tensor::cat(&[newest, &row], 1)
    }

    /// The distances in a step after which there are so many tokens.
    pub(super) fn distances(&self, tokens: usize) -> Distances {
        let rows = [tokens - 1, tokens].map(|place| {
            let buckets = (0..=tokens).map(move |key| {
                // The last key is that of the row to come, which stands one after the tokens.
                bucket(key as i64 - place as i64, false, self.buckets) as i64
            });
            buckets.collect::<Vec<_>>()
        });
        let keys = tokens as i64 + 1;
        let device = self.vector.device();
        let hidden = Tensor::zeros([2, keys], (Kind::Float, device));
        let _ = hidden.get(0).narrow(0, tokens as i64, 1).fill_(f64::NEG_INFINITY);
        Distances { buckets: Tensor::from_slice(&rows.concat()).view([2, keys]).to_device(device), hidden }
    }
}

/// What a layer adds to its scores for distances.
pub(super) struct Relative {
    layer: Linear,
    heads: i64,
    buckets: i64,
}

impl Relative {
    pub(super) fn new(config: &Config, weights: &Weights, layer: usize) -> Option<Self> {
        (config.family == Family::ProphetNet).then(|| Self {
            layer: Linear::new(weights, &Names::relative(layer)),
            heads: config.decoder.heads as i64,
            buckets: config.buckets.0 as i64,
        })
    }

    /// `[rows, 2, width]` to what is added to the scores of these rows: `[rows, heads, 2, keys]`.
    pub(super) fn added(&self, x: &Tensor, distances: &Distances) -> Tensor {
        let (rows, streams, _) = x.size3().expect("states have three dimensions");
        let by_bucket = self.layer.run(x).view([rows, streams, self.buckets, self.heads]);
        let keys = distances.buckets.size()[1];
        let wanted = distances.buckets.expand([rows, self.heads, streams, keys], false);
        by_bucket.permute([0, 3, 1, 2]).gather(3, &wanted, false) + &distances.hidden
    }
}
