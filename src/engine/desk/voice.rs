//! Tells whose words a sentence is: a summary may not make them its own.
//!
//! A sentence out of a quotation gets its marks back; without a speaker of its own it needs the sentence before, up to
//! the one that names the speaker. What a person says of himself outside of quotation marks, as in copy that lost its
//! marks, and what is reprinted, as a letter below the news of it, is left out.

use std::borrow::Cow;
use std::ops::Range;

use super::leaning::bare;
use super::lists::Lists;
use crate::sentence::{self, Quotation};

/// Whose words a sentence is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Voice<'a> {
    /// The writer's, or it says whose.
    Clear(Cow<'a, str>),
    /// Those of whoever speaks in the sentence before.
    Continued(Cow<'a, str>),
    /// Somebody's, and it does not say whose.
    Unclear,
}

/// Words by which a person speaks of himself.
static FIRST_PERSON: Lists = Lists::new(&[
    ("en", "i i'm i've i'd i'll me my mine myself we we're we've we'd we'll us our ours ourselves"),
    ("de", "ich mich mir mein meine meinen meinem meiner wir uns unser unsere unseren unserem unserer"),
    ("fr", "je j'ai j'étais j'avais me mon ma mes nous notre nos"),
    ("es", "yo mi mis me nosotros nuestro nuestra nuestros nuestras"),
    ("it", "io mio mia miei mie noi nostro nostra nostri nostre"),
    ("pt", "eu meu minha meus minhas nós nosso nossa nossos nossas"),
    ("nl", "ik mij mijn wij we ons onze"),
]);

/// Words that say that somebody said it.
static SAID: Lists = Lists::new(&[
    (
        "en",
        "said says told tells added adds stated states noted notes wrote writes argued argues warned warns declared \
         insisted explained explains confirmed concluded asked asks replied recalled tweeted testified admitted \
         continued remarked reads",
    ),
    ("de", "sagte sagt erklärte erklärt teilte schrieb schreibt betonte meinte meint so"),
    ("fr", "dit déclaré déclare affirmé affirme expliqué explique assuré assure ajouté ajoute selon"),
    ("es", "dijo dice afirmó declaró explicó señaló aseguró agregó según"),
    ("it", "detto dice spiegato spiega dichiarato dichiara afferma aggiunto secondo"),
    ("pt", "disse diz afirmou declarou explicou acrescentou segundo"),
    ("nl", "zei zegt aldus vertelde vertelt schreef volgens"),
]);

/// The sentences that open copy and show whether it speaks for its writer.
const OPENING: usize = 2;

/// An article, and what tells whose words its sentences are.
pub(super) struct Voices<'a, 'b> {
    body: &'a str,
    passages: &'b [Range<usize>],
    quotations: &'b [Quotation],
    language: &'b str,
    /// Whether the writer speaks of himself.
    own: bool,
    /// From where on a statement is given without marks, and which sentences are reprinted.
    statement: Option<usize>,
    reprinted: Range<usize>,
}

impl<'a, 'b> Voices<'a, 'b> {
    pub(super) fn new(
        body: &'a str,
        passages: &'b [Range<usize>],
        quotations: &'b [Quotation],
        language: &'b str,
    ) -> Self {
        let mut voices =
            Self { body, passages, quotations, language, own: false, statement: None, reprinted: 0..0 };
        let told = |at: usize| sentence::ends(voices.text(at));
        let all = || 0..passages.len();
        voices.own = all().filter(|at| told(*at)).take(OPENING).any(|at| voices.is_own(at))
            || !all().any(|at| voices.is_attributed(at));
        voices.statement = all().find(|at| voices.is_introduced(*at)).map(|at| at + 1);
        voices.reprinted = voices.reprint();
        voices
    }

    /// Whose words the sentence at a place is, and it with its marks.
    pub(super) fn of(&self, at: usize) -> Voice<'a> {
        let bytes = &self.passages[at];
        if self.reprinted.contains(&at) || self.only_says(at) {
            return Voice::Unclear;
        }
        let spans = |place: usize| self.quotations.iter().find(|quotation| quotation.spans(place));
        let (opened, cut) = (spans(bytes.start), spans(bytes.end));
        if cut.is_some() && !sentence::ends(self.text(at)) {
            // The copy broke off in what is quoted.
            return Voice::Unclear;
        }
        let text = self.with_marks(bytes, opened, cut);
        if let Some(quotation) = opened.or(cut).filter(|_| !self.says(at, |_| true)) {
            let later = self.passages[at..].iter().position(|bytes| quotation.bytes.end <= bytes.end);
            // "“We won. It was late,” she said.": of the first sentence the speaker is still to come.
            let follows = later.is_some_and(|later| {
                let last = &self.passages[at + later];
                quotation.closed
                    && self.body[quotation.bytes.end.max(last.start)..last.end].contains(char::is_alphabetic)
            });
            return if follows { Voice::Unclear } else { Voice::Continued(text) };
        }
        let given = self.statement.is_some_and(|from| at >= from);
        match (given, self.is_attributed(at)) {
            (true, false) => Voice::Continued(text),
            (false, false) if !self.own && self.is_own(at) => Voice::Unclear,
            _ => Voice::Clear(text),
        }
    }

    /// A sentence with the marks of quotations that it is cut out of, and without breaks of lines.
    fn with_marks(
        &self,
        bytes: &Range<usize>,
        opened: Option<&Quotation>,
        cut: Option<&Quotation>,
    ) -> Cow<'a, str> {
        let text = &self.body[bytes.clone()];
        let opening = opened.map_or("", |quotation| quotation.opening);
        let opening = if !opening.is_empty() && text.starts_with(opening) { "" } else { opening };
        let closing = cut.map_or("", |quotation| quotation.closing);
        let closing = if text.trim_end_matches(['.', ' ']).ends_with(closing) { "" } else { closing };
        if opening.is_empty() && closing.is_empty() && !text.contains('\n') {
            return Cow::Borrowed(text);
        }
        Cow::Owned(format!("{opening}{}{closing}", text.replace('\n', " ")))
    }

    fn text(&self, at: usize) -> &'a str {
        &self.body[self.passages[at].clone()]
    }

    /// What of a sentence stands outside of quotations.
    fn outside(&self, at: usize) -> impl Iterator<Item = &'a str> {
        outside(self.body, self.passages[at].clone(), self.quotations)
    }

    /// Whether a sentence has a word outside of quotations of which this is true.
    fn says(&self, at: usize, is: impl Fn(&str) -> bool) -> bool {
        let mut words = self.outside(at).flat_map(str::split_whitespace).map(bare);
        words.any(|word| word.contains(char::is_alphabetic) && is(word))
    }

    /// Whether a sentence says that somebody says it, in words or as a transcript does ("MAYOR: …").
    fn is_attributed(&self, at: usize) -> bool {
        let label = self.text(at).split_once(": ").is_some_and(|(label, _)| {
            label.split_whitespace().count() <= 6 && label.starts_with(char::is_uppercase)
        });
        let mut before = "";
        let mut words = self.outside(at).flat_map(str::split_whitespace).map(bare);
        // What the writer says himself, or is told, has no other speaker.
        let says = |word| {
            let heard = ["was", "were", "been", "be", "is", "are"].contains(&before);
            let own = FIRST_PERSON.has(before, self.language);
            before = word;
            is_verb_of_saying(word, self.language) && !heard && !own
        };
        label || words.any(says)
    }

    /// Whether a sentence is nothing but the end of one that said what: "The statement reads."
    fn only_says(&self, at: usize) -> bool {
        let text = self.text(at);
        let last = text.split_whitespace().next_back().map(bare).unwrap_or_default();
        text.split_whitespace().count() <= 5
            && !text.contains([',', '"', '”', '\''])
            && is_verb_of_saying(last, self.language)
    }

    /// Whether a sentence speaks in the first person and does not say whose words it is.
    fn is_own(&self, at: usize) -> bool {
        let mut before = "";
        let mut first = false;
        for word in self.outside(at).flat_map(str::split_whitespace) {
            // "World War I" is no person.
            let numeral =
                word.starts_with('I') && before.starts_with(char::is_uppercase) && !before.ends_with(',');
            let capitals = word.len() > 1 && word.chars().all(|c| !c.is_lowercase());
            first |= !numeral && !capitals && FIRST_PERSON.has(bare(word), self.language);
            before = word;
        }
        first && !self.is_attributed(at)
    }

    /// Whether a sentence introduces a statement that is given without marks.
    fn is_introduced(&self, at: usize) -> bool {
        const GIVEN: &[&str] =
            &["statement", "remarks", "speech", "testimony", "text", "transcript", "comments"];
        let bytes = &self.passages[at];
        let text = self.text(at);
        let stands = |(place, _): &(usize, &str)| text[place + 1..].starts_with(char::is_whitespace);
        let Some((place, _)) = text.match_indices(':').find(stands) else { return false };
        let colon = bytes.start + place;
        let lead = self.body[bytes.start..colon].to_lowercase();
        let given = GIVEN.iter().any(|word| lead.contains(word)) && lead.contains("follow");
        given
            && !self
                .quotations
                .iter()
                .any(|quotation| quotation.bytes.start > colon && quotation.bytes.start < colon + 4)
    }

    /// The sentences that are reprinted: a letter, and what is announced to stand below.
    fn reprint(&self) -> Range<usize> {
        let all = 0..self.passages.len();
        // Copy that opens as a letter is one.
        let letter = |at: &usize| *at > OPENING && self.text(*at).starts_with("Dear ");
        let announced = all.clone().find(|at| announces_reprint(self.text(*at))).map(|at| at + 1);
        let from = all.clone().find(letter).into_iter().chain(announced).min();
        from.map_or(0..0, |from| from..all.end)
    }
}

/// Whether a sentence says that a text stands below: "A copy of the letter is below."
pub(super) fn announces_reprint(text: &str) -> bool {
    const TEXTS: &[&str] = &["letter", "text", "copy", "transcript"];
    const PLACES: &[&str] = &["below", "follows"];
    const OPENINGS: &[&str] = &["Below is", "Following is", "Here is the text", "The following is"];
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let announces = PLACES.iter().any(|place| text.ends_with(place))
        || OPENINGS.iter().any(|opening| text.starts_with(opening));
    announces && text.split(|c: char| !c.is_alphabetic()).any(|word| TEXTS.contains(&&*word.to_lowercase()))
}

/// What of a part of a body stands outside of quotations.
pub(super) fn outside<'a>(
    body: &'a str,
    bytes: Range<usize>,
    quotations: &[Quotation],
) -> impl Iterator<Item = &'a str> {
    let first = quotations.partition_point(|quotation| quotation.bytes.end <= bytes.start);
    let last = quotations.partition_point(|quotation| quotation.bytes.start < bytes.end);
    let inside = quotations[first..last.max(first)].iter().map(|quotation| quotation.bytes.clone());
    let mut from = bytes.start;
    let parts: Vec<&str> = inside
        .chain(std::iter::once(bytes.end..bytes.end))
        .map(|quoted| {
            let part = &body[from..quoted.start.clamp(from, bytes.end)];
            from = quoted.end.clamp(from, bytes.end);
            part
        })
        .collect();
    parts.into_iter()
}

/// Whether a word says that somebody said it.
pub(super) fn is_verb_of_saying(word: &str, language: &str) -> bool {
    SAID.has(word, language)
}

#[cfg(test)]
mod tests {
    use super::super::passages::passages;
    use super::*;
    use crate::sentence::quotations;

    /// What becomes of every sentence: as it is, "+" before one that goes on with the words of the one before, "-" for
    /// one that is left out.
    fn heard(body: &str) -> Vec<String> {
        let (passages, quotations) = (passages(body, "en"), quotations(body));
        let voices = Voices::new(body, &passages, &quotations, "en");
        let all = (0..passages.len()).map(|at| match voices.of(at) {
            Voice::Clear(text) => text.into_owned(),
            Voice::Continued(text) => format!("+{text}"),
            Voice::Unclear => "-".to_owned(),
        });
        all.collect()
    }

    #[test]
    fn sentences_of_a_quotation_get_its_marks_back_and_follow_its_speaker() {
        for (body, wanted) in [
            (
                "\"I am glad,\" said the mayor. \"The wait was long. It was cold.\n\"It is over,\" he said.",
                &["\"I am glad,\" said the mayor.", "-", "-", "\"It is over,\" he said."][..],
            ),
            (
                "The mayor made this statement on the new bridge:\n\"We won. It was late.\n\"It was cold.\"\nShe left.",
                &[
                    "The mayor made this statement on the new bridge: \"We won.\"",
                    "+\"It was late.\"",
                    "+\"It was cold.\"",
                    "She left.",
                ],
            ),
            (
                "The mayor said: 'We dream of a bridge. The doors are open. ' The council met.",
                &["The mayor said: 'We dream of a bridge.'", "+'The doors are open. '", "The council met."],
            ),
            ("The council met. Moss said: \"We will not", &["The council met.", "-"]),
            (
                "The council met. 'It was late. We won, ' Moss said.",
                &["The council met.", "-", "'We won, ' Moss said."],
            ),
        ] {
            assert_eq!(heard(body), wanted, "{body}");
        }
    }

    #[test]
    fn the_first_person_is_left_out_of_copy_that_speaks_of_others() {
        for (body, wanted) in [
            (
                "The council met. The bridge fell, Moss said. I was told that. I was cold, said Moss.",
                &["The council met.", "The bridge fell, Moss said.", "-", "I was cold, said Moss."][..],
            ),
            (
                "I sold my boat. The mayor said no. We met.",
                &["I sold my boat.", "The mayor said no.", "We met."],
            ),
            ("The boat was old. It sank. I miss it.", &["The boat was old.", "It sank.", "I miss it."]),
            (
                "The bridge fell in World War I on a Monday. Nobody came. Moss told the US Senate.",
                &["The bridge fell in World War I on a Monday.", "Nobody came.", "Moss told the US Senate."],
            ),
            (
                "The council met. It was late. 'It fell!' Her statement reads. I told my wife.",
                &["The council met.", "It was late.", "'It fell!'", "-", "-"],
            ),
        ] {
            assert_eq!(heard(body), wanted, "{body}");
        }
    }

    #[test]
    fn what_is_reprinted_is_no_news() {
        let letter = "The mayor wrote to the council. She wants a bridge. A copy of the letter is below.\nDear Members:\nThe bridge fell. It was old.";
        assert_eq!(heard(letter)[..2], ["The mayor wrote to the council.", "She wants a bridge."]);
        assert_eq!(heard(letter)[3..], ["-", "-", "-"]);
        let bare =
            "The mayor issued the following statement on the bridge:\nWe want a bridge. The old one fell.";
        assert_eq!(
            heard(bare),
            [
                "The mayor issued the following statement on the bridge: We want a bridge.",
                "+The old one fell."
            ]
        );
    }
}
