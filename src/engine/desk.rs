//! The engine that does what a copy desk does: it picks the sentences that carry the story, and trims them.
//!
//! `pick` chooses sentences by rule, from one article or from all the copies of a story; `terms` weighs their
//! words, `leaning` tells what cannot stand alone. `trim` takes out whole asides of which the [`Tagger`], a small transformer trained by this project, is
//! sure. Nothing is written anew, so nothing can be invented.
//!
//! From the top down: `trim` cuts spans; `tagger` turns words into chances; `encoder` is the model, as config,
//! weights and state; the layers that it is made
//! of and their kernels stand above this folder, since other engines are made of them, too.

mod denial;
mod encoder;
mod fit;
mod leaning;
mod lists;
mod passages;
mod pick;
mod pieces;
mod tagger;
mod terms;
mod trim;
mod voice;
mod weights;
mod words;

use rayon::prelude::*;

use super::{Brief, Engine, Summary};
use crate::error::Result;
use crate::options::Length;
pub(super) use pick::Sheet;
pub(super) use terms::{Idf, Vector, Vocabulary};

pub use tagger::Tagger;
pub use trim::{SURE, Trim, trim, trim_all};

/// The engine, with the table of words that it ships; without a tagger it leaves sentences whole.
pub(super) struct Desk {
    idf: Idf,
    tagger: Option<Tagger>,
}

impl Desk {
    /// A desk that picks and trims, with the weights that the program carries.
    pub(super) fn trimming() -> Result<Self> {
        Ok(Self { idf: Idf::shipped(), tagger: Some(Tagger::open(None)?) })
    }

    /// A desk that picks whole sentences.
    pub(super) fn whole() -> Self {
        Self { idf: Idf::shipped(), tagger: None }
    }

    fn summary(&self, brief: &Brief, length: Length) -> Summary {
        let mut sheet = Sheet::new(brief, &self.idf);
        if let Some(tagger) = self.tagger.as_ref().filter(|_| !brief.is_foreign()) {
            // What is trimmed leaves room: so somewhat more than the summary will hold is looked at.
            let shortlist = sheet.pick(longer(length));
            let texts: Vec<&str> = shortlist.iter().map(|at| sheet.text(*at)).collect();
            let trims = trim_all(&texts, SURE, |words| tagger.keep(words));
            for (at, trim) in shortlist.into_iter().zip(trims) {
                if let Some(trim) = trim {
                    sheet.shorten(at, trim.text);
                }
            }
        }
        sheet.summary(length)
    }
}

fn longer(length: Length) -> Length {
    match length {
        Length::Words(count) => Length::Words(count + count / 2),
        Length::Sentences(count) => Length::Sentences(count),
    }
}

impl Engine for Desk {
    fn name(&self) -> &'static str {
        if self.tagger.is_some() { "desk" } else { "desk-whole" }
    }

    fn summarise(&self, briefs: &[Brief], length: Length) -> Result<Vec<Summary>> {
        Ok(briefs.par_iter().map(|brief| self.summary(brief, length)).collect())
    }
}
