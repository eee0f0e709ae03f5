//! What stands where a headline does and is none, and what a wire sets before one.

use super::text::{begins, squash};

/// Whether a line cannot be a headline: it has no word, or is a contact, or what kind of copy it heads.
pub(super) fn is_no_headline(text: &str) -> bool {
    const RELEASES: &[&str] = &["forimmediaterelease", "pressrelease", "mediarelease", "newsrelease"];
    !text.contains(char::is_alphanumeric)
        || is_one(text, RELEASES)
        || is_label(text)
        || text.starts_with("FOR IMMEDIATE RELEASE")
        || is_contact(text)
}

/// Whether a line says that briefs stand below it.
pub(super) fn is_label(text: &str) -> bool {
    is_one(text, &["newsinbrief", "inbrief", "newsbriefs", "briefs"])
}

fn is_one(text: &str, squashed: &[&str]) -> bool {
    text.len() <= LONGEST && squashed.contains(&&*squash(text))
}

/// No label is longer, in bytes, with the marks around it.
const LONGEST: usize = 32;

/// Whether a line holds a mail address or a telephone number.
pub(super) fn is_contact(text: &str) -> bool {
    (text.contains('@') && text.split(' ').any(is_address)) || has_number(text)
}

fn is_address(word: &str) -> bool {
    let Some((before, after)) = word.split_once('@') else { return false };
    let inside = after.trim_end_matches(|c: char| !c.is_alphanumeric());
    before.ends_with(char::is_alphanumeric)
        && inside.starts_with(char::is_alphanumeric)
        && inside.contains('.')
}

/// Whether a telephone number is in a line: "(555) 010-2233", "555.010.2233", "+44 20 7946 0123".
fn has_number(text: &str) -> bool {
    // A number has more digits than that; most lines have fewer.
    let digits = text.bytes().fold(0_u8, |count, byte| count.wrapping_add(u8::from(byte.is_ascii_digit())));
    if digits < 9 {
        return false;
    }
    let runs =
        text.split(|c: char| !(c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '+' | '-' | '.' | '/')));
    runs.map(|run| run.trim_matches([' ', '-', '.', '/'])).any(|run| {
        let groups: Vec<usize> =
            run.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|length| *length > 0).collect();
        let digits: usize = groups.iter().sum();
        groups.ends_with(&[3, 3, 4])
            || (run.starts_with('+') && groups.len() >= 3 && (9..=14).contains(&digits))
            || (run.starts_with('(') && groups.len() >= 2 && (9..=12).contains(&digits))
    })
}

/// What a wire sets before a headline to tell the version of its copy: "UPDATE 2-", "CORRECTED-", "REFILE-UPDATE 1-"; and what
/// calls for attention before one that is alone, without a text: "WATCH:". Gives its length in bytes.
pub(super) fn prefix(headline: &str, is_alone: bool) -> usize {
    const NUMBERED: &[&str] = &["UPDATE ", "WRAPUP "];
    const MARKS: &[&str] = &[
        "CORRECTED",
        "CORRECTION",
        "OFFICIAL CORRECTION",
        "REFILE",
        "RPT",
        "REPEAT",
        "BREAKING NEWS",
        "BREAKING",
        "JUST IN",
        "NEWS ALERT",
    ];
    /// What an item that is nothing but a headline calls out before it.
    const CALLS: &[&str] =
        &["Video", "Watch live", "Watch", "Live updates", "Live", "Listen", "Photos", "Exclusive", "Opinion"];
    let mut rest = headline;
    loop {
        let numbered = begins(rest, NUMBERED).and_then(|mark| {
            let behind = &rest[mark.len()..];
            let after = behind.trim_start_matches(|c: char| c.is_ascii_digit());
            (after.len() < behind.len()).then_some(after)
        });
        let plain = || begins(rest, MARKS).map(|mark| &rest[mark.len()..]);
        let is_call =
            |call: &&&str| rest.get(..call.len()).is_some_and(|start| start.eq_ignore_ascii_case(call));
        let called = || CALLS.iter().filter(|_| is_alone).find(is_call).map(|call| &rest[call.len()..]);
        let Some(behind) = numbered.or_else(plain).or_else(called) else { break };
        let after = behind.trim_start();
        let Some(after) = after.strip_prefix(['-', '–', '—', ':', '|']) else { break };
        rest = after.trim_start();
    }
    if rest.is_empty() { 0 } else { headline.len() - rest.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_and_labels_are_no_headlines() {
        for text in [
            "Lena Orr, (555) 010-2233, lorr@orrintools.example",
            "Contact: Lena Orr 555-010-2233",
            "press@orrintools.example",
            "Tel. +44 20 7946 0123",
            "FOR IMMEDIATE RELEASE: March 4, 2026",
            "News in brief",
            "&",
        ] {
            assert!(is_no_headline(text), "{text}");
        }
        for text in [
            "Ferry owner to cut 212,000 sailings from 2028 to 2030",
            "Ellery 2026-03-05 14:30",
            "Lena @ the harbour",
            "Shares rise 3.4 (2.1) percent to 1 000 000",
            "Orrin Tools completes purchase of Tamsin works",
        ] {
            assert!(!is_no_headline(text), "{text}");
        }
    }

    #[test]
    fn the_wire_s_mark_before_a_headline_is_told_from_it() {
        for (headline, rest) in [
            ("UPDATE 2-Ferry strikes bridge", "Ferry strikes bridge"),
            ("WRAPUP 1 - Ferry strikes bridge", "Ferry strikes bridge"),
            ("REFILE-UPDATE 1-Ferry strikes bridge", "Ferry strikes bridge"),
            ("CORRECTED: Ferry strikes bridge", "Ferry strikes bridge"),
            ("UPDATE: The road is open", "UPDATE: The road is open"),
            ("UPDATE 3 things before summer", "UPDATE 3 things before summer"),
            ("CORRECTION", "CORRECTION"),
        ] {
            assert_eq!(&headline[prefix(headline, false)..], rest);
        }
        for called in [
            "WATCH: Ferry strikes bridge",
            "Video | Ferry strikes bridge",
            "Watch live - Ferry strikes bridge",
        ] {
            assert_eq!(prefix(called, false), 0);
            assert_eq!(&called[prefix(called, true)..], "Ferry strikes bridge");
        }
    }
}
