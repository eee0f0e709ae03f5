//! The command line: messages, exit codes, pipes.

use std::io::Read as _;
use std::process::{Command, Stdio};

use crate::copy::FERRY;
use crate::newsroom::Newsroom;

#[test]
fn a_path_that_is_not_there_is_an_error_that_names_it() {
    let newsroom = Newsroom::new();
    let said = newsroom.runs(&["digest", "wier"]);
    assert_eq!(said.code, Some(2));
    assert_eq!(said.err, "nutgraf: wier: no such file or folder, and no file matches it as a pattern\n");
}

#[test]
fn a_wire_without_an_article_is_nothing_to_tell() {
    let newsroom = Newsroom::new();
    for job in ["digest", "summarise", "clean"] {
        let said = newsroom.runs(&[job, "wire"]);
        assert_eq!(said.code, Some(1), "{job}: {}", said.err);
        assert!(said.err.contains("nothing to tell"), "{job}: {}", said.err);
    }
}

#[test]
fn wrong_words_are_explained() {
    let newsroom = Newsroom::new();
    newsroom.receives("ferry.txt", FERRY);
    for (arguments, hint) in [
        (&["summarise", "wire", "--length", "long"][..], "write 60w for words or 3s for sentences"),
        (&["digest", "wire", "--engine", "oracle"], "no engine is called \"oracle\"; there is: "),
        (&["digest", "wire", "--date", "yesterday"], "yesterday"),
        (&["digest"], "<PATH>"),
        (&["why", "wire/ferry.txt:9", "wire/ferry.txt"], "there is no article at this line"),
        (&["why", "wire", "wire/none.txt"], "wire/none.txt: no such file or folder"),
    ] {
        let said = newsroom.runs(arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}");
        assert!(said.err.contains(hint), "{arguments:?}: {}", said.err);
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
        .args(["clean", "corpus/wire"])
        .current_dir(Newsroom::sample())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    program.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = program.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn output_that_is_no_terminal_has_no_colours_and_no_progress() {
    let newsroom = Newsroom::new();
    newsroom.receives("ferry.txt", FERRY);
    let said = newsroom.runs(&["clean", "wire"]);
    assert!(!said.out.contains('\u{1b}') && !said.err.contains('\u{1b}'));
    assert_eq!(said.err, "");
}

#[test]
fn spikes_are_counted_named_or_kept_quiet() {
    let newsroom = Newsroom::new();
    newsroom.receives("ferry.txt", FERRY);
    newsroom.receives("bad\nname.txt", "");
    let err = |flag: &[&str]| newsroom.runs(&[&["summarise", "wire"], flag].concat()).err;
    assert_eq!(err(&[]), "spiked: wire/bad?name.txt: empty\n", "a single one is named");
    newsroom.receives("blank.txt", " \n");
    assert_eq!(err(&[]), "2 spiked (-v names them)\n");
    assert_eq!(
        err(&["-v"]),
        "spiked: wire/bad?name.txt: empty\nspiked: wire/blank.txt: no article text in it\n2 spiked\n"
    );
    assert_eq!(err(&["-q"]), "");
}

#[test]
fn a_shell_gets_its_completions_and_a_reader_the_manual() {
    let newsroom = Newsroom::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(newsroom.runs(&["completions", shell]).out.contains("summarise"), "{shell}");
    }
    let manual = newsroom.runs(&["man"]).out;
    for job in
        ["nutgraf\\-digest", "nutgraf\\-copies", "nutgraf\\-clean", "nutgraf\\-why", "nutgraf\\-summarise"]
    {
        assert!(manual.contains(job), "{job}");
    }
}
