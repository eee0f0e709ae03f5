//! Whatever a mailbox holds, reading it ends in drafts or spikes.
//!
//! `cargo fuzz run mail`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for name in ["x.mbox", "x.eml"] {
        assert!(!nutgraf::read::bytes(name, bytes).is_empty());
    }
});
