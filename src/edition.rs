//! The pipeline. Whoever reads this file has seen the product.

use std::path::PathBuf;

use crate::article::{Article, Draft, Origin, Reason, Spike};
use crate::clean;
use crate::clippings::Clippings;
use crate::cluster::{self, Story};
use crate::digest::{self, Digest};
use crate::engine::{Brief, Engine, Summary};
use crate::error::Result;
use crate::faith;
use crate::fingerprint::{Fingerprint, Fingerprints};
use crate::hold::{self, Held, Holds};
use crate::options::{Options, Step, Watch};
use crate::read;

/// What lies on the desk once copies are found: everything that ran, and what did not.
#[derive(Debug)]
pub struct Desk {
    /// Every clean article, in the order of the wire.
    pub articles: Clippings,
    /// The stories that they tell; each article is in one.
    pub stories: Vec<Story>,
    /// What could not run, in the order of the wire.
    pub spiked: Vec<Spike>,
}

/// One run: a digest a day, and what was spiked.
#[derive(Debug)]
pub struct Edition {
    /// A digest for every day on which an article ran, the earliest first.
    pub digests: Vec<Digest>,
    /// What could not run, in the order of the wire.
    pub spiked: Vec<Spike>,
    /// Stories in other languages than English, which the desk does not trim.
    pub foreign: usize,
}

/// What was spiked, each with how many articles had come in before it.
#[derive(Default)]
struct Spiked(Vec<(usize, Spike)>);

impl Spiked {
    /// Notes copy that is spiked after so many articles; a notice that an item must not run counts for others.
    fn push(&mut self, before: usize, held: Held, holds: &mut Holds) {
        held.notice.into_iter().for_each(|notice| holds.hear(*notice));
        self.0.push((before, held.spike));
    }

    /// Spikes of the articles in their places what must not run, whose origins are given; then everything
    /// in the order of the wire.
    fn hold(mut self, out: &[(usize, Reason)], origin: impl Fn(usize) -> Origin) -> Vec<Spike> {
        let held =
            out.iter().map(|(at, reason)| (*at, Spike { origin: origin(*at), reason: reason.clone() }));
        self.0.extend(held);
        self.0.sort_by_key(|(before, _)| *before);
        self.0.into_iter().map(|(_, spike)| spike).collect()
    }
}

/// Reads and cleans a wire, in parallel: its articles, and what cannot run, which is spiked and never fatal.
///
/// # Errors
/// When a path of the wire is not there.
pub fn articles(wire: &[PathBuf], options: &Options, watch: &Watch) -> Result<(Vec<Article>, Vec<Spike>)> {
    let (mut articles, mut spiked, mut holds) = (Vec::new(), Spiked::default(), Holds::default());
    let mut learned = clean::Learned::default();
    read::stream(
        wire,
        watch,
        |draft| article(draft, options),
        |arrival| match arrival {
            Ok(mut article) => {
                learned.strike(&mut article);
                holds.see(articles.len(), &article);
                articles.push(article);
            }
            Err(held) => spiked.push(articles.len(), held, &mut holds),
        },
    )?;
    let out = holds.out();
    let spiked = spiked.hold(&out, |at| articles[at].origin.clone());
    let mut place = 0..;
    articles.retain(|_| place.next().is_some_and(|at| out.binary_search_by_key(&at, |(at, _)| *at).is_err()));
    Ok((articles, spiked))
}

/// Cleans a draft that may run.
fn article(draft: Result<Draft, Spike>, options: &Options) -> Result<Article, Held> {
    Ok(clean::article(hold::admit(draft?, options)?, options)?)
}

/// Reads a wire of any size and finds the stories in it.
///
/// # Errors
/// When a path of the wire is not there.
pub fn desk(wire: &[PathBuf], options: &Options, watch: &Watch) -> Result<Desk> {
    let (mut articles, mut spiked, mut holds) = (Clippings::default(), Spiked::default(), Holds::default());
    let mut fingerprints = Fingerprints::default();
    let mut learned = clean::Learned::default();
    let each = |draft| -> Result<_, Held> {
        let article = article(draft, options)?;
        let fingerprint = Fingerprint::of(cluster::text(&article));
        Ok((article, fingerprint))
    };
    read::stream(wire, watch, each, |arrival| match arrival {
        Ok((mut article, mut fingerprint)) => {
            if learned.strike(&mut article) {
                fingerprint = Fingerprint::of(cluster::text(&article));
            }
            fingerprints.push(&fingerprint);
            holds.see(articles.len(), &article);
            articles.push(article);
        }
        Err(held) => spiked.push(articles.len(), held, &mut holds),
    })?;
    // What was killed, or has a later version, is known when everything was read.
    let out = holds.out();
    let spiked = spiked.hold(&out, |at| articles.origin(at).clone());
    let out: Vec<usize> = out.into_iter().map(|(at, _)| at).collect();
    articles.remove(&out);
    fingerprints.remove(&out);
    // Find the pairs that carry the same text, with the evidence; a story is what they lead to.
    let clips = articles.clips();
    let links = cluster::links(&clips, &fingerprints, &options.sameness);
    let stories = cluster::stories(&clips, &fingerprints, links, &options.sameness);
    Ok(Desk { articles, stories, spiked })
}

/// Has a summary written for each brief, in order; nothing passes that no article of the brief says.
///
/// # Errors
/// When the engine fails.
pub fn summaries(
    briefs: &[Brief],
    options: &Options,
    engine: &dyn Engine,
    watch: &Watch,
) -> Result<Vec<Summary>> {
    let mut summaries = Vec::with_capacity(briefs.len());
    for batch in briefs.chunks(engine.batch()) {
        let written = engine.summarise(batch, options.length)?;
        summaries.extend(written.into_iter().zip(batch).map(|(summary, brief)| faith::check(summary, brief)));
        watch(Step::Summarise, batch.len());
    }
    Ok(summaries)
}

/// Makes the digests of a wire: the main job.
///
/// # Errors
/// When a path of the wire is not there, or the engine fails.
pub fn edition(wire: &[PathBuf], options: &Options, engine: &dyn Engine, watch: &Watch) -> Result<Edition> {
    let Desk { articles, stories, spiked } = desk(wire, options, watch)?;
    let articles = articles.into_vec();
    // The engine sees each story once, whatever the number of its copies.
    let briefs: Vec<Brief> = stories.iter().map(|story| Brief::of_story(story, &articles)).collect();
    let summaries = summaries(&briefs, options, engine, watch)?;
    // One page a day.
    let foreign = briefs.iter().filter(|brief| brief.is_foreign()).count();
    Ok(Edition { digests: digest::days(&articles, &stories, &summaries, engine.name()), spiked, foreign })
}
