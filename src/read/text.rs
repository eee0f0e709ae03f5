//! Reads plain text: one article a file, perhaps under header lines ("Title: …", "Date: …"),
//! those of mail included.

use super::{Source, dated, decode};
use crate::article::{DateReason, Draft, Reason, Spike};
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
    let text = text.replace("\r\n", "\n");
    let (headers, body) = headers(&text);
    for (name, value) in headers {
        match name.to_ascii_lowercase().as_str() {
            "title" | "headline" | "subject" if draft.headline.is_none() => draft.headline = Some(value),
            "source" | "outlet" | "publisher" if value.len() < 80 => draft.outlet = Some(value),
            "author" | "byline" => draft.byline = Some(value),
            "url" | "link" => draft.url = Some(value),
            "date" | "published" => {
                if let Some(stamp) = date::stamp(&value) {
                    let reason = DateReason::Field(name.to_owned());
                    draft.dates.insert(0, dated(stamp, reason));
                }
            }
            _ => {}
        }
    }
    draft.body = if is_markdown(source, body) { without_marks(body) } else { body.to_owned() };
    draft
}

/// Whether a text is Markdown: its file is so called, or it opens with a heading.
fn is_markdown(source: &Source, text: &str) -> bool {
    let named = source.origin.path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
    named || text.trim_start().starts_with("# ")
}

/// Markdown without the marks of its headings.
fn without_marks(text: &str) -> String {
    let line = |line: &str| {
        let title = line.trim_start_matches('#');
        let depth = line.len() - title.len();
        if (1..=6).contains(&depth) && title.starts_with(' ') { title.trim() } else { line }.to_owned()
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// The header lines above a text (RFC 5322: a name, a colon, a value that may go on in indented lines), and
/// the text below them. Lines that only look like headers, without one that is known, are text.
fn headers(text: &str) -> (Vec<(&str, String)>, &str) {
    const KNOWN: &[&str] = &[
        "title",
        "headline",
        "subject",
        "date",
        "published",
        "from",
        "to",
        "message-id",
        "source",
        "outlet",
        "publisher",
        "author",
        "byline",
        "url",
        "link",
    ];
    let is_name = |name: &str| {
        (2..=32).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
            && name.starts_with(|c: char| c.is_ascii_uppercase())
    };
    let mut headers: Vec<(&str, String)> = Vec::new();
    let mut rest = text;
    while let Some((line, below)) = rest.split_once('\n') {
        match line.split_once(':') {
            _ if line.starts_with([' ', '\t']) && !headers.is_empty() && !line.trim().is_empty() => {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            Some((name, value)) if is_name(name.trim_end()) => {
                headers.push((name.trim_end(), value.trim().to_owned()));
            }
            _ => break,
        }
        rest = below;
    }
    let known = |name: &str| KNOWN.contains(&name.to_ascii_lowercase().as_str());
    // Below a single unknown line, or a line of the story itself, there is no header.
    if headers.iter().all(|(name, _)| known(name))
        || (headers.iter().any(|(name, _)| known(name)) && rest.starts_with('\n'))
    {
        (headers, rest)
    } else {
        (Vec::new(), text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_headers_are_read_and_folded_lines_joined() {
        let mail = "Subject: Flood waters recede in\n northern towns\nDate: Fri, 26 Oct 2018 14:03:11 +0530\nX-Mailer: none\n\nThe river fell.\n";
        let (read, body) = headers(mail);
        assert_eq!(read[0], ("Subject", "Flood waters recede in northern towns".to_owned()));
        assert_eq!(read.len(), 3);
        assert_eq!(body.trim(), "The river fell.");
    }

    #[test]
    fn headings_of_markdown_lose_their_marks() {
        let read = |name: &str, text: &str| {
            let drafts = crate::read::bytes(name, text.as_bytes());
            drafts[0].as_ref().unwrap().body.clone()
        };
        let story = "# Ferry stays in port\n\nIt has cracks.\n\n## What next?\n\n#ferry is what they say.";
        let plain = "Ferry stays in port\n\nIt has cracks.\n\nWhat next?\n\n#ferry is what they say.";
        assert_eq!(read("a.md", story), plain);
        assert_eq!(read("a.txt", story), plain);
        assert_eq!(read("a.txt", "Ferry stays\n# 3 in a row"), "Ferry stays\n# 3 in a row");
    }

    #[test]
    fn a_story_that_opens_with_a_colon_has_no_headers() {
        for text in [
            "Update: the road is open.\nMore follows.\n",
            "Ferry: no sailings\n\nThe ferry stays.\n",
            "No colon\n",
        ] {
            assert_eq!(headers(text), (Vec::new(), text));
        }
    }
}
