//! What a pickle of tensors may hold, and the few names that it may call.

use super::super::tensors::Dtype;

/// The tensors of a state dictionary, by name, in their order.
pub type State = Vec<(String, Strided)>;

/// A tensor as a pickle describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strided {
    /// The key of its storage.
    pub key: String,
    /// The kind of its numbers, or `PyTorch`'s word for a kind that weights do not come in.
    pub dtype: Result<Dtype, String>,
    /// Bytes of a number.
    pub width: usize,
    /// Its first value in the storage.
    pub offset: usize,
    /// Its dimensions.
    pub shape: Vec<usize>,
    /// How far apart the values along each lie.
    pub strides: Vec<usize>,
}

/// A value on the stack.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// `None`, a Boolean or a float: nothing that tensors need.
    Other,
    /// An integer.
    Int(i64),
    /// An integer of any length, its bytes from the lowest.
    Long(&'a [u8]),
    /// A string.
    Text(&'a str),
    /// What may be called or named.
    Global(Global),
    /// A storage.
    Storage(usize),
    /// A tensor.
    Tensor(usize),
    /// A tuple or list, by its place in the arena.
    List(usize),
    /// A dictionary, by its place in the arena.
    Dict(usize),
}

/// The names that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Global {
    /// `collections.OrderedDict`.
    OrderedDict,
    /// `torch._utils._rebuild_tensor_v2`.
    RebuildTensor,
    /// `torch._utils._rebuild_parameter`.
    RebuildParameter,
    /// `torch.…Storage`: a kind of number.
    Storage(&'static StorageKind),
}

/// A kind of storage.
#[derive(Debug, PartialEq, Eq)]
pub struct StorageKind {
    pub(super) name: &'static str,
    pub(super) dtype: Option<Dtype>,
    pub(super) width: usize,
}

const STORAGES: &[StorageKind] = &[
    StorageKind { name: "FloatStorage", dtype: Some(Dtype::F32), width: 4 },
    StorageKind { name: "HalfStorage", dtype: Some(Dtype::F16), width: 2 },
    StorageKind { name: "BFloat16Storage", dtype: Some(Dtype::Bf16), width: 2 },
    StorageKind { name: "DoubleStorage", dtype: None, width: 8 },
    StorageKind { name: "LongStorage", dtype: None, width: 8 },
    StorageKind { name: "IntStorage", dtype: None, width: 4 },
    StorageKind { name: "ShortStorage", dtype: None, width: 2 },
    StorageKind { name: "CharStorage", dtype: None, width: 1 },
    StorageKind { name: "ByteStorage", dtype: None, width: 1 },
    StorageKind { name: "BoolStorage", dtype: None, width: 1 },
];

pub(super) fn global(module: &str, name: &str) -> Result<Global, String> {
    let storage = STORAGES.iter().find(|kind| kind.name == name);
    match (module, name, storage) {
        ("collections", "OrderedDict", _) => Ok(Global::OrderedDict),
        ("torch._utils", "_rebuild_tensor_v2", _) => Ok(Global::RebuildTensor),
        ("torch._utils", "_rebuild_parameter", _) => Ok(Global::RebuildParameter),
        ("torch" | "torch.storage", _, Some(kind)) => Ok(Global::Storage(kind)),
        _ => Err(format!(
            "asks for {}.{}, which is no part of a tensor: it is not read",
            module.escape_debug(),
            name.escape_debug()
        )),
    }
}
