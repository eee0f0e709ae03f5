use super::*;
use crate::engine::model::bin;
use proptest::prelude::*;

type Reader = fn(&[u8]) -> Result<Vec<(String, Entry)>, String>;

fn data(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/model").join(name)).unwrap()
}

/// Every file that is read ends in tensors inside of it, or in an error.
fn holds(reader: Reader, bytes: &[u8]) {
    for (name, entry) in reader(bytes).into_iter().flatten() {
        assert!(entry.start + entry.length as u64 <= bytes.len() as u64, "{name}");
    }
}

#[test]
fn hostile_headers_are_errors() {
    let header = |json: &str| [&(json.len() as u64).to_le_bytes()[..], json.as_bytes(), &[0; 16]].concat();
    for bytes in [
        vec![],
        vec![0xff; 8],
        [&u64::MAX.to_le_bytes()[..], b"{}"].concat(),
        [&1_000_000u64.to_le_bytes()[..], b"{}"].concat(),
        header(
            r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
        ),
        header(r#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,160]}}"#),
        header(r#"{"a":{"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,16]}}"#),
        header(r#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[16,0]}}"#),
        header(r#"{"a":{"dtype":"F99","shape":[4],"data_offsets":[0,16]}}"#),
    ] {
        assert!(safetensors(&bytes).is_err(), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn a_file_cut_short_anywhere_is_an_error() {
    for (name, reader) in [
        ("shards/model-00001-of-00002.safetensors", safetensors as Reader),
        ("zip/pytorch_model.bin", bin::entries),
        ("old/pytorch_model.bin", bin::entries),
    ] {
        let whole = data(name);
        assert!(reader(&whole).unwrap().len() > 20, "{name}");
        for length in (0..whole.len()).step_by(997).chain([whole.len() - 1]) {
            assert!(reader(&whole[..length]).is_err(), "{name} up to {length}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_damaged_file_is_read_inside_its_bounds_or_not_at_all(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), at_start in any::<bool>()
    ) {
        for (name, reader) in [
            ("shards/model-00002-of-00002.safetensors", safetensors as Reader),
            ("zip/pytorch_model.bin", bin::entries),
            ("old/pytorch_model.bin", bin::entries),
        ] {
            let mut bytes = data(name);
            // Headers stand at the start, and an archive's at the end.
            let (length, near) = (bytes.len(), bytes.len().min(6000));
            for (index, byte) in &flips {
                let at = index.index(near);
                bytes[if at_start { at } else { length - near + at }] = *byte;
            }
            holds(reader, &bytes);
        }
    }

    #[test]
    fn no_bytes_at_all_break_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        holds(safetensors, &bytes);
        holds(bin::entries, &bytes);
        holds(bin::entries, &[b"PK\x03\x04", &bytes[..]].concat());
    }
}
