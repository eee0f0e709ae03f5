//! Whatever arrives, the run goes on: nothing panics, and every file gives an article or a spike.

use std::fs;

use jiff::civil::Date;
use nutgraf::digest::Layout;
use nutgraf::{Options, edition, engine};
use proptest::prelude::*;

/// Pieces that readers and cleaners care about, between bytes that mean nothing.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    const KNOWN: &[&str] = &[
        "{\"text\": \"",
        "\"}\n",
        "[",
        "]",
        "{\"title\": 3, ",
        "<html>",
        "<p>",
        "</p>",
        "<div>",
        "<title>a | b",
        "&amp;",
        "&#x",
        "&#99999999;",
        "\n\n",
        "\r\n",
        "By ",
        "LONDON, March 2 (AB) — ",
        "2026-03-02",
        "Published: ",
        "- Advertisement -\n",
        "Related News\n",
        "(Reporting by ",
        "“",
        "”",
        "U.S. ",
        "Mr. ",
        "\u{202e}",
        "\u{feff}",
        "é",
        "東京",
        "ไทย",
        "\0",
        "\u{1b}[31m",
        "a-\nb",
        ". ",
        "charset=",
        "\\u0000",
        "Title: x\n",
        "<rss><channel><item><title>",
        "</title></item>",
        "<![CDATA[",
        "<feed><entry>",
        "<newsItem guid='a' version='",
        "<nitf><body><body.content>",
        "<!DOCTYPE a [<!ENTITY b \"",
        "\"uri\": \"u\", \"pubStatus\": \"canceled\", ",
        "From a@b Mon Mar  2 09:30:00 2026\n",
        "Subject: =?utf-8?B?",
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n",
        "Content-Transfer-Encoding: base64\n\n",
        "title,text\n\"",
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2026-03-02T00:00:00Z\r\nContent-Length: 90\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        "PK\u{3}\u{4}",
        "PK\u{5}\u{6}",
    ];
    prop_oneof![
        prop::sample::select(KNOWN).prop_map(|text| text.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..12),
        "[a-zA-Z ,.]{0,60}".prop_map(String::into_bytes),
    ]
}

/// Names that choose each of the readers.
const READERS: &[&str] = &[
    "a.txt", "b.jsonl", "c.json", "d.html", "e", "f.rss", "g.xml", "h.nitf", "i.newsml", "j.eml", "k.mbox",
    "l.csv", "m.tsv", "n.warc", "o.zip", "p.tar", "q.tgz",
];

fn file() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    const NAMES: &[&str] = &["a.txt", "b.jsonl", "c.json", "d.html", "e", "f.txt.gz", "g.jsonl.zst"];
    (prop::sample::select(NAMES), prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]
    #[test]
    fn anything_at_all_gives_articles_or_spikes(files in prop::collection::vec(file(), 1..5)) {
        let wire = tempfile::tempdir().unwrap();
        let mut count = 0;
        for (at, (name, bytes)) in files.iter().enumerate() {
            fs::write(wire.path().join(format!("{at}{name}")), bytes).unwrap();
            count += 1;
        }
        let options = Options::new(Date::constant(2026, 3, 6));
        let desk = edition::desk(&[wire.path().to_owned()], &options, &|_, _| {}).unwrap();
        prop_assert!(desk.articles.len() + desk.spiked.len() >= count);
        let engine = engine::open("lede").unwrap();
        let edition = edition::edition(&[wire.path().to_owned()], &options, engine.as_ref(), &|_, _| {}).unwrap();
        for digest in edition.digests {
            for layout in [Layout::Markdown, Layout::Html, Layout::Json] {
                digest.lay_out(layout).unwrap();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn any_bytes_give_drafts_or_spikes_to_every_reader(pieces in prop::collection::vec(piece(), 0..40), own in any::<bool>()) {
        let bytes = pieces.concat();
        for name in READERS {
            // The bytes alone, and behind what opens a file of the kind.
            let opened = nutgraf::read::bytes(name, &if own { bytes.clone() } else { whole(name, &bytes) });
            prop_assert!(!opened.is_empty(), "{name}");
            for draft in opened.into_iter().flatten() {
                let _ = nutgraf::clean::article(draft, &Options::new(Date::constant(2026, 3, 6)));
            }
        }
    }
}

/// Any bytes inside a file of some kind that is otherwise whole.
fn whole(name: &str, bytes: &[u8]) -> Vec<u8> {
    let around = |before: &str, after: &str| [before.as_bytes(), bytes, after.as_bytes()].concat();
    match name.rsplit('.').next().unwrap() {
        "rss" | "xml" => {
            around("<rss version='2.0'><channel><item><description>", "</description></item></channel></rss>")
        }
        "nitf" => around("<nitf><body><body.content><p>", "</p></body.content></body></nitf>"),
        "newsml" => {
            around("<newsItem guid='a'><contentSet><inlineXML>", "</inlineXML></contentSet></newsItem>")
        }
        "csv" => around("title,text,date\n", "\n"),
        "eml" => around("Subject: x\nContent-Type: text/html\n\n", ""),
        "warc" => around(
            &format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n", bytes.len()),
            "\r\n\r\n",
        ),
        "zip" => {
            let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            archive.start_file("a", zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut archive, bytes).unwrap();
            archive.finish().unwrap().into_inner()
        }
        _ => bytes.to_vec(),
    }
}

#[test]
fn pages_made_to_break_their_readers_are_spiked() {
    let newsroom = crate::newsroom::Newsroom::new();
    newsroom.receives("deep.html", format!("<html>{}", "<div>".repeat(100_000)));
    newsroom.receives("bold.html", format!("<html>{}", "<b><i>".repeat(50_000)));
    newsroom.receives("deep.json", "[".repeat(100_000));
    newsroom.receives(
        "deep.jsonl",
        format!("{{\"text\": {}\n{{\"text\": \"The road is open again.\"}}\n", "[".repeat(100_000)),
    );
    let said = newsroom.runs(&["clean", "wire", "-v", "--format", "jsonl"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    for name in [
        "deep.html: elements nested",
        "bold.html: elements nested",
        "deep.json: not a JSON",
        "deep.jsonl:1: not a JSON",
    ] {
        assert!(said.err.contains(name), "{name}: {}", said.err);
    }
    assert!(said.out.contains("The road is open again."));
}
