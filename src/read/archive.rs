//! Opens archives: zip, and tar packed or not. Nothing is written: the members are read where they lie, each under
//! its name below that of the archive. An archive may lie in another; no deeper.

use std::cell::Cell;
use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use super::input::{Guard, Input, damage, plain};
use super::pieces::{Piece, Pieces};
use super::{ARTICLE_LIMIT, How, Source, decode, format};
use crate::article::{Draft, Origin, Reason, Spike};

/// Takes the name and the bytes of a member, or what is wrong with it.
pub(super) type Give<'a> = dyn FnMut(&Path, Result<&mut dyn Read, Reason>) + 'a;

/// Hands on the name and the bytes of each member, or what is wrong with it.
pub(super) type Opener = fn(Input, &mut Give) -> Result<(), Reason>;

/// Whether it opens as a zip archive does.
pub(super) fn looks_like_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// Whether the first header is one of tar (POSIX, GNU).
pub(super) fn looks_like_tar(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar")
}

/// Reads every member that a folder would give.
pub(super) fn read<T: Send>(
    source: &Source,
    input: Input,
    open: Opener,
    depth: usize,
    each: &(impl Fn(Result<Draft, Spike>) -> T + Sync),
    take: &mut dyn FnMut(T),
) {
    let mut pieces = Pieces::new(each, take);
    let mut empty = true;
    let opened = open(input, &mut |name, bytes| {
        let Some(name) = inside(name) else { return };
        empty = false;
        let member = source.member(&name);
        match bytes.and_then(|bytes| Input::of(Box::new(bytes)).map_err(|error| damage(&error))) {
            Ok(input) => read_member(&member, input, depth, each, &mut pieces),
            Err(reason) => pieces.push(member.spike(reason).into()),
        }
    });
    match opened {
        Err(reason) => pieces.push(source.spike(reason).into()),
        Ok(()) if empty => pieces.push(source.spike(Reason::Empty).into()),
        Ok(()) => {}
    }
    pieces.flush();
}

/// A small member waits until there are enough for all threads; what streams is read at once.
fn read_member<T: Send, E: Fn(Result<Draft, Spike>) -> T + Sync>(
    member: &Source,
    mut input: Input,
    depth: usize,
    each: &E,
    pieces: &mut Pieces<T, E>,
) {
    if input.head.is_empty() {
        return pieces.push(member.spike(input.damage.take().unwrap_or(Reason::Empty)).into());
    }
    match format(&member.origin.path, &input.head, false) {
        None if decode::is_binary(&input.head) => pieces.push(member.spike(Reason::Binary).into()),
        None => pieces.push(member.spike(Reason::UnknownFormat).into()),
        Some(How::Archive(_)) if depth > 0 => pieces.push(member.spike(Reason::Nested).into()),
        Some(How::Whole(read)) => match input.all(ARTICLE_LIMIT) {
            Ok((bytes, damaged)) => {
                pieces.push(Piece::Raw { source: member.clone(), bytes, read });
                if let Some(reason) = damaged {
                    pieces.push(member.spike(reason).into());
                }
            }
            Err(reason) => pieces.push(member.spike(reason).into()),
        },
        Some(_) => member.read(input, false, depth + 1, each, pieces.take()),
    }
}

/// The name of a member without what leads out of the archive; none for what a folder would hide.
fn inside(name: &Path) -> Option<PathBuf> {
    let parts = name.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part),
        _ => None,
    });
    let mut path = PathBuf::new();
    for part in parts {
        if part.as_encoded_bytes().starts_with(b".") || part == "__MACOSX" {
            return None;
        }
        path.push(part);
    }
    (!path.as_os_str().is_empty()).then_some(path)
}

impl Source {
    /// A member of the archive that lies here.
    fn member(&self, name: &Path) -> Self {
        let mut member = self.clone();
        member.origin = Origin::file(&self.origin.path.join(name));
        member.outlet = super::walk::outlet(Path::new(""), name).or(member.outlet);
        let day = crate::date::in_path(name)
            .map(|day| crate::article::Dated::day(day, crate::article::DateReason::Path));
        member.dates.splice(0..0, day);
        member
    }
}

/// Opens a zip archive: from its file, or from memory when it came packed or through a pipe.
pub(super) fn zip(input: Input, give: &mut Give) -> Result<(), Reason> {
    if let Some(path) = input.file() {
        let file = File::open(path).map_err(|error| Reason::Unreadable(plain(&error)))?;
        let size = file.metadata().map_or(0, |facts| facts.len());
        return unzip(file, size, give);
    }
    let (bytes, _) = input.all(ARTICLE_LIMIT)?;
    let size = bytes.len() as u64;
    unzip(Cursor::new(bytes), size, give)
}

fn unzip(file: impl Read + Seek, size: u64, give: &mut Give) -> Result<(), Reason> {
    let broken = |error: zip::result::ZipError| Reason::Damaged(error.to_string().to_lowercase());
    let mut archive = zip::ZipArchive::new(std::io::BufReader::new(file)).map_err(broken)?;
    // Each member is held to its own size, so that one bomb costs no neighbour; all together to twice that of the
    // archive, so that members which are the same bytes again and again end, too.
    let (packed, unpacked) = (Rc::new(Cell::new(2 * size)), Rc::new(Cell::new(0)));
    for at in 0..archive.len() {
        let name = archive.name_for_index(at).and_then(Result::ok);
        let name = name.map_or_else(|| "a member without a name".to_owned(), std::borrow::Cow::into_owned);
        match archive.by_index(at) {
            Ok(member) if member.is_dir() || member.is_symlink() => {}
            Ok(member) => {
                let own = Rc::new(Cell::new(member.compressed_size().min(size)));
                let inner = Guard { inner: member, packed: own, plain: Rc::default() };
                let mut guarded = Guard { inner, packed: Rc::clone(&packed), plain: Rc::clone(&unpacked) };
                give(Path::new(&name), Ok(&mut guarded));
            }
            Err(error) => give(Path::new(&name), Err(broken(error))),
        }
    }
    Ok(())
}

/// Opens a tar archive.
pub(super) fn tar(input: Input, give: &mut Give) -> Result<(), Reason> {
    let mut archive = tar::Archive::new(input);
    for member in archive.entries().map_err(|error| damage(&error))? {
        let mut member = member.map_err(|error| damage(&error))?;
        if !member.header().entry_type().is_file() {
            continue;
        }
        let name = member.path().map_or_else(|_| PathBuf::from("?"), std::borrow::Cow::into_owned);
        give(&name, Ok(&mut member));
    }
    match archive.into_inner().damage.take() {
        Some(reason) => Err(reason),
        None => Ok(()),
    }
}
