//! What one outlet says twice: the same again, or its next article.

use super::*;

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
fn an_article_that_grew_below_the_same_opening_is_no_other() {
    let more = "The harbour board meets tonight to hear what a second vessel would cost, and who might lend one until May.";
    let sentences: Vec<&str> = FERRY.split_inclusive(". ").collect();
    let [kept, grown] = [
        sentences.concat() + "The owner is insured.",
        format!("{}{more} {}", sentences[..2].concat(), sentences[2..3].concat()),
    ];
    let opening = |headline| headed("Courier", headline, &kept);
    let later = |headline| headed("Courier", headline, &grown);
    let (ferry, board) = ("Ferry stays in port until spring", "Board hears what second vessel costs");
    assert_eq!(compared(&opening(ferry), &later(ferry)).failed, None);
    assert_eq!(compared(&opening(ferry), &later(board)).failed, Some(Test::Sequel));
}

#[test]
fn below_the_standing_opening_of_a_column_all_is_another() {
    let column = |letter: &str| {
        let intro = "Ask Ada: every Friday our columnist answers what readers write to her about neighbours, wills, lost cats and \
            love. Letters may be cut, names are never given, and whoever wants an answer by post should enclose a stamp.";
        headed("Courier", "Ask Ada about neighbours and love", &format!("{intro}\n{letter}"))
    };
    let dog = "My neighbour's dog howls at the moon and at the six o'clock train. You might give the train's driver a biscuit, or \
        the dog, and I would start with the dog, who has more time.";
    let will = "Father left the mill to three of us, who do not speak to each other. Sell it to the one who shouts least, and put \
        the money where you cannot see it until you have had supper together.";
    assert_eq!(compared(&column(dog), &column(will)).failed, Some(Test::Sequel));
}

#[test]
fn what_an_outlet_tells_later_that_day_of_the_same_people_is_the_same_story() {
    use crate::article::{DateReason, Dated};
    use jiff::civil::{date, time};
    let fire = |hour: i8, name: &str, acres: u32, homes: u32, more: &str| {
        let text = format!(
            "A brush fire in the hills above Hadley had burned {acres} acres and {homes} homes by {hour}, the forest service said.\n{more}\n\
            Crews from four counties were on the lines, and winds of up to 40 miles an hour carried embers over the reservoir. \
            “It came down the canyon like a train,” said {name}, who left with a cat, a laptop and the deed to the house. The last \
            big fire here, in 1964, burned for eleven days, and the slopes have not been cleared since, said Walter Mbeki."
        );
        let day = Dated::day(date(2026, 3, 3), DateReason::Url);
        let date = Dated { time: Some(time(hour, 0, 0, 0)), ..day };
        Article {
            date,
            ..headed("Courier", &format!("Brush fire near Hadley grows to {acres} acres"), &text)
        }
    };
    let jumped = "Flames crossed all six lanes of the road near the exit. Two tankers were kept on the ground by smoke, and deputies \
        went from door to door until noon.";
    let first = fire(8, "Nadia Ulrich", 1210, 8, "");
    assert_eq!(compared(&first, &fire(18, "Nadia Ulrich", 5141, 30, jumped)).failed, None);
    assert!(compared(&first, &fire(18, "Otto Varga", 5141, 30, jumped)).failed.is_some(), "another town's");
    let next_day = Article {
        date: Dated::day(date(2026, 3, 4), DateReason::Url),
        ..fire(18, "Nadia Ulrich", 5141, 30, jumped)
    };
    assert!(compared(&first, &next_day).failed.is_some());
}

#[test]
fn other_figures_at_the_top_on_another_day_are_the_next_report() {
    use crate::article::{DateReason, Dated};
    use jiff::civil::date;
    let report = |day: i8, headline: &str, profit: &str, revenue: &str| {
        let text = format!(
            "Marlow Pumps posted a net profit of ${profit} million, after $485 million a year ago, the company in Tamsin said. Revenue \
            was ${revenue} million. Chief executive Stefan Castell said demand was solid. {ABOUT}"
        );
        let date = Dated::day(date(2026, 3, day), DateReason::Url);
        Article { date, ..headed("Courier", headline, &text) }
    };
    let first = report(2, "Marlow Pumps posts higher profit", "767", "3,803");
    let next = report(6, "Pump maker Marlow earns more, keeps its outlook", "877", "5,277");
    assert_eq!(compared(&first, &next).failed, Some(Test::Retold));
    let corrected = report(6, "Marlow Pumps posts higher profit", "776", "3,803");
    assert_eq!(compared(&first, &corrected).failed, None, "under one headline, figures are put right");
}
