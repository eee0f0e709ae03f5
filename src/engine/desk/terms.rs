//! Sentences as vectors of weighted words: term frequency times inverse document frequency (Spärck Jones 1972).

use std::collections::HashMap;

use crate::fingerprint::Folded;

/// How much each word tells: its inverse document frequency in a large body of text.
pub(in crate::engine) struct Idf {
    words: HashMap<&'static str, f32>,
    /// The weight of a word that is not in the table.
    rare: f32,
}

impl Idf {
    /// The table in `models/idf.txt`, whose model card says what it was counted on.
    pub(in crate::engine) fn shipped() -> Self {
        Self::parse(include_str!("../../../models/idf.txt"))
    }

    /// Reads a table: the number of texts, then a word and the number of texts that have it in each line.
    fn parse(table: &'static str) -> Self {
        let mut lines = table.lines();
        let texts: f32 = lines.next().and_then(|line| line.parse().ok()).unwrap_or(1.0);
        let of = |count: f32| ((texts + 1.0) / (count + 1.0)).ln();
        let words = lines
            .filter_map(|line| line.split_once(' '))
            .filter_map(|(word, count)| Some((word, of(count.parse().ok()?))));
        Self { words: words.collect(), rare: of(1.0) }
    }

    fn of(&self, word: &str) -> f32 {
        self.words.get(word).copied().unwrap_or(self.rare)
    }
}

/// The words of one brief, numbered as they come.
#[derive(Default)]
pub(in crate::engine) struct Vocabulary {
    numbers: HashMap<String, u32>,
}

/// A weighted bag of words, of length 1: terms in rising order. Empty for a text without words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::engine) struct Vector {
    terms: Vec<(u32, f32)>,
}

impl Vocabulary {
    /// The vector of a sentence: (1 + ln tf) · idf of each word, scaled to length 1.
    pub(in crate::engine) fn vector(&mut self, text: &str, idf: &Idf) -> Vector {
        let folded = Folded::new(text);
        let mut terms: Vec<(u32, f32, f32)> = Vec::with_capacity(folded.len());
        for at in 0..folded.len() {
            let word = folded.word_text(at);
            let next = self.numbers.len() as u32;
            let number = match self.numbers.get(&*word) {
                Some(number) => *number,
                None => *self.numbers.entry(word.to_string()).or_insert(next),
            };
            terms.push((number, 1.0, idf.of(&word)));
        }
        terms.sort_unstable_by_key(|(number, _, _)| *number);
        terms.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.1 += 1.0;
            }
            same
        });
        Vector {
            terms: terms
                .into_iter()
                .map(|(number, count, weight)| (number, (1.0 + count.ln()) * weight))
                .collect(),
        }
        .scaled()
    }
}

impl Vector {
    /// The sum of vectors, scaled to length 1: the centre of what they are about.
    pub(super) fn centre<'a>(vectors: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut terms: Vec<(u32, f32)> =
            vectors.into_iter().flat_map(|vector| vector.terms.iter().copied()).collect();
        // Stable, so that equal terms are always added in the same order.
        terms.sort_by_key(|(number, _)| *number);
        terms.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.1 += later.1;
            }
            same
        });
        Self { terms }.scaled()
    }

    fn scaled(mut self) -> Self {
        let length = self.terms.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        if length > 0.0 {
            for (_, weight) in &mut self.terms {
                *weight /= length;
            }
        }
        self
    }

    /// How much of its weight is of terms that stand in the others, too, 0 to 1.
    pub(super) fn share_in<'a>(&self, others: &(impl Iterator<Item = &'a Self> + Clone)) -> f32 {
        let stands = |term: &u32| {
            let mut others = others.clone();
            others.any(|other| other.terms.binary_search_by_key(term, |(own, _)| *own).is_ok())
        };
        self.terms.iter().filter(|(term, _)| stands(term)).map(|(_, weight)| weight * weight).sum()
    }

    /// The cosine of the angle between two vectors, 0 to 1.
    pub(in crate::engine) fn cosine(&self, other: &Self) -> f32 {
        let (mut a, mut b, mut sum) = (0, 0, 0.0);
        while a < self.terms.len() && b < other.terms.len() {
            let (x, y) = (self.terms[a], other.terms[b]);
            if x.0 == y.0 {
                sum += x.1 * y.1;
            }
            a += usize::from(x.0 <= y.0);
            b += usize::from(y.0 <= x.0);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more_and_the_same_words_point_the_same_way() {
        let idf = Idf::parse("1000\nthe 900\nferry 20\n");
        assert!(idf.of("the") < idf.of("ferry") && idf.of("ferry") < idf.of("propeller"));
        let mut vocabulary = Vocabulary::default();
        let mut vector = |text: &str| vocabulary.vector(text, &idf);
        let (ferry, same, other) =
            (vector("The ferry stays"), vector("stays the FERRY"), vector("A bridge of oak"));
        assert!((ferry.cosine(&same) - 1.0).abs() < 1e-6);
        assert!(ferry.cosine(&other).abs() < 1e-6);
        assert!(Vector::default().cosine(&ferry).abs() < 1e-6);
        assert!((ferry.share_in(&[&other, &same].into_iter()) - 1.0).abs() < 1e-6);
        assert!(ferry.share_in(&[&other].into_iter()).abs() < 1e-6);
    }

    #[test]
    fn the_shipped_table_is_whole() {
        let idf = Idf::shipped();
        assert!(idf.words.len() > 10_000);
        assert!(idf.of("the") < 0.1 && idf.of("ferry") > 4.0);
    }
}
