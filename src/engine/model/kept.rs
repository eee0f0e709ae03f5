//! What nutgraf makes of a model's files and keeps for its next start: under a key of what it was made from, and never
//! there before all of it is.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3Default;

use super::bad;
use crate::error::{Error, Result};

/// Why nothing was kept.
#[derive(Debug)]
pub(crate) enum Failed {
    /// The model cannot be read.
    Model(Error),
    /// The file cannot be written, which is no reason to stop.
    File,
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Model(error)
    }
}

impl From<io::Error> for Failed {
    fn from(_: io::Error) -> Self {
        Self::File
    }
}

/// A key (XXH3-128, Collet 2019) of what is made and of what it is made from: of every file its name, length, time of
/// change, and blocks from all over it. Reading all of it would take longer than a start may.
pub(crate) fn key<'a>(what: &[u8], files: impl IntoIterator<Item = &'a Path>) -> Result<u128> {
    const BLOCK: usize = 4096;
    const BLOCKS: u64 = 64;
    let mut hash = Xxh3Default::new();
    hash.update(what);
    for path in files {
        let mut read = || -> io::Result<()> {
            let mut file = File::open(path)?;
            let data = file.metadata()?;
            hash.update(path.file_name().unwrap_or_default().as_encoded_bytes());
            hash.update(&data.len().to_le_bytes());
            let changed = data.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
            hash.update(&changed.as_nanos().to_le_bytes());
            let mut block = Vec::with_capacity(BLOCK);
            for at in 0..BLOCKS {
                block.clear();
                file.seek(SeekFrom::Start(data.len() / BLOCKS * at))?;
                (&mut file).take(BLOCK as u64).read_to_end(&mut block)?;
                hash.update(&block);
            }
            Ok(())
        };
        read().map_err(|error| bad(path, format!("cannot be read: {error}")))?;
    }
    Ok(hash.digest128())
}

/// Has a file written beside its place, and moves it there once it is whole and on the disk.
pub(crate) fn put(
    path: &Path,
    write: impl FnOnce(&Path) -> std::result::Result<(), Failed>,
) -> std::result::Result<(), Failed> {
    let unfinished = path.with_extension(format!("{}.part", std::process::id()));
    let written = || {
        if let Some(folder) = path.parent().filter(|folder| !folder.exists()) {
            fs::create_dir_all(folder)?;
        }
        write(&unfinished)?;
        File::open(&unfinished)?.sync_all()?;
        Ok(fs::rename(&unfinished, path)?)
    };
    let written = written();
    if written.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_there_when_all_of_it_is_and_otherwise_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/folder/weights.bin");
        let broken = put(&path, |unfinished| {
            fs::write(unfinished, "half")?;
            Err(io::Error::other("the disk is full").into())
        });
        assert!(matches!(broken, Err(Failed::File)));
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 0);
        put(&path, |unfinished| Ok(fs::write(unfinished, "whole")?)).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_key_tells_apart_what_was_made_and_what_it_was_made_from() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        fs::write(&one, vec![7; 100_000]).unwrap();
        fs::write(&other, vec![8; 100_000]).unwrap();
        let whole = key(b"int8", [&*one]).unwrap();
        assert_eq!(key(b"int8", [&*one]).unwrap(), whole);
        assert_ne!(key(b"f32", [&*one]).unwrap(), whole);
        assert_ne!(key(b"int8", [&*other]).unwrap(), whole);
        assert_ne!(key(b"int8", [&*one, &*other]).unwrap(), whole);
        assert!(key(b"int8", [folder.path().join("none").as_path()]).is_err());
    }
}
