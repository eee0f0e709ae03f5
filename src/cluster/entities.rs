//! The names and figures of a text, word by word: what makes an article about *this* and not about *that*.

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

/// The kind of each word. Days, months and titles count as plain: desks change them ("on Monday", "today";
/// "Sen.", "Senator"). So do words of two letters. In a text mostly in capitals, capitals tell nothing.
pub(super) fn kinds(text: &str, folded: &Folded) -> Vec<Kind> {
    let mut kinds = Vec::with_capacity(folded.len());
    let mut end = 0;
    let mut capitals = 0;
    let mut upper = 0;
    for at in 0..folded.len() {
        let bytes = folded.bytes(at..at + 1);
        let word = &text[bytes.clone()];
        let opens = at == 0 || opens_sentence(&text[end..bytes.start]);
        end = bytes.end;
        let capital = word.starts_with(char::is_uppercase);
        capitals += usize::from(capital);
        upper += usize::from(capital && word.len() > 1 && word.chars().all(char::is_uppercase));
        kinds.push(if word.bytes().any(|b| b.is_ascii_digit()) {
            Kind::Figure
        } else if capital && !opens && word.chars().nth(2).is_some() && !is_usual(folded.word_text(at)) {
            Kind::Name
        } else {
            Kind::Plain
        });
    }
    if upper * 2 > folded.len() || capitals * 10 > folded.len() * 7 {
        for kind in kinds.iter_mut().filter(|kind| **kind == Kind::Name) {
            *kind = Kind::Plain;
        }
    }
    kinds
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
