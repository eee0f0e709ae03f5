//! Strikes what a company says of itself below its news, which stands below all of its news.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::text::begins;
use super::{LEAST, Proof};

const WHY: &str = "what a company says of itself";

/// What heads such a section, before the company's name.
const OPENINGS: &[&str] =
    &["About ", "ABOUT ", "Über ", "À propos de ", "Acerca de ", "Sobre ", "Informazioni su "];
/// A line of more words is no heading.
const HEADING: usize = 8;
/// Forms of companies that end in a stop: such a heading is no sentence.
const FORMS: &[&str] = &["Inc.", "Corp.", "Co.", "Cos.", "Ltd.", "Bhd.", "S.A.", "S.p.A.", "N.V.", "A.G."];
/// What companies and bodies say of themselves, and the news seldom says of them.
const BOASTS: &[&str] = &[
    "NASDAQ",
    "Nasdaq",
    "NYSE",
    "TSX",
    "OTC",
    " leading ",
    "headquarter",
    "ounded in ",
    "stablished in ",
    "provider of",
    "ore information",
    "www.",
    "://",
    "führende",
    "Hauptsitz",
    "leader ",
    "líder",
    "siège",
];

/// Strikes what a company says of itself, to the end: from a line "About Acme Corp." on, or from a paragraph "About Acme
/// Corp. Acme Corp. makes …", in the last third of the copy, or wherever it goes on as such sections do; or from the warning
/// on that what the company expects may not come to pass.
pub(super) fn strike(proof: &mut Proof) {
    let may_begin = |text: &str| begins(text, OPENINGS).is_some() || is_warning(text);
    if !proof.standing().any(|(_, line)| may_begin(&line.text)) {
        return;
    }
    let standing: Vec<(usize, usize)> = proof.standing().map(|(at, line)| (at, line.words())).collect();
    let all: usize = standing.iter().map(|(_, words)| words).sum();
    let (mut before, mut open, mut sure) = (0, false, false);
    for (place, (at, words)) in standing.iter().enumerate() {
        let text = &*proof.lines[*at].text;
        let next = standing.get(place + 1).map(|(at, _)| &*proof.lines[*at].text);
        let late = before * 3 >= all * 2;
        let (heads, introduces) = section(text, *words, next);
        let warns = is_warning(text);
        open |= (heads && late) || ((introduces || warns) && (late || before >= LEAST));
        if open {
            // The paragraph below a heading belongs to it.
            let is_sure = std::mem::replace(&mut sure, introduces && *words <= HEADING);
            let line = &mut proof.lines[*at];
            if is_sure || introduces || warns { line.strike(WHY) } else { line.strike_by_place(WHY) }
        }
        before += words;
    }
}

/// Whether a line heads or is such a section, and whether it surely does: the name is said again at once, by one that boasts.
fn section(text: &str, words: usize, next: Option<&str>) -> (bool, bool) {
    let name = begins(text, OPENINGS).map(|opening| &text[opening.len()..]);
    let Some(name) = name.filter(|name| name.starts_with(char::is_uppercase)) else { return (false, false) };
    let boasts = |text: &str| BOASTS.iter().any(|boast| text.contains(boast));
    let first = name.split([' ', ':', ',']).next().unwrap_or(name);
    if words <= HEADING {
        let is_title =
            next.is_some() && (!text.ends_with(['?', '.']) || FORMS.iter().any(|form| text.ends_with(form)));
        let again = |next: &str| next.split(' ').take(3).any(|word| word.trim_end_matches(',') == first);
        (is_title, is_title && next.is_some_and(|next| again(next) && boasts(next)))
    } else {
        // "About Acme Corp. Acme Corp. makes …".
        let again = name.split(' ').skip(1).take(5).any(|word| word == first);
        (again, again && boasts(name))
    }
}

/// Whether a line warns of statements that look forward, as companies must (Private Securities Litigation Reform Act, 1995),
/// or heads the warning.
fn is_warning(text: &str) -> bool {
    static FORWARD: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("orward"));
    const LOOKING: &str = "looking statement";
    const HEADS: &[&str] =
        &["Safe Harbor", "SAFE HARBOR", "Cautionary Note", "Cautionary Statement", "CAUTIONARY"];
    let forward = || {
        FORWARD.find(text.as_bytes()).is_some_and(|at| {
            let rest = text[at + "orward".len()..].trim_start_matches(['-', ' ', '\u{2010}', '\u{2011}']);
            let says = rest.get(..LOOKING.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(LOOKING));
            says && (text.len() < 60 || text.contains("risk") || text.contains("uncertain"))
        })
    };
    (text.len() < 90
        && (begins(text, HEADS).is_some() || text.eq_ignore_ascii_case("forward-looking statements")))
        || forward()
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Draft, Origin};
    use crate::options::Options;

    fn cleaned(body: &str) -> Article {
        let options = Options::new(jiff::civil::date(2026, 3, 5));
        crate::clean::article(Draft::new(Origin::file(std::path::Path::new("a.txt")), body.into()), &options)
            .unwrap()
    }

    #[test]
    fn what_a_company_says_of_itself_is_struck_even_if_it_is_longer_than_its_news() {
        let news = "Orrin Tools named Lena Orr as its director, effective on Monday. She comes from the yard at Ellery, where she \
            spent nine years, and holds a degree in metallurgy from the college at Tamsin.";
        let about = "Orrin Tools (NYSE: ORR) is a leading maker of shafts for ferries and tugs in eleven countries. Founded in \
            1953 in a boathouse, it employs some two hundred people, and its works have been named among the best places to \
            work for five years running.";
        let warning = "This release contains forward-looking statements that involve risks. Words such as \u{201c}expects\u{201d} \
            identify them. They are not guarantees of what will be, and results may differ for reasons that reports to the \
            commission list.";
        for tail in [
            format!("About Orrin Tools\n{about}"),
            format!("About Orrin Tools, Inc.: {about}").replace(": Orrin", " Orrin"),
            format!("About Orrin Tools\n{about}\nForward-Looking Statements\n{warning}"),
            format!("Safe Harbor\n{warning}"),
            warning.to_owned(),
        ] {
            let article = cleaned(&format!("{news}\n{tail}"));
            assert_eq!(article.body, news, "{tail}: {:?}", article.removed);
        }
        let rules =
            "The commission will hold companies to what they call forward-looking statements, it said.";
        for news in [
            format!(
                "{news}\nAbout Orrin\nThe town has its name from the river, and the river is an old one.\n{news} Why?"
            ),
            format!("{news}\n{rules}\nIt begins in May."),
        ] {
            assert_eq!(cleaned(&news).body, news);
        }
    }

    #[test]
    fn what_a_company_says_of_itself_at_the_end_is_struck() {
        let story = "Orrin Tools will close its works at Tamsin in May, it said on Monday, and move the forge to Ellery.\n\
            The works make shafts for ferries. Two hundred people work there, and most of them will be asked to move as well, \
            said its director, Lena Orr, who had come to the gates to tell them.\n";
        for (tail, struck) in [
            ("About Orrin Tools Corp.\nOrrin Tools makes shafts.", 2),
            ("About Orrin Tools\nOrrin Tools makes shafts.", 2),
            ("About Orrin Tools Corp. Orrin Tools Corp. makes shafts for ferries and tugs in four towns.", 1),
            ("About Lena Orr little is known but that she was a smith before she came to the works.", 0),
            ("About Tuesday, nobody would say.", 0),
        ] {
            let article = cleaned(&format!("{story}{tail}"));
            assert_eq!(article.removed.len(), struck, "{tail}: {:?}", article.removed);
        }
    }
}
