//! House style: common words that desks put for one another, in names as well. "The Finance Panel" is the Finance Committee.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::fingerprint::word_hash;

/// Words, folded, that stand for one another.
#[rustfmt::skip] // reads better filled than one a line
const GROUPS: &[&[&str]] = &[
    &["committee", "panel", "commission", "board"],
    &["committees", "panels", "commissions", "boards"],
    &["leader", "head", "chief", "boss"],
    &["leaders", "heads", "chiefs", "bosses"],
    &["company", "firm", "corporation", "corp", "business", "co"],
    &["companies", "firms", "corporations", "businesses"],
    &["area", "region", "zone"],
    &["areas", "regions", "zones"],
    &["department", "ministry", "agency", "bureau", "office", "dept"],
    &["departments", "ministries", "agencies", "bureaus", "offices"],
    &["bill", "measure", "legislation", "act", "proposal", "law"],
    &["bills", "measures", "acts", "proposals", "laws"],
    &["program", "programme", "scheme", "plan", "initiative", "project"],
    &["programs", "programmes", "schemes", "plans", "initiatives", "projects"],
    &["agreement", "deal", "accord", "pact", "treaty"],
    &["meeting", "summit", "conference", "gathering", "talks"],
    &["chairman", "chair", "chairwoman", "chairperson"],
    &["representative", "congressman", "congresswoman", "rep"],
    &["senator", "lawmaker", "sen"],
    &["spokesman", "spokeswoman", "spokesperson"],
    &["government", "administration"],
    &["parliament", "legislature", "assembly"],
    &["lawyer", "attorney", "solicitor"],
    &["court", "tribunal"],
    &["hospital", "clinic"],
    &["road", "highway", "route", "rd"],
    &["street", "st"],
    &["avenue", "ave"],
    &["mount", "mt"],
    &["center", "centre"],
    &["fund", "funds", "funding", "money"],
    &["grant", "award", "subsidy"],
    &["grants", "awards", "subsidies"],
    &["workers", "employees", "staff", "personnel"],
    &["worker", "employee"],
    &["police", "officers"],
    &["election", "vote", "poll", "ballot"],
    &["report", "study", "survey", "review"],
    &["reports", "studies", "surveys", "reviews"],
    &["attack", "assault", "strike", "raid"],
    &["war", "conflict"],
    &["border", "frontier"],
    &["students", "pupils"],
    &["elderly", "seniors"],
    &["citizens", "residents", "people"],
    &["help", "aid", "assistance", "relief", "support", "backing"],
    &["support", "back", "assist"],
    &["new", "fresh"],
    &["first", "initial"],
    &["last", "final"],
    &["big", "large", "major", "great"],
    &["small", "little", "minor"],
    &["former", "ex"],
    &["national", "federal", "nationwide"],
    &["important", "significant", "key", "vital"],
    &["american", "us"],
    &["british", "uk"],
    &["film", "movie"],
    &["match", "game"],
    &["today", "tonight"],
    &["year", "annual"],
    &["many", "numerous", "several"],
    &["however", "but", "yet", "nevertheless", "nonetheless", "still"],
    &["also", "additionally", "moreover", "furthermore", "further"],
];

/// A bit for each group that a folded word is in, by its hash: a desk may put one of two words that have one in common for the
/// other.
pub(super) fn groups(hash: u64) -> u64 {
    static GROUPS_OF: LazyLock<FxHashMap<u64, u64>> = LazyLock::new(|| {
        let mut groups: FxHashMap<_, u64> = FxHashMap::default();
        for (group, words) in GROUPS.iter().enumerate() {
            for word in *words {
                *groups.entry(word_hash(word)).or_default() |= 1 << group;
            }
        }
        groups
    });
    GROUPS_OF.get(&hash).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_house_style_stand_for_one_another_and_names_for_nothing() {
        const { assert!(GROUPS.len() <= u64::BITS as usize, "each has a bit") };
        let are_one = |a, b| groups(word_hash(a)) & groups(word_hash(b)) != 0;
        for (a, b) in [("committee", "panel"), ("support", "aid"), ("back", "support")] {
            assert!(are_one(a, b) && are_one(b, a), "{a} {b}");
        }
        for (a, b) in [("tamsin", "ellery"), ("tamsin", "tamsin"), ("panel", "firm"), ("back", "aid")] {
            assert!(!are_one(a, b), "{a} {b}");
        }
    }
}
