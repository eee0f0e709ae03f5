//! Turns what the user named into the list of files to read, in a fixed order.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::article::{Origin, Reason, Spike};
use crate::date;
use crate::error::{Error, Result};

/// A folder with this file in it holds digests that were made, not copy that came in: it is not walked.
pub const MADE: &str = ".nutgraf";

/// A file to read.
pub(super) struct Named {
    pub(super) path: PathBuf,
    /// Whether the user named it, rather than a folder that it lies in.
    pub(super) explicit: bool,
    /// The folder that it lies in, below the one that the user named, when it is not named for a day.
    pub(super) outlet: Option<String>,
}

/// What a walk comes upon.
pub(super) enum Found {
    Input(Named),
    Spiked(Spike),
}

/// Every file of the wire once: folders in the order of names, hidden entries left out, links followed, a
/// loop of links spiked.
pub(super) fn files(wire: &[PathBuf]) -> Result<Vec<Found>> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for path in wire {
        for root in roots(path)? {
            if root.is_dir() {
                walk(&root, &mut seen, &mut found);
            } else if seen.insert(root.clone()) {
                found.push(Found::Input(Named { path: root, explicit: true, outlet: None }));
            }
        }
    }
    Ok(found)
}

/// The path itself, or what it matches as a pattern.
fn roots(path: &Path) -> Result<Vec<PathBuf>> {
    if path == Path::new("-") || path.exists() || path.is_symlink() {
        return Ok(vec![path.to_owned()]);
    }
    let nothing = || Error::NothingThere { path: path.to_owned() };
    let pattern = path.to_str().filter(|text| text.contains(['*', '?', '['])).ok_or_else(nothing)?;
    let matches = glob::glob(pattern)
        .map_err(|error| Error::BadPattern { path: path.to_owned(), reason: error.to_string() })?;
    let matches: Vec<PathBuf> = matches.filter_map(std::result::Result::ok).collect();
    if matches.is_empty() { Err(nothing()) } else { Ok(matches) }
}

fn walk(root: &Path, seen: &mut HashSet<PathBuf>, found: &mut Vec<Found>) {
    let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    let entries =
        WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter().filter_entry(|entry| {
            let made = || entry.file_type().is_dir() && entry.path().join(MADE).exists();
            entry.depth() == 0 || !(hidden(entry.file_name()) || made())
        });
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let path = entry.into_path();
                if seen.insert(path.clone()) {
                    let outlet = outlet(root, &path);
                    found.push(Found::Input(Named { path, explicit: false, outlet }));
                }
            }
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => found.push(Found::Spiked(Spike {
                origin: Origin::file(entry.path()),
                reason: Reason::NotAFile(kind(entry.file_type())),
            })),
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                let why = match error.loop_ancestor() {
                    Some(above) => format!("the link leads back to {}", above.display()),
                    None => error.io_error().map_or_else(|| error.to_string(), super::input::plain),
                };
                found.push(Found::Spiked(Spike {
                    origin: Origin::file(&path),
                    reason: Reason::Unwalked(why),
                }));
            }
        }
    }
}

/// What something is that is neither file nor folder.
fn kind(kind: std::fs::FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
    }
    let _ = kind;
    "a device"
}

/// The folder of the file below the root, unless it is named for a day or has a number for a name.
pub(super) fn outlet(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?.parent()?;
    let name = below.components().next_back()?.as_os_str().to_str()?;
    // "2026-03-02", "07", "1.4".
    let is_number = !name.contains(char::is_alphabetic) || date::in_path(Path::new(name)).is_some();
    (!is_number).then(|| name.to_owned())
}
