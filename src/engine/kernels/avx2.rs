//! The tile with AVX2: bytes widened to 16 bits and multiplied by `vpmaddwd`, which cannot saturate here.
//!
//! `vpmaddubsw` would do twice as much an instruction, but its 16-bit sums overflow on large weights and the result
//! would depend on the processor.
#![cfg(target_arch = "x86_64")]
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_hadd_epi32, _mm256_madd_epi16,
    _mm256_permute4x64_epi64, _mm256_set1_epi64x, _mm256_setzero_si256, _mm256_storeu_si256,
};

use super::{PANEL, QUAD, Tile};

/// Columns whose weights fill one 256-bit register once widened: 4 columns of 4.
const COLUMNS: usize = 4;

/// See [`super::tile`], which has checked the lengths and picked this kernel because the processor has it.
pub(super) fn tile(rows: &[u8], depth: usize, panel: &[i8], tile: &mut Tile) {
    // Widened once for all columns.
    let wide: Vec<i16> = rows.iter().map(|byte| i16::from(*byte)).collect();
    // SAFETY: `Cpu::available` offers `Avx2` only where it is detected; `super::tile` has asserted that `rows` holds
    // 1 to 6 rows of `depth` bytes and `panel` exactly `depth * PANEL` bytes.
    unsafe {
        match rows.len() / depth {
            0 => {}
            1 => sums::<1, 4>(&wide, depth, panel, tile),
            2 => sums::<2, 4>(&wide, depth, panel, tile),
            3 => sums::<3, 2>(&wide, depth, panel, tile),
            4 => sums::<4, 2>(&wide, depth, panel, tile),
            5 => sums::<5, 2>(&wide, depth, panel, tile),
            _ => sums::<6, 2>(&wide, depth, panel, tile),
        }
    }
}

/// Sums of `R` rows, `SIDE` registers of columns at a time: with six rows and two registers, their sums, their weights,
/// an activation and a product are just the 16 registers that there are.
///
/// # Safety
/// Needs AVX2, `rows.len() >= R * depth`, `panel.len() >= depth * PANEL`, `depth` in quads and `R <= ROWS`.
#[target_feature(enable = "avx2")]
unsafe fn sums<const R: usize, const SIDE: usize>(rows: &[i16], depth: usize, panel: &[i8], tile: &mut Tile) {
    let width = SIDE * COLUMNS;
    for block in 0..PANEL / width {
        // Each register: two partial sums for each of four columns.
        let mut sums = [[_mm256_setzero_si256(); SIDE]; R];
        for quad in 0..depth / QUAD {
            let at = (quad * PANEL + block * width) * QUAD;
            // SAFETY: at + SIDE * 16 <= depth * PANEL, as quad < depth / QUAD and block * width + width <= PANEL.
            let weights: [__m256i; SIDE] = std::array::from_fn(|side| unsafe {
                _mm256_cvtepi8_epi16(_mm_loadu_si128(panel.as_ptr().add(at + side * COLUMNS * QUAD).cast()))
            });
            for (row, sums) in sums.iter_mut().enumerate() {
                // SAFETY: row < R and quad * QUAD + 4 <= depth, so the four numbers lie inside `rows`.
                let four =
                    unsafe { rows.as_ptr().add(row * depth + quad * QUAD).cast::<i64>().read_unaligned() };
                let four = _mm256_set1_epi64x(four);
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(weight, four));
                }
            }
        }
        for (row, sums) in tile.iter_mut().zip(sums) {
            let (pairs, _) = sums.as_chunks::<2>();
            for ([left, right], eight) in pairs.iter().zip(row[block * width..].chunks_exact_mut(2 * COLUMNS))
            {
                // hadd interleaves 128-bit halves: columns come as 0 1 4 5 | 2 3 6 7; the permutation sorts them.
                let sorted = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(*left, *right));
                // SAFETY: the slice is 8 sums of 32 bits, 32 bytes.
                unsafe { _mm256_storeu_si256(eight.as_mut_ptr().cast(), sorted) };
            }
        }
    }
}
