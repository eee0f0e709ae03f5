//! Names and figures in the place of others, and what only looks so.

use super::*;

#[test]
fn names_are_swapped_in_long_gaps_as_well_where_the_sentence_is_the_same() {
    let quake = |size: &str, miles: u32, town: &str, day: &str, deep: u32| {
        format!(
            "A magnitude {size} earthquake struck {miles} miles west of {town} on {day} at 10:45 a.m., said the Survey of \
            the Coast. The quake was {deep} miles deep. In the last ten days there were seven earthquakes of magnitude 3.0 \
            or more within a hundred miles. This notice was written by a program of the Survey, which takes its figures \
            from instruments and may change them when more have been read. Tell the desk if you felt it."
        )
    };
    let (one, other) = (quake("3.8", 97, "Brack", "Friday", 30), quake("3.1", 67, "Sella", "Monday", 94));
    assert!(failed(("Herald", &one), ("Courier", &other)).is_some());
    assert_eq!(failed(("Herald", &one), ("Courier", &one.replace("said the", "according to the"))), None);
}

#[test]
fn a_few_words_out_of_their_place_hide_no_name_and_small_letters_none_either() {
    let grant = |crew: &str, town: &str, sum: &str| {
        format!(
            "Senator Ada Orr said today that the {crew} will receive {sum} crowns for masks and hoses under her law on volunteer crews. {FERRY} \
            \"The {crew} will have what it needs, and {town} will sleep the better for it,\" she said in {town}."
        )
    };
    let (one, other) = (
        grant("Perry Township Fire Department that serves Ironton", "Ironton", "128,870"),
        grant("Willoughby Fire Department", "Willoughby", "48,380"),
    );
    assert!(failed(("Herald", &one), ("Courier", &other)).is_some());
    assert!(failed(("Herald", &one), ("Courier", &other.to_lowercase())).is_some());
    assert_eq!(failed(("Herald", &one), ("Courier", &one.to_lowercase())), None);
}

#[test]
fn what_two_papers_say_of_themselves_below_a_text_makes_it_no_template() {
    let about = |paper: &str, town: &str, year: u32, homes: u32| {
        format!(
            "About {paper}: founded in {year}, {paper} covers politics, schools and sport in {town} and the towns around it. Its \
            reporters have won prizes for their reports on the flood of 1998 and on the mills. It comes out six days a week and \
            is read in {homes} homes. Letters of up to 250 words are welcome."
        )
    };
    let run =
        |paper, town, year, homes| article(paper, &format!("{FERRY}\n{}", about(paper, town, year, homes)));
    let herald = run("Verona Herald", "Verona", 1937, 49_000);
    let times = run("Yarrow Times", "Yarrow", 1943, 51_000);
    assert_eq!(compared(&herald, &times).failed, None);
    let other = about("Yarrow Times", "Yarrow", 1943, 51_000);
    let only = article("Yarrow Times", &format!("The bridge is open again.\n{other}"));
    assert!(compared(&herald, &only).failed.is_some());
}

#[test]
fn a_list_of_other_grants_below_the_same_text_makes_a_template() {
    let list = |grants: [(&str, &str); 5]| {
        let rows = grants
            .map(|(sum, town)| format!("${sum} for the {town} County Harbour Trust for its pilots."))
            .join("\n");
        format!(
            "{FERRY} {ABOUT} The money goes where it is needed most, the senator said, and no trust was left out.\n{rows}"
        )
    };
    let one = list([
        ("419,000", "Goole"),
        ("979,000", "Ocala"),
        ("645,451", "Hexham"),
        ("52,310", "Laramie"),
        ("50,653", "Tioga"),
    ]);
    let other = list([
        ("456,000", "Joplin"),
        ("866,000", "Abilene"),
        ("764,511", "Skipton"),
        ("11,090", "Hobart"),
        ("20,228", "Orrin"),
    ]);
    assert_eq!(failed(("Office", &one), ("Herald", &other)), Some(Test::Template));
}

#[test]
fn the_name_of_a_saint_or_behind_initials_is_one() {
    let grant = |house: &str, town: &str, sum: &str| {
        format!(
            "Senator Lena Holt said today that the {house} will receive ${sum} from the fund for fires, which she brought through \
            the Senate three years ago. The fund pays for pumps, hoses and masks, and for the schools in which crews learn to use \
            them. This is good news for the residents of {town} and for the {house}, Holt said. More than a thousand crews asked."
        )
    };
    let henry = grant("St. Henry Volunteer Fire Department", "St. Henry", "77,400");
    let brack = grant("Brack Township Volunteer Fire Department", "Castell", "142,410");
    assert_eq!(failed(("Office", &henry), ("Herald", &brack)), Some(Test::Template));
}

#[test]
fn of_a_note_a_figure_is_what_is_told_and_a_figure_is_known_as_a_whole() {
    let rate = |from: &str, to: &str, day: &str| {
        format!(
            "The average rate on a mortgage of thirty years rose to {to} percent this week from {from} percent, the buyer of mortgages said {day}."
        )
    };
    let (one, other) = (rate("6.46", "6.18", "Tuesday"), rate("6.46", "5.18", "Wednesday"));
    assert_eq!(failed(("Herald", &one), ("Courier", &other)), Some(Test::Template));
    assert_eq!(failed(("Herald", &one), ("Courier", &one.replace("mortgage of", "home loan of"))), None);
}

#[test]
fn who_blacks_out_names_puts_no_others_in_their_place() {
    let story = "Lena Orr, who runs the ferry, told Tom Maas on Monday that the shaft had cracks. Tom Maas wrote to the yard at \
        Brack, and the yard at Brack wrote to Lena Orr that it could forge no other before March. Lena Orr has the letters.";
    let blacked = story.replace("Tom Maas", "[REDACTED]").replace("Brack", "[REDACTED]");
    assert_eq!(failed(("Herald", story), ("Courier", &blacked)), None);
}
