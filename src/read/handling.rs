//! What the formats of the wire say of how copy is to be handled, in whatever words each has for it.

use std::borrow::Cow;

use super::{Source, dated};
use crate::article::{DateReason, Dated, Draft, Embargo, GivenId, Handling, Status};
use crate::date;

/// The facts of an item of the wire as they were written.
#[derive(Default)]
pub(super) struct Item {
    pub(super) uri: Option<String>,
    pub(super) version: Option<String>,
    pub(super) first_created: Option<String>,
    pub(super) version_created: Option<String>,
    /// When it was published, where that is said; the best first.
    pub(super) published: Vec<(&'static str, String)>,
    pub(super) status: Option<String>,
    /// Blank where it is under embargo and nobody says until when.
    pub(super) embargo: Option<String>,
    pub(super) urgency: Option<String>,
    pub(super) slugline: Option<String>,
    pub(super) located: Option<String>,
    pub(super) dateline: Option<String>,
    pub(super) sources: Vec<String>,
    pub(super) usage_terms: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) byline: Option<String>,
    /// Who provides it.
    pub(super) provider: Option<String>,
    pub(super) credit: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
}

impl Item {
    /// The draft of this item with a body.
    pub(super) fn draft(self, source: &Source, body: String) -> Draft {
        let read = |text: &str, name: &str| {
            date::stamp(&extended(text)).map(|stamp| dated(stamp, DateReason::Field(name.to_owned())))
        };
        let moment = |text: &Option<String>, name| text.as_deref().and_then(|text| read(text, name));
        let first_created = moment(&self.first_created, "firstCreated");
        let version_created = moment(&self.version_created, "versionCreated");
        let until = |text: &str| read(text, "embargoed").map_or(Embargo::Open, Embargo::Until);
        let handling = Handling {
            uri: self.uri.clone(),
            version: self.version.as_deref().and_then(|version| version.trim().parse().ok()),
            status: self.status.as_deref().map_or(Status::Usable, status),
            embargo: self.embargo.as_deref().map(until),
            urgency: self.urgency.as_deref().and_then(|urgency| urgency.trim().parse().ok()),
            slugline: self.slugline,
            located: self.located,
            sources: self.sources,
            usage_terms: self.usage_terms,
            first_created: first_created.clone(),
            version_created: version_created.clone(),
        };
        let mut draft = source.draft(source.origin.clone(), body);
        draft.marked_up = true;
        draft.id = self.uri.map(GivenId::Text);
        draft.headline = self.headline;
        draft.byline = self.byline;
        draft.dateline = self.dateline;
        draft.outlet = self.provider.or(draft.outlet);
        draft.agency = self.credit;
        draft.language = self.language;
        draft.url = self.url;
        let published = self.published.iter().filter_map(|(name, text)| read(text, name));
        let mut dates: Vec<Dated> = published.chain(version_created).chain(first_created).collect();
        dates.append(&mut draft.dates);
        draft.dates = dates;
        draft.handling = Some(Box::new(handling));
        draft
    }
}

/// A moment in the basic form of ISO 8601 (`20260302T093000+0100`) in the extended one.
fn extended(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let basic = text.is_ascii()
        && text.len() >= 15
        && text
            .bytes()
            .enumerate()
            .take(15)
            .all(|(at, b)| if at == 8 { b == b'T' } else { b.is_ascii_digit() });
    if !basic {
        return Cow::Borrowed(text);
    }
    let part = |from: usize, to: usize| &text[from..to];
    let (day, time) =
        ([part(0, 4), part(4, 6), part(6, 8)].join("-"), [part(9, 11), part(11, 13), part(13, 15)].join(":"));
    Cow::Owned(format!("{day}T{time}{}", &text[15..]))
}

/// The status behind a code such as `canceled` or `stat:canceled`.
fn status(code: &str) -> Status {
    let code = code.rsplit([':', '/']).next().unwrap_or(code).trim();
    match code.to_ascii_lowercase().as_str() {
        "canceled" | "cancelled" | "killed" | "kill" => Status::Canceled,
        "withheld" => Status::Withheld,
        _ => Status::Usable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_moments_are_read_as_extended_ones() {
        assert_eq!(extended("20260302T093000+0100"), "2026-03-02T09:30:00+0100");
        assert_eq!(extended("20260302T093000Z"), "2026-03-02T09:30:00Z");
        for other in ["2026-03-02T09:30:00Z", "20260302", "", "zwanzig"] {
            assert_eq!(extended(other), other);
        }
    }

    #[test]
    fn a_status_is_known_by_its_code() {
        for (code, known) in [
            ("stat:canceled", Status::Canceled),
            ("http://cv.iptc.org/newscodes/pubstatusg2/withheld", Status::Withheld),
            ("Cancelled", Status::Canceled),
            ("usable", Status::Usable),
        ] {
            assert_eq!(status(code), known, "{code}");
        }
    }
}
