//! The command line: one variant a job, one file a job. These are the only files that print.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 nothing to tell,
//! 2 error; a reader that closes the pipe early is no error.

mod bench;
mod clean;
mod copies;
mod digest;
mod eval;
mod model;
mod named;
mod shell;
mod summarise;
mod terminal;
mod why;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use nutgraf::{Options, Spike};

/// Finds the copies of each story in a flood of articles, and writes a short honest brief of every day.
#[derive(Parser)]
#[command(
    name = "nutgraf",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 done, 1 nothing to tell, 2 error."
)]
struct Cli {
    #[command(subcommand)]
    job: Job,
    #[command(flatten)]
    common: Common,
}

#[derive(Subcommand)]
enum Job {
    Digest(digest::Job),
    Copies(copies::Job),
    #[command(visible_alias = "summarize")]
    Summarise(summarise::Job),
    Clean(clean::Job),
    Why(why::Job),
    Eval(eval::Job),
    Model(model::Job),
    Bench(bench::Job),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// What every job takes.
#[derive(Args)]
struct Common {
    /// Threads to use (default: one for each processor)
    #[arg(short = 'j', long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Name each article that was spiked, and why
    #[arg(short, long, global = true)]
    verbose: bool,
    /// Say nothing on standard error but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// The day for copy that nothing dates (default: the file's own date)
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

impl Common {
    fn options(&self) -> Options {
        let now = jiff::Timestamp::now();
        let today = now.to_zoned_datetime(jiff::tz::TimeZone::system()).date();
        let now = jiff::tz::Offset::UTC.to_datetime(now);
        Options { undated: self.date, now, ..Options::new(today) }
    }

    /// Says on standard error how many articles were spiked, or which.
    fn report(&self, spiked: &[Spike]) {
        if self.quiet || spiked.is_empty() {
            return;
        }
        // A single one takes no more room than its count.
        if self.verbose || spiked.len() == 1 {
            for spike in spiked {
                terminal::say(&format!("spiked: {spike}"));
            }
        }
        let hint = if self.verbose { "" } else { " (-v names them)" };
        if self.verbose || spiked.len() > 1 {
            terminal::say(&format!("{} spiked{hint}", spiked.len()));
        }
    }
}

/// The wire: shared by the jobs that read one.
#[derive(Args)]
struct Wire {
    /// Folders, files, patterns, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Wire {
    /// The paths. Whoever named a pipe is told that nothing happens until somebody writes to it.
    fn paths(&self, common: &Common) -> &[PathBuf] {
        for path in self.paths.iter().filter(|path| !common.quiet && is_named_pipe(path)) {
            terminal::say(&format!("reading the pipe {} until its writer closes it", path.display()));
        }
        &self.paths
    }
}

/// Whether a path leads to a pipe that has a name of its own, as those that a shell makes for `<(…)` have not.
fn is_named_pipe(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let by_number = path.starts_with("/dev") || path.starts_with("/proc");
        !by_number && path.metadata().is_ok_and(|facts| facts.file_type().is_fifo())
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// What a job came to.
enum Outcome {
    Done,
    NothingToTell,
}

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(threads) = cli.common.threads {
        // Fails only if the pool was built before, and nothing has run yet.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global();
    }
    let outcome = match &cli.job {
        Job::Digest(job) => job.run(&cli.common),
        Job::Copies(job) => job.run(&cli.common),
        Job::Summarise(job) => job.run(&cli.common),
        Job::Clean(job) => job.run(&cli.common),
        Job::Why(job) => job.run(&cli.common),
        Job::Eval(job) => job.run(&cli.common),
        Job::Model(job) => job.run(&cli.common),
        Job::Bench(job) => job.run(),
        Job::Completions(job) => job.run(),
        Job::Man(job) => job.run(),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NothingToTell) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::say(&format!("nutgraf: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Hands buffered standard output to a job, and flushes it. Styles are passed on as they are: see [`terminal::styled`].
fn print(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> anyhow::Result<()> {
    let mut out = io::BufWriter::new(anstream::AutoStream::always(io::stdout().lock()));
    write(&mut out).and_then(|()| io::Write::flush(&mut out)).context("standard output")
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
