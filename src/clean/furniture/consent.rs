//! Finds lines that ask for consent, which may be longer than any other furniture.

use super::super::text::begins;
use super::lower_into;

/// No line that asks for consent is longer, in bytes.
const LONGEST: usize = 2000;

/// So many bytes are looked at first.
const GLANCE: usize = 64;

/// Whether a long line asks for consent: somebody speaks for partners, of cookies, and of information.
pub(super) fn is_asked(line: &str, lower: &mut String) -> bool {
    /// Who speaks so.
    const BY: &[&str] = &[
        "we ",
        "with your ",
        "wir ",
        "mit ihrer ",
        "nous ",
        "avec votre ",
        "nosotros ",
        "noi ",
        "nós ",
        "wij ",
        "my ",
        "this site ",
        "this website ",
    ];
    if line.len() > LONGEST {
        return false;
    }
    lower_into(&line[..line.floor_char_boundary(GLANCE)], lower);
    if begins(lower, BY).is_none() {
        return false;
    }
    lower_into(line, lower);
    lower.contains("cookie")
        && lower.contains("informa")
        && ["partner", "socios", "partenaires", "fornitori", "parceiros", "vendors", "third part"]
            .iter()
            .any(|who| lower.contains(who))
}
