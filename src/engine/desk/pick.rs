//! Picks the sentences of a summary.
//!
//! Of one article: those closest to its centre, the early ones first, since news is written with the point
//! first. Of a story: as well those that the other articles carry, too; what editors kept when they cut the
//! copy counts, what a single outlet added does not. A sentence that says what a picked one has said counts
//! less (maximal marginal relevance, Carbonell & Goldstein 1998).

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::super::{Brief, Cited, Summary};
use super::leaning::Leaning;
use super::terms::{Idf, Vector, Vocabulary};
use crate::article::Article;
use crate::cluster;
use crate::options::Length;
use crate::sentence;

/// What is weighed against closeness to the centre.
#[derive(PartialEq)]
struct Taste {
    /// Per natural logarithm of a sentence's place in its article.
    position: f32,
    /// For what the picked sentences have said already.
    redundancy: f32,
    /// For being carried by the other articles.
    support: f32,
}

const ARTICLE: Taste = Taste { position: 0.4, redundancy: 0.3, support: 0.0 };
/// For copies of one text, which is news written with the point first.
const COPIES: Taste = Taste { position: 0.4, redundancy: 0.3, support: 0.3 };
const STORY: Taste = Taste { position: 0.1, redundancy: 0.7, support: 1.0 };

/// The most sentences of an article that are weighed: what comes later is never the point.
const DEEPEST: usize = 60;
/// The most articles of a story that are weighed.
const WIDEST: usize = 24;
/// Sentences closer than this say the same.
const SAME: f32 = 0.85;

/// A sentence that may be picked.
struct Candidate<'a> {
    article: &'a Article,
    /// The article's place in the brief.
    place: usize,
    /// The places of further articles that carry the sentence.
    carriers: Vec<usize>,
    /// The sentence's place in its article.
    position: usize,
    bytes: Range<usize>,
    text: Cow<'a, str>,
    /// What the whole sentence leans on, whatever is trimmed from it.
    leaning: Leaning<'a>,
    words: usize,
    vector: Vector,
}

/// With fewer words, a line that ends as no sentence does is a heading or a name.
const HEADING: usize = 13;
/// Nothing is said in fewer words.
const FEWEST: usize = 3;

impl Candidate<'_> {
    /// Whether it says something: no heading between paragraphs, no place or name that stands alone. Scripts without
    /// blanks have few words.
    fn is_sentence(&self) -> bool {
        let spaced = self.text.is_ascii() || self.text.contains(' ');
        !spaced || (self.words >= FEWEST && (self.words >= HEADING || sentence::ends(&self.text)))
    }
}

/// The sentences of a brief on the desk.
pub(in crate::engine) struct Sheet<'a> {
    candidates: Vec<Candidate<'a>>,
    taste: Taste,
}

impl<'a> Sheet<'a> {
    /// Lays out the sentences of the brief's articles.
    pub(in crate::engine) fn new(brief: &Brief<'a>, idf: &Idf) -> Self {
        let mut candidates = candidates(brief, idf);
        let further = candidates.iter().filter(|candidate| candidate.place > 0).count();
        let carried: usize = candidates.iter().map(|candidate| candidate.carriers.len()).sum();
        let taste = match (further, carried) {
            (0, 0) => ARTICLE,
            // Most of what the further articles say stands in an earlier one: they are copies of one text.
            _ if carried > further => COPIES,
            _ => STORY,
        };
        if candidates.iter().any(Candidate::is_sentence) {
            candidates.retain(Candidate::is_sentence);
        }
        if taste == COPIES {
            // What one outlet added, or two scans misread, is not the story's.
            candidates.retain(|candidate| candidate.place == 0 || candidate.carriers.len() > 1);
        }
        Self { candidates, taste }
    }

    /// The places on the sheet of the sentences to take, in the order in which they were picked.
    pub(super) fn pick(&self, length: Length) -> Vec<usize> {
        pick(&self.candidates, length, &self.taste)
    }

    /// The sentence at a place.
    pub(super) fn text(&self, at: usize) -> &str {
        &self.candidates[at].text
    }

    /// Puts a shorter form in a sentence's place.
    pub(super) fn shorten(&mut self, at: usize, text: String) {
        let candidate = &mut self.candidates[at];
        candidate.words = sentence::words(&text);
        candidate.text = text.into();
    }

    /// Picks, and puts what was picked into reading order: article by article, from the top.
    pub(in crate::engine) fn summary(&self, length: Length) -> Summary {
        let mut picked = self.pick(length);
        picked.sort_by_key(|at| (self.candidates[*at].place, self.candidates[*at].position));
        let cited = picked.into_iter().map(|at| &self.candidates[at]).map(|candidate| {
            Cited::new(candidate.text.to_string(), candidate.article.id, candidate.bytes.clone())
        });
        Summary { sentences: cited.collect(), ..Summary::default() }
    }
}

/// The sentences of the brief's articles, each once: one that an earlier article has, too, is noted there.
fn candidates<'a>(brief: &Brief<'a>, idf: &Idf) -> Vec<Candidate<'a>> {
    let mut vocabulary = Vocabulary::default();
    let mut seen = HashSet::new();
    let mut candidates: Vec<Candidate> = Vec::new();
    let distinct = brief.articles.iter().copied().filter(|article| seen.insert(cluster::text(article)));
    for (place, article) in distinct.take(WIDEST).enumerate() {
        let body = cluster::text(article);
        let language = article.language.as_deref().unwrap_or("en");
        for (position, bytes) in sentence::split_in(body, language).into_iter().take(DEEPEST).enumerate() {
            let (bytes, text) = opening(body, bytes);
            let vector = vocabulary.vector(&text, idf);
            let earlier = candidates.iter_mut().filter(|other| other.place != place);
            let same =
                earlier.map(|other| (other.vector.cosine(&vector), other)).max_by(|a, b| a.0.total_cmp(&b.0));
            match same.filter(|(likeness, _)| *likeness > SAME) {
                Some((_, other)) if !other.carriers.contains(&place) => other.carriers.push(place),
                Some(_) => {}
                None => candidates.push(Candidate {
                    article,
                    place,
                    carriers: Vec::new(),
                    position,
                    leaning: Leaning::of(&body[..bytes.start], &body[bytes.clone()], language),
                    bytes,
                    words: sentence::words(&text),
                    text,
                    vector,
                }),
            }
        }
    }
    candidates
}

/// A sentence of more words is no sentence: its marks were lost on the way.
const RUN_ON: usize = 100;
/// So many words of it are taken.
const ENOUGH: usize = 50;

/// A sentence and its place; of one without end, the opening words, and a mark that more followed.
fn opening(body: &str, bytes: Range<usize>) -> (Range<usize>, Cow<'_, str>) {
    let text = &body[bytes.clone()];
    let blanks = || text.match_indices(' ').map(|(at, _)| at);
    match blanks().nth(ENOUGH - 1).filter(|_| blanks().nth(RUN_ON - 1).is_some()) {
        Some(end) => (bytes.start..bytes.start + end, Cow::Owned(format!("{} …", &text[..end]))),
        None => (bytes, Cow::Borrowed(text)),
    }
}

/// Picks greedily, the best first, until the summary is long enough.
fn pick(candidates: &[Candidate], length: Length, taste: &Taste) -> Vec<usize> {
    let centre = Vector::centre(candidates.iter().map(|candidate| &candidate.vector));
    let mut scores: Vec<f32> = (0..candidates.len())
        .map(|at| {
            let candidate = &candidates[at];
            let place = (1.0 + candidate.position as f32).ln();
            candidate.vector.cosine(&centre) + taste.support * support(candidates, at, taste)
                - taste.position * place
        })
        .collect();
    // What a picked sentence has said already, for each candidate.
    let mut said = vec![0.0_f32; candidates.len()];
    let mut picked = Vec::new();
    let mut words = 0;
    let enough = |picked: usize, words: usize| match length {
        Length::Sentences(count) => picked >= count,
        Length::Words(count) => words * 10 >= count * 9,
    };
    while !enough(picked.len(), words) {
        let value = |at: usize| scores[at] - taste.redundancy * said[at];
        let open = |at: &usize| scores[*at].is_finite() && stands(candidates, *at, &picked);
        let best =
            (0..candidates.len()).filter(open).max_by(|a, b| value(*a).total_cmp(&value(*b)).then(b.cmp(a)));
        let Some(best) = best else { break };
        scores[best] = f32::NEG_INFINITY;
        let own = candidates[best].words;
        let overshoots = matches!(length, Length::Words(count) if (words + own) * 10 > count * 11);
        if said[best] > SAME || (overshoots && !picked.is_empty()) {
            continue;
        }
        words += own;
        picked.push(best);
        for (at, said) in said.iter_mut().enumerate() {
            *said = said.max(candidates[at].vector.cosine(&candidates[best].vector));
        }
    }
    picked
}

/// Whether a sentence can be understood: what it leans on must be picked, and half a quotation is none.
fn stands(candidates: &[Candidate], at: usize, picked: &[usize]) -> bool {
    let candidate = &candidates[at];
    let mut above = picked.iter().map(|other| &candidates[*other]);
    let leans = match candidate.leaning {
        Leaning::Nothing => false,
        Leaning::Before => {
            !above.any(|other| other.place == candidate.place && other.position + 1 == candidate.position)
        }
        Leaning::Name(name) => !above.any(|other| {
            (other.place, other.position) < (candidate.place, candidate.position) && other.text.contains(name)
        }),
    };
    !leans && quotes_close(&candidate.text)
}

/// Whether every quotation that a sentence opens is closed in it.
fn quotes_close(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    count('"') % 2 == 0 && count('“') == count('”')
}

/// How well the other articles carry a sentence: the mean over them of the closest of their sentences, 0 to 1.
fn support(candidates: &[Candidate], at: usize, taste: &Taste) -> f32 {
    let articles =
        candidates.iter().flat_map(|other| other.carriers.iter().copied().chain([other.place])).max();
    let others = articles.unwrap_or_default();
    if taste.support == 0.0 || others == 0 {
        return 0.0;
    }
    let own = &candidates[at];
    let closest = |place: usize| {
        let carry = candidates.iter().filter(|other| other.place == place || other.carriers.contains(&place));
        carry.map(|other| own.vector.cosine(&other.vector)).fold(0.0, f32::max)
    };
    let places = (0..=others).filter(|place| *place != own.place);
    let sum: f32 = places.map(|place| if own.carriers.contains(&place) { 1.0 } else { closest(place) }).sum();
    sum / others as f32
}
