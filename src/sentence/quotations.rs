//! Tells where a text quotes, in whatever marks.
//!
//! Straight marks do not say which way they turn: the blanks around them do, and where there are blanks on both sides,
//! as copy has it that was cut into tokens, whether a quotation is open. A straight single mark is an apostrophe more
//! often than not. A quotation that runs over paragraphs opens anew in each and closes in the last.

use std::ops::Range;

/// What stands between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its place, marks included.
    pub bytes: Range<usize>,
    /// The mark that opens it.
    pub opening: &'static str,
    /// The mark that closes it, or would.
    pub closing: &'static str,
    /// Whether it is closed.
    pub closed: bool,
}

impl Quotation {
    /// Whether it goes on on both sides of a place.
    #[must_use]
    pub fn spans(&self, at: usize) -> bool {
        self.bytes.start < at && (at < self.bytes.end || at == self.bytes.end && !self.closed)
    }
}

/// How quotations are marked: the mark that opens one, those that close it, the first as they should.
const STYLES: &[(&str, &[&str])] = &[
    ("\"", &["\"", "”", "''"]),
    ("``", &["''", "\""]),
    ("''", &["''"]),
    ("'", &["'", "’"]),
    ("‘", &["’", "'"]),
    ("“", &["”", "\""]),
    ("„", &["“", "”", "\""]),
    ("”", &["”"]),
    ("«", &["»"]),
    ("»", &["«", "»"]),
    ("「", &["」"]),
    ("『", &["』"]),
];

/// Whether a character marks quotations, in whatever style.
pub(crate) fn is_mark(c: char) -> bool {
    STYLES.iter().any(|(open, closes)| open.contains(c) || closes.iter().any(|close| close.contains(c)))
}

/// Letters that an apostrophe stands before: "'em", "'90s".
const ELISIONS: &[&str] = &["em", "til", "tis", "twas", "cause", "n", "bout", "round"];

/// Which way a mark turns, as far as the blanks around it tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
}

/// A mark that may open or close a quotation.
#[derive(Clone, Copy)]
struct Mark<'a> {
    at: usize,
    text: &'a str,
    side: Side,
    /// Whether it may belong to the word before it, as in "the owners' boats".
    possessive: bool,
    /// Whether it stands behind the end of what is said: "late, '".
    late: bool,
}

impl Mark<'_> {
    fn is_single(&self) -> bool {
        ["'", "‘", "’"].contains(&self.text)
    }

    fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The quotations of a body of one paragraph a line, in order; what is quoted in a quotation is part of it.
#[must_use]
pub fn quotations(body: &str) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut open = false;
    let mut start = 0;
    for paragraph in body.split('\n') {
        let marks = marks(paragraph, start);
        let end = start + paragraph.len();
        let next = body[end..].trim_start();
        let last_single = marks.iter().rposition(|mark| mark.is_single() && mark.side != Side::Opens);
        for (place, mark) in marks.iter().enumerate() {
            match found.last_mut().filter(|_| open) {
                Some(last) if closes(mark, last.opening, &marks[place + 1..]) => {
                    last.bytes.end = mark.end();
                    last.closed = true;
                    open = false;
                }
                Some(_) => {}
                None => {
                    let ends = last_single.is_some_and(|at| at > place) || next.starts_with(['\'', '‘']);
                    let Some((opening, closing)) = opens(mark).filter(|_| !mark.is_single() || ends) else {
                        continue;
                    };
                    found.push(Quotation {
                        bytes: mark.at..mark.end(),
                        opening,
                        closing: closing[0],
                        closed: false,
                    });
                    open = true;
                }
            }
        }
        if let Some(last) = found.last_mut().filter(|_| open) {
            last.bytes.end = end;
            open = goes_on(last.opening, next);
        }
        start = end + 1;
    }
    found
}

/// The style that a mark opens a quotation in.
fn opens(mark: &Mark) -> Option<(&'static str, &'static [&'static str])> {
    let (opening, closing) = *STYLES.iter().find(|(opening, _)| *opening == mark.text)?;
    // Some languages turn these marks the other way.
    let reversed = ["”", "»", "''"].contains(&mark.text);
    let opens = mark.side == Side::Opens || mark.side == Side::Either && !reversed && !mark.possessive;
    opens.then_some((opening, closing))
}

/// Whether a mark closes what another opened, before these.
fn closes(mark: &Mark, opening: &str, after: &[Mark]) -> bool {
    let style = STYLES.iter().find(|(known, _)| *known == opening);
    let fits = style.is_some_and(|(_, closing)| closing.contains(&mark.text));
    let later = || after.iter().find(|mark| mark.is_single());
    fits && mark.side != Side::Opens
        && !(mark.possessive && later().is_some_and(|next| next.side != Side::Opens && next.late))
}

/// So many paragraphs are looked through for the end of a quotation.
const FAR: usize = 8;

/// Whether the next paragraphs go on with a quotation: the next opens it anew, or the first that has such a mark closes it.
fn goes_on(opening: &str, next: &str) -> bool {
    let own = |mark: &Mark| mark.text == opening || closes(mark, opening, &[]);
    let first = next.split('\n').take(FAR).find_map(|paragraph| marks(paragraph, 0).into_iter().find(own));
    next.starts_with(opening) || first.is_some_and(|mark| mark.side == Side::Closes)
}

/// The marks of a paragraph that begins at a place.
fn marks(paragraph: &str, start: usize) -> Vec<Mark<'_>> {
    let mut marks: Vec<Mark> = Vec::new();
    for (at, letter) in paragraph.char_indices() {
        if !"\"'`‘’“”„«»「」『』".contains(letter) || marks.last().is_some_and(|last| last.end() > start + at)
        {
            continue;
        }
        let rest = &paragraph[at..];
        let double = rest.starts_with("''") || rest.starts_with("``");
        let text = &rest[..if double { 2 } else { letter.len_utf8() }];
        let before = paragraph[..at].chars().next_back();
        let after = &rest[text.len()..];
        if text == "`" || is_apostrophe(text, before, after) {
            continue;
        }
        let free = before.is_none_or(|c| c.is_whitespace() || "([{—–-/\"“‘'".contains(c));
        let done = after.starts_with(|c: char| c.is_whitespace() || ".,;:!?)]}…—\"”’'".contains(c));
        let side = match (free, done || after.is_empty()) {
            (true, false) => Side::Opens,
            (false, true) => Side::Closes,
            // ".'And": a blank is missing.
            (false, false) if before.is_some_and(|c| ".,!?".contains(c)) => Side::Closes,
            _ => Side::Either,
        };
        let said = paragraph[..at].trim_end();
        let possessive = ["'", "’"].contains(&text) && is_plural(said, side);
        marks.push(Mark {
            at: start + at,
            text,
            side,
            possessive,
            late: said.ends_with([',', '.', '?', '!', '…']),
        });
    }
    marks
}

/// Whether a mark may be what the plural before it has: "the owners' boats", "the owners ' boats".
fn is_plural(before: &str, side: Side) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let says = ["says", "adds", "asks", "reads", "writes", "was", "is", "as"].contains(&word);
    side != Side::Opens && !says && word.ends_with(['s', 'S', 'z', 'Z', 'x', 'X'])
}

/// Whether a single mark is an apostrophe: between letters, in place of some, or before letters that stand
/// apart from their word.
fn is_apostrophe(mark: &str, before: Option<char>, after: &str) -> bool {
    if !["'", "‘", "’"].contains(&mark) {
        return false;
    }
    let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let inside = before.is_some_and(char::is_alphanumeric) && !word.is_empty();
    let elision = ELISIONS.contains(&word.to_lowercase().as_str())
        || word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('s');
    let behind = after.strip_prefix(' ').map(|after| after.split(' ').next().unwrap_or_default());
    let apart = behind.is_some_and(|letters| ["s", "t", "re", "ve", "ll", "d", "m"].contains(&letters));
    inside || elision || apart
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quoted(body: &str) -> Vec<&str> {
        quotations(body).into_iter().map(|quotation| &body[quotation.bytes]).collect()
    }

    #[test]
    fn quotations_are_found_in_whatever_marks() {
        for (body, wanted) in [
            ("“We won,” she said. “Again.”", &["“We won,”", "“Again.”"][..]),
            ("She said \"no\" and \"never\".", &["\"no\"", "\"never\""]),
            ("„Nein“, sagte sie. »Doch«, sagte er.", &["„Nein“", "»Doch«"]),
            ("« Oui », dit-il.", &["« Oui »"]),
            ("他说“好”。「はい」と彼は言った。", &["“好”", "「はい」"]),
            ("``Quite,'' she said.", &["``Quite,''"]),
            ("'We won,' she said, and the owners' boats sank.", &["'We won,'"]),
            ("It's the '90s, rock 'n' roll, and the owners' boats' sails.", &[]),
            ("Er sagte, 's sei gut", &[]),
            ("He called it 'a boat. ' She did not.", &["'a boat. '"]),
            (
                "' I was cold, ' he said. ' I did not mind. ' The ferry left.",
                &["' I was cold, '", "' I did not mind. '"],
            ),
            ("'The owners' boats sank, ' she said.", &["'The owners' boats sank, '"]),
            (
                "The owners ' boats sank, 'all' of them. ' It was late, ' he says.",
                &["'all'", "' It was late, '"],
            ),
            ("Colombia ’ s boats can ’ t be 5' long, not 6\".", &[]),
            ("He called them ' fools ' and ' cowards ' on Monday.", &["' fools '", "' cowards '"]),
            ("“He said ‘no’ to me,” she said.", &["“He said ‘no’ to me,”"]),
        ] {
            assert_eq!(quoted(body), wanted, "{body}");
        }
    }

    #[test]
    fn a_quotation_runs_over_paragraphs_until_it_is_closed() {
        let body = "\"We won. It was cold.\n\"We won again,\" she said.\nThe ferry left.";
        assert_eq!(quoted(body), ["\"We won. It was cold.\n\"We won again,\""]);
        let long = "\"We won.\nIt was cold.\nIt was late.\"\nThe ferry left.";
        assert_eq!(quoted(long), ["\"We won.\nIt was cold.\nIt was late.\""]);
        let lost = "\"We won. It was cold.\nThe ferry left. It was late.";
        assert_eq!(quoted(lost), ["\"We won. It was cold."]);
        assert!(!quotations(lost)[0].closed);
        let quotation = &quotations(body)[0];
        assert!(quotation.spans(9) && !quotation.spans(0) && !quotation.spans(quotation.bytes.end));
    }

    proptest! {
        #[test]
        fn quotations_lie_in_order(text in "([a-z .,]|[\"'`‘’“”„«»「」\n]){0,60}") {
            let found = quotations(&text);
            prop_assert!(found.windows(2).all(|pair| pair[0].bytes.end <= pair[1].bytes.start));
            prop_assert!(found.iter().all(|quotation| text.get(quotation.bytes.clone()).is_some()));
        }
    }
}
