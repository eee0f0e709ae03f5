//! What of the wire must not run: items that their provider killed or withheld, versions of which a later one is
//! there, and copy under embargo. Copy is held by the facts of a wire format ([`Handling`]), and by a notice in plain
//! text, which takes out what has the slug that it names.
//!
//! The outcome depends on what is there, not on the order in which it comes.

mod names;
mod notice;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::DateTime;

use crate::article::{Article, ArticleId, Draft, Embargo, Handling, Origin, Reason, Spike, Status};
use crate::options::Options;
use names::{Call, Names};

/// Copy that does not go on, and what follows for other copy.
#[derive(Debug)]
pub struct Held {
    /// Why it does not.
    pub spike: Spike,
    /// The notice that it was, if it was one.
    pub notice: Option<Box<Notice>>,
}

impl From<Spike> for Held {
    fn from(spike: Spike) -> Self {
        Self { spike, notice: None }
    }
}

impl Held {
    fn killing(origin: Origin, what: &'static str, uri: Option<String>, of: Option<Of>) -> Self {
        let notice = of.map(|of| Box::new(Notice { origin: origin.clone(), of }));
        let uri = uri.unwrap_or_else(|| "an item that it does not name".into());
        Self { spike: Spike { origin, reason: Reason::Kill { what, uri } }, notice }
    }
}

/// A notice that an item must not run.
#[derive(Debug)]
pub struct Notice {
    origin: Origin,
    of: Of,
}

/// What a notice is about.
#[derive(Debug)]
enum Of {
    /// An item, this version of it, or for good.
    Item { uri: String, version: Version, last: bool },
    /// Whatever is so called.
    Called(Call),
}

/// What orders the versions of an item: its number, then when it was made.
type Version = (u64, Option<DateTime>);

fn version(handling: &Handling) -> Version {
    (handling.version.unwrap_or(0), handling.version_created.as_ref().map(crate::article::Dated::moment))
}

/// Lets a draft pass, unless it is a notice, or its time has not come.
///
/// # Errors
/// The spike of a draft that must not run, and the notice that it was.
pub fn admit(draft: Draft, options: &Options) -> Result<Draft, Held> {
    if let Some(asked) = notice::read(draft.headline.as_deref(), &draft.body) {
        let uri = asked.slug.as_ref().or(asked.headline.as_ref()).cloned();
        let of = Of::Called(Call::new(&asked, &draft));
        return Err(Held::killing(draft.origin, "a kill", uri, Some(of)));
    }
    let Some(handling) = draft.handling.as_deref() else { return Ok(draft) };
    if handling.status != Status::Usable {
        let last = handling.status == Status::Canceled;
        let what = if last { "a kill" } else { "a notice to withhold" };
        let (uri, version) = (handling.uri.clone(), version(handling));
        let of = uri.clone().map(|uri| Of::Item { uri, version, last });
        return Err(Held::killing(draft.origin, what, uri, of));
    }
    let until = match &handling.embargo {
        Some(Embargo::Until(until)) if until.moment() > options.now => {
            let clock = until.time.map_or_else(String::new, |time| format!(" {time}"));
            format!("{}{clock}", until.day)
        }
        Some(Embargo::Open) => "its provider lifts it".into(),
        _ => return Ok(draft),
    };
    Err(Spike { origin: draft.origin, reason: Reason::Embargoed(until) }.into())
}

/// Every item of a wire, with its versions and the notices about it.
#[derive(Debug, Default)]
pub struct Holds {
    items: BTreeMap<String, Item>,
    names: Names,
}

#[derive(Debug, Default)]
struct Item {
    killed: Option<Origin>,
    versions: Vec<Candidate>,
}

/// A version that may run, or a notice to withhold, which has no place.
#[derive(Debug)]
struct Candidate {
    version: Version,
    place: Option<(usize, ArticleId)>,
    origin: Origin,
}

impl Holds {
    /// Notes the article at this place, counted from 0.
    pub fn see(&mut self, place: usize, article: &Article) {
        self.names.see(place, article);
        if let Some(handling) = article.handling.as_deref()
            && let Some(uri) = &handling.uri
        {
            let item = self.items.entry(uri.clone()).or_default();
            let (version, origin) = (version(handling), article.origin.clone());
            item.versions.push(Candidate { version, place: Some((place, article.id)), origin });
        }
    }

    /// Notes a notice.
    pub fn hear(&mut self, notice: Notice) {
        let Notice { origin, of } = notice;
        let (uri, version, last) = match of {
            Of::Item { uri, version, last } => (uri, version, last),
            Of::Called(call) => return self.names.hear(call, origin),
        };
        let item = self.items.entry(uri).or_default();
        if last {
            let first = item.killed.take().into_iter().chain([origin]).min();
            item.killed = first;
        } else {
            item.versions.push(Candidate { version, place: None, origin });
        }
    }

    /// The places of the articles that must not run, in rising order, and the spike of each.
    #[must_use]
    pub fn out(self) -> Vec<(usize, Spike)> {
        let mut out = Vec::new();
        for item in self.items.into_values() {
            // Of equal versions a notice counts, then any that is the same for every order of the wire.
            let rank =
                |one: &Candidate| (one.version, one.place.is_none(), Reverse(one.place.map(|(_, id)| id)));
            let latest = (0..item.versions.len()).max_by_key(|at| (rank(&item.versions[*at]), Reverse(*at)));
            let by =
                latest.map(|at| (at, item.versions[at].origin.clone(), item.versions[at].place.is_none()));
            for (at, candidate) in item.versions.into_iter().enumerate() {
                let Some((place, _)) = candidate.place else { continue };
                let reason = match (&item.killed, &by) {
                    (Some(by), _) => Reason::Killed { by: by.clone() },
                    (None, Some((_, by, true))) => Reason::Withheld { by: by.clone() },
                    (None, Some((latest, by, _))) if at != *latest => Reason::Superseded { by: by.clone() },
                    _ => continue,
                };
                out.push((place, Spike { origin: candidate.origin, reason }));
            }
        }
        out.extend(self.names.out());
        // What a format says of an item comes before what a notice calls it.
        out.sort_by_key(|(place, _)| *place);
        out.dedup_by_key(|(place, _)| *place);
        out
    }
}
