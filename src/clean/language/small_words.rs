//! Tells a language by its smallest words. They are quicker found than trigrams, and tell what lists of names mislead
//! those about.

use std::cmp::Reverse;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The smallest words of languages that much news is in: those that hardly any other has, and others.
const SMALL: [(&str, &str, &str); 8] = [
    ("en", "the and of that with was", "a to in is on for as at by it from be has he are said this"),
    (
        "de",
        "und der nicht für dem sich",
        "die das den des ein eine einen einer im zu mit von auf ist auch am als bei nach aus wie hat wird sei es er sie",
    ),
    (
        "fr",
        "les des du et une dans est aux",
        "le la de un en pour que qui au par sur pas ce avec plus à il elle",
    ),
    ("es", "y los las el con", "la de del en un una por para que se su al como más lo no es a"),
    ("pt", "não uma em com os ao dos", "o a as de do da das e um no na nos nas por para que se mais"),
    (
        "it",
        "di il che della gli è",
        "lo la i le del dei e in un una per con si non da al alla sono nel nella a",
    ),
    ("nl", "het een van de zijn", "en in op te dat die is met voor niet aan er om ook als bij naar"),
    ("sv", "och att är", "det som en ett i på för av med den till inte har om de från"),
];

/// A count of one for each language that has a word, and for each that it tells: a byte a language, so that all are
/// counted at once.
#[derive(Clone, Copy, Default)]
struct Counts {
    has: u64,
    tells: u64,
}

/// All small words, by their [`key`]s.
static COUNTS: LazyLock<FxHashMap<u64, Counts>> = LazyLock::new(|| {
    let mut all: FxHashMap<u64, Counts> = FxHashMap::default();
    for (at, (_, telling, others)) in SMALL.iter().enumerate() {
        for (words, tells) in [(telling, 1), (others, 0)] {
            for key in words.split(' ').filter_map(|word| key(word.as_bytes())) {
                let counts = all.entry(key).or_default();
                counts.has |= 1 << (8 * at);
                counts.tells |= tells << (8 * at);
            }
        }
    }
    all
});

/// The bytes of a word as a number; none for a longer word than any small one.
fn key(word: &[u8]) -> Option<u64> {
    (word.len() <= 6).then(|| word.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)))
}

/// The language whose small words a text has, if every tenth word at least is one of them, two of them tell it, and no
/// other language has nearly as many; by 80 words at most.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let (mut words, mut all) = (0, Counts::default());
    for word in text.as_bytes().split(|byte| matches!(byte, b' ' | b'\n')).take(80) {
        words += 1;
        if let Some(counts) = key(word).and_then(|key| COUNTS.get(&key)) {
            all.has += counts.has;
            all.tells += counts.tells;
        }
    }
    let (has, tells) = (all.has.to_le_bytes(), all.tells.to_le_bytes());
    let best = (0..SMALL.len()).max_by_key(|at| (has[*at], Reverse(*at)))?;
    let next = (0..SMALL.len()).filter(|at| *at != best).map(|at| has[at]).max()?;
    let (found, next) = (u32::from(has[best]), u32::from(next));
    (tells[best] >= 2 && found >= 3 && found * 10 >= words && next * 3 <= found * 2).then_some(SMALL[best].0)
}
