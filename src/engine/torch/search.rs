//! Has texts told: the search and its rules are those of [`crate::engine::rewrite`].

use tch::Tensor;

use crate::engine::kernels::Cpu;
use crate::engine::model::{Config, Generation};
use crate::engine::rewrite::{BATCH, Search, Told};
use crate::error::Result;

use super::Net;
use super::writing::Memory;

impl Net {
    /// Tells texts, each by its closed tokens: for each its finished summaries, the best first; one in greedy search.
    #[allow(
        clippy::unnecessary_wraps,
        reason = "what fails panics, and the guard around it makes it an error"
    )]
    pub(super) fn tell(
        &self,
        cpu: Cpu,
        how: &Generation,
        config: &Config,
        texts: &[Vec<u32>],
    ) -> Result<Vec<Vec<Told>>> {
        let mut told = vec![Vec::new(); texts.len()];
        // Those of about one length together: little is filled up, and they end together.
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by_key(|at| (texts[*at].len(), *at));
        for batch in order.chunks(BATCH) {
            let mut memory = self.listen(batch.iter().map(|place| &*texts[*place]));
            self.write(cpu, how, config, texts, batch, &mut memory, &mut |place, own| told[place] = own);
        }
        Ok(told)
    }

    /// Writes of the texts at these places, whose words are in memory; each is handed on when it is done.
    #[allow(clippy::too_many_arguments, reason = "the parts of one search")]
    pub(super) fn write(
        &self,
        cpu: Cpu,
        how: &Generation,
        config: &Config,
        texts: &[Vec<u32>],
        batch: &[usize],
        memory: &mut Memory,
        hand_on: &mut dyn FnMut(usize, Vec<Told>),
    ) {
        let mut searches: Vec<Search<()>> =
            batch.iter().map(|place| Search::new(*place, (), how, config, &texts[*place])).collect();
        let mut logits = Vec::new();
        while !searches.is_empty() {
            let beams = self.step(memory, &mut searches, &mut logits);
            let mut gone = false;
            for (search, own) in searches.iter_mut().zip(logits.chunks_exact_mut(beams * self.vocabulary)) {
                let running = search.running.len();
                search.step(cpu, how, &mut own[..running * self.vocabulary], self.vocabulary);
                gone |= search.running.is_empty();
            }
            let left = gone.then(|| {
                let left = searches.iter().enumerate().filter(|(_, search)| !search.running.is_empty());
                left.map(|(at, _)| at as i64).collect::<Vec<_>>()
            });
            for search in searches.extract_if(.., |search| search.running.is_empty()) {
                hand_on(search.place, search.told);
            }
            if !searches.is_empty() {
                memory.keep(left.as_deref(), &rows(&searches));
            }
        }
    }

    /// Reads texts.
    pub(super) fn listen<'a>(&self, texts: impl Iterator<Item = &'a [u32]>) -> Memory {
        let words: Vec<Tensor> = texts
            .map(|text| {
                let tokens: Vec<i64> = text.iter().map(|token| i64::from(*token)).collect();
                self.reader.read(&Tensor::from_slice(&tokens).unsqueeze(0).to_device(self.device))
            })
            .collect();
        self.writer.listen(&words)
    }

    /// Takes a step of all searches: the scores of what follows, `[searches][beams][vocabulary]`, and the number of beams,
    /// that of the search with the most.
    fn step(&self, memory: &mut Memory, searches: &mut [Search<()>], logits: &mut Vec<f32>) -> usize {
        let beams = widest(searches);
        let newest = |search: &Search<()>, beam: usize| {
            let beam = &search.running[beam.min(search.running.len() - 1)];
            beam.tokens.last().copied().map_or(0, i64::from)
        };
        let tokens: Vec<i64> =
            searches.iter().flat_map(|search| (0..beams).map(move |beam| newest(search, beam))).collect();
        let tokens =
            Tensor::from_slice(&tokens).view([searches.len() as i64, beams as i64]).to_device(self.device);
        let scores = self.writer.step(memory, &tokens).to_device(tch::Device::Cpu).contiguous();
        logits.resize(scores.numel(), 0.0);
        scores.copy_data(logits, scores.numel());
        // A beam's line is the row that its past stands in.
        for (at, search) in searches.iter_mut().enumerate() {
            for (beam, running) in search.running.iter_mut().enumerate() {
                running.line = vec![(at * beams + beam) as u32];
            }
        }
        beams
    }
}

fn widest(searches: &[Search<()>]) -> usize {
    searches.iter().map(|search| search.running.len()).max().unwrap_or(0)
}

/// The rows that the next step's beams came of, each search filled up to the widest.
fn rows(searches: &[Search<()>]) -> Vec<i64> {
    let beams = widest(searches);
    let row = |search: &Search<()>, beam: usize| {
        let beam = &search.running[beam.min(search.running.len() - 1)];
        beam.line.last().copied().map_or(0, i64::from)
    };
    searches.iter().flat_map(|search| (0..beams).map(move |beam| row(search, beam))).collect()
}
