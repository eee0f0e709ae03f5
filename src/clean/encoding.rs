//! Undoes what others did to copy before it came: UTF-8 that was read as windows-1252 (`FÃ¼r`, `donâ€™t`), once or twice.

use std::borrow::Cow;

/// What windows-1252 has from 0x80 to 0x9f; a blank stands for what it has not.
const SPECIAL: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];
/// The first byte of the letters that begin what was read wrongly, as the first of such a character in UTF-8: À to ÿ.
const FIRST: u8 = 0xc3;
/// So many that may have been written show it as well as one that nobody writes.
const MANY: usize = 3;
/// How often copy may have been read wrongly.
const TIMES: usize = 2;

/// A text as it was before it was read wrongly, if it was.
pub(super) fn repaired(text: &str) -> Cow<'_, str> {
    let mut repaired = Cow::Borrowed(text);
    for _ in 0..TIMES {
        let Some(better) = read_again(&repaired) else { break };
        repaired = Cow::Owned(better);
    }
    repaired
}

fn read_again(text: &str) -> Option<String> {
    let places = || memchr::memchr_iter(FIRST, text.as_bytes());
    let found = || places().filter_map(|at| Some((at, Misread::of(&text[at..])?)));
    let (mut all, mut certain) = (0, false);
    for (_, misread) in found() {
        all += 1;
        certain |= !misread.may_be_written;
    }
    if !certain && all < MANY {
        return None;
    }
    let (mut again, mut end) = (String::with_capacity(text.len()), 0);
    for (at, misread) in found() {
        again.push_str(&text[end..at]);
        again.push(misread.meant);
        end = at + misread.length;
    }
    again.push_str(&text[end..]);
    // Whoever tidied blanks took half of this letter for one.
    Some(again.replace(" Ã ", " à "))
}

/// Characters that stand for one.
struct Misread {
    meant: char,
    /// Their bytes.
    length: usize,
    /// Whether they may stand next to each other: "IRMÃ»".
    may_be_written: bool,
}

impl Misread {
    /// What a text begins with, if it is such.
    fn of(text: &str) -> Option<Self> {
        let mut chars = text.char_indices();
        let (_, first) = chars.next()?;
        let bytes = match byte(first)? {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return None,
        };
        let (mut utf8, mut length, mut may_be_written) = ([0; 4], first.len_utf8(), true);
        utf8[0] = byte(first)?;
        for place in &mut utf8[1..bytes] {
            let (at, c) = chars.next()?;
            *place = byte(c).filter(|byte| (0x80..0xc0).contains(byte))?;
            length = at + c.len_utf8();
            may_be_written &= follows_letters(c);
        }
        let meant = std::str::from_utf8(&utf8[..bytes]).ok()?.chars().next()?;
        is_likely(meant).then_some(Self { meant, length, may_be_written })
    }
}

/// The byte that was read as this character.
fn byte(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0x80..=0xff => Some(code as u8),
        0..0x80 => None,
        _ => SPECIAL.iter().position(|special| *special == c).map(|at| 0x80 + at as u8),
    }
}

/// Whether a mark may stand right behind a letter.
fn follows_letters(c: char) -> bool {
    matches!(
        c,
        '\u{a0}'
            | '\u{ad}'
            | '’'
            | '”'
            | '“'
            | '‘'
            | '»'
            | '›'
            | '–'
            | '—'
            | '…'
            | '™'
            | 'º'
            | 'ª'
            | '°'
            | '·'
            | '¹'
            | '²'
            | '³'
    )
}

/// Whether it is a character of news: a letter of Latin, Greek or Cyrillic, a mark, a sign of money.
fn is_likely(c: char) -> bool {
    matches!(
        c,
        '\u{80}'..='\u{17f}' | '\u{1c4}'..='\u{21b}' | '\u{386}'..='\u{3ce}' | '\u{401}'..='\u{45f}' | '\u{490}'..='\u{491}'
            | '\u{1e00}'..='\u{1eff}' | '\u{2009}'..='\u{203a}' | '€' | '₹' | '™' | '−' | '\u{feff}'
            | '\u{1f300}'..='\u{1faff}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A text as who reads its UTF-8 as windows-1252 has it.
    fn misread(text: &str) -> String {
        let read = |byte: u8| match byte {
            0x80..=0x9f if SPECIAL[usize::from(byte - 0x80)] != ' ' => SPECIAL[usize::from(byte - 0x80)],
            byte => char::from(byte),
        };
        text.bytes().map(read).collect()
    }

    #[test]
    fn what_was_read_as_windows_1252_is_read_as_utf_8() {
        for text in [
            "Die Befürchtung der Beschäftigten",
            "„Für unsere Sicherheit“ – so der Verband",
            "The mayor said she couldn’t say “when” or for how many €",
            "São Paulo, à Paris, Łódź, Příbram, Ο δήμος, Паром стоит",
            "Ferry 🚢 stays",
        ] {
            assert_eq!(repaired(&misread(text)), text);
            assert_eq!(repaired(&misread(&misread(text))), text);
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn capitals_with_accents_before_a_mark_are_what_they_are() {
        assert_eq!(repaired("CafÃ© Ã Paris"), "Café à Paris");
        for text in
            ["“AQUÍ”, dijo. «CAFÉ» y «ÑU» en «BOGOTÁ»", "A IRMû é de São Paulo", "L’ÉTÉ… À bientôt — DÉJÀ"]
        {
            assert_eq!(repaired(text), text);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([ -~]|[\u{80}-\u{2ff}]|[\u{2010}-\u{2122}]|\\PC){0,60}") {
            repaired(&text);
        }

        #[test]
        fn words_of_latin_letters_are_left_alone(text in "([a-zà-öø-ÿA-ZÀ-ÖØ-Þ]{1,9}[ ,.]{1,2}){0,30}[”»]?") {
            prop_assert_eq!(&*repaired(&text), &*text);
        }
    }
}
