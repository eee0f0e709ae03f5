//! Undoes what others did to copy before it came: UTF-8 that was read as windows-1252 (`FÃ¼r`, `donâ€™t`), once or twice, or as
//! windows-1251 (`РџР°СЂРѕРј`); and marks that stand apart from the kana that they belong to.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

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
    if text.is_ascii() {
        return repaired;
    }
    for _ in 0..TIMES {
        let Some(better) = read_again(&repaired) else { break };
        repaired = Cow::Owned(better);
    }
    if let Some(better) = read_as_cyrillic(&repaired) {
        repaired = Cow::Owned(better);
    }
    let is_kana = memchr::memchr(KANA, repaired.as_bytes()).is_some();
    if is_kana && VOICED.iter().any(|mark| repaired.contains(mark)) {
        repaired = Cow::Owned(repaired.nfc().collect());
    }
    repaired
}

/// The marks of voiced kana, which some systems keep apart from them, and the first byte of each.
const VOICED: [&str; 2] = ["\u{3099}", "\u{309a}"];
const KANA: u8 = 0xe3;

/// A text whose UTF-8 was read as windows-1251, as it was before: in what somebody wrote, a letter of Cyrillic follows another,
/// and all of it is UTF-8 by no chance.
fn read_as_cyrillic(text: &str) -> Option<String> {
    // The bytes that begin the letters of Cyrillic.
    let at = memchr::memchr2(0xd0, 0xd1, text.as_bytes())?;
    let second = text[at..].chars().nth(1)?;
    if second.is_ascii() || matches!(second, 'А'..='я') {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(cyrillic_byte).collect();
    String::from_utf8(bytes?).ok().filter(|better| better.len() < text.len())
}

/// What windows-1251 has from 0x80 to 0xbf; it has nothing at 0x98.
const CYRILLIC: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї";

/// The byte that was read as this character in windows-1251.
fn cyrillic_byte(c: char) -> Option<u8> {
    match c {
        '\0'..='\x7f' => Some(c as u8),
        'А'..='я' => Some((u32::from(c) - u32::from('А')) as u8 + 0xc0),
        _ => CYRILLIC.chars().position(|special| special == c).map(|at| 0x80 + at as u8),
    }
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

/// Whether it is a character of news: a letter, a mark, a sign of money.
fn is_likely(c: char) -> bool {
    matches!(
        c,
        '\u{80}'..='\u{17f}' | '\u{1c4}'..='\u{21b}' | '\u{386}'..='\u{3ce}' | '\u{401}'..='\u{45f}' | '\u{490}'..='\u{491}'
            | 'ƒ' | 'ˆ' | '˜' | '\u{591}'..='\u{6ff}' | '\u{900}'..='\u{eff}' | '\u{1100}'..='\u{11ff}'
            | '\u{1e00}'..='\u{1eff}' | '\u{2009}'..='\u{203a}' | '€' | '₹' | '™' | '−' | '\u{3000}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{feff}' | '\u{ff01}'..='\u{ff9f}'
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
            "המעבורת תישאר בנמל, تبقى العبارة في الميناء",
            "नौका बंदरगाह में रहेगी, เรือจอดอยู่ในท่า",
            "渡輪留在港口，フェリーは港に。 연락선은 항구에",
        ] {
            assert_eq!(repaired(&misread(text)), text);
            assert_eq!(repaired(&misread(&misread(text))), text);
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn what_was_read_as_windows_1251_is_read_as_utf_8() {
        for text in ["Паром стоит у причала", "Το πλοίο μένει στο λιμάνι", "Ferry «Надія» stays, «так»"]
        {
            let read =
                |byte: u8| (0..=0xffff).filter_map(char::from_u32).find(|c| cyrillic_byte(*c) == Some(byte));
            let misread: String = text.bytes().filter_map(read).collect();
            assert!(misread.len() > text.len());
            assert_eq!(repaired(&misread), text);
            assert_eq!(repaired(text), text);
        }
        assert_eq!(repaired("РџР°СЂРѕРј СЃС‚РѕРёС‚"), "Паром стоит");
        assert_eq!(repaired("АО «Ёлка», №5 — Її"), "АО «Ёлка», №5 — Її");
    }

    #[test]
    fn kana_and_its_mark_are_one() {
        assert_eq!(repaired("か\u{3099}き"), "がき");
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
