//! Keeps rows of numbers or bytes in memory up to a limit, and beyond it in a temporary file that has no name and
//! is gone when the run ends, however it ends. Where no such file can be written, memory is used.
#![allow(unsafe_code, reason = "mapping a file that nobody else can open")]

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;

use bytemuck::Pod;
use memmap2::{Mmap, MmapMut, MmapOptions};

/// Bytes of a block: what is written to the file, or kept, at once. Whole pages.
const BLOCK: usize = 8 << 20;

/// A shelf for rows of any length; what is put on it stays as it is.
#[derive(Debug)]
pub struct Shelf<T> {
    /// How many more bytes are kept in memory.
    left: usize,
    closed: Vec<Block<T>>,
    open: Vec<T>,
    file: Option<File>,
}

#[derive(Debug)]
enum Block<T> {
    Kept(Vec<T>),
    Filed(Mmap),
}

/// Where a row lies on its shelf.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slip {
    block: u32,
    from: u32,
    length: u32,
}

impl<T: Pod> Shelf<T> {
    /// A shelf that keeps about so many bytes in memory; the next go to a file.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { left: limit, closed: Vec::new(), open: Vec::new(), file: None }
    }

    /// Puts a row of fewer than 2^32 items on the shelf.
    pub fn put(&mut self, row: &[T]) -> Slip {
        if (self.open.len() + row.len()) * size_of::<T>() > BLOCK && !self.open.is_empty() {
            self.close();
        }
        if self.open.capacity() == 0 {
            self.open.reserve_exact((BLOCK / size_of::<T>()).max(row.len()));
        }
        let from = self.open.len() as u32;
        self.open.extend_from_slice(row);
        Slip { block: self.closed.len() as u32, from, length: row.len() as u32 }
    }

    /// The row that a slip of this shelf names.
    #[must_use]
    pub fn get(&self, slip: Slip) -> &[T] {
        let block = match self.closed.get(slip.block as usize) {
            Some(Block::Kept(kept)) => kept,
            Some(Block::Filed(filed)) => bytemuck::cast_slice(filed),
            None => &self.open,
        };
        &block[slip.from as usize..][..slip.length as usize]
    }

    fn close(&mut self) {
        let bytes = self.open.len() * size_of::<T>();
        let filed = if bytes > self.left { self.filed().ok() } else { None };
        self.left = self.left.saturating_sub(bytes);
        match filed {
            Some(filed) => {
                self.closed.push(Block::Filed(filed));
                self.open.clear();
            }
            None => self.closed.push(Block::Kept(std::mem::take(&mut self.open))),
        }
    }

    /// The open block, written to the file.
    fn filed(&mut self) -> io::Result<Mmap> {
        let bytes: &[u8] = bytemuck::cast_slice(&self.open);
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        let end = file.seek(SeekFrom::End(0))?;
        let start = end.next_multiple_of(1 << 16);
        file.seek(SeekFrom::Start(start))?;
        file.write_all(bytes)?;
        // SAFETY: the file has no name and this is its only handle: nobody can change or shorten what is mapped.
        unsafe { MmapOptions::new().offset(start).len(bytes.len()).map(&*file) }
    }
}

/// A row of known length that is written in any order: in memory, or in a file where it is long.
#[derive(Debug)]
pub struct Room<T> {
    place: Place<T>,
    length: usize,
}

#[derive(Debug)]
enum Place<T> {
    Kept(Vec<T>),
    Filed(MmapMut),
}

impl<T: Pod> Room<T> {
    /// Room for `length` items, all zero; with more bytes than `limit`, in a temporary file.
    #[must_use]
    pub fn new(length: usize, limit: usize) -> Self {
        let bytes = length * size_of::<T>();
        let filed = if bytes > limit { filed(bytes).ok() } else { None };
        Self { place: filed.map_or_else(|| Place::Kept(vec![T::zeroed(); length]), Place::Filed), length }
    }

    /// The items.
    #[must_use]
    pub fn all(&self) -> &[T] {
        match &self.place {
            Place::Kept(kept) => kept,
            Place::Filed(filed) => &bytemuck::cast_slice(filed)[..self.length],
        }
    }

    /// The items, to be written.
    pub fn all_mut(&mut self) -> &mut [T] {
        match &mut self.place {
            Place::Kept(kept) => kept,
            Place::Filed(filed) => &mut bytemuck::cast_slice_mut(filed)[..self.length],
        }
    }

    /// Some of the items.
    #[must_use]
    pub fn range(&self, range: Range<usize>) -> &[T] {
        &self.all()[range]
    }
}

/// A temporary file of so many zeros.
fn filed(bytes: usize) -> io::Result<MmapMut> {
    let mut file = tempfile::tempfile()?;
    // Written, not only set: where the disk is full, it shows here and not as a signal later.
    io::copy(&mut io::repeat(0).take(bytes as u64), &mut file)?;
    // SAFETY: the file has no name and its only handle is closed here: nobody can change or shorten it.
    unsafe { MmapMut::map_mut(&file) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_on_a_shelf_is_found_again_in_memory_and_in_the_file() {
        let rows: Vec<Vec<u32>> = (0..3000u32).map(|i| (0..i % 4000).map(|j| i * 7 + j).collect()).collect();
        for limit in [0, 9 << 20, usize::MAX] {
            let mut shelf = Shelf::new(limit);
            let slips: Vec<Slip> = rows.iter().map(|row| shelf.put(row)).collect();
            assert!(rows.iter().zip(&slips).all(|(row, slip)| shelf.get(*slip) == row));
            assert_eq!(shelf.file.is_some(), limit != usize::MAX);
        }
    }

    #[test]
    fn a_row_longer_than_a_block_has_a_block_of_its_own() {
        let mut shelf = Shelf::new(0);
        let long = vec![7u8; BLOCK + 100];
        let slips = [&[1, 2][..], &long, &[3]].map(|row| shelf.put(row));
        assert_eq!(slips.map(|slip| shelf.get(slip).len()), [2, BLOCK + 100, 1]);
        assert_eq!(shelf.get(slips[2]), [3]);
    }

    #[test]
    fn a_room_is_the_same_in_memory_and_in_a_file() {
        for limit in [0, usize::MAX] {
            let mut room: Room<u32> = Room::new(1000, limit);
            assert!(room.all().iter().all(|item| *item == 0));
            room.all_mut()[999] = 5;
            assert_eq!(room.range(998..1000), [0, 5]);
        }
        assert!(Room::<u64>::new(0, 0).all().is_empty());
    }
}
