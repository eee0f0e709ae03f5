//! Dates in addresses and in the names of files.

use std::path::Path;

use jiff::civil::Date;

use super::stamp::iso_day;
use super::written::{Order, figures};
use super::{eight_figures, months, plausible};

/// A day in an address: `/2018/08/21/`, `/2018/8/21/`, `/2018/aug/21/`, `2018-08-21`, `20180821`, `21-08-2018`,
/// `/2018/08/180821-`.
#[must_use]
pub fn in_url(url: &str) -> Option<Date> {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let parts: Vec<&str> = path.split('/').collect();
    let by_parts = parts.windows(3).find_map(|parts| {
        let month = match parts[1].parse() {
            Ok(month) => month,
            Err(_) => months::number(&capital(parts[1]))?,
        };
        (parts[0].len() == 4 && parts[2].len() <= 2).then_some(())?;
        plausible(parts[0].parse().ok()?, month, parts[2].parse().ok()?)
    });
    let by_figures = || {
        path.char_indices()
            .filter(|(at, c)| c.is_ascii_digit() && !path[..*at].ends_with(|c: char| c.is_ascii_digit()))
            .find_map(|(at, _)| {
                let (written, length) = figures(&path[at..], Order::Day)?;
                let ends = !path[at + length..].starts_with(|c: char| c.is_ascii_digit());
                Date::new(written.year.filter(|_| ends)?, written.month, written.day).ok()
            })
    };
    by_parts.or_else(|| in_name(path)).or_else(|| six_figures(&parts)).or_else(by_figures)
}

/// A day that opens a name in six figures, where the folders above give its year and month: `/2015/08/150803-talks`.
fn six_figures(parts: &[&str]) -> Option<Date> {
    let name = *parts.iter().rev().find(|part| !part.is_empty())?;
    let figures = name.get(..6).filter(|_| !name[6..].starts_with(|c: char| c.is_ascii_digit()))?;
    let day = eight_figures(&format!("20{figures}"))?;
    let month = day.strftime("%Y/%m").to_string();
    parts.windows(2).any(|pair| pair.join("/") == month).then_some(day)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A day in the name of a file or of a folder above it, the nearest to the file first.
#[must_use]
pub fn in_path(path: &Path) -> Option<Date> {
    let names: Vec<_> = path.components().rev().map(|part| part.as_os_str().to_string_lossy()).collect();
    names.iter().find_map(|name| in_name(name)).or_else(|| in_name(&path.to_string_lossy()))
}

fn in_name(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let edge = |at: usize| at == 0 || !bytes[at - 1].is_ascii_digit();
    let ends = |at: usize| bytes.get(at).is_none_or(|b| !b.is_ascii_digit());
    for at in (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit() && edge(at)) {
        if let Some(day) = text.get(at..at + 10).and_then(iso_day).filter(|_| ends(at + 10)) {
            return Some(day);
        }
        let compact = text.get(at..at + 8).and_then(eight_figures).filter(|_| ends(at + 8));
        if let Some(day) = compact.filter(|day| (1900..2100).contains(&day.year())) {
            return Some(day);
        }
    }
    None
}
