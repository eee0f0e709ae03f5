//! Feeds and the formats of the wire: what each says of an article, and which articles must not run.

use crate::newsroom::{Newsroom, lines};

fn feed(items: &str) -> String {
    format!(
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>\
         <channel><title>Ellery Courier</title><language>en-gb</language>{items}</channel></rss>"
    )
}

/// An item of NewsML-G2.
fn item(version: u32, status: &str, more: &str, body: &str) -> String {
    format!(
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:newsml:northwire.example:ferry' version='{version}' \
         xml:lang='en-GB'><rightsInfo><usageTerms>Not for resale.</usageTerms></rightsInfo><itemMeta>\
         <itemClass qcode='ninat:text'/><provider qcode='nprov:NW'><name>Northwire</name></provider>\
         <versionCreated>2026-03-0{version}T09:30:00+01:00</versionCreated>{more}<pubStatus qcode='stat:{status}'/></itemMeta>\
         <contentMeta><urgency>4</urgency><located><name>Port Ellery</name></located><by>Ada Winter</by>\
         <creditline>Northwire</creditline><infoSource><name>Harbour board</name></infoSource><slugline>Ferry-Port</slugline>\
         <headline>Ferry stays in port, take {version}</headline></contentMeta><contentSet><inlineXML contenttype='application/xhtml+xml'>\
         <html xmlns='http://www.w3.org/1999/xhtml'><body>{body}</body></html></inlineXML></contentSet></newsItem>"
    )
}

const BODY: &str = "<p>The ferry stays in port until spring, its owner said on Monday.</p><p>Divers found <b>cracks</b> in the hull.</p>";

#[test]
fn a_feed_gives_full_content_before_its_summary_and_names_the_publisher() {
    let newsroom = Newsroom::new();
    newsroom.receives(
        "a.rss",
        feed(
            "<item><title>Ferry stays in port - Castell Express</title><source url='https://castell.example/rss'>Castell Express</source>\
             <link>https://castell.example/ferry</link><guid>c-17</guid><pubDate>Mon, 02 Mar 2026 09:30:00 +0200</pubDate>\
             <description>A ferry stays.</description><content:encoded><![CDATA[<p>The ferry stays in port until spring.</p>\
             <p>Divers found cracks.</p>]]></content:encoded></item>\
             <item><description>A bus will run from Tamsin to Port Ellery until the ferry sails again.</description></item>",
        ),
    );
    newsroom.receives(
        "b.atom",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Orrin Post</title><entry><title type='html'>Bridge &amp;amp; road</title>\
         <id>o-1</id><updated>2026-03-03T10:00:00Z</updated><author><name>Tom Orr</name></author>\
         <summary>The bridge is closed.</summary></entry></feed>",
    );
    newsroom.receives(
        "c.json",
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Tamsin Sun", "items": [{"id": "t1", "title": "Bus runs",
            "content_html": "<p>A bus will run.</p>", "date_published": "2026-03-04T08:00:00Z"}]}"#,
    );
    let said = newsroom.runs(&["clean", "wire", "-v", "--format", "jsonl", "--date", "2026-03-05"]);
    let articles = lines(&said.out);
    assert_eq!(articles.len(), 4, "{}", said.err);
    assert_eq!(articles[0]["headline"], "Ferry stays in port");
    assert_eq!(articles[0]["outlet"], "Castell Express");
    assert_eq!(articles[0]["id"], "c-17");
    assert_eq!(articles[0]["time"], "09:30:00+02");
    assert_eq!(
        articles[0]["body"],
        serde_json::json!(["The ferry stays in port until spring.", "Divers found cracks."])
    );
    assert_eq!(articles[1]["id"], serde_json::Value::Null);
    assert_eq!(articles[1]["outlet"], "Ellery Courier");
    assert_eq!(articles[1]["source"], "wire/a.rss:2");
    assert_eq!(articles[2]["headline"], "Bridge & road");
    assert_eq!(articles[2]["byline"], "Tom Orr");
    assert_eq!(articles[3]["outlet"], "Tamsin Sun");
    assert_eq!(articles[3]["body"], serde_json::json!(["A bus will run."]));
}

#[test]
fn the_draft_of_atom_that_many_old_feeds_are_in_is_read_as_atom() {
    let newsroom = Newsroom::new();
    newsroom.receives(
        "old.xml",
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>Ellery Courier</title><entry><title>Ferry stays</title>\
         <issued>2026-03-02T09:30:00Z</issued><content type='text/html' mode='escaped'>&lt;p&gt;The ferry stays in port.&lt;/p&gt;\
         </content></entry></feed>",
    );
    let said = newsroom.runs(&["clean", "wire", "-v", "--format", "jsonl"]);
    let article = &lines(&said.out)[0];
    assert_eq!(article["headline"], "Ferry stays", "{}", said.err);
    assert_eq!(article["body"][0], "The ferry stays in port.");
    assert_eq!(article["date_reason"], "the field \"issued\"");
}

#[test]
fn a_broken_feed_keeps_its_whole_entries_and_one_of_no_version_is_read() {
    let newsroom = Newsroom::new();
    let cut =
        feed("<item><title>One road</title></item>\n<item><title>Two roads</title></item>\n<item><title>Thr");
    newsroom.receives("cut.rss", cut.split("</channel>").next().unwrap());
    newsroom.receives(
        "old.xml",
        "<rss><channel><item><title>An old road &nbsp; reopens</title></item></channel></rss>",
    );
    let said = newsroom.runs(&["clean", "wire", "-v", "--format", "jsonl"]);
    let headlines: Vec<_> = lines(&said.out).iter().map(|article| article["headline"].clone()).collect();
    assert_eq!(headlines, ["One road", "Two roads", "An old road reopens"], "{}", said.err);
    assert!(said.err.contains("wire/cut.rss: not well-formed at line 3"), "{}", said.err);
}

#[test]
fn newsml_nitf_and_ninjs_say_how_copy_is_to_be_handled() {
    let nitf = "<nitf xml:lang='en'><head><docdata management-status='usable'><doc-id id-string='nw-17'/><urgency ed-urg='3'/>\
        <date.issue norm='20260302T093000+0100'/><du-key key='Ferry'/></docdata></head><body><body.head><hedline><hl1>Ferry stays</hl1></hedline>\
        <byline>By Ada Winter</byline><distributor>Northwire</distributor><dateline><location>Port Ellery</location>, March 2</dateline></body.head>\
        <body.content><p>The ferry stays in port.</p><media><media-caption>A ferry.</media-caption></media></body.content></body></nitf>";
    let ninjs = r#"{"uri": "urn:nw:18", "version": "2", "versionCreated": "2026-03-02T09:30:00Z", "pubStatus": "usable", "urgency": 5,
        "slugline": "Ferry", "located": "Port Ellery", "headlines": [{"role": "main", "value": "Ferry stays"}], "infoSources": [{"name": "Harbour board"}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>The ferry stays in port.</p>"}], "usageTerms": "Not for resale."}"#;
    for (name, copy) in
        [("a.xml", item(1, "usable", "", BODY)), ("b.nitf", nitf.to_owned()), ("c.json", ninjs.to_owned())]
    {
        let drafts = nutgraf::read::bytes(name, copy.as_bytes());
        let draft = drafts[0].as_ref().unwrap();
        let handling = draft.handling.as_ref().unwrap();
        assert!(draft.headline.as_ref().unwrap().starts_with("Ferry stays"), "{name}");
        assert!(draft.body.contains("The ferry stays in port"), "{name}");
        assert!(!draft.body.contains("A ferry."), "{name}: a caption is no running text");
        assert_eq!(handling.located.as_deref(), Some("Port Ellery"), "{name}");
        assert!(handling.slugline.as_ref().unwrap().starts_with("Ferry"), "{name}");
        assert!(handling.urgency.is_some() && handling.uri.is_some(), "{name}");
        assert!(draft.dates.iter().any(|date| date.time.is_some()), "{name}: {:?}", draft.dates);
    }
    let first = nutgraf::read::bytes("a.xml", item(1, "usable", "", BODY).as_bytes()).remove(0).unwrap();
    assert_eq!(first.agency.as_deref(), Some("Northwire"));
    assert_eq!(first.byline.as_deref(), Some("Ada Winter"));
    assert_eq!(first.handling.unwrap().usage_terms.as_deref(), Some("Not for resale."));
}

#[test]
fn the_last_version_runs_whatever_the_order_of_the_files() {
    for names in [["a.xml", "b.xml"], ["b.xml", "a.xml"]] {
        let newsroom = Newsroom::new();
        newsroom.receives(names[0], item(1, "usable", "", BODY));
        newsroom.receives(names[1], item(2, "usable", "", BODY));
        let said = newsroom.runs(&["digest", "wire", "-v", "--engine", "lede"]);
        assert!(
            said.err.contains(&format!("wire/{}: superseded by wire/{}", names[0], names[1])),
            "{}",
            said.err
        );
        let page = newsroom.made("digests/2026-03-02.md");
        assert!(page.contains("take 2") && !page.contains("take 1"), "{page}");
    }
}

#[test]
fn a_kill_takes_every_version_out_of_every_digest_and_says_so() {
    let newsroom = Newsroom::new();
    newsroom.receives("a.xml", item(2, "canceled", "", ""));
    newsroom.receives("b.xml", item(1, "usable", "", BODY));
    newsroom.receives("c.xml", item(3, "usable", "", BODY));
    newsroom.receives("d.txt", crate::copy::BRIDGE);
    for job in
        [&["digest", "wire", "-v", "--engine", "lede"][..], &["summarise", "wire", "-v", "--engine", "lede"]]
    {
        let said = newsroom.runs(job);
        for line in [
            "wire/a.xml: a kill of urn:newsml:northwire.example:ferry",
            "wire/b.xml: killed by wire/a.xml",
            "wire/c.xml: killed by wire/a.xml",
        ] {
            assert!(said.err.contains(line), "{line}: {}", said.err);
        }
        assert!(!said.out.contains("take"), "{}", said.out);
        assert_eq!(said.code, Some(0));
    }
}

#[test]
fn a_kill_in_plain_text_takes_out_the_story_that_it_names() {
    let newsroom = Newsroom::new();
    let slugged = |slug: &str| format!("{slug}\n\n{}", crate::copy::BRIDGE);
    newsroom.receives("northwire/a.txt", slugged("BC-Hallam-Bridge"));
    newsroom.receives("northwire/sub.txt", slugged("BC-Hallam-Bridge, Sub"));
    newsroom.receives("courier/a.txt", slugged("BC-Hallam-Bridge"));
    newsroom.receives("northwire/ferry.txt", crate::copy::FERRY);
    newsroom.receives(
        "northwire/b.txt",
        "BC-Hallam-Bridge, KILL\n\nEDITORS: Please kill the story slugged BC-Hallam-Bridge. It is wrong.",
    );
    let said = newsroom.runs(&["clean", "wire", "-v"]);
    assert_eq!(
        said.err,
        "spiked: wire/northwire/a.txt: killed by wire/northwire/b.txt\n\
         spiked: wire/northwire/b.txt: a kill of BC-Hallam-Bridge\n2 spiked\n"
    );
    newsroom.receives("northwire/b.txt", "EDITORS: Please kill our story on the bridge.");
    let said = newsroom.runs(&["clean", "wire"]);
    assert_eq!(said.err, "spiked: wire/northwire/b.txt: a kill of an item that it does not name\n");
}

#[test]
fn what_is_withheld_waits_for_a_later_version() {
    let newsroom = Newsroom::new();
    newsroom.receives("a.xml", item(1, "usable", "", BODY));
    newsroom.receives("b.xml", item(2, "withheld", "", ""));
    let said = newsroom.runs(&["summarise", "wire", "-v", "--engine", "lede"]);
    assert!(said.err.contains("wire/a.xml: withheld by wire/b.xml"), "{}", said.err);
    newsroom.receives("c.xml", item(3, "usable", "", BODY));
    let said = newsroom.runs(&["summarise", "wire", "-v", "--engine", "lede"]);
    assert!(said.err.contains("wire/a.xml: superseded by wire/c.xml"), "{}", said.err);
    assert!(said.out.contains("ferry stays in port"), "{}", said.out);
}

#[test]
fn copy_under_embargo_stays_out_until_its_time() {
    let newsroom = Newsroom::new();
    let until = |time: &str| item(1, "usable", &format!("<embargoed>{time}</embargoed>"), BODY);
    newsroom.receives("past.xml", until("2020-03-02T06:00:00Z").replace("ferry'", "past'"));
    newsroom.receives("later.xml", until("2199-03-02T06:00:00Z").replace("ferry'", "later'"));
    newsroom.receives("open.xml", until("").replace("ferry'", "open'"));
    let said = newsroom.runs(&["summarise", "wire", "-v", "--engine", "lede", "--format", "jsonl"]);
    assert!(said.err.contains("wire/later.xml: under embargo until 2199-03-02 06:00:00"), "{}", said.err);
    assert!(said.err.contains("wire/open.xml: under embargo until its provider lifts it"), "{}", said.err);
    assert_eq!(lines(&said.out).len(), 1);
}

#[test]
fn records_of_a_search_engine_and_names_in_capitals_are_read() {
    let newsroom = Newsroom::new();
    newsroom.receives(
        "a.jsonl",
        "{\"_index\": \"news\", \"_id\": \"e1\", \"_source\": {\"Title\": \"Ferry stays\", \"Body\": \"The ferry stays in port.\"}}\n\
         {\"TITLE\": \"Bus runs\", \"TEXT\": \"A bus will run.\", \"PublishedAt\": \"2026-03-02\"}\n",
    );
    newsroom.receives("b.json", r#"{"took": 3, "hits": {"total": 1, "hits": [{"_source": {"body_xhtml": "<p>A road reopens.</p>"}}]}}"#);
    let articles = lines(&newsroom.runs(&["clean", "wire", "--format", "jsonl"]).out);
    assert_eq!(articles[0]["headline"], "Ferry stays");
    assert_eq!(articles[0]["id"], "e1");
    assert_eq!(articles[1]["date"], "2026-03-02");
    assert_eq!(articles[2]["body"], serde_json::json!(["A road reopens."]));
}

#[test]
fn a_declaration_in_the_midst_of_a_feed_stops_nothing() {
    let items = format!(
        "<item><title>One</title><description>It sails. {}</description></item><?xml version='1.0' encoding='iso-8859-1'?>\
         <item><title>Two</title><description>It runs.</description></item>",
        "Again and again. ".repeat(300)
    );
    let drafts = nutgraf::read::bytes("a.rss", feed(&items).as_bytes());
    let titles: Vec<_> = drafts.into_iter().map(|draft| draft.unwrap().headline).collect();
    assert_eq!(titles, [Some("One".into()), Some("Two".into())]);
}
