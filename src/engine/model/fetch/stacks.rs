//! The cache on disk, as the library `huggingface_hub` lays it out: `models--org--name/` with `blobs/HASH` for the bytes,
//! `snapshots/COMMIT/FILE` that link to them, and `refs/main` with the commit.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::engine::model::bad;
use crate::error::{Error, Result};

use super::listing::is_hash;

/// The folder of a repository in the cache.
pub(super) struct Stacks(PathBuf);

/// A file that is not whole yet; no other program adds to it.
pub(super) struct Part {
    pub(super) path: PathBuf,
    file: File,
    pub(super) length: u64,
}

/// Why a file that was fetched is not kept.
pub(super) enum Trouble {
    Disk(PathBuf, io::Error),
    /// In words that follow its address.
    Hash(String),
}

impl Stacks {
    pub(super) fn new(cache: &Path, repository: &str) -> Self {
        Self(cache.join(format!("models--{}", repository.replace('/', "--"))))
    }

    fn blob(&self, name: &str) -> PathBuf {
        self.0.join("blobs").join(name)
    }

    /// Whether the bytes of this name are here, whole.
    pub(super) fn has(&self, name: &str, size: Option<u64>) -> bool {
        let length = fs::metadata(self.blob(name)).map(|data| data.len());
        length.is_ok_and(|length| size.is_none_or(|size| size == length))
    }

    /// Opens what there is of a file, to be added to.
    pub(super) fn begin(&self, name: &str) -> Result<Part> {
        let path = self.blob(&format!("{name}.incomplete"));
        let unwritable = |source| Error::Unwritable { path: path.clone(), source };
        fs::create_dir_all(self.0.join("blobs")).map_err(unwritable)?;
        let mut file =
            OpenOptions::new().create(true).append(true).read(true).open(&path).map_err(unwritable)?;
        // Some network folders know no locks: that is no reason to stop.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            let reason = "is being fetched by another program: wait for it, then try again".to_owned();
            return Err(Error::NotFetched { what: path.display().to_string(), reason });
        }
        let length = file.seek(io::SeekFrom::End(0)).map_err(unwritable)?;
        Ok(Part { path, file, length })
    }

    /// Holds a whole file against its hash and gives it its name.
    pub(super) fn finish(&self, part: Part, name: &str) -> Result<(), Trouble> {
        let Part { path, mut file, .. } = part;
        let disk = |error| Trouble::Disk(path.clone(), error);
        file.sync_data().map_err(disk)?;
        file.rewind().map_err(disk)?;
        let found = hash(file, name).map_err(disk)?;
        if found != name.to_ascii_lowercase() {
            fs::remove_file(&path).map_err(disk)?;
            let reason = format!("was sent with other bytes: their hash is {found}; it should be {name}");
            return Err(Trouble::Hash(reason));
        }
        fs::rename(&path, self.blob(name)).map_err(disk)
    }

    /// Makes the files appear under their names, and the revision the newest: the folder.
    pub(super) fn publish(&self, revision: &str, placed: &[(&str, String)]) -> Result<PathBuf> {
        let folder = self.0.join("snapshots").join(revision);
        let unwritable = |path: &Path| {
            let path = path.to_owned();
            move |source| Error::Unwritable { path, source }
        };
        fs::create_dir_all(&folder).map_err(unwritable(&folder))?;
        for (file, name) in placed {
            let link = folder.join(file);
            if fs::symlink_metadata(&link).is_ok() {
                fs::remove_file(&link).map_err(unwritable(&link))?;
            }
            self.link(name, &link).map_err(unwritable(&link))?;
        }
        let refs = self.0.join("refs");
        fs::create_dir_all(&refs).map_err(unwritable(&refs))?;
        let main = refs.join("main");
        fs::write(&main, revision).map_err(unwritable(&main))?;
        Ok(folder)
    }

    #[cfg(unix)]
    fn link(&self, name: &str, link: &Path) -> io::Result<()> {
        let _ = self;
        std::os::unix::fs::symlink(Path::new("../../blobs").join(name), link)
    }

    /// Links take rights that users seldom have there.
    #[cfg(not(unix))]
    fn link(&self, name: &str, link: &Path) -> io::Result<()> {
        let blob = self.blob(name);
        fs::hard_link(&blob, link).or_else(|_| fs::copy(&blob, link).map(|_| ()))
    }
}

impl Part {
    /// Throws away what there is.
    pub(super) fn restart(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        self.length = 0;
        Ok(())
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// See [`super::verify`].
pub(super) fn verify(folder: &Path) -> Result<usize> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(0) };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let mut held = 0;
    for path in paths {
        let Ok(blob) = fs::read_link(&path) else { continue };
        let name = blob.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if !is_hash(name) || ![40, 64].contains(&name.len()) {
            continue;
        }
        let unread = |error: io::Error| bad(&path, format!("cannot be read: {error}"));
        let found = hash(File::open(&path).map_err(unread)?, name).map_err(unread)?;
        if found != name.to_ascii_lowercase() {
            return Err(bad(&path, format!("is damaged: its hash is {found}; it should be {name}")));
        }
        held += 1;
    }
    Ok(held)
}

/// The hash of a file, of the kind that a name is: SHA-256 of the bytes, or SHA-1 as git has it of a small file.
fn hash(file: File, name: &str) -> io::Result<String> {
    if name.len() == 64 {
        return Ok(hex(&digest(Sha256::new(), file)?));
    }
    let length = file.metadata()?.len();
    Ok(hex(&digest(Sha1::new_with_prefix(format!("blob {length}\0")), file)?))
}

fn digest<D: Digest>(mut digest: D, mut file: File) -> io::Result<Vec<u8>> {
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(digest.finalize().to_vec()),
            got => digest.update(&buffer[..got]),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
