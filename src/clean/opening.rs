//! Reads what stands between the headline and the lede: byline, caption, dateline.

use std::borrow::Cow;

use super::day;
use super::furniture::is_scraped;
use super::label::is_contact;
use super::text::{begins, may_hold, squash};
use super::{Line, Proof, agency};
use crate::article::{DateReason, Dated};
use crate::date;
use crate::sentence::count_runs;

/// Takes the byline out of the lines above the lede, or from the last one.
pub(super) fn byline(proof: &mut Proof) {
    let lede = proof.lede().unwrap_or(0);
    let last = proof.standing().next_back().map(|(at, _)| at);
    let places: Vec<usize> =
        proof.standing().map(|(at, _)| at).filter(|at| *at < lede || Some(*at) == last).collect();
    for at in places {
        if let Some(name) = signed(&proof.lines[at].text) {
            proof.byline.get_or_insert(name);
            proof.lines[at].move_out("the byline, kept in its own place");
        }
    }
}

/// Whether a line signs the copy.
pub(super) fn is_byline(text: &str) -> bool {
    signed(text).is_some()
}

/// The name in a byline: "By Ada Winter, Courier Staff" gives "Ada Winter".
fn signed(text: &str) -> Option<String> {
    const DESKS: &[&str] = &[
        "staffreporter",
        "ourstaffreporter",
        "staffwriter",
        "ourcorrespondent",
        "fromourcorrespondent",
        "specialcorrespondent",
        "ourspecialcorrespondent",
        "newsdesk",
        "webdesk",
        "onlinedesk",
        "staffcorrespondent",
        "ourbureau",
        "editorialstaff",
        "theassociatedpress",
        "associatedpress",
        "agencies",
        "agencyreport",
        "wirereports",
        "fromwirereports",
        "fromstaffreports",
        "staffreports",
    ];
    const OPENINGS: &[&str] = &[
        "By ",
        "BY ",
        "by ",
        "Written by ",
        "Reported by ",
        "Story by ",
        "Words by ",
        "Text by ",
        "Author: ",
        "Von ",
        "Por ",
        "Par ",
    ];
    let text = text.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '|' | '*' | ' '));
    if text.len() > 120 {
        return None;
    }
    if DESKS.contains(&squash(text).as_str()) || agency::is_name(text) {
        return Some(text.to_owned());
    }
    let rest = &text[begins(text, OPENINGS)?.len()..];
    let name = rest.split([',', '|', '•', '·', ';', '(']).next().unwrap_or(rest).trim();
    let name = name.split(" - ").next().unwrap_or(name).trim();
    let name = date::find(name).map_or(name, |(_, range)| name[..range.start].trim());
    let small = [
        "and", "of", "de", "da", "van", "von", "der", "den", "the", "for", "in", "to", "bin", "al", "el",
        "la", "le", "y", "und", "et",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let named = words.iter().all(|word| small.contains(word) || word.starts_with(char::is_uppercase));
    let sentence = text.ends_with('.') && words.last().is_none_or(|word| word.len() > 3);
    let weekday = words.first().is_some_and(|word| word.ends_with("day") || date::month(word).is_some());
    (named && !sentence && !weekday && (1..=8).contains(&words.len())).then(|| name.to_owned())
}

/// No story has more short lines above it.
const DECKS: usize = 8;

/// A line of fewer words is a label, colon or not.
const INTRODUCTION: usize = 4;
/// A line with so many figures tells something: a result, what was drawn.
const MANY: usize = 3;

/// How many figures a line has.
fn figures(line: &str) -> usize {
    count_runs(line.as_bytes(), |byte| u8::from(byte.is_ascii_digit()))
}

/// Strikes short lines without a full stop between headline and lede: captions, kickers and decks of the page.
pub(super) fn caption(proof: &mut Proof) {
    let Some(lede) = proof.lede().filter(|_| proof.headline.is_some()) else { return };
    let is_short = |line: &Line| {
        line.words() <= 20
            && !line.text.ends_with(['.', '!', '?', ':', '"', '”', '。', '！', '？'])
            && (figures(&line.text) < MANY || is_contact(&line.text))
    };
    // What a line with a colon introduces is copy: "These numbers were drawn on Monday:".
    let introduces = |line: &Line| line.text.ends_with(':') && line.words() >= INTRODUCTION;
    let above = proof.standing().take_while(|(at, line)| *at < lede && !introduces(line));
    let short: Vec<usize> = above.filter(|(_, line)| is_short(line)).map(|(at, _)| at).collect();
    // A list is copy, as that of what a dish is made of, unless the page shows its furniture.
    let scraped = || proof.lines.iter().any(|line| line.struck.is_some_and(|strike| is_scraped(strike.why)));
    if short.len() > DECKS && !scraped() {
        return;
    }
    // What says more than all below it is the story, and so is what goes on from line to line.
    let above: usize = short.iter().map(|at| proof.lines[*at].words()).sum();
    let below: usize = proof.standing().filter(|(at, _)| *at >= lede).map(|(_, line)| line.words()).sum();
    let goes_on = |at: &usize| proof.lines[*at].text.starts_with(char::is_lowercase);
    if above > below || short.iter().any(goes_on) {
        return;
    }
    for at in short {
        proof.lines[at].strike_by_place("a short line between headline and story: a caption, kicker or deck");
    }
}

/// Takes the dateline off the lede.
pub(super) fn dateline(proof: &mut Proof) {
    let Some((at, _)) = proof.standing().next() else { return };
    let text = &proof.lines[at].text;
    let Some((dateline, rest)) = split_dateline(text) else { return };
    let written = day::of_dateline(dateline);
    if let Some(day) = written.and_then(|written| written.near(proof.anchor)) {
        proof.stated.push(Dated::day(day, DateReason::Dateline(dateline.to_owned())));
    }
    proof.dateline = Some(dateline.to_owned());
    proof.lines[at].text = Cow::Owned(rest.to_owned());
}

/// Splits "PORT ELLERY, March 2 (Northwire) — Dockers …" into dateline and lede.
fn split_dateline(text: &str) -> Option<(&str, &str)> {
    const MARKS: &[&str] =
        &[" — ", " – ", " -- ", "— ", "– ", " —", "—", " - ", "-- ", ")--", ").- ", "/. ", ": ", ") "];
    let head = &text[..text.floor_char_boundary(110)];
    for mark in may_hold(head, MARKS) {
        let Some(at) = head.find(*mark) else { continue };
        let at = if mark.starts_with([')', '/']) { at + 1 } else { at };
        let left = head[..at].trim();
        let rest = text[at..].trim_start_matches([' ', '—', '–', '-', ':', '.']);
        let dash = mark.contains(['—', '–']) || mark.contains("--");
        // Behind a bracket alone, a sentence may go on.
        let glued = *mark == ") ";
        if rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“'‘«$€£".contains(c))
            && is_dateline(left, dash, glued)
        {
            return Some((left, rest));
        }
    }
    None
}

/// Whether text is a place with what may follow it: a region, a day, an agency in brackets. `glued` where nothing but the
/// bracket parts it from the lede: the agency is one that is known then, or a day or capitals tell.
fn is_dateline(text: &str, dash: bool, glued: bool) -> bool {
    /// Who sets nothing behind the bracket, and is no agency.
    const BROADCASTERS: &[&str] = &["CNN", "CNN Business", "CNN Español", "NPR", "VOA"];
    /// Words that open a sentence, and no place.
    const OPENERS: &[&str] = &[
        "With", "In", "On", "At", "For", "By", "From", "After", "As", "When", "While", "If", "But", "And",
        "This", "That", "It", "He", "She", "They", "We", "His", "Her", "Under",
    ];
    const SMALL: &[&str] = &[
        "of", "the", "al", "de", "la", "las", "los", "el", "del", "and", "du", "am", "upon", "le", "sur",
        "der", "den", "on", "im", "a.m.", "p.m.",
    ];
    let (place, agency) = match text.strip_suffix([')', ']', '/']) {
        Some(inner) => match inner.rfind(['(', '[', '/']) {
            Some(at) => (text[..at].trim_end(), Some(&inner[at + 1..])),
            None => return false,
        },
        None => (text, None),
    };
    if agency.is_some_and(|agency| {
        agency.is_empty()
            || agency.len() > 40
            || !(agency.starts_with(char::is_uppercase) || agency.split('/').any(agency::is_name))
    }) {
        return false;
    }
    let (place, dated) = match date::find(place) {
        // What follows the day must be nothing: a sentence could open with a place and a day.
        Some((_, range)) if place[range.end..].trim_matches([',', '.', ' ']).is_empty() => {
            (&place[..range.start], true)
        }
        Some(_) => return false,
        None => (place, false),
    };
    let place = place.trim_matches(|c: char| matches!(c, ',' | ' ' | '.' | '/' | '['));
    let words: Vec<&str> = place
        .split([' ', '/'])
        .map(|w| w.trim_matches(|c: char| matches!(c, ',' | '[' | ']' | '(' | ')')))
        .filter(|w| !w.is_empty())
        .collect();
    // "Oct 26 (Northwire) -": some wires leave the city out.
    if words.is_empty() {
        return agency.is_some_and(|agency| dated || agency::is_name(agency));
    }
    if words.len() > 7 || !words[0].starts_with(char::is_uppercase) || OPENERS.contains(&words[0]) {
        return false;
    }
    if !words.iter().all(|word| SMALL.contains(word) || word.starts_with(char::is_uppercase)) {
        return false;
    }
    let first = place.split(',').next().unwrap_or(place);
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters >= 3 && first.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let label = [
        "UPDATE",
        "WATCH",
        "BREAKING",
        "EXCLUSIVE",
        "OPINION",
        "ANALYSIS",
        "VIDEO",
        "PHOTOS",
        "CORRECTION",
        "FACTBOX",
        "LIVE",
        "EXPLAINER",
        "ALERT",
        "NEWS",
        "INTERVIEW",
        "REVIEW",
    ];
    if label.contains(&words[0].trim_end_matches(|c: char| c.is_ascii_digit())) {
        return false;
    }
    let known = || {
        agency.is_some_and(|agency| BROADCASTERS.contains(&agency) || agency.split('/').any(agency::is_name))
    };
    if glued && !(dated || capitals || known()) {
        return false;
    }
    agency.is_some() || dated || (capitals && (dash || letters >= 5)) || (dash && place.contains(", "))
}

#[cfg(test)]
mod tests;
