//! Puts the denial beside the accusation.

use super::{Candidate, stands};
use crate::engine::desk::denial::{is_claim, is_denial, is_retort};
use crate::options::Length;

/// What answers a claim is at least so close to what is told.
const RELATED: f32 = 0.05;

/// What is claimed of somebody is told with the answer: a short one may go over the length by a fifth, and else takes the
/// place of what was picked last.
pub(super) fn answer(candidates: &[Candidate], picked: &mut Vec<usize>, length: Length) {
    let is_denied = |at: &usize| is_denial(&candidates[*at].text, candidates[*at].language);
    if picked.iter().any(is_denied) {
        return;
    }
    let claims = picked.iter().any(|at| is_claim(&candidates[*at].text, candidates[*at].language));
    let answers = |at: usize, picked: &[usize]| {
        let denial = &candidates[at];
        let told = || picked.iter().map(|other| &candidates[*other]);
        let follows =
            |other: &Candidate| other.place == denial.place && other.position + 1 == denial.position;
        let retorts = is_retort(&denial.text) && told().any(follows);
        let related = |other: &Candidate| follows(other) || other.vector.cosine(&denial.vector) > RELATED;
        let denies = || claims && is_denied(&at) && told().any(related);
        !picked.contains(&at) && stands(candidates, at, picked) && (retorts || denies())
    };
    let Some(denial) = (0..candidates.len()).find(|at| answers(*at, picked)) else { return };
    let fits = |picked: &[usize]| match length {
        Length::Sentences(count) => picked.len() < count,
        Length::Words(count) => {
            let words: usize = picked.iter().chain([&denial]).map(|at| candidates[*at].words).sum();
            words * 5 <= count * 6
        }
    };
    let mut kept = picked.clone();
    while !fits(&kept) && kept.pop().is_some() {}
    if answers(denial, &kept) {
        kept.push(denial);
        *picked = kept;
    }
}
