//! Whatever a page holds, reading it ends in drafts or spikes.
//!
//! `cargo fuzz run page`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert!(!nutgraf::read::bytes("x.html", bytes).is_empty());
});
