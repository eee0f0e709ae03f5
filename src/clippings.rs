//! The articles of a run, in order: in memory, and those of a large run in a temporary file.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::article::{Article, Origin};
use crate::cluster::{self, Clip, Pointers, When};
use crate::shelf::{Shelf, Slip};

/// Bytes of articles that are kept in memory.
const KEPT: usize = 128 << 20;
/// About what an article takes beside its text.
const BESIDE: usize = 1024;

/// Articles by their place, from 0.
#[derive(Debug)]
pub struct Clippings {
    left: usize,
    kept: Vec<Article>,
    filed: Vec<Filed>,
    shelf: Shelf<u8>,
}

/// An article on the shelf. Of a large run there are millions.
#[derive(Debug)]
struct Filed {
    path: Arc<Path>,
    /// The line in a file of several articles; 0: a whole file.
    line: u64,
    when: When,
    pointers: Pointers,
    nouns: bool,
    /// The text that is compared and the headline, of so many bytes each, and behind them everything else, as JSON; but for what
    /// cleaning removed, which is not filed.
    row: Slip,
    text: u32,
    headline: u32,
}

impl Default for Clippings {
    fn default() -> Self {
        Self::keeping(KEPT)
    }
}

impl Clippings {
    /// Keeps about so many bytes of articles in memory, and files the next.
    #[must_use]
    pub fn keeping(bytes: usize) -> Self {
        Self { left: bytes, kept: Vec::new(), filed: Vec::new(), shelf: Shelf::new(0) }
    }

    /// Adds the next article.
    ///
    /// # Panics
    /// Never: whatever an article holds can be written as JSON.
    pub fn push(&mut self, mut article: Article) {
        let size = article.body.len() + BESIDE;
        if self.left >= size {
            self.left -= size;
            self.kept.push(article);
            return;
        }
        self.left = 0;
        let (when, pointers) = (When::of(&article), Pointers::of(&article));
        let nouns = cluster::nouns_have_capitals(&article);
        let mut row = cluster::text(&article).as_bytes().to_vec();
        let text = row.len() as u32;
        let headline = article.headline.as_deref().unwrap_or_default();
        row.extend_from_slice(headline.as_bytes());
        let headline = headline.len() as u32;
        article.headline = article.headline.map(|_| String::new());
        if !article.body.is_empty() {
            article.body.clear();
            article.body.push(' ');
        }
        serde_json::to_writer(&mut row, &article).expect("names, days and texts can be written as JSON");
        let row = self.shelf.put(&row);
        let Origin { path, line } = article.origin;
        self.filed.push(Filed { path, line: line.unwrap_or(0), when, pointers, nouns, row, text, headline });
    }

    /// Takes out the articles at these places, in rising order; those behind them move up.
    pub fn remove(&mut self, places: &[usize]) {
        let goes = |at: usize| places.binary_search(&at).is_ok();
        let kept = self.kept.len();
        let (mut at, mut filed) = (0.., kept..);
        self.kept.retain(|_| at.next().is_some_and(|at| !goes(at)));
        self.filed.retain(|_| filed.next().is_some_and(|at| !goes(at)));
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len() + self.filed.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One of them. Of an article that was filed, what cleaning removed is not known any more.
    ///
    /// # Panics
    /// When there is none at this place.
    #[must_use]
    pub fn get(&self, at: usize) -> Cow<'_, Article> {
        let Some(filed) = at.checked_sub(self.kept.len()) else { return Cow::Borrowed(&self.kept[at]) };
        let filed = &self.filed[filed];
        let facts = &self.shelf.get(filed.row)[filed.text as usize + filed.headline as usize..];
        let mut article: Article = serde_json::from_slice(facts).expect("it was written as JSON");
        if !article.body.is_empty() {
            self.text(filed).clone_into(&mut article.body);
        }
        article.headline = article.headline.map(|_| self.headline(filed).to_owned());
        article.origin = filed.origin();
        Cow::Owned(article)
    }

    /// Where one was found.
    ///
    /// # Panics
    /// When there is none at this place.
    #[must_use]
    pub fn origin(&self, at: usize) -> Cow<'_, Origin> {
        match at.checked_sub(self.kept.len()) {
            None => Cow::Borrowed(&self.kept[at].origin),
            Some(filed) => Cow::Owned(self.filed[filed].origin()),
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Cow<'_, Article>> {
        (0..self.len()).map(|at| self.get(at))
    }

    /// What finding copies needs of each.
    #[must_use]
    pub fn clips(&self) -> Vec<Clip<'_>> {
        let clip = |filed| {
            let &Filed { when, pointers, nouns, .. } = filed;
            Clip { text: self.text(filed), headline: self.headline(filed), when, pointers, nouns }
        };
        let filed = self.filed.iter().map(clip);
        self.kept.iter().map(Clip::of).chain(filed).collect()
    }

    /// All of them, in memory.
    #[must_use]
    pub fn into_vec(mut self) -> Vec<Article> {
        let mut all = std::mem::take(&mut self.kept);
        all.extend((0..self.filed.len()).map(|at| self.get(at).into_owned()));
        all
    }

    fn text(&self, filed: &Filed) -> &str {
        self.written(filed, 0..filed.text)
    }

    fn headline(&self, filed: &Filed) -> &str {
        self.written(filed, filed.text..filed.text + filed.headline)
    }

    fn written(&self, filed: &Filed, bytes: Range<u32>) -> &str {
        let text = &self.shelf.get(filed.row)[bytes.start as usize..bytes.end as usize];
        std::str::from_utf8(text).expect("a text was filed")
    }
}

impl Filed {
    fn origin(&self) -> Origin {
        Origin { path: Arc::clone(&self.path), line: (self.line > 0).then_some(self.line) }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{Draft, Options, clean};

    fn article(text: &str) -> Article {
        let options = Options::new(jiff::civil::date(2026, 3, 6));
        let draft = Draft {
            headline: Some("Ferry stays in port".into()),
            outlet: Some("Ellery Courier".into()),
            ..Draft::new(Origin::file(Path::new("wire.jsonl")).at_line(7), text.to_owned())
        };
        clean::article(draft, &options).expect("it has a text")
    }

    #[test]
    fn an_article_is_the_same_from_memory_and_from_the_file() {
        let articles = [
            article(
                "TAMSIN, March 2 (Northwire) — The ferry stays in port until spring. It has cracks.\n(NW)",
            ),
            article(""),
        ];
        let (mut kept, mut filed) = (Clippings::default(), Clippings::keeping(0));
        for article in articles {
            kept.push(article.clone());
            filed.push(article);
        }
        let known = |article: Cow<Article>| {
            format!("{:?}", Article { removed: Vec::new(), uncounted: None, ..article.into_owned() })
        };
        assert!(kept.iter().map(known).eq(filed.iter().map(known)));
        let clips = |clippings: &Clippings| format!("{:?}", clippings.clips());
        assert_eq!(clips(&kept), clips(&filed));
        assert_eq!(filed.origin(1).to_string(), "wire.jsonl:7");
        kept.remove(&[0]);
        filed.remove(&[0]);
        assert!(kept.iter().map(known).eq(filed.iter().map(known)));
        assert_eq!(kept.len(), 1);
        kept.remove(&[]);
        assert_eq!(filed.into_vec().len(), 1);
    }
}
