//! Reads a web page: the crate `trafilatura` (a port of Barbaresi 2021) finds the article in it.

use trafilatura::Options;
use trafilatura::dom::Document;

use super::{Source, decode};
use crate::article::{DateReason, Dated, Draft, Reason, Spike};
use crate::date;

/// Whether it opens as a page does.
pub(super) fn looks(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&head[..head.len().min(1024)]).to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| head.contains(tag))
}

pub(super) fn read(source: &Source, bytes: &[u8]) -> Vec<Result<Draft, Spike>> {
    let page = decode::text(bytes, declared(bytes)).and_then(|page| {
        if is_shallow(&page) { draft(source, &page) } else { Err(Reason::TooDeep(DEEPEST)) }
    });
    vec![page.map_err(|reason| source.spike(reason))]
}

/// The label in `<meta charset=…>` or `content="text/html; charset=…"`.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let head = &bytes[..bytes.len().min(4096)];
    let at = head.windows(8).position(|window| window.eq_ignore_ascii_case(b"charset="))?;
    let label = head[at + 8..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'-' | b'_'))?;
    Some(&label[..end])
}

fn draft(source: &Source, page: &str) -> Result<Draft, Reason> {
    let mut document = Document::parse(page);
    let title = document.query_selector(document.root(), "title").map(|title| document.text_content(title));
    mark_paragraphs(&mut document);
    let options = Options::default().with_fallback(true).with_exclude_comments(true);
    let result = trafilatura::extract_document(document, &options).map_err(|_| Reason::NoText)?;
    let body = paragraphs(&Document::parse(&result.content_html));
    if body.trim().is_empty() {
        return Err(Reason::NoText);
    }
    let meta = result.metadata;
    let mut draft = source.draft(source.origin.clone(), body);
    let given = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    draft.headline = given(headline(meta.title, title.as_deref().unwrap_or_default()));
    // Of a title in two parts the wrong one is sometimes taken for the site.
    let site = given(meta.sitename).filter(|site| draft.headline.as_ref() != Some(site));
    draft.outlet = site.or(draft.outlet).or_else(|| given(meta.hostname));
    draft.url = given(meta.url);
    draft.byline = given(meta.author);
    if let Some(day) = draft.url.as_deref().and_then(date::in_url) {
        draft.dates.insert(0, Dated::day(day, DateReason::Url));
    }
    let day = meta.date.and_then(|day| date::stamp(&day.to_string()));
    if let Some(stamp) = published(page).or(day) {
        let reason = DateReason::Metadata;
        draft.dates.insert(0, Dated { day: stamp.day, time: stamp.time, offset: stamp.offset, reason });
    }
    Ok(draft)
}

/// The most elements that may stand inside each other: a page that goes deeper was made to break its readers.
const DEEPEST: usize = 512;

/// Whether a page stays within [`DEEPEST`], counted without parsing: a tag that needs its end goes one deeper.
fn is_shallow(page: &str) -> bool {
    // Elements without an end, and those whose end may be left out, which the parser then closes itself.
    const ENDLESS: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup",
        "rp", "rt", "html", "head", "body", "path", "circle", "rect", "line", "polygon", "use", "stop",
        "ellipse", "param",
    ];
    let bytes = page.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(next) = memchr::memchr(b'<', &bytes[at..]) {
        at += next + 1;
        let closes = bytes.get(at) == Some(&b'/');
        let name = &bytes[at + usize::from(closes)..];
        let name = &name[..name.iter().take(16).take_while(|b| b.is_ascii_alphanumeric()).count()];
        let endless = ENDLESS.iter().any(|endless| name.eq_ignore_ascii_case(endless.as_bytes()));
        if name.is_empty() || endless {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEEPEST {
            return false;
        }
        // What stands in a script is no tag.
        if !closes && (name.eq_ignore_ascii_case(b"script") || name.eq_ignore_ascii_case(b"style")) {
            let end: &[u8] = if name.len() == 6 { b"</script" } else { b"</style" };
            at = bytes[at..]
                .windows(end.len())
                .position(|window| window.eq_ignore_ascii_case(end))
                .map_or(bytes.len(), |end| at + end);
        }
    }
    true
}

/// The headline that was found, unless it is only the site's part of the page's title.
fn headline(found: String, title: &str) -> String {
    let parts = title.split(['|', '»', '–', '—']).flat_map(|part| part.split(" - ")).map(str::trim);
    let longest = parts.clone().max_by_key(|part| part.len()).unwrap_or_default();
    let is_part = parts.clone().any(|part| part == found.trim());
    if found.trim().is_empty() || (is_part && longest.len() > found.len()) {
        longest.to_owned()
    } else {
        found
    }
}

/// The text of a fragment of HTML that came inside another format, a paragraph a line.
pub(super) fn fragment(html: &str) -> String {
    if !is_shallow(html) {
        return html.to_owned();
    }
    paragraphs(&Document::parse(html))
}

/// Elements that stand inside a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "time", "u", "wbr", "hi", "ref", "del", "ins",
];

/// Makes a paragraph of every `div` that holds only text: many sites write no other.
fn mark_paragraphs(document: &mut Document) {
    for div in document.get_elements_by_tag_name(document.root(), "div") {
        let inline =
            document.children(div).into_iter().all(|child| INLINE.contains(&document.tag_name(child)));
        if inline && !document.text(div).trim().is_empty() {
            document.set_tag_name(div, "p");
        }
    }
}

/// The text of a document, each block on a line of its own.
fn paragraphs(document: &Document) -> String {
    let mut text = String::new();
    // Nodes to enter, and blocks to leave; a stack, since pages nest deeper than the machine's.
    let mut stack = vec![Some(document.root())];
    while let Some(step) = stack.pop() {
        let Some(node) = step else {
            text.push('\n');
            continue;
        };
        if document.is_text(node) {
            text.extend(
                document.text_content(node).chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }),
            );
            continue;
        }
        let tag = document.tag_name(node);
        if matches!(tag, "script" | "style" | "head" | "title") {
            continue;
        }
        if document.is_element(node) && !INLINE.contains(&tag) {
            text.push('\n');
            stack.push(None);
        }
        stack.extend(document.child_nodes(node).into_iter().rev().map(Some));
    }
    text
}

/// The moment of publication that the page states, with the time of day, which `trafilatura` leaves out.
fn published(page: &str) -> Option<date::Stamp> {
    let after = |mark: &str, open: &str| {
        let rest = &page[page.find(mark)? + mark.len()..];
        let rest = &rest[..rest.floor_char_boundary(200)];
        let value = &rest[rest.find(open)? + open.len()..];
        date::stamp(&value[..value.find('"')?])
    };
    after("article:published_time\"", "content=\"").or_else(|| after("\"datePublished\"", "\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines_and_inline_marks_vanish() {
        let html = "<p>The <b>ferry</b> <a href=x>stays</a>\nin port.</p><div>A bus<br>will run.</div><script>no()</script>";
        let lines: Vec<String> = fragment(html)
            .lines()
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect();
        assert_eq!(lines, ["The ferry stays in port.", "A bus", "will run."]);
    }

    #[test]
    fn the_name_of_the_site_is_not_the_headline() {
        let title = "Ferry stays in port until spring | Ellery Courier";
        assert_eq!(headline("Ellery Courier".into(), title), "Ferry stays in port until spring");
        assert_eq!(headline("Ferry stays".into(), title), "Ferry stays");
        assert_eq!(headline(String::new(), ""), "");
    }

    #[test]
    fn depth_is_counted_as_a_parser_would() {
        assert!(is_shallow(&"<p>One <b>two</b><li>three<br>".repeat(5000)));
        assert!(is_shallow(&format!("<script>{}</script>", "if (a <b) ".repeat(5000))));
        assert!(!is_shallow(&"<div>".repeat(DEEPEST + 1)));
        assert!(!is_shallow(&"<b><i>".repeat(DEEPEST)));
    }

    #[test]
    fn a_declared_encoding_is_found() {
        assert_eq!(declared(b"<meta charset=\"koi8-r\">"), Some(&b"koi8-r"[..]));
        assert_eq!(declared(b"<meta content='text/html; charset=utf-8'>"), Some(&b"utf-8"[..]));
        assert_eq!(declared(b"<p>none</p>"), None);
    }
}
