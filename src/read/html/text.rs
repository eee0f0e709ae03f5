//! The text of a tree of elements, a block a line.

use trafilatura::dom::{Document, NodeId};

use super::depth::is_shallow;

/// Elements that stand inside a line of text.
pub(super) const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "time", "u", "wbr", "hi", "ref", "del", "ins",
];

/// The text of a fragment of HTML that came inside another format, a paragraph a line.
pub(in crate::read) fn fragment(html: &str) -> String {
    if !is_shallow(html) {
        return html.to_owned();
    }
    paragraphs(&Document::parse(html))
}

/// The text of a document, each block on a line of its own.
pub(super) fn paragraphs(document: &Document) -> String {
    below(document, document.root())
}

/// The text below an element, each block on a line of its own.
pub(super) fn below(document: &Document, node: NodeId) -> String {
    without(document, node, &|_| false)
}

/// The same without some of the elements in it.
pub(super) fn without(document: &Document, node: NodeId, left_out: &dyn Fn(NodeId) -> bool) -> String {
    let top = node;
    let mut text = String::new();
    let mut stack = vec![Some(node)];
    while let Some(next) = stack.pop() {
        let Some(node) = next else {
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
        if matches!(tag, "script" | "style" | "head" | "title" | "template")
            || (node != top && document.is_element(node) && left_out(node))
        {
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
}
