use crate::article::Article;
use crate::cluster::{Clip, fingerprints, links, stories};
use crate::options::Sameness;

/// The stories of some texts.
fn told(texts: &[String]) -> Vec<Vec<usize>> {
    grouped(&texts.iter().map(|text| Article::plain(text)).collect::<Vec<_>>())
}

fn grouped(articles: &[Article]) -> Vec<Vec<usize>> {
    let clips: Vec<Clip> = articles.iter().map(Clip::of).collect();
    let (prints, sameness) = (fingerprints(&clips), Sameness::default());
    let links = links(&clips, &prints, &sameness);
    let told = stories(&clips, &prints, links, &sameness).0.into_iter();
    told.map(|mut story| {
        story.articles.sort_unstable();
        story.articles
    })
    .collect()
}

const FOODS: [&str; 12] = [
    "leeks", "peas", "rice", "plums", "beans", "nuts", "lentils", "pears", "barley", "carrots", "figs",
    "oats",
];

fn recipe(at: usize) -> String {
    let food = |turn: usize| FOODS[(at + turn * turn) % FOODS.len()];
    format!(
        "Wash the {} and leave them in cold water for an hour. Chop the {} and fry them in butter until they are \
        soft, then add the {} and a pinch of salt. Pour it all into a deep dish, lay the {} on top and bake it for \
        forty minutes, until the crust is brown. Serve it hot, with {} and a spoon of cream.",
        food(0),
        food(1),
        food(2),
        food(3),
        food(4)
    )
}

#[test]
fn recipes_of_one_frame_stay_apart_and_the_copy_of_one_is_found() {
    let mut texts: Vec<String> = (0..FOODS.len()).map(recipe).collect();
    let copy = recipe(3).replace("Serve it hot,", "Serve it while it is hot,").replace(" in cold water", "");
    texts.push(copy);
    let stories = told(&texts);
    assert_eq!(stories.iter().filter(|story| story.len() > 1).collect::<Vec<_>>(), [&vec![3, 12]]);
}

#[test]
fn the_copy_of_one_recipe_that_lost_blanks_is_no_other_recipe() {
    let mut texts: Vec<String> = (0..FOODS.len()).map(recipe).collect();
    let words: Vec<&str> = texts[3].split(' ').collect();
    texts.push(words.chunks(8).map(|words| words.join(" ")).collect());
    let stories = told(&texts);
    assert_eq!(stories.iter().filter(|story| story.len() > 1).collect::<Vec<_>>(), [&vec![3, 12]]);
}

#[test]
fn a_reworded_copy_that_has_all_names_and_figures_is_no_other_filling() {
    let log = |at: u32| {
        let (street, other) =
            (["Ash", "Elm", "Oak", "Fir"][at as usize % 4], ["Mill", "Quay", "Gate"][at as usize % 3]);
        format!(
            "Police in Tamsin were called at {}:{} to {street} Street, where a man of {} had left his bicycle with a neighbour who \
            sold it. They found it in {other} Lane, wrote {} tickets on the way and took home a dog. The chief asks that bicycles be \
            locked, and that dogs be kept in at night. Who saw either may call the desk, which is open until dawn.",
            1 + at,
            10 + at * 3,
            31 + at * 2,
            2 + at
        )
    };
    let mut texts: Vec<String> = (0..12).map(log).collect();
    let words = [
        ("were called", "came"),
        ("had left", "left"),
        ("wrote", "gave out"),
        ("took home", "fetched"),
        ("found it", "saw it"),
    ];
    texts.push(words.iter().fold(texts[3].clone(), |text, (from, to)| text.replace(from, to)));
    let stories = told(&texts);
    assert_eq!(stories.iter().filter(|story| story.len() > 1).collect::<Vec<_>>(), [&vec![3, 12]]);
}

#[test]
fn what_two_outlets_tell_of_the_same_names_is_no_frame_though_many_have_its_words() {
    const TOWNS: [&str; 3] = [
        "Tamsin, Ellery, Brack, Castell, Orrin, Dunmere, Marlow, Sella, Varne, Hollin, Calder",
        "Quayle, Fossgate, Upwick, Nettleham, Irongrove, Zeal, Yarpole, Whitcombe, Pinhoe, Kelso, Jarrow",
        "Eversham, Oxmoor, Thrupp, Burrage, Leuchar, Rhyd, Dolwen, Mumbry, Cavick, Vyne, Hexton",
    ];
    let story = " The cook of the house has made it so for thirty years, and so did her mother, who had it from a sailor: \
        whoever has no butter may take oil, and whoever has no oil should go to bed hungry rather than burn it.";
    let served = |at: usize, of: usize| {
        let food = |turn: usize| FOODS[(at * 5 + turn * 7) % FOODS.len()];
        let own = format!(
            "Served in {}. Take {} or {} with it, {} for the children and {} for guests. Chop",
            TOWNS[of],
            food(0),
            food(1),
            food(2),
            food(3)
        );
        let bowl = ["low", "wide", "blue", "large"][at % 4];
        recipe(at).replace("Chop", &own).replace(" deep dish", &format!(" {bowl} dish")) + story
    };
    let printed =
        |outlet: &str, text: String| Article { outlet: Some(outlet.into()), ..Article::plain(&text) };
    let others = || (0..FOODS.len()).map(|at| printed(&format!("Echo {at}"), served(at, at % 2)));
    let two = |outlets: [&str; 2]| {
        let articles: Vec<Article> =
            others().chain([printed(outlets[0], served(3, 2)), printed(outlets[1], served(5, 2))]).collect();
        grouped(&articles)
    };
    let is_one = |stories: &[Vec<usize>]| stories.contains(&vec![12, 13]);

    assert!(is_one(&two(["Courier", "Herald"])));
    assert!(!is_one(&two(["Courier", "Courier"])), "one outlet fills its frame again");
}

const NEWS: [&str; 5] = [
    "Norvex Water will build a plant near Castell, it said on Monday, and Governor Lena Holt breaks the ground in June",
    "Ada Orr joins the board, where she takes the seat of Tom Maas, who is seventy and goes home to Brack in the spring",
    "The works at Dunmere stand still since a main burst on Sunday, and Perry Creek is what the town drinks until it is mended",
    "Customers in Ellery pay a tenth more from July, which Mayor Ines Calder called a shame before the council on Tuesday",
    "A strike at the Tamsin pumps ended after nine days, when Otto Reyes and the Dockers shook hands in the Hotel Victoria",
];

#[test]
fn what_many_say_below_news_of_their_own_makes_no_story() {
    let below = "Norvex gives water to nine towns on both shores of the Hollin Sound, from Orrin Point to Marlow and Port Sable. \
        Founded in 1953 as a cooperative by the mills of Sella, Varne and Torr Bridge, it owns 12 dams, and its pipes would \
        reach from Cape Linden to the border at Gray Ford and back. Whoever wants to know more may call its office by the \
        Union Bridge in Marlow, which is open on every day but Sunday until five.";
    let release = |news: &&str| format!("{news}. {below}");
    let mut texts: Vec<String> = NEWS.iter().map(release).collect();
    texts.push(texts[3].replace("a shame", "a disgrace"));
    let stories = told(&texts);
    assert_eq!(stories.iter().filter(|story| story.len() > 1).collect::<Vec<_>>(), [&vec![3, 5]]);
    let printed =
        |(at, text): (usize, &String)| Article { outlet: Some(format!("Echo {at}")), ..Article::plain(text) };
    let stories = grouped(&texts.iter().enumerate().map(printed).collect::<Vec<_>>());
    assert_eq!(stories.iter().filter(|story| story.len() > 1).collect::<Vec<_>>(), [&vec![3, 5]]);
    let local: Vec<String> = [0, 1].map(|at| release(&NEWS[at])).into();
    assert_eq!(told(&local).len(), 1, "two may be one text with local openings");
}

/// What the same office tells the same town, with another sum for another purpose each time.
fn grant(at: usize) -> String {
    let purpose = [
        "a new ambulance",
        "runway repairs",
        "after-school lessons",
        "sewer upgrades",
        "a rural clinic",
        "flood walls",
        "a bus depot",
        "body armour",
        "street lights",
        "a reading room",
    ][at];
    format!(
        "Senator Ada Winter announced today that Larkspur has been awarded ${},{} in federal funds for {purpose}. \
        \u{201c}I am pleased that Larkspur will receive this funding,\u{201d} Winter said. \u{201c}Our towns work hard \
        every day, and this grant will help Larkspur to meet the needs of those who live there. I will go on fighting \
        for our share in Washington.\u{201d} The money comes from the department\u{2019}s competitive programme, to \
        which hundreds of towns apply each year. Recipients have thirty days to accept, and must report on their \
        progress twice a year until all of it is spent.",
        317 + 61 * at,
        105 + 83 * at
    )
}

#[test]
fn where_many_fill_one_frame_a_single_sum_tells_them_apart() {
    let mut texts: Vec<String> = (0..10).map(grant).collect();
    texts.push(texts[4].replace("Our towns", "The towns of this state"));
    let stories = told(&texts);
    assert_eq!(stories.iter().filter(|story| story.len() > 1).collect::<Vec<_>>(), [&vec![4, 10]]);
}

#[test]
fn where_many_carry_one_text_a_single_sum_may_be_brought_up_to_date() {
    let cut = |at: usize| -> String {
        let text = grant(0);
        let sentences: Vec<&str> = text.split_inclusive(". ").collect();
        sentences
            .iter()
            .enumerate()
            .filter(|(place, _)| *place == 0 || *place != at % 5)
            .map(|(_, kept)| *kept)
            .collect()
    };
    let mut texts: Vec<String> = (0..14).map(|at| format!("{} {}", cut(at), NEWS[at % 5])).collect();
    texts.push(grant(0));
    texts.push(grant(0).replace("317,105", "322,900"));
    assert_eq!(told(&texts).len(), 1);
}

#[test]
fn what_is_put_together_of_stock_phrases_stays_apart() {
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
    let menu = |at: usize| -> String {
        // Any order in which no two weeks are alike.
        let turn = |day: usize| ((at + 1) * (day * day + 7) * 2_654_435_761 % 4_294_967_296) >> 13;
        let [soup, dish, side] =
            [0, 20, 40].map(|from| move |day: usize| FOODS[turn(day + from) % 5 + from / 10]);
        let told: Vec<String> = days
            .iter()
            .enumerate()
            .map(|(day, name)| {
                format!("{name}: {} soup, {} with {}, bread and tea. ", soup(day), dish(day), side(day))
            })
            .collect();
        told.concat()
    };
    let mut texts: Vec<String> = (0..16).map(menu).collect();
    texts.sort();
    texts.dedup();
    let all = texts.len();
    texts.push(texts[2].replace(" and tea", " with tea"));
    let stories = told(&texts);
    assert!(stories.contains(&vec![2, all]), "{stories:?}");
    assert!(stories.iter().all(|story| story.len() <= 2) && stories.len() > 12, "{stories:?}");
}

#[test]
fn few_texts_show_no_frame() {
    let texts: Vec<String> = [0, 4, 7].map(recipe).into();
    assert_eq!(told(&texts).len(), 1);
}

#[test]
fn a_story_that_each_desk_edited_is_one() {
    let sentences = [
        "The ferry across the sound will stay in port until spring, its owner said.",
        "Divers found cracks in a shaft when it was lifted for paint.",
        "A yard will forge another one, which takes eight weeks at least.",
        "Until then buses go round by the bridge, twice an hour and once at night.",
        "Shops on the far shore fear for their trade and ask the county for help.",
        "The council meets on it next week, and the owner will be heard there.",
        "Nobody can say who pays, since the warranty ran out in the autumn.",
        "Some remember the winter when the ice closed the sound for a month.",
    ];
    let edited = |at: usize| -> String {
        let kept = sentences.iter().enumerate().filter(|(place, _)| *place != 1 + at % 7);
        let all: Vec<&str> = kept.map(|(_, sentence)| *sentence).collect();
        all.join(" ").replace(["said", "fear", "asks"][at % 3], ["told us", "worry", "wants"][at % 3])
    };
    assert_eq!(told(&(0..14).map(edited).collect::<Vec<_>>()).len(), 1);
}
