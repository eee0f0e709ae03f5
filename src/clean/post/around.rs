//! Finds the sentence in a post of one line, between what networks and telephones put around it: pictures, "RT @courier:",
//! "BREAKING:", an address, "Tap to read."

use super::{is_opening, is_tag};

/// What calls for attention before a colon or a dash, in small letters.
#[rustfmt::skip] // a list
const CALLS: &[&str] = &[
    "breaking", "breaking news", "just in", "alert", "news alert", "new", "latest", "the latest", "update", "now", "watch", "read",
    "developing", "urgent", "snap", "flash", "newsflash", "bulletin", "eilmeldung", "eil", "última hora", "alerte info",
    "ultim'ora",
];
/// What sends readers on, at the end, in small letters, without the mark behind it.
#[rustfmt::skip] // a list
const ENDINGS: &[&str] = &[
    "tap to read", "tap to read more", "tap for more", "tap for details", "details soon", "more soon", "more to come", "more to follow",
    "more details soon", "more details to follow", "details to follow", "follow our live coverage", "follow live", "live updates",
    "read more", "read more here", "read the full story", "full story", "the full story", "more here", "more", "details", "story",
    "link in bio", "read on", "more info", "developing", "developing story", "story developing", "full story to come",
    "full story soon", "full details shortly", "details shortly", "watch live", "watch live now", "this is a developing story",
    "this is a breaking story", "check back for updates",
];

/// Where the sentence of a post begins and ends, in bytes; all of it where nothing is around it.
pub(super) fn sentence(text: &str) -> (usize, usize) {
    let behind = begin(text);
    let end = end(behind);
    let start = text.len() - behind.len();
    if end == 0 { (0, text.len()) } else { (start, start + end) }
}

fn begin(text: &str) -> &str {
    let mut rest = text;
    loop {
        let next = rest.trim_start_matches(is_picture);
        let next = retold(next).or_else(|| called(next)).unwrap_or(next);
        if next.len() == rest.len() {
            return rest;
        }
        rest = next;
    }
}

/// Behind "RT @courier: ".
fn retold(text: &str) -> Option<&str> {
    let (name, rest) = text.strip_prefix("RT @")?.split_once(' ')?;
    name.ends_with(':').then_some(rest)
}

/// Behind "BREAKING: ", "SNAP - ".
fn called(text: &str) -> Option<&str> {
    let marks = [":", " - ", " – ", " — ", " | "];
    let parted = marks.iter().filter_map(|mark| text.split_once(*mark));
    parted.filter(|(call, _)| CALLS.contains(&&*call.to_lowercase())).map(|(_, rest)| rest).next()
}

fn end(text: &str) -> usize {
    let mut kept = text;
    loop {
        let next = kept.trim_end_matches(is_picture);
        let word = next.rsplit(' ').next().unwrap_or(next);
        let before = &next[..next.len() - word.len()];
        let next = match credited(before, word) {
            Some(told) => told,
            None if is_tag(word) && !leads_on(before) => before,
            None => sent_on(next).unwrap_or(next),
        };
        if next.len() == kept.len() {
            return kept.len();
        }
        kept = next;
    }
}

/// Before "via @courier".
fn credited<'a>(before: &'a str, word: &str) -> Option<&'a str> {
    word.strip_prefix('@').filter(|name| name.starts_with(char::is_alphanumeric))?;
    before.trim_end().strip_suffix(" via")
}

/// Whether the sentence goes on with an address: "The timetable is at …".
fn leads_on(before: &str) -> bool {
    const LONGEST: usize = 3;
    let word = before.trim_end().rsplit(' ').next().unwrap_or_default();
    (1..=LONGEST).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Before "Tap to read.", "Details:", "[Read more]".
fn sent_on(text: &str) -> Option<&str> {
    let bare = text.trim_end_matches(['.', ':', ']', '…', '»', '>', ' ']);
    ENDINGS.iter().find_map(|ending| {
        let at = bare.len().checked_sub(ending.len())?;
        let (is_ending, before) = (bare.get(at..)?.eq_ignore_ascii_case(ending), &bare[..at]);
        // "He wanted more" ends a sentence.
        let is_apart = before.trim_end_matches([' ', '[']).ends_with(|c: char| !c.is_alphabetic())
            || text.ends_with([':', ']']);
        (is_ending && before.ends_with([' ', '[']) && is_apart).then(|| before.trim_end_matches([' ', '[']))
    })
}

/// Whether a character is a blank or a picture: an emoji, an arrow, what joins them.
fn is_picture(c: char) -> bool {
    c == ' '
        || matches!(c, '\u{200d}' | '\u{20e3}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}')
        || matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}') && !is_opening(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_sentence_is_found_between_what_is_around_it() {
        let told = "Ferry stays in port until spring";
        for post in [
            "🚨 BREAKING: HERE https://sky.example/1",
            "RT @Ellery_Courier: HERE",
            "📰 HERE ➡️ https://sky.example/1",
            "🔴 HERE. Tap to read.",
            "JUST IN: HERE Follow our live coverage: https://sky.example/1 #ferry",
            "SNAP - HERE",
            "URGENT | HERE! Details: https://sky.example/1 #port",
            "☕ HERE [Read more]",
            "HERE via @Ellery_Courier #ferry",
            "HERE. Tap to read more.",
            "HERE. This is a developing story. Check back for updates.",
            "HERE",
        ] {
            let post = post.replace("HERE", told);
            let (start, end) = sentence(&post);
            assert_eq!(post[start..end].trim().trim_end_matches(['.', '!']), told, "{post}");
        }
        for post in [
            "https://sky.example/1",
            "More: than ever",
            "¿Qué pasa?",
            "Breaking the ice: a day at sea",
            "#ferry",
            "She wanted more",
            "Read all day - and more",
        ] {
            assert_eq!(sentence(post), (0, post.len()));
        }
    }

    proptest! {
        #[test]
        fn any_post_has_a_sentence_inside(post in "(\\PC|[🚨➡ :#]|RT @|new: ){0,40}") {
            let (start, end) = sentence(&post);
            prop_assert!(post.get(start..end).is_some());
        }
    }
}
