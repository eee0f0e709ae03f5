//! `nutgraf why`: what two articles share, and whether that makes them copies.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use nutgraf::cluster::{self, Teaser, Test};
use nutgraf::options::Sameness;
use nutgraf::{Article, Evidence, clean, read};
use serde::Serialize;

use super::copies::{EvidenceLine, Format};
use super::terminal::safe;
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
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Line<'a> {
    copies: bool,
    failed: Option<&'static str>,
    #[serde(flatten)]
    evidence: EvidenceLine<'a>,
}

impl Job {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<Outcome> {
        let (a, b) = (article(&self.a, common)?, article(&self.b, common)?);
        let sameness = Sameness::default();
        let evidence = cluster::compare(&a, &b, &sameness);
        super::print(|out| match self.format {
            Format::Jsonl => {
                let failed = evidence.failed.map(Test::name);
                serde_json::to_writer(
                    &mut *out,
                    &Line { copies: failed.is_none(), failed, evidence: EvidenceLine::new(&evidence) },
                )?;
                writeln!(out)
            }
            Format::Text => write!(out, "{}", explained(&a, &b, &evidence, &sameness)),
        })?;
        Ok(if evidence.failed.is_none() { Outcome::Done } else { Outcome::NothingToTell })
    }
}

/// The file of a path that may end in `:LINE`.
pub(super) fn file(named: &Path) -> PathBuf {
    line(named).map_or_else(|| named.to_owned(), |(file, _)| file)
}

/// File and line of `FILE:LINE`, unless a file of that whole name is there.
fn line(named: &Path) -> Option<(PathBuf, u64)> {
    let (file, line) = named.to_str().filter(|_| !named.exists())?.rsplit_once(':')?;
    Some((file.into(), line.parse().ok()?))
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

/// The evidence for a person, with the limits that it was held against.
fn explained(a: &Article, b: &Article, evidence: &Evidence, sameness: &Sameness) -> String {
    let verdict = match evidence.failed {
        None => match evidence.teaser {
            None => "copies of one text".to_owned(),
            Some(Teaser::Address) => "one story: the shorter gives the address of the other".to_owned(),
            Some(Teaser::Headline) => "one story: the shorter is the headline of the other".to_owned(),
        },
        Some(Test::Window) => format!("not copies: more than {} days lie between them", sameness.window),
        Some(Test::Headline) => {
            "not copies: each has a headline of its own, of which what they share says nothing".to_owned()
        }
        Some(Test::Containment) => format!(
            "not copies: less than {:.0} % of the shorter is in the longer",
            sameness.containment * 100.0
        ),
        Some(Test::Mention) => {
            "not copies: a few words that both have say too little, since one of them says more".to_owned()
        }
        Some(Test::Roundup) => {
            "not copies: one is a round-up by its headline or its items, and most of it is not in the other"
                .to_owned()
        }
        Some(Test::Subject) => {
            "not copies: one outlet ran both, and above what they share each has other names and figures"
                .to_owned()
        }
        Some(Test::Opening) if evidence.carried() >= sameness.containment_other_opening => {
            "not copies: what they share is background to the longer, which opens with other news".to_owned()
        }
        Some(Test::Opening) => format!(
            "not copies: they open differently, and less than {:.0} % of the shorter is in the longer",
            sameness.containment_other_opening * 100.0
        ),
        Some(Test::Sequel) => format!(
            "not copies: one outlet ran both, and {:.0} % of the shorter is in passages of its own",
            evidence.alone * 100.0
        ),
        Some(Test::Retold) => {
            "not copies: one outlet ran both, with other names and figures in much the same words".to_owned()
        }
        Some(Test::Patchwork) => {
            "not copies: what they share are short phrases in another order, as in copy put together of these"
                .to_owned()
        }
        Some(Test::Figures) => {
            "not copies: few of the shorter's figures are in the longer, as in a template of figures"
                .to_owned()
        }
        Some(Test::Entities) => format!(
            "not copies: less than {:.0} % of the names and figures are shared",
            sameness.entities * 100.0
        ),
        Some(Test::Template) => {
            "not copies: names and figures are swapped inside the same sentences, as in a template".to_owned()
        }
    };
    let mut lines = vec![
        verdict,
        format!(
            "  in common          {:.1} % of the shorter's 3-word sequences, {:.1} % of all",
            evidence.containment * 100.0,
            evidence.resemblance * 100.0
        ),
        format!("  opening            {:.0} % of the shorter's is in the longer", evidence.opening * 100.0),
        format!("  names and figures  {:.0} % of the shorter's are in the longer", evidence.entities * 100.0),
        format!("  SimHash            {} of 64 bits differ", evidence.distance),
    ];
    if evidence.misread > 0 {
        lines.push(format!(
            "  misread            {} of {} shared words differ by a slip, as in scans: {:.0} % of the shorter's words are in the longer",
            evidence.misread,
            evidence.shared_words,
            evidence.covered * 100.0
        ));
    }
    if let Some(passage) = &evidence.passage {
        let text = &cluster::text(a)[passage.a.clone()];
        lines.push(format!("  longest passage    {} words: “{}”", passage.words, excerpt(text, 200)));
        lines.push(format!(
            "                     bytes {}–{} of {}",
            passage.a.start, passage.a.end, a.origin
        ));
        lines.push(format!(
            "                     bytes {}–{} of {}",
            passage.b.start, passage.b.end, b.origin
        ));
    }
    if !evidence.swapped.is_empty() {
        let swapped = evidence.swapped.iter().take(12).map(|swap| format!("{} / {}", swap.a, swap.b));
        lines.push(format!("  swapped            {}", swapped.collect::<Vec<_>>().join(", ")));
    }
    lines.iter().map(|line| safe(line) + "\n").collect()
}

/// The beginning of a text in at most so many characters.
pub(super) fn excerpt(text: &str, most: usize) -> String {
    let text = text.replace('\n', " ");
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text,
    }
}
