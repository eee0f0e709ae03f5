//! Reads kill notices that come as plain copy: "EDITORS: Please kill the story slugged BC-Harbour-Strike …".

/// What a notice asks not to run.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// The wire's name for the story.
    pub(super) slug: Option<String>,
    pub(super) headline: Option<String>,
}

/// No notice is longer, in bytes.
const LONGEST: usize = 2000;
/// So many lines are looked at, and bytes.
const TOP: usize = 6;
const BYTES: usize = 800;

/// What copy asks, if it is a notice.
pub(super) fn read(headline: Option<&str>, body: &str) -> Option<Asked> {
    if body.len() > LONGEST {
        return None;
    }
    let body = &body[..body.floor_char_boundary(BYTES)];
    // Most copy says nothing of it.
    if !headline.into_iter().chain([body]).any(speaks_of_killing) {
        return None;
    }
    let top =
        || headline.into_iter().chain(body.lines()).map(str::trim).filter(|line| !line.is_empty()).take(TOP);
    let mark = top().find(|line| is_mark(line));
    let asks = |line: &&str| {
        asked(line).is_some_and(|(_, to_editors)| to_editors || (mark.is_some() && !is_mark(line)))
    };
    let line = top().find(asks);
    if line.is_none() && !mark.is_some_and(is_mandatory) {
        return None;
    }
    let what = line.and_then(asked).map(|(what, _)| what);
    let slug = what.and_then(slug).or_else(|| mark.and_then(slug));
    let headline = what.and_then(|what| quoted(what).or_else(|| behind_slug(what)));
    let headline = headline.or_else(|| mark.and_then(|mark| mark.split_once(": ")).map(|(_, title)| title));
    let headline = headline.filter(|title| title.split(' ').count() >= TITLE).map(str::to_owned);
    Some(Asked { slug: slug.map(str::to_owned), headline })
}

fn speaks_of_killing(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_said = |at: usize| bytes[at..].get(..4).is_some_and(|word| word.eq_ignore_ascii_case(b"kill"));
    memchr::memchr2_iter(b'k', b'K', bytes).any(is_said)
}

/// A headline that names a story has so many words.
const TITLE: usize = 4;

/// Whether a line marks a notice: "BC-Harbour-Strike, KILL", "MANDATORY KILL", "KILL NOTICE: …".
fn is_mark(line: &str) -> bool {
    const MARKS: &[&str] =
        &["kill", "bulletin kill", "kill notice", "kill advisory", "story kill", "kill bulletin"];
    let part = match (line.split_once(": "), line.rsplit_once(", ")) {
        (Some((before, _)), _) => before,
        (None, Some((slug, after))) if is_slug(slug) => {
            return MARKS.contains(&after.to_lowercase().as_str());
        }
        _ => line,
    };
    let part = part.trim_matches(|c: char| !c.is_alphanumeric());
    let shouted = !part.contains(char::is_lowercase) && MARKS.contains(&part.to_lowercase().as_str());
    shouted || is_mandatory(line)
}

fn is_mandatory(line: &str) -> bool {
    line.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with("MANDATORY KILL")
}

/// What stands behind the word in a line that asks to kill something, and whether it is addressed to editors.
fn asked(line: &str) -> Option<(&str, bool)> {
    const TO: &[&str] =
        &["editors", "eds", "attention editors", "attn editors", "note to editors", "subscribers", "clients"];
    // Of ASCII alone the places stay what they are.
    let lower = line.to_ascii_lowercase();
    let address = lower.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let at = lower.match_indices("kill ").map(|(at, _)| at).find(|at| {
        let before = lower[..*at].trim_end();
        before.ends_with("please") || before.ends_with("mandatory") || names_copy(&line[at + "kill ".len()..])
    })?;
    // "Editors kill a story" is news.
    let addresses = |to: &&str| {
        let behind = address.strip_prefix(*to);
        behind.is_some_and(|text| text.chars().take(8).any(|c| matches!(c, ':' | ',' | '-' | '–' | '—')))
    };
    Some((line[at + "kill ".len()..].trim_start(), TO.iter().any(addresses)))
}

/// Whether what is to be killed is copy: "the story", "our item", "BC-Harbour-Strike".
fn names_copy(what: &str) -> bool {
    const COPY: &[&str] = &["story", "item", "report", "article", "version", "copy", "dispatch", "alert"];
    what.split(' ').take(4).map(bare).any(|word| COPY.contains(&&*word.to_ascii_lowercase()) || is_slug(word))
}

/// The first slug among some words.
fn slug(words: &str) -> Option<&str> {
    let slugged = words.find("slugged ").map_or(words, |at| &words[at + "slugged ".len()..]);
    // A name behind "slugged" need not look like one.
    let named = (slugged.len() < words.len()).then(|| bare(slugged.split(' ').next().unwrap_or_default()));
    named.filter(|name| !name.is_empty()).or_else(|| words.split(' ').map(bare).find(|word| is_slug(word)))
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a word is the wire's name for a story: "BC-Harbour-Strike", "HARBOUR-STRIKE".
pub(super) fn is_slug(word: &str) -> bool {
    let parts = || word.split('-').filter(|part| !part.is_empty());
    let of_letters = |part: &str| part.chars().all(|c| c.is_alphanumeric() || c == '_');
    parts().count() >= 2
        && parts().all(of_letters)
        && (plain(word).len() < word.len() || !word.contains(char::is_lowercase))
}

/// A slug without the mark of its cycle.
pub(super) fn plain(slug: &str) -> &str {
    ["BC-", "AM-", "PM-"].iter().find_map(|mark| slug.strip_prefix(mark)).unwrap_or(slug)
}

/// What stands in quotation marks.
fn quoted(words: &str) -> Option<&str> {
    let (_, behind) = words.split_once(['“', '"', '„', '«'])?;
    behind.split_once(['”', '"', '“', '»']).map(|(title, _)| title.trim_end_matches([',', '.']))
}

/// "BC-Harbour-Strike, Port strike ends after nine days. It does not."
fn behind_slug(words: &str) -> Option<&str> {
    let (name, behind) = words.split_once(", ")?;
    is_slug(name).then(|| behind.split_once(". ").map_or(behind, |(title, _)| title).trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_names_the_story_by_its_slug_or_its_headline() {
        for (copy, slug, headline) in [
            (
                "BC-Harbour-Strike, KILL\n\nEDITORS: Please kill the story slugged BC-Harbour-Strike, sent at 14:20. It is wrong.",
                Some("BC-Harbour-Strike"),
                None,
            ),
            (
                "BC-Harbour-Strike, KILL\nEDITORS: Kill BC-Harbour-Strike, Port strike ends after nine days. It goes on.",
                Some("BC-Harbour-Strike"),
                Some("Port strike ends after nine days"),
            ),
            (
                "MANDATORY KILL\nPlease kill the story headlined “Port strike ends after nine days”. It goes on.",
                None,
                Some("Port strike ends after nine days"),
            ),
            (
                "MANDATORY KILL: Port strike ends after nine days\nA substitute follows.",
                None,
                Some("Port strike ends after nine days"),
            ),
            ("Editors: please kill the story slugged HARBOUR.", Some("HARBOUR"), None),
            ("ATTENTION EDITORS: Please kill our item on the strike.", None, None),
        ] {
            let asked = read(None, copy).unwrap();
            assert_eq!((asked.slug.as_deref(), asked.headline.as_deref()), (slug, headline), "{copy}");
        }
    }

    #[test]
    fn news_of_killing_is_no_notice() {
        for copy in [
            "“Please kill the story,” the minister told the editors of the paper.\nThey did not.",
            "Police kill the gunman\nOfficers had asked him to leave the ferry.",
            "Editors: the harbour strike story will be filed at 18:00.",
            "EDITORS: A story on wolves that kill the sheep of the valley, BC-Valley-Wolves, moves at 18:00.",
            "Editors kill a story about the mayor\nIt was to run on Monday.",
            "Editors kill stories, he said, when they must kill time.",
            "KILL\nA review of the band's new record.",
            "BC-Harbour-Strike\nPort strike ends after nine days",
            "Storms kill: what to do\nKill the lights first.",
        ] {
            assert_eq!(read(None, copy), None, "{copy}");
        }
    }
}
