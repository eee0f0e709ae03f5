//! Tells an accusation, and what answers it: a summary that tells the one owes its reader the other.

use super::leaning::places;
use super::lists::Lists;

/// Words of an accusation or a claim.
static CLAIMS: Lists = Lists::new(&[
    (
        "en",
        "accuse accused accuses accusation accusations allege alleged alleges allegedly allegation allegations charge \
         charged charges claim claimed claims claiming prosecutor prosecutors prosecution stole fraud murder guilty \
         lawsuit sued sues suing trial arrested rumour rumours rumor rumors indicted convicted",
    ),
    (
        "de",
        "wirft vorwurf vorwürfe angeklagt anklage angeblich behauptet behauptung staatsanwaltschaft betrug mord \
         verdacht festgenommen klage prozess",
    ),
    (
        "fr",
        "accuse accusé accusée accusation accusations soupçonné affirme prétend parquet fraude meurtre procès plainte",
    ),
    (
        "es",
        "acusa acusó acusado acusada acusación acusaciones presunto presunta fiscalía fraude asesinato juicio demanda",
    ),
    ("it", "accusa accusato accusata accuse presunto procura frode omicidio processo denuncia"),
    ("pt", "acusa acusado acusada acusação acusações suposto promotoria fraude homicídio julgamento"),
    (
        "nl",
        "beschuldigt beschuldigd beschuldiging aanklacht vermeende fraude moord verdachte verdacht proces",
    ),
]);

/// Words and phrases that answer it; by language.
const DENIALS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "denies",
            "denied",
            "deny",
            "not true",
            "untrue",
            "false",
            "no evidence",
            "no truth",
            "not guilty",
            "rejects",
            "rejected the claim",
            "rejected the claims",
            "rejected the allegation",
            "rejected the allegations",
            "rejected the accusation",
            "rejected the accusations",
            "dismissed the claim",
            "dismissed the claims",
            "dismissed the allegations",
            "baseless",
            "unfounded",
            "his innocence",
            "her innocence",
            "their innocence",
            "acquitted",
            "cleared of",
            "refuted",
            "debunked",
            "wrongdoing",
        ],
    ),
    (
        "de",
        &[
            "bestreitet",
            "bestritt",
            "bestreiten",
            "bestritten",
            "dementiert",
            "dementierte",
            "unwahr",
            "nicht wahr",
            "falsch",
            "keine belege",
            "keine beweise",
            "wies die vorwürfe",
            "weist die vorwürfe",
            "wies den vorwurf",
            "weist den vorwurf",
            "freigesprochen",
        ],
    ),
    ("fr", &["dément", "démenti", "nie", "nié", "conteste", "rejette", "faux", "aucune preuve", "innocence"]),
    (
        "es",
        &["niega", "negó", "niegan", "desmiente", "desmintió", "falso", "falsa", "sin pruebas", "inocencia"],
    ),
    ("it", &["nega", "negato", "smentisce", "smentito", "respinge", "falso", "falsa", "nessuna prova"]),
    ("pt", &["nega", "negou", "negam", "desmente", "desmentiu", "falso", "falsa", "inocência"]),
    ("nl", &["ontkent", "ontkende", "ontkennen", "ontkend", "onwaar", "geen bewijs", "onschuld"]),
];

/// More words are no answer but a story of its own.
const LONGEST: usize = 22;
/// A retort, which is nothing but "She has not.", has no more.
const RETORT: usize = 5;

/// Whether a sentence tells an accusation or a claim.
pub(super) fn is_claim(text: &str, language: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| CLAIMS.has(word, language))
}

/// Whether a sentence answers one, and is short.
pub(super) fn is_denial(text: &str, language: &str) -> bool {
    let Some((_, denials)) = DENIALS.iter().find(|(known, _)| *known == language) else { return false };
    if text.split_whitespace().count() > LONGEST {
        return false;
    }
    let text = text.to_lowercase();
    denials.iter().any(|denial| places(&text, denial).next().is_some())
}

/// Whether a sentence does nothing but contradict the one before it: "She has not."
pub(super) fn is_retort(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (2..=RETORT).contains(&words)
        && (text.ends_with(" not.") || text.ends_with("n't.") || text.ends_with("n’t."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_and_its_denial_are_told() {
        for (language, claim, denial) in [
            ("en", "Prosecutors said that he took the money.", "Lund denies theft."),
            ("en", "She is accused of selling the bridge.", "There is no evidence of that."),
            ("de", "Ihr wird Betrug vorgeworfen, sagte die Staatsanwaltschaft.", "Lund bestreitet das."),
            ("fr", "Il est accusé de fraude.", "M. Lund dément."),
            ("es", "La fiscalía lo acusa.", "Lund niega todo."),
        ] {
            assert!(is_claim(claim, language) && !is_denial(claim, language), "{claim}");
            assert!(is_denial(denial, language), "{denial}");
        }
        assert!(!is_claim("The bridge reopened on Monday.", "en"));
        assert!(is_retort("She has not.") && is_retort("He didn't.") && !is_retort("The bridge is open."));
    }
}
