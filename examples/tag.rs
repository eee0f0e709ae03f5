//! Scores the sentences on standard input, one a line with spaces between the words, and prints each word's chance of
//! being kept. With a number, does it that many times and prints nothing: `benches/engines.py` takes the time.
#![allow(clippy::print_stdout)]

use std::io::{BufRead, stdin};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let times: Option<usize> = std::env::args().nth(1).map(|times| times.parse()).transpose()?;
    let tagger = nutgraf::engine::desk::Tagger::open(None)?;
    let lines = stdin().lock().lines().collect::<Result<Vec<_>, _>>()?;
    let sentences: Vec<Vec<&str>> = lines.iter().map(|line| line.split(' ').collect()).collect();
    let sentences: Vec<&[&str]> = sentences.iter().map(Vec::as_slice).collect();
    if let Some(times) = times {
        for _ in 0..times {
            std::hint::black_box(tagger.keep(&sentences));
        }
        return Ok(());
    }
    for kept in tagger.keep(&sentences) {
        let kept: Vec<String> = kept.iter().map(|chance| format!("{chance:.4}")).collect();
        println!("{}", kept.join(" "));
    }
    Ok(())
}
