//! Holds the headlines of two articles against their texts: what each names that the other article knows nothing of.
//!
//! Desks head one text in many ways, and name what it says. Two texts from one template, which differ in a town and a sum, have
//! headlines that name the one town or the other.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Swap;
use super::align::Aligned;
use super::copy::Copy;
use super::entities::Kind;
use super::house;
use super::spellings::{Letters, TRANSLITERATION, closest};
use crate::fingerprint::Folded;

/// The names and figures of each headline that stand in its text and nowhere in the other article, if there are names of both:
/// figures may have been brought up to date.
pub(super) fn swap(&Aligned { shorter, longer, turned, .. }: &Aligned) -> Option<Swap> {
    let (a, b) = if turned { (longer, shorter) } else { (shorter, longer) };
    let headlines = [a, b].map(Copy::headline);
    let own = |copy: &Copy, headline: &Folded, other: &Copy, theirs: &Folded| -> Vec<(u64, Kind, String)> {
        let words = (0..headline.len()).map(|at| (headline.hash(at), at));
        let named = words.filter_map(|(hash, at)| {
            let (kind, key) = copy.kind(hash)?;
            let is_known = other.has_key(key) || theirs.hashes().any(|word| word == hash);
            (!is_known).then(|| (hash, kind, headline.word_text(at).into_owned()))
        });
        named.collect()
    };
    let here = own(a, &headlines[0], b, &headlines[1]);
    if here.is_empty() {
        return None;
    }
    let there = own(b, &headlines[1], a, &headlines[0]);
    let styles =
        |words: &[(u64, Kind, String)]| words.iter().fold(0, |all, (hash, ..)| all | house::groups(*hash));
    let letters: Vec<Letters> = there.iter().map(|(.., word)| Letters::of(word)).collect();
    let is_spelt_otherwise =
        |(.., word): &(u64, Kind, String)| closest(&Letters::of(word), &letters) <= TRANSLITERATION;
    let has_name = |words: &[(u64, Kind, String)]| words.iter().any(|(_, kind, _)| *kind == Kind::Name);
    if !(has_name(&here) && has_name(&there))
        || styles(&here) & styles(&there) != 0
        || here.iter().any(is_spelt_otherwise)
    {
        return None;
    }
    let joined = |words: Vec<(u64, Kind, String)>| {
        words.into_iter().map(|(.., word)| word).collect::<Vec<_>>().join(" ")
    };
    Some(Swap { a: joined(here), b: joined(there), kind: Kind::Name, central: true, subject: true })
}

/// So many long words of a headline are looked for at least.
const TOLD: usize = 2;

/// Whether what two articles share says nothing that their headlines do, while the rest of either does: as what a paper says of
/// itself above whatever it reports.
pub(super) fn are_unsaid(Aligned { shorter, longer, blocks, .. }: &Aligned) -> bool {
    is_told_apart(shorter, blocks.iter().map(|block| block.a..block.a + block.words))
        && is_told_apart(longer, blocks.iter().map(|block| block.b..block.b + block.words))
}

/// Whether a text says what its headline does, but in none of these passages.
fn is_told_apart(copy: &Copy, mut passages: impl Iterator<Item = Range<usize>>) -> bool {
    let headline = copy.headed();
    let said = |words: Range<usize>| words.filter_map(|at| headline.get(&copy.beginning(at)?));
    headline.len() >= TOLD
        && passages.all(|passage| said(passage).next().is_none())
        && said(0..copy.folded.len()).collect::<FxHashSet<_>>().len() >= TOLD
}
