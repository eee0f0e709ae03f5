//! Thirty-two bytes at a time with AVX2.
#![cfg(target_arch = "x86_64")]
#![allow(unsafe_code)]
#![allow(clippy::cast_ptr_alignment, reason = "the loads ask for no alignment")]

use std::arch::x86_64::{
    __m256i, _mm256_add_epi8, _mm256_cmpgt_epi8, _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_or_si256,
    _mm256_set1_epi8,
};

use super::{BLOCK, Classes};

/// See [`super::all`], which offers this kernel only where the processor has AVX2.
pub(super) fn classify(block: &[u8; BLOCK]) -> Classes {
    // SAFETY: `super::all` has detected AVX2.
    unsafe { both_halves(block) }
}

/// # Safety
/// The processor must have AVX2.
#[target_feature(enable = "avx2")]
unsafe fn both_halves(block: &[u8; BLOCK]) -> Classes {
    let mut classes = Classes { alphanumeric: 0, beyond: 0 };
    let (halves, _) = block.as_chunks::<32>();
    for (at, half) in halves.iter().enumerate() {
        // SAFETY: `half` is 32 bytes, and the load asks for no alignment.
        let bytes = unsafe { _mm256_loadu_si256(half.as_ptr().cast::<__m256i>()) };
        let small = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
        let known = _mm256_or_si256(within(small, b'a', 26), within(bytes, b'0', 10));
        classes.alphanumeric |= u64::from(_mm256_movemask_epi8(known).cast_unsigned()) << (at * 32);
        classes.beyond |= u64::from(_mm256_movemask_epi8(bytes).cast_unsigned()) << (at * 32);
    }
    classes
}

/// All bits of each byte that is one of `count` from `first` on: moved to the least signed numbers, where one
/// comparison tells.
#[target_feature(enable = "avx2")]
fn within(bytes: __m256i, first: u8, count: u8) -> __m256i {
    let moved = _mm256_add_epi8(bytes, _mm256_set1_epi8(0x80u8.wrapping_sub(first).cast_signed()));
    _mm256_cmpgt_epi8(_mm256_set1_epi8((0x80 + count).cast_signed()), moved)
}
