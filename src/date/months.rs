//! The names of months in the languages that news is written in.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Names and what they begin with when they are declined ("maja", "октября"), lower case, by month. Languages:
/// English, German, French, Spanish, Portuguese, Italian, Catalan, Dutch, Swedish, Danish, Norwegian, Polish,
/// Czech, Slovak, Hungarian, Romanian, Turkish, Finnish, Russian, Ukrainian, Greek.
#[rustfmt::skip] // a month a line
const NAMES: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "janeiro", "gennaio", "gener", "januari", "stycznia", "styczeń", "ledna", "leden", "január", "januára", "ianuarie", "ocak", "tammikuuta", "tammikuu", "января", "январь", "січня", "ιανουαρίου", "jänner", "jan", "janv", "ene", "gen", "янв"],
    &["february", "februar", "février", "fevrier", "febrero", "fevereiro", "febbraio", "febrer", "februari", "lutego", "luty", "února", "únor", "február", "februára", "februarie", "şubat", "helmikuuta", "helmikuu", "февраля", "февраль", "лютого", "φεβρουαρίου", "feber", "feb", "févr", "fev", "фев"],
    &["march", "märz", "mars", "marzo", "março", "marc", "març", "maart", "marts", "marca", "marzec", "března", "březen", "március", "martie", "mart", "maaliskuuta", "maaliskuu", "марта", "март", "березня", "μαρτίου", "mar", "mär", "mrz", "мар"],
    &["april", "avril", "abril", "aprile", "kwietnia", "kwiecień", "dubna", "duben", "apríla", "április", "aprilie", "nisan", "huhtikuuta", "huhtikuu", "апреля", "апрель", "квітня", "απριλίου", "apr", "avr", "abr", "апр"],
    &["may", "mai", "mayo", "maio", "maggio", "maig", "mei", "maj", "maja", "května", "květen", "mája", "május", "mayıs", "toukokuuta", "toukokuu", "мая", "май", "травня", "μαΐου", "mag"],
    &["june", "juni", "juin", "junio", "junho", "giugno", "juny", "czerwca", "czerwiec", "června", "červen", "júna", "június", "iunie", "haziran", "kesäkuuta", "kesäkuu", "июня", "июнь", "червня", "ιουνίου", "jun", "giu", "июн"],
    &["july", "juli", "juillet", "julio", "julho", "luglio", "juliol", "lipca", "lipiec", "července", "červenec", "júla", "július", "iulie", "temmuz", "heinäkuuta", "heinäkuu", "июля", "июль", "липня", "ιουλίου", "jul", "juil", "lug", "июл"],
    &["august", "août", "aout", "agosto", "agost", "augustus", "augusti", "sierpnia", "sierpień", "srpna", "srpen", "augusta", "augusztus", "ağustos", "elokuuta", "elokuu", "августа", "август", "серпня", "αυγούστου", "aug", "ago", "авг"],
    &["september", "septembre", "septiembre", "setiembre", "setembro", "settembre", "setembre", "września", "wrzesień", "září", "septembra", "szeptember", "septembrie", "eylül", "syyskuuta", "syyskuu", "сентября", "сентябрь", "вересня", "σεπτεμβρίου", "sep", "sept", "set", "сен"],
    &["october", "oktober", "octobre", "octubre", "outubro", "ottobre", "października", "październik", "října", "říjen", "októbra", "október", "octombrie", "ekim", "lokakuuta", "lokakuu", "октября", "октябрь", "жовтня", "οκτωβρίου", "oct", "okt", "out", "ott", "окт"],
    &["november", "novembre", "noviembre", "novembro", "listopada", "listopad", "listopadu", "novembra", "noiembrie", "kasım", "marraskuuta", "marraskuu", "ноября", "ноябрь", "листопада", "νοεμβρίου", "nov", "ноя"],
    &["december", "dezember", "décembre", "decembre", "diciembre", "dezembro", "dicembre", "desembre", "desember", "grudnia", "grudzień", "prosince", "prosinec", "decembra", "decemberi", "decembrie", "aralık", "joulukuuta", "joulukuu", "декабря", "декабрь", "грудня", "δεκεμβρίου", "dec", "dez", "dic", "déc", "des", "дек"],
];

/// Names that are common words in lower case: only the capital makes a month of them.
const WORDS: &[&str] = &["may", "march", "set", "out", "gen", "ago", "des", "mag", "august"];

/// The month of each name; the first of those that share it.
static MONTHS: LazyLock<FxHashMap<&str, i8>> = LazyLock::new(|| {
    let months = NAMES.iter().zip(1..=12).rev();
    months.flat_map(|(names, month)| names.iter().map(move |name| (*name, month))).collect()
});

/// The number of a month's name or its abbreviation; none for a word that only might be one.
pub(super) fn number(word: &str) -> Option<i8> {
    if !(3..=24).contains(&word.len()) || word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let lower = word.to_lowercase();
    let month = *MONTHS.get(&*lower)?;
    let capital = word.starts_with(char::is_uppercase);
    (capital || !WORDS.contains(&&*lower)).then_some(month)
}
