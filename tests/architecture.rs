//! Who may import whom. Steps do not know each other: they meet in `edition`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::newsroom::Newsroom;

/// Each module of the library, and the modules that it may name.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("article", &[]),
    ("error", &[]),
    ("options", &[]),
    ("date", &[]),
    ("sentence", &[]),
    ("shelf", &[]),
    ("fingerprint", &["shelf"]),
    ("read", &["article", "date", "error", "options"]),
    ("hold", &["article", "options"]),
    ("clean", &["article", "date", "options", "sentence"]),
    ("cluster", &["article", "fingerprint", "options", "sentence", "shelf"]),
    ("clippings", &["article", "cluster", "shelf"]),
    ("engine", &["article", "cluster", "error", "fingerprint", "options", "sentence"]),
    ("faith", &["article", "cluster", "engine", "fingerprint"]),
    ("digest", &["article", "cluster", "engine", "error"]),
    ("eval", &["article", "cluster", "date", "engine", "error", "fingerprint", "options", "sentence"]),
    (
        "edition",
        &[
            "article",
            "clean",
            "clippings",
            "cluster",
            "digest",
            "engine",
            "error",
            "faith",
            "fingerprint",
            "hold",
            "options",
            "read",
        ],
    ),
];

/// Modules that touch no file, clock, environment or terminal.
const PURE: &[&str] =
    &["article", "options", "date", "sentence", "hold", "clean", "fingerprint", "cluster", "faith", "digest"];

/// Crates that one module alone may name.
const ONLY_IN: &[(&str, &str)] = &[
    ("trafilatura", "read"),
    ("encoding_rs", "read"),
    ("chardetng", "read"),
    ("flate2", "read"),
    ("zstd", "read"),
    ("walkdir", "read"),
    ("feed_rs", "read"),
    ("quick_xml", "read"),
    ("mail_parser", "read"),
    ("csv", "read"),
    ("tar", "read"),
    ("glob", "read"),
    ("minijinja", "digest"),
    ("sentencex", "sentence"),
    ("whatlang", "clean"),
    ("simhash", "fingerprint"),
    ("safetensors", "engine"),
    ("tempfile", "shelf"),
    ("bytemuck", "shelf"),
    ("sha1", "engine"),
    ("sha2", "engine"),
    ("ureq", "engine"),
    ("tokenizers", "engine"),
    ("clap", "cli"),
    ("indicatif", "cli"),
];

/// Crates that two modules may name, each for a format of its own: archives of copy, and `PyTorch`'s files.
const IN_TWO: &[(&str, [&str; 2])] = &[("zip", ["read", "engine"])];

fn sources() -> Vec<(String, PathBuf, String)> {
    fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, into) } else { into.push(path) }
        }
    }
    let root = Newsroom::sample().join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    paths
        .into_iter()
        .map(|path| {
            let below = path.strip_prefix(&root).unwrap().with_extension("");
            let module = below.components().next().unwrap().as_os_str().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&path).unwrap();
            // What a test imports is its own business.
            let code = text.split("[cfg(test)]").next().unwrap().to_owned();
            (module, path, code)
        })
        .collect()
}

/// The code without comments.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn arrows_between_modules_point_down() {
    for (module, path, text) in sources() {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == module) else {
            assert!(
                ["lib", "main", "cli"].contains(&&*module),
                "{} is in no row of the table",
                path.display()
            );
            continue;
        };
        for part in code(&text).split("crate::").skip(1) {
            let names = part.trim_start_matches('{');
            let name: String = names.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            assert!(name == module || allowed.contains(&&*name), "{} must not import {name}", path.display());
        }
    }
}

#[test]
fn pure_modules_do_no_input_or_output() {
    for (module, path, text) in sources().into_iter().filter(|(module, _, _)| PURE.contains(&&**module)) {
        for name in ["std::fs", "std::io", "std::env", "std::net", "::now()", "println!", "eprintln!"] {
            assert!(!code(&text).contains(name), "{} ({module}) names {name}", path.display());
        }
    }
}

#[test]
fn a_crate_for_a_format_is_named_in_one_module_alone() {
    for (module, path, text) in sources() {
        for (name, owner) in ONLY_IN.iter().filter(|(_, owner)| *owner != module) {
            let named = code(&text).contains(&format!("{name}::"));
            assert!(
                !named || path.starts_with(Newsroom::sample().join("src").join(owner)),
                "{} names {name}, which belongs to {owner}",
                path.display()
            );
        }
        for (name, owners) in IN_TWO.iter().filter(|(_, owners)| !owners.contains(&&*module)) {
            let named = code(&text).contains(&format!("{name}::"));
            assert!(!named, "{} names {name}, which belongs to {}", path.display(), owners.join(" and "));
        }
    }
}
