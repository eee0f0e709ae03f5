//! The harness: a newsroom in a temporary folder that receives copy and runs the program.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder with a wire in it.
pub(crate) struct Newsroom {
    folder: tempfile::TempDir,
}

/// What a run of the program said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: Option<i32>,
}

impl Newsroom {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("wire")).unwrap();
        Self { folder }
    }

    /// The repository, with the sample wire.
    pub(crate) fn sample() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a file into the wire.
    pub(crate) fn receives(&self, name: &str, copy: impl AsRef<[u8]>) {
        let path = self.path("wire").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, copy).unwrap();
    }

    /// Runs the program in the folder.
    pub(crate) fn runs(&self, arguments: &[&str]) -> Said {
        run(self.folder.path(), arguments, b"")
    }

    /// Runs the program with something on standard input.
    pub(crate) fn hears(&self, arguments: &[&str], input: &str) -> Said {
        run(self.folder.path(), arguments, input.as_bytes())
    }

    /// A file that a run made.
    pub(crate) fn made(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

/// Runs the program in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Said {
    let mut program = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env("TZ", "UTC")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input closes the pipe: no failure.
    let _ = program.stdin.take().unwrap().write_all(input);
    let output = program.wait_with_output().unwrap();
    Said {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code(),
    }
}

/// Each line of output as JSON.
pub(crate) fn lines(out: &str) -> Vec<serde_json::Value> {
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line}")))
        .collect()
}
