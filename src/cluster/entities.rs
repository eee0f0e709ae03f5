//! The names and figures of a text, word by word: what makes an article about *this* and not about *that*.

mod german;

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::fingerprint::{Folded, fold, is_small, word_hash};
use crate::sentence;

/// What a word is that is no plain one, as far as capitals and digits tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A capitalised word inside a sentence.
    Name,
    /// A word with a digit.
    Figure,
}

/// The names and figures of a text, and the keys by which words of two texts are matched.
///
/// The key of a word is its hash. A word with digits goes by its digits alone, and also by those of the whole
/// figure that it is part of: where a desk or a scraper loses points and commas, "12,325" is "12325" or
/// "12 325". Figures are told by punctuation alone, and by blanks.
pub(super) struct Entities {
    /// The words that are no plain ones, in order.
    named: Vec<Named>,
    /// The words with digits, in order.
    digits: Vec<Digits>,
    /// Whether few words are in a script that has capitals and small letters.
    without_capitals: bool,
    tells_names: bool,
}

/// A name or figure, and which word of the text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) at: usize,
    pub(super) kind: Kind,
    /// The word's own key.
    pub(super) key: u64,
}

/// A word with digits, and its keys: its own, and those of the figure told by punctuation and by blanks.
struct Digits {
    at: usize,
    keys: [u64; 3],
}

impl Entities {
    /// Days, months and titles count as plain: desks change them ("on Monday", "today"; "Sen.", "Senator").
    /// So do words of two letters, and words with fewer digits than letters, as scans make them. In a text
    /// mostly in capitals, capitals tell nothing. Where all `nouns` have one, those are names that stand as names do.
    pub(super) fn new(text: &str, folded: &Folded, nouns: bool) -> Self {
        let mut named: Vec<Named> = Vec::with_capacity(folded.len() / 8);
        let mut digits: Vec<Digits> = Vec::new();
        let mut capitals = 0;
        let mut upper = 0;
        let mut cased = 0;
        // Where the figure that a word continues began: with points and commas inside, and with blanks.
        let mut tight = Run::default();
        let mut loose = Run::default();
        let mut end = 0;
        for (at, bytes) in folded.spans().enumerate() {
            let last = std::mem::replace(&mut end, bytes.end);
            // Most words are plain ASCII in small letters.
            let are_small = |from| is_small(text.as_bytes(), from, bytes.end - from);
            if are_small(bytes.start) {
                cased += 1;
                continue;
            }
            // And most others begin with a capital and go on so.
            let is_title = text.as_bytes()[bytes.start].is_ascii_uppercase() && are_small(bytes.start + 1);
            let word = &text[bytes.clone()];
            let between = || &text[last..bytes.start];
            // Japanese copy may have digits as wide as its other characters.
            let folded_word = (!word.is_ascii()).then(|| folded.word_text(at));
            let figure = folded_word.as_deref().unwrap_or(word);
            let count = if is_title { 0 } else { figure.bytes().filter(u8::is_ascii_digit).count() };
            let mut own = folded.hash(at);
            if count > 0 {
                own = spread(key(0, figure));
                let between = between();
                let joined = matches!(between, "." | "," | ":" | "/" | "-" | "–" | "'" | "’");
                digits.push(Digits { at, keys: [own; 3] });
                let last = digits.len() - 1;
                tight.extend(at, figure, joined, last);
                loose.extend(at, figure, joined || between == " ", last);
                for (run, which) in [(&tight, 1), (&loose, 2)] {
                    let key = spread(run.key);
                    digits[run.first..].iter_mut().for_each(|digits| digits.keys[which] = key);
                }
            }
            let capital = word.starts_with(char::is_uppercase);
            cased += usize::from(capital || word.starts_with(char::is_lowercase));
            if capital {
                capitals += 1;
                upper += usize::from(word.len() > 1 && word.chars().all(char::is_uppercase));
            }
            // The word that opens a brief is as likely a name as not: "Dover will see rain".
            let opens = || match at {
                0 => folded.len() > BRIEF || is_opener(&folded.word_text(0)),
                _ => {
                    opens_sentence(between())
                        && !follows_short_word(text, last, between())
                        && !heads_item(text, last, &bytes)
                }
            };
            if count * 2 >= figure.len() || is_counted(figure) {
                named.push(Named { at, kind: Kind::Figure, key: own });
            } else if capital
                && word.chars().nth(2).is_some()
                && !opens()
                && !is_usual(folded.hash(at))
                && (!nouns || (between() == " " && german::leads_to_name(&text[folded.bytes(at - 1..at)])))
            {
                named.push(Named { at, kind: Kind::Name, key: own });
            }
        }
        let in_capitals = upper * 2 > folded.len() || capitals * 10 > folded.len() * 7;
        if in_capitals {
            named.retain(|word| word.kind != Kind::Name);
        }
        let without_capitals = cased * 4 < folded.len();
        Self {
            named,
            digits,
            without_capitals,
            tells_names: capitals > 0 && !in_capitals && !without_capitals,
        }
    }

    /// Whether the text is in a script that has no capitals, but for a few words.
    pub(super) fn is_without_capitals(&self) -> bool {
        self.without_capitals
    }

    /// Whether capitals tell its names.
    pub(super) fn tells_names(&self) -> bool {
        self.tells_names
    }

    /// The names and figures among a range of words, in order.
    pub(super) fn named(&self, words: Range<usize>) -> &[Named] {
        let from = self.named.partition_point(|word| word.at < words.start);
        let named = &self.named[from..];
        &named[..named.partition_point(|word| word.at < words.end)]
    }

    /// The keys of a word: its own first, then those of the figure that it is part of.
    pub(super) fn keys(&self, at: usize, folded: &Folded) -> impl Iterator<Item = u64> + use<> {
        let found = self.digits.binary_search_by_key(&at, |digits| digits.at);
        different(found.map_or([folded.hash(at); 3], |found| self.digits[found].keys))
    }

    /// The keys by which another text knows a word: of one that is part of a figure, those of the figure. "6.18" is not known to
    /// what has "6.46".
    pub(super) fn known_by(&self, at: usize, folded: &Folded) -> impl Iterator<Item = u64> + use<> {
        let found = self.digits.binary_search_by_key(&at, |digits| digits.at);
        let [_, tight, loose] = found.map_or([folded.hash(at); 3], |found| self.digits[found].keys);
        different([tight, tight, loose])
    }

    /// The words with digits in order, each with the key of the figure that it is part of, told by punctuation.
    pub(super) fn figures(&self) -> impl Iterator<Item = (usize, u64)> {
        self.digits.iter().map(|digits| (digits.at, digits.keys[1]))
    }

    /// The keys of all words, in no order.
    pub(super) fn all_keys(&self, folded: &Folded) -> Vec<u64> {
        let mut keys = Vec::with_capacity(folded.len() + 2 * self.digits.len());
        keys.extend(folded.hashes());
        for digits in &self.digits {
            keys[digits.at] = digits.keys[0];
            keys.extend(different(digits.keys).skip(1));
        }
        keys
    }
}

/// Keys of one word, each once.
fn different([word, tight, loose]: [u64; 3]) -> impl Iterator<Item = u64> + use<> {
    let kept = [true, tight != word, loose != word && loose != tight];
    [word, tight, loose].into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(key, _)| key)
}

/// A text of at most so many words is a brief.
pub(super) const BRIEF: usize = 80;

/// Whether a word often opens a text without being a name.
fn is_opener(word: &str) -> bool {
    const OPENERS: &str = "a an the in on at after before as for from with by when while if two three four five \
        six seven eight nine ten one some more most many about nearly almost over up police \
        officials residents firefighters thousands hundreds dozens people voters workers \
        students scientists researchers shares stocks oil prices markets this that these there \
        it he she they we you his her their our its all no not new former local state federal \
        authorities prosecutors lawmakers heavy strong here what how why who where breaking \
        update just today yesterday tomorrow early late last next another several both each \
        every under during despite following";
    OPENERS.split_ascii_whitespace().any(|opener| opener == word)
}

/// The most words of one figure: a table of figures is not one.
const LONGEST: usize = 6;

/// The words of one figure, as far as it was read.
#[derive(Default)]
struct Run {
    /// Which of the words with digits is its first.
    first: usize,
    start: usize,
    end: usize,
    key: u64,
}

impl Run {
    /// Adds the word at a place, or begins anew with it; `number` says which of the words with digits it is.
    fn extend(&mut self, at: usize, word: &str, joined: bool, number: usize) {
        if !joined || self.end != at || at - self.start >= LONGEST {
            *self = Self { first: number, start: at, end: at, key: 0 };
        }
        self.end = at + 1;
        self.key = key(self.key, word);
    }
}

/// Whether a word is a figure and what it counts, which Korean writes as one ("26포인트"), as do others that are not written in Latin letters.
fn is_counted(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < word.len() && unit.chars().all(|c| c >= '\u{370}')
}

/// The key of a figure, from that of what goes before its last word: of the digits alone (Fowler, Noll & Vo 1991).
fn key(before: u64, word: &str) -> u64 {
    let digits = word.bytes().filter(u8::is_ascii_digit);
    digits.fold(before, |key, digit| (key ^ u64::from(digit)).wrapping_mul(0x100_0000_01b3))
}

/// A finished key: of figures that are alike in some bits of theirs, none that is alike in as many.
fn spread(key: u64) -> u64 {
    fold(key, 0x9e37_79b9_7f4a_7c15)
}

/// Whether a word opens an item of a list, and the name that stands there: "Orrin Public Schools: closed".
fn heads_item(text: &str, before: usize, word: &Range<usize>) -> bool {
    if !text[before..word.start].contains('\n') {
        return false;
    }
    let line = text[word.start..].split('\n').next().unwrap_or_default();
    let next = &line[(word.end - word.start).min(line.len())..];
    line.len() <= ITEM
        && next.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_uppercase))
        && !sentence::ends(line)
}

/// An item of a list has no more bytes.
const ITEM: usize = 100;

/// Whether what stands between two words ends a sentence or opens a quotation.
fn opens_sentence(between: &str) -> bool {
    between != " "
        && (between.contains(['!', '?', '\n', ':', '"', '“', '”', '…'])
            || (between.contains('.') && between.contains(' ')))
}

/// Whether a stop belongs to the word before it, which ends there: one that is short for another, as "St." and the initials of
/// names are.
fn follows_short_word(text: &str, last: usize, between: &str) -> bool {
    // The initial of a name stands behind another part of it: "Ada J. Holt", not "plan B" nor "the U.S.".
    let is_initial = || {
        let before =
            text[..last].strip_suffix(char::is_uppercase).and_then(|before| before.strip_suffix(' '));
        let name = before.and_then(|before| before.rsplit([' ', '\n']).next());
        name.is_some_and(|name| name.starts_with(char::is_uppercase))
    };
    between == ". " && (is_initial() || sentence::is_abbreviated(&text[..=last]))
}

/// Words that are written with a capital and name nobody: days, months, titles and forms of address, which
/// each house style writes in its own way; they are told by their hash.
fn is_usual(hash: u64) -> bool {
    const USUAL: &str = "and apr april aug august capt captain chairman chancellor chief col colonel congressman \
        congressmen congresswoman congresswomen dame dec december det detective director doctor feb \
        february for fri friday gen general gov governor governors govs jan january judge jul july jun \
        june justice lady lord mar march may mayor minister miss mon monday mrs nov november oct october \
        president prof professor redacted rep representative representatives reps rev reverend sat saturday \
        secretary sen senator senators sens sep sept september sergeant sgt sir sun sunday the thu \
        thursday tue tuesday wed wednesday";
    static TABLE: LazyLock<FxHashSet<u64>> = LazyLock::new(|| USUAL.split(' ').map(word_hash).collect());
    TABLE.contains(&hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Folded<'_>, Entities) {
        let folded = Folded::new(text);
        let entities = Entities::new(text, &folded, false);
        (folded, entities)
    }

    #[test]
    fn names_and_figures_are_told_from_other_words() {
        for (text, wanted) in [
            ("Dockers in Port Ellery won 4.5 percent", "N-NN-FF-"),
            ("it was on Monday that Mayor Anna Holt said so", "------NN--"),
            ("The scan read c0ntact and thi5 on 12 pages", "-------F-"),
            ("ALL OF IT WAS IN CAPITALS FOR SMITH", "--------"),
            ("In the 1990s the A380 flew", "--F-F-"),
            ("지수는 26포인트 내린", "-F-"),
            ("a ferry to St. Orrin, said Sen. Ada J. Holt. Nobody knew", "----N--N-N--"),
            ("in the U.S. Police have a plan B. Officials said so", "------------"),
        ] {
            let (folded, entities) = of(text);
            let mark = |at| match entities.named(at..at + 1) {
                [] => '-',
                [Named { kind: Kind::Name, .. }] => 'N',
                _ => 'F',
            };
            assert_eq!((0..folded.len()).map(mark).collect::<String>(), wanted, "{text}");
        }
    }

    #[test]
    fn a_figure_has_a_key_in_common_with_itself_without_its_punctuation() {
        for (with, without) in [
            ("12,325", "12325"),
            ("2.5", "2 5"),
            ("1990s", "1990"),
            ("9/11", "911"),
            ("1,823,158", "1 823 158"),
            ("2026", "２０２６"),
        ] {
            let keys = |text: &str| -> Vec<u64> {
                let (folded, entities) = of(text);
                entities.all_keys(&folded)
            };
            let (with_keys, without_keys) = (keys(with), keys(without));
            assert!(with_keys.iter().any(|key| without_keys.contains(key)), "{with} and {without}");
        }
    }
}
