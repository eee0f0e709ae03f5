//! Finds the menus of pages: one entry a line, or run into one line.

use super::super::{Line, Proof};
use super::lists::MENU;
use super::{MENUS, ends_sentence, lower_into, terms, words as terms_of};

/// A menu of one entry a line has so many that are known; an entry has no more words, and no more bytes.
const ENTRIES: usize = 4;
const WORDS: usize = 3;
const ENTRY: usize = 60;
/// A menu that was run into one line has so many words at least, of which this share begins with a capital, and this share
/// ends with a mark.
const RUN: (usize, f64, f64) = (25, 0.8, 0.1);
/// So many bytes are looked at first, with so few words in small letters.
const GLANCE: usize = 64;
const FEW: u8 = 3;

/// Strikes rows of lines of which most are words of menus.
pub(super) fn strike(proof: &mut Proof, lower: &mut String) {
    let mut from = 0;
    while from < proof.lines.len() {
        let entries = proof.lines[from..].iter().take_while(|line| is_entry(line)).count();
        let row = &mut proof.lines[from..from + entries];
        if row.len() >= ENTRIES {
            let known = row.iter().filter(|line| is_of_menu(&line.text, lower)).count();
            if known >= ENTRIES && known * 2 >= row.len() {
                row.iter_mut()
                    .filter(|line| line.struck.is_none())
                    .for_each(|line| line.strike_by_place(MENU));
            }
        }
        from += entries + 1;
    }
}

/// Whether a line may be an entry of a menu, or was struck between such.
fn is_entry(line: &Line) -> bool {
    line.text.len() <= ENTRY
        && (line.struck.is_some() || (!ends_sentence(&line.text) && line.words() <= WORDS))
}

/// Whether all words of a line are those of menus.
fn is_of_menu(line: &str, lower: &mut String) -> bool {
    lower_into(line, lower);
    terms(lower).0 & MENUS != 0 && terms_of(lower).next().is_some()
}

/// Whether a line is a menu whose entries were run together: capitals and hardly a mark, but not all of it in capitals.
pub(super) fn is_run(line: &str) -> bool {
    let words = || line.split(' ');
    let is_capital = |word: &str| word.starts_with(|c: char| !c.is_lowercase());
    // Most lines are short, or begin with words in small letters.
    let head = line.as_bytes().first_chunk::<GLANCE>();
    // Without branches, many bytes at a time.
    let small = |head: &[u8; GLANCE]| {
        let two = head.iter().zip(&head[1..]);
        two.fold(0_u8, |few, (a, b)| few + (u8::from(*a == b' ') & u8::from(b.wrapping_sub(b'a') < 26)))
    };
    let blanks = || memchr::memchr_iter(b' ', line.as_bytes());
    if head.is_none_or(|head| small(head) > FEW) || blanks().nth(RUN.0 - 2).is_none() {
        return false;
    }
    let (mut all, mut capitals, mut marks, mut small) = (0_u32, 0_u32, 0_u32, 0_u32);
    let mut run = 0;
    for word in words() {
        all += 1;
        run = if is_capital(word) { 0 } else { run + 1 };
        if run > FEW {
            // So goes a sentence.
            return false;
        }
        capitals += u32::from(is_capital(word));
        marks += u32::from(word.ends_with(['.', ',', ';', ':', '!', '?', '"', '”']));
        small += u32::from(word.contains(char::is_lowercase));
    }
    let share = |part: u32| f64::from(part) / f64::from(all);
    share(capitals) >= RUN.1 && share(marks) <= RUN.2 && small * 2 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn menus_of_one_entry_a_line_are_struck_and_lists_of_copy_are_not() {
        let story = "The ferry that links the two shores of the sound stays in port until spring, its owner said on Monday. \
            A yard forges another shaft before it can sail, which takes eight weeks.";
        let cleaned = |body: &str| {
            let origin = crate::article::Origin::file(std::path::Path::new("a.txt"));
            let outlet = Some("Ellery Courier".into());
            let draft = crate::Draft { outlet, ..crate::Draft::new(origin, body.into()) };
            crate::clean::article(draft, &crate::Options::new(jiff::civil::date(2026, 3, 5))).unwrap().body
        };
        for menu in [
            "Ellery Courier\nCulture\nObituaries\nThe Sound\nSport\nWeather",
            "Startseite\nPolitik\nAm Sund\nWirtschaft\nReise",
            "Accueil\nMonde\nSociété\nVidéos",
        ] {
            assert_eq!(
                cleaned(&format!("{story}\n{menu}\n{story} It waits.")),
                format!("{story}\n{story} It waits.")
            );
        }
        let results = format!("{story}\nTamsin 3\nEllery 1\nSport\nBrack 0\nSella 2\n{story} It waits.");
        assert_eq!(cleaned(&results), results);
    }

    #[test]
    fn capitals_in_a_row_are_a_menu_unless_a_sentence_runs_through_them() {
        let names = "Press Office Senator Ada Winter Contact Tom Maas Ellery Tamsin Harbour Board Meets Winter Names Otto Reyes \
            Chair Dock Works Sella Point Marlow Gray Ford";
        assert!(is_run(names));
        assert!(!is_run(&format!("{names} Reyes is a member of the Board")));
    }
}
