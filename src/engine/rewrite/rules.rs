//! What a writer may write next: rules over scores, in the order in which transformers applies them.

use crate::engine::model::{Config, Generation};

/// The rules for one text.
pub(super) struct Rules<'a> {
    generation: &'a Generation,
    /// The tokens of the text.
    source: &'a [u32],
    /// The most tokens of a summary, the first included.
    pub(super) longest: usize,
}

const NEVER: f32 = f32::NEG_INFINITY;

impl<'a> Rules<'a> {
    pub(super) fn new(generation: &'a Generation, config: &Config, source: &'a [u32]) -> Self {
        Self { generation, source, longest: generation.longest(config) }
    }

    /// Changes the scores of what may follow these tokens.
    pub(super) fn apply(&self, tokens: &[u32], scores: &mut [f32]) {
        let how = self.generation;
        if how.repetition_penalty.to_bits() != 1.0f32.to_bits() {
            let mut seen = tokens.to_vec();
            seen.sort_unstable();
            seen.dedup();
            for token in seen {
                let score = &mut scores[token as usize];
                *score = if *score < 0.0 {
                    *score * how.repetition_penalty
                } else {
                    *score / how.repetition_penalty
                };
            }
        }
        forbid_repeats(tokens, tokens, how.no_repeat_ngram, scores);
        forbid_repeats(tokens, self.source, how.encoder_no_repeat_ngram, scores);
        for run in &how.bad_words {
            if let [before @ .., last] = &**run
                && run[..] != how.eos[..1]
                && run.len() <= tokens.len().max(1)
                && tokens.ends_with(before)
            {
                scores[*last as usize] = NEVER;
            }
        }
        if tokens.len() < how.min_length.max(if how.min_new_tokens > 0 { how.min_new_tokens + 1 } else { 0 })
        {
            how.eos.iter().for_each(|eos| scores[*eos as usize] = NEVER);
        }
        let mut force = |token: u32| {
            scores.fill(NEVER);
            scores[token as usize] = 0.0;
        };
        if let Some(bos) = how.forced_bos.filter(|_| tokens.len() == 1) {
            force(bos);
        }
        if let Some(eos) = how.forced_eos.filter(|_| tokens.len() + 1 == self.longest) {
            force(eos);
        }
        how.suppress.iter().for_each(|token| scores[*token as usize] = NEVER);
        if tokens.len() == 1 + usize::from(how.forced_bos.is_some()) {
            how.suppress_first.iter().for_each(|token| scores[*token as usize] = NEVER);
        }
    }

    /// Whether a summary is at its end with this token as its newest.
    pub(super) fn ends(&self, token: u32, length: usize) -> bool {
        self.generation.eos.contains(&token) || length >= self.longest
    }
}

/// Forbids what would make a run of `size` tokens that stands in `said` already.
fn forbid_repeats(tokens: &[u32], said: &[u32], size: usize, scores: &mut [f32]) {
    if size == 0 || tokens.len() + 1 < size {
        return;
    }
    let before = &tokens[tokens.len() + 1 - size..];
    for run in said.windows(size) {
        if let [start @ .., last] = run
            && start == before
        {
            scores[*last as usize] = NEVER;
        }
    }
}
