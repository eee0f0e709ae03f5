//! What a repository holds, by the hub's API, and which of its files a summariser needs.

use serde::Deserialize;

/// Files that are taken where they are there, by their whole names.
const BESIDE: &[&str] = &[
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "merges.txt",
    "spiece.model",
    "tokenizer.model",
    "prophetnet.tokenizer",
    "vocab.txt",
];

/// The forms of weights, the best first: what its files begin and end with.
const WEIGHTS: &[(&str, &str)] = &[("model", ".safetensors"), ("pytorch_model", ".bin")];

/// A repository at a revision.
#[derive(Debug)]
pub(super) struct Listing {
    /// The commit.
    pub(super) revision: String,
    items: Vec<Item>,
}

/// A file of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) file: String,
    pub(super) size: Option<u64>,
    /// What its bytes are named for: SHA-256 of a large file, the hash of a git blob of a small one; where the API states it.
    pub(super) tag: Option<String>,
}

#[derive(Deserialize)]
struct Raw {
    sha: String,
    siblings: Vec<Sibling>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sibling {
    rfilename: String,
    size: Option<u64>,
    blob_id: Option<String>,
    lfs: Option<Lfs>,
}

#[derive(Deserialize)]
struct Lfs {
    sha256: Option<String>,
    oid: Option<String>,
    size: Option<u64>,
}

impl Listing {
    /// Reads what the API says; the error says what is wrong.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let raw: Raw = serde_json::from_str(text)
            .map_err(|error| format!("is described in no way that is known: {error}"))?;
        if !is_hash(&raw.sha) {
            return Err(format!("is at the revision \"{}\", which is none", raw.sha));
        }
        let items = raw.siblings.into_iter().map(|sibling| {
            let large = sibling.lfs;
            let size = large.as_ref().and_then(|large| large.size).or(sibling.size);
            let tag = match large {
                Some(Lfs { sha256, oid, .. }) => sha256.or(oid),
                None => sibling.blob_id,
            };
            Item { file: sibling.rfilename, size, tag: tag.filter(|tag| is_hash(tag)) }
        });
        Ok(Self { revision: raw.sha, items: items.collect() })
    }

    /// The files that a summariser needs, small ones first.
    pub(super) fn wanted(&self) -> Result<Vec<Item>, String> {
        let named = |name: &str| self.items.iter().find(|item| item.file == name).cloned();
        if named("config.json").is_none() {
            return Err("has no config.json: it is no model of the library transformers".to_owned());
        }
        let beside = BESIDE.iter().filter_map(|name| named(name));
        for (start, end) in WEIGHTS {
            let index = named(&format!("{start}{end}.index.json"));
            let whole: Vec<Item> = named(&format!("{start}{end}")).into_iter().collect();
            let shards = || self.items.iter().filter(|item| is_shard(&item.file, start, end)).cloned();
            let weights: Vec<Item> = match (whole.is_empty(), index) {
                (true, Some(index)) => std::iter::once(index).chain(shards()).collect(),
                _ => whole,
            };
            if !weights.is_empty() {
                return Ok(beside.chain(weights).collect());
            }
        }
        Err("has neither model.safetensors nor pytorch_model.bin".to_owned())
    }
}

/// Whether a file is one of several: `model-00001-of-00002.safetensors`.
fn is_shard(file: &str, start: &str, end: &str) -> bool {
    let middle = file.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
    middle.and_then(|middle| middle.strip_prefix('-')).is_some_and(|middle| {
        middle.contains("-of-") && middle.bytes().all(|b| b.is_ascii_digit() || b"-of".contains(&b))
    })
}

/// Whether this can be a hash, and thus the name of a file in the cache.
pub(super) fn is_hash(text: &str) -> bool {
    (8..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(files: &[&str]) -> Result<Vec<String>, String> {
        let siblings: Vec<String> =
            files.iter().map(|file| format!("{{\"rfilename\": \"{file}\"}}")).collect();
        let text = format!("{{\"sha\": \"0123456789abcdef\", \"siblings\": [{}]}}", siblings.join(","));
        Ok(Listing::parse(&text)?.wanted()?.into_iter().map(|item| item.file).collect())
    }

    #[test]
    fn safetensors_go_before_a_pickle_and_nothing_else_is_fetched() {
        let all = [
            "rust_model.ot",
            "pytorch_model.bin",
            "model.safetensors",
            "README.md",
            "vocab.json",
            "config.json",
        ];
        assert_eq!(wanted(&all).unwrap(), ["config.json", "vocab.json", "model.safetensors"]);
        assert_eq!(
            wanted(&["config.json", "pytorch_model.bin"]).unwrap(),
            ["config.json", "pytorch_model.bin"]
        );
    }

    #[test]
    fn a_list_of_pieces_comes_with_its_model() {
        let there =
            ["README.md", "config.json", "prophetnet.tokenizer", "pytorch_model.bin", "rust_model.ot"];
        assert_eq!(wanted(&there).unwrap(), ["config.json", "prophetnet.tokenizer", "pytorch_model.bin"]);
    }

    #[test]
    fn shards_come_with_their_index() {
        let shards = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"];
        let index = "model.safetensors.index.json";
        let there = ["config.json", index, shards[0], shards[1], "model-../../x.safetensors"];
        assert_eq!(wanted(&there).unwrap(), ["config.json", index, shards[0], shards[1]]);
    }

    #[test]
    fn a_repository_that_is_no_model_is_refused() {
        assert!(wanted(&["model.safetensors"]).unwrap_err().contains("config.json"));
        assert!(wanted(&["config.json", "rust_model.ot"]).unwrap_err().contains("neither"));
        assert!(Listing::parse("[]").is_err());
        assert!(Listing::parse(r#"{"sha": "../../etc", "siblings": []}"#).unwrap_err().contains("revision"));
    }
}
