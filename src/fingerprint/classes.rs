//! Tells what the bytes of a text are, 64 at a time: the step that reads every byte.
//!
//! Two kernels give the same bits: AVX2, picked where the processor has it, and portable arithmetic on words.

mod avx2;
mod portable;

use std::sync::LazyLock;

/// Bytes that are looked at together.
pub(super) const BLOCK: usize = 64;

/// What 64 bytes are; bit `i` is for byte `i`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Classes {
    /// Letters and digits of ASCII.
    pub(super) alphanumeric: u64,
    /// Bytes of characters beyond ASCII.
    pub(super) beyond: u64,
}

/// A kernel.
pub(super) type Classify = fn(&[u8; BLOCK]) -> Classes;

/// The fastest kernel that this machine runs.
pub(super) fn fastest() -> Classify {
    static FASTEST: LazyLock<Classify> =
        LazyLock::new(|| all().first().copied().unwrap_or(portable::classify));
    *FASTEST
}

/// Every kernel that this machine runs, the fastest first.
pub(super) fn all() -> Vec<Classify> {
    let mut kernels: Vec<Classify> = Vec::new();
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        kernels.push(avx2::classify);
    }
    kernels.push(portable::classify);
    kernels
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_kernel_tells_bytes_as_the_standard_library_does(bytes in proptest::array::uniform32(any::<u16>())) {
            let block: [u8; BLOCK] = std::array::from_fn(|at| bytes[at / 2].to_le_bytes()[at % 2]);
            let mask = |is: fn(&u8) -> bool| {
                block.iter().enumerate().fold(0, |mask, (at, byte)| mask | u64::from(is(byte)) << at)
            };
            let expected =
                Classes { alphanumeric: mask(u8::is_ascii_alphanumeric), beyond: mask(|byte| !byte.is_ascii()) };
            for classify in all() {
                prop_assert_eq!(classify(&block), expected);
            }
        }
    }

    #[test]
    fn every_kernel_tells_every_byte() {
        for byte in 0..=u8::MAX {
            let expected = Classes {
                alphanumeric: if byte.is_ascii_alphanumeric() { u64::MAX } else { 0 },
                beyond: if byte.is_ascii() { 0 } else { u64::MAX },
            };
            assert!(all().iter().all(|classify| classify(&[byte; BLOCK]) == expected), "{byte}");
        }
    }
}
