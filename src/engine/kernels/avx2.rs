//! The tile with AVX2: bytes widened to 16 bits and multiplied by `vpmaddwd`, which cannot saturate here.
//!
//! `vpmaddubsw` would do twice as much an instruction, but its 16-bit sums overflow on large weights and the result
//! would depend on the processor.
#![cfg(target_arch = "x86_64")]
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m256i, _mm_cvtepu8_epi16, _mm_cvtsi32_si128, _mm_loadu_si128, _mm256_add_epi32,
    _mm256_broadcastq_epi64, _mm256_cvtepi8_epi16, _mm256_hadd_epi32, _mm256_madd_epi16,
    _mm256_permute4x64_epi64, _mm256_setzero_si256, _mm256_storeu_si256,
};

use super::{PANEL, QUAD, Tile};

/// Columns whose weights fill one 256-bit register once widened: 4 columns of 4.
const COLUMNS: usize = 4;

/// See [`super::tile`], which has checked the lengths and picked this kernel because the processor has it.
pub(super) fn tile(rows: &[u8], depth: usize, panel: &[i8], tile: &mut Tile) {
    // SAFETY: `Cpu::available` offers `Avx2` only where it is detected; `super::tile` has asserted that `rows` holds
    // whole rows of `depth` bytes, no more than `tile` has, and `panel` exactly `depth * PANEL` bytes.
    unsafe {
        let mut row = 0;
        let count = rows.len() / depth;
        while row < count {
            let (rows, tile) = (&rows[row * depth..], &mut tile[row..]);
            match count - row {
                1 => sums::<1>(rows, depth, panel, tile),
                2 => sums::<2>(rows, depth, panel, tile),
                _ => sums::<3>(rows, depth, panel, tile),
            }
            row += 3;
        }
    }
}

/// Sums of `R` rows, 16 columns at a time: 4 R sums, a weight and an activation fit the 16 registers.
///
/// # Safety
/// Needs AVX2, `rows.len() >= R * depth`, `panel.len() >= depth * PANEL`, `depth` in quads and `tile.len() >= R`.
#[target_feature(enable = "avx2")]
unsafe fn sums<const R: usize>(rows: &[u8], depth: usize, panel: &[i8], tile: &mut [[i32; PANEL]]) {
    for block in 0..PANEL / 16 {
        // Each register: two partial sums for each of four columns.
        let mut sums = [[_mm256_setzero_si256(); 4]; R];
        for quad in 0..depth / QUAD {
            // SAFETY: row < R and quad * QUAD + 4 <= depth, so the four bytes lie inside `rows`.
            let fours: [__m256i; R] = std::array::from_fn(|row| unsafe {
                let four = rows.as_ptr().add(row * depth + quad * QUAD).cast::<i32>().read_unaligned();
                _mm256_broadcastq_epi64(_mm_cvtepu8_epi16(_mm_cvtsi32_si128(four)))
            });
            for part in 0..4 {
                let at = (quad * PANEL + block * 16 + part * COLUMNS) * QUAD;
                // SAFETY: at + 16 <= depth * PANEL, as quad < depth / QUAD and block * 16 + part * 4 + 4 <= PANEL.
                let weights = _mm256_cvtepi8_epi16(unsafe { _mm_loadu_si128(panel.as_ptr().add(at).cast()) });
                for (sums, four) in sums.iter_mut().zip(fours) {
                    sums[part] = _mm256_add_epi32(sums[part], _mm256_madd_epi16(weights, four));
                }
            }
        }
        for (row, sums) in tile.iter_mut().zip(sums) {
            for half in 0..2 {
                // hadd interleaves 128-bit halves: columns come as 0 1 4 5 | 2 3 6 7; the permutation sorts them.
                let pairs = _mm256_hadd_epi32(sums[half * 2], sums[half * 2 + 1]);
                let sorted = _mm256_permute4x64_epi64::<0b11_01_10_00>(pairs);
                let eight = &mut row[block * 16 + half * 8..][..8];
                // SAFETY: the slice is 8 sums of 32 bits, 32 bytes.
                unsafe { _mm256_storeu_si256(eight.as_mut_ptr().cast(), sorted) };
            }
        }
    }
}
