//! Reads a wire, keeps nothing of it, and prints how many articles it has and how many were spiked: what reading costs,
//! to be set beside what the system needs to read the same files.
//!
//! ```sh
//! time find wire -type f -exec cat {} + > /dev/null
//! time cargo run --release --example folder -- wire          # reading alone
//! time cargo run --release --example folder -- wire clean    # reading and cleaning
//! ```

use std::io::Write;

use nutgraf::{Options, clean, read};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let wire = [arguments.next().unwrap_or_else(|| "corpus/wire".into()).into()];
    let cleans = arguments.next().is_some_and(|word| word == "clean");
    let options = Options::new(jiff::civil::date(2026, 3, 6));
    let each = |draft| {
        let draft: nutgraf::Draft = draft?;
        if cleans { clean::article(draft, &options).map(drop) } else { Ok(()) }
    };
    let (mut articles, mut spiked) = (0, 0);
    read::stream(&wire, &|_, _| {}, each, |arrival: Result<(), nutgraf::Spike>| match arrival {
        Ok(()) => articles += 1,
        Err(_) => spiked += 1,
    })?;
    writeln!(std::io::stdout(), "{articles} articles, {spiked} spiked")?;
    Ok(())
}
