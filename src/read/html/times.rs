//! The dates that a page shows: in `<time>`, in elements that are named for dates, in lines around the headline,
//! in lines that say of what they are.

use trafilatura::dom::{Document, NodeId};

use super::facts::{names, one_line};
use super::linked::squash;
use crate::date;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    Published,
    Modified,
    /// Somewhere, without a word on what it is.
    Near,
}

pub(super) struct Time {
    pub(super) stands: Stands,
    pub(super) value: String,
    /// How far from the headline: the less, the surer is it the article's.
    pub(super) far: usize,
}

/// A line of the page's text: the element around it, and how many lines come before it.
type Line = (NodeId, usize, String);

/// Every `<time>`, every short element that microdata or its class calls a date, outside lists of other articles
/// and comments; every line with a date around the headline, and everywhere those that say of what they are. The
/// nearest to the headline come first; `stated` are the headlines that the page states.
pub(super) fn all(document: &Document, stated: &[String]) -> Vec<Time> {
    let Some(body) = document.body() else { return Vec::new() };
    let top = headline(document, body, stated);
    let (mut lines, mut elements): (Vec<Line>, Vec<(NodeId, usize)>) = (Vec::new(), Vec::new());
    let mut at = None;
    let mut stack = vec![body];
    while let Some(node) = stack.pop() {
        if document.is_text(node) {
            let line = one_line(&document.text_content(node));
            if !line.is_empty() {
                lines.push((node, lines.len(), line));
            }
            continue;
        }
        if matches!(document.tag_name(node), "script" | "style" | "noscript" | "template") {
            continue;
        }
        if Some(node) == top {
            at = Some(lines.len());
        }
        if document.is_element(node) {
            elements.push((node, lines.len()));
        }
        stack.extend(document.child_nodes(node).into_iter().rev());
    }
    // What stands above the headline is rather of the page than of the article.
    let far = |place: usize| match at {
        Some(at) if place >= at => place - at,
        Some(at) => 3 * (at - place),
        None => place,
    };
    let mut times: Vec<Time> =
        elements.iter().filter_map(|(node, place)| element(document, *node, far(*place))).collect();
    times.extend(lines.iter().filter_map(|(node, place, line)| {
        let around = at.is_some_and(|at| (at.saturating_sub(BEFORE)..=at + BEHIND).contains(place));
        let says = line.len() <= LONGEST && has_year(line) && says_published(line);
        let value = if line.len() <= LONGEST { line.clone() } else { opening(line)? };
        let ours = || {
            if around { !is_framed(document, *node, BEHIND) } else { !is_listed(document, *node) }
        };
        (has_year(&value) && (says || around) && ours()).then_some(Time {
            stands: Stands::Near,
            value,
            far: if around && says { 0 } else { far(*place) },
        })
    }));
    times.sort_by_key(|time| time.far);
    times
}

/// Within how many lines of the headline a day is the article's.
pub(super) const NEAR: usize = 90;
/// How many lines before and behind the headline are looked at.
const BEFORE: usize = 6;
const BEHIND: usize = 25;
/// The most bytes of a line that dates an article.
const LONGEST: usize = 90;

/// The element of the headline: one whose text the page states as it, those of the first rank first.
fn headline(document: &Document, body: NodeId, stated: &[String]) -> Option<NodeId> {
    let stated: Vec<String> = stated.iter().map(|text| squash(text)).collect();
    let is_stated = |node: &NodeId| {
        let text = squash(&document.text_content(*node));
        text.len() >= 8 && stated.iter().any(|stated| stated.contains(&text))
    };
    let ranked = |tag| document.get_elements_by_tag_name(body, tag).into_iter();
    ["h1", "h2", "h3", "h4", "h5", "h6"]
        .iter()
        .find_map(|tag| ranked(tag).find(is_stated))
        .or_else(|| ranked("h1").find(|top| !document.text_content(*top).trim().is_empty()))
}

/// The date that an element is marked to hold.
fn element(document: &Document, node: NodeId, far: usize) -> Option<Time> {
    let tag = document.tag_name(node);
    let property = document.get_attribute(node, "itemprop").unwrap_or_default().to_ascii_lowercase();
    let class = names(document, node);
    let is_time = tag == "time" || (tag == "abbr" && class.contains("published"));
    let dated = ["date", "time", "publish", "posted", "datum", "fecha", "stamp", "entry-meta", "data"]
        .iter()
        .any(|word| class.contains(word));
    if tag == "meta" || tag == "body" || (!is_time && !property.contains("date") && !dated) {
        return None;
    }
    let mut value = ["datetime", "content", "data-datetime", "data-timestamp", "data-time", "title"]
        .iter()
        .filter_map(|name| document.get_attribute(node, name))
        .find(|value| value.bytes().any(|b| b.is_ascii_digit()))
        .unwrap_or_default();
    if value.is_empty() {
        value = document.text_content(node);
    }
    let value = one_line(&value);
    if value.len() > 120 || !value.bytes().any(|b| b.is_ascii_digit()) || is_elsewhere(document, node, far) {
        return None;
    }
    let around = format!("{property} {class}");
    let stands = if ["modif", "update", "aktualis", "changed"].iter().any(|word| around.contains(word)) {
        Stands::Modified
    } else if property.contains("datepublished")
        || document.get_attribute(node, "pubdate").is_some()
        || class.split(' ').any(|class| {
            matches!(class, "published" | "entry-date" | "post-date" | "article-date" | "dt-published")
        })
    {
        Stands::Published
    } else {
        Stands::Near
    };
    Some(Time { stands, value, far })
}

fn has_year(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_digit()).any(|figure| figure.len() == 4)
}

/// Whether a line says that it dates a publication.
pub(super) fn says_published(line: &str) -> bool {
    const WORDS: &[&str] = &[
        "publi",
        "posted",
        "written",
        "veröffentlicht",
        "erschienen",
        "erscheinungsdatum",
        "pubblicat",
        "gepubliceerd",
        "geplaatst",
        "publisert",
        "julkaistu",
        "opublikowan",
        "publikováno",
        "опубликован",
        "yayınlan",
        "eingestellt am",
        "megjelen",
    ];
    let lower = line.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// The date that opens a paragraph: "29.11.2022 – The ferry …", "(21 November 2022) The ferry …".
fn opening(line: &str) -> Option<String> {
    let line = line.trim_start_matches(['(', '[']);
    let head = line.char_indices().nth(40).map_or(line, |(end, _)| &line[..end]);
    let (_, range) = date::find(head)?;
    let behind = line[range.end..].trim_start();
    (range.start == 0 && behind.starts_with([')', ']', '–', '—', '-', '|', ':']))
        .then(|| line[range].to_owned())
}

/// Whether an element stands in the frame of the page, or in a list of other articles.
pub(super) fn is_elsewhere(document: &Document, node: NodeId, far: usize) -> bool {
    is_framed(document, node, far) || is_listed(document, node)
}

/// Whether an element stands in the frame of the page. What is put aside right below a headline is about its
/// article.
fn is_framed(document: &Document, node: NodeId, far: usize) -> bool {
    above(document, node).any(|node| {
        let tag = document.tag_name(node);
        matches!(tag, "nav" | "footer" | "form")
            || (tag == "aside" && far > BESIDE)
            || names(document, node).contains("footer")
    })
}

/// Whether an element stands in a list of other articles, or in a comment.
fn is_listed(document: &Document, node: NodeId) -> bool {
    const OTHER: &[&str] =
        &["related", "sidebar", "comment", "widget", "teaser", "recommend", "latest", "popular", "calendar"];
    above(document, node).any(|node| {
        let names = names(document, node);
        OTHER.iter().any(|word| names.contains(word))
    })
}

/// The elements around one, up to that of the article or of the whole page.
fn above(document: &Document, node: NodeId) -> impl Iterator<Item = NodeId> {
    std::iter::successors(document.parent(node), |node| document.parent(*node))
        .take_while(|node| !matches!(document.tag_name(*node), "body" | "html" | "main" | "article"))
}

/// Within how many lines below the headline an `aside` is about the article.
const BESIDE: usize = 4;
