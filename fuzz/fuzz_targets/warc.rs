//! Whatever a crawl holds, reading it ends in drafts or spikes.
//!
//! `cargo fuzz run warc`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert!(!nutgraf::read::bytes("x.warc.gz", bytes).is_empty());
});
