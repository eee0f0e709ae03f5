//! What a model writes in small letters, spelled as its copy spells it.
//!
//! ProphetNet knows neither capitals nor accents, and sets every sign apart: "hedda maas paid $ 1. 2 million". What it wrote is
//! looked for in the copy, the longest run first, and stands as it stands there; what no copy says stays as it is.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::sentence;

/// How a text spells its words.
pub(super) struct Speller {
    text: String,
    atoms: Vec<Atom>,
    /// Where each atom stands.
    places: HashMap<String, Vec<usize>>,
}

/// A word, or a sign.
struct Atom {
    start: usize,
    end: usize,
    folded: String,
    /// Whether it stands where anything would have a capital.
    opens: bool,
}

impl Speller {
    pub(super) fn new(text: String) -> Self {
        let atoms = atoms(&text);
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, atom) in atoms.iter().enumerate() {
            places.entry(atom.folded.clone()).or_default().push(at);
        }
        Self { text, atoms, places }
    }

    /// A line as the text spells it.
    pub(super) fn spell(&self, line: &str) -> String {
        let written = atoms(line);
        let (mut spelled, mut at, mut end) = (String::new(), 0, 0);
        while let Some(atom) = written.get(at) {
            spelled.push_str(&line[end..atom.start]);
            let mut length = 1;
            if let Some((place, found)) = self.longest(&written[at..]) {
                let run = &self.atoms[place..place + found];
                self.first(place, found, &mut spelled);
                // A run may cross the end of a line.
                let rest = &self.text[run[0].end..run[found - 1].end];
                spelled.extend(rest.chars().map(|c| if c == '\n' { ' ' } else { c }));
                length = found;
            } else {
                spelled.push_str(&line[atom.start..atom.end]);
            }
            at += length;
            end = written[at - 1].end;
        }
        spelled
    }

    /// Where the longest run of these atoms stands in the text, and its length.
    fn longest(&self, written: &[Atom]) -> Option<(usize, usize)> {
        let places = self.places.get(&written.first()?.folded)?;
        let length = |place: &usize| {
            let pairs = self.atoms[*place..].iter().zip(written);
            pairs.take_while(|(own, atom)| own.folded == atom.folded).count()
        };
        // Of several the first. A sign by itself says nothing of where it belongs.
        let longest =
            places.iter().map(|place| (*place, length(place))).rev().max_by_key(|(_, length)| *length);
        longest.filter(|(place, length)| *length > 1 || ends_in_word(&self.text, &self.atoms[*place]))
    }

    /// Writes the first atom of a run. One that opens a sentence of the text has its capital from there, unless another
    /// place or the word behind it says that it is a name.
    fn first(&self, place: usize, length: usize, spelled: &mut String) {
        let own = |atom: &Atom| &self.text[atom.start..atom.end];
        let atom = &self.atoms[place];
        let elsewhere = self.places[&atom.folded].iter().map(|place| &self.atoms[*place]);
        let named = length > 1 && own(&self.atoms[place + 1]).starts_with(char::is_uppercase);
        if !atom.opens || named {
            spelled.push_str(own(atom));
        } else if let Some(other) = elsewhere.into_iter().find(|other| !other.opens) {
            spelled.push_str(own(other));
        } else {
            spelled.push_str(&own(atom).to_lowercase());
        }
    }
}

/// A sentence with a capital at its start.
pub(super) fn opened(sentence: &str) -> String {
    let first = sentence.find(|c: char| !matches!(c, '"' | '\'' | '“' | '‘' | '(' | '['));
    let (before, rest) = sentence.split_at(first.unwrap_or(0));
    let mut rest = rest.chars();
    let capital = rest.next().into_iter().flat_map(char::to_uppercase);
    before.chars().chain(capital).chain(rest).collect()
}

/// The words and signs of a text.
fn atoms(text: &str) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut starts = sentence::split(text).into_iter().map(|range| range.start).peekable();
    let (mut opens, mut before) = (true, ' ');
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let left = std::mem::replace(&mut before, c);
        if c.is_whitespace() {
            continue;
        }
        opens |= starts.next_if(|first| *first <= start).is_some();
        let part = c.is_alphanumeric() || is_combining_mark(c);
        match atoms.last_mut() {
            Some(word) if part && word.end == start && ends_in_word(text, word) => word.end = end,
            _ => {
                atoms.push(Atom { start, end, folded: String::new(), opens });
                // What a sign stands before opens a sentence if the sign does, or a quotation.
                opens = !part && (opens || opens_quotation(c, left));
            }
        }
    }
    for atom in &mut atoms {
        atom.folded = folded(&text[atom.start..atom.end]);
    }
    atoms
}

fn ends_in_word(text: &str, atom: &Atom) -> bool {
    text[atom.start..atom.end].ends_with(|c: char| c.is_alphanumeric() || is_combining_mark(c))
}

/// Whether a mark opens a quotation; a straight one does behind a blank.
fn opens_quotation(c: char, left: char) -> bool {
    matches!(c, '“' | '‘') || (c == '"' && (left.is_whitespace() || matches!(left, '(' | '[')))
}

/// Small letters without accents, and plain quotation marks.
fn folded(text: &str) -> String {
    let plain = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    plain
        .map(|c| match c {
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_copy_says_is_spelled_as_there() {
        let copy = "The ferry’s owner, Hedda Maas of Zürich, paid $1.2 million on Monday. Inspectors found cracks in a \
                    high-level (HL) shaft. “It has carried us,” Maas said.\nOfficials of the U.S. Senate met.";
        let speller = Speller::new(copy.to_owned());
        for (written, spelled) in [
            ("hedda maas of zurich paid $ 1. 2 million.", "Hedda Maas of Zürich paid $1.2 million."),
            ("on monday the ferry's owner, maas, paid.", "on Monday the ferry’s owner, Maas, paid."),
            ("cracks in a high - level ( hl ) shaft.", "cracks in a high-level (HL) shaft."),
            (
                "the inspectors met officials of the u. s. senate.",
                "the inspectors met officials of the U.S. Senate.",
            ),
            ("\" it has carried us, \" maas said.", "“It has carried us,” Maas said."),
            ("\" nobody \" of zurich", "\" nobody \" of Zürich"),
            ("nobody paid 3. 4 percent.", "nobody paid 3. 4 percent."),
            ("", ""),
        ] {
            assert_eq!(speller.spell(written), spelled);
        }
    }

    #[test]
    fn a_name_keeps_its_capital_behind_a_closing_mark_or_an_abbreviation() {
        let copy =
            "\"It has carried us,\" Maas said.\nDr. Orr met the U.S. Senate.\nHe said: \"Nobody drowned.\"";
        let speller = Speller::new(copy.to_owned());
        for (written, spelled) in [
            ("on monday maas said", "on monday Maas said"),
            ("a doctor, orr, met the senate", "a doctor, Orr, met the Senate"),
            ("nobody", "nobody"),
        ] {
            assert_eq!(speller.spell(written), spelled);
        }
    }

    #[test]
    fn a_sentence_opens_with_a_capital_behind_its_quotation_mark() {
        for (written, wanted) in [
            ("the ferry.", "The ferry."),
            ("“it stays.”", "“It stays.”"),
            ("31 winters.", "31 winters."),
            ("\"", "\""),
        ] {
            assert_eq!(opened(written), wanted);
        }
    }
}
