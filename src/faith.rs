//! Holds a summary to its sources: whatever engine wrote it, no figure, name or quotation may stand in it that no
//! article of the story has.
//!
//! A sentence that fails is replaced by what the engine might have written instead of the same passage, where that
//! stands, or else by the passage that it cites, word for word; and it says so. This is a veto, not a score.

use std::collections::HashSet;

use crate::article::Article;
use crate::cluster;
use crate::engine::{Brief, Cited, Standing, Summary};
use crate::fingerprint::Folded;

/// The summary with every sentence that claims more than its sources replaced: by a spare one on the same passage that
/// does not, or by the passage itself, or left out where it cites none. A passage is given once.
#[must_use]
pub fn check(summary: Summary, brief: &Brief) -> Summary {
    let texts: Vec<&str> = brief.articles.iter().map(|article| cluster::text(article)).collect();
    let sources = Sources::new(&texts);
    let mut sentences: Vec<Cited> = Vec::with_capacity(summary.sentences.len());
    for sentence in summary.sentences {
        let sentence = if sources.carry(&sentence.text) {
            Some(sentence)
        } else {
            let same = |spare: &&Cited| spare.article == sentence.article && spare.bytes == sentence.bytes;
            let spare = summary.spares.iter().filter(same).find(|spare| sources.carry(&spare.text));
            let spare = spare.map(|spare| Cited { standing: Standing::Spare, ..spare.clone() });
            spare.or_else(|| verbatim(sentence, &brief.articles))
        };
        sentences.extend(sentence.filter(|new| !sentences.iter().any(|old| old.text == new.text)));
    }
    Summary { sentences, spares: Vec::new() }
}

/// The cited passage in place of the sentence.
fn verbatim(sentence: Cited, articles: &[&Article]) -> Option<Cited> {
    let article = articles.iter().find(|article| article.id == sentence.article)?;
    let text = cluster::text(article).get(sentence.bytes.clone()).filter(|text| !text.is_empty())?;
    Some(Cited { text: text.to_owned(), standing: Standing::Verbatim, ..sentence })
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
    fn a_vetoed_sentence_gives_way_to_a_spare_one_on_its_passage_and_else_to_the_passage() {
        let article = Article::plain(SOURCE);
        let brief = Brief::of_article(&article);
        let cited = |text: &str, bytes| Cited::new(text.to_owned(), article.id, bytes);
        let (first, second) = (0..58, 59..SOURCE.len());
        let summary = Summary {
            sentences: vec![
                cited("The ferry stays until summer, Hedda Lund said.", first.clone()),
                cited("The shaft carried her for 40 winters.", second.clone()),
            ],
            spares: vec![
                cited("The ferry sank in 1999.", first.clone()),
                cited("The ferry will stay until spring.", first),
            ],
        };
        let checked = check(summary, &brief).sentences;
        assert_eq!(checked[0].text, "The ferry will stay until spring.");
        assert_eq!(checked[0].standing, Standing::Spare);
        assert_eq!(checked[1].text, SOURCE[second]);
        assert_eq!(checked[1].standing, Standing::Verbatim);
    }

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
