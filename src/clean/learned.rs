//! Learns the furniture of each source as its pages go by: short lines that stand on most of them.
//!
//! A line of running copy is never learned, however often it recurs: only what is no sentence. Pages that open
//! alike, as the copies of one text do, teach once. Some hundred articles wait, in the order of the wire, so that the
//! first pages of a source are judged by what the next ones teach; the same wire gives the same articles.

use std::collections::{HashMap, HashSet, VecDeque};

use xxhash_rust::xxh3::xxh3_64;

use super::text::{ends_sentence, is_paragraph, split, squash};
use crate::article::{Article, ArticleId, Removed};

/// A source teaches from this many pages on.
const PAGES: u32 = 6;
/// The most articles that wait, and the most bytes of their bodies.
const WAITING: usize = 256;
const BYTES: usize = 16 << 20;
/// The most sources that are followed; the wire may name any number.
const SOURCES: usize = 4096;
/// The most lines that are kept of one source, and the most openings.
const LINES: usize = 1024;
/// A longer line is no furniture, in bytes.
const LONGEST: usize = 160;

const WHY: &str = "a line that stands on most pages of this source";

/// What was learned of every source so far, and the articles that wait to be judged by it, each with what was drawn
/// from it.
#[derive(Debug)]
pub struct Learned<T> {
    sources: HashMap<String, Source>,
    waiting: VecDeque<(Article, Lines, T)>,
    bytes: usize,
}

#[derive(Debug, Default)]
struct Source {
    pages: u32,
    openings: HashSet<u64>,
    /// On how many pages each line stood.
    lines: HashMap<u64, u32>,
}

/// What an article teaches.
#[derive(Debug)]
pub struct Lines {
    /// Its lede: furniture may stand above it.
    opening: u64,
    /// Lines that may be furniture, by their places from 0.
    short: Vec<(usize, u64)>,
}

impl Lines {
    /// Those of an article.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let body = &article.body;
        let lede = split(body).find(|line| is_paragraph(line)).unwrap_or(body);
        let may_be_furniture =
            |line: &str| (1..=LONGEST).contains(&line.len()) && !ends_sentence(line) && !is_paragraph(line);
        let short = split(body).enumerate().filter(|(_, line)| may_be_furniture(line));
        Self {
            opening: xxh3_64(&lede.as_bytes()[..lede.len().min(80)]),
            short: short.map(|(at, line)| (at, xxh3_64(squash(line).as_bytes()))).collect(),
        }
    }
}

impl<T> Default for Learned<T> {
    fn default() -> Self {
        Self { sources: HashMap::new(), waiting: VecDeque::new(), bytes: 0 }
    }
}

impl<T> Learned<T> {
    /// Learns from the next article of the wire, which then waits.
    pub fn learn(&mut self, article: Article, lines: Lines, drawn: T) {
        if let Some(outlet) = &article.outlet {
            if let Some(source) = self.sources.get_mut(outlet) {
                source.learn(&lines);
            } else if self.sources.len() < SOURCES {
                self.sources.entry(outlet.clone()).or_default().learn(&lines);
            }
        }
        self.bytes += article.body.len();
        self.waiting.push_back((article, lines, drawn));
    }

    /// The first of those that wait, if there are too many, or when it is asked for all. What its source has taught
    /// is struck from it; says whether anything was: the article then has another id.
    pub fn judged(&mut self, all: bool) -> Option<(Article, T, bool)> {
        if !all && self.waiting.len() <= WAITING && self.bytes <= BYTES {
            return None;
        }
        let (mut article, lines, drawn) = self.waiting.pop_front()?;
        self.bytes -= article.body.len();
        let source = article.outlet.as_ref().and_then(|outlet| self.sources.get(outlet));
        let struck = source.is_some_and(|source| source.strike(&mut article, &lines));
        Some((article, drawn, struck))
    }
}

impl Source {
    fn knows(&self, line: u64) -> bool {
        self.pages >= PAGES && self.lines.get(&line).is_some_and(|pages| pages * 2 > self.pages)
    }

    fn strike(&self, article: &mut Article, lines: &Lines) -> bool {
        let taught: HashSet<usize> =
            lines.short.iter().filter(|(_, line)| self.knows(*line)).map(|(at, _)| *at).collect();
        if taught.is_empty() {
            return false;
        }
        let (mut kept, mut struck) = (String::with_capacity(article.body.len()), Vec::new());
        for (at, line) in split(&article.body).enumerate() {
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

    fn learn(&mut self, lines: &Lines) {
        if self.openings.len() >= LINES {
            self.openings.clear();
        }
        if !self.openings.insert(lines.opening) {
            return;
        }
        self.pages += 1;
        if self.lines.len() >= LINES {
            // What stands on few pages is not what is looked for.
            let few = self.pages / 4;
            self.lines.retain(|_, pages| *pages > few.max(1));
        }
        let mut short: Vec<u64> = lines.short.iter().map(|(_, line)| *line).collect();
        short.sort_unstable();
        short.dedup();
        for line in short {
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
        let page = |at: usize| {
            let body = format!("{}\n{line}\nA second paragraph, number {at}, closes the story.", lede(at));
            let origin = Origin::file(std::path::Path::new("page.html"));
            let draft = Draft {
                headline: Some(format!("Headline number {at}")),
                outlet: Some("Courier".into()),
                marked_up: true,
                ..Draft::new(origin, body)
            };
            clean(draft, &options).unwrap()
        };
        let (mut learned, mut judged) = (Learned::default(), Vec::new());
        for at in 0..count {
            let article = page(at);
            let lines = Lines::of(&article);
            learned.learn(article, lines, ());
            judged.extend(learned.judged(false));
        }
        judged.extend(std::iter::from_fn(|| learned.judged(true)));
        judged.into_iter().map(|(article, ..)| article).collect()
    }

    fn lede(at: usize) -> String {
        format!(
            "Story {at} is about harbour number {at}, where the council met on Monday to speak of the quay."
        )
    }

    #[test]
    fn a_line_on_most_pages_of_a_source_is_struck_from_all_of_them() {
        for count in [20, 2 * WAITING] {
            let pages = pages(count, lede, "The Courier's corner of the quay");
            assert_eq!(pages.len(), count);
            for (at, page) in pages.iter().enumerate() {
                assert_eq!(
                    page.headline,
                    Some(format!("Headline number {at}")),
                    "the order is that of the wire"
                );
                assert_eq!(page.body.lines().count(), 2);
                assert_eq!(page.removed.last().unwrap().why, WHY);
            }
        }
    }

    #[test]
    fn few_pages_teach_nothing() {
        let pages = pages(5, lede, "The Courier's corner of the quay");
        assert!(pages.iter().all(|page| page.body.lines().count() == 3));
    }

    #[test]
    fn neither_sentences_nor_what_copies_of_one_text_share_are_learned() {
        let sentence = pages(20, lede, "The council of the harbour had met before, and nobody knows why.");
        assert_eq!(sentence[19].body.lines().count(), 3);
        let copies = pages(20, |_| lede(1), "What happens next");
        assert_eq!(copies[19].body.lines().count(), 3);
    }
}
