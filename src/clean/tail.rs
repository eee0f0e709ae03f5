//! Strikes what hangs below the article: lists of other stories, and lines that were said before.

use std::collections::HashSet;

use super::Proof;
use super::furniture::is_heading;
use super::text::is_paragraph;

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

/// Strikes what a company says of itself below its news: a line "About Acme Corp." in the second half of the
/// copy, and what follows where it is no more than a third of it.
pub(super) fn about(proof: &mut Proof) {
    const OPENINGS: &[&str] =
        &["About ", "ABOUT ", "Über ", "À propos de ", "Acerca de ", "Sobre ", "Informazioni su "];
    let named = |text: &str| {
        OPENINGS.iter().any(|opening| {
            text.strip_prefix(opening).is_some_and(|name| name.starts_with(char::is_uppercase))
        })
    };
    if !proof.standing().any(|(_, line)| named(&line.text)) {
        return;
    }
    let standing: Vec<(usize, usize)> = proof.standing().map(|(at, line)| (at, line.words())).collect();
    let all: usize = standing.iter().map(|(_, words)| words).sum();
    let mut before = 0;
    for (place, (at, words)) in standing.iter().enumerate() {
        let text = &proof.lines[*at].text;
        let title = *words <= 8 && !text.ends_with(['?', '.']) || (*words <= 6 && text.ends_with("Inc."));
        let named = named(text);
        if title && named && before * 3 >= all * 2 && place + 1 < standing.len() {
            for (at, _) in &standing[place..] {
                proof.lines[*at].strike_by_place("what a company says of itself");
            }
            return;
        }
        before += words;
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
    let mut standing: Vec<(usize, &str)> = proof.standing().map(|(at, line)| (at, &*line.text)).collect();
    standing.sort_by_key(|(_, text)| text.len());
    let mut again = Vec::new();
    for same_length in standing.chunk_by(|a, b| a.1.len() == b.1.len()).filter(|lines| lines.len() > 1) {
        let mut seen: HashSet<&str> = HashSet::new();
        let long = same_length.iter().filter(|(_, text)| text.split_whitespace().nth(3).is_some());
        again.extend(long.filter(|(_, text)| !seen.insert(text)).map(|(at, _)| *at));
    }
    for at in again {
        proof.lines[at].strike("said before, word for word");
    }
}
