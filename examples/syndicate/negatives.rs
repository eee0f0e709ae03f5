//! What looks like a copy and is none.

use crate::edits::Copy;
use crate::edits::sentences;
use crate::random::Random;

/// Made-up towns.
pub(crate) const TOWNS: &[&str] = &[
    "Alderbrook",
    "Ashcombe",
    "Barrow Quay",
    "Bellhaven",
    "Brindle",
    "Calder Moor",
    "Carrick Falls",
    "Colewick",
    "Crossfell",
    "Dunlow",
    "Eastmere",
    "Elmstow",
    "Farrowdale",
    "Fenwick Bay",
    "Garland",
    "Glenholt",
    "Greyport",
    "Hallow Creek",
    "Harrowgate",
    "Hexley",
    "Inverbrae",
    "Jasper Ridge",
    "Kelmarsh",
    "Kingsbarrow",
    "Lanewood",
    "Larkfield",
    "Lowmoor",
    "Marlow Heath",
    "Mossgate",
    "Netherby",
    "Norcott",
    "Oakhurst",
    "Overstrand",
    "Penfold",
    "Quarry Hill",
    "Ravensworth",
    "Redcliff",
    "Rosedale",
    "Saltney",
    "Silverton",
    "Stanmere",
    "Stowbridge",
    "Tarnside",
    "Thornbury",
    "Ullerton",
    "Upwell",
    "Verdon",
    "Westerby",
    "Whitcombe",
    "Wyndale",
];

/// Whose copy an article is.
pub(crate) enum Role {
    Alone,
    CopyOf(usize),
}

/// The texts that articles are made from.
pub(crate) struct Stock<'a> {
    pub(crate) originals: &'a [Copy],
    pub(crate) spares: &'a [Copy],
    /// Spares that have been used up.
    pub(crate) used: usize,
}

impl Stock<'_> {
    /// Articles that must not be joined to each other (or, of a chain, only the first to its original).
    pub(crate) fn set(&mut self, number: usize, random: &mut Random) -> (&'static str, Vec<(Copy, Role)>) {
        let alone = |copy| (copy, Role::Alone);
        match number % 9 {
            1 => ("markets", vec![alone(markets(random))]),
            2 => ("fixture", vec![alone(fixture(random))]),
            3 => ("grant", vec![alone(grant(random))]),
            4 => ("earnings", vec![alone(earnings(random))]),
            5 => ("robot", vec![alone(robot(random))]),
            6 if self.used < self.spares.len() => ("follow-up", vec![alone(self.follow_up(random))]),
            7 => ("round-up", vec![alone(self.round_up(random))]),
            8 if self.used < self.spares.len() => ("chain", self.chain(random)),
            _ => ("weather", vec![alone(weather(random))]),
        }
    }

    /// New text with background from an original: 15 to 35 % of the whole.
    fn follow_up(&mut self, random: &mut Random) -> Copy {
        let old = &self.originals[random.below(self.originals.len())];
        let fresh = self.spares[self.used].text.trim();
        self.used += 1;
        let share = random.between(0.15, 0.35);
        // No desk runs the whole of yesterday's story again as background.
        let most = old.text.split_whitespace().count() * 35 / 100;
        let wanted = ((fresh.split_whitespace().count() as f64 * share / (1.0 - share)) as usize).min(most);
        let all = sentences(&old.text);
        let mut background = String::new();
        for sentence in &all[random.below(all.len().div_ceil(2))..] {
            if background.split_whitespace().count() + sentence.split_whitespace().count() > wanted {
                break;
            }
            background.push_str(sentence);
        }
        let day = random.pick(&["Monday", "Tuesday", "Friday"]);
        let lede = format!("{} said on {day} that the matter was not closed.", name(random));
        Copy {
            title: format!("{}: what happens next", old.title),
            text: format!("{lede}\n{fresh}\n{}", background.trim()),
        }
    }

    fn round_up(&self, random: &mut Random) -> Copy {
        let items: Vec<String> = (0..6)
            .map(|item| {
                let text = &self.originals[random.below(self.originals.len())].text;
                // It may lead with most of a story.
                let most = if item == 0 { 1 + random.below(5) } else { 1 };
                sentences(text).into_iter().take(most).collect::<String>().trim().to_owned()
            })
            .collect();
        Copy { title: "News in brief".to_owned(), text: items.join("\n") }
    }

    /// An original with a section added, which is its copy; and the section alone, which is not.
    fn chain(&mut self, random: &mut Random) -> Vec<(Copy, Role)> {
        let story = random.below(self.originals.len());
        let host = &self.originals[story];
        let lent = sentences(&self.spares[self.used].text);
        self.used += 1;
        let section = lent.into_iter().take(8).map(str::trim).collect::<Vec<_>>().join(" ");
        let joined = Copy { title: host.title.clone(), text: format!("{}\n{section}", host.text) };
        vec![
            (joined, Role::CopyOf(story)),
            (Copy { title: "The local view".to_owned(), text: section }, Role::Alone),
        ]
    }
}

/// A whole number in digits.
pub(crate) fn figure(random: &mut Random, low: usize, high: usize) -> String {
    (low + random.below(high - low)).to_string()
}

/// A number with two decimals.
fn decimal(random: &mut Random, low: f64, high: f64) -> String {
    format!("{:.2}", random.between(low, high))
}

fn name(random: &mut Random) -> String {
    const FIRST: &[&str] = &[
        "Anna", "Marek", "Olive", "Tomas", "Ruth", "Idris", "Clara", "Hugo", "Nadia", "Peter", "Wanda",
        "Felix",
    ];
    format!("{} {}", random.pick(FIRST), surname(random))
}

fn surname(random: &mut Random) -> String {
    const BEGIN: &[&str] = &[
        "Hol", "Ber", "Mar", "Tren", "Al", "Cas", "Dor", "Fen", "Gar", "Lin", "Nor", "Pel", "Ros", "Sten",
        "Vand", "Wex",
    ];
    const END: &[&str] = &[
        "berg", "ton", "ley", "man", "ford", "ski", "son", "ward", "well", "mont", "dale", "quist", "ova",
        "ini",
    ];
    format!("{}{}", random.pick(BEGIN), random.pick(END))
}

fn company(random: &mut Random) -> String {
    format!(
        "{} {}",
        surname(random),
        random.pick(&["Group", "Holdings", "Industries", "Energy", "Foods", "Systems", "Bank"])
    )
}

fn town(random: &mut Random) -> &'static str {
    random.pick(TOWNS)
}

fn weather(random: &mut Random) -> Copy {
    let (place, near) = (town(random), town(random));
    let sky =
        ["sunny spells", "scattered showers", "heavy rain", "broken cloud", "morning fog", "strong winds"];
    let (first, second) = (random.pick(&sky), random.pick(&sky));
    let (high, low, wind, next) =
        (figure(random, 8, 31), figure(random, 0, 9), figure(random, 10, 60), figure(random, 8, 31));
    Copy {
        title: format!("Weather for {place}"),
        text: format!(
            "The forecast for {place} today is {first} with a high of {high} degrees and a low of {low} overnight.\n\
             Winds will reach {wind} kilometres an hour on the coast near {near}, the weather service said. \
             Drivers are asked to take care on higher roads, where visibility may be poor in the early morning.\n\
             Tomorrow will bring {second} and a high of {next} degrees. The outlook for the weekend is unsettled, \
             with temperatures close to the average for the time of year. Pollen levels are moderate and the \
             ultraviolet index is low. The next full forecast for {place} will be issued at {} o'clock.",
            figure(random, 4, 11)
        ),
    }
}

fn markets(random: &mut Random) -> Copy {
    let way = random.pick(&["rose", "fell", "slipped", "gained"]);
    let (winner, loser) = (company(random), company(random));
    let analyst = name(random);
    let place = town(random);
    Copy {
        title: format!("Shares in {place} close"),
        text: format!(
            "Shares on the {place} exchange {way} on the day, with the main index closing {} percent at {} points.\n\
             {winner} led the gainers, up {} percent at {}, while {loser} was the weakest of the large stocks, down \
             {} percent at {}. Volume was {} million shares, compared with a 30-day average of {} million.\n\
             \"Investors are waiting for the next set of figures before they commit themselves,\" said {analyst}, an \
             analyst at {}. The currency was little changed at {} to the dollar, and the yield on the benchmark \
             10-year bond stood at {} percent. Oil traded at {} dollars a barrel.",
            decimal(random, 0.1, 3.0),
            decimal(random, 3000.0, 9000.0),
            decimal(random, 1.0, 9.0),
            decimal(random, 5.0, 90.0),
            decimal(random, 1.0, 9.0),
            decimal(random, 5.0, 90.0),
            figure(random, 40, 400),
            figure(random, 40, 400),
            company(random),
            decimal(random, 0.8, 1.6),
            decimal(random, 1.0, 5.0),
            decimal(random, 50.0, 110.0)
        ),
    }
}

fn fixture(random: &mut Random) -> Copy {
    let (home, away) = (town(random), town(random));
    let (striker, keeper, coach, other) = (surname(random), surname(random), name(random), surname(random));
    let goals = random.below(4);
    Copy {
        title: format!("{home} {goals}, {away} {}", random.below(4)),
        text: format!(
            "{home} and {away} met in front of a crowd of {} on Saturday and the home side went ahead after {} minutes \
             when {striker} turned in a cross from the left.\n\
             {away} pressed for an equaliser before the break, and {keeper} had to save twice from {other}. The second \
             half was even, with few clear chances for either side until {striker} hit the post after {} minutes.\n\
             \"The lads gave everything and I could not ask for more,\" said coach {coach}. {home} are now {} in the \
             table with {} points from {} games, and travel to {} next weekend, while {away} are at home to {}.",
            figure(random, 800, 30000),
            figure(random, 3, 40),
            figure(random, 50, 89),
            figure(random, 2, 20),
            figure(random, 5, 70),
            figure(random, 20, 38),
            town(random),
            town(random)
        ),
    }
}

fn grant(random: &mut Random) -> Copy {
    let (place, county, senator) = (town(random), town(random), surname(random));
    let body = random.pick(&[
        "fire department",
        "police department",
        "airport authority",
        "school district",
        "public library",
    ]);
    let amount = format!("{},{:03}", figure(random, 12, 900), random.below(1000));
    Copy {
        title: format!("Sen. {senator} announces ${amount} for {place}"),
        text: format!(
            "Senator {senator} today announced that the {place} {body} will receive a federal grant of ${amount}.\n\
             The grant will be used to buy equipment, train staff and improve safety for residents across {county} \
             County. It is part of a national program that has awarded ${} million to {} communities this year.\n\
             \"I am proud that {place} will receive this funding. The men and women of the {body} work hard every day \
             to serve their community, and they deserve the tools to do the job,\" {senator} said. \"I will continue \
             to fight for the resources that our towns need.\" Applications were reviewed by a panel of experts, and \
             awards are made on a competitive basis to those that best meet the needs of the program.",
            figure(random, 20, 300),
            figure(random, 30, 900)
        ),
    }
}

fn earnings(random: &mut Random) -> Copy {
    let (firm, chief) = (company(random), name(random));
    let way = random.pick(&["rise", "fall"]);
    Copy {
        title: format!("{firm} quarterly profit"),
        text: format!(
            "{firm} reported a {way} in quarterly net profit to {} million dollars, or {} a share, from {} million a year \
             earlier, on revenue of {} million.\n\
             Analysts polled before the release had expected earnings of {} a share. For the full year the company \
             forecast revenue between {} million and {} million dollars.\n\
             \"Our teams delivered another solid quarter in a demanding market,\" said chief executive {chief}. Shares \
             in {firm}, which is based in {}, have moved {} percent since the start of the year. The company employs {} \
             people and will publish its next results in {} weeks.",
            figure(random, 10, 900),
            decimal(random, 0.1, 4.0),
            figure(random, 10, 900),
            figure(random, 200, 9000),
            decimal(random, 0.1, 4.0),
            figure(random, 200, 9000),
            figure(random, 200, 9000),
            town(random),
            figure(random, 2, 60),
            figure(random, 200, 90000),
            figure(random, 8, 14)
        ),
    }
}

/// Stock sentences, drawn and put in order by chance; figures and names are new in each.
fn robot(random: &mut Random) -> Copy {
    let (place, agent) = (town(random), name(random));
    let mut stock = vec![
        format!(
            "The average price of a home in {place} was {},000 dollars last month.",
            figure(random, 90, 900)
        ),
        format!(
            "That is {} percent more than in the same month of last year, according to the land registry.",
            decimal(random, 0.2, 9.0)
        ),
        format!(
            "A total of {} homes changed hands, and {} new ones came on the market.",
            figure(random, 20, 400),
            figure(random, 20, 400)
        ),
        format!(
            "Houses stayed on the market for {} days on average before they were sold.",
            figure(random, 12, 140)
        ),
        format!(
            "The dearest sale of the month was a house in {} for {},000 dollars.",
            town(random),
            figure(random, 900, 5000)
        ),
        format!(
            "The cheapest was a flat near {} that went for {},000 dollars.",
            town(random),
            figure(random, 20, 90)
        ),
        format!("\"Buyers are still there but they take their time,\" said {agent} of {}.", company(random)),
        format!(
            "Rents rose by {} percent over the year to {} dollars a month.",
            decimal(random, 0.2, 9.0),
            figure(random, 400, 3000)
        ),
        format!(
            "In the wider region prices changed by {} percent over the quarter.",
            decimal(random, 0.2, 9.0)
        ),
        format!(
            "The number of mortgages approved was {}, the highest since {}.",
            figure(random, 100, 4000),
            figure(random, 2008, 2024)
        ),
    ];
    random.shuffle(&mut stock);
    stock.truncate(7 + random.below(4));
    stock.push("This article was produced automatically from public data.".to_owned());
    Copy { title: format!("Homes in {place}: the month in figures"), text: stock.join(" ") }
}
