//! Whatever a model file holds, reading it ends in tensors inside the file or in an error.
//!
//! `cargo fuzz run model_file`. The first byte says what the rest is read as.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf::engine::model::{Config, bin, pickle, tensors};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, file)) = bytes.split_first() else { return };
    let entries = match kind % 4 {
        0 => tensors::safetensors(file),
        1 => bin::entries(file),
        2 => {
            let _ = pickle::Reader::new(file).state();
            return;
        }
        _ => {
            if let Ok(text) = std::str::from_utf8(file) {
                let _ = Config::parse(text);
            }
            return;
        }
    };
    for (_, entry) in entries.into_iter().flatten() {
        assert!(entry.start + entry.length as u64 <= file.len() as u64);
    }
});
