//! Summaries by a ProphetNet, which the engine torch runs and the engine rewrite does not.

use std::fs;
use std::path::PathBuf;

use crate::copy::{BRIDGE, FERRY};
use crate::newsroom::Newsroom;

/// A newsroom with two articles, and a folder with a small ProphetNet of random weights as the hub has them.
fn newsroom() -> (Newsroom, PathBuf) {
    let newsroom = Newsroom::new();
    newsroom.receives("ferry.txt", FERRY);
    newsroom.receives("bridge.txt", BRIDGE);
    let model = newsroom.path("model");
    fs::create_dir(&model).unwrap();
    for entry in fs::read_dir(Newsroom::sample().join("tests/data/model/pieces")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), model.join(entry.file_name())).unwrap();
    }
    (newsroom, model)
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

    use super::newsroom;
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

    /// What is done to a model's folder.
    type Damage<'a> = &'a dyn Fn(&Path);

    #[test]
    fn one_that_cannot_be_run_is_one_clear_error() {
        let stated = |from: &'static str, to: &'static str| {
            move |at: &Path| {
                let path = at.join("config.json");
                let text = fs::read_to_string(&path).unwrap();
                assert!(text.contains(from), "{from}");
                fs::write(path, text.replace(from, to)).unwrap();
            }
        };
        let damages: [(Damage, &str, &str); 8] = [
            (
                &stated("\"num_decoder_layers\": 1", "\"num_decoder_layers\": 2"),
                "pytorch_model.bin",
                "lacks the tensor prophetnet.decoder.layers.1.self_attn_layer_norm.weight",
            ),
            (
                &stated("\"ngram\": 2", "\"ngram\": 3"),
                "pytorch_model.bin",
                "ngram_embeddings.weight has the shape [2, 32]; by config.json it should have [3, 32]",
            ),
            (
                &stated("\"num_buckets\": 8", "\"num_buckets\": 16"),
                "pytorch_model.bin",
                "relative_pos_embeddings.weight has the shape [16, 32]; by config.json it should have [32, 32]",
            ),
            (
                &stated("\"max_position_embeddings\": 64", "\"max_position_embeddings\": 65"),
                "pytorch_model.bin",
                "position_embeddings.weight has the shape [64, 32]; by config.json it should have [65, 32]",
            ),
            (&stated("\"hidden_size\"", "\"width\""), "config.json", "does not state hidden_size"),
            (&stated("\"pad_token_id\": 0", "\"pad_token_id\": 1"), "config.json", "fills with the token 0"),
            (
                &|at| fs::remove_file(at.join("prophetnet.tokenizer")).unwrap(),
                "model",
                "has no tokenizer: tokenizer.json",
            ),
            (
                &|at| fs::write(at.join("prophetnet.tokenizer"), "[PAD]\n").unwrap(),
                "prophetnet.tokenizer",
                "is no tokenizer: it lists no [UNK]",
            ),
        ];
        for (damage, file, reason) in damages {
            let (newsroom, model) = newsroom();
            damage(&model);
            let said = newsroom.runs(&["summarise", "wire", "--engine", "torch", "--model", "model"]);
            assert_eq!(said.code, Some(2), "{reason}: {}", said.err);
            assert!(said.err.starts_with("nutgraf: ") && said.err.lines().count() == 1, "{}", said.err);
            assert!(said.err.contains(file) && said.err.contains(reason), "{reason}: {}", said.err);
        }
    }
}
