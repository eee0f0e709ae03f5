//! Files mapped into memory.
#![allow(unsafe_code)]

use std::fs::File;
use std::io;
use std::ops::Deref;

use memmap2::{Mmap, MmapOptions};

/// A part of a file, mapped for reading; pages that are not touched take no memory.
#[derive(Debug)]
pub(crate) struct Map(Option<Mmap>);

impl Map {
    /// Maps `length` bytes from `start` on, which must lie inside the file.
    ///
    /// # Errors
    /// When the file is shorter, or the system refuses.
    pub(crate) fn new(file: &File, start: u64, length: usize) -> io::Result<Self> {
        let end = start.checked_add(length as u64);
        if end.is_none_or(|end| end > file.metadata().map_or(0, |data| data.len())) {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file is shorter than that"));
        }
        if length == 0 {
            return Ok(Self(None));
        }
        // SAFETY: the bytes are only read, as plain numbers of which any is valid. As with every mapped file, they must
        // not be cut short by another process while this one runs: model files are written once and then left alone, and
        // nutgraf itself only ever replaces them by renaming.
        let map = unsafe { MmapOptions::new().offset(start).len(length).map(file)? };
        Ok(Self(Some(map)))
    }

    /// Maps a whole file.
    ///
    /// # Errors
    /// When the system refuses.
    pub(crate) fn whole(file: &File) -> io::Result<Self> {
        let length = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        Self::new(file, 0, length)
    }
}

impl Deref for Map {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0.as_deref().unwrap_or_default()
    }
}
