//! Finds the files of a wire and reads each, in parallel, into drafts.
//!
//! A new format is one line in `FORMATS` and one file in `read/`.

mod archive;
#[cfg(feature = "parquet")]
mod columns;
mod decode;
mod feed;
mod handling;
mod html;
mod input;
mod json;
mod lines;
mod mail;
mod ninjs;
mod pieces;
mod table;
mod text;
mod walk;
mod warc;
mod wire;
mod xml;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::article::{DateReason, Dated, Draft, Origin, Reason, Spike};
use crate::date;
use crate::error::Result;
use crate::options::{Step, Watch};
use input::{Input, plain};
use pieces::{Piece, Pieces};
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

/// How a format is read: line by line or piece by piece as the data streams, or whole.
#[derive(Clone, Copy)]
enum How {
    Lines(fn(&Source, &[u8]) -> Result<Draft, Reason>),
    Pieces(fn(&Source, Input, &mut dyn FnMut(Piece))),
    Whole(fn(&Source, &[u8]) -> Drafts),
    /// Member by member, each as a file of its own.
    Archive(archive::Opener),
}

/// Every format. Of several with one extension, and for a file of no telling extension, the first that a file
/// looks like is taken.
#[rustfmt::skip]
const FORMATS: &[Format] = &[
    Format { extensions: &["zip"], looks: archive::looks_like_zip, how: How::Archive(archive::zip) },
    Format { extensions: &["tar", "tgz"], looks: archive::looks_like_tar, how: How::Archive(archive::tar) },
    #[cfg(feature = "parquet")]
    Format { extensions: &["parquet"], looks: columns::looks, how: How::Pieces(columns::read) },
    Format { extensions: &["warc"], looks: warc::looks, how: How::Pieces(warc::read) },
    Format { extensions: &["mbox", "mbx"], looks: mail::looks_like_mailbox, how: How::Pieces(mail::mailbox) },
    Format { extensions: &["eml"], looks: mail::looks, how: How::Whole(mail::message) },
    Format { extensions: &["nitf", "newsml", "xml"], looks: wire::looks, how: How::Whole(wire::read) },
    Format { extensions: &["rss", "atom", "rdf", "xml"], looks: feed::looks, how: How::Whole(feed::read) },
    Format { extensions: &["json"], looks: feed::looks_like_json, how: How::Whole(feed::read) },
    Format { extensions: &["html", "htm", "xhtml"], looks: html::looks, how: How::Whole(html::read) },
    Format { extensions: &["jsonl", "ndjson"], looks: json::looks_like_lines, how: How::Lines(json::line) },
    Format { extensions: &["json"], looks: json::looks, how: How::Whole(json::whole) },
    Format { extensions: &["csv", "tsv", "tab"], looks: table::looks, how: How::Pieces(table::read) },
    Format { extensions: &["txt", "text", "md"], looks: text::looks, how: How::Whole(text::read) },
];

/// What is known of a file before its first byte is understood: every draft in it starts from here.
#[derive(Clone)]
struct Source {
    origin: Origin,
    outlet: Option<String>,
    /// Where it was fetched from.
    url: Option<String>,
    dates: Vec<Dated>,
}

impl Source {
    fn draft(&self, origin: Origin, body: String) -> Draft {
        let (outlet, url, dates) = (self.outlet.clone(), self.url.clone(), self.dates.clone());
        Draft { outlet, url, dates, ..Draft::new(origin, body) }
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
            Found::Input(named) => {
                std::fs::metadata(&named.path).map_or(0, |file| file.len() * growth(&named.path))
            }
            Found::Spiked(_) => 0,
        };
        bytes <= BATCH
    });
    fit.count().max(1)
}

/// The most bytes of files that are read at once.
const BATCH: u64 = 32 << 20;

/// How much more a packed file holds than its size.
fn growth(path: &Path) -> u64 {
    const PACKED: &[&str] = &["gz", "tgz", "zst", "zip"];
    let packed = path.extension().is_some_and(|extension| PACKED.iter().any(|packed| extension == *packed));
    if packed { 10 } else { 1 }
}

fn read<T: Send>(found: &Found, each: &(impl Fn(Result<Draft, Spike>) -> T + Sync), take: &mut dyn FnMut(T)) {
    let named = match found {
        Found::Spiked(spike) => return take(each(Err(spike.clone()))),
        Found::Input(named) => named,
    };
    let origin = Origin::file(&named.path);
    let (input, changed) = match Input::open(&named.path) {
        Ok(opened) => opened,
        Err(error) => return take(each(Err(Spike { origin, reason: Reason::Unreadable(plain(&error)) }))),
    };
    let mut dates: Vec<Dated> = Vec::new();
    dates.extend(date::in_path(&named.path).map(|day| Dated::day(day, DateReason::Path)));
    dates.extend(changed.map(|day| Dated::day(day, DateReason::File)));
    let source = Source { origin, outlet: named.outlet.clone(), url: None, dates };
    source.read(input, named.explicit, 0, each, take);
}

impl Source {
    /// Reads what lies here, inside so many archives.
    fn read<T: Send>(
        &self,
        mut input: Input,
        explicit: bool,
        depth: usize,
        each: &(impl Fn(Result<Draft, Spike>) -> T + Sync),
        take: &mut dyn FnMut(T),
    ) {
        let head = &input.head[..];
        if head.is_empty() {
            return take(each(Err(self.spike(input.damage.take().unwrap_or(Reason::Empty)))));
        }
        let Some(how) = format(&self.origin.path, head, explicit) else {
            let reason = if decode::is_binary(head) { Reason::Binary } else { Reason::UnknownFormat };
            return take(each(Err(self.spike(reason))));
        };
        match how {
            How::Archive(open) => archive::read(self, input, open, depth, each, take),
            How::Lines(line) => lines::read(self, input, line, each, take),
            How::Pieces(read) => {
                let mut pieces = Pieces::new(each, take);
                let mut empty = true;
                read(self, input, &mut |piece| {
                    empty = false;
                    pieces.push(piece);
                });
                if empty {
                    pieces.push(self.spike(Reason::NoText).into());
                }
                pieces.flush();
            }
            How::Whole(whole) => {
                let (bytes, damage) = match input.all(ARTICLE_LIMIT) {
                    Ok(all) => all,
                    Err(reason) => return take(each(Err(self.spike(reason)))),
                };
                let mut drafts = whole(self, &bytes);
                drafts.extend(damage.map(|reason| Err(self.spike(reason))));
                drafts.into_par_iter().map(each).collect::<Vec<_>>().into_iter().for_each(take);
            }
        }
    }
}

/// Reads bytes as if they lay in a file of this name: a draft, or a spike, for each article in them.
///
/// ```
/// let drafts = nutgraf::read::bytes("wire.jsonl", b"{\"text\": \"The ferry stays in port.\"}\n");
/// assert_eq!(drafts[0].as_ref().map(|draft| draft.body.as_str()), Ok("The ferry stays in port."));
/// ```
#[must_use]
pub fn bytes(name: &str, bytes: &[u8]) -> Vec<Result<Draft, Spike>> {
    let source = Source { origin: Origin::file(Path::new(name)), outlet: None, url: None, dates: Vec::new() };
    let mut drafts = Vec::new();
    match Input::of(Box::new(bytes)) {
        Ok(input) => source.read(input, true, 0, &|draft| draft, &mut |draft| drafts.push(draft)),
        Err(error) => drafts.push(Err(source.spike(Reason::Unreadable(plain(&error))))),
    }
    drafts
}

/// The reader for a file: by extension, else, for a file without a telling one, by its first bytes.
fn format(path: &Path, head: &[u8], explicit: bool) -> Option<How> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let by_name = || FORMATS.iter().filter(|format| format.extensions.contains(&extension));
    let telling = !extension.bytes().all(|b| b.is_ascii_digit());
    let looks = |format: &&Format| (format.looks)(head);
    match by_name().count() {
        0 if telling && !explicit => None,
        0 => FORMATS.iter().find(looks),
        1 => by_name().next(),
        _ => by_name().find(looks).or_else(|| by_name().next_back()),
    }
    .map(|format| format.how)
}

fn too_large(size: &str) -> Reason {
    Reason::TooLarge { size: size.to_owned(), limit: limit() }
}

fn cut(size: &str) -> Reason {
    Reason::Cut { size: size.to_owned(), limit: limit() }
}

fn limit() -> String {
    format!("{} MiB", ARTICLE_LIMIT >> 20)
}
