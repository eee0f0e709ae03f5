//! Cleaning: the article out of what a scraper left.

use crate::copy::{FERRY, paragraphs};
use crate::newsroom::{Newsroom, lines};

/// A page as a scraper leaves it: render date, menu glued to the headline, captions, lists of other articles.
fn scraped() -> String {
    let [lede, rest @ ..] = &paragraphs(FERRY)[..] else { panic!("the story has paragraphs") };
    format!(
        "Tuesday, April 14, 2026\nHomeRegionFerry to stay in port until spring\n\nFerry to stay in port until spring\n\n- Advertisement -\n\nSound Line director Hedda Maas NV\n\n{lede}\n\n{}\n\nAlso read: Bridge toll to double in June\n\n- Advertisement -\n- Advertisement -\n\nLatest\n\nCat elected to harbour board\n\nMust Read\n\n- Advertisement -\n\nRelated News",
        rest.join("\n\n")
    )
}

#[test]
fn a_scraped_page_gives_its_article_and_nothing_else() {
    let newsroom = Newsroom::new();
    newsroom.receives("page.txt", scraped());
    let said = newsroom.runs(&["clean", "wire", "--format", "jsonl", "--date", "2026-03-05"]);
    let article = &lines(&said.out)[0];
    assert_eq!(article["headline"], "Ferry to stay in port until spring");
    let body: Vec<&str> =
        article["body"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    assert_eq!(body.len(), paragraphs(FERRY).len());
    assert!(body[0].starts_with("The ferry that links"), "the dateline is off: {}", body[0]);
    assert_eq!(article["dateline"], "TAMSIN, March 2 (Norvane)");
    let removed = article["removed"].to_string();
    for line in [
        "HomeRegionFerry",
        "Sound Line director Hedda Maas NV",
        "Also read",
        "Related News",
        "Cat elected",
        "Latest",
    ] {
        assert!(removed.contains(line), "{line} is not among {removed}");
    }
}

#[test]
fn the_day_on_which_a_page_was_shown_is_not_its_article_s() {
    let newsroom = Newsroom::new();
    newsroom.receives("page.txt", scraped().replace("TAMSIN, March 2 (Norvane) — ", ""));
    let said = newsroom.runs(&["clean", "wire", "--format", "jsonl", "--date", "2026-03-05"]);
    let article = &lines(&said.out)[0];
    assert_eq!(article["date"], "2026-03-05");
    assert_eq!(article["date_reason"], "undated copy: the day given for it");
    assert!(article["removed"].to_string().contains("the day on which the page was shown"));
}

#[test]
fn a_day_that_cannot_be_counted_is_shown_with_the_reason() {
    let newsroom = Newsroom::new();
    newsroom.receives(
        "page.txt",
        "Ferry stays\n\nThe ferry was taken out of service on Tuesday, its owner said.",
    );
    let said = newsroom.runs(&["clean", "wire"]);
    let line = "\"on Tuesday\" in the text is not counted, because nothing states the article's own day";
    assert!(said.out.contains(line), "{}", said.out);
    let said = newsroom.runs(&["clean", "wire", "--format", "jsonl"]);
    assert_eq!(lines(&said.out)[0]["uncounted"], "on Tuesday");
}

#[test]
fn a_line_that_states_the_day_dates_the_article() {
    let newsroom = Newsroom::new();
    newsroom.receives(
        "page.txt",
        FERRY
            .replace("TAMSIN, March 2 (Norvane) — ", "")
            .replace("By Ada Winter", "By Ada Winter\n\nPublished: 2 March 2026, 18:05"),
    );
    let article = &lines(&newsroom.runs(&["clean", "wire", "--format", "jsonl"]).out)[0];
    assert_eq!(article["date"], "2026-03-02");
    assert_eq!(article["date_reason"], "the line \"Published: 2 March 2026, 18:05\"");
    assert_eq!(article["byline"], "Ada Winter");
    assert_eq!(article["credit"], "(Reporting by Ada Winter; Editing by Tom Orr)");
}

#[test]
fn a_person_sees_what_was_kept_and_why_each_line_went() {
    let newsroom = Newsroom::new();
    newsroom.receives("page.txt", scraped());
    let said = newsroom.runs(&["clean", "wire/page.txt", "--date", "2026-03-05"]);
    assert!(said.out.contains("headline  Ferry to stay in port until spring\n"), "{}", said.out);
    assert!(
        said.out.contains(
            "  HomeRegionFerry to stay in port until spring\n      the site's menu glued to the headline\n"
        ),
        "{}",
        said.out
    );
}

#[test]
fn an_article_is_never_emptied_by_rules_that_only_look_at_places() {
    let newsroom = Newsroom::new();
    let titles: Vec<String> = (1..40).map(|i| format!("A short note on the harbour, number {i}")).collect();
    newsroom.receives("notes.txt", format!("Notes\n\nThe harbour office has written to its tenants this week about the rules.\n\nRelated\n\n{}", titles.join("\n\n")));
    let article = &lines(&newsroom.runs(&["clean", "wire", "--format", "jsonl"]).out)[0];
    assert!(article["body"].as_array().unwrap().len() > 30, "{article}");
}

#[test]
fn marks_that_hide_or_turn_text_are_gone() {
    let newsroom = Newsroom::new();
    newsroom.receives("a.jsonl", "{\"title\": \"Ferry \\u202estays\\u202c \\u001b[31min port\\u0007\", \"text\": \"It stays\\u0000 there.\"}");
    let said = newsroom.runs(&["clean", "wire"]);
    assert!(said.out.contains("Ferry stays in port"), "{}", said.out);
    assert!(said.out.chars().all(|c| c == '\n' || !c.is_control()), "{:?}", said.out);
}

#[test]
fn the_agency_is_named_with_the_words_that_credit_it_and_a_mention_credits_nobody() {
    let newsroom = Newsroom::new();
    newsroom.receives("a.txt", FERRY.replace("(Norvane)", "(Reuters)"));
    newsroom.receives("b.txt", FERRY.replace("By Ada Winter", "By Ada Winter, Associated Press"));
    newsroom.receives(
        "c.txt",
        FERRY.replace("(Reporting by Ada Winter; Editing by Tom Orr)", "With inputs from PTI"),
    );
    newsroom.receives("d.txt", FERRY.replace("he said.", "he told Reuters. The AP had asked as well."));
    let articles = lines(&newsroom.runs(&["clean", "wire", "--format", "jsonl"]).out);
    let agency =
        |at: usize| (articles[at]["agency"]["name"].clone(), articles[at]["agency"]["place"].clone());
    assert_eq!(agency(0), ("Reuters".into(), "dateline".into()));
    assert_eq!(agency(2), ("PTI".into(), "credit".into()));
    assert!(articles[3]["agency"].is_null(), "{}", articles[3]["agency"]);
    assert_eq!(articles[0]["language"], "en");
}
