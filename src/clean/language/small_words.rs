//! Tells a language by its smallest words. They are quicker found than trigrams, and tell what lists of names mislead
//! those about.

use std::cmp::Reverse;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The smallest words of languages that much news is in: those that tell it from its neighbours, for the two that are told
/// here, and others. The other languages are there to be heard: what may be one of them, or of their kin, is not told.
const SMALL: [(&str, &str, &str); 8] = [
    ("en", "the and of that with", "a to in is on for was as at by it from be has he are said this"),
    (
        "de",
        "und nicht für ist sich",
        "der die das den dem des ein eine einen einer im zu mit von auf auch am als bei nach aus wie hat wird sei es er sie",
    ),
    (
        "fr",
        "",
        "le la les de des du un une et est en dans pour que qui au aux par sur pas ce avec plus à il elle",
    ),
    ("es", "", "y el los la las de del en un una por para con que se su al como más lo no es a"),
    ("pt", "", "o a os as de do da dos e em com ao um uma no na nos nas por para que se não mais"),
    (
        "it",
        "",
        "di il che gli è lo la i le del dei della e in un una per con si non da al alla sono nel nella a",
    ),
    (
        "nl",
        "",
        "het een van de zijn en in op te dat die is met voor niet nie aan er om ook als bij naar was of",
    ),
    (
        "sv",
        "",
        "och og att at är er det som en ett et i på av af för med den der til till ikke har de om fra från",
    ),
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
            for key in words.split_ascii_whitespace().filter_map(|word| key(word.as_bytes())) {
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

/// English or German, if every tenth word of a text at least is one of its small words, two of them tell it, and no
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

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn english_and_german_are_told_and_nothing_else_is_taken_for_them() {
        for (told, text) in [
            (
                Some("en"),
                "The ferry that links the two shores of the sound will stay in port, its owner said.",
            ),
            (Some("de"), "Die Fähre bleibt im Hafen und fährt nicht vor dem Frühjahr, sagte der Eigentümer."),
            (
                None,
                "El transbordador es queda al port i el seu propietari diu que no sortirà fins a la primavera, amb el fred.",
            ),
            (
                None,
                "Die veerboot het gister in die hawe gebly en die eienaar het gesê dat dit nie van plan is om te vaar nie.",
            ),
            (
                None,
                "Polisi menangkap dua orang di Medan, di Padang, dan di Batam karena dugaan penipuan di internet.",
            ),
            (
                None,
                "Mae y fferi yn aros yn y porthladd ac mae y perchennog wedi dweud y bydd yn hwylio yn y gwanwyn.",
            ),
            (
                None,
                "Færgen bliver i havnen, siger ejeren, og der er ikke nogen der ved om den sejler til foråret.",
            ),
            (
                None,
                "De veerboot was in de haven en was niet van plan om te varen, zei de eigenaar van het schip of de kapitein.",
            ),
            (None, ""),
        ] {
            assert_eq!(language(text), told, "{text}");
        }
    }
}
