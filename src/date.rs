//! Reads the dates that people and machines write into copy, addresses and file names.
//!
//! Machine forms follow ISO 8601 / RFC 3339 and RFC 2822; written forms are English month names with the day
//! before or after. A form that could be two days (03/04/2026) is no date.

use std::path::Path;

use jiff::ToSpan;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

/// A date as written, the year perhaps left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The year, where one was written.
    pub year: Option<i16>,
    /// The month, 1 to 12.
    pub month: i8,
    /// The day of the month, 1 to 31.
    pub day: i8,
}

impl Written {
    /// The day, if it exists in the calendar. A missing year is that of the last such day before `anchor`, the day
    /// on which the text is known to have been there; a week after it is allowed for clocks and early copy.
    #[must_use]
    pub fn near(self, anchor: Date) -> Option<Date> {
        if let Some(year) = self.year {
            return Date::new(year, self.month, self.day).ok();
        }
        let latest = anchor.saturating_add(7.days());
        let days = (anchor.year() - 8..=anchor.year() + 1)
            .filter_map(|year| Date::new(year, self.month, self.day).ok());
        days.filter(|day| *day <= latest).max()
    }
}

/// A moment as a machine writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The day on the writer's clock.
    pub day: Date,
    /// The time on that clock.
    pub time: Option<Time>,
    /// That clock's distance from UTC.
    pub offset: Option<Offset>,
}

/// Reads a whole field as a date: ISO 8601, RFC 2822, a written date, or seconds or milliseconds since 1970.
#[must_use]
pub fn stamp(text: &str) -> Option<Stamp> {
    let text = text.trim();
    iso(text).or_else(|| rfc2822(text)).or_else(|| epoch(text)).or_else(|| {
        let (written, _) = find(text)?;
        Some(Stamp {
            day: Date::new(written.year?, written.month, written.day).ok()?,
            time: None,
            offset: None,
        })
    })
}

fn iso(text: &str) -> Option<Stamp> {
    let day = iso_day(text.get(..10)?)?;
    let rest = text[10..].trim_start_matches(['T', 't', ' ']);
    let bare = Stamp { day, time: None, offset: None };
    let Some(clock) = rest.get(..5).filter(|clock| clock.as_bytes()[2] == b':') else { return Some(bare) };
    let seconds = rest.get(5..8).and_then(|s| s.strip_prefix(':')).and_then(|s| s.parse().ok()).unwrap_or(0);
    let (Ok(hour), Ok(minute)) = (clock[..2].parse(), clock[3..].parse()) else { return Some(bare) };
    let Ok(time) = Time::new(hour, minute, seconds, 0) else { return Some(bare) };
    let zone = rest[5..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.').trim();
    Some(Stamp { day, time: Some(time), offset: offset(zone) })
}

/// Reads `YYYY-MM-DD` or `YYYY/MM/DD`.
fn iso_day(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let ok = bytes.len() == 10
        && matches!(bytes[4], b'-' | b'/' | b'.' | b'_')
        && bytes[7] == bytes[4]
        && bytes.iter().enumerate().all(|(i, b)| i == 4 || i == 7 || b.is_ascii_digit());
    if !ok {
        return None;
    }
    plausible(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
}

/// Reads `Z`, `+02:00`, `+0200`, `GMT`.
fn offset(text: &str) -> Option<Offset> {
    if text.eq_ignore_ascii_case("z") || text.eq_ignore_ascii_case("gmt") || text.eq_ignore_ascii_case("utc")
    {
        return Some(Offset::UTC);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).map_or(Some(0), |m| m.parse().ok())?;
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

/// Reads `Mon, 02 Mar 2026 09:30:00 +0100`.
fn rfc2822(text: &str) -> Option<Stamp> {
    let text = text.split_once(',').map_or(text, |(_, rest)| rest).trim();
    let mut parts = text.split_ascii_whitespace();
    let (day, month, year) =
        (parts.next()?.parse().ok()?, month(parts.next()?)?, parts.next()?.parse().ok()?);
    let day = plausible(year, month, day)?;
    let clock = parts.next();
    let time = clock.and_then(|clock| {
        let mut fields = clock.split(':').map(str::parse);
        Time::new(fields.next()?.ok()?, fields.next()?.ok()?, fields.next().unwrap_or(Ok(0)).ok()?, 0).ok()
    });
    Some(Stamp { day, time, offset: parts.next().and_then(offset).filter(|_| time.is_some()) })
}

fn epoch(text: &str) -> Option<Stamp> {
    let number: i64 = text.parse().ok()?;
    let seconds = if number > 100_000_000_000 { number / 1000 } else { number };
    if !(100_000_000..10_000_000_000).contains(&seconds) {
        return None;
    }
    let at = Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
    Some(Stamp { day: at.date(), time: Some(at.time()), offset: Some(Offset::UTC) })
}

/// The first written date in a text ("March 2, 2026", "2nd of March 2026", "Oct. 26", "2026-03-02") and the
/// byte range that it stands in.
#[must_use]
pub fn find(text: &str) -> Option<(Written, std::ops::Range<usize>)> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let words: Vec<(usize, &str)> = words(text);
    for (i, &(at, word)) in words.iter().enumerate() {
        if let Some(day) = word.get(..10).and_then(iso_day) {
            let written = Written { year: Some(day.year()), month: day.month(), day: day.day() };
            return Some((written, at..at + 10));
        }
        let Some(month) = month(word) else { continue };
        let before = i.checked_sub(1).map(|j| words[j]);
        let before = match before {
            Some((_, "of")) => i.checked_sub(2).map(|j| words[j]),
            other => other,
        };
        let after = words.get(i + 1).copied();
        let end = |(at, word): (usize, &str)| at + word.len();
        if let Some((start, day)) = before.and_then(|(at, word)| Some((at, day_number(word)?))) {
            let year = after.filter(|(_, word)| year(word).is_some());
            let range = start..year.map_or(at + word.len(), end);
            return Some((Written { year: year.and_then(|(_, word)| self::year(word)), month, day }, range));
        }
        if let Some((day_at, day)) = after.and_then(|after| Some((after, day_number(after.1)?))) {
            let year = words.get(i + 2).copied().filter(|(_, word)| year(word).is_some());
            let range = at..end(year.unwrap_or(day_at));
            return Some((Written { year: year.and_then(|(_, word)| self::year(word)), month, day }, range));
        }
    }
    None
}

/// Words with their byte offsets; a word ends at a blank or at punctuation other than `-`, `/`, `_`.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() || matches!(c, '-' | '/' | '_') {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            words.push((from, &text[from..at]));
        }
    }
    words
}

/// The number of an English month name or its abbreviation.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.');
    if !word.is_ascii() || word.len() < 3 || !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let name = NAMES.iter().position(|name| {
        *name == lower || name[..3] == lower || (lower == "sept" && name.starts_with("sept"))
    });
    name.and_then(|index| i8::try_from(index + 1).ok())
}

fn day_number(word: &str) -> Option<i8> {
    let digits =
        word.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
    if digits.len() > 2 {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn year(word: &str) -> Option<i16> {
    if word.len() != 4 {
        return None;
    }
    word.parse().ok().filter(|year| (1800..2200).contains(year))
}

fn plausible(year: i16, month: i8, day: i8) -> Option<Date> {
    (1800..2200).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

/// A day in an address: `/2018/08/21/`, `2018-08-21`, `20180821`.
#[must_use]
pub fn in_url(url: &str) -> Option<Date> {
    in_name(url)
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
        let compact = text.get(at..at + 8).filter(|t| t.bytes().all(|b| b.is_ascii_digit()) && ends(at + 8));
        if let Some(day) =
            compact.and_then(|t| plausible(t[..4].parse().ok()?, t[4..6].parse().ok()?, t[6..].parse().ok()?))
            && (1900..2100).contains(&day.year())
        {
            return Some(day);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: i8, day: i8) -> Date {
        Date::constant(year, month, day)
    }

    #[test]
    fn machine_stamps_are_read_with_time_and_zone() {
        for (text, expected) in [
            ("2026-03-02", "2026-03-02 -"),
            ("2026-03-02T09:30:00Z", "2026-03-02 09:30:00+00"),
            ("2026-03-02 09:30", "2026-03-02 09:30:00?"),
            ("2026-03-02T09:30:15.250+02:00", "2026-03-02 09:30:15+02"),
            ("2026-03-02T09:30:15-0530", "2026-03-02 09:30:15-05:30"),
            ("Mon, 02 Mar 2026 09:30:00 +0100", "2026-03-02 09:30:00+01"),
            ("March 2, 2026", "2026-03-02 -"),
            ("Monday, 2nd of March 2026", "2026-03-02 -"),
            ("1772443800", "2026-03-02 09:30:00+00"),
            ("1772443800000", "2026-03-02 09:30:00+00"),
        ] {
            let stamp = stamp(text).unwrap_or_else(|| panic!("{text} is a date"));
            let clock = match (stamp.time, stamp.offset) {
                (None, _) => "-".to_owned(),
                (Some(time), None) => format!("{time}?"),
                (Some(time), Some(offset)) => format!("{time}{offset}"),
            };
            assert_eq!(format!("{} {clock}", stamp.day), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_could_be_two_is_not_read() {
        for text in [
            "",
            "0000-00-00",
            "2026-13-40",
            "03/04/2026",
            "yesterday",
            "12",
            "May",
            "9999999999999999999",
            "ⅣⅣⅣⅣ-ⅣⅣ",
        ] {
            assert_eq!(stamp(text), None, "{text}");
        }
    }

    #[test]
    fn written_dates_are_found_inside_a_line() {
        let anchor = day(2026, 3, 10);
        for (text, expected, range) in [
            ("LONDON, Oct. 26 (Northwire)", Some(day(2025, 10, 26)), 8..15),
            ("Published: 2 March 2026, 10:14", Some(day(2026, 3, 2)), 11..23),
            ("updated March 2", Some(day(2026, 3, 2)), 8..15),
            ("updated Nov. 30", Some(day(2025, 11, 30)), 8..15),
            ("on March 14", Some(day(2026, 3, 14)), 3..11),
            ("on Feb. 29", Some(day(2024, 2, 29)), 3..10),
            ("Sept 3 2024", Some(day(2024, 9, 3)), 0..11),
            ("on 2026-03-02 at noon", Some(day(2026, 3, 2)), 3..13),
            ("he may 3 times march 4", None, 0..0),
        ] {
            let found = find(text);
            assert_eq!(found.as_ref().and_then(|(written, _)| written.near(anchor)), expected, "{text}");
            if expected.is_some() {
                assert_eq!(found.map(|(_, range)| range), Some(range), "{text}");
            }
        }
    }

    #[test]
    fn addresses_and_paths_carry_days() {
        assert_eq!(in_url("https://courier.example/news/2018/08/21/talks"), Some(day(2018, 8, 21)));
        assert_eq!(in_url("https://courier.example/a-20180821.html"), Some(day(2018, 8, 21)));
        assert_eq!(in_url("https://courier.example/story-912345678901"), None);
        assert_eq!(
            in_path(Path::new("wire/2026-03-02/courier/strike-19991231.txt")),
            Some(day(1999, 12, 31))
        );
        assert_eq!(in_path(Path::new("wire/2026/03/02/strike.txt")), Some(day(2026, 3, 2)));
        assert_eq!(in_path(Path::new("wire/strike.txt")), None);
    }
}
