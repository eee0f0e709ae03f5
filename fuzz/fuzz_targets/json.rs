//! Whatever records holds, reading it ends in drafts or spikes.
//!
//! `cargo fuzz run json`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for name in ["x.json", "x.jsonl"] {
        assert!(!nutgraf::read::bytes(name, bytes).is_empty());
    }
});
