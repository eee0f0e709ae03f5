//! Keeps articles that were made ready for comparing, while they may soon be compared again.

use rustc_hash::FxHashMap;

use super::clip::Clip;
use super::copy::Copy;
use crate::fingerprint::Fingerprints;

/// So many words are kept ready by each thread, which takes some 60 bytes for each; of a scan, as many for three bytes of it.
const WORDS: usize = 1 << 20;

/// Articles by their places, each made ready when first asked for.
pub(super) struct Ready<'a> {
    clips: &'a [Clip<'a>],
    fingerprints: &'a Fingerprints,
    /// In rising order.
    scans: &'a [u32],
    copies: FxHashMap<usize, Copy<'a>>,
    words: usize,
}

impl<'a> Ready<'a> {
    /// Of a wire in which these, in rising order, may be scans.
    pub(super) fn new(clips: &'a [Clip<'a>], fingerprints: &'a Fingerprints, scans: &'a [u32]) -> Self {
        Self { clips, fingerprints, scans, copies: FxHashMap::default(), words: 0 }
    }

    /// Two articles, ready to be compared.
    pub(super) fn pair(&mut self, a: usize, b: usize) -> (&Copy<'a>, &Copy<'a>) {
        let [a, b] = self.all([a, b]);
        (a, b)
    }

    /// Some articles, ready to be compared.
    pub(super) fn all<const N: usize>(&mut self, places: [usize; N]) -> [&Copy<'a>; N] {
        let is_scan = |at: usize| self.scans.binary_search(&(at as u32)).is_ok();
        let words = |at: usize| {
            if is_scan(at) { self.clips[at].text.len() / 3 } else { self.fingerprints.words(at) as usize }
        };
        if self.words > WORDS {
            // Whatever its size, what is compared again is not made anew.
            self.copies.retain(|at, _| places.contains(at));
            self.words = self.copies.keys().map(|at| words(*at)).sum();
        }
        for at in places {
            self.copies.entry(at).or_insert_with(|| {
                self.words += words(at);
                Copy::new(self.clips[at], self.fingerprints.simhash(at), is_scan(at))
            });
        }
        places.map(|at| &self.copies[&at])
    }
}
