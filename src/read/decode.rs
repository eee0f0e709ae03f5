//! Turns bytes into text: UTF-8 where they are UTF-8, else the encoding that a mark, a declaration or the
//! bytes themselves tell (WHATWG Encoding Standard).

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::article::Reason;

/// Decodes text; `declared` is the label that the document gives itself, used when the bytes are not UTF-8.
pub(super) fn text<'a>(bytes: &'a [u8], declared: Option<&[u8]>) -> Result<Cow<'a, str>, Reason> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[mark..]).0);
    }
    if let Some(encoding) = wide(bytes) {
        return Ok(encoding.decode_without_bom_handling(bytes).0);
    }
    if is_binary(bytes) {
        return Err(Reason::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let declared = declared.and_then(Encoding::for_label).filter(|encoding| *encoding != UTF_8);
    let encoding = declared.unwrap_or_else(|| guess(bytes));
    Ok(encoding.decode_without_bom_handling(bytes).0)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let bytes = &bytes[..bytes.len().min(1 << 20)];
    if is_english(bytes) {
        return WINDOWS_1252;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// Whether bytes are English copy in windows-1252. A detector goes by letters, of which English has too few beyond ASCII:
/// it takes the pound sign for a Polish letter.
fn is_english(bytes: &[u8]) -> bool {
    const SMALL: &[&[u8]] = &[b"the", b"of", b"and", b"for", b"with"];
    /// The letters that English borrows, in small: àáâäçèéêëíïñóôöü.
    const BORROWED: &[u8] = b"\xe0\xe1\xe2\xe4\xe7\xe8\xe9\xea\xeb\xed\xef\xf1\xf3\xf4\xf6\xfc";
    let (mut marks, mut letters) = (0, false);
    for (at, byte) in bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
        match byte {
            // Before a vowel it is a Polish letter after all.
            0xa3 => match bytes.get(at + 1) {
                Some(next) if b"aeiouy".contains(next) || !next.is_ascii() => return false,
                _ => marks += 1,
            },
            // The euro, the ellipsis, quotation marks and dashes, ™, a blank, §, ©, ®, °, ·, fractions.
            0x80 | 0x85 | 0x91..=0x97 | 0x99 | 0xa0 | 0xa7 | 0xa9 | 0xae | 0xb0 | 0xb7 | 0xbc..=0xbe => {
                marks += 1;
            }
            letter if BORROWED.contains(&(letter | 0x20)) => letters = true,
            _ => return false,
        }
    }
    let words = || bytes.split(|byte| !byte.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let is_small = |word: &&[u8]| SMALL.iter().any(|small| small.eq_ignore_ascii_case(word));
    (!letters && marks * 10 < bytes.len()) || words().filter(is_small).count() * 25 >= words().count()
}

/// UTF-16 without a mark: in Western text every other byte is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match half {
        0..4 => None,
        _ if odd * 10 > half * 7 && even * 10 < half => Some(UTF_16LE),
        _ if even * 10 > half * 7 && odd * 10 < half => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the first bytes hold what no text does: zero bytes, or many control characters.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    if Encoding::for_bom(head).is_some() || wide(head).is_some() {
        return false;
    }
    let control = |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    head.contains(&0) || head.iter().filter(control).count() * 20 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_other_encodings_is_read() {
        let caf = "Le café de l’Île ferme à 20 h, a annoncé le maire.";
        let (western, _, _) = encoding_rs::WINDOWS_1252.encode(caf);
        assert_eq!(text(&western, None).unwrap(), caf);
        let wide: Vec<u8> = caf.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide, None).unwrap(), caf);
        let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide).collect();
        assert_eq!(text(&marked, None).unwrap(), caf);
        let cyrillic = "Паром останется в порту до весны, сообщил владелец.";
        let (koi8, _, _) = encoding_rs::KOI8_R.encode(cyrillic);
        assert_eq!(text(&koi8, Some(b"koi8-r")).unwrap(), cyrillic);
        assert_eq!(text("\u{feff}Plain".as_bytes(), None).unwrap(), "Plain");
    }

    #[test]
    fn the_few_marks_of_english_copy_are_western() {
        let about = |what: &str| {
            format!(
                "The owner of the ferry asked for {what}, and the council said on Monday that it would not pay."
            )
        };
        for what in
            ["£5 million", "£3m (£2bn)", "a naïve £5", "“El Niño” – the film", "1½ cafés…", "€5 or £4"]
        {
            let copy = about(what);
            let (western, _, _) = WINDOWS_1252.encode(&copy);
            assert_eq!(text(&western, None).unwrap(), copy);
        }
        let (western, _, _) = WINDOWS_1252.encode("Ferry fares rise to £12");
        assert_eq!(text(&western, None).unwrap(), "Ferry fares rise to £12");
    }

    #[test]
    fn names_and_copy_of_central_europe_stay_what_they_are() {
        for copy in [
            "The owner of the ferry, a man of Łódź, said that he and Lech Wałęsa had asked for the money on Monday.",
            "The Dvořák festival of the town, and that of Győr, will be held in May, its owner said on Monday.",
            "Prom, który łączy oba brzegi, pozostanie w porcie do wiosny, poinformował w poniedziałek jego właściciel.",
        ] {
            let (central, _, _) = encoding_rs::WINDOWS_1250.encode(copy);
            assert_eq!(text(&central, None).unwrap(), copy);
        }
        let latvian =
            "Prāmis, kas savieno abus krastus, paliks ostā līdz pavasarim, pirmdien sacīja tā īpašnieks.";
        let (baltic, _, _) = encoding_rs::WINDOWS_1257.encode(latvian);
        assert_eq!(text(&baltic, None).unwrap(), latvian);
    }

    #[test]
    fn binary_is_told_from_text() {
        assert!(text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None).is_err());
        assert!(text(&[1, 2, 3, 4, 5, 6, 7, 8, 65], None).is_err());
        assert!(text(b"", None).is_ok());
    }
}
