//! Times nutgraf and its peers on one generated file, in one process run, in CPU-seconds.
//!
//! ```text
//! cargo run --release --manifest-path benches/peers/Cargo.toml -- 20000
//! ```
//!
//! The file is that of `examples/flood`. Every detector goes from the file to
//! groups: it parses JSON Lines, hashes, indexes and looks each article up. The peers run with the settings
//! that served news best: 3-word shingles, and the thresholds below. Figures are user and system time of the
//! whole process (Linux only), so that threads cost what they use.

#[path = "../../../examples/scale/clock.rs"]
mod clock;
#[path = "../../../examples/syndicate/edits.rs"]
mod edits;
#[allow(dead_code, reason = "only some of the generator is needed")]
#[path = "../../../examples/syndicate/negatives.rs"]
mod negatives;
#[path = "../../../examples/syndicate/random.rs"]
mod random;
#[path = "../../../examples/flood/wire.rs"]
mod wire;

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::Context;
use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32};
use nutgraf::{Options, edition};
use serde::Deserialize;
use txtfp::{
    Canonicalizer, Fingerprinter, LshIndex, LshIndexBuilder, MinHashFingerprinter, ShingleTokenizer,
    WordTokenizer,
};

#[derive(Deserialize)]
struct Record {
    text: String,
}

fn main() -> anyhow::Result<()> {
    let count =
        std::env::args().nth(1).map_or(Ok(10_000), |count| count.parse()).context("a number of articles")?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("wire.jsonl");
    let bytes = wire::write(&file, count, PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/wire")))?;
    println!("{count} articles, {:.1} MB", bytes as f64 / 1e6);
    println!(
        "{:<34} {:>8} {:>12} {:>8} {:>8} {:>9}",
        "detector", "CPU-s", "articles/s", "MB/s", "ratio", "groups"
    );

    let detectors: [(&str, fn(&Path) -> anyhow::Result<usize>); 4] = [
        ("nutgraf", nutgraf),
        ("simhash, 3-shingles, hashing alone", simhash),
        ("gaoya MinHash, 42 x 3, J >= .5", gaoya),
        ("txtfp MinHash 128, J >= .5", txtfp),
    ];
    let mut own = None;
    for (name, run) in detectors {
        let before = clock::own()?;
        let groups = run(&file)?;
        let spent = (clock::own()? - before).max(0.01);
        let ratio = spent / *own.get_or_insert(spent);
        println!(
            "{name:<34} {spent:>8.2} {:>12.0} {:>8.1} {ratio:>7.2}x {groups:>9}",
            count as f64 / spent,
            bytes as f64 / 1e6 / spent
        );
    }
    Ok(())
}

/// Each record's text, one after the other, as a peer's user would read them.
fn texts(file: &Path, mut each: impl FnMut(usize, &str)) -> anyhow::Result<()> {
    for (number, line) in BufReader::new(std::fs::File::open(file)?).lines().enumerate() {
        let record: Record = serde_json::from_str(&line?)?;
        each(number, &record.text);
    }
    Ok(())
}

fn shingles(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(3).map(|words| words.join(" ")).collect()
}

fn nutgraf(file: &Path) -> anyhow::Result<usize> {
    let options = Options::new(jiff::civil::date(2030, 1, 1));
    Ok(edition::desk(&[file.to_owned()], &options, &|_, _| {})?.stories.len())
}

/// The crate hashes and has no index: groups are those of equal hashes.
fn simhash(file: &Path) -> anyhow::Result<usize> {
    let mut groups: HashMap<u64, usize> = HashMap::new();
    texts(file, |_, text| {
        let shingles = shingles(text);
        *groups.entry(simhash::simhash_stream(shingles.iter().map(String::as_str))).or_default() += 1;
    })?;
    Ok(groups.len())
}

fn gaoya(file: &Path) -> anyhow::Result<usize> {
    let hasher = MinHasher32::new(42 * 3);
    let mut index = MinHashIndex::new(42, 3, 0.5);
    let mut groups = 0;
    texts(file, |number, text| {
        let signature = hasher.create_signature(shingles(text).into_iter());
        groups += usize::from(index.query_owned(&signature).is_empty());
        index.insert(number, signature);
    })?;
    Ok(groups)
}

fn txtfp(file: &Path) -> anyhow::Result<usize> {
    let printer = MinHashFingerprinter::<_, 128>::new(
        Canonicalizer::default(),
        ShingleTokenizer { k: 3, inner: WordTokenizer },
    );
    let mut index: LshIndex<128> = LshIndexBuilder::for_threshold(0.5, 128)?.build();
    let mut groups = 0;
    texts(file, |number, text| {
        if let Ok(print) = printer.fingerprint(text) {
            groups += usize::from(index.query_with_threshold(&print, 0.5).is_empty());
            index.insert(number as u64, print);
        }
    })?;
    Ok(groups)
}
