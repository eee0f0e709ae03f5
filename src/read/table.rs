//! Reads tables with a header: comma-, semicolon- or tab-separated values (RFC 4180), an article a row. Columns
//! are named as fields of JSON are.

use super::input::{Input, damage};
use super::pieces::Piece;
use super::{ARTICLE_LIMIT, Source, decode, json, too_large};
use crate::article::{Draft, Reason, Spike};

/// Whether its first line names columns that are known.
pub(super) fn looks(head: &[u8]) -> bool {
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let separator = separator(line);
    memchr::memchr(separator, line).is_some()
        && line
            .split(|b| *b == separator)
            .filter_map(|name| std::str::from_utf8(name).ok())
            .any(json::names_a_body)
}

/// The separator: that which the header has most of.
fn separator(head: &[u8]) -> u8 {
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |separator: u8| memchr::memchr_iter(separator, line).count();
    [b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

/// Every row, numbered by the line that it begins in.
pub(super) fn read(source: &Source, mut input: Input, give: &mut dyn FnMut(Piece)) {
    let mut head = std::mem::take(&mut input.head);
    if decode::is_binary(&head) {
        return give(source.spike(Reason::Binary).into());
    }
    let mark = usize::from(head.starts_with(b"\xef\xbb\xbf")) * 3;
    head.drain(..mark);
    let separator = separator(&head);
    input.head = head;
    let mut rows = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(input);
    let columns = match rows.byte_headers() {
        Ok(columns) => columns.iter().map(|name| json::column(text(name).trim())).collect::<Vec<_>>(),
        Err(error) => return give(source.spike(bad(&error)).into()),
    };
    if !columns.iter().any(Option::is_some) {
        let reason = Reason::BadRecord(
            "no column of the header has a name that is known, such as text or title".into(),
        );
        return give(source.spike(reason).into());
    }
    let mut row = csv::ByteRecord::new();
    loop {
        let line = rows.position().line();
        let draft = match rows.read_byte_record(&mut row) {
            Ok(false) => break,
            Ok(true) if row.as_slice().len() > ARTICLE_LIMIT => Err(too_large("a row that is longer")),
            Ok(true) => {
                let fields =
                    columns.iter().zip(&row).filter_map(|(column, value)| Some(((*column)?, text(value))));
                Ok(json::row(source, fields))
            }
            Err(error) => {
                give(source.spike(bad(&error)).into());
                return;
            }
        };
        let origin = source.origin.at_line(line);
        give(Piece::Ready(Box::new(match draft {
            Ok(draft) => Ok(Draft { origin, ..draft }),
            Err(reason) => Err(Spike { origin, reason }),
        })));
    }
    if let Some(damage) = rows.into_inner().damage.take() {
        give(source.spike(damage).into());
    }
}

fn bad(error: &csv::Error) -> Reason {
    match error.kind() {
        csv::ErrorKind::Io(error) => damage(error),
        _ => Reason::BadRecord(error.to_string()),
    }
}

/// A value as text, in whatever encoding; one that is no text is empty.
fn text(value: &[u8]) -> String {
    decode::text(value, None).map(std::borrow::Cow::into_owned).unwrap_or_default()
}
