//! `nutgraf eval`: how well a step does on a labelled archive.

mod copies;
mod reading;
mod summaries;

use clap::{Args, Subcommand};

use super::{Common, Outcome};

/// Measure a step of the pipeline on labelled articles
#[derive(Args)]
pub(super) struct Job {
    #[command(subcommand)]
    step: Step,
}

#[derive(Subcommand)]
enum Step {
    Copies(copies::Job),
    Reading(reading::Job),
    Summaries(summaries::Job),
}

/// A form of output for one report.
#[derive(Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object
    Json,
}

impl Job {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<Outcome> {
        match &self.step {
            Step::Copies(job) => job.run(common),
            Step::Reading(job) => job.run(common),
            Step::Summaries(job) => job.run(common),
        }
    }
}
