//! The tests that two articles of one outlet must pass: what it runs again is the same article, or tells something else in words that
//! it has used.

use super::super::clip::{Clip, are_of_one_outlet};
use super::super::entities::Kind;
use super::super::{Evidence, Test};
use super::Beside;
use super::{HEADLINE, headlines_shared};

/// The first test that two articles of one outlet fail.
pub(super) fn failed_by_outlet(evidence: &Evidence, a: &Clip, b: &Clip) -> Option<Test> {
    if evidence.apart_above {
        Some(Test::Subject)
    } else if is_sequel(evidence, a, b) {
        Some(Test::Sequel)
    } else {
        is_retold(evidence, a, b).then_some(Test::Retold)
    }
}

/// Whether one outlet told more of the same later that day: it names whom it named, with other figures above a long passage that it
/// left as it was.
pub(super) fn is_developing(
    evidence: &Evidence,
    beside: &Beside,
    (a, b): (&Clip, &Clip),
    density: f64,
) -> bool {
    let passage = evidence.passage.as_ref().map_or(0, |passage| passage.words) as f64 * density;
    may_develop(a, b)
        && passage >= DEVELOPING.passage
        && beside.names >= DEVELOPING.names
        && evidence.displaced == 0
        && evidence.swapped.iter().all(|swap| swap.kind == Kind::Figure)
}

/// Whether one outlet ran two articles at two times of one day.
pub(in crate::cluster) fn may_develop(a: &Clip, b: &Clip) -> bool {
    are_of_one_outlet(a, b)
        && a.when.day == b.when.day
        && (a.when.timed && b.when.timed && a.when.moment != b.when.moment)
}

/// An outlet that tells more of the same leaves so many words in a row, and has so much of the names, 0 to 1.
const DEVELOPING: Developing = Developing { passage: 40.0, names: 0.9 };

struct Developing {
    passage: f64,
    names: f64,
}

/// Whether one outlet says something else in much the same words, as in its next article on a subject: what it runs again
/// it has cut, added to or touched up, and a local paragraph in the place of another is what other outlets write.
fn is_sequel(evidence: &Evidence, a: &Clip, b: &Clip) -> bool {
    let is_grown = evidence.opening >= GROWN.opening
        && evidence.same_lede
        && evidence.swapped.is_empty()
        && evidence.alone <= GROWN.alone;
    evidence.alone > SEQUEL && !(is_grown && headlines_shared(a, b).is_some_and(|shared| shared >= HEADLINE))
}

/// Whether an outlet used its words again for other names and figures: what it runs again under one headline it may bring up to
/// date, and what is short beside the other may be an extract.
fn is_retold(evidence: &Evidence, a: &Clip, b: &Clip) -> bool {
    let headlines = a.pointers.headline.zip(b.pointers.headline);
    let is_filled_anew = |retold: &Retold| {
        evidence.containment < retold.containment
            && evidence.entities < retold.entities
            && (evidence.opening < retold.opening || !evidence.swapped.is_empty())
            && evidence.resemblance >= retold.resemblance
    };
    evidence.misread == 0
        && match headlines {
            Some((one, other)) if one == other => false,
            Some(_) => RETOLD.iter().any(is_filled_anew) || is_of_another_day(evidence, a, b),
            None => is_filled_anew(&RETOLD[1]),
        }
}

/// Whether there are other figures and another opening on another day, as those of the next quarter are.
fn is_of_another_day(evidence: &Evidence, a: &Clip, b: &Clip) -> bool {
    let figures = evidence.swapped.iter().any(|swap| swap.kind == Kind::Figure);
    figures
        && evidence.opening < ANOTHER
        && !(a.when.undated || b.when.undated)
        && a.when.days_from(&b.when) > 0
}

/// Less than this of the opening is left where another figure is what is told, 0 to 1.
const ANOTHER: f64 = 0.93;

/// What an outlet runs again has so much of itself, of its names and figures, and of its opening, or more, or is so little of the
/// other, 0 to 1: under two headlines, and whatever these are.
const RETOLD: [Retold; 2] = [
    Retold { containment: 0.8, entities: 0.9, opening: 0.97, resemblance: 0.0 },
    Retold { containment: 0.93, entities: 0.9, opening: 0.97, resemblance: 0.3 },
];

struct Retold {
    containment: f64,
    entities: f64,
    opening: f64,
    resemblance: f64,
}

/// What opens word for word as it did before, under much the same headline, is the same article, whatever was put in below, where
/// no more was taken out, 0 to 1: below the standing opening of a column, all is another's.
const GROWN: Grown = Grown { opening: 0.97, alone: 0.4 };

struct Grown {
    opening: f64,
    alone: f64,
}

/// The most that an earlier or later version of one article has alone, 0 to 1.
const SEQUEL: f64 = 0.15;
