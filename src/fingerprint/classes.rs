//! Tells what the bytes of a text are, 64 at a time: the step that reads every byte.
//!
//! Two kernels give the same bits: AVX2, picked where the processor has it, and portable arithmetic on words.

#[cfg(target_arch = "x86_64")]
pub(super) mod avx2;
pub(super) mod portable;

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

/// What tells bytes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kernel {
    #[cfg(target_arch = "x86_64")]
    Avx2,
    Portable,
}

impl Kernel {
    /// The fastest that this machine runs.
    pub(super) fn fastest() -> Self {
        #[cfg(target_arch = "x86_64")]
        if avx2::is_here() {
            return Self::Avx2;
        }
        Self::Portable
    }

    /// Every one that this machine runs.
    pub(super) fn all() -> Vec<Self> {
        match Self::fastest() {
            Self::Portable => vec![Self::Portable],
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => vec![Self::Avx2, Self::Portable],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn classify(kernel: Kernel, block: &[u8; BLOCK]) -> Classes {
        match kernel {
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => avx2::detected(block),
            Kernel::Portable => portable::classify(block),
        }
    }

    proptest! {
        #[test]
        fn every_kernel_tells_bytes_as_the_standard_library_does(bytes in proptest::array::uniform32(any::<u16>())) {
            let block: [u8; BLOCK] = std::array::from_fn(|at| bytes[at / 2].to_le_bytes()[at % 2]);
            let mask = |is: fn(&u8) -> bool| {
                block.iter().enumerate().fold(0, |mask, (at, byte)| mask | u64::from(is(byte)) << at)
            };
            let expected =
                Classes { alphanumeric: mask(u8::is_ascii_alphanumeric), beyond: mask(|byte| !byte.is_ascii()) };
            for kernel in Kernel::all() {
                prop_assert_eq!(classify(kernel, &block), expected);
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
            let tell = |kernel| classify(kernel, &[byte; BLOCK]) == expected;
            assert!(Kernel::all().into_iter().all(tell), "{byte}");
        }
    }
}
