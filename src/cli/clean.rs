//! `nutgraf clean`: what cleaning keeps of each article, and what it takes out and why.

use std::io::{self, Write};

use anstyle::Style;
use clap::Args;
use nutgraf::article::{Credited, GivenId, Removed};
use nutgraf::{Article, Dated, edition};
use serde::Serialize;

use super::copies::Format;
use super::terminal::{safe, say, styled};
use super::{Common, Outcome, Wire};

/// Show what cleaning keeps of each article, and line by line what it removes and why
#[derive(Args)]
pub(super) struct Job {
    #[command(flatten)]
    wire: Wire,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Line<'a> {
    id: Option<&'a GivenId>,
    source: String,
    headline: Option<&'a str>,
    date: String,
    date_reason: String,
    time: Option<String>,
    other_dates: Vec<Claim>,
    uncounted: Option<&'a str>,
    byline: Option<&'a str>,
    dateline: Option<&'a str>,
    credit: Option<&'a str>,
    agency: Option<&'a Credited>,
    language: Option<&'a str>,
    outlet: Option<&'a str>,
    body: Vec<&'a str>,
    removed: &'a [Removed],
    held_back: bool,
}

/// Another day that something states.
#[derive(Serialize)]
struct Claim {
    date: String,
    reason: String,
}

impl Job {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<Outcome> {
        let options = common.options();
        let (articles, spiked) = edition::articles(self.wire.paths(common), &options, &|_, _| {})?;
        super::print(|out| {
            for article in &articles {
                match self.format {
                    Format::Text => write_text(out, article)?,
                    Format::Jsonl => write_line(out, article)?,
                }
            }
            Ok(())
        })?;
        common.report(&spiked);
        if articles.is_empty() {
            say("nothing to tell: no article could be read");
            return Ok(Outcome::NothingToTell);
        }
        Ok(Outcome::Done)
    }
}

fn write_text(out: &mut dyn Write, article: &Article) -> io::Result<()> {
    let (bold, faint) = (styled(Style::new().bold()), styled(Style::new().dimmed()));
    writeln!(out, "{faint}{}{faint:#}", safe(&article.origin.to_string()))?;
    let rows = [
        ("headline", article.headline.as_deref()),
        ("byline", article.byline.as_deref()),
        ("dateline", article.dateline.as_deref()),
        ("credit", article.credit.as_deref()),
    ];
    for (name, value) in rows {
        writeln!(out, "{name:9} {bold}{}{bold:#}", safe(value.unwrap_or("none found")))?;
    }
    if let Some(agency) = &article.agency {
        let Credited { name, place, words } = agency;
        writeln!(out, "{:9} {bold}{name}{bold:#}, from the {place}: \"{}\"", "agency", safe(words))?;
    }
    if let Some(language) = &article.language {
        writeln!(out, "{:9} {bold}{language}{bold:#}", "language")?;
    }
    writeln!(
        out,
        "{:9} {bold}{}{bold:#}, from {}",
        "date",
        article.date.day,
        safe(&article.date.reason.to_string())
    )?;
    for other in &article.other_dates {
        let day = other.day;
        writeln!(
            out,
            "{:9} {faint}{day}, from {}, counts less{faint:#}",
            "",
            safe(&other.reason.to_string())
        )?;
    }
    if let Some(words) = &article.uncounted {
        let why = "in the text is not counted, because nothing states the article's own day";
        writeln!(out, "{:9} {faint}\"{}\" {why}{faint:#}", "", safe(words))?;
    }
    writeln!(out)?;
    for paragraph in article.paragraphs() {
        writeln!(out, "{}\n", safe(paragraph))?;
    }
    if article.held_back {
        let note = "Cleaning stopped: its rules would have taken more than half of the words.";
        writeln!(out, "{bold}{note}{bold:#}\n")?;
    }
    if !article.removed.is_empty() {
        writeln!(out, "{bold}Removed{bold:#}")?;
    }
    for removed in &article.removed {
        writeln!(out, "  {}\n      {faint}{}{faint:#}", safe(&removed.line), removed.why)?;
    }
    writeln!(out)
}

fn write_line(out: &mut dyn Write, article: &Article) -> io::Result<()> {
    let line = Line {
        id: article.given_id.as_ref(),
        source: article.origin.to_string(),
        headline: article.headline.as_deref(),
        date: article.date.day.to_string(),
        date_reason: article.date.reason.to_string(),
        time: time(&article.date),
        other_dates: article
            .other_dates
            .iter()
            .map(|date| Claim { date: date.day.to_string(), reason: date.reason.to_string() })
            .collect(),
        uncounted: article.uncounted.as_deref(),
        byline: article.byline.as_deref(),
        dateline: article.dateline.as_deref(),
        credit: article.credit.as_deref(),
        agency: article.agency.as_ref(),
        language: article.language.as_deref(),
        outlet: article.outlet.as_deref(),
        body: article.paragraphs().collect(),
        removed: &article.removed,
        held_back: article.held_back,
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}

/// The time of day as far as it is known: `09:30:00+02`.
fn time(date: &Dated) -> Option<String> {
    let offset = date.offset.map_or_else(String::new, |offset| offset.to_string());
    date.time.map(|time| format!("{time}{offset}"))
}
