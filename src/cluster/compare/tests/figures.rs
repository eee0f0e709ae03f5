//! Texts of figures: whose they are, and when another text has them.

use super::*;

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
