//! Cuts a sentence into words as the Penn Treebank does, which is how the tagger's training text came.

use std::ops::Range;

/// Abbreviations whose full stop belongs to them.
const ABBREVIATIONS: &[&str] = &[
    "mr.", "mrs.", "ms.", "dr.", "prof.", "sen.", "rep.", "gov.", "gen.", "lt.", "col.", "sgt.", "capt.",
    "maj.", "rev.", "hon.", "st.", "mt.", "ft.", "jr.", "sr.", "inc.", "corp.", "co.", "ltd.", "llc.",
    "bros.", "vs.", "no.", "nos.", "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sept.", "sep.",
    "oct.", "nov.", "dec.", "mon.", "tue.", "wed.", "thu.", "fri.", "sat.", "sun.", "ala.", "ariz.", "ark.",
    "calif.", "colo.", "conn.", "del.", "fla.", "ga.", "ill.", "ind.", "kan.", "ky.", "la.", "mass.", "md.",
    "mich.", "minn.", "miss.", "mo.", "mont.", "neb.", "nev.", "okla.", "ore.", "pa.", "tenn.", "tex.",
    "va.", "vt.", "wash.", "wis.", "wyo.", "etc.", "al.", "fig.", "ave.", "blvd.", "dept.", "assn.",
];

/// Endings that stand as words of their own.
const CLITICS: &[&str] =
    &["n't", "n’t", "'s", "’s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m"];

/// Where the words of `sentence` lie, in bytes; they cover all but its white space.
pub(crate) fn cut(sentence: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        match (letter.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                let last = sentence[at..].trim().is_empty();
                chunk(sentence, from..at, last, &mut words);
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Cuts what stands between two spaces; `last` when nothing follows it.
fn chunk(sentence: &str, within: Range<usize>, last: bool, words: &mut Vec<Range<usize>>) {
    let Range { mut start, mut end } = within;
    while let Some(mark) =
        sentence[start..end].chars().next().filter(|mark| "([{\"“‘`'’$£€¥#«".contains(*mark))
    {
        let clitic = CLITICS.iter().any(|clitic| sentence[start..end].eq_ignore_ascii_case(clitic));
        let length = if sentence[start..end].starts_with("``") || sentence[start..end].starts_with("''") {
            2
        } else {
            mark.len_utf8()
        };
        if clitic || start + length == end {
            break;
        }
        words.push(start..start + length);
        start += length;
    }
    // What ends the chunk, outermost first.
    let mut after = Vec::new();
    while let Some(mark) = sentence[start..end].chars().next_back() {
        let text = &sentence[start..end];
        let length = if text.ends_with("''") { 2 } else { mark.len_utf8() };
        let strip = length < text.len()
            && match mark {
                '.' if text.ends_with("..") => false,
                // The last full stop of a sentence is its own, unless it ends an abbreviation with more stops in it.
                '.' => !abbreviated(
                    text,
                    last && after.iter().all(|mark: &Range<usize>| is_quote(&sentence[mark.clone()])),
                ),
                '\'' | '’' => true,
                _ => ",;:!?)]}\"”%»…".contains(mark),
            };
        if !strip {
            break;
        }
        after.push(end - length..end);
        end -= length;
    }
    let (from, to) = (start, end);
    split_dashes(sentence, from..to, words);
    words.extend(after.into_iter().rev());
}

fn is_quote(mark: &str) -> bool {
    matches!(mark, "\"" | "”" | "''" | "'" | "’" | ")")
}

/// Whether the full stop at the end of `word` is part of it.
fn abbreviated(word: &str, last: bool) -> bool {
    let stem = &word[..word.len() - 1];
    let dotted = stem.contains('.') && stem.split('.').all(|part| part.chars().count() <= 2);
    let initial = stem.chars().count() == 1 && stem.chars().all(char::is_uppercase);
    dotted || !last && (initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str()))
}

/// Cuts at dashes, and takes off a clitic.
fn split_dashes(sentence: &str, within: Range<usize>, words: &mut Vec<Range<usize>>) {
    let text = &sentence[within.clone()];
    for dash in ["--", "—"] {
        if let Some(at) = text.find(dash).filter(|_| text != dash) {
            let at = within.start + at;
            for part in [within.start..at, at..at + dash.len(), at + dash.len()..within.end] {
                if !part.is_empty() {
                    split_dashes(sentence, part, words);
                }
            }
            return;
        }
    }
    let clitic = CLITICS.iter().find(|clitic| {
        let at = text.len().checked_sub(clitic.len()).filter(|&at| at > 0 && text.is_char_boundary(at));
        at.is_some_and(|at| text[at..].eq_ignore_ascii_case(clitic) || text[at..].to_lowercase() == **clitic)
    });
    let cut = within.end - clitic.map_or(0, |clitic| clitic.len());
    words.push(within.start..cut);
    if cut < within.end {
        words.push(cut..within.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_cut_as_in_the_treebank() {
        let table = [
            ("The ferry sank, police said.", "The|ferry|sank|,|police|said|."),
            ("Sen. Ada Moss (D-ME) didn't vote.", "Sen.|Ada|Moss|(|D-ME|)|did|n't|vote|."),
            ("It cost $4.5 million, or 3%.", "It|cost|$|4.5|million|,|or|3|%|."),
            ("\"We won't go,\" Moss's aide said.", "\"|We|wo|n't|go|,|\"|Moss|'s|aide|said|."),
            ("“We’re late,” he said in the U.S.", "“|We|’re|late|,|”|he|said|in|the|U.S."),
            ("Rain fell--again—in St. Ives.", "Rain|fell|--|again|—|in|St.|Ives|."),
            ("The owners' boats left at 5 p.m. Monday.", "The|owners|'|boats|left|at|5|p.m.|Monday|."),
            ("", ""),
            ("No stop here", "No|stop|here"),
            ("He asked: \"Why?\"", "He|asked|:|\"|Why|?|\""),
            ("``Quite,'' she said...", "``|Quite|,|''|she|said..."),
        ];
        for (sentence, wanted) in table {
            let found: Vec<&str> = cut(sentence).into_iter().map(|word| &sentence[word]).collect();
            assert_eq!(found.join("|"), wanted);
        }
    }
}
