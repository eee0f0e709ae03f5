//! `nutgraf why`: what two articles share, and whether that makes them copies.

mod page;
mod wire;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use nutgraf::cluster::{self, Test};
use nutgraf::options::Sameness;
use nutgraf::{Article, clean, read};
use serde::Serialize;

use self::wire::InWire;
use super::copies::{EvidenceLine, Format};
use super::named::{file, line};
use super::{Common, Outcome};

/// Show why two articles are, or are not, copies of one text
#[derive(Args)]
pub(super) struct Job {
    /// The first article: a file, or <FILE:LINE> of a file of many
    #[arg(value_name = "A")]
    a: PathBuf,
    /// The second article
    #[arg(value_name = "B")]
    b: PathBuf,
    /// The wire that they are part of, a file or folder (may be repeated): what its other articles show counts, too
    #[arg(long = "in", value_name = "WIRE")]
    wire: Vec<PathBuf>,
    /// The most days between two copies
    #[arg(long, value_name = "DAYS", default_value_t = Sameness::default().window)]
    window: u32,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Line<'a> {
    copies: bool,
    failed: Option<&'static str>,
    /// Of a wire, the articles by way of which they are of one story.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_way_of: Option<&'a [String]>,
    #[serde(flatten)]
    evidence: EvidenceLine<'a>,
}

impl Job {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<Outcome> {
        let sameness = Sameness { window: self.window, ..Sameness::default() };
        let (a, b, in_wire) = if self.wire.is_empty() {
            (article(&self.a, common)?, article(&self.b, common)?, None)
        } else {
            let (a, b, in_wire) = InWire::of([&self.a, &self.b], &self.wire, &sameness, common)?;
            (a, b, Some(in_wire))
        };
        let mut evidence = cluster::compare(&a, &b, &sameness);
        let mut copies = evidence.failed.is_none();
        if let Some(wire) = &in_wire {
            // What joins them in the wire counts.
            let are_linked = wire.by_way_of.as_ref().is_some_and(Vec::is_empty);
            evidence.failed = evidence.failed.or(wire.failed).filter(|_| !are_linked);
            copies = wire.are_one_story();
        }
        super::print(|out| match self.format {
            Format::Jsonl => {
                let failed = evidence.failed.map(Test::name);
                let by_way_of = in_wire.as_ref().and_then(|wire| wire.by_way_of.as_deref());
                serde_json::to_writer(
                    &mut *out,
                    &Line { copies, failed, by_way_of, evidence: EvidenceLine::new(&evidence) },
                )?;
                writeln!(out)
            }
            Format::Text => {
                let alone = page::verdict(&evidence, &sameness);
                let verdict = match &in_wire {
                    Some(wire) => wire.verdict(&alone, &evidence),
                    None => alone,
                };
                write!(out, "{}", page::explained([&a, &b], &evidence, verdict))
            }
        })?;
        Ok(if copies { Outcome::Done } else { Outcome::NothingToTell })
    }
}

/// The one article that a path names.
fn article(named: &Path, common: &Common) -> anyhow::Result<Article> {
    let wanted = line(named).map(|(_, line)| line);
    let options = common.options();
    let mut arrivals = read::drafts(&[file(named)], &|_, _| {}, |draft| clean::article(draft?, &options))?;
    if let Some(line) = wanted {
        arrivals.retain(|arrival| match arrival {
            Ok(article) => article.origin.line == Some(line),
            Err(spike) => spike.origin.line == Some(line),
        });
    }
    let name = named.display();
    match arrivals.len() {
        0 => bail!("{name}: there is no article at this line"),
        1 => {}
        count => bail!("{name}: {count} articles are in it; name one as FILE:LINE"),
    }
    let arrival = arrivals.pop().context("one article was counted")?;
    arrival.map_err(|spike| anyhow::anyhow!("{spike}"))
}

/// The beginning of a text in at most so many characters.
pub(super) fn excerpt(text: &str, most: usize) -> String {
    let text = text.replace('\n', " ");
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text,
    }
}
