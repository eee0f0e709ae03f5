//! Writes syndicated copies of articles with the truth about them, to measure copy detection on.
//!
//! ```text
//! cargo run --release --example syndicate -- --seed 1 --stories 500 > labelled.jsonl
//! cargo run --release --example syndicate -- --from archive.jsonl.gz --copies 4 > labelled.jsonl
//! nutgraf eval copies labelled.jsonl
//! ```
//!
//! Base texts come from the project's sample wire, or from `--from` anything that nutgraf reads; texts that
//! share a twentieth of their 8-word sequences with one taken before are left out, since they may be copies
//! already. The same arguments give the same bytes. Each line has `id`, `title`, `date`, `source`, `text`,
//! `cluster` (articles with the same one are copies) and `kind`.
//!
//! # Copies: the cluster of the original
//!
//! | kind | what is done |
//! |---|---|
//! | `original` | nothing |
//! | `headline` | another headline |
//! | `credit` | dateline and credit line added, dropped or exchanged |
//! | `cut-bottom` | 30 to 80 % kept, from the top |
//! | `cut-top` | 40 to 80 % kept, from the bottom |
//! | `cut-middle` | 40 to 80 % of the sentences kept, the first among them |
//! | `local` | a paragraph of another text added at the top or the end |
//! | `reordered` | sentences moved |
//! | `reworded` | 5 to 25 % of the words replaced by synonyms, left out or joined by others |
//! | `spelling` | British or American spelling, other quotation marks and dashes |
//! | `ocr` | 1 to 4 % of the characters misread |
//! | `furniture` | a page's menus, notices and lists around it |
//! | `plain` | small letters only, or punctuation lost, or both |
//! | `writethru` | one to four figures updated, a sentence added |
//! | `two-edits` | two of the above |
//!
//! # What must stay apart: a cluster each
//!
//! | kind | what it is |
//! |---|---|
//! | `weather`, `markets`, `fixture`, `grant`, `earnings` | a template with other names and figures |
//! | `robot` | copy assembled from stock sentences with figures of its own |
//! | `follow-up` | a new lede and new text, 15 to 35 % of it background out of an original |
//! | `round-up` | the first sentences of six originals, up to five of the one that leads |
//! | `chain` | the section that a copy (kind `chain-host`) added to an original, alone |

#[path = "edits.rs"]
mod edits;
#[path = "negatives.rs"]
mod negatives;
#[path = "random.rs"]
mod random;

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::Parser;
use nutgraf::{Options, clean, read};
use serde::Serialize;

use edits::Copy;
use random::Random;

#[derive(Parser)]
struct Arguments {
    /// Where all chance comes from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The most originals to take
    #[arg(long, default_value_t = 500)]
    stories: usize,
    /// Copies of each original; the kinds take turns
    #[arg(long, default_value_t = 3)]
    copies: usize,
    /// Where originals come from
    #[arg(long, default_value = "corpus/wire")]
    from: PathBuf,
    /// The fewest words of an original
    #[arg(long, default_value_t = 120)]
    words: usize,
    /// Articles that must stay apart, for each hundred originals
    #[arg(long, default_value_t = 100)]
    negatives: usize,
}

/// One article of the output.
#[derive(Serialize)]
struct Line<'a> {
    id: String,
    title: &'a str,
    date: String,
    source: String,
    text: &'a str,
    cluster: String,
    kind: &'a str,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let mut random = Random::new(arguments.seed);
    let texts = texts(&arguments, &mut random)?;
    anyhow::ensure!(
        texts.len() >= 16,
        "{} usable texts in {}: too few",
        texts.len(),
        arguments.from.display()
    );
    // Foreign text comes from texts that are no original, and each is used as new text only once.
    let spare = (arguments.stories * arguments.negatives / 400 + 4).min(texts.len() / 4);
    let (spares, originals) = texts.split_at(spare);
    let originals = &originals[..originals.len().min(arguments.stories)];
    let mut stock = negatives::Stock { originals, spares, used: 0 };
    let mut out = Output { to: BufWriter::new(std::io::stdout().lock()), written: 0 };

    for (story, original) in originals.iter().enumerate() {
        let cluster = format!("story-{story}");
        // All within a week, so that no date keeps apart what the texts should.
        let day = random.below(4);
        out.write(original, &cluster, "original", day, &mut random)?;
        for turn in 0..arguments.copies {
            let kind = edits::KINDS[(story * arguments.copies + turn) % edits::KINDS.len()];
            let other = &spares[random.below(spares.len())];
            let copy = edits::edit(kind, original, other, &mut random);
            let late = random.below(4);
            out.write(&copy, &cluster, kind, day + late, &mut random)?;
        }
    }
    for number in 0..originals.len() * arguments.negatives / 100 {
        let (kind, articles) = stock.set(number, &mut random);
        let day = random.below(4);
        for (place, (copy, role)) in articles.into_iter().enumerate() {
            // A copy with an added section belongs to its original; everything else is a story of its own.
            let cluster = match role {
                negatives::Role::CopyOf(story) => format!("story-{story}"),
                negatives::Role::Alone => format!("{kind}-{number}-{place}"),
            };
            let kind = if matches!(role, negatives::Role::CopyOf(_)) { "chain-host" } else { kind };
            let late = random.below(4);
            out.write(&copy, &cluster, kind, day + late, &mut random)?;
        }
    }
    out.to.flush().context("standard output")
}

struct Output<W: Write> {
    to: W,
    written: usize,
}

impl<W: Write> Output<W> {
    fn write(
        &mut self,
        copy: &Copy,
        cluster: &str,
        kind: &str,
        day: usize,
        random: &mut Random,
    ) -> anyhow::Result<()> {
        self.written += 1;
        let line = Line {
            id: format!("{:06}", self.written),
            title: &copy.title,
            date: format!("2026-03-{:02}", 1 + day),
            source: format!(
                "{} {}",
                random.pick(negatives::TOWNS),
                random.pick(&["Herald", "Post", "Times", "Argus", "News"])
            ),
            text: &copy.text,
            cluster: cluster.to_owned(),
            kind,
        };
        serde_json::to_writer(&mut self.to, &line)?;
        writeln!(self.to).context("standard output")
    }
}

/// Texts long enough and unlike each other, in an order of chance.
fn texts(arguments: &Arguments, random: &mut Random) -> anyhow::Result<Vec<Copy>> {
    let options = Options::new(jiff::civil::date(2030, 1, 1));
    let arrivals = read::drafts(std::slice::from_ref(&arguments.from), &|_, _| {}, |draft| {
        clean::article(draft?, &options)
    })?;
    let mut articles: Vec<_> = arrivals.into_iter().flatten().collect();
    random.shuffle(&mut articles);
    let mut seen: HashSet<u64> = HashSet::new();
    let mut texts = Vec::new();
    for article in articles {
        let words: Vec<&str> = article.body.split_whitespace().collect();
        if words.len() < arguments.words || words.len() > 3000 {
            continue;
        }
        let sequences: HashSet<u64> = words.windows(8).map(sequence).collect();
        let known = sequences.iter().filter(|sequence| seen.contains(sequence)).count();
        if known * 20 > sequences.len() {
            continue;
        }
        seen.extend(sequences);
        texts.push(Copy { title: article.title(), text: article.body });
        if texts.len() == arguments.stories + arguments.stories * arguments.negatives / 400 + 4 {
            break;
        }
    }
    Ok(texts)
}

/// Eight words without case and punctuation, as a number.
fn sequence(words: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for word in words {
        let plain: String =
            word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        plain.hash(&mut hasher);
    }
    hasher.finish()
}
