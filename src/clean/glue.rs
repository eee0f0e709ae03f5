//! Parts what a scraper ran together: paragraphs, buttons and titles without anything between them.

use std::borrow::Cow;

use super::{Line, Proof};

/// So many sentences that begin right behind the last one's mark show that a text was run together.
const JOINTS: usize = 2;
/// So many words that go on with a capital in a line show that it is a row of titles.
const ROW: usize = 3;

/// Parts lines where a sentence begins right behind the mark of the last one, and rows of titles.
pub(super) fn part(proof: &mut Proof) {
    let joints = proof.lines.iter().flat_map(|line| joints(&line.text));
    if joints.take(JOINTS).count() < JOINTS {
        return;
    }
    let lines = std::mem::take(&mut proof.lines);
    proof.lines = lines.into_iter().flat_map(|line| parted(line)).collect();
}

fn parted(line: Line<'_>) -> Vec<Line<'_>> {
    let mut places: Vec<usize> = joints(&line.text).collect();
    let seams: Vec<usize> = seams(&line.text).collect();
    if seams.len() >= ROW {
        places.extend(seams);
        places.sort_unstable();
    }
    if places.is_empty() {
        return vec![line];
    }
    let starts = std::iter::once(0).chain(places.iter().copied());
    let ends = places.iter().copied().chain([line.text.len()]);
    let pieces = starts.zip(ends).map(|(start, end)| line.text[start..end].trim().to_owned());
    pieces
        .filter(|piece| !piece.is_empty())
        .map(|piece| Line { text: Cow::Owned(piece), struck: None })
        .collect()
}

/// Where a sentence begins right behind the mark of the last one: "until May.The council". No address is one.
fn joints(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    // Behind most marks is a blank.
    let goes_on = move |mark: &usize| {
        bytes.get(mark + 1).is_some_and(|next| !matches!(next, b' ' | b'.' | b'0'..=b'9'))
    };
    memchr::memchr3_iter(b'.', b'!', b'?', bytes).filter(goes_on).filter_map(move |mark| {
        let rest = text[mark + 1..].trim_start_matches(['"', '”', '’', ')']);
        let at = text.len() - rest.len();
        (begins_word(rest) && ends_word(&text[..mark]) && !is_address(text, mark)).then_some(at)
    })
}

/// Where a word goes on with a capital: `PrintRelated`.
fn seams(text: &str) -> impl Iterator<Item = usize> {
    let capitals = text.char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at);
    capitals.filter(|at| begins_word(&text[*at..]) && ends_word(&text[..*at]) && !is_address(text, *at))
}

/// Whether a text begins with a capital and a small letter.
fn begins_word(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

/// Whether a text ends in three small letters: "St.Pauli" does not go on with a sentence.
fn ends_word(text: &str) -> bool {
    const LETTERS: usize = 3;
    text.chars().rev().take(LETTERS).filter(|c| c.is_lowercase()).count() == LETTERS
}

/// No address is looked at beyond so many bytes around a place.
const ADDRESS: usize = 80;

/// Whether the word around a place is an address.
fn is_address(text: &str, at: usize) -> bool {
    let before = &text[text.ceil_char_boundary(at.saturating_sub(ADDRESS))..at];
    let behind = &text[at..text.floor_char_boundary((at + ADDRESS).min(text.len()))];
    let before = before.rsplit(' ').next().unwrap_or(before);
    let behind = behind.split(' ').next().unwrap_or(behind);
    before.starts_with("www") || before.contains(['/', '@']) || behind.contains(['/', '@'])
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Draft, Origin};
    use crate::options::Options;

    fn cleaned(body: &str) -> Article {
        let draft = Draft::new(Origin::file(std::path::Path::new("a.txt")), body.into());
        crate::clean::article(draft, &Options::new(jiff::civil::date(2026, 3, 5))).unwrap()
    }

    #[test]
    fn what_was_run_together_is_parted_and_its_furniture_struck() {
        let story = "The ferry that links the two shores of the sound stays in port until spring.Its owner said on Monday that \
            a shaft has cracks, and that nobody can forge another before winter.";
        let page = format!(
            "{story}More to come.Share Tweet Email PrintRelated storiesBridge closes after stormWhy rivers riseMayor steps down"
        );
        assert_eq!(
            cleaned(&page).body,
            story.replace("spring.Its", "spring.\nIts"),
            "{:?}",
            cleaned(&page).removed
        );
    }

    #[test]
    fn a_missing_blank_and_names_with_capitals_part_nothing() {
        for copy in [
            "The ferry stays in port until May.The council meets on Monday, and the owner will be heard there as well.",
            "Write to orr@ellery.example.Com or go to www.Ellery.Example and www.Tamsin.Example, as they told us on Monday.",
            "Visit St.Pauli and St.Gallen, said Lena Orr of the Ellery Works on the first day of the fair in the spring.",
        ] {
            assert_eq!(cleaned(copy).body, copy);
        }
    }
}
