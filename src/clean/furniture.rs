//! Strikes page furniture: lines that show by themselves that they belong to the page, not to the article.

#[rustfmt::skip] // lists of lines read better filled than one a line
mod lists;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Proof;
use super::text::ends_sentence;
use lists::{
    ADVERT, AROUND_NETWORKS, COMMENT, COUNT, HEADING, INSIDE, JOIN, LEGAL, LINES, MARK, MENU, MENU_WORDS,
    MORE, NETWORKS, OPENINGS, RULE, SHARE,
};

static WHOLE: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    LINES.iter().flat_map(|(why, lines)| lines.iter().map(move |line| (*line, *why))).collect()
});

/// Strikes every line that is furniture by itself.
pub(super) fn strike(proof: &mut Proof) {
    for line in &mut proof.lines {
        if let Some(why) = kind(&line.text) {
            line.strike(why);
        }
    }
}

/// Whether a line, struck by [`strike`], heads a list of other articles.
pub(super) fn is_heading(why: &str) -> bool {
    why == HEADING
}

/// Whether a line was struck for what only a scraped page has.
pub(super) fn is_scraped(why: &str) -> bool {
    [ADVERT, SHARE, MENU, HEADING, COMMENT, JOIN, LEGAL].contains(&why)
}

/// What kind of furniture a line is, if any. Long lines are never furniture.
fn kind(line: &str) -> Option<&'static str> {
    if line.len() > 320 {
        return None;
    }
    let lower = if line.is_ascii() {
        line.to_ascii_lowercase()
    } else {
        line.to_lowercase().replace(['’', '‘'], "'")
    };
    let bare =
        lower.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '©' | '[' | ']'));
    if bare.is_empty() || !bare.contains(char::is_alphanumeric) {
        return Some(RULE);
    }
    if let Some(why) = WHOLE.get(bare) {
        return Some(why);
    }
    if is_slug(line) {
        return Some(MARK);
    }
    let words: Vec<&str> = bare
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\''))
        .filter(|w| !w.is_empty())
        .collect();
    if is_count(&words) {
        return Some(COUNT);
    }
    if words.len() <= 24
        && words.iter().any(|w| NETWORKS.contains(w))
        && words.iter().all(|w| NETWORKS.contains(w) || AROUND_NETWORKS.contains(w))
    {
        return Some(SHARE);
    }
    let menu = words.iter().filter(|word| MENU_WORDS.contains(word)).count();
    // A row of links may hold the name of the site.
    let row = line.split(['|', '/', '•', '·', '>', '»']).filter(|part| !part.trim().is_empty()).count();
    let is_row = row >= 3 && words.len() <= row * 3 && menu * 2 >= words.len();
    if ((words.len() >= 3 && menu == words.len()) || is_row) && !ends_sentence(line) {
        return Some(MENU);
    }
    let starts = |table: &[(&'static str, &[&str])]| {
        table
            .iter()
            .find(|(_, openings)| openings.iter().any(|opening| bare.starts_with(opening)))
            .map(|(why, _)| *why)
    };
    let sentence_like = words.len() > 12 && ends_sentence(line);
    let opening = starts(OPENINGS)
        .filter(|why| words.len() <= 30 && !(sentence_like && matches!(*why, MORE | MENU | MARK | SHARE)));
    if opening.is_some() {
        return opening;
    }
    if words.len() > 45 {
        return None;
    }
    INSIDE.iter().find(|(_, parts)| parts.iter().any(|part| bare.contains(part))).map(|(why, _)| *why)
}

/// "HARBOUR-STRIKE": capitals joined by hyphens, without a blank.
fn is_slug(line: &str) -> bool {
    line.len() >= 5
        && line.split('-').count() >= 2
        && line
            .split('-')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()))
}

/// "3 comments", "4 min read", "Reading time: 2 minutes", "1.2k shares".
fn is_count(words: &[&str]) -> bool {
    let number = |word: &&str| {
        word.trim_end_matches(['k', 'm']).chars().all(|c| c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_digit())
    };
    let unit = |word: &&str| {
        [
            "comments",
            "comment",
            "min",
            "mins",
            "minute",
            "minutes",
            "read",
            "shares",
            "share",
            "views",
            "view",
            "likes",
            "reading",
            "time",
            "replies",
            "estimated",
            "of",
            "ago",
            "hours",
            "hour",
            "days",
            "day",
            "seconds",
        ]
        .contains(word)
    };
    words.len() <= 6
        && words.iter().any(number)
        && words.iter().any(unit)
        && words.iter().all(|word| number(word) || unit(word))
}

#[cfg(test)]
mod tests {
    use super::lists::{CAPTION, TAGS};
    use super::*;

    #[test]
    fn furniture_is_told_by_the_line_alone() {
        for (line, why) in [
            ("- Advertisement -", Some(ADVERT)),
            ("ADVERTISEMENT", Some(ADVERT)),
            ("Story continues below", Some(ADVERT)),
            ("Share on Facebook Share on X", Some(SHARE)),
            ("Facebook | Twitter | WhatsApp | Email", Some(SHARE)),
            ("Home News Sport Business Opinion", Some(MENU)),
            ("Home > World > Asia", Some(MENU)),
            ("Quillon Standard | News | Sport | Puzzles", Some(MENU)),
            ("Sign in / Register", Some(MENU)),
            ("Also read: Bridge toll to double in June", Some(MORE)),
            ("Related News", Some(HEADING)),
            ("Must Read", Some(HEADING)),
            ("Editor’s Picks", Some(HEADING)),
            ("3 comments", Some(COUNT)),
            ("4 min read", Some(COUNT)),
            ("Reading time: 2 minutes", Some(COUNT)),
            ("Sign up for our morning newsletter", Some(JOIN)),
            ("We use cookies to make this site work.", Some(LEGAL)),
            ("© 2026 Ellery Courier. All rights reserved.", Some(LEGAL)),
            ("The harbour at dusk. (Photo by Lena Orr)", Some(CAPTION)),
            ("Tags: harbour, strike", Some(TAGS)),
            ("* * *", Some(RULE)),
            ("BC-Harbour Strike, 2nd Ld-Writethru", Some(MARK)),
            ("HARBOUR-STRIKE", Some(MARK)),
            ("-30-", Some(MARK)),
        ] {
            assert_eq!(kind(line), why, "{line}");
        }
    }

    #[test]
    fn sentences_of_the_story_are_not_furniture() {
        for line in [
            "The minister asked the council to share the advertisement budget with the towns.",
            "“Share this burden with us,” the mayor told the crowd that had come to the harbour in the rain.",
            "Watch out: the road is closed.",
            "More than 300 people were moved to a school.",
            "Home prices rose 3.4 percent in March.",
            "The firm sells newsletters to banks.",
            "Sport England said it would review the rule.",
            "By Monday the river had risen by two metres.",
            "In business, politics and sport, the town has been in decline.",
        ] {
            assert_eq!(kind(line), None, "{line}");
        }
    }
}
