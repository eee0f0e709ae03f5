//! What the desk picks from: sentences, and where one cannot end where its line does, that sentence with the next.

use std::ops::Range;

use super::voice::announces_reprint;
use crate::sentence;

/// A line that ends in a colon and has fewer words is a heading, unless it says that somebody speaks.
const HEADING: usize = 6;

/// The passages of a body, in order.
pub(super) fn passages(body: &str, language: &str) -> Vec<Range<usize>> {
    let mut passages: Vec<Range<usize>> = Vec::new();
    for sentence in sentence::split_in(body, language) {
        match passages.last_mut() {
            Some(last) if leads_on(&body[last.clone()], &body[sentence.clone()]) => last.end = sentence.end,
            _ => passages.push(sentence),
        }
    }
    passages
}

/// Whether what follows belongs to a sentence: it introduces it, or broke off behind a title ("to Sen.").
fn leads_on(text: &str, next: &str) -> bool {
    let introduces = text.ends_with("said:") || text.ends_with(':') && sentence::words(text) >= HEADING;
    introduces && sentence::ends(next) && !announces_reprint(text) || sentence::is_abbreviated(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_ends_in_a_colon_or_a_title_goes_on_in_the_next_line() {
        let body = "The mayor gave a letter to Sen.\nAda Moss on Monday.\nShe made the following statement about it:\n\"We want a bridge.\"\nBackground:\nThe old one fell.\nThe bridges of the island are these:\nNorvik Bridge";
        let found: Vec<&str> = passages(body, "en").into_iter().map(|bytes| &body[bytes]).collect();
        assert_eq!(
            found,
            [
                "The mayor gave a letter to Sen.\nAda Moss on Monday.",
                "She made the following statement about it:\n\"We want a bridge.\"",
                "Background:",
                "The old one fell.",
                "The bridges of the island are these:",
                "Norvik Bridge"
            ]
        );
    }
}
