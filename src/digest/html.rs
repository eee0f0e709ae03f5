//! The digest as one HTML file, laid out by the template `page.html` beside this file.

use jiff::civil::Date;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;

use super::{Again, Digest, Item, Sentence, credentials, list_outlets, long_day, overview};
use crate::engine::gap;
use crate::error::{Error, Result};

pub(super) fn page(digest: &Digest) -> Result<String> {
    let failed = |error: minijinja::Error| Error::Layout { day: digest.day, reason: error.to_string() };
    let mut environment = Environment::empty();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    // A line that holds only a tag leaves nothing in the page.
    environment
        .set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(failed)?);
    environment.add_filter("percent", |share: f64| format!("{:.0}", share * 100.0));
    environment.add_filter("clock", |time: String| time.chars().take(5).collect::<String>());
    environment.add_filter("web", |url: String| url.starts_with("https://") || url.starts_with("http://"));
    let (several, once): (Vec<Shown>, Vec<Shown>) =
        digest.stories.iter().map(Shown::new).partition(|shown| shown.item.copies > 1);
    let again: Vec<ShownAgain> = digest.again.iter().map(ShownAgain::new).collect();
    let (day, overview, engine) = (long_day(digest.day), overview(digest), digest.engine);
    let shown = Page { day, iso: digest.day, overview, engine, several, once, again };
    environment.render_str(include_str!("page.html"), Serde(&shown)).map_err(failed)
}

/// What the template sees.
#[derive(Serialize)]
struct Page<'a> {
    day: String,
    iso: Date,
    overview: String,
    engine: &'a str,
    several: Vec<Shown<'a>>,
    once: Vec<Shown<'a>>,
    again: Vec<ShownAgain<'a>>,
}

/// A story with what is said of it.
#[derive(Serialize)]
struct Shown<'a> {
    item: &'a Item,
    told: Vec<Told<'a>>,
    credentials: String,
    outlets: String,
}

impl<'a> Shown<'a> {
    fn new(item: &'a Item) -> Self {
        let (credentials, outlets) = (credentials(item), list_outlets(&item.outlets));
        let sentences = item.told();
        let next = sentences.iter().skip(1).map(Some).chain([None]);
        let told = sentences.iter().zip(next).map(|(sentence, next)| Told {
            sentence,
            gap: next.map_or(" ", |next| gap(&sentence.text, &next.text)),
        });
        Self { item, told: told.collect(), credentials, outlets }
    }
}

/// A sentence, and what stands behind it.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    sentence: &'a Sentence,
    gap: &'static str,
}

/// An earlier story that ran again.
#[derive(Serialize)]
struct ShownAgain<'a> {
    headline: &'a str,
    since: String,
    outlets: String,
}

impl<'a> ShownAgain<'a> {
    fn new(again: &'a Again) -> Self {
        let since = again.since.strftime("%-d %B").to_string();
        Self { headline: &again.headline, since, outlets: list_outlets(&again.outlets) }
    }
}
