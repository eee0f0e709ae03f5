//! The names and figures of a text, word by word: what makes an article about *this* and not about *that*.

use xxhash_rust::xxh3::xxh3_64;

use crate::fingerprint::Folded;

/// What a word is, as far as capitals and digits tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word in small letters, or one that opens a sentence.
    Plain,
    /// A capitalised word inside a sentence.
    Name,
    /// A word with a digit.
    Figure,
}

/// The kind of each word of a text, and the keys by which words of two texts are matched.
pub(super) struct Entities {
    words: Vec<Entity>,
}

/// The key of a word is its hash. A word with digits goes by its digits alone, and also by those of the whole
/// figure that it is part of: where a desk or a scraper loses points and commas, "12,325" is "12325" or
/// "12 325". Figures are told by punctuation alone, and by blanks.
#[derive(Clone, Copy)]
struct Entity {
    kind: Kind,
    word: u64,
    tight: u64,
    loose: u64,
}

impl Entities {
    /// Days, months and titles count as plain: desks change them ("on Monday", "today"; "Sen.", "Senator").
    /// So do words of two letters, and words with fewer digits than letters, as scans make them. In a text
    /// mostly in capitals, capitals tell nothing.
    pub(super) fn new(text: &str, folded: &Folded) -> Self {
        let mut words: Vec<Entity> = Vec::with_capacity(folded.len());
        let mut end = 0;
        let mut capitals = 0;
        let mut upper = 0;
        // Where the figure that a word continues began: with points and commas inside, and with blanks.
        let mut tight = Run::default();
        let mut loose = Run::default();
        for at in 0..folded.len() {
            let bytes = folded.bytes(at..at + 1);
            let word = &text[bytes.clone()];
            let between = &text[end..bytes.start];
            // The word that opens a brief is as likely a name as not: "Dover will see rain".
            let brief = at == 0 && folded.len() <= BRIEF && !is_opener(&folded.word_text(0));
            let opens = (at == 0 && !brief) || (at > 0 && opens_sentence(between));
            end = bytes.end;
            let capital = word.starts_with(char::is_uppercase);
            capitals += usize::from(capital);
            upper += usize::from(capital && word.len() > 1 && word.chars().all(char::is_uppercase));
            let digits = word.bytes().filter(u8::is_ascii_digit).count();
            let kind = if digits * 2 >= word.len() {
                Kind::Figure
            } else if capital && !opens && word.chars().nth(2).is_some() && !is_usual(&folded.word_text(at)) {
                Kind::Name
            } else {
                Kind::Plain
            };
            if digits == 0 {
                let word = folded.hash(at);
                words.push(Entity { kind, word, tight: word, loose: word });
                continue;
            }
            let own = key(word);
            words.push(Entity { kind, word: own, tight: own, loose: own });
            let joined = matches!(between, "." | "," | ":" | "/" | "-" | "–" | "'" | "’");
            let tight_key = tight.extend(at, word, joined);
            let loose_key = loose.extend(at, word, joined || between == " ");
            words[tight.start..].iter_mut().for_each(|entity| entity.tight = tight_key);
            words[loose.start..].iter_mut().for_each(|entity| entity.loose = loose_key);
        }
        if upper * 2 > folded.len() || capitals * 10 > folded.len() * 7 {
            for entity in words.iter_mut().filter(|entity| entity.kind == Kind::Name) {
                entity.kind = Kind::Plain;
            }
        }
        Self { words }
    }

    /// The kind of a word.
    pub(super) fn kind(&self, at: usize) -> Kind {
        self.words[at].kind
    }

    /// The key of a word itself.
    pub(super) fn key(&self, at: usize) -> u64 {
        self.words[at].word
    }

    /// The keys of a word: its own first, then those of the figure that it is part of.
    pub(super) fn keys(&self, at: usize) -> impl Iterator<Item = u64> + use<> {
        let Entity { word, tight, loose, .. } = self.words[at];
        let others = [tight, loose];
        let kept = [tight != word, loose != word && loose != tight];
        std::iter::once(word)
            .chain(others.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(key, _)| key))
    }
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
    OPENERS.split(' ').any(|opener| opener == word)
}

/// The most words of one figure: a table of figures is not one.
const LONGEST: usize = 6;

/// The digits of the words of one figure, as far as it was read.
#[derive(Default)]
struct Run {
    start: usize,
    end: usize,
    digits: String,
}

impl Run {
    /// Adds the word at a place, or begins anew with it, and gives the key of what was read.
    fn extend(&mut self, at: usize, word: &str, joined: bool) -> u64 {
        if !joined || self.end != at || at - self.start >= LONGEST {
            self.start = at;
            self.digits.clear();
        }
        self.end = at + 1;
        self.digits.extend(word.chars().filter(char::is_ascii_digit));
        xxh3_64(self.digits.as_bytes())
    }
}

/// The key of a word with digits: its digits.
fn key(word: &str) -> u64 {
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    xxh3_64(digits.as_bytes())
}

/// Whether what stands between two words ends a sentence or opens a quotation.
fn opens_sentence(between: &str) -> bool {
    between.contains(['!', '?', '\n', ':', '"', '“', '”', '…'])
        || (between.contains('.') && between.contains(' '))
}

/// Words that are written with a capital and name nobody: days, months, titles and forms of address, which
/// each house style writes in its own way.
fn is_usual(word: &str) -> bool {
    const USUAL: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "mrs",
        "miss",
        "sir",
        "dame",
        "lord",
        "lady",
        "prof",
        "professor",
        "doctor",
        "rev",
        "reverend",
        "sen",
        "sens",
        "senator",
        "senators",
        "rep",
        "reps",
        "representative",
        "representatives",
        "congressman",
        "congressmen",
        "congresswoman",
        "congresswomen",
        "gov",
        "govs",
        "governor",
        "governors",
        "president",
        "chairman",
        "minister",
        "chancellor",
        "mayor",
        "capt",
        "captain",
        "col",
        "colonel",
        "gen",
        "general",
        "sgt",
        "sergeant",
        "det",
        "detective",
        "judge",
        "justice",
        "secretary",
        "director",
        "chief",
        "the",
        "and",
        "for",
    ];
    USUAL.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Folded<'_>, Entities) {
        let folded = Folded::new(text);
        let entities = Entities::new(text, &folded);
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
        ] {
            let (folded, entities) = of(text);
            let mark = |at| match entities.kind(at) {
                Kind::Plain => '-',
                Kind::Name => 'N',
                Kind::Figure => 'F',
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
        ] {
            let keys = |text: &str| -> Vec<u64> {
                let (folded, entities) = of(text);
                (0..folded.len()).flat_map(|at| entities.keys(at)).collect()
            };
            let (with_keys, without_keys) = (keys(with), keys(without));
            assert!(with_keys.iter().any(|key| without_keys.contains(key)), "{with} and {without}");
        }
    }
}
