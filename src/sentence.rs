//! Splits paragraphs into sentences, with their places.
//!
//! The crate `sentencex` (Wikimedia) knows abbreviations, initials, decimals and quotations. What it leaves
//! joined in news, a sentence that ends in an abbreviation ("in the U.S. Officials said"), is split here; quotation
//! marks that it gave to the wrong sentence are put right.

mod quotations;
mod scripts;

use std::borrow::Cow;
use std::ops::Range;

pub(crate) use quotations::is_mark;
pub use quotations::{Quotation, quotations};
pub use scripts::{end_of_words, joins_closely};

/// The byte range of every sentence in a body of one paragraph a line, in order, without blanks around it.
/// A sentence never spans two paragraphs.
#[must_use]
pub fn split(body: &str) -> Vec<Range<usize>> {
    split_in(body, "en")
}

/// The same by the rules of a language, ISO 639-1; those of English where there are none for it.
#[must_use]
pub fn split_in(body: &str, language: &str) -> Vec<Range<usize>> {
    let quotations = quotations(body);
    let masked = without_single_marks(body);
    let mut sentences = Vec::new();
    let mut start = 0;
    for paragraph in masked.split('\n') {
        // What the splitter left apart is held until it is known that nothing belongs to it.
        let mut held: Option<Range<usize>> = None;
        let mut at = start;
        for piece in chunks(paragraph).flat_map(|chunk| sentencex::segment(language, chunk)) {
            // The pieces follow one another; `find` only skips what the splitter may have left out.
            let Some(offset) = masked[at..start + paragraph.len()].find(piece) else { continue };
            let range = at + offset..at + offset + piece.len();
            at = range.end;
            let Some(before) = held.take() else {
                held = Some(range);
                continue;
            };
            let seam = seam(body, before.end, &quotations).min(range.end);
            let (before, range) = (before.start..seam, seam..range.end);
            held = Some(if is_one(&body[before.clone()], &body[range.clone()]) {
                before.start..range.end
            } else {
                repair(body, before, &mut sentences);
                range
            });
        }
        if let Some(last) = held {
            repair(body, last, &mut sentences);
        }
        start += paragraph.len() + 1;
    }
    sentences
}

/// The text with blanks for single quotation marks, which the splitter pairs with apostrophes and then leaves joined what
/// stands between.
fn without_single_marks(body: &str) -> Cow<'_, str> {
    let bytes = body.as_bytes();
    // Of letters beyond ASCII, every byte is.
    let letter = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
    };
    let is_mark = |at: usize| !(letter(at.checked_sub(1)) && letter(Some(at + 1)));
    let mut marks = memchr::memchr_iter(b'\'', bytes).filter(|at| is_mark(*at)).peekable();
    if marks.peek().is_none() {
        return Cow::Borrowed(body);
    }
    let mut masked = String::with_capacity(body.len());
    for mark in marks {
        masked.push_str(&body[masked.len()..mark]);
        masked.push(' ');
    }
    masked.push_str(&body[masked.len()..]);
    Cow::Owned(masked)
}

/// Where one piece ends and the next begins: the splitter leaves a mark that opens a quotation with the sentence before,
/// and one that closes it with the sentence after, where blanks stand between.
fn seam(body: &str, end: usize, quotations: &[Quotation]) -> usize {
    // A mark that opens a quotation anew is none that opens one.
    let again = body[..end].char_indices().next_back().filter(|(_, mark)| "\"'‘“„".contains(*mark));
    let joined = body[end..].starts_with(|c: char| !c.is_whitespace());
    if let Some((mark, _)) = again.filter(|(mark, _)| joined && body[..*mark].ends_with(' ')) {
        return mark;
    }
    let after = end + body[end..].len() - body[end..].trim_start().len();
    let near = quotations.partition_point(|quotation| quotation.bytes.end < after);
    for quotation in quotations[near..].iter().take(2) {
        let opened = quotation.bytes.start + quotation.opening.len();
        if opened <= end && body[opened..end].trim().is_empty() {
            return quotation.bytes.start;
        }
        let closes = quotation.closed && quotation.bytes.start < end && quotation.bytes.end > after;
        if closes && quotation.bytes.end <= after + quotation.closing.len() {
            return quotation.bytes.end;
        }
    }
    end
}

/// Whether two pieces are one sentence: the first ends in an abbreviation, or the second goes on in small letters.
fn is_one(before: &str, after: &str) -> bool {
    let after = after.trim_start();
    let goes_on = after.starts_with(char::is_lowercase);
    is_abbreviated(before) || after.is_empty() || goes_on && (is_short(before) || is_quotation(before))
}

/// Whether a piece ends in what may be an abbreviation in any language: "m.in.", "hl.", "D-Del."
fn is_short(piece: &str) -> bool {
    let word = piece.trim_end().strip_suffix('.').and_then(|text| text.split_whitespace().next_back());
    word.is_some_and(|word| word.contains(['.', '-']) || word.chars().count() <= 4)
}

/// Whether a piece ends in a question or a cry that is quoted: "'Why? ' she asked."
fn is_quotation(piece: &str) -> bool {
    let text = without_closing(piece.trim_end());
    text.len() < piece.trim_end().len() && text.trim_end().ends_with(['?', '!', '.', '…'])
}

/// The splitter's time grows with the square of a paragraph's quotation marks: a longer one is cut at a blank.
const LONGEST: usize = 16 << 10;

fn chunks(paragraph: &str) -> impl Iterator<Item = &str> {
    let mut rest = paragraph;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.floor_char_boundary(LONGEST.min(rest.len()));
        let cut = if end == rest.len() { end } else { rest[..end].rfind(' ').map_or(end, |at| at + 1) };
        let (chunk, after) = rest.split_at(cut);
        rest = after;
        Some(chunk)
    })
}

/// Whether a piece ends in an abbreviation that the splitter does not know: "Ms.", "Ft.", the "D-N." of "D-N.Y."
#[must_use]
pub(crate) fn is_abbreviated(piece: &str) -> bool {
    const ABBREVIATIONS: &[&str] = &[
        "Ms", "Ft", "Mt", "Smt", "Shri", "Sri", "Cos", "Msgr", "Supt", "Insp", "Det", "Cllr", "Cpl", "Pvt",
        "Adm", "Cmdr", "Pte", "approx", "Assoc", "Bros", "Amb", "Atty", "Treas", "Pres", "Gov", "Govs",
        "Sens", "Reps", "Rep", "Sen", "Mr", "Mrs", "Dr", "St", "Gen", "Col", "Lt", "Maj", "Sgt", "Capt",
        "Prof", "Rev", "Hon", "m.in",
    ];
    let Some(word) =
        piece.trim_end().strip_suffix('.').and_then(|text| text.rsplit([' ', '\n', '(', '"', '“']).next())
    else {
        return false;
    };
    // "the University of Norvik-St."
    let word = word.strip_suffix("-St").map_or(word, |_| "St");
    let state = word.split_once('-').is_some_and(|(party, state)| party.len() == 1 && state.len() == 1);
    ABBREVIATIONS.contains(&word) || state
}

/// Words that open a sentence and do not carry on a name.
const OPENERS: &[&str] = &[
    "The",
    "A",
    "An",
    "He",
    "She",
    "It",
    "They",
    "We",
    "I",
    "You",
    "But",
    "And",
    "In",
    "On",
    "At",
    "For",
    "As",
    "If",
    "When",
    "While",
    "After",
    "Before",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "His",
    "Her",
    "Their",
    "Its",
    "Our",
    "Officials",
    "Police",
    "However",
    "Since",
    "With",
    "By",
    "From",
    "Under",
    "Some",
    "Many",
    "Most",
    "No",
    "Nor",
    "So",
    "Yet",
    "Both",
    "Not",
    "Now",
    "Last",
    "Earlier",
    "Later",
    "Meanwhile",
    "According",
    "Although",
    "Though",
    "Despite",
    "During",
    "Authorities",
    "Prosecutors",
    "Investigators",
    "Analysts",
    "Lawmakers",
    "Critics",
    "Supporters",
    "What",
    "Who",
    "Why",
    "How",
];

/// Splits a sentence again where a dotted abbreviation ends it: the next word opens a sentence.
fn repair(body: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let text = &body[range.clone()];
    let mut from = 0;
    for (at, _) in text.match_indices(". ") {
        let word = text[from..at].rsplit([' ', '(', '“', '"']).next().unwrap_or_default();
        let dotted =
            word.contains('.') && word.split('.').all(|part| (1..=2).contains(&part.chars().count()));
        let next = text[at + 2..].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let tail = ["Inc", "Corp", "Ltd", "Co", "Jr", "Sr", "etc", "No", "no"].contains(&word);
        if (dotted || tail) && OPENERS.contains(&next) {
            push(body, range.start + from..range.start + at + 1, sentences);
            from = at + 2;
        }
    }
    push(body, range.start + from..range.end, sentences);
}

fn push(body: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let text = &body[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    let end = range.end - (text.len() - text.trim_end().len());
    if start < end {
        sentences.push(start..end);
    }
}

/// The number of words, as a reader counts them: runs between blanks, and in scripts without blanks what letters tell.
#[must_use]
pub fn words(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().map(scripts::words_of_run).sum();
    }
    count_runs(text.as_bytes(), |byte| u8::from(byte != b' ') & u8::from(byte.wrapping_sub(b'\t') >= 5))
}

/// So many bytes are counted together: their count fits a byte.
const COUNTED: usize = 240;

/// How often a byte is among others, many of which are compared at a time.
pub(crate) fn count(bytes: &[u8], wanted: u8) -> usize {
    let counts = bytes.chunks(COUNTED).map(|bytes| {
        let count = bytes.iter().fold(0_u8, |count, byte| count + u8::from(*byte == wanted));
        usize::from(count)
    });
    counts.sum()
}

/// The number of runs of bytes that are inside of what is counted. `inside` is 1 for these and 0 for others, told without
/// branches: then many bytes are told at a time.
pub(crate) fn count_runs(bytes: &[u8], inside: impl Fn(u8) -> u8) -> usize {
    let mut before = 0;
    let begins = bytes.chunks(COUNTED).map(|bytes| {
        let mut begins = 0_u8;
        for byte in bytes {
            let now = inside(*byte);
            begins += (before ^ 1) & now;
            before = now;
        }
        usize::from(begins)
    });
    begins.sum()
}

/// Whether a text ends as a sentence does: with a full stop, or the mark of a question or a cry, whatever quotation
/// marks and brackets close behind it.
#[must_use]
pub fn ends(text: &str) -> bool {
    without_closing(text).ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟'])
}

/// A text without the quotation marks and brackets that close at its end.
#[must_use]
pub fn without_closing(text: &str) -> &str {
    text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '“', '『', '』', '」'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sentences(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn words_are_counted_as_the_standard_library_splits_them() {
        for text in ["", " ", "a", " a  b ", "a\u{b}b\tc\u{1f}d", "née de", "a\u{a0}b\u{2003}c", "一 二"] {
            assert_eq!(words(text), text.split_whitespace().count(), "{text:?}");
        }
    }

    #[test]
    fn sentences_survive_what_looks_like_their_end() {
        for expected in [
            &["Mr. Orr met Sen. J. K. Rowan (D-HI) at 3.4 p.m. in the U.S. Senate.", "He left."][..],
            &["The group rose 3.4 percent to $1.2 billion in Washington, D.C.", "Officials said so."],
            &["“I hope it will be productive,” she was quoted as saying.", "Why?", "Because."],
            &["“We won.”", "The crowd cheered."],
            &["He joined Acme Inc. in 1999.", "It failed."],
            &["She moved to the U.S.", "The company did not."],
            &["Lt. Gen. Mark Doe and Maj. Ali were there.", "Dr. A. Jones Jr. was not."],
            &["It costs Rs. 500 crore vs. 300 last year, i.e. more.", "No. 5 is alive."],
            &["On Oct. 26 the ferry sank.", "Nobody was hurt."],
            &["The judge told Ms. Lopez on Friday to pay.", "Ms. Smith said no."],
            &["Sen. Hillary Roe, D-N.Y., said she would vote for it.", "She did."],
            &["Ed Fry drove from Ft. Knox to Mt. Vernon.", "He came at approx. noon."],
            &["Next one… and more of it.", "Done!"],
        ] {
            assert_eq!(sentences(&expected.join(" ")), expected);
        }
    }

    #[test]
    fn quotation_marks_stay_with_their_sentences() {
        for expected in [
            &["He sold his boat.", "'Thank you for your support, Norvik, ' the sign reads.", "Nobody came."]
                [..],
            &["Moss 'had a boat ' in spring.", "She sold it.", "'Nobody minds, ' she said."],
            &["Moss said: ' I was cold.", "'It was late. '"],
            &["'Why are they doing this? ' she asked.", "The town was silent."],
            &["' I was cold, ' he said.", "' I did not mind. '", "The ferry left."],
            &["The mayor said: 'We dream of a bridge.", "The doors are open. '", "The council met."],
            &["“We won. We won again!” she said.", "He left."],
            &["\"I am glad,\" said the mayor.", "\"The wait was long.", "It was too long."],
        ] {
            assert_eq!(sentences(&expected.join(" ")), expected);
        }
    }

    #[test]
    fn sentences_are_split_by_the_rules_of_their_language() {
        let text = "Die Fähre fährt z.B. am 2. März um 9 Uhr. Danach fährt ein Bus.";
        let split = |language| split_in(text, language).len();
        assert_eq!(split("de"), 2);
        assert_eq!(split_in("渡船停航。巴士代行。", "zh").len(), 2);
        assert_eq!(split_in("One. Two.", "xx").len(), 2);
        let text = "Rada wysłuchała m.in. Jana Kowala, np. o moście. Potem głosowała.";
        assert_eq!(split_in(text, "pl").len(), 2);
    }

    #[test]
    fn a_paragraph_without_end_is_split_in_time() {
        let marks = "“".repeat(100_000);
        assert_eq!(sentences(&marks).concat(), marks);
    }

    #[test]
    fn a_sentence_never_spans_two_paragraphs() {
        assert_eq!(sentences("No stop here\nNext paragraph."), ["No stop here", "Next paragraph."]);
    }

    proptest! {
        #[test]
        fn sentences_lie_in_order_and_lose_nothing(text in "(\\PC| |\\. |\n){0,80}") {
            let ranges = split(&text);
            prop_assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
            let kept: String = ranges.iter().flat_map(|range| text[range.clone()].chars()).filter(|c| !c.is_whitespace()).collect();
            let whole: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(kept, whole);
        }
    }
}
