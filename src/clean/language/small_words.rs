//! The smallest words of a text tell its language, or leave few to choose from.
//!
//! Articles, prepositions and forms of "to be" are a third of all words of news, and hardly any other word is as sure to come.
//! They are cheaper to look up than trigrams, and tell what lists of names mislead those about.

use std::cmp::Reverse;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The small words of languages that are written in Latin letters, of eight bytes at most, by ISO 639-1.
#[rustfmt::skip] // a table
const SMALL: &[(&str, &str)] = &[
    ("en", "the of and to in a is that for on with was as at by it from be has have he are said this not his they were who"),
    ("de", "der die das und den dem des ein eine einen einer im zu mit von auf für auch am als bei nach aus wie hat wird sei es er sie nicht ist sich dass"),
    ("fr", "le la les de des du un une et est en dans pour que qui au aux par sur pas ce avec plus à il elle sont ont été cette ses son leur ou"),
    ("es", "de la el en y los las del un una por para con que se su al como más lo no es fue ha sus pero este esta o a"),
    ("pt", "o a os as de do da dos das e em com ao um uma no na nos nas por para que se não mais foi são é pelo pela seu sua"),
    ("it", "di il che gli è lo la i le del dei della e in un una per con si non da al alla sono nel nella a ha anche dal più"),
    ("nl", "het een van de zijn en in op te dat die is met voor niet aan er om ook als bij naar was of door heeft wordt hij"),
    ("sv", "och att är det som en ett i på av för med den till inte har de om från var ska vid kan"),
    ("da", "og at er det som en et i på af for med den til ikke har de fra der var blev kan vil"),
    ("no", "og at er det som en et i på av for med den til ikke har de fra var ble kan vil ein eit ikkje frå dei"),
    ("fi", "ja on ei se että oli hän joka kun myös ovat mutta ole sen tai kuin sekä olla mukaan vain hänen voi"),
    ("et", "ja on ei et see oli kui ka ta mis aga või kes oma selle ning olla mida siis välja üle"),
    ("lv", "un ir ka no ar par uz kas tas lai bet arī tika vai pēc bija nav viņš gan šo to"),
    ("lt", "ir kad iš su į apie yra bet kaip tai už nuo po buvo jo jis tik dėl kurie kuris ar nėra"),
    ("pl", "i w na z do się że nie jest o po to za od jak ale był oraz przez dla są ma"),
    ("cs", "a v na se že je z do s o k to za by ale jako pro jsou byl podle od ve který jeho"),
    ("sk", "a v na sa že je z do s o k to za by ale ako pre sú bol podľa od vo ktorý jeho aj"),
    ("sl", "in v na se da je za z s o ki so pa po kot tudi bi od iz pri bil ne"),
    ("hr", "i u na se da je za s o koji su od iz po kao bi nije koja ne te što to će"),
    ("ro", "și în de la a cu pe un o care că nu din pentru este au al mai fost sau ale sunt prin lui"),
    ("hu", "a az és hogy nem is egy volt meg ez de ki csak már azt mint el szerint vagy még"),
    ("tr", "ve bir bu da de için ile olarak daha çok olan gibi kadar sonra en ne ise o dedi ya göre"),
    ("az", "və bir bu da də üçün ilə olan edir o ki daha olub sonra ən belə"),
    ("uz", "va bu bir uchun bilan ham da bo'lgan edi deb esa u har"),
    ("tk", "we bu bir üçin bilen hem şol onuň öz her"),
    ("id", "yang dan di untuk dengan dari ini itu dalam pada tidak akan oleh ke para telah juga ada adalah bahwa"),
    ("ms", "yang dan di untuk dengan dari ini itu dalam pada tidak akan oleh ke para telah juga ada ialah bahawa daripada"),
    ("jv", "ing lan kang sing iku ora wong saka kanthi karo ana marang kabeh"),
    ("tl", "ang ng sa mga na at ay si ni hindi para kay nito siya kung ito may"),
    ("vi", "và của là có không cho được trong một với các đã người những khi đến này về ở"),
    ("ca", "de la el i a que les els del en un una per amb es no al dels ha més com però són va seva"),
    ("gl", "o a os as de do da dos das e en un unha no na nos nas por para que se non máis foi son é polo pola seu súa"),
    ("cy", "y yn a i o yr ar ei mae am wedi gan fod hyn eu bod oedd nad"),
    ("af", "die van en in het is dat nie te vir met om op sy wat word hy aan deur"),
    ("la", "et in est non ad cum ut ex qui quod per sed ab sunt"),
    ("eo", "la de kaj en al ne estas por kiu ke pri kun el ĝi li kiel oni"),
    ("zu", "ukuthi futhi noma kanye uma ngoba"),
    ("sn", "uye kuti ne pa mu nokuti kana iyi"),
    ("ak", "na no wɔ sɛ a ne ho bi nti den"),
    ("sq", "e të në dhe që për një me nga është ka nuk u i se si do por kjo ai"),
    ("eu", "eta da du ez dute bat ere dira zen izan zuen baina hau edo dela"),
    ("is", "og að í er á sem við til ekki það um af með var en hann fyrir frá voru"),
    ("ga", "agus an na ar go is i ag a do sé leis bhí le tá ní"),
    ("sw", "na ya wa kwa ni katika la za kuwa hiyo cha hii kama hayo"),
    ("mt", "li ta il u f fil minn għal ma kien dan"),
    ("lb", "de vun a an net ass fir den dat mat op ze e et d'"),
    ("fy", "de fan en in it is yn dat op te net mei foar"),
    ("oc", "de la lo e que los las del un una per amb dins es"),
    ("fo", "og í at er á sum við til ikki tað av ein"),
];

/// As much of a text as is looked at, in words: three times as many fit a byte.
const SEEN: usize = 80;

/// For each small word, by its bytes, a bit for every language of the table that has it.
static HAS: LazyLock<FxHashMap<u64, u64>> = LazyLock::new(|| {
    let mut all: FxHashMap<u64, u64> = FxHashMap::default();
    for (at, (_, words)) in SMALL.iter().enumerate() {
        for word in words.split(' ').filter_map(|small| word(small.as_bytes()).1) {
            *all.entry(word).or_default() |= 1 << at;
        }
    }
    all
});

/// The length of the word that a text begins with, and its bytes as a number, unless it is longer than any small one.
fn word(text: &[u8]) -> (usize, Option<u64>) {
    let eight = u64::from_le_bytes(text.first_chunk().copied().unwrap_or_else(|| {
        let mut padded = [b' '; 8];
        padded[..text.len()].copy_from_slice(text);
        padded
    }));
    // The highest bit of each byte that is the given one, and perhaps of others above the lowest of these.
    let are = |byte: u8| {
        let others = eight ^ u64::from_le_bytes([byte; 8]);
        others.wrapping_sub(0x0101_0101_0101_0101) & !others & 0x8080_8080_8080_8080
    };
    let blanks = are(b' ') | are(b'\n');
    if blanks != 0 {
        let length = blanks.trailing_zeros() as usize / 8;
        return (length, Some(eight & ((1 << (8 * length)) - 1)));
    }
    let beyond = text[8..].iter().position(|byte| matches!(byte, b' ' | b'\n'));
    let length = beyond.map_or(text.len(), |beyond| 8 + beyond);
    (length, (length == 8).then_some(eight))
}

/// The languages that a text may be in, the likeliest first: those that have nearly as many of its words as any has. None where
/// these are fewer than three or less than every tenth word; or less than every fourth, all but one of which other languages
/// have, too.
pub(super) fn shortlist(text: &str) -> Vec<&'static str> {
    let (mut rest, mut seen) = (Some(text.as_bytes()), 0);
    let (mut small, mut found) = (Vec::with_capacity(SEEN), [0_u8; SMALL.len()]);
    let has = &*HAS;
    while let Some(text) = rest.filter(|_| seen < SEEN) {
        let (length, word) = word(text);
        (rest, seen) = (text.get(length + 1..), seen + 1);
        let Some(&languages) = word.and_then(|word| has.get(&word)) else { continue };
        small.push(languages);
        each(languages, |at| found[at] += 1);
    }
    let most = found.iter().fold(0, |most, found| most.max(*found));
    let listed =
        (0..).zip(&found).fold(0, |listed, (at, found)| listed | u64::from(*found > most * 3 / 4) << at);
    let telling = small.iter().filter(|languages| **languages & !listed == 0).count();
    let most = usize::from(most);
    if most < 3 || most * 10 < seen || (most * 4 < seen && telling < 2) {
        return Vec::new();
    }
    let mut close = Vec::with_capacity(listed.count_ones() as usize);
    each(listed, |at| close.push(at));
    close.sort_by_key(|at| Reverse(found[*at]));
    close.into_iter().map(|at| SMALL[at].0).collect()
}

/// Calls `take` with the place of each bit that is set.
fn each(mut bits: u64, mut take: impl FnMut(usize)) {
    while bits != 0 {
        take(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{SMALL, shortlist, word};

    #[test]
    fn small_words_name_the_language_or_its_kin() {
        for (named, text) in [
            ("en", "The ferry that links the two shores of the sound will stay in port, its owner said."),
            ("de", "Die Fähre bleibt im Hafen und fährt nicht vor dem Frühjahr, sagte der Eigentümer."),
            (
                "es",
                "El transbordador se queda en el puerto y no saldrá hasta la primavera, según dijo su dueño, por el frío que hace.",
            ),
            (
                "ca es",
                "El transbordador es queda al port i el seu propietari diu que no sortirà fins a la primavera, amb el fred.",
            ),
            (
                "gl pt",
                "O transbordador queda no porto e o seu dono di que non sairá ata a primavera, polo frío que vai na ría.",
            ),
            (
                "af nl",
                "Die veerboot het gister in die hawe gebly en die eienaar het gesê dat dit nie van plan is om te vaar nie.",
            ),
            (
                "nl",
                "De veerboot was in de haven en was niet van plan om te varen, zei de eigenaar van het schip of de kapitein.",
            ),
            (
                "id ms",
                "Polisi menangkap dua orang di Medan dan di Padang karena dugaan penipuan yang telah lama diselidiki oleh jaksa itu.",
            ),
            (
                "cy",
                "Mae y fferi yn aros yn y porthladd ac mae y perchennog wedi dweud y bydd yn hwylio yn y gwanwyn.",
            ),
            (
                "da no",
                "Færgen bliver i havnen, siger ejeren, og der er ikke nogen der ved om den sejler til foråret.",
            ),
            (
                "is",
                "Ferjan er í höfn og fer ekki út fyrr en í vor, að því er eigandinn segir, en það var kalt um nóttina.",
            ),
            (
                "eu",
                "Itsasontzia portuan geratuko da eta ez da aterako udaberrira arte, jabeak esan zuen, baina bidaiariek ez dute ulertu.",
            ),
            (
                "sq",
                "Trageti do të qëndrojë në port dhe nuk do të niset para pranverës, tha pronari, për shkak të një dëmtimi.",
            ),
            (
                "pl",
                "Prom zostanie w porcie do wiosny i nie wypłynie, bo na wale są pęknięcia, jak podał jego właściciel.",
            ),
            ("", "Havnen. Skip. Storm."),
            ("", ""),
        ] {
            let (listed, named): (Vec<&str>, Vec<&str>) =
                (shortlist(text), named.split_whitespace().collect());
            assert_eq!(listed.first(), named.first(), "{text}");
            assert!(listed.iter().all(|language| named.contains(language)), "{listed:?}: {text}");
        }
    }

    #[test]
    fn every_small_word_is_looked_up() {
        for (language, words) in SMALL {
            assert!(words.split(' ').all(|small| word(small.as_bytes()).1.is_some()), "{language}");
        }
        assert!(SMALL.len() <= 64, "a language has a bit of 64");
    }
}
