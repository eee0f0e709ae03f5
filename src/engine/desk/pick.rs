//! Picks the sentences of a summary.
//!
//! Of one article: those closest to its centre, the early ones first, since news is written with the point
//! first. Of a story: as well those that the other articles carry, too; what editors kept when they cut the
//! copy counts, what a single outlet added does not. A sentence that says what a picked one has said counts
//! less (maximal marginal relevance, Carbonell & Goldstein 1998).

mod answer;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::super::{Brief, Cited, Summary};
use super::fit::is_fit;
use super::leaning::Leaning;
use super::passages::passages;
use super::terms::{Idf, Vector, Vocabulary};
use super::voice::{Voice, Voices};
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
/// A sentence of whose weight more stands in those that were picked says nothing new, unless it is of few words, as the
/// lines of a table are.
const SAID: f32 = 0.78;
const FEW: usize = 5;

/// A sentence that may be picked.
struct Candidate<'a> {
    article: &'a Article,
    /// The article's place in the brief.
    place: usize,
    /// The places of further articles that carry the sentence.
    carriers: Vec<usize>,
    /// The sentence's place in its article.
    position: usize,
    language: &'a str,
    bytes: Range<usize>,
    text: Cow<'a, str>,
    /// What the whole sentence leans on, whatever is trimmed from it.
    leaning: Leaning<'a>,
    /// Whether it is fit to print: no caption, and it is known whose words it is.
    fit: bool,
    words: usize,
    vector: Vector,
}

/// With fewer words, a line that ends as no sentence does is a heading or a name.
const HEADING: usize = 13;
/// Nothing is said in fewer words.
const FEWEST: usize = 3;

impl Candidate<'_> {
    /// Whether it says something: no heading between paragraphs, no place or name that stands alone.
    fn is_sentence(&self) -> bool {
        self.words >= FEWEST && (self.words >= HEADING || sentence::ends(&self.text))
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
        if candidates.iter().any(|candidate| candidate.is_sentence() && candidate.fit) {
            candidates.retain(|candidate| candidate.is_sentence() && candidate.fit);
        } else if candidates.iter().any(Candidate::is_sentence) {
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

    /// Puts a shorter form in a sentence's place. What links it to the one before it stays: "Today, they are …".
    pub(super) fn shorten(&mut self, at: usize, text: String) {
        let candidate = &mut self.candidates[at];
        let linked = candidate.leaning == Leaning::Before
            && text.split_whitespace().next() != candidate.text.split_whitespace().next();
        if linked {
            return;
        }
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
        let (passages, quotations) = (passages(body, language), sentence::quotations(body));
        let voices = Voices::new(body, &passages, &quotations, language);
        for (position, bytes) in passages.iter().take(DEEPEST).enumerate() {
            let voice = voices.of(position);
            let clear = voice != Voice::Unclear;
            let (text, continued) = match voice {
                Voice::Clear(text) => (text, false),
                Voice::Continued(text) => (text, true),
                Voice::Unclear => (Cow::Borrowed(&body[bytes.clone()]), false),
            };
            let leaning = if continued && position > 0 {
                Leaning::Before
            } else {
                Leaning::of(body, bytes.clone(), &quotations, language)
            };
            let (bytes, text) = opening(body, bytes.clone(), text);
            let fit = clear && is_fit(&text);
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
                    language,
                    leaning,
                    fit,
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
fn opening<'a>(body: &str, bytes: Range<usize>, text: Cow<'a, str>) -> (Range<usize>, Cow<'a, str>) {
    let whole = &body[bytes.clone()];
    match sentence::end_of_words(whole, RUN_ON).and_then(|_| sentence::end_of_words(whole, ENOUGH)) {
        Some(end) => {
            (bytes.start..bytes.start + end, format!("{} …", whole[..end].replace('\n', " ")).into())
        }
        None => (bytes, text),
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
        // Where nothing stands alone, something is better than nothing.
        let none = picked.is_empty() && !(0..candidates.len()).any(|at| stands(candidates, at, &[]));
        let open = |at: &usize| scores[*at].is_finite() && (none || stands(candidates, *at, &picked));
        let best =
            (0..candidates.len()).filter(open).max_by(|a, b| value(*a).total_cmp(&value(*b)).then(b.cmp(a)));
        let Some(best) = best else { break };
        scores[best] = f32::NEG_INFINITY;
        let own = candidates[best].words;
        let overshoots = matches!(length, Length::Words(count) if (words + own) * 10 > count * 11);
        let told = picked.iter().map(|other: &usize| &candidates[*other].vector);
        let repeats = said[best] > SAME || own >= FEW && candidates[best].vector.share_in(&told) > SAID;
        if repeats || (overshoots && !picked.is_empty()) {
            continue;
        }
        words += own;
        picked.push(best);
        for (at, said) in said.iter_mut().enumerate() {
            *said = said.max(candidates[at].vector.cosine(&candidates[best].vector));
        }
    }
    answer::answer(candidates, &mut picked, length);
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
    // „So“ or „so”, and else “so”.
    let (low, high) = (count('„'), count('“'));
    let paired = if low > 0 { low == high + count('”') } else { high == count('”') };
    count('"') % 2 == 0 && paired
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::engine::desk::Desk;

    fn told(copy: &str, words: usize) -> String {
        let article = Article::plain(copy);
        let briefs = [Brief::of_article(&article)];
        Desk::whole().summarise(&briefs, Length::Words(words)).unwrap()[0].text()
    }

    #[test]
    fn a_denial_is_told_with_the_accusation() {
        let copy = "The former treasurer of the parish stole 340,000 crowns for a speedboat, prosecutors told a jury on Monday. Henrik Vael bought the boat three days after he emptied the roof fund, the court heard from the prosecutor, Helen Kho. He named it Second Collection and moored it at Norvik. The parish has had to sell the bells to pay for the roof. Vael denies theft. The trial continues.";
        assert!(told(copy, 60).ends_with("Vael denies theft."), "{}", told(copy, 60));
        let copy = "A post that was seen two million times says that Tessa Lund, the mayor, has banned barbecues in all parks. She has not. The council banned disposable barbecues in two parks after the fires of last August, and all others are allowed in the other forty-one parks of the town.";
        assert!(told(copy, 40).contains("She has not."), "{}", told(copy, 40));
    }

    #[test]
    fn a_sentence_that_says_nothing_new_is_left_out() {
        let copy = "Zoe Hartvig resigned on the day when Norvane began to test advertisements in its ferry timetables. Zoe Hartvig resigned the day Norvane began to test advertisements in its timetables. The ferries sail every hour from Orla Point to Skerry Bay in summer.";
        assert_eq!(told(copy, 60).matches("resigned").count(), 1);
    }

    #[test]
    fn german_quotations_close() {
        assert!(quotes_close("„Nein“, sagte sie.") && quotes_close("“No,” she said."));
        assert!(!quotes_close("„Nein, sagte sie.") && !quotes_close("“No, she said."));
    }
}
