//! A reader of pickles that knows tensors only.
//!
//! A pickle is a program for a small stack machine, and Python's runs whatever it names. This one knows dictionaries,
//! lists, tuples, strings and numbers, and of all that can be called three things: an ordered dictionary, a tensor over
//! a storage, and a parameter around one. Any other opcode or name is refused before anything happens. Values lie in
//! one arena and refer to each other by number, so that no nesting can exhaust the stack and no copy the memory: the
//! machine takes a bounded number of bytes for each byte that it reads.

mod values;

use values::global;
pub use values::{Global, State, StorageKind, Strided, Value};

/// The most values of a pickle: more than any model has tensors, by far.
const MOST: usize = 4_000_000;

/// Reads pickles that lie end to end.
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    stack: Vec<Value<'a>>,
    marks: Vec<usize>,
    memo: Vec<Option<Value<'a>>>,
    lists: Vec<Vec<Value<'a>>>,
    storages: Vec<(&'static StorageKind, &'a str)>,
    tensors: Vec<Strided>,
    made: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the first of these bytes.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            stack: Vec::new(),
            marks: Vec::new(),
            memo: Vec::new(),
            lists: Vec::new(),
            storages: Vec::new(),
            tensors: Vec::new(),
            made: 0,
        }
    }

    /// The next byte to read.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Reads a pickle that holds a dictionary of tensors; what else is in it (a version) is left out.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn state(&mut self) -> Result<State, String> {
        let Value::Dict(dict) = self.value()? else {
            return Err("holds no dictionary of tensors".to_owned());
        };
        let pairs = self.lists[dict].as_chunks::<2>().0;
        let named = pairs.iter().filter_map(|pair| match pair {
            [Value::Text(name), Value::Tensor(tensor)] => {
                Some(((*name).to_owned(), self.tensors[*tensor].clone()))
            }
            _ => None,
        });
        Ok(named.collect())
    }

    /// Reads a pickle that holds a list of strings.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn strings(&mut self) -> Result<Vec<String>, String> {
        let Value::List(list) = self.value()? else { return Err("does not list its storages".to_owned()) };
        let texts = self.lists[list].iter().map(|value| match value {
            Value::Text(text) => Ok((*text).to_owned()),
            _ => Err("does not list its storages".to_owned()),
        });
        texts.collect()
    }

    /// Reads the next pickle.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn value(&mut self) -> Result<Value<'a>, String> {
        self.stack.clear();
        self.marks.clear();
        self.memo.clear();
        loop {
            let opcode = self.take(1)?[0];
            if opcode == b'.' {
                return self.pop();
            }
            self.step(opcode)?;
        }
    }

    /// Does what one opcode says.
    fn step(&mut self, opcode: u8) -> Result<(), String> {
        match opcode {
            0x80 => {
                self.take(1)?;
            }
            // A frame: its length tells nothing that is needed.
            0x95 => {
                self.take(8)?;
            }
            b'}' => self.container(Vec::new(), Value::Dict)?,
            b']' | b')' => self.container(Vec::new(), Value::List)?,
            b'(' => self.marks.push(self.stack.len()),
            b'N' | 0x88 | 0x89 => self.push(Value::Other)?,
            b'G' => {
                self.take(8)?;
                self.push(Value::Other)?;
            }
            b'K' => {
                let byte = self.take(1)?[0];
                self.push(Value::Int(byte.into()))?;
            }
            b'M' => {
                let count = self.count(2)?;
                self.push(Value::Int(count.cast_signed() as i64))?;
            }
            b'J' => {
                let four = self.take(4)?;
                let number = four.first_chunk().map_or(0, |four| i32::from_le_bytes(*four));
                self.push(Value::Int(number.into()))?;
            }
            0x8a => {
                let length = self.count(1)?;
                let long = self.take(length)?;
                self.push(integer(long))?;
            }
            b'X' => self.string(4)?,
            0x8c => self.string(1)?,
            b'c' => {
                let (module, name) = (self.line()?, self.line()?);
                self.push(Value::Global(global(module, name)?))?;
            }
            0x93 => {
                let (name, module) = (self.text()?, self.text()?);
                self.push(Value::Global(global(module, name)?))?;
            }
            b'q' | b'r' => {
                let place = self.count(if opcode == b'q' { 1 } else { 4 })?;
                self.remember(place)?;
            }
            0x94 => self.remember(self.memo.len())?,
            b'h' | b'j' => {
                let place = self.count(if opcode == b'h' { 1 } else { 4 })?;
                let value = self.memo.get(place).cloned().flatten();
                self.push(value.ok_or("refers to a value that it never made")?)?;
            }
            b't' => {
                let items = self.marked()?;
                self.container(items, Value::List)?;
            }
            0x85..=0x87 => {
                let from = self.stack.len().checked_sub(usize::from(opcode - 0x84)).ok_or(SHORT)?;
                let items = self.stack.split_off(from);
                self.container(items, Value::List)?;
            }
            b'a' => {
                let item = self.pop()?;
                self.extend(vec![item])?;
            }
            b's' => {
                let (value, key) = (self.pop()?, self.pop()?);
                self.extend(vec![key, value])?;
            }
            b'e' | b'u' => {
                let items = self.marked()?;
                self.extend(items)?;
            }
            // What is popped, and state for an object: an ordered dictionary's, which says nothing of its tensors.
            b'b' | b'0' => {
                self.pop()?;
            }
            b'Q' => {
                let id = self.pop()?;
                let storage = self.storage(&id)?;
                self.push(storage)?;
            }
            b'R' => {
                let (arguments, callable) = (self.pop()?, self.pop()?);
                self.call(&callable, &arguments)?;
            }
            other => {
                return Err(format!(
                    "uses the opcode {other:#04x}, which tensors do not need: it is not read"
                ));
            }
        }
        Ok(())
    }

    /// Calls one of the three things that can be called.
    fn call(&mut self, callable: &Value<'a>, arguments: &Value<'a>) -> Result<(), String> {
        let Value::List(arguments) = arguments else { return Err("calls without arguments".to_owned()) };
        let value = match (callable, &*self.lists[*arguments]) {
            (Value::Global(Global::OrderedDict), []) => return self.container(Vec::new(), Value::Dict),
            (Value::Global(Global::RebuildParameter), [tensor @ Value::Tensor(_), ..]) => tensor.clone(),
            (
                Value::Global(Global::RebuildTensor),
                [Value::Storage(storage), Value::Int(offset), Value::List(shape), Value::List(strides), ..],
            ) => {
                let (kind, key) = self.storages[*storage];
                let (shape, strides) = (self.sizes(*shape)?, self.sizes(*strides)?);
                if shape.len() != strides.len() {
                    return Err("holds a tensor whose strides do not fit its shape".to_owned());
                }
                self.tensors.push(Strided {
                    key: key.to_owned(),
                    dtype: kind.dtype.ok_or_else(|| kind.name.to_owned()),
                    width: kind.width,
                    offset: usize::try_from(*offset).map_err(|_| "holds a tensor before its storage")?,
                    shape,
                    strides,
                });
                Value::Tensor(self.tensors.len() - 1)
            }
            _ => {
                return Err("calls what is no part of a tensor, or not as a tensor is made: it is not read"
                    .to_owned());
            }
        };
        self.push(value)
    }

    /// `("storage", kind, key, place, count)`.
    fn storage(&mut self, id: &Value<'a>) -> Result<Value<'a>, String> {
        let Value::List(id) = id else { return Err("names a storage that cannot be understood".to_owned()) };
        match &*self.lists[*id] {
            [Value::Text("storage"), Value::Global(Global::Storage(kind)), Value::Text(key), ..] => {
                self.storages.push((*kind, *key));
                Ok(Value::Storage(self.storages.len() - 1))
            }
            _ => Err("names a storage that cannot be understood".to_owned()),
        }
    }

    fn sizes(&self, list: usize) -> Result<Vec<usize>, String> {
        let sizes = &self.lists[list];
        if sizes.len() > 8 {
            return Err("holds a tensor of more than 8 dimensions".to_owned());
        }
        let size = |value: &Value| match value {
            Value::Int(size) => usize::try_from(*size).ok(),
            _ => None,
        };
        sizes.iter().map(|value| size(value).ok_or_else(|| "holds a tensor of no size".to_owned())).collect()
    }

    fn push(&mut self, value: Value<'a>) -> Result<(), String> {
        self.made += 1;
        if self.made > MOST {
            return Err(format!("holds more than {MOST} values: these are no weights"));
        }
        self.stack.push(value);
        Ok(())
    }

    fn container(&mut self, items: Vec<Value<'a>>, kind: fn(usize) -> Value<'a>) -> Result<(), String> {
        self.lists.push(items);
        self.push(kind(self.lists.len() - 1))
    }

    /// Adds to the list or dictionary on the stack.
    fn extend(&mut self, items: Vec<Value<'a>>) -> Result<(), String> {
        match self.stack.last() {
            Some(Value::List(list)) => self.lists[*list].extend(items),
            Some(Value::Dict(list)) if items.len().is_multiple_of(2) => self.lists[*list].extend(items),
            _ => return Err("adds to what is no list".to_owned()),
        }
        Ok(())
    }

    fn pop(&mut self) -> Result<Value<'a>, String> {
        if self.marks.last().is_some_and(|mark| *mark >= self.stack.len()) {
            return Err(SHORT.to_owned());
        }
        self.stack.pop().ok_or_else(|| SHORT.to_owned())
    }

    fn text(&mut self) -> Result<&'a str, String> {
        match self.pop()? {
            Value::Text(text) => Ok(text),
            _ => Err("names what is no name".to_owned()),
        }
    }

    fn marked(&mut self) -> Result<Vec<Value<'a>>, String> {
        let mark = self.marks.pop().filter(|mark| *mark <= self.stack.len()).ok_or(SHORT)?;
        Ok(self.stack.split_off(mark))
    }

    fn remember(&mut self, place: usize) -> Result<(), String> {
        // A place is never far beyond those that were filled: a memo cannot be made large by naming it.
        if place > self.memo.len() + 1024 {
            return Err("remembers values out of order".to_owned());
        }
        let value = self.stack.last().cloned().ok_or(SHORT)?;
        if place >= self.memo.len() {
            self.memo.resize(place + 1, None);
        }
        self.memo[place] = Some(value);
        Ok(())
    }

    fn string(&mut self, bytes: usize) -> Result<(), String> {
        let length = self.count(bytes)?;
        let text = std::str::from_utf8(self.take(length)?).map_err(|_| "holds a name that is no text")?;
        self.push(Value::Text(text))
    }

    /// A line of text, its end taken off.
    fn line(&mut self) -> Result<&'a str, String> {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take(256).position(|byte| *byte == b'\n').ok_or(CUT)?;
        self.at += length + 1;
        std::str::from_utf8(&rest[..length]).map_err(|_| "holds a name that is no text".to_owned())
    }

    /// A count in so many bytes.
    fn count(&mut self, bytes: usize) -> Result<usize, String> {
        Ok(self.take(bytes)?.iter().rev().fold(0, |count, byte| count << 8 | usize::from(*byte)))
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        let taken = self.at.checked_add(count).and_then(|end| self.bytes.get(self.at..end)).ok_or(CUT)?;
        self.at += count;
        Ok(taken)
    }
}

const CUT: &str = "is cut short: its pickle does not end";
const SHORT: &str = "is damaged: its pickle takes more than it made";

/// An integer of up to eight bytes as a number.
fn integer(long: &[u8]) -> Value<'_> {
    if long.len() > 8 {
        return Value::Long(long);
    }
    let negative = long.last().is_some_and(|byte| byte & 0x80 != 0);
    let mut eight = [if negative { 0xff } else { 0 }; 8];
    eight[..long.len()].copy_from_slice(long);
    Value::Int(i64::from_le_bytes(eight))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_part_of_a_tensor_is_refused() {
        for (pickle, wrong) in [
            (&b"\x80\x02cos\nsystem\n(X\x04\x00\x00\x00echotR."[..], "asks for os.system"),
            (b"\x80\x04\x8c\x08builtins\x8c\x04eval\x93.", "asks for builtins.eval"),
            (b"ccollections\nOrderedDict\n)\x81.", "the opcode 0x81"),
            (b"i__main__\nX\n.", "the opcode 0x69"),
            (b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\n)R.", "not as a tensor is made"),
            (b"\x80\x02(K\x01", "does not end"),
            (b"h\x05.", "never made"),
            (b"t.", "more than it made"),
            (b"(.", "more than it made"),
            (b"Nr\xff\xff\xff\x7f.", "out of order"),
        ] {
            let error = Reader::new(pickle).value().unwrap_err();
            assert!(error.contains(wrong), "{error}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fail_otherwise_than_by_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = Reader::new(&bytes).state();
        }

        #[test]
        fn no_program_of_known_opcodes_makes_it_fail_otherwise(
            codes in prop::collection::vec(prop::sample::select(b"}])(NK\x85\x86\x87tasqeuhbRQ.0".to_vec()), 0..300)
        ) {
            let _ = Reader::new(&codes).state();
        }
    }
}
