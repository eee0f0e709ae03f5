//! Measures `nutgraf copies` on wires of several sizes and draws time and memory against size.
//!
//! ```text
//! cargo build --release
//! cargo run --release --example scale -- target/release/nutgraf docs/scale.svg 10000 100000 1000000
//! ```
//!
//! The wires are those of `examples/flood`, written to the temporary folder and deleted again: 3.1 GB for a
//! million articles. Time is user and system time of all threads; memory is the peak of what is not backed by a
//! file (`RssAnon`), looked at twenty times a second. Linux only.

mod clock;
#[path = "../syndicate/edits.rs"]
mod edits;
#[allow(dead_code, reason = "only some of the generator is needed")]
#[path = "../syndicate/negatives.rs"]
mod negatives;
mod plot;
#[path = "../syndicate/random.rs"]
mod random;
#[path = "../flood/wire.rs"]
mod wire;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::Context;
use clap::Parser;

#[derive(Parser)]
struct Arguments {
    /// The program to measure
    nutgraf: PathBuf,
    /// The drawing to write
    svg: PathBuf,
    /// The sizes, in articles
    #[arg(required = true)]
    sizes: Vec<usize>,
    /// Where the sentences come from
    #[arg(long, default_value = "corpus/wire")]
    from: PathBuf,
}

/// What one run took.
pub(crate) struct Run {
    pub(crate) articles: usize,
    pub(crate) seconds: f64,
    pub(crate) megabytes: f64,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("wire.jsonl");
    let mut runs = Vec::new();
    for articles in arguments.sizes {
        let bytes = wire::write(&file, articles, arguments.from.clone())?;
        let ([user, system], megabytes) = run(&arguments.nutgraf, &file)?;
        let seconds = user + system;
        writeln!(
            std::io::stderr(),
            "{articles:>8} articles: {user:>7.1} CPU-s and {system:.1} of the system's, {:>6.1} µs and {:>4.0} bytes an article, {:>5.1} MB/s, {megabytes:>6.0} MB",
            seconds * 1e6 / articles as f64,
            megabytes * 1e6 / articles as f64,
            bytes as f64 / 1e6 / seconds,
        )?;
        runs.push(Run { articles, seconds, megabytes });
    }
    fs::write(&arguments.svg, plot::svg(&runs)).with_context(|| arguments.svg.display().to_string())
}

/// CPU-seconds, the user's and the system's, and the peak of anonymous memory in MB.
fn run(nutgraf: &Path, wire: &Path) -> anyhow::Result<([f64; 2], f64)> {
    let before = clock::children()?;
    let mut child = Command::new(nutgraf)
        .args(["--quiet", "copies", "--format", "jsonl"])
        .arg(wire)
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| nutgraf.display().to_string())?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak: f64 = 0.0;
    let outcome = loop {
        if let Some(outcome) = child.try_wait()? {
            break outcome;
        }
        let text = fs::read_to_string(&status).unwrap_or_default();
        let anonymous = text.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        let kilobytes = anonymous.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
        peak = peak.max(kilobytes.unwrap_or_default() * 1024.0 / 1e6);
        thread::sleep(Duration::from_millis(50));
    };
    anyhow::ensure!(outcome.success(), "{} failed: {outcome}", nutgraf.display());
    let after = clock::children()?;
    Ok(([after[0] - before[0], after[1] - before[1]], peak))
}
