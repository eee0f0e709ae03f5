//! Reads a web page: what it says of itself, and the article in it.

mod authors;
mod depth;
mod facts;
mod furniture;
mod linked;
mod main_text;
mod text;
mod times;

use trafilatura::dom::Document;

use super::{Source, dated, decode};
use crate::article::{DateReason, Dated, Draft, Reason, Spike};
use crate::date;
pub(super) use depth::{DEEPEST, is_shallow};
use facts::Facts;
use linked::squash;
pub(super) use text::fragment;

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

/// The article of one page.
pub(super) fn draft(source: &Source, page: &str) -> Result<Draft, Reason> {
    if !is_shallow(page) {
        return Err(Reason::TooDeep(DEEPEST));
    }
    let document = Document::parse(page);
    let facts = facts::read(&document);
    let (body, found) = main_text::article(page, document, &facts).ok_or(Reason::NoText)?;
    if body.trim().is_empty() {
        return Err(Reason::NoText);
    }
    let mut draft = source.draft(source.origin.clone(), body);
    draft.marked_up = true;
    let given = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    draft.headline = headline(&facts).or_else(|| given(found.title));
    // Of a title in two parts the wrong one is sometimes taken for the site.
    let site = facts.outlet.clone().or_else(|| given(found.sitename));
    let site =
        site.filter(|site| draft.headline.as_ref().is_none_or(|headline| squash(headline) != squash(site)));
    draft.outlet = site.or(draft.outlet).or_else(|| given(found.hostname));
    draft.url = facts.url.clone().or_else(|| given(found.url)).or(draft.url);
    draft.byline = byline(&facts.authors).or_else(|| given(found.author));
    draft.agency.clone_from(&facts.provider);
    draft.language.clone_from(&facts.language);

    let mut dates = dates(&facts);
    let day = found.date.and_then(|day| date::stamp(&day.to_string()));
    if dates.is_empty() {
        dates.extend(day.map(|stamp| dated(stamp, DateReason::Unclear("the first in its text".into()))));
    }
    let address = draft.url.as_deref().and_then(date::in_url);
    dates.extend(address.map(|day| Dated::day(day, DateReason::Url)));
    dates.append(&mut draft.dates);
    draft.dates = dates;
    Ok(draft)
}

/// What a line says that dates the last change.
const CHANGED: &[&str] = &[
    "updat",
    "aktualis",
    "modifi",
    "actualiz",
    "mis à jour",
    "aggiornat",
    "atualiz",
    "gewijzigd",
    "muokattu",
];

/// Every day that the page gives, the best first.
fn dates(facts: &Facts) -> Vec<Dated> {
    let order = date::Order::of(facts.language.as_deref());
    let read = |text: &String, reason: DateReason| {
        let stamp = date::stamp_in(text, order)?;
        Some(dated(date::at_midnight(stamp, facts.language.as_deref()), reason))
    };
    let published =
        facts.published.iter().filter_map(|(what, text)| read(text, DateReason::Metadata((*what).into())));
    let shown = |near| {
        let shown = facts.shown.iter().filter(move |(is_near, _)| *is_near == near);
        shown.filter_map(move |(_, text)| {
            let lower = text.to_lowercase();
            let changed = CHANGED.iter().any(|word| lower.contains(word)) && !times::says_published(text);
            let reason = match (changed, near) {
                (true, _) => DateReason::Modified(text.clone()),
                (false, true) => DateReason::Shown(text.clone()),
                (false, false) => DateReason::Unclear(format!("\"{text}\", far from the headline")),
            };
            read(text, reason)
        })
    };
    let unclear =
        facts.unclear.iter().filter_map(|(what, text)| read(text, DateReason::Unclear((*what).into())));
    let described = facts
        .descriptions
        .iter()
        .filter_map(|text| read(text, DateReason::Unclear("in its description".into())));
    let modified =
        facts.modified.iter().filter_map(|(what, text)| read(text, DateReason::Modified((*what).into())));
    published.chain(shown(true)).chain(unclear).chain(shown(false)).chain(described).chain(modified).collect()
}

/// The headline: what the page shows as one, where its title or metadata agree; else what they say.
fn headline(facts: &Facts) -> Option<String> {
    let outlet = facts.outlet.as_deref().map(squash).unwrap_or_default();
    let stated: Vec<String> = facts.headlines.iter().chain([&facts.title]).map(|text| squash(text)).collect();
    let parts: Vec<String> = parts(&facts.title).map(squash).collect();
    let agreed = |top: &String, whole: bool| {
        let squashed = squash(top);
        let long = squashed.chars().count() >= 6 || parts.first() == Some(&squashed);
        let said = long && !squashed.is_empty() && squashed != outlet;
        let exact = stated.contains(&squashed);
        let part = if whole {
            parts.contains(&squashed)
        } else {
            stated.iter().any(|text| text.contains(&squashed))
        };
        (said && (exact || part)).then_some((exact, squashed.len()))
    };
    // Where the first rank is the site's name or a section, a headline of the second is one if the title has it whole.
    let is_short = |top: &String| top.split_whitespace().count() < 4;
    let lower = if facts.tops.iter().all(is_short) { &facts.lower[..] } else { &[] };
    let shown = facts.tops.iter().filter_map(|top| Some((agreed(top, false)?, top)));
    let shown = shown.chain(lower.iter().filter_map(|top| Some((agreed(top, true)?, top))));
    if let Some((_, top)) = shown.max_by_key(|(rank, _)| *rank) {
        return Some(top.clone());
    }
    // A kicker may stand in one element with the headline.
    let named = |text: &&String| squash(text) != outlet && text.chars().count() >= 6;
    if let [top] = &facts.tops[..]
        && top.split_whitespace().count() >= 3
        && named(&top)
    {
        let behind =
            |text: &&String| text.split_whitespace().count() >= 3 && squash(top).ends_with(&squash(text));
        return Some(facts.headlines.iter().find(behind).unwrap_or(top).clone());
    }
    facts.headlines.iter().find(named).cloned().or_else(|| title(&facts.title))
}

/// The parts of a page's title.
fn parts(title: &str) -> impl Iterator<Item = &str> {
    title.split(['|', '»', '«', '›', '–', '—']).flat_map(|part| part.split(" - ")).map(str::trim)
}

/// The part of a page's title that is no name of a site: the longest.
fn title(title: &str) -> Option<String> {
    parts(title).max_by_key(|part| part.len()).filter(|part| !part.is_empty()).map(str::to_owned)
}

/// The names of the authors in one line, each once.
fn byline(authors: &[String]) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for name in authors {
        if !names.iter().any(|known| squash(known).contains(&squash(name))) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(tops: &[&str], headlines: &[&str], title: &str) -> Facts {
        let own = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        Facts {
            tops: own(tops),
            headlines: own(headlines),
            title: title.into(),
            outlet: Some("Ellery Courier".into()),
            ..Facts::default()
        }
    }

    #[test]
    fn the_headline_is_what_page_and_metadata_agree_on() {
        let said = "Ferry stays in port until spring";
        let title = "Ferry stays in port until spring | Ellery Courier";
        for facts in [
            facts(&["Ellery Courier", said], &[], title),
            facts(&[], &[], title),
            facts(&[], &[said], "Ellery Courier"),
            facts(&["Harbour Ferry stays in port until spring"], &[said], ""),
            facts(&["Ellery Courier"], &[], title),
        ] {
            assert_eq!(headline(&facts).as_deref(), Some(said), "{facts:?}");
        }
        assert_eq!(headline(&facts(&[], &[], "")), None);
    }

    #[test]
    fn each_name_stands_once_in_a_byline() {
        let authors = ["Ada Winter", "Tom Orr", "Ada Winter"];
        assert_eq!(byline(&authors.map(str::to_owned)).as_deref(), Some("Ada Winter, Tom Orr"));
        assert_eq!(byline(&[]), None);
    }

    #[test]
    fn a_declared_encoding_is_found() {
        assert_eq!(declared(b"<meta charset=\"koi8-r\">"), Some(&b"koi8-r"[..]));
        assert_eq!(declared(b"<meta content='text/html; charset=utf-8'>"), Some(&b"utf-8"[..]));
        assert_eq!(declared(b"<p>none</p>"), None);
    }
}
