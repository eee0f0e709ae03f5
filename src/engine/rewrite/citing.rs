//! What a sentence that was written anew rests on: the passage of the copy that is closest to it.

use std::ops::Range;

use crate::article::Article;
use crate::cluster;
use crate::engine::desk::{Idf, Vector, Vocabulary};
use crate::engine::{Brief, Cited};
use crate::sentence;

/// The most sentences of an article that are looked at, and the most articles: summaries rest on the top of a text.
const DEEPEST: usize = 400;
const WIDEST: usize = 24;

/// The sentences of a brief.
pub(super) struct Sources<'a> {
    vocabulary: Vocabulary,
    passages: Vec<(&'a Article, Range<usize>, Vector)>,
}

impl<'a> Sources<'a> {
    pub(super) fn new(brief: &Brief<'a>, idf: &Idf) -> Self {
        let mut vocabulary = Vocabulary::default();
        let mut passages = Vec::new();
        for article in brief.articles.iter().take(WIDEST) {
            let body = cluster::text(article);
            let language = article.language.as_deref().unwrap_or("en");
            for bytes in sentence::split_in(body, language).into_iter().take(DEEPEST) {
                let vector = vocabulary.vector(&body[bytes.clone()], idf);
                passages.push((*article, bytes, vector));
            }
        }
        Self { vocabulary, passages }
    }

    /// The sentences of the first article.
    pub(super) fn opening(&self) -> Vec<String> {
        let Some((first, _, _)) = self.passages.first() else { return Vec::new() };
        let own = self.passages.iter().take_while(|(article, _, _)| article.id == first.id);
        own.map(|(article, bytes, _)| cluster::text(article)[bytes.clone()].to_owned()).collect()
    }

    /// The sentence with the passage closest to it, of equal ones the first; none where there is no copy.
    pub(super) fn cite(&mut self, text: String, idf: &Idf) -> Option<Cited> {
        let vector = self.vocabulary.vector(&text, idf);
        let mut best: Option<(f32, usize)> = None;
        for (at, (_, _, passage)) in self.passages.iter().enumerate() {
            let likeness = passage.cosine(&vector);
            if best.is_none_or(|(most, _)| likeness > most) {
                best = Some((likeness, at));
            }
        }
        let (article, bytes, _) = &self.passages[best?.1];
        Some(Cited::new(text, article.id, bytes.clone()))
    }
}
