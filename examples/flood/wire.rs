//! A wire of any size, about 3 KB an article: two in three tell stories of their own, one in three is an edited
//! copy of a recent one, made as `examples/syndicate` makes them. The same size gives the same bytes.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use nutgraf::{Options, clean, read};
use serde::Serialize;

use crate::edits::{self, Copy};
use crate::random::Random;

#[derive(Serialize)]
struct Record<'a> {
    id: String,
    title: &'a str,
    date: String,
    text: &'a str,
}

/// Writes the articles, and gives the size of the file.
pub(crate) fn write(file: &Path, count: usize, corpus: PathBuf) -> anyhow::Result<u64> {
    let mut random = Random::new(1);
    let options = Options::new(jiff::civil::date(2030, 1, 1));
    let arrivals = read::drafts(&[corpus], &|_, _| {}, |draft| clean::article(draft?, &options))?;
    let bodies: Vec<String> = arrivals.into_iter().flatten().map(|article| article.body).collect();
    let sentences: Vec<&str> = bodies.iter().flat_map(|body| edits::sentences(body)).map(str::trim).collect();

    let mut out = BufWriter::new(std::fs::File::create(file)?);
    let mut recent: Vec<Copy> = Vec::new();
    for number in 0..count {
        let article = if number % 3 == 2 {
            let original = recent[recent.len() - 1 - random.below(recent.len().min(20))].clone();
            let kind = edits::KINDS[number / 3 % edits::KINDS.len()];
            edits::edit(kind, &original, &recent[0], &mut random)
        } else {
            story(&sentences, &mut random)
        };
        let record = Record {
            id: number.to_string(),
            title: &article.title,
            date: format!("2026-03-{:02}", 1 + random.below(5)),
            text: &article.text,
        };
        serde_json::to_writer(&mut out, &record)?;
        out.write_all(b"\n")?;
        if number % 3 != 2 {
            recent.push(article);
        }
        if recent.len() > 1000 {
            recent.drain(1..500);
        }
    }
    out.flush()?;
    Ok(std::fs::metadata(file)?.len())
}

/// A story of about 3 KB: sentences of the sample wire in which every fourth word is another one.
fn story(sentences: &[&str], random: &mut Random) -> Copy {
    let mut text = String::new();
    while text.len() < 3000 {
        for (at, word) in random.pick(sentences).split(' ').enumerate() {
            if at % 4 == 3 {
                let _ = write!(
                    text,
                    "{}{} ",
                    random.pick(&["ka", "mo", "ter", "in", "sol"]),
                    letters(random.below(300_000))
                );
            } else {
                let _ = write!(text, "{word} ");
            }
        }
        if random.happens(0.3) {
            text.pop();
            text.push('\n');
        }
    }
    Copy { title: text.split(' ').take(7).collect::<Vec<_>>().join(" "), text }
}

fn letters(mut number: usize) -> String {
    let mut letters = String::new();
    while number > 0 {
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    letters
}
