//! Model files: where a checkpoint lies, what its config says, its tensors, its tokenizer.
//!
//! A checkpoint is a folder as Hugging Face lays it out: `config.json`, perhaps `generation_config.json`; weights as
//! one or several `.safetensors` shards with their index, or as `pytorch_model.bin`; a tokenizer as `tokenizer.json`,
//! as `vocab.json` and `merges.txt`, as `spiece.model`, or as `prophetnet.tokenizer`. Every engine that runs checkpoints reads them here, and
//! nothing that a file states is believed before it is held against the file's own size.

pub mod bin;
pub mod config;
pub mod fetch;
pub mod generation;
pub mod hub;
pub(crate) mod kept;
mod map;
mod number;
pub mod pickle;
mod reprint;
mod spiece;
mod stored;
pub mod tensors;
pub mod tokenizer;

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
pub use config::{Activation, Config, Family};
pub use generation::{EarlyStopping, Generation};
pub(crate) use map::Map;
pub use tensors::{Dtype, Tensor, Tensors};
pub use tokenizer::Tokenizer;

/// All that a checkpoint's folder says, its weights not yet read.
pub struct Checkpoint {
    /// Where it lies.
    pub folder: PathBuf,
    /// The shape of the model.
    pub config: Config,
    /// How it writes, unless told otherwise.
    pub generation: Generation,
    /// Its tensors, by their names.
    pub tensors: Tensors,
    /// Turns text into its tokens and back.
    pub tokenizer: Tokenizer,
}

impl Checkpoint {
    /// Opens the checkpoint in a folder, or the one of this name in the cache: see [`hub::find`].
    ///
    /// # Errors
    /// [`Error::NoModel`] when there is none, [`Error::BadModel`] naming the file that is missing, damaged or of
    /// another kind.
    pub fn open(name: &str) -> Result<Self> {
        Self::read(&hub::find(name)?)
    }

    /// Reads a folder.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn read(folder: &Path) -> Result<Self> {
        let config = Config::read(folder)?;
        let generation = Generation::read(folder, &config)?;
        let tensors = Tensors::open(folder)?;
        let tokenizer = Tokenizer::open(folder, &config)?;
        Ok(Self { folder: folder.to_owned(), config, generation, tensors, tokenizer })
    }
}

/// An error about a file of a model.
pub(crate) fn bad(path: &Path, reason: impl Into<String>) -> Error {
    Error::BadModel { path: path.to_owned(), reason: reason.into() }
}

/// The text of a small file; `None` where there is none.
fn text(path: &Path) -> Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(bad(path, error.to_string())),
    }
}
