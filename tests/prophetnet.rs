//! Summaries by a ProphetNet, which the engine torch runs and the engine rewrite does not.

use std::path::PathBuf;

use crate::checkpoints::newsroom_with;
use crate::newsroom::Newsroom;

const PARTS: &[&str] = &["pieces"];

/// A newsroom with two articles, and a folder with a small ProphetNet of random weights as the hub has them.
fn newsroom() -> (Newsroom, PathBuf) {
    newsroom_with(PARTS)
}

#[test]
fn the_engine_rewrite_says_who_runs_it() {
    let (newsroom, _) = newsroom();
    for arguments in [&["summarise", "wire", "--model", "model"][..], &["bench", "model"]] {
        let said = newsroom.runs(arguments);
        assert_eq!(said.code, Some(2), "{}", said.err);
        assert_eq!(said.err.lines().count(), 1, "{}", said.err);
        let hint =
            "config.json is a ProphetNet's, which the engine rewrite does not run: --engine torch does";
        assert!(said.err.contains(hint), "{}", said.err);
        assert_eq!(said.err.contains("built with the feature torch"), cfg!(not(feature = "torch")));
    }
}

#[cfg(not(feature = "torch"))]
#[test]
fn without_the_feature_a_check_says_what_is_wanted() {
    let (newsroom, _) = newsroom();
    let said = newsroom.runs(&["model", "check", "model"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("was built without the engine torch: docs/checkpoints.md"), "{}", said.err);
}

#[cfg(feature = "torch")]
mod built {
    use std::fs;
    use std::path::Path;

    use super::{PARTS, newsroom};
    use crate::checkpoints::{Damage, each_is_one_clear_error, replace};
    use crate::copy::FERRY;
    use crate::newsroom::lines;

    #[test]
    fn it_writes_whole_sentences_of_copy_of_any_length() {
        let (newsroom, _) = newsroom();
        newsroom.receives("long.txt", FERRY.repeat(40));
        newsroom
            .receives("endless.txt", "the ferry stays in port until the spring its owner said ".repeat(300));
        newsroom.receives("short.txt", "Rain.");
        newsroom.receives("empty.txt", "");
        newsroom
            .receives("other.txt", "渡し船は春まで港に留まると所有者が月曜日に述べた。バスが代わりに走る。");
        let arguments = ["summarise", "wire", "--engine", "torch", "--model", "model", "--format", "jsonl"];
        let said = newsroom.runs(&arguments);
        assert_eq!(said.code, Some(0), "{}", said.err);
        let lines = lines(&said.out);
        assert_eq!(lines.len(), 6, "{}", said.out);
        let short = lines.iter().find(|line| line["source"] == "wire/short.txt").unwrap();
        assert_eq!(short["summary"], serde_json::json!(["Rain."]));
    }

    #[test]
    fn it_is_checked_and_its_speed_measured() {
        let (newsroom, _) = newsroom();
        let said = newsroom.runs(&["model", "check", "model"]);
        assert_eq!(said.code, Some(0), "{}", said.err);
        assert!(said.out.contains("sound\nProphetNet, 1 + 1 layers, width 32, "), "{}", said.out);
        assert!(said.out.contains("reads 63 at a time"), "{}", said.out);
        let arguments = [
            "bench", "model", "--engine", "torch", "--read", "30", "--write", "5", "--texts", "1", "-j", "1",
        ];
        let said = newsroom.runs(&arguments);
        assert_eq!(said.code, Some(0), "{}", said.err);
    }

    /// Changes what config.json states.
    fn restate(at: &Path, from: &str, to: &str) {
        replace(&at.join("config.json"), from, to);
    }

    #[test]
    fn one_that_cannot_be_run_is_one_clear_error() {
        let damages: &[(Damage, &str, &str)] = &[
            (
                |at| restate(at, "\"num_decoder_layers\": 1", "\"num_decoder_layers\": 2"),
                "pytorch_model.bin",
                "lacks the tensor prophetnet.decoder.layers.1.self_attn_layer_norm.weight",
            ),
            (
                |at| restate(at, "\"ngram\": 2", "\"ngram\": 3"),
                "pytorch_model.bin",
                "ngram_embeddings.weight has the shape [2, 32]; by config.json it should have [3, 32]",
            ),
            (
                |at| restate(at, "\"num_buckets\": 8", "\"num_buckets\": 16"),
                "pytorch_model.bin",
                "relative_pos_embeddings.weight has the shape [16, 32]; by config.json it should have [32, 32]",
            ),
            (
                |at| restate(at, "\"max_position_embeddings\": 64", "\"max_position_embeddings\": 65"),
                "pytorch_model.bin",
                "position_embeddings.weight has the shape [64, 32]; by config.json it should have [65, 32]",
            ),
            (|at| restate(at, "\"hidden_size\"", "\"width\""), "config.json", "does not state hidden_size"),
            (
                |at| restate(at, "\"pad_token_id\": 0", "\"pad_token_id\": 1"),
                "config.json",
                "fills with the token 0",
            ),
            (
                |at| fs::remove_file(at.join("prophetnet.tokenizer")).unwrap(),
                "model",
                "has no tokenizer: tokenizer.json",
            ),
            (
                |at| fs::write(at.join("prophetnet.tokenizer"), "[PAD]\n").unwrap(),
                "prophetnet.tokenizer",
                "is no tokenizer: it lists no [UNK]",
            ),
        ];
        each_is_one_clear_error(damages, PARTS, "torch");
    }
}
