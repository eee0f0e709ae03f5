//! A file of `PyTorch`'s, printed anew as safetensors in nutgraf's own cache, so that its pickle is read once.
//!
//! Tensors that share their numbers are written once: the names of the others stand in the file's metadata with the name
//! that was kept, as the library safetensors has it.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io;
use std::path::Path;

use safetensors::tensor::{Dtype as Kind, TensorView, serialize_to_file};

use super::tensors::{Dtype, Entry, safetensors};
use super::{Map, bad, bin, kept};
use crate::error::Result;

/// The kinds of number that weights do not come in, by `PyTorch`'s names: they are handed on as they are.
const OTHERS: &[(&str, Kind)] = &[
    ("DoubleStorage", Kind::F64),
    ("LongStorage", Kind::I64),
    ("IntStorage", Kind::I32),
    ("ShortStorage", Kind::I16),
    ("CharStorage", Kind::I8),
    ("ByteStorage", Kind::U8),
    ("BoolStorage", Kind::BOOL),
];

/// Tensors by name, and the file that they lie in.
type Printed = (File, Vec<(String, Entry)>);

/// The tensors of `file`, which lies at `path`: in its reprint below `cache`, which is made where there is none; where
/// that cannot be written, in the file itself.
///
/// # Errors
/// [`crate::error::Error::BadModel`] when the file cannot be read.
pub(super) fn open(path: &Path, file: File, cache: &Path) -> Result<Printed> {
    let key = kept::key(b"nutgraf safetensors 1", [path])?;
    let place = cache.join("safetensors").join(format!("{key:032x}.safetensors"));
    if let Some(printed) = read(&place) {
        return Ok(printed);
    }
    let map = Map::whole(&file).map_err(|error| bad(path, format!("cannot be read: {error}")))?;
    let entries = bin::entries(&map).map_err(|reason| bad(path, reason))?;
    let printed = kept::put(&place, |unfinished| Ok(print(unfinished, &map, &entries)?));
    Ok(printed.ok().and_then(|()| read(&place)).unwrap_or((file, entries)))
}

fn read(place: &Path) -> Option<Printed> {
    let file = File::open(place).ok()?;
    let entries = safetensors(&Map::whole(&file).ok()?).ok()?;
    Some((file, entries))
}

fn print(place: &Path, bytes: &[u8], entries: &[(String, Entry)]) -> io::Result<()> {
    let mut order: Vec<&(String, Entry)> = entries.iter().collect();
    order.sort_by(|a, b| a.0.cmp(&b.0));
    let (mut names, mut views, mut same) = (BTreeMap::new(), Vec::new(), HashMap::new());
    for (name, entry) in order {
        let Some(kind) = kind(entry) else { continue };
        let first = *names.entry((entry.start, &entry.shape, kind)).or_insert(name);
        if first != name {
            same.insert(name.clone(), first.clone());
            continue;
        }
        let start = usize::try_from(entry.start).map_err(io::Error::other)?;
        let view = TensorView::new(kind, entry.shape.clone(), &bytes[start..start + entry.length]);
        views.push((name, view.map_err(io::Error::other)?));
    }
    serialize_to_file(views, Some(same), place).map_err(io::Error::other)
}

fn kind(entry: &Entry) -> Option<Kind> {
    match &entry.dtype {
        Ok(Dtype::F32) => Some(Kind::F32),
        Ok(Dtype::F16) => Some(Kind::F16),
        Ok(Dtype::Bf16) => Some(Kind::BF16),
        Err(name) => OTHERS.iter().find(|(other, _)| other == name).map(|(_, kind)| *kind),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::engine::model::Tensors;

    /// A folder with a `pytorch_model.bin`, and one to keep things in.
    fn model(form: &str) -> (tempfile::TempDir, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/model").join(form);
        fs::copy(data.join("pytorch_model.bin"), folder.path().join("pytorch_model.bin")).unwrap();
        (folder, tempfile::tempdir().unwrap())
    }

    fn kept(cache: &Path) -> Vec<std::path::PathBuf> {
        let files = fs::read_dir(cache.join("safetensors")).unwrap();
        files.map(|entry| entry.unwrap().path()).collect()
    }

    fn norm(tensors: &Tensors) -> Vec<f32> {
        tensors.get(&["model.encoder.layernorm_embedding.weight"], &[32]).unwrap().floats().unwrap()
    }

    #[test]
    fn a_pickle_is_read_once_and_its_reprint_from_then_on() {
        for form in ["zip", "old"] {
            let (folder, cache) = model(form);
            let first = Tensors::open_keeping(folder.path(), cache.path()).unwrap();
            let [file] = &kept(cache.path())[..] else { panic!("{form}") };
            // What stands in the reprint is what is read.
            let place = first.get(&["model.encoder.layernorm_embedding.weight"], &[32]).unwrap();
            let mut bytes = fs::read(file).unwrap();
            let map = place.map().unwrap();
            let at = bytes.windows(map.len()).position(|part| *part == map[..]).unwrap();
            bytes[at..at + map.len()].fill(0);
            fs::write(file, bytes).unwrap();
            let again = Tensors::open_keeping(folder.path(), cache.path()).unwrap();
            assert!(norm(&again).iter().all(|value| *value == 0.0), "{form}");
            assert_eq!(first.count(), again.count(), "{form}");
            // One that is cut short is made again.
            let whole = fs::read(file).unwrap();
            fs::write(file, &whole[..whole.len() - 1]).unwrap();
            let mended = Tensors::open_keeping(folder.path(), cache.path()).unwrap();
            assert!(norm(&mended).iter().all(|value| *value != 0.0), "{form}");
            assert_eq!(kept(cache.path()).len(), 1, "{form}");
        }
    }

    #[test]
    fn where_nothing_can_be_kept_the_pickle_is_read_every_time() {
        let (folder, _) = model("zip");
        let file = folder.path().join("pytorch_model.bin");
        let first = norm(&Tensors::open_keeping(folder.path(), &file).unwrap());
        assert_eq!(norm(&Tensors::open_keeping(folder.path(), &file).unwrap()), first);
    }

    #[test]
    fn tensors_that_share_their_numbers_are_written_once_and_found_by_every_name() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("model.safetensors");
        let entry =
            |dtype, shape: &[usize], start, length| Entry { dtype, shape: shape.to_vec(), start, length };
        let entries = [
            ("shared", entry(Ok(Dtype::F32), &[2, 2], 0, 16)),
            ("head", entry(Ok(Dtype::F32), &[2, 2], 0, 16)),
            ("flat", entry(Ok(Dtype::F32), &[4], 0, 16)),
            ("count", entry(Err("LongStorage".to_owned()), &[1], 8, 8)),
        ];
        let entries = entries.map(|(name, entry)| (name.to_owned(), entry));
        let bytes: Vec<u8> = (0..16).collect();
        print(&place, &bytes, &entries).unwrap();
        assert!(fs::metadata(&place).unwrap().len() < 16 + 16 + 8 + 400);
        let (_, found) = read(&place).unwrap();
        let found: HashMap<String, Entry> = found.into_iter().collect();
        assert_eq!(found.len(), 4);
        assert_eq!(found["head"], found["shared"]);
        assert_ne!(found["flat"].start, found["shared"].start);
        assert_eq!(found["count"].dtype, Err("I64".to_owned()));
    }
}
