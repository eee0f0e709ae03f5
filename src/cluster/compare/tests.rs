use proptest::prelude::*;

use super::*;
use crate::article::Article;

const FERRY: &str = "The ferry that links the two shores of the sound will stay in port until the spring, its owner \
    said, after inspectors found cracks in a propeller shaft. Passengers are carried by bus around the head of the \
    sound. The company had hoped to resume its sailings within weeks. No yard on the coast can forge a shaft of that \
    size before March.";
const ABOUT: &str = "About Norvex Water. Norvex Water is a provider of pumps and meters with 5,000 people in 31 \
    countries. Founded in 1966, the company serves towns and farms and holds that water is worth its price. This \
    release has statements about the future, which rest on what the company expects today; what comes may differ from \
    them for many reasons that it does not control, and it does not undertake to bring them up to date. Its reports \
    to the exchange say more about these risks.";

fn article(outlet: &str, body: &str) -> Article {
    Article { outlet: Some(outlet.into()), ..Article::plain(body) }
}

fn compared(one: &Article, other: &Article) -> Evidence {
    let [a, b] = [one, other].map(|article| Copy::new(Clip::of(article), 0));
    evidence(&a, &b, &Sameness::default())
}

fn failed(one: (&str, &str), other: (&str, &str)) -> Option<Test> {
    compared(&article(one.0, one.1), &article(other.0, other.1)).failed
}

fn headed(outlet: &str, headline: &str, body: &str) -> Article {
    Article { headline: Some(headline.into()), ..article(outlet, body) }
}

#[test]
fn a_text_that_says_nothing_of_either_headline_makes_no_copies() {
    let menu = "Sport\nPuzzles\nWeather\nYour saved pages\nSign in to see what your friends read today";
    let page = |headline| headed("Courier", headline, menu);
    let (ferry, bridge) =
        (page("Ferry owner asks council for money"), page("Bridge closes after storm, mayor says"));
    assert_eq!(compared(&ferry, &bridge).failed, Some(Test::Headline));
    assert_eq!(compared(&ferry, &ferry.clone()).failed, None);
    let [a, b] = [&ferry, &bridge].map(Clip::of);
    assert_eq!(same_text(&a, &b, 14, &Sameness::default()).failed, Some(Test::Headline));
    let pun = headed("Courier", "Shafted again, passengers grumble", FERRY);
    let plain = headed("Herald", "Cracks keep boat ashore, owner tells passengers", FERRY);
    assert_eq!(compared(&pun, &plain).failed, None);
    let long = format!("{FERRY} {ABOUT}");
    let [quip, label] = ["Nothing floats anymore, grumble crowds", "Elsewhere: letters, quizzes, crosswords"]
        .map(|headline| headed("Courier", headline, &long));
    assert_eq!(compared(&quip, &label).failed, None, "what is long is no notice");
}

#[test]
fn what_is_headed_as_a_round_up_is_a_copy_only_of_most_of_it() {
    let rest = "Nurses marched to the hospital gate. The museum found a boat of oak below its own cellar. Rain will \
        fall on the hills until Friday, and the river may rise by a metre. The choir sings at noon. Two cars met on the \
        coast road, and neither driver was hurt. The market moves to the quay in June, when the square is dug up.";
    let opening = FERRY.split_inclusive(". ").take(2).collect::<String>();
    let item = format!("{opening} {rest}");
    let story = article("Herald", FERRY);
    assert_eq!(compared(&headed("Courier", "News in brief", &item), &story).failed, Some(Test::Roundup));
    assert_eq!(compared(&headed("Courier", "Ferry stays in port", &item), &story).failed, None);
    assert_eq!(compared(&headed("Courier", "News in brief", &opening), &story).failed, None);
}

#[test]
fn a_stub_that_says_nothing_of_its_headline_is_no_copy_under_another() {
    let stub = "The owner made a statement, and here is the whole of it.";
    let [ferry, bridge] = ["Cracks in shaft keep ferry ashore", "Bridge toll doubles in June, says mayor"];
    let told = |headline| compared(&headed("Herald", ferry, stub), &headed("Courier", headline, stub)).failed;
    assert_eq!(told(bridge), Some(Test::Headline));
    assert_eq!(told("CRACKS IN SHAFT KEEP FERRY ASHORE UNTIL MAY"), None);
    let whole =
        headed("Courier", bridge, &format!("{stub} The toll for the bridge doubles in June, he said."));
    assert_eq!(compared(&headed("Herald", ferry, stub), &whole).failed, Some(Test::Headline));
}

#[test]
fn a_long_passage_is_taken_over_whatever_names_stand_below_it() {
    let named = "Tom Maas of Brack, Ada Winter of Sella, Otto Reyes of Marlow, Ines Calder of Dunmere, Lena Holt of Castell and \
        Paul Orrin of Gray Ford each said that they would sell their boats.";
    let others = named.split(' ').rev().collect::<Vec<_>>().join(" ").replace('.', ",");
    let ferry = FERRY.repeat(2);
    let evidence =
        compared(&article("Herald", &ferry), &article("Courier", &format!("{FERRY} {others} {named}")));
    assert!(evidence.failed.is_none(), "{evidence:?}");
}

#[test]
fn a_long_passage_below_other_names_and_figures_is_a_templates() {
    let standing = "Residents near the coast need not fear a wave, the office said, and nobody has told it of damage so far. Where \
        the ground shook most, it may shake again for a week, and stones may come off the slopes after rain. Who lives below a \
        slope should keep away from it. Boilers that stopped are to be looked at by those who put them in.";
    let quake = |place: &str, figures: [&str; 3]| {
        let [size, depth, clock] = figures;
        format!(
            "A quake of size {size} shook {place} at {clock}. It came from {depth} kilometres below {place}. {standing}"
        )
    };
    let (one, other) = (quake("Tamsin", ["3.9", "120", "4:41"]), quake("Sella", ["6.8", "80", "1:33"]));
    let failed = compared(&article("Herald", &one), &article("Courier", &other)).failed;
    assert!(matches!(failed, Some(Test::Entities | Test::Template)), "{failed:?}");
}

#[test]
fn a_headline_that_a_notice_names_is_no_copy_of_the_notice() {
    let bare = headed("Herald", "FERRY STAYS IN PORT UNTIL THE SPRING, OWNER SAYS", "");
    let notice = "An article that ran on Monday (\u{201c}Ferry stays in port until the spring, owner says\u{201d}, page 4) gave a wrong figure. \
        The yard has nine docks, not seven, and Ms. Holt is its foreman. The Courier regrets the errors.";
    assert_eq!(compared(&bare, &article("Courier", notice)).failed, Some(Test::Mention));
    let story = format!("Ferry stays in port until the spring, owner says. {FERRY}");
    assert_eq!(compared(&bare, &article("Courier", &story)).failed, None);
}

#[test]
fn a_flash_that_a_text_opens_with_is_of_it_and_one_of_another_name_is_none() {
    let text = "Lena Orr keeps her ferry ashore until May, since a shaft has cracks, and the yard at Brack can forge no other \
        before the spring. The council hears her on Friday.";
    let failed = |flash: &str, text: &str| failed(("Herald", flash), ("Courier", text));
    assert_eq!(failed("Lena Orr keeps her ferry ashore", text), None);
    assert_eq!(failed("The shaft has cracks", text), Some(Test::Mention));
    assert_eq!(
        failed("The yard at Brack can forge", text),
        Some(Test::Mention),
        "it is not what the text opens with"
    );
    for (one, other) in [
        ("Quake of size 5.3 shakes Tamsin", "Quake of size 5.3 shakes Ellery"),
        (
            "Road M77 closed between Brack and Sella by flood",
            "Road M83 closed between Brack and Sella by trees",
        ),
    ] {
        assert_eq!(failed(one, other), Some(Test::Template), "{one}");
        assert_eq!(failed(one, &format!("{one}, says the office")), None, "{one}");
    }
}

#[test]
fn a_round_of_other_towns_is_another_though_some_of_them_sound_alike() {
    let round = |towns: &str| {
        format!(
            "The library bus of the county goes to {towns} this week. It stops at the market of each town for an hour, from \
            nine in the morning on, and takes back what was borrowed on its last round. Children may bring one guest, who \
            must be less than ten years old. Those who cannot walk to the market may ask the driver to come to their door, \
            which he does after five. The county pays for it, and asks for nothing but that books are kept dry."
        )
    };
    let (one, other) = (
        round("Arkdale, Prescot, Hopton, Lewisham and Camden"),
        round("Rison, Montrose, Crosset, Hampden and Fordyce"),
    );
    assert_eq!(failed(("Herald", &one), ("Courier", &other)), Some(Test::Template));
    assert_eq!(failed(("Herald", &one), ("Herald", &other)), Some(Test::Retold));
    assert_eq!(failed(("Herald", &one), ("Herald", &one.replace("Lewisham", "Louisham"))), None);
}

#[test]
fn under_one_headline_a_brief_may_open_in_other_words() {
    let long = format!(
        "{FERRY} {}",
        "The council will meet on Friday to hear from the owner, from the drivers of the buses and from the shops that \
        live of those who cross. "
            .repeat(4)
    );
    let brief = "The ferry will not sail in winter: inspectors found cracks in a propeller shaft, and passengers are carried by bus.";
    let [a, b] = ["Ferry stays in port until spring"; 2].map(|headline| (headline, brief));
    assert_eq!(compared(&headed("Herald", a.0, &long), &article("Courier", b.1)).failed, Some(Test::Opening));
    assert_eq!(compared(&headed("Herald", a.0, &long), &headed("Courier", b.0, b.1)).failed, None);
    assert_eq!(
        compared(&headed("Courier", a.0, &long), &headed("Courier", b.0, b.1)).failed,
        Some(Test::Opening)
    );
}

#[test]
fn what_an_outlet_says_with_a_passage_of_its_own_is_its_next_article() {
    let news = |news: &str| format!("{FERRY} {news}");
    let first =
        news("The county will pay for the buses as long as they run, which may be until the middle of May.");
    let next = news(
        "The harbour board meets tonight to hear what a second vessel would cost, and who might lend one.",
    );
    assert_eq!(failed(("Courier", &first), ("Courier", &next)), Some(Test::Sequel));
    assert_eq!(failed(("Courier", &first), ("Herald", &next)), None, "each added a paragraph of its own");
    assert_eq!(failed(("Courier", FERRY), ("Courier", &next)), None, "it ran the same again, and more");
}

#[test]
fn releases_of_one_outlet_that_share_what_a_company_says_of_itself_are_apart() {
    let release = |news: &str| format!("{news}\n{ABOUT}");
    let board = release(
        "TAMSIN, March 2 - The shareholders of Norvex Water today elected Ada Orr to the board. She ran the works of \
        Brack and Hollin for 13 years and will sit on the audit committee, said its chair, Tom Maas.",
    );
    let plant = release(
        "DUNMERE, April 8 - A plant of 346,000 square feet will be built near Castell and give work to 237 people, \
        Norvex Water said. Ground is broken in June by Governor Lena Holt; Perry Creek gives the water.",
    );
    assert_eq!(failed(("Press wire", &board), ("Press wire", &plant)), Some(Test::Subject));
    let rewritten = release(
        "Ada Orr, who ran the works of Brack and Hollin for 13 years, was chosen for the board of Norvex Water by its \
        shareholders today; Tom Maas, who chairs it, said that she would join the audit committee.",
    );
    assert_eq!(
        failed(("Press wire", &board), ("Press wire", &rewritten)),
        None,
        "the same news in other words"
    );
    assert_eq!(failed(("Courier", &board), ("Herald", &plant)), None, "each may have a local opening");
}

#[test]
fn reports_of_figures_share_their_figures_or_are_apart() {
    let report = |[points, share, close, small_points, small_share, small_close]: [&str; 6]| {
        format!(
            "Stocks climbed in Tamsin. The index of 50 shares rose {points} points, or {share} percent, to close at \
            {close}. The index of smaller companies rose {small_points} points, or {small_share} percent, to close at \
            {small_close}. So say the Castell Exchange, the Dunmere Board, the Orrin Market and the Perry House, Lena \
            Holt, Tom Maas and Ada Orr."
        )
    };
    let monday = report(["65.4", "1.2", "4,427.48", "429.1", "1.5", "33,258.32"]);
    let friday = report(["50.6", "0.7", "5,634.89", "240.3", "0.4", "42,160.16"]);
    assert_eq!(failed(("a", &monday), ("b", &friday)), Some(Test::Figures));
    assert_eq!(failed(("a", &monday), ("b", &format!("{monday} More to come."))), None);
}

#[test]
fn readings_of_two_gauges_are_apart_though_their_gaps_are_long() {
    let reading = |town: &str, level: &str, time: &str, day: &str, usual: &str| {
        format!(
            "The river gauge at {town} was reading {level} metres at {time} on {day}, and more is to come in 24 hours. Levels \
            here usually lie between {usual} metres. The river is forecast to peak overnight. The next reading is due at \
            noon, and low fields may be under water by then, say the River Board of Varland and the Weather House in \
            Castell."
        )
    };
    let one = reading("Tamsin", "1.38", "07:15", "Wednesday", "0.36 and 3.66");
    let other = reading("Ellery", "4.39", "18:30", "Friday", "0.69 and 3.59");
    assert_eq!(failed(("a", &one), ("b", &other)), Some(Test::Template));
    let later = reading("Tamsin", "1.44", "07:15", "Wednesday", "0.36 and 3.66");
    assert_eq!(failed(("a", &one), ("b", &later)), None, "the reading was put right");
}

#[test]
fn the_numbers_that_were_drawn_tell_one_draw_of_a_lottery_from_another() {
    let drawn = |numbers: &str, pot: &str| {
        format!(
            "TAMSIN - The winning numbers in last evening's drawing of the Mega Pick game were:\n{numbers}\n({})\n\
            Estimated jackpot: {pot}\nFor more results go to Jackpot dot com. Order tickets from the official courier where the \
            state allows it. Whoever plays must be 18 or older.",
            numbers.replace('-', ", ")
        )
    };
    let monday = drawn("7-31-41-48-50", "$805,000");
    let friday = drawn("6-19-37-44-49", "$698,100");
    assert_eq!(failed(("a", &monday), ("b", &friday)), Some(Test::Figures));
    let local = drawn("7-31-41-48-50", "$805,000, the third in a row that nobody won");
    assert_eq!(failed(("a", &monday), ("b", &local)), None);
}

#[test]
fn figures_that_number_a_thread_or_stand_below_an_article_are_none_of_its_own() {
    let story = format!("{FERRY} {ABOUT}");
    let numbered = |story: &str| {
        let parts: Vec<&str> = story.split_inclusive(". ").collect();
        let numbered = parts.iter().zip(1..).map(|(part, at)| format!("{part}{at}/{}\n", parts.len()));
        numbered.collect::<String>()
    };
    let table = format!(
        "{FERRY}\nNorth | 3967 | 5069 | 5.2\nSouth | 6589 | 7945 | 7.7\nEast | 1189 | 424 | 20.1\nAll | 2928 | 3.1"
    );
    let imprint = format!(
        "{FERRY}\nNewsroom 020 7946 0215. Firm 04418822. ISSN 1234-5679. 12 Quay, Printed 05/03/2026."
    );
    for copy in [numbered(&story), numbered(&story).to_lowercase(), table, imprint] {
        assert_eq!(failed(("a", &story), ("b", &copy)), None, "{copy}");
    }
}

#[test]
fn the_items_of_two_lists_are_told_by_the_names_that_they_begin_with() {
    let closed = |county: &str, towns: [&str; 6]| {
        let kinds = ["Public Schools: closed", "Head Start: two hours late", "Community College: closed"];
        let items: Vec<String> =
            towns.iter().enumerate().map(|(at, town)| format!("{town} {}", kinds[at % 3])).collect();
        format!(
            "The following schools and organizations in {county} County have announced closings or delays for today, because \
            of ice. This list will be updated as more reports arrive.\n{}\nTo report a closing, school officials should use the \
            password they were given in the fall. Parents are advised to check with their school before leaving home.",
            items.join("\n")
        )
    };
    let orrin = closed("Orrin", ["Tamsin", "Ellery", "Dunmere", "Castell", "Marlow", "Varne"]);
    let perry = closed("Perry", ["Quayle", "Fossgate", "Upwick", "Irongrove", "Yarpole", "Jarrow"]);
    assert!(failed(("Herald", &orrin), ("Courier", &perry)).is_some());
    assert_eq!(failed(("Herald", &orrin), ("Courier", &orrin.replace("because of", "as there is"))), None);
}

#[test]
fn a_copy_that_names_were_added_to_is_one_all_the_same() {
    let briefs =
        "In brief: Orr beat Maas in Tamsin. Holt leads in Dunmere. Perry Creek froze. Castell voted.";
    let added = format!("{} {briefs}", FERRY.split(" Passengers").next().unwrap());
    assert!(compared(&article("a", FERRY), &article("b", &added)).entities < 0.4);
    assert_eq!(failed(("a", FERRY), ("b", &added)), None);
}

#[test]
fn an_outlets_words_under_another_headline_for_other_names_are_its_next_article() {
    let bill = |when: &str, who: &str, sum: &str, more: &str| {
        format!(
            "{when} {who} spoke for the bill on fire sprinklers in the halls of Varland. It gives owners back what sprinklers \
            cost them within five years. Varland lost {sum} people to fires in halls last year, and half of the halls were \
            built before the war. {more} It gives towns a say in where they are put in. Firemen have asked for it since the \
            fire at Brack, in which the roof fell after nine minutes."
        )
    };
    let first = bill("On Monday", "Senator Ada Orr", "31", "Lena Holt of the Owners asked for ten years.");
    let second =
        bill("In committee", "Tom Maas and Ines Calder", "44", "Otto Reyes of the Tenants was for it.");
    let (one, other) = ("Senator brings in bill on sprinklers", "Committee passes the bill on sprinklers");
    let retold = |a: Article, b: Article| compared(&a, &b).failed;
    assert_eq!(retold(headed("Office", one, &first), headed("Office", other, &second)), Some(Test::Retold));
    assert_ne!(retold(headed("Office", one, &first), headed("Courier", other, &second)), Some(Test::Retold));
    assert_ne!(retold(headed("Office", one, &first), headed("Office", one, &second)), Some(Test::Retold));
    assert_eq!(retold(headed("Office", one, &first), headed("Office", other, &first)), None, "re-headlined");
    let edition = |region: &str| {
        let more = format!(
            "In {region} the money is for sprinklers, hoses, pumps and a new lookout above the woods of the north."
        );
        article("Office", &bill("On Monday", "Senator Ada Orr", "31", &more))
    };
    let towns = [
        edition("Tamsin, Ellery, Castell and Orrin"),
        edition("Dunmere, Marlow, Sella Bridge, Port Varne and Hollin"),
    ];
    assert_eq!(compared(&towns[0], &towns[1]).failed, Some(Test::Retold), "no headline is needed");
}

#[test]
fn news_above_half_of_a_story_is_a_follow_up_and_a_local_paragraph_is_none() {
    let story = format!(
        "{FERRY} The county pays for the buses as long as they run, which may be until May. Shops on the far shore fear for \
        their trade. The warranty ran out in the autumn, and nobody can say who will pay for the yard's work. Some remember \
        the winter when the ice closed the sound for a month and mail came by sledge."
    );
    let news = "A second vessel will cross the sound from Friday, the harbour board decided on Tuesday night. It comes from \
        Varland, where it served the islands for thirty years, and takes forty cars. Its captain has crossed in worse weather, \
        she told the board, and asked for one thing only: that someone clear the pier. Tickets cost nine crowns.";
    let follow_up = format!("{news} {FERRY}");
    assert_eq!(failed(("a", &story), ("b", &follow_up)), Some(Test::Opening));
    let local =
        format!("Tamsin's shops will feel it. {FERRY} They had hoped for a mild winter and an early spring.");
    assert_eq!(failed(("a", &story), ("b", &local)), None);
}

#[test]
fn figures_of_a_short_text_are_brought_up_to_date_under_its_headline() {
    let told = |tons: &str, lira: &str| {
        format!(
            "The women of Brack sent {tons} tons of dried pears abroad this month. Members earn {lira} crowns on average, and \
            a new shed will double the output next year, said the head of the cooperative. Teachers from the college showed \
            them how to pack the fruit, and the ministry paid for the first oven, which runs on the sun."
        )
    };
    let (first, later) = (told("4", "1100"), told("5", "1000"));
    let headline = "Village women begin to export dried pears";
    let update = |outlet, headline: &str, body: &str| headed(outlet, headline, body);
    assert_eq!(compared(&update("a", headline, &first), &update("b", headline, &later)).failed, None);
    let other = update("b", "Cooperative reports its figures for May", &later);
    assert_eq!(compared(&update("a", headline, &first), &other).failed, Some(Test::Entities));
}

#[test]
fn names_around_a_text_that_is_there_as_a_whole_do_not_count() {
    let page = "Courier Ellery Tamsin Brack Hollin Castell Orrin Marlow Dunmere Sella Varne Torr Gray Ford Linden Sable Calder";
    let scraped = format!("{page} {FERRY} {}", page.to_uppercase().replace(' ', ", "));
    let copy = format!(
        "{FERRY} The harbour board meets on Friday to hear what a second vessel would cost, and from whom it may be had."
    );
    let evidence = compared(&article("a", &scraped), &article("b", &copy));
    assert_eq!((evidence.failed, evidence.entities >= 1.0), (None, true));
}

#[test]
fn house_style_for_a_common_word_makes_no_template() {
    let told = |body: &str| {
        format!(
            "The Senate's Banking {body} voted on Monday to send the bill on ports to the floor, and its members \
            said that a {body} has seldom agreed so soon. {FERRY} The Banking {body} meets again in June."
        )
    };
    let (committee, panel) = (told("Committee"), told("Panel"));
    assert_eq!(failed(("a", &committee), ("b", &panel)), None);
    let (quorum, caucus) = (told("Quorum").replacen("a Quorum", "a quorum", 1), told("Caucus"));
    assert_eq!(failed(("a", &quorum), ("b", &caucus)), None, "one of them is written small");
    let (orr, maas) = (told("Committee").replace("Banking", "Orr"), told("Panel").replace("Banking", "Maas"));
    assert_eq!(failed(("a", &orr), ("b", &maas)), Some(Test::Template));
}

#[test]
fn what_is_put_together_of_stock_phrases_in_another_order_is_no_copy_and_moved_paragraphs_are() {
    let phrases = [
        "an old friend writes to you",
        "the moon puts a brake on plans",
        "listen before you sign a paper",
        "a quiet evening mends much of it",
        "luck smiles on a small sum",
        "you owe somebody at work thanks",
        "keep the receipt for the shoes",
        "an hour outdoors does you good",
        "your patience pays off by noon",
        "someone at home needs your eye",
        "make a list before you call",
        "do not be too proud to ask",
        "a door that was shut opens",
        "the bill is smaller than feared",
        "leave the car where it stands",
        "a walk by the water helps",
        "what you lost turns up again",
        "say no once and mean it",
    ];
    let signs = ["ram", "bull", "twins", "crab", "lion", "maid"];
    let stars = |step: usize| -> Vec<String> {
        let phrase = |sign: usize, turn: usize| phrases[(sign * 3 + turn) * step % phrases.len()];
        let told = signs.iter().enumerate().map(|(at, sign)| {
            format!("The {sign}: {}, and {}; then {}.", phrase(at, 0), phrase(at, 1), phrase(at, 2))
        });
        told.collect()
    };
    let (monday, friday) = (stars(1).join(" "), stars(5).join(" "));
    assert_eq!(failed(("Courier", &monday), ("Herald", &friday)), Some(Test::Patchwork));
    let mut moved = stars(1);
    moved.rotate_left(2);
    moved.swap(0, 3);
    assert_eq!(failed(("Courier", &monday), ("Herald", &moved.join(" "))), None);
}

#[test]
fn lists_in_another_order_are_not_one_text_touched_up() {
    let events = [
        "quilt guild at the library",
        "story hour at the center",
        "bluegrass jam at the hall",
        "yoga class at the fairgrounds",
        "chess club at the school",
        "job fair at the market",
    ];
    let notes = [
        "noon free bring thread",
        "nine donations welcome call",
        "dusk five dollars each",
        "six mats are lent",
        "three all may play",
        "ten to four daily",
        "eight wool is sold",
        "one for small children",
        "late with the band",
        "dawn bring a towel",
        "seven come and learn",
        "two until it ends",
    ];
    let list = |order: [usize; 6], from: usize| {
        let items =
            order.iter().enumerate().map(|(at, event)| format!("{} {}.", events[*event], notes[from + at]));
        format!("Events this week: {}", items.collect::<Vec<_>>().join(" "))
    };
    let compared =
        |other| compared(&article("a", &list([0, 1, 2, 3, 4, 5], 0)), &article("b", &list(other, 6)));
    let (same, other) = (compared([0, 1, 2, 3, 4, 5]), compared([5, 3, 1, 0, 4, 2]));
    assert_eq!((same.failed, other.failed), (None, Some(Test::Containment)));
}

proptest! {
    #[test]
    fn whichever_article_comes_first_they_share_the_same(
        one in proptest::collection::vec("(ferry|Orr|port|the|12|Holt|said|in|April|7)", 0..60),
        other in proptest::collection::vec("(ferry|Orr|port|the|12|Holt|said|in|April|7)", 0..60)
    ) {
        let [one, other] = [one, other].map(|words| Article::plain(&words.join(" ")));
        let (a, b) = (compared(&one, &other), compared(&other, &one));
        let shares = |evidence: &Evidence| {
            let &Evidence { containment, covered, filled, opening, entities, alone, failed, .. } = evidence;
            ([containment, covered, filled, opening, entities, alone], failed)
        };
        prop_assert_eq!(shares(&a), shares(&b));
    }
}
