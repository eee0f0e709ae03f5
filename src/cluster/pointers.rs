//! What an article gives beside its text by which an item that announces it can be told: address, headline, outlet.

use std::num::NonZero;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use url::Url;
use url::form_urlencoded::Serializer;
use xxhash_rust::xxh3::xxh3_64;

use super::labels;
use crate::article::Article;
use crate::fingerprint::Folded;
use crate::sentence;

/// Hashes of what points to an article; none of what is not given, or says too little.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pointers {
    /// Its address, if it is that of one article.
    pub(super) address: Option<NonZero<u64>>,
    /// The folded words of its headline, but for articles and auxiliaries.
    pub(super) headline: Option<NonZero<u64>>,
    /// Who carried it.
    pub(super) outlet: Option<NonZero<u32>>,
    marks: u32,
}

/// Of the bits of `marks`, the upper ones: whether it is nothing but its headline, whether that is a round-up's, and whether the
/// text says nothing of it. Below, a bit for each long word of the headline.
const BARE: u32 = 1 << 31;
const SEVERAL: u32 = 1 << 30;
const BESIDE: u32 = 1 << 29;

/// A shorter headline is a label: "Weather", "In pictures", in words.
const HEADLINE: usize = 4;

impl Pointers {
    /// Those of an article.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let address = article.url.as_deref().and_then(address);
        let hash = |text: &str| xxh3_64(text.as_bytes());
        let (headline, bare) = (article.headline.as_deref(), article.body.is_empty());
        let words = headline.map(Folded::new);
        // What is told in one line may be a headline that is passed on, under the name of an outlet or none.
        let line = words
            .as_ref()
            .is_none_or(|words| words.len() < HEADLINE)
            .then(|| one_line(&article.body))
            .flatten();
        let bare = bare || line.is_some();
        // Where no blanks part words, none is found by its beginning.
        let has_blanks = words.as_ref().is_some_and(|words| words.density() >= 1.0);
        let several = words.as_ref().is_some_and(labels::is_of_roundup);
        // A label says nothing of any text.
        let beside = headline
            .is_some_and(|headline| has_blanks && !bare && !several && is_beside(headline, &article.body));
        Self {
            address: address.and_then(|address| NonZero::new(hash(&address))),
            headline: line.as_ref().or(words.as_ref()).filter(|words| words.len() >= HEADLINE).and_then(key),
            outlet: article.outlet.as_deref().and_then(|outlet| NonZero::new(hash(outlet) as u32)),
            marks: mark(bare, BARE)
                | mark(several, SEVERAL)
                | mark(beside, BESIDE)
                | headline.map_or(0, bits),
        }
    }

    /// Whether it is nothing but its headline.
    pub(super) fn is_bare(&self) -> bool {
        self.marks & BARE != 0
    }

    /// Whether its headline says that it tells several stories.
    pub(super) fn tells_several(&self) -> bool {
        self.marks & SEVERAL != 0
    }

    /// Whether the text says nothing of what the headline says, as menus and notices do that stand where an article should be.
    pub(super) fn is_beside(&self) -> bool {
        self.marks & BESIDE != 0
    }

    /// How many long words both headlines have, and the longer, or the shorter, where that has several and no others: the name of
    /// a site was put behind it, or its end was cut off. None where either has none.
    pub(super) fn headline_words(&self, other: &Self) -> Option<(u32, u32)> {
        let [a, b] = [self, other].map(|pointers| pointers.marks & (BESIDE - 1));
        (a != 0 && b != 0).then(|| in_common(a, b))
    }
}

/// A hash of the words of a headline, but for those that one desk sets and another leaves out.
fn key(headline: &Folded) -> Option<NonZero<u64>> {
    let told: Vec<u8> =
        headline.hashes().filter(|word| !LEFT_OUT.contains(word)).flat_map(u64::to_le_bytes).collect();
    NonZero::new(xxh3_64(&told)).filter(|_| told.len() >= TOLD * size_of::<u64>())
}

/// A headline has so many other words at least.
const TOLD: usize = 3;

/// Articles and forms of "to be" and "to have", folded, by their hashes.
static LEFT_OUT: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    let words = "a an the has have had is are was were be been der die das den dem ein eine einen le la les un une el los las una \
        il lo gli os uma de het een";
    Folded::new(words).hashes().collect()
});

/// The words of a body of one line, if they may be a headline.
fn one_line(body: &str) -> Option<Folded<'_>> {
    /// No headline has more bytes, or more words.
    const LONGEST: (usize, usize) = (300, 30);
    let is_line = !body.is_empty() && body.len() <= LONGEST.0 && !body.contains('\n');
    is_line.then(|| Folded::new(body)).filter(|words| words.len() <= LONGEST.1)
}

fn mark(is: bool, bit: u32) -> u32 {
    if is { bit } else { 0 }
}

/// A headline of fewer long words says too little of a text with sentences, and a word of fewer letters is short.
const LONG_WORDS: usize = 3;
const LONG: usize = 5;
/// Of so many, one may stand in a text by chance.
const CHANCE: usize = 6;

/// Whether none of the long words of a headline begins as one of the text does.
fn is_beside(headline: &str, text: &str) -> bool {
    let words = || long_words(headline);
    let count = words().count();
    // Of most, several stand in the text as they are.
    if count == 0 || words().filter(|word| text.contains(word)).nth(count / CHANCE).is_some() {
        return false;
    }
    let knows =
        |lower: &str| words().filter(|word| lower.contains(&beginning(word))).count() > count / CHANCE;
    // Most are told by letters of ASCII, many of which are lowered at a time.
    !knows(&text.to_ascii_lowercase())
        && (text.is_ascii() || !knows(&text.to_lowercase()))
        && (count >= LONG_WORDS || !text.lines().any(sentence::ends))
}

fn long_words(headline: &str) -> impl Iterator<Item = &str> {
    headline.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().nth(LONG - 1).is_some())
}

/// The first letters of a long word, in small ones.
fn beginning(word: &str) -> String {
    match word.get(..LONG) {
        Some(letters) if word.is_ascii() => letters.to_ascii_lowercase(),
        _ => word.to_lowercase().chars().take(LONG).collect(),
    }
}

/// A bit for each long word of a headline.
fn bits(headline: &str) -> u32 {
    let bit = |word| 1 << (xxh3_64(beginning(word).as_bytes()) % u64::from(BESIDE.trailing_zeros()));
    long_words(headline).map(bit).fold(0, |bits, bit: u32| bits | bit)
}

/// With fewer long words, a headline may be the beginning of any.
const SEVERAL_WORDS: u32 = 2;

/// How many words headlines with these bits have in common, and how many would be all.
fn in_common(a: u32, b: u32) -> (u32, u32) {
    let (common, shorter) = ((a & b).count_ones(), a.count_ones().min(b.count_ones()));
    let longer = a.count_ones().max(b.count_ones());
    (common, if common == shorter && shorter >= SEVERAL_WORDS { shorter } else { longer })
}

/// What an address has in common with others of the same article: host and path, and the query without what tells
/// where a reader came from. None for what is no address of one article, as that of a site or a section is none.
fn address(url: &str) -> Option<String> {
    const HOSTS: &[&str] = &["www.", "m.", "mobile.", "amp."];
    const LAST: &[&str] = &["amp", "amp.html", "index.html", "index.htm", "index.php"];
    let url = Url::parse(url.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?;
    let host = HOSTS.iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(host);
    let mut parts: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
    parts.pop_if(|last| LAST.contains(last));
    let mut query: Vec<(_, _)> = url.query_pairs().filter(|(name, _)| !is_tracking(name)).collect();
    query.sort();
    // One article's has a number or a title in it.
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let numbered =
        parts.iter().copied().chain(query.iter().map(|(_, value)| &**value)).any(|part| digits(part) >= 3);
    let titled = parts.last().is_some_and(|last| last.len() >= 10 && last.contains(['-', '_']));
    (numbered || titled).then(|| {
        let query = Serializer::new(String::new()).extend_pairs(&query).finish();
        format!("{host}/{}?{query}", parts.join("/"))
    })
}

/// Whether a part of a query says where a reader came from, or who counts readers.
fn is_tracking(name: &str) -> bool {
    const OPENINGS: &[&str] = &["utm_", "at_", "mc_", "pk_", "mtm_"];
    const NAMES: &[&str] = &[
        "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "ref", "ref_src", "cmp", "cmpid", "ncid",
        "ocid", "smid", "rss", "amp",
    ];
    let name = name.to_ascii_lowercase();
    OPENINGS.iter().any(|opening| name.starts_with(opening)) || NAMES.contains(&&*name)
}

#[cfg(test)]
mod tests {
    use super::{Pointers, address, bits, in_common, is_beside};
    use crate::article::Article;

    #[test]
    fn a_headline_in_a_script_without_blanks_says_nothing_of_its_text() {
        let of = |headline: &str| {
            Pointers::of(&Article { headline: Some(headline.into()), ..Article::plain("Sport\nPuzzles") })
        };
        assert!(of("Ferry owner asks council for money").is_beside());
        assert!(!of("เรือข้ามฟากจอดอยู่ในท่าจนถึงฤดูใบไม้ผลิ").is_beside());
    }

    #[test]
    fn a_line_under_the_name_of_an_outlet_or_none_is_a_headline() {
        let of = |headline: Option<&str>, body: &str| {
            Pointers::of(&Article { headline: headline.map(Into::into), ..Article::plain(body) })
        };
        let line = "Ferry stays in port until spring.";
        let headed = of(Some(line), "It has cracks.\nNobody can mend them.");
        for bare in [of(None, line), of(Some("Ellery Courier"), line), of(Some(line), "")] {
            assert!(bare.is_bare() && bare.headline == headed.headline);
        }
        assert_eq!(
            of(Some("The ferry is in port until the spring"), "").headline,
            of(Some("Ferry in port until spring"), "").headline
        );
        assert!(of(Some("What the ferry has"), "").headline.is_none(), "it says too little");
        assert!(!headed.is_bare());
        assert!(!of(None, &format!("{line}\n{line}")).is_bare());
    }

    #[test]
    fn a_menu_says_nothing_of_the_headline_above_it_and_an_article_does() {
        let headline = "FERRY OWNER ASKS COUNCIL FOR MONEY";
        for (text, beside) in [
            ("Sport\nPuzzles\nWeather\nSign in to read your saved pages", true),
            ("The owner of the ferry wants the town to pay.", false),
            ("Councillors met on Monday night.", false),
        ] {
            assert_eq!(is_beside(headline, text), beside, "{text}");
        }
        let shared = |other: &str| in_common(bits(headline), bits(other));
        assert_eq!(shared("Ferry owncr asks council for money"), (3, 4), "misread");
        assert_eq!(shared("FERRY OWNER ASKS NOBODY FOR ANYTHING"), (2, 4));
        let (common, longer) = shared("Bridge closes after storm, mayor says");
        assert!(common * 5 < longer * 3, "{common} of {longer}");
        assert!(is_beside("Rain stays away", "Sport\nPuzzles\nWeather"));
        assert!(
            !is_beside("Not a drop in Brack", "It has not rained in the valley since May."),
            "it says too little"
        );
    }

    #[test]
    fn addresses_of_one_article_are_one_however_they_were_passed_on() {
        let plain = address("https://ellery-courier.example/2026/03/ferry-stays-in-port").unwrap();
        for url in [
            "http://www.ellery-courier.example/2026/03/ferry-stays-in-port/",
            "https://Ellery-Courier.example/2026/03/ferry-stays-in-port?utm_source=rss&fbclid=x#comments",
            "https://m.ellery-courier.example/2026/03/ferry-stays-in-port/amp",
        ] {
            assert_eq!(address(url).as_ref(), Some(&plain), "{url}");
        }
        let query = |url| address(url).unwrap();
        assert_eq!(
            query("https://wire.example/show?id=1207&lang=en"),
            query("https://wire.example/show?lang=en&id=1207")
        );
        assert_ne!(query("https://wire.example/show?id=1207"), query("https://wire.example/show?id=1208"));
    }

    #[test]
    fn sites_and_sections_are_no_address_of_an_article() {
        for url in [
            "https://ellery-courier.example/",
            "https://ellery-courier.example/news/harbour",
            "https://ellery-courier.example/feed.xml",
            "mailto:desk@ellery-courier.example",
            "ferry-stays-in-port-1207",
            "",
        ] {
            assert_eq!(address(url), None, "{url}");
        }
    }
}
