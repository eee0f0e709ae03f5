//! Counts the words of a line as a reader does, in scripts that set no blanks between them as well.

use crate::sentence;

/// About how many words a tidy text has: its blanks are single and stand between words, but for scripts that have none.
pub(super) fn words(tidy: &str) -> usize {
    if tidy.is_empty() {
        0
    } else if runs_on(tidy) {
        tidy.split(' ').map(words_of_run).sum()
    } else {
        sentence::count(tidy.as_bytes(), b' ') + 1
    }
}

/// Whether a text ends in a script that does not mark the ends of its sentences: Thai, Lao.
pub(super) fn ends_unmarked(text: &str) -> bool {
    text.chars().next_back().is_some_and(|last| matches!(last, '\u{e00}'..='\u{eff}'))
}

/// Whether a text may be in a script without blanks, by the first bytes of its first characters.
pub(super) fn runs_on(text: &str) -> bool {
    const SEEN: usize = 64;
    // Without branches, many bytes at a time: U+0800 to U+1FFF and U+3000 to U+9FFF.
    let may = |byte: &u8| u8::from(byte.wrapping_sub(0xe0) < 0x0a) & u8::from(*byte != 0xe2);
    text.as_bytes()[..text.len().min(SEEN)].iter().fold(0, |found, byte| found | may(byte)) != 0
}

/// About how many words there are between two blanks.
fn words_of_run(run: &str) -> usize {
    const TENTHS: usize = 10;
    let tenths = |c: char| match c {
        // Chinese and Japanese: about two characters a word.
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => 5,
        // Thai, Lao, Burmese, Khmer: about five, with the marks on them.
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => 2,
        _ => 0,
    };
    (run.chars().map(tenths).sum::<usize>() / TENTHS).max(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::text::tidy;
    use super::*;

    #[test]
    fn words_of_scripts_without_blanks_are_counted_by_their_letters() {
        for (text, count) in [
            ("", 0),
            ("“Two words” – and", 4),
            ("Паром остаётся в порту", 4),
            ("연락선은 봄까지 항구에 머문다", 4),
            ("渡船将停泊在港口直到春天", 6),
            ("フェリーは春まで港に停泊する。", 7),
            ("เรือข้ามฟากจะจอดอยู่ที่ท่าเรือจนถึงฤดูใบไม้ผลิ", 9),
            ("ផែ", 1),
        ] {
            assert_eq!(words(text), count, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_words_of_a_tidy_line_are_those_between_its_blanks(
            line in "([\\PC&&[^\u{800}-\u{1fff}\u{3001}-\u{9fff}]]|[ \t\u{a0}\u{b}\u{85}\u{2003}\u{2028}\u{3000}\u{feff}]|&(nbsp|#9|#8195);){0,40}"
        ) {
            let tidy = tidy(&line);
            prop_assert_eq!(words(&tidy), tidy.split_whitespace().count(), "{:?}", tidy);
        }
    }
}
