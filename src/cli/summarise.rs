//! `nutgraf summarise`: a summary of each article.

use clap::Args;
use nutgraf::article::GivenId;
use nutgraf::{Article, Brief, Options, Summary, edition};
use serde::Serialize;

use super::copies::Format;
use super::digest::Writing;
use super::terminal::{Progress, safe, say};
use super::{Common, Outcome, Wire};

/// Summarise each article by itself
///
/// A JSON record with `documents`, a list of texts, is summarised as one story.
#[derive(Args)]
pub(super) struct Job {
    #[command(flatten)]
    wire: Wire,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Serialize)]
struct Line<'a> {
    id: Option<&'a GivenId>,
    source: String,
    headline: Option<&'a str>,
    summary: Vec<&'a str>,
}

impl Job {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<Outcome> {
        let options = Options { length: self.writing.length, ..common.options() };
        let engine = self.writing.engine()?;
        let progress = Progress::new(common.quiet);
        let watch = |step, n| progress.step(step, n);
        let (articles, spiked) = edition::articles(self.wire.paths(common), &options, &watch)?;
        common.report(&spiked);
        if articles.is_empty() {
            say("nothing to tell: no article could be read");
            return Ok(Outcome::NothingToTell);
        }
        let briefs: Vec<Brief> = articles.iter().map(Brief::of_article).collect();
        let summaries = edition::summaries(&briefs, &options, engine.as_ref(), &watch)?;
        drop(progress);
        self.writing.report(briefs.iter().filter(|brief| brief.is_foreign()).count(), common);
        super::print(|out| {
            articles.iter().zip(&summaries).try_for_each(|(article, summary)| match self.format {
                Format::Text => writeln!(out, "{}\n{}\n", safe(&article.title()), safe(&summary.text())),
                Format::Jsonl => {
                    serde_json::to_writer(&mut *out, &line(article, summary))?;
                    writeln!(out)
                }
            })
        })?;
        Ok(Outcome::Done)
    }
}

fn line<'a>(article: &'a Article, summary: &'a Summary) -> Line<'a> {
    Line {
        id: article.given_id.as_ref(),
        source: article.origin.to_string(),
        headline: article.headline.as_deref(),
        summary: summary.sentences.iter().map(|sentence| &*sentence.text).collect(),
    }
}
