//! Whatever an archive holds, reading it ends in drafts or spikes.
//!
//! `cargo fuzz run archive`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for name in ["x.zip", "x.tar", "x.tar.gz"] {
        assert!(!nutgraf::read::bytes(name, bytes).is_empty());
    }
});
