//! Holds a summary to its sources: whatever engine wrote it, no figure, name or quotation may stand in it that no
//! article of the story has.
//!
//! A sentence that fails is replaced by the passage that it cites, word for word. This is a veto, not a score.

use std::collections::HashSet;

use crate::article::Article;
use crate::cluster;
use crate::engine::{Brief, Cited, Summary};
use crate::fingerprint::Folded;

/// The summary with every sentence that claims more than its sources replaced by the passage that it cites, or
/// left out where it cites none. A passage is given once.
#[must_use]
pub fn check(summary: Summary, brief: &Brief) -> Summary {
    let texts: Vec<&str> = brief.articles.iter().map(|article| cluster::text(article)).collect();
    let sources = Sources::new(&texts);
    let mut sentences: Vec<Cited> = Vec::with_capacity(summary.sentences.len());
    for sentence in summary.sentences {
        let sentence =
            if sources.carry(&sentence.text) { Some(sentence) } else { verbatim(sentence, &brief.articles) };
        sentences.extend(sentence.filter(|new| !sentences.iter().any(|old| old.text == new.text)));
    }
    Summary { sentences }
}

/// The cited passage in place of the sentence.
fn verbatim(sentence: Cited, articles: &[&Article]) -> Option<Cited> {
    let article = articles.iter().find(|article| article.id == sentence.article)?;
    let text = cluster::text(article).get(sentence.bytes.clone()).filter(|text| !text.is_empty())?;
    Some(Cited { text: text.to_owned(), ..sentence })
}

/// What the articles of a story say.
struct Sources {
    words: HashSet<String>,
    texts: Vec<String>,
}

impl Sources {
    fn new(texts: &[&str]) -> Self {
        let folded = texts.iter().map(|text| Folded::new(text));
        let words = folded.flat_map(|folded| {
            (0..folded.len()).map(|at| folded.word_text(at).into_owned()).collect::<Vec<_>>()
        });
        Self { words: words.collect(), texts: texts.iter().map(|text| straight(text)).collect() }
    }

    /// Whether every figure, name and quotation of a sentence stands in a source.
    fn carry(&self, sentence: &str) -> bool {
        let folded = Folded::new(sentence);
        let claims = (0..folded.len()).filter(|at| {
            let word = &sentence[folded.bytes(*at..*at + 1)];
            // The first word has its capital from its place.
            word.bytes().any(|b| b.is_ascii_digit()) || (*at > 0 && word.starts_with(char::is_uppercase))
        });
        let claims_stand = claims.into_iter().all(|at| self.words.contains(&*folded.word_text(at)));
        claims_stand
            && quotations(&straight(sentence))
                .all(|quotation| self.texts.iter().any(|text| text.contains(quotation)))
    }
}

/// Text with straight quotation marks and apostrophes.
fn straight(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '“' | '”' | '„' | '«' | '»' => '"',
            '‘' | '’' => '\'',
            c => c,
        })
        .collect()
}

/// What stands between double quotation marks, without a comma or stop that the sentence may have added.
fn quotations(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2).map(|quotation| quotation.trim_end_matches([',', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "The ferry will stay in port until spring, Hedda Maas said. “The shaft has carried us for 31 winters,” she said.";

    #[test]
    fn what_no_source_says_is_vetoed() {
        let sources = Sources::new(&[SOURCE]);
        for (sentence, carried) in [
            ("The ferry will stay in port.", true),
            ("Until spring, Maas said, the ferry will stay.", true),
            ("\"The shaft has carried us for 31 winters,\" she said.", true),
            ("The shaft has carried them for 32 winters.", false),
            ("The ferry will stay in port, Hedda Lund said.", false),
            ("\"The shaft carried us for 31 winters,\" she said.", false),
        ] {
            assert_eq!(sources.carry(sentence), carried, "{sentence}");
        }
    }
}
