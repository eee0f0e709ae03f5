//! Verifies the pairs that fingerprints propose on their full text.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::candidates::{Candidates, FEW, Pair, candidates};
use super::clip::Clip;
use super::ready::Ready;
use super::{Link, briefs, compare, frames, roundups, scans, verdict};
use crate::fingerprint::{Fingerprints, Folded};
use crate::options::Sameness;

/// From so many pairs on, the others of their company may go to another thread.
const TASK: usize = 256;

/// See [`super::links`].
pub(super) fn links(clips: &[Clip], fingerprints: &Fingerprints, sameness: &Sameness) -> Vec<Link> {
    let day = |at: u32| clips[at as usize].when.day;
    // Of a million copies, one is folded.
    let mut folded: FxHashMap<u64, u64> = FxHashMap::default();
    let same_words = |at: u32| {
        let text = clips[at as usize].text;
        *folded.entry(xxh3_64(text.as_bytes())).or_insert_with(|| Folded::new(text).digest())
    };
    let enough = sameness.containment * verdict::TOUCHED_UP;
    let words = |at: u32| fingerprints.words(at as usize);
    let longer = |&(a, b): &Pair| if words(a) > words(b) { a } else { b };
    let Candidates { mut pairs, index } =
        candidates(fingerprints, day, sameness.window, same_words, enough, sameness.distance);
    pairs.extend(briefs::pairs(clips, fingerprints, index.texts(), enough));
    let scans = scans::scans(clips, index.texts());
    // Of few, each is held against each already.
    if index.texts().len() > FEW {
        pairs.extend(scans::pairs(clips, &scans));
    }
    // Those that may be of one story together, around the longer of each pair: what was made ready for one pair is
    // there for the next.
    let company = company(clips.len(), &pairs);
    pairs.par_sort_unstable_by_key(|pair| (company[pair.0 as usize], longer(pair), *pair));
    pairs.dedup();
    let tasks = tasks(&pairs, |x, y| company[x.0 as usize] == company[y.0 as usize], longer);
    let links = tasks.into_par_iter().flat_map_iter(|pairs| {
        let mut ready = Ready::new(clips, fingerprints, &scans);
        pairs.iter().filter_map(move |&(a, b)| {
            let (a, b) = (a as usize, b as usize);
            let evidence = if clips[a].text == clips[b].text {
                compare::same_text(&clips[a], &clips[b], fingerprints.words(a) as usize, sameness)
            } else {
                let (first, second) = ready.pair(a, b);
                compare::worthy(first, second, enough, sameness)?
            };
            evidence.failed.is_none().then_some(Link { a, b, evidence })
        })
    });
    let mut links: Vec<Link> = links.collect();
    links.par_sort_unstable_by_key(|link| (link.a, link.b));
    // Two articles alone do not show everything.
    frames::part(clips, fingerprints, &index, &mut links);
    roundups::part(clips, fingerprints, &index, &mut links);
    links
}

/// The pairs of each company; a large one in several tasks, but never the pairs around one article, which may be huge.
fn tasks(
    pairs: &[Pair],
    together: impl Fn(&Pair, &Pair) -> bool,
    around: impl Fn(&Pair) -> u32,
) -> Vec<&[Pair]> {
    let (mut tasks, mut start) = (Vec::new(), 0);
    for (end, pair) in pairs.iter().enumerate().skip(1) {
        let before = &pairs[end - 1];
        let is_full = end - start >= TASK && around(before) != around(pair);
        if is_full || !together(before, pair) {
            tasks.push(&pairs[start..end]);
            start = end;
        }
    }
    if start < pairs.len() {
        tasks.push(&pairs[start..]);
    }
    tasks
}

/// For each article one that pairs lead to from it: the same for all that they lead to (Tarjan 1975).
fn company(articles: usize, pairs: &[Pair]) -> Vec<u32> {
    let mut company: Vec<u32> = (0..articles as u32).collect();
    for (a, b) in pairs {
        let (a, b) = (head(&mut company, *a), head(&mut company, *b));
        company[a.max(b) as usize] = a.min(b);
    }
    for at in 0..articles as u32 {
        company[at as usize] = head(&mut company, at);
    }
    company
}

/// Where the way from an article ends; the way is halved for who comes next.
fn head(company: &mut [u32], mut at: u32) -> u32 {
    while company[at as usize] != at {
        let next = company[company[at as usize] as usize];
        company[at as usize] = next;
        at = next;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_large_company_is_parted_but_not_the_pairs_around_one_article() {
        let pairs: Vec<Pair> = (0..900).map(|at| (at / 300, 1000 + at)).chain([(7, 8)]).collect();
        let tasks = tasks(&pairs, |x, y| (x.0 < 3) == (y.0 < 3), |pair| pair.0);
        assert_eq!(tasks.iter().map(|task| task.len()).collect::<Vec<_>>(), [300, 300, 300, 1]);
        assert_eq!(tasks.concat(), pairs);
    }

    proptest! {
        #[test]
        fn who_meets_is_in_one_company(pairs in proptest::collection::vec((0u32..30, 0u32..30), 0..40)) {
            let company = company(30, &pairs);
            let mut known: Vec<u32> = (0..30).collect();
            for _ in 0..30 {
                for (a, b) in &pairs {
                    let least = known[*a as usize].min(known[*b as usize]);
                    (known[*a as usize], known[*b as usize]) = (least, least);
                }
            }
            prop_assert_eq!(company, known);
        }
    }
}
