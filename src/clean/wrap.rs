//! Joins copy that was wrapped at a fixed width, as in mail and scans, back into paragraphs.

use super::text::ends_sentence;
use super::{Line, Proof};

/// Joins the lines of each paragraph where the copy is wrapped, or of those paragraphs that are.
pub(super) fn unwrap(proof: &mut Proof) {
    if let Some(width) = width(&proof.lines) {
        proof.lines = join(std::mem::take(&mut proof.lines), width);
    } else if proof.lines.windows(FILLED + 1).any(|lines| filled(lines).1) {
        proof.lines = join_filled(&proof.lines);
    }
}

/// Drops blank lines.
pub(super) fn close_up(proof: &mut Proof) {
    proof.lines.retain(|line| !line.text.is_empty());
}

/// The least and the greatest width at which copy is wrapped, in characters.
const NARROWEST: usize = 30;
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
    let even = (NARROWEST..=WIDEST).contains(&width)
        && longest <= width + width / 4
        && full * 10 >= lengths.len() * 6;
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

/// So many lines at least are filled in what was wrapped, and the last is not.
const FILLED: usize = 2;

/// Whether a line is not empty and no wider than copy is wrapped.
fn is_narrow(line: &Line<'_>) -> bool {
    let bytes = line.text.len();
    bytes > 0 && (bytes <= WIDEST || (bytes <= WIDEST * 4 && line.text.chars().count() <= WIDEST))
}

/// How many lines from the first on are full, the last aside: the first word of each would not have fitted above. And whether
/// these are a paragraph that was wrapped: a list of titles may be so even by chance, but hardly any begins in small letters.
fn filled(lines: &[Line<'_>]) -> (usize, bool) {
    let length = |line: &str| line.chars().count();
    let word = |line: &str| line.split(' ').next().map_or(0, length);
    let mut width = 0;
    // The most that a line may have to be full, with the word that begins the next one.
    let mut room = usize::MAX;
    let mut small = 0;
    let mut count = 1;
    for pair in lines.windows(2) {
        let [line, next] = [&pair[0], &pair[1]].map(|line| &*line.text);
        if !is_narrow(&pair[0]) || !is_narrow(&pair[1]) {
            break;
        }
        let (widest, least) =
            (width.max(length(line)).max(length(next)), room.min(length(line) + 1 + word(next)));
        if !(NARROWEST..=WIDEST).contains(&widest) || least <= widest {
            break;
        }
        (width, room) = (widest, least);
        small += usize::from(next.starts_with(char::is_lowercase));
        count += 1;
    }
    (count, count > FILLED && small * 4 >= count - 1)
}

/// Joins the lines of each paragraph that is told by itself to have been wrapped.
fn join_filled<'a>(lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let mut joined: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    let mut next = 0;
    while next < lines.len() {
        let (count, is_paragraph) = filled(&lines[next..]);
        for (at, line) in lines[next..next + count].iter().enumerate() {
            match joined.last_mut().filter(|_| is_paragraph && at > 0) {
                Some(paragraph) => append(paragraph.text.to_mut(), &line.text),
                None => joined.push(Line { text: line.text.clone(), struck: None }),
            }
        }
        next += count;
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
            None => join_filled(&lines),
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
    fn a_paragraph_that_was_wrapped_is_joined_among_others_that_were_not() {
        let story = "The ferry that links the two shores of\nthe Tamsin sound will stay in port until\nthe spring, its owner said on Monday.";
        let comment = "Nobody asked us, who live on the wrong shore and have to be at work at six, what we think of buses around the sound.";
        let page = format!("Ferry stays\n{story}\n\n{comment}\nReply\n\n{comment}\nReply\n{comment}\nReply");
        let paragraphs = unwrapped(&page);
        assert_eq!(paragraphs[..2], ["Ferry stays".to_owned(), story.replace('\n', " ")], "{paragraphs:#?}");
        assert_eq!(paragraphs.len(), 8);
        let titles = "Bridge closes after storm in the west\nMayor steps down over letters to firms\nRain to last until the end of the month";
        assert_eq!(unwrapped(&page.replace(story, titles)).len(), 10);
    }

    #[test]
    fn copy_with_a_paragraph_a_line_is_left_alone() {
        let copy = "The council met.\nIt voted for the bridge by nine votes to four after a long debate.\nWork starts in May.\nThe mayor was pleased.\nShe said so.\nNobody else did.";
        assert_eq!(unwrapped(copy).len(), 6);
    }
}
