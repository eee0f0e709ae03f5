//! Reads the markup that scrapers leave in text: entities, tags, and the codes that colour a terminal.

use std::borrow::Cow;

/// Reads the entities that scrapers leave behind.
pub(super) fn entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let entity = &rest[at + 1..];
        let name = entity.split(';').next().filter(|name| name.len() < entity.len() && name.len() <= 8);
        if let Some((name, c)) = name.and_then(|name| Some((name, named(name)?))) {
            plain.push(c);
            rest = &entity[name.len() + 1..];
        } else {
            plain.push('&');
            rest = entity;
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// The character that an entity names.
fn named(name: &str) -> Option<char> {
    const NAMED: &[(&str, char)] = &[
        ("amp", '&'),
        ("quot", '"'),
        ("apos", '\''),
        ("lt", '<'),
        ("gt", '>'),
        ("rsquo", '’'),
        ("lsquo", '‘'),
        ("rdquo", '”'),
        ("ldquo", '“'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("bdquo", '„'),
        ("sbquo", '‚'),
        ("bull", '•'),
        ("euro", '€'),
    ];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    let known = NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    known.or_else(|| LATIN.iter().zip('\u{a0}'..).find(|(known, _)| **known == name).map(|(_, c)| c))
}

/// The names of the characters of Latin-1 from U+00A0 on.
#[rustfmt::skip] // a table
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not",
    "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1",
    "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring",
    "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde",
    "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute",
    "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute",
    "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde",
    "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

/// A text without the tags of HTML that are left in it: those that part paragraphs become line feeds.
pub(super) fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        let (tag, mark) = tag(&rest[at..]).unwrap_or((1, "<"));
        plain.push_str(mark);
        rest = &rest[at + tag..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// The length of the tag that a text begins with, and what stands in its place.
fn tag(text: &str) -> Option<(usize, &'static str)> {
    const PARTING: &[&str] =
        &["p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "hr"];
    const INSIDE: &[&str] = &["b", "i", "em", "strong", "span", "a", "u", "font", "img", "sup", "sub"];
    let length = text[..text.floor_char_boundary(LONGEST_TAG)].find('>')? + 1;
    let inner = text[1..length - 1].trim_start_matches('/');
    let name = inner.split([' ', '/']).next().unwrap_or_default().to_ascii_lowercase();
    // "a < b and c > d" has no tag: attributes have values.
    let is_whole = inner.len() == name.len()
        || inner.contains('=')
        || inner.trim_end_matches([' ', '/']).len() == name.len();
    let known = |names: &[&str]| is_whole && names.contains(&name.as_str());
    if known(PARTING) { Some((length, "\n")) } else { known(INSIDE).then_some((length, "")) }
}

/// No tag is longer, in bytes.
const LONGEST_TAG: usize = 600;

/// A text without the codes that colour a terminal or name its window.
pub(super) fn without_codes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + code(&rest[at..]).unwrap_or(1)..];
    }
    plain.push_str(rest);
    plain
}

/// The length of the code of a terminal that a text begins with: "ESC [31m", "ESC ]0;title BEL".
fn code(text: &str) -> Option<usize> {
    let behind = text.strip_prefix('\u{1b}')?;
    let length = match behind.as_bytes().first()? {
        b'[' => behind[1..].find(|c: char| matches!(c, '@'..='~')).map(|at| at + 2)?,
        b']' => match behind.find(['\u{7}', '\u{1b}'])? {
            at if behind[at..].starts_with('\u{7}') => at + 1,
            at => at + if behind[at..].starts_with("\u{1b}\\") { 2 } else { 0 },
        },
        _ => return None,
    };
    Some(length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read_that_have_a_name() {
        let text = "situa&ccedil;&atilde;o &amp; &Eacute;t&eacute; &pound;5&nbsp;m &#8217; &unknown; &yuml;";
        assert_eq!(entities(text), "situação & Été £5\u{a0}m ’ &unknown; ÿ");
    }

    #[test]
    fn tags_part_paragraphs_or_go() {
        for (text, plain) in [
            ("<p>The ferry stays.</p><p>It has cracks.</p>", "\nThe ferry stays.\n\nIt has cracks.\n"),
            (
                "The <b>ferry</b> stays<br />in <a href=\"https://e.example\">port</a>.",
                "The ferry stays\nin port.",
            ),
            ("If a < b and c > d", "If a < b and c > d"),
            ("Prices <p under 5 and b> 3", "Prices <p under 5 and b> 3"),
            ("I <3 ferries", "I <3 ferries"),
            ("<Ellery Courier>", "<Ellery Courier>"),
        ] {
            assert_eq!(without_tags(text), plain);
        }
    }

    #[test]
    fn codes_of_a_terminal_are_told_whole() {
        for (text, length) in [
            ("\u{1b}[31mred", Some(5)),
            ("\u{1b}]0;title\u{7}text", Some(10)),
            ("\u{1b}]0;title\u{1b}\\text", Some(11)),
            ("\u{1b}x", None),
            ("\u{1b}[", None),
            ("[31m", None),
        ] {
            assert_eq!(code(text), length, "{text:?}");
        }
    }
}
