//! Copy in takes: as much as the model reads at a time, cut at the ends of sentences. Nothing is left out.

use crate::engine::model::{Config, Tokenizer};
use crate::error::Result;

/// The tokens of each take, the model's prefix before each, not yet opened and ended. None for copy without text.
pub(super) fn cut(sentences: &[String], tokenizer: &Tokenizer, config: &Config) -> Result<Vec<Vec<u32>>> {
    let room = config.window().saturating_sub(tokenizer.around());
    let mut takes: Vec<Vec<u32>> = Vec::new();
    let mut text = String::new();
    for sentence in sentences {
        let longer = format!(
            "{}{text}{}{sentence}",
            if text.is_empty() { &*config.prefix } else { "" },
            if text.is_empty() { "" } else { " " }
        );
        let tokens = tokenizer.encode(&longer)?;
        if tokens.len() <= room {
            match takes.last_mut().filter(|_| !text.is_empty()) {
                Some(take) => *take = tokens,
                None => takes.push(tokens),
            }
            text = longer;
            continue;
        }
        // The sentence opens a take of its own; one that is longer than a take goes on in the next, at whatever word.
        let alone = tokenizer.encode(&format!("{}{sentence}", config.prefix))?;
        if alone.len() <= room {
            takes.push(alone);
            text = format!("{}{sentence}", config.prefix);
        } else {
            let prefix = tokenizer.encode(&config.prefix)?;
            let own = tokenizer.encode(sentence)?;
            let size = room.saturating_sub(prefix.len()).max(1);
            takes.extend(own.chunks(size).map(|part| prefix.iter().chain(part).copied().collect::<Vec<_>>()));
            text.clear();
        }
    }
    Ok(takes)
}
