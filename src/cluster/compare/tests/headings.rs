//! What the headlines of two articles tell of them.

use super::*;

/// A release on a grant, from a template.
fn grant(town: &str, sum: &str) -> String {
    format!(
        "The Office of Rural Safety has awarded {town} a grant of {sum} crowns under its programme for volunteer crews. The \
        programme pays for masks, hoses and training in places that have no full-time crew, and asks each for a tenth of the \
        cost. Since it began, more than nine hundred crews have had money from it, and the office expects to award as much \
        again before the year is out. Crews that were turned down may ask again in the spring, when the next round opens. \
        \"Nobody should have to hold a bake sale for a hose,\" said Constance Ivey of Orrin, who wrote the law with Tom Maas and \
        Ines Calder of the Farmers' Union. Otto Reyes, who leads the office in Castell, thanked the Varland Council for it."
    )
}

#[test]
fn two_fillings_of_one_template_are_told_by_the_names_in_their_headlines() {
    let failed = |(headline, text): (&str, &str), (other, copy): (&str, &str)| {
        compared(&headed("Courier", headline, text), &headed("Herald", other, copy)).failed
    };
    let (brack, sella) = (grant("Brack", "48,380"), grant("Sella", "128,870"));
    let of_brack = ("Crew of Brack gets masks and hoses", &*brack);
    assert_eq!(failed(of_brack, ("Money for firemen in Sella", &sella)), Some(Test::Template));
    assert_eq!(failed(of_brack, ("Bake sales are over, says Ivey", &brack)), None, "re-headlined");
    let more = brack.replace("48,380", "51,200");
    let updated = failed(("Crew gets 48,380 crowns", &brack), ("Crew gets 51,200 crowns", &more));
    assert_eq!(updated, None, "a figure was brought up to date");
    let cried = failed(of_brack, ("MONEY FOR FIREMEN IN SELLA", &sella.to_uppercase()));
    assert!(cried.is_some(), "whatever capitals tell");
}

#[test]
fn two_fillings_of_one_template_in_a_script_without_capitals_are_told_by_their_headlines() {
    let weather = |city: &str, degrees: u32| {
        format!(
            "{city}气象台预报：周四多云，局部地区有小雨，最高气温{degrees}度，最低气温6度，西南风4级。气象台提醒市民出门带好雨具，驾驶员注意道路湿滑，减速慢行。"
        )
    };
    let forecast =
        |outlet, city, degrees| headed(outlet, &format!("{city}天气预报"), &weather(city, degrees));
    let (wuhan, nanchang) = (forecast("Courier", "武汉", 21), forecast("Herald", "南昌", 24));
    assert_eq!(compared(&wuhan, &nanchang).failed, Some(Test::Template));
    let copy = headed("Herald", "周四有小雨", &weather("武汉", 21));
    assert_eq!(compared(&wuhan, &copy).failed, None);
}

#[test]
fn what_a_paper_says_above_whatever_it_reports_makes_no_copies() {
    let note = "Editor's note: this story is part of a project on rivers that three newsrooms of the coast run together, \
        and readers pay for. Anybody may print it free of charge, as long as the names of the writers stand above it and \
        nothing is cut. Write to the desk if you did, and tell it where.";
    let owl = format!(
        "{note} The owls of Brack came back to the mill this week, and the miller has stopped grinding for them. He will \
        begin again when the young can fly, and buys his flour in Sella until then."
    );
    let ferry = format!("{note} {}", FERRY.split_inclusive(". ").take(2).collect::<String>());
    let owls = headed("Courier", "Miller stops grinding for owls of Brack", &owl);
    let crack = headed("Herald", "Cracks in propeller keep ferry ashore", &ferry);
    assert_eq!(compared(&owls, &crack).failed, Some(Test::Headline));
    assert_eq!(compared(&crack, &headed("Courier", "No ferry before spring", &ferry)).failed, None);
}

#[test]
fn a_headline_that_was_cut_or_names_a_site_is_no_other() {
    let stub = "The owner made a statement, and here is the whole of it.";
    let told = |headline| {
        let whole = headed("Herald", "Cracks in shaft keep ferry ashore until spring", stub);
        compared(&whole, &headed("Courier", headline, stub)).failed
    };
    assert_eq!(told("Cracks in shaft keep ferry…"), None);
    assert_eq!(
        told("Cracks in shaft keep ferry ashore until spring - Valley Evening Chronicle Online"),
        None
    );
    assert_eq!(told("Bridge toll doubles in June, says mayor of Brack"), Some(Test::Headline));
}

#[test]
fn a_figure_in_the_one_headline_and_a_name_in_the_other_are_no_swap() {
    let text = format!("{FERRY} Pilots of line 4 in Brack know the boat. {ABOUT}");
    let local = format!(
        "In Upton, people miss the boat. {}",
        text.replace("Pilots of line 4 in Brack", "Pilots of the line")
    );
    let one = headed("Courier", "Line 4 pilots know the boat that stays in port", &text);
    let other = headed("Herald", "Upton misses the boat that stays in port", &local);
    assert_eq!(compared(&one, &other).failed, None);
}

#[test]
fn the_next_number_of_a_series_is_no_copy_whoever_ran_it() {
    let week = |outlet: &str, number: u32, cases: u32| {
        let text = format!("Tamsin's doctors saw {cases} people with the flu. {FERRY} {ABOUT}");
        headed(outlet, &format!("Flu report: week {number}"), &text)
    };
    assert_eq!(compared(&week("Courier", 3, 175), &week("Herald", 4, 424)).failed, Some(Test::Template));
    assert_eq!(compared(&week("Courier", 3, 175), &week("Herald", 3, 176)).failed, None);
    assert_eq!(
        compared(&week("Courier", 3, 175), &week("Herald", 4, 175)).failed,
        None,
        "a slip in a headline"
    );
}

#[test]
fn a_note_with_another_word_in_the_place_of_what_it_tells_is_another() {
    for (one, other) in [
        (
            "Two walkers rescued from Mount Hallow after night in snow",
            "Two walkers found dead on Mount Hallow after night in snow",
        ),
        (
            "Parliament passes bill on taxis at second reading",
            "Parliament shelves bill on taxis at second reading",
        ),
        (
            "Un autobús choca con un turismo en Brack y deja tres heridos",
            "Un autobús choca con un tren en Brack y muere el conductor",
        ),
    ] {
        assert!(failed(("Courier", one), ("Herald", other)).is_some(), "{one}");
        assert_eq!(
            failed(("Courier", one), ("Herald", &format!("{one}. The road is open again."))),
            None,
            "{one}"
        );
    }
}
