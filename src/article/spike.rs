//! Copy that cannot run, with its reason.

use std::fmt;

use super::Origin;

/// Copy that cannot run, and why. A spike never stops the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spike {
    /// Where it was found.
    pub origin: Origin,
    /// What is wrong with it.
    pub reason: Reason,
}

impl fmt::Display for Spike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin, self.reason)
    }
}

/// Why copy was spiked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The file could not be opened or read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// A folder could not be listed, or a link leads back to a folder above.
    #[error("folder not walked: {0}")]
    Unwalked(String),
    /// The file ends before its compressed data does.
    #[error("the compressed data is cut short or damaged: {0}; what came before the damage was kept")]
    Damaged(String),
    /// The file holds bytes that no text encoding explains.
    #[error("binary data, not text")]
    Binary,
    /// No reader is known for the file.
    #[error(
        "not a form of news that can be read here (text, JSON, CSV, HTML, RSS, Atom, NewsML-G2, NITF, ninjs, mail, WARC, zip, tar)"
    )]
    UnknownFormat,
    /// Larger than one article may be.
    #[error("{size} in one article; the limit is {limit}")]
    TooLarge {
        /// What was found, with its unit.
        size: String,
        /// What is allowed, with its unit.
        limit: String,
    },
    /// Larger than one article may be, where what comes first is of use without the rest.
    #[error("{size}; what comes before the limit of {limit} was read")]
    Cut {
        /// What was found, with its unit.
        size: String,
        /// What is read, with its unit.
        limit: String,
    },
    /// A page whose elements stand too deep inside each other.
    #[error("elements nested more than {0} deep")]
    TooDeep(usize),
    /// A notice that an item must not run.
    #[error("{what} of {uri}")]
    Kill {
        /// "A kill", or what else it is.
        what: &'static str,
        /// The item.
        uri: String,
    },
    /// An article whose provider took it back.
    #[error("killed by {by}")]
    Killed {
        /// Where the notice was found.
        by: Origin,
    },
    /// An article whose provider withholds it for now.
    #[error("withheld by {by}")]
    Withheld {
        /// Where the notice was found.
        by: Origin,
    },
    /// An article of which a later version, or another delivery, runs.
    #[error("superseded by {by}")]
    Superseded {
        /// Where that was found.
        by: Origin,
    },
    /// Copy whose time has not come.
    #[error("under embargo until {0}")]
    Embargoed(String),
    /// Markup that breaks off or is no markup.
    #[error("not well-formed at line {line}: {what}")]
    BadMarkup {
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// Data made to grow without end as it is read.
    #[error("made to overwhelm its reader: {0}")]
    Bomb(String),
    /// A file that was written to while it was read.
    #[error("changed while it was read; read it again")]
    Changed,
    /// What lies in a folder and is no file: a named pipe, a socket, a device.
    #[error("{0}, not a file; it is read only when it is named itself")]
    NotAFile(&'static str),
    /// An archive in an archive in an archive.
    #[error("an archive two archives deep is not opened")]
    Nested,
    /// What a server gave for an article, and is none.
    #[error("no article: {0}")]
    NoArticle(String),
    /// A record that is not a JSON object, or broken.
    #[error("not a JSON object with an article: {0}")]
    BadRecord(String),
    /// A record or page without text.
    #[error("no article text in it")]
    NoText,
    /// The file is empty.
    #[error("empty")]
    Empty,
}
