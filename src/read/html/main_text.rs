//! Finds the article in a page: the crate `trafilatura` (a port of Barbaresi 2021), helped by what the page
//! says of itself.

use std::collections::HashSet;

use trafilatura::dom::{Document, NodeId};
use trafilatura::{Metadata, Options};

use super::facts::Facts;
use super::linked::squash;
use super::{furniture, text};

/// How many letters of a standfirst are compared.
const SHOWN: usize = 40;

/// The article's text, a paragraph a line, and what the crate found beside it.
pub(super) fn article(page: &str, mut document: Document, facts: &Facts) -> Option<(String, Metadata)> {
    let standfirst = standfirst(&document, &facts.descriptions);
    furniture::strike(&mut document);
    furniture::strike_pointers(&mut document);
    furniture::undress(&mut document);
    furniture::mark_paragraphs(&mut document);
    let (mut body, metadata) = match extract(document) {
        Some(found) if found.0.len() >= SHORT => found,
        // What was struck may have been the article.
        short => longer(short, extract(Document::parse(page)))?,
    };
    if let Some(stated) = facts.body.as_deref().filter(|stated| lacks(&body, stated)) {
        stated.clone_into(&mut body);
    } else if let Some(text) = standfirst
        && !squash(&body).contains(&head(&squash(&text)))
    {
        body.insert_str(0, &(text + "\n"));
    }
    Some((body, metadata))
}

/// A text below this many bytes is looked for a second time.
const SHORT: usize = 250;

type Found = (String, Metadata);

fn longer(a: Option<Found>, b: Option<Found>) -> Option<Found> {
    let length = |found: &Option<Found>| found.as_ref().map_or(0, |(text, _)| text.trim().len());
    if length(&a) >= length(&b) { a } else { b }
}

fn extract(document: Document) -> Option<Found> {
    let options = Options::default().with_fallback(true).with_exclude_comments(true);
    let found = trafilatura::extract_document(document, &options).ok()?;
    Some((text::paragraphs(&Document::parse(&found.content_html)), found.metadata))
}

/// Whether a text misses the paragraphs of what the page states as its article, or more than half of it, and that
/// is no mere teaser.
fn lacks(body: &str, stated: &str) -> bool {
    let paragraphs = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
    if paragraphs(body) == 1 && paragraphs(stated) > 1 && squash(body) == squash(stated) {
        return true;
    }
    let words =
        |text: &str| text.split_whitespace().map(squash).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let (found, stated) = (words(body), words(stated));
    if stated.len() < 120 || stated.len() < found.len() {
        return false;
    }
    let shingles: HashSet<&[String]> = found.windows(4).collect();
    let known = stated.windows(4).filter(|shingle| shingles.contains(shingle)).count();
    known * 2 < stated.len()
}

/// The standfirst that a page shows above its text and repeats in its metadata.
fn standfirst(document: &Document, descriptions: &[String]) -> Option<String> {
    let openings: Vec<String> = descriptions
        .iter()
        .map(|text| head(&squash(&text::fragment(text))))
        .filter(|opening| opening.chars().count() == SHOWN)
        .collect();
    if openings.is_empty() {
        return None;
    }
    let page = document.body()?;
    let mut found: Option<String> = None;
    for node in document.get_elements_by_tag_name(page, "*") {
        let tag = document.tag_name(node);
        if !matches!(tag, "p" | "div" | "h2" | "h3" | "h4" | "span" | "strong" | "section" | "header")
            || !openings.contains(&opening(document, node))
            || is_framed(document, node)
        {
            continue;
        }
        let text = text::below(document, node);
        let text = text.trim();
        if text.len() <= 1200 && found.as_ref().is_none_or(|found| text.len() < found.len()) {
            found = Some(text.to_owned());
        }
    }
    found
}

fn head(squashed: &str) -> String {
    squashed.chars().take(SHOWN).collect()
}

/// The first letters and digits below an element, in lower case.
fn opening(document: &Document, node: NodeId) -> String {
    let mut opening = String::new();
    let mut letters = 0;
    let mut stack = vec![node];
    while let Some(node) = stack.pop() {
        if document.is_text(node) {
            for c in document.text_content(node).chars().filter(|c| c.is_alphanumeric()) {
                opening.extend(c.to_lowercase());
                letters += 1;
                if letters == SHOWN {
                    return opening;
                }
            }
        } else if !matches!(document.tag_name(node), "script" | "style") {
            stack.extend(document.child_nodes(node).into_iter().rev());
        }
    }
    opening
}

/// Whether an element stands in the frame of the page, or in a link.
fn is_framed(document: &Document, node: NodeId) -> bool {
    let mut up = Some(node);
    while let Some(node) = up {
        if matches!(document.tag_name(node), "a" | "aside" | "nav" | "footer" | "figure" | "figcaption") {
            return true;
        }
        up = document.parent(node);
    }
    false
}
