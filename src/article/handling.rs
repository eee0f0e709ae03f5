//! What the provider of wire copy says of it.

use serde::{Deserialize, Serialize};

use super::Dated;

/// What the provider of wire copy says of how it is to be handled, in the words of NewsML-G2, NITF and ninjs (IPTC).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Handling {
    /// What stays the same through all versions of the item.
    pub uri: Option<String>,
    /// The version, from 1.
    pub version: Option<u64>,
    /// When the first version was made.
    pub first_created: Option<Dated>,
    /// When this version was made.
    pub version_created: Option<Dated>,
    /// Whether it may run.
    pub status: Status,
    /// The moment before which it must not run.
    pub embargo: Option<Embargo>,
    /// From 1, the most urgent, to 9.
    pub urgency: Option<u8>,
    /// The words that name the story on the wire.
    pub slugline: Option<String>,
    /// Where the copy was written.
    pub located: Option<String>,
    /// Who the information is from.
    pub sources: Vec<String>,
    /// What may be done with it.
    pub usage_terms: Option<String>,
}

/// Whether an item may run (IPTC's scheme `pubstatus`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Status {
    /// It may run.
    #[default]
    Usable,
    /// It must not run until a later version says otherwise.
    Withheld,
    /// It was killed: no version of it may run any more.
    Canceled,
}

/// How long an item must not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Embargo {
    /// Until then.
    Until(Dated),
    /// Until a later version says otherwise.
    Open,
}
