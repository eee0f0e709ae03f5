//! The tile with AVX-512 VNNI: `vpdpbusd` multiplies 64 bytes by 64 bytes and adds them in fours to 16 sums.
#![cfg(target_arch = "x86_64")]
#![allow(unsafe_code)]

use std::arch::x86_64::{
    _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
};

use super::{PANEL, QUAD, Tile};

/// 512-bit registers across a panel.
const WIDE: usize = PANEL / 16;

/// See [`super::tile`], which has checked the lengths and picked this kernel because the processor has it.
pub(super) fn tile(rows: &[u8], depth: usize, panel: &[i8], tile: &mut Tile) {
    // SAFETY: `Cpu::available` offers `Vnni` only where AVX-512 F and VNNI are detected; `super::tile` has asserted that
    // `rows` holds 1 to 6 rows of `depth` bytes and `panel` exactly `depth * PANEL` bytes.
    unsafe {
        match rows.len() / depth {
            0 => {}
            1 => sums::<1>(rows, depth, panel, tile),
            2 => sums::<2>(rows, depth, panel, tile),
            3 => sums::<3>(rows, depth, panel, tile),
            4 => sums::<4>(rows, depth, panel, tile),
            5 => sums::<5>(rows, depth, panel, tile),
            _ => sums::<6>(rows, depth, panel, tile),
        }
    }
}

/// # Safety
/// Needs AVX-512 F and VNNI, `rows.len() >= R * depth`, `panel.len() >= depth * PANEL`, `depth` in quads and `R <= ROWS`.
#[target_feature(enable = "avx512f,avx512vnni")]
#[allow(
    clippy::needless_range_loop,
    reason = "the sums stay in registers only where every loop over them is unrolled; an adapter may be left as a call"
)]
unsafe fn sums<const R: usize>(rows: &[u8], depth: usize, panel: &[i8], tile: &mut Tile) {
    let mut sums = [[_mm512_setzero_si512(); WIDE]; R];
    for quad in 0..depth / QUAD {
        let mut weights = [_mm512_setzero_si512(); WIDE];
        for wide in 0..WIDE {
            // SAFETY: quad < depth / QUAD, so these 64 bytes end at (quad + 1) * PANEL * QUAD <= depth * PANEL at most.
            weights[wide] =
                unsafe { _mm512_loadu_si512(panel.as_ptr().add((quad * WIDE + wide) * 64).cast()) };
        }
        for row in 0..R {
            // SAFETY: row < R and quad * QUAD + 4 <= depth, so the four bytes lie inside `rows`.
            let four = unsafe { rows.as_ptr().add(row * depth + quad * QUAD).cast::<i32>().read_unaligned() };
            let four = _mm512_set1_epi32(four);
            for wide in 0..WIDE {
                sums[row][wide] = _mm512_dpbusd_epi32(sums[row][wide], four, weights[wide]);
            }
        }
    }
    for (row, sums) in tile.iter_mut().zip(sums) {
        for (lanes, sum) in row.chunks_exact_mut(16).zip(sums) {
            // SAFETY: the chunk is 16 sums of 32 bits, 64 bytes.
            unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), sum) };
        }
    }
}
