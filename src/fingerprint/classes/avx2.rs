//! Thirty-two bytes at a time with AVX2.
#![allow(unsafe_code)]
#![allow(clippy::cast_ptr_alignment, reason = "the loads ask for no alignment")]

use std::arch::x86_64::{
    __m256i, _mm256_add_epi8, _mm256_cmpgt_epi8, _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_or_si256,
    _mm256_set1_epi8,
};
use std::ops::Range;

use super::{BLOCK, Classes};
use crate::fingerprint::words;

/// Whether this machine has what the kernel asks for.
pub(super) fn is_here() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("bmi1") && is_x86_feature_detected!("bmi2")
}

/// Hands every word to `each`: see [`words::each`], which offers this kernel only where [`is_here`] says so.
pub(in crate::fingerprint) fn each_word(text: &str, each: impl FnMut(Range<usize>, u64)) {
    // SAFETY: `is_here` has detected the features.
    unsafe { compiled(text, each) }
}

/// The whole pass over a text is compiled for such a processor, not the kernel alone: it is bit by bit.
///
/// # Safety
/// The processor must have AVX2, BMI1 and BMI2.
#[target_feature(enable = "avx2,bmi1,bmi2")]
unsafe fn compiled(text: &str, each: impl FnMut(Range<usize>, u64)) {
    words::each_by(text, |block| classify(block), each);
}

#[target_feature(enable = "avx2")]
fn classify(block: &[u8; BLOCK]) -> Classes {
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

/// The kernel alone.
#[cfg(test)]
pub(super) fn detected(block: &[u8; BLOCK]) -> Classes {
    assert!(is_here());
    // SAFETY: the features are there.
    unsafe { classify(block) }
}
