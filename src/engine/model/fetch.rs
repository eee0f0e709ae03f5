//! The Hugging Face hub: a model's files are fetched once into the cache that every program shares.
//!
//! The API names a repository's files at a revision (`listing`); each is fetched whole or goes on where it was cut off
//! (`courier`), is held against its hash, and is laid where the library `huggingface_hub` lays it (`stacks`). Weights come
//! as safetensors; a repository that has none gives `pytorch_model.bin`, of which only tensors are read ([`super::bin`]).

mod courier;
mod listing;
mod stacks;

use std::env;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

use super::hub;
use courier::Courier;
use listing::{Item, Listing};
use stacks::Stacks;

/// How far a download is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fetched<'a> {
    /// The file.
    pub file: &'a str,
    /// Its bytes that are here.
    pub done: u64,
    /// All of its bytes.
    pub total: u64,
}

/// Where models come from and go to.
#[derive(Clone, Debug)]
pub struct Hub {
    /// The hub's address, without a slash at its end.
    pub endpoint: String,
    /// What opens gated and private models; it goes to the endpoint alone and is never shown.
    pub token: Option<String>,
    /// Whether nothing may be fetched.
    pub offline: bool,
    /// The cache: see [`hub::cache`].
    pub cache: PathBuf,
}

impl Hub {
    /// As the environment has it: `HF_ENDPOINT`, `HF_TOKEN`, `HF_HUB_OFFLINE`, and the cache of `HF_HUB_CACHE`, `HF_HOME`.
    #[must_use]
    pub fn from_environment() -> Self {
        let set = |name: &str| {
            env::var(name).ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let endpoint = set("HF_ENDPOINT").unwrap_or_else(|| "https://huggingface.co".to_owned());
        Self {
            endpoint: endpoint.trim_end_matches('/').to_owned(),
            token: set("HF_TOKEN"),
            offline: set("HF_HUB_OFFLINE")
                .is_some_and(|value| ["1", "true", "yes", "on"].contains(&&*value.to_ascii_lowercase())),
            cache: hub::cache(),
        }
    }

    /// Fetches what it takes to run a model, as far as it is not there yet: its folder in the cache. A short name stands for
    /// a repository of [`hub::KNOWN`]. Files appear under their names only when all are whole.
    ///
    /// # Errors
    /// [`Error::NotFetched`] when the name is none, the hub cannot be reached or refuses, has no such model, or sends
    /// other bytes than it states; [`Error::Unwritable`] when the cache cannot be written.
    pub fn get(&self, name: &str, watch: &dyn Fn(Fetched)) -> Result<PathBuf> {
        let repository = hub::repository(name).unwrap_or(name);
        if !hub::is_name(repository) {
            let reason = "is no name of a model: org/name is meant, as in facebook/bart-large-cnn";
            return Err(refused(name, reason));
        }
        if self.offline {
            return Err(refused(repository, "cannot be fetched: HF_HUB_OFFLINE is set"));
        }
        let courier = Courier::new(&self.endpoint, self.token.as_deref());
        let text = courier
            .text(&format!("{}/api/models/{repository}/revision/main?blobs=true", self.endpoint))
            .map_err(|reason| refused(repository, &reason))?;
        let listing = Listing::parse(&text).map_err(|reason| refused(repository, &reason))?;
        let wanted = listing.wanted().map_err(|reason| refused(repository, &reason))?;
        let stacks = Stacks::new(&self.cache, repository);
        let mut placed = Vec::new();
        for item in &wanted {
            let url = format!("{}/{repository}/resolve/{}/{}", self.endpoint, listing.revision, item.file);
            placed.push((&*item.file, one(&courier, &stacks, item, &url, watch)?));
        }
        stacks.publish(&listing.revision, &placed)
    }
}

/// One file into the cache: the name that its bytes lie under.
fn one(
    courier: &Courier,
    stacks: &Stacks,
    item: &Item,
    url: &str,
    watch: &dyn Fn(Fetched),
) -> Result<String> {
    let name = match &item.tag {
        Some(tag) => tag.clone(),
        None => courier.tag(url).map_err(|reason| refused(url, &reason))?,
    };
    if stacks.has(&name, item.size) {
        return Ok(name);
    }
    let mut part = stacks.begin(&name)?;
    let tell = |done| watch(Fetched { file: &item.file, done, total: item.size.unwrap_or(done).max(done) });
    courier.fetch(url, item.size, &mut part, &tell).map_err(|trouble| match trouble {
        courier::Trouble::Disk(source) => Error::Unwritable { path: part.path.clone(), source },
        courier::Trouble::Wire(reason) => refused(url, &reason),
    })?;
    stacks.finish(part, &name).map_err(|trouble| match trouble {
        stacks::Trouble::Disk(path, source) => Error::Unwritable { path, source },
        stacks::Trouble::Hash(reason) => refused(url, &reason),
    })?;
    Ok(name)
}

/// Holds the files of a model in the cache against the hashes that they are named for: how many could be.
///
/// # Errors
/// [`Error::BadModel`] naming the first that is damaged.
pub fn verify(folder: &Path) -> Result<usize> {
    stacks::verify(folder)
}

fn refused(what: &str, reason: &str) -> Error {
    Error::NotFetched { what: what.to_owned(), reason: reason.to_owned() }
}
