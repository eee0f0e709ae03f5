//! What copy is called, so that a notice in plain text finds it: by its slug, within its outlet and a week.

use jiff::civil::Date;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::notice::{Asked, is_slug, plain};
use crate::article::{Article, Draft, Origin, Reason, Spike};

/// A slug is used again; by then, many days lie between.
const DAYS: i32 = 7;

/// What a notice calls the copy that must not run.
#[derive(Debug)]
pub(super) struct Call {
    name: Option<u64>,
    day: Option<Date>,
}

impl Call {
    pub(super) fn new(asked: &Asked, notice: &Draft) -> Self {
        let outlet = notice.outlet.as_deref();
        let name = asked.slug.as_deref().map(|slug| hash(outlet, &lowered(slug)));
        let dated = notice.dates.first().filter(|date| !date.reason.is_undated());
        Self { name, day: dated.map(|date| date.day) }
    }
}

/// The slugs of copy, which little copy shows, and what notices call.
#[derive(Debug, Default)]
pub(super) struct Names {
    seen: Vec<Seen>,
    calls: Vec<(Call, Origin)>,
}

#[derive(Debug)]
struct Seen {
    name: u64,
    place: usize,
    origin: Origin,
    day: Option<Date>,
}

impl Names {
    pub(super) fn see(&mut self, place: usize, article: &Article) {
        let outlet = article.outlet.as_deref();
        let lines = article.removed.iter().filter(|removed| removed.line.len() <= LONGEST);
        let slugs = lines.filter_map(|removed| slug(&removed.line));
        let given = article.handling.as_deref().and_then(|handling| handling.slugline.as_deref());
        let day = (!article.date.reason.is_undated()).then_some(article.date.day);
        let slugs = slugs.chain(given).map(lowered).map(|slug| hash(outlet, &slug));
        for name in slugs {
            self.seen.push(Seen { name, place, origin: article.origin.clone(), day });
        }
    }

    pub(super) fn hear(&mut self, call: Call, origin: Origin) {
        self.calls.push((call, origin));
    }

    /// The places of what was called, and the spike of each.
    pub(super) fn out(self) -> impl Iterator<Item = (usize, Spike)> {
        let mut calls = self.calls;
        calls.sort_by(|(_, a), (_, b)| a.cmp(b));
        self.seen.into_iter().filter_map(move |seen| {
            let near = |day: Option<Date>| match (day, seen.day) {
                (Some(one), Some(other)) => (one - other).get_days().abs() <= DAYS,
                _ => true,
            };
            let calls_it = |(call, _): &&(Call, Origin)| call.name == Some(seen.name) && near(call.day);
            let (_, by) = calls.iter().find(calls_it)?;
            Some((seen.place, Spike { origin: seen.origin, reason: Reason::Killed { by: by.clone() } }))
        })
    }
}

/// No line with a slug is longer, in bytes.
const LONGEST: usize = 80;

/// The slug in a line of the wire; none of what comes in place of killed copy.
fn slug(line: &str) -> Option<&str> {
    let (slug, behind) = line.split_once([',', ' ']).unwrap_or((line, ""));
    let substitute =
        || behind.split(|c: char| !c.is_alphanumeric()).any(|word| word.to_lowercase().starts_with("sub"));
    (is_slug(slug) && !substitute()).then_some(slug)
}

/// A slug in small letters, without the mark of its cycle.
fn lowered(slug: &str) -> String {
    plain(slug).to_ascii_lowercase()
}

/// A name within an outlet.
fn hash(outlet: Option<&str>, name: &str) -> u64 {
    xxh3_64_with_seed(name.as_bytes(), xxh3_64(outlet.unwrap_or_default().as_bytes()))
}
