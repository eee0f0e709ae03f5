//! Reads Parquet: an article a row, its columns named as fields of JSON are.

use std::fs::File;

use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::Field;

use super::input::{Input, plain};
use super::pieces::Piece;
use super::{ARTICLE_LIMIT, Source, json};
use crate::article::{Draft, Reason};

/// Whether it opens as such a file does.
pub(super) fn looks(head: &[u8]) -> bool {
    head.starts_with(b"PAR1")
}

/// Every row, numbered from 1.
pub(super) fn read(source: &Source, input: Input, give: &mut dyn FnMut(Piece)) {
    let read = if let Some(path) = input.file() {
        File::open(path)
            .map_err(|error| Reason::Unreadable(plain(&error)))
            .and_then(|file| rows(source, file, give))
    } else {
        input.all(ARTICLE_LIMIT).and_then(|(bytes, _)| rows(source, bytes::Bytes::from(bytes), give))
    };
    if let Err(reason) = read {
        give(source.spike(reason).into());
    }
}

fn rows(
    source: &Source,
    file: impl ChunkReader + 'static,
    give: &mut dyn FnMut(Piece),
) -> Result<(), Reason> {
    let damaged = |error: parquet::errors::ParquetError| Reason::Damaged(error.to_string());
    let reader = SerializedFileReader::new(file).map_err(damaged)?;
    let columns = reader.metadata().file_metadata().schema_descr().root_schema().get_fields();
    if !columns.iter().any(|column| json::column(column.name()).is_some()) {
        return Err(Reason::BadRecord("no column has a name that is known, such as text or title".into()));
    }
    let mut empty = true;
    for (row, number) in reader.get_row_iter(None).map_err(damaged)?.zip(1..) {
        let row = row.map_err(damaged)?;
        let fields =
            row.get_column_iter().filter_map(|(name, value)| Some((json::column(name)?, text(value)?)));
        let origin = source.origin.at_line(number);
        give(Piece::Ready(Box::new(Ok(Draft { origin, ..json::row(source, fields) }))));
        empty = false;
    }
    if empty { Err(Reason::NoText) } else { Ok(()) }
}

/// A value as text; lists are joined by lines.
fn text(value: &Field) -> Option<String> {
    match value {
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => bytes.as_utf8().ok().map(str::to_owned),
        Field::ListInternal(list) => {
            Some(list.elements().iter().filter_map(text).collect::<Vec<_>>().join("\n"))
        }
        Field::Null | Field::Bool(_) | Field::Group(_) | Field::MapInternal(_) => None,
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use crate::article::GivenId;

    #[test]
    fn rows_become_articles() {
        let schema = "message wire { REQUIRED INT64 id; REQUIRED BYTE_ARRAY title (UTF8); REQUIRED BYTE_ARRAY text (UTF8); }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).unwrap();
        let mut group = file.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&[7, 8], None, None).unwrap();
        column.close().unwrap();
        for values in [["Ferry stays", "Bus runs"], ["The ferry stays in port.", "A bus will run."]] {
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<ByteArrayType>().write_batch(&values.map(ByteArray::from), None, None).unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
        let bytes = file.into_inner().unwrap();
        let drafts = crate::read::bytes("a.parquet", &bytes);
        let drafts: Vec<_> = drafts.into_iter().map(Result::unwrap).collect();
        assert_eq!(drafts[0].id, Some(GivenId::Number(7)));
        assert_eq!(drafts[0].headline.as_deref(), Some("Ferry stays"));
        assert_eq!(drafts[1].body, "A bus will run.");
        assert_eq!(drafts[1].origin.to_string(), "a.parquet:2");
        assert!(crate::read::bytes("a.parquet", &bytes[..bytes.len() / 2])[0].is_err());
    }
}
