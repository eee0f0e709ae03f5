//! Strikes what hangs below the article: lists of other stories, and lines that were said before.

use std::collections::HashSet;

use super::Proof;
use super::furniture::is_heading;
use super::text::is_paragraph;
use super::words::words;

/// Strikes the titles below the heading of a list of other articles: to the end where no paragraph follows,
/// else up to the next one.
pub(super) fn strike(proof: &mut Proof) {
    let heading = |at: &usize| proof.lines[*at].struck.is_some_and(|strike| is_heading(strike.why));
    let headings: Vec<usize> = (0..proof.lines.len()).filter(heading).collect();
    let Some(lede) = proof.lede() else { return };
    for at in headings.into_iter().filter(|at| *at > lede) {
        for line in &mut proof.lines[at + 1..] {
            if line.struck.is_none() && is_paragraph(&line.text) {
                break;
            }
            if line.struck.is_none() {
                line.strike_by_place("in a list of other articles");
            }
        }
    }
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
    if run.len() >= 3 && furniture {
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
