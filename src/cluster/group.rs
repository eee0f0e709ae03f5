//! Groups articles into stories along their links, strongest first, without chaining.

mod desk;

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use self::desk::Desk;
use super::clip::Clip;
use super::groups::Groups;
use super::versions;
use super::{Link, Story, Test, teasers};
use crate::fingerprint::Fingerprints;
use crate::options::Sameness;

/// The most members of a group that a newcomer is compared with.
const WITNESSES: usize = 12;

/// Copies whose likeness to the others comes this close to the greatest may lead a story.
const ALIKE: f64 = 0.8;

/// Texts that have so much of all their shingles in common are the same to all others.
const SAME: f64 = 0.8;

/// Two articles are one where so much of the longer stands in the shorter, too, however they open.
const MOST: f64 = 0.8;

/// Copies run close together: a link over so many days is half as strong as one within a day.
const FADING: f64 = 3.0;

/// Joins two groups only when more than half of the pairs across them are copies: an article that contains
/// two unrelated texts, as a round-up does, must not make one story of them (average linkage, Sokal & Michener
/// 1958, on the yes-or-no of each pair).
pub(super) fn stories(
    clips: &[Clip],
    fingerprints: &Fingerprints,
    mut links: Vec<Link>,
    sameness: &Sameness,
) -> (Vec<Story>, Vec<Link>) {
    links.sort_unstable_by_key(|link| (link.a, link.b));
    // Where nothing links to an article, what it may be misread for does not count.
    let misread = links.iter().filter(|link| link.evidence.misread > 0);
    let mut scans: Vec<u32> = misread.flat_map(|link| [link.a as u32, link.b as u32]).collect();
    scans.sort_unstable();
    scans.dedup();
    let mut desk = Desk::new(clips, fingerprints, &links, &scans, sameness);
    let mut order: Vec<&Link> = links.iter().filter(|link| link.evidence.failed.is_none()).collect();
    order.sort_by_cached_key(|link| {
        let days = clips[link.a].when.days_from(&clips[link.b].when);
        let strength = link.evidence.carried() * (link.evidence.shared_words as f64).ln_1p()
            / (1.0 + days as f64 / FADING);
        // An article is about what it opens with: one that adds another's text below belongs to its own first.
        // The bits of positive floats are in the order of the floats.
        let one = link.evidence.same_lede || link.evidence.filled >= MOST;
        // Of equals, those that any order of the wire would bring first.
        let prints = fingerprints.simhash(link.a).wrapping_add(fingerprints.simhash(link.b));
        (Reverse((one, strength.to_bits())), prints)
    });
    let mut groups = Groups::new(clips.len());
    for link in order {
        let apart = groups.of[link.a] != groups.of[link.b];
        // What is said of one of two such texts is said of the other.
        let are_same = link.evidence.resemblance >= SAME;
        let belong =
            |desk: &mut Desk| desk.belong(groups.mates(link.a), groups.mates(link.b), (link.a, link.b));
        if apart && (are_same || belong(&mut desk)) {
            groups.join(link.a, link.b);
        }
    }
    drop(desk);
    let announced = teasers::join(clips, fingerprints, &mut groups, sameness);
    let pairs: FxHashSet<_> = announced.iter().map(|link| (link.a, link.b)).collect();
    links.retain(|link| !pairs.contains(&(link.a, link.b)));
    links.extend(announced);
    told(clips, fingerprints, &groups.of, links)
}

/// The stories of articles in groups, in the order of the first article of each, and the links that keep none together.
fn told(
    clips: &[Clip],
    fingerprints: &Fingerprints,
    group: &[usize],
    mut links: Vec<Link>,
) -> (Vec<Story>, Vec<Link>) {
    let mut firsts = vec![usize::MAX; clips.len()];
    for (at, group) in group.iter().enumerate() {
        firsts[*group] = firsts[*group].min(at);
    }
    let first = |at: usize| firsts[group[at]];
    let is_apart = |link: &Link| link.evidence.failed.is_some() || group[link.a] != group[link.b];
    links.sort_unstable_by_key(|link| (is_apart(link), first(link.a), link.a, link.b));
    let mut apart = links.split_off(links.partition_point(|link| !is_apart(link)));
    apart.sort_unstable_by_key(|link| (link.a, link.b));
    for link in &mut apart {
        link.evidence.failed.get_or_insert(Test::Outvoted);
    }
    let mut links = links.into_iter().peekable();
    let mut order: Vec<usize> = (0..clips.len()).collect();
    order.sort_by_key(|at| first(*at));
    let stories = order.chunk_by(|a, b| group[*a] == group[*b]).map(|members| {
        let here = |link: &Link| group[link.a] == group[members[0]];
        let mut inside: Vec<Link> = std::iter::from_fn(|| links.next_if(here)).collect();
        inside.shrink_to_fit();
        story(clips, fingerprints, members.to_vec(), inside)
    });
    (stories.collect(), apart)
}

/// A story of these members: the earliest first, led by the copy of the first day that is most like the others, of the
/// latest version.
fn story(clips: &[Clip], fingerprints: &Fingerprints, mut members: Vec<usize>, links: Vec<Link>) -> Story {
    if let [only] = members[..] {
        return Story { lead: only, articles: members, links };
    }
    members.sort_by_key(|at| (clips[*at].when.moment, !clips[*at].when.timed, *at));
    // Of a large story, the copies of an even spread speak for the others.
    let spread = members.iter().step_by(members.len().div_ceil(WITNESSES * 2));
    let like = |at: usize| -> f64 {
        spread.clone().map(|other| fingerprints.get(at).resemblance(&fingerprints.get(*other))).sum()
    };
    // What announces an article does not lead its story.
    let announced = links.iter().any(|link| link.evidence.teaser.is_some());
    let words = |at: usize| fingerprints.words(at);
    let day = |at: usize| clips[at].when.day;
    let first = members.iter().map(|at| day(*at)).min();
    let first_day = || members.iter().copied().filter(|at| Some(day(*at)) == first);
    let longest = first_day().map(words).max().unwrap_or(0);
    let may_lead = first_day().filter(|at| !announced || words(*at) * 2 >= longest);
    let likeness: Vec<(usize, f64)> = may_lead.map(|at| (at, like(at))).collect();
    let most = likeness.iter().map(|(_, like)| *like).fold(0.0, f64::max);
    let alike = likeness.iter().filter(|(_, like)| *like >= most * ALIKE).map(|(at, _)| *at);
    // The wire's own copy, which names the agency, before a reprint; then the earliest, since `min_by_key`
    // keeps the first of equals.
    let lead = versions::latest(clips, alike).into_iter().min_by_key(|at| clips[*at].when.mark);
    Story { lead: lead.unwrap_or_default(), articles: members, links }
}

#[cfg(test)]
mod tests;
