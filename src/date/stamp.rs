//! Dates as machines write them: ISO 8601 / RFC 3339, RFC 2822, figures alone, seconds since 1970.

use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

use super::{Order, eight_figures, find_in, month, plausible};

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

/// Where a language is at home in one zone: its tag, and the rules of that zone (POSIX 1003.1, `TZ`).
#[rustfmt::skip]
const HOMES: &[(&[&str], &str)] = &[
    (&["de", "it", "nl", "pl", "sv", "da", "nb", "nn", "no", "cs", "sk", "hu", "sl", "hr"], "CET-1CEST,M3.5.0,M10.5.0/3"),
    (&["fi", "et", "lv", "lt", "el", "ro", "bg", "uk"], "EET-2EEST,M3.5.0/3,M10.5.0/4"),
    (&["tr"], "<+03>-3"),
    (&["zh"], "CST-8"),
    (&["ja"], "JST-9"),
    (&["ko"], "KST-9"),
];

/// A day without a time, kept as a moment in UTC: where it is midnight at the home of the language, the stamp is
/// that day.
#[must_use]
pub fn at_midnight(stamp: Stamp, language: Option<&str>) -> Stamp {
    let home = || {
        let tag = language?.split(['-', '_']).next()?.to_ascii_lowercase();
        let (_, rules) = HOMES.iter().find(|(tags, _)| tags.contains(&&*tag))?;
        let zone = TimeZone::posix(rules).ok()?;
        let time = stamp.time.filter(|_| stamp.offset == Some(Offset::UTC))?;
        let at = zone.to_datetime(Offset::UTC.to_timestamp(stamp.day.to_datetime(time)).ok()?);
        (at.time() == Time::midnight()).then_some(Stamp { day: at.date(), time: None, offset: None })
    };
    home().unwrap_or(stamp)
}

/// Reads `20260302`, perhaps with a time behind it.
fn compact(text: &str) -> Option<Stamp> {
    let ends = text.as_bytes().get(8).is_none_or(|b| !b.is_ascii_digit() || text.len() == 14);
    let day = eight_figures(text.get(..8)?)?;
    ends.then_some(Stamp { day, time: None, offset: None })
}

/// The first clock time in a text, such as `10:14` or `9:05 pm`, and the zone behind it.
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
pub(super) fn iso_day(text: &str) -> Option<Date> {
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
