//! Reads through the slips of scanners: in two scans of one text, every tenth word or more differs by a letter or two,
//! so that few shingles are left whole.
//!
//! Passages that follow each other in both texts are kept; the few words between two of them are aligned in their order
//! (Needleman & Wunsch 1970), where a word stands for one that it differs from by a slip, or that was cut in two. Who
//! edits a copy changes whole words; slips in many of them are misreadings.

use std::ops::Range;

use super::align::{Aligned, Block, Gap, chain};
use super::compare::share;
use super::copy::Copy;
use super::spellings::Letters;

/// The most words between two passages that are aligned.
const GAP: usize = 64;
/// The most pairs of words between passages that are looked at.
const CELLS: usize = 1 << 19;
/// So much of the shorter text must be left to be found, 0 to 1.
const LEAST: f64 = 0.4;
/// So many ends of passages at least are slips in two scans, and this share of all.
const ENDS: (usize, f64) = (3, 0.2);
/// A word of so many letters is long: short ones differ by a letter and are others ("was", "has").
const LONG: usize = 5;
/// A stem has so many letters at least.
const STEM: usize = 4;
/// Slips in so many long words at least, and in this share of those that both texts have, are misreadings.
const SLIPS: (usize, f64) = (4, 0.04);

/// From this share of words that differ by a slip on, names and figures that have little in common may be the same, and what else
/// is the same is past knowing.
pub(super) const HEAVILY: f64 = 0.2;

/// Two texts aligned anew, slips included, if they are misread; of the shorter, so many words are the top.
pub(super) fn read<'c, 'a>(aligned: &Aligned<'c, 'a>, top: usize) -> Option<Aligned<'c, 'a>> {
    let &Aligned { shorter, longer, turned, ref blocks, common, .. } = aligned;
    let (chain, gaps) = by_words(blocks, shorter, longer).or_else(|| by_letters(shorter, longer))?;
    let mut pairs: Vec<Pair> = chain.iter().flat_map(Pair::of).collect();
    pairs.extend(gaps.iter().flat_map(|gap| gap.align(shorter, longer)));
    pairs.sort_unstable_by_key(|pair| pair.a);
    let (mut long, mut slips) = (0, 0);
    for pair in &pairs {
        let word = shorter.word(pair.a);
        if word.chars().nth(LONG - 1).is_some() {
            long += 1;
            slips += usize::from(pair.is_slip && !is_ending(&word, &longer.word(pair.b)));
        }
    }
    let is_misread = slips >= SLIPS.0 && slips as f64 >= SLIPS.1 * f64::from(long);
    is_misread.then(|| Aligned {
        shorter,
        longer,
        turned,
        blocks: joined(&pairs),
        common,
        opening: pairs.iter().filter(|pair| pair.a < top).count(),
        slips: pairs.iter().filter(|pair| pair.is_slip).count(),
    })
}

/// Passages that are left whole, and what lies between them, where that is enough and the passages end in slips.
fn by_words(blocks: &[Block], shorter: &Copy, longer: &Copy) -> Option<(Vec<Block>, Vec<Gap>)> {
    let chain = chain(blocks);
    let gaps = gaps(&chain, shorter.folded.len(), longer.folded.len());
    (are_enough(&chain, &gaps, shorter) && end_in_slips(&gaps, shorter, longer)).then_some((chain, gaps))
}

/// The same where hardly a passage is left whole, by the letters of both.
fn by_letters(shorter: &Copy, longer: &Copy) -> Option<(Vec<Block>, Vec<Gap>)> {
    if !(shorter.may_be_scan && longer.may_be_scan) {
        return None;
    }
    let anchors = shorter.grams().anchors(longer.grams());
    let gaps = gaps(&anchors, shorter.folded.len(), longer.folded.len());
    are_enough(&anchors, &gaps, shorter).then_some((anchors, gaps))
}

/// Whether enough of the shorter text is in passages and between them, and not more than can be looked at.
fn are_enough(chain: &[Block], gaps: &[Gap], shorter: &Copy) -> bool {
    let whole: usize = chain.iter().map(|block| block.words).sum();
    let between: usize = gaps.iter().map(Gap::fewer).sum();
    let cells: usize = gaps.iter().map(|gap| gap.a.len() * gap.b.len()).sum();
    (whole + between) as f64 >= LEAST * shorter.folded.len() as f64 && cells <= CELLS
}

/// The share of the shorter text's words, 0 to 1, in whose place the longer has others that are no slips of them.
pub(super) fn replaced(Aligned { shorter, longer, blocks, .. }: &Aligned) -> f64 {
    let gaps = gaps(&chain(blocks), shorter.folded.len(), longer.folded.len());
    let others = gaps.iter().map(|gap| gap.fewer() - gap.align(shorter, longer).len().min(gap.fewer()));
    share(others.sum(), shorter.folded.len())
}

/// A word of the shorter text and the one of the longer that it stands for.
#[derive(Clone, Copy)]
struct Pair {
    a: usize,
    b: usize,
    is_slip: bool,
}

impl Pair {
    fn of(block: &Block) -> impl Iterator<Item = Self> + use<> {
        let Block { a, b, words } = *block;
        (0..words).map(move |n| Self { a: a + n, b: b + n, is_slip: false })
    }
}

/// Passages of words that follow each other in both texts.
fn joined(pairs: &[Pair]) -> Vec<Block> {
    let follows = |one: &Pair, next: &Pair| next.a == one.a + 1 && next.b == one.b + 1;
    let runs = pairs.chunk_by(follows);
    runs.map(|run| Block { a: run[0].a, b: run[0].b, words: run.len() }).collect()
}

/// The small gaps between the passages of a chain, before the first and after the last.
fn gaps(chain: &[Block], shorter: usize, longer: usize) -> Vec<Gap> {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return Vec::new() };
    let (a, b) = (last.a + last.words, last.b + last.words);
    let before = Gap { a: first.a.saturating_sub(GAP)..first.a, b: first.b.saturating_sub(GAP)..first.b };
    let after = Gap { a: a..shorter.min(a + GAP), b: b..longer.min(b + GAP) };
    let between = chain.windows(2).filter_map(|two| Gap::between(two[0], two[1]));
    let all = std::iter::once(before).chain(between).chain([after]);
    all.filter(|gap| gap.is_within(GAP) && gap.fewer() > 0).collect()
}

/// Whether passages end where a word was misread, rather than where another stands: told soon, and true of few.
fn end_in_slips(gaps: &[Gap], shorter: &Copy, longer: &Copy) -> bool {
    let ends = gaps.iter().flat_map(|gap| {
        [(gap.a.start, gap.b.start), (gap.a.end - 1, gap.b.end - 1)].into_iter().take(gap.fewer())
    });
    let (mut all, mut slips) = (0, 0);
    for (a, b) in ends {
        let (a, b) = (shorter.word(a), longer.word(b));
        all += 1;
        slips += usize::from(!is_ending(&a, &b) && Letters::of(&a).is_slip_of(&Letters::of(&b)));
    }
    slips >= ENDS.0 && slips as f64 >= ENDS.1 * f64::from(all)
}

/// Whether two words have a stem of some letters and differ in the last two alone, as the forms of one word do.
fn is_ending(a: &str, b: &str) -> bool {
    let alike = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    alike >= STEM && alike + 2 >= a.chars().count().max(b.chars().count())
}

/// How a place in the table of an alignment is left.
#[derive(Clone, Copy)]
enum Step {
    /// A word of the shorter has no counterpart.
    SkipA,
    SkipB,
    Same,
    Slip,
    /// Two words of the shorter are one of the longer, cut in two.
    CutA,
    CutB,
}

impl Step {
    /// How many words of both texts it takes.
    fn words(self) -> (usize, usize) {
        match self {
            Self::SkipA => (1, 0),
            Self::SkipB => (0, 1),
            Self::Same | Self::Slip => (1, 1),
            Self::CutA => (2, 1),
            Self::CutB => (1, 2),
        }
    }

    fn score(self) -> u32 {
        match self {
            Self::SkipA | Self::SkipB => 0,
            Self::Same => 4,
            Self::Slip => 3,
            Self::CutA | Self::CutB => 5,
        }
    }
}

impl Gap {
    fn fewer(&self) -> usize {
        self.a.len().min(self.b.len())
    }

    /// The words that stand for each other, in order.
    fn align(&self, shorter: &Copy, longer: &Copy) -> Vec<Pair> {
        let (a, b) = (Side::of(shorter, &self.a), Side::of(longer, &self.b));
        let (rows, width) = (a.words.len(), b.words.len() + 1);
        // The best score from each place on, and how it is left. At the end of either side nothing is left to score.
        let mut table = vec![(0, Step::SkipA); (rows + 1) * width];
        for i in (0..rows).rev() {
            for j in (0..width - 1).rev() {
                let mut best = (0, Step::SkipA);
                let mut consider = |step: Step| {
                    let (down, right) = step.words();
                    let score = table[(i + down) * width + j + right].0 + step.score();
                    if score >= best.0 {
                        best = (score, step);
                    }
                };
                consider(Step::SkipA);
                consider(Step::SkipB);
                if let Some(step) = a.counterpart(i, &b, j) {
                    consider(step);
                }
                if a.is_cut(i, &b, j) {
                    consider(Step::CutA);
                }
                if b.is_cut(j, &a, i) {
                    consider(Step::CutB);
                }
                table[i * width + j] = best;
            }
        }
        let (mut i, mut j, mut pairs) = (0, 0, Vec::with_capacity(self.fewer()));
        while i < rows && j < width - 1 {
            let step = table[i * width + j].1;
            if step.score() > 0 {
                let is_slip = !matches!(step, Step::Same);
                pairs.push(Pair { a: self.a.start + i, b: self.b.start + j, is_slip });
            }
            let (down, right) = step.words();
            (i, j) = (i + down, j + right);
        }
        pairs
    }
}

/// The words of one side of a gap.
struct Side {
    words: Vec<Letters>,
    hashes: Vec<u64>,
    /// Each word with the next.
    joined: Vec<Letters>,
}

impl Side {
    fn of(copy: &Copy, range: &Range<usize>) -> Self {
        let words: Vec<_> = range.clone().map(|at| Letters::of(&copy.word(at))).collect();
        Self {
            hashes: range.clone().map(|at| copy.folded.hash(at)).collect(),
            joined: words.windows(2).map(|two| two[0].joined(&two[1])).collect(),
            words,
        }
    }

    /// How a word stands for one of the other side, if it does.
    fn counterpart(&self, at: usize, other: &Self, there: usize) -> Option<Step> {
        if self.hashes[at] == other.hashes[there] {
            return Some(Step::Same);
        }
        self.words[at].is_slip_of(&other.words[there]).then_some(Step::Slip)
    }

    /// Whether a word and the next are one of the other side.
    fn is_cut(&self, at: usize, other: &Self, there: usize) -> bool {
        self.joined.get(at).is_some_and(|joined| joined.is_slip_of(&other.words[there]))
    }
}

#[cfg(test)]
mod tests {
    use super::super::clip::Clip;
    use super::*;
    use crate::article::Article;

    const REPORT: &str = "The ferry that links the two shores of the sound will stay in port until the spring, its \
        owner said on Monday, after inspectors found cracks in a propeller shaft. Sailings were stopped in December, \
        and the company had hoped to resume them within weeks. No yard on the coast can forge a shaft of that size \
        before March, said Lena Orr, who runs the line. Passengers are carried by bus around the head of the sound.";

    /// How many passages, words and slips two texts share that were misread.
    fn misread(one: &str, other: &str) -> Option<(usize, usize, usize)> {
        let articles = [one, other].map(Article::plain);
        let [a, b] = articles.each_ref().map(|article| Copy::new(Clip::of(article), 0, true));
        let read = read(&Aligned::new(&a, &b, 40), 40)?;
        let follow =
            |two: &[Block]| two[0].a + two[0].words <= two[1].a && two[0].b + two[0].words <= two[1].b;
        assert!(read.blocks.windows(2).all(follow), "{:?}", read.blocks);
        Some((read.blocks.len(), read.blocks.iter().map(|block| block.words).sum(), read.slips))
    }

    /// What a scanner makes of a text: a letter of some words is another, and long ones are cut.
    fn scan(text: &str, every: usize) -> String {
        let letters = [('h', "b"), ('n', "u"), ('l', "1"), ('o', "0"), ('e', "c"), ('a', "o")];
        let misread = |word: &str| {
            let (letter, other) = letters.into_iter().find(|(letter, _)| word.contains(*letter))?;
            Some(word.replacen(letter, other, 1))
        };
        let word = |(at, word): (usize, &str)| match at % every {
            0 => misread(word).unwrap_or_default(),
            1 if word.len() > 7 => format!("{} {}", &word[..3], &word[3..]),
            _ => word.to_owned(),
        };
        text.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_scan_is_read_through_its_slips() {
        let words = REPORT.split(' ').count();
        let (passages, shared, slips) = misread(REPORT, &scan(REPORT, 4)).expect("a scan");
        assert!(shared * 10 >= words * 9, "{shared} of {words}");
        assert!(passages < 12 && slips >= 8, "{passages} passages, {slips} slips");
    }

    #[test]
    fn a_copy_that_a_desk_edited_was_not_misread() {
        let edited = REPORT
            .replace("said", "told reporters")
            .replace("cracks in a propeller shaft", "flaws in its engine")
            .replace("company", "firm")
            .replace("Lena Orr", "Tom Maas")
            .replace("December", "January");
        assert!(misread(REPORT, &edited).is_none());
        assert!(misread(REPORT, REPORT).is_none());
        assert!(misread(REPORT, "Nothing of it.").is_none());
    }
}
