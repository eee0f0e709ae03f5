//! Tells whether two groups belong together, by what is known of the pairs across them.

use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;

use super::WITNESSES;
use crate::cluster::clip::Clip;
use crate::cluster::compare::{evidence, misread};
use crate::cluster::ready::Ready;
use crate::cluster::verdict::{TOUCHED_UP, failed_by_place, is_background, within_window};
use crate::cluster::{Evidence, Link, Test, find};
use crate::fingerprint::Fingerprints;
use crate::options::Sameness;

/// Two headlines are one's where they share so many long words, and two thirds.
const HEADLINE: u32 = 3;

/// An alert, or what is shown of an article before it is paid for, has no more words.
const ALERT: f64 = 64.0;

/// How much it speaks for joining groups that a text has an alert below its top, where it may be quoted: enough by itself, not
/// against a fuller text that opens with the alert.
const QUOTED: f64 = 0.6;

/// Of copies that were edited each in its own way, two may share too little and still so much, 0 to 1: that is no objection to
/// a link to another copy that so much of the longer stands in, of so many words: what is shorter has few ways to be edited.
const EDITED: Edited = Edited { words: 50.0, linked: 0.4, left: 0.15 };

struct Edited {
    words: f64,
    linked: f64,
    left: f64,
}

/// A part of an article is in it by at least so much.
const INSIDE: f64 = 0.7;

/// A part of an article is at least so much of it, unless it is its top: an item of a round-up is less.
const LARGE: f64 = 0.25;

/// Of an article that two others are cut from, a good deal is in neither if they are no more than this of it, 0 to 1.
const LEFT: f64 = 0.75;

/// What has more than this of an article is not cut from it, but goes without what was added to it.
const CUT: f64 = 0.6;

/// What has so much of an article, 0 to 1, and is so many times as long, is the article with something added.
const ADDED: Added = Added { inside: 0.9, words: 1.04..=1.25 };

struct Added {
    inside: f64,
    words: RangeInclusive<f64>,
}

/// A text of which so much stands in another, which was not found to be its copy for its headline or for what else it tells, says
/// nothing for or against a third.
const SILENT: f64 = 0.6;

/// The same of two scans that are misread heavily, and share this much; and, where names or figures are swapped, so many of these,
/// 0 to 1.
const ILLEGIBLE: Illegible = Illegible { inside: 0.2, entities: 0.8 };

struct Illegible {
    inside: f64,
    entities: f64,
}

/// Background says nothing for joining groups unless it is so much of the shorter.
const HALF: f64 = 0.6;

/// How much two such parts speak for joining their groups: enough for two heads, beside a link to the whole; not for
/// many articles without a section that only one of them has.
const PARTS: f64 = 0.3;

/// What is known of a pair.
#[derive(Clone, Copy)]
struct Verdict {
    /// How much it speaks for joining its groups, 0 to 1.
    vote: f64,
    /// The share of the shorter that the longer has: of its shingles, or of its words.
    inside: f64,
    /// Whether both open alike.
    same_lede: bool,
    /// Of a pair that only shares too little: how much of the shorter it shares, 0 to 1.
    left: f64,
    /// Whether it is of other news, or a template's, and not only shares too little.
    is_other: bool,
    /// Whether it says nothing.
    is_silent: bool,
}

impl Verdict {
    fn of(link: &Link) -> Self {
        let (inside, same_lede) = (inside(&link.evidence), link.evidence.same_lede);
        let is_other = link.evidence.failed.is_some();
        Self { vote: f64::from(!is_other), inside, same_lede, left: 0.0, is_other, is_silent: false }
    }
}

/// What is known of pairs so far, and the articles made ready for comparing.
pub(super) struct Desk<'a> {
    clips: &'a [Clip<'a>],
    fingerprints: &'a Fingerprints,
    sameness: &'a Sameness,
    /// In the order of their articles.
    links: &'a [Link],
    /// What is known of other pairs.
    others: FxHashMap<(usize, usize), Verdict>,
    ready: Ready<'a>,
}

impl<'a> Desk<'a> {
    /// Nothing but what links say is known yet; these are in the order of their articles, and these articles, in rising order, scans.
    pub(super) fn new(
        clips: &'a [Clip<'a>],
        fingerprints: &'a Fingerprints,
        links: &'a [Link],
        scans: &'a [u32],
        sameness: &'a Sameness,
    ) -> Self {
        let (others, ready) = (FxHashMap::default(), Ready::new(clips, fingerprints, scans));
        Self { clips, fingerprints, sameness, links, others, ready }
    }

    /// Whether the pairs across two groups are copies by more than half. Of large groups, evenly spread
    /// members and the two that the link joins speak for the others.
    pub(super) fn belong(&mut self, left: &[usize], right: &[usize], link: (usize, usize)) -> bool {
        let (left, right) = (witnesses(left, link.0), witnesses(right, link.1));
        let pairs = left.iter().flat_map(|a| right.iter().map(|b| (*a, *b)));
        let filled = find(self.links, link).map_or(0.0, |link| link.evidence.filled);
        let is_strong = filled >= EDITED.linked && self.words(link.0).min(self.words(link.1)) >= EDITED.words;
        let votes = pairs.filter_map(|pair| {
            let whole = self.whole(pair, link, is_strong);
            self.vote(pair, whole, is_strong)
        });
        let votes: Vec<f64> = votes.collect();
        votes.iter().sum::<f64>() * 2.0 > votes.len() as f64
    }

    /// What a pair may be two parts of: the end of a strong link that is none of the two, or the longer one.
    fn whole(&self, pair: (usize, usize), (a, b): (usize, usize), is_strong: bool) -> usize {
        let length = |at: usize| self.clips[at].text.len();
        let is_in_pair = |at: usize| at == pair.0 || at == pair.1;
        match (is_in_pair(a), is_in_pair(b)) {
            (true, false) if is_strong => b,
            (false, true) if is_strong => a,
            _ if length(a) >= length(b) => a,
            _ => b,
        }
    }

    /// How much a pair speaks for joining its groups: 1 for copies; what the shorter shares with the longer
    /// where that is almost enough; a little for two parts of the `whole` that the link leads to, and none at all if both are
    /// cut from it, since neither can have the other's, or one is its top and the other the rest; nothing where another test
    /// says that they are not the same, and no word at all where that test may be about what was added to one, or its headline.
    fn vote(&mut self, pair: (usize, usize), whole: usize, is_strong: bool) -> Option<f64> {
        let Verdict { mut vote, left, is_other, is_silent, same_lede, .. } = self.verdict(pair);
        if vote >= 1.0 && !same_lede && self.words(pair.0).min(self.words(pair.1)) <= ALERT {
            vote = QUOTED;
        }
        if is_silent || (is_strong && vote == 0.0 && left >= EDITED.left) {
            return None;
        }
        let (a, b) = (&self.clips[pair.0], &self.clips[pair.1]);
        let is_other_text = is_other && within_window(a, b, self.sameness);
        if is_other_text && [pair.0, pair.1].into_iter().any(|at| self.is_grown(at, whole)) {
            return None;
        }
        if vote > 0.0 || is_other || !(self.is_part(pair.0, whole) && self.is_part(pair.1, whole)) {
            return Some(vote);
        }
        if self.are_top_and_rest(pair, whole) {
            return None;
        }
        if !self.keep_company(pair, whole) {
            return Some(vote);
        }
        let are_cut = self.words(pair.0).max(self.words(pair.1)) <= self.words(whole) * CUT;
        (!are_cut).then_some(PARTS)
    }

    /// Whether an article is the `whole` with something added: what others are against may be that.
    fn is_grown(&mut self, at: usize, whole: usize) -> bool {
        let grown = self.words(at) / self.words(whole).max(1.0);
        at != whole && ADDED.words.contains(&grown) && {
            let Verdict { vote, inside, .. } = self.verdict((at, whole));
            vote >= 1.0 && inside >= ADDED.inside
        }
    }

    /// Whether an article is a large part of another, or its top.
    fn is_part(&mut self, part: usize, whole: usize) -> bool {
        if part == whole {
            return false;
        }
        let is_large = self.words(part) >= self.words(whole) * LARGE;
        let Verdict { inside, same_lede, .. } = self.verdict((part, whole));
        (is_large || same_lede) && (inside >= INSIDE || self.is_misread(part, whole))
    }

    /// Whether a part of an article is in it, but for misread words.
    fn is_misread(&mut self, part: usize, whole: usize) -> bool {
        let (part, whole) = self.ready.pair(part, whole);
        misread(part, whole).is_some_and(|inside| inside >= INSIDE)
    }

    /// Whether of two parts of an article one is most of it, and the other what stands above that, as an alert is of an article
    /// that others run without its opening.
    fn are_top_and_rest(&mut self, (a, b): (usize, usize), whole: usize) -> bool {
        let (top, rest) = if self.words(a) <= self.words(b) { (a, b) } else { (b, a) };
        self.words(top) <= ALERT
            && self.words(top) < self.words(whole) * LARGE
            && self.words(rest) > self.words(whole) * CUT
            && self.verdict((top, whole)).same_lede
    }

    /// Whether two parts of a `whole` are about one thing: the head and the tail of it are, while a section
    /// that was added is about another.
    fn keep_company(&mut self, (a, b): (usize, usize), whole: usize) -> bool {
        let headlines = self.clips[a].pointers.headline_words(&self.clips[b].pointers);
        if headlines.is_some_and(|(common, longer)| common >= HEADLINE && common * 3 >= longer * 2) {
            return true;
        }
        // Where little is left beside them, one may have been added to the other.
        if self.words(a) + self.words(b) > self.words(whole) * LEFT {
            let (a, b) = self.ready.pair(a, b);
            return a.keeps_company(b);
        }
        let [a, b, whole] = self.ready.all([a, b, whole]);
        a.keeps_company_in(b, whole)
    }

    fn words(&self, at: usize) -> f64 {
        f64::from(self.fingerprints.words(at))
    }

    /// What is known of a pair, by the links or by comparing the two.
    fn verdict(&mut self, (a, b): (usize, usize)) -> Verdict {
        if let Some(link) = find(self.links, (a, b)) {
            return Verdict::of(link);
        }
        let pair = (a.min(b), a.max(b));
        if let Some(known) = self.others.get(&pair) {
            return *known;
        }
        let (a, b) = (&self.clips[pair.0], &self.clips[pair.1]);
        if a.text == b.text {
            return Verdict {
                vote: f64::from(failed_by_place(a, b, self.sameness).is_none()),
                inside: 1.0,
                same_lede: true,
                left: 0.0,
                is_other: false,
                is_silent: false,
            };
        }
        let (a, b) = self.ready.pair(pair.0, pair.1);
        let evidence = evidence(a, b, self.sameness);
        let near = self.sameness.containment * TOUCHED_UP;
        let vote = match evidence.failed {
            None => 1.0,
            Some(Test::Containment | Test::Opening) if evidence.carried() >= near && !is_aside(&evidence) => {
                evidence.carried()
            }
            Some(_) => 0.0,
        };
        let is_other = matches!(
            evidence.failed,
            Some(
                Test::Window
                    | Test::Headline
                    | Test::Quotation
                    | Test::Roundup
                    | Test::Template
                    | Test::Patchwork
            )
        );
        let shares_little = matches!(evidence.failed, Some(Test::Containment | Test::Opening));
        let inside = inside(&evidence);
        let left = if shares_little { inside } else { 0.0 };
        let is_misread = is_illegible(&evidence, inside);
        let is_silent = (matches!(evidence.failed, Some(Test::Headline | Test::Roundup)) && inside >= SILENT)
            || is_misread;
        let verdict = Verdict { vote, inside, same_lede: evidence.same_lede, left, is_other, is_silent };
        self.others.insert(pair, verdict);
        verdict
    }
}

/// Whether of two scans that are misread heavily so much is the same that what differs may be misread.
fn is_illegible(evidence: &Evidence, inside: f64) -> bool {
    let may_be_misread = match evidence.failed {
        Some(Test::Containment | Test::Opening | Test::Entities) => true,
        Some(Test::Template) => evidence.entities >= ILLEGIBLE.entities,
        _ => false,
    };
    evidence.is_misread_heavily() && may_be_misread && inside >= ILLEGIBLE.inside
}

/// How much of the shorter is in the longer, be it reworded or misread.
fn inside(evidence: &Evidence) -> f64 {
    evidence.carried().max(evidence.covered)
}

/// Whether what two articles share is background to the longer, and not most of the shorter either: a follow-up.
fn is_aside(evidence: &Evidence) -> bool {
    is_background(evidence) && evidence.carried() < HALF
}

/// Evenly spread members of a group, and the one that a link leads to.
fn witnesses(members: &[usize], linked: usize) -> Vec<usize> {
    if members.len() <= WITNESSES {
        return members.to_vec();
    }
    let spread = (0..WITNESSES - 1).map(|i| members[i * members.len() / (WITNESSES - 1)]);
    let mut chosen: Vec<usize> = spread.chain([linked]).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}
