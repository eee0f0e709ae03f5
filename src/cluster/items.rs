//! Tells pages of several items, as newsletters are: what is one of the items is no copy of the page.
//!
//! Long articles have headings and paragraphs, too. What stands in these speaks of what the article is about, while an item says
//! little that any other of the page says (lexical cohesion, Hearst 1997).

use std::ops::{Range, RangeInclusive};

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::Aligned;
use super::compare::share;
use super::copy::Copy;
use crate::sentence;

/// Words of a heading, which does not end as a sentence does.
const HEADING: RangeInclusive<usize> = 2..=20;
/// A line of fewer words is no item.
const LINE: usize = 8;
/// A page has so many items at least, ...
const ITEMS: usize = 4;
/// ... which are so much of its words, none of them more, 0 to 1.
const HALF: f64 = 0.5;
/// Half of the items have no more than this of their names and long words in common with all others, and that which is shared no
/// more than this, 0 to 1: of those below headings, and of paragraphs, which may be an article's.
const ALIKE: [Alike; 2] = [Alike { half: 0.25, own: 1.0 }, Alike { half: 0.2, own: 0.35 }];

struct Alike {
    half: f64,
    own: f64,
}

/// Passages of so many words and more are taken over; shorter ones may be anybody's.
const PASSAGE: usize = 8;

/// Whether all that two texts share is one item of the longer. What is not headed and opens with it may be the article of an alert.
pub(super) fn is_item(aligned: &Aligned) -> bool {
    let long = aligned.blocks.iter().filter(|block| block.words >= PASSAGE);
    let passages = long.map(|block| block.b..block.b + block.words);
    let Some(shared) = passages.reduce(|all, next| all.start.min(next.start)..all.end.max(next.end)) else {
        return false;
    };
    let Items { words, opening } = aligned.longer.items();
    let next = words.partition_point(|item| item.end <= shared.start);
    let is_one = words.get(next).is_some_and(|item| item.start <= shared.start && shared.end <= item.end);
    is_one && shared.start >= *opening
}

/// The items of a page; none, where it is one article.
#[derive(Default)]
pub(super) struct Items {
    /// The words of those that are on a thing of their own, in order, each with its heading.
    words: Vec<Range<usize>>,
    /// So many words are its opening, which may be what an alert says; none where items have headings.
    opening: usize,
}

impl Items {
    /// Those of a page.
    pub(super) fn of(page: &Copy) -> Self {
        let lines = lines(page);
        let headed = below_headings(&lines);
        let are_headed = headed.len() >= ITEMS;
        let is_item = |line: &&Line| line.words.len() >= LINE;
        let mut words = if are_headed {
            headed
        } else {
            lines.iter().filter(is_item).map(|line| line.words.clone()).collect()
        };
        let longest = words.iter().map(ExactSizeIterator::len).max().unwrap_or_default() as f64;
        let all: usize = words.iter().map(ExactSizeIterator::len).sum();
        let half = page.folded.len() as f64 * HALF;
        if words.len() < ITEMS || longest > half || (all as f64) < half {
            return Self::default();
        }
        let opening = if are_headed { 0 } else { words[0].end };
        let Alike { half, own } = ALIKE[usize::from(!are_headed)];
        let alike = alike(page, &words);
        if alike.iter().filter(|alike| **alike <= half).count() * 2 < words.len() {
            return Self::default();
        }
        let mut alike = alike.into_iter();
        words.retain(|_| alike.next().is_some_and(|alike| alike <= own));
        Self { words, opening }
    }
}

struct Line {
    words: Range<usize>,
    is_heading: bool,
}

/// The lines of a text that have words.
fn lines(page: &Copy) -> Vec<Line> {
    let folded = &page.folded;
    let (mut from, mut end) = (0, 0);
    let lines = page.clip.text.split_inclusive('\n').map(|line| {
        end += line.len();
        let more = (from..folded.len()).take_while(|at| folded.bytes(*at..at + 1).start < end);
        let words = from..from + more.count();
        from = words.end;
        let line = line.trim_end();
        let is_open = !sentence::ends(line) && !line.ends_with([':', ',', ';']);
        Line { is_heading: is_open && HEADING.contains(&words.len()), words }
    });
    lines.filter(|line| !line.words.is_empty()).collect()
}

/// The words from each heading to the next, where any text stands below it.
fn below_headings(lines: &[Line]) -> Vec<Range<usize>> {
    let starts = |at: usize| lines[at].is_heading && (at == 0 || !lines[at - 1].is_heading);
    let starts: Vec<usize> = (0..lines.len()).filter(|at| starts(*at)).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let items = starts.iter().zip(ends).map(|(start, end)| &lines[*start..end]);
    let told = items.filter(|item| item.iter().any(|line| !line.is_heading));
    told.map(|item| item[0].words.start..item[item.len() - 1].words.end).collect()
}

/// How much of what each item says others say, too, 0 to 1.
fn alike(page: &Copy, items: &[Range<usize>]) -> Vec<f64> {
    let said: Vec<FxHashSet<u64>> = items.iter().map(|item| page.said(item.clone()).collect()).collect();
    let mut saying: FxHashMap<u64, u32> = FxHashMap::default();
    for word in said.iter().flatten() {
        *saying.entry(*word).or_default() += 1;
    }
    let alike = |own: &FxHashSet<u64>| share(own.iter().filter(|word| saying[word] > 1).count(), own.len());
    // Of what has neither names nor long words, as in scripts without blanks, nothing is known.
    said.iter().map(|own| if own.is_empty() { 1.0 } else { alike(own) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::cluster::{Clip, Evidence, Test, compare};
    use crate::options::Sameness;

    const BRIEFS: [(&str, &str); 5] = [
        (
            "Ferry stays in port until the spring",
            "The ferry across the sound will stay in port until the spring, its owner said on Monday, after inspectors found cracks \
             in a propeller shaft that no yard on the coast can forge before March.",
        ),
        (
            "Orchard growers ask for frost aid",
            "Growers in the Vale of Orrin lost nine tenths of their pear blossom to two nights of frost, and their union wants the \
             ministry to pay for candles and sprinklers next year.",
        ),
        (
            "Library lends tools",
            "From June on, readers may borrow drills, saws and ladders from the city library, which keeps them in the old \
             reading room and asks for a deposit of twenty crowns.",
        ),
        (
            "Two hurt as tram leaves rails",
            "A tram of line 4 jumped its rails at the Castell crossing and struck a parked van; both drivers were taken to hospital \
             with broken ribs, police told reporters.",
        ),
        (
            "Chess champion retires at 31",
            "Ines Calder, who held the title for six years, gave up tournaments to teach mathematics in Dunmere, where she \
             grew up and won her first match against a blind organist.",
        ),
    ];

    fn compared(one: &str, other: &str) -> Evidence {
        let [a, b] = [one, other].map(Article::plain);
        let [a, b] = [&a, &b].map(|article| Copy::new(Clip::of(article), 0, false));
        compare::evidence(&a, &b, &Sameness::default())
    }

    fn page(greeting: &str, item: impl Fn(&(&str, &str)) -> String) -> String {
        let items: Vec<String> = BRIEFS.iter().map(item).collect();
        format!("{greeting}\n{}", items.join("\n"))
    }

    const GREETING: &str =
        "Good morning. Here is what the town will talk about today, before your first cup of coffee.";

    #[test]
    fn an_item_of_a_newsletter_is_no_copy_of_it_with_headings_or_without() {
        for newsletter in [
            page(GREETING, |(heading, brief)| format!("{heading}\n{brief}")),
            page(GREETING, |(_, brief)| (*brief).to_owned()),
        ] {
            for (_, brief) in BRIEFS {
                assert_eq!(compared(brief, &newsletter).failed, Some(Test::Roundup), "{brief}");
            }
            assert_eq!(compared(&newsletter.replace(GREETING, "Hello."), &newsletter).failed, None);
        }
    }

    #[test]
    fn what_an_article_says_below_one_of_its_headings_is_a_copy_of_it() {
        let sections = [
            (
                "What the inspectors saw",
                "Inspectors found cracks in a propeller shaft of the ferry on Monday, and its owner keeps the ferry in port.",
            ),
            (
                "What passengers do",
                "Passengers of the ferry are carried by bus around the head of the sound, and the owner pays for it until March.",
            ),
            (
                "Why it takes so long",
                "No yard on the coast can forge a propeller shaft of that size before March, the inspectors told the owner.",
            ),
            (
                "What it costs",
                "The owner of the ferry puts the shaft and the bus for its passengers at a million, half of which the sound's towns pay.",
            ),
            (
                "What is next",
                "The inspectors see the propeller shaft again in March, and passengers may board the ferry the day after.",
            ),
        ];
        let article = sections.map(|(heading, text)| format!("{heading}\n{text}")).join("\n");
        assert_eq!(compared(sections[1].1, &article).failed, None);
    }

    #[test]
    fn the_alert_of_an_article_is_a_copy_of_it_whatever_else_that_tells() {
        let article = page("", |(_, brief)| (*brief).to_owned());
        assert_eq!(compared(BRIEFS[0].1, article.trim_start()).failed, None);
    }

    #[test]
    fn in_a_script_without_blanks_a_paragraph_of_an_article_is_none() {
        let paragraphs = [
            "港口管理局周一表示，连接海峡两岸的渡轮将停航至春天，因为检查人员在螺旋桨轴上发现了裂缝。",
            "乘客改乘巴士绕行海湾，单程需要两个小时，船东答应退还全部票款，并且向老人和学生发放补贴。",
            "沿岸没有一家船厂能在三月之前锻造这种尺寸的轴，检查人员对船东说，新轴只能从国外订购。",
            "镇议会周五将听取船东的说明，想知道为什么裂缝这么晚才被发现，以及谁来支付修理的费用。",
            "对岸的商店担心生意，有人还记得那年冬天海峡结冰，邮件要用雪橇运送，足足一个月不见船影。",
        ];
        assert_eq!(compared(paragraphs[2], &paragraphs.join("\n")).failed, None);
    }
}
