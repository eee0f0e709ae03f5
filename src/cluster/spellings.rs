//! Tells whether two words are one name, misread or spelled in two ways, by their letters.

/// Names that differ by at most this are the same name, misread or misspelt.
pub(super) const SLIP: f64 = 0.34;
/// Names that differ by at most this may be one name in two spellings: Kiev, Kyiv.
pub(super) const TRANSLITERATION: f64 = 0.6;

/// A word of more letters is looked at for no slips in running text, where it would take too long.
const LONGEST: usize = 20;

/// How much the most alike of others differs from a word; 1 where that is surely more than two spellings do.
pub(super) fn closest(word: &Letters, others: &[Letters]) -> f64 {
    let near = others.iter().filter(|other| word.least_difference(other) <= TRANSLITERATION);
    near.map(|other| word.difference(other)).fold(1.0, f64::min)
}

/// The letters of a word, and a bit for each that is among them.
pub(super) struct Letters {
    letters: Vec<char>,
    set: u64,
}

impl Letters {
    pub(super) fn of(word: &str) -> Self {
        let letters: Vec<char> = word.chars().take(64).collect();
        Self { set: letters.iter().fold(0, |set, c| set | 1 << (*c as u32 % 64)), letters }
    }

    /// Whether it is the same word as another, misread: scanners take a digit for a letter, but for no other digit.
    pub(super) fn is_slip_of(&self, other: &Self) -> bool {
        !(self.is_number() && other.is_number())
            && self.letters.len().max(other.letters.len()) <= LONGEST
            && self.least_difference(other) <= SLIP
            && self.difference(other) <= SLIP
    }

    /// Whether there is nothing but digits.
    pub(super) fn is_number(&self) -> bool {
        self.letters.iter().all(char::is_ascii_digit)
    }

    fn share(&self, other: &Self, changes: usize) -> f64 {
        changes as f64 / self.letters.len().max(other.letters.len()).max(1) as f64
    }

    /// What [`Self::difference`] is at least: a letter that the other word lacks must change, and one too many go.
    fn least_difference(&self, other: &Self) -> f64 {
        let lacking = (self.set & !other.set).count_ones().max((other.set & !self.set).count_ones());
        self.share(other, self.letters.len().abs_diff(other.letters.len()).max(lacking as usize))
    }

    /// The share of the longer word's letters that must change to make one word of the other (Levenshtein 1966).
    fn difference(&self, other: &Self) -> f64 {
        let mut row: Vec<usize> = (0..=other.letters.len()).collect();
        for (i, x) in self.letters.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = i + 1;
            for (j, y) in other.letters.iter().enumerate() {
                let cost = diagonal + usize::from(x != y);
                diagonal = row[j + 1];
                row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
            }
        }
        self.share(other, row[other.letters.len()])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_spellings_differ_less_than_two_names() {
        let difference = |a, b| Letters::of(a).difference(&Letters::of(b));
        assert!(difference("holt", "h0lt") <= SLIP);
        assert!(difference("kiev", "kyiv") <= TRANSLITERATION);
        assert!(difference("tamsin", "ellery") > TRANSLITERATION);
    }

    proptest! {
        #[test]
        fn words_differ_at_least_in_the_letters_that_one_lacks(a in "[a-eé]{0,9}", b in "[a-eé]{0,9}") {
            let (a, b) = (Letters::of(&a), Letters::of(&b));
            prop_assert!(a.least_difference(&b) <= a.difference(&b));
        }
    }
}
