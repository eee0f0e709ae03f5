//! `generation_config.json`: how a model writes, in the words of the library transformers (4.57).

use std::path::Path;

use serde_json::{Map, Value};

use super::config::ids;
use super::{Config, bad, text};
use crate::error::Result;

/// When a beam search ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EarlyStopping {
    /// As soon as there are as many finished summaries as beams.
    Yes,
    /// When the best beam, at the present length, cannot beat the worst finished one.
    No,
    /// When no beam can, at whatever length.
    Never,
}

/// The most tokens of a summary where a model's places know no end.
const UNPLACED: usize = 16_384;

/// How to write. Tokens are counted in the summary with the one that it starts from, as transformers does.
#[derive(Clone, Debug, PartialEq)]
pub struct Generation {
    /// Beams; one is greedy search.
    pub beams: usize,
    /// The exponent of the length by which a beam's score is divided.
    pub length_penalty: f32,
    /// When to stop.
    pub early_stopping: EarlyStopping,
    /// Words of a run that may not come twice; 0: any may.
    pub no_repeat_ngram: usize,
    /// Words of a run of the text that may not be repeated; 0: any may.
    pub encoder_no_repeat_ngram: usize,
    /// By what a token that was there is made less likely; 1: not.
    pub repetition_penalty: f32,
    /// The most tokens, the first included.
    pub max_length: usize,
    /// The most new tokens, which goes before `max_length`.
    pub max_new_tokens: Option<usize>,
    /// The fewest tokens, the first included.
    pub min_length: usize,
    /// The fewest new tokens.
    pub min_new_tokens: usize,
    /// The token from which the decoder starts.
    pub start: u32,
    /// The token that must come first.
    pub forced_bos: Option<u32>,
    /// The token that must come last where the length runs out.
    pub forced_eos: Option<u32>,
    /// The tokens that end a summary.
    pub eos: Vec<u32>,
    /// Runs of tokens that may not come.
    pub bad_words: Vec<Vec<u32>>,
    /// Tokens that may not come.
    pub suppress: Vec<u32>,
    /// Tokens that may not come first.
    pub suppress_first: Vec<u32>,
}

impl Generation {
    /// Reads what a folder says: `generation_config.json`, or `config.json` where there is none; and over it what
    /// `config.json` states for the task of summarising.
    ///
    /// # Errors
    /// [`crate::error::Error::BadModel`] when a file is broken or states what cannot be.
    pub fn read(folder: &Path, config: &Config) -> Result<Self> {
        let path = folder.join("generation_config.json");
        let own: Option<Map<String, Value>> = match text(&path)? {
            Some(text) => {
                let parsed = serde_json::from_str(&text);
                Some(parsed.map_err(|error| bad(&path, format!("cannot be understood: {error}")))?)
            }
            None => None,
        };
        let path = if own.is_some() { path } else { folder.join("config.json") };
        let task = config.rest.get("task_specific_params").and_then(|tasks| tasks.get("summarization"));
        let parts: Vec<_> = [Some(own.as_ref().unwrap_or(&config.rest)), task.and_then(Value::as_object)]
            .into_iter()
            .flatten()
            .collect();
        Self::merge(config, &parts).map_err(|reason| bad(&path, reason))
    }

    /// The settings in these parts, the later before the earlier.
    ///
    /// # Errors
    /// Says which setting cannot be.
    pub fn merge(config: &Config, parts: &[&Map<String, Value>]) -> Result<Self, String> {
        let find =
            |name: &str| parts.iter().rev().find_map(|part| part.get(name).filter(|value| !value.is_null()));
        let count = |name: &str| match find(name) {
            None => Ok(None),
            Some(value) => match value.as_u64() {
                Some(count @ 0..=1_000_000) => Ok(Some(count as usize)),
                _ => Err(format!("states {name} = {value}, which is no count")),
            },
        };
        let number = |name: &str, default: f32| match find(name) {
            None => Ok(default),
            Some(value) => value
                .as_f64()
                .filter(|value| value.is_finite())
                .map(|value| value as f32)
                .ok_or_else(|| format!("states {name} = {value}, which is no number")),
        };
        let token = |name: &str| ids(find(name)).map(|ids| ids.first().copied());
        let early_stopping = match find("early_stopping") {
            None | Some(Value::Bool(false)) => EarlyStopping::No,
            Some(Value::Bool(true)) => EarlyStopping::Yes,
            Some(Value::String(word)) if word == "never" => EarlyStopping::Never,
            Some(other) => {
                return Err(format!("states early_stopping = {other}: true, false or \"never\" is meant"));
            }
        };
        let eos = ids(find("eos_token_id"))?;
        let bad_words = match find("bad_words_ids") {
            Some(Value::Array(runs)) => runs.iter().map(|run| ids(Some(run))).collect::<Result<_, _>>()?,
            _ => Vec::new(),
        };
        // What transformers takes where nothing is said: twenty tokens beside the first.
        let max_length = count("max_length")?.filter(|length| *length != 20).unwrap_or(21);
        let start = token("decoder_start_token_id")?.or(match find("decoder_start_token_id") {
            None => config.rest.get("decoder_start_token_id").and_then(Value::as_u64).map(|id| id as u32),
            Some(_) => None,
        });
        let written = Self {
            beams: count("num_beams")?.unwrap_or(1).max(1),
            length_penalty: number("length_penalty", 1.0)?,
            early_stopping,
            no_repeat_ngram: count("no_repeat_ngram_size")?.unwrap_or(0),
            encoder_no_repeat_ngram: count("encoder_no_repeat_ngram_size")?.unwrap_or(0),
            repetition_penalty: number("repetition_penalty", 1.0)?,
            max_length,
            max_new_tokens: count("max_new_tokens")?,
            min_length: count("min_length")?.unwrap_or(0),
            min_new_tokens: count("min_new_tokens")?.unwrap_or(0),
            start: start.unwrap_or(match config.family {
                super::Family::Bart => config.eos[0],
                _ => config.pad,
            }),
            forced_bos: token("forced_bos_token_id")?,
            forced_eos: token("forced_eos_token_id")?,
            eos: if eos.is_empty() { config.eos.clone() } else { eos },
            bad_words,
            suppress: ids(find("suppress_tokens"))?,
            suppress_first: ids(find("begin_suppress_tokens"))?,
        };
        written.check(config)
    }

    /// Refuses what the model cannot do.
    fn check(self, config: &Config) -> Result<Self, String> {
        let named = [Some(self.start), self.forced_bos, self.forced_eos];
        let named = named.iter().flatten().chain(&self.eos).chain(self.bad_words.iter().flatten());
        if let Some(id) = named.chain(&self.suppress).find(|id| **id as usize >= config.vocabulary) {
            return Err(format!("names the token {id}, beyond the vocabulary of {}", config.vocabulary));
        }
        if self.beams > 64 {
            return Err(format!("states num_beams = {}; at most 64 can be run", self.beams));
        }
        if self.repetition_penalty <= 0.0 {
            return Err("states a repetition_penalty that is not above 0".to_owned());
        }
        Ok(self)
    }

    /// The most tokens that a summary may have, the first included, in a model of this shape.
    #[must_use]
    pub fn longest(&self, config: &Config) -> usize {
        let longest = self.max_new_tokens.map_or(self.max_length, |new| new + 1);
        longest.min(config.positions.unwrap_or(UNPLACED)).max(2)
    }
}
