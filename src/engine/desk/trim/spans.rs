//! The spans that a sentence can lose whole, one rule each.

use super::{Sentence, lexicon as known};

/// Words `from..to`, and what else may go with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Names in it may go.
    pub(super) names: bool,
    /// Figures in it may go.
    pub(super) figures: bool,
}

impl Span {
    fn new(from: usize, to: usize) -> Self {
        Self { from, to, names: false, figures: false }
    }

    fn with_names(self) -> Self {
        Self { names: true, ..self }
    }

    fn with_figures(self) -> Self {
        Self { figures: true, ..self }
    }
}

/// What may start at a word, in the order in which it is tried.
pub(super) const RULES: &[fn(&Sentence<'_>, usize) -> Option<Span>] =
    &[bracket, age, apposition, relative, participle, opening, event, time];

/// `(D-Maine)`, but not `(FDA)`, which later sentences may use; no sums of money, no `(2)` that counts or dials, no
/// `(or…)` or `(adjusted for…)` that says how far a claim goes, and none that says what a figure stands for.
fn bracket(sentence: &Sentence<'_>, at: usize) -> Option<Span> {
    let noun = |at: usize| {
        sentence.is_word(at) && !known::is_figure(&sentence.lower[at]) && !sentence.is(at, known::DETERMINERS)
    };
    let close =
        (sentence.words[at] == "(" && at > 0 && noun(at - 1)).then(|| next(sentence, at + 1, ")"))??;
    let inside = at + 1..close;
    let short_form =
        inside.len() == 1 && !sentence.words[at + 1].contains(|letter: char| !letter.is_alphabetic());
    let number = inside.len() == 1 && sentence.words[at + 1].bytes().all(|byte| byte.is_ascii_digit());
    let money = inside.clone().any(|at| sentence.is(at, &["$", "£", "€", "%", "("]));
    let joins = sentence.is(at + 1, known::JOINED) || sentence.is(close + 1, &["'s", "’s"]);
    let fits = !inside.is_empty() && inside.len() <= 12 && !short_form && !number && !money && !joins;
    fits.then(|| Span::new(at, close + 1).with_names().with_figures())
}

/// `, 43,` after a name.
fn age(sentence: &Sentence<'_>, at: usize) -> Option<Span> {
    let years: u8 = sentence.words.get(at + 1)?.parse().ok()?;
    let fits = sentence.words[at] == ","
        && at > 0
        && sentence.is_capital(at - 1)
        && sentence.is(at + 2, &[","])
        && (1..120).contains(&years)
        && sentence.is_verb(at + 3);
    fits.then(|| Span::new(at, at + 3).with_figures())
}

/// `, the port's harbour master,` between a subject that ends in a name and its verb.
fn apposition(sentence: &Sentence<'_>, at: usize) -> Option<Span> {
    let close = aside(sentence, at, known::DETERMINERS)?;
    let fits = (3..=16).contains(&(close - at))
        && sentence.is_capital(at - 1)
        && !sentence.is(at - 1, known::DAYS)
        && !(at + 1..close)
            .any(|at| sentence.is_verb(at) || sentence.is(at, &["and", "or", "who", "which", "that"]));
    fits.then(|| Span::new(at, close + 1).with_names())
}

/// `, which opened in spring,` between a subject and its verb, or `, which opened in spring` at the end.
fn relative(sentence: &Sentence<'_>, at: usize) -> Option<Span> {
    const RELATIVES: &[&str] = &["who", "which", "whose", "where"];
    if sentence.words[at] != "," || at == 0 || !sentence.is(at + 1, RELATIVES) {
        return None;
    }
    if let Some(close) = aside(sentence, at, RELATIVES) {
        return (close - at > 3).then(|| Span::new(at, close + 1));
    }
    let end = last_clause(sentence, at)?;
    // "…, most of which" and lists before the comma leave the clause with another antecedent; they are left alone.
    (end - at > 3).then(|| Span::new(at, end))
}

/// `, leaving the pier empty` at the end, after a clause that stands by itself.
fn participle(sentence: &Sentence<'_>, at: usize) -> Option<Span> {
    let ing = |at: usize| {
        sentence
            .lower
            .get(at)
            .is_some_and(|word| word.len() > 4 && word.ends_with("ing") && !word.contains('-'))
    };
    if sentence.words[at] != ","
        || at == 0
        || !ing(at + 1)
        || sentence.is(at + 1, known::NOT_PARTICIPLES)
        || sentence.is_capital(at + 1)
    {
        return None;
    }
    let end = last_clause(sentence, at)?;
    // Another "-ing" nearby may make the comma one of a list: "by closing schools, raising fees".
    // So may an "and": "attacks, accounting scandals and storms".
    let list = (at + 1..end).any(|at| sentence.is(at, &["and", "or"]));
    let alone = !list
        && !(at.saturating_sub(12)..at).any(ing)
        && !(at + 2..end).any(|at| ing(at) || sentence.is_verb(at));
    (end - at > 3 && alone).then(|| Span::new(at, end))
}

/// `In a statement on Friday,` `However,` or `On Tuesday,` before a subject.
fn opening(sentence: &Sentence<'_>, at: usize) -> Option<Span> {
    if at > 0 {
        return None;
    }
    let joining =
        known::JOINING.iter().find(|words| (0..words.len()).all(|at| sentence.is(at, &[words[at]])));
    let length = joining
        .map(|words| words.len())
        .or_else(|| occasion(sentence, 0).map(|length| length + moment(sentence, length).unwrap_or(0)))
        .or_else(|| moment(sentence, 0))?;
    let subject = sentence.is_capital(length + 1)
        || sentence.is(length + 1, known::DETERMINERS)
        || sentence.is(length + 1, &["he", "she", "they", "it", "we"]);
    // "On Monday, July 18,": a date goes on.
    let date = sentence.is(length + 1, known::MONTHS);
    (sentence.is(length, &[","]) && subject && !date && !sentence.is(length + 1, known::OPENING))
        .then(|| Span::new(0, length + 1))
}

/// `in a statement` after "said".
fn event(sentence: &Sentence<'_>, at: usize) -> Option<Span> {
    let length = occasion(sentence, at)?;
    let saying = at > 0 && sentence.is(at - 1, &["said", "says", "announced"]);
    let closed = sentence.is(at + length, &[".", ",", "that"]) || moment(sentence, at + length).is_some();
    (saying && closed).then(|| Span::new(at, at + length))
}

/// `today`, `on Tuesday night`, `earlier this week`, where they hang on a verb and nothing hangs on them.
fn time(sentence: &Sentence<'_>, at: usize) -> Option<Span> {
    let to = at + moment(sentence, at)?;
    let before = at.checked_sub(1)?;
    let announcing = sentence.is(before, known::ANNOUNCING) || sentence.is(to, known::ANNOUNCING);
    let ends = sentence.full_stop() == Some(to);
    let comma = sentence.is(to, &[","])
        && sentence.lower.get(to + 1).is_some_and(|word| known::is_verb(word) || word.ends_with("ing"));
    // Of what is yet to be ("we can leave today"), and of what is so in general ("we face strikes today"), the time is a
    // part; of what has happened it is only the date.
    let near = at.saturating_sub(10)..at;
    let real = near.clone().any(|at| known::is_past(&sentence.lower[at]))
        && !near.into_iter().any(|at| sentence.is(at, known::MODAL) || sentence.is(at, known::PRESENT));
    let free = ends && real
        || announcing && (sentence.is(to, known::AFTER_TIME) || sentence.is(to, known::ANNOUNCING) || comma);
    let held = sentence.is(before, known::HOLDING)
        || sentence.is(before, known::DETERMINERS)
        || sentence.is(before, known::OPENING)
        || !sentence.is_word(before)
        || sentence.is(before, known::DAYS);
    // "on" shows a time of its own; a bare day may be part of a noun ("the last Monday").
    (free && !held).then(|| Span::new(at, to))
}

/// The number of words at `at` that tell a day or its part.
fn moment(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    let mut to = at;
    if sentence.is(to, &["late", "early", "earlier", "later"]) && !sentence.is(to + 1, &["on"]) {
        to += 1;
    }
    let preposition = sentence.is(to, &["on"]);
    to += usize::from(preposition);
    if preposition && sentence.is(to, &["late", "early"]) {
        to += 1;
    }
    let day = sentence.is(to, known::DAYS);
    let near = !preposition && sentence.is(to, known::NEAR);
    let this = !preposition
        && (sentence.is(to, &["this"])
            && (sentence.is(to + 1, known::PARTS) || sentence.is(to + 1, &["week"]))
            || sentence.is(to, &["last"]) && sentence.is(to + 1, &["night", "week"]));
    if this {
        return Some(to + 2 - at);
    }
    if !(day || near) {
        return None;
    }
    to += 1;
    Some(to + usize::from(day && sentence.is(to, known::PARTS)) - at)
}

/// The number of words at `at` that name an occasion: `in a written statement`.
fn occasion(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    let opens = sentence.is(at, &["in", "at", "during"]) && sentence.is(at + 1, &["a", "an"]);
    let mut to = at + 2;
    while opens && sentence.is(to, known::OF_EVENTS) {
        to += 1;
    }
    (opens && sentence.is(to, known::EVENTS)).then(|| to + 1 - at)
}

/// The comma that closes an aside opened at `at` by one of `openers`, when the verb of the aside's subject follows.
fn aside(sentence: &Sentence<'_>, at: usize, openers: &[&str]) -> Option<usize> {
    let opens = sentence.words[at] == ","
        && at > 0
        && sentence.is(at + 1, openers)
        && !sentence.is(0, known::OPENING);
    let close = opens.then(|| next(sentence, at + 1, ","))??;
    // A comma shortly before may make this one of a list, or part of a longer aside.
    let first = !sentence.words[at.saturating_sub(8)..at].contains(&",");
    // "A president, who can spy, is no democrat": of just any president, the aside says which.
    let any = (at.saturating_sub(3)..at)
        .any(|at| sentence.is(at, &["a", "an", "any", "every", "each", "those", "anyone", "people"]));
    // "A class, which teaches the concept of dance, beat awareness, and rhythm": the comma parts a list.
    let list =
        (close + 1..close + 6).any(|at| sentence.is(at, &[","]) && sentence.is(at + 1, &["and", "or"]));
    (first && !any && !list && close - at <= 24 && finite(sentence, close + 1)).then_some(close)
}

/// Whether the word is the verb of a subject before it, and not a participle that describes: "the school, located in…".
fn finite(sentence: &Sentence<'_>, at: usize) -> bool {
    let participle = sentence.lower.get(at).is_some_and(|word| word.ends_with("ed"))
        && !sentence.is(at, known::ANNOUNCING);
    let object = sentence.is(at + 1, known::DETERMINERS)
        || sentence.is(at + 1, known::OPENING)
        || sentence.is(at + 1, &["that", "into", "up", "out", "down", "about"])
        || sentence.is_capital(at + 1);
    let comma = sentence.words.iter().skip(at).take(10).any(|word| *word == ",");
    sentence.is_verb(at) && (!participle || object && !comma)
}

/// The end of a last clause that a comma at `at` opens: no comma in it, no list before it, and a verb in what stays.
fn last_clause(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    let end = sentence.full_stop()?;
    let inside = &sentence.words[at + 1..end];
    let plain = !inside.iter().any(|word| matches!(*word, "," | ";" | ":" | "--" | "—" | "(" | ")"));
    let first = !sentence.words[at.saturating_sub(8)..at].contains(&",");
    let stays = (0..at).any(|at| sentence.is_verb(at)) && !sentence.is(0, known::OPENING);
    (plain && first && stays && inside.len() <= 25).then_some(end)
}

/// The next `mark` from `from` on.
fn next(sentence: &Sentence<'_>, from: usize, mark: &str) -> Option<usize> {
    (from..sentence.words.len()).find(|&at| sentence.words[at] == mark)
}
