//! The tagger: how sure is a careful editor to keep each word of a sentence?

use std::path::Path;

use crate::engine::desk::{
    encoder::{Encoder, Precision, State},
    pieces::Pieces,
    weights,
};
use crate::engine::kernels::{Cpu, float};
use crate::error::Error;

/// The weights that this project trained, carried in the program.
static SHIPPED: &[u8] = include_bytes!("../../../models/desk.safetensors");

/// Rows that go through the model at once: enough to feed the kernels, few enough to stay in the second cache.
const BATCH: usize = 72;

/// A word tagger, ready to run; share it between threads.
pub struct Tagger {
    cpu: Cpu,
    encoder: Encoder,
    pieces: Pieces,
}

impl Tagger {
    /// Opens the weights at `path`, or those carried in the program.
    ///
    /// # Errors
    /// When the file cannot be read, or is not a whole and unchanged weights file.
    pub fn open(path: Option<&Path>) -> Result<Self, Error> {
        match path {
            None => Self::read(SHIPPED, Path::new("desk.safetensors")),
            Some(path) => {
                let bytes = std::fs::read(path)
                    .map_err(|source| Error::UnreadableWeights { path: path.to_owned(), source })?;
                Self::read(&bytes, path)
            }
        }
    }

    fn read(bytes: &[u8], path: &Path) -> Result<Self, Error> {
        let (encoder, pieces) = weights::read(bytes, path)?;
        Ok(Self { cpu: Cpu::detect(), encoder, pieces })
    }

    /// The probability, 0 to 1, that a careful cut keeps each word of each sentence.
    ///
    /// Words are cut as in the Penn Treebank: punctuation and `'s` stand alone. A sentence's figures do not depend on
    /// the others in the call, nor on the processor. One longer than the model can see is scored in parts.
    #[must_use]
    pub fn keep(&self, sentences: &[&[&str]]) -> Vec<Vec<f32>> {
        let most = self.encoder.config.positions - 2;
        let mut state = State::new(&self.encoder.config);
        let mut kept: Vec<Vec<f32>> =
            sentences.iter().map(|sentence| Vec::with_capacity(sentence.len())).collect();
        let mut parts = sentences
            .iter()
            .enumerate()
            .flat_map(|(at, words)| words.chunks(most).map(move |part| (at, part)))
            .peekable();
        while parts.peek().is_some() {
            let (mut rows, mut lengths, mut owners) = (Vec::new(), Vec::new(), Vec::new());
            while let Some((owner, part)) =
                parts.next_if(|(_, part)| rows.is_empty() || rows.len() + part.len() + 2 <= BATCH)
            {
                rows.push(self.pieces.edge());
                rows.extend(spell(part).map(|word| self.pieces.split(word)));
                rows.push(self.pieces.edge());
                lengths.push(part.len() + 2);
                owners.push(owner);
            }
            let logits = self.encoder.run(self.cpu, Precision::Int8, &mut state, &rows, &lengths, |_| ());
            let mut start = 0;
            for (owner, length) in owners.into_iter().zip(lengths) {
                let logits = &logits[start + 1..start + length - 1];
                kept[owner].extend(logits.iter().map(|logit| float::sigmoid(*logit)));
                start += length;
            }
        }
        kept
    }
}

/// Words with their quotation marks as the training text spells them: ``` `` ``` opens, `''` closes.
fn spell<'a>(words: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let mut open = false;
    words.iter().map(move |&word| match word {
        "\"" => {
            open = !open;
            if open { "``" } else { "''" }
        }
        "“" => "``",
        "”" => "''",
        "‘" => "`",
        "’" => "'",
        "’s" | "’S" => "'s",
        "n’t" | "N’T" => "n't",
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FERRY: &[&str] =
        &["The", "ferry", "sank", "off", "the", "cape", "on", "Tuesday", ",", "police", "said", "."];
    const MAYOR: &[&str] =
        &["\"", "No", ",", "\"", "said", "Ada", "Moss", ",", "47", ",", "the", "mayor", "."];

    #[test]
    fn every_word_gets_a_chance_and_a_batch_gives_what_single_calls_give() {
        let tagger = Tagger::open(None).unwrap();
        let long: Vec<&str> = FERRY.iter().copied().cycle().take(700).collect();
        let sentences: Vec<&[&str]> = std::iter::repeat_n([FERRY, &[], MAYOR, &long], 9).flatten().collect();
        let together = tagger.keep(&sentences);
        for (sentence, kept) in sentences.iter().zip(&together) {
            assert_eq!(kept.len(), sentence.len());
            assert!(kept.iter().all(|chance| (0.0..=1.0).contains(chance)));
            assert_eq!(tagger.keep(&[sentence]).concat(), *kept);
        }
    }

    #[test]
    fn the_subject_is_kept_more_surely_than_who_said_so() {
        let kept = Tagger::open(None).unwrap().keep(&[FERRY]).concat();
        assert!(kept[1] > 0.5 && kept[2] > 0.5 && kept[9] < 0.5 && kept[10] < 0.5, "{kept:?}");
    }

    #[test]
    fn quotation_marks_are_spelt_as_in_training() {
        let words = ["\"", "Stay", "\"", "“", "go", "”", "Moss", "’s"];
        assert_eq!(spell(&words).collect::<Vec<_>>(), ["``", "Stay", "''", "``", "go", "''", "Moss", "'s"]);
    }

    #[test]
    fn damaged_weights_name_the_file_and_the_hash_that_it_should_have() {
        let stated = "SHA-256 ";
        let cut: &[u8] = &SHIPPED[..SHIPPED.len() - 1000];
        let mut changed = SHIPPED.to_vec();
        let last = changed.len() - 1;
        changed[last] ^= 1;
        for (bytes, what) in [
            (cut, "cut short"),
            (&changed, "its tensors have"),
            (b"", "cut short"),
            (b"not weights", "no safetensors"),
        ] {
            let error = Tagger::read(bytes, Path::new("store/desk.safetensors")).err().unwrap().to_string();
            for part in ["store/desk.safetensors", what, stated] {
                assert!(error.contains(part), "{error}");
            }
            assert_eq!(error.rsplit(' ').next().unwrap().len(), 64, "{error}");
        }
    }

    #[test]
    fn weights_that_are_not_there_are_named() {
        let error = Tagger::open(Some(Path::new("nowhere/desk.safetensors"))).err().unwrap().to_string();
        assert!(error.contains("nowhere/desk.safetensors"), "{error}");
    }
}
