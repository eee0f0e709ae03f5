//! Articles that the user names: a file, or `FILE:LINE` of a file of many.

use std::path::{Path, PathBuf};

use nutgraf::Origin;

/// The file of a path that may end in `:LINE`.
pub(super) fn file(named: &Path) -> PathBuf {
    line(named).map_or_else(|| named.to_owned(), |(file, _)| file)
}

/// File and line of `FILE:LINE`, unless a file of that whole name is there.
pub(super) fn line(named: &Path) -> Option<(PathBuf, u64)> {
    let (file, line) = named.to_str().filter(|_| !named.exists())?.rsplit_once(':')?;
    Some((file.into(), line.parse().ok()?))
}

/// A wire with these files, unless they are in it under whatever spelling.
pub(super) fn with_files(wire: &[PathBuf], files: impl IntoIterator<Item = PathBuf>) -> Vec<PathBuf> {
    let known: Vec<PathBuf> = wire.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let is_in = |file: &PathBuf| {
        file.canonicalize().is_ok_and(|file| known.iter().any(|known| file.starts_with(known)))
    };
    wire.iter().cloned().chain(files.into_iter().filter(|file| !is_in(file))).collect()
}

/// Whether an article is the one that the user named.
pub(super) fn is(named: &Path, origin: &Origin) -> bool {
    let (file, line) = line(named).map_or((named.to_owned(), None), |(file, line)| (file, Some(line)));
    let is_file = || {
        let same_name = file.file_name() == origin.path.file_name();
        same_name
            && file.canonicalize().is_ok_and(|file| origin.path.canonicalize().is_ok_and(|path| path == file))
    };
    origin.to_string() == named.to_string_lossy()
        || ((line.is_none() || line == origin.line) && (*origin.path == *file || is_file()))
}
