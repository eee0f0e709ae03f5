//! Takes the credit out of the end of the copy: "(Reporting by …; Editing by …)", "With inputs from …".

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::text::{begins, lower, words};
use super::{Proof, agency};

const WHY: &str = "the credit, kept in its own place";

/// Takes credit lines from the last four lines, and a credit that closes the last paragraph.
pub(super) fn take(proof: &mut Proof) {
    let ends: Vec<usize> = proof.standing().rev().map(|(at, _)| at).take(4).collect();
    for at in ends {
        let line = &mut proof.lines[at];
        if is_credit(&line.text) {
            let credit = line.text.clone();
            line.move_out(WHY);
            proof.credit = Some(credit);
        }
    }
    let Some((at, _)) = proof.standing().next_back() else { return };
    let text = &mut proof.lines[at].text;
    if let Some(cut) = tail(text) {
        proof.credit.get_or_insert_with(|| text[cut..].trim().to_owned());
        text.truncate(text[..cut].trim_end().len());
    }
}

/// What a line says that is no opening.
static CONTRIBUTED: LazyLock<Finder> = LazyLock::new(|| Finder::new("contributed to this report"));

/// Whether a whole line says who made the copy.
fn is_credit(text: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "reporting by",
        "additional reporting",
        "writing by",
        "editing by",
        "edited by",
        "compiled by",
        "reported by",
        "with inputs from",
        "with input from",
        "with agency inputs",
        "with files from",
        "with reporting by",
        "with additional reporting",
        "source:",
        "sources:",
        "credit:",
        "agencies",
        "agency",
        "inputs from",
        "redaktion:",
        "contributed to this report",
        "this report includes",
        "report by",
    ];
    if text.len() > 400 {
        return false;
    }
    let says = || {
        let bare = lower(text.trim_start_matches(|c: char| !c.is_alphanumeric()));
        let source = bare.starts_with("source") && words(text) > 6;
        (!source && begins(&bare, OPENINGS).is_some() && !is_sentence(&bare, text))
            || CONTRIBUTED.find(bare.as_bytes()).is_some()
    };
    (words(text) <= 40 && says()) || is_agency_mark(text) || is_signed_by_agency(text)
}

/// "Agencies said on Monday …" opens like a credit and is none.
fn is_sentence(bare: &str, text: &str) -> bool {
    (bare.starts_with("agenc") || bare.starts_with("source")) && words(text) > 4
}

/// A short line that begins or ends with an agency's name: "EFE ada/tor", "aja/PAP", "Reuters".
fn is_signed_by_agency(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let short = bare.len() <= 32 && words(text) <= 3;
    short && !text.ends_with(['.', '?', '!', ':']) && {
        let mut parts = bare.split([' ', '/']).filter(|part| !part.is_empty());
        agency::is_name(bare)
            || parts.next().is_some_and(agency::is_name)
            || parts.next_back().is_some_and(agency::is_name)
    }
}

/// A line that is only an agency's mark: "(PTI)", "— IANS", "/NW/".
fn is_agency_mark(text: &str) -> bool {
    if !text.starts_with(['(', '[', '—', '–', '-', '/']) {
        return false;
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    (2..=12).contains(&bare.len()) && bare.chars().all(|c| c.is_uppercase() || matches!(c, '/' | '-' | ' '))
}

/// Where a credit begins that closes a paragraph: "… (Reporting by Ada Winter)", "… (PTI)", "… – IANS".
fn tail(text: &str) -> Option<usize> {
    if !text.trim_end_matches(['.', ' ']).ends_with([')', ']']) {
        return None;
    }
    let open = text.rfind(['(', '['])?;
    let inner = text[open + 1..].trim_end_matches(['.', ' ']).strip_suffix([')', ']'])?;
    let lower = inner.to_lowercase();
    let names =
        ["reporting by", "editing by", "writing by", "compiled by", "with inputs from", "with agency inputs"];
    let mark = (2..=12).contains(&inner.len()) && inner.chars().all(|c| c.is_uppercase() || c == '/');
    let after_sentence = super::text::ends_sentence(text[..open].trim_end());
    (after_sentence && (mark || names.iter().any(|name| lower.contains(name)))).then_some(open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_told_from_sentences() {
        for (text, credit) in [
            ("(Reporting by Ada Winter; Editing by Tom Orr)", true),
            ("Additional reporting by Lena Orr", true),
            ("With inputs from agencies", true),
            ("(NW)", true),
            ("— Agencies", true),
            ("Agencies said on Monday that the road was open.", false),
            ("Source: Ministry of Ports", true),
            ("Reporting is hard.", false),
            ("NW", false),
            ("EFE ada/tor", true),
            ("aja/PAP", true),
            ("dpa", true),
            ("PA fell.", false),
        ] {
            assert_eq!(is_credit(text), credit, "{text}");
        }
    }

    #[test]
    fn a_credit_that_closes_the_last_paragraph_is_cut_off() {
        let text = "The road is open again. (Reporting by Ada Winter)";
        assert_eq!(tail(text).map(|at| &text[..at]), Some("The road is open again. "));
        assert_eq!(tail("It was built by the army (NATO)."), None);
        assert_eq!(tail("The road is open again."), None);
    }
}
