use proptest::prelude::*;

use super::*;
use crate::article::Article;

mod figures;
mod headings;
mod outlets;
mod scans;
mod swapped;

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
    let [a, b] = [one, other].map(|article| Copy::new(Clip::of(article), 0, false));
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
    let item = "Nurses of Tamsin marched to the gate of the hospital on Monday, and the choir sang for them.";
    let [label, own] = ["News in brief: Brack", "Nurses march to hospital gate"]
        .map(|headline| headed("Courier", headline, item));
    assert_eq!(compared(&label, &own).failed, None, "a standing head is none of its own");
    let [quip, other] =
        [("Herald", "Angels with aching feet"), ("Courier", "Wages: patience ends where rent begins")]
            .map(|(outlet, headline)| headed(outlet, headline, item));
    assert_eq!(compared(&quip, &other).failed, None, "two outlets head one item");
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
fn a_third_of_a_story_below_a_local_opening_is_a_copy_of_it() {
    let rest = "The county pays for the buses as long as they run, which may be until May. Shops on the far shore fear for their \
        trade. The warranty ran out in the autumn, and nobody can say who will pay for the yard's work. Some remember the winter \
        when the ice closed the sound for a month and mail came by sledge, and others the summer when the boat ran aground \
        with a wedding on board, and danced until the tide came back. ";
    let more = "A second vessel comes from Varland, where it served the islands for thirty years, and takes forty cars. Its captain \
        has crossed in worse weather, she told the board, and asked for one thing only: that someone clear the pier. Tickets cost \
        nine crowns, and children who can whistle the owner's march go for nothing, as they have since the first boat of 1911.";
    let story = format!("{FERRY} {rest}{more} {ABOUT}");
    let local = "Verona's children, who wave to the white boat from the beach, will have to wait until the long holidays in June, \
        and perhaps longer than that, since nobody on this side of the water owns a yard. ";
    assert_eq!(failed(("Herald", &story), ("Verona Post", &format!("{local}{rest}"))), None);
    let news = "The Verona council will ask the owner on Friday what he pays, and means to hear the passengers first. ";
    let half = &rest[..rest.len() / 2];
    let follow_up =
        format!("{local}{half}{news}Fares were raised twice in a year, which the council called a shame.");
    assert!(failed(("Herald", &story), ("Verona Post", &follow_up)).is_some());
}

#[test]
fn what_quotes_a_sentence_of_a_story_is_no_copy_of_it() {
    let quoted = "Passengers are carried by bus around the head of the sound. The company had hoped to resume its sailings within weeks.";
    let notice = format!(
        "A report on Monday gave a wrong day for the hearing. The passage read: \"{quoted}\" We regret the error."
    );
    let story = format!("{FERRY} {ABOUT}");
    assert_eq!(failed(("Courier", &story), ("Herald", &notice)), Some(Test::Quotation));
    assert_eq!(failed(("Courier", &story), ("Herald", quoted)), None);
    let opening = format!("\"{quoted}\" So much was known on Monday. {ABOUT}");
    assert_eq!(
        failed(("Courier", &opening), ("Herald", quoted)),
        None,
        "what an article opens with announces it"
    );
    let below = format!(
        "{ABOUT} \"{quoted}\" So much was known on Monday, and what the letter says of it is nonsense."
    );
    assert_eq!(failed(("Courier", &below), ("Herald", quoted)), Some(Test::Quotation));
    let said = story.replace(quoted, &format!("\"{quoted}\""));
    assert_ne!(
        failed(("Courier", &said), ("Courier", &notice)),
        Some(Test::Quotation),
        "it is a quotation there, too"
    );
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
