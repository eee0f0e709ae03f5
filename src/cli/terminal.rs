//! Standard error: messages and the progress of long work.

use std::cell::RefCell;
use std::io::{self, Write as _};
use std::sync::LazyLock;

use anstream::AutoStream;
use anstyle::Style;
use indicatif::{ProgressBar, ProgressStyle};
use nutgraf::engine::model::fetch::Fetched;
use nutgraf::options::Step;

/// A line for the person at the terminal. What came from the wire cannot steer the terminal: control
/// characters are shown as `?`.
pub(super) fn say(line: &str) {
    // There is nobody to tell when standard error is closed.
    let _ = writeln!(anstream::stderr(), "{}", safe(line));
}

/// Text without control characters.
pub(super) fn safe(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '?' } else { c }).collect()
}

/// A style for standard output, or none where that takes no colours.
pub(super) fn styled(style: Style) -> Style {
    static PLAIN: LazyLock<bool> =
        LazyLock::new(|| AutoStream::choice(&io::stdout()) == anstream::ColorChoice::Never);
    if *PLAIN { Style::new() } else { style }
}

/// How far a run is, while it runs; nothing when standard error is no terminal.
pub(super) struct Progress(ProgressBar);

impl Progress {
    pub(super) fn new(quiet: bool) -> Self {
        let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} {msg} · {elapsed}") {
            bar.set_style(style);
        }
        if !bar.is_hidden() {
            bar.enable_steady_tick(std::time::Duration::from_millis(120));
        }
        bar.set_message("articles read");
        Self(bar)
    }

    /// To be handed to the library as its watch.
    pub(super) fn step(&self, step: Step, count: usize) {
        match step {
            Step::Read => self.0.inc(count as u64),
            Step::Summarise => self.0.set_message("articles read, writing summaries"),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// How far a download is: a bar for each file on a terminal, elsewhere a line for each.
pub(super) struct Download {
    quiet: bool,
    bar: ProgressBar,
    file: RefCell<String>,
}

impl Download {
    pub(super) fn new(quiet: bool) -> Self {
        let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(0) };
        let template = "{msg} [{wide_bar}] {bytes} of {total_bytes} · {bytes_per_sec} · {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        Self { quiet, bar, file: RefCell::default() }
    }

    /// To be handed to the library as its watch.
    pub(super) fn step(&self, fetched: Fetched) {
        if *self.file.borrow() != fetched.file {
            self.file.replace(fetched.file.to_owned());
            self.bar.reset();
            self.bar.set_message(fetched.file.to_owned());
            if self.bar.is_hidden() && !self.quiet {
                let from =
                    if fetched.done > 0 { format!(" from {} on", fetched.done) } else { String::new() };
                say(&format!("fetching {} ({} bytes{from})", fetched.file, fetched.total));
            }
        }
        self.bar.set_length(fetched.total);
        self.bar.set_position(fetched.done);
    }
}

impl Drop for Download {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
