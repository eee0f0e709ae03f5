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
    let is_year = |word: &Word| year(word.text).is_some();
    let mut from = 0;
    while let Some(digit) = text[from..].bytes().position(|b| b.is_ascii_digit()) {
        let Some(word) = word_from(text, from + digit) else { break };
        from = word.end();
        if text[..word.at].ends_with(in_word) {
            continue;
        }
        if let Some((written, length)) = figures(&text[word.at..], order) {
            return Some((written, word.at..word.at + length));
        }
        let Some(day) = day_number(word.text) else { continue };
        if let Some(name) = past_link(text, word.end())
            && let Some(month) = months::number(name.text)
        {
            let year = past_link(text, name.end()).filter(is_year);
            let range = word.at..year.unwrap_or(name).end();
            return Some((Written { year: year.and_then(|word| self::year(word.text)), month, day }, range));
        }
        if let Some(name) = word_before(text, word.at)
            && let Some(month) = months::number(name.text)
        {
            let year = word_from(text, word.end()).filter(is_year);
            let leads = word_before(text, name.at).filter(|word| year.is_none() && is_year(word));
            let range = leads.unwrap_or(name).at..year.unwrap_or(word).end();
            let year = year.or(leads).and_then(|word| self::year(word.text));
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

/// A word and where it begins, in bytes.
#[derive(Clone, Copy)]
struct Word<'a> {
    at: usize,
    text: &'a str,
}

impl Word<'_> {
    fn end(self) -> usize {
        self.at + self.text.len()
    }
}

/// Whether a character is part of a word: a word ends at a blank or at punctuation other than `-`, `/`, `_`.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '/' | '_')
}

/// The first word of what begins here.
fn word_from(text: &str, from: usize) -> Option<Word<'_>> {
    let at = from + text[from..].find(in_word)?;
    let rest = &text[at..];
    Some(Word { at, text: &rest[..rest.find(|c| !in_word(c)).unwrap_or(rest.len())] })
}

/// The same behind a word between day, month and year: "2 de marzo de 2026", "2nd of March".
fn past_link(text: &str, from: usize) -> Option<Word<'_>> {
    let word = word_from(text, from)?;
    if LINKS.contains(&word.text) { word_from(text, word.end()) } else { Some(word) }
}

/// The last word of what ends here.
fn word_before(text: &str, upto: usize) -> Option<Word<'_>> {
    let head = text[..upto].trim_end_matches(|c| !in_word(c));
    let at = head.trim_end_matches(in_word).len();
    (at < head.len()).then(|| Word { at, text: &head[at..] })
}

fn day_number(word: &str) -> Option<i8> {
    let (digits, ending) = word.split_at(word.bytes().take_while(u8::is_ascii_digit).count());
    if digits.len() > 2 || !(ending.is_empty() || is_ordinal(ending)) {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

/// Whether this makes a number an ordinal.
fn is_ordinal(ending: &str) -> bool {
    let ending =
        ending.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
    matches!(ending, "" | "er")
}

fn year(word: &str) -> Option<i16> {
    if word.len() != 4 || !word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    word.parse().ok().filter(|year| (1800..2200).contains(year))
}
