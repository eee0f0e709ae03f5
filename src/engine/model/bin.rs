//! `pytorch_model.bin`: a pickle that names tensors, and their bytes; no pickle is ever executed.
//!
//! Since `PyTorch` 1.6 it is a zip archive of stored parts, `…/data.pkl` and `…/data/KEY`. Before, it was pickles end
//! to end: a magic number, a version, what machine wrote it, the tensors, the keys of their storages; then for each
//! storage the number of its values and the values.

use std::collections::HashMap;
use std::ops::Range;

use super::pickle::{Reader, State, Strided, Value};
use super::stored;
use super::tensors::{Dtype, Entry};

/// The first pickle of a file of the old kind.
const MAGIC: [u8; 10] = [0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

/// The tensors that the file names, each inside the file.
///
/// # Errors
/// Says what is wrong.
pub fn entries(bytes: &[u8]) -> Result<Vec<(String, Entry)>, String> {
    let (state, storages) = if stored::is_zip(bytes) { archive(bytes)? } else { plain(bytes)? };
    state
        .into_iter()
        .map(|(name, tensor)| {
            let entry = place(&tensor, storages.get(&*tensor.key), bytes.len())
                .map_err(|reason| format!("the tensor {name} {reason}"))?;
            Ok((name, entry))
        })
        .collect()
}

type Storages = HashMap<String, Range<usize>>;

fn archive(bytes: &[u8]) -> Result<(State, Storages), String> {
    let parts = stored::parts(bytes)?;
    let (name, pickle) = parts
        .iter()
        .find(|(name, _)| name.ends_with("/data.pkl"))
        .ok_or("is an archive without a data.pkl: PyTorch did not write it")?;
    let root = name.trim_end_matches("data.pkl");
    if let Some(order) =
        parts.get(&format!("{root}byteorder")).filter(|order| bytes[(*order).clone()] != *b"little")
    {
        return Err(format!("was written in another order of bytes ({} bytes state it)", order.len()));
    }
    let state = Reader::new(&bytes[pickle.clone()]).state()?;
    let data = format!("{root}data/");
    let storages =
        parts.iter().filter_map(|(name, range)| Some((name.strip_prefix(&data)?.to_owned(), range.clone())));
    Ok((state, storages.collect()))
}

fn plain(bytes: &[u8]) -> Result<(State, Storages), String> {
    let mut reader = Reader::new(bytes);
    if !matches!(reader.value(), Ok(Value::Long(long)) if long == MAGIC) {
        return Err("is no file that PyTorch wrote".to_owned());
    }
    // The version, and what machine wrote it.
    reader.value()?;
    reader.value()?;
    let state = reader.state()?;
    let keys = reader.strings()?;
    let sizes: HashMap<&str, usize> =
        state.iter().map(|(_, tensor)| (&*tensor.key, tensor.dtype_size())).collect();
    let mut storages = HashMap::new();
    let mut at = reader.at();
    for key in keys {
        let cut = || format!("is cut short: the storage {key} is not whole");
        let count = bytes.get(at..).and_then(|rest| rest.first_chunk()).ok_or_else(cut)?;
        let count = usize::try_from(i64::from_le_bytes(*count)).map_err(|_| cut())?;
        let size = sizes.get(&*key).copied().ok_or_else(|| format!("holds a storage {key} of no tensor"))?;
        let start = at + 8;
        let end = count.checked_mul(size).and_then(|length| start.checked_add(length)).ok_or_else(cut)?;
        if end > bytes.len() {
            return Err(cut());
        }
        storages.insert(key, start..end);
        at = end;
    }
    Ok((state, storages))
}

/// Where a tensor lies: its values must follow one another in its storage.
fn place(tensor: &Strided, storage: Option<&Range<usize>>, file: usize) -> Result<Entry, String> {
    let storage = storage.ok_or("names a storage that is not there: the file is cut short")?;
    let mut next = 1usize;
    for (size, stride) in tensor.shape.iter().zip(&tensor.strides).rev() {
        if *size != 1 && *stride != next {
            return Err("does not lie in one piece".to_owned());
        }
        next = next.checked_mul(*size).ok_or("is larger than any memory")?;
    }
    let size = tensor.dtype_size();
    let start = tensor.offset.checked_mul(size).and_then(|offset| storage.start.checked_add(offset));
    let length = next.checked_mul(size).ok_or("is larger than any memory")?;
    let end =
        start.and_then(|start| start.checked_add(length)).filter(|end| *end <= storage.end && *end <= file);
    let (Some(start), Some(_)) = (start, end) else {
        return Err("reaches beyond its storage: the file is cut short or damaged".to_owned());
    };
    Ok(Entry { dtype: tensor.dtype.clone(), shape: tensor.shape.clone(), start: start as u64, length })
}

impl Strided {
    /// Bytes of a value.
    fn dtype_size(&self) -> usize {
        self.dtype.as_ref().map_or(self.width, |dtype: &Dtype| dtype.size())
    }
}
