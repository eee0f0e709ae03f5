//! What every engine that runs checkpoints does around its model: cuts copy into takes, has them told, tells what came of
//! long copy again, and gives whole sentences, each with the passage that it rests on.

use super::citing::Sources;
use super::search::Told;
use super::spelling::{self, Speller};
use super::takes;
use crate::cluster;
use crate::engine::desk::{Idf, Sheet};
use crate::engine::model::{Config, Family, Generation, Tokenizer};
use crate::engine::{Brief, Cited, Summary};
use crate::error::Result;
use crate::options::Length;
use crate::sentence;

/// Rounds in which the summaries of a text's takes are summarised in turn: each makes it several times shorter.
const ROUNDS: usize = 4;

/// Tells texts, each by its closed tokens: for each its finished summaries, the best first.
pub(in crate::engine) type Tell<'a> = dyn Fn(&[Vec<u32>]) -> Result<Vec<Vec<Told>>> + 'a;

/// All of a checkpoint but its weights.
pub(in crate::engine) struct Author {
    pub(in crate::engine) config: Config,
    pub(in crate::engine) generation: Generation,
    pub(in crate::engine) tokenizer: Tokenizer,
    idf: Idf,
}

/// A text on its way: what is still to be summarised, and the best beams of the last round.
struct Work<'a> {
    /// What the model reads next, sentence by sentence.
    copy: Vec<String>,
    sources: Sources<'a>,
    /// How the copy spells its words, for a model that knows small letters alone.
    speller: Option<Speller>,
    /// The summary, and what other beams wrote of the same take.
    done: Vec<String>,
    others: Vec<String>,
}

impl Author {
    pub(in crate::engine) fn new(config: Config, generation: Generation, tokenizer: Tokenizer) -> Self {
        Self { config, generation, tokenizer, idf: Idf::shipped() }
    }

    /// Lays out a brief: of one article all that it says, of several the sentences that carry the story, each once.
    fn lay_out<'a>(&self, brief: &Brief<'a>) -> Work<'a> {
        let copy = if let [article] = &*brief.articles {
            let body = cluster::text(article);
            sentence::split_in(body, article.language.as_deref().unwrap_or("en"))
                .into_iter()
                .map(|range| body[range].to_owned())
                .collect()
        } else {
            // As many words as one take surely holds: a word is seldom more than two tokens.
            let words = Length::Words(self.config.window() / 2);
            let picked = Sheet::new(brief, &self.idf).summary(words).sentences;
            picked.into_iter().map(|sentence| sentence.text).collect()
        };
        let speller = (self.config.family == Family::ProphetNet).then(|| {
            let texts: Vec<&str> = brief.articles.iter().map(|article| cluster::text(article)).collect();
            Speller::new(texts.join("\n"))
        });
        let sources = Sources::new(brief, &self.idf);
        Work { copy, sources, speller, done: Vec::new(), others: Vec::new() }
    }

    /// What the model writes of each take, the best beam first, for the work that it is of; what breaks off is left out.
    fn written(
        &self,
        takes: &[Vec<u32>],
        owners: &[usize],
        works: &[Work],
        tell: &Tell,
    ) -> Result<Vec<Vec<Vec<String>>>> {
        let closed: Vec<Vec<u32>> = takes.iter().map(|take| self.tokenizer.closed(take)).collect();
        let told = tell(&closed)?;
        let sentences = |(beams, owner): (&Vec<Told>, &usize)| {
            beams.iter().map(|told| self.sentences(told, works[*owner].speller.as_ref())).collect()
        };
        told.iter().zip(owners).map(sentences).collect()
    }

    /// The whole sentences of what was told.
    fn sentences(&self, told: &Told, speller: Option<&Speller>) -> Result<Vec<String>> {
        let mut text = self.tokenizer.decode(&told.tokens)?;
        if let Some(speller) = speller {
            text = text.lines().map(|line| speller.spell(line)).collect::<Vec<_>>().join("\n");
        }
        let open = |sentence: &str| match speller {
            Some(_) => spelling::opened(sentence),
            None => sentence.to_owned(),
        };
        let mut sentences: Vec<String> =
            sentence::split(&text).into_iter().map(|range| open(&text[range])).collect();
        // Where the length ran out, the last sentence broke off.
        if sentences.last().is_some_and(|last| !sentence::ends(last)) {
            sentences.pop();
        }
        Ok(sentences)
    }

    /// Puts the summary together: whole sentences up to the length, each with the passage that it rests on.
    fn summary(&self, work: Work, length: Length) -> Summary {
        let Work { done, others, mut sources, .. } = work;
        let cite = |sources: &mut Sources, texts: Vec<String>| -> Vec<Cited> {
            texts.into_iter().filter_map(|text| sources.cite(text, &self.idf)).collect()
        };
        let mut sentences = cite(&mut sources, fit(done, length));
        if sentences.is_empty() {
            // Nothing whole was written: the article speaks for itself.
            let copy = fit(sources.opening(), length);
            sentences = cite(&mut sources, copy);
        }
        Summary { sentences, spares: cite(&mut sources, others) }
    }

    /// Writes a summary of each brief: see [`crate::Engine::summarise`].
    pub(in crate::engine) fn summarise(
        &self,
        briefs: &[Brief],
        length: Length,
        tell: &Tell,
    ) -> Result<Vec<Summary>> {
        let mut works: Vec<Work> = briefs.iter().map(|brief| self.lay_out(brief)).collect();
        for work in &mut works {
            if is_short(&work.copy, length) {
                work.done = std::mem::take(&mut work.copy);
            }
        }
        for round in 0..ROUNDS {
            // The takes of all texts together, so that they are written side by side.
            let (mut takes, mut owners) = (Vec::new(), Vec::new());
            for (at, work) in works.iter().enumerate() {
                for take in takes::cut(&work.copy, &self.tokenizer, &self.config)? {
                    takes.push(take);
                    owners.push(at);
                }
            }
            if takes.is_empty() {
                break;
            }
            let written = self.written(&takes, &owners, &works, tell)?;
            for (at, work) in works.iter_mut().enumerate().filter(|(_, work)| !work.copy.is_empty()) {
                let own: Vec<&Vec<Vec<String>>> = owners
                    .iter()
                    .zip(&written)
                    .filter(|(owner, _)| **owner == at)
                    .map(|(_, beams)| beams)
                    .collect();
                work.others.extend(own.iter().flat_map(|beams| beams.iter().skip(1).flatten().cloned()));
                let best = own.iter().flat_map(|beams| beams.first().into_iter().flatten().cloned());
                let best: Vec<String> = best.collect();
                if own.len() == 1 || round + 1 == ROUNDS || best.is_empty() {
                    work.done = best;
                    work.copy.clear();
                } else {
                    work.copy = best;
                }
            }
        }
        Ok(works.into_iter().map(|work| self.summary(work, length)).collect())
    }
}

/// The first sentences of about this length: up to a tenth over, and no more once nine tenths are there.
fn fit(sentences: Vec<String>, length: Length) -> Vec<String> {
    let (mut words, mut kept) = (0, Vec::new());
    for text in sentences {
        let own = sentence::words(&text);
        let full = match length {
            Length::Sentences(count) => kept.len() == count,
            Length::Words(count) => {
                !kept.is_empty() && (words * 10 >= count * 9 || (words + own) * 10 > count * 11)
            }
        };
        if full {
            break;
        }
        words += own;
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

/// Whether a text is no longer than its summary is to be: it is its own.
fn is_short(copy: &[String], length: Length) -> bool {
    match length {
        Length::Sentences(count) => copy.len() <= count,
        Length::Words(count) => copy.iter().map(|text| sentence::words(text)).sum::<usize>() <= count,
    }
}
