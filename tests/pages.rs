//! Web pages: what they say of themselves, and the article alone out of them.

use crate::copy::{FERRY, paragraphs};
use crate::newsroom::{Newsroom, lines};

/// A page of a news site with what surrounds an article there.
fn page(head: &str, above: &str, below: &str) -> String {
    let story: Vec<String> = paragraphs(FERRY).iter().map(|text| format!("<p>{text}</p>")).collect();
    format!(
        "<!doctype html><html lang=\"en-GB\"><head><meta charset=utf-8><title>Ferry to stay in port until spring | Ellery Courier</title>{head}</head>\
         <body><nav><a href=/>Home</a><a href=/region>Region</a></nav><main><article><h1>Ferry to stay in port until spring</h1>{above}\
         <div class=\"story\">{}</div>{below}</article></main><footer>© Ellery Courier</footer></body></html>",
        story.concat()
    )
}

fn read(page: impl AsRef<[u8]>) -> serde_json::Value {
    let newsroom = Newsroom::new();
    newsroom.receives("page.html", page);
    let said = newsroom.runs(&["clean", "wire", "--format", "jsonl"]);
    lines(&said.out).into_iter().next().unwrap_or_else(|| panic!("{}", said.err))
}

#[test]
fn a_page_says_who_wrote_it_when_and_for_whom() {
    let linked = r#"<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Ferry to stay in port until spring",
        "datePublished": "2026-03-02T18:05:00+01:00", "author": [{"name": "Ada Winter"}, {"name": "Tom Orr"}],
        "publisher": {"name": "Ellery Courier"}, "provider": {"name": "Reuters"}}]}</script>"#;
    let tags = r#"<meta property="article:published_time" content="2026-03-02T18:05:00+01:00"><meta property="og:site_name" content="Ellery Courier">
        <meta name="parsely-author" content="Ada Winter"><meta name="citation_author" content="Tom Orr"><meta name="dc.source" content="Reuters">"#;
    for head in [linked, tags] {
        let head = format!("{head}<link rel=canonical href=\"https://courier.example/2026/03/02/ferry\">");
        let article = read(page(&head, "", ""));
        assert_eq!(article["headline"], "Ferry to stay in port until spring", "{head}");
        assert_eq!(article["byline"], "Ada Winter, Tom Orr");
        assert_eq!(article["outlet"], "Ellery Courier");
        assert_eq!(article["date"], "2026-03-02");
        assert_eq!(article["time"], "18:05:00+01");
        assert_eq!(article["agency"]["name"], "Reuters");
        assert_eq!(article["agency"]["place"], "metadata");
        assert_eq!(article["language"], "en");
        let others = article["other_dates"].to_string();
        assert!(others.contains("the address") && others.contains("the dateline"), "{others}");
    }
}

#[test]
fn only_the_article_is_left_of_a_page() {
    let below = r#"<div class="related-stories"><h3>Related</h3><p><a href=/b>Bridge toll to double in June, says the council</a></p></div>
        <p><a href=/c>Cat elected to the harbour board after a recount of all votes</a></p>
        <div class="newsletter-signup"><p>Get the harbour news in your inbox every morning before the tide.</p></div>"#;
    let article = read(page("", "", below));
    let body = article["body"].to_string();
    for stray in ["Bridge toll", "Cat elected", "inbox", "Home", "©"] {
        assert!(!body.contains(stray), "{stray}: {body}");
    }
    assert_eq!(article["body"].as_array().unwrap().len(), paragraphs(FERRY).len(), "{body}");
}

#[test]
fn lists_and_quotations_stay_whole_whatever_dresses_their_words() {
    let article = read(page(
        "",
        "",
        "<p>The owner named his reasons on Monday:</p>
         <ul><li><p>The <i>shaft</i> has cracks, as <a href=/a>a report</a>, long kept back, had said.</p></li>
         <li>The crew is <b>tired</b> of the winter</li></ul>
         <blockquote><p>We had to <em>close</em> it, and <a href=/b>the town</a> knows why.</p></blockquote>
         <p>A bus will run instead, and it will be free of charge for all who hold a ticket for the ferry.</p>",
    ));
    let body = article["body"].as_array().unwrap();
    for line in [
        "The shaft has cracks, as a report, long kept back, had said.",
        "The crew is tired of the winter",
        "We had to close it, and the town knows why.",
    ] {
        assert!(body.iter().any(|found| found == line), "{line:?} is not in {body:?}");
    }
}

#[test]
fn an_article_that_is_written_without_paragraphs_stays_whole() {
    let article = read(
        "<html><head><title>Ferry stays in port until the spring</title></head><body><article><h1>Ferry stays in port until the spring</h1>
         <div>The ferry that links the <b>two shores</b> of the sound will stay in port until the spring, its owner <a href=x>said</a> on Monday,
         after inspectors found cracks.<br><br>
         A bus will run instead, the owner said, and it will be <i>free of charge</i> for all who hold a <a href=x>ticket</a> for the ferry.</div>
         <p>The two shores had no tunnel until 1961, when the town built one of steel, and it filled in 1978 in a flood.</p>
         </article></body></html>",
    );
    let body = article["body"].as_array().unwrap();
    for line in [
        "The ferry that links the two shores of the sound will stay in port until the spring, its owner said on Monday, after inspectors found cracks.",
        "A bus will run instead, the owner said, and it will be free of charge for all who hold a ticket for the ferry.",
    ] {
        assert!(body.iter().any(|found| found == line), "{line:?} is not in {body:?}");
    }
}

#[test]
fn a_standfirst_that_the_page_shows_is_part_of_the_article() {
    let standfirst = "Cracks in a shaft keep the crossing closed, and no yard can replace it before May.";
    let head = format!("<meta name=description content=\"{standfirst}\">");
    let shown = read(page(&head, &format!("<div class=\"standfirst\">{standfirst}</div>"), ""));
    assert_eq!(shown["body"][0], standfirst);
    let hidden = read(page(&head, "", ""));
    assert!(
        !hidden["body"].to_string().contains("no yard can"),
        "what only metadata say is not in the article"
    );
}

#[test]
fn text_that_a_page_only_tells_machines_is_read_where_its_own_is_a_teaser() {
    let [lede, rest @ ..] = &paragraphs(FERRY)[..] else { panic!("the story has paragraphs") };
    let body =
        serde_json::json!({"@type": "NewsArticle", "headline": "Ferry", "articleBody": rest.join("\n\n")});
    let html = format!(
        "<html><head><title>Ferry</title><script type=\"application/ld+json\">{body}</script></head><body><article><h1>Ferry</h1><p>{}</p></article></body></html>",
        &lede[..lede.floor_char_boundary(90)]
    );
    let article = read(html);
    assert_eq!(article["body"].as_array().unwrap().len(), rest.len(), "{article}");
}

#[test]
fn a_day_in_the_head_of_a_page_is_not_that_of_its_article() {
    let text = |paragraph: &str| format!("<p>{}</p>", paragraph.replace("TAMSIN, March 2 (Norvane) — ", ""));
    let story: Vec<String> = paragraphs(FERRY).into_iter().map(text).collect();
    let html = format!(
        "<html lang=de><head><title>Ferry to stay in port until spring</title></head><body><div class=date>Freitag, 6. März 2026</div>\
         {}<h2>Ferry to stay in port until spring</h2><p>By Ada Winter</p><p>2. März 2026</p>{}</body></html>",
        "<div><b>Region</b><b>Sport</b><b>Harbour</b></div>".repeat(9),
        story.concat()
    );
    let article = read(html);
    assert_eq!(article["date"], "2026-03-02", "{article}");
}

#[test]
fn a_kicker_is_no_part_of_the_headline_and_a_logo_is_none() {
    let plain = page("", "", "");
    let kicker = plain.replace("<h1>", "<h1><span class=\"article__kicker\">Harbour</span> ");
    let logo = plain.replace("<body>", "<body><h1>Ellery Courier</h1>").replace(
        "<h1>Ferry to stay in port until spring</h1>",
        "<h2>Ferry to stay in port until spring</h2>",
    );
    for page in [kicker, logo] {
        assert_eq!(read(page)["headline"], "Ferry to stay in port until spring");
    }
}

#[test]
fn people_sign_a_page_before_its_publisher() {
    let linked = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry to stay in port until spring",
        "author": {"@type": "Organization", "name": "Ellery Courier"}, "publisher": {"name": "Ellery Courier"}}</script>"#;
    let byline = "<p class=\"byline\">By <a rel=author>Ada Winter</a> · Harbour desk</p>";
    assert_eq!(read(page(linked, byline, ""))["byline"], "Ada Winter");
    let form = "<div class=comments><label class=author>Name</label></div>";
    assert_eq!(read(page(linked, "", form))["byline"], "Ellery Courier");
}

#[test]
fn dates_of_pages_are_ranked_and_the_best_is_taken() {
    for (head, above, date, reason) in [
        (
            "<meta property=og:updated_time content=2026-03-04><meta itemprop=datePublished content=2026-03-02>",
            "",
            "2026-03-02",
            "the page's metadata: datepublished",
        ),
        (
            "<meta property=og:updated_time content=2026-03-04>",
            "<div>2. März 2026, 18:05 Uhr</div>",
            "2026-03-02",
            "the date that the page shows: \"2. März 2026, 18:05 Uhr\"",
        ),
        (
            "<meta property=og:url content=https://courier.example/2026/mar/1/ferry>",
            "<time datetime=\"2026-03-02T09:00\">today</time>",
            "2026-03-01",
            "the address",
        ),
        (
            "",
            "<aside class=widget>Elsewhere</aside><p>Erschienen am: 2.3.2026</p>",
            "2026-03-02",
            "the date that the page shows: \"Erschienen am: 2.3.2026\"",
        ),
        (
            "<meta property=article:published_time content=2026-03-04T09:00:00Z><meta property=og:url content=https://courier.example/2025/11/30/ferry>",
            "",
            "2025-11-30",
            "the address",
        ),
        (
            "<meta property=article:published_time content=2999-01-01>",
            "<time itemprop=datePublished datetime=2026-03-02>2 March</time>",
            "2026-03-02",
            "the page's metadata: the element marked as its publication",
        ),
    ] {
        let article = read(page(head, above, "").replace("TAMSIN, March 2 (Norvane) — ", ""));
        assert_eq!(article["date"], date, "{article}");
        assert_eq!(article["date_reason"], reason);
    }
}

#[test]
fn pages_that_are_broken_give_an_article_or_a_spike_and_never_stop_the_run() {
    let newsroom = Newsroom::new();
    let nested =
        |depth: usize| format!("<html><body>{}{FERRY}{}", "<div>".repeat(depth), "</div>".repeat(depth));
    newsroom.receives("a-nested.html", nested(100));
    newsroom.receives("b-deep.html", nested(10_000));
    newsroom.receives("c-zero.html", page("", "", "").replace("ferry", "fe\0rry"));
    newsroom.receives("d-wrong.html", page("", "", "").replace("charset=utf-8", "charset=utf-16"));
    let surrogate = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry \ud83d stays", "datePublished": "0000-00-00"}</script>"#;
    newsroom.receives("e-surrogate.html", page(surrogate, "", ""));
    newsroom.receives(
        "f-huge.html",
        page(&format!("<meta name=author content=\"{}\">", "x".repeat(4 << 20)), "", ""),
    );
    newsroom.receives("g-cut.html", &page("", "", "")[..300]);
    let said = newsroom.runs(&["clean", "wire", "-v", "--format", "jsonl"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.err.contains("wire/b-deep.html: elements nested more than 512 deep"), "{}", said.err);
    assert!(said.err.contains("wire/c-zero.html: binary data, not text"), "{}", said.err);
    let read: Vec<String> =
        lines(&said.out).iter().map(|article| article["source"].as_str().unwrap().to_owned()).collect();
    for name in ["a-nested", "d-wrong", "e-surrogate", "f-huge"] {
        assert!(read.contains(&format!("wire/{name}.html")), "{name} is not among {read:?}: {}", said.err);
    }
}

#[test]
fn reading_is_measured_on_a_labelled_set() {
    let newsroom = Newsroom::new();
    newsroom.receives("html/ferry.html", page("<meta name=author content=\"Ada Winter\">", "", ""));
    newsroom.receives(
        "pages.jsonl",
        r#"{"page": "html/ferry.html", "with": ["will stay in port until the spring", "not in it"], "without": ["Home"], "meta": {"title": "Ferry to stay in port until spring", "author": "Ada Winter", "date": "2026-03-03"}}"#,
    );
    let said = newsroom.runs(&["eval", "reading", "wire", "--format", "json"]);
    let report: serde_json::Value =
        serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("{}", said.err));
    assert_eq!(report["snippets"], serde_json::json!({"precision": 1.0, "recall": 0.5, "f1": 0.6667}));
    assert_eq!(report["titles"]["right"], 1);
    assert_eq!(report["authors"]["right"], 1);
    assert_eq!(report["dates"], serde_json::json!({"right": 0, "of": 1, "rate": 0.0}));
    assert!(newsroom.runs(&["eval", "reading", "nowhere"]).err.contains("nowhere/pages.jsonl"));
}
