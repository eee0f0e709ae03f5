//! Finds the pairs of articles that carry the same text, and groups them into stories.
//!
//! [`links`] proposes pairs by their fingerprints and verifies each on the full text; [`stories`] groups
//! articles that links lead to, without ever chaining through an article that merely touches two stories.
//! Facts are kept on every link: [`Evidence`].

mod align;
mod briefs;
mod candidates;
mod clip;
mod compare;
mod copy;
mod entities;
mod evenly;
mod frames;
mod gaps;
mod grams;
mod group;
mod groups;
mod headlines;
mod house;
mod index;
mod items;
mod known;
mod labels;
mod links;
mod misread;
mod places;
mod pointers;
mod ready;
mod roundups;
mod scans;
mod series;
mod spellings;
mod subsequence;
mod swaps;
mod teasers;
mod texts;
mod verdict;
mod versions;

use std::ops::Range;

use rayon::prelude::*;

use crate::article::Article;
use crate::fingerprint::{Fingerprint, Fingerprints};
use crate::options::Sameness;

pub use clip::{Clip, When, nouns_have_capitals};
pub use copy::Copy;
pub use entities::Kind;
pub use pointers::Pointers;
pub(crate) use subsequence::common_subsequence;
pub use versions::are_versions;

/// Two articles found to be copies: indices into the articles, the lower first, and why.
#[derive(Clone, Debug)]
pub struct Link {
    /// The lower index.
    pub a: usize,
    /// The higher index.
    pub b: usize,
    /// What the pair shares.
    pub evidence: Evidence,
}

/// What two articles share, and whether that makes them copies.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The share of the shorter article's distinct shingles that the longer has, 0 to 1.
    pub containment: f64,
    /// The share of all their distinct shingles that both have (Jaccard), 0 to 1.
    pub resemblance: f64,
    /// The bits in which the SimHashes differ, 0 to 64.
    pub distance: u32,
    /// The longest passage that both carry word for word, if any.
    pub passage: Option<Passage>,
    /// Words of the shorter article that stand in passages of the longer, misread ones included.
    pub shared_words: usize,
    /// The share of the shorter article's words that stand in passages of the longer, 0 to 1.
    pub covered: f64,
    /// The share of the longer article's words that stand in them, 0 to 1.
    pub filled: f64,
    /// Whether both open alike: a quarter of the words at their tops stand in passages at the top of both.
    pub same_lede: bool,
    /// The share of the shorter article's words in stretches, 12 and more in a row, of which the longer has nothing, 0 to 1.
    pub alone: f64,
    /// Whether both begin with 20 words and more of their own, above any passage of eight words that they share, and less than
    /// half of the names and figures there are the other's.
    pub apart_above: bool,
    /// The share of the longer article's words that stand above any passage of eight words that they share, 0 to 1.
    pub above: f64,
    /// Words in these passages that differ by a slip, as scanners make them; 0: the passages are word for word.
    pub misread: usize,
    /// The share of the shorter article's opening that the longer has, 0 to 1: of its shingles, or of its words where some
    /// are misread.
    pub opening: f64,
    /// The share of the shorter article's names and figures that the longer has, 0 to 1; 1 without any.
    pub entities: f64,
    /// Names and figures that stand in the same place of the same sentence and differ: as in a template.
    pub swapped: Vec<Swap>,
    /// The different figures of the shorter article that stand in shared passages.
    pub kept_figures: usize,
    /// How often others stand in a place, which each text has elsewhere.
    pub displaced: usize,
    /// Names and figures in passages in whose place the other has a passage with others.
    pub replaced: usize,
    /// The test that the pair failed; none: they are of one story.
    pub failed: Option<Test>,
    /// How one announces the other, where their texts do not show it.
    pub teaser: Option<Teaser>,
}

impl Evidence {
    /// The share of the shorter article that the longer carries, 0 to 1: of its shingles, or of its words where misread ones
    /// break most of these.
    #[must_use]
    pub fn carried(&self) -> f64 {
        if self.misread > 0 { self.covered } else { self.containment }
    }

    /// The share of the words that both have which differ by a slip, 0 to 1.
    fn slips(&self) -> f64 {
        compare::share(self.misread, self.shared_words)
    }

    /// Whether so many do that others are past knowing.
    fn is_misread_heavily(&self) -> bool {
        self.slips() >= misread::HEAVILY
    }
}

/// How a short item announces an article of another outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Teaser {
    /// By its address.
    Address,
    /// By its headline, and nothing else.
    Headline,
}

impl Teaser {
    /// The name in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Headline => "headline",
        }
    }
}

/// A name or figure of one article in whose place the other has another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swap {
    /// The folded words in the first article.
    pub a: String,
    /// The folded words in the second article.
    pub b: String,
    /// Whether they are names or figures.
    pub kind: Kind,
    /// Whether it is a name that stands in the opening of both, or recurs in both.
    pub central: bool,
    /// Whether it is a name that stands in the opening of both, recurs in both, and is no other spelling.
    pub subject: bool,
}

/// The longest passage that two articles share: words, and byte ranges in both bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its length in words.
    pub words: usize,
    /// Where it stands in the body of the first article.
    pub a: Range<usize>,
    /// Where it stands in the body of the second article.
    pub b: Range<usize>,
}

/// The tests that a pair must pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// More days lie between them than copies have.
    Window,
    /// They have different headlines, and what they share says nothing of either.
    Headline,
    /// Too little of the shorter stands in the longer.
    Containment,
    /// What they share is a few words of a text that says more, as a bare headline may be.
    Mention,
    /// One only quotes the other, as a notice of correction does.
    Quotation,
    /// One is a round-up, as its headline says or its items show, and too little of it stands in the other.
    Roundup,
    /// They open differently, and too little of either stands in the other to outweigh that.
    Opening,
    /// They are of one outlet, and above what they share both say something else.
    Subject,
    /// They are of one outlet, and the shorter has much that the longer has not.
    Sequel,
    /// They are of one outlet, not under one headline, and the words are used again for other names and figures.
    Retold,
    /// Too few of the shorter's names and figures stand in the longer.
    Entities,
    /// Of many figures, too few are shared.
    Figures,
    /// Names and figures are swapped in the same sentences, as in copy made from a template.
    Template,
    /// What they share are stock phrases in another order.
    Patchwork,
    /// Many articles of the wire say what they share, and hardly any what stands in the gaps.
    Frame,
    /// They are copies of each other, but most of those that each is with are none of the other's.
    Outvoted,
}

impl Test {
    /// The test's name in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Headline => "headline",
            Self::Containment => "containment",
            Self::Mention => "mention",
            Self::Quotation => "quotation",
            Self::Roundup => "round-up",
            Self::Opening => "opening",
            Self::Subject => "subject",
            Self::Sequel => "sequel",
            Self::Retold => "retold",
            Self::Entities => "entities",
            Self::Figures => "figures",
            Self::Template => "template",
            Self::Patchwork => "patchwork",
            Self::Frame => "frame",
            Self::Outvoted => "outvoted",
        }
    }
}

/// One story: the articles that carry one text.
#[derive(Clone, Debug)]
pub struct Story {
    /// Indices of its articles, the earliest first.
    pub articles: Vec<usize>,
    /// The copy to show: of those of its first day whose texts are most like the others', the latest version's.
    pub lead: usize,
    /// The links inside the story, in the order of their articles.
    pub links: Vec<Link>,
}

/// The text that is compared: the body, or the headline of an article that has nothing else.
#[must_use]
pub fn text(article: &Article) -> &str {
    match (&article.headline, article.body.is_empty()) {
        (Some(headline), true) => headline,
        _ => &article.body,
    }
}

/// Fingerprints each clip, in parallel, in order.
#[must_use]
pub fn fingerprints(clips: &[Clip]) -> Fingerprints {
    clips.par_iter().map(|clip| Fingerprint::of(clip.text)).collect::<Vec<_>>().into_iter().collect()
}

/// Everything that two articles share, and whether they are copies; for a person who asks why.
#[must_use]
pub fn compare(a: &Article, b: &Article, sameness: &Sameness) -> Evidence {
    let of = |article| {
        let clip = Clip::of(article);
        Copy::new(clip, Fingerprint::of(clip.text).simhash, true)
    };
    let (a, b) = (of(a), of(b));
    let mut evidence = compare::evidence(&a, &b, sameness);
    if evidence.failed.is_some_and(teasers::outweigh) {
        evidence.teaser = teasers::between((&a.clip, a.folded.len()), (&b.clip, b.folded.len()));
        evidence.failed = evidence.failed.filter(|_| evidence.teaser.is_none());
    }
    evidence
}

/// Finds the pairs that are copies, each with its evidence, in the order of their indices, and those that would be if the wire
/// did not show that they are a round-up's or of one frame: these have failed that test.
///
/// Not every pair of a large story is looked at: enough are that [`stories`] finds all of it.
#[must_use]
pub fn links(clips: &[Clip], fingerprints: &Fingerprints, sameness: &Sameness) -> Vec<Link> {
    links::links(clips, fingerprints, sameness)
}

/// Groups articles into stories, each article in one; an article without copies is a story of its own.
/// Stories come in the order of their first article's index; with them those of the links that have failed, or lead from one
/// story to another.
#[must_use]
pub fn stories(
    clips: &[Clip],
    fingerprints: &Fingerprints,
    links: Vec<Link>,
    sameness: &Sameness,
) -> (Vec<Story>, Vec<Link>) {
    group::stories(clips, fingerprints, links, sameness)
}

/// The test that keeps two articles apart in their wire, as one of the links says that [`stories`] gives beside these.
#[must_use]
pub fn failed_in_wire(apart: &[Link], pair: (usize, usize)) -> Option<Test> {
    find(apart, pair)?.evidence.failed
}

/// The link of two articles among those in the order of their articles.
fn find(links: &[Link], (a, b): (usize, usize)) -> Option<&Link> {
    let at = links.binary_search_by_key(&(a.min(b), a.max(b)), |link| (link.a, link.b)).ok()?;
    Some(&links[at])
}
