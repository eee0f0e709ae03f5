//! Groups articles into stories along their links, strongest first, without chaining.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::clip::Clip;
use super::compare::{TOUCHED_UP, evidence, within_window};
use super::copy::Copy;
use super::{Link, Story, Test};
use crate::fingerprint::Fingerprints;
use crate::options::Sameness;

/// The most members of a group that a newcomer is compared with.
const WITNESSES: usize = 12;

/// So many articles are kept ready for comparing, which takes some ten times the memory of their text.
const READY: usize = 4096;

/// Copies whose likeness to the others comes this close to the greatest may lead a story.
const ALIKE: f64 = 0.8;

/// Two parts of one article share so many of the shorter's names and figures.
const COMPANY: f64 = 0.35;

/// With fewer names and figures nothing can be said of whom a text speaks.
const FEW_NAMES: usize = 4;

/// A part of an article is in it by at least so much.
const INSIDE: f64 = 0.8;

/// How much two such parts speak for joining their groups: enough beside a link of one of them to the whole.
const PARTS: f64 = 0.5;

/// Copies run close together: a link over so many days is half as strong as one within a day.
const FADING: f64 = 3.0;

/// Joins two groups only when more than half of the pairs across them are copies: an article that contains
/// two unrelated texts, as a round-up does, must not make one story of them (average linkage, Sokal & Michener
/// 1958, on the yes-or-no of each pair).
pub(super) fn stories(
    clips: &[Clip],
    fingerprints: &Fingerprints,
    links: Vec<Link>,
    sameness: &Sameness,
) -> Vec<Story> {
    let mut desk = Desk {
        clips,
        fingerprints,
        sameness,
        verdicts: links.iter().map(|link| ((link.a, link.b), Verdict::of(link))).collect(),
        copies: FxHashMap::default(),
    };
    let mut order: Vec<&Link> = links.iter().collect();
    order.sort_by_cached_key(|link| {
        let days = clips[link.a].when.days_from(&clips[link.b].when);
        let strength = link.evidence.containment * (link.evidence.shared_words as f64).ln_1p()
            / (1.0 + days as f64 / FADING);
        // An article is about what it opens with: one that adds another's text below belongs to its own first.
        // The bits of positive floats are in the order of the floats.
        (Reverse((link.evidence.same_lede, strength.to_bits())), link.a, link.b)
    });
    let mut group: Vec<usize> = (0..clips.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..clips.len()).map(|at| vec![at]).collect();
    for link in order {
        let (left, right) = (group[link.a], group[link.b]);
        if left == right || !desk.belong(&members[left], &members[right], (link.a, link.b)) {
            continue;
        }
        let (into, from) =
            if members[left].len() >= members[right].len() { (left, right) } else { (right, left) };
        let moved = std::mem::take(&mut members[from]);
        for at in &moved {
            group[*at] = into;
        }
        members[into].extend(moved);
    }

    let mut inside: FxHashMap<usize, Vec<Link>> = FxHashMap::default();
    for link in links.into_iter().filter(|link| group[link.a] == group[link.b]) {
        inside.entry(group[link.a]).or_default().push(link);
    }
    let mut stories: Vec<Story> = members
        .into_iter()
        .enumerate()
        .filter(|(_, members)| !members.is_empty())
        .map(|(at, members)| story(clips, fingerprints, members, inside.remove(&at).unwrap_or_default()))
        .collect();
    stories.sort_by_key(|story| story.articles.iter().copied().min());
    stories
}

/// What is known of a pair.
#[derive(Clone, Copy)]
struct Verdict {
    /// How much it speaks for joining its groups, 0 to 1.
    vote: f64,
    /// The share of the shorter that the longer has.
    containment: f64,
    /// Whether the two share little text, and yet speak of the same people.
    company: bool,
}

impl Verdict {
    fn of(link: &Link) -> Self {
        Self { vote: 1.0, containment: link.evidence.containment, company: false }
    }
}

/// What is known of pairs so far, and the articles made ready for comparing.
struct Desk<'a> {
    clips: &'a [Clip<'a>],
    fingerprints: &'a Fingerprints,
    sameness: &'a Sameness,
    verdicts: FxHashMap<(usize, usize), Verdict>,
    copies: FxHashMap<usize, Copy<'a>>,
}

impl Desk<'_> {
    /// Whether the pairs across two groups are copies by more than half. Of large groups, evenly spread
    /// members and the two that the link joins speak for the others.
    fn belong(&mut self, left: &[usize], right: &[usize], link: (usize, usize)) -> bool {
        let length = |at: usize| self.clips[at].text.len();
        let whole = if length(link.0) >= length(link.1) { link.0 } else { link.1 };
        let (left, right) = (witnesses(left, link), witnesses(right, link));
        let pairs = left.iter().flat_map(|a| right.iter().map(|b| (*a, *b)));
        let same: f64 = pairs.map(|pair| self.vote(pair, whole)).sum();
        same * 2.0 > (left.len() * right.len()) as f64
    }

    /// How much a pair speaks for joining its groups: 1 for copies; what the shorter shares with the longer
    /// where that is almost enough; half for two parts of the `whole` that the link leads to; nothing where
    /// another test says that they are not the same.
    fn vote(&mut self, pair: (usize, usize), whole: usize) -> f64 {
        let Verdict { vote, company, .. } = self.verdict(pair);
        // The head and the tail of one article share no text but speak of the same people; a section that was
        // added to it speaks of others.
        let apart = vote == 0.0 && company && pair.0 != whole && pair.1 != whole;
        if apart
            && self.verdict((pair.0, whole)).containment >= INSIDE
            && self.verdict((pair.1, whole)).containment >= INSIDE
        {
            return PARTS;
        }
        vote
    }

    fn verdict(&mut self, (a, b): (usize, usize)) -> Verdict {
        let pair = (a.min(b), a.max(b));
        if let Some(known) = self.verdicts.get(&pair) {
            return *known;
        }
        let (a, b) = (&self.clips[pair.0], &self.clips[pair.1]);
        if a.text == b.text {
            return Verdict {
                vote: f64::from(within_window(a, b, self.sameness)),
                containment: 1.0,
                company: false,
            };
        }
        if self.copies.len() > READY {
            self.copies.clear();
        }
        for at in [pair.0, pair.1] {
            self.copies.entry(at).or_insert_with(|| Copy::new(self.clips[at], self.fingerprints.simhash(at)));
        }
        let evidence = evidence(&self.copies[&pair.0], &self.copies[&pair.1], self.sameness);
        let near = self.sameness.containment * TOUCHED_UP;
        let vote = match evidence.failed {
            None => 1.0,
            Some(Test::Containment | Test::Opening) if evidence.containment >= near => evidence.containment,
            Some(_) => 0.0,
        };
        let named = [pair.0, pair.1].iter().all(|at| self.copies[at].named() >= FEW_NAMES);
        let company = evidence.failed == Some(Test::Containment) && evidence.entities >= COMPANY && named;
        let verdict = Verdict { vote, containment: evidence.containment, company };
        self.verdicts.insert(pair, verdict);
        verdict
    }
}

fn witnesses(members: &[usize], link: (usize, usize)) -> Vec<usize> {
    if members.len() <= WITNESSES {
        return members.to_vec();
    }
    let linked = members.iter().copied().filter(|at| *at == link.0 || *at == link.1);
    let spread = (0..WITNESSES - 1).map(|i| members[i * members.len() / (WITNESSES - 1)]);
    let mut chosen: Vec<usize> = linked.chain(spread).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// A story of these members: the earliest first, led by the copy that is most like the others.
fn story(clips: &[Clip], fingerprints: &Fingerprints, mut members: Vec<usize>, links: Vec<Link>) -> Story {
    members.sort_by_key(|at| (clips[*at].when.moment, !clips[*at].when.timed, *at));
    // Of a large story, the copies of an even spread speak for the others.
    let spread = members.iter().step_by(members.len().div_ceil(WITNESSES * 2));
    let like = |at: usize| -> f64 {
        spread.clone().map(|other| fingerprints.get(at).resemblance(&fingerprints.get(*other))).sum()
    };
    let likeness: Vec<(usize, f64)> = members.iter().map(|at| (*at, like(*at))).collect();
    let most = likeness.iter().map(|(_, like)| *like).fold(0.0, f64::max);
    let alike = likeness.iter().filter(|(_, like)| *like >= most * ALIKE).map(|(at, _)| *at);
    // The wire's own copy, which names the agency, before a reprint; then the earliest, since `min_by_key`
    // keeps the first of equals.
    let lead = alike.min_by_key(|at| clips[*at].when.mark);
    Story { lead: lead.unwrap_or_default(), articles: members, links }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::Date;
    use proptest::prelude::*;

    use super::*;
    use crate::article::{Article, ArticleId, DateReason, Dated, Origin};
    use crate::cluster::{fingerprints, links};

    fn article(day: i8, body: &str) -> Article {
        Article {
            id: ArticleId::of(None, None, body),
            origin: Origin::file(Path::new("a.txt")),
            given_id: None,
            headline: None,
            body: body.to_owned(),
            outlet: None,
            url: None,
            byline: None,
            dateline: None,
            credit: None,
            date: Dated::day(Date::constant(2026, 3, day), DateReason::Metadata),
            cluster: None,
            kind: None,
            also: Vec::new(),
            references: Vec::new(),
            removed: Vec::new(),
        }
    }

    /// A text of its own for each seed.
    fn prose(seed: u64, words: usize) -> String {
        let word = |at: usize| {
            let mixed = (seed * 1_000_003 + at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
            format!("w{}", mixed % 3000).replace(char::is_numeric, "") + &letters(mixed)
        };
        (0..words).map(word).collect::<Vec<_>>().join(" ")
    }

    fn letters(mut number: u64) -> String {
        let mut letters = String::new();
        while number > 0 {
            letters.push(char::from(b'a' + (number % 26) as u8));
            number /= 26;
        }
        letters
    }

    fn grouped(articles: &[Article]) -> Vec<Vec<usize>> {
        let sameness = Sameness::default();
        let clips: Vec<Clip> = articles.iter().map(Clip::of).collect();
        let prints = fingerprints(&clips);
        let links = links(&clips, &prints, &sameness);
        let mut groups: Vec<Vec<usize>> =
            stories(&clips, &prints, links, &sameness).into_iter().map(|story| story.articles).collect();
        for group in &mut groups {
            group.sort_unstable();
        }
        groups
    }

    #[test]
    fn an_added_section_stays_with_what_it_was_added_to() {
        let (wire, section) = (prose(1, 120), prose(2, 300));
        let both = format!("{wire}\n{section}");
        let articles = [article(2, &wire), article(2, &both), article(2, &section)];
        assert_eq!(grouped(&articles), [vec![0, 1], vec![2]], "even where the section is the longer part");
    }

    #[test]
    fn a_round_up_glues_no_stories_together() {
        let texts: Vec<String> = (0..4).map(|seed| prose(seed, 90)).collect();
        let mut articles: Vec<Article> = texts.iter().map(|text| article(2, text)).collect();
        articles.extend(texts.iter().map(|text| article(3, &format!("{text} so they said"))));
        articles.push(article(2, &texts.join("\n")));
        let groups = grouped(&articles);
        assert!(
            groups.iter().all(|group| group
                .iter()
                .filter(|at| **at < 8)
                .map(|at| at % 4)
                .all(|s| s == group[0] % 4)),
            "{groups:?}"
        );
    }

    #[test]
    fn five_hundred_edited_copies_are_one_story() {
        let wire: Vec<String> = prose(3, 300).split(' ').map(str::to_owned).collect();
        let copies = (0..500usize).map(|i| {
            let kept = 110 + i * 37 % 190;
            let mut words = wire[..kept].to_vec();
            for change in 0..kept / 20 {
                words[(i * 13 + change * 29) % kept] = format!("swap{}", letters((i + change) as u64 + 30));
            }
            article(2 + (i % 4) as i8, &words.join(" "))
        });
        let articles: Vec<Article> = copies.collect();
        assert_eq!(grouped(&articles).len(), 1);
    }

    #[test]
    fn the_same_text_every_week_is_a_story_a_week_not_one_without_end() {
        let text = prose(5, 80);
        let articles: Vec<Article> = [1, 2, 15, 16].map(|day| article(day, &text)).into();
        assert_eq!(grouped(&articles), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn short_items_and_texts_without_blanks_find_their_copies() {
        let short = "The ferry to Tamsin is cancelled today because of high winds, its owner said.";
        let chinese = "北京时间三月二日上午，港口工人宣布从下周一开始恢复工作，结束持续两周的罢工。";
        let thai = "กรุงเทพมหานครประกาศปิดถนนสายหลักเพื่อซ่อมแซมสะพานตั้งแต่วันจันทร์หน้าเป็นต้นไป";
        let mut articles: Vec<Article> = [short, chinese, thai].map(|text| article(2, text)).into();
        articles.extend([short, chinese, thai].map(|text| article(3, &format!("{text}。"))));
        articles.push(article(2, "东京股市周三收盘上涨，投资者等待央行公布新的利率决定。"));
        assert_eq!(grouped(&articles), [vec![0, 3], vec![1, 4], vec![2, 5], vec![6]]);
    }

    proptest! {
        #[test]
        fn every_article_is_in_one_story_whatever_the_texts(texts in proptest::collection::vec("[a-e ]{0,60}", 0..30)) {
            let articles: Vec<Article> = texts.iter().map(|text| article(2, text)).collect();
            let mut all: Vec<usize> = grouped(&articles).concat();
            all.sort_unstable();
            prop_assert_eq!(all, (0..articles.len()).collect::<Vec<_>>());
        }
    }
}
