//! Compares two articles on their full text: what they share, where, and whether that makes them copies.
//!
//! Copies and copy made from one template both share most of their words. What tells them apart is where they
//! differ. A desk that edits a copy cuts, adds and rewords; the names and figures that it keeps stay as they
//! were. Template copy keeps the sentences and swaps the names and figures *inside* them, for others that the
//! first article does not have at all. So the texts are aligned, and such swaps are counted.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::entities::{Kind, kinds};
use super::{Evidence, Passage, Swap, Test, text};
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

    /// How often each word stands in the text.
    fn counts(&self) -> HashMap<&str, usize> {
        let mut counts = HashMap::with_capacity(self.folded.len());
        for at in 0..self.folded.len() {
            *counts.entry(self.word(at)).or_default() += 1;
        }
        counts
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
        replaced: replaced(shorter, longer, &blocks),
        failed: None,
    };
    evidence.failed = failed(&evidence, a.article, b.article, sameness);
    evidence
}

/// The first test that a pair fails.
fn failed(evidence: &Evidence, a: &Article, b: &Article, sameness: &Sameness) -> Option<Test> {
    let days = a.date.day.duration_since(b.date.day).abs().as_hours() / 24;
    let undated = a.date.reason.is_undated() || b.date.reason.is_undated();
    if !undated && days > i64::from(sameness.window) {
        Some(Test::Window)
    } else if evidence.containment < sameness.containment {
        Some(Test::Containment)
    } else if evidence.opening < 0.25 && evidence.containment < sameness.containment_other_opening {
        Some(Test::Opening)
    } else if evidence.entities < sameness.entities {
        Some(Test::Entities)
    } else if is_template(evidence, sameness) {
        Some(Test::Template)
    } else {
        None
    }
}

/// Whether the swaps are those of a template rather than of a desk.
///
/// A desk that updates a copy changes figures, and few of them; one that edits changes a spelling. Where the
/// very name that an article is about is another one, and further names or figures are too, it is about
/// something else.
fn is_template(evidence: &Evidence, sameness: &Sameness) -> bool {
    let count = |kind| evidence.swapped.iter().filter(|swap| swap.kind == kind).count();
    let (names, figures) = (count(Kind::Name), count(Kind::Figure));
    let central = evidence.swapped.iter().filter(|swap| swap.central).count();
    let rate = (names + figures) as f64 * 100.0 / evidence.shared_words.max(1) as f64;
    let subject = evidence.swapped.iter().any(|swap| swap.subject);
    evidence.replaced >= REPLACED
        || subject
        || (central > 0 && (figures > 0 || names > 1))
        || (names + figures > 1 && rate > sameness.swaps)
}

/// The share of the shorter's distinct names and figures that the longer has as words.
fn shared_entities(shorter: &Copy, longer: &Copy) -> f64 {
    let known: HashSet<&str> = (0..longer.folded.len()).map(|at| longer.word(at)).collect();
    let own: HashSet<&str> = (0..shorter.folded.len())
        .filter(|at| shorter.kinds[*at] != Kind::Plain)
        .map(|at| shorter.word(at))
        .collect();
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
        let found = places
            .get(&shorter.shingles[a])
            .and_then(|list| list.iter().copied().find(|b| *b >= next).or_else(|| list.first().copied()));
        let Some(b) = found else {
            a += 1;
            continue;
        };
        let mut words = 0;
        while a + words < shorter.folded.len()
            && b + words < longer.folded.len()
            && shorter.word(a + words) == longer.word(b + words)
        {
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

/// The most words of a passage that may stand in the place of another.
const PASSAGE: usize = 80;
/// So many foreign names and figures in replaced passages are a template's.
const REPLACED: usize = 8;

/// Words of the opening, where an article says what it is about.
const TOP: usize = 60;

/// Pairs of names or figures that stand between the same two passages and are foreign to the other text. A
/// name that is a slip of the other (scans, transliteration) is none.
fn swaps(shorter: &Copy, longer: &Copy, blocks: &[Block], turned: bool) -> Vec<Swap> {
    let counts = [shorter.counts(), longer.counts()];
    // What stands before the first passage counts, too; what follows the last is contacts, credits and the like.
    let bounded: Vec<Block> =
        std::iter::once(Block { a: 0, b: 0, words: 0 }).chain(blocks.iter().copied()).collect();
    let mut swapped: Vec<Swap> = Vec::new();
    for pair in bounded.windows(2) {
        let (ends_a, ends_b) = (pair[0].a + pair[0].words, pair[0].b + pair[0].words);
        let (begins_a, begins_b) = (pair[1].a, pair[1].b);
        if begins_b < ends_b || begins_a < ends_a || begins_a - ends_a > GAP || begins_b - ends_b > GAP {
            continue;
        }
        let top = ends_a < TOP && ends_b < TOP;
        for kind in [Kind::Name, Kind::Figure] {
            let here = foreign(shorter, ends_a..begins_a, kind, &counts[0], &counts[1]);
            let there = foreign(longer, ends_b..begins_b, kind, &counts[1], &counts[0]);
            if here.is_empty() || there.is_empty() {
                continue;
            }
            let often = |words: &[&str], own: &HashMap<&str, usize>| words.iter().any(|word| own[word] > 1);
            let recurring = often(&here, &counts[0]) && often(&there, &counts[1]);
            let unlike = here.iter().flat_map(|x| there.iter().map(|y| difference(x, y))).fold(1.0, f64::min);
            let (here, there) = (here.join(" "), there.join(" "));
            if kind == Kind::Name
                && (unlike <= SLIP || is_short_for(&here, &there) || is_short_for(&there, &here))
            {
                continue;
            }
            let name = kind == Kind::Name;
            let central = name && (top || recurring);
            let subject = name && top && recurring && unlike > TRANSLITERATION;
            let (a, b) = if turned { (there, here) } else { (here, there) };
            let known = |swap: &Swap| within(&a, &swap.a) || within(&b, &swap.b);
            match swapped.iter_mut().find(|swap| swap.kind == kind && known(swap)) {
                Some(swap) => {
                    swap.central |= central;
                    swap.subject |= subject;
                }
                None => swapped.push(Swap { a, b, kind, central, subject }),
            }
        }
    }
    swapped
}

/// How many names and figures stand in passages that have others in their place in the other text: of both
/// texts' counts the smaller.
fn replaced(shorter: &Copy, longer: &Copy, blocks: &[Block]) -> usize {
    let counts = [shorter.counts(), longer.counts()];
    let mut own = [HashSet::new(), HashSet::new()];
    for pair in blocks.windows(2) {
        let (ends_a, ends_b) = (pair[0].a + pair[0].words, pair[0].b + pair[0].words);
        let (begins_a, begins_b) = (pair[1].a, pair[1].b);
        if begins_a <= ends_a
            || begins_b <= ends_b
            || begins_a - ends_a > PASSAGE
            || begins_b - ends_b > PASSAGE
        {
            continue;
        }
        let of = |copy, range: Range<usize>, own, other| {
            let kinds = [Kind::Name, Kind::Figure].into_iter();
            kinds.flat_map(|kind| foreign(copy, range.clone(), kind, own, other)).collect::<Vec<_>>()
        };
        let here = of(shorter, ends_a..begins_a, &counts[0], &counts[1]);
        let there = of(longer, ends_b..begins_b, &counts[1], &counts[0]);
        if !here.is_empty() && !there.is_empty() {
            own[0].extend(here);
            own[1].extend(there);
        }
    }
    own[0].len().min(own[1].len())
}

/// The words of a kind in a range that the other text has not, or hardly.
fn foreign<'a>(
    copy: &'a Copy,
    range: Range<usize>,
    kind: Kind,
    own: &HashMap<&str, usize>,
    other: &HashMap<&str, usize>,
) -> Vec<&'a str> {
    let words = range.filter(|at| copy.kinds[*at] == kind).map(|at| copy.word(at));
    words.filter(|word| other.get(word).copied().unwrap_or(0) * 4 <= own[word]).collect()
}

/// Whether every word of one list is in the other.
fn within(words: &str, list: &str) -> bool {
    words.split(' ').all(|word| list.split(' ').any(|known| known == word))
}

/// Whether one name may be short for another: its letters stand in the other in order, the first at the
/// beginning of a word ("Tenn" and "Tennessee", "UN" and "United Nations").
fn is_short_for(short: &str, name: &str) -> bool {
    let Some(first) = short.chars().next().filter(|_| short.len() < name.len()) else { return false };
    name.split(' ').enumerate().filter(|(_, word)| word.starts_with(first)).any(|(skip, _)| {
        let mut letters = name.split(' ').skip(skip).flat_map(str::chars);
        short.chars().filter(|c| *c != ' ').all(|wanted| letters.any(|letter| letter == wanted))
    })
}

/// Names that differ by at most this are the same name, misread or misspelt.
const SLIP: f64 = 0.34;
/// Names that differ by at most this may be one name in two spellings: Kiev, Kyiv.
const TRANSLITERATION: f64 = 0.6;

/// The share of the longer word's letters that must change to make one word of the other (Levenshtein 1966).
fn difference(a: &str, b: &str) -> f64 {
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
    row[b.len()] as f64 / a.len().max(b.len()).max(1) as f64
}
