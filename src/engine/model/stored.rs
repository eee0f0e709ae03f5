//! The parts of a zip archive that are stored as they are, which is how `PyTorch` writes them: their places.

use std::collections::HashMap;
use std::ops::Range;

const END: [u8; 4] = *b"PK\x05\x06";
const END_64: [u8; 4] = *b"PK\x06\x06";
const LOCATOR_64: [u8; 4] = *b"PK\x06\x07";
const ENTRY: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";

/// Whether the bytes are a zip archive.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(&LOCAL)
}

/// Where each part lies, by its name. A part that is compressed or encrypted is an error.
pub(super) fn parts(bytes: &[u8]) -> Result<HashMap<String, Range<usize>>, String> {
    directory(bytes).ok_or_else(|| "is cut short or no zip archive".to_owned())?
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?)).ok()
}

fn u64_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?)).ok()
}

fn directory(bytes: &[u8]) -> Option<Result<HashMap<String, Range<usize>>, String>> {
    // The end record is 22 bytes and a comment of at most 65,535.
    let first = bytes.len().saturating_sub(22 + 65_535);
    let end = (first..bytes.len().checked_sub(21)?).rev().find(|at| bytes[*at..].starts_with(&END))?;
    let (mut count, mut at) = (u16_at(bytes, end + 10)?, u32_at(bytes, end + 16)?);
    let locator = end.checked_sub(20).filter(|at| bytes[*at..].starts_with(&LOCATOR_64));
    if let Some(locator) = locator {
        let end = u64_at(bytes, locator + 8)?;
        if !bytes.get(end..)?.starts_with(&END_64) {
            return None;
        }
        (count, at) = (u64_at(bytes, end + 32)?, u64_at(bytes, end + 48)?);
    }
    let mut parts = HashMap::new();
    for _ in 0..count {
        if !bytes.get(at..)?.starts_with(&ENTRY) {
            return None;
        }
        let (flags, method) = (u16_at(bytes, at + 8)?, u16_at(bytes, at + 10)?);
        let (packed, size) = (u32_at(bytes, at + 20)?, u32_at(bytes, at + 24)?);
        let (name, extra, comment) =
            (u16_at(bytes, at + 28)?, u16_at(bytes, at + 30)?, u16_at(bytes, at + 32)?);
        let local = u32_at(bytes, at + 42)?;
        let text = std::str::from_utf8(bytes.get(at + 46..at + 46 + name)?).ok()?;
        let [size, packed, local] =
            wide(bytes.get(at + 46 + name..at + 46 + name + extra)?, [size, packed, local])?;
        if method != 0 || flags & 1 != 0 || size != packed {
            return Some(Err(format!("holds {text} compressed or encrypted, which PyTorch does not write")));
        }
        if !bytes.get(local..)?.starts_with(&LOCAL) {
            return None;
        }
        let start = local + 30 + u16_at(bytes, local + 26)? + u16_at(bytes, local + 28)?;
        let range = start..start.checked_add(size)?;
        bytes.get(range.clone())?;
        parts.insert(text.to_owned(), range);
        at += 46 + name + extra + comment;
    }
    Some(Ok(parts))
}

/// Replaces sizes that do not fit 32 bits by those in the extra field of zip64, which has them in this order.
fn wide(mut extra: &[u8], mut sizes: [usize; 3]) -> Option<[usize; 3]> {
    while extra.len() >= 4 {
        let (kind, length) = (u16_at(extra, 0)?, u16_at(extra, 2)?);
        let field = extra.get(4..4 + length)?;
        if kind == 1 {
            let mut at = 0;
            for size in sizes.iter_mut().filter(|size| **size == 0xffff_ffff) {
                *size = u64_at(field, at)?;
                at += 8;
            }
        }
        extra = &extra[4 + length..];
    }
    Some(sizes)
}
