//! Finds the articles that short items announce: those that give an article's address, as aggregators and lists of links
//! do, and those that are nothing but its headline. Their text cannot tell: who announces writes other words.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::clip::Clip;
use super::compare::evidence;
use super::entities::BRIEF;
use super::groups::Groups;
use super::ready::Ready;
use super::verdict::within_window;
use super::{Evidence, Link, Teaser, Test};
use crate::fingerprint::Fingerprints;
use crate::options::Sameness;

/// What stands over more texts than this is the address of a page, or the headline of a column.
const TEXTS: usize = 8;

/// The most articles of one story, the longest, that an item is held against.
const ARTICLES: usize = 12;

/// How one of two articles, of so many words, announces the other, if it does: never what its own outlet carries, which
/// may have one address, or one headline, for what is new each day.
pub(super) fn between((a, a_words): (&Clip, usize), (b, b_words): (&Clip, usize)) -> Option<Teaser> {
    let (x, y) = (&a.pointers, &b.pointers);
    let other_outlet = x.outlet.is_none() || x.outlet != y.outlet;
    let same = |a: Option<_>, b: Option<_>| a.is_some() && a == b;
    let by_address = same(x.address, y.address) && a_words.min(b_words) <= BRIEF;
    let by_headline = same(x.headline, y.headline) && x.is_bare() != y.is_bare();
    match (other_outlet, by_address, by_headline) {
        (true, true, _) => Some(Teaser::Address),
        (true, _, true) => Some(Teaser::Headline),
        _ => None,
    }
}

/// Whether it tells nothing that a pair failed a test, where one announces the other: but for the days between them, and for what
/// shows another subject.
pub(super) fn outweigh(failed: Test) -> bool {
    !matches!(failed, Test::Window | Test::Template)
}

/// Joins the groups of teasers to those of what they announce, where that is one story, and gives the links.
pub(super) fn join(
    clips: &[Clip],
    fingerprints: &Fingerprints,
    groups: &mut Groups,
    sameness: &Sameness,
) -> Vec<Link> {
    let words = |at: usize| fingerprints.words(at) as usize;
    let mut ready = Ready::new(clips, fingerprints, &[]);
    let mut links = Vec::new();
    for kind in [Teaser::Address, Teaser::Headline] {
        let key = |at: usize| match kind {
            Teaser::Address => clips[at].pointers.address,
            Teaser::Headline => clips[at].pointers.headline,
        };
        let is_short = |at: usize| match kind {
            Teaser::Address => words(at) <= BRIEF,
            Teaser::Headline => clips[at].pointers.is_bare(),
        };
        let mut keyed: Vec<_> = (0..clips.len()).filter_map(|at| Some((key(at)?, at))).collect();
        keyed.par_sort_unstable();
        for alike in keyed.chunk_by(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1) {
            let places: Vec<usize> = alike.iter().map(|(_, at)| *at).collect();
            let (short, mut full): (Vec<usize>, Vec<usize>) = places.iter().partition(|at| is_short(**at));
            // What is announced is told in full or, if nowhere, in the longest item.
            let length = |at: &usize| (words(*at), Reverse(*at));
            if full.is_empty() {
                full.extend(short.iter().copied().max_by_key(length));
            }
            if tell_more(groups, &places, TEXTS) || tell_more(groups, &full, 1) {
                continue;
            }
            full.sort_unstable_by_key(|at| Reverse(length(at)));
            full.truncate(ARTICLES);
            // Groups that stay by themselves, at most so many.
            let mut apart: Vec<usize> = Vec::new();
            for at in short {
                let is_announced = |article: &&usize| {
                    between((&clips[at], words(at)), (&clips[**article], words(**article))) == Some(kind)
                        && within_window(&clips[at], &clips[**article], sameness)
                };
                let group = groups.of[at];
                if group == groups.of[full[0]] || apart.contains(&group) {
                    continue;
                }
                let Some(article) = full.iter().find(is_announced).copied() else { continue };
                // Its copies go with it, unless one of them tells more, or announces another article.
                let goes = |mate: &usize| is_short(*mate) && key(*mate).is_none_or(|key| key == alike[0].0);
                if !groups.mates(at).iter().all(goes) {
                    apart.push(group);
                    continue;
                }
                let (a, b) = (at.min(article), at.max(article));
                let (first, second) = ready.pair(a, b);
                let evidence = evidence(first, second, sameness);
                if evidence.failed.is_none_or(outweigh) {
                    links.push(Link {
                        a,
                        b,
                        evidence: Evidence { failed: None, teaser: Some(kind), ..evidence },
                    });
                    groups.join(a, b);
                }
            }
        }
    }
    links
}

/// Whether articles are of more stories than so many.
fn tell_more(groups: &Groups, articles: &[usize], stories: usize) -> bool {
    let mut told: Vec<usize> = articles.iter().map(|at| groups.of[*at]).collect();
    told.sort_unstable();
    told.dedup();
    told.len() > stories
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::cluster::{Story, compare, fingerprints, links, stories};

    const FERRY: &str = "https://ellery-courier.example/2026/ferry-stays-in-port";

    fn item(outlet: &str, url: &str, headline: &str, body: &str) -> Article {
        Article {
            outlet: Some(outlet.into()),
            url: (!url.is_empty()).then(|| url.into()),
            headline: (!headline.is_empty()).then(|| headline.into()),
            ..Article::plain(body)
        }
    }

    fn article() -> Article {
        let body = "The ferry that links the two shores of the Tamsin sound will stay in port until the spring, its owner \
            said on Monday, after inspectors found cracks in a propeller shaft. "
            .to_owned()
            + &"It asked a yard in Varland for another one, which has to be forged and will take eight weeks at least. "
                .repeat(4);
        item("Ellery Courier", FERRY, "Ferry stays in port until spring", &body)
    }

    fn told(articles: &[Article]) -> Vec<Story> {
        let sameness = Sameness::default();
        let clips: Vec<Clip> = articles.iter().map(Clip::of).collect();
        let prints = fingerprints(&clips);
        let links = links(&clips, &prints, &sameness);
        stories(&clips, &prints, links, &sameness).0
    }

    fn groups(articles: &[Article]) -> Vec<Vec<usize>> {
        let sorted = |mut story: Story| {
            story.articles.sort_unstable();
            story.articles
        };
        told(articles).into_iter().map(sorted).collect()
    }

    #[test]
    fn an_item_that_gives_an_articles_address_is_of_its_story_with_the_evidence() {
        let teaser = item(
            "Links of the Day",
            &format!("{FERRY}/?utm_source=links#top"),
            "No boat till spring",
            "A cracked shaft keeps the only boat across the sound from sailing, and nobody has another.",
        );
        let other = "https://ellery-courier.example/2026/road-is-open-again";
        let other = item(
            "Links of the Day",
            other,
            "Open again",
            "Cars may use the coast road after a week of snow.",
        );
        let articles = [teaser, article(), other];
        let stories = told(&articles);
        assert_eq!(groups(&articles), [vec![0, 1], vec![2]]);
        assert_eq!((stories[0].lead, stories[0].links[0].evidence.teaser), (1, Some(Teaser::Address)));
        let evidence = compare(&articles[0], &articles[1], &Sameness::default());
        assert_eq!(evidence, stories[0].links[0].evidence);
    }

    #[test]
    fn a_headline_alone_is_of_the_story_that_it_heads_unless_it_heads_several() {
        let bare = item("Links of the Day", "", "FERRY STAYS IN PORT UNTIL SPRING", "");
        assert_eq!(groups(&[bare.clone(), article()]), [vec![0, 1]]);
        let other =
            "A ferry on the river Orr sank at its pier in the night, and the town has asked for a crane. "
                .repeat(3);
        let other = item("Tamsin Echo", "", "Ferry stays in port until spring", &other);
        assert_eq!(groups(&[bare, article(), other]), [vec![0], vec![1], vec![2]]);
    }

    #[test]
    fn what_one_outlet_puts_under_one_address_each_day_stays_apart() {
        let forecast =
            |outlet: &str, body: &str| item(outlet, "https://sky.example/forecast-for-the-sound", "", body);
        let (rain, wind) = (
            "Rain will fall on both shores all day.",
            "A gale is on its way, and small boats should stay in.",
        );
        assert_eq!(groups(&[forecast("Sky", rain), forecast("Sky", wind)]).len(), 2);
        assert_eq!(groups(&[forecast("Sky", rain), forecast("Echo", wind)]).len(), 1);
    }

    #[test]
    fn an_address_under_which_many_things_stand_is_no_articles() {
        let places =
            ["harbour", "bridge", "market", "school", "station", "library", "museum", "theatre", "mill"];
        let items: Vec<Article> = places
            .iter()
            .map(|place| {
                item("", FERRY, "", &format!("Nobody at the {place} knew about {place} {place} hours."))
            })
            .map(|item| Article { outlet: None, ..item })
            .collect();
        assert_eq!(groups(&items).len(), 9);
        assert_eq!(groups(&items[..8]).len(), 1);
    }

    #[test]
    fn a_long_article_at_the_same_address_is_told_by_its_text_alone() {
        let other = "The council voted on Tuesday for a second bridge, and the mayor spoke of a bold step for the town. ".repeat(6);
        let other = item("Tamsin Echo", FERRY, "", &other);
        assert_eq!(groups(&[article(), other]).len(), 2);
    }
}
