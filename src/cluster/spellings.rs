//! Tells whether two words are one name, misread or spelled in two ways, by their letters.

/// Names that differ by at most this are the same name, misread or misspelt.
pub(super) const SLIP: f64 = 0.34;
/// Names that differ by at most this may be one name in two spellings: Kiev, Kyiv.
pub(super) const TRANSLITERATION: f64 = 0.6;

/// A word of more letters is looked at for no slips in running text, where it would take too long.
const LONGEST: usize = 20;

/// So many letters of a word are looked at: names that begin with as many of the same are the same.
const SEEN: usize = 32;

/// How much the most alike of others differs from a word; 1 where that is surely more than two spellings do.
pub(super) fn closest(word: &Letters, others: &[Letters]) -> f64 {
    let near = others.iter().filter(|other| word.share(other, word.least_changes(other)) <= TRANSLITERATION);
    near.map(|other| word.difference(other)).fold(1.0, f64::min)
}

/// The letters of a word, and a bit for each that is among them.
pub(super) struct Letters {
    row: [char; SEEN],
    length: usize,
    set: u64,
    /// Whether there is nothing but digits, and whether there are any.
    is_number: bool,
    has_digit: bool,
}

impl Letters {
    pub(super) fn of(word: &str) -> Self {
        let mut letters = Self { row: ['\0'; SEEN], length: 0, set: 0, is_number: true, has_digit: false };
        letters.extend(word.chars());
        letters
    }

    /// Those of a word and the next, as of one.
    pub(super) fn joined(&self, next: &Self) -> Self {
        let mut letters = Self { ..*self };
        letters.extend(next.letters().iter().copied());
        letters
    }

    fn extend(&mut self, more: impl Iterator<Item = char>) {
        for (place, c) in self.row[self.length..].iter_mut().zip(more) {
            *place = c;
            self.length += 1;
            self.set |= 1 << (c as u32 % 64);
            self.is_number &= c.is_ascii_digit();
            self.has_digit |= c.is_ascii_digit();
        }
    }

    fn letters(&self) -> &[char] {
        &self.row[..self.length]
    }

    /// Whether it is the same word as another, misread: scanners take a digit for a letter, but for no other digit.
    pub(super) fn is_slip_of(&self, other: &Self) -> bool {
        let length = self.length.max(other.length);
        // Most words differ in their length already, or in too many of their letters.
        length <= LONGEST
            && self.length.abs_diff(other.length) <= MOST[length]
            && !has_more(self.set & !other.set, MOST[length])
            && !has_more(other.set & !self.set, MOST[length])
            && !(self.is_number && other.is_number)
            && self.changes(other) <= MOST[length]
            && !(self.has_digit && other.has_digit && self.counts_the_same_as(other))
    }

    /// Whether two words differ in their digits alone, as those of scripts that write a figure and what it counts as one word.
    fn counts_the_same_as(&self, other: &Self) -> bool {
        let [own, others] = [self, other].map(|word| word.letters().iter().filter(|c| !c.is_ascii_digit()));
        own.eq(others)
    }

    fn share(&self, other: &Self, changes: usize) -> f64 {
        changes as f64 / self.length.max(other.length).max(1) as f64
    }

    /// What [`Self::changes`] is at least: a letter that the other word lacks must change, and one too many go.
    fn least_changes(&self, other: &Self) -> usize {
        let lacking = (self.set & !other.set).count_ones().max((other.set & !self.set).count_ones());
        self.length.abs_diff(other.length).max(lacking as usize)
    }

    /// The share of the longer word's letters that must change to make one word of the other.
    pub(super) fn difference(&self, other: &Self) -> f64 {
        self.share(other, self.changes(other))
    }

    /// How many letters must change, go or come to make one word of the other (Levenshtein 1966).
    ///
    /// A column of the table that tells it is kept as the steps between its rows, a bit for each that goes up and each that
    /// goes down (Myers 1999, in the words of Hyyrö 2003).
    fn changes(&self, other: &Self) -> usize {
        let last = 1 << self.length >> 1;
        let (mut up, mut down, mut changes) = (u64::MAX, 0_u64, self.length);
        for letter in other.letters() {
            let alike =
                self.letters().iter().rev().fold(0, |alike, own| alike << 1 | u64::from(own == letter));
            let diagonal = (alike & up).wrapping_add(up) ^ up | alike | down;
            let (more, less) = (down | !(diagonal | up), diagonal & up);
            changes = changes + usize::from(more & last != 0) - usize::from(less & last != 0);
            let (more, less) = (more << 1 | 1, less << 1);
            (up, down) = (less | !(diagonal | more), diagonal & more);
        }
        if self.length == 0 { other.length } else { changes }
    }
}

/// Whether more bits are set than a small number.
fn has_more(bits: u64, count: usize) -> bool {
    (0..count).fold(bits, |bits, _| bits & bits.wrapping_sub(1)) != 0
}

/// The most changes of a slip, by the letters of the longer word.
const MOST: [usize; LONGEST + 1] = {
    let (mut most, mut length) = ([0; LONGEST + 1], 0);
    while length <= LONGEST {
        most[length] = (SLIP * length as f64) as usize;
        length += 1;
    }
    most
};

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

    #[test]
    fn a_digit_is_misread_for_a_letter_and_for_no_digit() {
        let is_slip = |a, b| Letters::of(a).is_slip_of(&Letters::of(b));
        assert!(is_slip("1ong", "long") && is_slip("ferry", "fcrry"));
        assert!(!is_slip("1204", "1264") && !is_slip("ferry", "sorry"));
        assert!(!is_slip("7퍼센트", "13퍼센트") && is_slip("1ong1er", "long1er"));
        assert!(Letters::of("fer").joined(&Letters::of("ry")).is_slip_of(&Letters::of("ferrv")));
    }

    /// As Wagner & Fischer (1974) fill the table.
    fn changes(a: &str, b: &str) -> usize {
        let mut row: Vec<usize> = (0..=b.chars().count()).collect();
        for x in a.chars() {
            let mut diagonal = row[0];
            row[0] += 1;
            for (j, y) in b.chars().enumerate() {
                let changed = diagonal + usize::from(x != y);
                diagonal = row[j + 1];
                row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
            }
        }
        row[row.len() - 1]
    }

    proptest! {
        #[test]
        fn changes_are_counted_and_are_at_least_the_letters_that_one_lacks(
            a in "[a-eé]{0,12}|[a-c0-2]{0,32}", b in "[a-eé]{0,12}|[a-c0-2]{0,32}"
        ) {
            let (x, y) = (Letters::of(&a), Letters::of(&b));
            prop_assert_eq!(x.changes(&y), changes(&a, &b));
            prop_assert!(x.least_changes(&y) <= x.changes(&y));
            let longer = a.chars().count().max(b.chars().count());
            let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
            let is_slip = longer <= LONGEST && x.difference(&y) <= SLIP && !(number(&a) && number(&b));
            prop_assert_eq!(x.is_slip_of(&y), is_slip);
        }
    }
}
