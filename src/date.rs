//! Reads the dates that people and machines write into copy, addresses and file names.
//!
//! Machine forms follow ISO 8601 / RFC 3339 and RFC 2822; written forms are month names in the major languages
//! of Europe with the day before or after, and figures. A form that could be two days (03/04/2026) is no date,
//! unless it is known which of them its language puts first.

mod address;
mod months;
mod stamp;
mod written;

use jiff::civil::Date;

pub use address::{in_path, in_url};
pub use stamp::{Stamp, at_midnight, clock, stamp, stamp_in};
pub use written::{Order, Written, find, find_in};

/// The number of a month's name or its abbreviation.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    months::number(word.trim_end_matches('.'))
}

fn plausible(year: i16, month: i8, day: i8) -> Option<Date> {
    (1800..2200).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

/// Reads `20260302`.
fn eight_figures(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    plausible(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

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
    fn a_day_kept_as_midnight_in_utc_is_the_day_at_home() {
        let read = |text, language| at_midnight(stamp(text).expect("a stamp"), Some(language)).day;
        assert_eq!(read("2026-03-01T23:00:00.000Z", "de-DE"), day(2026, 3, 2));
        assert_eq!(read("2026-07-01T22:00:00Z", "it"), day(2026, 7, 2));
        assert_eq!(read("2026-03-01T22:00:00Z", "it"), day(2026, 3, 1), "an hour before midnight");
        assert_eq!(read("2026-03-01T15:00:00Z", "ja"), day(2026, 3, 2));
        assert_eq!(read("2026-03-01T23:00:00Z", "en-US"), day(2026, 3, 1), "no one zone is its home");
        assert_eq!(read("2026-03-01T23:00:00+01:00", "de"), day(2026, 3, 1), "not in UTC");
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
        assert_eq!(in_url("https://courier.example/energy/2018/08/180821-talks/"), Some(day(2018, 8, 21)));
        assert_eq!(in_url("https://courier.example/energy/2017/08/180821-talks"), None);
        assert_eq!(in_url("https://courier.example/story-912345678901"), None);
        assert_eq!(
            in_path(Path::new("wire/2026-03-02/courier/strike-19991231.txt")),
            Some(day(1999, 12, 31))
        );
        assert_eq!(in_path(Path::new("wire/2026/03/02/strike.txt")), Some(day(2026, 3, 2)));
        assert_eq!(in_path(Path::new("wire/strike.txt")), None);
    }
}
