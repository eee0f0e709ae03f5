//! Tells which agency provided the copy: from its dateline, byline, credit, the lines at its end and what the
//! record or the page says. A mention in running text ("told Reuters") credits nobody.

mod table;

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;

use super::text::{ends_sentence, lower};
use super::{Line, Proof};
use crate::article::Credited;
use table::AGENCIES;

/// A news agency, and how it is written.
struct Agency {
    name: &'static str,
    names: &'static [&'static str],
    marks: &'static [&'static str],
    languages: &'static [&'static str],
}

/// The agencies by their names, in small letters.
static BY_NAME: LazyLock<FxHashMap<&str, &Agency>> = LazyLock::new(|| {
    // The first of two with one name has it.
    AGENCIES.iter().rev().flat_map(|agency| agency.names.iter().map(move |name| (*name, agency))).collect()
});

/// The agency that the copy credits, the surest place first. `declared` is what the record or the page names as
/// its provider, `language` that of the copy.
pub(super) fn credited(proof: &Proof, declared: Option<&str>, language: Option<&str>) -> Option<Credited> {
    let found = |place: &str, words: &str, agency: Option<&'static Agency>| {
        agency.map(|agency| Credited { name: agency.name.into(), place: place.into(), words: clipped(words) })
    };
    let dateline = proof.dateline.as_deref();
    dateline
        .and_then(|text| found("dateline", text, in_brackets(text, language)))
        .or_else(|| proof.byline.as_deref().and_then(|text| found("byline", text, among(text, language))))
        .or_else(|| proof.credit.as_deref().and_then(|text| found("credit", text, within(text, language))))
        .or_else(|| ending(proof).find_map(|text| found("last lines", text, within(text, language))))
        .or_else(|| {
            declared.and_then(|text| {
                found("metadata", text, among(text, language).or_else(|| within(text, language)))
            })
        })
}

/// The agency whose name or mark a text is, and nothing else.
fn whole(text: &str, language: Option<&str>) -> Option<&'static Agency> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    if text.is_empty() || text.len() > 40 {
        return None;
    }
    let lower = text.to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    AGENCIES.iter().find(|agency| agency.names.contains(&lower) || agency.is_marked(text, language))
}

/// Whether a line is nothing but an agency's name or mark.
pub(super) fn is_name(text: &str) -> bool {
    whole(text, None).is_some()
}

impl Agency {
    fn is_marked(&self, word: &str, language: Option<&str>) -> bool {
        let believed =
            self.languages.is_empty() || language.is_none_or(|language| self.languages.contains(&language));
        believed && self.marks.contains(&word)
    }
}

/// The agency in the brackets of a dateline: "(Reuters)", "(AP/AFP)", "[dpa]", "/PTI/"; or behind its last dash
/// or comma, "Berlin, dpa".
fn in_brackets(dateline: &str, language: Option<&str>) -> Option<&'static Agency> {
    dateline
        .split(['(', '[', ')', ']', '/', ',', '–', '—', '+'])
        .flat_map(|part| part.split(" - "))
        .find_map(|part| whole(part, language).or_else(|| whole(part.rsplit(' ').next()?, language)))
}

/// The agency among the names of a byline: "Ada Winter, Associated Press", "By AFP", "Von dpa".
fn among(byline: &str, language: Option<&str>) -> Option<&'static Agency> {
    const OPENINGS: &[&str] =
        &["by ", "von ", "por ", "par ", "di ", "door ", "av ", "af ", "from ", "with "];
    byline
        .split([',', '|', ';', '/', '(', ')', '•', '·', '+', '&'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" - "))
        .map(str::trim)
        .find_map(|part| {
            let lower = part.to_lowercase();
            let opening = OPENINGS
                .iter()
                .find(|opening| lower.starts_with(*opening))
                .map_or(0, |opening| opening.len());
            whole(part.get(opening..)?, language)
        })
}

/// The agency named anywhere in a line that is a credit.
fn within(credit: &str, language: Option<&str>) -> Option<&'static Agency> {
    let words: Vec<&str> = credit
        .split(|c: char| {
            c.is_whitespace()
                || matches!(c, '/' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | '|' | '©' | '–' | '—')
        })
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let named = (1..=4).rev().find_map(|length| {
        words.windows(length).find_map(|words| {
            let text = words.join(" ").to_lowercase();
            BY_NAME.get(&*text).copied()
        })
    });
    named.or_else(|| {
        words.iter().find_map(|word| AGENCIES.iter().find(|agency| agency.is_marked(word, language)))
    })
}

/// Words of a line at the end that says whose the copy is.
static NOTICES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let notices = [
        "©",
        "copyright",
        "(c) ",
        "source",
        "quelle",
        "fuente",
        "fonte",
        "bron",
        "contributed to this report",
        "kilde",
        "källa",
        "lähde",
        "źródło",
        "zdroj",
        "forrás",
        "kaynak",
    ];
    // Leftmost matches are looked for many bytes at a time.
    let mut search = AhoCorasick::builder();
    search.match_kind(MatchKind::LeftmostFirst);
    search.build(notices).expect("a table of short strings makes a small automaton")
});

/// Lines at the end that say whose the copy is: those struck as notices or credits, and short marks.
fn ending<'a>(proof: &'a Proof<'_>) -> impl Iterator<Item = &'a str> {
    const PICTURES: &[&str] = &["photo", "foto", "image", "bild", "picture"];
    let owns = |line: &&Line| {
        let words = if line.text.len() > 200 { usize::MAX } else { line.words() };
        if words > 24 {
            return false;
        }
        let is_mark = words <= 4 && !ends_sentence(&line.text);
        let lower = lower(&line.text);
        (is_mark || NOTICES.is_match(&lower)) && !PICTURES.iter().any(|word| lower.contains(word))
    };
    proof.lines.iter().rev().take(8).filter(owns).map(|line| &*line.text)
}

fn clipped(words: &str) -> String {
    words[..words.floor_char_boundary(160)].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(found: Option<&'static Agency>) -> Option<&'static str> {
        found.map(|agency| agency.name)
    }

    #[test]
    fn datelines_name_their_agency() {
        for (dateline, language, agency) in [
            ("PORT ELLERY, March 2 (Reuters)", "en", Some("Reuters")),
            ("TAMSIN (AP)", "en", Some("AP")),
            ("TAMSIN (AP/AFP)", "en", Some("AP")),
            ("PARIS (AFP)", "fr", Some("AFP")),
            ("Berlin (dpa)", "de", Some("dpa")),
            ("Berlin (dpa/lno)", "de", Some("dpa")),
            ("Madrid, 2 mar (EFE)", "es", Some("EFE")),
            ("(ANSA) - ROMA, 02 MAR", "it", Some("ANSA")),
            ("New Delhi, Mar 2 (PTI)", "en", Some("PTI")),
            ("New Delhi [India], March 2 (ANI)", "en", Some("ANI")),
            ("Mumbai, March 2 (IANS)", "en", Some("IANS")),
            ("BEIJING, March 2 (Xinhua)", "en", Some("Xinhua")),
            ("MOSCOW, March 2. /TASS/", "en", Some("TASS")),
            ("МОСКВА, 2 марта. /ТАСС/", "ru", Some("TASS")),
            ("TOKYO, March 2 (Kyodo)", "en", Some("Kyodo")),
            ("SEOUL, March 2 (Yonhap)", "en", Some("Yonhap")),
            ("WASHINGTON, March 2 (UPI)", "en", Some("UPI")),
            ("Wien (APA)", "de", Some("APA")),
            ("Lisboa, 02 mar 2026 (Lusa)", "pt", Some("Lusa")),
            ("BRUSSEL (BELGA)", "nl", Some("Belga")),
            ("DEN HAAG (ANP)", "nl", Some("ANP")),
            ("Stockholm (TT)", "sv", Some("TT")),
            ("Praha (ČTK)", "cs", Some("ČTK")),
            ("ISLAMABAD, Mar 02 (APP)", "en", Some("APP")),
            ("Srinagar, Mar 2 (UNI)", "en", Some("UNI")),
            ("OTTAWA (CP)", "en", Some("CP")),
            ("ANKARA (AA)", "tr", Some("Anadolu")),
            ("Budapest, 2026. március 2. (MTI)", "hu", Some("MTI")),
            ("WARSZAWA (PAP)", "pl", Some("PAP")),
            ("PORT ELLERY, March 2 (Northwire)", "en", None),
            ("PORT ELLERY, March 2", "en", None),
            ("Göttingen (UNI)", "de", None),
        ] {
            assert_eq!(name(in_brackets(dateline, Some(language))), agency, "{dateline}");
        }
    }

    #[test]
    fn bylines_name_their_agency() {
        for (byline, agency) in [
            ("The Associated Press", Some("AP")),
            ("Ada Winter, Associated Press", Some("AP")),
            ("Ada Winter | AP", Some("AP")),
            ("By AFP", Some("AFP")),
            ("Von dpa", Some("dpa")),
            ("Reuters", Some("Reuters")),
            ("Bloomberg News", Some("Bloomberg")),
            ("PA Media", Some("PA")),
            ("Ada Winter and PA Reporters", Some("PA")),
            ("Australian Associated Press", Some("AAP")),
            ("The Canadian Press", Some("CP")),
            ("Tidningarnas Telegrambyrå", Some("TT")),
            ("NTB", Some("NTB")),
            ("Ritzau", Some("Ritzau")),
            ("STT", Some("STT")),
            ("Anadolu Agency", Some("Anadolu")),
            ("Ana Reuter", None),
            ("Ada Winter", None),
            ("Pap Ansah", None),
        ] {
            assert_eq!(name(among(byline, None)), agency, "{byline}");
        }
    }

    #[test]
    fn credits_name_their_agency_and_case_counts_for_marks() {
        for (credit, agency) in [
            ("With inputs from PTI", Some("PTI")),
            ("— IANS", Some("IANS")),
            ("© 2026 Agence France-Presse", Some("AFP")),
            ("Copyright 2026 The Associated Press. All rights reserved.", Some("AP")),
            ("dpa-infocom, dpa:260302-99-1/2", Some("dpa")),
            ("aja/PAP", Some("PAP")),
            ("EFE ada/tor", Some("EFE")),
            ("/ritzau/", Some("Ritzau")),
            ("Quelle: APA/dpa", Some("dpa")),
            ("Source: Associated Press of Pakistan", Some("APP")),
            ("Reporting by Ada Winter; editing by Tom Orr", None),
            ("Download the app", None),
            ("My pa said so", None),
        ] {
            assert_eq!(name(within(credit, None)), agency, "{credit}");
        }
    }
}
