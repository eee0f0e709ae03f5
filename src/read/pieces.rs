//! Hands on what a reader of many articles finds, in order, and has it read on all threads.

use rayon::prelude::*;

use super::{Drafts, Source};
use crate::article::{Draft, Spike};

/// What a reader of many articles comes upon.
pub(super) enum Piece {
    Ready(Box<Result<Draft, Spike>>),
    /// Bytes that are still to be read.
    Raw {
        source: Source,
        bytes: Vec<u8>,
        read: fn(&Source, &[u8]) -> Drafts,
    },
}

impl From<Spike> for Piece {
    fn from(spike: Spike) -> Self {
        Self::Ready(Box::new(Err(spike)))
    }
}

/// The most bytes that wait.
const WAITING: usize = 16 << 20;
/// About what a piece takes beside its text.
const BESIDE: usize = 512;

/// Pieces that wait until there are enough for all threads.
pub(super) struct Pieces<'a, T, E> {
    waiting: Vec<Piece>,
    bytes: usize,
    each: &'a E,
    take: &'a mut dyn FnMut(T),
}

impl<'a, T: Send, E: Fn(Result<Draft, Spike>) -> T + Sync> Pieces<'a, T, E> {
    pub(super) fn new(each: &'a E, take: &'a mut dyn FnMut(T)) -> Self {
        Self { waiting: Vec::new(), bytes: 0, each, take }
    }

    pub(super) fn push(&mut self, piece: Piece) {
        self.bytes += BESIDE
            + match &piece {
                Piece::Raw { bytes, .. } => bytes.len(),
                Piece::Ready(draft) => draft.as_ref().as_ref().map_or(0, |draft| draft.body.len()),
            };
        self.waiting.push(piece);
        if self.bytes >= WAITING {
            self.flush();
        }
    }

    /// Has everything that waits read, and hands it on.
    pub(super) fn flush(&mut self) {
        self.bytes = 0;
        let each = self.each;
        let read = |piece| -> Vec<T> {
            match piece {
                Piece::Ready(draft) => vec![each(*draft)],
                Piece::Raw { source, bytes, read } => read(&source, &bytes).into_iter().map(each).collect(),
            }
        };
        let results = std::mem::take(&mut self.waiting).into_par_iter().map(read).collect::<Vec<_>>();
        results.into_iter().flatten().for_each(&mut *self.take);
    }

    /// Where the results go: for what is read between the pieces.
    pub(super) fn take(&mut self) -> &mut dyn FnMut(T) {
        self.flush();
        &mut *self.take
    }
}
