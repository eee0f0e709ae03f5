//! Reads records of JSON: one a line (JSON Lines), a list of them, or a single one.
//!
//! The names of fields are those that data sets of articles really use; see [`FIELDS`].

mod value;

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::{Source, dated, decode, html, ninjs};
use crate::article::{DateReason, Dated, Draft, GivenId, Reason, Spike};
use crate::date;
use value::{Key, Loose, Value};

/// What a field of a record may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Body,
    Headline,
    Date,
    Outlet,
    Url,
    Id,
    Byline,
    Cluster,
    Kind,
    Documents,
    References,
}

/// The names of each field, the best first: of two names in one record the earlier here wins.
const FIELDS: &[(&str, Field)] = &[
    ("text", Field::Body),
    ("body", Field::Body),
    ("content", Field::Body),
    ("article", Field::Body),
    ("maintext", Field::Body),
    ("full_text", Field::Body),
    ("fulltext", Field::Body),
    ("article_body", Field::Body),
    ("articleBody", Field::Body),
    ("raw_text", Field::Body),
    ("body_text", Field::Body),
    ("body_html", Field::Body),
    ("body_xhtml", Field::Body),
    ("content_text", Field::Body),
    ("content_html", Field::Body),
    ("document", Field::Body),
    ("story", Field::Body),
    ("description", Field::Body),
    ("headline", Field::Headline),
    ("title", Field::Headline),
    ("head", Field::Headline),
    ("name", Field::Headline),
    ("date", Field::Date),
    ("published", Field::Date),
    ("published_at", Field::Date),
    ("publishedAt", Field::Date),
    ("date_published", Field::Date),
    ("datePublished", Field::Date),
    ("publish_date", Field::Date),
    ("date_publish", Field::Date),
    ("publication_date", Field::Date),
    ("pub_date", Field::Date),
    ("pubDate", Field::Date),
    ("pubdate", Field::Date),
    ("timestamp", Field::Date),
    ("datetime", Field::Date),
    ("created_at", Field::Date),
    ("outlet", Field::Outlet),
    ("source", Field::Outlet),
    ("publisher", Field::Outlet),
    ("publication", Field::Outlet),
    ("source_name", Field::Outlet),
    ("newspaper", Field::Outlet),
    ("sitename", Field::Outlet),
    ("site", Field::Outlet),
    ("domain", Field::Outlet),
    ("source_domain", Field::Outlet),
    ("url", Field::Url),
    ("link", Field::Url),
    ("canonical_url", Field::Url),
    ("id", Field::Id),
    ("_id", Field::Id),
    ("article_id", Field::Id),
    ("doc_id", Field::Id),
    ("uri", Field::Id),
    ("guid", Field::Id),
    ("byline", Field::Byline),
    ("author", Field::Byline),
    ("authors", Field::Byline),
    ("creator", Field::Byline),
    ("cluster", Field::Cluster),
    ("kind", Field::Kind),
    ("documents", Field::Documents),
    ("references", Field::References),
    ("summaries", Field::References),
    ("reference", Field::References),
    ("summary", Field::References),
    ("highlights", Field::References),
];

/// Whether the first line is one whole object.
pub(super) fn looks_like_lines(head: &[u8]) -> bool {
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default().trim_ascii();
    line.starts_with(b"{\"") && line.ends_with(b"}")
}

/// Whether it opens as a list or an object.
pub(super) fn looks(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    head.starts_with(b"[") || (head.starts_with(b"{") && head[1..].trim_ascii_start().starts_with(b"\""))
}

/// One record of a file of one record a line.
pub(super) fn line(source: &Source, bytes: &[u8]) -> Result<Draft, Reason> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // The common case borrows from the input; a line in another encoding is decoded first.
    match std::str::from_utf8(bytes) {
        Ok(text) => record(source, text),
        Err(_) => record(source, &decode::text(bytes, None)?),
    }
}

fn record(source: &Source, text: &str) -> Result<Draft, Reason> {
    let record: Record = serde_json::from_str(text).map_err(|error| Reason::BadRecord(reason(&error)))?;
    if record.located && record.marked { ninjs::draft(source, text) } else { Ok(record.draft(source)) }
}

/// The place in [`FIELDS`] of a column of a table.
pub(super) fn column(name: &str) -> Option<usize> {
    FIELDS.iter().position(|(known, _)| known.eq_ignore_ascii_case(name))
}

/// Whether a column of this name holds a text or a headline.
pub(super) fn names_a_body(name: &str) -> bool {
    let name = name.trim().trim_matches('"');
    column(name).is_some_and(|rank| matches!(FIELDS[rank].1, Field::Body | Field::Headline))
}

/// One row of a table: values, each with the place of its column in [`FIELDS`].
pub(super) fn row(source: &Source, values: impl Iterator<Item = (usize, String)>) -> Draft {
    let mut record = Record::default();
    for (rank, value) in values {
        let number = value.parse().ok().filter(|_| FIELDS[rank].1 == Field::Id);
        let value = number.map_or_else(|| Value::Text(Cow::Owned(value)), Value::Number);
        record.put(rank, Some(value));
    }
    record.draft(source)
}

/// A list of records, a single record, or, under the wrong extension, one record a line. The records of a
/// list are numbered from 1, where lines would be.
pub(super) fn whole(source: &Source, bytes: &[u8]) -> Vec<Result<Draft, Spike>> {
    let text = match decode::text(bytes, None) {
        Ok(text) => text,
        Err(reason) => return vec![Err(source.spike(reason))],
    };
    let text = text.trim();
    let text = listed(text).unwrap_or(text);
    let records: Vec<&str> = if text.starts_with('[') {
        match serde_json::from_str::<Vec<&serde_json::value::RawValue>>(text) {
            Ok(list) => list.into_iter().map(serde_json::value::RawValue::get).collect(),
            Err(error) => return vec![Err(source.spike(Reason::BadRecord(reason(&error))))],
        }
    } else if serde_json::from_str::<IgnoredAny>(text).is_ok() {
        return vec![line(source, text.as_bytes()).map_err(|reason| source.spike(reason))];
    } else {
        text.lines().collect()
    };
    let numbered = records.into_iter().zip(1..).filter(|(record, _)| !record.trim().is_empty());
    let drafts: Vec<_> = numbered
        .map(|(record, number)| {
            let origin = source.origin.at_line(number);
            match line(source, record.as_bytes()) {
                Ok(draft) => Ok(Draft { origin, ..draft }),
                Err(reason) => Err(Spike { origin, reason }),
            }
        })
        .collect();
    if drafts.is_empty() { vec![Err(source.spike(Reason::NoText))] } else { drafts }
}

/// The list inside an answer of a news service: `{"status": "ok", "articles": [{…}]}`.
fn listed(text: &str) -> Option<&str> {
    let fields: std::collections::HashMap<&str, &serde_json::value::RawValue> =
        serde_json::from_str(text).ok()?;
    // A search engine's answer: `{"hits": {"hits": [{"_source": {…}}]}}`.
    if let Some(inner) = fields.get("hits").filter(|hits| hits.get().trim_start().starts_with('{')) {
        return listed(inner.get());
    }
    let names = [
        "hits",
        "articles",
        "items",
        "entries",
        "results",
        "data",
        "documents",
        "docs",
        "news",
        "stories",
        "records",
    ];
    let lists = names.iter().filter_map(|name| fields.get(name)).map(|list| list.get().trim());
    lists
        .into_iter()
        .find(|list| list.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{')))
}

/// An error without serde's "at line 1", which is never the file's line.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or(&text);
    format!("{message} (column {})", error.column())
}

/// The fields of one record, each with the rank of the name that gave it.
#[derive(Default)]
struct Record<'a> {
    values: [Option<(usize, Value<'a>)>; 11],
    /// Whether it has the `uri` of an item of ninjs, ...
    located: bool,
    /// ... and a field that only such an item has.
    marked: bool,
}

impl<'a> Record<'a> {
    /// Keeps the value of the field of this rank in [`FIELDS`], unless a better name gave one.
    fn put(&mut self, rank: usize, value: Option<Value<'a>>) {
        let place = &mut self.values[FIELDS[rank].1 as usize];
        if let Some(value) = value.filter(|value| !value.is_blank())
            && place.as_ref().is_none_or(|(best, _)| rank < *best)
        {
            *place = Some((rank, value));
        }
    }

    /// Takes over what another record says, unless this one says it by a better name.
    fn merge(&mut self, inner: Self) {
        self.located |= inner.located;
        self.marked |= inner.marked;
        inner.values.into_iter().flatten().for_each(|(rank, value)| self.put(rank, Some(value)));
    }

    fn take(&mut self, field: Field) -> Option<(usize, Value<'a>)> {
        self.values[field as usize].take()
    }

    fn text(&mut self, field: Field) -> Option<String> {
        self.take(field).map(|(_, value)| value.into_text(", "))
    }

    fn draft(mut self, source: &Source) -> Draft {
        let mut documents =
            self.take(Field::Documents).map_or_else(Vec::new, |(_, value)| value.into_list()).into_iter();
        let references = self.take(Field::References).map_or_else(Vec::new, |(_, value)| value.into_list());
        // A record may be several texts of one story, a summary alone, or a headline alone.
        let body = self.take(Field::Body).map(|(_, body)| body.into_text("\n")).or_else(|| documents.next());
        let (body, references) = match body {
            Some(body) => (body, references),
            None => (references.join("\n"), Vec::new()),
        };
        let body = if is_html(&body) { html::fragment(&body) } else { body };
        let mut draft = source.draft(source.origin.clone(), body);
        draft.also = documents.collect();
        draft.references = references;
        draft.headline = self.text(Field::Headline);
        draft.outlet = self.text(Field::Outlet).or(draft.outlet);
        draft.url = self.text(Field::Url).or(draft.url);
        draft.byline = self.text(Field::Byline);
        draft.cluster = self.text(Field::Cluster);
        draft.kind = self.text(Field::Kind);
        draft.id = self.take(Field::Id).map(|(_, value)| match value {
            Value::Number(number) => GivenId::Number(number),
            other => GivenId::Text(other.into_text(",")),
        });
        if let Some(day) = draft.url.as_deref().and_then(date::in_url) {
            draft.dates.insert(0, Dated::day(day, DateReason::Url));
        }
        if let Some((rank, value)) = self.take(Field::Date)
            && let Some(stamp) = date::stamp(&value.into_text(" "))
        {
            let reason = DateReason::Field(FIELDS[rank].0.to_owned());
            draft.dates.insert(0, dated(stamp, reason));
        }
        draft
    }
}

/// Whether a body was left in HTML.
fn is_html(body: &str) -> bool {
    const TAGS: &[&[u8]] = &[b"</p>", b"<br", b"<p>", b"</div>"];
    let bytes = body.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| TAGS.iter().any(|tag| bytes[at..].starts_with(tag)))
}

impl<'de: 'a, 'a> Deserialize<'de> for Record<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Record<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record<'de>, A::Error> {
                let mut record = Record::default();
                while let Some(Key(key)) = map.next_key()? {
                    // A search engine wraps what it stores.
                    if key == "_source" {
                        record.merge(map.next_value()?);
                        continue;
                    }
                    record.located |= key.eq_ignore_ascii_case("uri");
                    record.marked |= ninjs::MARKS.iter().any(|mark| key.eq_ignore_ascii_case(mark));
                    let Some(rank) = FIELDS.iter().position(|(name, _)| key.eq_ignore_ascii_case(name))
                    else {
                        map.next_value::<IgnoredAny>()?;
                        continue;
                    };
                    let Loose(value) = map.next_value()?;
                    record.put(rank, value);
                }
                Ok(record)
            }
        }
        deserializer.deserialize_map(Fields)
    }
}
