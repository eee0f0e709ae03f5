//! What a page says about its article outside the text: JSON-LD, meta tags (`OpenGraph`, Dublin Core, Parsely,
//! Sailthru, Highwire, microdata), `<time>`, `<link rel=canonical>`, the language of `<html>`.

use std::collections::HashMap;

use trafilatura::dom::{Document, NodeId};

use super::linked::{self, Linked, squash};
use super::times::{self, Stands};
use super::{authors, text};

/// What a page says, in its own words.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Headlines, the best first.
    pub(super) headlines: Vec<String>,
    /// What the page shows as headlines of the first rank.
    pub(super) tops: Vec<String>,
    /// What it shows as headlines of the second and third rank.
    pub(super) lower: Vec<String>,
    /// The page's title, the site's name in it.
    pub(super) title: String,
    pub(super) authors: Vec<String>,
    pub(super) outlet: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) descriptions: Vec<String>,
    /// The text as JSON-LD has it.
    pub(super) body: Option<String>,
    /// Days of publication, each with what says so, the best first.
    pub(super) published: Vec<(&'static str, String)>,
    /// Days of which the page does not say what they are.
    pub(super) unclear: Vec<(&'static str, String)>,
    /// Days of the last change.
    pub(super) modified: Vec<(&'static str, String)>,
    /// Days that the page shows, and whether near its headline.
    pub(super) shown: Vec<(bool, String)>,
}

const HEADLINES: &[&str] = &[
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "headline",
    "title",
];
const AUTHORS: &[&str] = &[
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "dc.creator.name",
    "author",
    "byl",
    "byline",
    "article:author",
    "og:article:author",
    "twitter:data1_author",
    "article.author",
    "vr:author",
    "cxenseparse:author",
];
const OUTLETS: &[&str] = &[
    "og:site_name",
    "citation_journal_title",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
    "publisher",
    "article:publisher_name",
    "twitter:app:name:iphone",
];
const URLS: &[&str] = &["og:url", "parsely-link", "twitter:url"];
const LANGUAGES: &[&str] =
    &["og:locale", "dc.language", "dcterms.language", "content-language", "language", "citation_language"];
const DESCRIPTIONS: &[&str] =
    &["og:description", "description", "twitter:description", "dc.description", "sailthru.description"];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_at",
    "pubdate",
    "date_published",
    "published-date",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.publication",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "displaydate",
    "rnews:datepublished",
    "bt:pubdate",
    "shareaholic:article_published_time",
    "publicationdate",
    "vr:published_time",
    "og:pubdate",
    "lw.pubdate",
    "iso-8601-publish-date",
];
/// Those that content systems write beside the day on the reader's clock.
const SUREST: &[&str] = &["article:published_time", "article:published", "og:article:published_time"];
/// Dates whose name leaves open of what they are.
const UNCLEAR: &[&str] = &[
    "date",
    "dc.date",
    "dcterms.date",
    "created",
    "datecreated",
    "dcterms.created",
    "dc.date.created",
    "article.created",
    "timestamp",
    "release_date",
    "search_date",
    "last-published",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
    "revised",
    "article.updated",
    "date_modified",
    "utime",
];

/// Reads all of it from the parsed page.
pub(super) fn read(document: &Document) -> Facts {
    let root = document.root();
    let mut metas: HashMap<String, Vec<String>> = HashMap::new();
    for meta in document.get_elements_by_tag_name(root, "meta") {
        let content =
            document.get_attribute(meta, "content").or_else(|| document.get_attribute(meta, "value"));
        let Some(content) = content.filter(|text| !text.trim().is_empty()) else {
            continue;
        };
        for key in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = document.get_attribute(meta, key) {
                let values = metas.entry(name.trim().to_ascii_lowercase()).or_default();
                values.push(content.trim().to_owned());
            }
        }
    }
    let all = |names: &'static [&'static str]| {
        names
            .iter()
            .flat_map(|name| metas.get(*name).into_iter().flatten().map(move |value| (*name, value.clone())))
    };
    let one = |names: &'static [&'static str]| all(names).map(|(_, value)| value).next();
    let title = first_text(document, "title").unwrap_or_default();
    let scripts: Vec<String> = document
        .scripts_with_type(&["application/ld+json"])
        .into_iter()
        .map(|script| document.text_content(script))
        .collect();
    let Linked {
        headline,
        authors,
        outlet: publisher,
        provider,
        url,
        language,
        description,
        body,
        published,
        created,
        modified,
    } = linked::article(&scripts, one(&["og:title"]).as_deref().unwrap_or(&title));

    let headlines: Vec<String> = headline.into_iter().chain(all(HEADLINES).map(|(_, value)| value)).collect();
    let stated: Vec<String> = headlines.iter().chain([&title]).cloned().collect();
    let times = times::all(document, &stated);
    let said = |kind, value: Option<String>| value.map(|value| (kind, value));
    let marked = |stands: Stands, kind: &'static str| {
        times.iter().filter(move |time| time.stands == stands).map(move |time| (kind, time.value.clone()))
    };
    let mut facts = Facts {
        headlines,
        outlet: one(&["og:site_name"]).or_else(|| publisher.clone()).or_else(|| one(OUTLETS)),
        provider: provider.or_else(|| {
            one(&[
                "article:provider",
                "dc.source",
                "dc.rights",
                "copyright",
                "syndication-source",
                "agency",
                "source",
            ])
        }),
        url: canonical(document).or_else(|| one(URLS)).or(url),
        language: attribute(document, "html", "lang").or(language).or_else(|| one(LANGUAGES)),
        descriptions: all(DESCRIPTIONS).map(|(_, value)| value).chain(description).collect(),
        body,
        published: all(PUBLISHED)
            .filter(|(name, _)| SUREST.contains(name))
            .chain(said("datePublished in JSON-LD", published))
            .chain(all(PUBLISHED).filter(|(name, _)| !SUREST.contains(name)))
            .chain(marked(Stands::Published, "the element marked as its publication"))
            .collect(),
        unclear: said("dateCreated in JSON-LD", created).into_iter().chain(all(UNCLEAR)).collect(),
        modified: said("dateModified in JSON-LD", modified)
            .into_iter()
            .chain(all(MODIFIED))
            .chain(marked(Stands::Modified, "the element marked as its change"))
            .collect(),
        shown: times
            .iter()
            .filter(|time| time.stands == Stands::Near)
            .map(|time| (time.far <= times::NEAR, time.value.clone()))
            .collect(),
        authors: Vec::new(),
        tops: headings(document, &["h1"]),
        lower: headings(document, &["h2", "h3"]),
        title,
    };
    let houses: Vec<String> =
        facts.outlet.iter().chain(&facts.provider).chain(&publisher).map(|name| squash(name)).collect();
    facts.authors = authors::of(document, authors, all(AUTHORS).map(|(_, value)| value).collect(), &houses);
    facts
}

/// The headings of these ranks, without the kickers and days that stand in one element with them.
fn headings(document: &Document, tags: &[&str]) -> Vec<String> {
    let headings = tags.iter().flat_map(|tag| document.get_elements_by_tag_name(document.root(), tag));
    headings
        .map(|top| {
            let said = one_line(&text::without(document, top, &|node| is_kicker(document, node)));
            if said.is_empty() { one_line(&text::below(document, top)) } else { said }
        })
        .filter(|top| !top.is_empty())
        .collect()
}

/// Whether an element inside a heading says under what head it runs, or when.
fn is_kicker(document: &Document, node: NodeId) -> bool {
    const MARKS: &[&str] = &[
        "kicker",
        "topline",
        "overline",
        "roof",
        "dachzeile",
        "supertitle",
        "pretitle",
        "overtitle",
        "ressort",
        "category",
        "spitzmarke",
        "eyebrow",
        "date",
        "badge",
        "subtitle",
        "subhead",
        "visually-hidden",
        "sr-only",
        "uberzeile",
        "prefix",
        "antetitulo",
        "volanta",
    ];
    document.tag_name(node) == "time" || {
        let names = names(document, node);
        MARKS.iter().any(|mark| names.contains(mark))
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn first_text(document: &Document, tag: &str) -> Option<String> {
    let node = document.query_selector(document.root(), tag)?;
    Some(document.text_content(node)).filter(|text| !text.trim().is_empty())
}

fn attribute(document: &Document, tag: &str, name: &str) -> Option<String> {
    let node = *document.get_elements_by_tag_name(document.root(), tag).first()?;
    document.get_attribute(node, name).filter(|value| !value.trim().is_empty())
}

/// The address that the page calls its own.
fn canonical(document: &Document) -> Option<String> {
    let links = document.get_elements_by_tag_name(document.root(), "link");
    links.into_iter().find_map(|link| {
        let canonical =
            document.get_attribute(link, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
        document.get_attribute(link, "href").filter(|href| canonical && href.starts_with("http"))
    })
}

/// The class and id of an element in lower case.
pub(super) fn names(document: &Document, node: NodeId) -> String {
    format!("{} {}", document.class_name(node), document.id_attr(node)).to_ascii_lowercase()
}
