//! The parts of a zip archive that are stored as they are, which is how `PyTorch` writes them: their places.

use std::collections::HashMap;
use std::io::Cursor;
use std::ops::Range;

use zip::{CompressionMethod, ZipArchive};

/// Whether the bytes are a zip archive.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Where each part lies, by its name. A part that is compressed or encrypted is an error.
pub(super) fn parts(bytes: &[u8]) -> Result<HashMap<String, Range<usize>>, String> {
    let broken = || "is cut short or no zip archive".to_owned();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut parts = HashMap::new();
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|_| broken())?;
        let name = part.name().map_err(|_| broken())?.into_owned();
        if part.compression() != CompressionMethod::Stored || part.encrypted() {
            return Err(format!("holds {name} compressed or encrypted, which PyTorch does not write"));
        }
        let whole = |number: u64| usize::try_from(number).ok();
        let start = part.data_start().and_then(whole);
        let range =
            start.zip(whole(part.size())).and_then(|(start, size)| Some(start..start.checked_add(size)?));
        let range = range.filter(|range| range.end <= bytes.len()).ok_or_else(broken)?;
        parts.insert(name, range);
    }
    Ok(parts)
}
