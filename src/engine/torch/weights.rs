//! A checkpoint's tensors on their device, found by their names and held against the shape that `config.json` gives.

use std::collections::HashMap;

use tch::{Device, Tensor};

use crate::engine::model::{self, Config, Family, Tensors};
use crate::engine::rewrite::Names;
use crate::error::Result;

/// A tensor that a model of some shape has.
struct Wanted {
    /// Its name here.
    name: String,
    /// What it may be called in the file.
    called: Vec<String>,
    shape: Vec<usize>,
}

/// The tensors of a model.
pub(super) struct Weights {
    tensors: HashMap<String, Tensor>,
    pub(super) names: Names,
}

impl Weights {
    /// Reads all that the model needs: into the tensors that rust-bert has made, by the names that `ready` gives, or into
    /// new ones. Nothing is made before every tensor was found to be there and of the shape that it should have.
    pub(super) fn read(
        config: &Config,
        tensors: &Tensors,
        device: Device,
        ready: impl FnOnce() -> HashMap<String, Tensor>,
    ) -> Result<Self> {
        let names = Names::of(config.family, tensors);
        let mut found = Vec::new();
        for wanted in wanted(config, tensors, &names) {
            found.push((get(tensors, &wanted)?, wanted.name));
        }
        let before = match config.family {
            Family::T5 => "",
            Family::Bart | Family::Pegasus => "model.",
            Family::ProphetNet => "prophetnet.",
        };
        let mut ready = ready();
        let mut read = HashMap::new();
        for (tensor, name) in found {
            let shape: Vec<i64> = tensor.shape().iter().map(|size| *size as i64).collect();
            let values = Tensor::from_slice(&tensor.floats()?).reshape(&shape[..]);
            let placed = match ready.remove(&format!("{before}{name}")) {
                Some(mut own) => {
                    own.copy_(&values);
                    own
                }
                None => values.to_device(device),
            };
            read.insert(name, placed);
        }
        Ok(Self { tensors: read, names })
    }

    /// A tensor that the model has.
    pub(super) fn get(&self, name: &str) -> Tensor {
        self.find(name).unwrap_or_else(|| panic!("{name} is in the list of what is read"))
    }

    /// The table of tokens that both stacks share.
    pub(super) fn shared(&self) -> Tensor {
        self.get(self.names.shared()[0])
    }

    /// A tensor that the model may have.
    pub(super) fn find(&self, name: &str) -> Option<Tensor> {
        self.tensors.get(name).map(Tensor::shallow_clone)
    }
}

fn get(tensors: &Tensors, wanted: &Wanted) -> Result<model::Tensor> {
    tensors.get(&wanted.called.iter().map(String::as_str).collect::<Vec<_>>(), &wanted.shape)
}

/// The tensors of a model of this shape.
fn wanted(config: &Config, tensors: &Tensors, names: &Names) -> Vec<Wanted> {
    let (width, vocabulary) = (config.width, config.vocabulary);
    let attention = config.encoder.heads * config.head;
    let t5 = config.family == Family::T5;
    // A stack may state the shared table under a name of its own.
    let shared = names.shared();
    let called = shared.iter().flat_map(|name| names.all(name)).collect();
    let shared = Wanted { name: shared[0].to_owned(), called, shape: vec![vocabulary, width] };
    let mut list = vec![shared];
    let has = |name: &str| tensors.has(&names.all(name).iter().map(String::as_str).collect::<Vec<_>>());
    let mut add = |name: &str, shape: &[usize]| {
        list.push(Wanted { name: name.to_owned(), called: names.all(name), shape: shape.to_vec() });
    };
    let linear = |add: &mut dyn FnMut(&str, &[usize]), name: &str, outputs: usize, inputs: usize| {
        add(&format!("{name}.weight"), &[outputs, inputs]);
        if !t5 {
            add(&format!("{name}.bias"), &[outputs]);
        }
    };
    let norm = |add: &mut dyn FnMut(&str, &[usize]), name: &str| {
        add(&format!("{name}.weight"), &[width]);
        if !t5 {
            add(&format!("{name}.bias"), &[width]);
        }
    };
    for (stack, shape) in [("encoder", config.encoder), ("decoder", config.decoder)] {
        match config.family {
            Family::T5 => add(&Names::distances(stack), &[config.buckets.0, config.encoder.heads]),
            Family::Bart => add(&names.places(stack), &[config.window() + 2, width]),
            Family::ProphetNet => add(&names.places(stack), &[config.window() + 1, width]),
            Family::Pegasus => {}
        }
        let edge = if config.family.norms_after() { names.first_norm(stack) } else { names.last_norm(stack) };
        norm(&mut add, &edge);
        for layer in 0..shape.layers {
            let block = names.block(stack, layer);
            norm(&mut add, &block.own_norm);
            norm(&mut add, &block.feed_norm);
            let mut attentions = vec![&block.own];
            if stack == "decoder" {
                norm(&mut add, &block.cross_norm);
                attentions.push(&block.cross);
            }
            for [query, key, value, out] in attentions {
                for name in [query, key, value] {
                    linear(&mut add, name, attention, width);
                }
                linear(&mut add, out, width, attention);
            }
            let [up, gate, down] = block.feed(config.gated);
            for name in up.iter().chain(&gate) {
                linear(&mut add, name, shape.inner, width);
            }
            if let Some(down) = down {
                linear(&mut add, &down, width, shape.inner);
            }
        }
    }
    if config.family == Family::ProphetNet {
        add(Names::streams(), &[config.ahead, width]);
        for layer in 0..config.decoder.layers {
            linear(&mut add, &Names::relative(layer), config.buckets.0 * config.decoder.heads, width);
        }
    }
    if has("final_logits_bias") {
        add("final_logits_bias", &[1, vocabulary]);
    }
    if !config.tied && has("lm_head.weight") {
        add("lm_head.weight", &[vocabulary, width]);
    }
    list
}
