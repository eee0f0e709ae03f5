//! The tile with AVX2: bytes widened to 16 bits and multiplied by `vpmaddwd`, which cannot saturate here.
//!
//! `vpmaddubsw` would do twice as much an instruction, but its 16-bit sums overflow on large weights and the result
//! would depend on the processor.
#![cfg(target_arch = "x86_64")]
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_hadd_epi32, _mm256_loadu_si256,
    _mm256_madd_epi16, _mm256_permute4x64_epi64, _mm256_set1_epi32, _mm256_set1_epi64x, _mm256_setzero_si256,
    _mm256_storeu_si256,
};

use super::{PAIR, PANEL, QUAD, Tile, Wide};

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
            for ([left, right], eight) in
                pairs.iter().zip(row.0[block * width..].chunks_exact_mut(2 * COLUMNS))
            {
                // hadd interleaves 128-bit halves: columns come as 0 1 4 5 | 2 3 6 7; the permutation sorts them.
                let sorted = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(*left, *right));
                // SAFETY: the slice is 8 sums of 32 bits, 32 bytes.
                unsafe { _mm256_storeu_si256(eight.as_mut_ptr().cast(), sorted) };
            }
        }
    }
}

/// See [`super::pairs`], which has checked the lengths and picked this kernel because the processor has it.
pub(super) fn pairs(rows: &[i16], stride: usize, depth: usize, panel: &[Wide<[i16; PAIR]>], tile: &mut Tile) {
    // SAFETY: `Cpu::available` offers `Avx2` only where it is detected; `super::pairs` has asserted that `rows` holds 1 to 6
    // rows, `stride` apart, of `depth` numbers each, and `panel` exactly
    // `depth / PAIR` steps.
    unsafe {
        match rows.len().div_ceil(stride) {
            0 => {}
            1 => pair_sums::<1>(rows, stride, depth, panel, tile),
            2 => pair_sums::<2>(rows, stride, depth, panel, tile),
            3 => pair_sums::<3>(rows, stride, depth, panel, tile),
            4 => pair_sums::<4>(rows, stride, depth, panel, tile),
            5 => pair_sums::<5>(rows, stride, depth, panel, tile),
            _ => pair_sums::<6>(rows, stride, depth, panel, tile),
        }
    }
}

/// Sums of `R` rows, two registers of eight columns at a time.
///
/// # Safety
/// Needs AVX2, `rows.len() >= (R - 1) * stride + depth`, `panel.len() >= depth / PAIR`, `depth` in pairs and `R <= ROWS`.
#[target_feature(enable = "avx2")]
#[allow(clippy::needless_range_loop, reason = "as in `vnni`: the sums stay in registers in any build")]
unsafe fn pair_sums<const R: usize>(
    rows: &[i16],
    stride: usize,
    depth: usize,
    panel: &[Wide<[i16; PAIR]>],
    tile: &mut Tile,
) {
    const WIDE: usize = 8;
    for block in 0..PANEL / (2 * WIDE) {
        let mut sums = [[_mm256_setzero_si256(); 2]; R];
        for pair in 0..depth / PAIR {
            let at = (pair * PANEL + block * 2 * WIDE) * PAIR;
            // SAFETY: at + 2 * WIDE * PAIR <= depth * PANEL, as pair < depth / PAIR and block < PANEL / (2 * WIDE).
            let (left, right) = unsafe {
                let start = panel.as_ptr().cast::<__m256i>().add(at / (WIDE * PAIR));
                (_mm256_loadu_si256(start), _mm256_loadu_si256(start.add(1)))
            };
            for row in 0..R {
                // SAFETY: row < R and pair * PAIR + 2 <= depth, so the two numbers lie inside `rows`.
                let two =
                    unsafe { rows.as_ptr().add(row * stride + pair * PAIR).cast::<i32>().read_unaligned() };
                let two = _mm256_set1_epi32(two);
                sums[row][0] = _mm256_add_epi32(sums[row][0], _mm256_madd_epi16(left, two));
                sums[row][1] = _mm256_add_epi32(sums[row][1], _mm256_madd_epi16(right, two));
            }
        }
        for row in 0..R {
            for side in 0..2 {
                let eight = &mut tile[row].0[(block * 2 + side) * WIDE..][..WIDE];
                // SAFETY: the slice is 8 sums of 32 bits, 32 bytes.
                unsafe { _mm256_storeu_si256(eight.as_mut_ptr().cast(), sums[row][side]) };
            }
        }
    }
}
