//! Broken and hostile files: each is spiked with its reason and place, and its neighbours run.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::process::Command;

use crate::archives::{gzip, record, tar, zip};
use crate::copy::{BRIDGE, FERRY};
use crate::newsroom::{Newsroom, lines};

/// Runs `clean` over the wire, and gives the places of what was read, and what was said.
fn read(newsroom: &Newsroom) -> (Vec<String>, String) {
    let said = newsroom.runs(&["clean", "wire", "-v", "--format", "jsonl", "--date", "2026-03-02"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let places =
        lines(&said.out).iter().map(|article| article["source"].as_str().unwrap().to_owned()).collect();
    (places, said.err)
}

#[test]
fn what_is_cut_short_keeps_what_was_whole_and_says_where() {
    let newsroom = Newsroom::new();
    newsroom.receives("a.txt", FERRY);
    let tug = |at: u32| serde_json::json!({"id": at, "text": format!("Tug {at} takes the ferry to pier {}.", at * 7919 % 1000)});
    let records = (0..4000).map(|at| tug(at).to_string() + "\n").collect::<Vec<_>>().concat();
    let packed = gzip(records.as_bytes());
    newsroom.receives("b.jsonl.gz", &packed[..packed.len() / 2]);
    let squeezed = zstd::encode_all(records.as_bytes(), 3).unwrap();
    newsroom.receives("c.jsonl.zst", &squeezed[..squeezed.len() - 20]);
    let page = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><article><h1>Bridge</h1><p>{BRIDGE}</p></article>"
    );
    let whole = record("response", "https://courier.example/bridge", &page);
    let crawl = [gzip(whole.as_bytes()), gzip(whole.as_bytes())].concat();
    newsroom.receives("d.warc.gz", &crawl[..crawl.len() - 40]);
    let members: &[(&str, &[u8])] = &[("one.txt", FERRY.as_bytes()), ("two.txt", BRIDGE.as_bytes())];
    let archive = gzip(&tar(members));
    newsroom.receives("e.tar.gz", &archive[..archive.len() - 300]);
    let archive = zip(members);
    newsroom.receives("f.zip", &archive[..archive.len() - 30]);
    newsroom.receives("z.txt", BRIDGE);
    let (places, err) = read(&newsroom);
    for spike in ["wire/b.jsonl.gz", "wire/c.jsonl.zst", "wire/d.warc.gz", "wire/e.tar.gz", "wire/f.zip"] {
        assert!(err.contains(&format!("spiked: {spike}")), "{spike}: {err}");
    }
    for kept in ["wire/a.txt", "wire/b.jsonl.gz:1", "wire/d.warc.gz:1", "wire/z.txt"] {
        assert!(places.iter().any(|place| place == kept), "{kept} is not among {places:?}: {err}");
    }
}

#[test]
fn text_that_no_encoding_allows_is_read_or_spiked_where_it_stands() {
    let newsroom = Newsroom::new();
    newsroom.receives(
        "a.jsonl",
        "{\"text\": \"The \\ud83d ferry stays in port.\"}\n{\"text\": \"\\udc00\\ud800 A bus will run.\"}\n{\"text\": \"The road is open.\"}\n",
    );
    newsroom.receives(
        "b.json",
        "[{\"text\": \"The \\ud83d ferry stays in port.\"}, {\"text\": \"The road is open.\"}]",
    );
    newsroom.receives("c.jsonl", b"{\"text\": \"The ferry \0 stays.\"}\n{\"text\": \"A bus will run.\"}\n");
    newsroom.receives(
        "d.txt",
        b"The \xff\xfe\xfd ferry stays in port, its owner said, and no yard can mend it before May.",
    );
    newsroom.receives("e.jsonl", "{\"text\": \"It sails.\", \"date\": \"0000-00-00\"}\n{\"text\": \"It runs.\", \"date\": \"2026-02-31T25:61:00Z\"}\n");
    newsroom.receives("z.txt", BRIDGE);
    let (places, err) = read(&newsroom);
    for kept in
        ["wire/a.jsonl:3", "wire/c.jsonl:2", "wire/d.txt", "wire/e.jsonl:1", "wire/e.jsonl:2", "wire/z.txt"]
    {
        assert!(places.iter().any(|place| place == kept), "{kept} is not among {places:?}: {err}");
    }
    let told =
        |place: &str| places.iter().any(|read| read == place) || err.contains(&format!("spiked: {place}"));
    for place in ["wire/a.jsonl:1", "wire/a.jsonl:2", "wire/c.jsonl:1"] {
        assert!(told(place), "{place} vanished: {places:?} {err}");
    }
    assert!(
        places.iter().any(|place| place.starts_with("wire/b.json")) || err.contains("wire/b.json"),
        "{err}"
    );
}

/// Files of two gigabytes that take no room on the disk, read with a quarter of that as memory.
#[cfg(target_os = "linux")]
#[test]
fn two_gigabytes_in_one_piece_are_not_held_in_memory() {
    let newsroom = Newsroom::new();
    newsroom.receives("a.txt", FERRY);
    let hole = |name: &str, before: &str, after: &str| {
        let mut file = File::create(newsroom.path("wire").join(name)).unwrap();
        file.write_all(before.as_bytes()).unwrap();
        file.seek(SeekFrom::Start(2 << 30)).unwrap();
        file.write_all(after.as_bytes()).unwrap();
    };
    let mail = "Subject: Bridge\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=cut\n\n--cut\n\nThe bridge closes on Monday.\n--cut\nContent-Type: application/octet-stream\n\n";
    hole("b.eml", mail, "\n--cut--\n");
    hole(
        "c.mbox",
        &format!("From ada@courier.example Mon Mar  2 09:30:00 2026\n{mail}"),
        "\n--cut--\n\nFrom ada@courier.example Mon Mar  2 09:31:00 2026\nSubject: Bus\n\nA bus will run.\n",
    );
    hole("d.jsonl", "{\"text\": \"", "\"}\n{\"text\": \"The road is open.\"}\n");
    newsroom.receives("z.txt", BRIDGE);
    let said = Command::new("sh")
        .args([
            "-c",
            "ulimit -v 1000000; exec \"$0\" clean wire -v -j 1 --format jsonl",
            env!("CARGO_BIN_EXE_nutgraf"),
        ])
        .current_dir(newsroom.path(""))
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8(said.stdout).unwrap(), String::from_utf8(said.stderr).unwrap());
    assert!(said.status.success(), "{err}");
    let places: Vec<String> =
        lines(&out).iter().map(|article| article["source"].as_str().unwrap().to_owned()).collect();
    assert!(err.contains("spiked: wire/b.eml: more than the limit in one article"), "{err}");
    assert!(
        err.contains(
            "spiked: wire/c.mbox:1: a message of 2047 MiB; what comes before the limit of 64 MiB was read"
        ),
        "{err}"
    );
    assert!(err.contains("spiked: wire/d.jsonl:1: a line of"), "{err}");
    assert_eq!(
        places,
        ["wire/a.txt", "wire/c.mbox:1", "wire/c.mbox:2", "wire/d.jsonl:2", "wire/z.txt"],
        "{err}"
    );
}

#[test]
fn a_record_of_a_crawl_that_unpacks_to_more_than_an_article_is_spiked_and_its_neighbours_run() {
    let newsroom = Newsroom::new();
    let page = |packed: bool, body: &[u8]| {
        let packed = if packed { "Content-Encoding: gzip\r\n" } else { "" };
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{packed}\r\n");
        [head.as_bytes(), body].concat()
    };
    let story =
        page(false, format!("<html><body><article><p>{BRIDGE}</p></article></body></html>").as_bytes());
    let large = vec![b' '; (64 << 20) + 1];
    let mut crawl = Vec::new();
    for answer in [page(true, &gzip(&large)), page(false, &large), story] {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2026-03-02T00:00:00Z\r\nContent-Length: {}\r\n\r\n",
            answer.len()
        );
        crawl.extend([head.as_bytes(), &answer, b"\r\n\r\n"].concat());
    }
    newsroom.receives("a.warc", crawl);
    let (places, err) = read(&newsroom);
    assert_eq!(places, ["wire/a.warc:3"], "{err}");
    assert!(err.contains("wire/a.warc:1: more than the limit in one article; the limit is 64 MiB"), "{err}");
    assert!(err.contains("wire/a.warc:2: 64 MiB in one article"), "{err}");
}
