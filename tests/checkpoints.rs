//! Summaries by a checkpoint, and what is said of one that cannot be run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::copy::{BRIDGE, FERRY};
use crate::newsroom::{Newsroom, lines};

const DATA: &str = "tests/data/model";

/// A folder with a small model of random weights, and a newsroom with two articles.
pub(crate) fn newsroom() -> (Newsroom, PathBuf) {
    newsroom_with(&["shards", "json"])
}

/// The same with a model that has these parts.
pub(crate) fn newsroom_with(parts: &[&str]) -> (Newsroom, PathBuf) {
    let newsroom = Newsroom::new();
    newsroom.receives("ferry.txt", FERRY);
    newsroom.receives("bridge.txt", BRIDGE);
    let model = newsroom.path("model");
    fs::create_dir(&model).unwrap();
    for part in parts {
        for entry in fs::read_dir(Newsroom::sample().join(DATA).join(part)).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), model.join(entry.file_name())).unwrap();
        }
    }
    (newsroom, model)
}

#[test]
fn a_checkpoint_writes_whole_sentences_that_cite_their_source() {
    let (newsroom, model) = newsroom();
    let said = newsroom.runs(&[
        "digest",
        "wire",
        "--model",
        "model",
        "--format",
        "json,markdown",
        "--date",
        "2026-03-02",
    ]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let digest: serde_json::Value = serde_json::from_str(&newsroom.made("digests/2026-03-02.json")).unwrap();
    assert_eq!(digest["engine"], "rewrite");
    for story in digest["stories"].as_array().unwrap() {
        let summary = story["summary"].as_array().unwrap();
        assert!(!summary.is_empty());
        for sentence in summary {
            assert!(sentence["text"].as_str().unwrap().ends_with(['.', '”', '"', '!', '?']), "{sentence}");
            assert!(sentence["source"].as_str().unwrap().contains("wire/"));
        }
    }
    let kept = fs::read_dir(model)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with("nutgraf-int8-"));
    assert_eq!(kept.count(), 1, "the rounded weights are kept, once");
}

#[test]
fn the_same_copy_gives_the_same_summary_in_any_company_and_on_any_number_of_threads() {
    let (newsroom, _) = newsroom();
    let summary = |arguments: &[&str]| {
        let said =
            newsroom.runs(&[&["summarise", "--format", "jsonl", "--model", "model"], arguments].concat());
        assert_eq!(said.code, Some(0), "{}", said.err);
        let lines = lines(&said.out);
        let ferry = lines.iter().find(|line| line["source"].as_str().unwrap().contains("ferry")).unwrap();
        ferry["summary"].clone()
    };
    let alone = summary(&["wire/ferry.txt", "-j", "1"]);
    assert_eq!(summary(&["wire", "-j", "3"]), alone);
    assert_eq!(summary(&["wire", "--precision", "int8"]), alone);
}

#[test]
fn copy_longer_than_the_model_reads_is_told_in_takes_and_short_copy_as_it_is() {
    let (newsroom, _) = newsroom();
    newsroom.receives("long.txt", FERRY.repeat(40));
    newsroom.receives(
        "endless.txt",
        "the ferry stays in port until the spring its owner said on monday ".repeat(300),
    );
    newsroom.receives("short.txt", "Rain.");
    newsroom.receives("other.txt", "渡し船は春まで港に留まると所有者が月曜日に述べた。バスが代わりに走る。");
    let said = newsroom.runs(&["summarise", "wire", "--model", "model", "--format", "jsonl"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let short = lines(&said.out).into_iter().find(|line| line["source"] == "wire/short.txt").unwrap();
    assert_eq!(short["summary"], serde_json::json!(["Rain."]));
}

#[test]
fn a_name_is_looked_up_in_the_cache_and_listed() {
    let (newsroom, model) = newsroom();
    let snapshots = newsroom.path("hub/models--desk--small/snapshots");
    fs::create_dir_all(&snapshots).unwrap();
    fs::rename(model, snapshots.join("abc")).unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
            .args(arguments)
            .env("HF_HUB_CACHE", newsroom.path("hub"))
            .current_dir(newsroom.path(""))
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, out, err) = run(&["model", "list"]);
    assert_eq!((code, &*out), (Some(0), "desk/small\tBart\t0 MB\n"), "{err}");
    for name in ["desk/small", "small"] {
        let (code, out, err) = run(&["model", "check", name]);
        assert_eq!(code, Some(0), "{err}");
        assert!(
            out.contains("sound\nBart, 1 + 1 layers, width 32, 300 tokens known, reads 64 at a time"),
            "{out}"
        );
    }
    let (code, _, err) = run(&["model", "check", "desk/other"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("no model \"desk/other\": it is neither a folder nor in the cache"), "{err}");
    let (code, out, err) =
        run(&["bench", "small", "--read", "30", "--write", "5", "--format", "json", "-j", "1"]);
    assert_eq!(code, Some(0), "{err}");
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["runs"].as_array().unwrap().len(), 4);
    assert!(report["runs"][0]["read_share"].as_f64().unwrap() > 0.0, "{report}");
    let likeness = ["bench", "small", "--read", "30", "--write", "9", "--likeness", "3", "--format"];
    let (code, out, err) = run(&[&likeness[..], &["json"]].concat());
    assert_eq!(code, Some(0), "{err}");
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(
        report["rows"].as_u64().unwrap() >= 3 && report["cosine_least"].as_f64().unwrap() > 0.9,
        "{report}"
    );
    assert_eq!(report["summaries"].as_array().unwrap().len(), 2, "{report}");
    let (code, out, err) = run(&[&likeness[..], &["text"]].concat());
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("scores for the next token: cosine 0.9"), "{out}");
}

#[test]
fn engines_and_models_that_do_not_go_together_are_explained() {
    let (newsroom, _) = newsroom();
    for (arguments, hint) in [
        (&["--engine", "rewrite"][..], "the engine rewrite runs a checkpoint: name it with --model"),
        (&["--engine", "lede", "--model", "model"], "the engine lede runs no checkpoint"),
        (&["--model", "nowhere"], "no model \"nowhere\""),
        (&["--model", "../model/../x"], "no model"),
        (&["--precision", "f32"], "--model"),
    ] {
        let said = newsroom.runs(&[&["summarise", "wire"], arguments].concat());
        assert_eq!(said.code, Some(2), "{arguments:?}");
        assert!(said.err.contains(hint), "{arguments:?}: {}", said.err);
    }
}

/// What is done to a model's folder.
pub(crate) type Damage = fn(&Path);

fn change(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

pub(crate) fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replace(from, to)).unwrap();
}

/// In safetensors, without changing the length of the header.
fn restate(path: &Path, from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    change(path, |bytes| {
        let at = bytes.windows(from.len()).position(|part| part == from.as_bytes()).unwrap();
        bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
    });
}

const FIRST: &str = "model-00001-of-00002.safetensors";

/// What is done to a model, the file that is to blame, and what is said of it.
pub(crate) const DAMAGES: &[(Damage, &str, &str)] = &[
    (|at| fs::remove_file(at.join("config.json")).unwrap(), "config.json", "is missing"),
    (|at| fs::write(at.join("config.json"), "{").unwrap(), "config.json", "cannot be understood"),
    (|at| replace(&at.join("config.json"), "\"bart\"", "\"llama\""), "config.json", "bart, pegasus, t5"),
    (
        |at| replace(&at.join("config.json"), "\"bart\"", "\"prophetnet\""),
        "config.json",
        "does not state hidden_size",
    ),
    (
        |at| replace(&at.join("config.json"), "\"vocab_size\": 300", "\"vocab_size\": 290"),
        "tokenizer.json",
        "belong to different models",
    ),
    (
        |at| replace(&at.join("config.json"), "\"vocab_size\": 300", "\"vocab_size\": 400"),
        ".safetensors",
        "has the shape [300, 32]; by config.json it should have [400, 32]",
    ),
    (
        |at| replace(&at.join("config.json"), "\"decoder_layers\": 1", "\"decoder_layers\": 2"),
        "index.json",
        "lacks the tensor model.decoder.layers.1",
    ),
    (
        |at| fs::write(at.join("generation_config.json"), r#"{"num_beams": -3}"#).unwrap(),
        "generation_config.json",
        "num_beams = -3",
    ),
    (
        |at| fs::write(at.join("generation_config.json"), r#"{"forced_bos_token_id": 300}"#).unwrap(),
        "generation_config.json",
        "the token 300, beyond the vocabulary",
    ),
    (|at| fs::remove_file(at.join("tokenizer.json")).unwrap(), "model", "has no tokenizer"),
    (|at| fs::write(at.join("tokenizer.json"), "{}").unwrap(), "tokenizer.json", "is no tokenizer"),
    (
        |at| fs::remove_file(at.join(FIRST)).unwrap(),
        "index.json",
        "names the shard model-00001-of-00002.safetensors, which is missing",
    ),
    (
        |at| replace(&at.join("model.safetensors.index.json"), "model-00001", "../model-00001"),
        "index.json",
        "no file beside it",
    ),
    (
        |at| fs::write(at.join("model.safetensors.index.json"), "[]").unwrap(),
        "index.json",
        "is no index of shards",
    ),
    (
        |at| {
            fs::remove_file(at.join(FIRST)).unwrap();
            fs::create_dir(at.join(FIRST)).unwrap();
        },
        FIRST,
        "is a folder",
    ),
    (|at| change(&at.join(FIRST), |bytes| bytes.truncate(30_000)), FIRST, "is cut short"),
    (|at| change(&at.join(FIRST), Vec::clear), FIRST, "is cut short"),
    (
        |at| change(&at.join(FIRST), |bytes| bytes[..8].fill(0xff)),
        FIRST,
        "is cut short or no safetensors file",
    ),
    (
        |at| {
            restate(
                &at.join(FIRST),
                "\"dtype\":\"F16\",\"shape\":[300,32]",
                "\"dtype\":\"I16\",\"shape\":[300,32]",
            );
        },
        FIRST,
        "of the kind I16; weights come as F32, F16 or BF16",
    ),
    (
        |at| {
            change(&at.join(FIRST), |bytes| {
                let end = bytes.len();
                bytes[end - 2000..].fill(0xff);
            });
        },
        FIRST,
        "not finite",
    ),
    (
        |at| {
            for entry in fs::read_dir(at).unwrap() {
                let path = entry.unwrap().path();
                if path.to_string_lossy().contains("safetensors") {
                    fs::remove_file(path).unwrap();
                }
            }
        },
        "model",
        "has no weights: model.safetensors or pytorch_model.bin",
    ),
    (
        |at| {
            fs::remove_file(at.join("model.safetensors.index.json")).unwrap();
            fs::write(at.join("pytorch_model.bin"), b"\x80\x02cos\nsystem\n(X\x04\x00\x00\x00truetR.")
                .unwrap();
        },
        "pytorch_model.bin",
        "is no file that PyTorch wrote",
    ),
    (
        |at| {
            fs::remove_file(at.join("model.safetensors.index.json")).unwrap();
            let whole = fs::read(Newsroom::sample().join(DATA).join("zip/pytorch_model.bin")).unwrap();
            fs::write(at.join("pytorch_model.bin"), &whole[..whole.len() / 2]).unwrap();
        },
        "pytorch_model.bin",
        "is cut short or no zip archive",
    ),
];

#[test]
fn a_model_that_cannot_be_run_is_one_clear_error() {
    each_is_one_clear_error(DAMAGES, &["shards", "json"], "rewrite");
}

/// Does each damage to a model of these parts and has the engine run it.
pub(crate) fn each_is_one_clear_error(damages: &[(Damage, &str, &str)], parts: &[&str], engine: &str) {
    for (damage, file, reason) in damages {
        let (newsroom, model) = newsroom_with(parts);
        damage(&model);
        let said = newsroom.runs(&["summarise", "wire", "--engine", engine, "--model", "model"]);
        assert_eq!(said.code, Some(2), "{reason}: {}", said.err);
        assert!(said.err.starts_with("nutgraf: ") && said.err.lines().count() == 1, "{}", said.err);
        assert!(said.err.contains(file) && said.err.contains(reason), "{reason}: {}", said.err);
        assert_eq!(said.out, "");
    }
}
