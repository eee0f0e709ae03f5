//! Words into pieces: greedy longest-match word pieces (Wu et al. 2016), as in training.

use std::{borrow::Cow, collections::HashMap};

/// Marks a piece that continues a word.
const CONTINUED: char = '~';

/// A longer word is known by its first pieces.
const MOST: usize = 6;

/// The vocabulary.
pub(crate) struct Pieces {
    ids: HashMap<String, u16>,
    /// Bytes of the longest piece.
    longest: usize,
}

impl Pieces {
    /// From a vocabulary of one piece a line, in the order of the embedding.
    pub(crate) fn new(vocabulary: &str) -> Self {
        let longest = vocabulary.lines().map(str::len).max().unwrap_or(0);
        Self { ids: vocabulary.lines().map(str::to_owned).zip(0..).collect(), longest }
    }

    /// Pieces in the vocabulary.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The mark at either end of a sentence.
    pub(crate) fn edge(&self) -> Vec<u16> {
        vec![self.special("[EDGE]")]
    }

    /// The pieces of a word; never none.
    pub(crate) fn split(&self, word: &str) -> Vec<u16> {
        // In the training text every figure is masked.
        if word.contains(|letter: char| letter.is_ascii_digit() || letter == '#') {
            return vec![self.special("[NUM]")];
        }
        let word = if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            Cow::Borrowed(word)
        } else {
            Cow::Owned(word.to_lowercase())
        };
        let (mut found, mut start, mut candidate) = (Vec::with_capacity(2), 0, String::new());
        while start < word.len() {
            candidate.clear();
            candidate.extend((start > 0).then_some(CONTINUED));
            let mark = candidate.len();
            candidate.push_str(&word[start..word.floor_char_boundary(start + self.longest)]);
            // From the longest candidate down; an empty one is no piece.
            let id = loop {
                if let Some(&id) = self.ids.get(&candidate) {
                    break id;
                }
                candidate.pop();
                if candidate.len() <= mark {
                    return vec![self.special("[UNK]")];
                }
            };
            found.push(id);
            start += candidate.len() - mark;
        }
        found.truncate(MOST);
        if found.is_empty() { vec![self.special("[UNK]")] } else { found }
    }

    fn special(&self, name: &str) -> u16 {
        self.ids.get(name).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_split_into_the_longest_known_pieces() {
        let pieces = Pieces::new("[PAD]\n[UNK]\n[NUM]\n[EDGE]\nferry\nfer\n~ry\n~man\n~m\né\n");
        let table: [(&str, &[u16]); 9] = [
            ("ferry", &[4]),
            ("Ferry", &[4]),
            ("ferryman", &[4, 7]),
            ("ferrym", &[4, 8]),
            ("ferries", &[1]),
            ("4,000", &[2]),
            ("27-year-old", &[2]),
            ("É", &[9]),
            ("", &[1]),
        ];
        for (word, ids) in table {
            assert_eq!(pieces.split(word), ids, "{word}");
        }
    }

    #[test]
    fn a_word_of_many_pieces_is_known_by_its_first_six() {
        let pieces = Pieces::new("[PAD]\n[UNK]\n[NUM]\n[EDGE]\na\n~a\n");
        assert_eq!(pieces.split("aaaaaaaaaaaa"), [4, 5, 5, 5, 5, 5]);
    }
}
