//! Reading: every form of a wire, and files that are none.

use std::io::Write as _;
use std::process::Command;

use crate::copy::{BRIDGE, FERRY};
use crate::newsroom::{Newsroom, lines};

fn record(id: &str, headline: &str, body: &str) -> String {
    serde_json::json!({"id": id, "title": headline, "text": body, "date": "2026-03-02", "source": "Ellery Courier"}).to_string() + "\n"
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

#[test]
fn a_folder_gives_the_articles_of_every_format_in_it() {
    let newsroom = Newsroom::new();
    newsroom.receives("courier/ferry.txt", FERRY);
    newsroom.receives("a.jsonl", record("a1", "One", BRIDGE) + "\n" + &record("a2", "Two", FERRY));
    newsroom.receives("b.jsonl.gz", gzip(&record("b1", "Three", BRIDGE)));
    newsroom.receives("c.jsonl.zst", zstd::encode_all(record("c1", "Four", BRIDGE).as_bytes(), 1).unwrap());
    newsroom
        .receives("d.json", format!("[{}, {}]", record("d1", "Five", BRIDGE), record("d2", "Six", FERRY)));
    let paragraphs: Vec<String> = BRIDGE.lines().skip(1).map(|line| format!("<p>{line}</p>")).collect();
    let paragraphs = paragraphs.concat();
    newsroom.receives(
        "e.html",
        format!("<html><title>Seven in oak today | Courier</title><article>{paragraphs}</article>"),
    );
    let said = newsroom.runs(&["clean", "wire", "--format", "jsonl"]);
    let articles = lines(&said.out);
    let sources: Vec<&str> = articles.iter().map(|article| article["source"].as_str().unwrap()).collect();
    assert_eq!(
        sources,
        [
            "wire/a.jsonl:1",
            "wire/a.jsonl:3",
            "wire/b.jsonl.gz:1",
            "wire/c.jsonl.zst:1",
            "wire/courier/ferry.txt",
            "wire/d.json:1",
            "wire/d.json:2",
            "wire/e.html"
        ],
        "{}",
        said.err
    );
    assert_eq!(articles[4]["outlet"], "courier");
    assert_eq!(articles[0]["id"], "a1");
    assert_eq!(articles[7]["headline"], "Seven in oak today");
    assert_eq!(articles[7]["body"].as_array().unwrap().len(), 4);
}

#[test]
fn no_page_of_the_sample_wire_takes_its_headline_for_its_outlet() {
    let said = crate::newsroom::run(Newsroom::sample(), &["clean", "corpus/wire", "--format", "jsonl"], b"");
    for article in lines(&said.out) {
        assert_ne!(article["outlet"], article["headline"], "{}", article["source"]);
    }
}

#[test]
fn the_field_names_of_common_data_sets_are_known() {
    let newsroom = Newsroom::new();
    let records = [
        r#"{"id": 7, "headline": "Port strike ends", "body": "Dockers return to work on Monday.", "published": "2026-03-02T09:30:00Z", "publisher": {"name": "Courier"}}"#,
        r#"{"url": "https://courier.example/2026/03/02/strike", "title": "Port strike ends", "content": ["Dockers return to work.", "The port reopens."]}"#,
        r#"{"title": "A headline alone"}"#,
        r#"{"content": "<p>Dockers <b>return</b>.</p><p>The port reopens.</p>", "date": 1772443800}"#,
    ];
    newsroom.receives("a.jsonl", records.join("\n"));
    let articles = lines(&newsroom.runs(&["clean", "wire", "--format", "jsonl"]).out);
    assert_eq!(articles[0]["id"], 7, "a number stays a number");
    assert_eq!(articles[0]["outlet"], "Courier");
    assert_eq!(articles[1]["date"], "2026-03-02");
    assert_eq!(articles[1]["date_reason"], "the address");
    assert_eq!(articles[1]["body"], serde_json::json!(["Dockers return to work.", "The port reopens."]));
    assert_eq!(articles[2]["headline"], "A headline alone");
    assert_eq!(articles[3]["body"], serde_json::json!(["Dockers return.", "The port reopens."]));
}

#[test]
fn what_cannot_be_read_is_spiked_with_its_reason_and_no_neighbour_is_lost() {
    let newsroom = Newsroom::new();
    newsroom.receives("good.txt", FERRY);
    newsroom.receives("empty.txt", "");
    newsroom.receives("blank.txt", " \n \n");
    newsroom.receives("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01");
    newsroom.receives("page.pdf", "%PDF-1.7 and so on");
    newsroom.receives("furniture.html", "<html><body><nav>Home</nav></body></html>");
    let packed = gzip(&record("g1", "One", FERRY).repeat(400));
    newsroom.receives("cut.jsonl.gz", &packed[..packed.len() * 2 / 3]);
    newsroom.receives("notzip.jsonl.gz", b"\x1f\x8b\x08\x00nonsense");
    newsroom.receives(
        "mixed.jsonl",
        record("m1", "One", BRIDGE)
            + "{\"title\": \"cut\n[1, 2]\n{\"other\": 1}\n"
            + &record("m2", "Two", BRIDGE),
    );
    newsroom.receives("broken.json", "[{\"title\": ");
    std::os::unix::fs::symlink(newsroom.path("wire"), newsroom.path("wire/again")).unwrap();
    std::os::unix::fs::symlink("nowhere", newsroom.path("wire/dangling.txt")).unwrap();
    let said = newsroom.runs(&["copies", "wire", "-v", "--format", "jsonl"]);
    for reason in [
        "wire/empty.txt: empty",
        "wire/blank.txt: no article text in it",
        "wire/picture.txt: binary data, not text",
        "wire/page.pdf: not a form of news that can be read here",
        "wire/furniture.html: no article text in it",
        "wire/cut.jsonl.gz: the compressed data is cut short or damaged",
        "wire/notzip.jsonl.gz: the compressed data is cut short or damaged",
        "wire/mixed.jsonl:2: not a JSON object with an article",
        "wire/mixed.jsonl:3: not a JSON object with an article",
        "wire/mixed.jsonl:4: no article text in it",
        "wire/broken.json: not a JSON object with an article",
        "wire/again: folder not walked: the link leads back to wire",
        "wire/dangling.txt: folder not walked: no such file or directory",
    ] {
        assert!(said.err.contains(&format!("spiked: {reason}")), "{reason}\n{}", said.err);
    }
    let ids: Vec<String> = lines(&said.out)
        .iter()
        .flat_map(|story| story["articles"].as_array().unwrap().clone())
        .map(|article| article["source"].as_str().unwrap().to_owned())
        .collect();
    for source in ["wire/good.txt", "wire/mixed.jsonl:1", "wire/mixed.jsonl:5", "wire/cut.jsonl.gz:1"] {
        assert!(ids.iter().any(|id| id == source), "{source} is missing from {ids:?}");
    }
    assert_eq!(said.code, Some(0));
}

#[test]
fn an_article_beyond_the_limit_is_spiked_and_the_lines_around_it_run() {
    let newsroom = Newsroom::new();
    let huge = "x".repeat((64 << 20) + 1);
    newsroom.receives("huge.txt", &huge);
    newsroom.receives(
        "long.jsonl",
        record("l1", "One", BRIDGE) + "{\"text\": \"" + &huge + "\"}\n" + &record("l3", "Three", BRIDGE),
    );
    let said = newsroom.runs(&["clean", "wire", "-v", "--format", "jsonl"]);
    assert!(
        said.err.contains("wire/huge.txt: more than the limit in one article; the limit is 64 MiB"),
        "{}",
        said.err
    );
    assert!(said.err.contains("wire/long.jsonl:2: a line of 64 MiB or more"), "{}", said.err);
    let sources: Vec<_> = lines(&said.out).iter().map(|article| article["source"].clone()).collect();
    assert_eq!(sources, ["wire/long.jsonl:1", "wire/long.jsonl:3"]);
}

#[test]
fn other_encodings_are_read() {
    let newsroom = Newsroom::new();
    let copy = "Le café de l’île ferme\n\nLe café de l’île ferme à vingt heures depuis lundi, a annoncé le maire, qui s’en désole « comme tout le monde ».\n";
    newsroom.receives("western.txt", encoding_rs::WINDOWS_1252.encode(copy).0);
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(copy.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    newsroom.receives("wide.txt", wide);
    let articles = lines(&newsroom.runs(&["clean", "wire", "--format", "jsonl"]).out);
    assert_eq!(articles.len(), 2);
    for article in articles {
        assert_eq!(article["headline"], "Le café de l’île ferme");
    }
}

#[test]
fn standard_input_and_patterns_are_wires_too() {
    let newsroom = Newsroom::new();
    newsroom.receives("a1.txt", FERRY);
    newsroom.receives("b1.txt", BRIDGE);
    let said = newsroom.runs(&["clean", "wire/a*.txt", "--format", "jsonl"]);
    assert_eq!(lines(&said.out).len(), 1, "{}", said.err);
    let said = newsroom.hears(&["clean", "-", "--format", "jsonl", "--date", "2026-03-02"], BRIDGE);
    assert_eq!(lines(&said.out)[0]["source"], "-");
    let said = newsroom.hears(&["clean", "-", "--format", "jsonl"], &record("s1", "One", FERRY));
    assert_eq!(lines(&said.out)[0]["id"], "s1", "records are told from text: {}", said.err);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_a_wire_when_it_is_named() {
    let newsroom = Newsroom::new();
    newsroom.receives("a.txt", BRIDGE);
    let pipes =
        "mkfifo news; cat wire/a.txt > news & \"$0\" clean news <(gzip -c wire/a.txt) --format jsonl; wait";
    let said = Command::new("bash")
        .args(["-c", pipes, env!("CARGO_BIN_EXE_nutgraf")])
        .current_dir(newsroom.path(""))
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8(said.stdout).unwrap(), String::from_utf8(said.stderr).unwrap());
    let articles = lines(&out);
    assert_eq!(articles.len(), 2, "{err}");
    assert_eq!(articles[0]["body"], articles[1]["body"]);
    assert_eq!(err, "reading the pipe news until its writer closes it\n");
}

#[test]
fn a_file_named_twice_is_read_once_and_hidden_files_never() {
    let newsroom = Newsroom::new();
    newsroom.receives("ferry.txt", FERRY);
    newsroom.receives(".hidden.txt", BRIDGE);
    let said = newsroom.runs(&["clean", "wire", "wire/ferry.txt", "--format", "jsonl"]);
    assert_eq!(lines(&said.out).len(), 1);
}
