//! Finds the names and figures that stand in the place of others: what gives a template away.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Swap;
use super::align::{Aligned, Block, Gap};
use super::clip::are_of_one_outlet;
use super::copy::Copy;
use super::entities::{BRIEF, Kind, Named};
use super::gaps::{in_place, narrowed};
use super::house;
use super::misread::HEAVILY;
use super::spellings::{Letters, SLIP, TRANSLITERATION, closest};

/// The most words between two shared passages that are looked at for swaps.
const GAP: usize = 12;
/// Where one outlet ran both: what it says anew it says in more words, while who edits its copy changes few.
const GAP_OF_ONE: usize = 24;
/// The most words of a passage that may stand in the place of another.
const PASSAGE: usize = 80;
/// Of what is misread heavily, two short rows of letters, or of digits, are the same if they differ by no more than this share, 0 to 1.
const SAME: f64 = 0.5;
/// A flash has no more words: what differs in one is what it is about.
pub(super) const FLASH: usize = 15;
/// Each swap is held against so many that were found before it: a text of a million has most of them once.
const KNOWN: usize = 256;
/// So many names in one place are a list.
const LIST: usize = 4;
/// What an outlet says of itself stands below so many words that two texts share, and so much of all there, 0 to 1, and has no
/// more names and figures.
const FOOT: Foot = Foot { words: 60.0, share: 0.6, names: 5 };

struct Foot {
    words: f64,
    share: f64,
    names: usize,
}

/// Words of the opening, where an article says what it is about.
const TOP: usize = 60;

/// What two texts have in the place of each other.
#[derive(Default)]
pub(super) struct Swaps {
    /// Pairs of names or figures that are foreign to the other text.
    pub(super) foreign: Vec<Swap>,
    /// How often others stand in a place which both texts know, but elsewhere: "near Hallow Creek" in the
    /// forecast for Barrow Quay.
    pub(super) displaced: usize,
    /// Names and figures in passages that have others in their place in the other text: of both texts' counts
    /// the smaller.
    pub(super) replaced: usize,
}

/// How far is looked, in words as a script has them: one without blanks has more of them.
#[derive(Clone, Copy)]
struct Reach {
    gap: usize,
    passage: usize,
    top: usize,
    brief: usize,
    /// Whether words are characters, each with the next one.
    in_pieces: bool,
    /// Names that differ by no more than this are the same.
    slip: f64,
    /// The share of the shared words that were misread, 0 to 1.
    misread: f64,
    /// Whether one outlet ran both: it names no other subject at the top of what it runs again.
    of_one: bool,
}

impl Reach {
    fn of(density: f64, misread: f64, of_one: bool) -> Self {
        let gap = if of_one { GAP_OF_ONE } else { GAP };
        let [gap, passage, top, brief] =
            [gap, PASSAGE, TOP, BRIEF].map(|words| (words as f64 / density) as usize);
        // The more of two scans was misread, the less is left of what they have in common.
        let slip = SLIP + (TRANSLITERATION - SLIP) * (misread / HEAVILY).min(1.0);
        Self { gap, passage, top, brief, in_pieces: top > TOP, slip, misread, of_one }
    }

    fn is_heavily_misread(self) -> bool {
        self.misread >= HEAVILY
    }

    /// Whether a name is one of others, misread or misspelt; or a figure, where letters show that it was misread.
    fn is_slip(self, kind: Kind, word: &Letters, others: &[Letters]) -> bool {
        match kind {
            Kind::Name => closest(word, others) <= self.slip,
            Kind::Figure => self.misread > 0.0 && others.iter().any(|other| word.is_slip_of(other)),
        }
    }
}

/// Finds what stands between the same two passages and differs. `density` is that of the shorter's words, `misread` the
/// share of the shared words that differ by a slip.
pub(super) fn swaps(
    &Aligned { shorter, longer, turned, ref blocks, .. }: &Aligned,
    density: f64,
    misread: f64,
) -> Swaps {
    let mut swaps = Swaps::default();
    let reach = Reach::of(density, misread, are_of_one_outlet(&shorter.clip, &longer.clip));
    let without_capitals = shorter.is_without_capitals() && longer.is_without_capitals();
    // Of a copy in small letters, capitals tell nothing.
    let by_words = without_capitals || !shorter.tells_names() || !longer.tells_names();
    let blocks = in_place(blocks, reach.passage);
    let mut own = [FxHashSet::default(), FxHashSet::default()];
    // Those at the foot wait until there are too many of them.
    let (mut gaps, mut named_at_foot) = (Vec::new(), FxHashSet::default());
    // What stands before the first passage counts, too; what follows the last is contacts, credits and the like, but for a flash.
    let start = Block { a: 0, b: 0, words: 0 };
    let (a, b) = (shorter.folded.len(), longer.folded.len());
    let is_flash = !blocks.is_empty() && b as f64 * density <= FLASH as f64;
    let end = is_flash.then_some(Block { a, b, words: 0 });
    let mut shared = 0;
    for (at, block) in blocks.iter().copied().chain(end).enumerate() {
        let above = shared;
        shared += block.words;
        let first = if at == 0 { start } else { blocks[at - 1] };
        let Some(gap) = Gap::between(first, block) else { continue };
        // Above a scan of which little can be read stands what belongs to the column, or a headline.
        if reach.is_heavily_misread() && (at == 0 || is_misread(shorter, longer, &gap)) {
            continue;
        }
        let has_names =
            || !shorter.named(gap.a.clone()).is_empty() && !longer.named(gap.b.clone()).is_empty();
        // Down to its foot, the one names whom the other does.
        let is_at_foot = || {
            gap.a.start * 2 >= a
                && gap.b.start * 2 >= b
                && above as f64 * density >= FOOT.words
                && above as f64 >= FOOT.share * gap.a.start as f64
        };
        if !(by_words || has_names()) || is_spacing(shorter, longer, &gap, reach) {
            continue;
        }
        if swaps.may_be_style() && own.iter().all(|own| own.len() <= 1) && is_at_foot() {
            named_at_foot.extend(shorter.named(gap.a.clone()).iter().map(|word| word.key));
            gaps.push(gap);
            if named_at_foot.len() <= FOOT.names {
                continue;
            }
        } else {
            gaps.clear();
            gaps.push(gap);
        }
        for gap in gaps.drain(..) {
            for gap in narrowed(shorter, longer, gap.clone(), reach.gap..=reach.passage) {
                for kind in [Kind::Name, Kind::Figure] {
                    swaps.look(shorter, longer, &gap, kind, reach, turned);
                }
                if by_words {
                    swaps.look_at_words(shorter, longer, &gap, reach, turned);
                }
            }
            if at > 0 && gap.is_within(reach.passage) {
                let (here, there) = strangers(shorter, longer, &gap, reach);
                if !here.is_empty() && !there.is_empty() {
                    own[0].extend(here);
                    own[1].extend(there);
                }
            }
        }
    }
    swaps.replaced = own[0].len().min(own[1].len());
    swaps
}

impl Swaps {
    /// Whether there is hardly any, and none that shows what a text is about.
    fn may_be_style(&self) -> bool {
        self.foreign.len() + self.displaced <= 1 && !self.foreign.iter().any(|swap| swap.central)
    }

    /// Looks at the names or the figures of one gap. A name that is a slip of the other (scans,
    /// transliteration) is no swap.
    fn look(&mut self, shorter: &Copy, longer: &Copy, gap: &Gap, kind: Kind, reach: Reach, turned: bool) {
        // Most gaps have none on either side.
        let has_any = |copy: &Copy, range: &Range<usize>| {
            copy.named(range.clone()).iter().any(|word| word.kind == kind)
        };
        if !has_any(shorter, &gap.a) || !has_any(longer, &gap.b) {
            return;
        }
        let of_kind = |copy: &Copy, range: &Range<usize>| -> Vec<usize> {
            let named = copy.named(range.clone()).iter();
            let ordinary = |word: &Named| kind == Kind::Name && copy.is_ordinary(word.at);
            named.filter(|word| word.kind == kind && !ordinary(word)).map(|word| word.at).collect()
        };
        let all = [of_kind(shorter, &gap.a), of_kind(longer, &gap.b)];
        if all.iter().any(Vec::is_empty) {
            return;
        }
        let here: Vec<usize> = all[0].iter().copied().filter(|at| shorter.is_foreign(*at, longer)).collect();
        let there: Vec<usize> = all[1].iter().copied().filter(|at| longer.is_foreign(*at, shorter)).collect();
        let displaced = here.is_empty() || there.is_empty();
        let (here, there) = if displaced { (all[0].clone(), all[1].clone()) } else { (here, there) };
        let (here, there) =
            (without_style(shorter, &here, longer, &there), without_style(longer, &there, shorter, &here));
        if here.is_empty() || there.is_empty() {
            return;
        }
        let often = |copy: &Copy, places: &[usize]| places.iter().any(|at| copy.recurs(*at));
        let recurring = often(shorter, &here) && often(longer, &there);
        let (here_words, there_words) = (words(shorter, &here), words(longer, &there));
        let name = kind == Kind::Name;
        let others = letters(longer, &there);
        let spelt = letters(shorter, &here);
        // What differs of figures is another one.
        let unlike: Vec<f64> =
            spelt.iter().map(|word| if name { closest(word, &others) } else { 1.0 }).collect();
        // Of two lists, some names may be alike by chance.
        let are_lists = spelt.len().min(others.len()) >= LIST;
        let is_short = || is_short_for(&here_words, &there_words) || is_short_for(&there_words, &here_words);
        let mut slips = spelt.iter().zip(&unlike).map(|(word, unlike)| match kind {
            Kind::Name => *unlike <= reach.slip,
            Kind::Figure => reach.is_slip(kind, word, &others),
        });
        // One scanner in many takes a digit for another: where so much is misread, that is likelier than another figure.
        let are_digits_misread = || {
            let [here, there] = [&here_words, &there_words].map(|words| Letters::of(&words.replace(' ', "")));
            reach.is_heavily_misread() && here.difference(&there) <= SAME
        };
        let are_same = if are_lists { slips.all(|slip| slip) } else { slips.any(|slip| slip) };
        if are_same || (name && is_short()) || (!name && are_digits_misread()) {
            return;
        }
        if displaced {
            let keys: FxHashSet<u64> = there.iter().flat_map(|at| longer.keys(*at)).collect();
            let common = here.iter().flat_map(|at| shorter.keys(*at)).any(|key| keys.contains(&key));
            self.displaced += usize::from(!common);
            return;
        }
        let top = is_at_top(gap, reach);
        let central = name && (top || recurring);
        let unlike = unlike.into_iter();
        let unlike = if are_lists { unlike.fold(0.0, f64::max) } else { unlike.fold(1.0, f64::min) };
        // A brief has no room to name its subject twice.
        let brief = shorter.folded.len().max(longer.folded.len()) <= reach.brief;
        let subject =
            name && top && (recurring || brief || reach.of_one || are_lists) && unlike > TRANSLITERATION;
        let (a, b) = if turned { (there_words, here_words) } else { (here_words, there_words) };
        self.add(Swap { a, b, kind, central, subject });
    }

    /// Looks at all words of one gap, where capitals tell no names: a word that recurs in one text and is foreign to the
    /// other, in whose place one stands that recurs there, names what the article is about.
    fn look_at_words(&mut self, shorter: &Copy, longer: &Copy, gap: &Gap, reach: Reach, turned: bool) {
        let own = |copy: &Copy, range: &Range<usize>, other: &Copy| -> Vec<usize> {
            let may_be_name = |at: &usize| match copy.named(*at..at + 1) {
                [word, ..] => word.kind == Kind::Name,
                [] => !copy.tells_names(),
            };
            range
                .clone()
                .filter(|at| may_be_name(at) && copy.recurs(*at) && copy.is_foreign(*at, other))
                .collect()
        };
        let (here, there) = (own(shorter, &gap.a, longer), own(longer, &gap.b, shorter));
        let (here, there) =
            (without_style(shorter, &here, longer, &there), without_style(longer, &there, shorter, &here));
        let others = letters(longer, &there);
        let spelt = letters(shorter, &here);
        let unlike = spelt.iter().map(|word| closest(word, &others));
        // Pairs of characters share one where whole words would have nothing in common.
        let unlike = if reach.in_pieces { unlike.fold(0.0, f64::max) } else { unlike.fold(1.0, f64::min) };
        if here.is_empty() || there.is_empty() || unlike <= TRANSLITERATION {
            return;
        }
        let (here, there) = (words(shorter, &here), words(longer, &there));
        if is_short_for(&here, &there) || is_short_for(&there, &here) {
            return;
        }
        let (a, b) = if turned { (there, here) } else { (here, there) };
        // Where one copy has capitals, the other may have put a word for another.
        let subject = is_at_top(gap, reach) && shorter.is_without_capitals() && longer.is_without_capitals();
        self.add(Swap { a, b, kind: Kind::Name, central: true, subject });
    }

    /// Adds a swap, unless one of the first with its words is known: then that one counts for as much as both.
    fn add(&mut self, swap: Swap) {
        let Swap { a, b, kind, central, subject } = swap;
        let known = |swap: &Swap| within(&a, &swap.a) || within(&b, &swap.b);
        match self.foreign.iter_mut().take(KNOWN).find(|swap| swap.kind == kind && known(swap)) {
            Some(swap) => {
                swap.central |= central;
                swap.subject |= subject;
            }
            None => self.foreign.push(Swap { a, b, kind, central, subject }),
        }
    }
}

/// Whether a gap is in the opening of both texts.
fn is_at_top(gap: &Gap, reach: Reach) -> bool {
    gap.a.start < reach.top && gap.b.start < reach.top
}

/// Whether what stands on one side of a short gap is what stands on the other, misread: by the letters of its words, which may be cut
/// anywhere.
fn is_misread(shorter: &Copy, longer: &Copy, gap: &Gap) -> bool {
    let row = |copy: &Copy, words: &Range<usize>| {
        Letters::of(&words.clone().map(|at| copy.word(at)).collect::<String>())
    };
    gap.is_within(GAP) && row(shorter, &gap.a).difference(&row(longer, &gap.b)) <= SAME
}

/// Whether a gap has the same letters on both sides and only parts them in other ways: "Mary-Emma", where a
/// scraper lost the hyphen.
fn is_spacing(shorter: &Copy, longer: &Copy, gap: &Gap, reach: Reach) -> bool {
    let joined =
        |copy: &Copy, range: &Range<usize>| -> String { range.clone().map(|at| copy.word(at)).collect() };
    // Most gaps begin with other letters.
    let first = |copy: &Copy, range: &Range<usize>| copy.word(range.start).chars().next();
    !gap.a.is_empty()
        && !gap.b.is_empty()
        && gap.is_within(reach.gap)
        && first(shorter, &gap.a) == first(longer, &gap.b)
        && joined(shorter, &gap.a) == joined(longer, &gap.b)
}

/// The foreign names and figures of a gap, but names that are slips of the other side's: the hashes of their words.
fn strangers(shorter: &Copy, longer: &Copy, gap: &Gap, reach: Reach) -> (Vec<u64>, Vec<u64>) {
    let of = |copy: &Copy, range: &Range<usize>, other: &Copy| -> Vec<Named> {
        let named = copy.named(range.clone()).iter().copied();
        let ordinary = |word: &Named| word.kind == Kind::Name && copy.is_ordinary(word.at);
        named.filter(|word| copy.is_foreign(word.at, other) && !ordinary(word)).collect()
    };
    let (here, there) = (of(shorter, &gap.a, longer), of(longer, &gap.b, shorter));
    if here.is_empty() || there.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let letters = |copy: &Copy, named: &[Named]| -> Vec<Letters> {
        named.iter().map(|word| Letters::of(&copy.word(word.at))).collect()
    };
    let spelt = [letters(shorter, &here), letters(longer, &there)];
    let kept = |copy: &Copy, own: &[Named], spelt: &[Letters], others: &[Letters]| -> Vec<u64> {
        let slip = |word: &Named, spelt: &Letters| reach.is_slip(word.kind, spelt, others);
        let kept = own.iter().zip(spelt).filter(|(word, spelt)| !slip(word, spelt));
        kept.map(|(word, _)| copy.folded.hash(word.at)).collect()
    };
    (kept(shorter, &here, &spelt[0], &spelt[1]), kept(longer, &there, &spelt[1], &spelt[0]))
}

/// Some words, but those for which a desk may have put one of the other text's.
fn without_style(copy: &Copy, places: &[usize], other: &Copy, there: &[usize]) -> Vec<usize> {
    let groups = |copy: &Copy, at: usize| house::groups(copy.folded.hash(at));
    let theirs = there.iter().fold(0, |all, at| all | groups(other, *at));
    places.iter().copied().filter(|at| groups(copy, *at) & theirs == 0).collect()
}

/// Some words, in order.
fn words(copy: &Copy, places: &[usize]) -> String {
    places.iter().map(|at| copy.word(*at)).collect::<Vec<_>>().join(" ")
}

/// The letters of some words.
fn letters(copy: &Copy, places: &[usize]) -> Vec<Letters> {
    places.iter().map(|at| Letters::of(&copy.word(*at))).collect()
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
