//! The engine that runs a checkpoint through libtorch, on the CPU or a CUDA card: the crates `rust-bert` 0.23 and `tch` 0.17.
//!
//! From the top down: `search` has the model write, by the same beam search and rules as [`super::rewrite`]; `writing` and
//! `reading` are the two stacks of the model, made of `layers`, whose tensors `weights` finds in the checkpoint's files;
//! `guard` turns what goes wrong inside of libtorch into an error, and `memory` spares the system work. `foresight` is what
//! ProphetNet's decoder has besides. rust-bert reads texts for BART, T5 and ProphetNet. What it does wrong or slowly is done
//! here instead: it leaves out BART's `final_logits_bias`, rounds Pegasus's places to half precision, copies all keys and
//! values of the text twice for every token that is written (for T5 it computes them anew), lets ProphetNet look beyond the
//! end of a text, and does not read `generation_config.json`.
#![allow(clippy::cast_possible_wrap, reason = "libtorch counts in i64, and no tensor has 2^63 of anything")]

mod foresight;
mod guard;
mod layers;
mod memory;
mod parity;
mod reading;
mod rehearsal;
mod search;
mod weights;
mod writing;

use std::path::PathBuf;
use std::sync::Mutex;

use super::kernels::Cpu;
use super::model::{Checkpoint, Config, Tensors};
use super::rewrite::Author;
use super::{Brief, Engine, Summary};
use crate::error::{Error, Result};
use crate::options::{Device, Length};
use reading::Reader;
use writing::Writer;

/// A model on its device.
struct Net {
    device: tch::Device,
    reader: Reader,
    writer: Writer,
    vocabulary: usize,
}

/// A checkpoint that writes, through libtorch. All texts of a batch are written side by side, in single precision: sums
/// may be rounded otherwise in other company, and a choice that hangs on the last bit may fall otherwise.
pub struct Torch {
    // One at a time: libtorch shares each operation among the processors itself.
    net: Mutex<Net>,
    author: Author,
    /// Where it came from.
    folder: PathBuf,
}

impl Net {
    fn open(config: &Config, tensors: &Tensors, device: tch::Device) -> Result<Self> {
        let (reader, weights) = Reader::open(config, tensors, device)?;
        let writer = Writer::new(config, &weights);
        Ok(Self { device, reader, writer, vocabulary: config.vocabulary })
    }
}

impl Torch {
    /// Opens a checkpoint, a folder or a name in the Hugging Face cache, on a device.
    ///
    /// # Errors
    /// When there is none, its files cannot be run, or this libtorch does not see the device.
    pub fn open(model: &str, device: Device) -> Result<Self> {
        let Checkpoint { folder, config, generation, tensors, tokenizer } = Checkpoint::open(model)?;
        let device = found(device)?;
        let threads = i32::try_from(rayon::current_num_threads()).unwrap_or(1);
        let net = guard::run(&folder, || {
            memory::keep();
            tch::set_num_threads(threads);
            Net::open(&config, &tensors, device)
        })?;
        Ok(Self { net: Mutex::new(net), author: Author::new(config, generation, tokenizer), folder })
    }

    /// Runs something on the model.
    fn on_net<T>(&self, run: impl FnOnce(&Net) -> Result<T>) -> Result<T> {
        guard::run(&self.folder, || {
            // What failed before has left the weights as they were.
            let net = self.net.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            run(&net)
        })
    }
}

impl Engine for Torch {
    fn name(&self) -> &'static str {
        super::TORCH
    }

    fn batch(&self) -> usize {
        4 * super::rewrite::BATCH
    }

    fn summarise(&self, briefs: &[Brief], length: Length) -> Result<Vec<Summary>> {
        let Author { generation, config, .. } = &self.author;
        self.author.summarise(briefs, length, &|texts| {
            self.on_net(|net| net.tell(Cpu::detect(), generation, config, texts))
        })
    }
}

/// The device as libtorch calls it, if it sees one.
fn found(device: Device) -> Result<tch::Device> {
    let Device::Cuda(card) = device else { return Ok(tch::Device::Cpu) };
    let count = tch::Cuda::device_count();
    if card < usize::try_from(count).unwrap_or(0) {
        return Ok(tch::Device::Cuda(card));
    }
    let seen = if count > 0 { format!("sees {count} CUDA card(s)") } else { "sees no CUDA card".to_owned() };
    Err(Error::NoDevice { device: device.to_string(), reason: format!("this libtorch {seen}") })
}
