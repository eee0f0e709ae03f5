//! Reads what crawlers store: WARC (ISO 28500), record by record; in `.warc.gz` each record is packed on its own.
//! Of a response the page is an article; requests and the crawler's own notes are none.

use std::io::{self, BufRead, BufReader, Read};

use super::input::{Input, damage};
use super::pieces::Piece;
use super::{ARTICLE_LIMIT, Drafts, Source, dated, feed, html, json, text, too_large};
use crate::article::{DateReason, Reason};
use crate::date;

/// The most bytes of the headers of a record or a response.
const HEADERS: u64 = 256 << 10;

/// Whether it opens as a record does.
pub(super) fn looks(head: &[u8]) -> bool {
    head.starts_with(b"WARC/")
}

/// How a whole body is read.
type Reader = fn(&Source, &[u8]) -> Drafts;

/// What a server says its answer is, and how that is read.
const TYPES: &[(&str, Reader)] = &[
    ("text/html", html::read),
    ("application/xhtml+xml", html::read),
    ("application/rss+xml", feed::read),
    ("application/atom+xml", feed::read),
    ("application/json", json::whole),
    ("text/plain", text::read),
];

/// Every record, numbered from 1.
pub(super) fn read(source: &Source, input: Input, give: &mut dyn FnMut(Piece)) {
    let mut input = BufReader::with_capacity(64 << 10, input);
    let mut number = 0;
    loop {
        number += 1;
        let here = || Source { origin: source.origin.at_line(number), ..source.clone() };
        let (first, headers) = match headers(&mut input) {
            Ok(Some(headers)) => headers,
            Ok(None) => break,
            Err(error) => return give(here().spike(damage(&error)).into()),
        };
        let length = get(&headers, "content-length").and_then(|length| length.parse::<u64>().ok());
        let (true, Some(length)) = (first.starts_with("WARC/"), length) else {
            let reason =
                Reason::BadRecord("no WARC record starts here; what follows cannot be told apart".into());
            return give(here().spike(reason).into());
        };
        let kind = get(&headers, "warc-type").unwrap_or_default().to_ascii_lowercase();
        let wanted = matches!(kind.as_str(), "response" | "resource" | "conversion");
        let mut block = Vec::new();
        let fits = length <= ARTICLE_LIMIT as u64;
        let kept = if wanted && fits { length } else { 0 };
        let read = input.by_ref().take(kept).read_to_end(&mut block);
        let skipped = read.and_then(|_| io::copy(&mut input.by_ref().take(length - kept), &mut io::sink()));
        if wanted && fits {
            give(piece(here(), &kind, &headers, block));
        } else if wanted {
            give(here().spike(too_large(&format!("{} MiB", length >> 20))).into());
        }
        if let Err(error) = skipped {
            return give(here().spike(damage(&error)).into());
        }
    }
    if let Some(damage) = input.into_inner().damage.take() {
        give(source.spike(damage).into());
    }
}

type Headers = Vec<(String, String)>;

/// The first line and the headers down to a blank line; none at the end.
fn headers(input: &mut dyn BufRead) -> io::Result<Option<(String, Headers)>> {
    let mut input = input.take(HEADERS);
    let mut line = Vec::new();
    let mut next = |input: &mut io::Take<&mut dyn BufRead>| -> io::Result<Option<String>> {
        line.clear();
        let read = input.read_until(b'\n', &mut line)?;
        Ok((read > 0).then(|| String::from_utf8_lossy(&line).trim_end().to_owned()))
    };
    let first = loop {
        match next(&mut input)? {
            None => return Ok(None),
            Some(line) if line.is_empty() => {}
            Some(line) => break line,
        }
    };
    let mut headers: Headers = Vec::new();
    while let Some(line) = next(&mut input)?.filter(|line| !line.is_empty()) {
        match line.split_once(':') {
            _ if line.starts_with([' ', '\t']) => {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            Some((name, value)) => headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
            None => {}
        }
    }
    Ok(Some((first, headers)))
}

fn get<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// What a record holds, to be read on any thread.
fn piece(mut source: Source, kind: &str, headers: &Headers, block: Vec<u8>) -> Piece {
    let fetched = get(headers, "warc-date").and_then(date::stamp);
    source.dates.insert(
        0,
        match fetched {
            Some(stamp) => dated(stamp, DateReason::Received("WARC-Date".into())),
            None => return source.spike(Reason::BadRecord("the WARC record has no date".into())).into(),
        },
    );
    let url = get(headers, "warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
    source.url = url;
    let (media, body) = if kind == "response" {
        match response(&block) {
            Ok(answer) => answer,
            Err(reason) => return source.spike(reason).into(),
        }
    } else {
        (get(headers, "content-type").unwrap_or_default().to_owned(), block)
    };
    let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let read = TYPES.iter().find(|(name, _)| *name == media).map(|(_, read)| *read);
    match read.or_else(|| (media.is_empty() && html::looks(&body)).then_some(html::read as Reader)) {
        Some(read) => Piece::Raw { source, bytes: body, read },
        None => source.spike(Reason::NoArticle(format!("the server gave {media}"))).into(),
    }
}

/// The type and the body of an answer over HTTP, unpacked.
fn response(block: &[u8]) -> Result<(String, Vec<u8>), Reason> {
    let mut rest = block;
    let unreadable = |error: io::Error| damage(&error);
    let (first, headers) = headers(&mut rest).map_err(unreadable)?.ok_or(Reason::Empty)?;
    let status = first.split_whitespace().nth(1).unwrap_or_default();
    if !status.starts_with('2') {
        return Err(Reason::NoArticle(format!("the server answered {status}")));
    }
    let media = get(&headers, "content-type").unwrap_or_default().to_owned();
    let says = |name: &str, value: &str| {
        get(&headers, name).is_some_and(|said| said.to_ascii_lowercase().contains(value))
    };
    let body = if says("transfer-encoding", "chunked") { unchunked(rest) } else { rest.to_vec() };
    let mut plain = Vec::new();
    let limit = ARTICLE_LIMIT as u64 + 1;
    // Crawlers often store the body unpacked under the headers of the packed one.
    let unpacked = if says("content-encoding", "gzip") && body.starts_with(&[0x1f, 0x8b]) {
        flate2::read::MultiGzDecoder::new(&body[..]).take(limit).read_to_end(&mut plain)
    } else if says("content-encoding", "deflate") && body.first().is_some_and(|b| b & 0x0f == 8) {
        flate2::read::ZlibDecoder::new(&body[..]).take(limit).read_to_end(&mut plain)
    } else if says("content-encoding", "br") {
        // Nothing marks it (RFC 7932): what does not unpack is plain already.
        let unpacked =
            brotli_decompressor::Decompressor::new(&body[..], 4096).take(limit).read_to_end(&mut plain);
        if unpacked.is_err() {
            return Ok((media, body));
        }
        unpacked
    } else {
        return Ok((media, body));
    };
    match unpacked {
        Err(error) if plain.is_empty() => Err(damage(&error)),
        _ if plain.len() > ARTICLE_LIMIT => Err(too_large("more than the limit")),
        _ => Ok((media, plain)),
    }
}

/// Joins chunks (RFC 9112, section 7.1); a body that is none, as when the crawler joined it, stays.
fn unchunked(body: &[u8]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let size = std::str::from_utf8(&rest[..end]).ok().and_then(|line| {
            usize::from_str_radix(line.split(';').next().unwrap_or_default().trim(), 16).ok()
        });
        let Some(size) = size else { break };
        let chunk = &rest[end + 1..];
        if size == 0 {
            return joined;
        }
        let size = size.min(chunk.len());
        joined.extend_from_slice(&chunk[..size]);
        rest = chunk[size..].strip_prefix(b"\r\n").unwrap_or(&chunk[size..]);
    }
    if joined.is_empty() { body.to_vec() } else { joined }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Packs as one block that is stored as it is (RFC 7932, section 9.2).
    fn brotli(text: &[u8]) -> Vec<u8> {
        let head = (u32::try_from(text.len()).unwrap() - 1) << 4 | 1 << 20;
        [&head.to_le_bytes()[..3], text, &[3]].concat()
    }

    #[test]
    fn a_body_in_brotli_is_unpacked_and_one_that_is_plain_already_stays() {
        let page = b"<html><p>The ferry stays in port.</p></html>".to_vec();
        for body in [brotli(&page), page.clone()] {
            let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n";
            assert_eq!(response(&[&head[..], &body].concat()), Ok(("text/html".into(), page.clone())));
        }
    }

    #[test]
    fn chunks_are_joined_and_what_is_not_chunked_stays() {
        assert_eq!(unchunked(b"4\r\nThe \r\n5;x=1\r\nferry\r\n0\r\n\r\n"), b"The ferry");
        assert_eq!(unchunked(b"<html>\n<p>"), b"<html>\n<p>");
        assert_eq!(unchunked(b"ff\r\ncut"), b"cut");
    }
}
