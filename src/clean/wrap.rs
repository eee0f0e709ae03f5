//! Joins copy that was wrapped at a fixed width, as in mail and scans, back into paragraphs.

use super::text::ends_sentence;
use super::{Line, Proof};

/// Joins the lines of each paragraph where the copy is wrapped.
pub(super) fn unwrap(proof: &mut Proof) {
    if let Some(width) = width(&proof.lines) {
        proof.lines = join(std::mem::take(&mut proof.lines), width);
    }
}

/// Drops blank lines.
pub(super) fn close_up(proof: &mut Proof) {
    proof.lines.retain(|line| !line.text.is_empty());
}

/// The greatest width at which copy is wrapped, in characters.
const WIDEST: usize = 100;

/// The width at which the copy was wrapped, in characters, or none where each line is a paragraph.
fn width(lines: &[Line<'_>]) -> Option<usize> {
    // Only a line with text right below it can have been wrapped.
    let inner = || {
        let pairs = lines.windows(2).filter(|pair| !pair[0].text.is_empty() && !pair[1].text.is_empty());
        pairs.map(|pair| &*pair[0].text)
    };
    // A wrapped line has no more than a quarter above the greatest width, of characters of four bytes.
    if inner().any(|line| line.len() > (WIDEST + WIDEST / 4) * 4) || inner().nth(3).is_none() {
        return None;
    }
    let mut lengths: Vec<usize> = inner().map(|line| line.chars().count()).collect();
    lengths.sort_unstable();
    let width = lengths[lengths.len() * 9 / 10];
    let full = lengths.iter().filter(|length| **length * 10 >= width * 7).count();
    let longest = lengths[lengths.len() - 1];
    let even =
        (30..=WIDEST).contains(&width) && longest <= width + width / 4 && full * 10 >= lengths.len() * 6;
    let open = || inner().filter(|line| !ends_sentence(line)).count();
    (even && open() * 2 > lengths.len()).then_some(width)
}

fn join(lines: Vec<Line<'_>>, width: usize) -> Vec<Line<'_>> {
    let mut joined: Vec<Line<'_>> = Vec::new();
    let mut open = false;
    for line in lines {
        if line.text.is_empty() {
            open = false;
            continue;
        }
        let length = line.text.chars().count();
        // A paragraph's last line falls short of the width; a title or a byline does, too.
        let goes_on = length * 10 >= width * 8 || (length * 10 >= width * 6 && !ends_sentence(&line.text));
        match joined.last_mut().filter(|_| open) {
            Some(paragraph) => append(paragraph.text.to_mut(), &line.text),
            None => joined.push(line),
        }
        open = goes_on;
    }
    joined
}

/// Appends a wrapped line, healing a word that was cut by a hyphen.
fn append(paragraph: &mut String, line: &str) {
    let cut_word = paragraph.strip_suffix('-').is_some_and(|before| before.ends_with(char::is_alphabetic))
        && line.starts_with(char::is_lowercase);
    if cut_word {
        paragraph.pop();
    } else {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::super::text::lines;
    use super::*;

    fn unwrapped(text: &str) -> Vec<String> {
        let lines = lines(text);
        let lines = match width(&lines) {
            Some(width) => join(lines, width),
            None => lines,
        };
        lines.into_iter().map(|line| line.text.into_owned()).filter(|text| !text.is_empty()).collect()
    }

    #[test]
    fn mail_wrapped_at_a_width_becomes_paragraphs_again() {
        let mail = "Ferry stays in port\nBy Ada Winter\n\nThe ferry that links the two shores of the Tamsin sound will\nstay in port until the spring, its owner said on Monday, after\ninspectors found cracks in a propeller shaft and asked for its re-\nplacement before the ice comes.\nThe company had hoped to sail by Christmas, and has offered all\nticket holders a refund.\n\nA bus will run instead.";
        let paragraphs = unwrapped(mail);
        assert_eq!(paragraphs.len(), 5, "{paragraphs:#?}");
        assert_eq!(paragraphs[0], "Ferry stays in port");
        assert_eq!(paragraphs[1], "By Ada Winter");
        assert!(paragraphs[2].ends_with("asked for its replacement before the ice comes."));
        assert!(paragraphs[3].starts_with("The company"));
    }

    #[test]
    fn copy_with_a_paragraph_a_line_is_left_alone() {
        let copy = "The council met.\nIt voted for the bridge by nine votes to four after a long debate.\nWork starts in May.\nThe mayor was pleased.\nShe said so.\nNobody else did.";
        assert_eq!(unwrapped(copy).len(), 6);
    }
}
