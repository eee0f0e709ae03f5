//! Reads the dates that people and machines write into copy, addresses and file names.
//!
//! Machine forms follow ISO 8601 / RFC 3339 and RFC 2822; written forms are month names in the major languages
//! of Europe with the day before or after, and figures. A form that could be two days (03/04/2026) is no date,
//! unless it is known which of them its language puts first.

mod months;

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

/// Which comes first where a date is written in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// 3/4 may be either.
    #[default]
    Unknown,
    /// 3/4 is the third of April.
    Day,
    /// 3/4 is the fourth of March.
    Month,
}

impl Order {
    /// The order that a language uses, by its tag ("en-US", "`pt_BR`"); English without a country leaves it open.
    #[must_use]
    pub fn of(language: Option<&str>) -> Self {
        let Some(tag) = language else { return Self::Unknown };
        let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
        match tag.as_str() {
            "" | "en" => Self::Unknown,
            "en-us" | "en-ph" => Self::Month,
            _ => Self::Day,
        }
    }
}

/// Reads a whole field as a date: ISO 8601, RFC 2822, a written date, or seconds or milliseconds since 1970.
#[must_use]
pub fn stamp(text: &str) -> Option<Stamp> {
    stamp_in(text, Order::Unknown)
}

/// The same where the order of figures is known.
#[must_use]
pub fn stamp_in(text: &str, order: Order) -> Option<Stamp> {
    let text = text.trim();
    iso(text).or_else(|| rfc2822(text)).or_else(|| epoch(text)).or_else(|| compact(text)).or_else(|| {
        let (written, range) = find_in(text, order)?;
        let day = Date::new(written.year?, written.month, written.day).ok()?;
        let (time, offset) =
            clock(&text[range.end..]).map_or((None, None), |(time, zone)| (Some(time), zone));
        Some(Stamp { day, time, offset })
    })
}

/// Reads `20260302`, perhaps with a time behind it.
fn compact(text: &str) -> Option<Stamp> {
    let day = text.get(..8).filter(|day| day.bytes().all(|b| b.is_ascii_digit()))?;
    let ends = text.as_bytes().get(8).is_none_or(|b| !b.is_ascii_digit() || text.len() == 14);
    let day = plausible(day[..4].parse().ok()?, day[4..6].parse().ok()?, day[6..].parse().ok()?)?;
    ends.then_some(Stamp { day, time: None, offset: None })
}

/// The first clock time in a text, such as `10:14`, `9:05 pm` or `21.05 Uhr`, and the zone behind it.
#[must_use]
pub fn clock(text: &str) -> Option<(Time, Option<Offset>)> {
    let at = text.find(':')?;
    let hour: i8 = text[..at].rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
    let rest = &text[at + 1..];
    let minute: i8 = rest.get(..2)?.parse().ok()?;
    let behind = rest[2..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ':').trim_start();
    let suffix = behind.get(..4).unwrap_or(behind).to_ascii_lowercase();
    let (afternoon, morning) = (
        suffix.starts_with("pm") || suffix.starts_with("p.m"),
        suffix.starts_with("am") || suffix.starts_with("a.m"),
    );
    let hour = match hour {
        1..=11 if afternoon => hour + 12,
        12 if morning => 0,
        hour => hour,
    };
    let behind = if afternoon || morning {
        behind.trim_start_matches(|c: char| c.is_alphabetic() || c == '.')
    } else {
        behind
    };
    let zone = behind.split_whitespace().next().unwrap_or_default().trim_matches(['(', ')', ',']);
    Some((Time::new(hour, minute, 0, 0).ok()?, offset(zone)))
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

/// Reads `Z`, `+02:00`, `+0200`, `GMT`, `CEST`.
fn offset(text: &str) -> Option<Offset> {
    // Names that mean one distance only; "IST" and "BST" mean several.
    const NAMED: &[(&str, i8)] = &[
        ("Z", 0),
        ("GMT", 0),
        ("UTC", 0),
        ("CET", 1),
        ("CEST", 2),
        ("EST", -5),
        ("EDT", -4),
        ("PST", -8),
        ("PDT", -7),
        ("MSK", 3),
        ("JST", 9),
        ("KST", 9),
    ];
    if let Some((_, hours)) = NAMED.iter().find(|(name, _)| text.eq_ignore_ascii_case(name)) {
        return Some(Offset::constant(*hours));
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

/// The first written date in a text ("March 2, 2026", "2nd of March 2026", "2 de marzo de 2026", "Oct. 26",
/// "26.10.2018", "2026-03-02") and the byte range that it stands in.
#[must_use]
pub fn find(text: &str) -> Option<(Written, std::ops::Range<usize>)> {
    find_in(text, Order::Unknown)
}

/// The same where the order of figures is known.
#[must_use]
pub fn find_in(text: &str, order: Order) -> Option<(Written, std::ops::Range<usize>)> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let words: Vec<(usize, &str)> = words(text);
    let end = |(at, word): (usize, &str)| at + word.len();
    let year_at = |place: usize| words.get(place).copied().filter(|(_, word)| year(word).is_some());
    // "2 de marzo de 2026", "2nd of March"
    let skip =
        |place: usize| place + usize::from(words.get(place).is_some_and(|(_, word)| LINKS.contains(word)));
    for (i, &(at, word)) in words.iter().enumerate() {
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        if let Some((written, length)) = figures(&text[at..], order) {
            return Some((written, at..at + length));
        }
        let Some(day) = day_number(word) else { continue };
        let after = skip(i + 1);
        if let Some((name, month)) = words.get(after).and_then(|word| Some((*word, months::number(word.1)?)))
        {
            let year = year_at(skip(after + 1));
            let range = at..year.map_or(end(name), end);
            return Some((Written { year: year.and_then(|(_, word)| self::year(word)), month, day }, range));
        }
        let before = i.checked_sub(1).and_then(|j| Some((j, words[j].0, months::number(words[j].1)?)));
        if let Some((j, start, month)) = before {
            let leads = j.checked_sub(1).and_then(year_at);
            let year = year_at(i + 1);
            let range = leads.filter(|_| year.is_none()).map_or(start, |(at, _)| at)
                ..year.map_or(at + word.len(), end);
            let year = year.or(leads).and_then(|(_, word)| self::year(word));
            return Some((Written { year, month, day }, range));
        }
    }
    None
}

/// Words between day, month and year.
const LINKS: &[&str] = &["of", "de", "del", "di", "den", "d", "do"];

/// A date in figures at the start of a text, and its length: `2026-03-02`, `2026/3/2`, `2.3.2026`, `2/3/2026`,
/// `2026年3月2日`.
fn figures(text: &str, order: Order) -> Option<(Written, usize)> {
    let number = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = number(text);
    let mark = text[first..].chars().next().filter(|c| matches!(c, '-' | '/' | '.' | '_' | '年' | '년'))?;
    let rest = text[first + mark.len_utf8()..].trim_start_matches(' ');
    let second = number(rest);
    let next = rest[second..].chars().next()?;
    let third_text = rest[second + next.len_utf8()..].trim_start_matches(' ');
    let third = number(third_text);
    if !(1..=2).contains(&second) || third == 0 || !(next == mark || matches!(next, '月' | '월')) {
        return None;
    }
    let length = text.len() - third_text.len() + third;
    let (a, b, c) = (
        text[..first].parse::<i16>().ok()?,
        rest[..second].parse::<i8>().ok()?,
        third_text[..third].parse::<i16>().ok()?,
    );
    let narrow = |number: i16| i8::try_from(number).ok();
    let (year, month, day) = match (first, third) {
        (4, 1..=2) => (a, b, narrow(c)?),
        (1..=2, 4) => {
            let a = narrow(a)?;
            match order {
                // Dots stand in dates that begin with the day.
                _ if mark == '.' || a > 12 => (c, b, a),
                _ if b > 12 => (c, a, b),
                _ if a == b => (c, a, b),
                Order::Day => (c, b, a),
                Order::Month => (c, a, b),
                Order::Unknown => return None,
            }
        }
        _ => return None,
    };
    let date = plausible(year, month, day)?;
    Some((Written { year: Some(date.year()), month: date.month(), day: date.day() }, length))
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

/// The number of a month's name or its abbreviation.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    months::number(word.trim_end_matches('.'))
}

fn day_number(word: &str) -> Option<i8> {
    let digits =
        word.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
    let digits = digits.strip_suffix("er").unwrap_or(digits);
    if digits.len() > 2 {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn year(word: &str) -> Option<i16> {
    if word.len() != 4 || !word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    word.parse().ok().filter(|year| (1800..2200).contains(year))
}

fn plausible(year: i16, month: i8, day: i8) -> Option<Date> {
    (1800..2200).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

/// A day in an address: `/2018/08/21/`, `/2018/8/21/`, `/2018/aug/21/`, `2018-08-21`, `20180821`, `21-08-2018`.
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
    by_parts.or_else(|| in_name(path)).or_else(by_figures)
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
            ("Ellery, 2. März 2026", Some(day(2026, 3, 2)), 8..21),
            ("2 de marzo de 2026", Some(day(2026, 3, 2)), 0..18),
            ("1er août 2025", Some(day(2025, 8, 1)), 0..14),
            ("2 marca 2026 r.", Some(day(2026, 3, 2)), 0..12),
            ("2 марта 2026 г.", Some(day(2026, 3, 2)), 0..17),
            ("2026. március 2.", Some(day(2026, 3, 2)), 0..16),
            ("26.10.2018, 14:05", Some(day(2018, 10, 26)), 0..10),
            ("26/10/2018", Some(day(2018, 10, 26)), 0..10),
            ("10/26/2018", Some(day(2018, 10, 26)), 0..10),
            ("2026年3月2日", Some(day(2026, 3, 2)), 0..12),
            ("version 2.3.2026.1 of 3/4/2026", Some(day(2026, 3, 2)), 8..16),
        ] {
            let found = find(text);
            assert_eq!(found.as_ref().and_then(|(written, _)| written.near(anchor)), expected, "{text}");
            if expected.is_some() {
                assert_eq!(found.map(|(_, range)| range), Some(range), "{text}");
            }
        }
    }

    #[test]
    fn figures_are_read_in_the_order_of_their_language() {
        let read = |language| stamp_in("03/04/2026 09:05 pm", Order::of(language)).map(|stamp| stamp.day);
        assert_eq!(read(Some("en-US")), Some(day(2026, 3, 4)));
        assert_eq!(read(Some("pt_BR")), Some(day(2026, 4, 3)));
        assert_eq!(read(Some("en")), None);
        assert_eq!(read(None), None);
    }

    #[test]
    fn clock_times_are_read_with_their_zone() {
        for (text, time) in [
            (", 10:14", Some((10, 14, None))),
            (" 9:05 pm", Some((21, 5, None))),
            (" at 12:30 a.m. EST", Some((0, 30, Some(-5)))),
            (" 18:05 CEST", Some((18, 5, Some(2)))),
            ("", None),
            (" 25:99", None),
        ] {
            let read = clock(text)
                .map(|(time, zone)| (time.hour(), time.minute(), zone.map(|zone| zone.seconds() / 3600)));
            assert_eq!(read, time, "{text}");
        }
    }

    #[test]
    fn addresses_and_paths_carry_days() {
        assert_eq!(in_url("https://courier.example/news/2018/08/21/talks"), Some(day(2018, 8, 21)));
        assert_eq!(in_url("https://courier.example/a-20180821.html"), Some(day(2018, 8, 21)));
        assert_eq!(in_url("https://courier.example/world/2018/aug/21/talks"), Some(day(2018, 8, 21)));
        assert_eq!(in_url("https://courier.example/2018/8/2/talks"), Some(day(2018, 8, 2)));
        assert_eq!(
            in_url("https://courier.example/talks-21-08-2018.html?d=20200101"),
            Some(day(2018, 8, 21))
        );
        assert_eq!(in_url("https://courier.example/story-912345678901"), None);
        assert_eq!(
            in_path(Path::new("wire/2026-03-02/courier/strike-19991231.txt")),
            Some(day(1999, 12, 31))
        );
        assert_eq!(in_path(Path::new("wire/2026/03/02/strike.txt")), Some(day(2026, 3, 2)));
        assert_eq!(in_path(Path::new("wire/strike.txt")), None);
    }
}
