//! `spiece.model`: a `SentencePiece` model (Kudo & Richardson 2018), of which the pieces and the normaliser are read.
//!
//! It is a protocol buffer: `pieces` (field 1: text, score, kind), `trainer_spec` (field 2, whose field 3 is the
//! algorithm) and `normalizer_spec` (field 3, whose field 2 is a compiled table of characters).

/// What a `SentencePiece` model holds.
#[derive(Debug, Default)]
pub(super) struct Pieces<'a> {
    /// Each piece, its score, and its kind.
    pub(super) all: Vec<(&'a str, f32, u64)>,
    /// 1: unigram, which alone is supported.
    pub(super) algorithm: u64,
    /// The compiled normaliser.
    pub(super) charsmap: &'a [u8],
}

/// The kind of piece that stands for what is unknown.
pub(super) const UNKNOWN: u64 = 2;

enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
    Float(f32),
}

/// Reads a model; the error says what is wrong.
pub(super) fn read(bytes: &[u8]) -> Result<Pieces<'_>, String> {
    let cut = || "is cut short or no SentencePiece model".to_owned();
    let mut read = Pieces { algorithm: 1, ..Pieces::default() };
    for field in Fields(bytes) {
        match field.ok_or_else(cut)? {
            (1, Field::Bytes(piece)) => {
                let (mut text, mut score, mut kind) = ("", 0.0, 1);
                for field in Fields(piece) {
                    match field.ok_or_else(cut)? {
                        (1, Field::Bytes(bytes)) => text = std::str::from_utf8(bytes).map_err(|_| cut())?,
                        (2, Field::Float(value)) => score = value,
                        (3, Field::Number(value)) => kind = value,
                        _ => {}
                    }
                }
                read.all.push((text, score, kind));
            }
            (2, Field::Bytes(trainer)) => {
                for field in Fields(trainer) {
                    if let (3, Field::Number(algorithm)) = field.ok_or_else(cut)? {
                        read.algorithm = algorithm;
                    }
                }
            }
            (3, Field::Bytes(normaliser)) => {
                for field in Fields(normaliser) {
                    if let (2, Field::Bytes(charsmap)) = field.ok_or_else(cut)? {
                        read.charsmap = charsmap;
                    }
                }
            }
            _ => {}
        }
    }
    if read.all.is_empty() {
        return Err(cut());
    }
    Ok(read)
}

/// The fields of a message, each with its number; `None` once for bytes that are none, and then the end.
struct Fields<'a>(&'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = Option<(u64, Field<'a>)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let field = self.field();
        if field.is_none() {
            self.0 = &[];
        }
        Some(field)
    }
}

impl<'a> Fields<'a> {
    fn field(&mut self) -> Option<(u64, Field<'a>)> {
        let key = self.varint()?;
        let field = match key & 7 {
            0 => Field::Number(self.varint()?),
            1 => {
                self.take(8)?;
                Field::Number(0)
            }
            2 => {
                let length = usize::try_from(self.varint()?).ok()?;
                Field::Bytes(self.take(length)?)
            }
            5 => Field::Float(f32::from_le_bytes(*self.take(4)?.first_chunk()?)),
            _ => return None,
        };
        Some((key >> 3, field))
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }
}
