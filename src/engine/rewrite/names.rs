//! What the tensors of each family are called.

use crate::engine::model::{Family, Tensors};

/// The names of a family's tensors.
pub(in crate::engine) struct Names {
    family: Family,
    /// What names may begin with but for T5's, that of this file first.
    prefixes: [&'static str; 2],
}

/// The names of a block, without `.weight` and `.bias`.
pub(in crate::engine) struct Block {
    pub(in crate::engine) own_norm: String,
    /// Query, key, value, out.
    pub(in crate::engine) own: [String; 4],
    pub(in crate::engine) cross_norm: String,
    pub(in crate::engine) cross: [String; 4],
    pub(in crate::engine) feed_norm: String,
    /// Up, gate, down.
    feeds: [String; 3],
    /// The first layer of a feed-forward that is gated.
    gated_up: String,
}

impl Block {
    /// The names of the feed-forward: up, gate where there is one, down.
    pub(in crate::engine) fn feed(&self, gated: bool) -> [Option<String>; 3] {
        let [up, gate, down] = self.feeds.clone();
        if gated {
            [Some(self.gated_up.clone()), Some(gate), Some(down)]
        } else {
            [Some(up), None, Some(down)]
        }
    }
}

impl Names {
    /// The names that a file goes by: some have `model.` before all, some do not.
    pub(in crate::engine) fn of(family: Family, tensors: &Tensors) -> Self {
        let (prefix, bare) = match family {
            Family::ProphetNet => ("prophetnet.", tensors.has(&["word_embeddings.weight"])),
            _ => ("model.", tensors.has(&["shared.weight", "encoder.layers.0.fc1.weight"])),
        };
        Self { family, prefixes: if bare { ["", prefix] } else { [prefix, ""] } }
    }

    /// The names that a tensor may go by, the likeliest first.
    pub(in crate::engine) fn all(&self, name: &str) -> Vec<String> {
        match self.family {
            Family::T5 => vec![name.to_owned()],
            _ => self.prefixes.iter().map(|prefix| format!("{prefix}{name}")).collect(),
        }
    }

    /// The table of tokens that both stacks share: its own name, and those that a stack or the head may give it.
    #[cfg(feature = "torch")]
    pub(in crate::engine) fn shared(&self) -> [&'static str; 4] {
        match self.family {
            Family::ProphetNet => [
                "word_embeddings.weight",
                "encoder.word_embeddings.weight",
                "decoder.word_embeddings.weight",
                "lm_head.weight",
            ],
            _ => [
                "shared.weight",
                "encoder.embed_tokens.weight",
                "decoder.embed_tokens.weight",
                "lm_head.weight",
            ],
        }
    }

    /// The table of places of a stack.
    pub(in crate::engine) fn places(&self, stack: &str) -> String {
        let own = if self.family == Family::ProphetNet { "position_embeddings" } else { "embed_positions" };
        format!("{stack}.{own}.weight")
    }

    pub(in crate::engine) fn block(&self, stack: &str, layer: usize) -> Block {
        if self.family == Family::T5 {
            let at = |sub: usize, name: &str| format!("{stack}.block.{layer}.layer.{sub}.{name}");
            let attention =
                |sub, name: &str| ["q", "k", "v", "o"].map(|part| at(sub, &format!("{name}.{part}")));
            let feed = if stack == "decoder" { 2 } else { 1 };
            let dense = |name: &str| at(feed, &format!("DenseReluDense.{name}"));
            return Block {
                own_norm: at(0, "layer_norm"),
                own: attention(0, "SelfAttention"),
                cross_norm: at(1, "layer_norm"),
                cross: attention(1, "EncDecAttention"),
                feed_norm: at(feed, "layer_norm"),
                feeds: [dense("wi"), dense("wi_1"), dense("wo")],
                gated_up: dense("wi_0"),
            };
        }
        let at = |name: &str| format!("{stack}.layers.{layer}.{name}");
        if self.family == Family::ProphetNet {
            let attention = |name: &str| {
                ["query_proj", "key_proj", "value_proj", "out_proj"].map(|part| at(&format!("{name}.{part}")))
            };
            return Block {
                own_norm: at("self_attn_layer_norm"),
                own: attention("self_attn"),
                cross_norm: at("cross_attn_layer_norm"),
                cross: attention("cross_attn"),
                feed_norm: at("feed_forward_layer_norm"),
                feeds: [at("feed_forward.intermediate"), String::new(), at("feed_forward.output")],
                gated_up: String::new(),
            };
        }
        let attention =
            |name: &str| ["q_proj", "k_proj", "v_proj", "out_proj"].map(|part| at(&format!("{name}.{part}")));
        Block {
            own_norm: at("self_attn_layer_norm"),
            own: attention("self_attn"),
            cross_norm: at("encoder_attn_layer_norm"),
            cross: attention("encoder_attn"),
            feed_norm: at("final_layer_norm"),
            feeds: [at("fc1"), String::new(), at("fc2")],
            gated_up: String::new(),
        }
    }

    pub(in crate::engine) fn first_norm(&self, stack: &str) -> String {
        let own =
            if self.family == Family::ProphetNet { "embeddings_layer_norm" } else { "layernorm_embedding" };
        format!("{stack}.{own}")
    }

    pub(in crate::engine) fn last_norm(&self, stack: &str) -> String {
        format!("{stack}.{}", if self.family == Family::T5 { "final_layer_norm" } else { "layer_norm" })
    }

    /// The norm whose output goes into a block: BART has it at the end of the block before.
    pub(in crate::engine) fn norm_before(&self, stack: &str, layer: usize) -> String {
        match (self.family, layer.checked_sub(1)) {
            (Family::Bart, Some(before)) => self.block(stack, before).feed_norm,
            (Family::Bart, None) => self.first_norm(stack),
            _ => self.block(stack, layer).own_norm,
        }
    }

    /// The norm whose output leaves a stack of so many blocks.
    pub(in crate::engine) fn norm_after(&self, stack: &str, layers: usize) -> String {
        match self.family {
            Family::Bart => self.norm_before(stack, layers),
            _ => self.last_norm(stack),
        }
    }

    /// The vectors of ProphetNet's streams.
    #[cfg(feature = "torch")]
    pub(in crate::engine) fn streams() -> &'static str {
        "decoder.ngram_embeddings.weight"
    }

    /// The layer by which ProphetNet tells distances.
    #[cfg(feature = "torch")]
    pub(in crate::engine) fn relative(layer: usize) -> String {
        format!("decoder.layers.{layer}.self_attn.relative_pos_embeddings")
    }

    /// T5 keeps what it adds for distances in its first block.
    pub(in crate::engine) fn distances(stack: &str) -> String {
        format!("{stack}.block.0.layer.0.SelfAttention.relative_attention_bias.weight")
    }
}
