//! Takes off what stands around an article that is passed on in a network: its headline, run into the lede, and tags and an
//! address behind it.

mod around;

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Proof;
use super::text::{after_squashed, squash, squashed_end};
use crate::date;
use crate::sentence;

const TAGS: &str = "tags and addresses behind a post";
const FEED: &str = "what a feed says of where an article is from";
const CALL: &str = "what calls for attention before a post";
const HEADLINE: &str = "the headline again, run into the lede";

/// No post of one line is longer, in bytes.
const POST: usize = 600;
/// The headline that is run into a lede has so many words; a shorter one may open a sentence.
const WORDS: usize = 4;
/// A lede goes on for so many words behind it.
const LEDE: usize = 6;

/// How the feed of a site ends each article, in its languages.
const FEEDS: &[(&str, &str)] = &[
    ("The post ", " appeared first on "),
    ("Der Beitrag ", " erschien zuerst auf "),
    ("L’article ", " est apparu en premier sur "),
    ("L'article ", " est apparu en premier sur "),
    ("La entrada ", " se publicó primero en "),
    ("La entrada ", " aparece primero en "),
    ("O post ", " apareceu primeiro em "),
    ("L’articolo ", " proviene da "),
    ("L'articolo ", " proviene da "),
    ("Het bericht ", " verscheen eerst op "),
    ("Artykuł ", " pochodzi z serwisu "),
    ("Inlägget ", " dök först upp på "),
];

/// Finds what stands before the name of the site.
static MIDDLES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let middles = FEEDS.iter().map(|(_, middle)| middle);
    AhoCorasick::new(middles).expect("a table of short strings makes a small automaton")
});

/// The name of a site has no more words.
const SITE: usize = 8;
/// Nor have that name and what stands before it together.
const ENDING: usize = 16;

/// Takes off the last line what a feed says of where the article is from.
fn origin(proof: &mut Proof) {
    let Some((at, line)) = proof.standing().next_back() else { return };
    let blank = memchr::memrchr_iter(b' ', line.text.as_bytes()).nth(ENDING);
    // Few articles have any.
    if !MIDDLES.is_match(&line.text[blank.unwrap_or(0)..]) {
        return;
    }
    let begins = |(opening, middle): &(&str, &str)| {
        let start = line.text.rfind(*opening)?;
        let (_, site) = line.text[start..].rsplit_once(*middle)?;
        let is_name = site.starts_with(|c: char| !c.is_lowercase()) && site.split(' ').count() <= SITE;
        is_name.then_some(start)
    };
    match FEEDS.iter().find_map(begins) {
        Some(0) => proof.lines[at].strike(FEED),
        Some(start) => {
            proof.part(at, start);
            proof.lines[at + 1].strike(FEED);
        }
        None => {}
    }
}

/// Takes tags and addresses off the end of the last line; off a post of one line, what calls for attention and sends on, too.
pub(super) fn tags(proof: &mut Proof) {
    origin(proof);
    if proof.standing().nth(1).is_none() {
        return unwrap(proof);
    }
    let Some((at, line)) = proof.standing().next_back() else { return };
    let (kept, all) = (without_tags(&line.text).len(), line.text.len());
    if kept > 0 && kept < all {
        proof.part(at, kept);
        proof.lines[at + 1].strike(TAGS);
    } else if kept < all {
        proof.lines[at].strike(TAGS);
    }
}

/// Leaves the sentence of a post of one line.
fn unwrap(proof: &mut Proof) {
    let Some((at, line)) = proof.standing().next().filter(|(_, line)| line.text.len() <= POST) else {
        return;
    };
    let (start, end) = around::sentence(&line.text);
    if end < line.text.len() {
        proof.part(at, end);
        proof.lines[at + 1].strike(TAGS);
    }
    if start > 0 {
        proof.part(at, start);
        proof.lines[at].strike(CALL);
    }
}

/// A text without the tags and addresses that follow its last sentence. One that ends a sentence belongs to it.
fn without_tags(text: &str) -> &str {
    let mut kept = text.trim_end();
    loop {
        let word = kept.rsplit(' ').next().unwrap_or(kept);
        if !is_tag(word) {
            break;
        }
        kept = kept[..kept.len() - word.len()].trim_end();
    }
    if kept.is_empty() || sentence::ends(kept) { kept } else { text }
}

/// Whether a word is a tag or an address.
fn is_tag(word: &str) -> bool {
    let named = |rest: &str| rest.starts_with(char::is_alphabetic);
    word.strip_prefix('#').is_some_and(named)
        || ["https://", "http://", "pic.twitter.com/"].iter().any(|scheme| word.starts_with(scheme))
}

/// Takes the headline off a lede that begins with it, where what follows begins a sentence.
pub(super) fn headline(proof: &mut Proof) {
    let is_post = proof.lines.iter().any(|line| line.struck.is_some_and(|strike| strike.why == TAGS));
    let Some(headline) = proof.headline.as_deref() else { return };
    let Some((at, line)) = proof.standing().next() else { return };
    let known = squash(headline);
    if known.is_empty() || after_squashed(&line.text, &known) != Some(1) {
        return;
    }
    let rest = &line.text[squashed_end(&line.text, &known)..];
    let lede = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_opening(c));
    let parted = rest.starts_with([' ', ':', '.', '!', '?', '"', '”', ')']);
    let may_be_one = (is_post || is_title(headline)) && headline.split(' ').count() >= WORDS;
    if !(may_be_one && parted && begins_sentence(lede)) {
        return;
    }
    proof.part(at, line.text.len() - lede.len());
    proof.lines[at].move_out(HEADLINE);
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«' | '‘' | '\'' | '(' | '¿' | '¡' | '$' | '€' | '£')
}

/// Whether the longer words of a headline all have capitals, as those of no sentence do.
fn is_title(headline: &str) -> bool {
    const LONG: usize = 5;
    let long = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() >= LONG;
    let mut words = headline.split([' ', '-']).filter(long).peekable();
    words.peek().is_some() && words.all(|word| word.starts_with(|c: char| !c.is_lowercase()))
}

/// Whether what follows a headline begins a sentence of its own, as far as that shows.
fn begins_sentence(lede: &str) -> bool {
    let first = lede.split(' ').next().unwrap_or_default();
    let name = first.trim_matches(|c: char| !c.is_alphanumeric());
    // "Ferry Stays in Port Monday" goes on.
    let is_day = name.ends_with("day") || date::month(name).is_some();
    lede.split(' ').nth(LEDE - 1).is_some()
        && lede.trim_start_matches(is_opening).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !is_day
        // "Lena Orr of the Ellery Works, …": the headline was cut out of the lede.
        && !first.ends_with(',')
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Draft, Origin};
    use crate::options::Options;

    fn cleaned(headline: &str, body: &str) -> Article {
        let origin = Origin::file(std::path::Path::new("a.txt"));
        let draft = Draft { headline: Some(headline.into()), ..Draft::new(origin, body.into()) };
        crate::clean::article(draft, &Options::new(jiff::civil::date(2026, 3, 5))).unwrap()
    }

    const LEDE: &str = "Lena Orr, who owns the ferry across the sound, keeps it in port until May.";

    #[test]
    fn what_is_passed_on_in_a_network_is_left_as_its_sentence() {
        for (headline, post) in [
            (
                "Ferry stays in port until spring",
                "Ferry stays in port until spring HERE #harbour https://sky.example/1",
            ),
            ("Ferry Stays In Port Until Spring", "FERRY STAYS IN PORT UNTIL SPRING HERE"),
            ("Ferry Stays In Port Until Spring", "Ferry Stays In Port Until Spring: HERE pic.twitter.com/a1"),
            ("A label", "HERE #harbour #ferry"),
        ] {
            let article = cleaned(headline, &post.replace("HERE", LEDE));
            assert_eq!(article.body, LEDE, "{post}: {:?}", article.removed);
            assert_eq!(article.headline.as_deref(), Some(headline));
        }
    }

    #[test]
    fn a_lede_that_opens_with_the_words_of_its_headline_keeps_them() {
        for (headline, lede) in [
            (
                "Ferry Stays In Port",
                "Ferry stays in port Monday, its owner said, and on all days until the spring.",
            ),
            (
                "Lena Orr Of The Ellery Works",
                "Lena Orr of the Ellery Works, Ltd., was named to the board of the ferry on Monday.",
            ),
            (
                "Ferry stays in port",
                "Ferry stays in port Lena Orr once owned, and nobody in town knows for how long.",
            ),
            (
                "Ferry Stays In Port",
                "Ferry stays in ports of the sound until the spring, its owner said on Monday night.",
            ),
            (
                "Ferry Stays In Port",
                "Ferry stays in port until the spring, its owner said to the council on Monday night.",
            ),
        ] {
            assert_eq!(cleaned(headline, lede).body, lede);
        }
    }

    #[test]
    fn what_a_feed_says_of_where_an_article_is_from_goes() {
        for body in [
            format!("{LEDE} […] The post Ferry stays in port appeared first on Ellery Courier."),
            format!("{LEDE}\nDer Beitrag Ferry stays in port erschien zuerst auf Ellery Courier."),
        ] {
            assert_eq!(cleaned("Ferry stays in port", &body).body.trim_end_matches(" […]"), LEDE);
        }
        let told = "The post office closed, and the mayor, who appeared first on the stage, spoke of it.";
        assert_eq!(cleaned("A label", &format!("{LEDE}\n{told}")).body, format!("{LEDE}\n{told}"));
    }

    #[test]
    fn an_address_that_ends_a_sentence_stays() {
        for body in [
            "The timetable of the buses that run in place of the ferry is at https://sky.example/buses",
            "https://sky.example/buses",
            "He is no. #1 in the town, and the ferry is his.",
        ] {
            assert_eq!(cleaned("A label", body).body, body);
        }
    }
}
