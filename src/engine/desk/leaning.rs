//! Tells what a sentence needs beside it to be understood: "But he …" needs the sentence before, and
//! "Mr. Lund said …" one that has said who Mr. Lund is.

use std::ops::Range;

use super::lists::Lists;
use super::voice::{is_verb_of_saying, outside};
use crate::sentence::Quotation;

/// What a sentence leans on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaning<'a> {
    /// It stands alone.
    Nothing,
    /// The sentence before it.
    Before,
    /// A sentence above it that has this name, which an earlier one gives in full.
    Name(&'a str),
}

impl<'a> Leaning<'a> {
    /// What a sentence of a body leans on; the language as ISO 639-1 has it.
    pub(super) fn of(body: &'a str, bytes: Range<usize>, quotations: &[Quotation], language: &str) -> Self {
        let (before, sentence) = (&body[..bytes.start], &body[bytes.clone()]);
        if before.trim().is_empty() {
            return Self::Nothing;
        }
        let words: Vec<&str> = sentence.split_whitespace().collect();
        let first = words.first().copied().map(bare).unwrap_or_default();
        let back = |word: &str| points_back(word, language);
        if back(first)
            || behind_opening(sentence).is_some_and(back)
            || behind_quotation(body, &bytes, quotations).is_some_and(back)
            || is_nobodys(body, bytes, quotations)
            || points_at_charge(&words)
            || speaks_of_him(&words)
        {
            return Self::Before;
        }
        let named = |name: &&str| is_given_in_full(before, name);
        if is_form_of_address(first) {
            return words.get(1).copied().map(bare).filter(named).map_or(Self::Nothing, Self::Name);
        }
        // A capital tells nothing at the head of a sentence: so the word must be a name wherever it stands.
        let goes_on = words.get(1).is_some_and(|word| word.starts_with(char::is_lowercase));
        let is_name =
            |name: &&str| is_capitalised(name) && goes_on && named(name) && is_only_name(before, name);
        let speaker = || bare_speaker(&words, language).filter(|name| !is_given_in_full(sentence, name));
        Some(first).filter(is_name).or_else(|| speaker().filter(named)).map_or(Self::Nothing, Self::Name)
    }
}

/// Words that point back where they open a sentence: "But he …", "She …", "Both …".
static BACK: Lists = Lists::new(&[
    (
        "en",
        "but and or so yet he she it they his her hers its their theirs him them this that these those such both \
         neither also however instead meanwhile still then there nor otherwise moreover furthermore therefore thus \
         another others similarly likewise consequently accordingly nevertheless nonetheless conversely",
    ),
    (
        "de",
        "aber und oder doch jedoch er sie es ihn ihm ihr ihre sein seine dieser diese dieses diesem diesen dies \
         deshalb daher darum deswegen dabei damit dazu dafür dagegen daran darauf darüber außerdem zudem allerdings \
         trotzdem dennoch auch beide solche",
    ),
    (
        "fr",
        "mais et ou or il elle ils elles lui leur leurs ce cela cette ces celui celle ceux pourtant cependant \
         toutefois ainsi donc aussi puis",
    ),
    (
        "es",
        "pero y o él ella ellos ellas esto esta este estos estas eso también además así entonces ambos ambas aunque",
    ),
    ("it", "ma e o lui lei loro questo questa questi queste ciò inoltre però tuttavia quindi anche entrambi"),
    (
        "pt",
        "mas e ou ele ela eles elas isto isso este esta estes estas também além porém contudo assim ambos ambas",
    ),
    ("nl", "maar en of hij zij ze deze dit die ook daarom toch echter beide bovendien"),
]);

/// Whether a word, opening a sentence, points back.
fn points_back(word: &str, language: &str) -> bool {
    BACK.has(word.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default(), language)
}

/// Whether a sentence is a quotation and does not say whose.
fn is_nobodys(body: &str, bytes: Range<usize>, quotations: &[Quotation]) -> bool {
    let quoted = quotations
        .iter()
        .any(|quotation| quotation.bytes.start < bytes.end && bytes.start < quotation.bytes.end);
    quoted && !outside(body, bytes, quotations).any(|outside| outside.contains(char::is_alphabetic))
}

/// Whether a sentence points at a charge or a claim that another has told: "on that count".
fn points_at_charge(words: &[&str]) -> bool {
    const CHARGES: &[&str] = &[
        "count",
        "counts",
        "charge",
        "charges",
        "claim",
        "claims",
        "allegation",
        "allegations",
        "accusation",
        "accusations",
    ];
    let points = |word: &str| ["that", "those", "these"].contains(&word);
    words.windows(2).any(|pair| points(&pair[0].to_lowercase()) && CHARGES.contains(&bare(pair[1])))
}

/// Whether a sentence opens with what somebody has and never says who it is: "Before his return he was a cook."
fn speaks_of_him(words: &[&str]) -> bool {
    const OPENERS: &[&str] =
        &["Before", "After", "During", "Since", "In", "On", "At", "For", "With", "Despite", "Under"];
    let opens = words.first().is_some_and(|word| OPENERS.contains(word));
    let his = words.get(1).is_some_and(|word| ["his", "her", "their"].contains(word));
    opens && his && words.iter().any(|word| ["he", "she", "they"].contains(word))
}

/// The family name, standing alone, of whoever speaks in a sentence: "“No,” Hartvig said", "said Ms. Hartvig".
fn bare_speaker<'a>(words: &[&'a str], language: &str) -> Option<&'a str> {
    let says = |at: usize| words.get(at).is_some_and(|word| is_verb_of_saying(bare(word), language));
    (1..words.len()).find_map(|at| {
        let (name, before) = (bare(words[at]), bare(words[at - 1]));
        let alone =
            is_form_of_address(before) || !is_capitalised(before) || words[at - 1].ends_with([',', '”', '"']);
        let spoken = says(at + 1) || is_verb_of_saying(before, language) || is_form_of_address(before);
        (is_capitalised(name) && alone && spoken).then_some(name)
    })
}

/// The word behind the few that open a sentence: "In addition, he …".
fn behind_opening(sentence: &str) -> Option<&str> {
    let words = || sentence.split_whitespace();
    let comma = words().take(4).position(|word| word.ends_with(','))?;
    words().nth(comma + 1).map(bare)
}

/// The word behind the quotation that a sentence opens in: "“No,” she said."
fn behind_quotation<'a>(body: &'a str, bytes: &Range<usize>, quotations: &[Quotation]) -> Option<&'a str> {
    let quotation = quotations.iter().find(|quotation| quotation.bytes.contains(&bytes.start))?;
    let behind = body.get(quotation.bytes.end..bytes.end)?;
    behind.split_whitespace().map(bare).find(|word| !word.is_empty())
}

fn is_form_of_address(word: &str) -> bool {
    ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr"].contains(&word)
}

/// Whether a text has a name behind another: "Ilse Tornqvist" gives "Tornqvist" in full, "Ms. Tornqvist" does not.
fn is_given_in_full(text: &str, name: &str) -> bool {
    let first_name = |word: &str| {
        is_capitalised(word) && !is_form_of_address(bare(word)) && word.ends_with(char::is_alphabetic)
    };
    places(text, name).any(|at| {
        let mut before = text[..at].split_whitespace().rev();
        match before.next() {
            // "Dale R. Kimbrough": an initial stands between.
            Some(initial) if initial.len() == 2 && initial.ends_with('.') => {
                before.next().is_some_and(first_name)
            }
            Some(word) => first_name(word),
            None => false,
        }
    })
}

/// Whether a word is never used as any other word is: "the council" and "the Council" name no person.
fn is_only_name(text: &str, name: &str) -> bool {
    let after_article = |at: usize| {
        let before = text[..at].split_whitespace().next_back().unwrap_or_default();
        ["the", "The", "a", "A", "an", "An", "of"].contains(&before)
    };
    places(text, &name.to_lowercase()).next().is_none() && !places(text, name).any(after_article)
}

/// Where a word stands in a text as a whole word.
pub(super) fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word).map(|(at, _)| at).filter(move |at| {
        !word.is_empty()
            && !inside(text[..*at].chars().next_back())
            && !inside(text[at + word.len()..].chars().next())
    })
}

/// A capital and at least two small letters.
fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().filter(|c| c.is_lowercase()).count() >= 2
}

/// A word without the marks around it, and without "'s".
pub(super) fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::quotations;

    /// What a sentence leans on behind another.
    fn of(before: &str, sentence: &str, language: &str) -> Leaning<'static> {
        let body: &'static str = format!("{before} {sentence}").leak();
        let start = body.len() - sentence.len();
        Leaning::of(body, start..body.len(), &quotations(body), language)
    }

    #[test]
    fn a_sentence_leans_on_the_one_before_or_on_one_that_gives_a_name_in_full() {
        const BEFORE: &str = "The minister, Ilse Tornqvist, resigned hours after Joren Hartvig, the premier, had seen the messages. Sheriff Dale R. Kimbrough told the City Council so, and the Council met.";
        for (sentence, leaning) in [
            ("But nobody had seen them.", Leaning::Before),
            ("“She lied,” he said.", Leaning::Before),
            ("“The council lied,” she told the court.", Leaning::Before),
            ("In addition, he had seen them.", Leaning::Before),
            ("Before his return to the council he was a cook.", Leaning::Before),
            ("In her speech, Ilse Tornqvist denied it.", Leaning::Nothing),
            ("On Monday, the council met.", Leaning::Nothing),
            ("He’d seen them.", Leaning::Before),
            ("“The council lied. Nobody minds.”", Leaning::Before),
            ("“The council lied,” the mayor said.", Leaning::Nothing),
            ("Mr. Hartvig accepted the resignation.", Leaning::Name("Hartvig")),
            ("Hartvig’s party was silent.", Leaning::Name("Hartvig")),
            ("Kimbrough said 512 people had been taken out by boat.", Leaning::Name("Kimbrough")),
            ("Kaspar Ree will run both departments.", Leaning::Nothing),
            ("Mr. Ree will run both departments.", Leaning::Nothing),
            ("“The council lied,” Hartvig said.", Leaning::Name("Hartvig")),
            ("The council lied, said Ms. Tornqvist.", Leaning::Name("Tornqvist")),
            ("The council lied, said Joren Hartvig.", Leaning::Nothing),
            ("The court did not decide on those charges.", Leaning::Before),
            ("Council members were told.", Leaning::Nothing),
            ("The opposition wants a vote.", Leaning::Nothing),
            ("Tornqvist Brothers, a builder, denied it.", Leaning::Nothing),
        ] {
            assert_eq!(of(BEFORE, sentence, "en"), leaning, "{sentence}");
            assert_eq!(of("", sentence, "en"), Leaning::Nothing, "nothing stands before it");
        }
    }

    #[test]
    fn other_languages_point_back_with_words_of_their_own() {
        for (language, sentence, leaning) in [
            ("de", "Sie hatte die Nachrichten nie gesehen.", Leaning::Before),
            ("de", "„Das war eine Lüge“, sagte die Ministerin.", Leaning::Nothing),
            ("de", "Die Ministerin trat zurück.", Leaning::Nothing),
            ("fr", "Mais personne ne les avait vus.", Leaning::Before),
            ("es", "Además, el puerto cerró.", Leaning::Before),
            ("ru", "Она ушла.", Leaning::Nothing),
        ] {
            assert_eq!(of("Ein Satz.", sentence, language), leaning, "{sentence}");
        }
    }
}
