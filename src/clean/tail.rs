//! Strikes what hangs below the article: lists of other stories, and lines that were said before.

use std::collections::HashSet;

use super::Proof;
use super::furniture::is_heading;
use super::text::is_paragraph;
use super::words::words;
use crate::sentence;

const LISTED: &str = "in a list of other articles";

/// So many lists of other articles are looked at to their ends.
const LISTS: usize = 4;
/// So many paragraphs below a heading show that they are of other articles.
const TEASERS: usize = 2;
/// A paragraph has so many names before it tells whose it is, and a name so many letters.
const NAMES: usize = 2;
const LETTERS: usize = 4;

/// Strikes the titles below the heading of a list of other articles: to the end where no paragraph follows, or where those that
/// do speak of nobody that the article speaks of, else up to the next one.
pub(super) fn strike(proof: &mut Proof) {
    let Some(lede) = proof.lede() else { return };
    let (mut listed, mut headings) = (false, Vec::new());
    let is_cut = proof.standing().any(|(_, line)| line.text.ends_with(['…']) || line.text.ends_with("..."));
    for (at, line) in proof.lines.iter_mut().enumerate().skip(lede + 1) {
        if line.struck.is_some_and(|strike| is_heading(strike.why)) {
            listed = true;
            headings.push(at);
        } else if listed && line.struck.is_none() {
            listed = !is_paragraph(&line.text);
            // Below what is shown of an article that is to be paid for, titles may be most of the page.
            match (listed, is_cut) {
                (true, true) => line.strike(LISTED),
                (true, false) => line.strike_by_place(LISTED),
                _ => {}
            }
        }
    }
    // A page has few lists.
    if let Some(at) = headings.into_iter().take(LISTS).find(|at| is_of_others(proof, *at)) {
        let below = proof.lines[at + 1..].iter_mut().filter(|line| line.struck.is_none());
        below.for_each(|line| line.strike_by_place(LISTED));
    }
}

/// Whether most of what stands below a line are paragraphs that name nobody and no place that is named above.
fn is_of_others(proof: &Proof, at: usize) -> bool {
    let below = || proof.standing().filter(|(place, line)| *place > at && is_paragraph(&line.text));
    if below().nth(TEASERS - 1).is_none() {
        return false;
    }
    let headline = proof.headline.as_deref().unwrap_or_default();
    let above = proof.standing().take_while(|(place, _)| *place < at).map(|(_, line)| &*line.text);
    let known: HashSet<&str> = above.chain([headline]).flat_map(names).collect();
    let is_foreign = |text: &str| {
        let names: HashSet<&str> = names(text).collect();
        names.len() >= NAMES && names.is_disjoint(&known)
    };
    let foreign = below().filter(|(_, line)| is_foreign(&line.text)).count();
    foreign >= TEASERS && foreign * 3 >= below().count() * 2
}

/// The words of a text that begin with a capital where no sentence begins.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split_whitespace();
    let mut begins = true;
    words.filter_map(move |word| {
        let inside = !std::mem::replace(&mut begins, sentence::ends(word) || word.ends_with([':', '—', '–']));
        let name = word.trim_matches(|c: char| !c.is_alphanumeric());
        let name = name.strip_suffix("’s").or_else(|| name.strip_suffix("'s")).unwrap_or(name);
        let is_name = name.starts_with(char::is_uppercase) && name.chars().nth(LETTERS - 1).is_some();
        (inside && is_name).then_some(name)
    })
}

/// Strikes what stands below the story about whoever wrote it: "Ada Winter covers the harbour."
pub(super) fn writers(proof: &mut Proof) {
    const BEFORE: &[&str] = &["Follow ", "Contact ", "Email ", "E-mail ", "Reach "];
    const SAYS: &[&str] =
        &["is", "was", "covers", "writes", "reports", "joined", "works", "has", "can", "ist", "est", "es"];
    let (Some(byline), Some(lede)) = (&proof.byline, proof.lede()) else { return };
    let names = byline.split([',', ';', '&']).flat_map(|names| names.split(" and ")).map(str::trim);
    let names: Vec<&str> = names.filter(|name| name.contains(' ')).collect();
    let about = |text: &str| {
        let asked = BEFORE.iter().find_map(|word| text.strip_prefix(word));
        names.iter().filter_map(|name| asked.unwrap_or(text).strip_prefix(name)).any(|rest| {
            let says = rest.strip_prefix(' ').and_then(|rest| rest.split(' ').next());
            asked.is_some() || says.is_some_and(|word| SAYS.contains(&word))
        })
    };
    let last = proof.standing().rev().take(3).filter(|(at, line)| *at > lede && about(&line.text));
    for at in last.map(|(at, _)| at).collect::<Vec<_>>() {
        proof.lines[at].strike_by_place("about who wrote it");
    }
}

/// Strikes a run of three or more lines without sentences at the very end: teasers without a heading.
pub(super) fn titles(proof: &mut Proof) {
    let Some(lede) = proof.lede() else { return };
    let is_title = |text: &str| !is_paragraph(text) && !text.ends_with(['.', '"', '”', ')', '!', ':', ';']);
    let run: Vec<usize> = proof
        .standing()
        .rev()
        .take_while(|(at, line)| *at > lede && is_title(&line.text))
        .map(|(at, _)| at)
        .collect();
    let furniture =
        run.last().is_some_and(|first| proof.lines[*first..].iter().any(|line| line.struck.is_some()));
    let in_run: usize = run.iter().map(|at| proof.lines[*at].words()).sum();
    let all: usize = proof.standing().map(|(_, line)| line.words()).sum();
    // What says more than all above it is the story.
    if run.len() >= 3 && furniture && in_run * 2 <= all {
        for at in run {
            proof.lines[at].strike_by_place("a title below the story");
        }
    }
}

/// Strikes a paragraph that the copy has already carried.
pub(super) fn repeats(proof: &mut Proof) {
    // Lines of one length lie together, the earlier first; few have the length of another.
    let mut standing = Vec::with_capacity(proof.lines.len());
    standing.extend(proof.standing().map(|(at, line)| (at, &*line.text)));
    standing.sort_by_key(|(_, text)| text.len());
    let mut again = Vec::new();
    for same_length in standing.chunk_by(|a, b| a.1.len() == b.1.len()).filter(|lines| lines.len() > 1) {
        let mut seen: HashSet<&str> = HashSet::new();
        let long = same_length.iter().filter(|(_, text)| words(text) > 3);
        again.extend(long.filter(|(_, text)| !seen.insert(text)).map(|(at, _)| *at));
    }
    for at in again {
        proof.lines[at].strike("said before, word for word");
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Draft, Origin};
    use crate::options::Options;

    #[test]
    fn teasers_of_other_articles_below_a_heading_are_struck_and_the_story_goes_on() {
        let story = "The ferry that links Ellery and Tamsin stays in port until the spring, said its owner, Lena Orr.\n\
            Divers of the yard at Tamsin found cracks in its shaft, and nobody can forge another before January.\n\
            Buses go round by the bridge until then, twice an hour and once at night, which takes the most of an hour, she said.";
        let teasers = "Fire in a mill at Brack: Crews from Marlow and Sella fought flames in the old mill until dawn, they said.\n\
            Choir sings for Dunmere: Ines Calder leads ninety voices through the night in the hall of Gray Ford.";
        let goes_on = "The council of Ellery asks Lena Orr to come on Friday and to say what a bus around the sound costs.\n\
            Shops at the quay of Tamsin fear for their trade, and some of them will close until the ferry sails again.";
        let options = Options::new(jiff::civil::date(2026, 3, 5));
        let cleaned = |below: &str| {
            let origin = Origin::file(std::path::Path::new("a.txt"));
            let page = format!("{story}\nMore from this section\n{below}");
            let headline = Some("Ferry stays in port until spring".into());
            crate::clean::article(Draft { headline, ..Draft::new(origin, page) }, &options).unwrap().body
        };
        assert_eq!(cleaned(teasers), story);
        assert_eq!(cleaned(goes_on), format!("{story}\n{goes_on}"));
    }

    #[test]
    fn titles_below_a_heading_are_struck_even_if_they_are_more_than_what_is_shown_of_the_article() {
        let shown = "The ferry that links Ellery and Tamsin stays in port until the spring, said its owner…";
        let titles = [
            "Fire in a mill at Brack",
            "Choir sings for Dunmere through the night",
            "Bridge at Sella closes for repairs until June",
        ];
        let page = format!(
            "{shown}\nRead the full story at the source.\nRelated stories\n{}\nMost read\n{}",
            titles.join("\n"),
            titles.join("\n")
        );
        let origin = Origin::file(std::path::Path::new("a.txt"));
        let options = Options::new(jiff::civil::date(2026, 3, 5));
        let headline = Some("Ferry stays in port until spring".into());
        let article =
            crate::clean::article(Draft { headline, ..Draft::new(origin, page) }, &options).unwrap();
        assert_eq!((&*article.body, article.held_back), (shown, false));
    }

    #[test]
    fn what_lost_its_stops_is_no_run_of_titles_below_a_paragraph() {
        let note = "Corrects the spelling of a name in the third paragraph, and adds a word that was dropped from the last one.";
        let story = "Ivan Orr and Lena Maas were married on Saturday at the church in Dunmere by the Rev Otto Reyes\n\
            The bride is a chemist at the mills of Tilbury and a graduate of the school at Upton\n\
            A reception with dancing and a cake of nine floors followed at the Grange Hall";
        let options = Options::new(jiff::civil::date(2026, 3, 5));
        let origin = Origin::file(std::path::Path::new("a.txt"));
        let page = format!("{note}\n{story}\nAll rights reserved.");
        let article = crate::clean::article(Draft::new(origin, page), &options).unwrap();
        assert!(article.body.ends_with("at the Grange Hall"), "{}", article.body);
    }

    #[test]
    fn headings_without_end_are_struck_in_one_pass() {
        let story = "The ferry that links the two shores of the sound will stay in port until the spring, its owner said.";
        let page = format!("{story}\n{}", "Related stories\n".repeat(100_000));
        let origin = Origin::file(std::path::Path::new("a.txt"));
        let options = Options::new(jiff::civil::date(2026, 3, 5));
        assert_eq!(crate::clean::article(Draft::new(origin, page), &options).unwrap().body, story);
    }

    #[test]
    fn what_is_said_of_the_writer_below_the_story_is_struck() {
        let story = "The ferry that links the two shores of the sound will stay in port until the spring, its owner said.\n\
            Inspectors found cracks in its shaft, and there is no yard that can forge another before January.\n";
        let options = Options::new(jiff::civil::date(2026, 3, 5));
        for (tail, struck) in [
            (
                "Ada Winter covers the harbour for the Courier.\nFollow Ada Winter on the network of her choice.",
                2,
            ),
            ("Tom Orr is the owner of the ferry.", 0),
            ("Ada Winter’s ferry sails in May.", 0),
        ] {
            let origin = Origin::file(std::path::Path::new("a.txt"));
            let byline = Some("Lena Maas and Ada Winter".into());
            let draft = Draft { byline, marked_up: true, ..Draft::new(origin, format!("{story}{tail}")) };
            let article = crate::clean::article(draft, &options).unwrap();
            assert_eq!(article.removed.len(), struck, "{tail}: {:?}", article.removed);
        }
    }
}
