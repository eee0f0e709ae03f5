//! Reads mail (RFC 5322, MIME): one message, or a mailbox of many (RFC 4155). A newsletter is an article; what a
//! reply quotes, and the signature below it, is none.

use std::io::{BufRead, BufReader, Read};

use mail_parser::MessageParser;

use super::input::{Input, plain};
use super::pieces::Piece;
use super::{ARTICLE_LIMIT, Drafts, Source, dated, html};
use crate::article::{DateReason, Dated, Draft, GivenId, Reason};
use crate::date;

/// Header lines that open a message on its way, in lower case.
const OPENINGS: &[&str] = &[
    "return-path:",
    "received:",
    "delivered-to:",
    "message-id:",
    "mime-version:",
    "x-original-to:",
    "dkim-signature:",
    "arc-seal:",
    "x-received:",
];

/// Whether it opens with headers that only mail has.
pub(super) fn looks(head: &[u8]) -> bool {
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default().to_ascii_lowercase();
    OPENINGS.iter().any(|opening| line.starts_with(opening.as_bytes()))
}

/// Whether it opens with the line that stands above each message of a mailbox.
pub(super) fn looks_like_mailbox(head: &[u8]) -> bool {
    is_divider(head.split(|b| *b == b'\n').next().unwrap_or_default())
}

/// "From somebody@somewhere Mon Mar  2 09:30:00 2026".
fn is_divider(line: &[u8]) -> bool {
    line.starts_with(b"From ") && memchr::memchr_iter(b':', line).count() >= 2
}

/// One message.
pub(super) fn message(source: &Source, bytes: &[u8]) -> Drafts {
    vec![draft(source, bytes).map_err(|reason| source.spike(reason))]
}

/// Every message of a mailbox, numbered from 1. Of a message with huge attachments what comes before the limit is read,
/// and a spike says so.
pub(super) fn mailbox(source: &Source, input: Input, give: &mut dyn FnMut(Piece)) {
    let mut lines = BufReader::with_capacity(64 << 10, input);
    let mut message: Vec<u8> = Vec::new();
    let (mut size, mut number) = (0, 0);
    let mut blank = true;
    let mut line = Vec::new();
    loop {
        line.clear();
        // A line without an end is read in parts.
        let read = lines.by_ref().take(1 << 20).read_until(b'\n', &mut line);
        let ended = !matches!(read, Ok(1..));
        if ended || (blank && is_divider(&line)) {
            if !message.is_empty() {
                let source = Source { origin: source.origin.at_line(number), ..source.clone() };
                let cut = (size > ARTICLE_LIMIT)
                    .then(|| source.spike(super::cut(&format!("a message of {} MiB", size >> 20))));
                give(Piece::Raw { source, bytes: std::mem::take(&mut message), read: self::message });
                if let Some(spike) = cut {
                    give(spike.into());
                }
            }
            size = 0;
            number += 1;
        } else {
            size += line.len();
            if size <= ARTICLE_LIMIT {
                // A line that looks like a divider was marked when it was stored.
                let marks = line.iter().take_while(|b| **b == b'>').count();
                let quoted = marks > 0 && line[marks..].starts_with(b"From ");
                message.extend_from_slice(&line[usize::from(quoted)..]);
            }
        }
        blank = line.iter().all(u8::is_ascii_whitespace);
        if let Err(error) = read {
            return give(
                source
                    .spike(super::input::typed(&error).unwrap_or_else(|| Reason::Unreadable(plain(&error))))
                    .into(),
            );
        }
        if ended {
            break;
        }
    }
    if let Some(damage) = lines.into_inner().damage.take() {
        give(source.spike(damage).into());
    }
}

fn draft(source: &Source, bytes: &[u8]) -> Result<Draft, Reason> {
    let message = MessageParser::default().parse(bytes).ok_or(Reason::NoText)?;
    let page = (0..message.html_body_count())
        .filter(|at| message.html_bodies().nth(*at).is_some_and(mail_parser::MessagePart::is_text_html))
        .find_map(|at| message.body_html(at));
    let text =
        (0..message.text_body_count()).filter_map(|at| message.body_text(at)).collect::<Vec<_>>().join("\n");
    let mut draft = match page {
        // A newsletter is a page: the article is to be found in it. A short letter has none, and is all there is.
        Some(page) if !html::is_shallow(&page) => return Err(Reason::TooDeep(html::DEEPEST)),
        Some(page) => html::draft(source, &page)
            .unwrap_or_else(|_| source.draft(source.origin.clone(), written(&html::fragment(&page)))),
        None => source.draft(source.origin.clone(), written(&text)),
    };
    if draft.body.trim().is_empty() {
        draft.body = written(&text);
    }
    if draft.body.trim().is_empty() && message.subject().is_none() {
        return Err(Reason::NoText);
    }
    draft.headline = message.subject().map(subject).filter(|text| !text.is_empty()).or(draft.headline);
    draft.id = message.message_id().map(|id| GivenId::Text(id.to_owned()));
    let sender = message.from().and_then(|from| from.first());
    let name = sender.and_then(mail_parser::Addr::name).map(|name| name.trim().trim_matches('"').to_owned());
    draft.outlet = name.filter(|name| !name.is_empty()).or(draft.outlet);
    let sent = message.date().and_then(|date| date::stamp(&date.to_rfc3339()));
    let mut dates: Vec<Dated> = Vec::new();
    dates.extend(sent.map(|stamp| dated(stamp, DateReason::Field("Date".into()))));
    dates.append(&mut draft.dates);
    draft.dates = dates;
    Ok(draft)
}

/// A subject without the marks of forwarding.
fn subject(text: &str) -> String {
    let mut text = text.trim();
    while let Some(rest) = ["re:", "fw:", "fwd:", "aw:", "wg:"].iter().find_map(|mark| {
        text.get(..mark.len()).filter(|start| start.eq_ignore_ascii_case(mark)).map(|_| &text[mark.len()..])
    }) {
        text = rest.trim_start();
    }
    text.to_owned()
}

/// What the sender wrote: no quoted lines, nor the line that introduces them, nor the signature.
fn written(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut quoting = false;
    for line in text.lines() {
        if line == "-- " || line == "--" {
            break;
        }
        if line.starts_with('>') {
            if std::mem::replace(&mut quoting, true) {
                continue;
            }
            // "On Monday, Ada Winter wrote:" introduces what is quoted.
            while kept.last().is_some_and(|last| last.trim().is_empty()) {
                kept.pop();
            }
            if kept.last().is_some_and(|last| last.trim_end().ends_with(':') && last.len() < 200) {
                kept.pop();
            }
            continue;
        }
        quoting = false;
        kept.push(line);
    }
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_lines_and_signatures_are_not_what_was_written() {
        let text = "The ferry stays in port.\n\nOn Monday, Ada Winter wrote:\n> Does it sail?\n>> Yes.\nA bus will run.\n-- \nTom Orr\n";
        assert_eq!(written(text), "The ferry stays in port.\n\nA bus will run.");
    }

    #[test]
    fn marks_of_forwarding_leave_the_subject() {
        assert_eq!(subject("Fwd: RE: Ferry stays"), "Ferry stays");
        assert_eq!(subject("Ferry"), "Ferry");
    }
}
