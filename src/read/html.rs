//! Reads a web page: the crate `trafilatura` (a port of Barbaresi 2021) finds the article in it.

use super::{Source, decode};
use crate::article::{DateReason, Dated, Draft, Reason, Spike};
use crate::date;

/// Whether it opens as a page does.
pub(super) fn looks(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&head[..head.len().min(1024)]).to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| head.contains(tag))
}

pub(super) fn read(source: &Source, bytes: &[u8]) -> Vec<Result<Draft, Spike>> {
    let page = decode::text(bytes, declared(bytes)).and_then(|page| draft(source, &page));
    vec![page.map_err(|reason| source.spike(reason))]
}

/// The label in `<meta charset=…>` or `content="text/html; charset=…"`.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let head = &bytes[..bytes.len().min(4096)];
    let at = head.windows(8).position(|window| window.eq_ignore_ascii_case(b"charset="))?;
    let label = head[at + 8..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'-' | b'_'))?;
    Some(&label[..end])
}

fn draft(source: &Source, page: &str) -> Result<Draft, Reason> {
    let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
    let result = trafilatura::extract(page, &options).map_err(|_| Reason::NoText)?;
    if result.content_text.trim().is_empty() {
        return Err(Reason::NoText);
    }
    let meta = result.metadata;
    let mut draft = source.draft(source.origin.clone(), result.content_text);
    let given = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    draft.headline = given(meta.title);
    draft.outlet = given(meta.sitename).or(draft.outlet).or_else(|| given(meta.hostname));
    draft.url = given(meta.url);
    draft.byline = given(meta.author);
    if let Some(day) = draft.url.as_deref().and_then(date::in_url) {
        draft.dates.insert(0, Dated::day(day, DateReason::Url));
    }
    let day = meta.date.and_then(|day| date::stamp(&day.to_string()));
    if let Some(stamp) = published(page).or(day) {
        let reason = DateReason::Metadata;
        draft.dates.insert(0, Dated { day: stamp.day, time: stamp.time, offset: stamp.offset, reason });
    }
    Ok(draft)
}

/// The moment of publication that the page states, with the time of day, which `trafilatura` leaves out.
fn published(page: &str) -> Option<date::Stamp> {
    let after = |mark: &str, open: &str| {
        let rest = &page[page.find(mark)? + mark.len()..];
        let rest = &rest[..rest.floor_char_boundary(200)];
        let value = &rest[rest.find(open)? + open.len()..];
        date::stamp(&value[..value.find('"')?])
    };
    after("article:published_time\"", "content=\"").or_else(|| after("\"datePublished\"", "\""))
}
