//! How fast a model is on this machine, and how fast the machine is.

use std::hint::black_box;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::Rewrite;
use super::awake::awake;
use super::reading::Stream;
use super::writing::{Beam, Telling};
use crate::engine::kernels::{self, Cpu};
use crate::error::Result;

/// Time that a part of a run took.
#[derive(Clone, Copy, Debug)]
pub struct Spent {
    /// By the clock.
    pub clock: Duration,
    /// Seconds of all processors, by the meter that was handed in.
    pub processors: f64,
}

impl Spent {
    /// Runs something, and reads the meter before and after: seconds of all processors so far.
    pub(in crate::engine) fn on<T>(meter: &dyn Fn() -> f64, run: impl FnOnce() -> T) -> (T, Self) {
        let (begin, before) = (Instant::now(), meter());
        let done = run();
        (done, Self { clock: begin.elapsed(), processors: meter() - before })
    }
}

/// Texts that mean nothing, each of so many tokens.
pub(in crate::engine) fn nonsense(texts: usize, read: usize, vocabulary: usize) -> Vec<Vec<u32>> {
    let token = |text: usize, at: usize| ((text * 7919 + at * 104_729) % vocabulary) as u32;
    (0..texts).map(|text| (0..read).map(|at| token(text, at)).collect()).collect()
}

/// One run with tokens that mean nothing: the time does not depend on what they say.
#[derive(Clone, Copy, Debug)]
pub struct Rehearsal {
    /// Texts told side by side.
    pub texts: usize,
    /// Tokens of each text.
    pub read: usize,
    /// Tokens written of each.
    pub written: usize,
    /// Beams of each.
    pub beams: usize,
    /// For reading all texts, and for looking back at them.
    pub reading: Spent,
    /// For writing all summaries.
    pub writing: Spent,
    /// Multiply-adds of the linear layers that reading all texts takes.
    pub read_products: f64,
    /// Bytes of weights that writing all summaries reads.
    pub written_bytes: f64,
    /// Bytes that the texts take while they are told, at the end.
    pub told_bytes: usize,
}

/// What the machine can do, on one thread.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Multiply-adds of 8-bit integers a second, by the kernel that this processor runs, from the nearest cache.
    pub products: f64,
    /// Bytes a second that are read from memory.
    pub memory: f64,
    /// The kernel.
    pub kernel: &'static str,
}

impl Rewrite {
    /// Writes summaries of just so many tokens, of texts of so many, with all beams alive; `meter` tells the seconds that
    /// all processors have run so far.
    ///
    /// # Errors
    /// When the model's files cannot be read any more.
    pub fn rehearse(
        &self,
        texts: usize,
        read: usize,
        written: usize,
        beams: usize,
        meter: &dyn Fn() -> f64,
    ) -> Result<Rehearsal> {
        let read = read.clamp(1, self.author.config.window());
        let written = written.clamp(1, self.author.config.window() - 1);
        let tokens = nonsense(texts, read, self.author.config.vocabulary);
        let (tellings, reading) = Spent::on(meter, || -> Result<Vec<_>> {
            let listen = |text: &Vec<u32>| Ok(self.net.listen(self.cpu, &self.net.read(self.cpu, text)?));
            rayon::scope(|_| tokens.iter().map(listen).collect())
        });
        let mut tellings = tellings?;
        let (written_out, writing) =
            Spent::on(meter, || rayon::scope(|_| self.write_on(&mut tellings, written, beams)));
        written_out?;
        Ok(Rehearsal {
            texts,
            read,
            written,
            beams,
            reading,
            writing,
            read_products: self.net.read_products() as f64 * (texts * read) as f64,
            written_bytes: self.net.step_bytes() as f64 * written as f64,
            told_bytes: tellings.iter().map(Telling::bytes).sum(),
        })
    }

    /// Writes of texts that were read.
    fn write_on(&self, tellings: &mut [Telling], written: usize, beams: usize) -> Result<()> {
        // As a beam search steps: one beam of each text at first, then all, their chances weighed and the best looked for.
        let mut running: Vec<Vec<Beam>> = vec![vec![Beam::new(self.author.generation.start)]; tellings.len()];
        let (mut stream, mut logits) = (Stream::default(), Vec::new());
        for _ in 0..written {
            let mut pairs: Vec<_> = tellings
                .iter_mut()
                .zip(&mut running)
                .map(|(telling, beams)| (telling, &mut **beams))
                .collect();
            let best: Vec<Vec<(usize, f32)>> = awake(|| -> Result<_> {
                self.net.step(self.cpu, &mut stream, &mut pairs, &mut logits)?;
                let rows = logits.par_chunks_exact_mut(self.author.config.vocabulary);
                let best = rows.map(|row| {
                    if beams > 1 {
                        kernels::score::log_softmax(self.cpu, row);
                    }
                    kernels::score::top(self.cpu, row, if beams > 1 { 2 * beams } else { 1 })
                });
                Ok(best.collect())
            })?;
            let mut best = best.into_iter();
            for own in &mut running {
                let mut next = Vec::new();
                for (beam, best) in own.iter().zip(best.by_ref()) {
                    next.extend(
                        best.into_iter().map(|(token, score)| beam.and(token as u32, beam.score + score)),
                    );
                }
                next.sort_by(|a, b| b.score.total_cmp(&a.score));
                next.truncate(beams);
                *own = next;
            }
        }
        Ok(())
    }
}

impl Limits {
    /// Measures them; takes about a second.
    #[must_use]
    pub fn measure() -> Self {
        // A tile whose rows and weights stay in the nearest cache.
        const DEPTH: usize = 256;
        let cpu = Cpu::detect();
        let (rows, panel) = (vec![3u8; kernels::ROWS * DEPTH], vec![5i8; kernels::PANEL * DEPTH]);
        let mut tile = [kernels::Wide([0; kernels::PANEL]); kernels::ROWS];
        let products = fastest(|| {
            for _ in 0..4000 {
                kernels::tile(cpu, black_box(&rows), DEPTH, black_box(&panel), &mut tile);
                black_box(&tile);
            }
            (4000 * kernels::ROWS * kernels::PANEL * DEPTH) as f64
        });
        // More than any cache holds.
        let memory = vec![1u64; 32 << 20];
        let memory = fastest(|| {
            let mut sums = [0u64; 32];
            for part in black_box(&memory).as_chunks::<32>().0 {
                for (sum, value) in sums.iter_mut().zip(part) {
                    *sum = sum.wrapping_add(*value);
                }
            }
            black_box(sums);
            (memory.len() * 8) as f64
        });
        let kernel = match cpu {
            Cpu::Vnni => "AVX-512 VNNI",
            Cpu::Avx2 => "AVX2",
            Cpu::Portable => "portable",
        };
        Self { products, memory, kernel }
    }
}

/// What is done a second, in the fastest of several tries.
fn fastest(mut run: impl FnMut() -> f64) -> f64 {
    let tries = (0..5).map(|_| {
        let begin = Instant::now();
        let done = run();
        done / begin.elapsed().as_secs_f64()
    });
    tries.fold(0.0, f64::max)
}
