//! Strikes page furniture: lines that show by themselves that they belong to the page, not to the article.

mod consent;
mod inside;
#[rustfmt::skip] // lists of lines read better filled than one a line
mod lists;
mod menus;

use std::cell::LazyCell;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::text::{after_squashed, ends_sentence, squash};
use super::words::{runs_on, words as count_words};
use super::{Line, Proof};
use crate::sentence::count_runs;
use lists::{
    ADVERT, AROUND_NETWORKS, AROUND_UNITS, BUTTONS, CAPTION, COMMENT, COUNT, HEADING, JOIN, LATER, LEGAL,
    LINES, MARK, MENU, MENU_WORDS, MORE, NETWORKS, OPENINGS, RULE, SHARE, SITE, UNITS,
};

/// The kind of each whole line.
static WHOLE: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| flat(LINES).collect());

/// No whole line is longer, in bytes.
static LONGEST_WHOLE: LazyLock<usize> =
    LazyLock::new(|| flat(LINES).map(|(line, _)| line.len()).max().unwrap_or(0));

/// The openings that begin with the same two bytes, in the order of the table.
static OPENINGS_BY_HEAD: LazyLock<FxHashMap<[u8; 2], Vec<Entry>>> = LazyLock::new(|| {
    let mut by_head: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for (opening, why) in flat(OPENINGS) {
        by_head.entry(head(opening).unwrap_or_default()).or_default().push((opening, why));
    }
    by_head
});

/// What a word may be, a bit each: the name of a network, one of these or a word around them, a word of menus, a number,
/// a unit, one of these or a number, what a button says.
const NETWORK: u8 = 1;
const SHARING: u8 = 2;
const MENUS: u8 = 4;
const NUMBER: u8 = 8;
const UNIT: u8 = 16;
const COUNTING: u8 = 32;
const BUTTON: u8 = 64;

/// What each word of [`NETWORKS`], [`AROUND_NETWORKS`], [`MENU_WORDS`] and [`UNITS`] is.
static TERMS: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| {
    let lists = [
        (NETWORKS, NETWORK | SHARING),
        (AROUND_NETWORKS, SHARING),
        (MENU_WORDS, MENUS),
        (UNITS, UNIT | COUNTING),
        (AROUND_UNITS, COUNTING),
        (BUTTONS, BUTTON),
    ];
    let mut terms = FxHashMap::default();
    for (words, is) in lists {
        for word in words {
            *terms.entry(*word).or_default() |= is;
        }
    }
    terms
});

/// So many buttons are a row.
const ROW: usize = 3;
/// The heading of a list has no more words.
const LABEL: usize = 6;
/// What the names of pictures end with.
const PICTURES: &[&str] = &[".jpg", ".jpeg", ".png", ".gif", ".webp"];

/// An entry of a table, and its kind.
type Entry = (&'static str, &'static str);

/// The entries of a table, in its order.
fn flat(table: &'static [(&'static str, &'static [&'static str])]) -> impl Iterator<Item = Entry> {
    table.iter().flat_map(|(why, entries)| entries.iter().map(move |entry| (*entry, *why)))
}

/// Strikes every line that is furniture by itself, the name of the site, and menus of one entry a line.
pub(super) fn strike(proof: &mut Proof) {
    let mut lower = String::new();
    let site = proof.outlet.as_deref().map(squash).filter(|site| !site.is_empty());
    let is_site = |line: &str| site.as_deref().is_some_and(|site| after_squashed(line, site) == Some(0));
    for line in &mut proof.lines {
        if let Some(why) = kind(&line.text, &mut lower) {
            line.strike(why);
        } else if is_site(&line.text) {
            line.strike(SITE);
        } else if menus::is_run(&line.text) {
            line.strike_by_place(MENU);
        }
    }
    menus::strike(proof, &mut lower);
}

/// Whether a line, struck by [`strike`], heads a list of other articles.
pub(super) fn is_heading(why: &str) -> bool {
    why == HEADING
}

/// Whether a line was struck as a picture's caption or a pointer, and tells something.
pub(super) fn is_telling(line: &Line) -> bool {
    const LEAST: usize = 6;
    line.struck.is_some_and(|strike| [CAPTION, MORE].contains(&strike.why)) && line.words() >= LEAST
}

/// Whether a line was struck for what only a scraped page has.
pub(super) fn is_scraped(why: &str) -> bool {
    [ADVERT, SHARE, MENU, SITE, HEADING, COMMENT, JOIN, LEGAL].contains(&why)
}

/// What kind of furniture a line is, if any. Long lines are never furniture. `lower` is where the line is lowered.
///
/// Most lines are told by their first words to be none of most kinds: what is dear to know of a line is asked last.
fn kind(line: &str, lower: &mut String) -> Option<&'static str> {
    if line.len() > 320 {
        return consent::is_asked(line, lower).then_some(LEGAL);
    }
    lower_into(line, lower);
    let bare =
        lower.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '©' | '[' | ']'));
    if bare.is_empty() || !bare.contains(char::is_alphanumeric) {
        return Some(RULE);
    }
    if bare.len() <= *LONGEST_WHOLE
        && let Some(why) = WHOLE.get(bare)
    {
        return Some(why);
    }
    if is_slug(line) {
        return Some(MARK);
    }
    let ends = ends_sentence(line);
    if !ends && PICTURES.iter().any(|ending| bare.ends_with(ending)) {
        return Some(CAPTION);
    }
    let count = LazyCell::new(|| if runs_on(bare) { count_words(bare) } else { count(bare) });
    let (all, any) = terms(bare);
    // "3 comments", "4 min read", "Reading time: 2 minutes", "1.2k shares".
    if all & COUNTING != 0 && any & NUMBER != 0 && any & UNIT != 0 && *count <= 6 {
        return Some(COUNT);
    }
    // Nothing but the names of networks and the words around them, or a row of buttons.
    let buttons = || words(bare).filter(|word| term(word) & BUTTON != 0).count();
    if all & SHARING != 0 && *count <= 24 && (any & NETWORK != 0 || (!ends && buttons() >= ROW)) {
        return Some(SHARE);
    }
    if !ends && ((all & MENUS != 0 && *count >= 3) || is_row(line, bare)) {
        return Some(MENU);
    }
    // A sentence that opens with a quotation is what somebody said.
    let is_said = ends && line.starts_with(['"', '“', '„', '«']);
    // "Not a member of X yet?" invites, "Not a member of the party, he …" tells.
    let tells_of_member = || bare.starts_with("not a member of ") && !bare.ends_with(" yet");
    let is_long = || *count > 12 && ends;
    let opening = opening(bare).filter(|why| {
        let tells = is_said
            || tells_of_member()
            || (matches!(*why, MORE | MENU | MARK | SHARE | LATER) && is_long())
            || (*why == HEADING && (ends || *count > LABEL));
        *count <= 30 && !tells
    });
    if opening.is_some() {
        return opening;
    }
    if is_credited(line) && *count <= 45 {
        return Some(CAPTION);
    }
    inside::kind(bare).filter(|_| *count <= 45)
}

/// Lowers a line, with straight apostrophes.
fn lower_into(line: &str, lower: &mut String) {
    lower.clear();
    lower.reserve(line.len());
    let mut rest = line;
    loop {
        let (ascii, others) = rest.split_at(ascii_length(rest));
        lower.push_str(ascii);
        let mut others = others.chars();
        match others.next() {
            Some('’' | '‘') => lower.push('\''),
            // The table knows no Greek, whose last letters lower otherwise.
            Some(other) => lower.extend(other.to_lowercase()),
            None => break,
        }
        rest = others.as_str();
    }
    lower.make_ascii_lowercase();
}

/// How many bytes of a text come before any beyond ASCII.
fn ascii_length(text: &str) -> usize {
    // Most are told sixteen at a time.
    let (sixteens, _) = text.as_bytes().as_chunks::<16>();
    let told = 16 * sixteens.iter().take_while(|bytes| bytes.is_ascii()).count();
    told + text.as_bytes()[told..].iter().take_while(|byte| byte.is_ascii()).count()
}

/// The words of a line: letters and digits, hyphens and apostrophes.
fn words(bare: &str) -> impl Iterator<Item = &str> {
    bare.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'')).filter(|word| !word.is_empty())
}

/// About how many [`words`] there are: a mark beyond ASCII that stands alone counts as one.
fn count(bare: &str) -> usize {
    count_runs(bare.as_bytes(), |byte| {
        let letter = u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
        let other = u8::from(byte >= 0x80) | u8::from(byte == b'-') | u8::from(byte == b'\'');
        letter | u8::from(byte.wrapping_sub(b'0') < 10) | other
    })
}

/// What a word is.
fn term(word: &str) -> u8 {
    let is_number = word.starts_with(|c: char| c.is_ascii_digit())
        && word.trim_end_matches(['k', 'm']).bytes().all(|byte| byte.is_ascii_digit());
    if is_number { NUMBER | COUNTING } else { TERMS.get(word).copied().unwrap_or_default() }
}

/// What all words of a line are, and, where there is such a thing, what any of them is.
fn terms(bare: &str) -> (u8, u8) {
    let (mut all, mut any) = (u8::MAX, 0);
    for is in words(bare).map(term) {
        all &= is;
        any |= is;
        if all == 0 {
            break;
        }
    }
    (all, any)
}

/// Whether a line that ends as no sentence does is a row of links, which may hold the name of the site.
fn is_row(line: &str, bare: &str) -> bool {
    if line.is_ascii() && memchr::memchr3(b'|', b'/', b'>', line.as_bytes()).is_none() {
        return false;
    }
    let row = line.split(['|', '/', '•', '·', '>', '»']).filter(|part| !part.trim().is_empty()).count();
    let known = || words(bare).filter(|word| term(word) & MENUS != 0).count();
    let count = LazyCell::new(|| count(bare));
    row >= 3 && *count <= row * 3 && known() * 2 >= *count
}

/// The first two bytes of a line.
fn head(line: &str) -> Option<[u8; 2]> {
    line.as_bytes().first_chunk().copied()
}

/// The kind of the first opening in the table that a line begins with.
fn opening(bare: &str) -> Option<&'static str> {
    let openings = OPENINGS_BY_HEAD.get(&head(bare)?)?;
    openings.iter().find(|(opening, _)| bare.starts_with(opening)).map(|(_, why)| *why)
}

/// "The harbour at dusk. Photo: Lena Orr": it ends with who took it.
fn is_credited(line: &str) -> bool {
    const MARKS: &[&str] =
        &["photo", "photos", "foto", "fotos", "bild", "bilder", "image", "picture", "photograph", "imagen"];
    const BETWEEN: &[&str] = &["von", "van", "der", "de", "via", "for", "and", "/", "&"];
    let mut colons = memchr::memrchr_iter(b':', line.as_bytes());
    let Some(colon) = colons.find(|at| line[at + 1..].starts_with(' ')) else { return false };
    let (before, by) = (&line[..colon], &line[colon + 2..]);
    let mark = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    MARKS.iter().any(|known| mark.eq_ignore_ascii_case(known))
        && by.split(' ').count() <= 6
        && by
            .split(' ')
            .all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '@') || BETWEEN.contains(&word))
}

/// "HARBOUR-STRIKE": capitals joined by hyphens, without a blank.
fn is_slug(line: &str) -> bool {
    line.len() >= 5
        && !line.contains(' ')
        && line.split('-').count() >= 2
        && line
            .split('-')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
