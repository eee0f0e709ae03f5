//! The smallest pieces of cleaning: tidy characters, and what kind of line a line is.

use std::borrow::Cow;

use super::Line;
use super::markup::{entities, without_codes, without_tags};
use super::words::{ends_unmarked, words};
use crate::sentence;

/// Splits a body into tidy lines; a blank line is kept as an empty one until the copy is unwrapped.
pub(super) fn lines(body: &str) -> Vec<Line<'_>> {
    const RARE: [char; 6] = ['\r', '\n', '\u{2028}', '\u{2029}', '\u{c}', '\u{b}'];
    let body = body.strip_prefix('\u{feff}').unwrap_or(body);
    let mut lines = Vec::with_capacity(USUAL);
    // Few bodies may have a tag.
    let tags = has_tag(body);
    for line in split(body) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let trimmed = line.trim_matches(' ');
        // What is tidy has no rare end of a line.
        if is_tidy(trimmed) && !(tags && has_tag(trimmed)) {
            lines.push(Line { text: Cow::Borrowed(trimmed), struck: None });
        } else {
            let plain = plain(line);
            lines.extend(plain.split(RARE).map(|line| Line { text: Cow::Owned(spaced(line)), struck: None }));
        }
    }
    lines
}

/// Whether there may be a tag in a text.
fn has_tag(text: &str) -> bool {
    memchr::memchr(b'<', text.as_bytes()).is_some()
}

/// Few articles have more lines.
const USUAL: usize = 16;

/// What lies between the line feeds of a text.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.scan(0, |start, end| Some(&text[std::mem::replace(start, end + 1)..end]))
}

/// One line of text as a person sees it: blanks collapsed, left-over entities read, and without tags, control
/// characters, invisible marks or marks that turn the direction of text (they could hide or reorder it).
pub(super) fn tidy(text: &str) -> String {
    let text = text.trim();
    if is_tidy(text) && !has_tag(text) {
        return text.to_owned();
    }
    spaced(&plain(text))
}

/// A text with single blanks, and without characters that are not seen.
fn spaced(text: &str) -> String {
    let text = text.trim();
    let bytes = text.as_bytes();
    let mut tidy = String::with_capacity(text.len());
    let mut fine = 0;
    for (at, byte) in bytes.iter().enumerate() {
        // What is fine is copied in runs; at any other byte a character begins.
        let doubled = *byte == b' ' && at > 0 && bytes[at - 1] == b' ';
        if at < fine || (*byte >= b' ' && *byte != 0x7f && !doubled && !is_odd(*byte, &bytes[at + 1..])) {
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        push(&mut tidy, &text[fine..at]);
        fine = at + c.len_utf8();
        match c {
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => {}
            c if c.is_whitespace() => {
                if !tidy.is_empty() && !tidy.ends_with(' ') {
                    tidy.push(' ');
                }
            }
            c if c.is_control() || c == '\u{fffd}' => {}
            c => tidy.push(c),
        }
    }
    push(&mut tidy, &text[fine..]);
    tidy.truncate(tidy.trim_end().len());
    tidy
}

/// A text without entities, tags and codes of a terminal; a line feed stands where a tag parted paragraphs.
fn plain(text: &str) -> Cow<'_, str> {
    let mut plain = entities(text);
    if plain.contains('<') {
        plain = Cow::Owned(without_tags(&plain).into_owned());
    }
    if plain.contains('\u{1b}') {
        plain = Cow::Owned(without_codes(&plain));
    }
    plain
}

/// The same of a text that is kept where there is nothing to do.
pub(super) fn tidied(text: String) -> String {
    let is_fine = text.trim().len() == text.len() && is_tidy(&text) && !has_tag(&text);
    if is_fine { text } else { tidy(&text) }
}

/// Appends a run, without the blank that it begins with where there is one already.
fn push(tidy: &mut String, run: &str) {
    let blank = run.starts_with(' ') && (tidy.is_empty() || tidy.ends_with(' '));
    tidy.push_str(&run[usize::from(blank)..]);
}

/// Whether there is nothing to do: single blanks, no entity, and neither control characters nor any of those
/// beyond ASCII that [`tidy`] changes.
fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(last), Some(next)) = (bytes.last(), bytes.get(1..)) else { return true };
    // Without branches, many bytes at a time.
    let odd = |byte: u8| u8::from(byte == b'&') | u8::from(byte == 0x7f);
    let (mut found, mut lowest, mut all) = (odd(*last), *last, *last);
    for (a, b) in bytes.iter().zip(next) {
        found |= odd(*a) | u8::from((*a | *b) == b' ');
        lowest = lowest.min(*a);
        all |= *a;
    }
    let beyond = || {
        memchr::memchr3_iter(0xc2, 0xe1, 0xef, bytes)
            .chain(memchr::memchr2_iter(0xe2, 0xe3, bytes))
            .all(|at| !is_odd(bytes[at], &bytes[at + 1..]))
    };
    found == 0 && lowest >= b' ' && (all.is_ascii() || beyond())
}

/// Whether a character beyond ASCII that begins with this byte may be one that [`tidy`] changes: a blank, a
/// mark that is not seen, a mark of direction, a control character, the mark of what could not be decoded.
fn is_odd(first: u8, rest: &[u8]) -> bool {
    match first {
        // U+0080 to U+00A0 and U+00AD.
        0xc2 => matches!(rest, [0x80..=0xa0 | 0xad, ..]),
        // U+1680.
        0xe1 => matches!(rest, [0x9a, 0x80, ..]),
        // U+2000 to U+200F and U+2028 to U+202F; U+205F to U+206F; U+3000.
        0xe2 => matches!(rest, [0x80, 0x80..=0x8f | 0xa8..=0xaf, ..] | [0x81, 0x9f..=0xbf, ..]),
        0xe3 => matches!(rest, [0x80, 0x80, ..]),
        // U+FEFF and U+FFFD.
        0xef => matches!(rest, [0xbb, 0xbf, ..] | [0xbf, 0xbd, ..]),
        _ => false,
    }
}

/// Whether a line ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    sentence::ends(text) || sentence::without_closing(text).ends_with([':', ';'])
}

/// So many bytes of a line are looked at first.
const TOP: usize = 240;

/// Whether a line reads as a paragraph of a story: long, or a whole sentence of some length.
pub(super) fn is_paragraph(text: &str) -> bool {
    if text.len() < 20 {
        return false;
    }
    // Blanks part words in any script, and most paragraphs have enough of them at their top.
    let top = &text.as_bytes()[..text.len().min(TOP)];
    if sentence::count(top, b' ') >= 25 {
        return true;
    }
    let words = words(text);
    words > 25 || (words > 9 && ends_sentence(text)) || (words > 15 && ends_unmarked(text))
}

/// A line in small letters.
pub(super) fn lower(line: &str) -> String {
    // Many bytes at a time.
    if line.is_ascii() { line.to_ascii_lowercase() } else { line.to_lowercase() }
}

/// The first of some openings that a line begins with: most lines begin with another byte.
pub(super) fn begins(line: &str, openings: &[&'static str]) -> Option<&'static str> {
    let first = line.bytes().next();
    openings.iter().find(|opening| opening.bytes().next() == first && line.starts_with(**opening)).copied()
}

/// Those of some marks that may stand in a line: most lack the first byte of the mark behind its blank.
pub(super) fn may_hold<'a>(line: &str, marks: &'a [&'static str]) -> impl Iterator<Item = &'a &'static str> {
    let mut held = [false; 256];
    line.bytes().for_each(|byte| held[usize::from(byte)] = true);
    marks.iter().filter(move |mark| {
        mark.bytes().find(|byte| *byte != b' ').is_some_and(|first| held[usize::from(first)])
    })
}

/// The letters and digits of a line in lower case: what is left when glue, blanks and marks are ignored.
pub(super) fn squash(text: &str) -> String {
    if text.is_ascii() {
        // Each is written, and the place moves on behind those that stay.
        let (mut letters, mut kept) = (vec![0; text.len()], 0);
        for byte in text.bytes() {
            letters[kept] = SQUASHED[usize::from(byte)];
            kept += usize::from(letters[kept] != 0);
        }
        letters.truncate(kept);
        return String::from_utf8(letters).expect("ASCII is UTF-8");
    }
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            letters.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            letters.extend(c.to_lowercase());
        }
    }
    letters
}

/// What [`squash`] makes of each byte of ASCII: 0 of what it drops.
const SQUASHED: [u8; 256] = {
    let mut squashed = [0; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        if byte.is_ascii_alphanumeric() {
            squashed[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    squashed
};

/// [`squash`], character by character.
fn squashed(text: &str) -> impl DoubleEndedIterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// What is left of a line, squashed, behind a squashed text that it begins with: 0 for nothing, 1 for more.
pub(super) fn after_squashed(line: &str, known: &str) -> Option<usize> {
    // Most lines begin with another letter.
    let first = line.bytes().find(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
    if first.is_ascii() && known.bytes().next().is_some_and(|known| known != first.to_ascii_lowercase()) {
        return None;
    }
    if line.is_ascii() {
        let mut rest = line.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
        return known.bytes().all(|byte| rest.next() == Some(byte)).then(|| rest.take(1).count());
    }
    let mut rest = squashed(line);
    known.chars().all(|c| rest.next() == Some(c)).then(|| rest.take(1).count())
}

/// Where the letters and digits of a line that begins with a squashed text end.
pub(super) fn squashed_end(line: &str, known: &str) -> usize {
    let mut left = known.chars().count();
    for (at, c) in line.char_indices() {
        if left == 0 {
            return at;
        }
        if c.is_alphanumeric() {
            left = left.saturating_sub(c.to_lowercase().count());
        }
    }
    line.len()
}

/// Whether a line, squashed, ends with a squashed text.
pub(super) fn squashes_to_end(line: &str, known: &str) -> bool {
    let mut rest = squashed(line).rev();
    known.chars().rev().all(|c| rest.next() == Some(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_tidied_to_what_a_person_sees() {
        for (line, tidied) in [
            ("  Two   blanks\tand a tab ", "Two blanks and a tab"),
            (
                "Marks &amp; Spencer&#8217;s &ldquo;plan&rdquo; &unknown; &",
                "Marks & Spencer’s “plan” &unknown; &",
            ),
            ("soft\u{ad}ware \u{202e}evil\u{202c} zero\u{200b}width", "software evil zerowidth"),
            ("bell\u{7} and \u{1b}[31mred\u{1b}[0m", "bell and red"),
            ("\u{1b}]0;owned\u{7}Ferry &lt;b&gt;stays&lt;/b&gt; <br>in port", "Ferry stays in port"),
            ("&#xZZ; &#99999999;", "&#xZZ; &#99999999;"),
            ("no\u{a0}break", "no break"),
        ] {
            assert_eq!(tidy(line), tidied);
        }
    }
}
