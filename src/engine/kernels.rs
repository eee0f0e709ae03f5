//! Integer matrix kernels: one tile of `rows × PANEL` products, in three versions that give the same integers.
//!
//! All three read one weight layout, so a model is packed once whatever the processor. Activations are stored as
//! `u8 = i8 + 128`, because the AVX-512 instruction multiplies unsigned by signed; the 128 is taken off afterwards with
//! the column sums of the weights (see [`crate::engine::layers::linear`]). Integer sums are exact, so the order in which a
//! kernel adds cannot show.

pub(crate) mod attend;
mod avx2;
pub(crate) mod dense;
pub(crate) mod float;
#[cfg(all(test, target_arch = "x86_64"))]
mod peak;
mod portable;
pub(crate) mod score;
mod vnni;
pub(crate) mod weigh;

/// Output columns of a tile: four 512-bit registers of 32-bit sums.
pub(crate) const PANEL: usize = 64;

/// Depth that one instruction consumes: four bytes make one 32-bit lane.
pub(crate) const QUAD: usize = 4;

/// Depth that it consumes of 16-bit integers.
pub(crate) const PAIR: usize = 2;

/// Most rows of a tile: 6 × 4 accumulators, 4 weights and 1 activation fill the 32 registers of AVX-512.
pub(crate) const ROWS: usize = 6;

/// As many numbers as a panel has columns, the first of them where a cache line begins: a register that is stored across two
/// lines takes several times as long, and twice that where it is read again.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(64))]
pub(crate) struct Wide<T>(pub(crate) [T; PANEL]);

/// Sums of one tile, `[row][column]`.
pub(crate) type Tile = [Wide<i32>; ROWS];

/// What the processor can do; the fastest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cpu {
    /// AVX-512 with the VNNI dot product.
    Vnni,
    /// AVX2, with fused multiplication and addition.
    Avx2,
    /// Anything that Rust compiles for.
    Portable,
}

impl Cpu {
    /// The best that this machine runs.
    pub(crate) fn detect() -> Self {
        *Self::available().first().unwrap_or(&Self::Portable)
    }

    /// All that this machine runs, the best first.
    pub(crate) fn available() -> Vec<Self> {
        let mut found = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni")
                && is_x86_feature_detected!("fma")
            {
                found.push(Self::Vnni);
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                found.push(Self::Avx2);
            }
        }
        found.push(Self::Portable);
        found
    }
}

/// Multiplies up to [`ROWS`] rows of activations by one packed panel of weights.
///
/// `rows`: `[count][depth]` bytes, contiguous; `panel`: `[depth / QUAD][PANEL][QUAD]` (see [`pack`]). Sums go to the
/// first `count` rows of `tile`.
///
/// # Panics
/// When the lengths do not fit each other: the kernels rely on them.
pub(crate) fn tile(cpu: Cpu, rows: &[u8], depth: usize, panel: &[i8], tile: &mut Tile) {
    assert!(
        depth > 0 && depth.is_multiple_of(QUAD) && rows.len().is_multiple_of(depth),
        "rows are whole and depth is in quads"
    );
    assert!(rows.len() / depth <= ROWS && panel.len() == depth * PANEL, "a tile's rows and panel fit it");
    match cpu {
        #[cfg(target_arch = "x86_64")]
        Cpu::Vnni => vnni::tile(rows, depth, panel, tile),
        #[cfg(target_arch = "x86_64")]
        Cpu::Avx2 => avx2::tile(rows, depth, panel, tile),
        _ => portable::tile(rows, depth, panel, tile),
    }
}

/// The same for 16-bit integers on both sides: `rows`, `[count][stride]`, of which the first `depth` of each row count, and
/// `panel`: `[depth / PAIR][PANEL][PAIR]`.
///
/// # Panics
/// When the lengths do not fit each other.
pub(crate) fn pairs(
    cpu: Cpu,
    rows: &[i16],
    stride: usize,
    depth: usize,
    panel: &[Wide<[i16; PAIR]>],
    tile: &mut Tile,
) {
    let count = rows.len().div_ceil(stride);
    assert!(
        depth > 0
            && depth.is_multiple_of(PAIR)
            && depth <= stride
            && (count - 1) * stride + depth <= rows.len(),
        "rows are whole and depth is in pairs"
    );
    assert!(count <= ROWS && panel.len() * PAIR == depth, "a tile's rows and panel fit it");
    match cpu {
        #[cfg(target_arch = "x86_64")]
        Cpu::Vnni => vnni::pairs(rows, stride, depth, panel, tile),
        #[cfg(target_arch = "x86_64")]
        Cpu::Avx2 => avx2::pairs(rows, stride, depth, panel, tile),
        _ => portable::pairs(rows, stride, depth, panel, tile),
    }
}

/// Reorders weights `[outputs][depth]` into panels `[outputs / PANEL][depth / QUAD][PANEL][QUAD]`.
///
/// # Panics
/// When `outputs` is not in panels or `depth` not in quads.
pub(crate) fn pack(weights: &[i8], depth: usize) -> Vec<i8> {
    let outputs = weights.len() / depth;
    assert!(
        outputs.is_multiple_of(PANEL) && depth.is_multiple_of(QUAD),
        "weights come in whole panels and quads"
    );
    let mut packed = vec![0; weights.len()];
    for (panel, rows) in packed.chunks_exact_mut(PANEL * depth).zip(weights.chunks_exact(PANEL * depth)) {
        for (column, row) in rows.chunks_exact(depth).enumerate() {
            for (quad, four) in row.chunks_exact(QUAD).enumerate() {
                let at = (quad * PANEL + column) * QUAD;
                panel[at..at + QUAD].copy_from_slice(four);
            }
        }
    }
    packed
}

/// What the shift of the activations adds to the sums of an output with these weights.
pub(crate) fn offset(weights: &[i8]) -> i32 {
    128 * weights.iter().map(|&weight| i32::from(weight)).sum::<i32>()
}

/// Bytes read as signed ones.
#[allow(unsafe_code)]
pub(crate) fn signed(bytes: &[u8]) -> &[i8] {
    // SAFETY: `u8` and `i8` have one size and alignment, and every byte is valid as either.
    unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A repeatable spread of bytes, extremes included.
    fn bytes(count: usize, seed: u64) -> impl Iterator<Item = u8> {
        let mut state = seed;
        (0..count).map(move |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let [.., low, high] = state.to_le_bytes();
            match high {
                0..16 => 0,
                16..32 => 255,
                _ => low,
            }
        })
    }

    #[test]
    fn every_kernel_gives_the_integers_of_the_plain_sum() {
        for depth in [4, 64, 252, 1024] {
            let weights: Vec<i8> = bytes(PANEL * depth, 7).map(|byte| byte.cast_signed().max(-127)).collect();
            let packed = pack(&weights, depth);
            for count in 1..=ROWS {
                let rows: Vec<u8> = bytes(count * depth, 11).collect();
                for cpu in Cpu::available() {
                    let mut found = [Wide([-1; PANEL]); ROWS];
                    tile(cpu, &rows, depth, &packed, &mut found);
                    for (row, sums) in rows.chunks_exact(depth).zip(&found) {
                        for (column, sum) in weights.chunks_exact(depth).zip(&sums.0) {
                            let plain: i32 =
                                row.iter().zip(column).map(|(&a, &w)| i32::from(a) * i32::from(w)).sum();
                            assert_eq!(plain, *sum, "{cpu:?}, {count} rows of {depth}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn every_kernel_gives_the_integers_of_the_plain_sum_of_pairs() {
        for (depth, stride) in [(2, 2), (16, 20), (64, 64), (62, 640)] {
            let most = (i32::MAX as usize / depth).isqrt().min(32767).cast_signed();
            let number =
                |(low, high): (u8, u8)| i16::from_le_bytes([low, high]).clamp(-most as i16, most as i16);
            let numbers = |count, seed| -> Vec<i16> {
                bytes(count, seed).zip(bytes(count, seed + 1)).map(number).collect()
            };
            let columns = numbers(PANEL * depth, 7);
            let pair = |step, column| std::array::from_fn(|at| columns[column * depth + step * PAIR + at]);
            let panel: Vec<_> = (0..depth / PAIR)
                .map(|step| Wide(std::array::from_fn(|column| pair(step, column))))
                .collect();
            for count in 1..=ROWS {
                let rows = numbers((count - 1) * stride + depth, 11);
                for cpu in Cpu::available() {
                    let mut found = [Wide([-1; PANEL]); ROWS];
                    pairs(cpu, &rows, stride, depth, &panel, &mut found);
                    for (row, sums) in rows.chunks(stride).zip(&found) {
                        for (column, sum) in columns.chunks_exact(depth).zip(&sums.0) {
                            let plain: i32 =
                                row.iter().zip(column).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum();
                            assert_eq!(plain, *sum, "{cpu:?}, {count} rows of {depth}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    #[should_panic(expected = "fit it")]
    fn a_panel_of_the_wrong_length_is_refused_before_any_kernel_runs() {
        tile(Cpu::detect(), &[0; 8], 8, &[0; 8], &mut [Wide([0; PANEL]); ROWS]);
    }
}
