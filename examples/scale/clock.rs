//! The processor's time, as Linux counts it (`/proc/self/stat`): user and system, of all threads, in seconds.

use anyhow::Context;

/// Of this process so far.
#[allow(dead_code, reason = "each of those that include this file asks for one")]
pub(crate) fn own() -> anyhow::Result<f64> {
    let [user, system] = seconds(11)?;
    Ok(user + system)
}

/// Of the processes that this one has waited for: the user's and the system's.
#[allow(dead_code, reason = "each of those that include this file asks for one")]
pub(crate) fn children() -> anyhow::Result<[f64; 2]> {
    seconds(13)
}

/// Two fields of the line, in ticks of a hundredth; the first is counted after the name, which may hold blanks.
fn seconds(first: usize) -> anyhow::Result<[f64; 2]> {
    let stat = std::fs::read_to_string("/proc/self/stat").context("/proc/self/stat")?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks =
        |at: usize| -> anyhow::Result<f64> { Ok(fields.get(at).context("a field of stat")?.parse()?) };
    Ok([ticks(first)? / 100.0, ticks(first + 1)? / 100.0])
}
