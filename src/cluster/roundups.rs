//! Finds round-ups: articles that carry parts of several stories of the wire, and are copies of none.
//!
//! Two articles alone do not show it: a desk may add as much to a copy as a round-up has beside its first item. The wire
//! does, where the rest of the article stands in others that have nothing to do with the first, nor with each other.

use std::cmp::Reverse;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::align::{Aligned, Block};
use super::clip::Clip;
use super::index::{COMMON, Index};
use super::ready::Ready;
use super::{Link, Test};
use crate::fingerprint::Fingerprints;

/// Less of an article than this is a part of it, 0 to 1.
const PART: f64 = 0.6;
/// A round-up has parts of so many stories.
const STORIES: usize = 3;
/// Those of all but the largest part are so much of its words, 0 to 1; less is what a page says of other stories.
const OTHERS: f64 = 0.2;
/// What has a story of so many words and more, and of these at least this share, is that story on a page that tells of others, too,
/// where it is so much of the page, or so much and tells it first, 0 to 1.
const WHOLE: Whole = Whole { words: 150, carried: 0.9, share: 0.45, first: 0.25 };

struct Whole {
    words: usize,
    carried: f64,
    share: f64,
    first: f64,
}

/// The words of a passage that is taken over, not written twice.
const PASSAGE: usize = 15;
/// It begins among so many words of its story: round-ups take the tops, and what stands at the foot is background.
const TOP: usize = 40;
/// So many sampled shingles at least are in a passage that is looked for.
const SAMPLES: usize = 2;
/// The most articles that are compared with one that may be a round-up, and the most that have the same of it.
const SOURCES: usize = 24;
const ALIKE: usize = 3;
/// So many texts that have a shingle are looked at.
const MANY: usize = 2 * COMMON;

/// Fails the links from round-ups to the stories that they have parts of.
pub(super) fn part(clips: &[Clip], fingerprints: &Fingerprints, index: &Index, links: &mut [Link]) {
    let is_part = |link: &Link, at: usize| {
        (link.evidence.shared_words as f64) < PART * f64::from(fingerprints.words(at))
    };
    let texts = index.texts();
    let mut suspects: Vec<usize> = Vec::new();
    for link in links.iter().filter(|link| link.evidence.failed.is_none()) {
        let parts = [link.a, link.b].into_iter().filter(|at| is_part(link, *at));
        suspects.extend(parts.filter_map(|at| texts.place(at)));
    }
    suspects.sort_unstable();
    suspects.dedup();
    let mut may_be_one = vec![false; texts.len()];
    for text in &suspects {
        may_be_one[*text] = true;
    }
    let roundups = suspects.par_iter().copied().map_init(
        || Ready::new(clips, fingerprints, &[]),
        |ready, text| {
            let at = texts.firsts()[text] as usize;
            let sources = sources(text, fingerprints.sampled(at).len(), index, &may_be_one);
            // Few samples show so many stories, and then the texts are looked at.
            let is_roundup =
                apart(&sources, Source::meets).len() >= STORIES && has_stories(at, &sources, ready);
            is_roundup.then_some(text)
        },
    );
    let roundups: FxHashSet<usize> = roundups.flatten().collect();
    let is_roundup = |at: usize| texts.place(at).is_some_and(|text| roundups.contains(&text));
    for link in links.iter_mut().filter(|link| link.evidence.failed.is_none()) {
        if [link.a, link.b].into_iter().any(|at| is_part(link, at) && is_roundup(at)) {
            link.evidence.failed = Some(Test::Roundup);
        }
    }
}

/// An article that has shingles of another.
struct Source {
    article: usize,
    /// Whether it may be a round-up itself.
    is_suspect: bool,
    /// Which ones, by their places among those that the other shares with any, in rising order.
    shingles: Vec<usize>,
}

impl Source {
    fn meets(&self, other: &Self) -> bool {
        let (fewer, more) =
            if self.shingles.len() <= other.shingles.len() { (self, other) } else { (other, self) };
        fewer.shingles.iter().any(|shingle| more.shingles.binary_search(shingle).is_ok())
    }
}

/// Articles that share the most shingles with a text, of which so many are sampled, but for what is common; neither copies of
/// it nor many of one story. What may be a round-up itself comes last: it has what others have, and says little where they are.
fn sources(text: usize, sampled: usize, index: &Index, may_be_one: &[bool]) -> Vec<Source> {
    let mut met: Vec<(u32, usize)> = Vec::new();
    for (place, entry) in index.of(text).filter(|entry| entry.sampled).enumerate() {
        let others = entry.others().take(MANY + 1);
        let suspect = |other: &u32| may_be_one[*other as usize];
        if others.clone().count() <= MANY && others.clone().filter(|other| !suspect(other)).count() <= COMMON
        {
            met.extend(others.map(|other| (other, place)));
        }
    }
    met.sort_unstable();
    let is_part =
        |alike: &&[(u32, usize)]| alike.len() >= SAMPLES && (alike.len() as f64) < PART * sampled as f64;
    let mut parts: Vec<&[(u32, usize)]> = met.chunk_by(|a, b| a.0 == b.0).filter(is_part).collect();
    let first = |part: &[(u32, usize)]| index.texts().firsts()[part[0].0 as usize];
    let is_suspect = |part: &[(u32, usize)]| may_be_one[part[0].0 as usize];
    parts.sort_by_key(|part| (is_suspect(part), Reverse(part.len()), first(part)));
    let mut sources: Vec<Source> = Vec::new();
    for part in parts {
        let source = Source {
            article: first(part) as usize,
            is_suspect: is_suspect(part),
            shingles: part.iter().map(|met| met.1).collect(),
        };
        if sources.iter().filter(|other| other.meets(&source)).count() < ALIKE {
            sources.push(source);
        }
        if sources.len() == SOURCES {
            break;
        }
    }
    sources
}

/// Whether an article has passages of several stories.
fn has_stories(at: usize, sources: &[Source], ready: &mut Ready) -> bool {
    let mut parts: Vec<Part> = sources.iter().filter_map(|source| Part::of(at, source, ready)).collect();
    let is_first =
        |part: &Part| parts.iter().all(|other| other.begins() >= part.begins() || other.overlaps(part));
    let is_page_of = |part: &Part| part.share >= if is_first(part) { WHOLE.first } else { WHOLE.share };
    if parts.iter().any(|part| part.is_whole() && is_page_of(part)) {
        return false;
    }
    // A whole story says more of what it is about than a brief.
    parts.sort_by_key(|part| (part.is_suspect, Reverse(part.length)));
    let stories = apart(&parts, |a, b| {
        a.overlaps(b) || {
            let (a, b) = ready.pair(a.article, b.article);
            a.keeps_company(b)
        }
    });
    let shares = stories.iter().map(|part| part.share);
    let largest = shares.clone().fold(0.0, f64::max);
    stories.len() >= STORIES && shares.sum::<f64>() - largest >= OTHERS
}

/// What an article has of another.
struct Part {
    article: usize,
    /// Whether the other may be a round-up itself.
    is_suspect: bool,
    /// Words of the other.
    length: usize,
    /// The share of its words, 0 to 1.
    share: f64,
    /// The places of its words, in order and apart.
    passages: Vec<Range<usize>>,
}

impl Part {
    /// The long passages out of the other's top, if there are any; a copy of most of the article says nothing of its parts.
    fn of(at: usize, source: &Source, ready: &mut Ready) -> Option<Self> {
        let &Source { article, is_suspect, .. } = source;
        let (whole, other) = ready.pair(at, article);
        let aligned = Aligned::new(whole, other, 0);
        let is_shorter = std::ptr::eq(aligned.shorter, whole);
        let places = |block: &Block| if is_shorter { (block.a, block.b) } else { (block.b, block.a) };
        let long = || aligned.blocks.iter().filter(|block| block.words >= PASSAGE);
        if !long().any(|block| places(block).1 < TOP) {
            return None;
        }
        let passage = |block: &Block| places(block).0..places(block).0 + block.words;
        let mut passages: Vec<Range<usize>> = long().map(passage).collect();
        passages.sort_unstable_by_key(|passage| passage.start);
        passages.dedup_by(|next, last| {
            let meet = next.start <= last.end;
            last.end = if meet { last.end.max(next.end) } else { last.end };
            meet
        });
        let words: usize = passages.iter().map(ExactSizeIterator::len).sum();
        let share = words as f64 / whole.folded.len().max(1) as f64;
        let is_part = share > 0.0 && share < PART;
        is_part.then(|| Self { article, is_suspect, length: other.folded.len(), share, passages })
    }

    /// The first word of it.
    fn begins(&self) -> usize {
        self.passages.first().map_or(0, |passage| passage.start)
    }

    /// Whether it is a whole story.
    fn is_whole(&self) -> bool {
        let words: usize = self.passages.iter().map(ExactSizeIterator::len).sum();
        self.length >= WHOLE.words && words as f64 >= WHOLE.carried * self.length as f64
    }

    fn overlaps(&self, other: &Self) -> bool {
        let (fewer, more) =
            if self.passages.len() <= other.passages.len() { (self, other) } else { (other, self) };
        fewer.passages.iter().any(|passage| {
            let next = more.passages.partition_point(|before| before.end <= passage.start);
            more.passages.get(next).is_some_and(|next| next.start < passage.end)
        })
    }
}

/// Those that are not one with any that was taken before them: their order counts.
fn apart<T>(all: &[T], mut are_one: impl FnMut(&T, &T) -> bool) -> Vec<&T> {
    let mut taken: Vec<&T> = Vec::new();
    for one in all {
        if !taken.iter().any(|other| are_one(other, one)) {
            taken.push(one);
        }
    }
    taken
}
