//! Knows the headlines of round-ups: "News in brief", "Morning briefing", "Kurz notiert".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::fingerprint::Folded;

/// What such headlines say, in folded words, and how many other words may stand around it: "Tamsin news roundup".
const LABELS: &[(&[&str], usize)] = &[
    (
        &[
            "in brief",
            "news brief",
            "news briefs",
            "short news",
            "briefing",
            "roundup",
            "round up",
            "top stories",
            "todays headlines",
            "headlines at",
            "news summary",
            "news in short",
            "week in review",
            "day in review",
            "around the region",
            "around the state",
            "around the nation",
            "around the world",
            "news digest",
            "daily digest",
            "kurz notiert",
            "kurznachrichten",
            "kurzmeldungen",
            "nachrichtenuberblick",
            "im uberblick",
            "en bref",
            "en breve",
            "noticias breves",
            "resumen de noticias",
            "in breve",
            "kort nieuws",
        ],
        3,
    ),
    // These stand over a single subject as well: "The budget at a glance".
    (
        &[
            "briefs",
            "headlines",
            "at a glance",
            "things to know",
            "what you need to know",
            "kompakt",
            "breves",
            "titulares",
        ],
        1,
    ),
    // A column's name, where it is all that stands there.
    (
        &[
            "today",
            "tonight",
            "the day",
            "this morning",
            "this evening",
            "news",
            "latest news",
            "the latest",
            "nachrichten",
            "aktuelles",
            "noticias",
            "actualites",
            "notizie",
            "nieuws",
        ],
        0,
    ),
];

/// A label by the hashes of its words behind the first, and how many words may stand around it.
type Rest = (Vec<u64>, usize);

/// The labels that begin with a word, by its hash.
static BY_WORD: LazyLock<FxHashMap<u64, Vec<Rest>>> = LazyLock::new(|| {
    let mut by_word: FxHashMap<u64, Vec<Rest>> = FxHashMap::default();
    for (labels, beside) in LABELS {
        for label in *labels {
            let mut words = Folded::new(label).hashes().collect::<Vec<_>>().into_iter();
            let first = words.next().expect("no label is empty");
            by_word.entry(first).or_default().push((words.collect(), *beside));
        }
    }
    by_word
});

/// Whether a headline is that of a round-up.
pub(super) fn is_of_roundup(headline: &Folded) -> bool {
    let words = || headline.hashes().enumerate();
    words().any(|(at, word)| {
        BY_WORD.get(&word).is_some_and(|labels| {
            let has = |(label, beside): &Rest| {
                headline.len() <= 1 + label.len() + beside
                    && headline.hashes().skip(at + 1).take(label.len()).eq(label.iter().copied())
            };
            labels.iter().any(has)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_of_round_ups_are_told_from_those_of_a_story() {
        for headline in [
            "News in brief",
            "Top stories at this hour",
            "Morning Briefing: Tuesday",
            "Tamsin news round-up",
            "KURZ NOTIERT",
            "Die Nachrichten im Überblick",
            "What you need to know today",
            "Headlines at 8",
            "Today",
        ] {
            assert!(is_of_roundup(&Folded::new(headline)), "{headline}");
        }
        for headline in [
            "Maker of weedkiller Roundup settles with farmers",
            "Ferry strike: what you need to know",
            "Minister cancels briefing after night of floods",
            "Ferry stays in port until spring",
            "Ferry sails again today",
            "",
        ] {
            assert!(!is_of_roundup(&Folded::new(headline)), "{headline}");
        }
    }
}
