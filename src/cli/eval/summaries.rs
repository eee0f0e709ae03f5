//! `nutgraf eval summaries`: how good summaries are where people have written some.

use std::io::{self, Write};

use clap::Args;
use nutgraf::eval::rouge::Rouge;
use nutgraf::eval::summaries::{self, Entry, Task};
use nutgraf::{Length, edition, engine};
use serde::Serialize;

use super::super::{Common, Outcome, Wire};
use super::Format;

/// Set the engines against the articles' own openings, on records with reference summaries
///
/// A record has `text`, or `documents` for several texts of one story, and `summary` or `references`. All
/// systems write at the same length in one run. ROUGE is F1 in percent, the mean over the references.
#[derive(Args)]
pub(super) struct Job {
    #[command(flatten)]
    wire: Wire,
    /// Length of a summary: 60w for about 60 words, 3s for 3 sentences
    #[arg(long, value_name = "LENGTH", default_value_t)]
    length: Length,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Row {
    system: String,
    words: f64,
    rouge1: f64,
    rouge2: f64,
    rouge_lsum: f64,
    /// To the best opening: the difference in ROUGE-1 and ROUGE-2, and its 95 % interval.
    rouge1_to_lead: f64,
    rouge1_interval: [f64; 2],
    rouge2_to_lead: f64,
    rouge2_interval: [f64; 2],
}

const ONE: fn(&Rouge) -> f64 = |score| score.one;
const TWO: fn(&Rouge) -> f64 = |score| score.two;
const LSUM: fn(&Rouge) -> f64 = |score| score.lsum;

impl Job {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<Outcome> {
        let options = common.options();
        let (articles, spiked) = edition::articles(self.wire.paths(common), &options, &|_, _| {})?;
        common.report(&spiked);
        let tasks: Vec<Task> = articles.iter().filter_map(Task::of).collect();
        if tasks.is_empty() {
            anyhow::bail!("no record has a \"summary\" or \"references\" to measure against");
        }
        let mut entries = Vec::new();
        for name in engine::ENGINES {
            entries.push(summaries::entry(name, engine::open(name)?.as_ref(), &tasks, self.length)?);
        }
        entries.extend(summaries::baselines(&tasks, self.length));
        let leads = entries.iter().filter(|entry| entry.name.starts_with("LEAD"));
        let lead = leads.max_by(|a, b| a.mean(ONE).total_cmp(&b.mean(ONE))).cloned();
        let rows: Vec<Row> = entries.iter().map(|entry| row(entry, lead.as_ref().unwrap_or(entry))).collect();
        super::super::print(|out| match self.format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &rows)?;
                writeln!(out)
            }
            Format::Text => write_text(out, tasks.len(), &rows),
        })?;
        Ok(Outcome::Done)
    }
}

fn row(entry: &Entry, lead: &Entry) -> Row {
    let percent = |share: f64| (share * 10_000.0).round() / 100.0;
    let (one, one_interval) = summaries::difference(entry, lead, ONE);
    let (two, two_interval) = summaries::difference(entry, lead, TWO);
    Row {
        system: entry.name.clone(),
        words: (entry.words * 10.0).round() / 10.0,
        rouge1: percent(entry.mean(ONE)),
        rouge2: percent(entry.mean(TWO)),
        rouge_lsum: percent(entry.mean(LSUM)),
        rouge1_to_lead: percent(one),
        rouge1_interval: one_interval.map(percent),
        rouge2_to_lead: percent(two),
        rouge2_interval: two_interval.map(percent),
    }
}

fn write_text(out: &mut dyn Write, tasks: usize, rows: &[Row]) -> io::Result<()> {
    writeln!(out, "{tasks} tasks; differences are to the best LEAD, with 95 % intervals\n")?;
    writeln!(
        out,
        "{:<16} words  ROUGE-1  ROUGE-2  ROUGE-Lsum   ROUGE-1 to LEAD        ROUGE-2 to LEAD",
        "system"
    )?;
    for row in rows {
        let interval = |by: f64, [low, high]: [f64; 2]| format!("{by:+.2} [{low:+.2}, {high:+.2}]");
        writeln!(
            out,
            "{:<16} {:>5.1}  {:>7.2}  {:>7.2}  {:>10.2}   {:<22} {}",
            row.system,
            row.words,
            row.rouge1,
            row.rouge2,
            row.rouge_lsum,
            interval(row.rouge1_to_lead, row.rouge1_interval),
            interval(row.rouge2_to_lead, row.rouge2_interval)
        )?;
    }
    Ok(())
}
