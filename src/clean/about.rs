//! Strikes what a company says of itself below its news, which stands below all of its news.

use super::text::{begins, lower};
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
        let section = section(text, *words, next);
        let shows = section == Some(Section::Boasts) || is_warning(text);
        open |= late && (section.is_some() || shows) || before >= LEAST && shows;
        if open {
            // The paragraph below a heading belongs to it.
            let below = std::mem::replace(&mut sure, section == Some(Section::Boasts) && *words <= HEADING);
            let line = &mut proof.lines[*at];
            if below || shows { line.strike(WHY) } else { line.strike_by_place(WHY) }
        }
        before += words;
    }
}

/// A line that heads or is what a company says of itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    /// By how it begins: it may head something else.
    Opens,
    /// The name is said again at once, by one that boasts.
    Boasts,
}

fn section(text: &str, words: usize, next: Option<&str>) -> Option<Section> {
    let name = begins(text, OPENINGS).map(|opening| &text[opening.len()..])?;
    let first = name.starts_with(char::is_uppercase).then(|| name.split([' ', ':', ',']).next())??;
    let (opens, again, told) = if words <= HEADING {
        let told = next?;
        let is_title = !text.ends_with(['?', '.']) || FORMS.iter().any(|form| text.ends_with(form));
        (is_title, told.split(' ').take(3).any(|word| word.trim_end_matches(',') == first), told)
    } else {
        // "About Acme Corp. Acme Corp. makes …".
        let again = name.split(' ').skip(1).take(5).any(|word| word == first);
        (again, again, name)
    };
    let boasts = again && BOASTS.iter().any(|boast| told.contains(boast));
    opens.then_some(if boasts { Section::Boasts } else { Section::Opens })
}

/// Whether a line warns of statements that look forward, as companies do (Private Securities Litigation Reform Act, 1995), or
/// heads the warning.
fn is_warning(text: &str) -> bool {
    const LOOKING: &str = "looking statement";
    /// What the warning begins with, since it speaks of itself: news of such statements does not.
    const OF_ITSELF: &[&str] = &[
        "All ",
        "Any ",
        "Certain ",
        "Except ",
        "Forward",
        "In addition ",
        "Information ",
        "Matters ",
        "Some ",
        "Statements ",
        "These ",
        "This ",
    ];
    let speaks = || {
        text.find("orward").is_some_and(|at| {
            let rest = text[at + "orward".len()..].trim_start_matches(['-', ' ', '\u{2010}', '\u{2011}']);
            rest.get(..LOOKING.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(LOOKING))
        })
    };
    is_heading_of_warning(text)
        || (begins(text, OF_ITSELF).is_some()
            && (text.contains("risk") || text.contains("uncertain"))
            && speaks())
}

/// Whether a line is a heading such as "Forward-Looking Statements", "Safe Harbor" or "Cautionary Note Regarding …".
fn is_heading_of_warning(text: &str) -> bool {
    /// No such heading is longer, in bytes.
    const LONGEST: usize = 90;
    if text.len() > LONGEST || !text.starts_with(['F', 'S', 'C', 'N', 'D']) {
        return false;
    }
    let line = lower(text);
    let line = line.trim_end_matches([':', '.']);
    let harbor = line.strip_prefix("safe harbor");
    harbor.is_some_and(|rest| {
        rest.is_empty() || begins(rest, &[" statement", " provision", " under", " for forward"]).is_some()
    }) || begins(line, &["cautionary note", "cautionary statement", "cautionary language"]).is_some()
        || (line.contains("looking statement")
            && begins(line, &["forward", "note ", "special note ", "disclosure ", "statement"]).is_some())
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
        let risks = "Judges asked what risks companies hide behind forward-looking statements.";
        for news in [
            format!(
                "{news}\nAbout Orrin\nThe town has its name from the river, and the river is an old one.\n{news} Why?"
            ),
            format!("{news}\n{rules}\nIt begins in May."),
            format!("{news}\n{risks}\nIt begins in May."),
            format!("{news}\nSafe Harbor dredges its port\nThe mouth of the river is to be dug out in May."),
            format!("{news}\nSEC sues over forward-looking statements\nThe case is heard in May."),
            format!("{news}\nCautionary tale\nThe works at Brack did the same, and closed within the year."),
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
