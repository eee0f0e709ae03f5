//! Who signed a page: what it says of its authors, people before houses, names without what stands around them.

use trafilatura::dom::{Document, NodeId};

use super::facts::one_line;
use super::linked::squash;
use super::{text, times};
use crate::date;

/// The names of the authors, from the first of these that names a person: JSON-LD, meta tags, what the page marks
/// as its byline. `houses` are the squashed names of its outlet and provider: they sign where nobody else does.
pub(super) fn of(
    document: &Document,
    linked: Vec<String>,
    stated: Vec<String>,
    houses: &[String],
) -> Vec<String> {
    let mut house = Vec::new();
    for found in [Some(linked), Some(stated), None] {
        let found = found.unwrap_or_else(|| signed(document));
        let mut people: Vec<String> = found.iter().filter_map(|name| bare(name)).collect();
        if house.is_empty() {
            house.clone_from(&people);
        }
        people.retain(|name| {
            let squashed = squash(name);
            !houses.contains(&squashed) && !is_site(name)
        });
        if !people.is_empty() {
            return people;
        }
    }
    house
}

/// Whether a name is that of a site: "courier.test".
fn is_site(name: &str) -> bool {
    let end = name.rsplit('.').next().unwrap_or_default();
    !name.contains(' ') && name.contains('.') && (2..=4).contains(&end.len())
}

/// What stands before a name and is none of it, in lower case, the longest first.
#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "view all posts by", "show all articles of", "all posts by", "posts by", "zeige alle beiträge von", "alle beiträge von",
    "veröffentlicht von", "eingestellt von", "geschrieben von", "verfasst von", "artikel von", "beitrag von", "text und interview:",
    "written by", "posted by", "published by", "reported by", "article by", "story by", "words by",
    "publié par", "écrit par", "escrito por", "publicado por", "scritto da", "pubblicato da", "interview:", "text:", "texte:",
    "redaktion:", "author:", "autor:", "autorin:", "auteur :", "auteur:", "auteur", "autor", "autore:", "by:", "von:", "by", "vom", "von", "por", "par",
    "di", "door", "av",
];

/// What stands behind a name and is none of it.
#[rustfmt::skip]
const BEHIND: &[&str] = &[
    " | ", " · ", " • ", " → ", " →", " @", " / ", " alle artikel", " says", " senior ", " staff writer", " am ", " um ",
];

/// What is longer, in bytes, is no line of names.
const LONGEST: usize = 400;

/// A name without what stands around it; none where nothing of a name is left.
fn bare(name: &str) -> Option<String> {
    if name.len() > LONGEST {
        return None;
    }
    let line = one_line(name);
    let mut name = &*line;
    while let Some(rest) = BEFORE.iter().find_map(|before| opened(name, before)) {
        name = rest;
    }
    if let Some((_, range)) = date::find(name) {
        // A short word may lead to the day: "Ada Winter Mon, 2 March 2026", "Ada Winter at 2 March".
        let before = name[..range.start].trim_end_matches([' ', ',', '-', '–', '|', '(']);
        name = before.rsplit_once(' ').filter(|(_, day)| day.len() <= 3).map_or(before, |(name, _)| name);
    }
    let end = BEHIND.iter().filter_map(|behind| lower_find(name, behind)).filter(|at| *at > 0).min();
    let name = name[..end.unwrap_or(name.len())].trim_matches([' ', ',', ';', '|', '-', '–', ':', '→']);
    let is_name = (2..=120).contains(&name.len())
        && !name.contains("://")
        && !name.starts_with(['@', '/'])
        && name.contains(char::is_alphabetic)
        && !matches!(&*name.to_lowercase(), "name" | "admin" | "no author" | "datum" | "author" | "by");
    is_name.then(|| name.to_owned())
}

/// What is left behind one of these words.
fn opened<'a>(name: &'a str, before: &str) -> Option<&'a str> {
    let (at, _) = name.char_indices().nth(before.chars().count())?;
    let is = name[..at].to_lowercase() == before;
    let ends = before.ends_with(':') || name[at..].starts_with([' ', ':']);
    (is && ends).then(|| name[at..].trim_start_matches([' ', ':']))
}

fn lower_find(text: &str, what: &str) -> Option<usize> {
    text.char_indices()
        .map(|(at, _)| at)
        .find(|at| text[*at..].get(..what.len()).is_some_and(|part| part.eq_ignore_ascii_case(what)))
}

/// The names in what the page marks as its author: microdata, `rel=author`, a class that says byline.
fn signed(document: &Document) -> Vec<String> {
    const MARKS: &[&str] = &[
        "[itemprop~='author'] [itemprop='name']",
        "[itemprop~='author']",
        "[rel='author']",
        ".author-name",
        ".byline-name",
        ".article-author",
        ".article__author",
        ".post-author",
        ".entry-author",
        ".byline__name",
        ".byline__author",
        ".c-byline__author",
        ".author__name",
        ".byline",
        ".author",
        ".autor",
        ".article-byline",
        ".writer",
    ];
    for mark in MARKS {
        let found: Vec<NodeId> = document
            .query_selector_all(document.root(), mark)
            .into_iter()
            .filter(|node| !times::is_elsewhere(document, *node, 0))
            .collect();
        // Those of other articles stand elsewhere.
        let home = found.first().map(|first| (document.parent(*first), grandparent(document, *first)));
        let names: Vec<String> = found
            .iter()
            .filter(|node| {
                let around = Some((document.parent(**node), grandparent(document, **node)));
                around == home || around.map(|(parent, _)| parent) == home.map(|(parent, _)| parent)
            })
            .map(|node| one_line(&text::below(document, *node)))
            .filter(|name| (3..=80).contains(&name.len()))
            .take(4)
            .collect();
        if names.iter().any(|name| bare(name).is_some()) {
            return names;
        }
    }
    Vec::new()
}

fn grandparent(document: &Document, node: NodeId) -> Option<NodeId> {
    document.parent(node).and_then(|parent| document.parent(parent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_without_what_is_around_it() {
        for (said, name) in [
            ("By Ada Winter", "Ada Winter"),
            ("View all posts by Ada Winter", "Ada Winter"),
            ("Zeige alle Beiträge von Ada Winter →", "Ada Winter"),
            ("Autor: Ada Winter am 29.12.2026, 13:36 Uhr", "Ada Winter"),
            ("Ada Winter Mon, 2 March 2026", "Ada Winter"),
            ("Ada Winter · Courier News", "Ada Winter"),
            ("Ada Winter | ada@courier.example", "Ada Winter"),
            ("Ada Winter @adawinter", "Ada Winter"),
            ("Vonda Orr", "Vonda Orr"),
            ("İpek Orr", "İpek Orr"),
        ] {
            assert_eq!(bare(said).as_deref(), Some(name), "{said}");
        }
        for said in ["https://courier.example/ada", "@ada", "Name", "2 March 2026", ""] {
            assert_eq!(bare(said), None, "{said}");
        }
    }

    #[test]
    fn people_sign_before_houses() {
        let page = Document::parse("<p class=byline>By Ada Winter</p>");
        let of = |linked: &[&str], stated: &[&str]| {
            let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            super::of(&page, own(linked), own(stated), &["ellerycourier".into()])
        };
        assert_eq!(of(&["Ellery Courier"], &["Tom Orr"]), ["Tom Orr"]);
        assert_eq!(of(&["Ellery Courier"], &["courier.test"]), ["Ada Winter"]);
        assert_eq!(of(&["Ellery Courier", "Tom Orr"], &[]), ["Tom Orr"]);
        let none = Document::parse("<p>Nobody</p>");
        assert_eq!(
            super::of(&none, vec!["Ellery Courier".into()], vec![], &["ellerycourier".into()]),
            ["Ellery Courier"]
        );
    }
}
