//! Tells by the evidence whether two articles are copies: the tests that a pair must pass, in their order.
//!
//! A desk that edits a copy cuts, adds and rewords; the names and figures that it keeps stay as they were. A follow-up opens
//! with other news, and a template has other names and figures in the same sentences.

mod outlet;
mod scans;

pub(super) use self::outlet::may_develop;
use self::outlet::{failed_by_outlet, is_developing};
use self::scans::{is_misread, is_unclear_scan, past_knowing};
use super::clip::{Clip, are_of_one_outlet};
use super::compare::share;
use super::entities::Kind;
use super::swaps::FLASH;
use super::{Evidence, Passage, Test};
use crate::options::Sameness;
use crate::sentence;

/// What is told beside the evidence, which is kept of every link.
pub(super) struct Beside {
    /// The share of the shorter's words in passages that follow each other in both, 0 to 1.
    pub(super) in_order: f64,
    /// See [`is_in_pieces`].
    pub(super) is_in_pieces: bool,
    /// See [`known::figures`].
    pub(super) figures: f64,
    /// See [`known::below`].
    pub(super) below: f64,
    /// Of what may develop, see [`known::names`].
    pub(super) names: f64,
}

/// The test that a pair fails whatever it shares.
pub(super) fn failed_by_place(a: &Clip, b: &Clip, sameness: &Sameness) -> Option<Test> {
    if !within_window(a, b, sameness) {
        Some(Test::Window)
    } else if are_beside(a, b) {
        Some(Test::Headline)
    } else {
        None
    }
}

/// Whether two texts under different headlines say nothing of what these do; or one of them, which is a stub.
fn are_beside(a: &Clip, b: &Clip) -> bool {
    let Some(shared) = headlines_shared(a, b) else { return false };
    let is_stub =
        |clip: &Clip| clip.pointers.is_beside() && clip.text.len() <= STUB.bytes && !tells(clip.text);
    // What is long is no menu or notice, whatever it is headed.
    let is_notice = a.text.len().min(b.text.len()) <= NOTICE;
    // Two outlets may each put a standing head, or one of their own, above an item; what is shown in place of any article tells nothing.
    let is_item = !are_of_one_outlet(a, b) && tells(a.text) && tells(b.text);
    let both = is_notice && a.pointers.is_beside() && b.pointers.is_beside() && !is_item;
    (both && shared < HEADLINE) || ((is_stub(a) || is_stub(b)) && shared < STUB.headline)
}

/// The share of the long words of two headlines that both have, 0 to 1; none where either has none.
fn headlines_shared(a: &Clip, b: &Clip) -> Option<f64> {
    let (common, all) = a.pointers.headline_words(&b.pointers)?;
    Some(share(common as usize, all as usize))
}

/// Whether a text is a whole sentence with a name or figure in it, and was not cut.
fn tells(text: &str) -> bool {
    let is_fact = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let mut names = text.split_whitespace().zip(text.split_whitespace().skip(1));
    let is_cut = text.contains('…') || text.contains("...");
    !is_cut && sentence::ends(text) && names.any(|(before, word)| is_fact(word) && !sentence::ends(before))
}

/// Headlines that share less of their long words than this are others, 0 to 1; some may be misread.
const HEADLINE: f64 = 0.6;
/// What stands where an article should be, as a menu, has no more bytes.
const NOTICE: usize = 800;
/// A text of no more bytes may have been cut before it says anything of its own, and belongs to headlines that share so much.
const STUB: Stub = Stub { bytes: 120, headline: 0.66 };

struct Stub {
    bytes: usize,
    headline: f64,
}

/// Whether two articles have one headline that says enough.
fn share_headline(a: &Clip, b: &Clip) -> bool {
    a.pointers.headline.is_some() && a.pointers.headline == b.pointers.headline
}

/// Whether the articles are no further apart than copies are, or one of them is of no known day.
pub(super) fn within_window(a: &Clip, b: &Clip, sameness: &Sameness) -> bool {
    a.when.undated || b.when.undated || a.when.days_from(&b.when) <= i64::from(sameness.window)
}

/// What is headed as a round-up tells other stories, too, where less than this of it stands in another article, 0 to 1.
const PART: f64 = 0.75;

/// The first test that a pair fails, the shorter first; `density` is that of its words.
pub(super) fn failed(
    evidence: &Evidence,
    beside: &Beside,
    (a, b): (&Clip, &Clip),
    density: f64,
    sameness: &Sameness,
) -> Option<Test> {
    let by_place = failed_by_place(a, b, sameness);
    let are_headed_alike = share_headline(a, b) && !are_of_one_outlet(a, b);
    if by_place.is_some() {
        by_place
    } else if evidence.containment < sameness.containment
        && !is_touched_up(evidence, beside, sameness)
        && !is_misread(evidence)
    {
        Some(Test::Containment)
    } else if is_mention(evidence, a) {
        Some(Test::Mention)
    } else if (a.pointers.tells_several() && evidence.covered < PART)
        || (b.pointers.tells_several() && evidence.filled < PART)
    {
        Some(Test::Roundup)
    } else if !are_headed_alike
        && ((evidence.opening < 0.25
            && evidence.carried() < sameness.containment_other_opening - past_knowing(evidence))
            || (is_background(evidence) && beside.below < LOCAL))
    {
        Some(Test::Opening)
    } else if are_of_one_outlet(a, b)
        && !is_developing(evidence, beside, (a, b), density)
        && let Some(test) = failed_by_outlet(evidence, a, b)
    {
        Some(test)
    } else if are_headed_alike && a.when.days_from(&b.when) <= SOON && is_update(evidence) {
        None
    } else if (evidence.entities < sameness.entities && !is_verbatim(evidence, density))
        || is_unclear_scan(evidence, density)
    {
        Some(Test::Entities)
    } else if beside.figures < FEW_FIGURES {
        Some(Test::Figures)
    } else if is_template(evidence, density, sameness) {
        Some(Test::Template)
    } else if is_patchwork(evidence, beside) {
        Some(Test::Patchwork)
    } else if !are_headed_alike && is_other_note(evidence, density) {
        Some(Test::Containment)
    } else {
        None
    }
}

/// Whether what two articles share is background to the longer: it opens with other news, and most of it is
/// other text; the shorter is more than that background.
pub(super) fn is_background(evidence: &Evidence) -> bool {
    let background = if evidence.above >= ABOVE.0 { ABOVE.1 } else { BACKGROUND };
    !evidence.same_lede && evidence.filled < background && evidence.containment.max(evidence.covered) < WHOLE
}

/// Whether two texts differ in a few figures and little else: of a short one, two brought up to date are many.
fn is_update(evidence: &Evidence) -> bool {
    evidence.resemblance >= UPDATED.0
        && evidence.swapped.len() <= UPDATED.1
        && evidence.swapped.iter().all(|swap| swap.kind == Kind::Figure)
        && evidence.displaced + evidence.replaced <= UPDATED.1
}

/// Within so many days, what has the same headline is the same event.
const SOON: i64 = 2;

/// So much of all shingles is left, and no more figures are swapped, where a text was brought up to date.
const UPDATED: (f64, usize) = (0.75, 3);

/// Whether a few words, as a bare headline has, stand in a text that says more: it may only name the same thing, or the article.
fn is_mention(evidence: &Evidence, shorter: &Clip) -> bool {
    let heads = evidence.same_lede && evidence.entities >= 1.0 && evidence.swapped.is_empty();
    let above = evidence.above * evidence.shared_words as f64 / evidence.filled.max(f64::EPSILON);
    let is_named = shorter.pointers.is_bare() && above > NAMED && !sentence::ends(shorter.text);
    (is_named || evidence.shared_words < if heads { HEAD } else { MENTION }) && evidence.filled < HALF
}

/// More words than this above a headline speak of it: "An article published on Tuesday (…) misstated a figure."
const NAMED: f64 = 4.0;
/// Fewer words than this make no text, ...
const MENTION: usize = 8;
/// ... or than this where the other opens with them, and has all names and figures: a headline may.
const HEAD: usize = 6;

/// More than this of a text is most of it.
const HALF: f64 = 0.5;

/// A follow-up may take so much of its words from the first story, and is still another.
const BACKGROUND: f64 = 0.35;
/// The same where so much of it stands above all that they share, up to so much of its words, 0 to 1.
const ABOVE: (f64, f64) = (0.2, 0.5);
/// An article of which so much stands in another is in it as a whole.
const WHOLE: f64 = 0.75;
/// Who puts a local opening above a copy leaves so much of what follows as it was, 0 to 1, while of a first story only some
/// is background to the next.
const LOCAL: f64 = 0.95;

/// The share of the wanted containment that is left where a fifth of the words were changed: each change
/// breaks three shingles.
pub(super) const TOUCHED_UP: f64 = 0.7;

/// Whether less of a note is in the other than a word in another's place leaves: "passed" or "shelved", "bus" or "train" is all that
/// it tells.
fn is_other_note(evidence: &Evidence, density: f64) -> bool {
    let words = evidence.shared_words as f64 / evidence.covered.max(f64::EPSILON);
    evidence.misread == 0 && words * density <= NOTED.words && evidence.containment < NOTED.containment
}

/// So much of the shingles of a note of so many words must be the other's, 0 to 1.
const NOTED: Noted = Noted { words: 20.0, containment: 0.68 };

struct Noted {
    words: f64,
    containment: f64,
}

/// Whether a text that was reworded or misread throughout is still another's: its shingles are broken one by
/// one, but most of its words still stand in shared passages, in their order, as those of a list of events do not.
fn is_touched_up(evidence: &Evidence, beside: &Beside, sameness: &Sameness) -> bool {
    evidence.containment >= sameness.containment * TOUCHED_UP && beside.in_order >= sameness.covered
}

/// Whether one passage is half of the shorter, or long, beside its opening: few of its names may be left, as where others were
/// added, but not put in their places.
fn is_verbatim(evidence: &Evidence, density: f64) -> bool {
    let words = |passage: &Passage| passage.words as f64;
    let half = evidence.shared_words as f64 / evidence.covered.max(f64::EPSILON) * HALF;
    let density = density.max(f64::EPSILON);
    let least = if evidence.entities > 0.0 { LEAST.0 } else { LEAST.1 };
    let enough = half.clamp(least / density, VERBATIM / density);
    evidence.opening >= HALF
        && evidence.swapped.len() <= SWAPPED
        && evidence.passage.as_ref().is_some_and(|passage| words(passage) >= enough)
}

/// Who takes over a passage may bring one name or figure up to date.
const SWAPPED: usize = 1;
/// So many words in a row are taken over, whatever stands around them.
const VERBATIM: f64 = 80.0;
/// Fewer words in a row may be a pattern's: where some name or figure is shared, and where none is.
const LEAST: (f64, f64) = (12.0, 25.0);

/// Whether two texts may have been put together of stock phrases: they share little, and that in so many short passages.
pub(super) fn is_in_pieces(evidence: &Evidence, passages: usize, density: f64) -> bool {
    evidence.misread == 0
        && evidence.containment < PATCHWORK.containment
        && evidence.shared_words as f64 * density < PATCHWORK.passage * passages as f64
}

/// Whether they were, as horoscopes are: the phrases are in another order. Who moves the paragraphs of a copy leaves them whole.
fn is_patchwork(evidence: &Evidence, beside: &Beside) -> bool {
    beside.is_in_pieces && beside.in_order < PATCHWORK.in_order * evidence.covered
}

/// A copy shares more of its shingles, or passages of so many words in the mean, or has so much of what is shared in its order,
/// 0 to 1.
const PATCHWORK: Patchwork = Patchwork { containment: 0.75, passage: 7.0, in_order: 0.5 };

struct Patchwork {
    containment: f64,
    passage: f64,
    in_order: f64,
}

/// A text of many figures that has so few of another's is not that with some of them brought up to date.
const FEW_FIGURES: f64 = 0.34;

/// So many foreign names and figures in replaced passages are a template's, if they are also this many per
/// 100 shared words: a short one has few of them, and these close together.
const REPLACED: [(usize, f64); 2] = [(8, 1.5), (3, 8.0)];
/// So many swapped figures are a template's where they are most of all figures: who updates a story leaves most.
const FIGURES: usize = 5;
/// Of a note of no more words, a figure is what is told.
const NOTE: f64 = 32.0;
/// With fewer swaps than this per 100 shared words, a swap at the top is one of contacts or headlines.
const FEW_SWAPS: f64 = 0.25;

/// Whether the swaps are those of a template rather than of a desk.
///
/// A desk that updates a copy changes figures, and few of them; one that edits changes a spelling. Where the
/// very name that an article is about is another one, and further names or figures are too, it is about
/// something else. Figures, and names and figures that the other text has elsewhere, weigh half.
fn is_template(evidence: &Evidence, density: f64, sameness: &Sameness) -> bool {
    let count = |kind| evidence.swapped.iter().filter(|swap| swap.kind == kind).count();
    let (names, figures) = (count(Kind::Name), count(Kind::Figure));
    let central = evidence.swapped.iter().any(|swap| swap.central);
    let subject = evidence.swapped.iter().any(|swap| swap.subject);
    let longer = evidence.shared_words as f64 / evidence.filled.max(f64::EPSILON) * density;
    let is_other_flash = longer <= FLASH as f64 && names > 0;
    if is_other_flash || (longer <= NOTE && figures > 0) {
        return true;
    }
    let rate = |weight: f64| weight * 100.0 / (evidence.shared_words.max(1) as f64 * density);
    let swaps = rate(names as f64 + (figures + evidence.displaced) as f64 / 2.0);
    (figures >= FIGURES && figures >= evidence.kept_figures * 3)
        || REPLACED
            .iter()
            .any(|(count, often)| evidence.replaced >= *count && rate(evidence.replaced as f64) >= *often)
        || subject
        || (central && (figures > 0 || names > 1) && swaps >= FEW_SWAPS)
        || ((names + figures > 0 || evidence.displaced > 2)
            && names + figures + evidence.displaced > 1
            && swaps > sameness.swaps)
}
