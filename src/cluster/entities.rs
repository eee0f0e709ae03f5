//! The names and figures of a text, word by word: what makes an article about *this* and not about *that*.

use crate::fingerprint::Folded;

/// What a word is, as far as capitals and digits tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word in small letters, or one that opens a sentence.
    Plain,
    /// A capitalised word inside a sentence.
    Name,
    /// A word with a digit.
    Figure,
}

/// The kind of each word. Days of the week and months count as plain: desks change them ("on Monday",
/// "today"). In a text mostly in capitals, capitals tell nothing.
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
        } else if capital && !opens && word.chars().nth(1).is_some() && !is_calendar(folded.word_text(at)) {
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
    between.contains(['!', '?', '\n', ':', '"', '“', '”', '…']) || (between.contains('.') && between.contains(' '))
}

fn is_calendar(word: &str) -> bool {
    const CALENDAR: &[&str] = &[
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
        "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar",
        "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    ];
    CALENDAR.contains(&word)
}
