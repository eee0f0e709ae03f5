//! `nutgraf bench`: how fast a checkpoint is on this machine.

mod likeness;

use std::fs;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use nutgraf::engine::rewrite::{Limits, Rehearsal, Rewrite, Spent};
use nutgraf::{Error, Result, engine};
use serde::Serialize;

use super::Outcome;
use super::digest::Running;

/// Measure how fast a checkpoint is on this machine, and what it takes
///
/// Texts and summaries are of just so many tokens, with greedy search and with four beams, one text at a time and eight.
/// The time does not depend on what they say. Reading is bound by multiply-adds and writing by what memory hands over: each
/// is given for a second of one processor, with its share of what one thread of this machine can do.
///
/// With --likeness: how close int8 keeps to single precision, by the cosine of the scores and by the summaries themselves.
#[derive(Args)]
pub(super) struct Job {
    /// A folder, or a name in the Hugging Face cache
    #[arg(value_name = "PATH-or-NAME")]
    model: String,
    /// Tokens of a text
    #[arg(long, default_value_t = 600)]
    read: usize,
    /// Tokens of a summary
    #[arg(long, default_value_t = 60)]
    write: usize,
    /// Beams (may be given several times, or with commas)
    #[arg(long, value_delimiter = ',', default_values_t = [1, 4])]
    beams: Vec<usize>,
    /// Texts told side by side (may be given several times, or with commas)
    #[arg(long, value_delimiter = ',', default_values_t = [1, 8])]
    texts: Vec<usize>,
    /// Who runs it: rewrite or torch
    #[arg(long, value_name = "NAME", default_value = engine::REWRITE)]
    engine: String,
    /// Compare int8 with single precision instead: so many texts
    #[arg(long, value_name = "TEXTS", conflicts_with_all = ["precision", "device", "engine"])]
    likeness: Option<usize>,
    #[command(flatten)]
    running: Running,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
}

#[derive(Serialize)]
struct Line {
    texts: usize,
    beams: usize,
    /// Milliseconds by the clock, and of all processors, for a summary.
    ms: f64,
    cpu_ms: f64,
    reading_ms: f64,
    writing_ms: f64,
    read_tokens_per_s: f64,
    written_tokens_per_s: f64,
    /// Multiply-adds of reading, in thousands of millions for a second of one processor, and what share of its peak that
    /// is.
    read_gmacs: f64,
    read_share: f64,
    /// Weights read while writing, in GB for a second of one processor, and what share of the memory's speed that is.
    written_gb_per_s: f64,
    written_share: f64,
    /// The most memory that the program took so far.
    peak_mb: f64,
}

#[derive(Serialize)]
struct Report {
    start_s: f64,
    threads: usize,
    kernel: &'static str,
    machine_gmacs: f64,
    machine_gb_per_s: f64,
    runs: Vec<Line>,
}

impl Job {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        if let Some(texts) = self.likeness {
            return likeness::run(self, texts);
        }
        let begin = Instant::now();
        let rehearse = self.open()?;
        let start_s = begin.elapsed().as_secs_f64();
        let mut runs = Vec::new();
        for &texts in &self.texts {
            for &beams in &self.beams {
                // Once to warm up, then the median of three.
                let mut tries: Vec<Rehearsal> = (0..4)
                    .map(|_| rehearse(texts.max(1), self.read, self.write, beams.clamp(1, 64)))
                    .skip(1)
                    .collect::<nutgraf::Result<_>>()?;
                tries.sort_by(|a, b| processors(a).total_cmp(&processors(b)).then(clock(a).cmp(&clock(b))));
                runs.push((tries.swap_remove(1), peak_megabytes()));
            }
        }
        // After all else: this takes memory of its own.
        let limits = Limits::measure();
        let runs = runs.iter().map(|(run, peak)| line(run, *peak, &limits)).collect();
        let report = Report {
            start_s,
            threads: rayon_threads(),
            kernel: limits.kernel,
            machine_gmacs: limits.products / 1e9,
            machine_gb_per_s: limits.memory / 1e9,
            runs,
        };
        super::print(|out| match self.format {
            Format::Json => {
                serde_json::to_writer(&mut *out, &report)?;
                writeln!(out)
            }
            Format::Text => write_text(out, &report, self.read, self.write),
        })?;
        Ok(Outcome::Done)
    }
}

/// Texts, tokens read, tokens written, beams.
type Rehearse = Box<dyn Fn(usize, usize, usize, usize) -> Result<Rehearsal>>;

impl Job {
    fn open(&self) -> Result<Rehearse> {
        match &*self.engine {
            engine::REWRITE => {
                let rewrite = Rewrite::open(&self.model, self.running.rewrite())?;
                Ok(Box::new(move |texts, read, written, beams| {
                    rewrite.rehearse(texts, read, written, beams, &cpu_seconds)
                }))
            }
            #[cfg(feature = "torch")]
            engine::TORCH => {
                let torch = engine::torch::Torch::open(&self.model, self.running.device)?;
                Ok(Box::new(move |texts, read, written, beams| {
                    torch.rehearse(texts, read, written, beams, &cpu_seconds)
                }))
            }
            #[cfg(not(feature = "torch"))]
            engine::TORCH => Err(Error::NotBuilt { name: engine::TORCH }),
            name => Err(Error::NoUseForModel { name: name.to_owned() }),
        }
    }
}

fn rayon_threads() -> usize {
    rayon::current_num_threads()
}

/// Seconds of all processors that a run took.
fn processors(run: &Rehearsal) -> f64 {
    run.reading.processors + run.writing.processors
}

/// What it took by the clock.
fn clock(run: &Rehearsal) -> Duration {
    run.reading.clock + run.writing.clock
}

fn line(run: &Rehearsal, peak_mb: f64, limits: &Limits) -> Line {
    let (reading, writing) = (run.reading.clock.as_secs_f64(), run.writing.clock.as_secs_f64());
    let texts = run.texts as f64;
    let cpu = processors(run);
    // By the processors' time, what else the machine runs does not count; where that is not told, by the clock.
    let busy = |spent: Spent| {
        if cpu > 0.0 { spent.processors } else { spent.clock.as_secs_f64() * rayon_threads() as f64 }
    };
    let (products, bytes) = (run.read_products / busy(run.reading), run.written_bytes / busy(run.writing));
    Line {
        texts: run.texts,
        beams: run.beams,
        ms: clock(run).as_secs_f64() * 1e3 / texts,
        cpu_ms: cpu * 1e3 / texts,
        reading_ms: reading * 1e3 / texts,
        writing_ms: writing * 1e3 / texts,
        read_tokens_per_s: run.read as f64 * texts / reading,
        written_tokens_per_s: run.written as f64 * texts / writing,
        read_gmacs: products / 1e9,
        read_share: products / limits.products,
        written_gb_per_s: bytes / 1e9,
        written_share: bytes / limits.memory,
        peak_mb,
    }
}

fn write_text(
    out: &mut dyn std::io::Write,
    report: &Report,
    read: usize,
    write: usize,
) -> std::io::Result<()> {
    writeln!(
        out,
        "{read} tokens in, {write} out, {} thread(s); ready after {:.2} s",
        report.threads, report.start_s
    )?;
    writeln!(
        out,
        "this machine, one thread: {:.0} G multiply-adds/s in int8 ({}), {:.1} GB/s from memory\n",
        report.machine_gmacs, report.kernel, report.machine_gb_per_s
    )?;
    writeln!(
        out,
        "texts beams   ms/summary  CPU-ms  tokens/s read  written  reading G/s  share  weights GB/s  share  peak MB"
    )?;
    for run in &report.runs {
        writeln!(
            out,
            "{:5} {:5} {:12.0} {:7.0} {:14.0} {:8.0} {:12.0} {:5.0}% {:13.1} {:5.0}% {:8.0}",
            run.texts,
            run.beams,
            run.ms,
            run.cpu_ms,
            run.read_tokens_per_s,
            run.written_tokens_per_s,
            run.read_gmacs,
            run.read_share * 100.0,
            run.written_gb_per_s,
            run.written_share * 100.0,
            run.peak_mb
        )?;
    }
    Ok(())
}

/// Seconds that all threads of this program have run, where the system tells; nought elsewhere.
fn cpu_seconds() -> f64 {
    let Ok(threads) = fs::read_dir("/proc/self/task") else { return 0.0 };
    let nanoseconds = threads.filter_map(|thread| {
        let stat = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        stat.split(' ').next()?.parse::<f64>().ok()
    });
    nanoseconds.sum::<f64>() / 1e9
}

/// The most memory that this program had, in MB, where the system tells; nought elsewhere.
fn peak_megabytes() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
    peak.unwrap_or(0.0) * 1024.0 / 1e6
}
