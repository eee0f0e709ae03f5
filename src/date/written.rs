//! Dates as people write them: a month's name with the day before or after, and figures.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{months, plausible};

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
pub(super) fn figures(text: &str, order: Order) -> Option<(Written, usize)> {
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
    let mut words = Vec::with_capacity(text.len() / 5);
    let (mut start, mut inside) = (None, false);
    for (at, byte) in text.bytes().enumerate() {
        inside = match byte {
            0..0x80 => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/' | b'_'),
            // The character goes on.
            0x80..0xc0 => inside,
            _ => text[at..].starts_with(char::is_alphanumeric),
        };
        if inside {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            words.push((from, &text[from..at]));
        }
    }
    words.extend(start.map(|from| (from, &text[from..])));
    words
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
