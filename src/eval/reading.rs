//! Measures what was read from pages against what people say is in them.

use serde::Deserialize;

use super::Rates;
use crate::article::{Article, Dated};
use crate::date;

/// What a page holds, as a person wrote it down.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Expected {
    /// The page's file, below the set's folder.
    #[serde(alias = "html")]
    pub page: String,
    /// Pieces of text that must be in the article.
    #[serde(default)]
    pub with: Vec<String>,
    /// Pieces of text that must not be in it.
    #[serde(default)]
    pub without: Vec<String>,
    /// Title, author and day.
    #[serde(default, alias = "expected")]
    pub meta: Meta,
}

/// What a person says about a page's article; what is missing is not measured.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Meta {
    /// The headline.
    pub title: Option<String>,
    /// Who signed it: a name, or a list of names.
    pub author: Option<Names>,
    /// The day of publication, in any form that a field of a record may have.
    #[serde(alias = "date_published")]
    pub date: Option<String>,
}

/// One name or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Names {
    /// All in one text.
    One(String),
    /// One by one.
    Many(Vec<String>),
}

/// How often something was right, of how many times it was there to be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Right.
    pub right: usize,
    /// There.
    pub of: usize,
}

impl Tally {
    /// The share that is right, 0 to 1; 1 when there was nothing to find.
    #[must_use]
    pub fn share(self) -> f64 {
        if self.of == 0 { 1.0 } else { self.right as f64 / self.of as f64 }
    }

    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }
}

/// How well the pages of a set were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Pages of the set.
    pub pages: usize,
    /// Pages that gave no article.
    pub unread: usize,
    /// Pieces that must be there, and are.
    pub with: Tally,
    /// Pieces that must not be there; right are those that are left out.
    pub without: Tally,
    /// Headlines that are the same, but for case and marks.
    pub titles: Tally,
    /// Authors that are the same, but for case, marks, their order and what stands between them.
    pub authors: Tally,
    /// Days that are the same, on the writer's clock or in UTC.
    pub days: Tally,
}

impl Scores {
    /// Precision: of the pieces that are there, the share that must be. Recall: of those that must be there,
    /// the share that is.
    #[must_use]
    pub fn snippets(&self) -> Rates {
        let wrong = self.without.of - self.without.right;
        let found = self.with.right + wrong;
        let precision = if found == 0 { 1.0 } else { self.with.right as f64 / found as f64 };
        Rates { precision, recall: self.with.share() }
    }
}

/// Scores each page of a set against the article that was read from it, if any.
#[must_use]
pub fn scores<'a>(pages: impl IntoIterator<Item = (&'a Expected, Option<&'a Article>)>) -> Scores {
    let mut scores = Scores::default();
    for (expected, article) in pages {
        scores.pages += 1;
        scores.unread += usize::from(article.is_none());
        let body = article.map_or_else(String::new, |article| spaced(&article.body));
        for piece in &expected.with {
            scores.with.add(body.contains(&spaced(piece)));
        }
        for piece in &expected.without {
            scores.without.add(!body.contains(&spaced(piece)));
        }
        let meta = &expected.meta;
        if let Some(title) = meta.title.as_ref().filter(|title| !title.trim().is_empty()) {
            scores.titles.add(
                article.and_then(|a| a.headline.as_ref()).is_some_and(|found| bare(found) == bare(title)),
            );
        }
        let names = meta.author.as_ref().map(|names| match names {
            Names::One(name) => name.clone(),
            Names::Many(names) => names.join(", "),
        });
        if let Some(names) = names.filter(|names| !names.trim().is_empty()) {
            scores.authors.add(
                article.and_then(|a| a.byline.as_ref()).is_some_and(|found| people(found) == people(&names)),
            );
        }
        if let Some(stamp) = meta.date.as_deref().and_then(date::stamp) {
            scores.days.add(article.is_some_and(|article| is_same_day(&article.date, stamp)));
        }
    }
    scores
}

fn is_same_day(found: &Dated, stamp: date::Stamp) -> bool {
    let utc = stamp.offset.is_some_and(|offset| offset.seconds() == 0);
    found.day == stamp.day || (utc && found.time.is_some() && found.moment().date() == stamp.day)
}

/// The names of several people, in order.
fn people(names: &str) -> Vec<String> {
    const BETWEEN: &[&str] = &[" and ", " und ", " y ", " et ", " e ", " & ", "; ", " / "];
    let commas = BETWEEN.iter().fold(names.to_owned(), |names, between| names.replace(between, ", "));
    let mut people: Vec<String> = commas.split(',').map(bare).filter(|name| !name.is_empty()).collect();
    people.sort();
    people
}

/// Every run of blanks as one.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and digits in lower case.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_not_be_there_costs_precision_and_what_is_missing_recall() {
        let scores = Scores {
            with: Tally { right: 3, of: 4 },
            without: Tally { right: 4, of: 5 },
            ..Scores::default()
        };
        assert_eq!(scores.snippets(), Rates { precision: 0.75, recall: 0.75 });
    }
}
