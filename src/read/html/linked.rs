//! Reads JSON-LD (schema.org): what a page tells machines about its article.
//!
//! The article may stand alone, in a list, in `@graph` or inside a page; authors and publishers may be names,
//! objects, lists of either, or references by `@id`. Sloppy JSON is mended before it is given up.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// What a page says about its article in JSON-LD.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) outlet: Option<String>,
    /// Who provided the copy, where the page names somebody beside its publisher.
    pub(super) provider: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) description: Option<String>,
    pub(super) body: Option<String>,
    pub(super) published: Option<String>,
    pub(super) created: Option<String>,
    pub(super) modified: Option<String>,
}

/// The types of schema.org that are articles, the surest first.
const TYPES: &[&str] = &[
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "LiveBlogPosting",
    "Article",
    "BlogPosting",
    "Report",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "ScholarlyArticle",
    "TechArticle",
    "SocialMediaPosting",
    "WebPage",
    "ItemPage",
];

/// Objects inside objects are looked at down to this depth.
const DEEPEST: usize = 12;

/// The article among all scripts of a page; `title` tells it from others that the page lists.
pub(super) fn article(scripts: &[String], title: &str) -> Linked {
    let documents: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut objects = Vec::new();
    for document in &documents {
        collect(document, 0, &mut objects);
    }
    let named: HashMap<&str, &Map<String, Value>> = objects
        .iter()
        .filter(|(_, object)| object.contains_key("name"))
        .filter_map(|(_, object)| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let squashed = squash(title);
    let best = objects.iter().enumerate().filter_map(|(place, (depth, object))| {
        let rank = kinds(object).filter_map(|kind| TYPES.iter().position(|known| *known == kind)).min()?;
        let headline = text(object.get("headline").or_else(|| object.get("name"))).map(|text| squash(&text));
        let ours = headline.is_some_and(|headline| {
            headline.len() >= 8 && (squashed.contains(&headline) || headline.contains(&squashed))
        });
        Some(((!ours, rank >= TYPES.len() - 2, *depth, rank, place), *object))
    });
    let Some((_, object)) = best.min_by_key(|(rank, _)| *rank) else { return Linked::default() };
    read(object, &named)
}

fn read(object: &Map<String, Value>, named: &HashMap<&str, &Map<String, Value>>) -> Linked {
    let one = |names: &[&str]| names.iter().find_map(|name| text(object.get(*name)));
    let first =
        |names: &[&str]| names.iter().find_map(|name| people(object.get(*name)?, named).into_iter().next());
    Linked {
        headline: one(&["headline", "name"]),
        authors: ["author", "creator", "contributor"]
            .iter()
            .filter_map(|name| object.get(*name))
            .map(|value| people(value, named))
            .find(|people| !people.is_empty())
            .unwrap_or_default(),
        outlet: first(&["publisher"]),
        provider: first(&["provider", "sourceOrganization", "copyrightHolder"]),
        url: one(&["url", "mainEntityOfPage"]),
        language: one(&["inLanguage"]),
        description: one(&["description"]),
        body: one(&["articleBody"]),
        published: one(&["datePublished", "uploadDate"]),
        created: one(&["dateCreated"]),
        modified: one(&["dateModified"]),
    }
}

fn kinds(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let list = match object.get("@type") {
        Some(Value::Array(list)) => &list[..],
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    list.iter().filter_map(Value::as_str).map(|kind| kind.rsplit(['/', ':']).next().unwrap_or(kind))
}

fn collect<'a>(value: &'a Value, depth: usize, into: &mut Vec<(usize, &'a Map<String, Value>)>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Object(object) => {
            into.push((depth, object));
            for (name, inner) in object {
                // A graph is no deeper than what it stands in.
                collect(inner, depth + usize::from(name != "@graph"), into);
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| collect(inner, depth, into)),
        _ => {}
    }
}

/// A value as text: a string, the first of a list, or the name or address of an object.
fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(plain(text)).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => list.iter().find_map(|value| text(Some(value))),
        Value::Object(object) => {
            ["@value", "name", "@id", "url"].iter().find_map(|name| text(object.get(*name)))
        }
        _ => None,
    }
}

/// The names of people or organisations.
fn people(value: &Value, named: &HashMap<&str, &Map<String, Value>>) -> Vec<String> {
    match value {
        Value::String(name) => Some(plain(name)).filter(|name| !name.is_empty()).into_iter().collect(),
        Value::Array(list) => list.iter().flat_map(|value| people(value, named)).collect(),
        Value::Object(object) => {
            let name = text(object.get("name").or_else(|| object.get("alternateName")));
            let name = name.or_else(|| {
                let known = named.get(object.get("@id")?.as_str()?)?;
                text(known.get("name"))
            });
            name.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Text without tags and entities, paragraphs by line.
fn plain(text: &str) -> String {
    if text.contains('<') || text.contains('&') {
        super::text::fragment(text).trim().to_owned()
    } else {
        text.trim().to_owned()
    }
}

/// The letters and digits of a text in lower case.
pub(super) fn squash(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Parses a script, mended where pages often break it.
fn parse(script: &str) -> Option<Value> {
    let script = script.split_once("<![CDATA[").map_or(script, |(_, inner)| inner);
    let script = script.rsplit_once("]]>").map_or(script, |(inner, _)| inner);
    let open = script.find(['{', '['])?;
    let close = script.rfind(['}', ']'])?;
    let json = script.get(open..=close)?;
    serde_json::from_str(json).ok().or_else(|| serde_json::from_str(&mend(json)).ok())
}

/// Mends JSON: raw line breaks and lone halves of surrogate pairs in strings, escapes that JSON does not
/// know, commas before a closing bracket.
fn mend(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let mut inside = false;
    let mut at = 0;
    while let Some(c) = json[at..].chars().next() {
        let rest = &json[at..];
        let mut step = c.len_utf8();
        match c {
            '"' => {
                inside = !inside;
                mended.push(c);
            }
            '\\' if inside => match rest[1..].chars().next() {
                Some('u') => match unit(rest) {
                    Some(0xd800..=0xdbff)
                        if matches!(rest.get(6..).and_then(unit), Some(0xdc00..=0xdfff)) =>
                    {
                        mended.push_str(&rest[..12]);
                        step = 12;
                    }
                    Some(0xd800..=0xdfff) => {
                        mended.push('\u{fffd}');
                        step = 6;
                    }
                    Some(_) => {
                        mended.push_str(&rest[..6]);
                        step = 6;
                    }
                    None => mended.push_str("\\\\"),
                },
                Some(known) if "\"\\/bfnrt".contains(known) => {
                    mended.push_str(&rest[..2]);
                    step = 2;
                }
                _ => {}
            },
            c if inside && c.is_control() => mended.push(if c == '\n' { '\n' } else { ' ' }),
            ',' if !inside && rest[1..].trim_start().starts_with(['}', ']']) => {}
            c => mended.push(c),
        }
        if mended.ends_with('\n') && inside {
            mended.pop();
            mended.push_str("\\n");
        }
        at += step;
    }
    mended
}

/// The number of `\uXXXX`.
fn unit(text: &str) -> Option<u32> {
    u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(script: &str) -> Linked {
        article(&[script.to_owned()], "Ferry stays in port until spring | Courier")
    }

    #[test]
    fn the_article_is_found_wherever_it_stands() {
        let article =
            r#"{"@type": "NewsArticle", "headline": "Ferry stays in port", "datePublished": "2026-03-02"}"#;
        for script in [
            article.to_owned(),
            format!("[{article}]"),
            format!(
                r#"{{"@context": "https://schema.org", "@graph": [{{"@type": "WebSite", "name": "Courier"}}, {article}]}}"#
            ),
            format!(r#"{{"@type": "WebPage", "mainEntity": {article}}}"#),
            format!("/*<![CDATA[*/ {article} /*]]>*/;"),
            article.replace("NewsArticle\"", "http://schema.org/NewsArticle\""),
            article.replace("\"NewsArticle\"", "[\"NewsArticle\", \"Thing\"]"),
        ] {
            assert_eq!(found(&script).published.as_deref(), Some("2026-03-02"), "{script}");
        }
    }

    #[test]
    fn of_several_articles_the_page_s_own_counts() {
        let list = r#"[{"@type": "NewsArticle", "headline": "Bridge toll to double", "datePublished": "2026-01-01"},
            {"@type": "NewsArticle", "headline": "Ferry stays in port until spring", "datePublished": "2026-03-02"}]"#;
        assert_eq!(found(list).published.as_deref(), Some("2026-03-02"));
    }

    #[test]
    fn authors_are_names_objects_lists_or_references() {
        for author in [
            r#""Ada Winter""#,
            r#"["Ada Winter"]"#,
            r#"{"@type": "Person", "name": "Ada Winter"}"#,
            r#"[{"name": ["Ada Winter"]}]"#,
            r##"{"@id": "#ada"}"##,
        ] {
            let script = format!(
                r##"{{"@graph": [{{"@type": "Article", "headline": "Ferry stays", "author": {author}}}, {{"@id": "#ada", "@type": "Person", "name": "Ada Winter"}}]}}"##
            );
            assert_eq!(found(&script).authors, ["Ada Winter"], "{author}");
        }
    }

    #[test]
    fn sloppy_json_is_mended() {
        let script = "{\"@type\": \"NewsArticle\", \"headline\": \"Ferry \\ud83d stays \\'in\\' \\ud83d\\ude00 port\", \"articleBody\": \"One.\nTwo.\",}";
        let found = found(script);
        assert_eq!(found.headline.as_deref(), Some("Ferry \u{fffd} stays 'in' 😀 port"));
        assert_eq!(found.body.as_deref(), Some("One.\nTwo."));
        for broken in ["", "{", "}{", "[[[[", "{\"@type\": \"NewsArticle\"", "\\u", "{\"a\": \"\\u12é\"}"] {
            assert!(super::article(&[broken.to_owned()], "").headline.is_none(), "{broken}");
        }
        assert!(super::article(&["[".repeat(100_000)], "").headline.is_none());
    }
}
