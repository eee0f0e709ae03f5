//! Tells the language of the copy by its first letters: by its smallest words, else `whatlang` (trigrams, Cavnar &
//! Trenkle 1994) with the declared language as a second opinion.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use whatlang::Lang;

/// As much of a text as is looked at, in bytes.
const SEEN: usize = 600;
/// Below this many bytes a guess is worth less than what is declared.
const SHORT: usize = 80;

/// The language as ISO 639-1 has it.
pub(super) fn of(body: &str, headline: Option<&str>, declared: Option<&str>) -> Option<String> {
    let declared = declared.and_then(code);
    let text = if body.is_empty() { headline.unwrap_or_default() } else { body };
    let text = &text[..text.floor_char_boundary(SEEN)];
    if let Some(language) = by_small_words(text) {
        return Some(language.into());
    }
    let guess = whatlang::detect(text);
    let named = guess.as_ref().and_then(|info| short(info.lang()));
    match (guess, named, declared) {
        (Some(info), Some(named), _) if info.is_reliable() && text.len() >= SHORT => Some(named.into()),
        (_, _, Some(declared)) => Some(declared),
        (Some(_), Some(named), None) if text.len() >= SHORT => Some(named.into()),
        _ => None,
    }
}

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

/// A small word by its [`key`], with a count of one for each language that has it, and for each that it tells: a byte a
/// language, so that all are counted at once.
struct Small {
    key: u64,
    has: u64,
    tells: u64,
}

/// All small words, by their keys.
static BY_KEY: LazyLock<Vec<Small>> = LazyLock::new(|| {
    let mut by_key: BTreeMap<u64, Small> = BTreeMap::new();
    for (at, (_, telling, others)) in SMALL.iter().enumerate() {
        for (words, tells) in [(telling, 1), (others, 0)] {
            for key in words.split(' ').map(str::as_bytes).filter_map(key) {
                let small = by_key.entry(key).or_insert(Small { key, has: 0, tells: 0 });
                small.has |= 1 << (8 * at);
                small.tells |= tells << (8 * at);
            }
        }
    }
    by_key.into_values().collect()
});

/// The bytes of a word as a number; none for a longer word than any small one.
fn key(word: &[u8]) -> Option<u64> {
    (word.len() <= 6).then(|| word.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)))
}

/// The language whose small words a text has. They are quicker found than trigrams, and tell what lists of names mislead
/// those about: every tenth word at least is one, two of them tell, and no other language has nearly as many.
fn by_small_words(text: &str) -> Option<&'static str> {
    let (mut words, mut has, mut tells) = (0, 0, 0);
    for word in text.as_bytes().split(|byte| matches!(byte, b' ' | b'\n')).take(80) {
        words += 1;
        let Some(key) = key(word) else { continue };
        if let Ok(at) = BY_KEY.binary_search_by_key(&key, |small| small.key) {
            has += BY_KEY[at].has;
            tells += BY_KEY[at].tells;
        }
    }
    let (has, tells) = (has.to_le_bytes(), tells.to_le_bytes());
    let best = (0..SMALL.len()).max_by_key(|at| (has[*at], Reverse(*at)))?;
    let next = (0..SMALL.len()).filter(|at| *at != best).map(|at| has[at]).max()?;
    let found = u32::from(has[best]);
    (text.len() >= SHORT
        && tells[best] >= 2
        && found >= 3
        && found * 10 >= words
        && u32::from(next) * 3 <= found * 2)
        .then_some(SMALL[best].0)
}

/// The two letters of a declared tag: "pt-BR" is "pt".
fn code(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_', ',', ';']).next()?.to_ascii_lowercase();
    let two = primary.len() == 2 && primary.bytes().all(|b| b.is_ascii_lowercase());
    let three = || Lang::from_code(&*primary).and_then(short).map(str::to_owned);
    if two { Some(if matches!(&*primary, "nb" | "nn") { "no".into() } else { primary }) } else { three() }
}

/// ISO 639-1 for the languages that are told apart.
fn short(language: Lang) -> Option<&'static str> {
    #[rustfmt::skip] // a table
    const CODES: &[(&str, &str)] = &[
        ("epo", "eo"), ("eng", "en"), ("rus", "ru"), ("cmn", "zh"), ("spa", "es"), ("por", "pt"), ("ita", "it"),
        ("ben", "bn"), ("fra", "fr"), ("deu", "de"), ("ukr", "uk"), ("kat", "ka"), ("ara", "ar"), ("hin", "hi"),
        ("jpn", "ja"), ("heb", "he"), ("yid", "yi"), ("pol", "pl"), ("amh", "am"), ("jav", "jv"), ("kor", "ko"),
        ("nob", "no"), ("dan", "da"), ("swe", "sv"), ("fin", "fi"), ("tur", "tr"), ("nld", "nl"), ("hun", "hu"),
        ("ces", "cs"), ("ell", "el"), ("bul", "bg"), ("bel", "be"), ("mar", "mr"), ("kan", "kn"), ("ron", "ro"),
        ("slv", "sl"), ("hrv", "hr"), ("srp", "sr"), ("mkd", "mk"), ("lit", "lt"), ("lav", "lv"), ("est", "et"),
        ("tam", "ta"), ("vie", "vi"), ("urd", "ur"), ("tha", "th"), ("guj", "gu"), ("uzb", "uz"), ("pan", "pa"),
        ("aze", "az"), ("ind", "id"), ("tel", "te"), ("pes", "fa"), ("mal", "ml"), ("ori", "or"), ("mya", "my"),
        ("nep", "ne"), ("sin", "si"), ("khm", "km"), ("tuk", "tk"), ("aka", "ak"), ("zul", "zu"), ("sna", "sn"),
        ("afr", "af"), ("lat", "la"), ("slk", "sk"), ("cat", "ca"), ("tgl", "tl"), ("hye", "hy"), ("cym", "cy"),
    ];
    CODES.iter().find(|(three, _)| *three == language.code()).map(|(_, two)| *two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_tells_its_language_and_short_copy_believes_what_is_declared() {
        for (body, declared, language) in [
            (
                "The ferry that links the two shores of the sound will stay in port until the spring, its owner said on Monday, after inspectors found cracks in a shaft and asked for it to be replaced.",
                Some("de"),
                Some("en"),
            ),
            (
                "Die Fähre, die die beiden Ufer des Sundes verbindet, bleibt bis zum Frühjahr im Hafen, sagte der Eigentümer am Montag, nachdem Prüfer Risse in einer Welle gefunden hatten.",
                None,
                Some("de"),
            ),
            (
                "Le traversier qui relie les deux rives du détroit restera au port jusqu’au printemps, a annoncé lundi son propriétaire, après la découverte de fissures dans un arbre d’hélice.",
                None,
                Some("fr"),
            ),
            (
                "El transbordador que une las dos orillas del estrecho seguirá en puerto hasta la primavera, dijo el lunes su propietario, después de que se hallaran grietas en un eje.",
                Some("en"),
                Some("es"),
            ),
            (
                "Паром, который соединяет два берега пролива, останется в порту до весны, сообщил в понедельник его владелец после того, как инспекторы нашли трещины.",
                None,
                Some("ru"),
            ),
            (
                "La transbordador que uneix les dues ribes de l’estret es quedarà al port fins a la primavera, va dir el seu propietari, després que els inspectors hi trobessin esquerdes a l’eix i demanessin que es canviés.",
                None,
                Some("ca"),
            ),
            (
                "U S Senator Ada Orr Port Security Legislation Authored by Senators Winter Orr Holt and Maas Passes Committee Orr calls the vote on the ports a step that was due",
                None,
                Some("en"),
            ),
            ("Ferry.", Some("pt-BR"), Some("pt")),
            ("Ferry.", Some("nb_NO"), Some("no")),
            ("Ferry.", None, None),
            ("", Some("what-ever"), None),
        ] {
            assert_eq!(of(body, None, declared).as_deref(), language, "{body}");
        }
    }
}
