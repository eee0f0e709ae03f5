//! Mail, tables, crawls and archives, whole and broken.

use std::io::Write as _;

use crate::copy::{BRIDGE, FERRY};
use crate::newsroom::{Newsroom, lines};

const MAIL: &str = "Return-Path: <ada@courier.example>\r\nFrom: \"Ellery Courier\" <ada@courier.example>\r\n\
    Subject: =?utf-8?Q?Fwd:_Ferry_stays_=E2=80=93_for_now?=\r\nDate: Mon, 2 Mar 2026 09:30:00 +0200\r\nMessage-ID: <m17@courier.example>\r\n\
    MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=cut\r\n\r\n--cut\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\
    Content-Transfer-Encoding: quoted-printable\r\n\r\nThe ferry stays in port, caf=E9 and all.\r\n\r\nOn Sunday, Tom Orr wrote:\r\n> Does it sail?\r\n-- \r\nAda\r\n--cut--\r\n";

fn page(headline: &str) -> String {
    let paragraphs = BRIDGE.lines().skip(1).map(|line| format!("<p>{line}</p>")).collect::<Vec<_>>().concat();
    format!(
        "<html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>{paragraphs}</article></body></html>"
    )
}

pub(crate) fn record(kind: &str, url: &str, block: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-05T04:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub(crate) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        // A name that leads out of the archive is refused by the writer: it is set by hand.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        archive.append(&header, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

#[test]
fn mail_gives_what_its_sender_wrote() {
    let newsroom = Newsroom::new();
    newsroom.receives("a.eml", MAIL);
    let newsletter = format!(
        "From: Tamsin Sun <news@sun.example>\nSubject: Bridge closes\nContent-Type: text/html; charset=utf-8\n\n{}",
        page("Bridge closes")
    );
    newsroom.receives("b.eml", newsletter);
    let said = newsroom.runs(&["clean", "wire", "-v", "--format", "jsonl"]);
    let articles = lines(&said.out);
    assert_eq!(articles.len(), 2, "{}", said.err);
    assert_eq!(articles[0]["headline"], "Ferry stays – for now");
    assert_eq!(articles[0]["body"], serde_json::json!(["The ferry stays in port, café and all."]));
    assert_eq!(articles[0]["outlet"], "Ellery Courier");
    assert_eq!(articles[0]["id"], "m17@courier.example");
    assert_eq!(articles[0]["time"], "09:30:00+02");
    assert_eq!(articles[1]["outlet"], "Tamsin Sun");
    assert_eq!(articles[1]["body"].as_array().unwrap().len(), 4);
}

#[test]
fn a_mailbox_is_read_message_by_message() {
    let newsroom = Newsroom::new();
    let mail = |subject: &str, body: &str| {
        format!(
            "From ada@courier.example Mon Mar  2 09:30:00 2026\nFrom: ada@courier.example\nSubject: {subject}\n\n{body}\n\n"
        )
    };
    let attachment = "QUFB".repeat(18).split_inclusive("QUFB").collect::<String>() + "\n";
    newsroom.receives(
        "list.mbox",
        mail("One", "The ferry stays.\n>From the quay nothing is seen.")
            + &mail("Two", &attachment.repeat(2000))
            + &mail("Three", "A bus will run."),
    );
    let articles = lines(&newsroom.runs(&["clean", "wire", "--format", "jsonl"]).out);
    let sources: Vec<_> = articles.iter().map(|article| article["source"].clone()).collect();
    assert_eq!(sources, ["wire/list.mbox:1", "wire/list.mbox:2", "wire/list.mbox:3"]);
    assert_eq!(
        articles[0]["body"],
        serde_json::json!(["The ferry stays.", "From the quay nothing is seen."])
    );
    assert_eq!(articles[2]["headline"], "Three");
}

#[test]
fn a_table_with_a_header_is_read_row_by_row() {
    let newsroom = Newsroom::new();
    newsroom.receives("a.csv", "id,Title,text,publisher,date\n7,One road,\"The road, at last,\nis open.\",Orrin Post,2026-03-02\n8,Two roads,Closed.,Orrin Post,2026-03-03\n");
    newsroom.receives("b.tsv", "title\tbody\nA bus\tIt runs.\n");
    newsroom.receives("c.csv", "colour;weight\nred;7\n");
    let said = newsroom.runs(&["clean", "wire", "-v", "--format", "jsonl"]);
    let articles = lines(&said.out);
    assert_eq!(articles[0]["id"], 7);
    assert_eq!(articles[0]["outlet"], "Orrin Post");
    assert_eq!(articles[0]["date"], "2026-03-02");
    assert_eq!(articles[1]["source"], "wire/a.csv:4");
    assert_eq!(articles[2]["headline"], "A bus");
    assert!(said.err.contains("wire/c.csv: not a JSON object with an article: no column"), "{}", said.err);
}

#[test]
fn a_crawl_gives_the_pages_in_it_with_their_addresses() {
    let newsroom = Newsroom::new();
    let answer = |status: &str, media: &str, body: &str| {
        format!("HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n{body}")
    };
    let records = [
        record("warcinfo", "", "software: none"),
        record("request", "https://courier.example/", "GET / HTTP/1.1\r\n\r\n"),
        record(
            "response",
            "https://courier.example/2026/03/02/bridge",
            &answer("200 OK", "text/html; charset=utf-8", &page("Bridge closes")),
        ),
        record("response", "https://courier.example/gone", &answer("404 Not Found", "text/html", "gone")),
        record("response", "https://courier.example/a.png", &answer("200 OK", "image/png", "png")),
        record(
            "response",
            "https://sun.example/bridge",
            &format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{}\r\n0\r\n\r\n",
                page("Bridge shut").len(),
                page("Bridge shut")
            ),
        ),
    ];
    newsroom.receives("crawl.warc", records.concat());
    newsroom.receives(
        "crawl2.warc.gz",
        records.iter().flat_map(|record| gzip(record.as_bytes())).collect::<Vec<_>>(),
    );
    let said = newsroom.runs(&["clean", "wire", "-v", "--format", "jsonl"]);
    let articles = lines(&said.out);
    let sources: Vec<_> = articles.iter().map(|article| article["source"].clone()).collect();
    assert_eq!(
        sources,
        ["wire/crawl.warc:3", "wire/crawl.warc:6", "wire/crawl2.warc.gz:3", "wire/crawl2.warc.gz:6"],
        "{}",
        said.err
    );
    assert_eq!(articles[0]["date"], "2026-03-02", "the address counts, not the day of the crawl");
    assert!(said.err.contains("wire/crawl.warc:4: no article: the server answered 404"), "{}", said.err);
    assert!(said.err.contains("wire/crawl.warc:5: no article: the server gave image/png"), "{}", said.err);
}

#[test]
fn archives_are_read_where_they_lie() {
    let newsroom = Newsroom::new();
    let record = "{\"text\": \"The ferry stays in port.\"}\n";
    let members: &[(&str, &[u8])] = &[
        ("2026/orrin-post/ferry.txt", FERRY.as_bytes()),
        ("../../outside.txt", BRIDGE.as_bytes()),
        ("records.jsonl.gz", &gzip(record.repeat(3).as_bytes())),
        (".hidden.txt", b"x"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("mail.eml", MAIL.as_bytes()),
        ("more.zip", &zip(&[("inner.txt", FERRY.as_bytes()), ("most.zip", &zip(&[("a.txt", b"x")]))])),
    ];
    newsroom.receives("news.zip", zip(members));
    newsroom.receives("news.tar.gz", gzip(&tar(members)));
    let said = newsroom.runs(&["clean", "wire", "-v", "--format", "jsonl"]);
    let articles = lines(&said.out);
    for archive in ["wire/news.zip", "wire/news.tar.gz"] {
        let sources: Vec<_> = articles
            .iter()
            .map(|article| article["source"].as_str().unwrap())
            .filter(|source| source.starts_with(&format!("{archive}/")))
            .collect();
        let names = [
            "2026/orrin-post/ferry.txt",
            "outside.txt",
            "records.jsonl.gz:1",
            "records.jsonl.gz:2",
            "records.jsonl.gz:3",
            "mail.eml",
            "more.zip/inner.txt",
        ];
        assert_eq!(sources, names.map(|name| format!("{archive}/{name}")), "{}", said.err);
        assert!(said.err.contains(&format!("{archive}/picture.txt: binary data")), "{}", said.err);
        assert!(
            said.err.contains(&format!("{archive}/more.zip/most.zip: an archive two archives deep")),
            "{}",
            said.err
        );
    }
    assert_eq!(articles[0]["outlet"], "orrin-post");
}

#[test]
fn a_bomb_is_stopped_and_its_neighbours_run() {
    let newsroom = Newsroom::new();
    newsroom.receives("a.txt", FERRY);
    let zeros = vec![b' '; 320 << 20];
    newsroom.receives("bomb.jsonl.gz", gzip(&zeros));
    newsroom.receives("bomb.zip", zip(&[("one.jsonl", &zeros), ("two.txt", BRIDGE.as_bytes())]));
    newsroom.receives("z.txt", BRIDGE);
    let said = newsroom.runs(&["clean", "wire", "-v", "--format", "jsonl"]);
    assert!(
        said.err
            .contains("wire/bomb.jsonl.gz: made to overwhelm its reader: it unpacks to more than 200 times"),
        "{}",
        said.err
    );
    assert!(said.err.contains("wire/bomb.zip/one.jsonl: made to overwhelm its reader"), "{}", said.err);
    assert_eq!(lines(&said.out).len(), 3, "{}", said.err);
}

#[test]
fn a_folder_of_what_no_reader_expects_gives_a_reason_for_each() {
    let newsroom = Newsroom::new();
    newsroom.receives("a.txt", FERRY);
    let laugh = |at| format!("<!ENTITY l{at} \"&l{0};&l{0};&l{0};\">", at - 1);
    let laughs = (1..9).map(laugh).collect::<Vec<_>>().concat();
    newsroom.receives("bomb.rss", format!("<!DOCTYPE rss [<!ENTITY l0 \"ha\">{laughs}]><rss version='2.0'><channel><item><title>&l8;</title></item></channel></rss>"));
    newsroom.receives("deep.xml", format!("<rss version='2.0'><channel><item>{}", "<a>".repeat(100_000)));
    newsroom
        .receives("deep.eml", format!("Subject: x\nContent-Type: text/html\n\n{}", "<div>".repeat(100_000)));
    newsroom.receives("nul.csv", b"title,text\0\0\0\0\n\0\0\0\0\0");
    newsroom.receives("cut.zip", &zip(&[("a.txt", FERRY.as_bytes())])[..60]);
    newsroom.receives("cut.tar", &tar(&[("a.txt", FERRY.as_bytes())])[..700]);
    newsroom.receives("junk.warc", "WARC/1.0\r\nContent-Length: many\r\n\r\n");
    newsroom.receives("lies.xml", "<?xml version='1.0' encoding='utf-16'?><nitf><body><body.head><hedline><hl1>It is open</hl1></hedline></body.head></body></nitf>");
    newsroom.receives("day.jsonl", "{\"text\": \"The road is open.\", \"date\": \"0000-00-00\"}\n");
    assert!(
        std::process::Command::new("mkfifo").arg(newsroom.path("wire/pipe.txt")).status().unwrap().success()
    );
    newsroom.receives("z.txt", BRIDGE);
    let said = newsroom.runs(&["clean", "wire", "-v", "--format", "jsonl", "--date", "2026-03-02"]);
    for reason in [
        "wire/bomb.rss: made to overwhelm its reader: entities are made of other entities",
        "wire/deep.xml: elements nested more than 256 deep",
        "wire/deep.eml: elements nested more than",
        "wire/nul.csv: binary data",
        "wire/cut.zip: the compressed data is cut short or damaged",
        "wire/cut.tar",
        "wire/junk.warc:1: not a JSON object with an article: no WARC record starts here",
        "wire/pipe.txt: a named pipe, not a file",
    ] {
        assert!(said.err.contains(&format!("spiked: {reason}")), "{reason}\n{}", said.err);
    }
    let articles = lines(&said.out);
    let article = |name: &str| {
        articles
            .iter()
            .find(|article| article["source"].as_str().unwrap().starts_with(name))
            .unwrap_or_else(|| panic!("{name}: {}", said.err))
    };
    assert_eq!(article("wire/lies.xml")["headline"], "It is open");
    assert_eq!(article("wire/day.jsonl")["date"], "2026-03-02");
    article("wire/a.txt");
    article("wire/z.txt");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_listed_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let newsroom = Newsroom::new();
    newsroom.receives("a.txt", FERRY);
    newsroom.receives("locked/b.txt", FERRY);
    let locked = newsroom.path("wire/locked");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may do anything is not kept out.
    let kept_out = std::fs::read_dir(&locked).is_err();
    let said = newsroom.runs(&["clean", "wire", "-v", "--format", "jsonl"]);
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(
        said.err.contains("wire/locked: folder not walked: permission denied"),
        kept_out,
        "{}",
        said.err
    );
    assert_eq!(lines(&said.out).len(), if kept_out { 1 } else { 2 });
}
