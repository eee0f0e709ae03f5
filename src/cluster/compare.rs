//! Compares two articles on their full text: what they share, where, and whether that makes them copies.
//!
//! Copies and copy made from one template both share most of their words. What tells them apart is where they
//! differ. A desk that edits a copy cuts, adds and rewords; the names and figures that it keeps stay as they
//! were. Template copy keeps the sentences and swaps the names and figures *inside* them, for others that the
//! first article does not have at all. So the texts are aligned, and such swaps are counted.

use std::ops::Range;

use super::align::{Aligned, Block, chain};
use super::clip::{Clip, are_of_one_outlet};
use super::copy::Copy;
use super::entities::Kind;
use super::swaps::swaps;
use super::{Evidence, Passage, Test, misread};
use crate::fingerprint::distance;
use crate::options::Sameness;

/// Words at the top of an article that count as its opening.
const OPENING: usize = 40;

/// Compares two articles that share at least so much of the shorter, 0 to 1, that it is worth the time.
pub(super) fn worthy(a: &Copy, b: &Copy, containment: f64, sameness: &Sameness) -> Option<Evidence> {
    if !within_window(&a.clip, &b.clip, sameness) {
        return None;
    }
    let aligned = Aligned::new(a, b, OPENING);
    let enough = share(aligned.common, aligned.shorter.distinct()) >= containment;
    enough.then(|| shared(&aligned, sameness))
}

/// Compares two articles; `a` and `b` keep their places in the evidence.
pub(super) fn evidence(a: &Copy, b: &Copy, sameness: &Sameness) -> Evidence {
    shared(&Aligned::new(a, b, OPENING), sameness)
}

/// Whether two articles are copies in which words were misread.
pub(super) fn are_scans(a: &Copy, b: &Copy, sameness: &Sameness) -> bool {
    if !within_window(&a.clip, &b.clip, sameness) {
        return false;
    }
    let aligned = Aligned::new(a, b, OPENING);
    misread::read(&aligned, OPENING).is_some_and(|read| told(&aligned, &read, sameness).failed.is_none())
}

fn shared(aligned: &Aligned, sameness: &Sameness) -> Evidence {
    let evidence = told(aligned, aligned, sameness);
    match evidence.failed {
        None | Some(Test::Window) => evidence,
        Some(_) => misread::read(aligned, OPENING).map_or(evidence, |read| told(aligned, &read, sameness)),
    }
}

/// What is told by the passages of two articles; by those that both carry word for word, `exact`, the longest.
fn told(exact: &Aligned, aligned: &Aligned, sameness: &Sameness) -> Evidence {
    let Aligned { shorter, longer, turned, ref blocks, common, opening, slips } = *aligned;
    let passages = exact.blocks.iter();
    let passage = passages.max_by_key(|block| (block.words, std::cmp::Reverse(block.a))).map(|block| {
        let in_shorter = shorter.folded.bytes(block.a..block.a + block.words);
        let in_longer = longer.folded.bytes(block.b..block.b + block.words);
        let (a, b) = if turned { (in_longer, in_shorter) } else { (in_shorter, in_longer) };
        Passage { words: block.words, a, b }
    });
    let top = shorter.folded.len().min(OPENING);
    let shared_words = blocks.iter().map(|block| block.words).sum();
    let density = shorter.folded.density();
    let swaps = swaps(aligned, density, share(slips, shared_words));
    let (entities, kept_figures) = entities(aligned);
    let containment = share(common, shorter.distinct());
    let covered = share(shared_words, shorter.folded.len());
    let in_order = || share(chain(blocks).iter().map(|block| block.words).sum(), shorter.folded.len());
    let mut evidence = Evidence {
        containment,
        resemblance: share(common, shorter.distinct() + longer.distinct() - common),
        distance: distance(shorter.simhash, longer.simhash),
        passage,
        shared_words,
        covered,
        // Asked for only where too little is shared otherwise.
        in_order: if containment < sameness.containment { in_order() } else { covered },
        filled: share(shared_words, longer.folded.len()),
        misread: slips,
        // Of misread words, those are counted, not shingles.
        opening: share(opening, if slips > 0 { top } else { shorter.shingles.keys().len().min(OPENING) }),
        same_lede: open_alike(blocks, shorter.folded.len()),
        alone: share(
            stretches(blocks, shorter.folded.len(), density).map(|words| words.len()).sum(),
            shorter.folded.len(),
        ),
        entities,
        figures: figures(aligned, density),
        kept_figures,
        heads: heads(aligned, density),
        swapped: swaps.foreign,
        displaced: swaps.displaced,
        replaced: swaps.replaced,
        failed: None,
        teaser: None,
    };
    evidence.failed = failed(&evidence, (&shorter.clip, &longer.clip), density, sameness);
    evidence
}

/// Whether a quarter of the words at the top of both texts stand in passages that are at the top of both.
fn open_alike(blocks: &[Block], shorter: usize) -> bool {
    let top = OPENING.min(shorter);
    let inside = |block: &Block| (top - block.a.min(top)).min(top - block.b.min(top)).min(block.words);
    blocks.iter().map(inside).sum::<usize>() * 4 >= top.max(1)
}

/// The words of the shorter text in passages.
fn passages(blocks: &[Block]) -> impl Iterator<Item = Range<usize>> {
    blocks.iter().map(|block| block.a..block.a + block.words)
}

/// The stretches of the shorter text of which nothing stands in a passage of the longer.
fn stretches(blocks: &[Block], shorter: usize, density: f64) -> impl Iterator<Item = Range<usize>> {
    let passages = passages(blocks).chain(std::iter::once(shorter..shorter));
    let stretches = passages.scan(0, |end, next| Some(std::mem::replace(end, next.end)..next.start));
    stretches.filter(move |words| words.len() as f64 * density >= STRETCH)
}

/// What two articles of the very same text share: all of it. `words` is the length of that text.
pub(super) fn same_text(a: &Clip, b: &Clip, words: usize, sameness: &Sameness) -> Evidence {
    Evidence {
        containment: 1.0,
        resemblance: 1.0,
        distance: 0,
        passage: Some(Passage { words, a: 0..a.text.len(), b: 0..b.text.len() }),
        shared_words: words,
        covered: 1.0,
        in_order: 1.0,
        filled: 1.0,
        misread: 0,
        opening: 1.0,
        same_lede: true,
        alone: 0.0,
        entities: 1.0,
        figures: 1.0,
        kept_figures: 0,
        heads: 1.0,
        swapped: Vec::new(),
        displaced: 0,
        replaced: 0,
        failed: (!within_window(a, b, sameness)).then_some(Test::Window),
        teaser: None,
    }
}

/// Whether the articles are no further apart than copies are, or one of them is of no known day.
pub(super) fn within_window(a: &Clip, b: &Clip, sameness: &Sameness) -> bool {
    a.when.undated || b.when.undated || a.when.days_from(&b.when) <= i64::from(sameness.window)
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The first test that a pair fails; `density` is that of the shorter's words.
fn failed(evidence: &Evidence, (a, b): (&Clip, &Clip), density: f64, sameness: &Sameness) -> Option<Test> {
    if !within_window(a, b, sameness) {
        Some(Test::Window)
    } else if evidence.containment < sameness.containment
        && !is_touched_up(evidence, sameness)
        && !is_misread(evidence)
    {
        Some(Test::Containment)
    } else if is_mention(evidence) {
        Some(Test::Mention)
    } else if (evidence.opening < 0.25 && evidence.carried() < sameness.containment_other_opening)
        || is_background(evidence)
        || evidence.heads < HEADS
    {
        Some(Test::Opening)
    } else if is_sequel(evidence, a, b) {
        Some(Test::Sequel)
    } else if (evidence.entities < sameness.entities && !is_verbatim(evidence))
        || evidence.figures < FEW_FIGURES
    {
        Some(Test::Entities)
    } else if is_template(evidence, density, sameness) {
        Some(Test::Template)
    } else {
        None
    }
}

/// Whether what two articles share is background to the longer: it opens with other news, and most of it is
/// other text; the shorter is more than that background.
pub(super) fn is_background(evidence: &Evidence) -> bool {
    !evidence.same_lede && evidence.filled < BACKGROUND && evidence.containment.max(evidence.covered) < WHOLE
}

/// Whether one outlet says something else in much the same words, as in its next article on a subject: what it runs again
/// it has cut, added to or touched up, and a local paragraph in the place of another is what other outlets write.
fn is_sequel(evidence: &Evidence, a: &Clip, b: &Clip) -> bool {
    evidence.alone > SEQUEL && are_of_one_outlet(a, b)
}

/// So many words in a row say something; fewer are put in the place of others.
const STRETCH: f64 = 12.0;
/// The most that an earlier or later version of one article has alone, 0 to 1.
const SEQUEL: f64 = 0.15;

/// Whether a few words, as a bare headline has, stand in a text that says more: it may only name the same thing.
fn is_mention(evidence: &Evidence) -> bool {
    evidence.shared_words < MENTION && evidence.filled < 0.5
}

/// Fewer words than this make no text.
const MENTION: usize = 8;

/// More than this of a text is most of it.
const HALF: f64 = 0.5;

/// A follow-up may take so much of its words from the first story, and is still another.
const BACKGROUND: f64 = 0.35;
/// An article of which so much stands in another is in it as a whole.
const WHOLE: f64 = 0.9;

/// The share of the wanted containment that is left where a fifth of the words were changed: each change
/// breaks three shingles.
pub(super) const TOUCHED_UP: f64 = 0.7;

/// So much of the shorter's words stand in the longer, misread ones included, where both are scans of one text.
const MISREAD: f64 = 0.6;
/// That share falls by so much of the share that differs by a slip: where many do, others are past knowing.
const PAST_KNOWING: f64 = 0.4;

/// Whether enough of the words of a scan are another's.
fn is_misread(evidence: &Evidence) -> bool {
    let slips = share(evidence.misread, evidence.shared_words);
    evidence.misread > 0 && evidence.covered >= MISREAD - PAST_KNOWING * slips
}

/// Whether a text that was reworded or misread throughout is still another's: its shingles are broken one by
/// one, but most of its words still stand in shared passages, in their order, as those of a list of events do not.
fn is_touched_up(evidence: &Evidence, sameness: &Sameness) -> bool {
    evidence.containment >= sameness.containment * TOUCHED_UP && evidence.in_order >= sameness.covered
}

/// Whether one passage is half of the shorter, from its opening on: few of its names may be left, as where others were added.
fn is_verbatim(evidence: &Evidence) -> bool {
    let words = |passage: &Passage| passage.words as f64;
    let half = evidence.shared_words as f64 / evidence.covered.max(f64::EPSILON) * HALF;
    evidence.opening >= HALF && evidence.passage.as_ref().is_some_and(|passage| words(passage) >= half)
}

/// A text of many figures that has so few of another's is not that with some of them brought up to date.
pub const FEW_FIGURES: f64 = 0.34;

/// So many foreign names and figures in replaced passages are a template's, if they are also this many per
/// 100 shared words.
const REPLACED: (usize, f64) = (8, 1.5);
/// So many swapped figures are a template's where they are most of all figures: who updates a story leaves most.
const FIGURES: usize = 5;
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
    let rate = |weight: f64| weight * 100.0 / (evidence.shared_words.max(1) as f64 * density);
    let swaps = rate(names as f64 + (figures + evidence.displaced) as f64 / 2.0);
    (figures >= FIGURES && figures >= evidence.kept_figures * 3)
        || (evidence.replaced >= REPLACED.0 && rate(evidence.replaced as f64) >= REPLACED.1)
        || subject
        || (central && (figures > 0 || names > 1) && swaps >= FEW_SWAPS)
        || ((names + figures > 0 || evidence.displaced > 2)
            && names + figures + evidence.displaced > 1
            && swaps > sameness.swaps)
}

/// News has a name or figure in so many words at least.
const SPARSE: usize = 40;

/// Tells of words, asked for in order, whether each is in one of these ranges, which are in order.
fn inside(ranges: impl Iterator<Item = Range<usize>>) -> impl FnMut(usize) -> bool {
    let mut ranges = ranges.peekable();
    move |at| {
        while ranges.next_if(|words| words.end <= at).is_some() {}
        ranges.peek().is_some_and(|words| words.start <= at)
    }
}

/// The share of the shorter's distinct names and figures that the longer has as words, and how many different figures
/// are in shared passages.
fn entities(Aligned { shorter, longer, blocks, slips, .. }: &Aligned) -> (f64, usize) {
    // What stands in a shared passage need not be looked for.
    let mut is_inside = inside(passages(blocks));
    let mut kept = Vec::new();
    let own = shorter.named(0..shorter.folded.len()).iter().map(|word| {
        let inside = is_inside(word.at);
        kept.extend((inside && word.kind == Kind::Figure).then_some(word.key));
        (word.key, inside || shorter.is_known(word.at, longer))
    });
    let mut own: Vec<(u64, bool)> = own.collect();
    kept.sort_unstable();
    kept.dedup();
    // One place where it is not known speaks against a name; of what was misread, one where it is speaks for it.
    own.sort_unstable_by_key(|(key, known)| (*key, *known != (*slips > 0)));
    own.dedup_by_key(|entity| entity.0);
    let shared = own.iter().filter(|entity| entity.1).count();
    // Without capitals a long text has few names to tell, and a missing one tells little.
    let few = usize::from(own.len() * SPARSE < shorter.folded.len());
    let share = if own.is_empty() { 1.0 } else { (shared + few) as f64 / (own.len() + few) as f64 };
    (share, kept.len())
}

/// With fewer figures it is no text of figures.
const MANY_FIGURES: usize = 6;

/// The share of the shorter's different figures that the longer has, 0 to 1, but for those in passages that it has alone; 1
/// where they are few, or words were misread.
fn figures(Aligned { shorter, longer, blocks, slips, .. }: &Aligned, density: f64) -> f64 {
    let mut is_alone = inside(stretches(blocks, shorter.folded.len(), density));
    let mut is_inside = inside(passages(blocks));
    let told = shorter.figures().filter(|(at, _)| !is_alone(*at)).map(|(at, key)| (key, is_inside(at)));
    let mut figures: Vec<(u64, bool)> = told.collect();
    // What stands in shared passages, wherever it stands, need not be looked for.
    figures.sort_unstable();
    figures.dedup_by_key(|(key, _)| *key);
    if *slips > 0 || figures.len() < MANY_FIGURES {
        return 1.0;
    }
    share(figures.iter().filter(|(key, inside)| *inside || longer.has_key(*key)).count(), figures.len())
}

/// Where each text begins with so many words that the other has not, they say what it is about.
const HEAD: f64 = 20.0;
/// With fewer names and figures in both, they do not tell.
const FEW_NAMES: usize = 4;
/// Above one text, told in other words, half of them are those of the other.
pub const HEADS: f64 = 0.5;

/// The share of the names and figures in the words above all that two texts share which the other has, 0 to 1; 1 where one
/// has few words there.
fn heads(Aligned { shorter, longer, blocks, slips, .. }: &Aligned, density: f64) -> f64 {
    let first = blocks.iter().map(|block| block.a).min().unwrap_or(0);
    let there = blocks.iter().map(|block| block.b).min().unwrap_or(0);
    if *slips > 0 || (first.min(there) as f64 * density) < HEAD {
        return 1.0;
    }
    let known = |copy: &Copy, other: &Copy, words| {
        let named = copy.named(0..words);
        let mut known: Vec<_> = named.iter().map(|word| (word.key, copy.is_known(word.at, other))).collect();
        known.sort_unstable();
        known.dedup_by_key(|(key, _)| *key);
        (known.len(), known.iter().filter(|(_, known)| *known).count())
    };
    let (here, there) = (known(shorter, longer, first), known(longer, shorter, there));
    let all = here.0 + there.0;
    if all < FEW_NAMES { 1.0 } else { (here.1 + there.1) as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Article;

    const FERRY: &str = "The ferry that links the two shores of the sound will stay in port until the spring, its owner \
        said, after inspectors found cracks in a propeller shaft. Passengers are carried by bus around the head of the \
        sound. The company had hoped to resume its sailings within weeks. No yard on the coast can forge a shaft of that \
        size before March.";
    const ABOUT: &str = "About Norvex Water. Norvex Water is a provider of pumps and meters with 5,000 people in 31 \
        countries. Founded in 1966, the company serves towns and farms and holds that water is worth its price. This \
        release has statements about the future, which rest on what the company expects today; what comes may differ from \
        them for many reasons that it does not control, and it does not undertake to bring them up to date. Its reports \
        to the exchange say more about these risks.";

    fn article(outlet: &str, body: &str) -> Article {
        Article { outlet: Some(outlet.into()), ..Article::plain(body) }
    }

    fn compared(one: &Article, other: &Article) -> Evidence {
        let [a, b] = [one, other].map(|article| Copy::new(Clip::of(article), 0));
        evidence(&a, &b, &Sameness::default())
    }

    fn failed(one: (&str, &str), other: (&str, &str)) -> Option<Test> {
        compared(&article(one.0, one.1), &article(other.0, other.1)).failed
    }

    #[test]
    fn what_an_outlet_says_with_a_passage_of_its_own_is_its_next_article() {
        let news = |news: &str| format!("{FERRY} {news}");
        let first = news(
            "The county will pay for the buses as long as they run, which may be until the middle of May.",
        );
        let next = news(
            "The harbour board meets tonight to hear what a second vessel would cost, and who might lend one.",
        );
        assert_eq!(failed(("Courier", &first), ("Courier", &next)), Some(Test::Sequel));
        assert_eq!(failed(("Courier", &first), ("Herald", &next)), None, "each added a paragraph of its own");
        assert_eq!(failed(("Courier", FERRY), ("Courier", &next)), None, "it ran the same again, and more");
    }

    #[test]
    fn releases_that_share_what_a_company_says_of_itself_are_apart() {
        let release = |news: &str| format!("{news}\n{ABOUT}");
        let board = release(
            "TAMSIN, March 2 - The shareholders of Norvex Water today elected Ada Orr to the board. She ran the works of \
            Brack and Hollin for 13 years and will sit on the audit committee, said its chair, Tom Maas.",
        );
        let plant = release(
            "DUNMERE, April 8 - A plant of 346,000 square feet will be built near Castell and give work to 237 people, \
            Norvex Water said. Ground is broken in June by Governor Lena Holt; Perry Creek gives the water.",
        );
        assert_eq!(failed(("a", &board), ("b", &plant)), Some(Test::Opening));
        let rewritten = release(
            "Ada Orr, who ran the works of Brack and Hollin for 13 years, was chosen for the board of Norvex Water by its \
            shareholders today; Tom Maas, who chairs it, said that she would join the audit committee.",
        );
        assert_eq!(failed(("a", &board), ("b", &rewritten)), None, "the same news in other words");
    }

    #[test]
    fn reports_of_figures_share_their_figures_or_are_apart() {
        let report = |[points, share, close, small_points, small_share, small_close]: [&str; 6]| {
            format!(
                "Stocks climbed in Tamsin. The index of 50 shares rose {points} points, or {share} percent, to close at \
                {close}. The index of smaller companies rose {small_points} points, or {small_share} percent, to close at \
                {small_close}. For the week both are up."
            )
        };
        let monday = report(["65.4", "1.2", "4,427.48", "429.1", "1.5", "33,258.32"]);
        let friday = report(["50.6", "0.7", "5,634.89", "240.3", "0.4", "42,160.16"]);
        assert_eq!(failed(("a", &monday), ("b", &friday)), Some(Test::Entities));
        assert_eq!(failed(("a", &monday), ("b", &format!("{monday} More to come."))), None);
    }

    #[test]
    fn a_copy_that_names_were_added_to_is_one_all_the_same() {
        let briefs =
            "In brief: Orr beat Maas in Tamsin. Holt leads in Dunmere. Perry Creek froze. Castell voted.";
        let added = format!("{} {briefs}", FERRY.split(" Passengers").next().unwrap());
        assert!(compared(&article("a", FERRY), &article("b", &added)).entities < 0.4);
        assert_eq!(failed(("a", FERRY), ("b", &added)), None);
    }

    #[test]
    fn house_style_for_a_common_word_makes_no_template() {
        let told = |body: &str| {
            format!(
                "The Senate's Banking {body} voted on Monday to send the bill on ports to the floor, and its members \
                said that a {body} has seldom agreed so soon. {FERRY} The Banking {body} meets again in June."
            )
        };
        let (committee, panel) = (told("Committee").replacen("a Committee", "a committee", 1), told("Panel"));
        assert_eq!(failed(("a", &committee), ("b", &panel)), None);
    }

    #[test]
    fn lists_in_another_order_are_not_one_text_touched_up() {
        let events = [
            "quilt guild at the library",
            "story hour at the center",
            "bluegrass jam at the hall",
            "yoga class at the fairgrounds",
            "chess club at the school",
            "job fair at the market",
        ];
        let notes = [
            "noon free bring thread",
            "nine donations welcome call",
            "dusk five dollars each",
            "six mats are lent",
            "three all may play",
            "ten to four daily",
            "eight wool is sold",
            "one for small children",
            "late with the band",
            "dawn bring a towel",
            "seven come and learn",
            "two until it ends",
        ];
        let list = |order: [usize; 6], from: usize| {
            let items = order
                .iter()
                .enumerate()
                .map(|(at, event)| format!("{} {}.", events[*event], notes[from + at]));
            format!("Events this week: {}", items.collect::<Vec<_>>().join(" "))
        };
        let compared =
            |other| compared(&article("a", &list([0, 1, 2, 3, 4, 5], 0)), &article("b", &list(other, 6)));
        let (same, other) = (compared([0, 1, 2, 3, 4, 5]), compared([5, 3, 1, 0, 4, 2]));
        assert!(same.in_order > 0.55 && other.in_order < 0.45, "{} and {}", same.in_order, other.in_order);
        assert_eq!((same.failed, other.failed), (None, Some(Test::Containment)));
    }

    proptest! {
        #[test]
        fn whichever_article_comes_first_they_share_the_same(
            one in proptest::collection::vec("(ferry|Orr|port|the|12|Holt|said|in|April|7)", 0..60),
            other in proptest::collection::vec("(ferry|Orr|port|the|12|Holt|said|in|April|7)", 0..60)
        ) {
            let [one, other] = [one, other].map(|words| Article::plain(&words.join(" ")));
            let (a, b) = (compared(&one, &other), compared(&other, &one));
            let shares = |evidence: &Evidence| {
                let &Evidence { containment, covered, filled, opening, entities, alone, heads, figures, failed, .. } = evidence;
                ([containment, covered, filled, opening, entities, alone, heads, figures], failed)
            };
            prop_assert_eq!(shares(&a), shares(&b));
        }
    }
}
