//! Writes a wire of any size, to measure speed and memory on.
//!
//! ```text
//! cargo run --release --example flood -- 100000 wire.jsonl
//! ```

#[path = "../syndicate/edits.rs"]
mod edits;
#[allow(dead_code, reason = "only some of the generator is needed")]
#[path = "../syndicate/negatives.rs"]
mod negatives;
#[path = "../syndicate/random.rs"]
mod random;
mod wire;

use std::io::Write;
use std::path::PathBuf;

use clap::Parser;

#[derive(Parser)]
struct Arguments {
    /// How many articles
    count: usize,
    /// The file to write
    file: PathBuf,
    /// Where the sentences come from
    #[arg(long, default_value = "corpus/wire")]
    from: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let bytes = wire::write(&arguments.file, arguments.count, arguments.from)?;
    writeln!(std::io::stderr(), "{} articles, {:.1} MB", arguments.count, bytes as f64 / 1e6)?;
    Ok(())
}
