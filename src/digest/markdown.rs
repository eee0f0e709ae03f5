//! The digest as Markdown (`CommonMark`): whatever the wire brought is escaped, so that it stays text.

use std::fmt::Write as _;

use super::{Digest, Item, Sentence, credentials, list_outlets, long_day, overview};
use crate::engine::paragraph;

pub(super) fn page(digest: &Digest) -> String {
    let mut page = format!("# {}\n\n{}\n", long_day(digest.day), overview(digest));
    let (several, once): (Vec<&Item>, Vec<&Item>) = digest.stories.iter().partition(|item| item.copies > 1);
    for item in several {
        write_story(&mut page, item, "##");
    }
    if !once.is_empty() {
        page.push_str("\n## In one outlet\n");
        for item in once {
            write_story(&mut page, item, "###");
        }
    }
    if !digest.again.is_empty() {
        page.push_str("\n## Further copies of earlier stories\n\n");
        for again in &digest.again {
            let since = again.since.strftime("%-d %B");
            let _ = writeln!(
                page,
                "- {} ({since}): {}",
                escaped(&again.headline),
                escaped(&list_outlets(&again.outlets))
            );
        }
    }
    page
}

fn write_story(page: &mut String, item: &Item, level: &str) {
    // Writing to a string cannot fail.
    let _ = write!(page, "\n{level} {}\n\n", escaped(&item.headline));
    let dateline = item.dateline.as_deref().map(|dateline| format!("**{}** · ", escaped(dateline)));
    let _ = write!(page, "{}{}\n\n", dateline.unwrap_or_default(), escaped(&credentials(item)));
    let told = item.told();
    if !told.is_empty() {
        let _ = writeln!(page, "{}", escaped(&paragraph(told.iter().map(|sentence| &*sentence.text))));
    }
    if item.copies > 1 {
        let noun = if item.outlets.len() == 1 { "Outlet" } else { "Outlets" };
        let _ = writeln!(page, "\n{noun}: {}", escaped(&list_outlets(&item.outlets)));
    }
    for (source, bytes) in sources(&item.summary) {
        let bytes: Vec<String> = bytes.iter().map(|(from, to)| format!("{from}–{to}")).collect();
        let _ = writeln!(page, "\nFrom: {}, bytes {}", escaped(source), bytes.join(", "));
    }
}

/// The articles that the sentences rest on, each with its passages, in the order of the summary.
fn sources(summary: &[Sentence]) -> Vec<(&str, Vec<(usize, usize)>)> {
    let mut sources: Vec<(&str, Vec<(usize, usize)>)> = Vec::new();
    for sentence in summary {
        match sources.iter_mut().find(|(source, _)| *source == sentence.source) {
            Some((_, bytes)) => bytes.push(sentence.bytes),
            None => sources.push((&sentence.source, vec![sentence.bytes])),
        }
    }
    sources
}

/// Text as Markdown that shows it as it is.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let marks = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' => true,
            '&' => text[at + 1..]
                .trim_start_matches(|c: char| c == '#' || c.is_ascii_alphanumeric())
                .starts_with(';'),
            '#' | '+' | '-' | '=' => at == 0,
            '!' => text[at + 1..].starts_with('['),
            // "1. " at the start of a line makes a list.
            '.' | ')' => at > 0 && text[..at].bytes().all(|b| b.is_ascii_digit()),
            _ => false,
        };
        if marks {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_the_wire_brings_stays_text() {
        for (text, safe) in [
            ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
            ("# not a heading", "\\# not a heading"),
            ("![x](http://bad)", "\\!\\[x\\](http://bad)"),
            ("1. not a list", "1\\. not a list"),
            ("AT&T; *bold* _it_", "AT\\&T; \\*bold\\* \\_it\\_"),
            ("Profit up 3.4% – again", "Profit up 3.4% – again"),
        ] {
            assert_eq!(escaped(text), safe);
        }
    }
}
