//! Learns the furniture of each source as its pages go by: short lines that stand on most of them.
//!
//! A line of running copy is never learned, however often it recurs: only what is no sentence. Pages that open
//! alike, as the copies of one text do, teach once. What is learned from the pages before is struck from the
//! next, in the order of the wire, so that nothing is held back and the same wire gives the same articles.

use std::collections::{HashMap, HashSet};

use xxhash_rust::xxh3::xxh3_64;

use super::text::{ends_sentence, is_paragraph, squash};
use crate::article::{Article, ArticleId, Removed};

/// A source teaches from this many pages on.
const PAGES: u32 = 6;
/// The most sources that are followed; the wire may name any number.
const SOURCES: usize = 4096;
/// The most lines that are kept of one source, and the most openings.
const LINES: usize = 1024;
/// A longer line is no furniture, in bytes.
const LONGEST: usize = 160;

const WHY: &str = "a line that stands on most pages of this source";

/// What was learned of every source so far.
#[derive(Debug, Default)]
pub struct Learned {
    sources: HashMap<String, Source>,
}

#[derive(Debug, Default)]
struct Source {
    pages: u32,
    openings: HashSet<u64>,
    /// On how many pages each line stood.
    lines: HashMap<u64, u32>,
}

impl Learned {
    /// Learns from the next article of the wire, and strikes from it what its source has taught before. Says
    /// whether anything was struck: the article then has another id.
    pub fn strike(&mut self, article: &mut Article) -> bool {
        let Some(outlet) = &article.outlet else { return false };
        if !self.sources.contains_key(outlet) {
            if self.sources.len() >= SOURCES {
                return false;
            }
            self.sources.insert(outlet.clone(), Source::default());
        }
        let Some(source) = self.sources.get_mut(outlet) else { return false };
        let short: Vec<(usize, u64)> = article
            .body
            .lines()
            .enumerate()
            .filter(|(_, line)| line.len() <= LONGEST && !ends_sentence(line) && !is_paragraph(line))
            .map(|(at, line)| (at, xxh3_64(squash(line).as_bytes())))
            .collect();
        let taught: HashSet<usize> =
            short.iter().filter(|(_, line)| source.knows(*line)).map(|(at, _)| *at).collect();
        source.learn(&article.body, short.into_iter().map(|(_, line)| line).collect());
        if taught.is_empty() {
            return false;
        }
        let (mut kept, mut struck) = (String::with_capacity(article.body.len()), Vec::new());
        for (at, line) in article.body.lines().enumerate() {
            if taught.contains(&at) {
                struck.push(Removed { line: line.to_owned(), why: WHY });
            } else {
                kept.push_str(line);
                kept.push('\n');
            }
        }
        kept.pop();
        if kept.len() < article.body.len() / 2 {
            article.held_back = true;
            return false;
        }
        article.body = kept;
        article.removed.append(&mut struck);
        article.id = ArticleId::of(article.outlet.as_deref(), article.headline.as_deref(), &article.body);
        true
    }
}

impl Source {
    fn knows(&self, line: u64) -> bool {
        self.pages >= PAGES && self.lines.get(&line).is_some_and(|pages| pages * 2 > self.pages)
    }

    fn learn(&mut self, body: &str, mut lines: Vec<u64>) {
        lines.sort_unstable();
        lines.dedup();
        // The lede tells the text: furniture may stand above it.
        let lede = body.lines().find(|line| is_paragraph(line)).unwrap_or(body);
        if self.openings.len() >= LINES {
            self.openings.clear();
        }
        if !self.openings.insert(xxh3_64(&lede.as_bytes()[..lede.len().min(80)])) {
            return;
        }
        self.pages += 1;
        if self.lines.len() >= LINES {
            // What stands on few pages is not what is looked for.
            let few = self.pages / 4;
            self.lines.retain(|_, pages| *pages > few.max(1));
        }
        for line in lines {
            if self.lines.len() < LINES || self.lines.contains_key(&line) {
                *self.lines.entry(line).or_default() += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::super::article as clean;
    use super::*;
    use crate::article::{Draft, Origin};
    use crate::options::Options;

    /// What is left of the pages of one source, each with the line below its story.
    fn pages(count: usize, lede: impl Fn(usize) -> String, line: &str) -> Vec<Article> {
        let options = Options::new(Date::constant(2026, 3, 5));
        let mut learned = Learned::default();
        let page = |at: usize| {
            let body = format!("{}\n{line}\nA second paragraph, number {at}, closes the story.", lede(at));
            let origin = Origin::file(std::path::Path::new("page.html"));
            let draft = Draft {
                headline: Some(format!("Headline number {at}")),
                outlet: Some("Courier".into()),
                marked_up: true,
                ..Draft::new(origin, body)
            };
            let mut article = clean(draft, &options).unwrap();
            learned.strike(&mut article);
            article
        };
        (0..count).map(page).collect()
    }

    fn lede(at: usize) -> String {
        format!(
            "Story {at} is about harbour number {at}, where the council met on Monday to speak of the quay."
        )
    }

    #[test]
    fn a_line_on_most_pages_of_a_source_is_struck_once_it_is_known() {
        let pages = pages(20, lede, "The Courier's corner of the quay");
        assert_eq!(pages[2].body.lines().count(), 3, "three pages teach nothing");
        assert_eq!(pages[19].body.lines().count(), 2);
        assert_eq!(pages[19].removed.last().unwrap().why, WHY);
    }

    #[test]
    fn neither_sentences_nor_what_copies_of_one_text_share_are_learned() {
        let sentence = pages(20, lede, "The council of the harbour had met before, and nobody knows why.");
        assert_eq!(sentence[19].body.lines().count(), 3);
        let copies = pages(20, |_| lede(1), "What happens next");
        assert_eq!(copies[19].body.lines().count(), 3);
    }
}
