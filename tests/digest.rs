//! Digests: a page a day. The pages of the sample wire lie in `corpus/digests`, to be opened and read; after
//! a change that is meant, `SNAPSHOTS=overwrite cargo test` writes them again.

use std::fs;

use snapbox::data::DataFormat;
use snapbox::{Data, assert_data_eq};

use crate::copy::{BRIDGE, FERRY, paragraphs};
use crate::newsroom::{Newsroom, run};

#[test]
fn every_day_of_the_sample_wire_makes_the_page_that_lies_beside_it() {
    let made = tempfile::tempdir().unwrap();
    let folder = made.path().to_str().unwrap();
    let said = run(
        Newsroom::sample(),
        &["digest", "corpus/wire", "-o", folder, "--format", "markdown,html,json"],
        b"",
    );
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(said.out.lines().count(), 12, "four days in three formats: {}", said.out);
    for name in said.out.lines().map(|line| std::path::Path::new(line).file_name().unwrap()) {
        let page = fs::read_to_string(made.path().join(name)).unwrap();
        let golden = Newsroom::sample().join("corpus/digests").join(name);
        assert_data_eq!(Data::text(page).raw(), Data::read_from(&golden, Some(DataFormat::Text)).raw());
    }
}

#[test]
fn a_story_is_told_once_with_its_copies_and_outlets() {
    let newsroom = Newsroom::new();
    newsroom.receives("2026-03-02/agency/ferry.txt", FERRY);
    newsroom.receives("2026-03-02/courier/ferry.txt", paragraphs(FERRY).join("\n\n"));
    newsroom.receives(
        "2026-03-03/argus/ferry.txt",
        format!("Ferry out\n\n{}", paragraphs(FERRY)[..3].join("\n\n")),
    );
    newsroom.receives("2026-03-03/argus/bridge.txt", BRIDGE.replace("March 2", "March 3"));
    let said = newsroom.runs(&["digest", "wire"]);
    assert_eq!(
        said.out,
        "digests/2026-03-02.md\ndigests/2026-03-02.html\ndigests/2026-03-03.md\ndigests/2026-03-03.html\n"
    );
    let first = newsroom.made("digests/2026-03-02.md");
    assert!(
        first.starts_with(
            "# Monday, 2 March 2026\n\n2 articles from 2 outlets · 1 new story, in several copies\n"
        ),
        "{first}"
    );
    assert!(first.contains("\n## Ferry to stay in port until spring\n"), "{first}");
    assert!(first.contains("3 copies in 3 outlets"), "{first}");
    assert!(first.contains("Outlets: agency, argus, courier"), "{first}");
    let second = newsroom.made("digests/2026-03-03.md");
    assert!(
        second.contains(
            "## Further copies of earlier stories\n\n- Ferry to stay in port until spring (2 March): argus\n"
        ),
        "{second}"
    );
    assert!(second.contains("### Council votes for a bridge of oak\n"), "{second}");
}

#[test]
fn untitled_copy_is_not_printed_twice() {
    let newsroom = Newsroom::new();
    let lede =
        "The ferry that links the two shores of the sound will stay in port until spring, its owner said.";
    newsroom.receives("a.jsonl", serde_json::json!({ "text": lede, "date": "2026-03-02" }).to_string());
    newsroom.receives(
        "b.jsonl",
        serde_json::json!({ "text": "Bridge closed.", "date": "2026-03-02" }).to_string(),
    );
    newsroom.runs(&["digest", "wire", "--engine", "lede"]);
    let page = newsroom.made("digests/2026-03-02.md");
    assert!(page.contains("### The ferry that links the two shores of…\n"), "{page}");
    assert_eq!(page.matches("The ferry that links").count(), 2, "a few words above, and the summary: {page}");
    assert_eq!(page.matches("Bridge closed.").count(), 1, "{page}");
    let page = newsroom.made("digests/2026-03-02.html");
    assert_eq!(page.matches("Bridge closed.").count(), 1, "{page}");
}

#[test]
fn sentences_of_a_script_without_blanks_stand_close_on_every_page() {
    let newsroom = Newsroom::new();
    let text = "渡し船は春まで港に留まると船主が月曜日に述べた。検査官が軸に亀裂を見つけたためである。";
    newsroom.receives(
        "a.jsonl",
        serde_json::json!({ "title": "渡し船は港に", "text": text, "date": "2026-03-02" }).to_string(),
    );
    newsroom.runs(&["digest", "wire", "--engine", "lede", "--format", "md,html"]);
    assert!(newsroom.made("digests/2026-03-02.md").contains("述べた。検査官"));
    assert!(newsroom.made("digests/2026-03-02.html").contains("述べた。</span><span"));
}

#[test]
fn a_story_whose_copies_give_other_figures_says_so() {
    let newsroom = Newsroom::new();
    let told = |dead: &str, hour: &str| {
        let text = format!(
            "At least {dead} people died when the ferry Star of Mull hit a pier in thick fog on Monday, the coast guard said.\n\
             The ferry was crossing the sound with sixty people aboard, and its captain had asked for a pilot an hour before."
        );
        serde_json::json!({ "title": "Ferry hits pier", "text": text, "date": format!("2026-03-02T{hour}:00:00Z") })
    };
    newsroom.receives("argus/a.jsonl", told("three", "09").to_string());
    newsroom.receives("courier/a.jsonl", told("seven", "13").to_string());
    newsroom.runs(&["digest", "wire", "--format", "md,html,json"]);
    for format in ["md", "html"] {
        let page = newsroom.made(&format!("digests/2026-03-02.{format}"));
        assert!(page.contains("figures differ between versions; this is the latest"), "{page}");
        assert!(page.contains("At least seven"), "{page}");
    }
    assert!(newsroom.made("digests/2026-03-02.json").contains("\"versions\": true"));
}

#[test]
fn a_folder_of_digests_is_no_wire() {
    let newsroom = Newsroom::new();
    newsroom.receives("ferry.txt", FERRY);
    let first = newsroom.runs(&["digest", "wire", "-o", "wire/digests"]);
    let page = newsroom.made("wire/digests/2026-03-02.md");
    assert_eq!(newsroom.runs(&["digest", "wire", "-o", "wire/digests"]).out, first.out);
    assert_eq!(newsroom.made("wire/digests/2026-03-02.md"), page);
}

#[test]
fn undated_copy_goes_under_the_day_given_and_says_so() {
    let newsroom = Newsroom::new();
    newsroom.receives("bridge.txt", BRIDGE.replace("HALLAM, March 2 (Norvane) — ", ""));
    newsroom.runs(&["digest", "wire", "--date", "2026-03-04", "--format", "md,html"]);
    for format in ["md", "html"] {
        let page = newsroom.made(&format!("digests/2026-03-04.{format}"));
        assert!(page.contains("undated copy: the day given for it"), "{page}");
        assert!(page.contains("1 article without a date"), "{page}");
    }
    newsroom.runs(&["digest", "wire", "-o", "own"]);
    let own: Vec<_> = fs::read_dir(newsroom.path("own")).unwrap().collect();
    assert_eq!(own.len(), 3, "one day, the file's own, and the mark of a folder of digests");
}

#[test]
fn what_the_wire_brings_stays_text_on_every_page() {
    let newsroom = Newsroom::new();
    let record = serde_json::json!({
        "title": "<script>alert(1)</script> & *stars* [link](javascript:x)",
        "text": "The <img src=x onerror=alert(2)> stays in port, # its owner said.",
        "date": "2026-03-02", "source": "<b>Courier</b>", "url": "javascript:alert(3)",
    });
    newsroom.receives("a.jsonl", record.to_string());
    newsroom.receives("b.jsonl", record.to_string());
    newsroom.runs(&["digest", "wire"]);
    let page = newsroom.made("digests/2026-03-02.html");
    assert!(
        !page.contains("<script>alert") && !page.contains("<img src=x") && !page.contains("<b>Courier"),
        "{page}"
    );
    assert!(!page.contains("href=\"javascript"), "{page}");
    let page = newsroom.made("digests/2026-03-02.md");
    assert!(page.contains("\\<script\\>") && page.contains("\\*stars\\* \\[link\\]"), "{page}");
}

#[test]
fn the_same_bytes_are_written_whatever_the_number_of_threads() {
    let pages = |threads: &str| {
        let made = tempfile::tempdir().unwrap();
        run(
            Newsroom::sample(),
            &[
                "digest",
                "corpus/wire",
                "-j",
                threads,
                "-o",
                made.path().to_str().unwrap(),
                "--format",
                "md,html,json",
            ],
            b"",
        );
        let mut names: Vec<_> =
            fs::read_dir(made.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.retain(|path| path.extension().is_some());
        names.sort();
        names.iter().map(|path| fs::read_to_string(path).unwrap()).collect::<Vec<_>>()
    };
    let one = pages("1");
    assert_eq!(one.len(), 12);
    assert_eq!(one, pages("2"));
    assert_eq!(one, pages("8"));
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_that_names_it() {
    let newsroom = Newsroom::new();
    newsroom.receives("ferry.txt", FERRY);
    fs::write(newsroom.path("taken"), "a file").unwrap();
    let said = newsroom.runs(&["digest", "wire", "-o", "taken"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.starts_with("nutgraf: taken: cannot be written"), "{}", said.err);
    assert_eq!(said.err.matches("os error").count(), 1, "{}", said.err);
}
