//! `nutgraf model`: the checkpoints on this machine.

use clap::{Args, Subcommand};
use nutgraf::engine::model::{Checkpoint, hub};
use nutgraf::engine::rewrite::Rewrite;

use super::Outcome;
use super::digest::Precision;
use super::terminal::{safe, say};

/// List and check the checkpoints on this machine
#[derive(Args)]
pub(super) struct Job {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List the models in the Hugging Face cache, and whether they can be run
    List,
    /// Read a model whole and say what it is, or what is wrong with it
    Check {
        /// A folder, or a name in the Hugging Face cache
        #[arg(value_name = "PATH-or-NAME")]
        model: String,
        /// In which numbers to load it
        #[arg(long, value_enum, default_value_t)]
        precision: Precision,
    },
}

impl Job {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        match &self.action {
            Action::List => list(),
            Action::Check { model, precision } => check(model, *precision),
        }
    }
}

fn list() -> anyhow::Result<Outcome> {
    let found = hub::list();
    if found.is_empty() {
        say(&format!("no models in {}", hub::cache().display()));
        return Ok(Outcome::NothingToTell);
    }
    super::print(|out| {
        found.iter().try_for_each(|found| match Checkpoint::read(&found.folder) {
            Ok(checkpoint) => {
                let megabytes = checkpoint.tensors.bytes() / 1_000_000;
                writeln!(out, "{}\t{:?}\t{megabytes} MB", safe(&found.name), checkpoint.config.family)
            }
            Err(error) => writeln!(out, "{}\tcannot be run: {}", safe(&found.name), safe(&error.to_string())),
        })
    })?;
    Ok(Outcome::Done)
}

fn check(model: &str, precision: Precision) -> anyhow::Result<Outcome> {
    let checkpoint = Checkpoint::open(model)?;
    let (tensors, bytes) = (checkpoint.tensors.count(), checkpoint.tensors.bytes());
    drop(checkpoint);
    let rewrite = Rewrite::open(model, precision.into())?;
    let (config, how) = (rewrite.config(), rewrite.generation());
    super::print(|out| {
        writeln!(out, "{}: sound", rewrite.folder.display())?;
        writeln!(
            out,
            "{:?}, {} + {} layers, width {}, {} tokens known, reads {} at a time",
            config.family,
            config.encoder.layers,
            config.decoder.layers,
            config.width,
            config.vocabulary,
            config.window()
        )?;
        writeln!(out, "{tensors} tensors, {} MB", bytes / 1_000_000)?;
        writeln!(
            out,
            "writes {} to {} tokens with {} beams",
            how.min_length.max(how.min_new_tokens),
            how.longest(config),
            how.beams
        )
    })?;
    Ok(Outcome::Done)
}
