//! Finds the parts of [`INSIDE`] in a line.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use rustc_hash::FxHashSet;

use super::flat;
use super::lists::INSIDE;

/// Finds all parts in one pass (Aho & Corasick 1975); and the kind of each.
static PARTS: LazyLock<(AhoCorasick, Vec<&'static str>)> = LazyLock::new(|| {
    let (parts, kinds): (Vec<_>, Vec<_>) = flat(INSIDE).unzip();
    let search = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(parts);
    (search.expect("a table of short strings makes a small automaton"), kinds)
});

static GLANCE: LazyLock<Glance> = LazyLock::new(|| Glance::new(flat(INSIDE).map(|(part, _)| part)));

/// The kind of the first part in the table that a line holds.
pub(super) fn kind(bare: &str) -> Option<&'static str> {
    // Most lines have none.
    if !GLANCE.may_hold(bare.as_bytes()) {
        return None;
    }
    let (search, kinds) = &*PARTS;
    let first = search.find_overlapping_iter(bare).map(|part| part.pattern()).min();
    first.map(|part| kinds[part.as_usize()])
}

/// How far the places of a line lie apart that are looked at, and how many bytes at each.
const STEP: usize = 3;
const SEEN: usize = 4;
/// As many bytes in a row hold all that is seen at one of the places, wherever they stand.
const SAMPLE: usize = STEP + SEEN - 1;
/// What begins every part that is shorter: few lines hold it.
const SHORT: u8 = b'/';

/// A look at some places of a line: of each part, some bytes in a row are known that are rare in running text.
struct Glance {
    samples: FxHashSet<[u8; SAMPLE]>,
    /// A bit for each hash of what may be seen of a sample.
    seen: Box<[u64; 1 << 10]>,
    /// Parts that are too short to have a sample.
    short: Vec<&'static [u8]>,
}

impl Glance {
    fn new(parts: impl Iterator<Item = &'static str>) -> Self {
        let mut glance =
            Self { samples: FxHashSet::default(), seen: Box::new([0; 1 << 10]), short: Vec::new() };
        for part in parts.map(str::as_bytes) {
            let samples = part.windows(SAMPLE).filter_map(|sample| sample.first_chunk());
            let Some(sample) = samples.max_by_key(|sample| rarity(*sample)) else {
                debug_assert_eq!(part.first(), Some(&SHORT), "it would not be looked for");
                glance.short.push(part);
                continue;
            };
            glance.samples.insert(*sample);
            for seen in sample.windows(SEEN).filter_map(|seen| seen.first_chunk().copied()) {
                let (word, bit) = place(seen);
                glance.seen[word] |= bit;
            }
        }
        glance
    }

    /// Whether a line may hold a part.
    fn may_hold(&self, line: &[u8]) -> bool {
        let (table, mut rest) = (&*self.seen, line);
        while let Some(&seen) = rest.first_chunk() {
            let (word, bit) = place(seen);
            if table[word] & bit != 0 {
                let at = line.len() - rest.len();
                let around = &line[(at + 1).saturating_sub(STEP)..line.len().min(at + SAMPLE)];
                if around.windows(SAMPLE).any(|sample| self.samples.contains(sample)) {
                    return true;
                }
            }
            rest = &rest[STEP..];
        }
        let begins = |at: usize| self.short.iter().any(|part| line[at..].starts_with(part));
        memchr::memchr_iter(SHORT, line).any(begins)
    }
}

/// The place of the bit for what is seen.
fn place(seen: [u8; SEEN]) -> (usize, u64) {
    let hash = u32::from_le_bytes(seen).wrapping_mul(0x9e37_79b1) >> 16;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

/// How rare the commonest is of what may be seen of a sample: by its letters.
fn rarity(sample: &[u8]) -> Option<usize> {
    const COMMONEST: &[u8] = b" etaoinsrhldcumfgpywbvkxjqz";
    let rarity = |byte: &u8| COMMONEST.iter().position(|known| known == byte).unwrap_or(40);
    sample.windows(SEEN).map(|seen| seen.iter().map(rarity).sum()).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_wherever_it_stands() {
        for (part, _) in flat(INSIDE) {
            for before in 0..8 {
                for line in [
                    format!("{}{part}", &"the sea "[..before]),
                    format!("{}{part} it", &"the sea "[..before]),
                ] {
                    assert!(kind(&line).is_some(), "{line}");
                }
            }
        }
        assert_eq!(kind("the ferry stays in port until the spring, its owner said"), None);
        assert_eq!(kind("ap"), None);
    }
}
