//! Makes linear layers of a checkpoint's tensors: as they are, or rounded to int8 and kept in a file for the next time.
//!
//! Weights are rounded symmetrically with a scale for each output, but for those of columns that are kept apart. The rounded file is what the kernels read, in the
//! order in which the model asks for its layers, so that it is mapped and used as it lies. Its name holds a key of what
//! it was made from; its head holds the key, its length and a hash of what follows (XXH3-128, Collet 2019).

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek as _, SeekFrom, Write};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3Default;

use crate::engine::kernels::{PANEL, offset, pack};
use crate::engine::layers::{Apart, Bytes, Dense, Linear, Product};
use crate::engine::model::kept::{self, Failed};
use crate::engine::model::{Map, Tensor, Tensors, bad, hub};
use crate::error::Result;

/// The first bytes of a rounded file; the digit is the version of its layout.
const MAGIC: &[u8; 16] = b"nutgraf int8 2\n\0";

/// The head: magic, key, hash, length, and noughts up to a multiple of a cache line.
const HEAD: usize = 64;

/// One tensor of a linear layer, whose outputs follow those of the tensor before.
pub(super) struct Part {
    pub(super) weight: Tensor,
    pub(super) bias: Option<Tensor>,
}

/// Where the layers of a model come from.
pub(super) enum Press {
    /// From the tensors, as they are.
    Plain,
    /// From the tensors, rounded, into a file.
    Writing(Box<Writing>),
    /// From the tensors, rounded, into memory.
    Rounding,
    /// From a file with rounded weights.
    Reading { map: Arc<Map>, at: usize, path: PathBuf },
}

/// A rounded file on its way.
pub(super) struct Writing {
    out: BufWriter<File>,
    path: PathBuf,
    hash: Xxh3Default,
    length: u64,
    failed: bool,
}

impl Press {
    /// The next layer of the model, of these parts, each `[outputs][depth]`; the columns `apart` are not rounded.
    pub(super) fn layer(&mut self, parts: &[Part], depth: usize, apart: Vec<usize>) -> Result<Product> {
        match self {
            Self::Plain => plain(parts, depth),
            Self::Reading { map, at, path } => read(map, at, path, parts, depth, apart),
            Self::Rounding => {
                let mut panels = Vec::new();
                let columns = rounded(parts, depth, apart, |panel| {
                    panels.extend_from_slice(panel);
                    Ok(())
                })?;
                Ok(columns.under(Bytes::Own(panels), outputs(parts)))
            }
            Self::Writing(writing) => writing.layer(parts, depth, apart),
        }
    }

    /// Refuses a tensor with numbers that are none. What was rounded before was looked at then.
    pub(super) fn check(&self, tensor: &Tensor) -> Result<()> {
        if let Self::Reading { .. } = self {
            return Ok(());
        }
        let map = tensor.map()?;
        let mut room = vec![0.0; 64 * 1024];
        for part in map.chunks(room.len() * tensor.dtype().size()) {
            let count = part.len() / tensor.dtype().size();
            tensor.dtype().decode(part, &mut room[..count]);
            tensor.finite(&room[..count])?;
        }
        Ok(())
    }
}

fn outputs(parts: &[Part]) -> usize {
    parts.iter().map(|part| part.weight.shape()[0]).sum()
}

fn plain(parts: &[Part], depth: usize) -> Result<Product> {
    let (mut weights, mut bias) = (Vec::with_capacity(outputs(parts) * depth), Vec::new());
    for part in parts {
        weights.extend(part.weight.floats()?);
        bias.extend(biases(part)?);
    }
    Ok(Product::F32(Dense::new(&weights, bias)))
}

fn biases(part: &Part) -> Result<Vec<f32>> {
    part.bias.as_ref().map_or_else(|| Ok(vec![0.0; part.weight.shape()[0]]), Tensor::floats)
}

/// What a layer has beside its panels: scales, offsets and biases of the outputs, up to the end of the last panel.
struct Columns {
    scales: Vec<f32>,
    offsets: Vec<i32>,
    bias: Vec<f32>,
    apart: Apart,
}

impl Columns {
    /// The layer of these panels.
    fn under(self, panels: Bytes, outputs: usize) -> Product {
        let Self { scales, offsets, bias, apart } = self;
        Product::Int8(Linear::packed(panels, outputs, scales, offsets, bias, apart))
    }

    /// As they stand in the file.
    fn bytes(&self) -> Vec<u8> {
        let floats =
            |values: &[f32]| values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>();
        let offsets = self.offsets.iter().flat_map(|value| value.to_le_bytes()).collect();
        [floats(&self.scales), offsets, floats(&self.bias), floats(&self.apart.weights)].concat()
    }
}

/// Rounds the parts, panel by panel, and hands each packed panel on: no more than a panel is in memory at a time.
fn rounded(
    parts: &[Part],
    depth: usize,
    apart: Vec<usize>,
    mut take: impl FnMut(&[i8]) -> Result<()>,
) -> Result<Columns> {
    let whole = outputs(parts).next_multiple_of(PANEL);
    let (mut scales, mut offsets, mut bias) =
        (Vec::with_capacity(whole), Vec::with_capacity(whole), Vec::with_capacity(whole));
    let mut panel = Vec::with_capacity(PANEL * depth);
    let mut row = vec![0.0; depth];
    // `[outputs][columns]`.
    let mut kept = Vec::with_capacity(whole * apart.len());
    for part in parts {
        bias.extend(biases(part)?);
        let (map, dtype) = (part.weight.map()?, part.weight.dtype());
        for bytes in map.chunks_exact(depth * dtype.size()) {
            dtype.decode(bytes, &mut row);
            part.weight.finite(&row)?;
            kept.extend(apart.iter().map(|column| mem::take(&mut row[*column])));
            let most = row.iter().fold(0.0f32, |most, value| most.max(value.abs()));
            let per = if most > 0.0 { 127.0 / most } else { 0.0 };
            let start = panel.len();
            panel.extend(row.iter().map(|value| (value * per).round_ties_even() as i8));
            scales.push(most / 127.0);
            offsets.push(offset(&panel[start..]));
            if panel.len() == PANEL * depth {
                take(&pack(&panel, depth))?;
                panel.clear();
            }
        }
    }
    if !panel.is_empty() {
        panel.resize(PANEL * depth, 0);
        take(&pack(&panel, depth))?;
    }
    scales.resize(whole, 0.0);
    offsets.resize(whole, 0);
    bias.resize(whole, 0.0);
    kept.resize(whole * apart.len(), 0.0);
    let count = apart.len();
    let mut weights = vec![0.0; kept.len()];
    for (at, weight) in kept.into_iter().enumerate() {
        let (output, column) = (at / count, at % count);
        weights[(output / PANEL * count + column) * PANEL + output % PANEL] = weight;
    }
    Ok(Columns { scales, offsets, bias, apart: Apart { columns: apart, weights } })
}

/// Takes the next layer out of a rounded file: its panels, then its columns.
fn read(
    map: &Arc<Map>,
    at: &mut usize,
    path: &Path,
    parts: &[Part],
    depth: usize,
    apart: Vec<usize>,
) -> Result<Product> {
    let outputs = outputs(parts);
    let whole = outputs.next_multiple_of(PANEL);
    let mut take = |count: usize| {
        let range = *at..at.checked_add(count).unwrap_or(usize::MAX);
        map.get(range.clone()).ok_or_else(|| bad(path, "is too short for this model: remove it"))?;
        *at = range.end;
        Ok(range)
    };
    let panels = take(whole * depth)?;
    let columns = take(whole * (12 + 4 * apart.len()))?;
    let fours = map[columns].as_chunks::<4>().0;
    let floats = |fours: &[[u8; 4]]| fours.iter().map(|four| f32::from_le_bytes(*four)).collect::<Vec<f32>>();
    let scales = floats(&fours[..whole]);
    let offsets = fours[whole..2 * whole].iter().map(|four| i32::from_le_bytes(*four)).collect();
    let bias = floats(&fours[2 * whole..3 * whole]);
    let apart = Apart { columns: apart, weights: floats(&fours[3 * whole..]) };
    Ok(Columns { scales, offsets, bias, apart }.under(Bytes::Mapped(Arc::clone(map), panels), outputs))
}

impl Writing {
    fn layer(&mut self, parts: &[Part], depth: usize, apart: Vec<usize>) -> Result<Product> {
        let columns = rounded(parts, depth, apart, |panel| {
            // A byte's bits are the same whether it is read with a sign or without.
            let bytes: Vec<u8> = panel.iter().map(|byte| byte.cast_unsigned()).collect();
            self.put(&bytes)
        })?;
        self.put(&columns.bytes())?;
        // The file is read once it is whole: this layer only stands for it.
        Ok(Product::F32(Dense::new(&[0.0], vec![0.0])))
    }

    /// Writes on. What fails stops the press, and is no fault of the model's: see [`open`].
    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.hash.update(bytes);
        self.length += bytes.len() as u64;
        self.out.write_all(bytes).map_err(|error| {
            self.failed = true;
            bad(&self.path, format!("cannot be written: {error}"))
        })
    }

    /// Puts the head before what was written.
    fn finish(self, key: u128) -> io::Result<()> {
        let mut head = [0; HEAD];
        head[..16].copy_from_slice(MAGIC);
        head[16..32].copy_from_slice(&key.to_le_bytes());
        head[32..48].copy_from_slice(&self.hash.digest128().to_le_bytes());
        head[48..56].copy_from_slice(&self.length.to_le_bytes());
        let mut file = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&head)
    }
}

/// Builds a model with rounded weights: from the file that an earlier run left, or from the tensors, and then leaves one.
/// `build` asks the press for the model's layers, always in the same order.
pub(super) fn open<T>(
    folder: &Path,
    tensors: &Tensors,
    build: impl Fn(&mut Press) -> Result<T>,
) -> Result<T> {
    let config = folder.join("config.json");
    let stated = fs::read(&config).map_err(|error| bad(&config, error.to_string()))?;
    let key = kept::key(&[MAGIC, &*stated].concat(), tensors.files())?;
    let name = format!("nutgraf-int8-{key:032x}.bin");
    let places = [folder.join(&name), hub::own_cache().join("int8").join(&name)];
    for path in &places {
        if let Some(map) = whole(path, key) {
            return build(&mut Press::Reading { map, at: HEAD, path: path.clone() });
        }
    }
    for path in &places {
        match kept::put(path, |unfinished| write(unfinished, key, &build)) {
            Err(Failed::Model(error)) => return Err(error),
            Err(Failed::File) => {}
            Ok(()) => {
                let Some(map) = whole(path, key) else { continue };
                return build(&mut Press::Reading { map, at: HEAD, path: path.clone() });
            }
        }
    }
    build(&mut Press::Rounding)
}

/// The file, mapped, where it is there and whole.
fn whole(path: &Path, key: u128) -> Option<Arc<Map>> {
    let map = Map::whole(&File::open(path).ok()?).ok()?;
    let (head, rest) = map.split_at_checked(HEAD)?;
    let length = u64::from_le_bytes(*head[48..].first_chunk()?);
    let mut hash = Xxh3Default::new();
    hash.update(rest);
    let sound = head.starts_with(MAGIC)
        && head[16..32] == key.to_le_bytes()
        && rest.len() as u64 == length
        && head[32..48] == hash.digest128().to_le_bytes();
    sound.then(|| Arc::new(map))
}

/// Writes the rounded file.
fn write<T>(
    path: &Path,
    key: u128,
    build: &impl Fn(&mut Press) -> Result<T>,
) -> std::result::Result<(), Failed> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    out.write_all(&[0; HEAD])?;
    let writing = Writing { out, path: path.to_owned(), hash: Xxh3Default::new(), length: 0, failed: false };
    let mut press = Press::Writing(Box::new(writing));
    let outcome = build(&mut press);
    let Press::Writing(writing) = press else { return Err(Failed::File) };
    if writing.failed {
        return Err(Failed::File);
    }
    outcome?;
    Ok(writing.finish(key)?)
}
