//! Reads a stream of one record a line, block by block, each block on all threads.

use rayon::prelude::*;

use super::input::{Input, plain};
use super::{ARTICLE_LIMIT, Source, too_large};
use crate::article::{Draft, Reason, Spike};

/// How much is read before it is handed to the threads.
const BLOCK: usize = 2 << 20;
/// About how much one thread takes at a time.
const SHARE: usize = 128 << 10;

/// Reads every line that is not blank and hands on what `each` makes of it, in order; a line that is no record is spiked, and the others are kept.
pub(super) fn read<T: Send>(
    source: &Source,
    mut input: Input,
    record: fn(&Source, &[u8]) -> Result<Draft, Reason>,
    each: &(impl Fn(Result<Draft, Spike>) -> T + Sync),
    take: &mut dyn FnMut(T),
) {
    let mut empty = true;
    let mut buffer = Vec::new();
    let mut number = 1;
    let mut skipping = false;
    loop {
        let read = match input.fill(&mut buffer, BLOCK) {
            Ok(read) => read,
            Err(error) => {
                take(each(Err(source.spike(Reason::Unreadable(plain(&error))))));
                empty = false;
                0
            }
        };
        // What was left before has no end of a line.
        let before = buffer.len() - read;
        let end = memchr::memrchr(b'\n', &buffer[before..]);
        let whole = if read == 0 { before } else { end.map_or(0, |at| before + at + 1) };
        let mut block = &buffer[..whole];
        if skipping && whole > 0 {
            let end = memchr::memchr(b'\n', block).map_or(whole, |at| at + 1);
            block = &block[end..];
            number += 1;
            skipping = false;
        }
        let shares = shares(block, number);
        number = shares.last().map_or(number, |share| share.first + share.count);
        let read_share = |share: &Share| -> Vec<T> {
            let ends = memchr::memchr_iter(b'\n', share.bytes).chain([share.bytes.len()]);
            let lines = ends.scan(0, |start, end| Some(&share.bytes[std::mem::replace(start, end + 1)..end]));
            let mut results = Vec::with_capacity(share.count as usize + 1);
            results.extend(lines.zip(share.first..).filter(|(line, _)| !line.trim_ascii().is_empty()).map(
                |(line, at)| {
                    let draft = if line.len() > ARTICLE_LIMIT {
                        Err(overlong(line.len()))
                    } else {
                        record(source, line)
                    };
                    each(match draft {
                        Ok(draft) => Ok(Draft { origin: source.origin.at_line(at), ..draft }),
                        Err(reason) => Err(Spike { origin: source.origin.at_line(at), reason }),
                    })
                },
            ));
            results
        };
        let results = shares.par_iter().map(read_share).collect::<Vec<_>>();
        empty &= results.iter().all(Vec::is_empty);
        results.into_iter().flatten().for_each(&mut *take);
        if read == 0 {
            break;
        }
        buffer.drain(..whole);
        if buffer.len() > ARTICLE_LIMIT && !skipping {
            take(each(Err(Spike { origin: source.origin.at_line(number), reason: overlong(buffer.len()) })));
            empty = false;
            skipping = true;
        }
        if skipping {
            buffer.clear();
        }
    }
    if empty && input.damage.is_none() {
        take(each(Err(source.spike(Reason::NoText))));
    }
    if let Some(reason) = input.damage.take() {
        take(each(Err(source.spike(reason))));
    }
}

fn overlong(bytes: usize) -> Reason {
    too_large(&format!("a line of {} MiB or more", bytes >> 20))
}

/// Whole lines for one thread: the number of the first, and how many.
struct Share<'a> {
    bytes: &'a [u8],
    first: u64,
    count: u64,
}

fn shares(mut block: &[u8], mut first: u64) -> Vec<Share<'_>> {
    let mut shares = Vec::new();
    while !block.is_empty() {
        let end = block
            .get(SHARE..)
            .and_then(|rest| memchr::memchr(b'\n', rest))
            .map_or(block.len(), |at| SHARE + at + 1);
        let (bytes, rest) = block.split_at(end);
        let count = memchr::memchr_iter(b'\n', bytes).count() as u64;
        shares.push(Share { bytes, first, count });
        first += count;
        block = rest;
    }
    shares
}
