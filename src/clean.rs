//! Makes an article of a draft: takes out what is not the article, and says why, line by line.
//!
//! The copy may come from a desk, or from a page that somebody scraped: menus glued to the headline, the
//! headline twice, advertisement lines, captions, lists of other stories, the day on which the page was
//! shown. `STEPS` is the whole of it, in order; each step sees what the earlier ones left.

mod about;
mod agency;
mod choice;
mod credit;
mod day;
mod encoding;
mod furniture;
mod glue;
mod headline;
mod label;
mod language;
mod learned;
mod markup;
mod opening;
mod post;
mod relative;
mod tail;
mod text;
mod words;
mod wrap;

pub use learned::{Learned, Lines};

use std::borrow::Cow;

use crate::article::{Article, ArticleId, Dated, Draft, Reason, Removed, Spike};
use crate::options::Options;

/// The steps of cleaning, and whether they are for pages as well, whose markup has told the article from the
/// rest: there, where a line stands tells little, and only what shows by itself is struck.
const STEPS: &[(Step, For)] = &[
    (wrap::unwrap, For::Scraped),
    (wrap::close_up, For::All),
    (glue::part, For::Scraped),
    (furniture::strike, For::All),
    (day::read, For::All),
    (post::tags, For::All),
    (headline::settle, For::All),
    (post::headline, For::All),
    (opening::byline, For::All),
    (headline::above, For::Scraped),
    (tail::strike, For::All),
    (about::strike, For::All),
    (tail::writers, For::All),
    (tail::titles, For::Scraped),
    (opening::caption, For::Scraped),
    (credit::take, For::All),
    (opening::dateline, For::All),
    (tail::repeats, For::All),
];

/// One step of cleaning.
type Step = fn(&mut Proof);

/// What a step of cleaning is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    All,
    /// Text without markup, which may have been scraped from a page.
    Scraped,
}

/// Copy on the desk: its lines, those struck out, and what was learned from them.
struct Proof<'a> {
    lines: Vec<Line<'a>>,
    headline: Option<String>,
    outlet: Option<String>,
    byline: Option<String>,
    dateline: Option<String>,
    credit: Option<String>,
    /// Days that lines of the copy state, the best first.
    stated: Vec<Dated>,
    /// The day that the copy is close to, for dates written without a year.
    anchor: jiff::civil::Date,
}

/// A line or paragraph of copy, borrowed from it where nothing was changed.
struct Line<'a> {
    text: Cow<'a, str>,
    struck: Option<Strike>,
}

/// Why a line was struck.
#[derive(Clone, Copy)]
struct Strike {
    why: &'static str,
    /// Whether the line alone shows what it is, as "- Advertisement -" does; else it was told by its place.
    sure: bool,
    /// Whether it went to a field of its own: headline, byline, credit.
    moved: bool,
}

impl Line<'_> {
    fn strike(&mut self, why: &'static str) {
        self.struck = Some(Strike { why, sure: true, moved: false });
    }

    fn strike_by_place(&mut self, why: &'static str) {
        self.struck = Some(Strike { why, sure: false, moved: false });
    }

    fn move_out(&mut self, why: &'static str) {
        self.struck = Some(Strike { why, sure: true, moved: true });
    }

    fn words(&self) -> usize {
        words::words(&self.text)
    }
}

impl<'a> Proof<'a> {
    /// The lines still standing, with their places.
    fn standing(&self) -> impl DoubleEndedIterator<Item = (usize, &Line<'a>)> {
        self.lines.iter().enumerate().filter(|(_, line)| line.struck.is_none())
    }

    /// Parts a line at a byte; what stands behind it becomes the next line. Blanks between the two go.
    fn part(&mut self, at: usize, byte: usize) {
        let text = std::mem::take(&mut self.lines[at].text);
        let (before, behind) = text.split_at(byte);
        let [before, behind] =
            [before.trim_end(), behind.trim_start()].map(|text| Cow::Owned(text.to_owned()));
        self.lines[at].text = before;
        self.lines.insert(at + 1, Line { text: behind, struck: None });
    }

    /// The place of the first line that reads as a paragraph of the story.
    fn lede(&self) -> Option<usize> {
        self.standing().find(|(_, line)| text::is_paragraph(&line.text)).map(|(at, _)| at)
    }

    /// The lines still standing, one below the other.
    fn body(&self) -> String {
        let mut body = String::with_capacity(self.standing().map(|(_, line)| line.text.len() + 1).sum());
        for (_, line) in self.standing() {
            body.push_str(&line.text);
            body.push('\n');
        }
        body.pop();
        body
    }

    /// Whether what stands has paragraphs, and those that were struck have no more words: the others are the page's titles.
    fn is_told_by_paragraphs(&self) -> bool {
        let (mut kept, mut taken) = (0, 0);
        for line in self.lines.iter().filter(|line| text::is_paragraph(&line.text)) {
            match line.struck {
                None => kept += line.words(),
                Some(strike) if !strike.moved => taken += line.words(),
                Some(_) => {}
            }
        }
        kept >= LEAST && taken <= kept
    }

    /// Whether a page shows a headline and nothing else: it stands among lines of which none says anything, but for those that
    /// surely belong to the page.
    fn is_headline_alone(&self) -> bool {
        let says = |line: &&Line| text::is_paragraph(&line.text) || text::ends_sentence(&line.text);
        let is_sure = |line: &&Line| line.struck.is_some_and(|strike| strike.sure);
        let mut strikes = self.lines.iter().filter_map(|line| line.struck);
        strikes.any(|strike| strike.why == headline::AGAIN)
            && !self.lines.iter().filter(|line| !is_sure(line)).any(|line| says(&line))
    }

    /// Stops where striking took more than half of the words: puts back what was struck only by its place, and
    /// all of it where nothing else is left. Says whether it did.
    fn hold_back(&mut self) -> bool {
        if !self.lines.iter().any(|line| line.struck.is_some_and(|strike| !strike.moved)) {
            return false;
        }
        let (mut kept, mut taken, mut unsure) = (0, 0, false);
        for line in &self.lines {
            match line.struck {
                None => kept += line.words(),
                Some(strike) if !strike.moved => {
                    unsure |= !strike.sure;
                    // A line without words takes none.
                    taken += line.words();
                }
                Some(_) => {}
            }
        }
        // A caption or a pointer of some length may be all that was sent.
        let empty = kept == 0 && (taken >= LEAST || self.lines.iter().any(furniture::is_telling));
        if taken <= kept || !(unsure || empty) || self.is_told_by_paragraphs() {
            return false;
        }
        if kept < LEAST && self.is_headline_alone() {
            self.lines.iter_mut().filter(|line| line.struck.is_none()).for_each(|line| line.strike(AROUND));
            return false;
        }
        for line in &mut self.lines {
            line.struck = line.struck.filter(|strike| strike.moved || (strike.sure && !empty));
        }
        true
    }
}

const AROUND: &str = "around a headline that stands alone";
/// From this many words on, copy that is nothing but furniture is rather copy.
const LEAST: usize = 25;

/// Cleans one draft.
///
/// # Errors
/// A spike when neither a body nor a headline is left.
pub fn article(draft: Draft, options: &Options) -> Result<Article, Spike> {
    let also = draft
        .also
        .into_iter()
        .map(|body| Draft { dates: draft.dates.clone(), ..Draft::new(draft.origin.clone(), body) });
    let also: Vec<Article> = also.filter_map(|draft| article(draft, options).ok()).collect();
    let anchor = draft.dates.first().map_or(options.today, |date| date.day);
    let read = |text: String| match encoding::repaired(&text) {
        Cow::Owned(repaired) => repaired,
        Cow::Borrowed(_) => text,
    };
    let field = |text: Option<String>| text.map(read).map(text::tidied).filter(|text| !text.is_empty());
    let body = encoding::repaired(&draft.body);
    let mut proof = Proof {
        lines: text::lines(&body),
        headline: field(draft.headline),
        outlet: field(draft.outlet),
        byline: field(draft.byline),
        dateline: field(draft.dateline),
        credit: None,
        stated: Vec::new(),
        anchor,
    };
    for (step, what) in STEPS {
        if !(draft.marked_up && *what == For::Scraped) {
            step(&mut proof);
        }
    }
    let held_back = proof.hold_back();
    let mut dates = draft.dates;
    dates.append(&mut proof.stated);
    let (date, mut other_dates) = choice::choose(dates, options);
    let lede = proof.standing().next().map(|(_, line)| &*line.text);
    let uncounted = match lede.and_then(|lede| relative::of(lede, &date)) {
        Some(Ok(told)) => {
            other_dates.push(told);
            None
        }
        Some(Err(words)) => Some(words),
        None => None,
    };

    let body = proof.body();
    let is_text = |text: &str| text.contains(char::is_alphanumeric);
    if !is_text(&body) && !proof.headline.as_deref().is_some_and(is_text) {
        return Err(Spike { origin: draft.origin, reason: Reason::NoText });
    }
    let language = language::of(&body, proof.headline.as_deref(), draft.language.as_deref());
    let agency = agency::credited(&proof, draft.agency.as_deref(), language.as_deref());
    let struck = proof.lines.iter().filter_map(|line| Some((&line.text, line.struck?.why)));
    let removed = struck.map(|(line, why)| Removed { line: line.to_string(), why }).collect();
    Ok(Article {
        id: ArticleId::of(proof.outlet.as_deref(), proof.headline.as_deref(), &body),
        origin: draft.origin,
        given_id: draft.id,
        headline: proof.headline,
        body,
        outlet: proof.outlet,
        url: draft.url,
        byline: proof.byline,
        dateline: proof.dateline,
        credit: proof.credit,
        agency,
        language,
        handling: draft.handling,
        date,
        other_dates,
        uncounted,
        cluster: draft.cluster,
        kind: draft.kind,
        references: draft.references,
        also,
        removed,
        held_back,
    })
}
