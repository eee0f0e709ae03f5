//! The smallest pieces of cleaning: tidy characters, and what kind of line a line is.

use std::borrow::Cow;

use super::Line;

/// Splits a body into tidy lines; a blank line is kept as an empty one until the copy is unwrapped.
pub(super) fn lines(body: &str) -> Vec<Line> {
    let separator = |c: char| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{c}' | '\u{b}');
    let body = body.strip_prefix('\u{feff}').unwrap_or(body);
    let body = if body.contains('\r') { Cow::Owned(body.replace("\r\n", "\n")) } else { Cow::Borrowed(body) };
    body.split(separator).map(|line| Line { text: tidy(line), struck: None }).collect()
}

/// One line of text as a person sees it: blanks collapsed, left-over entities read, and without control
/// characters, invisible marks or marks that turn the direction of text (they could hide or reorder it).
pub(super) fn tidy(text: &str) -> String {
    let text = text.trim();
    if is_tidy(text) {
        return text.to_owned();
    }
    let text = entities(text);
    let mut tidy = String::with_capacity(text.len());
    for c in text.chars() {
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
    tidy.truncate(tidy.trim_end().len());
    tidy
}

/// Whether there is nothing to do: printable ASCII and common punctuation, single blanks, no entity.
fn is_tidy(text: &str) -> bool {
    let mut before = 0;
    text.bytes().all(|b| {
        let fine = (b' '..=b'~').contains(&b) && b != b'&' && !(b == b' ' && before == b' ');
        before = b;
        fine
    })
}

/// Reads the entities that scrapers leave behind.
fn entities(text: &str) -> Cow<'_, str> {
    const NAMED: &[(&str, &str)] = &[
        ("amp", "&"),
        ("quot", "\""),
        ("apos", "'"),
        ("lt", "<"),
        ("gt", ">"),
        ("nbsp", " "),
        ("rsquo", "’"),
        ("lsquo", "‘"),
        ("rdquo", "”"),
        ("ldquo", "“"),
        ("ndash", "–"),
        ("mdash", "—"),
        ("hellip", "…"),
        ("eacute", "é"),
        ("euro", "€"),
        ("pound", "£"),
    ];
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let entity = &rest[at + 1..];
        let name = entity.split(';').next().filter(|name| name.len() < entity.len() && name.len() <= 8);
        let read = name.and_then(|name| match name.strip_prefix('#') {
            Some(number) => {
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                Some((name, char::from_u32(code)?.to_string()))
            }
            None => {
                NAMED.iter().find(|(known, _)| *known == name).map(|(_, text)| (name, (*text).to_owned()))
            }
        });
        if let Some((name, text)) = read {
            plain.push_str(&text);
            rest = &entity[name.len() + 1..];
        } else {
            plain.push('&');
            rest = entity;
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Whether a line ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '“', '』', '」']);
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', ':', ';'])
}

/// Whether a line reads as a paragraph of a story: long, or a whole sentence of some length.
pub(super) fn is_paragraph(text: &str) -> bool {
    // Scripts without blanks have few "words": there, bytes tell.
    let words = text.split_whitespace().take(26).count();
    words > 25 || (words > 9 && ends_sentence(text)) || (text.len() > 90 && words < 6)
}

/// The letters and digits of a line in lower case: what is left when glue, blanks and marks are ignored.
pub(super) fn squash(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
            ("bell\u{7} and \u{1b}[31mred", "bell and [31mred"),
            ("&#xZZ; &#99999999;", "&#xZZ; &#99999999;"),
            ("no\u{a0}break", "no break"),
        ] {
            assert_eq!(tidy(line), tidied);
        }
    }
}
