//! Finds the files of a wire and reads each, in parallel, into drafts.
//!
//! A new format is one line in `FORMATS` and one file in `read/`.

mod decode;
mod html;
mod json;
mod lines;
mod text;
mod walk;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::article::{DateReason, Dated, Draft, Origin, Reason, Spike};
use crate::date;
use crate::error::Result;
use crate::options::{Step, Watch};
use walk::Found;
pub use walk::MADE;

/// The most bytes that one article may have, after decompression.
pub const ARTICLE_LIMIT: usize = 64 << 20;

/// A form that news arrives in.
struct Format {
    extensions: &'static [&'static str],
    /// Whether the first kilobyte of a file looks like it.
    looks: fn(&[u8]) -> bool,
    how: How,
}

/// What a whole file gives.
type Drafts = Vec<Result<Draft, Spike>>;

/// How a format is read: line by line as the data streams, or whole.
#[derive(Clone, Copy)]
enum How {
    Lines(fn(&Source, &[u8]) -> Result<Draft, Reason>),
    Whole(fn(&Source, &[u8]) -> Drafts),
}

/// Every format, in the order in which a file of no known extension is tried.
const FORMATS: &[Format] = &[
    Format { extensions: &["html", "htm", "xhtml"], looks: html::looks, how: How::Whole(html::read) },
    Format { extensions: &["jsonl", "ndjson"], looks: json::looks_like_lines, how: How::Lines(json::line) },
    Format { extensions: &["json"], looks: json::looks, how: How::Whole(json::whole) },
    Format { extensions: &["txt", "text", "md"], looks: text::looks, how: How::Whole(text::read) },
];

/// What is known of a file before its first byte is understood: every draft in it starts from here.
struct Source {
    origin: Origin,
    outlet: Option<String>,
    dates: Vec<Dated>,
}

impl Source {
    fn draft(&self, origin: Origin, body: String) -> Draft {
        Draft { outlet: self.outlet.clone(), dates: self.dates.clone(), ..Draft::new(origin, body) }
    }

    fn spike(&self, reason: Reason) -> Spike {
        Spike { origin: self.origin.clone(), reason }
    }
}

/// A moment that a reader found, with what says so.
fn dated(stamp: date::Stamp, reason: DateReason) -> Dated {
    Dated { day: stamp.day, time: stamp.time, offset: stamp.offset, reason }
}

/// Reads everything under `wire` as [`stream`] does, and gives all results.
///
/// # Errors
/// Only for a path that is not there or a pattern that is none; what is wrong with a file is its spike.
pub fn drafts<T: Send>(
    wire: &[PathBuf],
    watch: &Watch,
    each: impl Fn(Result<Draft, Spike>) -> T + Sync,
) -> Result<Vec<T>> {
    let mut results = Vec::new();
    stream(wire, watch, each, |result| results.push(result))?;
    Ok(results)
}

/// Reads everything under `wire` (folders, files, patterns, `-` for standard input) and hands each draft, or
/// the spike in its place, to `each`, on all threads. `take` is given the results in the order of the paths
/// (folders in the order of file names) and of the articles in each file, whatever the number of threads; a few
/// hundred megabytes are on their way at any time, however large the wire is.
///
/// # Errors
/// Only for a path that is not there or a pattern that is none; what is wrong with a file is its spike.
pub fn stream<T: Send>(
    wire: &[PathBuf],
    watch: &Watch,
    each: impl Fn(Result<Draft, Spike>) -> T + Sync,
    mut take: impl FnMut(T),
) -> Result<()> {
    let found = walk::files(wire)?;
    let each = |draft| {
        watch(Step::Read, 1);
        each(draft)
    };
    let mut rest = &found[..];
    while !rest.is_empty() {
        let (batch, later) = rest.split_at(batch(rest));
        rest = later;
        if let [one] = batch {
            read(one, &each, &mut take);
            continue;
        }
        let results = batch.par_iter().map(|found| {
            let mut results = Vec::new();
            read(found, &each, &mut |result| results.push(result));
            results
        });
        results.collect::<Vec<_>>().into_iter().flatten().for_each(&mut take);
    }
    Ok(())
}

/// How many of these files are read at once: some megabytes, or one.
fn batch(files: &[Found]) -> usize {
    let mut bytes = 0;
    let fit = files.iter().take_while(|found| {
        bytes += match found {
            Found::Input(named) => std::fs::metadata(&named.path).map_or(0, |file| file.len()),
            Found::Spiked(_) => 0,
        };
        bytes <= BATCH
    });
    fit.count().max(1)
}

/// The most bytes of files that are read at once; compressed ones may hold ten times as many.
const BATCH: u64 = 32 << 20;

fn read<T: Send>(found: &Found, each: &(impl Fn(Result<Draft, Spike>) -> T + Sync), take: &mut dyn FnMut(T)) {
    let named = match found {
        Found::Spiked(spike) => return take(each(Err(spike.clone()))),
        Found::Input(named) => named,
    };
    let mut spiked = |reason| take(each(Err(Spike { origin: Origin::file(&named.path), reason })));
    let (input, changed) = match open(&named.path) {
        Ok(opened) => opened,
        Err(error) => return spiked(Reason::Unreadable(plain(&error))),
    };
    let mut dates: Vec<Dated> = Vec::new();
    dates.extend(date::in_path(&named.path).map(|day| Dated::day(day, DateReason::Path)));
    dates.extend(changed.map(|day| Dated::day(day, DateReason::File)));
    let source = Source { origin: Origin::file(&named.path), outlet: named.outlet.clone(), dates };

    let mut input = match decompressed(input) {
        Ok(input) => input,
        Err(error) => return spiked(Reason::Unreadable(plain(&error))),
    };
    let head = &input.head[..];
    if head.is_empty() {
        return spiked(input.damage.take().unwrap_or(Reason::Empty));
    }
    let Some(how) = format(&named.path, head, named.explicit) else {
        return spiked(if decode::is_binary(head) { Reason::Binary } else { Reason::UnknownFormat });
    };
    match how {
        How::Lines(line) => lines::read(&source, input, line, each, take),
        How::Whole(whole) => {
            let (bytes, damage) = match input.all(ARTICLE_LIMIT) {
                Ok(all) => all,
                Err(reason) => return spiked(reason),
            };
            let mut drafts = whole(&source, &bytes);
            drafts.extend(damage.map(|reason| Err(source.spike(reason))));
            drafts.into_par_iter().map(each).collect::<Vec<_>>().into_iter().for_each(take);
        }
    }
}

/// The reader for a file: by extension, else, for a file without a telling one, by its first bytes.
fn format(path: &Path, head: &[u8], explicit: bool) -> Option<How> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let by_name = extension.and_then(|e| FORMATS.iter().find(|format| format.extensions.contains(&e)));
    let telling = extension.is_some_and(|e| !e.bytes().all(|b| b.is_ascii_digit()));
    match by_name {
        Some(format) => Some(format.how),
        None if telling && !explicit => None,
        None => FORMATS.iter().find(|format| (format.looks)(head)).map(|format| format.how),
    }
}

/// Opens a file, or standard input for `-`; the day is that of its last change.
fn open(path: &Path) -> io::Result<(Box<dyn Read + Send>, Option<jiff::civil::Date>)> {
    if path == Path::new("-") {
        return Ok((Box::new(io::stdin()), None));
    }
    let file = File::open(path)?;
    let changed = file.metadata()?.modified().ok().and_then(|at| jiff::Timestamp::try_from(at).ok());
    Ok((Box::new(file), changed.map(|at| at.to_zoned_datetime(jiff::tz::TimeZone::system()).date())))
}

/// A stream of plain bytes whose first ones have been looked at.
struct Input {
    head: Vec<u8>,
    rest: Box<dyn Read + Send>,
    packed: bool,
    damage: Option<Reason>,
}

/// Undoes gzip (several members as well) and zstd, told by their magic numbers.
fn decompressed(mut raw: Box<dyn Read + Send>) -> io::Result<Input> {
    let mut head = Vec::new();
    raw.by_ref().take(HEAD).read_to_end(&mut head)?;
    let packed: Box<dyn Read + Send> = match head[..] {
        [0x1f, 0x8b, ..] => Box::new(flate2::read::MultiGzDecoder::new(io::Cursor::new(head).chain(raw))),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Box::new(zstd::Decoder::new(io::Cursor::new(head).chain(raw))?),
        _ => return Ok(Input { head, rest: raw, packed: false, damage: None }),
    };
    let mut input = Input { head: Vec::new(), rest: packed, packed: true, damage: None };
    let mut head = Vec::new();
    input.fill(&mut head, HEAD as usize)?;
    input.head = head;
    Ok(input)
}

/// How much of a file is looked at to tell its format.
const HEAD: u64 = 4096;

impl Input {
    /// Appends up to `most` bytes; fewer only at the end. Damaged compressed data is an end, and noted.
    fn fill(&mut self, buffer: &mut Vec<u8>, most: usize) -> io::Result<usize> {
        let before = buffer.len();
        let head = self.head.len().min(most);
        buffer.extend(self.head.drain(..head));
        if self.damage.is_none() {
            let read = self.rest.by_ref().take((most - head) as u64).read_to_end(buffer);
            match read {
                Err(error) if self.packed => self.damage = Some(Reason::Damaged(plain(&error))),
                other => drop(other?),
            }
        }
        Ok(buffer.len() - before)
    }

    /// Everything, up to a limit, and the damage that cut it short, if any.
    fn all(mut self, limit: usize) -> Result<(Vec<u8>, Option<Reason>), Reason> {
        let mut bytes = Vec::new();
        self.fill(&mut bytes, limit + 1).map_err(|error| Reason::Unreadable(plain(&error)))?;
        if bytes.len() > limit {
            return Err(too_large("more than the limit"));
        }
        Ok((bytes, self.damage))
    }
}

fn too_large(size: &str) -> Reason {
    Reason::TooLarge { size: size.to_owned(), limit: format!("{} MiB", ARTICLE_LIMIT >> 20) }
}

/// A system's message without the "(os error 13)" that helps nobody.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.clone(), |(message, _)| message.to_owned()).to_lowercase()
}
