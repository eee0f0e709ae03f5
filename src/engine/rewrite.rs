//! The engine that has a checkpoint write the story anew, as a rewrite desk does from what reporters phone in.
//!
//! BART, Pegasus and T5 run here straight from their Hugging Face files, in int8 or in single precision, without any
//! library but this crate's own kernels. From the top down: `takes` cuts copy into what the model can read at a time;
//! `search` has it write, by the `rules`; `writing` and `reading` are the two stacks of the model, `net` its weights by
//! their `names`; `press` rounds weights and keeps them for the next time. `citing` finds what each sentence rests on.

mod author;
mod awake;
mod citing;
mod likeness;
mod names;
mod net;
pub(super) mod parity;
mod press;
mod reading;
mod rehearsal;
mod rules;
mod search;
mod spelling;
mod table;
mod takes;
mod writing;

use super::kernels::Cpu;
use super::model::{Checkpoint, bad};
use super::{Brief, Engine, Summary};
use crate::error::Result;
use crate::options::{Length, Precision};
use net::Net;

pub(super) use author::Author;
pub use likeness::Likeness;
pub use rehearsal::{Limits, Rehearsal, Spent};
#[cfg(feature = "torch")]
pub(super) use {
    names::Names,
    reading::bucket,
    rehearsal::nonsense,
    search::{BATCH, Search, Told},
};

/// What is said of a ProphetNet.
const PROPHETNET: &str = if cfg!(feature = "torch") {
    "is a ProphetNet's, which the engine rewrite does not run: --engine torch does"
} else {
    "is a ProphetNet's, which the engine rewrite does not run: --engine torch does, in a nutgraf built with the feature \
     torch (docs/checkpoints.md)"
};

/// A checkpoint that writes.
pub struct Rewrite {
    cpu: Cpu,
    net: Net,
    author: Author,
}

impl Rewrite {
    /// Opens a checkpoint: a folder, or a name in the Hugging Face cache.
    ///
    /// # Errors
    /// When there is none, or its files cannot be run.
    pub fn open(model: &str, precision: Precision) -> Result<Self> {
        let Checkpoint { folder, config, generation, tensors, tokenizer } = Checkpoint::open(model)?;
        if super::that_runs(config.family) != super::REWRITE {
            return Err(bad(&folder.join("config.json"), PROPHETNET));
        }
        let net = Net::open(&folder, &config, &tensors, precision)?;
        Ok(Self { cpu: Cpu::detect(), net, author: Author::new(config, generation, tokenizer) })
    }
}

impl Engine for Rewrite {
    fn name(&self) -> &'static str {
        super::REWRITE
    }

    fn batch(&self) -> usize {
        4 * search::BATCH
    }

    fn summarise(&self, briefs: &[Brief], length: Length) -> Result<Vec<Summary>> {
        self.author
            .summarise(briefs, length, &|texts| self.net.tell(self.cpu, &self.author.generation, texts))
    }
}
