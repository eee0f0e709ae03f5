//! Knows the headlines of round-ups: "News in brief", "Morning briefing", "Kurz notiert".

use crate::fingerprint::Folded;

/// What such headlines say, in folded words, and how many other words may stand around it: "Tamsin news roundup".
const LABELS: &[(&[&str], usize)] = &[
    (
        &[
            "in brief",
            "news briefs",
            "briefing",
            "roundup",
            "round up",
            "top stories",
            "todays headlines",
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
];

/// No headline of a round-up has more words.
const LONGEST: usize = 8;

/// Whether a headline is that of a round-up.
pub(super) fn is_of_roundup(headline: &Folded) -> bool {
    if headline.len() > LONGEST {
        return false;
    }
    let words: Vec<_> = (0..headline.len()).map(|at| headline.word_text(at)).collect();
    let has = |label: &str, beside: usize| {
        let label: Vec<&str> = label.split(' ').collect();
        words.len() <= label.len() + beside && words.windows(label.len()).any(|window| window == label)
    };
    LABELS.iter().any(|(labels, beside)| labels.iter().any(|label| has(label, *beside)))
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
        ] {
            assert!(is_of_roundup(&Folded::new(headline)), "{headline}");
        }
        for headline in [
            "Maker of weedkiller Roundup settles with farmers",
            "Ferry strike: what you need to know",
            "Minister cancels briefing after night of floods",
            "Ferry stays in port until spring",
            "",
        ] {
            assert!(!is_of_roundup(&Folded::new(headline)), "{headline}");
        }
    }
}
