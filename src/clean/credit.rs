//! Takes the credit out of the end of the copy: "(Reporting by …; Editing by …)", "With inputs from …".

use super::words::words;
use super::{Proof, agency};

const WHY: &str = "the credit, kept in its own place";

/// Takes credit lines from the last four lines, and a credit that closes the last paragraph.
pub(super) fn take(proof: &mut Proof) {
    let ends: Vec<usize> = proof.standing().rev().map(|(at, _)| at).take(4).collect();
    for at in ends {
        let line = &mut proof.lines[at];
        if is_credit(&line.text) {
            let credit = line.text.to_string();
            line.move_out(WHY);
            proof.credit = Some(credit);
        }
    }
    let Some((at, _)) = proof.standing().next_back() else { return };
    let text = &mut proof.lines[at].text;
    if let Some(cut) = tail(text) {
        proof.credit.get_or_insert_with(|| text[cut..].trim().to_owned());
        let end = text[..cut].trim_end().len();
        text.to_mut().truncate(end);
    }
}

/// Whether a line says somewhere who else worked on the copy.
fn names_helpers(text: &str) -> bool {
    const SAYS: &str = "contributed to this report";
    // Looked for by its rarest letter.
    memchr::memchr2_iter(b'b', b'B', text.as_bytes()).any(|at| {
        let said = at.checked_sub("contri".len()).and_then(|from| text.get(from..from + SAYS.len()));
        said.is_some_and(|said| said.eq_ignore_ascii_case(SAYS))
    })
}

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
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = bare.bytes().next().map(|byte| byte.to_ascii_lowercase());
    // Most lines begin with another byte.
    let opens = |opening: &str| {
        let may_open = opening.bytes().next() == first;
        may_open && bare.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening))
    };
    let words = words(text);
    // "Agencies said on Monday …" opens like a credit and is none.
    let is_sentence = || words > 4 && (opens("agenc") || opens("source"));
    let says = || (OPENINGS.iter().any(|opening| opens(opening)) && !is_sentence()) || names_helpers(text);
    (words <= 40 && says()) || is_agency_mark(text) || is_signed_by_agency(text)
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
