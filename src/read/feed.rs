//! Reads feeds: RSS 0.9x to 2.0, Atom and JSON Feed, an article an entry.
//!
//! The crate feed-rs knows the formats. The source of an entry and its date as it was written, with the time zone,
//! are no part of what it gives, and are looked up beside it.

use std::borrow::Cow;

use feed_rs::model::{Entry, Feed, Text};
use feed_rs::parser::{Builder, ParseFeedError};

use super::xml::{self, Element};
use super::{Source, dated, html};
use crate::article::{DateReason, Dated, Draft, GivenId, Reason, Spike};
use crate::date;

/// Whether its first element is that of a feed.
pub(super) fn looks(head: &[u8]) -> bool {
    xml::root(head).is_some_and(|name| matches!(name.as_str(), "rss" | "feed" | "RDF" | "entry"))
}

/// Whether it says that it is a JSON Feed.
pub(super) fn looks_like_json(head: &[u8]) -> bool {
    let mark = b"jsonfeed.org/version";
    let escaped = br"jsonfeed.org\/version";
    memchr::memmem::find(head, mark).or_else(|| memchr::memmem::find(head, escaped)).is_some()
}

pub(super) fn read(source: &Source, bytes: &[u8]) -> Vec<Result<Draft, Spike>> {
    let text = match xml::decoded(bytes) {
        Ok(text) => text,
        Err(reason) => return vec![Err(source.spike(reason))],
    };
    let (found, flaw) = if text.trim_start().starts_with(['{', '[']) {
        (parsed(&text).map(|feed| (feed, Vec::new())), None)
    } else {
        let text = current(&text);
        let (root, flaw) = xml::parse(&text);
        if let Some(flaw) = &flaw
            && !matches!(flaw.reason, Reason::BadMarkup { .. })
        {
            return vec![Err(source.spike(flaw.reason.clone()))];
        }
        let asides = root.all(&["item", "entry"]).into_iter().map(Aside::of).collect();
        let whole =
            parsed(&text).or_else(|reason| repaired(&text, flaw.as_ref().map(|flaw| flaw.at)).ok_or(reason));
        (whole.map(|feed| (feed, asides)), flaw)
    };
    let mut drafts: Vec<Result<Draft, Spike>> = match found {
        Ok((feed, asides)) => drafts(source, feed, asides),
        Err(_) if flaw.is_some() => Vec::new(),
        Err(reason) => return vec![Err(source.spike(reason))],
    };
    if drafts.is_empty() && flaw.is_none() {
        drafts.push(Err(source.spike(Reason::NoText)));
    }
    drafts.extend(flaw.map(|flaw| Err(source.spike(flaw.reason))));
    drafts
}

/// Says that RSS of any version, or none, or in a name space of its own, is RSS 2.0, and Atom 0.3 is Atom 1.0: they have
/// all that the others have.
fn current(text: &str) -> Cow<'_, str> {
    const DRAFT_OF_ATOM: &str = "http://purl.org/atom/ns#";
    let Some(start) = text.find("<rss") else {
        let old = text.contains(DRAFT_OF_ATOM);
        return if old {
            text.replace(DRAFT_OF_ATOM, "http://www.w3.org/2005/Atom").into()
        } else {
            text.into()
        };
    };
    let Some(end) = text[start..].find('>') else { return Cow::Borrowed(text) };
    let attributes = text[start + 4..start + end].trim_end_matches('/');
    let mut kept = String::new();
    for attribute in attributes.split_inclusive(['"', '\'']).collect::<Vec<_>>().chunks(2) {
        let name = attribute[0].split('=').next().unwrap_or_default().trim();
        if attribute.len() == 2 && name != "version" && name != "xmlns" {
            kept.push(' ');
            kept.extend(attribute.iter().map(|part| part.trim_start()));
        }
    }
    Cow::Owned(format!("{}<rss version=\"2.0\"{kept}{}", &text[..start], &text[start + end..]))
}

fn parsed(text: &str) -> Result<Feed, Reason> {
    // An id that the feed does not give is none.
    let parser = Builder::new().sanitize_content(false).id_generator(|_, _, _| String::new()).build();
    parser.parse(undeclared(text).as_bytes()).map_err(|error| match error {
        ParseFeedError::ParseError(_) => Reason::UnknownFormat,
        other => Reason::BadMarkup { line: 1, what: other.to_string() },
    })
}

/// The text without declarations of XML: it is decoded, and a declaration that comes late, as where documents were
/// put behind each other, would make the parser change its encoding when it no longer can.
fn undeclared(text: &str) -> Cow<'_, str> {
    if text.contains("<?xml ") { Cow::Owned(text.replace("<?xml ", "<?was ")) } else { Cow::Borrowed(text) }
}

/// The entries before a flaw: what follows the last whole one is cut, and what is open is closed.
fn repaired(text: &str, flaw: Option<usize>) -> Option<Feed> {
    let sound = &text[..text.floor_char_boundary(flaw?)];
    let ends = [("</item>", "</channel></rss>"), ("</item>", "</rdf:RDF>"), ("</entry>", "</feed>")];
    ends.iter().find_map(|(end, close)| {
        let cut = sound.rfind(end)? + end.len();
        parsed(&format!("{}{close}", &sound[..cut])).ok()
    })
}

/// What feed-rs does not say of an entry.
#[derive(Default)]
struct Aside {
    publisher: Option<String>,
    /// The date as written, and the name of its element.
    date: Option<(String, String)>,
}

impl Aside {
    fn of(entry: &Element) -> Self {
        const DATES: &[&str] = &["published", "pubDate", "date", "issued", "created", "updated", "modified"];
        let source = entry.at(&["source"]);
        let publisher = source.and_then(|source| {
            let title = source.at(&["title"]).and_then(Element::text);
            title.or_else(|| source.children().next().is_none().then(|| source.text()).flatten())
        });
        let date = DATES.iter().find_map(|name| Some(((*name).to_owned(), entry.at(&[name])?.text()?)));
        Self { publisher: publisher.filter(|name| !name.contains("://")), date }
    }
}

fn drafts(source: &Source, feed: Feed, mut asides: Vec<Aside>) -> Vec<Result<Draft, Spike>> {
    if asides.len() != feed.entries.len() {
        asides.clear();
    }
    let mut asides = asides.into_iter();
    let of_feed = OfFeed {
        title: feed.title.and_then(plain),
        language: feed.language,
        date: feed.updated.or(feed.published).map(|at| at.to_rfc3339()),
    };
    let numbered = feed.entries.into_iter().zip(1..);
    let read = |(entry, number)| {
        let origin = source.origin.at_line(number);
        let draft = draft(source, &of_feed, entry, asides.next().unwrap_or_default());
        match draft {
            Ok(draft) => Ok(Draft { origin, ..draft }),
            Err(reason) => Err(Spike { origin, reason }),
        }
    };
    numbered.map(read).collect()
}

/// What a feed says of all its entries.
struct OfFeed {
    title: Option<String>,
    language: Option<String>,
    date: Option<String>,
}

fn draft(source: &Source, feed: &OfFeed, entry: Entry, aside: Aside) -> Result<Draft, Reason> {
    let content = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
    let media =
        |media: Vec<feed_rs::model::MediaObject>| media.into_iter().find_map(|media| media.description);
    let body = content.or_else(|| entry.summary.or_else(|| media(entry.media)).map(|text| text.content));
    let body = match body {
        Some(body) if !html::is_shallow(&body) => return Err(Reason::TooDeep(html::DEEPEST)),
        Some(body) if body.contains(['<', '&']) => html::fragment(&body),
        body => body.unwrap_or_default(),
    };
    let mut draft = source.draft(source.origin.clone(), body);
    draft.marked_up = true;
    draft.id = Some(entry.id).filter(|id| !id.trim().is_empty()).map(GivenId::Text);
    draft.headline = entry.title.and_then(plain);
    draft.outlet = aside.publisher.or_else(|| feed.title.clone()).or(draft.outlet);
    // An aggregator writes the publisher behind the headline.
    if let (Some(headline), Some(outlet)) = (&mut draft.headline, &draft.outlet)
        && let Some(bare) = headline.strip_suffix(outlet.as_str()).and_then(|rest| rest.strip_suffix(" - "))
    {
        *headline = bare.to_owned();
    }
    let alternate = |rel: &Option<String>| rel.as_deref().is_none_or(|rel| rel == "alternate");
    let link = entry.links.iter().find(|link| alternate(&link.rel)).or(entry.links.first());
    draft.url = link.map(|link| link.href.clone()).filter(|url| url.contains("://"));
    let names: Vec<String> = entry.authors.into_iter().filter_map(|person| person.name).collect();
    draft.byline = Some(names.join(", ")).filter(|names| !names.trim().is_empty());
    draft.language = entry.language.or_else(|| feed.language.clone());

    let read = |name: &str, text: &str, reason: fn(String) -> DateReason| {
        date::stamp(text).map(|stamp| dated(stamp, reason(name.to_owned())))
    };
    let written = aside.date.and_then(|(name, text)| read(&name, &text, DateReason::Field));
    let known = || {
        let (name, at) =
            entry.published.map(|at| ("published", at)).or(entry.updated.map(|at| ("updated", at)))?;
        read(name, &at.to_rfc3339(), DateReason::Field)
    };
    let mut dates: Vec<Dated> = written.or_else(known).into_iter().collect();
    let address = draft.url.as_deref().and_then(date::in_url);
    dates.extend(address.map(|day| Dated::day(day, DateReason::Url)));
    let made = feed.date.as_deref().and_then(|text| read("the date of the feed", text, DateReason::Received));
    dates.extend(made);
    dates.append(&mut draft.dates);
    draft.dates = dates;
    Ok(draft)
}

/// A title as plain text in one line.
fn plain(text: Text) -> Option<String> {
    let text = text.content;
    let text = if text.contains(['<', '&']) { html::fragment(&text) } else { text };
    let words: Vec<&str> = text.split_whitespace().collect();
    Some(words.join(" ")).filter(|text| !text.is_empty())
}
