//! Scans of which hardly a word is left whole.

use super::*;

/// What a bad scanner makes of a text: in most words a letter is another, now one and now the other.
fn scanned(text: &str, seed: usize) -> String {
    let slips = [
        ('e', 'c'),
        ('o', '0'),
        ('n', 'u'),
        ('t', 'f'),
        ('l', '1'),
        ('h', 'b'),
        ('a', 'o'),
        ('r', 'n'),
        ('s', '5'),
    ];
    let slip = |(at, letter): (usize, char)| {
        let slip = slips.iter().find(|(from, _)| *from == letter).map(|(_, to)| *to);
        slip.filter(|_| (at * 7 + seed * 3) % 11 < 2).unwrap_or(letter)
    };
    text.chars().enumerate().map(slip).collect()
}

#[test]
fn of_scans_that_can_hardly_be_read_what_differs_may_be_misread() {
    let compared = |one: &str, other: &str| {
        let [a, b] = [Article::plain(one), Article::plain(other)];
        let [a, b] = [&a, &b].map(|article| Copy::new(Clip::of(article), 0, true));
        evidence(&a, &b, &Sameness::default())
    };
    let told = compared(&scanned(FERRY, 1), &scanned(FERRY, 2));
    assert!(told.failed.is_none() && told.containment < 0.2 && told.is_misread_heavily(), "{told:?}");
    assert!(compared(&scanned(FERRY, 1), &scanned(ABOUT, 2)).failed.is_some());
    let notice = |town: &str, man: &str, sum: &str| {
        format!(
            "NOTICE TO BIDDERS. Sealed proposals will be received by the board of {town} until noon for {sum} tons of gravel. \
            Plans are on file with {man}, engineer. The board reserves the right to reject any or all bids."
        )
    };
    let (one, other) = (notice("Brack", "Ivan Orr", "4,000"), notice("Dunmere", "Lena Maas", "175"));
    assert!(compared(&scanned(&one, 1), &scanned(&other, 2)).failed.is_some(), "a notice of another town");
}
