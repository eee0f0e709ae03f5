//! Whatever a model file holds, reading it ends in tensors inside the file or in an error.
//!
//! `cargo fuzz run model_file`. The first byte says what the rest is read as: a file, or edits of one of the small files of
//! the tests, so that what lies behind sums, tables and lengths is reached without any seeds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf::engine::model::{Config, bin, pickle, tensors};

const SAFETENSORS: &[u8] = include_bytes!("../../tests/data/model/shards/model-00002-of-00002.safetensors");
const ZIP: &[u8] = include_bytes!("../../tests/data/model/zip/pytorch_model.bin");
const OLD: &[u8] = include_bytes!("../../tests/data/model/old/pytorch_model.bin");
const CONFIG: &[u8] = include_bytes!("../../tests/data/model/shards/config.json");

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    match kind % 8 {
        0 => inside(tensors::safetensors(rest), rest),
        1 => inside(bin::entries(rest), rest),
        2 => _ = pickle::Reader::new(rest).state(),
        3 => config(rest),
        4 => {
            let file = edited(SAFETENSORS, rest);
            inside(tensors::safetensors(&file), &file);
        }
        5 | 6 => {
            let file = edited(if kind % 8 == 5 { ZIP } else { OLD }, rest);
            inside(bin::entries(&file), &file);
            // The pickle by itself, whatever the archive's tables say of it.
            if let Some(start) = file.windows(2).position(|two| two == b"\x80\x02") {
                _ = pickle::Reader::new(&file[start..]).state();
            }
        }
        _ => config(&edited(CONFIG, rest)),
    }
});

fn inside(entries: Result<Vec<(String, tensors::Entry)>, String>, file: &[u8]) {
    for (_, entry) in entries.into_iter().flatten() {
        assert!(entry.start + entry.length as u64 <= file.len() as u64);
    }
}

fn config(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        _ = Config::parse(text);
    }
}

/// The file with edits of six bytes each: what to do, where, and with what.
fn edited(file: &[u8], edits: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    for [what, far, near, with @ ..] in edits.as_chunks::<6>().0 {
        let place = usize::from(u16::from_le_bytes([*near, *far]));
        // Tables stand at a file's beginning and at its end.
        let at = match what % 4 {
            0 => place % 4096,
            1 => file.len().saturating_sub(1 + place % 4096),
            _ => place * 2,
        };
        let at = at.min(file.len().saturating_sub(1));
        let number = u64::from(with[0]) << (with[1] % 64);
        let long = number.wrapping_sub(u64::from(with[2])).to_le_bytes();
        let (from, to) = (at, file.len().min(at + 1 + usize::from(with[0])));
        match what / 4 % 8 {
            0 => file[at..].iter_mut().zip(with).for_each(|(byte, with)| *byte = *with),
            1 => file[at..].iter_mut().take(1).for_each(|byte| *byte ^= 1 << (with[0] % 8)),
            2 => file[at..].iter_mut().zip(&long).for_each(|(byte, with)| *byte = *with),
            3 => file[at..].iter_mut().zip(&long[..4]).for_each(|(byte, with)| *byte = *with),
            4 => _ = file.drain(from..to),
            5 => _ = file.splice(at..at, with.iter().copied()),
            // A piece a second time, or in another's place.
            6 => {
                let piece = file[from..to].to_vec();
                _ = file.splice(at..at, piece);
            }
            _ => {
                let piece = file[from..to].to_vec();
                let place = usize::from(u16::from_le_bytes([with[1], with[2]])).min(file.len());
                file[place..].iter_mut().zip(piece).for_each(|(byte, with)| *byte = with);
            }
        }
        if file.is_empty() {
            return file;
        }
    }
    file
}
