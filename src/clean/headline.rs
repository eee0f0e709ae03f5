//! Settles the headline, and takes it out of the body wherever a page repeats it.

use std::borrow::Cow;

use super::day;
use super::label::{is_label, is_no_headline, prefix};
use super::opening;
use super::text::{
    after_squashed, ends_sentence, is_paragraph, may_hold, squash, squashed_end, squashes_to_end,
};
use super::words::words;
use super::{Line, Proof};

/// How many lines above the story may hold the headline.
const DEPTH: usize = 10;
/// The shortest headline, in letters and digits, that a repetition can show.
const SHORTEST: usize = 12;

/// A headline of so many words is not said by chance.
const TELLING: usize = 5;
/// So many lines may stand above it, or so many bytes in its line.
const FAR: usize = 200;
const MENU: usize = 4000;

const ABOVE: &str = "above the headline";
const TAKEN: &str = "the headline, kept in its own place";
/// Why a line goes that repeats the headline.
pub(super) const AGAIN: &str = "the headline again";
const SLUG: &str = "the wire's name for the story";
const GLUED: &str = "the site's menu glued to the headline";
const VERSION: &str = "the wire's mark before the headline";

/// Settles the headline from the field, else from the lines above the story.
pub(super) fn settle(proof: &mut Proof) {
    match proof.headline.take() {
        Some(headline)
            if !is_no_headline(&headline)
                && proof.outlet.as_deref().is_none_or(|outlet| squash(outlet) != squash(&headline)) =>
        {
            take(proof, &headline);
        }
        given => {
            find(proof);
            // "News in brief" says at least what it is.
            proof.headline = proof.headline.take().or_else(|| given.filter(|given| is_label(given)));
        }
    }
}

/// Sets the headline, without the name of the site and the mark of the wire, which is kept among what was struck.
fn take(proof: &mut Proof, headline: &str) {
    let (mark, headline) = headline.split_at(prefix(headline, proof.standing().next().is_none()));
    let headline = passed_on(proof, headline).unwrap_or(headline);
    let headline = without_page(without_site(headline, proof.outlet.as_deref())).to_owned();
    strike_repeats(proof, &headline);
    if !mark.is_empty() {
        let mut line = Line { text: Cow::Owned(mark.trim_end().to_owned()), struck: None };
        line.move_out(VERSION);
        proof.lines.insert(0, line);
    }
    proof.headline = Some(headline);
}

/// The headline without the name of whose article it is, where the copy begins with both, as an aggregator's does; they are struck
/// there.
fn passed_on<'a>(proof: &mut Proof, headline: &'a str) -> Option<&'a str> {
    let (at, line) = proof.standing().next()?;
    let ends = |(title, site): (&'a str, &str)| {
        let is_name = words(title) >= TITLE && (1..=SITE).contains(&words(site));
        let (known, both) = (squash(title), squash(title) + &squash(site));
        if !is_name || after_squashed(&line.text, &both).is_none() {
            return None;
        }
        // With the mark between them, it is the headline again.
        let rest = line.text[squashed_end(&line.text, &known)..].trim_start_matches(['"', '”']);
        let are_run_together =
            rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        are_run_together.then(|| (title, squashed_end(&line.text, &both)))
    };
    let (title, end) = parts(headline).find_map(ends)?;
    proof.part(at, end);
    proof.lines[at].strike(AGAIN);
    let rest = &mut proof.lines[at + 1].text;
    *rest = Cow::Owned(rest.trim_start_matches(['.', ':', ' ']).to_owned());
    if rest.is_empty() {
        proof.lines.remove(at + 1);
    }
    Some(title)
}

/// A title has so many words or more, and the name of a site no more than that.
const TITLE: usize = 3;
const SITE: usize = 4;

/// The ways to part a headline into title and name: "[Name] Title", "Name: Title", "Title (Name)", "Title - Name".
fn parts(headline: &str) -> impl Iterator<Item = (&str, &str)> {
    let before = headline.strip_prefix('[').and_then(|rest| rest.split_once("] "));
    let before = before.or_else(|| headline.split_once(": ")).map(|(site, title)| (title, site));
    let behind = headline.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    let marked = may_hold(headline, MARKS).filter_map(|mark| headline.rsplit_once(*mark));
    before.into_iter().chain(behind).chain(marked)
}

/// Strikes lines near the top that are the headline, or end in it behind a menu.
fn strike_repeats(proof: &mut Proof, headline: &str) {
    let known = squash(headline);
    if known.is_empty() {
        return;
    }
    let top = proof.lines.iter_mut().filter(|line| line.struck.is_none()).take(DEPTH);
    // A line much longer than the headline is no repetition of it.
    for line in top.filter(|line| line.text.len() < headline.len() * 2 + 160) {
        // Most lines neither begin nor end as the headline does.
        let after = |text: &str| after_squashed(text, &known);
        let begins = after(&line.text);
        if begins == Some(0)
            || (begins.is_some()
                && known.len() > SHORTEST
                && after(without_site(&line.text, None)) == Some(0))
        {
            line.strike(AGAIN);
        } else if known.len() >= SHORTEST
            && squashes_to_end(&line.text, &known)
            && is_glue(&line.text, squash(&line.text).len(), known.len())
        {
            line.strike(GLUED);
        }
    }
}

/// Whether what stands before the headline in a line is a menu rather than a sentence.
fn is_glue(line: &str, whole: usize, headline: usize) -> bool {
    !is_paragraph(line) && whole - headline <= 60
}

/// Finds the headline where no field holds it: a line near the top that is said twice, or the first line
/// above the story that is no sentence.
fn find(proof: &mut Proof) {
    let Some(lede) = proof.lede() else { return };
    let tops: Vec<usize> =
        proof.standing().map(|(at, _)| at).take_while(|at| *at < lede).take(DEPTH).collect();
    let title = |at: usize| {
        let text = &proof.lines[at].text;
        !day::is_bare(text) && !opening::is_byline(text) && squash(text).len() >= 4 && !is_no_headline(text)
    };
    let twice = tops.iter().enumerate().find_map(|(i, &upper)| {
        let long = squash(&proof.lines[upper].text);
        tops[i + 1..].iter().copied().find(|&lower| {
            let short = squash(&proof.lines[lower].text);
            short.len() >= SHORTEST && long.ends_with(&short) && title(lower)
        })
    });
    let first = || {
        tops.iter()
            .copied()
            .find(|&at| title(at) && !ends_sentence(proof.lines[at].text.trim_end_matches(['?', '!'])))
    };
    // "CASTELL-SPY TRIAL" over another title is the wire's name for the story.
    let slug = |at: usize| {
        let text = &proof.lines[at].text;
        text.contains('-') && words(text) <= 4 && !text.contains(char::is_lowercase)
    };
    if let Some(at) = twice.or_else(first).filter(|at| slug(*at))
        && tops.iter().any(|below| *below > at && title(*below))
    {
        proof.lines[at].strike(SLUG);
        return find(proof);
    }
    if let Some(at) = twice.or_else(first) {
        let headline = proof.lines[at].text.to_string();
        proof.lines[at].move_out(TAKEN);
        take(proof, &headline);
    }
}

/// Strikes what stands above the headline where a page repeats it, be it in the same line: menus, notices, titles of others.
pub(super) fn above(proof: &mut Proof) {
    let Some(headline) = proof.headline.as_deref().filter(|headline| words(headline) >= TELLING) else {
        return;
    };
    let known = squash(headline);
    let is_headline = |line: &Line| after_squashed(&line.text, &known) == Some(0);
    if let Some(at) = proof.lines.iter().take(FAR).position(is_headline) {
        let head = &mut proof.lines[..=at];
        let tells = |line: &Line| line.struck.is_none() && is_paragraph(&line.text) && !is_headline(line);
        if !head.iter().any(tells) {
            head.iter_mut().filter(|line| line.struck.is_none()).for_each(|line| line.strike_by_place(ABOVE));
        }
        return;
    }
    let first = proof.standing().next();
    let Some((at, line)) = first.filter(|(_, line)| line.text.len() > headline.len()) else { return };
    let Some(end) = inside(&line.text, headline) else { return };
    proof.part(at, end);
    proof.lines[at].strike_by_place(ABOVE);
}

/// Where a headline ends that stands inside a line, between what is no sentence and the beginning of one; in a line without small
/// letters, anything might be that.
fn inside(line: &str, headline: &str) -> Option<usize> {
    let start = line[..line.floor_char_boundary(MENU)].find(headline).filter(|start| *start > 0)?;
    if ends_sentence(line[..start].trim_end()) || !line.contains(char::is_lowercase) {
        return None;
    }
    let end = start + headline.len();
    let story = line[end..].strip_prefix(' ')?;
    let begins = story.starts_with(|c: char| c.is_uppercase() || "\"“„«".contains(c));
    (line[..start].ends_with(' ') && begins && is_paragraph(story)).then_some(end)
}

/// The headline without the number of the page: "Ferry stays in port (2/3)", "Ferry stays in port - Page 2".
fn without_page(headline: &str) -> &str {
    let is_number =
        |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let of_all = headline.strip_suffix(')').and_then(|rest| {
        let (title, pages) = rest.rsplit_once(" (")?;
        let (page, all) = pages.split_once('/')?;
        (is_number(page) && is_number(all)).then_some(title)
    });
    let numbered = || {
        let (before, page) = headline.rsplit_once(' ')?;
        let title =
            [" - Page", " – Page", " | Page", ", Page"].iter().find_map(|mark| before.strip_suffix(mark))?;
        is_number(page).then_some(title)
    };
    of_all.or_else(numbered).unwrap_or(headline)
}

/// What stands between a headline and the name of the site.
const MARKS: &[&str] = &[" | ", " » ", " :: ", " – ", " — ", " - ", " · ", " • "];
/// Those that stand nowhere else.
const BARS: &[&str] = &[" | ", " » ", " :: "];

/// The headline without the name of the site that pages put behind it.
fn without_site<'a>(headline: &'a str, outlet: Option<&str>) -> &'a str {
    let outlet = outlet.map(squash).unwrap_or_default();
    for mark in may_hold(headline, MARKS) {
        if let Some((title, site)) = headline.rsplit_once(*mark) {
            let name = squash(site);
            let named =
                !outlet.is_empty() && !name.is_empty() && (outlet.contains(&name) || name.contains(&outlet));
            let bar = BARS.contains(mark) && words(site) <= 4;
            if (named || bar) && words(title) >= 3 {
                return without_site(title, Some(&outlet));
            }
        }
    }
    headline
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Draft, Origin};
    use crate::options::Options;

    const HEADLINE: &str = "Ferry stays in port until spring";
    const STORY: &str = "The ferry that links the two shores of the sound will stay in port until the spring, its owner said on \
        Monday, after inspectors found cracks in its shaft.";

    fn cleaned(body: &str) -> Article {
        let origin = Origin::file(std::path::Path::new("a.txt"));
        let draft = Draft { headline: Some(HEADLINE.into()), ..Draft::new(origin, body.into()) };
        crate::clean::article(draft, &Options::new(jiff::civil::date(2026, 3, 5))).unwrap()
    }

    #[test]
    fn of_a_page_that_shows_a_headline_and_nothing_else_nothing_else_is_left() {
        let page =
            format!("Anasayfa | Ekonomi | Spor\n\nPaylaş Facebook X\n\n{HEADLINE}\n\nBültenimize abone olun");
        assert_eq!(cleaned(&page).body, "");
        let says = cleaned(&format!(
            "{page}\n\nThe owner of the ferry asked passengers to take the bus until then."
        ));
        assert!(says.body.contains("take the bus"), "{}", says.body);
    }

    #[test]
    fn what_stands_above_the_headline_of_a_page_is_struck_even_if_it_is_more_than_the_story() {
        let menu: Vec<String> = (0..40).map(|at| format!("Harbour page {at} of the pilots")).collect();
        let menu = menu.join("\n");
        for page in [
            format!("{menu}\n{HEADLINE}\n{STORY}"),
            format!("Skip to content | Home | We use cookies. | {HEADLINE} {STORY}"),
        ] {
            assert_eq!(cleaned(&page).body, STORY, "{:?}", cleaned(&page).removed);
        }
    }

    #[test]
    fn paragraphs_above_a_headline_and_ledes_that_say_it_stay() {
        for copy in [
            format!(
                "{STORY}\n{HEADLINE}\nThe council meets on Friday to hear what a bus around the sound would cost."
            ),
            STORY.replace(
                "will stay in port until the spring",
                "under the headline \u{201c}Ferry stays in port until spring\u{201d}",
            ),
            format!(
                "The ferry that links the shores has a cracked shaft. {HEADLINE} Monday, or so its owner said when the council asked."
            ),
        ] {
            assert!(cleaned(&copy).body.starts_with("The ferry that links"), "{:?}", cleaned(&copy).removed);
        }
        let origin = Origin::file(std::path::Path::new("a.txt"));
        let copy = STORY.to_uppercase().replace(['.', ','], "");
        let headline = Some("THE SOUND WILL STAY IN PORT UNTIL THE SPRING".into());
        let draft = Draft { headline, ..Draft::new(origin, copy.clone()) };
        let article = crate::clean::article(draft, &Options::new(jiff::civil::date(2026, 3, 5))).unwrap();
        assert_eq!(article.body, copy, "capitals begin no sentence");
    }

    #[test]
    fn what_an_aggregator_passes_on_is_a_headline_under_its_own() {
        let ferry = "Ferry stays in port until spring";
        for (headline, body, left) in [
            ("[Ellery Courier] HERE", "HERE Ellery Courier", ""),
            ("HERE (Ellery Courier)", "HERE Ellery Courier. DECK", "DECK"),
            ("Ellery Courier: HERE", "HERE Ellery Courier: DECK", "DECK"),
            ("HERE - Ellery Courier", "HERE Ellery Courier", ""),
        ] {
            let filled = |text: &str| text.replace("HERE", ferry).replace("DECK", STORY);
            let origin = Origin::file(std::path::Path::new("a.txt"));
            let draft = Draft {
                headline: Some(filled(headline)),
                outlet: Some("Feed of feeds".into()),
                ..Draft::new(origin, filled(body))
            };
            let article = crate::clean::article(draft, &Options::new(jiff::civil::date(2026, 3, 5))).unwrap();
            assert_eq!(article.body, filled(left), "{headline}");
            assert_eq!(squash(article.headline.as_deref().unwrap()), squash(ferry), "{headline}");
        }
        for body in [
            "Ferry stays in port until spring Monday.",
            "Ferry stays in port until spring for Lena Orr to mend it.",
        ] {
            assert_eq!(cleaned(body).body, body);
        }
    }

    #[test]
    fn the_number_of_a_page_leaves_the_headline() {
        for (headline, left) in [
            ("Ferry stays in port (2/3)", "Ferry stays in port"),
            ("Ferry stays in port - Page 2", "Ferry stays in port"),
            ("Ferry back by spring (2026/27)", "Ferry back by spring (2026/27)"),
            ("What is on Page 2", "What is on Page 2"),
        ] {
            assert_eq!(without_page(headline), left);
        }
    }

    #[test]
    fn the_name_of_the_site_leaves_the_headline() {
        for (headline, outlet, expected) in [
            ("Port strike ends after nine days | Ellery Courier", None, "Port strike ends after nine days"),
            (
                "Port strike ends after nine days - Ellery Courier",
                Some("Ellery Courier"),
                "Port strike ends after nine days",
            ),
            ("Port strike ends | World | The Ellery Courier", Some("Ellery Courier"), "Port strike ends"),
            ("Port strike - nine days on", Some("Ellery Courier"), "Port strike - nine days on"),
            ("Strike | Courier", Some("Courier"), "Strike | Courier"),
        ] {
            assert_eq!(without_site(headline, outlet), expected);
        }
    }
}
