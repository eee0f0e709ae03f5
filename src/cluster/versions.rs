//! Tells the latest version of a story that develops: where copies that are alike give other figures at their top.
//!
//! A wire moves a story with three dead, then with seven, then corrects it to six; outlets print whichever they had. Two
//! copies are of two versions where a figure of one stands before the word that another one stands before in the other,
//! as in "three people" and "seven people". A late copy of an early version is still an early one.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::clip::Clip;
use crate::article::Article;
use crate::fingerprint::{Folded, word_hash};

/// So many words of a text are its top.
const TOP: usize = 40;
/// No top has more bytes: what is looked at of a text.
const BYTES: usize = 400;
/// So many versions are told apart.
const VERSIONS: usize = 32;

/// Small numbers as words, from two on: desks spell them.
#[rustfmt::skip] // a table
const SPELT: &[&[&str]] = &[
    &["two", "zwei", "deux", "dos", "due", "dois"],
    &["three", "drei", "trois", "tres", "tre"],
    &["four", "vier", "quatre", "cuatro", "quattro", "quatro"],
    &["five", "funf", "cinq", "cinco", "cinque"],
    &["six", "sechs", "seis", "sei"],
    &["seven", "sieben", "sept", "siete", "sette", "sete"],
    &["eight", "acht", "huit", "ocho", "otto", "oito"],
    &["nine", "neun", "neuf", "nueve", "nove"],
    &["ten", "zehn", "dix", "diez", "dieci", "dez"],
    &["eleven", "elf", "onze", "once", "undici"],
    &["twelve", "zwolf", "douze", "doce", "dodici", "doze"],
];

/// The hash of each of these words, with that of its digits.
static DIGITS: LazyLock<FxHashMap<u64, u64>> = LazyLock::new(|| {
    let digits = |at: usize| word_hash(&(at + 2).to_string());
    SPELT
        .iter()
        .enumerate()
        .flat_map(|(at, words)| words.iter().map(move |word| (word_hash(word), digits(at))))
        .collect()
});

/// A version of a story, and the copies of it in the order in which they came.
struct Version {
    /// What number it has, as far as a copy says so.
    number: u8,
    figures: Figures,
    copies: Vec<usize>,
}

/// The hash of the digits of each figure at a top, by that of the word before which it stands.
type Figures = FxHashMap<u64, u64>;

/// The copies of the latest version among these, which are the earliest first.
pub(super) fn latest(clips: &[Clip], copies: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut versions: Vec<Version> = Vec::new();
    let mut last: Option<(&str, usize)> = None;
    for at in copies {
        let top = top(clips[at].text);
        let number = clips[at].when.version;
        // Most copies open as the one before.
        let known = last.filter(|(text, _)| *text == top).map(|(_, version)| version);
        let version = known.unwrap_or_else(|| {
            let figures = figures(top);
            let fits = versions.iter().rposition(|version| !differ(&version.figures, &figures));
            let fits = fits.or((versions.len() >= VERSIONS).then_some(0));
            if let Some(version) = fits {
                for (word, figure) in figures {
                    versions[version].figures.entry(word).or_insert(figure);
                }
                return version;
            }
            versions.push(Version { number: 0, figures, copies: Vec::new() });
            versions.len() - 1
        });
        versions[version].number = versions[version].number.max(number);
        versions[version].copies.push(at);
        last = Some((top, version));
    }
    // The last of equals.
    versions.into_iter().max_by_key(|version| version.number).map_or_else(Vec::new, |latest| latest.copies)
}

/// Whether two copies of one story are of two versions of it.
#[must_use]
pub fn are_versions(one: &str, other: &str) -> bool {
    let (one, other) = (top(one), top(other));
    one != other && differ(&figures(one), &figures(other))
}

fn top(text: &str) -> &str {
    &text[..text.floor_char_boundary(BYTES)]
}

/// Whether some word has another figure before it in each.
fn differ(one: &Figures, other: &Figures) -> bool {
    one.iter().any(|(word, figure)| other.get(word).is_some_and(|theirs| theirs != figure))
}

/// The first figure before each word of a top.
fn figures(top: &str) -> Figures {
    let folded = Folded::new(top);
    let mut figures = Figures::default();
    for at in 1..folded.len().min(TOP) {
        let word = folded.hash(at - 1);
        let is_number = || folded.word_text(at - 1).bytes().all(|byte| byte.is_ascii_digit());
        if let Some(digits) = DIGITS.get(&word).copied().or_else(|| is_number().then_some(word)) {
            figures.entry(folded.hash(at)).or_insert(digits);
        }
    }
    figures
}

/// What number an article's headline or slug says that it has among the versions of its copy: "2nd Ld-Writethru" and
/// "UPDATE 2-" have 2, a correction more than any other; 0 where nothing says so.
pub(super) fn number(article: &Article) -> u8 {
    let slugs = article.removed.iter().map(|removed| &*removed.line).filter(|line| line.len() <= SLUG);
    article.headline.as_deref().into_iter().chain(slugs).map(numbered).max().unwrap_or(0)
}

/// No slug has more bytes.
const SLUG: usize = 80;

fn numbered(line: &str) -> u8 {
    // Most lines have no digit.
    let has_digit = line.bytes().fold(false, |found, byte| found | byte.is_ascii_digit());
    if !(has_digit || line.starts_with('C')) {
        return 0;
    }
    let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let Some(mut word) = words.next() else { return 0 };
    if matches!(word, "CORRECTED" | "CORRECTION" | "CORRECTS") || line.starts_with("Correction:") {
        return u8::MAX;
    }
    let mut number = 0;
    for next in words {
        let lead = || ["ld", "lead", "lede"].iter().any(|lead| next.eq_ignore_ascii_case(lead));
        let ordinal = word.strip_suffix("st").or(word.strip_suffix("nd")).or(word.strip_suffix("rd"));
        let found = match (ordinal.or(word.strip_suffix("th")), word) {
            (Some(digits), _) if lead() => digits.parse(),
            (_, "UPDATE" | "WRAPUP") => next.parse(),
            _ => Ok(0),
        };
        number = number.max(found.unwrap_or(0));
        word = next;
    }
    number
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;
    use crate::article::{DateReason, Dated, Removed};

    const REST: &str =
        "The ferry, the Star of Mull, was crossing the sound in thick fog when it hit the pier.";

    fn copy(hour: i8, body: &str) -> Article {
        let day = Dated::day(jiff::civil::date(2026, 3, 3), DateReason::Url);
        let date = Dated { time: Some(time(hour, 10, 0, 0)), ..day };
        Article { date, ..Article::plain(&format!("{body}\n{REST}")) }
    }

    fn latest(articles: &[Article]) -> Vec<usize> {
        let clips: Vec<Clip> = articles.iter().map(Clip::of).collect();
        super::latest(&clips, 0..articles.len())
    }

    #[test]
    fn the_latest_version_is_that_which_has_other_figures_than_those_before() {
        let first = "At least three people died and 40 were hurt when a ferry struck a bridge on Tuesday.";
        let second = "Seven people died and 61 were hurt when a ferry struck a bridge on Tuesday.";
        let third = "Six people died, not seven, and 61 were hurt when a ferry struck a bridge.";
        let articles = [copy(9, first), copy(13, second), copy(14, first), copy(18, third), copy(19, second)];
        assert_eq!(latest(&articles[..3]), [1], "a late copy of an early version is an early one");
        assert_eq!(latest(&articles), [3]);
    }

    #[test]
    fn a_copy_that_spells_a_figure_or_says_less_is_of_the_same_version() {
        let articles = [
            copy(9, "Seven people died and 61 were hurt when a ferry struck a bridge on Tuesday."),
            copy(10, "7 people died when a ferry struck a bridge."),
            copy(11, "A ferry struck a bridge on Tuesday."),
        ];
        assert_eq!(latest(&articles), [0, 1, 2]);
    }

    #[test]
    fn a_number_on_the_slug_outweighs_the_time() {
        let slugged = |line: &str, body| {
            let removed = vec![Removed { line: line.into(), why: "a slug" }];
            Article { removed, ..copy(9, body) }
        };
        let articles = [
            slugged("BC-Ferry, 2nd Ld-Writethru", "The ferry struck a bridge and 61 were hurt."),
            slugged("BC-Ferry, 1st Ld", "The ferry struck a bridge and 40 were hurt."),
        ];
        assert_eq!(latest(&articles), [0]);
        for (line, number) in [
            ("UPDATE 3-Ferry strikes bridge", 3),
            ("CORRECTED: Six dead in ferry crash", u8::MAX),
            ("Ferry strikes 11th bridge, 12th lead to be followed", 12),
            ("Update 3 things before summer", 0),
            ("The 2nd leading ferry", 0),
            ("", 0),
        ] {
            assert_eq!(numbered(line), number, "{line}");
        }
    }
}
