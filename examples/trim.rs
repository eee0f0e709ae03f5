//! Trims the sentences on standard input, one a line, and prints those that became shorter: before, after and the bytes
//! that went, with tabs between. An argument is the chance under which a word counts as droppable.
#![allow(clippy::print_stdout)]

use std::io::{BufRead, stdin};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sure = std::env::args().nth(1).map_or(Ok(nutgraf::engine::desk::SURE), |sure| sure.parse())?;
    let tagger = nutgraf::engine::desk::Tagger::open(None)?;
    let lines = stdin().lock().lines().collect::<Result<Vec<_>, _>>()?;
    let sentences: Vec<&str> = lines.iter().map(String::as_str).collect();
    for (sentence, trim) in
        sentences.iter().zip(nutgraf::engine::desk::trim_all(&sentences, sure, |words| tagger.keep(words)))
    {
        if let Some(trim) = trim {
            let cuts: Vec<String> =
                trim.cuts.iter().map(|cut| format!("{}-{}", cut.start, cut.end)).collect();
            println!("{sentence}\t{}\t{}", trim.text, cuts.join(" "));
        }
    }
    Ok(())
}
