//! Whatever a feed holds, reading it ends in drafts or spikes.
//!
//! `cargo fuzz run feed`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert!(!nutgraf::read::bytes("x.xml", bytes).is_empty());
});
