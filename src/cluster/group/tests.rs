use jiff::civil::Date;
use proptest::prelude::*;

use super::*;
use crate::article::{Article, DateReason, Dated};
use crate::cluster::{fingerprints, links};

fn article(day: i8, body: &str) -> Article {
    let date = Dated::day(Date::constant(2026, 3, day), DateReason::Url);
    Article { date, ..Article::plain(body) }
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
        stories(&clips, &prints, links, &sameness).0.into_iter().map(|story| story.articles).collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups
}

#[test]
fn two_pages_of_one_article_are_of_its_story_by_their_headline() {
    let (first, second) = (prose(1, 200), prose(2, 200));
    let both = format!("{first}\n{second}");
    let headed = |body: &str| Article {
        headline: Some("Ferry stays in port until spring".into()),
        ..article(2, body)
    };
    assert_eq!(grouped(&[headed(&first), headed(&both), headed(&second)]), [vec![0, 1, 2]]);
}

#[test]
fn a_page_with_a_whole_story_and_the_tops_of_others_is_a_copy_of_it() {
    let stories: Vec<String> = (1..8).map(|seed| prose(seed, 200)).collect();
    let top = |at: usize| stories[at].split(' ').take(22).collect::<Vec<_>>().join(" ");
    let page = (1..7).map(top).fold(stories[0].clone(), |page, top| page + "\n" + &top);
    let mut articles: Vec<Article> = stories.iter().map(|story| article(2, story)).collect();
    articles.push(article(2, &page));
    assert_eq!(grouped(&articles)[0], [0, 7]);
}

#[test]
fn an_added_section_stays_with_what_it_was_added_to() {
    let (wire, section) = (prose(1, 120), prose(2, 300));
    let both = format!("{wire}\n{section}");
    let articles = [article(2, &wire), article(2, &both), article(2, &section)];
    assert_eq!(grouped(&articles), [vec![0, 1], vec![2]], "even where the section is the longer part");
}

#[test]
fn a_follow_up_stays_apart_from_a_story_though_both_have_the_whole_of_a_teaser() {
    let (wire, news) = (prose(1, 400), prose(2, 200));
    let top = |words: usize| wire.split(' ').take(words).collect::<Vec<_>>().join(" ");
    let texts = [wire.clone(), format!("{wire} so they said"), top(60), format!("{news}\n{}", top(100))];
    let articles = texts.map(|text| article(2, &text));
    assert_eq!(grouped(&articles), [vec![0, 1, 2], vec![3]]);
}

#[test]
fn alerts_of_a_story_join_no_follow_up_that_quotes_them_to_it() {
    let (wire, news) = (prose(1, 400), prose(2, 150));
    let alert = |words: usize| wire.split(' ').take(words).collect::<Vec<_>>().join(" ") + ".";
    let follow_up = format!("{news}\n{}", alert(60));
    let texts = [wire.clone(), alert(36), format!("{} So much for now.", alert(44)), follow_up.clone()];
    assert_eq!(grouped(&texts.map(|text| article(2, &text))), [vec![0, 1, 2], vec![3]]);
    let alone = [alert(36), follow_up].map(|text| article(2, &text));
    assert_eq!(grouped(&alone), [vec![0, 1]], "where nothing fuller is there");
}

#[test]
fn a_hyphen_that_a_scraper_lost_makes_no_other_name() {
    let texts = ["Mary-Emma Holt", "MaryEmma Holt"].map(|name| {
        format!(
            "The OB-GYN ward in Tamsin will close in May, {name} told the council on Monday. Patients will be \
             sent to Port Ellery, an hour away by road, where {name} has found beds for them. A doctor from the \
             ward called the plan unsafe and asked the council to wait until the road has been widened."
        )
    });
    let articles = [article(2, &texts[0]), article(2, &texts[1].replace("OB-GYN", "OBGYN"))];
    assert_eq!(grouped(&articles), [vec![0, 1]]);
}

#[test]
fn few_figures_tell_nothing_in_a_long_text_without_capitals() {
    let words: Vec<String> = prose(3, 300).split(' ').map(str::to_owned).collect();
    let with = |figures: [&str; 3], kept: usize| {
        let mut words = words[..kept].to_vec();
        for (at, figure) in [20, 60, 90].into_iter().zip(figures) {
            words[at] = figure.into();
        }
        article(2, &words.join(" "))
    };
    let articles = [with(["31", "512", "1400"], 300), with(["31", "500", "1200"], 200)];
    assert_eq!(grouped(&articles), [vec![0, 1]]);
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

/// A text of the first so many words of each of these.
fn tops(parts: &[(&str, usize)]) -> String {
    let top = |(text, words): &(&str, usize)| text.split(' ').take(*words).collect::<Vec<_>>().join(" ");
    parts.iter().map(top).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_round_up_that_leads_with_most_of_a_story_is_no_copy_of_it() {
    let texts: Vec<String> =
        [120, 300, 300, 300].into_iter().zip(1..).map(|(words, seed)| prose(seed, words)).collect();
    let items = |led: usize| tops(&[(&texts[0], led), (&texts[1], 30), (&texts[2], 40), (&texts[3], 30)]);
    let mut articles: Vec<Article> = texts.iter().map(|text| article(2, text)).collect();
    articles.extend([article(2, &items(70)), article(3, &format!("{} so they said", items(70)))]);
    assert_eq!(
        grouped(&articles),
        [vec![0], vec![1], vec![2], vec![3], vec![4, 5]],
        "but its own copy is its"
    );
    articles[5] = article(2, &items(70));
    assert_eq!(grouped(&articles)[4], [4, 5], "nor where the two are the same");
    let added = tops(&[(&texts[0], 70), (&prose(9, 100), 100)]);
    articles[4] = article(2, &added);
    assert_eq!(grouped(&articles)[0], [0, 4], "what a desk added itself is no other story");
}

#[test]
fn an_article_that_names_other_stories_keeps_the_copies_that_were_cut() {
    let texts: Vec<String> = (1..5).map(|seed| prose(seed, 300)).collect();
    let page = tops(&[(&texts[0], 300), (&texts[1], 18), (&texts[2], 18), (&texts[3], 18)]);
    let articles = [page, tops(&[(&texts[0], 90)]), texts[1].clone(), texts[2].clone(), texts[3].clone()];
    assert_eq!(grouped(&articles.map(|text| article(2, &text)))[0], [0, 1]);
}

#[test]
fn an_article_that_others_take_background_from_keeps_the_copies_that_were_cut() {
    let wire: Vec<String> = prose(1, 300).split(' ').map(str::to_owned).collect();
    let follow_up =
        |seed: u64, from: usize| format!("{}\n{}", prose(seed, 150), wire[from..from + 40].join(" "));
    let articles =
        [wire.join(" "), wire[..100].join(" "), follow_up(2, 120), follow_up(3, 180), follow_up(4, 240)];
    assert_eq!(grouped(&articles.map(|text| article(2, &text)))[0], [0, 1]);
}

#[test]
fn background_out_of_earlier_days_of_a_story_makes_no_round_up() {
    // What the story is about recurs on each of its days, in other sentences.
    let about: Vec<String> = prose(50, 100).split(' ').map(str::to_owned).collect();
    let day = |seed: usize| {
        let told = prose(seed as u64, 120);
        let words = told
            .split(' ')
            .enumerate()
            .map(|(at, word)| format!("{word} {}", about[(at * 7 + seed * 13) % 100]));
        words.collect::<Vec<_>>().join(" ")
    };
    let [first, second, third] = [1, 2, 3].map(day);
    let today = tops(&[(&third, 200), (&first, 60), (&second, 60)]);
    let articles = [today, tops(&[(&third, 100)]), first, second];
    assert_eq!(grouped(&articles.map(|text| article(2, &text)))[0], [0, 1]);
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
    let japanese =
        "港湾労働者の組合は二日、二週間続いたストライキを終え、来週月曜日から仕事に戻ると発表した。";
    let texts = [short, chinese, thai, japanese];
    let mut articles: Vec<Article> = texts.map(|text| article(2, text)).into();
    articles.extend(texts.map(|text| article(3, &format!("{text}。"))));
    articles.push(article(2, "东京股市周三收盘上涨，投资者等待央行公布新的利率决定。"));
    assert_eq!(grouped(&articles), [vec![0, 4], vec![1, 5], vec![2, 6], vec![3, 7], vec![8]]);
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

#[test]
fn a_story_is_led_by_the_latest_version_of_its_first_day() {
    let rest = prose(1, 80);
    let told = |day: i8, toll: &str| article(day, &format!("{toll} people were hurt at the pier.\n{rest}"));
    let articles = [told(3, "40"), told(2, "12"), told(2, "31")];
    let sameness = Sameness::default();
    let clips: Vec<Clip> = articles.iter().map(Clip::of).collect();
    let prints = fingerprints(&clips);
    let links = links(&clips, &prints, &sameness);
    let (stories, _) = stories(&clips, &prints, links, &sameness);
    assert_eq!(stories.iter().map(|story| story.lead).collect::<Vec<_>>(), [2]);
}

#[test]
fn the_tail_of_an_article_is_of_its_story_however_many_heads_of_it_there_are() {
    let sentence = |at: usize| {
        format!(
            "The ferry across the Tamsin sound and its owner Lena Orr came up in point {at} before the harbour council, where \
            inspectors spoke of the propeller shaft, passengers of buses, and {}. ",
            prose(at as u64, 6)
        )
    };
    let (head, tail): (String, String) = ((0..6).map(sentence).collect(), (6..12).map(sentence).collect());
    let cut = |more: &str| article(2, &format!("{head}{more}"));
    let mut articles = vec![article(2, &format!("{head}{tail}")), article(2, &tail)];
    articles.extend(["So much for now.", "More is to come.", "We go on tomorrow.", "This is all."].map(cut));
    assert_eq!(grouped(&articles), [(0..6).collect::<Vec<_>>()]);
}

/// The report on a ferry in two parts, and what a scanner makes of a text: a letter of every so manieth word is another.
const PARTS: [&str; 2] = [
    "The ferry that links the two shores of the sound will stay in port until the spring, its owner said on Monday, after \
    inspectors found cracks in a propeller shaft. Passengers of the ferry are carried by bus around the head of the sound, \
    which takes two hours. The owner had hoped to resume sailings within weeks, and promised passengers their money back.",
    "No yard on the coast can forge a propeller shaft of that size before March, inspectors told the owner. Who has a season \
    ticket for the ferry may use it on the bus, and other passengers pay as they would for the sailings. The council hears \
    the owner on Friday, and wants to know why the cracks in the shaft were found so late by its inspectors. Sailings could \
    begin again with a borrowed ferry, whose owner wants a million for the season, but inspectors must see its propeller, too.",
];

fn scanned(text: &str, every: usize) -> String {
    let word = |(at, word): (usize, &str)| match at % every {
        0 if word.contains('e') => word.replacen('e', "c", 1),
        0 => word.replacen(['a', 'i', 'n', 'o'], "u", 1),
        _ => word.to_owned(),
    };
    text.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn two_clippings_of_one_article_are_of_its_story_scanned_or_not() {
    let whole = PARTS.join("\n");
    let [head, tail] = PARTS.map(|part| article(2, part));
    assert_eq!(grouped(&[head, article(2, &whole), tail]), [vec![0, 1, 2]]);
    let [head, tail] = PARTS.map(|part| article(2, &scanned(part, 5)));
    assert_eq!(grouped(&[head, article(2, &whole), tail]), [vec![0, 1, 2]]);
}

#[test]
fn two_cuts_that_say_little_of_each_other_are_of_their_article_by_what_stands_around_them() {
    let told = |seed: u64| prose(seed, 40);
    let again = |seed: u64| told(seed).split(' ').rev().collect::<Vec<_>>().join(" ");
    let harbour = "harbour council strike pilots";
    let part = |seed: u64| format!("{harbour} {} {harbour} {}", told(seed), prose(seed + 9, 20));
    let (head, tail) = (part(1), part(2));
    let article_of = |middle: String| article(2, &format!("{head}\n{middle}\n{tail}"));
    let cuts = |whole| grouped(&[article(2, &head), whole, article(2, &tail)]);
    assert_eq!(cuts(article_of(format!("{} {}", again(1), again(2)))), [vec![0, 1, 2]]);
    assert_eq!(cuts(article_of(prose(3, 80))).len(), 2, "two items of one page");
}

#[test]
fn what_two_desks_put_above_a_copy_parts_neither_from_it() {
    let whole = PARTS.join(" ");
    let local = |town: &str, who: &str| {
        format!(
            "In the cafés of {town} there was one subject on Monday. “We talk of it at every table,” said {who} of {town}.\n"
        )
    };
    let reprint = local("Yarrow", "Lena Maas") + &whole;
    let cut = local("Upton", "Ivan Orr") + PARTS[1];
    assert_eq!(grouped(&[article(2, &whole), article(2, &reprint), article(2, &cut)]), [vec![0, 1, 2]]);
}

#[test]
fn the_first_words_of_an_article_stay_with_it_whatever_others_head_it() {
    let headed = |headline: &str, body: &str| Article { headline: Some(headline.into()), ..article(2, body) };
    let told = "As demand for steam grows, so does the need to find a better valve for it.";
    let whole = format!("{told}\n{}", PARTS.join(" "));
    let plain = "Copper boiler promises calmer engines";
    let articles = [
        headed(plain, &whole),
        headed(plain, &told.replace("it.", "it…")),
        headed("Inspectors puzzle over cracked propeller", &whole.replace("two hours", "some two hours")),
    ];
    assert_eq!(grouped(&articles), [vec![0, 1, 2]]);
}

#[test]
fn two_scans_find_each_other_among_whatever_others() {
    let whole = PARTS.join("\n");
    for strangers in [10, 100, 600] {
        let mut articles: Vec<Article> = (0..strangers).map(|seed| article(2, &prose(seed, 60))).collect();
        articles.extend([3, 4].map(|every| article(2, &scanned(&whole, every))));
        let groups = grouped(&articles);
        assert_eq!(groups.len(), strangers as usize + 1, "{strangers} strangers");
    }
}

#[test]
fn an_alert_does_not_part_an_article_from_a_copy_without_its_opening() {
    let wire = prose(1, 300);
    let words: Vec<&str> = wire.split(' ').collect();
    let texts = [wire.clone(), words[40..].join(" "), words[..20].join(" ")];
    assert_eq!(grouped(&texts.map(|text| article(2, &text))), [vec![0, 1, 2]]);
    let (brief, section) = (prose(2, 100), prose(3, 300));
    let texts = [brief.clone(), format!("{brief}\n{section}"), section];
    assert_eq!(grouped(&texts.map(|text| article(2, &text))), [vec![0, 1], vec![2]], "a brief is a story");
}

#[test]
fn copies_that_were_edited_each_in_its_own_way_are_of_one_story() {
    let wire: Vec<String> = prose(1, 400).split(' ').map(str::to_owned).collect();
    // One lost its last part, the others their first, but for a stretch in the middle that all have.
    let last = |seed: u64| format!("{}\n{}", wire[180..].join(" "), prose(seed, 30));
    let texts = [wire.join(" "), wire[..230].join(" "), last(2), last(3), last(4)];
    assert_eq!(grouped(&texts.map(|text| article(2, &text))), [vec![0, 1, 2, 3, 4]]);
}

#[test]
fn a_text_that_is_run_again_weeks_later_leaves_its_copies_to_the_first() {
    let wire = prose(5, 80);
    let cut = wire.split(' ').take(50).collect::<Vec<_>>().join(" ");
    let articles = [(22, &wire), (1, &wire), (2, &cut)].map(|(day, text)| article(day, text));
    for order in [[0, 1, 2], [2, 0, 1], [1, 0, 2]] {
        let groups = grouped(&order.map(|at: usize| articles[at].clone()));
        let again = order.iter().position(|at| *at == 0);
        assert!(
            groups.len() == 2
                && groups.iter().all(|group| group.len() == 2 || group.first().copied() == again),
            "{groups:?}"
        );
    }
}
