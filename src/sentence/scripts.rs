//! Scripts that set no blanks between words: there, letters tell how long a text is.

/// A word, in the unit in which letters are counted.
const WORD: usize = 18;

/// What part of a word a letter is, on average; none in scripts with blanks.
fn share(letter: char) -> Option<usize> {
    match letter {
        // Han and kana: about two to a word.
        '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' => Some(WORD / 2),
        // Thai, Lao, Burmese and Khmer, vowel signs counted: between four and five.
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => Some(4),
        _ => None,
    }
}

/// The words of what stands between two blanks.
pub(super) fn words_of_run(run: &str) -> usize {
    let dense: usize = run.chars().filter_map(share).sum();
    let other = run.chars().any(|letter| share(letter).is_none() && letter.is_alphanumeric());
    if dense == 0 { 1 } else { dense.div_ceil(WORD) + usize::from(other) }
}

/// Where so many words of a text end; none where it has no more. Scripts without blanks are cut where they have one all
/// the same, or a comma, if that is near.
#[must_use]
pub fn end_of_words(text: &str, count: usize) -> Option<usize> {
    let mut letters = 0;
    let end = text.char_indices().find(|(_, letter)| {
        letters += if *letter == ' ' { WORD } else { share(*letter).unwrap_or(0) };
        letters >= count * WORD
    });
    let (end, letter) = end?;
    let near = text[..end].rfind([' ', '、', '，']).filter(|at| letter != ' ' && *at > end / 2);
    Some(near.unwrap_or(end))
}

/// Whether a text goes on behind another without a blank, as in Chinese and Japanese.
#[must_use]
pub fn joins_closely(before: &str, after: &str) -> bool {
    let dense = |letter: char| {
        share(letter) == Some(WORD / 2)
            || ('\u{3000}'..='\u{303f}').contains(&letter)
            || ('\u{ff01}'..='\u{ff60}').contains(&letter)
    };
    before.ends_with(dense) && after.starts_with(dense)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_length_of_scripts_without_blanks() {
        assert_eq!(words_of_run("ferry"), 1);
        assert_eq!(words_of_run("渡し船は港に留まる"), 5);
        assert_eq!(words_of_run("2026年に"), 2);
        assert_eq!(words_of_run("เรือข้ามฟากจอด"), 4);
        assert_eq!(end_of_words("one two three four", 2), Some(7));
        assert_eq!(end_of_words("one two", 2), None);
        assert_eq!(
            end_of_words("渡し船は、港に留まる", 3).map(|at| &"渡し船は、港に留まる"[..at]),
            Some("渡し船は")
        );
    }

    #[test]
    fn chinese_and_japanese_sentences_follow_one_another_without_a_blank() {
        assert!(joins_closely("渡し船は港に留まる。", "「はい」と彼は言った。"));
        assert!(!joins_closely("The ferry stays.", "渡し船"));
    }
}
