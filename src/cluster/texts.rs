//! The different texts of a wire: exact copies are one, and one more where they are run again after the days of a story.

use jiff::Span;
use jiff::civil::Date;

use super::candidates::{Pair, pair};
use super::evenly;
use crate::fingerprint::Fingerprints;

/// No text: an article without words.
const NONE: u32 = u32::MAX;

/// The different texts of a wire in the order of their fingerprints: in whatever order the wire is read, each has the same
/// neighbours.
pub(super) struct Texts {
    /// The article that stands for each text, of those within a window: the first in the order of the wire.
    firsts: Vec<u32>,
    /// The place of each article's text.
    places: Vec<u32>,
}

impl Texts {
    /// Puts articles of the same text together that run within a `window` of so many days, and pairs them: each meets the first
    /// of its days, and the last of these that of the next, since a notice that runs every week is a story a week. `day` gives
    /// the day of an article, `words` the hash of its folded words: asked for where fingerprints are the same, as those of long
    /// texts are if what differs was not sampled.
    pub(super) fn new(
        prints: &Fingerprints,
        day: impl Fn(u32) -> Date,
        window: u32,
        mut words: impl FnMut(u32) -> u64,
    ) -> (Self, Vec<Pair>) {
        // A window may be longer than time is.
        let days = Span::new().try_days(window).ok();
        let last = |at: u32| days.map_or(Date::MAX, |days| day(at).saturating_add(days));
        let with_words = (0..prints.len() as u32).filter(|at| prints.words(*at as usize) > 0);
        let mut order = by_hash(with_words.map(|at| (prints.simhash(at as usize), at)));
        let (mut firsts, mut places) = (Vec::with_capacity(order.len()), vec![NONE; prints.len()]);
        let mut pairs = Vec::new();
        for alike in order.chunk_by_mut(|a, b| a.0 == b.0) {
            if let [(_, only)] = alike {
                places[*only as usize] = firsts.len() as u32;
                firsts.push(*only);
                continue;
            }
            let sketch = |at: u32| prints.get(at as usize).sketch;
            let mut alike: Vec<(u64, u32)> = alike.iter().map(|(_, at)| (words(*at), *at)).collect();
            alike.sort_unstable_by(|a, b| sketch(a.1).cmp(sketch(b.1)).then(a.cmp(b)));
            for same in alike.chunk_by_mut(|a, b| a.0 == b.0 && sketch(a.1) == sketch(b.1)) {
                same.sort_unstable_by_key(|(_, at)| (day(*at), *at));
                // Copies of the text are held against that of their own days.
                let mut rest = &*same;
                while let Some((_, earliest)) = rest.first() {
                    let (run, later) =
                        rest.split_at(rest.partition_point(|(_, at)| day(*at) <= last(*earliest)));
                    let first = run.iter().map(|(_, at)| *at).min().unwrap_or(*earliest);
                    for (_, at) in run {
                        places[*at as usize] = firsts.len() as u32;
                    }
                    firsts.push(first);
                    pairs.extend(run.iter().filter(|(_, at)| *at != first).map(|(_, at)| pair(first, *at)));
                    pairs.extend(run.last().zip(later.first()).map(|(last, next)| pair(last.1, next.1)));
                    rest = later;
                }
            }
        }
        (Self { firsts, places }, pairs)
    }

    /// How many different texts there are.
    pub(super) fn len(&self) -> usize {
        self.firsts.len()
    }

    /// The article that stands for each text, in the order of the texts.
    pub(super) fn firsts(&self) -> &[u32] {
        &self.firsts
    }

    /// The place of an article's text among all; none without words.
    pub(super) fn place(&self, article: usize) -> Option<usize> {
        Some(self.places[article]).filter(|place| *place != NONE).map(|place| place as usize)
    }

    /// The articles that stand for a text, in the order of the wire, each with the place of its text.
    pub(super) fn by_wire(&self) -> Vec<(u32, u32)> {
        let all = (0..).zip(&self.places).map(|(article, place)| (article, *place));
        all.filter(|(article, place)| self.firsts.get(*place as usize) == Some(article)).collect()
    }
}

/// Numbers in the order of hashes.
pub(super) fn by_hash(hashes: impl Iterator<Item = (u64, u32)> + Clone) -> Vec<(u64, u32)> {
    evenly::sorted(hashes, |(hash, _)| (hash >> 32) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::Fingerprint;

    #[test]
    fn exact_copies_are_one_text_and_an_empty_article_is_none() {
        let texts = ["The road is open.", "The ferry stays.", "", "The road is open."];
        let prints: Fingerprints = texts.iter().map(|text| Fingerprint::of(text)).collect();
        let day = |_| Date::constant(2026, 3, 2);
        let (texts, pairs) = Texts::new(&prints, day, 7, |_| 0);
        assert_eq!((texts.len(), texts.place(0), texts.place(2)), (2, texts.place(3), None));
        assert_eq!(
            Texts::new(&prints, day, 7, u64::from).0.len(),
            3,
            "what has one fingerprint may be two texts"
        );
        assert_eq!(pairs, [(0, 3)]);
        let (again, _) =
            Texts::new(&prints, |at| Date::constant(2026, 3, 2 + 9 * i8::from(at == 0)), 7, |_| 0);
        assert_eq!(again.len(), 3, "a text that is run again is another");
        assert_ne!(again.place(0), again.place(3));
        assert_eq!(Texts::new(&prints, day, u32::MAX, |_| 0).0.len(), 2, "a window without end");
        let by_wire: Vec<u32> = texts.by_wire().iter().map(|(article, _)| *article).collect();
        assert_eq!(by_wire, [0, 1]);
        assert!(texts.by_wire().iter().all(|(article, place)| texts.firsts()[*place as usize] == *article));
    }
}
