//! Compares two articles on their full text: what they share, where, and whether that makes them copies.
//!
//! Copies and copy made from one template both share most of their words. What tells them apart is where they
//! differ. A desk that edits a copy cuts, adds and rewords; the names and figures that it keeps stay as they
//! were. Template copy keeps the sentences and swaps the names and figures *inside* them, for others that the
//! first article does not have at all. So the texts are aligned, and such swaps are counted.

use std::collections::{HashMap, HashSet};

use super::entities::{Kind, kinds};
use super::{Evidence, Passage, Test, text};
use crate::article::Article;
use crate::fingerprint::{Fingerprint, Folded};
use crate::options::Sameness;

/// Words at the top of an article that count as its opening.
const OPENING: usize = 40;
/// The most words between two shared passages that are looked at for swaps.
const GAP: usize = 12;

/// An article made ready for comparing.
pub struct Copy<'a> {
    article: &'a Article,
    folded: Folded,
    kinds: Vec<Kind>,
    shingles: Vec<u32>,
    distinct: HashSet<u32>,
    simhash: Fingerprint,
}

impl<'a> Copy<'a> {
    /// Folds the article's text and finds its names and figures.
    #[must_use]
    pub fn new(article: &'a Article) -> Self {
        let folded = Folded::new(text(article));
        let shingles: Vec<u32> = folded.shingles().collect();
        Self {
            article,
            kinds: kinds(text(article), &folded),
            distinct: shingles.iter().copied().collect(),
            shingles,
            folded,
            simhash: Fingerprint::of(text(article)),
        }
    }

    fn word(&self, at: usize) -> &str {
        self.folded.word_text(at)
    }
}

/// A passage that two texts share word for word: where it begins in each, and its length in words.
#[derive(Clone, Copy)]
struct Block {
    a: usize,
    b: usize,
    words: usize,
}

/// Compares two articles; `a` and `b` keep their places in the evidence.
pub(super) fn evidence(a: &Copy, b: &Copy, sameness: &Sameness) -> Evidence {
    let swap = b.distinct.len() < a.distinct.len();
    let (shorter, longer) = if swap { (b, a) } else { (a, b) };
    let common = shorter.distinct.iter().filter(|hash| longer.distinct.contains(hash)).count();
    let all = a.distinct.len() + b.distinct.len() - common;
    let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let containment = share(common, shorter.distinct.len());

    let blocks = align(shorter, longer);
    let passage = blocks.iter().max_by_key(|block| (block.words, std::cmp::Reverse(block.a))).map(|block| {
        let in_shorter = shorter.folded.bytes(block.a..block.a + block.words);
        let in_longer = longer.folded.bytes(block.b..block.b + block.words);
        let (a, b) = if swap { (in_longer, in_shorter) } else { (in_shorter, in_longer) };
        Passage { words: block.words, a, b }
    });
    let opening: Vec<u32> = shorter.shingles.iter().take(OPENING).copied().collect();
    let opening = share(opening.iter().filter(|hash| longer.distinct.contains(hash)).count(), opening.len());
    let mut evidence = Evidence {
        containment,
        resemblance: share(common, all),
        distance: a.simhash.distance(&b.simhash),
        passage,
        shared_words: blocks.iter().map(|block| block.words).sum(),
        opening,
        entities: shared_entities(shorter, longer),
        swapped: swaps(shorter, longer, &blocks, swap),
        failed: None,
    };
    evidence.failed = failed(&evidence, a.article, b.article, sameness);
    evidence
}

/// The first test that a pair fails.
fn failed(evidence: &Evidence, a: &Article, b: &Article, sameness: &Sameness) -> Option<Test> {
    let days = a.date.day.duration_since(b.date.day).abs().as_hours() / 24;
    let undated = a.date.reason.is_undated() || b.date.reason.is_undated();
    let swaps = evidence.swapped.len() as f64 * 100.0 / evidence.shared_words.max(1) as f64;
    if !undated && days > i64::from(sameness.window) {
        Some(Test::Window)
    } else if evidence.containment < sameness.containment {
        Some(Test::Containment)
    } else if evidence.opening < 0.25 && evidence.containment < sameness.containment_other_opening {
        Some(Test::Opening)
    } else if evidence.entities < sameness.entities {
        Some(Test::Entities)
    } else if evidence.swapped.len() > 1 && swaps > sameness.swaps {
        Some(Test::Template)
    } else {
        None
    }
}

/// The share of the shorter's distinct names and figures that the longer has as words.
fn shared_entities(shorter: &Copy, longer: &Copy) -> f64 {
    let known: HashSet<&str> = (0..longer.folded.len()).map(|at| longer.word(at)).collect();
    let own: HashSet<&str> =
        (0..shorter.folded.len()).filter(|at| shorter.kinds[*at] != Kind::Plain).map(|at| shorter.word(at)).collect();
    let shared = own.iter().filter(|word| known.contains(*word)).count();
    if own.is_empty() { 1.0 } else { shared as f64 / own.len() as f64 }
}

/// Aligns two texts: maximal passages of at least a shingle, in the order of the shorter. Where a passage
/// stands at several places of the longer, the one that carries on from the last wins.
fn align(shorter: &Copy, longer: &Copy) -> Vec<Block> {
    let mut places: HashMap<u32, Vec<usize>> = HashMap::with_capacity(longer.shingles.len());
    for (at, hash) in longer.shingles.iter().enumerate() {
        let list = places.entry(*hash).or_default();
        if list.len() < 16 {
            list.push(at);
        }
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut next = 0;
    let mut a = 0;
    while a < shorter.shingles.len() {
        let found = places.get(&shorter.shingles[a]).and_then(|list| {
            list.iter().copied().find(|b| *b >= next).or_else(|| list.first().copied())
        });
        let Some(b) = found else {
            a += 1;
            continue;
        };
        let mut words = 0;
        while a + words < shorter.folded.len() && b + words < longer.folded.len() && shorter.word(a + words) == longer.word(b + words) {
            words += 1;
        }
        if words == 0 {
            a += 1;
            continue;
        }
        blocks.push(Block { a, b, words });
        next = b + words;
        a += words;
    }
    blocks
}

/// Pairs of names or figures that stand between the same two passages and of which neither text has the
/// other's. A name that is a slip of the other (scans, transliteration) is none.
fn swaps(shorter: &Copy, longer: &Copy, blocks: &[Block], turned: bool) -> Vec<(String, String)> {
    let words = |copy: &Copy| -> HashSet<String> { (0..copy.folded.len()).map(|at| copy.word(at).to_owned()).collect() };
    let (known_shorter, known_longer) = (words(shorter), words(longer));
    let mut swapped: Vec<(String, String)> = Vec::new();
    for pair in blocks.windows(2) {
        let (ends_a, ends_b) = (pair[0].a + pair[0].words, pair[0].b + pair[0].words);
        let (begins_a, begins_b) = (pair[1].a, pair[1].b);
        if begins_b < ends_b || begins_a < ends_a || begins_a - ends_a > GAP || begins_b - ends_b > GAP {
            continue;
        }
        for kind in [Kind::Name, Kind::Figure] {
            let own = |copy: &Copy, range: std::ops::Range<usize>, other: &HashSet<String>| -> Vec<String> {
                range.filter(|at| copy.kinds[*at] == kind).map(|at| copy.word(at).to_owned()).filter(|word| !other.contains(word)).collect()
            };
            let here = own(shorter, ends_a..begins_a, &known_longer);
            let there = own(longer, ends_b..begins_b, &known_shorter);
            if here.is_empty() || there.is_empty() {
                continue;
            }
            let (here, there) = (here.join(" "), there.join(" "));
            if kind == Kind::Name && is_slip(&here, &there) {
                continue;
            }
            let pair = if turned { (there, here) } else { (here, there) };
            if !swapped.contains(&pair) {
                swapped.push(pair);
            }
        }
    }
    swapped
}

/// Whether one word is a misspelling of the other: at most a third of the letters differ (Levenshtein 1966).
fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()] * 3 <= a.len().max(b.len())
}
