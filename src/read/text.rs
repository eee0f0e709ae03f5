//! Reads plain text: one article a file, perhaps under header lines ("Title: …", "Date: …"),
//! those of mail included.

use super::{Source, decode};
use crate::article::{DateReason, Dated, Draft, Reason, Spike};
use crate::date;

/// Whether it decodes as text at all.
pub(super) fn looks(head: &[u8]) -> bool {
    !decode::is_binary(head)
}

pub(super) fn read(source: &Source, bytes: &[u8]) -> Vec<Result<Draft, Spike>> {
    let draft = decode::text(bytes, None)
        .and_then(|text| if text.trim().is_empty() { Err(Reason::NoText) } else { Ok(draft(source, &text)) });
    vec![draft.map_err(|reason| source.spike(reason))]
}

fn draft(source: &Source, text: &str) -> Draft {
    let mut draft = source.draft(source.origin.clone(), String::new());
    let mut rest = text;
    while let Some((line, below)) = rest.split_once('\n') {
        let Some((name, value)) = line.split_once(':').map(|(name, value)| (name.trim(), value.trim()))
        else {
            break;
        };
        let value = value.to_owned();
        match name.to_ascii_lowercase().as_str() {
            "title" | "headline" | "subject" if draft.headline.is_none() => draft.headline = Some(value),
            "source" | "outlet" | "publisher" if value.len() < 80 => draft.outlet = Some(value),
            "author" | "byline" => draft.byline = Some(value),
            "url" | "link" => draft.url = Some(value),
            "date" | "published" => match date::stamp(&value) {
                Some(stamp) => {
                    let reason = DateReason::Field(name.to_owned());
                    draft
                        .dates
                        .insert(0, Dated { day: stamp.day, time: stamp.time, offset: stamp.offset, reason });
                }
                None => break,
            },
            "from" | "to" | "cc" | "reply-to" | "message-id" | "mime-version" | "content-type"
            | "list-id" => {}
            _ => break,
        }
        rest = below;
    }
    rest.clone_into(&mut draft.body);
    draft
}
