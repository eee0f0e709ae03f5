//! The encoder: a text's tokens in, a vector for each out. A text is read by itself, so that its vectors are the same in any
//! company.

use rust_bert::bart::{BartConfig, BartForConditionalGeneration};
use rust_bert::prophetnet::{ProphetNetConfig, ProphetNetForConditionalGeneration};
use rust_bert::t5::{T5Config, T5ForConditionalGeneration};
use serde_json::json;
use tch::nn::VarStore;
use tch::{Device, Tensor};

use crate::engine::model::{Activation, Config, Family, Tensors};
use crate::error::Result;

use super::layers::{Attention, Feed, Norm, Places, Step, Table};
use super::weights::Weights;

/// Who reads.
pub(super) enum Reader {
    /// rust-bert, for BART.
    Bart(Box<BartForConditionalGeneration>),
    /// rust-bert, for T5 and Flan-T5.
    T5(Box<T5ForConditionalGeneration>),
    /// rust-bert, for ProphetNet.
    ProphetNet(Box<ProphetNetForConditionalGeneration>),
    /// What rust-bert does not do as the models were trained.
    Own(Box<Stack>),
}

pub(super) struct Stack {
    table: Table,
    places: Places,
    blocks: Vec<(Step<Attention>, Step<Feed>)>,
    last: Norm,
}

impl Reader {
    /// Makes the encoder of a checkpoint; its tensors, with those of the decoder.
    pub(super) fn open(config: &Config, tensors: &Tensors, device: Device) -> Result<(Self, Weights)> {
        let mut reader = None;
        let weights = Weights::read(config, tensors, device, || {
            let variables = VarStore::new(device);
            let root = variables.root();
            reader = match (config.family, t5_feed(config)) {
                (Family::Bart, _) => {
                    Some(Self::Bart(Box::new(BartForConditionalGeneration::new(root, &bart_config(config)))))
                }
                (Family::T5, Some(feed)) => {
                    let config = t5_config(config, feed);
                    Some(Self::T5(Box::new(T5ForConditionalGeneration::new(root, &config))))
                }
                (Family::ProphetNet, _) => {
                    let model = ProphetNetForConditionalGeneration::new(root, &prophetnet_config(config));
                    Some(Self::ProphetNet(Box::new(model.expect("its heads share its width"))))
                }
                (Family::Pegasus, _) | (Family::T5, None) => None,
            };
            let mut variables = variables.variables();
            // Its head is not run: it takes no memory of its own.
            if config.family == Family::ProphetNet
                && let Some(mut head) = variables.remove("lm_head.weight")
                && let Some(table) = variables.get("prophetnet.word_embeddings.weight")
            {
                head.set_data(table);
            }
            variables
        })?;
        let reader = reader.unwrap_or_else(|| Self::Own(Box::new(Stack::new(config, &weights, device))));
        Ok((reader, weights))
    }

    /// Vectors of a text: `[1, words]` to `[1, words, width]`.
    pub(super) fn read(&self, tokens: &Tensor) -> Tensor {
        match self {
            Self::Bart(bart) => bart.encode(tokens, None),
            Self::T5(t5) => t5.encode(tokens, None),
            Self::ProphetNet(model) => {
                model.encode(Some(tokens), None, None).expect("it is given tokens, and no vectors beside")
            }
            Self::Own(stack) => stack.read(tokens),
        }
    }
}

/// What rust-bert calls what stands between linear layers.
fn activation(config: &Config) -> &'static str {
    match config.activation {
        Activation::Relu => "relu",
        Activation::Gelu => "gelu",
        Activation::GeluTanh => "gelu_new",
    }
}

/// The config as rust-bert has it: its decoder is not run, so it gets no layers.
fn bart_config(config: &Config) -> BartConfig {
    let stated = json!({
        "d_model": config.width, "vocab_size": config.vocabulary, "max_position_embeddings": config.window(),
        "encoder_layers": config.encoder.layers, "encoder_attention_heads": config.encoder.heads,
        "encoder_ffn_dim": config.encoder.inner, "decoder_layers": 0, "num_hidden_layers": config.encoder.layers,
        "decoder_attention_heads": config.decoder.heads, "decoder_ffn_dim": config.decoder.inner,
        "activation_function": activation(config), "scale_embedding": config.scaled, "pad_token_id": config.pad,
        "activation_dropout": 0.0, "attention_dropout": 0.0, "dropout": 0.0, "encoder_layerdrop": 0.0,
        "decoder_layerdrop": 0.0, "init_std": 0.0,
    });
    serde_json::from_value(stated).expect("every field that it needs is stated")
}

/// The config as rust-bert has it: its decoder is not run, so it gets no layers.
fn prophetnet_config(config: &Config) -> ProphetNetConfig {
    let stated = json!({
        "hidden_size": config.width, "vocab_size": config.vocabulary, "max_position_embeddings": config.window() + 1,
        "num_encoder_layers": config.encoder.layers, "num_encoder_attention_heads": config.encoder.heads,
        "encoder_ffn_dim": config.encoder.inner, "num_decoder_layers": 0, "decoder_ffn_dim": config.decoder.inner,
        "num_decoder_attention_heads": config.decoder.heads, "activation_function": activation(config),
        "ngram": config.ahead, "num_buckets": config.buckets.0, "relative_max_distance": config.buckets.1,
        "pad_token_id": config.pad, "bos_token_id": config.pad, "eos_token_id": config.eos[0],
        "decoder_start_token_id": config.pad, "is_encoder_decoder": true, "disable_ngram_loss": true,
        "activation_dropout": 0.0, "attention_dropout": 0.0, "dropout": 0.0, "eps": 0.0, "init_std": 0.0,
    });
    serde_json::from_value(stated).expect("every field that it needs is stated")
}

/// What rust-bert calls the feed-forward of a T5, if it knows it.
fn t5_feed(config: &Config) -> Option<&'static str> {
    match (config.activation, config.gated) {
        (Activation::Relu, false) => Some("relu"),
        (Activation::GeluTanh, true) => Some("gated-gelu"),
        _ => None,
    }
}

/// The config as rust-bert has it, which gives both stacks as many layers: those of the decoder are not run.
fn t5_config(config: &Config, feed: &str) -> T5Config {
    let stated = json!({
        "d_model": config.width, "d_ff": config.encoder.inner, "d_kv": config.head, "num_heads": config.encoder.heads,
        "num_layers": config.encoder.layers, "vocab_size": config.vocabulary, "feed_forward_proj": feed,
        "tie_word_embeddings": true, "layer_norm_epsilon": config.epsilon, "dropout_rate": 0.0, "initializer_factor": 1.0,
        "relative_attention_num_buckets": config.buckets.0, "relative_attention_max_distance": config.buckets.1,
    });
    serde_json::from_value(stated).expect("every field that it needs is stated")
}

impl Stack {
    fn new(config: &Config, weights: &Weights, device: Device) -> Self {
        let blocks = (0..config.encoder.layers).map(|layer| {
            let names = weights.names.block("encoder", layer);
            let own = Attention::new(config, weights, &names.own);
            let feed = Feed::new(config, weights, &names.feed(config.gated));
            let step = Step::new(config, weights, &names.own_norm, own);
            (step, Step::new(config, weights, &names.feed_norm, feed))
        });
        Self {
            table: Table::new(config, weights),
            places: Places::new(config, weights, "encoder", device),
            blocks: blocks.collect(),
            last: Norm::new(config, weights, &weights.names.last_norm("encoder")),
        }
    }

    fn read(&self, tokens: &Tensor) -> Tensor {
        let words = tokens.size()[1] as usize;
        let mut x = self.table.run(tokens);
        if let Some(places) = self.places.vectors(0, words) {
            x += places;
        }
        let added = self.places.distances(0..words, words, true);
        for (own, feed) in &self.blocks {
            x = own.run(&x, |own, x| {
                let (key, value) = own.key_value(x);
                own.look(&own.query(x), &key, &value, added.as_ref())
            });
            x = feed.run(&x, Feed::run);
        }
        self.last.run(&x)
    }
}
