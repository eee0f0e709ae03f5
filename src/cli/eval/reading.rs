//! `nutgraf eval reading`: how well articles are read from pages whose contents are known.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use nutgraf::eval::reading::{self, Expected, Scores, Tally};
use nutgraf::{Article, edition};
use serde::Serialize;

use super::super::{Common, Outcome};
use super::Format;

/// Measure what is read from pages against what people say is in them
///
/// SET is a folder with the pages, compressed or not, and a file `pages.jsonl`. A line of it is an object that
/// describes one page: `page`, its file below the folder; `with` and `without`, lists of the pieces of text that
/// must and must not be in the article; `meta`, an object with `title`, `author` and `date`. Pieces of text are looked for in the clean body, every run of blanks
/// being one. What a line leaves out is not measured.
#[derive(Args)]
pub(super) struct Job {
    /// The folder of pages
    #[arg(value_name = "SET")]
    set: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Report {
    pages: usize,
    unread: usize,
    snippets: Snippets,
    titles: Share,
    authors: Share,
    dates: Share,
}

#[derive(Serialize)]
struct Snippets {
    precision: f64,
    recall: f64,
    f1: f64,
}

#[derive(Serialize)]
struct Share {
    right: usize,
    of: usize,
    rate: f64,
}

impl Job {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<Outcome> {
        let labels = self.set.join("pages.jsonl");
        let text = fs::read_to_string(&labels).with_context(|| format!("{}", labels.display()))?;
        let mut pages: Vec<(PathBuf, Expected)> = Vec::new();
        for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
            let expected: Expected =
                serde_json::from_str(line).with_context(|| format!("{}:{number}", labels.display()))?;
            pages.push((self.set.join(&expected.page), expected));
        }
        let wire: Vec<PathBuf> = pages.iter().map(|(path, _)| path.clone()).collect();
        let (articles, spiked) = edition::articles(&wire, &common.options(), &|_, _| {})?;
        common.report(&spiked);
        let read: HashMap<&Path, &Article> =
            articles.iter().map(|article| (&*article.origin.path, article)).collect();
        let scores =
            reading::scores(pages.iter().map(|(path, expected)| (expected, read.get(&**path).copied())));
        let report = report(&scores);
        super::super::print(|out| match self.format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &report)?;
                writeln!(out)
            }
            Format::Text => write_text(out, &report),
        })?;
        Ok(Outcome::Done)
    }
}

fn report(scores: &Scores) -> Report {
    let round = |share: f64| (share * 10_000.0).round() / 10_000.0;
    let share = |tally: Tally| Share { right: tally.right, of: tally.of, rate: round(tally.share()) };
    let rates = scores.snippets();
    Report {
        pages: scores.pages,
        unread: scores.unread,
        snippets: Snippets {
            precision: round(rates.precision),
            recall: round(rates.recall),
            f1: round(rates.f1()),
        },
        titles: share(scores.titles),
        authors: share(scores.authors),
        dates: share(scores.days),
    }
}

fn write_text(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    writeln!(out, "{} pages, {} of them without an article\n", report.pages, report.unread)?;
    let Snippets { precision, recall, f1 } = &report.snippets;
    writeln!(out, "text     precision {precision:.4}  recall {recall:.4}  F1 {f1:.4}")?;
    for (name, Share { right, of, rate }) in
        [("titles", &report.titles), ("authors", &report.authors), ("dates", &report.dates)]
    {
        writeln!(out, "{name:8} {rate:.4}  {right} of {of}")?;
    }
    Ok(())
}
