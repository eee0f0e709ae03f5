//! The engine without a model: the opening sentences of the article that leads the story.
//!
//! News is written with the point first, so this is the bar for every other engine.

use rayon::prelude::*;

use super::{Brief, Cited, Engine, Summary};
use crate::cluster;
use crate::error::Result;
use crate::options::Length;
use crate::sentence;

/// The opening sentences.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lede;

impl Engine for Lede {
    fn name(&self) -> &'static str {
        "lede"
    }

    fn summarise(&self, briefs: &[Brief], length: Length) -> Result<Vec<Summary>> {
        Ok(briefs.par_iter().map(|brief| opening(brief, length)).collect())
    }
}

fn opening(brief: &Brief, length: Length) -> Summary {
    let Some(article) = brief.articles.first() else { return Summary::default() };
    let body = cluster::text(article);
    let mut sentences = Vec::new();
    let mut words = 0;
    for bytes in sentence::split_in(body, article.language.as_deref().unwrap_or("en")) {
        let text = &body[bytes.clone()];
        let own = sentence::words(text);
        let full = match length {
            Length::Sentences(count) => sentences.len() == count,
            // Whole sentences: up to a tenth over, and no more once nine tenths are there.
            Length::Words(count) => {
                !sentences.is_empty() && (words * 10 >= count * 9 || (words + own) * 10 > count * 11)
            }
        };
        if full {
            break;
        }
        words += own;
        sentences.push(Cited::new(text.to_owned(), article.id, bytes));
    }
    Summary { sentences, ..Summary::default() }
}
