//! The engine that does what a copy desk does: it picks the sentences that carry the story.
//!
//! [`pick`] chooses whole sentences by rule, from one article or from all the copies of a story; [`terms`]
//! weighs their words. Nothing is written anew, so nothing can be invented.

mod pick;
mod terms;

use rayon::prelude::*;

use super::{Brief, Engine, Summary};
use crate::error::Result;
use crate::options::Length;
use terms::Weights;

/// The engine, with the weights of words that it ships.
pub(super) struct Desk {
    weights: Weights,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self { weights: Weights::shipped() }
    }
}

impl Engine for Desk {
    fn name(&self) -> &'static str {
        "desk"
    }

    fn summarise(&self, briefs: &[Brief], length: Length) -> Result<Vec<Summary>> {
        Ok(briefs.par_iter().map(|brief| pick::summary(brief, length, &self.weights)).collect())
    }
}
