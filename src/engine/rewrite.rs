//! The engine that has a checkpoint write the story anew, as a rewrite desk does from what reporters phone in.
//!
//! BART, Pegasus and T5 run here straight from their Hugging Face files, in int8 or in single precision, without any
//! library but this crate's own kernels. From the top down: `takes` cuts copy into what the model can read at a time;
//! `search` has it write, by the `rules`; `writing` and `reading` are the two stacks of the model, `net` its weights by
//! their `names`; `press` rounds weights and keeps them for the next time. `citing` finds what each sentence rests on.

mod citing;
mod names;
mod net;
mod parity;
mod press;
mod reading;
mod rehearsal;
mod rules;
mod search;
mod takes;
mod writing;

use std::path::PathBuf;

use super::desk::{Idf, Sheet};
use super::kernels::Cpu;
use super::model::{Checkpoint, Config, Generation, Tokenizer};
use super::{Brief, Cited, Engine, Summary};
use crate::cluster;
use crate::error::Result;
use crate::options::{Length, Precision};
use crate::sentence;
use citing::Sources;
use net::Net;
use search::Told;

pub use rehearsal::{Limits, Rehearsal};

/// Rounds in which the summaries of a text's takes are summarised in turn: each makes it several times shorter.
const ROUNDS: usize = 4;

/// A checkpoint that writes.
pub struct Rewrite {
    cpu: Cpu,
    net: Net,
    config: Config,
    generation: Generation,
    tokenizer: Tokenizer,
    idf: Idf,
    /// The folder that it came from.
    pub folder: PathBuf,
}

/// A text on its way: what is still to be summarised, and the best beams of the last round.
struct Work<'a> {
    /// What the model reads next, sentence by sentence.
    copy: Vec<String>,
    sources: Sources<'a>,
    /// The summary, and what other beams wrote of the same take.
    done: Vec<String>,
    others: Vec<String>,
}

impl Rewrite {
    /// Opens a checkpoint: a folder, or a name in the Hugging Face cache.
    ///
    /// # Errors
    /// When there is none, or its files cannot be run.
    pub fn open(model: &str, precision: Precision) -> Result<Self> {
        let Checkpoint { folder, config, generation, tensors, tokenizer } = Checkpoint::open(model)?;
        let net = Net::open(&folder, &config, &tensors, precision)?;
        Ok(Self { cpu: Cpu::detect(), net, config, generation, tokenizer, idf: Idf::shipped(), folder })
    }

    /// The shape of the model.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// How the model writes unless told otherwise.
    #[must_use]
    pub fn generation(&self) -> &Generation {
        &self.generation
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
        Work { copy, sources: Sources::new(brief, &self.idf), done: Vec::new(), others: Vec::new() }
    }

    /// What the model writes of each take, the best beam first; what breaks off is left out.
    fn written(&self, takes: &[Vec<u32>]) -> Result<Vec<Vec<Vec<String>>>> {
        let closed: Vec<Vec<u32>> = takes.iter().map(|take| self.tokenizer.closed(take)).collect();
        let told = self.net.tell(self.cpu, &self.generation, &closed)?;
        told.iter().map(|beams| beams.iter().map(|told| self.sentences(told)).collect()).collect()
    }

    /// The whole sentences of what was told.
    fn sentences(&self, told: &Told) -> Result<Vec<String>> {
        let text = self.tokenizer.decode(&told.tokens)?;
        let mut sentences: Vec<String> =
            sentence::split(&text).into_iter().map(|range| text[range].to_owned()).collect();
        let ended = |text: &String| {
            text.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?', '…', '。'])
        };
        // Where the length ran out, the last sentence broke off.
        if sentences.last().is_some_and(|last| !ended(last)) {
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

impl Engine for Rewrite {
    fn name(&self) -> &'static str {
        super::REWRITE
    }

    fn batch(&self) -> usize {
        4 * search::BATCH
    }

    fn summarise(&self, briefs: &[Brief], length: Length) -> Result<Vec<Summary>> {
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
            let written = self.written(&takes)?;
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
