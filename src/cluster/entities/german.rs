//! Tells names from other nouns in German, where both have a capital: by the word that leads to them.

/// Before names stand these, and before few other nouns: those have an article, a pronoun or an adjective.
const LEADS: &[&str] = &[
    "sagte",
    "erklärte",
    "betonte",
    "meinte",
    "teilte",
    "kündigte",
    "forderte",
    "nannte",
    "namens",
    "gegen",
    "zwischen",
    "über",
];
/// Articles that are joined with a preposition, pronouns without an ending, and words that join nouns or count them.
const OTHERS: &[&str] = &[
    "die", "das", "am", "im", "zum", "zur", "vom", "beim", "ins", "ans", "aufs", "ein", "kein", "sein",
    "ihr", "mein", "unser", "und", "oder", "sowie", "als", "wie", "zu", "an", "auf", "so", "mehr", "viel",
    "rund", "etwa", "pro",
];
/// What articles and pronouns begin with, before an ending.
const STEMS: &[&str] = &[
    "d", "ein", "kein", "sein", "ihr", "mein", "unser", "dies", "jed", "jen", "manch", "welch", "all",
    "viel", "beid", "einig", "mehrer", "wenig",
];
/// How articles, pronouns and adjectives end.
const ENDINGS: &[&str] = &["e", "en", "er", "es", "em"];

/// Whether a name is likely to follow a word: "Bürgermeister", "in", "sagte"; not "der", "kleinen" or "80".
pub(super) fn leads_to_name(word: &str) -> bool {
    if word.contains(char::is_numeric) {
        return false;
    }
    let ends = |word: &str| ENDINGS.iter().any(|ending| word.ends_with(ending));
    let article = |word: &str| {
        let stem = |ending: &&str| word.strip_suffix(*ending).is_some_and(|stem| STEMS.contains(&stem));
        OTHERS.contains(&word) || ENDINGS.iter().any(stem)
    };
    if word.starts_with(char::is_uppercase) {
        return !article(&word.to_lowercase());
    }
    LEADS.contains(&word) || !(article(word) || ends(word))
}

#[cfg(test)]
mod tests {
    use super::leads_to_name;

    #[test]
    fn names_follow_titles_prepositions_and_who_said_it() {
        for word in ["Bürgermeister", "Karl", "in", "aus", "sagte", "traf", "Minister"] {
            assert!(leads_to_name(word), "{word}");
        }
        for word in ["der", "Die", "einem", "kleinen", "neue", "80", "im", "und", "ihres", "Seine"] {
            assert!(!leads_to_name(word), "{word}");
        }
    }
}
