//! Whatever a table holds, reading it ends in drafts or spikes.
//!
//! `cargo fuzz run csv`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert!(!nutgraf::read::bytes("x.csv", bytes).is_empty());
});
