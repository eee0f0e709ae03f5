//! Reads an item of ninjs, IPTC's news in JSON, versions 1 to 3: names in lower case and fields such as `body_xhtml` in
//! the first, lists such as `bodies` in the later ones.

use serde_json::{Map, Value};

use super::handling::Item;
use super::{Source, html, wire};
use crate::article::{Draft, Reason};

/// Fields that no other record has, in lower case; beside a `uri` they show an item of ninjs.
pub(super) const MARKS: &[&str] = &[
    "pubstatus",
    "versioncreated",
    "firstcreated",
    "bodies",
    "headlines",
    "body_xhtml",
    "body_text",
    "embargoed",
];

/// The draft of one item, perhaps wrapped in `_source`.
pub(super) fn draft(source: &Source, text: &str) -> Result<Draft, Reason> {
    let value: Value = serde_json::from_str(text).map_err(|error| Reason::BadRecord(error.to_string()))?;
    let item = value.get("_source").unwrap_or(&value).as_object().ok_or(Reason::NoText)?;
    let fields = Fields(item);
    let body = body(&fields);
    let kind = fields.text("type").unwrap_or_default();
    let status = fields.text("pubStatus");
    let killed = status.as_deref().is_some_and(|status| !status.ends_with("usable"));
    let body = match body {
        Some(body) => body,
        None if killed => String::new(),
        None if !matches!(kind.as_str(), "" | "text" | "composite" | "article") => {
            return Err(Reason::NoArticle(format!("a ninjs item of the type {kind}")));
        }
        None => fields.rendition("descriptions", "description_").map(|text| text.1).unwrap_or_default(),
    };
    let facts = Item {
        uri: fields.text("uri"),
        version: fields.text("version"),
        first_created: fields.text("firstCreated"),
        version_created: fields.text("versionCreated"),
        embargo: fields
            .get("embargoed")
            .or(fields.get("embargo"))
            .map(|time| plain(time).unwrap_or_default()),
        urgency: fields.text("urgency"),
        slugline: fields.text("slugline").or_else(|| fields.text("slug")),
        located: fields.text("located"),
        dateline: fields.text("dateline"),
        sources: fields.get("infoSources").or(fields.get("infosource")).map(names).unwrap_or_default(),
        usage_terms: fields.text("usageTerms").or_else(|| {
            fields
                .get("rightsInfo")
                .and_then(Value::as_object)
                .and_then(|rights| Fields(rights).text("usageTerms"))
        }),
        headline: fields
            .rendition("headlines", "headline_")
            .map(|text| text.1)
            .or_else(|| fields.text("headline"))
            .or_else(|| fields.text("title")),
        byline: fields.text("byline").or_else(|| fields.text("by")),
        provider: fields.text("provider").or_else(|| fields.text("copyrightHolder")),
        credit: fields.text("creditline").or_else(|| fields.text("credit")),
        language: fields.text("language"),
        status,
        ..Item::default()
    };
    Ok(facts.draft(source, body))
}

/// The running text: marked up before plain.
fn body(fields: &Fields) -> Option<String> {
    let (kind, text) = fields.rendition("bodies", "body_")?;
    let text = if kind.contains("nitf") {
        wire::inline(&text)
    } else if kind.contains("html") || text.contains("</p>") || text.contains("<br") {
        html::fragment(&text)
    } else {
        text
    };
    Some(text).filter(|text| !text.trim().is_empty())
}

/// The fields of an item, found whatever the case of their names.
struct Fields<'a>(&'a Map<String, Value>);

impl Fields<'_> {
    fn get(&self, name: &str) -> Option<&Value> {
        let value = self.0.get(name);
        value
            .or_else(|| self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
    }

    fn text(&self, name: &str) -> Option<String> {
        self.get(name).and_then(plain)
    }

    /// The best of several renditions and what it is, from a list of them or from fields of one prefix.
    fn rendition(&self, list: &str, prefix: &str) -> Option<(String, String)> {
        let listed = self.get(list).and_then(Value::as_array).into_iter().flatten();
        let listed = listed.filter_map(Value::as_object).map(Fields).filter_map(|fields| {
            let kind =
                [fields.text("contentType"), fields.text("role")].into_iter().flatten().collect::<Vec<_>>();
            Some((kind.join(" "), fields.text("value")?))
        });
        let fields = self.0.iter().filter_map(|(key, value)| {
            let kind = key.get(..prefix.len()).filter(|start| start.eq_ignore_ascii_case(prefix));
            kind.and_then(|_| Some((key[prefix.len()..].to_lowercase(), plain(value)?)))
        });
        let rank = |kind: &str| match kind.to_lowercase() {
            kind if kind.contains("html") => 0,
            kind if kind.contains("nitf") => 1,
            kind if kind.contains("main") || kind.contains("text") => 2,
            _ => 3,
        };
        listed.chain(fields).min_by_key(|(kind, _)| rank(kind))
    }
}

/// A value as text that is not blank: of an object its name, of a list its members.
fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Object(fields) => {
            return ["name", "value", "literal"].iter().find_map(|name| Fields(fields).text(name));
        }
        Value::Array(_) => names(value).join(", "),
        _ => return None,
    };
    Some(text).filter(|text| !text.trim().is_empty())
}

/// The names in a list.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(plain).collect(),
        other => plain(other).into_iter().collect(),
    }
}
