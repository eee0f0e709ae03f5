//! Whatever an item of the wire holds, reading it ends in drafts or spikes.
//!
//! `cargo fuzz run wire`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert!(!nutgraf::read::bytes("x.newsml", bytes).is_empty());
});
