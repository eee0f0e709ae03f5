//! The dates that a page shows: in `<time>`, in elements that are named for dates, in lines around the headline.

use trafilatura::dom::{Document, NodeId};

use super::facts::{names, one_line};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    Published,
    Modified,
    /// Near the headline, without a word on what it is.
    Near,
}

pub(super) struct Time {
    pub(super) stands: Stands,
    pub(super) value: String,
}

/// Every `<time>`, and every short element that microdata or its class calls a date, outside lists of other
/// articles and comments.
pub(super) fn all(document: &Document) -> Vec<Time> {
    let mut times = Vec::new();
    for node in document.get_elements_by_tag_name(document.root(), "*") {
        let tag = document.tag_name(node);
        if matches!(tag, "meta" | "script" | "html" | "body") {
            continue;
        }
        let property = document.get_attribute(node, "itemprop").unwrap_or_default().to_ascii_lowercase();
        let class = names(document, node);
        let is_time = tag == "time" || (tag == "abbr" && class.contains("published"));
        let dated = ["date", "time", "publish", "posted", "datum", "fecha", "stamp", "entry-meta", "data"]
            .iter()
            .any(|word| class.contains(word));
        if !is_time && !property.contains("date") && !dated {
            continue;
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
        if value.len() > 120 || !value.bytes().any(|b| b.is_ascii_digit()) || is_elsewhere(document, node) {
            continue;
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
        times.push(Time { stands, value });
    }
    times
}

/// Short lines with a figure of four digits around the headline: among them is often the day.
pub(super) fn near_headline(document: &Document) -> Vec<String> {
    const BEHIND: usize = 25;
    const BEFORE: usize = 6;
    let mut lines: Vec<String> = Vec::new();
    let mut left = None;
    let Some(body) = document.body() else { return lines };
    let last_top = document
        .get_elements_by_tag_name(body, "h1")
        .into_iter()
        .find(|top| !document.text_content(*top).trim().is_empty());
    let mut stack = vec![body];
    while let Some(node) = stack.pop() {
        if document.is_text(node) {
            let line = one_line(&document.text_content(node));
            if line.is_empty() {
                continue;
            }
            lines.push(line);
            match &mut left {
                Some(0) => break,
                Some(left) => *left -= 1,
                None => {}
            }
            continue;
        }
        if Some(node) == last_top {
            left = Some(BEHIND);
            lines = lines.split_off(lines.len().saturating_sub(BEFORE));
        }
        if !matches!(document.tag_name(node), "script" | "style" | "nav" | "aside" | "noscript") {
            stack.extend(document.child_nodes(node).into_iter().rev());
        }
    }
    if left.is_none() {
        return Vec::new();
    }
    lines.retain(|line| {
        let digits = |line: &str| line.split(|c: char| !c.is_ascii_digit()).any(|figure| figure.len() == 4);
        line.len() <= 90 && digits(line)
    });
    lines
}

/// Whether an element stands in a list of other articles, a comment, or the frame of the page.
fn is_elsewhere(document: &Document, node: NodeId) -> bool {
    let mut up = document.parent(node);
    while let Some(node) = up {
        let tag = document.tag_name(node);
        if matches!(tag, "aside" | "nav" | "footer" | "form") {
            return true;
        }
        if matches!(tag, "body" | "html" | "main" | "article") {
            return false;
        }
        let names = names(document, node);
        let other = [
            "related",
            "sidebar",
            "comment",
            "widget",
            "teaser",
            "recommend",
            "latest",
            "popular",
            "footer",
            "calendar",
        ];
        if other.iter().any(|word| names.contains(word)) {
            return true;
        }
        up = document.parent(node);
    }
    false
}
