//! The ways a whole run can fail. Bad copy is never among them: it is spiked.

use std::path::PathBuf;

/// What stops a run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A path that the user named is not there, or a pattern matches nothing.
    #[error("{}: no such file or folder, and no file matches it as a pattern", path.display())]
    NothingThere {
        /// As it was given.
        path: PathBuf,
    },
    /// A glob that cannot be understood.
    #[error("{}: not a usable pattern: {reason}", path.display())]
    BadPattern {
        /// As it was given.
        path: PathBuf,
        /// What is wrong, and where.
        reason: String,
    },
    /// A digest file could not be written.
    #[error("{}: cannot be written", path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A name that no engine has.
    #[error("no engine is called \"{name}\"; there is: {known}")]
    UnknownEngine {
        /// As it was given.
        name: String,
        /// The names that exist.
        known: String,
    },
    /// An engine that runs checkpoints was asked for without one.
    #[error("the engine {name} runs a checkpoint: name it with --model PATH-or-NAME")]
    NeedsModel {
        /// The engine.
        name: String,
    },
    /// A checkpoint was given to an engine that runs none.
    #[error("the engine {name} runs no checkpoint: leave out --model, or --engine")]
    NoUseForModel {
        /// The engine.
        name: String,
    },
    /// An engine cannot run a checkpoint in the way that was asked for.
    #[error("the engine {name} runs {what}")]
    RunsOtherwise {
        /// The engine.
        name: String,
        /// How it runs, and what to leave out.
        what: String,
    },
    /// An engine that this program was built without.
    #[error(
        "this nutgraf was built without the engine {name}: docs/checkpoints.md says how to build it with"
    )]
    NotBuilt {
        /// The engine.
        name: &'static str,
    },
    /// A device that is not there.
    #[error("--device {device}: {reason}")]
    NoDevice {
        /// As it was given.
        device: String,
        /// What is there.
        reason: String,
    },
    /// An engine's weights could not be read at all.
    #[error("cannot read the weights {}", path.display())]
    UnreadableWeights {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// An engine's weights are not those that were written: cut short, or changed.
    #[error("{} is damaged: {reason}; the weights should have SHA-256 {expected}", path.display())]
    DamagedWeights {
        /// The file.
        path: PathBuf,
        /// What was found.
        reason: String,
        /// The hash that the file states for its tensors, or that of the shipped file where it states none.
        expected: String,
    },
    /// No folder, and no model in the cache, is so called.
    #[error(
        "no model \"{name}\": it is neither a folder nor in the cache {}; `nutgraf model list` shows what is there, \
         `nutgraf model get` fetches more",
        cache.display()
    )]
    NoModel {
        /// As it was given.
        name: String,
        /// The cache that was looked through.
        cache: PathBuf,
    },
    /// A model, or a file of one, could not be fetched from the hub.
    #[error("{what} {reason}")]
    NotFetched {
        /// The model, or the address of the file.
        what: String,
        /// What is wrong, in words that follow its name.
        reason: String,
    },
    /// A model's files cannot be run: one is missing, damaged, or of another kind.
    #[error("{} {reason}", path.display())]
    BadModel {
        /// The file, or the folder that lacks one.
        path: PathBuf,
        /// What is wrong with it, in words that follow its name.
        reason: String,
    },
    /// A page could not be laid out.
    #[error("the page of {day} could not be laid out: {reason}")]
    Layout {
        /// The day of the digest.
        day: jiff::civil::Date,
        /// What the template engine said.
        reason: String,
    },
}

/// A result whose error stops the run.
pub type Result<T, E = Error> = std::result::Result<T, E>;
