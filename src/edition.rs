//! The pipeline. Whoever reads this file has seen the product.

use std::path::PathBuf;

use crate::article::{Article, Draft, Spike};
use crate::clean::{self, Learned, Lines};
use crate::clippings::Clippings;
use crate::cluster::{self, Link, Story};
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
    /// Pairs that share enough to be copies, but not in this wire, in the order of their articles, with the test that they failed.
    pub apart: Vec<Link>,
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

/// Reads and cleans a wire, in parallel: its articles, and what cannot run, which is spiked and never fatal.
///
/// # Errors
/// When a path of the wire is not there.
pub fn articles(wire: &[PathBuf], options: &Options, watch: &Watch) -> Result<(Vec<Article>, Vec<Spike>)> {
    let mut articles = Clippings::keeping(usize::MAX);
    let (out, spiked) = gather(wire, options, watch, |_| (), |article, ()| articles.push(article))?;
    articles.remove(&out);
    Ok((articles.into_vec(), spiked))
}

/// Reads a wire of any size and finds the stories in it.
///
/// # Errors
/// When a path of the wire is not there.
pub fn desk(wire: &[PathBuf], options: &Options, watch: &Watch) -> Result<Desk> {
    let (mut articles, mut fingerprints) = (Clippings::default(), Fingerprints::default());
    let print = |article: &Article| Fingerprint::of(cluster::text(article));
    let (out, spiked) = gather(wire, options, watch, print, |article, print| {
        fingerprints.push(&print);
        articles.push(article);
    })?;
    articles.remove(&out);
    fingerprints.remove(&out);
    // Find the pairs that carry the same text, with the evidence; a story is what they lead to.
    let clips = articles.clips();
    let links = cluster::links(&clips, &fingerprints, &options.sameness);
    let (stories, apart) = cluster::stories(&clips, &fingerprints, links, &options.sameness);
    Ok(Desk { articles, stories, apart, spiked })
}

/// Reads and cleans a wire and hands each article to `file`, in order, with what `derive` draws from it on all threads.
/// Gives the places of those that must not run after all, counted from 0 and rising, and everything spiked.
fn gather<T: Send>(
    wire: &[PathBuf],
    options: &Options,
    watch: &Watch,
    derive: impl Fn(&Article) -> T + Sync,
    mut file: impl FnMut(Article, T),
) -> Result<(Vec<usize>, Vec<Spike>)> {
    let (mut holds, mut learned) = (Holds::default(), Learned::default());
    // Each spike with how many articles came in before it.
    let (mut place, mut spiked) = (0, Vec::new());
    let each = |draft: Result<Draft, Spike>| -> Result<_, Held> {
        let article = clean::article(hold::admit(draft?, options)?, options)?;
        let (lines, drawn) = (Lines::of(&article), derive(&article));
        Ok((article, lines, drawn))
    };
    let mut file_judged = |learned: &mut Learned<T>, all| {
        while let Some((article, drawn, struck)) = learned.judged(all) {
            let drawn = if struck { derive(&article) } else { drawn };
            file(article, drawn);
        }
    };
    read::stream(wire, watch, each, |arrival| match arrival {
        Ok((article, lines, drawn)) => {
            holds.see(place, &article);
            place += 1;
            learned.learn(article, lines, drawn);
            file_judged(&mut learned, false);
        }
        Err(held) => {
            held.notice.into_iter().for_each(|notice| holds.hear(*notice));
            spiked.push((place, held.spike));
        }
    })?;
    file_judged(&mut learned, true);
    // What was killed, or has a later version, is known when everything was read.
    let out = holds.out();
    let places = out.iter().map(|(place, _)| *place).collect();
    spiked.extend(out);
    spiked.sort_by_key(|(place, _)| *place);
    Ok((places, spiked.into_iter().map(|(_, spike)| spike).collect()))
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
    let Desk { articles, stories, spiked, .. } = desk(wire, options, watch)?;
    let articles = articles.into_vec();
    // The engine sees each story once, whatever the number of its copies.
    let briefs: Vec<Brief> = stories.iter().map(|story| Brief::of_story(story, &articles)).collect();
    let summaries = summaries(&briefs, options, engine, watch)?;
    // One page a day.
    let foreign = briefs.iter().filter(|brief| brief.is_foreign()).count();
    Ok(Edition { digests: digest::days(&articles, &stories, &summaries, engine.name()), spiked, foreign })
}
