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

/// The sentences of a summary, and the words of all of them.
fn summary(said: &crate::newsroom::Said, at: usize) -> (Vec<String>, usize) {
    let sentences: Vec<String> = lines(&said.out)[at]["summary"]
        .as_array()
        .unwrap()
        .iter()
        .map(|sentence| sentence.as_str().unwrap().to_owned())
        .collect();
    let words = sentences.iter().map(|sentence| sentence.split_whitespace().count()).sum();
    (sentences, words)
}

#[test]
fn the_desk_keeps_to_the_length_and_says_nothing_that_the_copy_does_not() {
    let newsroom = Newsroom::new();
    newsroom.receives("ferry.txt", FERRY);
    newsroom.receives("bridge.txt", BRIDGE);
    let said = newsroom.runs(&["summarise", "wire", "--format", "jsonl", "--no-trim"]);
    for (at, copy) in [(0, BRIDGE), (1, FERRY)] {
        let (sentences, words) = summary(&said, at);
        assert!((30..=66).contains(&words), "{words} words: {sentences:?}");
        assert!(sentences.iter().all(|sentence| copy.contains(sentence)), "{sentences:?}");
    }
}

#[test]
fn a_record_of_several_texts_is_one_story_and_what_all_carry_comes_first() {
    let newsroom = Newsroom::new();
    let carried = "Inspectors found cracks in the propeller shaft of the Tamsin ferry on Monday.";
    let texts = [
        format!(
            "The weather on the sound was mild for March. {carried} A local choir sang at Orla Point in the evening."
        ),
        format!("Commuters woke to a surprise. {carried} The bakery on the pier has new owners."),
        format!("A busy week lies ahead for the council. {carried} Two geese were seen near the lighthouse."),
    ];
    let record = serde_json::json!({"id": "s", "documents": texts}).to_string();
    let said =
        newsroom.hears(&["summarise", "-", "--format", "jsonl", "--length", "1s", "--no-trim"], &record);
    assert_eq!(summary(&said, 0).0, [carried]);
}

#[test]
fn hard_copy_is_summarised_all_the_same() {
    let newsroom = Newsroom::new();
    let endless = "the ferry stays in port until the spring its owner said on monday ".repeat(8000);
    let records = [
        serde_json::json!({"text": "Rain."}),
        serde_json::json!({"text": endless}),
        serde_json::json!({"text": "渡し船は春まで港に留まると所有者が月曜日に述べた。バスが代わりに走る。"}),
        serde_json::json!({"text": "Die Fähre bleibt bis zum Frühling im Hafen, sagte der Eigner. Ein Bus fährt."}),
        serde_json::json!({"title": "A headline alone"}),
    ];
    let wire: String = records.iter().map(|record| record.to_string() + "\n").collect();
    let said = newsroom.hears(&["summarise", "-", "--format", "jsonl"], &wire);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(lines(&said.out).len(), 5);
    assert_eq!(summary(&said, 0).0, ["Rain."]);
    assert!(summary(&said, 3).0[0].starts_with("Die Fähre bleibt bis zum Frühling im Hafen"));
}

#[test]
fn engines_are_measured_side_by_side_on_summaries_that_people_wrote() {
    let newsroom = Newsroom::new();
    let record =
        |text: &str, summary: &str| serde_json::json!({"text": text, "summary": summary}).to_string() + "\n";
    newsroom.receives(
        "set.jsonl",
        record(FERRY, "The Tamsin ferry stays in port until spring.")
            + &record(BRIDGE, "Hallam will rebuild its bridge in oak."),
    );
    let said = newsroom.runs(&["eval", "summaries", "wire/set.jsonl", "--format", "json"]);
    let rows: Vec<serde_json::Value> =
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {}", said.err));
    let systems: Vec<&str> = rows.iter().map(|row| row["system"].as_str().unwrap()).collect();
    assert_eq!(systems, ["desk", "desk-whole", "lede", "LEAD (first)", "TextRank", "oracle"]);
    let rouge = |at: usize| rows[at]["rouge1"].as_f64().unwrap();
    assert!(rouge(5) >= rouge(3), "the oracle knows the references");
    assert_eq!(newsroom.hears(&["eval", "summaries", "-"], FERRY).code, Some(2), "copy without references");
}

#[test]
fn a_text_that_lost_its_full_stops_is_cut_off_where_enough_is_said_and_shows_it() {
    let newsroom = Newsroom::new();
    let endless = "the ferry stays in port until the spring because of cracks in a shaft and the owner said \
        that all tickets will be paid back to those who ask for it at the office on the quay ";
    newsroom.receives("endless.txt", endless.repeat(9));
    let said = newsroom.runs(&["summarise", "wire/endless.txt", "--length", "60w", "--format", "jsonl"]);
    let (sentences, words) = summary(&said, 0);
    assert!(words <= 66, "{words} words");
    assert!(sentences[0].ends_with(" …"), "{sentences:?}");
}

#[test]
fn copy_in_another_language_is_left_whole_and_the_desk_says_so() {
    let newsroom = Newsroom::new();
    newsroom.receives(
        "pont.txt",
        "Le pont de Bellac ferme aux camions\n\nLa mairie, qui avait promis en mars de le réparer, a annoncé lundi que \
         le pont sur la Vance serait fermé aux camions jusqu'au printemps. Les ingénieurs ont trouvé des fissures dans \
         trois piles. Un bac sera mis en service le 12 avril, selon la préfecture.\n",
    );
    let said = newsroom.runs(&["summarise", "wire/pont.txt", "--length", "1s"]);
    assert!(
        said.out.contains("La mairie, qui avait promis en mars de le réparer, a annoncé"),
        "{}",
        said.out
    );
    assert!(said.err.contains("1 story not in English"), "{}", said.err);
    let said = newsroom.runs(&["summarise", "wire/pont.txt", "--no-trim"]);
    assert!(!said.err.contains("not in English"), "{}", said.err);
}
