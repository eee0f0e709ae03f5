//! What becomes of two articles among the others of their wire.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use anyhow::bail;
use nutgraf::cluster::{Test, failed_in_wire};
use nutgraf::options::Sameness;
use nutgraf::{Article, Desk, Evidence, Options, Origin, Story, edition};
use rustc_hash::FxHashMap;

use super::super::Common;
use super::super::named::{file, is, with_files};
use super::super::terminal::Progress;

/// What a wire says of two of its articles.
pub(super) struct InWire {
    /// The articles by way of which they are of one story, each linked to the next; none where they are of two.
    pub(super) by_way_of: Option<Vec<String>>,
    /// The test that they failed beside the other articles.
    pub(super) failed: Option<Test>,
    /// How many articles are of the first one's story.
    copies: usize,
}

impl InWire {
    /// Reads a wire with the files of both, and finds them in it.
    pub(super) fn of(
        named: [&Path; 2],
        wire: &[PathBuf],
        sameness: &Sameness,
        common: &Common,
    ) -> anyhow::Result<(Article, Article, Self)> {
        let wire = with_files(wire, named.map(file));
        let options = Options { sameness: sameness.clone(), ..common.options() };
        let desk = {
            let progress = Progress::new(common.quiet);
            edition::desk(&wire, &options, &|step, n| progress.step(step, n))?
        };
        common.report(&desk.spiked);
        let (a, b) = (place(&desk, named[0])?, place(&desk, named[1])?);
        if a == b {
            bail!("{} and {} are one article", named[0].display(), named[1].display());
        }
        let story = desk.stories.iter().find(|story| story.articles.contains(&a));
        let way = story.and_then(|story| way(story, a, b));
        let source = |at: usize| desk.articles.origin(at).to_string();
        let in_wire = Self {
            by_way_of: way.map(|way| way.into_iter().map(source).collect()),
            failed: failed_in_wire(&desk.apart, (a, b)),
            copies: story.map_or(1, |story| story.articles.len()),
        };
        Ok((desk.articles.get(a).into_owned(), desk.articles.get(b).into_owned(), in_wire))
    }

    pub(super) fn are_one_story(&self) -> bool {
        self.by_way_of.is_some()
    }

    /// Whether they are of one story, and by way of which others; with what is said of the two.
    pub(super) fn verdict(&self, of_two: &str, evidence: &Evidence) -> String {
        let copies = self.copies;
        match &self.by_way_of {
            Some(way) if way.is_empty() || evidence.failed.is_none() => {
                format!("{of_two}, in a story of {copies} articles")
            }
            Some(way) => {
                format!("one story of {copies} articles, by way of {}; the two are {of_two}", way.join(", "))
            }
            None if evidence.failed.is_none() => {
                format!("two stories, which no link in this wire joins, though alone they are {of_two}")
            }
            None => format!("two stories; {of_two}"),
        }
    }
}

/// The place of the one article that a path names.
fn place(desk: &Desk, named: &Path) -> anyhow::Result<usize> {
    let name = named.display();
    let of_name = |origin: &Origin| is(named, origin);
    let mut places = (0..desk.articles.len()).filter(|at| of_name(&desk.articles.origin(*at)));
    let mut spiked = desk.spiked.iter().filter(|spike| of_name(&spike.origin));
    match (places.next(), spiked.next(), places.count() + spiked.count()) {
        (Some(at), None, 0) => Ok(at),
        (None, Some(spike), 0) => bail!("{spike}"),
        (None, None, _) => bail!("{name}: there is no article of this name in the wire"),
        (place, spike, more) => {
            let count = usize::from(place.is_some()) + usize::from(spike.is_some()) + more;
            bail!("{name}: {count} articles are in it; name one as FILE:LINE")
        }
    }
}

/// The shortest way along links of a story from one of its articles to another: those between; none if the other is not in it.
fn way(story: &Story, from: usize, to: usize) -> Option<Vec<usize>> {
    if !story.articles.contains(&to) {
        return None;
    }
    let mut linked: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for link in &story.links {
        linked.entry(link.a).or_default().push(link.b);
        linked.entry(link.b).or_default().push(link.a);
    }
    let mut before: FxHashMap<usize, usize> = FxHashMap::default();
    let mut next = VecDeque::from([from]);
    while let Some(at) = next.pop_front().filter(|at| *at != to) {
        for other in linked.get(&at).into_iter().flatten().filter(|other| **other != from) {
            before.entry(*other).or_insert_with(|| {
                next.push_back(*other);
                at
            });
        }
    }
    let back = std::iter::successors(before.get(&to).copied(), |at| before.get(at).copied());
    let mut way: Vec<usize> = back.take_while(|at| *at != from).collect();
    way.reverse();
    Some(way)
}
