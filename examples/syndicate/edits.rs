//! What desks, scanners and web pages do to a copy.

#[path = "cuts.rs"]
mod cuts;

use crate::negatives::{TOWNS, figure};
use crate::random::Random;
use cuts::{Side, cut, cut_middle, dropped, scattered, teaser};

/// An article of the generator.
#[derive(Clone)]
pub(crate) struct Copy {
    pub(crate) title: String,
    pub(crate) text: String,
}

/// The kinds of edit, as they take turns.
pub(crate) const KINDS: &[&str] = &[
    "headline",
    "credit",
    "cut-bottom",
    "cut-top",
    "cut-middle",
    "scattered",
    "teaser",
    "local",
    "reordered",
    "reworded",
    "words-dropped",
    "spelling",
    "ocr",
    "scan",
    "furniture",
    "plain",
    "writethru",
    "two-edits",
];

/// A copy of the original after one kind of edit; `other` lends it text that is foreign to it.
pub(crate) fn edit(kind: &str, original: &Copy, other: &Copy, random: &mut Random) -> Copy {
    let mut copy = original.clone();
    match kind {
        "headline" => copy.title = headline(original, random),
        "credit" => copy.text = credit(&original.text, random),
        "cut-bottom" => copy.text = cut(&original.text, random.between(0.3, 0.8), Side::Bottom),
        "cut-top" => copy.text = cut(&original.text, random.between(0.4, 0.8), Side::Top),
        "cut-middle" => copy.text = cut_middle(&original.text, random.between(0.4, 0.8), random),
        "scattered" => copy.text = scattered(&original.text, random.between(0.3, 0.5), random),
        "teaser" => copy.text = teaser(&original.text, random.below(30) + 45),
        "local" => copy.text = local(&original.text, &other.text, random),
        "reordered" => copy.text = reordered(&original.text, random),
        "reworded" => copy.text = reworded(&original.text, random.between(0.05, 0.25), random),
        "words-dropped" => copy.text = dropped(&original.text, random.between(0.02, 0.08), random),
        "spelling" => copy.text = spelling(&original.text, random),
        "ocr" => copy.text = ocr(&original.text, random.between(0.01, 0.04), random),
        "scan" => {
            let cut = cut(&original.text, random.between(0.5, 1.0), Side::Bottom);
            copy.text = ocr(&cut, random.between(0.05, 0.1), random);
        }
        "furniture" => copy.text = furniture(original, &other.title, random),
        "plain" => copy.text = plain(&original.text, random),
        "writethru" => copy.text = writethru(&original.text, random),
        _ => {
            // Two cuts, or a cut of what was misread throughout, may leave less than any desk would run.
            let first = random.pick(&["cut-bottom", "cut-middle", "local", "reordered", "spelling"]);
            let second = random.pick(&["headline", "credit", "reworded", "furniture", "plain", "writethru"]);
            return edit(second, &edit(first, original, other, random), other, random);
        }
    }
    copy
}

/// Sentences, each with the blanks after it: cut after `. `, `? ` and `! ` and at the ends of lines. A text
/// without punctuation, as some archives hold, is cut into pieces of a long sentence's length.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for at in 1..bytes.len() {
        let ends =
            bytes[at] == b'\n' || (bytes[at] == b' ' && matches!(bytes[at - 1], b'.' | b'?' | b'!' | b'"'));
        // Short bits are titles and initials, not sentences.
        let ends = ends || (bytes[at] == b' ' && at - start > 240);
        if ends && (bytes[at] == b'\n' || at - start > 40) {
            sentences.push(&text[start..=at]);
            start = at + 1;
        }
    }
    sentences.push(&text[start..]);
    sentences.retain(|sentence| !sentence.trim().is_empty());
    sentences
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn headline(original: &Copy, random: &mut Random) -> String {
    let opening: Vec<&str> = original.text.split_whitespace().take(5 + random.below(6)).collect();
    let about = opening.join(" ").to_lowercase();
    match random.below(3) {
        0 => format!("{}: {about}", random.pick(TOWNS)),
        1 => format!("What we know: {about}"),
        _ => about,
    }
}

fn credit(text: &str, random: &mut Random) -> String {
    let town = random.pick(TOWNS);
    let agency = random.pick(&["Northwire", "AP", "Reuters", "PA Media", "AFP"]);
    match random.below(4) {
        0 => format!("{} ({agency}) — {text}", town.to_uppercase()),
        1 => format!("{}, March {} ({agency}) - {text}", town.to_uppercase(), 1 + random.below(28)),
        2 => format!("{text}\n(Reporting by A. Writer and B. Hand; Editing by C. Desk)"),
        _ => format!("By our staff and {agency}\n{text}\nCopyright 2026 {agency}. All rights reserved."),
    }
}

fn local(text: &str, other: &str, random: &mut Random) -> String {
    let foreign = sentences(other);
    let count = 1 + random.below(3.min(foreign.len()));
    let from = random.below(foreign.len() - count + 1);
    let paragraph: String = foreign[from..from + count].concat().replace('\n', " ");
    if random.happens(0.5) {
        format!("{}\n{text}", paragraph.trim())
    } else {
        format!("{text}\n{}", paragraph.trim())
    }
}

/// A third of the sentences change places with others; the first stays.
fn reordered(text: &str, random: &mut Random) -> String {
    let mut all: Vec<&str> = sentences(text).iter().map(|sentence| sentence.trim()).collect();
    if all.len() > 2 {
        for _ in 0..all.len().div_ceil(3) {
            let (i, j) = (1 + random.below(all.len() - 1), 1 + random.below(all.len() - 1));
            all.swap(i, j);
        }
    }
    all.chunks(3).map(|paragraph| paragraph.join(" ")).collect::<Vec<_>>().join("\n")
}

/// Pairs of words that a desk exchanges.
const SYNONYMS: &[(&str, &str)] = &[
    ("said", "stated"),
    ("big", "large"),
    ("began", "started"),
    ("help", "assist"),
    ("show", "reveal"),
    ("get", "obtain"),
    ("new", "fresh"),
    ("also", "too"),
    ("many", "numerous"),
    ("about", "around"),
    ("after", "following"),
    ("but", "yet"),
    ("while", "as"),
    ("need", "require"),
    ("more than", "over"),
    ("important", "key"),
    ("important", "vital"),
    ("children", "youngsters"),
    ("because", "since"),
    ("workers", "staff"),
    ("make", "create"),
    ("provide", "supply"),
    ("ensure", "guarantee"),
    ("country", "nation"),
    ("support", "backing"),
    ("plan", "scheme"),
    ("money", "cash"),
    ("town", "community"),
    ("end", "close"),
    ("people", "residents"),
    ("called", "urged"),
    ("will", "is to"),
    ("announced", "unveiled"),
    ("today", "on the day"),
    ("million", "m"),
    ("percent", "per cent"),
    ("would", "is to"),
    ("continue", "go on"),
    ("increase", "rise"),
    ("program", "scheme"),
    ("police", "officers"),
    ("find", "locate"),
    ("used", "employed"),
    ("must", "has to"),
    ("great", "fine"),
    ("such as", "like"),
    ("last", "past"),
    ("first", "initial"),
    ("work", "labour"),
    ("against", "opposing"),
    ("several", "a number of"),
    ("which", "that"),
    ("other", "further"),
];

fn reworded(text: &str, share: f64, random: &mut Random) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    for piece in text.split_inclusive([' ', '\n']) {
        let word = piece.trim_end();
        let plain = word.chars().all(char::is_lowercase);
        if !plain || !random.happens(share * 1.4) {
            out.push_str(piece);
            continue;
        }
        let synonym = SYNONYMS.iter().find_map(|(a, b)| {
            if *a == word {
                Some(*b)
            } else if *b == word {
                Some(*a)
            } else {
                None
            }
        });
        let after = &piece[word.len()..];
        match (synonym, random.below(3)) {
            (Some(synonym), _) => out.extend([synonym, after]),
            (None, 0) if after != "\n" => {}
            (None, 1) => {
                out.extend([random.pick(&["indeed", "again", "now", "then", "even", "quite"]), " ", piece]);
            }
            (None, _) => {
                out.extend([random.pick(&["thing", "matter", "place", "part", "way", "point"]), after]);
            }
        }
    }
    out
}

/// American and British spellings.
const SPELLINGS: &[(&str, &str)] = &[
    ("color", "colour"),
    ("labor", "labour"),
    ("honor", "honour"),
    ("center", "centre"),
    ("defense", "defence"),
    ("program", "programme"),
    ("organiz", "organis"),
    ("recogniz", "recognis"),
    ("realiz", "realis"),
    ("theater", "theatre"),
    ("traveled", "travelled"),
    ("canceled", "cancelled"),
    ("favor", "favour"),
    ("neighbor", "neighbour"),
    ("harbor", "harbour"),
    ("gray", "grey"),
    ("percent", "per cent"),
    ("toward", "towards"),
    ("authoriz", "authoris"),
    ("license", "licence"),
];

fn spelling(text: &str, random: &mut Random) -> String {
    let british = SPELLINGS.iter().filter(|(_, b)| text.contains(b)).count()
        > SPELLINGS.iter().filter(|(a, _)| text.contains(a)).count();
    let mut text = text.to_owned();
    for (american, other) in SPELLINGS {
        text = if british {
            text.replace(other, american)
        } else if text.contains(other) {
            text
        } else {
            text.replace(american, other)
        };
    }
    match random.below(3) {
        0 => text.replace(['“', '”'], "\"").replace(['‘', '’'], "'").replace('—', "--"),
        1 => text.replace(['"', '“', '”'], "'").replace(" - ", " – ").replace("--", "—"),
        _ => text.replace(" \"", " “").replace('"', "”").replace('\'', "’").replace("--", " — "),
    }
}

fn ocr(text: &str, share: f64, random: &mut Random) -> String {
    const MISREAD: &[(char, &str)] = &[
        ('m', "rn"),
        ('l', "1"),
        ('i', "l"),
        ('o', "0"),
        ('e', "c"),
        ('h', "b"),
        ('u', "n"),
        ('n', "u"),
        ('c', "e"),
        ('s', "5"),
        ('t', "f"),
        ('a', "o"),
        ('r', "i"),
        ('d', "cl"),
        ('w', "vv"),
        ('O', "0"),
        ('I', "l"),
        ('S', "5"),
        ('B', "8"),
        ('.', ","),
    ];
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match MISREAD.iter().find(|(from, _)| *from == c) {
            // Three in four characters can be misread.
            Some((_, to)) if random.happens(share * 1.3) => out.push_str(to),
            _ if c == ' ' && random.happens(share / 8.0) => {}
            _ => out.push(c),
        }
    }
    out
}

fn furniture(original: &Copy, other: &str, random: &mut Random) -> String {
    let menu = random.pick(&[
        "Home\nNews\nSport\nWeather\nSubscribe\nSign in",
        "Skip to content\nMenu\nSearch\nLatest\nOpinion\nObituaries",
    ]);
    let notice = random.pick(&[
        "- Advertisement -",
        "We use cookies to improve your experience.",
        "Share this article\nFacebook\nX\nWhatsApp",
    ]);
    let end = random.pick(&[
        "Read more\nMost popular\nNewsletter\nSign up for our daily briefing",
        "Related stories\nTerms of use\nPrivacy policy\nAbout us",
    ]);
    let all = sentences(&original.text);
    let middle = all.len() / 2;
    let (top, rest) = (all[..middle].concat(), all[middle..].concat());
    format!("{menu}\n{}\n{}\n{notice}\n{}\n{end}\n{other}", original.title, top.trim(), rest.trim())
}

fn plain(text: &str, random: &mut Random) -> String {
    let how = random.below(3);
    let text = if how == 1 { text.to_owned() } else { text.to_lowercase() };
    if how == 0 {
        return text;
    }
    text.chars().filter(|c| !c.is_ascii_punctuation() && !"“”‘’—–".contains(*c)).collect()
}

fn writethru(text: &str, random: &mut Random) -> String {
    let mut left = 1 + random.below(4);
    let mut out = String::with_capacity(text.len() + 80);
    for piece in text.split_inclusive([' ', '\n']) {
        let word = piece.trim_end();
        let is_count = !word.is_empty() && word.len() < 4 && word.bytes().all(|b| b.is_ascii_digit());
        if left > 0 && is_count && random.happens(0.6) {
            left -= 1;
            out.push_str(&figure(random, 2, 900));
            out.push_str(&piece[word.len()..]);
        } else {
            out.push_str(piece);
        }
    }
    let town = random.pick(TOWNS);
    format!(
        "{out}\n{} more were reported from {town} later in the day, officials said.",
        figure(random, 2, 60)
    )
}
