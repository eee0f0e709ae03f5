//! Tells the numbers of a series by their headlines: "Flu report: week 3" and "week 4", the first and the second quarter.
//!
//! A figure that counts ("Three dead") is brought up to date; one that numbers names another article.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::fingerprint::{Folded, word_hash};

/// What is numbered, folded.
const NUMBERED: &str = "week day part no nr number numero nummer advisory round stage version issue edition chapter episode quarter volume \
    matchday session woche tag teil runde ausgabe folge spieltag quartal kapitel semaine jour partie etape edition trimestre journee \
    semana dia parte jornada edicion etapa capitulo settimana giorno puntata tappa giornata trimestre dag deel aflevering";

/// Words that number by themselves, folded: ordinals and months.
const NUMBERS: &str = "first second third fourth fifth sixth seventh eighth ninth tenth 1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th q1 q2 q3 q4 \
    january february march april may june july august september october november december erste ersten erster zweite zweiten zweiter \
    dritte dritten dritter vierte vierten vierter januar februar marz mai juni juli oktober dezember premier premiere deuxieme \
    seconde troisieme quatrieme janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre primer primero \
    primera segundo segunda tercer tercero tercera cuarto cuarta enero febrero marzo abril mayo junio julio agosto septiembre octubre \
    noviembre diciembre primo prima secondo seconda terzo terza quarto quarta gennaio febbraio aprile maggio giugno luglio settembre \
    ottobre dicembre";

/// A headline of fewer words says too little.
const LEAST: usize = 3;

/// Whether two headlines are one but for what numbers them.
pub(super) fn are_numbers(one: &Folded, other: &Folded) -> bool {
    static NUMBERED_TABLE: LazyLock<FxHashSet<u64>> = LazyLock::new(|| table(NUMBERED));
    static NUMBERS_TABLE: LazyLock<FxHashSet<u64>> = LazyLock::new(|| table(NUMBERS));
    let is_number = |words: &Folded, at: usize| {
        let is_counted = || {
            let digits = words.word_text(at).bytes().all(|byte| byte.is_ascii_digit());
            digits && at > 0 && NUMBERED_TABLE.contains(&words.hash(at - 1))
        };
        NUMBERS_TABLE.contains(&words.hash(at)) || is_counted()
    };
    if one.len() != other.len() || one.len() < LEAST {
        return false;
    }
    let mut differing = (0..one.len()).filter(|at| one.hash(*at) != other.hash(*at)).peekable();
    differing.peek().is_some() && differing.all(|at| is_number(one, at) && is_number(other, at))
}

fn table(words: &str) -> FxHashSet<u64> {
    words.split_ascii_whitespace().map(word_hash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_numbers_is_told_from_what_counts() {
        for (one, other, are) in [
            ("Flu report: Week 3", "Flu report: Week 4", true),
            ("Norvex posts lower third-quarter profit", "Norvex posts lower fourth-quarter profit", true),
            ("Verbraucherpreise im März", "Verbraucherpreise im Mai", true),
            ("Storm Ada: advisory 5", "Storm Ada, advisory 6", true),
            ("Three dead in ferry crash", "Five dead in ferry crash", false),
            ("Ferry crash: 3 dead", "Ferry crash: 5 dead", false),
            ("Flu report: Week 3", "Flu report: Week 3", false),
            ("Flu report: Week 3", "Flu report for week 4", false),
        ] {
            assert_eq!(are_numbers(&Folded::new(one), &Folded::new(other)), are, "{one} / {other}");
        }
    }
}
