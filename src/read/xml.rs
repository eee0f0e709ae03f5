//! The elements of an XML document as a small tree, for formats that mix facts and marked-up text.
//!
//! Prefixes of namespaces are left out: what an element is shows by its name and place. Entities that a document
//! defines itself are never expanded, so that none can grow; one that is made of others was written to harm.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, escape};

use super::decode;
use crate::article::Reason;

/// The most elements that may stand inside each other.
const DEEPEST: usize = 256;

/// An element, its name without prefix.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

/// What makes a document unreadable from some byte on.
#[derive(Debug)]
pub(super) struct Flaw {
    pub(super) at: usize,
    pub(super) reason: Reason,
}

/// The name of the first element, without prefix, if there is one in these first bytes.
pub(super) fn root(head: &[u8]) -> Option<String> {
    let text = decode::text(head, None).ok()?;
    let mut rest = &*text;
    loop {
        rest = rest.split_once('<')?.1;
        if rest.starts_with("!--") {
            rest = rest.split_once("-->")?.1;
        } else if rest.starts_with(['?', '!']) {
            // A declaration of the type may hold others in brackets.
            let end = rest.find('>')?;
            let inner = rest[..end].contains('[');
            rest = if inner {
                rest.split_once("]>").or_else(|| rest.split_once("] >"))?.1
            } else {
                &rest[end + 1..]
            };
        } else {
            let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
            let name = name.rsplit(':').next().unwrap_or(name);
            return Some(name.to_owned()).filter(|name| !name.is_empty());
        }
    }
}

/// Decodes a document, and leaves out the declaration, whose encoding is no longer that of the text.
pub(super) fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Reason> {
    let head = &bytes[..bytes.len().min(256)];
    let declaration =
        head.trim_ascii_start().starts_with(b"<?xml").then(|| head.split(|b| *b == b'>').next());
    let label = declaration.flatten().and_then(|declaration| {
        let at = declaration.windows(9).position(|window| window == b"encoding=")?;
        declaration[at + 9..].split(|b| matches!(b, b'"' | b'\'')).nth(1)
    });
    let text = decode::text(bytes, label)?;
    let declared = text.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let Some((_, rest)) = declared else { return Ok(text) };
    let start = text.len() - rest.len();
    Ok(match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[start..]),
        Cow::Owned(mut text) => Cow::Owned(text.split_off(start)),
    })
}

/// Reads a document; where it breaks off, the elements that were whole by then, and the flaw.
pub(super) fn parse(text: &str) -> (Element, Option<Flaw>) {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.allow_dangling_amp = true;
    config.trim_markup_names_in_closing_tags = true;
    let mut open = vec![Element::default()];
    let flaw = loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX).min(text.len());
                break Some(Flaw { at, reason: broken(text, at, &error.to_string()) });
            }
        };
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).min(text.len());
        let deep = open.len() > DEEPEST;
        let inside = open.len() > 1;
        let Some(top) = open.last_mut() else { break None };
        match event {
            Event::Start(_) if deep => {
                break Some(Flaw { at, reason: Reason::TooDeep(DEEPEST) });
            }
            Event::Start(start) => open.push(element(&start)),
            Event::End(_) => {
                let done = open.pop().unwrap_or_default();
                if let Some(above) = open.last_mut() {
                    above.children.push(Node::Element(done));
                }
            }
            Event::Text(text) => top.add(&text.into_inner()),
            Event::CData(text) => top.add(&text.into_inner()),
            Event::GeneralRef(entity) => {
                if let Ok(Some(c)) = entity.resolve_char_ref() {
                    top.add(c.encode_utf8(&mut [0; 4]));
                } else if let Some(text) = escape::resolve_predefined_entity(&entity.into_inner()) {
                    top.add(text);
                }
            }
            Event::DocType(doctype) if is_bomb(&doctype) => {
                break Some(Flaw { at, reason: Reason::Bomb("entities are made of other entities".into()) });
            }
            Event::Eof if inside => {
                break Some(Flaw { at, reason: broken(text, at, "it ends inside an element") });
            }
            Event::Eof => break None,
            _ => {}
        }
    };
    // The root, and what is directly in it, may stay open; what is further inside is not whole.
    open.truncate(3);
    while let Some(done) = open.pop() {
        match open.last_mut() {
            Some(above) => above.children.push(Node::Element(done)),
            None => return (done, flaw),
        }
    }
    (Element::default(), flaw)
}

/// Whether the value of an entity refers to an entity.
fn is_bomb(doctype: &str) -> bool {
    doctype.split("<!ENTITY").skip(1).any(|entity| {
        let value = entity.split('>').next().unwrap_or_default();
        value.match_indices('&').any(|(at, _)| {
            let name = &value[at + 1..];
            let end = name.find(';').unwrap_or(0);
            name[..end].chars().next().is_some_and(char::is_alphabetic)
                && escape::resolve_predefined_entity(&name[..end]).is_none()
        })
    })
}

fn broken(text: &str, at: usize, what: &str) -> Reason {
    let line = memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() + 1;
    Reason::BadMarkup { line, what: what.to_owned() }
}

fn element(start: &BytesStart) -> Element {
    let local = |name: &str| name.rsplit(':').next().unwrap_or(name).to_owned();
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).filter_map(Result::ok).map(|attribute| {
        let value =
            escape::unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), Cow::into_owned);
        (local(attribute.key.into_inner()), value)
    });
    Element { name: local(start.name().into_inner()), attributes: attributes.collect(), children: Vec::new() }
}

impl Element {
    fn add(&mut self, text: &str) {
        match self.children.last_mut() {
            Some(Node::Text(last)) => last.push_str(text),
            _ => self.children.push(Node::Text(text.to_owned())),
        }
    }

    /// The elements directly in it.
    pub(super) fn children(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Elements of these names below it, in order; none inside another.
    pub(super) fn all<'a>(&'a self, names: &[&str]) -> Vec<&'a Element> {
        let mut found = Vec::new();
        let mut stack: Vec<&Element> = vec![self];
        while let Some(next) = stack.pop() {
            for child in next.children().collect::<Vec<_>>().into_iter().rev() {
                stack.push(child);
            }
            if !std::ptr::eq(next, self) && names.contains(&next.name.as_str()) {
                let below = next.children().count();
                stack.truncate(stack.len() - below);
                found.push(next);
            }
        }
        found
    }

    /// The first element at the end of a path of names, each directly in the one before.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Element> {
        let Some((name, rest)) = path.split_first() else { return Some(self) };
        self.children().filter(|child| child.name == *name).find_map(|child| child.at(rest))
    }

    /// An attribute that is not blank.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// All text in it in one line; none where it is blank.
    pub(super) fn text(&self) -> Option<String> {
        let lines = self.lines(&[]);
        let words: Vec<&str> = lines.split_whitespace().collect();
        Some(words.join(" ")).filter(|text| !text.is_empty())
    }

    /// The text directly in it, with its lines as they are.
    pub(super) fn raw(&self) -> String {
        let texts = self.children.iter().filter_map(|child| match child {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }

    /// Its text, a block a line, without what is in elements of these names.
    pub(super) fn lines(&self, without: &[&str]) -> String {
        const INLINE: &[&str] = &[
            "a",
            "abbr",
            "alt-code",
            "b",
            "bdi",
            "bdo",
            "chron",
            "city",
            "cite",
            "classifier",
            "code",
            "copyrite",
            "copyrite.holder",
            "copyrite.year",
            "country",
            "del",
            "em",
            "event",
            "font",
            "frac",
            "function",
            "i",
            "ins",
            "lang",
            "location",
            "mark",
            "money",
            "num",
            "object.title",
            "org",
            "person",
            "postaddr",
            "pronounce",
            "q",
            "region",
            "s",
            "small",
            "span",
            "state",
            "strong",
            "sub",
            "sublocation",
            "sup",
            "time",
            "u",
            "virtloc",
            "name.given",
            "name.family",
        ];
        let mut text = String::new();
        self.write(&mut text, without, INLINE);
        text
    }

    fn write(&self, text: &mut String, without: &[&str], inline: &[&str]) {
        for child in &self.children {
            match child {
                Node::Text(piece) => {
                    text.extend(piece.chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
                }
                Node::Element(child) if without.contains(&child.name.as_str()) => {}
                Node::Element(child) if inline.contains(&child.name.as_str()) => {
                    child.write(text, without, inline);
                }
                Node::Element(child) => {
                    text.push('\n');
                    child.write(text, without, inline);
                    text.push('\n');
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_becomes_a_tree_and_its_text_lines() {
        let (root, flaw) =
            parse("<a:b x='1 &amp; 2'><p>The <em>ferry</em>\n stays &mdash; &#x41;.</p><p>R&D</p></a:b>");
        assert!(flaw.is_none(), "{flaw:?}");
        let b = root.at(&["b"]).unwrap();
        assert_eq!(b.attribute("x"), Some("1 & 2"));
        assert_eq!(
            b.lines(&[]).split('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>(),
            ["The ferry  stays — A.", "R&D"]
        );
        assert_eq!(b.text().as_deref(), Some("The ferry stays — A. R&D"));
    }

    #[test]
    fn what_was_whole_before_a_flaw_is_kept() {
        let (root, flaw) = parse("<rss>\n<channel>\n<item>One</item>\n<item>Tw");
        assert_eq!(root.all(&["item"]).len(), 1);
        assert!(matches!(flaw.unwrap().reason, Reason::BadMarkup { line: 4, .. }));
    }

    #[test]
    fn depth_and_entities_are_bounded() {
        let (_, flaw) = parse(&"<a>".repeat(100_000));
        assert!(matches!(flaw.unwrap().reason, Reason::TooDeep(_)));
        let bomb = "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><r>&b;</r>";
        assert!(matches!(parse(bomb).1.unwrap().reason, Reason::Bomb(_)));
        let plain = "<!DOCTYPE r [<!ENTITY nbsp \"&#160;\">]><r>a&nbsp;b&own;</r>";
        assert!(parse(plain).1.is_none());
        assert_eq!(parse(plain).0.at(&["r"]).unwrap().lines(&[]), "a b");
    }

    #[test]
    fn the_first_element_is_found_behind_declarations() {
        for text in [
            "<?xml version='1.0'?><!-- <no> --><x:rss a='1'>",
            "\u{feff}<!DOCTYPE rss [<!ENTITY a 'b'>\n]><rss>",
            "<rss/>",
        ] {
            assert_eq!(root(text.as_bytes()).as_deref(), Some("rss"), "{text}");
        }
        assert_eq!(root(b"no markup"), None);
    }
}
