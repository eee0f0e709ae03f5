//! Where checkpoints lie: any folder, or the Hugging Face cache, by name.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Short names of well-known summarisers, and the repositories that they stand for.
pub const KNOWN: &[(&str, &str)] = &[
    ("distilbart-cnn-12-6", "sshleifer/distilbart-cnn-12-6"),
    ("distilbart-cnn-6-6", "sshleifer/distilbart-cnn-6-6"),
    ("distilbart-xsum-12-6", "sshleifer/distilbart-xsum-12-6"),
    ("bart-large-cnn", "facebook/bart-large-cnn"),
    ("pegasus-cnn_dailymail", "google/pegasus-cnn_dailymail"),
    ("pegasus-xsum", "google/pegasus-xsum"),
    ("t5-small", "google-t5/t5-small"),
    ("t5-base", "google-t5/t5-base"),
    ("flan-t5-small", "google/flan-t5-small"),
    ("flan-t5-base", "google/flan-t5-base"),
    ("prophetnet-large-uncased-cnndm", "microsoft/prophetnet-large-uncased-cnndm"),
];

/// A model in the cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name, `owner/name`.
    pub name: String,
    /// The folder with its files.
    pub folder: PathBuf,
}

/// The folder of a checkpoint: `name` itself where it is a folder, else the snapshot of the repository of that name
/// in the cache ([`cache`]). A short name stands for a repository of [`KNOWN`], or for the only one so called.
///
/// # Errors
/// [`Error::NoModel`] when there is no such folder and no such name in the cache.
pub fn find(name: &str) -> Result<PathBuf> {
    let path = Path::new(name);
    if path.is_dir() {
        return Ok(snapshot(path).unwrap_or_else(|| path.to_owned()));
    }
    let cache = cache();
    let missing = || Error::NoModel { name: name.to_owned(), cache: cache.clone() };
    if !is_name(name) {
        return Err(missing());
    }
    if let Some(repository) = repository(name) {
        return snapshot(&cache.join(format!("models--{}", repository.replace('/', "--"))))
            .ok_or_else(missing);
    }
    let mut called = list().into_iter().filter(|found| found.name.rsplit('/').next() == Some(name));
    match (called.next(), called.next()) {
        (Some(found), None) => Ok(found.folder),
        _ => Err(missing()),
    }
}

/// The repository, `owner/name`, that a name stands for; none for a short name that is not known.
#[must_use]
pub fn repository(name: &str) -> Option<&str> {
    if name.contains('/') {
        return Some(name);
    }
    KNOWN.iter().find(|(short, _)| *short == name).map(|(_, repository)| *repository)
}

/// Whether this can be the name of a repository.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.contains("..")
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
    };
    name.split('/').count() <= 2 && name.split('/').all(part)
}

/// The models in the cache, by name.
#[must_use]
pub fn list() -> Vec<Found> {
    let Ok(entries) = fs::read_dir(cache()) else { return Vec::new() };
    let mut found: Vec<Found> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?.strip_prefix("models--")?.replacen("--", "/", 1);
            Some(Found { name, folder: snapshot(&path)? })
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The folder of the Hugging Face cache: `HF_HUB_CACHE`, or `hub` below `HF_HOME`, or below `huggingface` in the
/// user's cache folder.
#[must_use]
pub fn cache() -> PathBuf {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    place(&set)
}

fn place(set: &dyn Fn(&str) -> Option<OsString>) -> PathBuf {
    if let Some(hub) = set("HF_HUB_CACHE") {
        return hub.into();
    }
    set("HF_HOME").map_or_else(|| user_cache(set).join("huggingface"), PathBuf::from).join("hub")
}

/// nutgraf's own folder in the user's cache.
#[must_use]
pub fn own_cache() -> PathBuf {
    user_cache(&|name| env::var_os(name).filter(|value| !value.is_empty())).join("nutgraf")
}

fn user_cache(set: &dyn Fn(&str) -> Option<OsString>) -> PathBuf {
    if let Some(cache) = set("XDG_CACHE_HOME") {
        return cache.into();
    }
    let home = set("HOME").or_else(|| set("USERPROFILE"));
    home.map_or_else(env::temp_dir, |home| PathBuf::from(home).join(".cache"))
}

/// The files of a repository in the cache: what `refs/main` names, or the newest snapshot by name.
fn snapshot(repository: &Path) -> Option<PathBuf> {
    let snapshots = repository.join("snapshots");
    let main = fs::read_to_string(repository.join("refs/main")).ok();
    let main = main.map(|revision| revision.trim().to_owned()).filter(|revision| is_name(revision));
    if let Some(folder) = main.map(|revision| snapshots.join(revision)).filter(|folder| folder.is_dir()) {
        return Some(folder);
    }
    let mut folders: Vec<PathBuf> =
        fs::read_dir(snapshots).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.retain(|folder| folder.is_dir());
    folders.into_iter().max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_is_where_the_hub_puts_it() {
        let among = |set: &'static [(&'static str, &'static str)]| {
            place(&move |name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into()))
        };
        assert_eq!(among(&[("HF_HUB_CACHE", "/h"), ("HF_HOME", "/x")]), Path::new("/h"));
        assert_eq!(among(&[("HF_HOME", "/x"), ("HOME", "/root")]), Path::new("/x/hub"));
        assert_eq!(among(&[("XDG_CACHE_HOME", "/c"), ("HOME", "/r")]), Path::new("/c/huggingface/hub"));
        assert_eq!(among(&[("HOME", "/r")]), Path::new("/r/.cache/huggingface/hub"));
    }

    #[test]
    fn a_name_cannot_lead_out_of_the_cache() {
        for (name, good) in [
            ("facebook/bart-large-cnn", true),
            ("t5-small", true),
            ("../secret", false),
            ("a/../b", false),
            ("a/b/c", false),
            ("", false),
            ("a//b", false),
        ] {
            assert_eq!(is_name(name), good, "{name}");
        }
    }

    #[test]
    fn a_repository_is_read_at_the_revision_that_main_names() {
        let folder = tempfile::tempdir().unwrap();
        for revision in ["aa", "bb"] {
            fs::create_dir_all(folder.path().join("snapshots").join(revision)).unwrap();
        }
        assert_eq!(snapshot(folder.path()), Some(folder.path().join("snapshots/bb")));
        fs::create_dir(folder.path().join("refs")).unwrap();
        fs::write(folder.path().join("refs/main"), "aa\n").unwrap();
        assert_eq!(snapshot(folder.path()), Some(folder.path().join("snapshots/aa")));
    }
}
