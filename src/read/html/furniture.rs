//! Takes out of a page, before its article is looked for, what its own marks call furniture.

use trafilatura::dom::{Document, NodeId};

use super::facts::names;
use super::text::INLINE;

/// Parts of the class or id of furniture that stands inside articles.
const MARKS: &[&str] = &[
    "related",
    "recommend",
    "read-more",
    "readmore",
    "more-on",
    "also-read",
    "newsletter",
    "signup",
    "sign-up",
    "subscribe",
    "author-bio",
    "authorbox",
    "author-box",
    "about-author",
    "author-info",
    "social",
    "sharing",
    "share-",
    "-share",
    "most-read",
    "most-popular",
    "trending",
    "taboola",
    "outbrain",
    "disqus",
    "cookie",
    "consent",
    "breadcrumb",
    "advert",
    "sponsor",
    "promo",
    "donat",
    "toolbar",
    "tag-list",
    "taglist",
    "post-tags",
    "entry-tags",
];

/// Takes it out. What holds much of the page's text stays, whatever it is called.
pub(super) fn strike(document: &mut Document) {
    let weigh = |document: &Document, node: NodeId| -> usize {
        document.get_elements_by_tag_name(node, "p").into_iter().map(|p| document.text_content(p).len()).sum()
    };
    let whole = weigh(document, document.root());
    let marked: Vec<NodeId> = document
        .get_elements_by_tag_name(document.root(), "*")
        .into_iter()
        .filter(|node| {
            matches!(
                document.tag_name(*node),
                "div" | "section" | "aside" | "ul" | "ol" | "p" | "span" | "blockquote" | "details"
            )
        })
        .filter(|node| {
            let names = names(document, *node);
            names.len() > 1 && MARKS.iter().any(|mark| names.contains(mark))
        })
        .collect();
    let mut light: Vec<(NodeId, usize)> = Vec::new();
    for node in marked {
        let weight = weigh(document, node);
        if weight * 5 <= whole && document.query_selector(node, "h1").is_none() {
            light.push((node, weight));
        }
    }
    // Furniture that makes up much of a page is its article under another name.
    if light.iter().map(|(_, weight)| weight).sum::<usize>() * 5 <= whole * 2 {
        for (node, _) in light {
            document.remove(node, true);
        }
    }
}

/// Takes out paragraphs that are nothing but a link: they lead to other articles.
pub(super) fn strike_pointers(document: &mut Document) {
    for tag in ["p", "h2", "h3", "h4", "h5", "li", "blockquote"] {
        for node in document.get_elements_by_tag_name(document.root(), tag) {
            let links = document.get_elements_by_tag_name(node, "a");
            if links.is_empty() {
                continue;
            }
            let linked: usize = links.into_iter().map(|link| letters(document, link)).sum();
            let all = letters(document, node);
            if all >= 12 && linked * 10 >= all * 9 {
                document.remove(node, true);
            }
        }
    }
}

/// Marks that only dress words.
const DRESS: &[&str] =
    &["abbr", "b", "em", "font", "i", "ins", "mark", "s", "small", "span", "strong", "sub", "sup", "u"];

/// Makes plain text of what items of lists, quotations and text without paragraphs hold: `trafilatura` reads elements in
/// them one by one, and would lose the blanks around each, break the line, or leave out what follows. A link stays where
/// most of the text is links.
pub(super) fn undress(document: &mut Document) {
    for tag in ["li", "dd", "blockquote", "div", "section", "article"] {
        for node in document.get_elements_by_tag_name(document.root(), tag) {
            let is_block = matches!(tag, "div" | "section" | "article");
            if is_block && !(has_own_text(document, node) && is_inline(document, node, &["br"])) {
                continue;
            }
            document.strip_tags(node, DRESS);
            let links = document.get_elements_by_tag_name(node, "a");
            if !links.is_empty() {
                let linked: usize = links.into_iter().map(|link| letters(document, link)).sum();
                if linked * 2 < letters(document, node) {
                    document.strip_tags(node, &["a"]);
                }
            }
            if let [only] = document.get_elements_by_tag_name(node, "p")[..]
                && tag == "li"
            {
                document.strip(only);
            }
        }
    }
}

/// Whether text stands in an element, not only in those below it.
fn has_own_text(document: &Document, node: NodeId) -> bool {
    let is_text =
        |child: &NodeId| document.is_text(*child) && !document.text_content(*child).trim().is_empty();
    document.child_nodes(node).iter().any(is_text)
}

/// Whether the elements in one all stand inside a line, or are some others.
fn is_inline(document: &Document, node: NodeId, others: &[&str]) -> bool {
    let tags = document.children(node).into_iter().map(|child| document.tag_name(child));
    tags.into_iter().all(|tag| INLINE.contains(&tag) || others.contains(&tag))
}

/// How many letters and digits stand below an element.
fn letters(document: &Document, node: NodeId) -> usize {
    document.text_content(node).chars().filter(|c| c.is_alphanumeric()).count()
}

/// Makes a paragraph of every `div` that holds only text, where the page writes no others: many sites do.
pub(super) fn mark_paragraphs(document: &mut Document) {
    let length = |document: &Document, nodes: &[NodeId]| -> usize {
        nodes.iter().map(|node| document.text_content(*node).trim().len()).sum()
    };
    let divs: Vec<NodeId> = document
        .get_elements_by_tag_name(document.root(), "div")
        .into_iter()
        .filter(|div| is_inline(document, *div, &[]) && !document.text(*div).trim().is_empty())
        .collect();
    let written = document.get_elements_by_tag_name(document.root(), "p");
    if length(document, &written) < length(document, &divs) {
        for div in divs {
            document.set_tag_name(div, "p");
        }
    }
}
