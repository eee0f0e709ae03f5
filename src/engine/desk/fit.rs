//! Tells what is fit to print in a summary from what only stands on a page: pointers, captions, the close of a letter.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::voice::announces_reprint;

/// How what points elsewhere, or heads a list, begins.
const OPENINGS: &[&str] = &[
    "scroll down",
    "caught on camera:",
    "related:",
    "related stories",
    "read more",
    "see also",
    "watch:",
    "video:",
    "photos:",
    "in pictures:",
    "pictured:",
    "quiz:",
    "claim:",
    "the claim:",
    "contact:",
    "media contact",
    "for more information",
    "click here",
    "sign up",
    "thank you for reading",
    "thank you for your attention",
    "thank you for your consideration",
    "thank you for your cooperation",
    "thank you for your time",
    "i look forward to",
    "we look forward to your",
    "sincerely",
    "welcome to our live",
    "stay with us",
    "we are closing this",
    "follow our live",
];

/// What captions say of who is where in the picture, and what points out of the text.
const PHRASES: &[&str] = &[
    "(pictured",
    "(left)",
    "(right)",
    "(centre)",
    "(center)",
    "(above)",
    "(below)",
    "(inset)",
    "(file photo",
    "(file image",
    "(file picture",
    "(l-r)",
    "(from left",
    "is pictured",
    "are pictured",
    "pictured above",
    "pictured left",
    "pictured right",
    "pictured here",
    "how well do you know",
    "scroll down for",
    "clicking on",
    "clicking here",
    "is attached",
    "are attached",
    "is enclosed",
    "http://",
    "https://",
    "www.",
];

/// All phrases in one pass, in whatever letters.
static FOUND: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(PHRASES).ok());

/// Whether a sentence can stand in a summary for what it is.
pub(super) fn is_fit(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
    let opens =
        |opening: &&str| start.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening));
    !(text.ends_with(':')
        || OPENINGS.iter().any(opens)
        || FOUND.as_ref().is_some_and(|phrases| phrases.is_match(text))
        || announces_reprint(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_captions_and_closings_of_letters_are_not_fit_to_print() {
        for text in [
            "Scroll down for video.",
            "Scroll down for video The ferry, seen from the quay, lies in port.",
            "Caught on camera: the moment when the bridge fell into the river.",
            "Moss (right) is pictured with the mayor (centre) on the bridge.",
            "RELATED: The night when the bridge fell.",
            "Quiz: how well do you know the islands?",
            "Thank you for your attention to this matter.",
            "A copy of the mayor's letter is below.",
            "The full text of the order is attached to this release.",
            "We are closing this live blog now.",
            "The mayor today made the following statement on the bridge:",
            "Claim: The mayor has sold the bridge.",
            "Her remarks can be heard by clicking on the link.",
            "The full text of the speech is available at http://bridge.example.",
        ] {
            assert!(!is_fit(text), "{text}");
        }
        for text in [
            "The bridge fell on the right bank.",
            "The mayor thanked everybody for reading the letter.",
            "Temperatures fell below zero.",
            "The contact was made in spring.",
            "She sent the letter with a picture attached.",
        ] {
            assert!(is_fit(text), "{text}");
        }
    }
}
