//! The tensors of a model, wherever they lie: in safetensors shards, or in `PyTorch`'s files.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use safetensors::SafeTensors;
use serde::Deserialize;

use super::{Map, bad, hub, number, reprint, text};
use crate::error::Result;

/// The kinds of number that weights come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dtype {
    /// IEEE 754 single precision.
    F32,
    /// IEEE 754 half precision.
    F16,
    /// The upper half of a single.
    Bf16,
}

impl Dtype {
    /// Bytes of a number.
    #[must_use]
    pub fn size(self) -> usize {
        if self == Self::F32 { 4 } else { 2 }
    }

    /// Turns little-endian bytes into numbers; as many as `out` holds.
    pub fn decode(self, bytes: &[u8], out: &mut [f32]) {
        let pairs = || bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
        match self {
            Self::F32 => {
                for (out, four) in out.iter_mut().zip(bytes.as_chunks::<4>().0) {
                    *out = f32::from_le_bytes(*four);
                }
            }
            Self::F16 => out.iter_mut().zip(pairs()).for_each(|(out, half)| *out = number::from_f16(half)),
            Self::Bf16 => out.iter_mut().zip(pairs()).for_each(|(out, half)| *out = number::from_bf16(half)),
        }
    }
}

/// What a file says of a tensor: its kind (none for one that weights do not come in), shape, and place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The kind of its numbers; the file's own word for one that cannot be read.
    pub dtype: Result<Dtype, String>,
    /// Its dimensions.
    pub shape: Vec<usize>,
    /// Its first byte in the file.
    pub start: u64,
    /// Its bytes.
    pub length: usize,
}

/// A file with tensors in it.
#[derive(Debug)]
struct Shard {
    path: PathBuf,
    file: File,
}

/// A tensor of a model: where it lies, not yet read.
#[derive(Clone, Debug)]
pub struct Tensor {
    shard: Arc<Shard>,
    name: String,
    dtype: Dtype,
    shape: Vec<usize>,
    start: u64,
    length: usize,
}

impl Tensor {
    /// The kind of its numbers.
    #[must_use]
    pub fn dtype(&self) -> Dtype {
        self.dtype
    }

    /// Its dimensions.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// Maps its bytes.
    pub(crate) fn map(&self) -> Result<Map> {
        Map::new(&self.shard.file, self.start, self.length)
            .map_err(|error| self.flaw(&format!("cannot be read: {error}")))
    }

    /// Its numbers, all of them finite.
    ///
    /// # Errors
    /// [`crate::error::Error::BadModel`] when the file cannot be read or a number is none.
    pub fn floats(&self) -> Result<Vec<f32>> {
        let map = self.map()?;
        let mut floats = vec![0.0; self.length / self.dtype.size()];
        self.dtype.decode(&map, &mut floats);
        self.finite(&floats)?;
        Ok(floats)
    }

    /// One row of a table, of which only that row is read.
    pub(crate) fn row(&self, at: usize, out: &mut [f32]) -> Result<()> {
        let length = out.len() * self.dtype.size();
        let start = at.checked_mul(length).filter(|start| start + length <= self.length);
        let start = start.ok_or_else(|| self.flaw(&format!("has no row {at}")))?;
        let bytes = read_at(&self.shard.file, self.start + start as u64, length)
            .map_err(|error| self.flaw(&format!("cannot be read: {error}")))?;
        self.dtype.decode(&bytes, out);
        Ok(())
    }

    /// Refuses numbers that are none.
    pub(crate) fn finite(&self, floats: &[f32]) -> Result<()> {
        if floats.iter().all(|value| value.is_finite()) {
            return Ok(());
        }
        Err(self.flaw("holds numbers that are not finite (NaN or infinity): the file is damaged"))
    }

    fn flaw(&self, reason: &str) -> crate::error::Error {
        bad(&self.shard.path, format!("the tensor {} {reason}", self.name))
    }
}

/// Bytes of a file from a place on, without moving in it.
#[cfg(unix)]
fn read_at(file: &File, start: u64, length: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    std::os::unix::fs::FileExt::read_exact_at(file, &mut bytes, start)?;
    Ok(bytes)
}

/// Bytes of a file from a place on, without moving in it.
#[cfg(not(unix))]
fn read_at(file: &File, start: u64, length: usize) -> std::io::Result<Map> {
    Map::new(file, start, length)
}

/// The tensors of a model, by name.
#[derive(Debug)]
pub struct Tensors {
    /// The file to name where a tensor is missing.
    path: PathBuf,
    entries: HashMap<String, (Arc<Shard>, Entry)>,
    shards: Vec<Arc<Shard>>,
}

#[derive(Deserialize)]
struct Index {
    weight_map: BTreeMap<String, String>,
}

/// What finds the tensors of a file, given where that lies and where things may be kept: it hands back the file that they
/// lie in.
type Reader = fn(&Path, File, &Path) -> Result<(File, Vec<(String, Entry)>)>;

/// The forms that weights come in, the best first: a file (where it is in shards, its index has that name and
/// `.index.json`) and its reader.
const FORMS: &[(&str, Reader)] = &[("model.safetensors", as_it_lies), ("pytorch_model.bin", reprint::open)];

fn as_it_lies(path: &Path, file: File, _: &Path) -> Result<(File, Vec<(String, Entry)>)> {
    let map = Map::whole(&file).map_err(|error| bad(path, format!("cannot be read: {error}")))?;
    let entries = safetensors(&map).map_err(|reason| bad(path, reason))?;
    Ok((file, entries))
}

impl Tensors {
    /// Finds the weights in a folder and reads what they say of themselves. Those of a `pytorch_model.bin` are kept as
    /// safetensors in nutgraf's own cache ([`hub::own_cache`]).
    ///
    /// # Errors
    /// [`crate::error::Error::BadModel`] when there are none, a shard is missing, or a file is damaged.
    pub fn open(folder: &Path) -> Result<Self> {
        Self::open_keeping(folder, &hub::own_cache())
    }

    /// The same with a cache of one's own.
    pub(crate) fn open_keeping(folder: &Path, cache: &Path) -> Result<Self> {
        for (name, reader) in FORMS {
            let (path, index) = (folder.join(name), folder.join(format!("{name}.index.json")));
            if path.exists() {
                let mut tensors = Self { path: path.clone(), entries: HashMap::new(), shards: Vec::new() };
                tensors.add(&path, *reader, cache)?;
                return Ok(tensors);
            }
            if let Some(text) = text(&index)? {
                return Self::sharded(folder, &index, &text, *reader, cache);
            }
        }
        Err(bad(
            folder,
            "has no weights: model.safetensors or pytorch_model.bin, or an index of shards of one, is wanted",
        ))
    }

    fn sharded(folder: &Path, index: &Path, text: &str, reader: Reader, cache: &Path) -> Result<Self> {
        let parsed: Index = serde_json::from_str(text)
            .map_err(|error| bad(index, format!("is no index of shards: {error}")))?;
        let mut tensors = Self { path: index.to_owned(), entries: HashMap::new(), shards: Vec::new() };
        for shard in parsed.weight_map.values().collect::<BTreeSet<_>>() {
            if shard.contains(['/', '\\']) || shard.starts_with('.') {
                return Err(bad(index, format!("names the shard \"{shard}\", which is no file beside it")));
            }
            let path = folder.join(shard);
            if !path.exists() {
                return Err(bad(index, format!("names the shard {shard}, which is missing")));
            }
            tensors.add(&path, reader, cache)?;
        }
        for (name, shard) in &parsed.weight_map {
            let holds = tensors.entries.get(name).is_some_and(|(file, _)| file.path.ends_with(shard));
            if !holds {
                return Err(bad(index, format!("names the tensor {name} in {shard}, which has none")));
            }
        }
        Ok(tensors)
    }

    fn add(&mut self, path: &Path, reader: Reader, cache: &Path) -> Result<()> {
        if path.is_dir() {
            return Err(bad(path, "is a folder, where a file of weights is wanted"));
        }
        let file = File::open(path).map_err(|error| bad(path, format!("cannot be read: {error}")))?;
        let (file, entries) = reader(path, file, cache)?;
        // Whatever file they lie in: this is the one to name.
        let shard = Arc::new(Shard { path: path.to_owned(), file });
        for (name, entry) in entries {
            if self.entries.insert(name.clone(), (Arc::clone(&shard), entry)).is_some() {
                return Err(bad(path, format!("holds the tensor {name} a second time")));
            }
        }
        self.shards.push(shard);
        Ok(())
    }

    /// The files that the tensors lie in, in order.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.shards.iter().map(|shard| &*shard.path)
    }

    /// The bytes of all tensors.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.entries.values().map(|(_, entry)| entry.length as u64).sum()
    }

    /// The number of tensors.
    #[must_use]
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is a tensor under one of these names.
    #[must_use]
    pub fn has(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.entries.contains_key(*name))
    }

    /// The tensor under the first of these names that is there, which must have this shape.
    ///
    /// # Errors
    /// [`crate::error::Error::BadModel`] naming the tensor that is missing, of another shape or of a kind that weights do not
    /// come in.
    pub fn get(&self, names: &[&str], shape: &[usize]) -> Result<Tensor> {
        let found = names.iter().find_map(|name| self.entries.get_key_value(*name));
        let Some((name, (shard, entry))) = found else {
            let name = names.first().copied().unwrap_or_default();
            return Err(bad(
                &self.path,
                format!("lacks the tensor {name}: these are not the weights of this config.json"),
            ));
        };
        let flaw = |reason: String| bad(&shard.path, format!("the tensor {name} {reason}"));
        let dtype = entry.dtype.clone().map_err(|kind| {
            flaw(format!("holds numbers of the kind {kind}; weights come as F32, F16 or BF16"))
        })?;
        if entry.shape != shape {
            return Err(flaw(format!(
                "has the shape {:?}; by config.json it should have {shape:?}",
                entry.shape
            )));
        }
        Ok(Tensor {
            shard: Arc::clone(shard),
            name: name.clone(),
            dtype,
            shape: shape.to_vec(),
            start: entry.start,
            length: entry.length,
        })
    }

    /// The first dimension of a tensor, where it is there.
    #[must_use]
    pub fn rows(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.entries.get(*name)?.1.shape.first().copied())
    }
}

/// The tensors that a safetensors file states, each inside the file, none over another. One whose numbers are another's
/// may be named in the metadata instead, with the name of that.
///
/// # Errors
/// Says what is wrong.
pub fn safetensors(bytes: &[u8]) -> Result<Vec<(String, Entry)>, String> {
    let (header, metadata) = SafeTensors::read_metadata(bytes)
        .map_err(|error| format!("is cut short or no safetensors file ({error})"))?;
    let data = 8 + header;
    let mut entries: HashMap<String, Entry> = metadata
        .tensors()
        .into_iter()
        .map(|(name, info)| {
            let dtype = match info.dtype {
                safetensors::Dtype::F32 => Ok(Dtype::F32),
                safetensors::Dtype::F16 => Ok(Dtype::F16),
                safetensors::Dtype::BF16 => Ok(Dtype::Bf16),
                other => Err(format!("{other:?}")),
            };
            let (start, end) = info.data_offsets;
            (
                name,
                Entry { dtype, shape: info.shape.clone(), start: (data + start) as u64, length: end - start },
            )
        })
        .collect();
    for (name, of) in metadata.metadata().iter().flatten() {
        if let Some(entry) = entries.get(of).filter(|_| !entries.contains_key(name)).cloned() {
            entries.insert(name.clone(), entry);
        }
    }
    Ok(entries.into_iter().collect())
}

#[cfg(test)]
mod tests;
