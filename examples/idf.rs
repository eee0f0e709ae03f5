//! Counts in how many articles of a wire each word stands: the table that the engine `desk` weighs words by.
//!
//! ```text
//! cargo run --release --example idf -- ARTICLES.jsonl > models/idf.txt
//! ```
//!
//! The first line is the number of articles; each further line a folded word and the number of articles that
//! have it, the commonest first. Words of fewer than [`FEWEST`] articles are left out.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write as _};

use nutgraf::fingerprint::Folded;
use nutgraf::{Options, clean, cluster, read};

const FEWEST: usize = 12;

fn main() -> anyhow::Result<()> {
    let wire: Vec<_> = std::env::args_os().skip(1).map(Into::into).collect();
    let options = Options::new(jiff::ZonedDateTime::now().date());
    let arrivals = read::drafts(&wire, &|_, _| {}, |draft| clean::article(draft?, &options))?;
    let articles: Vec<_> = arrivals.into_iter().flatten().collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for article in &articles {
        let folded = Folded::new(cluster::text(article));
        let words: HashSet<Cow<str>> = (0..folded.len()).map(|at| folded.word_text(at)).collect();
        for word in words {
            *counts.entry(word.into_owned()).or_default() += 1;
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().filter(|(_, count)| *count >= FEWEST).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut out = io::BufWriter::new(io::stdout().lock());
    writeln!(out, "{}", articles.len())?;
    for (word, count) in counts {
        writeln!(out, "{word} {count}")?;
    }
    Ok(out.flush()?)
}
