//! `nutgraf model`: the checkpoints on this machine.

use clap::{Args, Subcommand};
use nutgraf::engine::model::fetch::{self, Hub};
use nutgraf::engine::model::{Checkpoint, hub};
use nutgraf::engine::{self, Running};

use super::digest::Precision;
use super::terminal::{Download, safe, say};
use super::{Common, Outcome};

/// Fetch, list and check checkpoints
#[derive(Args)]
pub(super) struct Job {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
#[allow(clippy::doc_markdown, reason = "the help shows it as it stands")]
enum Action {
    /// Fetch a model from the Hugging Face hub into its cache, and print its folder
    ///
    /// What was cut off goes on, and every file is held against its hash. HF_TOKEN opens gated models; HF_HOME,
    /// HF_HUB_CACHE, HF_ENDPOINT and HF_HUB_OFFLINE are honoured.
    Get {
        /// distilbart-cnn-12-6, distilbart-cnn-6-6, bart-large-cnn, pegasus-cnn_dailymail, t5-small, t5-base, … or any
        /// org/name
        #[arg(value_name = "NAME")]
        model: String,
    },
    /// List the models in the Hugging Face cache, and whether they can be run
    List,
    /// Read a model whole and say what it is, or what is wrong with it
    Check {
        /// A folder, or a name in the Hugging Face cache
        #[arg(value_name = "PATH-or-NAME")]
        model: String,
        /// In which numbers to load it
        #[arg(long, value_enum)]
        precision: Option<Precision>,
    },
}

impl Job {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<Outcome> {
        match &self.action {
            Action::Get { model } => get(model, common.quiet),
            Action::List => list(),
            Action::Check { model, precision } => check(model, *precision),
        }
    }
}

fn get(model: &str, quiet: bool) -> anyhow::Result<Outcome> {
    let folder = {
        let download = Download::new(quiet);
        Hub::from_environment().get(model, &|fetched| download.step(fetched))?
    };
    // What was fetched is read once as a whole: better said now than on the first evening.
    Checkpoint::read(&folder)?;
    super::print(|out| writeln!(out, "{}", folder.display()))?;
    Ok(Outcome::Done)
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

fn check(model: &str, precision: Option<Precision>) -> anyhow::Result<Outcome> {
    // What is not the hub's is said before what it breaks.
    let held = fetch::verify(&hub::find(model)?)?;
    let checkpoint = Checkpoint::open(model)?;
    let (tensors, bytes) = (checkpoint.tensors.count(), checkpoint.tensors.bytes());
    let (config, how) = (&checkpoint.config, &checkpoint.generation);
    // The engine that runs it reads all of it.
    let running = Running { precision: precision.map(Into::into), ..Running::default() };
    engine::with_model(engine::that_runs(config.family), model, running)?;
    super::print(|out| {
        writeln!(out, "{}: sound", checkpoint.folder.display())?;
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
        if held > 0 {
            writeln!(out, "{held} files are those of the hub, by their hashes")?;
        }
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
