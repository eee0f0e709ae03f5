//! Summaries by a checkpoint through libtorch, with the feature `torch`; and what is said without it.

use crate::checkpoints::newsroom;

#[cfg(not(feature = "torch"))]
#[test]
fn without_the_feature_the_engine_is_known_and_its_absence_said() {
    let (newsroom, _) = newsroom();
    for arguments in [
        &["summarise", "wire", "--engine", "torch", "--model", "model"][..],
        &["bench", "model", "--engine", "torch"],
    ] {
        let said = newsroom.runs(arguments);
        assert_eq!(said.code, Some(2));
        assert!(said.err.contains("was built without the engine torch: docs/checkpoints.md"), "{}", said.err);
    }
}

#[test]
fn devices_and_numbers_that_an_engine_does_not_have_are_explained() {
    let (newsroom, _) = newsroom();
    for (arguments, hint) in [
        (&["--engine", "torch"][..], "the engine torch runs a checkpoint: name it with --model"),
        (&["--model", "model", "--device", "cuda"], "the engine rewrite runs on the CPU alone"),
        (&["--model", "model", "--device", "gpu"], "write cpu, cuda or cuda:1"),
        (&["--engine", "torch", "--model", "model", "--precision", "int8"], "in single precision alone"),
        (&["--device", "cpu"], "--model"),
    ] {
        let said = newsroom.runs(&[&["summarise", "wire"], arguments].concat());
        assert_eq!(said.code, Some(2), "{arguments:?}");
        assert!(said.err.contains(hint), "{arguments:?}: {}", said.err);
    }
}

#[cfg(feature = "torch")]
mod built {
    use std::process::Command;

    use super::newsroom;
    use crate::checkpoints::{DAMAGES, each_is_one_clear_error};
    use crate::copy::FERRY;
    use crate::newsroom::lines;

    #[test]
    fn both_engines_write_the_same_of_a_checkpoint() {
        let (newsroom, _) = newsroom();
        newsroom.receives("long.txt", FERRY.repeat(40));
        newsroom.receives("empty.txt", "");
        let written = |engine: &str| {
            let arguments = [
                "summarise",
                "wire",
                "--model",
                "model",
                "--precision",
                "f32",
                "--format",
                "jsonl",
                "--engine",
                engine,
            ];
            let said = newsroom.runs(&arguments);
            assert_eq!(said.code, Some(0), "{}", said.err);
            let lines = lines(&said.out);
            lines.into_iter().map(|line| line["summary"].clone()).collect::<Vec<_>>()
        };
        let torch = written("torch");
        assert_eq!(torch.len(), 3);
        assert_eq!(torch, written("rewrite"));
    }

    #[test]
    fn a_digest_says_which_engine_wrote_and_every_sentence_cites_its_source() {
        let (newsroom, _) = newsroom();
        let said = newsroom.runs(&[
            "digest",
            "wire",
            "--engine",
            "torch",
            "--model",
            "model",
            "--format",
            "json",
            "--date",
            "2026-03-02",
        ]);
        assert_eq!(said.code, Some(0), "{}", said.err);
        let digest: serde_json::Value =
            serde_json::from_str(&newsroom.made("digests/2026-03-02.json")).unwrap();
        assert_eq!(digest["engine"], "torch");
        for sentence in digest["stories"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|story| story["summary"].as_array().unwrap())
        {
            assert!(sentence["text"].as_str().unwrap().ends_with(['.', '”', '"', '!', '?']), "{sentence}");
            assert!(sentence["source"].as_str().unwrap().contains("wire/"));
        }
    }

    #[test]
    fn a_model_that_cannot_be_run_is_one_clear_error() {
        each_is_one_clear_error(DAMAGES, &["shards", "json"], "torch");
    }

    #[test]
    fn a_card_that_is_not_there_is_an_error() {
        let (newsroom, _) = newsroom();
        let arguments =
            ["summarise", "wire", "--engine", "torch", "--model", "model", "--device", "cuda:900"];
        let said = newsroom.runs(&arguments);
        assert_eq!(said.code, Some(2));
        assert!(said.err.contains("--device cuda:900: this libtorch sees"), "{}", said.err);
    }

    #[test]
    fn the_program_finds_libtorch_by_itself() {
        let mut program = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
        program.arg("--version").env_remove("LD_LIBRARY_PATH").env_remove("LIBTORCH");
        assert!(program.output().unwrap().status.success());
    }

    #[test]
    fn how_fast_it_is_can_be_measured() {
        let (newsroom, _) = newsroom();
        let said = newsroom.runs(&[
            "bench", "model", "--engine", "torch", "--read", "30", "--write", "5", "--format", "json",
        ]);
        assert_eq!(said.code, Some(0), "{}", said.err);
        let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        assert_eq!(report["runs"].as_array().unwrap().len(), 4);
    }
}
