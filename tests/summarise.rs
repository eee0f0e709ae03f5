//! Summaries of single articles.

use crate::copy::{BRIDGE, FERRY};
use crate::newsroom::{Newsroom, lines};

#[test]
fn a_summary_is_whole_sentences_of_about_the_length_asked_for() {
    let newsroom = Newsroom::new();
    newsroom.receives("ferry.txt", FERRY);
    let summary = |length: &str| {
        let said = newsroom.runs(&[
            "summarise",
            "wire/ferry.txt",
            "--engine",
            "lede",
            "--format",
            "jsonl",
            "--length",
            length,
        ]);
        let line = lines(&said.out)[0].clone();
        assert_eq!(line["headline"], "Ferry to stay in port until spring");
        line["summary"]
            .as_array()
            .unwrap()
            .iter()
            .map(|sentence| sentence.as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(summary("1s").len(), 1);
    assert!(summary("1s")[0].starts_with("The ferry that links"));
    assert!(summary("1s")[0].ends_with("before the ice comes."));
    assert_eq!(summary("4s").len(), 4);
    let words: usize = summary("80w").iter().map(|sentence| sentence.split_whitespace().count()).sum();
    assert!((40..=88).contains(&words), "{words}");
}

#[test]
fn both_spellings_read_standard_input() {
    let newsroom = Newsroom::new();
    for job in ["summarise", "summarize"] {
        let said = newsroom.hears(&[job, "-", "--engine", "lede", "--length", "1s"], BRIDGE);
        assert!(
            said.out.starts_with("Council votes for a bridge of oak\nThe council of Hallam voted"),
            "{}{}",
            said.out,
            said.err
        );
    }
}

#[test]
fn an_article_without_text_gives_an_empty_summary() {
    let newsroom = Newsroom::new();
    let said = newsroom
        .hears(&["summarise", "-", "--format", "jsonl"], "{\"title\": \"\", \"text\": \"One\", \"id\": 4}\n");
    assert_eq!(lines(&said.out)[0]["summary"], serde_json::json!(["One"]));
}
