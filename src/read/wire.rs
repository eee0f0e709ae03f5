//! Reads the XML of news agencies: NewsML-G2 (items alone, in messages and packages, with XHTML, NITF or plain text
//! in them) and NITF.

use super::handling::Item;
use super::xml::{self, Element};
use super::{Source, html};
use crate::article::{Draft, Reason, Spike};

/// The roots of NewsML-G2 whose items are no articles: concepts, events, plans, packages of links.
const OTHERS: &[&str] = &[
    "packageItem",
    "conceptItem",
    "knowledgeItem",
    "planningItem",
    "catalogItem",
    "conceptSet",
    "contentMeta",
    "contentSet",
    "group",
    "groupSet",
];

/// Whether its first element is that of an item of the wire.
pub(super) fn looks(head: &[u8]) -> bool {
    xml::root(head).is_some_and(|name| {
        matches!(name.as_str(), "nitf" | "newsItem" | "newsMessage" | "itemSet")
            || OTHERS.contains(&name.as_str())
    })
}

pub(super) fn read(source: &Source, bytes: &[u8]) -> Vec<Result<Draft, Spike>> {
    let text = match xml::decoded(bytes) {
        Ok(text) => text,
        Err(reason) => return vec![Err(source.spike(reason))],
    };
    let (root, flaw) = xml::parse(&text);
    let items = root.all(&["newsItem", "nitf"]);
    let many = items.len() > 1;
    let mut drafts: Vec<Result<Draft, Spike>> = Vec::new();
    for (item, number) in items.into_iter().zip(1..) {
        let origin = if many { source.origin.at_line(number) } else { source.origin.clone() };
        let draft = if item.name == "nitf" { nitf(source, item) } else { news_item(source, item) };
        drafts.push(match draft {
            Ok(draft) => Ok(Draft { origin, ..draft }),
            Err(reason) => Err(Spike { origin, reason }),
        });
    }
    if drafts.is_empty() && flaw.is_none() {
        let others = root.all(OTHERS);
        let what = others.first().map_or("no item", |item| item.name.as_str());
        drafts.push(Err(source.spike(Reason::NoArticle(format!("a NewsML-G2 {what}")))));
    }
    drafts.extend(flaw.map(|flaw| Err(source.spike(flaw.reason))));
    drafts
}

/// An item of NewsML-G2.
fn news_item(source: &Source, item: &Element) -> Result<Draft, Reason> {
    let meta = |path: &[&str]| item.at(path).and_then(Element::text);
    let code = |element: &Element| {
        let code = element.attribute("qcode").or(element.attribute("uri")).or(element.attribute("literal"));
        code.map(str::to_owned)
    };
    let named = |element: &Element| {
        element.at(&["name"]).and_then(Element::text).or_else(|| element.text()).or_else(|| {
            let code = code(element)?;
            code.contains(':')
                .then(|| code.rsplit(':').next().map(str::to_owned))
                .flatten()
                .filter(|name| !name.contains('/'))
        })
    };
    let class = item.at(&["itemMeta", "itemClass"]).and_then(code).unwrap_or_default();
    let content = |name: &str| meta(&["contentMeta", name]);
    let about = item.at(&["contentMeta"]);
    let mut facts = Item {
        uri: item.attribute("guid").map(str::to_owned),
        version: item.attribute("version").map(str::to_owned),
        first_created: meta(&["itemMeta", "firstCreated"]),
        version_created: meta(&["itemMeta", "versionCreated"]),
        status: item.at(&["itemMeta", "pubStatus"]).and_then(code),
        embargo: item.at(&["itemMeta", "embargoed"]).map(|time| time.text().unwrap_or_default()),
        urgency: content("urgency"),
        slugline: content("slugline"),
        headline: content("headline").or_else(|| meta(&["itemMeta", "title"])),
        byline: content("by"),
        dateline: content("dateline"),
        credit: content("creditline"),
        located: about.and_then(|about| about.at(&["located"])).and_then(named),
        sources: about.map_or_else(Vec::new, |about| {
            about.children().filter(|child| child.name == "infoSource").filter_map(named).collect()
        }),
        usage_terms: meta(&["rightsInfo", "usageTerms"]),
        provider: item.at(&["itemMeta", "provider"]).and_then(named),
        language: about
            .and_then(|about| about.at(&["language"])?.attribute("tag"))
            .or(item.attribute("lang"))
            .map(str::to_owned),
        ..Item::default()
    };
    let mut body = String::new();
    for content in item.at(&["contentSet"]).into_iter().flat_map(Element::children) {
        let text = match content.name.as_str() {
            "inlineXML" => match content.all(&["nitf"]).first() {
                Some(nitf) => {
                    let inner = self::facts(nitf);
                    facts.headline = facts.headline.or(inner.headline);
                    facts.byline = facts.byline.or(inner.byline);
                    facts.dateline = facts.dateline.or(inner.dateline);
                    facts.credit = facts.credit.or(inner.credit);
                    nitf_body(nitf)
                }
                None => content.lines(NOT_TEXT),
            },
            "inlineData" if is_text(content) => {
                let text = content.lines(&[]);
                if content.attribute("contenttype") == Some("text/html") {
                    html::fragment(&text)
                } else {
                    content.raw()
                }
            }
            _ => continue,
        };
        if !text.trim().is_empty() {
            // A second rendition of the same content follows the first.
            body = text;
            break;
        }
    }
    let killed = facts.status.as_deref().is_some_and(|status| !status.ends_with("usable"));
    if body.trim().is_empty() && !killed {
        let class = class.rsplit(':').next().unwrap_or_default();
        if !class.is_empty() && class != "text" && class != "composite" {
            return Err(Reason::NoArticle(format!("a NewsML-G2 item of the class {class}")));
        }
        return Err(Reason::NoText);
    }
    Ok(facts.draft(source, body))
}

fn is_text(content: &Element) -> bool {
    content.attribute("encoding").is_none()
        && content.attribute("contenttype").is_none_or(|kind| kind.starts_with("text/"))
}

/// An article of NITF.
fn nitf(source: &Source, nitf: &Element) -> Result<Draft, Reason> {
    let facts = facts(nitf);
    let body = nitf_body(nitf);
    let killed = facts.status.as_deref().is_some_and(|status| status != "usable");
    if body.trim().is_empty() && facts.headline.is_none() && !killed {
        return Err(Reason::NoText);
    }
    Ok(facts.draft(source, body))
}

/// The running text of NITF that came inside another format.
pub(super) fn inline(text: &str) -> String {
    let (root, _) = xml::parse(text);
    nitf_body(root.at(&["nitf"]).unwrap_or(&root))
}

/// What is no running text in a body.
const NOT_TEXT: &[&str] =
    &["media", "table", "nitf-table", "script", "style", "head", "title", "figure", "fn", "note", "ednote"];

/// The running text of NITF.
fn nitf_body(nitf: &Element) -> String {
    let content = nitf.at(&["body", "body.content"]).or_else(|| nitf.at(&["body"]));
    let tail = nitf.at(&["body", "body.end", "tagline"]);
    let lines = |part: &Element| part.lines(NOT_TEXT);
    let text = content.map(lines).unwrap_or_default();
    let text = if text.trim().is_empty() {
        nitf.at(&["body", "body.head", "abstract"]).map(lines).unwrap_or_default()
    } else {
        text
    };
    tail.map(lines).into_iter().fold(text, |text, tail| format!("{text}\n{tail}"))
}

/// What NITF says of an article.
fn facts(nitf: &Element) -> Item {
    let of_head = |name: &str, attribute: &str| {
        let element = nitf.at(&["head", "docdata", name])?;
        element.attribute(attribute).map(str::to_owned)
    };
    let shown = |path: &[&str]| nitf.at(&["body", "body.head"])?.at(path)?.text();
    let data = nitf.at(&["head", "docdata"]);
    let status = data.and_then(|data| data.attribute("management-status")).map(str::to_owned);
    let release = of_head("date.release", "norm");
    let embargoed = status.as_deref() == Some("embargoed");
    Item {
        // A notice about another document names it.
        uri: data
            .and_then(|data| data.attribute("management-doc-idref"))
            .map(str::to_owned)
            .or_else(|| of_head("doc-id", "id-string")),
        first_created: of_head("date.issue", "norm"),
        embargo: if embargoed { Some(release.clone().unwrap_or_default()) } else { release.clone() },
        published: shown_date(nitf).into_iter().map(|date| ("story.date", date)).collect(),
        urgency: of_head("urgency", "ed-urg"),
        slugline: of_head("du-key", "key").or_else(|| of_head("fixture", "fix-id")),
        headline: shown(&["hedline", "hl1"])
            .or_else(|| shown(&["hedline"]))
            .or_else(|| nitf.at(&["head", "title"])?.text()),
        byline: shown(&["byline"]),
        dateline: shown(&["dateline"]),
        located: shown(&["dateline", "location"]),
        credit: shown(&["distributor"]),
        provider: nitf.at(&["head", "pubdata"]).and_then(|data| data.attribute("name")).map(str::to_owned),
        usage_terms: shown(&["rights"]),
        language: nitf.attribute("lang").map(str::to_owned),
        url: nitf.at(&["head", "pubdata"]).and_then(|data| data.attribute("ex-ref")).map(str::to_owned),
        status,
        ..Item::default()
    }
}

fn shown_date(nitf: &Element) -> Option<String> {
    let published = nitf.at(&["head", "pubdata"]).and_then(|data| data.attribute("date.publication"));
    let story =
        nitf.at(&["body", "body.head", "dateline", "story.date"]).and_then(|date| date.attribute("norm"));
    published.or(story).map(str::to_owned)
}
