//! Reads a weights file: safetensors whose metadata state the model's shape and the SHA-256 of its tensors.

use std::{collections::HashMap, path::Path};

use safetensors::{SafeTensors, tensor::TensorView};
use sha2::{Digest, Sha256};

use crate::engine::desk::{
    encoder::{Config, Encoder, Layer, Weights},
    pieces::Pieces,
};
use crate::engine::kernels::QUAD;
use crate::engine::layers::{Embedding, Linear, Norm, Turns};
use crate::error::Error;

/// What `sha256sum` prints of the shipped file.
const SHIPPED: &str = include_str!("../../../models/desk.sha256");

/// A file of named tensors.
struct File<'a> {
    tensors: SafeTensors<'a>,
    metadata: HashMap<String, String>,
    /// SHA-256 of the bytes of the tensors.
    hash: String,
}

/// What is wrong with a file, in words that follow "is damaged:".
type Flaw = String;

/// Reads the model and its vocabulary from the bytes of the file at `path`.
///
/// # Errors
/// [`Error::DamagedWeights`] when the bytes are not a whole, unchanged weights file of this model.
pub(crate) fn read(bytes: &[u8], path: &Path) -> Result<(Encoder, Pieces), Error> {
    let damaged = |expected: &str, reason| Error::DamagedWeights {
        path: path.to_owned(),
        reason,
        expected: expected.split_whitespace().next().unwrap_or_default().to_owned(),
    };
    let file = File::parse(bytes).map_err(|reason| damaged(SHIPPED, reason))?;
    let stated = file.metadata.get("sha256").map_or(SHIPPED, String::as_str);
    file.check().and_then(|()| file.model()).map_err(|reason| damaged(stated, reason))
}

impl<'a> File<'a> {
    /// Reads the header; a file that was cut short fails here, since its tensors do not fill it.
    fn parse(bytes: &'a [u8]) -> Result<Self, Flaw> {
        let flaw = |error| format!("it is cut short or no safetensors file ({error})");
        let (header, metadata) = SafeTensors::read_metadata(bytes).map_err(flaw)?;
        let tensors = SafeTensors::deserialize(bytes).map_err(flaw)?;
        // The file: eight bytes with the length of the header, the header, the tensors.
        let hash = format!("{:x}", Sha256::digest(&bytes[8 + header..]));
        Ok(Self { tensors, metadata: metadata.metadata().clone().unwrap_or_default(), hash })
    }

    /// Compares the tensors with the hash that the metadata state.
    fn check(&self) -> Result<(), Flaw> {
        match self.metadata.get("sha256") {
            Some(stated) if *stated == self.hash => Ok(()),
            Some(_) => Err(format!("its tensors have SHA-256 {}", self.hash)),
            None => Err("it does not state its hash".to_owned()),
        }
    }

    fn model(&self) -> Result<(Encoder, Pieces), Flaw> {
        let config = Config {
            width: self.number("width")?,
            heads: self.number("heads")?,
            layers: self.number("layers")?,
            inner: self.number("inner")?,
            positions: self.number("positions")?,
        };
        let (width, inner) = (config.width, config.inner);
        if !config.fits() {
            return Err("it is of a shape that this program cannot run".to_owned());
        }
        let vocabulary = std::str::from_utf8(self.tensor("vocabulary", None)?.data())
            .map_err(|error| error.to_string())?;
        let pieces = Pieces::new(vocabulary);
        let turns = config.positions * width / config.heads / 2;
        let weights = Weights {
            pieces: Embedding {
                bytes: self.bytes("pieces.weight", pieces.len() * width)?,
                scales: self.floats("pieces.scale", pieces.len())?,
            },
            places: self.floats("places", config.positions * width)?,
            embed_norm: self.norm("embed_norm", width)?,
            stem: self.linear("stem", 3 * width, width)?,
            layers: (0..config.layers)
                .map(|layer| {
                    let name = |part: &str| format!("layers.{layer}.{part}");
                    Ok(Layer {
                        attention_norm: self.norm(&name("attention_norm"), width)?,
                        qkv: self.linear(&name("qkv"), width, 3 * width)?,
                        out: self.linear(&name("out"), width, width)?,
                        inner_norm: self.norm(&name("inner_norm"), width)?,
                        up: self.linear(&name("up"), width, inner)?,
                        down: self.linear(&name("down"), inner, width)?,
                    })
                })
                .collect::<Result<_, Flaw>>()?,
            norm: self.norm("norm", width)?,
            head: self.floats("head.weight", 3 * width)?,
            head_bias: self.floats("head.bias", 3)?,
            turns: Turns { cos: self.floats("turns.cos", turns)?, sin: self.floats("turns.sin", turns)? },
        };
        Ok((Encoder { config, weights }, pieces))
    }

    fn number(&self, name: &str) -> Result<usize, Flaw> {
        let value = self.metadata.get(name).and_then(|value| value.parse().ok()).filter(|&value| value > 0);
        value.ok_or_else(|| format!("its metadata lack {name}"))
    }

    /// A tensor by its name, and by its bytes where their number is known.
    fn tensor(&self, name: &str, bytes: Option<usize>) -> Result<TensorView<'_>, Flaw> {
        let tensor = self.tensors.tensor(name).map_err(|_| format!("it lacks the tensor {name}"))?;
        match bytes {
            Some(bytes) if tensor.data().len() != bytes => {
                Err(format!("the tensor {name} has the wrong shape"))
            }
            _ => Ok(tensor),
        }
    }

    fn bytes(&self, name: &str, count: usize) -> Result<Vec<i8>, Flaw> {
        Ok(self.tensor(name, Some(count))?.data().iter().map(|byte| byte.cast_signed()).collect())
    }

    fn floats(&self, name: &str, count: usize) -> Result<Vec<f32>, Flaw> {
        let (fours, _) = self.tensor(name, Some(count * QUAD))?.data().as_chunks::<QUAD>();
        Ok(fours.iter().map(|four| f32::from_le_bytes(*four)).collect())
    }

    fn norm(&self, name: &str, width: usize) -> Result<Norm, Flaw> {
        Ok(Norm {
            weight: self.floats(&format!("{name}.weight"), width)?,
            bias: self.floats(&format!("{name}.bias"), width)?,
        })
    }

    fn linear(&self, name: &str, depth: usize, outputs: usize) -> Result<Linear, Flaw> {
        Ok(Linear::new(
            &self.bytes(&format!("{name}.weight"), depth * outputs)?,
            self.floats(&format!("{name}.scale"), outputs)?,
            self.floats(&format!("{name}.bias"), outputs)?,
        ))
    }
}
