//! `nutgraf digest`: the main job.

use std::fs;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use nutgraf::digest::Layout;
use nutgraf::options::Device;
use nutgraf::{Engine, Error, Length, Options, edition, engine, read};

use super::terminal::{Progress, say};
use super::{Common, Outcome, Wire};

/// Read a wire and write one digest file for every day
///
/// Every article is cleaned and compared with the others; the copies of a story are put together and
/// summarised once. Each day gets a page in each format, named for the day. Prints the files written.
#[derive(Args)]
pub(super) struct Job {
    #[command(flatten)]
    wire: Wire,
    /// Where the digests go
    #[arg(short, long, value_name = "DIR", default_value = "digests")]
    output: PathBuf,
    /// Formats of the page (may be given several times, or with commas)
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Format::Markdown, Format::Html])]
    format: Vec<Format>,
    #[command(flatten)]
    writing: Writing,
}

/// How summaries are written.
#[derive(Args)]
pub(super) struct Writing {
    /// Who writes the summaries: desk (the default) picks and trims sentences, desk-whole only picks, lede takes the
    /// opening, rewrite has a checkpoint write them anew, torch does so through libtorch
    #[arg(long, value_name = "NAME")]
    engine: Option<String>,
    /// The checkpoint for rewrite or torch: a folder, or a name in the Hugging Face cache
    #[arg(long, value_name = "PATH-or-NAME")]
    model: Option<String>,
    #[command(flatten)]
    running: Running,
    /// Length of a summary: 60w for about 60 words, 3s for 3 sentences
    #[arg(long, value_name = "LENGTH", default_value_t)]
    pub(super) length: Length,
    /// Leave every sentence whole
    #[arg(long)]
    no_trim: bool,
}

impl Writing {
    /// Says that some stories were not trimmed, where they would have been.
    pub(super) fn report(&self, foreign: usize, common: &Common) {
        let trims =
            self.model.is_none() && !self.no_trim && self.engine.as_deref().is_none_or(|name| name == "desk");
        if trims && foreign > 0 && !common.quiet {
            let stories = if foreign == 1 { "story" } else { "stories" };
            say(&format!("{foreign} {stories} not in English: sentences are picked, and left whole"));
        }
    }

    /// The engine that was asked for.
    pub(super) fn engine(&self) -> nutgraf::Result<Box<dyn Engine>> {
        let name = self.engine.as_deref();
        if let Some(model) = &self.model {
            return engine::with_model(name.unwrap_or(engine::REWRITE), model, self.running.running());
        }
        let name = name.unwrap_or(engine::ENGINES[0]);
        let whole = self.no_trim && name == "desk";
        engine::open(if whole { "desk-whole" } else { name })
    }
}

/// How a checkpoint runs.
#[derive(Args)]
#[group(skip)]
pub(super) struct Running {
    /// In which numbers the checkpoint runs: int8 unless told otherwise in rewrite, f32 in torch
    #[arg(long, value_enum, requires = "model")]
    precision: Option<Precision>,
    /// On what the checkpoint runs: cpu, cuda or cuda:1 (torch)
    #[arg(long, value_name = "DEVICE", default_value_t, requires = "model")]
    pub(super) device: Device,
}

impl Running {
    pub(super) fn running(&self) -> engine::Running {
        engine::Running { precision: self.precision.map(Into::into), device: self.device }
    }

    /// The precision in which rewrite runs.
    pub(super) fn rewrite(&self) -> nutgraf::options::Precision {
        self.running().precision.unwrap_or_default()
    }
}

/// In which numbers a checkpoint runs.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Precision {
    /// Rounded to 8 bits: a quarter of the memory, and several times as fast
    #[default]
    Int8,
    /// Single precision
    F32,
}

impl From<Precision> for nutgraf::options::Precision {
    fn from(precision: Precision) -> Self {
        match precision {
            Precision::Int8 => Self::Int8,
            Precision::F32 => Self::F32,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    #[value(alias = "md")]
    Markdown,
    Html,
    Json,
}

impl Format {
    fn layout(self) -> Layout {
        match self {
            Self::Markdown => Layout::Markdown,
            Self::Html => Layout::Html,
            Self::Json => Layout::Json,
        }
    }
}

impl Job {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<Outcome> {
        let options = Options { length: self.writing.length, ..common.options() };
        let engine = self.writing.engine()?;
        let edition = {
            let progress = Progress::new(common.quiet);
            edition::edition(self.wire.paths(common), &options, engine.as_ref(), &|step, n| {
                progress.step(step, n);
            })?
        };
        common.report(&edition.spiked);
        self.writing.report(edition.foreign, common);
        if edition.digests.is_empty() {
            say("nothing to tell: no article could be read");
            return Ok(Outcome::NothingToTell);
        }
        let unwritable = |path: &PathBuf| {
            let path = path.clone();
            move |source| Error::Unwritable { path, source }
        };
        fs::create_dir_all(&self.output).map_err(unwritable(&self.output))?;
        // So that the next run over a folder around it does not take the digests for copy.
        let mark = self.output.join(read::MADE);
        fs::write(&mark, "").map_err(unwritable(&mark))?;
        let mut written = Vec::new();
        for digest in &edition.digests {
            for format in &self.format {
                let layout = format.layout();
                let path = self.output.join(format!("{}.{}", digest.day, layout.extension()));
                fs::write(&path, digest.lay_out(layout)?).map_err(unwritable(&path))?;
                written.push(path);
            }
        }
        super::print(|out| written.iter().try_for_each(|path| writeln!(out, "{}", path.display())))?;
        Ok(Outcome::Done)
    }
}
