//! Who writes summaries: the seam between the product and its engines.
//!
//! An engine sees briefs and gives summaries; everything that it needs besides, weights and tensors included,
//! stays in its own file or folder below `engine/`.

pub mod desk;
mod kernels;
mod layers;
mod lede;
pub mod model;
pub mod rewrite;
#[cfg(feature = "torch")]
pub mod torch;

use std::ops::Range;

use crate::article::{Article, ArticleId};
use crate::cluster::{self, Story, text};
use crate::error::{Error, Result};
use crate::options::{Device, Length, Precision};
use crate::sentence;

/// What an engine is asked to summarise: the articles of one story, the one to show first.
#[derive(Clone, Debug)]
pub struct Brief<'a> {
    /// The lead, then the other copies, the earliest first. Never empty.
    pub articles: Vec<&'a Article>,
}

impl<'a> Brief<'a> {
    /// A brief of a single article, with the further texts of its record.
    #[must_use]
    pub fn of_article(article: &'a Article) -> Self {
        Self { articles: std::iter::once(article).chain(&article.also).collect() }
    }

    /// A brief of a story among these articles: the copies that ran on the day of its lead, of the same version.
    #[must_use]
    pub fn of_story(story: &Story, articles: &'a [Article]) -> Self {
        let lead = &articles[story.lead];
        let others = story.articles.iter().filter(|at| **at != story.lead).map(|at| &articles[*at]);
        let current = others.filter(|other| {
            other.date.day == lead.date.day && !cluster::are_versions(text(lead), text(other))
        });
        Self { articles: std::iter::once(lead).chain(current).collect() }
    }

    /// Whether its lead is known to be in another language than English: the desk leaves its sentences whole.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.articles
            .first()
            .and_then(|lead| lead.language.as_deref())
            .is_some_and(|language| language != "en")
    }
}

/// A summary, sentence by sentence; none where the articles have no text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The sentences in reading order.
    pub sentences: Vec<Cited>,
    /// What the engine might have written instead, the best first: where a sentence is vetoed, one of these may take its
    /// place.
    pub spares: Vec<Cited>,
}

impl Summary {
    /// The summary as one paragraph.
    #[must_use]
    pub fn text(&self) -> String {
        paragraph(self.sentences.iter().map(|sentence| &*sentence.text))
    }
}

/// Sentences as one paragraph, with blanks between them where their script has blanks.
#[must_use]
pub fn paragraph<'a>(sentences: impl IntoIterator<Item = &'a str>) -> String {
    sentences.into_iter().fold(String::new(), |mut paragraph, sentence| {
        if !paragraph.is_empty() {
            paragraph.push_str(gap(&paragraph, sentence));
        }
        paragraph + sentence
    })
}

/// What stands between two sentences of a paragraph: a blank, where their script has blanks.
#[must_use]
pub fn gap(before: &str, after: &str) -> &'static str {
    if sentence::joins_closely(before, after) { "" } else { " " }
}

/// A sentence of a summary and the passage that carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The sentence.
    pub text: String,
    /// The article that it rests on.
    pub article: ArticleId,
    /// The passage in that article's body, in bytes.
    pub bytes: Range<usize>,
    /// How it came to stand here.
    pub standing: Standing,
}

/// How a sentence came to stand in a summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// The engine wrote it.
    #[default]
    Written,
    /// The engine wrote it as its second choice; its first was vetoed.
    Spare,
    /// It is the copy's own, in place of one that was vetoed.
    Verbatim,
}

impl Cited {
    /// A sentence that an engine wrote.
    #[must_use]
    pub fn new(text: String, article: ArticleId, bytes: Range<usize>) -> Self {
        Self { text, article, bytes, standing: Standing::Written }
    }
}

/// Writes summaries.
pub trait Engine: Sync {
    /// The name by which a user asks for it.
    fn name(&self) -> &'static str;

    /// The most briefs that it likes to get at a time, at least 1.
    fn batch(&self) -> usize {
        1024
    }

    /// Writes a summary for each brief, in order, of about this length. The same brief gives the same summary,
    /// whatever else is in the batch and however many threads there are.
    ///
    /// # Errors
    /// When the engine itself fails. An article that cannot be summarised gives an empty summary.
    fn summarise(&self, briefs: &[Brief], length: Length) -> Result<Vec<Summary>>;
}

/// The names of the engines that need nothing but the program; the first is the default.
pub const ENGINES: &[&str] = &["desk", "desk-whole", "lede"];

/// The name of the engine that runs a checkpoint.
pub const REWRITE: &str = "rewrite";

/// The name of the engine that runs a checkpoint through libtorch: with the feature `torch` alone.
pub const TORCH: &str = "torch";

/// The name of the engine that runs models of a family.
#[must_use]
pub fn that_runs(family: model::Family) -> &'static str {
    // A ProphetNet's decoder has two rows a token, which only torch knows.
    if family == model::Family::ProphetNet { TORCH } else { REWRITE }
}

/// Opens the engine of this name.
///
/// # Errors
/// When there is no engine of this name, it needs a model ([`with_model`]), or its weights are damaged.
pub fn open(name: &str) -> Result<Box<dyn Engine>> {
    match name {
        "desk" => Ok(Box::new(desk::Desk::trimming()?)),
        "desk-whole" => Ok(Box::new(desk::Desk::whole())),
        "lede" => Ok(Box::new(lede::Lede)),
        REWRITE | TORCH => Err(Error::NeedsModel { name: name.to_owned() }),
        _ => Err(unknown(name)),
    }
}

/// How an engine runs its model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Running {
    /// In which numbers; none: in those that the engine does best.
    pub precision: Option<Precision>,
    /// On which device.
    pub device: Device,
}

/// Opens the engine of this name with a model: a folder, or a name in the Hugging Face cache.
///
/// # Errors
/// When there is no engine of this name that runs models, or none that runs them so, or the model's files cannot be run.
pub fn with_model(name: &str, model: &str, running: Running) -> Result<Box<dyn Engine>> {
    let refuse = |what: &str| Error::RunsOtherwise { name: name.to_owned(), what: what.to_owned() };
    match name {
        REWRITE if running.device != Device::Cpu => Err(refuse("on the CPU alone: leave out --device")),
        REWRITE => Ok(Box::new(rewrite::Rewrite::open(model, running.precision.unwrap_or_default())?)),
        TORCH if running.precision == Some(Precision::Int8) => {
            Err(refuse("in single precision alone: leave out --precision"))
        }
        TORCH => through_torch(model, running.device),
        _ if ENGINES.contains(&name) => Err(Error::NoUseForModel { name: name.to_owned() }),
        _ => Err(unknown(name)),
    }
}

#[cfg(feature = "torch")]
fn through_torch(model: &str, device: Device) -> Result<Box<dyn Engine>> {
    Ok(Box::new(torch::Torch::open(model, device)?))
}

#[cfg(not(feature = "torch"))]
fn through_torch(_: &str, _: Device) -> Result<Box<dyn Engine>> {
    Err(Error::NotBuilt { name: TORCH })
}

fn unknown(name: &str) -> Error {
    let known = ENGINES.iter().chain(&[REWRITE, TORCH]).copied().collect::<Vec<_>>().join(", ");
    Error::UnknownEngine { name: name.to_owned(), known }
}
