//! Lays out what happened on a day: the stories, each with its summary, and who carried it.

mod html;
mod json;
mod markdown;
mod outlets;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::{Date, Time};
use serde::Serialize;

use crate::article::Article;
use crate::cluster::{self, Story, Teaser};
use crate::engine::{Standing, Summary};
use crate::error::Result;
use outlets::Outlets;

/// The page of one day.
#[derive(Clone, Debug, Serialize)]
pub struct Digest {
    /// The day.
    pub day: Date,
    /// The engine that wrote the summaries.
    pub engine: &'static str,
    /// Articles that ran on this day.
    pub articles: usize,
    /// Outlets that they ran in.
    pub outlets: usize,
    /// Articles put under this day though nothing in them dates them.
    pub undated: usize,
    /// The stories that broke on this day, the weightiest first.
    pub stories: Vec<Item>,
    /// Stories of earlier days of which further copies ran on this day.
    pub again: Vec<Again>,
}

/// One story on a page.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// The story's id: that of its earliest article.
    pub id: String,
    /// The headline of the copy that leads; its first words where no copy has one.
    pub headline: String,
    /// Where it comes from, as its dateline says.
    pub dateline: Option<String>,
    /// The summary, sentence by sentence.
    pub summary: Vec<Sentence>,
    /// How many articles carry it, on all days.
    pub copies: usize,
    /// The outlets that carry it, and how often each.
    pub outlets: Vec<Outlet>,
    /// The earliest time of day at which it ran, on its outlet's clock, where one is known.
    pub first: Option<Time>,
    /// Where nothing in the copy dates the story, what its day rests on.
    pub undated: Option<String>,
    /// Whether copies of the day give other figures at their top than the copy that leads, which is the latest.
    pub versions: bool,
    /// Every article that carries it, the earliest first.
    pub ran: Vec<Run>,
}

impl Item {
    /// The sentences to print: none where the headline says the same.
    fn told(&self) -> &[Sentence] {
        match &*self.summary {
            [only] if only.text == self.headline => &[],
            all => all,
        }
    }
}

/// A sentence of a summary, and where it stands.
#[derive(Clone, Debug, Serialize)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// The file (and line) of the article that it is from.
    pub source: String,
    /// The passage in that article's clean body, in bytes: from, to.
    pub bytes: (usize, usize),
    /// Where the engine's own sentence was vetoed, what stands in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced: Option<&'static str>,
}

/// An outlet, and how many articles of a story it ran.
#[derive(Clone, Debug, Serialize)]
pub struct Outlet {
    /// Its name.
    pub name: String,
    /// Its articles in this story.
    pub articles: usize,
}

/// One article of a story.
#[derive(Clone, Debug, Serialize)]
pub struct Run {
    /// The outlet.
    pub outlet: String,
    /// Its headline.
    pub headline: String,
    /// Its day.
    pub day: Date,
    /// Its time, where it is known.
    pub time: Option<Time>,
    /// Its file, and line.
    pub source: String,
    /// Its address.
    pub url: Option<String>,
    /// The share of the shorter text that this article and its nearest copy have in common, 0 to 1; none for
    /// an article without copies.
    pub shared: Option<f64>,
    /// The words of the longest passage that the two have in common.
    pub passage: Option<usize>,
    /// By what it announces the nearest or is announced, `address` or `headline`, where their texts do not show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub teaser: Option<&'static str>,
}

/// A story of an earlier day that ran again.
#[derive(Clone, Debug, Serialize)]
pub struct Again {
    /// The story's id.
    pub id: String,
    /// Its headline.
    pub headline: String,
    /// The day on which it broke.
    pub since: Date,
    /// The outlets that ran it on this day.
    pub outlets: Vec<Outlet>,
}

/// A form of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Markdown (`CommonMark`).
    Markdown,
    /// One HTML file with its style inside.
    Html,
    /// The digest as data.
    Json,
}

impl Layout {
    /// The extension of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
        }
    }
}

impl Digest {
    /// Lays out the page.
    ///
    /// # Errors
    /// When the page's template fails.
    pub fn lay_out(&self, layout: Layout) -> Result<String> {
        match layout {
            Layout::Markdown => Ok(markdown::page(self)),
            Layout::Html => html::page(self),
            Layout::Json => json::page(self),
        }
    }
}

/// One digest for every day on which an article ran, the earliest first. `summaries` has one for each story.
#[must_use]
pub fn days(
    articles: &[Article],
    stories: &[Story],
    summaries: &[Summary],
    engine: &'static str,
) -> Vec<Digest> {
    let names = Outlets::of(articles);
    let mut digests: BTreeMap<Date, Digest> = BTreeMap::new();
    let mut outlets: BTreeMap<Date, BTreeSet<String>> = BTreeMap::new();
    for article in articles {
        let day = article.date.day;
        let digest = digests.entry(day).or_insert_with(|| Digest {
            day,
            engine,
            articles: 0,
            outlets: 0,
            undated: 0,
            stories: Vec::new(),
            again: Vec::new(),
        });
        digest.articles += 1;
        digest.undated += usize::from(article.date.reason.is_undated());
        outlets.entry(day).or_default().insert(names.name(article));
    }
    for (story, summary) in stories.iter().zip(summaries) {
        let item = item(articles, &names, story, summary);
        let mut days: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for at in &story.articles {
            days.entry(articles[*at].date.day).or_default().push(*at);
        }
        let Some((since, _)) = days.pop_first() else { continue };
        for (day, ran) in days {
            if let Some(digest) = digests.get_mut(&day) {
                let outlets = names.count(articles, &ran);
                digest.again.push(Again {
                    id: item.id.clone(),
                    headline: item.headline.clone(),
                    since,
                    outlets,
                });
            }
        }
        if let Some(digest) = digests.get_mut(&since) {
            digest.stories.push(item);
        }
    }
    for (day, digest) in &mut digests {
        digest.outlets = outlets.get(day).map_or(0, BTreeSet::len);
        digest.stories.sort_by(|a, b| {
            weight(b).cmp(&weight(a)).then_with(|| a.headline.cmp(&b.headline)).then_with(|| a.id.cmp(&b.id))
        });
        digest.again.sort_by(|a, b| {
            b.outlets
                .len()
                .cmp(&a.outlets.len())
                .then_with(|| a.headline.cmp(&b.headline))
                .then_with(|| a.id.cmp(&b.id))
        });
    }
    digests.into_values().collect()
}

/// What a story weighs: how many carry it, then how late it broke.
fn weight(item: &Item) -> (usize, usize, Option<Time>) {
    (item.copies, item.outlets.len(), item.first)
}

fn item(articles: &[Article], names: &Outlets, story: &Story, summary: &Summary) -> Item {
    let lead = &articles[story.lead];
    let first = &articles[story.articles[0]];
    let same_day =
        story.articles.iter().map(|at| &articles[*at].date).filter(|date| date.day == first.date.day);
    let timed = same_day.filter(|date| date.time.is_some()).min_by_key(|date| date.moment());
    let source = |id| story.articles.iter().map(|at| &articles[*at]).find(|article| article.id == id);
    let titled = std::iter::once(lead).chain(story.articles.iter().map(|at| &articles[*at]));
    let headline = titled.clone().find_map(|article| article.headline.clone());
    Item {
        id: first.id.to_string(),
        headline: headline.unwrap_or_else(|| opening(&lead.body)),
        dateline: titled.clone().find_map(|article| article.dateline.clone()),
        summary: summary
            .sentences
            .iter()
            .map(|sentence| Sentence {
                text: sentence.text.clone(),
                source: source(sentence.article)
                    .map_or_else(String::new, |article| article.origin.to_string()),
                bytes: (sentence.bytes.start, sentence.bytes.end),
                replaced: match sentence.standing {
                    Standing::Written => None,
                    Standing::Spare => Some("the engine's second choice"),
                    Standing::Verbatim => Some("the copy's own sentence"),
                },
            })
            .collect(),
        copies: story.articles.len(),
        outlets: names.count(articles, &story.articles),
        first: timed.and_then(|date| date.time),
        undated: first.date.reason.is_undated().then(|| first.date.reason.to_string()),
        versions: has_versions(articles, story),
        ran: story.articles.iter().map(|at| run(articles, names, story, *at)).collect(),
    }
}

/// The first few words of untitled copy, to stand above a summary that may begin with them.
fn opening(body: &str) -> String {
    const LONG: usize = 40;
    let lede = body.lines().next().unwrap_or_default();
    if lede.len() <= LONG {
        return lede.to_owned();
    }
    let cut =
        lede[..lede.floor_char_boundary(LONG)].rfind(' ').unwrap_or_else(|| lede.floor_char_boundary(LONG));
    format!("{}…", lede[..cut].trim_end_matches([' ', ',', ';', ':']))
}

/// Whether a copy of the day on which the lead ran is of another version of the story.
fn has_versions(articles: &[Article], story: &Story) -> bool {
    let lead = &articles[story.lead];
    let others =
        story.articles.iter().map(|at| &articles[*at]).filter(|other| other.date.day == lead.date.day);
    others.into_iter().any(|other| cluster::are_versions(cluster::text(lead), cluster::text(other)))
}

fn run(articles: &[Article], names: &Outlets, story: &Story, at: usize) -> Run {
    let article = &articles[at];
    let nearest = story
        .links
        .iter()
        .filter(|link| link.a == at || link.b == at)
        .max_by(|x, y| x.evidence.containment.total_cmp(&y.evidence.containment));
    Run {
        outlet: names.name(article),
        headline: article.title(),
        day: article.date.day,
        time: article.date.time,
        source: article.origin.to_string(),
        url: article.url.clone(),
        shared: nearest.map(|link| (link.evidence.containment * 1000.0).round() / 1000.0),
        passage: nearest.and_then(|link| link.evidence.passage.as_ref()).map(|passage| passage.words),
        teaser: nearest.and_then(|link| link.evidence.teaser).map(Teaser::name),
    }
}

/// "1 copy", "3 copies".
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// "Monday, 2 March 2026".
fn long_day(day: Date) -> String {
    day.strftime("%A, %-d %B %Y").to_string()
}

/// "Ellery Courier (2), Castell Express".
fn list_outlets(outlets: &[Outlet]) -> String {
    let names = outlets.iter().map(|outlet| match outlet.articles {
        1 => outlet.name.clone(),
        count => format!("{} ({count})", outlet.name),
    });
    names.collect::<Vec<_>>().join(", ")
}

/// What is said of a story below its headline: "7 copies in 6 outlets · earliest time given 06:10".
fn credentials(item: &Item) -> String {
    let mut parts = Vec::new();
    if item.copies > 1 {
        parts.push(format!(
            "{} in {}",
            counted(item.copies, "copy", "copies"),
            counted(item.outlets.len(), "outlet", "outlets")
        ));
    }
    match (item.first, item.outlets.first()) {
        (Some(time), _) if item.copies > 1 => {
            parts.push(format!("earliest time given {}", time.strftime("%H:%M")));
        }
        (Some(time), Some(outlet)) => parts.push(format!("{}, {}", outlet.name, time.strftime("%H:%M"))),
        (None, Some(outlet)) if item.copies == 1 => parts.push(outlet.name.clone()),
        _ => {}
    }
    parts.extend(item.undated.clone());
    if item.versions {
        parts.push("figures differ between versions; this is the latest".into());
    }
    let replaced = item.summary.iter().filter(|sentence| sentence.replaced.is_some()).count();
    if replaced > 0 {
        parts.push(format!(
            "{} of the summary replaced: no copy bore out the engine's own",
            counted(replaced, "sentence", "sentences")
        ));
    }
    parts.join(" · ")
}

/// The line that opens a page: "61 articles from 14 outlets · 34 stories, 12 of them in several copies".
fn overview(digest: &Digest) -> String {
    let several = digest.stories.iter().filter(|item| item.copies > 1).count();
    let mut text = format!(
        "{} from {} · {}",
        counted(digest.articles, "article", "articles"),
        counted(digest.outlets, "outlet", "outlets"),
        counted(digest.stories.len(), "new story", "new stories"),
    );
    // Writing to a string cannot fail.
    if several > 0 && digest.stories.len() == 1 {
        text.push_str(", in several copies");
    } else if several > 0 {
        let _ = write!(text, ", {several} of them in several copies");
    }
    if digest.undated > 0 {
        let _ = write!(text, " · {} without a date", counted(digest.undated, "article", "articles"));
    }
    text
}
