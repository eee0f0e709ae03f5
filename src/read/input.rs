//! A stream of plain bytes: opened, unpacked, its first bytes looked at.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use jiff::civil::Date;

use super::too_large;
use crate::article::Reason;

/// How much of a file is looked at to tell its format.
const HEAD: u64 = 4096;
/// Packed data may unpack to this many bytes whatever its size, ...
const GROWTH: u64 = 64 << 20;
/// ... and to so many times its own size: news packs to a tenth, repetitive records to a fiftieth.
const RATIO: u64 = 200;

/// A stream of plain bytes whose first ones have been looked at.
pub(super) struct Input<'a> {
    pub(super) head: Vec<u8>,
    rest: Box<dyn Read + 'a>,
    packed: bool,
    pub(super) damage: Option<Reason>,
    /// The file that these are the very bytes of, and how many there were when it was opened.
    file: Option<(PathBuf, u64)>,
    /// How many bytes were taken from it.
    taken: u64,
}

impl Input<'static> {
    /// Opens a file or a pipe, or standard input for `-`; the day is that of the file's last change.
    pub(super) fn open(path: &Path) -> io::Result<(Self, Option<Date>)> {
        if path == Path::new("-") {
            return Ok((Self::of(Box::new(io::stdin()))?, None));
        }
        let file = File::open(path)?;
        let facts = file.metadata()?;
        let changed = facts
            .modified()
            .ok()
            .filter(|_| facts.is_file())
            .and_then(|at| jiff::Timestamp::try_from(at).ok());
        let mut input = Self::of(Box::new(file))?;
        if facts.is_file() && !input.packed {
            input.file = Some((path.to_owned(), facts.len()));
            input.taken = input.head.len() as u64;
        }
        Ok((input, changed.map(|at| at.to_zoned_datetime(jiff::tz::TimeZone::system()).date())))
    }
}

impl<'a> Input<'a> {
    /// Undoes gzip (several members as well) and zstd, told by their magic numbers.
    pub(super) fn of(mut raw: Box<dyn Read + 'a>) -> io::Result<Self> {
        let mut head = Vec::with_capacity(HEAD as usize);
        raw.by_ref().take(HEAD).read_to_end(&mut head)?;
        if !head.starts_with(&[0x1f, 0x8b]) && !head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            return Ok(Self { head, rest: raw, packed: false, damage: None, file: None, taken: 0 });
        }
        let zstd = head[0] == 0x28;
        let read = Rc::new(Cell::new(0));
        let raw = Counted { inner: io::Cursor::new(head).chain(raw), read: Rc::clone(&read) };
        let plain: Box<dyn Read + 'a> = if zstd {
            Box::new(zstd::Decoder::new(raw)?)
        } else {
            Box::new(flate2::read::MultiGzDecoder::new(raw))
        };
        let guarded = Guard { inner: plain, packed: read, plain: Rc::default() };
        let mut input = Input {
            head: Vec::new(),
            rest: Box::new(guarded),
            packed: true,
            damage: None,
            file: None,
            taken: 0,
        };
        let mut head = Vec::with_capacity(HEAD as usize);
        input.fill(&mut head, HEAD as usize)?;
        input.head = head;
        Ok(input)
    }

    /// Appends up to `most` bytes; fewer only at the end. Damaged compressed data is an end, and noted.
    pub(super) fn fill(&mut self, buffer: &mut Vec<u8>, most: usize) -> io::Result<usize> {
        let before = buffer.len();
        let head = self.head.len().min(most);
        buffer.extend(self.head.drain(..head));
        if self.damage.is_none() {
            let read = self.rest.by_ref().take((most - head) as u64).read_to_end(buffer);
            self.taken += *read.as_ref().unwrap_or(&0) as u64;
            if read.as_ref().is_ok_and(|read| *read < most - head) && self.has_changed() {
                self.damage = Some(Reason::Changed);
            }
            match read {
                Err(error) if self.packed || typed(&error).is_some() => self.damage = Some(damage(&error)),
                other => drop(other?),
            }
        }
        Ok(buffer.len() - before)
    }

    /// Everything, up to a limit, and the damage that cut it short, if any.
    pub(super) fn all(mut self, limit: usize) -> Result<(Vec<u8>, Option<Reason>), Reason> {
        let mut bytes = Vec::new();
        if let Some((_, length)) = &self.file {
            bytes.reserve_exact(usize::try_from(*length).unwrap_or(limit).min(limit) + 1);
        }
        self.fill(&mut bytes, limit + 1).map_err(|error| Reason::Unreadable(plain(&error)))?;
        if bytes.len() > limit {
            return Err(too_large("more than the limit"));
        }
        match self.damage {
            Some(Reason::Changed) => Err(Reason::Changed),
            damage => Ok((bytes, damage)),
        }
    }

    /// Whether the file, now at its end, held another number of bytes when it was opened. What has no length until
    /// it is read, as some files that the system makes up, tells nothing.
    fn has_changed(&self) -> bool {
        self.file.as_ref().is_some_and(|(_, length)| *length > 0 && self.taken != *length)
    }

    /// The file that these are the bytes of, unless they came packed or through a pipe.
    pub(super) fn file(&self) -> Option<&Path> {
        self.file.as_ref().map(|(path, _)| &**path)
    }
}

impl Read for Input<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.head.is_empty() {
            if self.damage.is_some() {
                return Ok(0);
            }
            let read = self.rest.read(buffer)?;
            self.taken += read as u64;
            if read == 0 && !buffer.is_empty() && self.has_changed() {
                self.damage = Some(Reason::Changed);
            }
            return Ok(read);
        }
        let count = self.head.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.head[..count]);
        self.head.drain(..count);
        Ok(count)
    }
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    read: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

/// Stops data that unpacks to more than news ever does.
pub(super) struct Guard<R> {
    pub(super) inner: R,
    /// Packed bytes so far, or in all.
    pub(super) packed: Rc<Cell<u64>>,
    /// Plain bytes so far; shared by the members of an archive.
    pub(super) plain: Rc<Cell<u64>>,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.plain.set(self.plain.get() + read as u64);
        if self.plain.get() > GROWTH + RATIO * self.packed.get() {
            return Err(io::Error::other(Reason::Bomb(format!(
                "it unpacks to more than {RATIO} times its size"
            ))));
        }
        Ok(read)
    }
}

/// The reason that an error carries.
pub(super) fn typed(error: &io::Error) -> Option<Reason> {
    error.get_ref().and_then(|inner| inner.downcast_ref::<Reason>()).cloned()
}

/// What an error in packed data is.
pub(super) fn damage(error: &io::Error) -> Reason {
    typed(error).unwrap_or_else(|| Reason::Damaged(plain(error)))
}

/// A system's message without the "(os error 13)" that helps nobody.
pub(super) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.clone(), |(message, _)| message.to_owned()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;
    use std::io::Write;

    use super::*;

    const COPY: &str = "The ferry stays in port.\n";

    /// A file that is opened, then changed; then it is read to its end, as a whole and as a stream.
    fn read_after(change: impl Fn(&mut File)) -> [Option<Reason>; 3] {
        [0, 1, 2].map(|way| {
            let folder = tempfile::tempdir().expect("there is room");
            let path = folder.path().join("a.jsonl");
            std::fs::write(&path, COPY.repeat(1000)).expect("there is room");
            let (mut input, _) = Input::open(&path).expect("it is there");
            change(&mut OpenOptions::new().append(true).open(&path).expect("it is there"));
            match way {
                0 => match input.all(1 << 20) {
                    Ok((_, damage)) => damage,
                    Err(reason) => Some(reason),
                },
                1 => {
                    let mut block = Vec::new();
                    while input.fill(&mut block, 1 << 10).expect("it can be read") > 0 {}
                    input.damage
                }
                _ => {
                    io::copy(&mut input, &mut io::sink()).expect("it can be read");
                    input.damage
                }
            }
        })
    }

    #[test]
    fn a_file_that_grows_or_shrinks_while_it_is_read_is_told() {
        assert_eq!(read_after(|_| {}), [None, None, None]);
        let grown = read_after(|file| file.write_all(COPY.as_bytes()).expect("there is room"));
        assert_eq!(grown, [const { Some(Reason::Changed) }; 3]);
        let shrunk = read_after(|file| file.set_len(9000).expect("it is ours"));
        assert_eq!(shrunk, [const { Some(Reason::Changed) }; 3]);
    }
}
