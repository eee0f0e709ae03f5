//! `nutgraf copies`: the stories of a wire, with their copies and the evidence.

use std::collections::HashMap;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;

use anstyle::Style;
use clap::Args;
use jiff::civil::Date;
use nutgraf::article::{ArticleId, GivenId};
use nutgraf::cluster::Teaser;
use nutgraf::options::Sameness;
use nutgraf::{Desk, Evidence, Link, Origin, Story, edition};
use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};

use super::named::{file, is, with_files};
use super::terminal::{Progress, safe, say, styled};
use super::{Common, Outcome, Wire};

/// List each story with its copies, and why they are copies
///
/// As text, the stories with several copies; as JSON Lines, every story, so that each article is in exactly
/// one line.
#[derive(Args)]
pub(super) struct Job {
    #[command(flatten)]
    wire: Wire,
    /// Only the story of this article: a file, or <FILE:LINE> of a file of many
    #[arg(long, value_name = "FILE")]
    of: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The most days between two copies
    #[arg(long, value_name = "DAYS", default_value_t = Sameness::default().window)]
    window: u32,
}

/// A form of output for one record after the other.
#[derive(Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object a line
    #[value(alias = "json")]
    Jsonl,
}

#[derive(Serialize)]
struct StoryLine<'a> {
    #[serde(serialize_with = "displayed")]
    story: ArticleId,
    lead: usize,
    articles: Vec<ArticleLine<'a>>,
    links: Vec<LinkLine<'a>>,
}

#[derive(Serialize)]
struct ArticleLine<'a> {
    id: Option<&'a GivenId>,
    #[serde(serialize_with = "displayed")]
    source: &'a Origin,
    outlet: Option<&'a str>,
    headline: Option<&'a str>,
    #[serde(serialize_with = "displayed")]
    date: Date,
}

fn displayed<S: Serializer>(value: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// Articles are named by their place in the line's `articles`.
#[derive(Serialize)]
struct LinkLine<'a> {
    a: usize,
    b: usize,
    #[serde(flatten)]
    evidence: EvidenceLine<'a>,
}

/// Evidence as data.
#[derive(Serialize)]
pub(super) struct EvidenceLine<'a> {
    containment: f64,
    resemblance: f64,
    distance: u32,
    shared_words: usize,
    /// Those of them that differ by a slip, in scans.
    #[serde(skip_serializing_if = "is_none")]
    misread: usize,
    opening: f64,
    entities: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    swapped: Vec<[&'a str; 2]>,
    passage: Option<PassageLine>,
    /// How one announces the other, where their texts do not show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    teaser: Option<&'static str>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as serde asks
fn is_none(count: &usize) -> bool {
    *count == 0
}

#[derive(Serialize)]
struct PassageLine {
    words: usize,
    a: [usize; 2],
    b: [usize; 2],
}

impl<'a> EvidenceLine<'a> {
    pub(super) fn new(evidence: &'a Evidence) -> Self {
        let rounded = |share: f64| (share * 10_000.0).round() / 10_000.0;
        Self {
            containment: rounded(evidence.containment),
            resemblance: rounded(evidence.resemblance),
            distance: evidence.distance,
            shared_words: evidence.shared_words,
            misread: evidence.misread,
            opening: rounded(evidence.opening),
            entities: rounded(evidence.entities),
            swapped: evidence.swapped.iter().map(|swap| [&*swap.a, &*swap.b]).collect(),
            passage: evidence.passage.as_ref().map(|passage| PassageLine {
                words: passage.words,
                a: [passage.a.start, passage.a.end],
                b: [passage.b.start, passage.b.end],
            }),
            teaser: evidence.teaser.map(Teaser::name),
        }
    }
}

impl Job {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<Outcome> {
        let mut options = common.options();
        options.sameness.window = self.window;
        let wire = with_files(self.wire.paths(common), self.of.as_ref().map(|of| file(of)));
        let desk = {
            let progress = Progress::new(common.quiet);
            edition::desk(&wire, &options, &|step, n| progress.step(step, n))?
        };
        common.report(&desk.spiked);
        let asked = |story: &&Story| match &self.of {
            Some(of) => story.articles.iter().any(|at| is(of, &desk.articles.origin(*at))),
            None => self.format == Format::Jsonl || story.articles.len() > 1,
        };
        let stories: Vec<&Story> = desk.stories.iter().filter(asked).collect();
        super::print(|out| {
            let mut line = Vec::new();
            for story in &stories {
                match self.format {
                    Format::Text => write_text(out, &desk, story)?,
                    Format::Jsonl => {
                        write_line(&mut line, &desk, story)?;
                        out.write_all(&line)?;
                        line.clear();
                    }
                }
            }
            Ok(())
        })?;
        let several = desk.stories.iter().filter(|story| story.articles.len() > 1).count();
        if !common.quiet && self.of.is_none() {
            say(&overview(desk.articles.len(), desk.stories.len(), several));
        }
        let all = self.format == Format::Jsonl && self.of.is_none();
        let told = stories.iter().any(|story| all || story.articles.len() > 1);
        // The process ends, and what the desk holds with it: to take that apart would only take time.
        std::mem::forget(desk);
        Ok(if told { Outcome::Done } else { Outcome::NothingToTell })
    }
}

/// "61 articles, 34 stories, 12 of them in several copies".
fn overview(articles: usize, stories: usize, several: usize) -> String {
    let counted = |count, one, many| format!("{count} {}", if count == 1 { one } else { many });
    let (articles, told) = (counted(articles, "article", "articles"), counted(stories, "story", "stories"));
    match (stories, several) {
        (1, 1) => format!("{articles}, {told} in several copies"),
        _ => format!("{articles}, {told}, {several} of them in several copies"),
    }
}

fn write_text(out: &mut dyn Write, desk: &Desk, story: &Story) -> io::Result<()> {
    let bold = styled(Style::new().bold());
    let lead = desk.articles.get(story.lead);
    let copies = match story.articles.len() {
        1 => "no copies".to_owned(),
        count => format!("{count} copies"),
    };
    writeln!(out, "{bold}{}{bold:#}  ({copies})", safe(&lead.title()))?;
    let strongest = strongest(story);
    for at in &story.articles {
        let article = desk.articles.get(*at);
        let mark = if *at == story.lead { '*' } else { ' ' };
        let outlet =
            article.outlet.as_deref().map(|outlet| format!("  {}", safe(outlet))).unwrap_or_default();
        writeln!(out, "{mark} {}  {}{outlet}", article.date.day, safe(&article.origin.to_string()))?;
        if *at != story.lead {
            write_evidence(out, desk, strongest.get(at).copied(), *at)?;
        }
    }
    writeln!(out)
}

/// For each article the link that best shows why it is in its story: to the lead if there is one, else the
/// strongest; of equals the last.
fn strongest(story: &Story) -> HashMap<usize, &Link> {
    let rank = |link: &Link| (link.a == story.lead || link.b == story.lead, link.evidence.containment);
    let mut best: HashMap<usize, &Link> = HashMap::new();
    for link in &story.links {
        for at in [link.a, link.b] {
            let known = best.entry(at).or_insert(link);
            let (new, old) = (rank(link), rank(known));
            if new.0.cmp(&old.0).then(new.1.total_cmp(&old.1)).is_ge() {
                *known = link;
            }
        }
    }
    best
}

fn write_evidence(out: &mut dyn Write, desk: &Desk, link: Option<&Link>, at: usize) -> io::Result<()> {
    let Some(link) = link else { return Ok(()) };
    let other = if link.a == at { link.b } else { link.a };
    let evidence = &link.evidence;
    let with = desk.articles.origin(other).to_string();
    if let Some(teaser) = evidence.teaser {
        return writeln!(out, "    the {} of {}", teaser.name(), safe(&with));
    }
    write!(out, "    {:.0} % of the shorter in common with {}", evidence.containment * 100.0, safe(&with))?;
    if let Some(passage) = &evidence.passage {
        let bytes = if link.a == at { passage.a.clone() } else { passage.b.clone() };
        let article = desk.articles.get(at);
        let text = &nutgraf::cluster::text(&article)[bytes];
        write!(out, "; {} words in a row: “{}”", passage.words, safe(&super::why::excerpt(text, 60)))?;
    }
    writeln!(out)
}

fn write_line(out: &mut Vec<u8>, desk: &Desk, story: &Story) -> io::Result<()> {
    let places: FxHashMap<usize, usize> = story.articles.iter().copied().zip(0..).collect();
    let place = |at: usize| places.get(&at).copied().unwrap_or_default();
    let articles: Vec<_> = story.articles.iter().map(|at| desk.articles.get(*at)).collect();
    let line = StoryLine {
        story: articles[0].id,
        lead: place(story.lead),
        articles: articles
            .iter()
            .map(|article| ArticleLine {
                id: article.given_id.as_ref(),
                source: &article.origin,
                outlet: article.outlet.as_deref(),
                headline: article.headline.as_deref(),
                date: article.date.day,
            })
            .collect(),
        links: story
            .links
            .iter()
            .map(|link| LinkLine {
                a: place(link.a),
                b: place(link.b),
                evidence: EvidenceLine::new(&link.evidence),
            })
            .collect(),
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}
