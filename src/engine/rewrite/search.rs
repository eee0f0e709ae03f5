//! Greedy and beam search, step for step as transformers 4.57 does them.

use rayon::prelude::*;

use crate::engine::kernels::{Cpu, score};
use crate::engine::model::{Config, EarlyStopping, Generation};

use super::awake::awake;
use super::net::Net;
use super::reading::Stream;
use super::rules::Rules;
use super::writing::{Beam, Telling};
use crate::error::Result;

/// Texts that are told side by side: enough that the weights are read for many beams at once.
pub(in crate::engine) const BATCH: usize = 8;

/// A finished summary.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Told {
    /// Its tokens, with the one that it started from and the one that ended it.
    pub(crate) tokens: Vec<u32>,
    /// The logarithm of its chance, divided by its length to the power of the length penalty.
    pub(crate) score: f32,
}

/// One text's search, with what its engine remembers of the text.
pub(in crate::engine) struct Search<'a, T> {
    /// The text's place in what was asked.
    pub(in crate::engine) place: usize,
    pub(in crate::engine) telling: T,
    rules: Rules<'a>,
    /// The beams that go on; none when the search is over.
    pub(in crate::engine) running: Vec<Beam>,
    pub(in crate::engine) told: Vec<Told>,
    /// Whether a running beam may still be better than the finished ones.
    open: bool,
}

impl Net {
    /// Tells texts, each by its closed tokens: for each its finished summaries, the best first; one in greedy search.
    pub(super) fn tell(&self, cpu: Cpu, how: &Generation, texts: &[Vec<u32>]) -> Result<Vec<Vec<Told>>> {
        // On a thread of the pool: from any other, each product would wait for one to be woken.
        rayon::scope(|_| self.tell_all(cpu, how, texts))
    }

    fn tell_all(&self, cpu: Cpu, how: &Generation, texts: &[Vec<u32>]) -> Result<Vec<Vec<Told>>> {
        let mut told = vec![Vec::new(); texts.len()];
        // Those of about one length together, so that they end together.
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by_key(|at| (texts[*at].len(), *at));
        for batch in order.chunks(BATCH) {
            let mut searches: Vec<Search<Telling>> = batch
                .iter()
                .map(|place| {
                    let words = self.read(cpu, &texts[*place])?;
                    Ok(Search::new(*place, self.listen(cpu, &words), how, &self.config, &texts[*place]))
                })
                .collect::<Result<_>>()?;
            let (mut stream, mut logits) = (Stream::default(), Vec::new());
            while !searches.is_empty() {
                awake(|| -> Result<()> {
                    let mut beams: Vec<(&mut Telling, &mut [Beam])> = searches
                        .iter_mut()
                        .map(|search| (&mut search.telling, &mut *search.running))
                        .collect();
                    self.step(cpu, &mut stream, &mut beams, &mut logits)?;
                    let (mut steps, mut rest) = (Vec::new(), &mut *logits);
                    for search in &mut searches {
                        let own;
                        (own, rest) = rest.split_at_mut(search.running.len() * self.config.vocabulary);
                        steps.push((search, own));
                    }
                    steps
                        .into_par_iter()
                        .for_each(|(search, own)| search.step(cpu, how, own, self.config.vocabulary));
                    Ok(())
                })?;
                // The finished ones leave, and their memory with them.
                for search in searches.extract_if(.., |search| search.running.is_empty()) {
                    told[search.place] = search.told;
                }
            }
        }
        Ok(told)
    }
}

impl<'a, T> Search<'a, T> {
    /// A search that has not begun, of the text with these closed tokens.
    pub(in crate::engine) fn new(
        place: usize,
        telling: T,
        how: &'a Generation,
        config: &Config,
        text: &'a [u32],
    ) -> Self {
        let rules = Rules::new(how, config, text);
        Self { place, telling, rules, running: vec![Beam::new(how.start)], told: Vec::new(), open: true }
    }

    /// Goes on by a token, by the scores, `[beams][vocabulary]`, for what follows each running beam.
    pub(in crate::engine) fn step(
        &mut self,
        cpu: Cpu,
        how: &Generation,
        logits: &mut [f32],
        vocabulary: usize,
    ) {
        if how.beams == 1 {
            self.greedy(cpu, logits);
        } else {
            self.beams(cpu, how, logits, vocabulary);
        }
    }

    /// Takes the likeliest token.
    fn greedy(&mut self, cpu: Cpu, logits: &mut [f32]) {
        let Some(beam) = self.running.pop() else { return };
        self.rules.apply(&beam.tokens, logits);
        let (token, score) = score::top(cpu, logits, 1).first().copied().unwrap_or((0, 0.0));
        let token = token as u32;
        let beam = beam.and(token, beam.score + score);
        if self.rules.ends(token, beam.tokens.len()) {
            self.told.push(Told { tokens: beam.tokens, score: beam.score });
        } else {
            self.running.push(beam);
        }
    }

    /// Goes on with the best beams; leaves none running when the search is over.
    fn beams(&mut self, cpu: Cpu, how: &Generation, logits: &mut [f32], vocabulary: usize) {
        let (wanted, length) = (how.beams, self.running[0].tokens.len());
        let keep = wanted * (1 + how.eos.len()).max(2);
        let rules = &self.rules;
        let rows = self.running.par_iter().zip(logits.par_chunks_exact_mut(vocabulary)).enumerate();
        let mut next: Vec<(f32, usize, u32)> = rows
            .flat_map_iter(|(at, (beam, row))| {
                score::log_softmax(cpu, row);
                rules.apply(&beam.tokens, row);
                let best = score::top(cpu, row, keep).into_iter();
                best.map(move |(token, chance)| (chance + beam.score, at, token as u32))
            })
            .collect();
        next.sort_by(|a, b| b.0.total_cmp(&a.0));
        next.truncate(keep);
        let ends = |token| self.rules.ends(token, length + 1);

        let full = how.early_stopping == EarlyStopping::Yes && self.told.len() == wanted;
        if self.open && !full {
            // Tokens beside the one that was given.
            let by = (length as f64).powf(f64::from(how.length_penalty)) as f32;
            for (score, at, token) in next.iter().take(wanted).filter(|(_, _, token)| ends(*token)) {
                let tokens = self.running[*at].and(*token, *score).tokens;
                self.told.push(Told { tokens, score: score / by });
            }
            self.told.sort_by(|a, b| b.score.total_cmp(&a.score));
            self.told.truncate(wanted);
        }

        let going = next.iter().filter(|(_, _, token)| !ends(*token)).take(wanted);
        let going: Vec<Beam> =
            going.map(|(score, at, token)| self.running[*at].and(*token, *score)).collect();
        self.running = going;
        let Some(best) = self.running.first() else { return };
        let hopeful = match how.early_stopping {
            EarlyStopping::Never if how.length_penalty > 0.0 => self.rules.longest - 1,
            _ => length,
        };
        let possible = best.score / (hopeful as f64).powf(f64::from(how.length_penalty)) as f32;
        let finished = self.told.len() == wanted;
        let worst = self.told.last().map_or(f32::MIN, |told| told.score);
        self.open &= !finished || possible > worst;
        if !self.open || (finished && how.early_stopping == EarlyStopping::Yes) {
            self.running.clear();
        }
    }
}
