//! `config.json`: of which family a model is, and its shape.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{bad, text};
use crate::error::Result;

/// The architectures that are known, by the `model_type` of `config.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// BART (Lewis et al. 2020): learned places, the norm after each block. `DistilBART` is one.
    Bart,
    /// Pegasus (Zhang et al. 2020): places from sines, the norm before each block.
    Pegasus,
    /// T5 (Raffel et al. 2020) and Flan-T5: relative places, root-mean-square norms, no biases.
    T5,
    /// ProphetNet (Qi et al. 2020): as BART, and a second stream in the decoder stands for the token to come.
    ProphetNet,
}

impl Family {
    /// Whether norms come after the parts of a block rather than before them.
    pub(crate) fn norms_after(self) -> bool {
        matches!(self, Self::Bart | Self::ProphetNet)
    }
}

/// What stands between the two linear layers of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// `max(0, x)`.
    Relu,
    /// GELU by the error function.
    Gelu,
    /// GELU in its tanh form.
    GeluTanh,
}

/// One of the two stacks of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stack {
    /// Blocks.
    pub layers: usize,
    /// Heads of attention.
    pub heads: usize,
    /// Values between the two linear layers of a block.
    pub inner: usize,
}

/// The shape of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Its family.
    pub family: Family,
    /// Tokens that it knows.
    pub vocabulary: usize,
    /// Values that stand for a token.
    pub width: usize,
    /// Values of a head.
    pub head: usize,
    /// The stack that reads.
    pub encoder: Stack,
    /// The stack that writes.
    pub decoder: Stack,
    /// The most tokens of a text; none where places are relative, and 512 is then what T5 was trained on.
    pub positions: Option<usize>,
    /// What stands between the linear layers.
    pub activation: Activation,
    /// Whether a second linear layer gates the first (Flan-T5).
    pub gated: bool,
    /// Whether embeddings are multiplied by the root of the width.
    pub scaled: bool,
    /// Whether the last layer is the embeddings.
    pub tied: bool,
    /// Buckets of relative places, and the distance from which all are one.
    pub buckets: (usize, usize),
    /// Streams beside the first in the decoder: as many tokens to come were foretold at a time in training.
    pub ahead: usize,
    /// What keeps a norm from dividing by nought.
    pub epsilon: f32,
    /// The token that opens a text, where one does.
    pub bos: Option<u32>,
    /// The tokens that end a text; the first is the one that is appended.
    pub eos: Vec<u32>,
    /// The token that fills.
    pub pad: u32,
    /// What the summary of a text is asked for with, put before the text: "summarize: ".
    pub prefix: String,
    /// The whole of `config.json`: what else it says of generation.
    pub(crate) rest: Map<String, Value>,
}

#[derive(Deserialize)]
struct Raw {
    model_type: Option<String>,
    vocab_size: Option<usize>,
    d_model: Option<usize>,
    d_kv: Option<usize>,
    d_ff: Option<usize>,
    num_layers: Option<usize>,
    num_decoder_layers: Option<usize>,
    num_heads: Option<usize>,
    encoder_layers: Option<usize>,
    decoder_layers: Option<usize>,
    encoder_attention_heads: Option<usize>,
    decoder_attention_heads: Option<usize>,
    encoder_ffn_dim: Option<usize>,
    decoder_ffn_dim: Option<usize>,
    max_position_embeddings: Option<usize>,
    activation_function: Option<String>,
    feed_forward_proj: Option<String>,
    scale_embedding: Option<bool>,
    tie_word_embeddings: Option<bool>,
    relative_attention_num_buckets: Option<usize>,
    relative_attention_max_distance: Option<usize>,
    hidden_size: Option<usize>,
    num_encoder_layers: Option<usize>,
    num_encoder_attention_heads: Option<usize>,
    num_decoder_attention_heads: Option<usize>,
    num_buckets: Option<usize>,
    relative_max_distance: Option<usize>,
    ngram: Option<usize>,
    layer_norm_epsilon: Option<f32>,
    bos_token_id: Option<u32>,
    eos_token_id: Option<Value>,
    pad_token_id: Option<u32>,
}

impl Config {
    /// Reads `config.json` in a folder.
    ///
    /// # Errors
    /// [`crate::error::Error::BadModel`] when the file is missing, broken, of another architecture, or states a shape that cannot be
    /// run.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("config.json");
        let text = text(&path)?.ok_or_else(|| bad(&path, "is missing: this is no folder of a model"))?;
        Self::parse(&text).map_err(|reason| bad(&path, reason))
    }

    /// Reads the text of a `config.json`.
    ///
    /// # Errors
    /// Says what is wrong with it.
    #[allow(clippy::too_many_lines, reason = "one table of what each family states")]
    pub fn parse(text: &str) -> Result<Self, String> {
        let broken = |error: serde_json::Error| format!("cannot be understood: {error}");
        let rest: Map<String, Value> = serde_json::from_str(text).map_err(broken)?;
        let raw: Raw = serde_json::from_str(text).map_err(broken)?;
        let need = |value: Option<usize>, name: &str| match value {
            Some(value @ 1..=1_048_576) => Ok(value),
            Some(value) => Err(format!("states {name} = {value}, which no model has")),
            None => Err(format!("does not state {name}")),
        };
        let family = match raw.model_type.as_deref() {
            Some("bart") => Family::Bart,
            Some("pegasus") => Family::Pegasus,
            Some("t5") => Family::T5,
            Some("prophetnet") => Family::ProphetNet,
            other => {
                return Err(format!(
                    "is of the architecture \"{}\"; bart, pegasus, t5 (with flan-t5) and prophetnet are supported",
                    other.unwrap_or("none")
                ));
            }
        };
        let width = if family == Family::ProphetNet {
            need(raw.hidden_size, "hidden_size")?
        } else {
            need(raw.d_model, "d_model")?
        };
        let (encoder, decoder, head);
        if family == Family::T5 {
            let (heads, inner) = (need(raw.num_heads, "num_heads")?, need(raw.d_ff, "d_ff")?);
            let layers = need(raw.num_layers, "num_layers")?;
            let stack = |layers| Stack { layers, heads, inner };
            (encoder, decoder) = (
                stack(layers),
                stack(raw.num_decoder_layers.map_or(Ok(layers), |n| need(Some(n), "num_decoder_layers"))?),
            );
            head = need(raw.d_kv, "d_kv")?;
        } else {
            let stack = |[layers, heads, inner]: [(Option<usize>, &str); 3]| {
                let need = |(value, name)| need(value, name);
                Ok::<_, String>(Stack { layers: need(layers)?, heads: need(heads)?, inner: need(inner)? })
            };
            let inner = [(raw.encoder_ffn_dim, "encoder_ffn_dim"), (raw.decoder_ffn_dim, "decoder_ffn_dim")];
            (encoder, decoder) = if family == Family::ProphetNet {
                let heads = (raw.num_encoder_attention_heads, "num_encoder_attention_heads");
                let reader = [(raw.num_encoder_layers, "num_encoder_layers"), heads, inner[0]];
                let heads = (raw.num_decoder_attention_heads, "num_decoder_attention_heads");
                (stack(reader)?, stack([(raw.num_decoder_layers, "num_decoder_layers"), heads, inner[1]])?)
            } else {
                let heads = (raw.encoder_attention_heads, "encoder_attention_heads");
                let reader = [(raw.encoder_layers, "encoder_layers"), heads, inner[0]];
                let heads = (raw.decoder_attention_heads, "decoder_attention_heads");
                (stack(reader)?, stack([(raw.decoder_layers, "decoder_layers"), heads, inner[1]])?)
            };
            head = width / encoder.heads;
            if encoder.heads != decoder.heads || head * encoder.heads != width {
                return Err("states heads that do not share its width".to_owned());
            }
        }
        // Lanes of sixteen: every published model is in them.
        for (name, value) in [
            ("width", width),
            ("heads", head),
            ("feed-forward", encoder.inner),
            ("feed-forward", decoder.inner),
        ] {
            // Sums of 8-bit products fit 32 bits up to there.
            if value % 16 != 0 || value > 65_536 {
                return Err(format!("has {name} of {value} values; multiples of 16 up to 65,536 can be run"));
            }
        }
        let proj = raw.feed_forward_proj.as_deref().unwrap_or("relu");
        let stated = if family == Family::T5 { Some(proj) } else { raw.activation_function.as_deref() };
        let (activation, gated) = match stated {
            Some("relu") => (Activation::Relu, false),
            Some("gelu") if family != Family::T5 => (Activation::Gelu, false),
            None => (Activation::Gelu, false),
            Some("gelu_new" | "gelu_pytorch_tanh") => (Activation::GeluTanh, false),
            Some("gated-gelu") => (Activation::GeluTanh, true),
            Some("gated-relu") => (Activation::Relu, true),
            Some(other) => {
                return Err(format!("asks for the activation \"{other}\", which is not supported"));
            }
        };
        let buckets = if family == Family::ProphetNet {
            [(raw.num_buckets, "num_buckets"), (raw.relative_max_distance, "relative_max_distance")]
        } else {
            [
                (raw.relative_attention_num_buckets, "relative_attention_num_buckets"),
                (raw.relative_attention_max_distance, "relative_attention_max_distance"),
            ]
        };
        let [(count, count_name), (farthest, farthest_name)] = buckets;
        let buckets = (need(count.or(Some(32)), count_name)?, need(farthest.or(Some(128)), farthest_name)?);
        if buckets.0 < 4 || buckets.1 <= buckets.0 {
            return Err("states buckets of relative places that cannot be".to_owned());
        }
        let eos = ids(raw.eos_token_id.as_ref())?;
        let vocabulary = need(raw.vocab_size, "vocab_size")?;
        let (bos, pad) = (raw.bos_token_id, raw.pad_token_id.unwrap_or(0));
        let usual = if matches!(family, Family::Bart | Family::ProphetNet) { 2 } else { 1 };
        let eos = if eos.is_empty() { vec![usual] } else { eos };
        if eos.iter().chain(&bos).chain([&pad]).any(|id| *id as usize >= vocabulary) {
            return Err(format!("names a token beyond its vocabulary of {vocabulary}"));
        }
        if family == Family::ProphetNet && pad != 0 {
            return Err(format!("states pad_token_id = {pad}; a ProphetNet fills with the token 0"));
        }
        let prefix = rest.get("task_specific_params").and_then(|tasks| tasks.get("summarization"));
        let prefix = prefix.and_then(|task| task.get("prefix")).and_then(Value::as_str);
        let positions = |usual| need(raw.max_position_embeddings.or(Some(usual)), "max_position_embeddings");
        let positions = match family {
            Family::T5 => None,
            // Its first place is that of what fills.
            Family::ProphetNet => Some(positions(512)? - 1),
            Family::Bart | Family::Pegasus => Some(positions(1024)?),
        };
        if positions.is_some_and(|places| places < 2) {
            return Err("states a max_position_embeddings that leaves no room for a text".to_owned());
        }
        let prefix = prefix.unwrap_or(if family == Family::T5 { "summarize: " } else { "" });
        Ok(Self {
            family,
            vocabulary,
            width,
            head,
            encoder,
            decoder,
            positions,
            activation,
            gated,
            scaled: raw.scale_embedding.unwrap_or(false) && family != Family::ProphetNet,
            tied: raw.tie_word_embeddings.unwrap_or(true),
            buckets,
            ahead: need(raw.ngram.or(Some(2)), "ngram")?,
            epsilon: raw.layer_norm_epsilon.filter(|_| family == Family::T5).unwrap_or(1e-6),
            bos: bos.or((family == Family::Bart).then_some(0)),
            eos,
            pad,
            prefix: prefix.to_owned(),
            rest,
        })
    }

    /// The most tokens that a text may have, its end included.
    #[must_use]
    pub fn window(&self) -> usize {
        self.positions.unwrap_or(512)
    }
}

/// The token ids in a value: a number, a list, or nothing.
pub(super) fn ids(value: Option<&Value>) -> Result<Vec<u32>, String> {
    let id = |value: &Value| {
        value.as_u64().and_then(|id| u32::try_from(id).ok()).ok_or_else(|| format!("{value} is no token"))
    };
    match value {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(list)) => list.iter().map(id).collect(),
        Some(value) => Ok(vec![id(value)?]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BART: &str = r#"{"model_type": "bart", "vocab_size": 50264, "d_model": 1024, "encoder_layers": 12,
        "decoder_layers": 6, "encoder_attention_heads": 16, "decoder_attention_heads": 16, "encoder_ffn_dim": 4096,
        "decoder_ffn_dim": 4096, "max_position_embeddings": 1024, "activation_function": "gelu", "bos_token_id": 0,
        "eos_token_id": 2, "pad_token_id": 1}"#;

    const PROPHETNET: &str = r#"{"model_type": "prophetnet", "vocab_size": 30522, "hidden_size": 1024, "num_encoder_layers": 12,
        "num_decoder_layers": 12, "num_encoder_attention_heads": 16, "num_decoder_attention_heads": 16,
        "encoder_ffn_dim": 4096, "decoder_ffn_dim": 4096, "max_position_embeddings": 512, "ngram": 2, "num_buckets": 32,
        "relative_max_distance": 128, "bos_token_id": 102, "eos_token_id": 102, "pad_token_id": 0}"#;

    #[test]
    fn a_prophetnet_states_its_shape_in_words_of_its_own() {
        let config = Config::parse(PROPHETNET).unwrap();
        assert_eq!((config.family, config.width, config.head), (Family::ProphetNet, 1024, 64));
        assert_eq!((config.window(), config.ahead, config.buckets), (511, 2, (32, 128)));
        for (from, to, wrong) in [
            ("\"hidden_size\": 1024,", "", "does not state hidden_size"),
            ("\"num_encoder_layers\": 12,", "", "does not state num_encoder_layers"),
            ("\"num_decoder_attention_heads\": 16", "\"num_decoder_attention_heads\": 8", "heads"),
            ("\"num_buckets\": 32", "\"num_buckets\": 2", "buckets"),
            ("\"ngram\": 2", "\"ngram\": 0", "ngram = 0"),
            ("\"pad_token_id\": 0", "\"pad_token_id\": 1", "pad_token_id = 1"),
            ("\"max_position_embeddings\": 512", "\"max_position_embeddings\": 1", "no room for a text"),
        ] {
            let error = Config::parse(&PROPHETNET.replacen(from, to, 1)).unwrap_err();
            assert!(error.contains(wrong), "{error}");
        }
    }

    #[test]
    fn a_config_is_read_and_what_is_wrong_with_one_is_said() {
        let config = Config::parse(BART).unwrap();
        assert_eq!((config.family, config.head, config.window()), (Family::Bart, 64, 1024));
        for (from, to, wrong) in [
            ("\"bart\"", "\"llama\"", "\"llama\"; bart, pegasus, t5"),
            ("\"d_model\": 1024", "\"d_model\": 0", "d_model = 0"),
            ("\"d_model\": 1024", "\"d_model\": 99999999999", "d_model = 99999999999"),
            ("\"d_model\": 1024", "\"d_model\": 1000", "heads"),
            ("\"gelu\"", "\"swish\"", "\"swish\""),
            ("50264", "1", "beyond its vocabulary"),
            ("\"encoder_layers\": 12,", "", "does not state encoder_layers"),
            ("{", "", "cannot be understood"),
        ] {
            let error = Config::parse(&BART.replacen(from, to, 1)).unwrap_err();
            assert!(error.contains(wrong), "{error}");
        }
    }
}
