//! Turns bytes into text: UTF-8 where they are UTF-8, else the encoding that a mark, a declaration or the
//! bytes themselves tell (WHATWG Encoding Standard).

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

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
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
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
    fn binary_is_told_from_text() {
        assert!(text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None).is_err());
        assert!(text(&[1, 2, 3, 4, 5, 6, 7, 8, 65], None).is_err());
        assert!(text(b"", None).is_ok());
    }
}
