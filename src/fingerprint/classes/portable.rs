//! Eight bytes at a time in one register, without branches (Lamport 1975).

use super::{BLOCK, Classes};

const HIGH: u64 = 0x8080_8080_8080_8080;

pub(in crate::fingerprint) fn classify(block: &[u8; BLOCK]) -> Classes {
    let mut classes = Classes { alphanumeric: 0, beyond: 0 };
    let (words, _) = block.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let bytes = u64::from_le_bytes(*word);
        let low = bytes & !HIGH;
        let small = low | 0x2020_2020_2020_2020;
        let letter = between(small, b'a', b'z');
        let digit = between(low, b'0', b'9');
        classes.alphanumeric |= gather((letter | digit) & !bytes & HIGH) << (at * 8);
        classes.beyond |= gather(bytes & HIGH) << (at * 8);
    }
    classes
}

/// The high bit of each byte, of bytes below 128, that lies between two others.
fn between(bytes: u64, least: u8, most: u8) -> u64 {
    let each = |byte: u8| u64::from(byte) * 0x0101_0101_0101_0101;
    // No sum carries into the next byte: 127 + 128 is 255.
    let from = bytes + each(128 - least);
    let beyond = bytes + each(127 - most);
    from & !beyond & HIGH
}

/// The high bits of eight bytes as the low eight bits: the product moves bit `8 i + 7` to bit `56 + i`.
fn gather(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}
