//! How close a model in int8 keeps to itself in single precision.

use super::Rewrite;
use super::reading::Stream;
use super::rehearsal::nonsense;
use super::writing::Beam;
use crate::engine::model::Generation;
use crate::error::Result;

/// What came of the comparison. Texts are of tokens that mean nothing; summaries are written as the model writes its own.
#[derive(Clone, Debug)]
pub struct Likeness {
    /// Rows of scores that were compared: one for each token that single precision wrote in greedy search, the same tokens
    /// before it.
    pub rows: usize,
    /// The least cosine of two rows.
    pub least: f64,
    /// The mean one.
    pub mean: f64,
    /// The share of rows of which the same token is the likeliest.
    pub same_next: f64,
    /// For each number of beams the share of summaries that are the same to the last token, and the mean share of a summary
    /// up to the first token that differs.
    pub summaries: Vec<(usize, f64, f64)>,
}

impl Rewrite {
    /// Compares with the same model in single precision: so many texts, tokens of each, tokens of a summary at most, and
    /// numbers of beams.
    ///
    /// # Errors
    /// When a model's files cannot be read any more.
    pub fn likeness(
        &self,
        plain: &Self,
        texts: usize,
        read: usize,
        written: usize,
        beams: &[usize],
    ) -> Result<Likeness> {
        let (config, generation) = (&self.author.config, &self.author.generation);
        let read = read.clamp(1, config.window());
        let how = |beams| Generation {
            beams,
            max_new_tokens: Some(written.clamp(1, config.window() - 1)),
            ..generation.clone()
        };
        let texts = nonsense(texts, read, config.vocabulary);
        let (mut cosines, mut same_next) = (Vec::new(), 0usize);
        for (text, told) in texts.iter().zip(plain.net.tell(plain.cpu, &how(1), &texts)?) {
            let Some(told) = told.first() else { continue };
            let (one, other) = (self.scores(text, &told.tokens)?, plain.scores(text, &told.tokens)?);
            for (one, other) in one.iter().zip(&other) {
                cosines.push(cosine(one, other));
                same_next += usize::from(likeliest(one) == likeliest(other));
            }
        }
        let mut summaries = Vec::new();
        for &beams in beams {
            let (one, other) = (
                self.net.tell(self.cpu, &how(beams), &texts)?,
                plain.net.tell(plain.cpu, &how(beams), &texts)?,
            );
            let best = |told: &[super::search::Told]| {
                told.first().map(|told| told.tokens.clone()).unwrap_or_default()
            };
            let shares: Vec<f64> =
                one.iter().zip(&other).map(|(one, other)| shared(&best(one), &best(other))).collect();
            let same = shares.iter().filter(|share| **share >= 1.0).count();
            summaries.push((beams, same as f64 / shares.len() as f64, mean(&shares)));
        }
        Ok(Likeness {
            rows: cosines.len(),
            least: cosines.iter().copied().fold(1.0, f64::min),
            mean: mean(&cosines),
            same_next: same_next as f64 / cosines.len() as f64,
            summaries,
        })
    }

    /// The scores for what follows each of the tokens but the last.
    fn scores(&self, text: &[u32], tokens: &[u32]) -> Result<Vec<Vec<f32>>> {
        let mut telling = self.net.listen(self.cpu, &self.net.read(self.cpu, text)?);
        let (mut beams, mut stream) = ([Beam::new(tokens[0])], Stream::default());
        let mut rows = Vec::with_capacity(tokens.len());
        for next in &tokens[1..] {
            let mut logits = Vec::new();
            self.net.step(self.cpu, &mut stream, &mut [(&mut telling, &mut beams)], &mut logits)?;
            beams[0].tokens.push(*next);
            rows.push(logits);
        }
        Ok(rows)
    }
}

/// The cosine of two vectors.
pub(super) fn cosine(a: &[f32], b: &[f32]) -> f64 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

fn likeliest(row: &[f32]) -> Option<usize> {
    (0..row.len()).max_by(|a, b| row[*a].total_cmp(&row[*b]))
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The share of the longer of two summaries up to the first token that differs.
fn shared(one: &[u32], other: &[u32]) -> f64 {
    let longer = one.len().max(other.len()).max(1);
    one.iter().zip(other).take_while(|(one, other)| one == other).count() as f64 / longer as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_is_what_stands_before_the_first_difference() {
        assert!((shared(&[1, 2, 3, 4], &[1, 2, 3, 4]) - 1.0).abs() < 1e-9);
        assert!((shared(&[1, 2, 3, 4], &[1, 2, 9, 4]) - 0.5).abs() < 1e-9);
        assert!((shared(&[1, 2], &[1, 2, 3, 4]) - 0.5).abs() < 1e-9);
        assert!(shared(&[], &[1]).abs() < 1e-9);
    }

    #[test]
    fn a_vector_and_what_points_another_way() {
        assert!((cosine(&[1.0, 2.0], &[2.0, 4.0]) - 1.0).abs() < 1e-9);
        assert!(cosine(&[1.0, 0.0], &[0.0, 5.0]).abs() < 1e-9);
    }
}
