//! The tile with AVX-512 VNNI: `vpdpbusd` multiplies 64 bytes by 64 bytes and adds them in fours to 16 sums, `vpdpwssd` 32
//! integers of 16 bits in twos.
#![cfg(target_arch = "x86_64")]
#![allow(unsafe_code)]

use std::arch::x86_64::{
    _MM_HINT_T1, _mm_prefetch, _mm512_dpbusd_epi32, _mm512_dpwssd_epi32, _mm512_loadu_si512,
    _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
};

use super::{PAIR, PANEL, QUAD, Tile, Wide};

/// 512-bit registers across a panel.
const REGISTERS: usize = PANEL / 16;

/// What a step consumes: four bytes, or two integers of 16 bits.
const STEP: usize = 4;

/// How many bytes ahead memory is asked for weights, so that it has answered when they are multiplied. By itself the processor
/// looks only as far ahead as its instructions do, which the more rows there are the fewer weights fill.
const AHEAD: usize = 8192;

/// See [`super::tile`], which has checked the lengths and picked this kernel because the processor has it.
pub(super) fn tile(rows: &[u8], depth: usize, panel: &[i8], tile: &mut Tile) {
    let (count, steps) = (rows.len() / depth, depth / QUAD);
    // SAFETY: `Cpu::available` offers `Vnni` only where AVX-512 F and VNNI are detected; `super::tile` has asserted that
    // `rows` holds 1 to 6 rows of `depth` bytes, in fours, and `panel` exactly `depth * PANEL` bytes.
    unsafe { run::<false>(count, rows.as_ptr(), depth, steps, panel.as_ptr().cast(), tile) }
}

/// See [`super::pairs`], which has checked the lengths and picked this kernel because the processor has it.
pub(super) fn pairs(rows: &[i16], stride: usize, depth: usize, panel: &[Wide<[i16; PAIR]>], tile: &mut Tile) {
    let (count, steps) = (rows.len().div_ceil(stride), depth / PAIR);
    // SAFETY: `Cpu::available` offers `Vnni` only where AVX-512 F and VNNI are detected; `super::pairs` has asserted that
    // `rows` holds 1 to 6 rows, `stride` apart, of `depth` integers, in twos, and `panel` exactly `depth / PAIR` steps.
    unsafe { run::<true>(count, rows.as_ptr().cast(), stride * 2, steps, panel.as_ptr().cast(), tile) }
}

/// # Safety
/// As [`sums`], with `count` for `R`.
unsafe fn run<const PAIRS: bool>(
    count: usize,
    rows: *const u8,
    stride: usize,
    steps: usize,
    panel: *const u8,
    tile: &mut Tile,
) {
    // SAFETY: as the caller promises.
    unsafe {
        match count {
            0 => {}
            1 => sums::<1, PAIRS>(rows, stride, steps, panel, tile),
            2 => sums::<2, PAIRS>(rows, stride, steps, panel, tile),
            3 => sums::<3, PAIRS>(rows, stride, steps, panel, tile),
            4 => sums::<4, PAIRS>(rows, stride, steps, panel, tile),
            5 => sums::<5, PAIRS>(rows, stride, steps, panel, tile),
            _ => sums::<6, PAIRS>(rows, stride, steps, panel, tile),
        }
    }
}

/// Sums of `R` rows of `steps` × [`STEP`] bytes, `stride` bytes apart, in 16-bit integers where `PAIRS` says so.
///
/// # Safety
/// Needs AVX-512 F and VNNI, `R <= ROWS` such rows, and `steps * STEP * PANEL` bytes of a panel.
#[target_feature(enable = "avx512f,avx512vnni")]
#[allow(
    clippy::needless_range_loop,
    reason = "the sums stay in registers only where every loop over them is unrolled; an adapter may be left as a call"
)]
#[allow(unused_unsafe, reason = "not every Rust calls a prefetch safe")]
unsafe fn sums<const R: usize, const PAIRS: bool>(
    rows: *const u8,
    stride: usize,
    steps: usize,
    panel: *const u8,
    tile: &mut Tile,
) {
    let mut sums = [[_mm512_setzero_si512(); REGISTERS]; R];
    for step in 0..steps {
        for wide in 0..REGISTERS {
            let ahead = panel.wrapping_add((step * REGISTERS + wide) * 64 + AHEAD);
            // SAFETY: a prefetch reads nothing that shows, whatever its address, which may lie behind the panel.
            unsafe { _mm_prefetch::<_MM_HINT_T1>(ahead.cast()) };
        }
        let mut weights = [_mm512_setzero_si512(); REGISTERS];
        for wide in 0..REGISTERS {
            // SAFETY: step < steps, so these 64 bytes end at (step + 1) * PANEL * STEP <= steps * PANEL * STEP at most.
            weights[wide] = unsafe { _mm512_loadu_si512(panel.add((step * REGISTERS + wide) * 64).cast()) };
        }
        for row in 0..R {
            // SAFETY: row < R and step < steps, so the four bytes lie inside a row.
            let four = unsafe { rows.add(row * stride + step * STEP).cast::<i32>().read_unaligned() };
            let four = _mm512_set1_epi32(four);
            for wide in 0..REGISTERS {
                sums[row][wide] = if PAIRS {
                    _mm512_dpwssd_epi32(sums[row][wide], four, weights[wide])
                } else {
                    _mm512_dpbusd_epi32(sums[row][wide], four, weights[wide])
                };
            }
        }
    }
    for (row, sums) in tile.iter_mut().zip(sums) {
        for (lanes, sum) in row.0.chunks_exact_mut(16).zip(sums) {
            // SAFETY: the chunk is 16 sums of 32 bits, 64 bytes.
            unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), sum) };
        }
    }
}
