//! Tells the language of the copy by its first letters: its smallest words name one language or few, of which it is the
//! declared one, or that which `whatlang` finds (trigrams, Cavnar & Trenkle 1994), or the likeliest where that does not know it.
//! Where there are no such words, `whatlang` looks among all, with the declared language as a second opinion.

mod small_words;

use whatlang::{Detector, Lang};

/// As much of a text as is looked at, in bytes.
const SEEN: usize = 600;
/// Below this many bytes a guess is worth less than what is declared.
const SHORT: usize = 80;

/// The language as ISO 639-1 has it.
pub(super) fn of(body: &str, headline: Option<&str>, declared: Option<&str>) -> Option<String> {
    let declared = declared.and_then(code);
    let text = if body.is_empty() { headline.unwrap_or_default() } else { body };
    let (text, behind) = text.split_at(text.floor_char_boundary(SEEN));
    let (text, shortlist) = listed(text, &behind[..behind.floor_char_boundary(SEEN)]);
    if let Some(declared) = declared.as_deref().filter(|declared| shortlist.contains(declared)) {
        return Some(declared.into());
    }
    if let [likeliest, others @ ..] = &*shortlist {
        return Some(choose(text, likeliest, others).unwrap_or(likeliest).into());
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

/// What of a text tells its language by small words, and which these may be: its top, or what stands behind it where the top is a
/// row of names. Its top where neither does.
fn listed<'a>(top: &'a str, behind: &'a str) -> (&'a str, Vec<&'static str>) {
    for text in [top, behind].into_iter().filter(|text| text.len() >= SHORT) {
        let shortlist = small_words::shortlist(text);
        if !shortlist.is_empty() {
            return (text, shortlist);
        }
    }
    (top, Vec::new())
}

/// The two letters of a declared tag: "pt-BR" is "pt".
fn code(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_', ',', ';']).next()?.to_ascii_lowercase();
    let two = primary.len() == 2 && primary.bytes().all(|b| b.is_ascii_lowercase());
    let three = || Lang::from_code(&*primary).and_then(short).map(str::to_owned);
    if two { Some(if matches!(&*primary, "nb" | "nn") { "no".into() } else { primary }) } else { three() }
}

/// That which `whatlang` finds of these languages; none where it does not know the likeliest, or no other.
fn choose(text: &str, likeliest: &str, others: &[&str]) -> Option<&'static str> {
    let mut languages: Vec<Lang> = others.iter().filter_map(|language| known(language)).collect();
    if languages.is_empty() {
        return None;
    }
    languages.push(known(likeliest)?);
    Detector::with_allowlist(languages).detect_lang(text).and_then(short)
}

/// The language of `whatlang` that has this code, if any.
fn known(code: &str) -> Option<Lang> {
    Lang::all().iter().copied().find(|language| short(*language) == Some(code))
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
                "El transbordador que uneix les dues ribes de l’estret es quedarà al port fins a la primavera, va dir el seu propietari, després que els inspectors hi trobessin esquerdes a l’eix i demanessin que es canviés.",
                None,
                Some("ca"),
            ),
            (
                "U S Senator Ada Orr Port Security Legislation Authored by Senators Winter Orr Holt and Maas Passes Committee Orr calls the vote on the ports a step that was due",
                None,
                Some("en"),
            ),
            (
                "Ferjan sem siglir á milli hafnanna tveggja verður í höfn fram á vor, að sögn eigandans, en sprungur fundust í öxli og það tekur tíma að skipta um hann.",
                None,
                Some("is"),
            ),
            (
                "Færgen, der forbinder de to kyster, bliver i havnen til foråret, sagde ejeren mandag, efter at der blev fundet revner i en aksel, og der skal bruges en ny.",
                Some("en"),
                Some("da"),
            ),
            (
                "O barco que liga as duas margens do estreito fica no porto, e o seu dono, que as autoridades ouviram, não sabe se a reparación remata antes da primavera.",
                Some("gl"),
                Some("gl"),
            ),
            (
                &format!(
                    "{} The ferry stays in port until spring, and it is not known when the owner will have a shaft for it.",
                    "Lena Orr, Ada Winter, Tom Maas, Otto Reyes, Ines Calder, Paul Orrin, Lena Holt. "
                        .repeat(8)
                ),
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
