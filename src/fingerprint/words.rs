//! Cuts a text into folded words and hashes each, without allocating for one.
//!
//! A word's hash is that of its folded bytes, eight at a time in little-endian order, the last padded with
//! zeros: `h = length`; for each eight, `h = fold(h ^ eight, M1)`; last, `fold(h, M2)`. `fold(a, b)` is the XOR
//! of both halves of the 128-bit product, as in wyhash (Wang Yi 2019); `M1` and `M2` are its constants.

use std::borrow::Cow;
use std::ops::Range;

#[cfg(target_arch = "x86_64")]
use super::classes::avx2;
use super::classes::{BLOCK, Classes, Kernel, portable};
use super::folding::{Folding, is_accent, is_unspaced, simplified};

const M1: u64 = 0xa076_1d64_78bd_642f;
const M2: u64 = 0xe703_7ed1_a0b4_28db;

/// The XOR of both halves of a product.
#[inline]
pub(crate) fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product >> 64) as u64 ^ product as u64
}

/// Eight bytes of ASCII letters and digits in small letters: the bit that makes a letter small is set in every
/// digit.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// What leaves of eight bytes only the first, by how many those are.
const MASKS: [u64; 9] = [
    0,
    u64::MAX >> 56,
    u64::MAX >> 48,
    u64::MAX >> 40,
    u64::MAX >> 32,
    u64::MAX >> 24,
    u64::MAX >> 16,
    u64::MAX >> 8,
    u64::MAX,
];

/// The hash of a word of ASCII letters and digits, capitals as small letters.
#[inline(never)]
fn ascii(bytes: &[u8], word: Range<usize>) -> u64 {
    let mut hash = word.len() as u64;
    let mut at = word.start;
    while word.end - at > 8 {
        hash = whole(hash, eight(bytes, at));
        at += 8;
    }
    last(hash, eight(bytes, at), word.end - at)
}

/// The hash of a word as far as eight more bytes, from that of what goes before them.
#[inline]
fn whole(hash: u64, eight: u64) -> u64 {
    fold(hash ^ (eight | SMALL), M1)
}

/// The hash of a word, from that of what goes before its last bytes, at most eight. Others may follow them, which are
/// masked off.
#[inline]
fn last(hash: u64, eight: u64, length: usize) -> u64 {
    fold(fold(hash ^ ((eight | SMALL) & MASKS[length]), M1), M2)
}

/// Eight bytes, or as many as there are, also beyond a word.
#[inline]
fn eight(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..at + 8) {
        Some(eight) => u64::from_le_bytes(eight.try_into().expect("a slice of eight bytes")),
        None => padded(&bytes[at..]),
    }
}

#[cold]
fn padded(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte))
}

/// The hash of a folded word.
pub(crate) fn hash(folded: &str) -> u64 {
    let hash =
        folded.as_bytes().chunks(8).fold(folded.len() as u64, |hash, eight| fold(hash ^ padded(eight), M1));
    fold(hash, M2)
}

/// A block, and what may be read of a word that begins at its end.
type Window = [u8; BLOCK + 16];

/// Hands every word to `each`, in order: the bytes that it came from, and its hash.
pub(super) fn each(text: &str, kernel: Kernel, each: impl FnMut(Range<usize>, u64)) {
    match kernel {
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2 => avx2::each_word(text, each),
        Kernel::Portable => each_by(text, portable::classify, each),
    }
}

/// As [`each`], by what tells the bytes of a block.
#[allow(clippy::inline_always, reason = "all of it is compiled for the processor that the kernel is for")]
#[inline(always)]
pub(super) fn each_by(
    text: &str,
    classify: impl Fn(&[u8; BLOCK]) -> Classes,
    mut each: impl FnMut(Range<usize>, u64),
) {
    let bytes = text.as_bytes();
    let mut place = 0;
    while place < bytes.len() {
        let padded;
        let window: &Window = if let Some(window) = bytes[place..].first_chunk() {
            window
        } else {
            let mut rest = [0; size_of::<Window>()];
            rest[..bytes.len() - place].copy_from_slice(&bytes[place..]);
            padded = rest;
            &padded
        };
        let Classes { alphanumeric, beyond } = classify(window.first_chunk().expect("a window is longer"));
        // Runs of letters, digits and bytes beyond ASCII.
        let inside = alphanumeric | beyond;
        let (mut begins, mut ends) = (inside & !(inside << 1), !inside & inside << 1);
        while ends != 0 {
            let (begin, end) = (begins.trailing_zeros() as usize, ends.trailing_zeros() as usize);
            begins &= begins - 1;
            ends &= ends - 1;
            let (run, length) = (place + begin..place + end, end - begin);
            if beyond != 0 && (beyond >> begin) & (u64::MAX >> (BLOCK - length)) != 0 {
                mixed(text, run, &mut each);
                continue;
            }
            let hash = match length {
                0..=8 => last(length as u64, eight(window, begin), length),
                9..=16 => {
                    let first = whole(length as u64, eight(window, begin));
                    last(first, eight(window, begin + 8), length - 8)
                }
                _ => ascii(bytes, run.clone()),
            };
            each(run, hash);
        }
        // The next block begins with the run that goes on beyond this one, if there is one.
        place += match begins {
            0 => BLOCK,
            1 => long(text, place, &mut each),
            _ => begins.trailing_zeros() as usize,
        };
    }
}

/// Hands on what is in a run that is longer than a block, and gives its length.
#[inline(never)]
fn long(text: &str, start: usize, each: &mut impl FnMut(Range<usize>, u64)) -> usize {
    let rest = &text.as_bytes()[start..];
    let is_outside = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    let length = rest.iter().position(is_outside).unwrap_or(rest.len());
    let run = start..start + length;
    if rest[..length].is_ascii() {
        each(run.clone(), ascii(text.as_bytes(), run));
    } else {
        mixed(text, run, each);
    }
    length
}

/// Cuts a run that holds characters beyond ASCII: marks part words, letters join them.
#[inline(never)]
fn mixed(text: &str, run: Range<usize>, each: &mut impl FnMut(Range<usize>, u64)) {
    let bytes = text.as_bytes();
    let mut at = run.start;
    while at < run.end {
        let start = at;
        while at < run.end && bytes[at].is_ascii() {
            at += 1;
        }
        // Quotation marks and dashes part words: with them, most words are plain ASCII all the same.
        let mark = at < run.end && is_mark(bytes, at);
        if at == run.end || mark {
            if at > start {
                each(start..at, ascii(bytes, start..at));
            }
            at += if mark { 3 } else { 0 };
        } else {
            at = letters(text, start, run.end, each);
        }
    }
}

/// U+2010 to U+203F, three bytes each: dashes, quotation marks, dots.
fn is_mark(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at..], [0xe2, 0x80, 0x90..=0xbf, ..])
}

/// Hands on one word with letters beyond ASCII, or each of those that a script without blanks makes, and gives
/// the byte after it.
fn letters(text: &str, start: usize, end: usize, each: &mut impl FnMut(Range<usize>, u64)) -> usize {
    let mut word = Folding::default();
    let mut chars = text[start..end].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let at = start + offset;
        let after = at + c.len_utf8();
        if is_unspaced(c) {
            word.close(start..at, each);
            word.text.push(simplified(c));
            if let Some((_, next)) = chars.peek().filter(|(_, next)| is_unspaced(*next)) {
                word.text.push(simplified(*next));
            }
            word.close(at..after, each);
            return after;
        }
        if !c.is_alphanumeric() && !is_accent(c) {
            word.close(start..at, each);
            return after;
        }
        word.push(c);
    }
    word.close(start..end, each);
    end
}

/// Whether a word of a text, of letters and digits, is in small letters of ASCII alone.
#[inline]
pub(crate) fn is_small(bytes: &[u8], start: usize, length: usize) -> bool {
    if length > 8 {
        return bytes[start..start + length].iter().all(u8::is_ascii_lowercase);
    }
    // Of all bytes of words, only those letters begin with the bits 011.
    let others = (eight(bytes, start) ^ 0x6060_6060_6060_6060) & 0xe0e0_e0e0_e0e0_e0e0;
    others & MASKS[length] == 0
}

/// The folded text of a word that [`each`] found at these bytes.
pub(super) fn text(text: &str, word: Range<usize>) -> Cow<'_, str> {
    let original = &text[word.clone()];
    if original.is_ascii() {
        let plain = !original.bytes().any(|byte| byte.is_ascii_uppercase());
        return if plain { Cow::Borrowed(original) } else { Cow::Owned(original.to_ascii_lowercase()) };
    }
    let mut folded = Folding::default();
    let mut chars = text[word.start..].chars();
    match chars.next().filter(|c| is_unspaced(*c)) {
        Some(c) => {
            folded.text.push(simplified(c));
            folded.text.extend(chars.next().filter(|next| is_unspaced(*next)).map(simplified));
        }
        None => original.chars().for_each(|c| folded.push(c)),
    }
    folded.unmask();
    Cow::Owned(folded.text)
}

/// How much of a word, as a reader counts them, what [`each`] found at these bytes is: a character of a script without
/// blanks is about half of one in Chinese and Japanese, and a quarter in the alphabets of South-East Asia.
pub(super) fn part(text: &str, word: Range<usize>) -> f64 {
    match text[word].chars().next() {
        Some(c) if !is_unspaced(c) => 1.0,
        Some('\u{2000}'..) => 0.5,
        _ => 0.25,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str, kernel: Kernel) -> Vec<(Range<usize>, u64)> {
        let mut words = Vec::new();
        each(text, kernel, |word, hash| words.push((word, hash)));
        words
    }

    /// The same words, told character by character.
    fn plainly(text: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        let chars: Vec<char> = text.chars().collect();
        for (at, c) in chars.iter().enumerate() {
            if is_unspaced(*c) {
                let next = chars.get(at + 1).filter(|next| is_unspaced(**next));
                words.extend([
                    [Some(c), next].into_iter().flatten().map(|c| simplified(*c)).collect(),
                    String::new(),
                ]);
            } else if c.is_alphanumeric() || is_accent(*c) {
                let mut folding = Folding::default();
                folding.push(*c);
                words.last_mut().expect("there is one").push_str(&folding.text);
            } else {
                words.push(String::new());
            }
        }
        words.retain(|word| !word.is_empty());
        let unmasked = |text| {
            let mut word = Folding { text };
            word.unmask();
            word.text
        };
        words.into_iter().map(unmasked).collect()
    }

    #[test]
    fn words_fold_to_what_copies_share() {
        for (original, folded) in [
            ("The mayor’s “plan”—all 3.4 of it", "the mayor s plan all 3 4 of it"),
            ("The mayor's \"plan\" - all 3,4 of it", "the mayor s plan all 3 4 of it"),
            ("CAFÉ cafe\u{301} Straße ÎLE", "cafe cafe strasse ile"),
            ("Łódź Lodz, Øre ŒUVRE Ærø Đaković", "lodz lodz ore oeuvre aero dakovic"),
            ("Паром Москва Ёлка", "паром москва елка"),
            ("IŞIK ışık İzmir izmir", "isik isik izmir izmir"),
            ("東京で会議", "东京 京で で会 会议 议"),
            ("停運期間", "停运 运期 期间 间"),
            ("AP通信 2026年", "ap 通信 信 2026 年"),
            ("ＡＰ通信 ２０２６年", "ap 通信 信 2026 年"),
            ("عام ٢٠٢٦ سال ۱۴۰۵ वर्ष २०२६", "عام 2026 سال 1405 वर ष 2026"),
            ("الوَزِيرُ قالَ، שָׁלוֹם", "الوزير قال שלום"),
            ("أكد آخر", "اكد اخر"),
            ("eﬃcient ﬁnance, 3²", "efficient finance 32"),
            ("Mоsсow, Москва", "moscow москва"),
            ("…—!", ""),
            ("", ""),
        ] {
            let words: Vec<String> = words(original, Kernel::fastest())
                .into_iter()
                .map(|(word, _)| text(original, word).into_owned())
                .collect();
            assert_eq!(words.join(" "), folded, "{original}");
        }
    }

    #[test]
    fn a_word_with_an_accent_may_end_anywhere_in_a_block() {
        for before in 0..2 * BLOCK {
            let text = format!("{}née {}", " ".repeat(before), "x".repeat(70));
            for kernel in Kernel::all() {
                let words: Vec<u64> = words(&text, kernel).into_iter().map(|(_, hash)| hash).collect();
                assert_eq!(words, [hash("nee"), hash(&"x".repeat(70))], "{before}");
            }
        }
    }

    proptest! {
        #[test]
        fn every_kernel_finds_the_words_that_a_slow_reader_finds(
            original in "([a-zA-Z0-9]{0,70}|[ .,]|[“’—…]|[éÎßёМоі２٣Ｒﬁ\u{301}\u{307}\u{64e}]|[東京運间で会เมือ่ก]|\\PC){0,60}"
        ) {
            let slow = plainly(&original);
            for kernel in Kernel::all() {
                let found = words(&original, kernel);
                let texts: Vec<String> = found.iter().map(|(word, _)| text(&original, word.clone()).into_owned()).collect();
                prop_assert_eq!(&texts, &slow);
                let hashes: Vec<u64> = texts.iter().map(|text| hash(text)).collect();
                prop_assert_eq!(found.iter().map(|(_, hash)| *hash).collect::<Vec<_>>(), hashes);
                let mut end = 0;
                for (word, _) in found {
                    prop_assert!(word.start >= end && word.end <= original.len());
                    end = word.end;
                }
            }
        }
    }
}
