//! Lists of words by language.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// Words in small letters, by language as ISO 639-1 has it.
pub(super) struct Lists {
    filled: &'static [(&'static str, &'static str)],
    words: OnceLock<FxHashMap<&'static str, FxHashSet<&'static str>>>,
}

impl Lists {
    /// Of languages and their words, with blanks between.
    pub(super) const fn new(filled: &'static [(&'static str, &'static str)]) -> Self {
        Self { filled, words: OnceLock::new() }
    }

    /// Whether a word, in whatever letters, is on the list of a language.
    pub(super) fn has(&self, word: &str, language: &str) -> bool {
        let split = |(language, words): &(&'static str, &'static str)| {
            (*language, words.split_ascii_whitespace().collect())
        };
        let words = self.words.get_or_init(|| self.filled.iter().map(split).collect());
        words.get(language).is_some_and(|words| words.contains(&*small(word)))
    }
}

/// A word in small letters and with straight apostrophes.
fn small(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace('’', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_whatever_letters() {
        static LISTS: Lists = Lists::new(&[("en", "i'm said"), ("de", "sagte")]);
        assert!(LISTS.has("Said", "en") && LISTS.has("I’m", "en") && LISTS.has("sagte", "de"));
        assert!(!LISTS.has("sagte", "en") && !LISTS.has("said", "xx"));
    }
}
