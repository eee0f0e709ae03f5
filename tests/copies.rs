//! Copies: what is one story, what is not, and why.

use crate::copy::{BRIDGE, FERRY, paragraphs};
use crate::newsroom::{Newsroom, lines};

/// The stories of a run, each as the file names of its articles.
fn stories(newsroom: &Newsroom) -> Vec<Vec<String>> {
    let said = newsroom.runs(&["copies", "wire", "--format", "jsonl", "-q"]);
    let name = |article: &serde_json::Value| {
        article["source"].as_str().unwrap().trim_start_matches("wire/").to_owned()
    };
    lines(&said.out)
        .iter()
        .map(|story| {
            let mut names: Vec<String> = story["articles"].as_array().unwrap().iter().map(name).collect();
            names.sort();
            names
        })
        .collect()
}

#[test]
fn the_edits_that_desks_make_do_not_hide_a_copy() {
    let newsroom = Newsroom::new();
    let body = paragraphs(FERRY);
    newsroom.receives("agency.txt", FERRY);
    newsroom.receives("bare.txt", body.join("\n\n").replace("TAMSIN, March 2 (Norvane) — ", ""));
    newsroom.receives("cut.txt", format!("No ferry this winter\n\n{}", body[..2].join("\n\n")));
    newsroom.receives("local.txt", format!("Cyclists welcome the news in Hallam\n\nRiders of the Hallam cycling club, who take the bus to the sound each Sunday with their bicycles on the roof, said that they would help to load.\n\n{}", body.join("\n\n")));
    newsroom.receives(
        "spelling.txt",
        FERRY.replace("said", "told reporters").replace('"', "”").replace("looking for", "seeking"),
    );
    newsroom.receives("shouted.txt", FERRY.to_uppercase());
    newsroom.receives("other.txt", BRIDGE);
    let stories = stories(&newsroom);
    assert_eq!(stories.len(), 2, "{stories:?}");
    assert!(stories.contains(&vec!["other.txt".to_owned()]));
}

#[test]
fn copy_from_one_template_is_as_many_stories() {
    let newsroom = Newsroom::new();
    for (county, town, sum, calls) in [
        ("Ember", "Cinder Pass", "305,900", 958),
        ("Sandhook", "Dry Fork", "97,250", 611),
        ("Marsh Creek", "Odell", "88,400", 402),
    ] {
        newsroom.receives(&format!("{}.txt", county.to_lowercase().replace(' ', "-")), format!(
            "Senator announces grant for {county} County\n\nSen. Constance Ivey announced on Tuesday that the {county} County fire department will receive ${sum} in federal funds under the Rural Firefighter Assistance Program.\n\nThe department, which is based in {town}, answered {calls} calls last year. \"Our firefighters run toward danger so that the rest of us do not have to, and they should not have to run a bake sale to pay for their equipment,\" Sen. Ivey said. \"I am proud to have fought for this funding for {county} County.\"\n\nThe program, which is administered by the Office of Rural Safety, requires a local match of 5 percent. Applications for the next round are due on June 30.\n"
        ));
    }
    assert_eq!(stories(&newsroom).len(), 3);
}

/// What a scanner makes of a text: a letter of every so manieth word is another, from one of them on.
fn scanned(text: &str, every: usize, from: usize) -> String {
    let word = |(at, word): (usize, &str)| match (at + from) % every {
        0 if word.contains('e') => word.replacen('e', "c", 1),
        0 if word.contains('o') => word.replacen('o', "0", 1),
        0 => word.replacen(['a', 'i', 'n', 'l'], "u", 1),
        _ => word.to_owned(),
    };
    let line = |line: &str| line.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ");
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn two_scans_of_one_report_are_copies_and_say_what_was_misread() {
    let newsroom = Newsroom::new();
    let body = paragraphs(FERRY).join("\n\n");
    newsroom.receives("one.txt", scanned(&body, 4, 0));
    newsroom.receives("two.txt", scanned(&body, 5, 1));
    newsroom.receives("other.txt", scanned(&paragraphs(BRIDGE).join("\n\n"), 5, 0));
    let stories = stories(&newsroom);
    assert_eq!(stories.len(), 2, "{stories:?}");
    assert!(stories.contains(&vec!["other.txt".to_owned()]));
    let why = newsroom.runs(&["why", "wire/one.txt", "wire/two.txt"]).out;
    assert!(why.starts_with("copies of one text") && why.contains("shared words differ by a slip"), "{why}");
}

#[test]
fn figures_and_endings_that_change_are_no_slips_of_a_scanner() {
    let newsroom = Newsroom::new();
    for (name, day, figures) in [
        (
            "one",
            "Tuesday",
            ["125000", "14320", "14110", "14215", "5312500", "91234500", "100250", "24750", "85922000"],
        ),
        (
            "two",
            "Thursday",
            ["135000", "14350", "14170", "14285", "5447500", "91099500", "110350", "24650", "85652000"],
        ),
    ] {
        let [shares, high, low, mean, held, issue, orrin, castell, votes] = figures;
        newsroom.receives(&format!("{name}.txt"), format!("Harbour Trust plc said on {day} that it bought back shares under the programme announced in May. Number of shares: {shares}. Highest price: {high} pence. Lowest price: {low} pence. Average price: {mean} pence. Following settlement Harbour Trust holds {held} shares in treasury and has {issue} shares in issue. Trading venue Orrin: {orrin} shares. Trading venue Castell: {castell} shares. Total voting rights: {votes}."));
    }
    for (name, day, [a, b, c, d]) in [
        ("tuesday", "во вторник", ["121 пункт", "3231 пункта", "121 копейку", "191 рубля"]),
        ("wednesday", "в среду", ["125 пунктов", "3235 пунктов", "124 копейки", "192 рублей"]),
    ] {
        newsroom.receives(&format!("{name}.txt"), format!("По итогам торгов {day} индекс биржи вырос на {a}, до {b}. Установленный банком курс доллара поднялся на {c}, до {d}. Курс евро поднялся на {c}, до {d}. Курс юаня поднялся на {c}, до {d}. Нефть на бирже в Кастелле подорожала на {c}, до {d}. Объем торгов на бирже составил {b}, сообщили в банке."));
    }
    assert_eq!(stories(&newsroom).len(), 4);
}

/// A report with a place for a town and for a mayor, and two of each, in scripts that have no capitals.
const GRANTS: [(&str, [[&str; 2]; 2]); 7] = [
    (
        "أعلنت وزارة النقل يوم الثلاثاء منح مدينة TOWN تمويلا لإصلاح الطرق والجسور. وقال رئيس بلدية TOWN MAYOR إن الأعمال ستبدأ في الربيع وتستمر حتى نهاية العام. وأضاف MAYOR أن السكان انتظروا هذا المشروع سنوات طويلة. وستشمل الأعمال الشوارع الرئيسية والمدارس والمستشفى.",
        [["عمان", "سامي حداد"], ["بيروت", "ليلى منصور"]],
    ),
    (
        "משרד התחבורה הודיע ביום שלישי כי יעניק לעיר TOWN מימון לתיקון כבישים וגשרים. ראש עיריית TOWN MAYOR אמר כי העבודות יחלו באביב ויימשכו עד סוף השנה. MAYOR הוסיף כי התושבים המתינו לפרויקט הזה שנים רבות. העבודות יכללו את הרחובות הראשיים, בתי הספר ובית החולים.",
        [["חיפה", "דוד כהן"], ["אשדוד", "רות לוי"]],
    ),
    (
        "परिवहन मंत्रालय ने मंगलवार को TOWN शहर को सड़कों और पुलों की मरम्मत के लिए धनराशि देने की घोषणा की। TOWN के महापौर MAYOR ने कहा कि काम वसंत में शुरू होगा और साल के अंत तक चलेगा। MAYOR ने कहा कि निवासियों ने इस परियोजना का वर्षों तक इंतजार किया। काम में मुख्य सड़कें, स्कूल और अस्पताल शामिल होंगे।",
        [["पटना", "सुनील वर्मा"], ["भोपाल", "अनीता राव"]],
    ),
    (
        "交通部周二宣布向TOWN市拨款用于修复道路和桥梁。TOWN市长MAYOR表示，工程将于春季开工，持续到年底。MAYOR说，居民们多年来一直盼望着这个项目。工程将包括主要街道、学校和医院，并为当地居民提供就业机会。交通部称，其他城市也将实施类似项目，资金将分批到位，验收由省级部门负责。",
        [["广州", "王海涛"], ["成都", "李春梅"]],
    ),
    (
        "国土交通省は火曜日、TOWN市に道路と橋の修復のための資金を交付すると発表した。TOWN市長のMAYOR氏は、工事は春に始まり年末まで続くと述べた。MAYOR氏は、住民は長年この事業を待ち望んでいたと語った。工事には主要道路、学校、病院が含まれ、地元の雇用にもつながる。同省によると、他の都市でも同様の事業が実施される予定だという。",
        [["札幌", "佐藤健一"], ["仙台", "鈴木花子"]],
    ),
    (
        "กระทรวงคมนาคมประกาศเมื่อวันอังคารว่าจะให้เงินแก่เมืองTOWNเพื่อซ่อมถนนและสะพาน MAYOR นายกเทศมนตรีเมืองTOWNกล่าวว่างานจะเริ่มในฤดูใบไม้ผลิและดำเนินไปจนถึงสิ้นปี MAYOR กล่าวว่าชาวบ้านรอโครงการนี้มานานหลายปี งานจะครอบคลุมถนนสายหลัก โรงเรียน และโรงพยาบาล",
        [["ภูเก็ต", "สมชาย ใจดี"], ["สงขลา", "วิภา ทองคำ"]],
    ),
    (
        "국토교통부는 화요일 TOWN시에 도로와 교량 보수를 위한 자금을 지원한다고 발표했다. TOWN 시장 MAYOR 씨는 공사가 봄에 시작되어 연말까지 계속될 것이라고 말했다. MAYOR 씨는 주민들이 오랫동안 이 사업을 기다려 왔다고 말했다. 공사에는 주요 도로와 학교, 병원이 포함된다.",
        [["부산", "김철수"], ["인천", "이영희"]],
    ),
];

#[test]
fn templates_in_scripts_without_capitals_are_as_many_stories_and_their_copies_are_found() {
    for (template, filled) in GRANTS {
        let newsroom = Newsroom::new();
        for (name, [town, mayor]) in ["a", "b"].into_iter().zip(filled) {
            let report = template.replace("TOWN", town).replace("MAYOR", mayor);
            let cut = report.char_indices().nth(report.chars().count() * 3 / 4).map_or(0, |(at, _)| at);
            newsroom.receives(&format!("{name}.txt"), &report);
            newsroom.receives(&format!("{name}-cut.txt"), &report[..cut]);
        }
        assert_eq!(stories(&newsroom), [["a-cut.txt", "a.txt"], ["b-cut.txt", "b.txt"]], "{template}");
    }
}

#[test]
fn german_nouns_may_be_exchanged_and_german_names_may_not() {
    let report = "Das Land fördert die Sanierung der Grundschule in Rostock mit 130.000 Euro. Das teilte das Ministerium am Dienstag mit. Mit dem Geld sollen das Dach erneuert und die Fenster ausgetauscht werden. Bürgermeister Karl Brandt sprach von einer guten Nachricht für die Kinder und ihre Eltern. Die Arbeiten sollen in den Ferien beginnen und bis zum Herbst dauern. Der Rat hatte den Antrag im Frühjahr gestellt. Die Schule war nach einem Wasserschaden zum Teil gesperrt worden.";
    let with = |changes: &[(&str, &str)]| {
        changes.iter().fold(report.to_owned(), |report, (from, to)| report.replace(from, to))
    };
    let newsroom = Newsroom::new();
    newsroom.receives("a.txt", report);
    let nouns = [
        ("Sanierung", "Erneuerung"),
        ("Geld", "Zuschuss"),
        ("die Kinder", "die Schüler"),
        ("Die Arbeiten", "Die Bauten"),
        ("Der Rat", "Der Magistrat"),
        ("Wasserschaden", "Rohrbruch"),
    ];
    newsroom.receives("b.txt", with(&nouns));
    newsroom.receives(
        "c.txt",
        with(&[("Rostock", "Kassel"), ("130.000", "90.000"), ("Karl Brandt", "Eva Lindner")]),
    );
    assert_eq!(stories(&newsroom), [vec!["a.txt", "b.txt"], vec!["c.txt"]]);
}

#[test]
fn figures_are_compared_in_whatever_digits_they_are_written() {
    let report = |digits: [&str; 4]| {
        let [high, low, wind, rain] = digits;
        format!(
            "توقعت هيئة الأرصاد هطول أمطار على الساحل يوم الثلاثاء مع درجة حرارة عظمى تبلغ {high} درجة وصغرى {low} درجة. وتهب الرياح بسرعة {wind} كيلومترا في الساعة على المناطق المجاورة. ودعت الهيئة السكان إلى توخي الحذر حتى يوم الأربعاء حيث تتراجع كميات الأمطار إلى {rain} مليمترات."
        )
    };
    let newsroom = Newsroom::new();
    newsroom.receives("a.txt", report(["٢٧", "١٤", "٣٥", "٦"]));
    newsroom.receives("b.txt", report(["27", "14", "35", "6"]));
    newsroom.receives("c.txt", report(["٣١", "١٩", "٥٢", "٨"]));
    assert_eq!(stories(&newsroom), [vec!["a.txt", "b.txt"], vec!["c.txt"]]);
}

#[test]
fn briefs_that_differ_in_the_place_alone_are_two_stories() {
    let newsroom = Newsroom::new();
    for (name, place) in [("a.txt", "Dover"), ("b.txt", "Milltown"), ("c.txt", "Dover")] {
        newsroom.receives(name, format!("{place} will see rain on Friday with highs near 54 and winds from the west at ten miles an hour.\n"));
    }
    assert_eq!(stories(&newsroom), [vec!["a.txt", "c.txt"], vec!["b.txt"]]);
}

#[test]
fn a_text_that_two_stories_share_does_not_chain_them() {
    let newsroom = Newsroom::new();
    let section = "The Hallam depot will close on Friday evenings from the first of May, the tram company said, and the night cars will start from the yard behind the brewery instead. Drivers had asked for the change since a fox was found asleep on the third rail in February, and the union's secretary, Berta Quist, called it overdue. Passengers who board at the depot will be carried free of charge for the first fortnight.";
    newsroom.receives("a.txt", BRIDGE);
    newsroom.receives("b.txt", format!("{BRIDGE}\n\n{section}"));
    newsroom.receives("c.txt", format!("Depot to close early\n\n{section}"));
    let stories = stories(&newsroom);
    let of = |name: &str| stories.iter().position(|story| story.iter().any(|source| source == name));
    assert_eq!(of("a.txt"), of("b.txt"));
    assert_ne!(of("a.txt"), of("c.txt"));
}

#[test]
fn the_head_and_the_tail_of_one_article_are_one_story_with_it() {
    let newsroom = Newsroom::new();
    let head = "The lender Velm Bank said on Monday that its chief executive, Marit Solheim, would step down in June after eleven years, a week after the regulator in Harstad fined it for keeping the savings of 4,100 customers in accounts that paid no interest at all.\n\nIn a letter to staff, Solheim wrote that Velm Bank had grown too fast for its own good, and that the Harstad office had been told of the fault in 2021 by a clerk whose report was filed and forgotten.";
    let tail = "Shares of Velm Bank, which had lost a fifth of their value since the fine, rose by 3 percent in Harstad when the news came out. Analysts said that whoever follows Solheim would have to sell the leasing arm, for which two offers are on the table.\n\nThe board of Velm Bank is to meet on Thursday. Solheim, a former rower who keeps an oar in her office in Harstad, told reporters outside that she had no plans but to sleep, and then to row to the lighthouse and back.";
    newsroom.receives("whole.txt", format!("{head}\n\n{tail}"));
    newsroom.receives("head.txt", head);
    newsroom.receives("tail.txt", tail);
    assert_eq!(stories(&newsroom), [["head.txt", "tail.txt", "whole.txt"]]);
}

#[test]
fn every_link_carries_its_evidence() {
    let newsroom = Newsroom::new();
    newsroom.receives("a.txt", FERRY);
    newsroom.receives("b.txt", paragraphs(FERRY)[..3].join("\n\n"));
    let said = newsroom.runs(&["copies", "wire", "--format", "jsonl", "-q"]);
    let link = &lines(&said.out)[0]["links"][0];
    assert_eq!(link["containment"], 1.0);
    assert!(link["passage"]["words"].as_u64().unwrap() > 100);
    let text = newsroom.runs(&["copies", "wire"]);
    assert!(text.out.contains("100 % of the shorter in common with wire/a.txt"), "{}", text.out);
    assert!(text.out.contains("words in a row: “The ferry that links"), "{}", text.out);
    assert!(text.err.contains("2 articles, 1 story in several copies"), "{}", text.err);
}

#[test]
fn an_item_in_other_words_that_gives_the_address_of_an_article_is_listed_with_it() {
    let newsroom = Newsroom::new();
    let url = "https://tamsin-echo.example/2026/03/ferry-stays-in-port";
    let item = |outlet: &str, url: &str, headline: &str, text: &str| {
        serde_json::json!({"source": outlet, "url": url, "title": headline, "text": text}).to_string()
    };
    let teaser = "A cracked shaft keeps the only boat across the sound from sailing.";
    newsroom.receives(
        "feeds.jsonl",
        [
            item("Tamsin Echo", url, "Ferry stays in port", FERRY),
            item("Links of the Day", &format!("{url}?utm_source=links"), "No boat till spring", teaser),
            item("Harbour Board", "", "Ferry stays in port", ""),
        ]
        .join("\n"),
    );
    let said = newsroom.runs(&["copies", "wire"]);
    for line in ["\n    the address of wire/feeds.jsonl:1\n", "\n    the headline of wire/feeds.jsonl:1\n"] {
        assert!(said.out.contains(line), "{}", said.out);
    }
    let said = newsroom.runs(&["why", "wire/feeds.jsonl:1", "wire/feeds.jsonl:2"]);
    assert_eq!(said.code, Some(0));
    assert!(said.out.starts_with("one story: the shorter gives the address of the other\n"), "{}", said.out);
    let said = newsroom.runs(&["copies", "wire", "--format", "jsonl"]);
    assert_eq!(lines(&said.out)[0]["links"][0]["teaser"], "address");
}

#[test]
fn a_few_words_that_a_longer_text_holds_are_no_copy_of_it() {
    let newsroom = Newsroom::new();
    newsroom.receives("feeds.jsonl", [r#"{"title": "The Harrow 9.4 engine"}"#, r#"{"text": "A shipyard in Tamsin has bought the Harrow 9.4 engine for its two newest tugs, which will sail in May."}"#].join("\n"));
    assert_eq!(stories(&newsroom).len(), 2);
    let said = newsroom.runs(&["why", "wire/feeds.jsonl:1", "wire/feeds.jsonl:2"]);
    assert!(said.out.starts_with("not copies: a few words"), "{}", said.out);
}

#[test]
fn one_article_s_copies_can_be_asked_for() {
    let newsroom = Newsroom::new();
    newsroom.receives("a.txt", FERRY);
    newsroom.receives("b.txt", paragraphs(FERRY)[..3].join("\n\n"));
    newsroom.receives("c.txt", BRIDGE);
    let said = newsroom.runs(&["copies", "wire", "--of", "wire/b.txt", "--format", "jsonl"]);
    assert_eq!(lines(&said.out).len(), 1);
    assert!(said.out.contains("wire/a.txt"));
    assert_eq!(newsroom.runs(&["copies", "wire", "--of", "wire/c.txt"]).code, Some(1), "it has no copies");
}

#[test]
fn why_tells_what_two_articles_share_and_which_test_they_failed() {
    let newsroom = Newsroom::new();
    newsroom.receives("a.txt", FERRY);
    newsroom.receives("b.txt", paragraphs(FERRY)[..3].join("\n\n"));
    newsroom.receives("c.txt", BRIDGE);
    let said = newsroom.runs(&["why", "wire/a.txt", "wire/b.txt"]);
    assert_eq!(said.code, Some(0));
    assert!(said.out.starts_with("copies of one text\n  in common          100.0 %"), "{}", said.out);
    let said = newsroom.runs(&["why", "wire/a.txt", "wire/c.txt"]);
    assert_eq!(said.code, Some(1));
    assert!(said.out.starts_with("not copies: less than 45 %"), "{}", said.out);
}

const FOODS: [&str; 12] = [
    "leeks", "peas", "rice", "plums", "beans", "nuts", "lentils", "pears", "barley", "carrots", "figs",
    "oats",
];

#[test]
fn why_in_a_wire_tells_what_its_other_articles_show() {
    let newsroom = Newsroom::new();
    let recipe = |at: usize| {
        let food = |turn: usize| FOODS[(at + turn * turn) % FOODS.len()];
        let text = format!(
            "Wash the {} and leave them in cold water for an hour. Chop the {} and fry them in butter until they are \
            soft, then add the {} and a pinch of salt. Pour it all into a deep dish, lay the {} on top and bake it for \
            forty minutes, until the crust is brown. Serve it hot, with {} and a spoon of cream.",
            food(0),
            food(1),
            food(2),
            food(3),
            food(4)
        );
        serde_json::json!({ "text": text }).to_string()
    };
    newsroom.receives("recipes.jsonl", (0..FOODS.len()).map(recipe).collect::<Vec<_>>().join("\n"));
    let two = ["why", "wire/recipes.jsonl:1", "wire/recipes.jsonl:2"];
    let alone = newsroom.runs(&two);
    assert!(alone.out.starts_with("copies of one text\n"), "{}", alone.out);
    let said = newsroom.runs(&[&two[..], &["--in", "wire"]].concat());
    assert_eq!(said.code, Some(1));
    assert!(said.out.starts_with("two stories; not copies: many articles of the wire say"), "{}", said.out);
    let said = newsroom.runs(&[&two[..], &["--in", "wire", "--format", "jsonl"]].concat());
    assert_eq!(lines(&said.out)[0]["failed"], "frame");
}

#[test]
fn why_in_a_wire_names_the_articles_by_way_of_which_two_are_of_one_story() {
    let newsroom = Newsroom::new();
    let all = paragraphs(FERRY);
    newsroom.receives("whole.txt", FERRY);
    let headed = |part: &[&str]| format!("Ferry stays in port until the spring\n\n{}", part.join("\n\n"));
    newsroom.receives("head.txt", headed(&all[..all.len() / 2]));
    newsroom.receives("tail.txt", headed(&all[all.len() / 2..]));
    newsroom.receives("other.txt", BRIDGE);
    let why = |other: &str| newsroom.runs(&["why", "wire/head.txt", other, "--in", "wire"]);
    let said = why("wire/tail.txt");
    assert_eq!(said.code, Some(0));
    assert!(
        said.out.starts_with(
            "one story of 3 articles, by way of wire/whole.txt; the two are not copies: less than 45 %"
        ),
        "{}",
        said.out
    );
    assert!(why("wire/whole.txt").out.starts_with("copies of one text, in a story of 3 articles\n"));
    let said = newsroom.runs(&["why", "wire/head.txt", "wire/tail.txt", "--in", "wire", "--format", "jsonl"]);
    assert_eq!(lines(&said.out)[0]["by_way_of"], serde_json::json!(["wire/whole.txt"]));
    let said = why("wire/none.txt");
    assert_eq!(said.code, Some(2), "{}", said.err);
    let said = why("wire/head.txt");
    assert!(said.err.contains("are one article"), "{}", said.err);
    let said = newsroom.runs(&["why", "./wire/head.txt", "wire/../wire/whole.txt", "--in", "wire"]);
    assert!(
        said.out.starts_with("copies of one text, in a story of 3 articles\n"),
        "no file is read twice: {}",
        said.out
    );
}

#[test]
fn the_same_bytes_come_out_whatever_the_number_of_threads() {
    let runs: Vec<String> = ["1", "2", "8"]
        .iter()
        .map(|threads| {
            crate::newsroom::run(
                Newsroom::sample(),
                &["copies", "corpus/wire", "--format", "jsonl", "-q", "-j", threads],
                b"",
            )
            .out
        })
        .collect();
    assert!(runs[0].len() > 10_000);
    assert_eq!(runs[0], runs[1]);
    assert_eq!(runs[0], runs[2]);
}

#[test]
fn headlines_alone_find_their_copies_and_no_others() {
    let newsroom = Newsroom::new();
    let headlines = [
        "Dockers at Port Ellery end nine-day strike",
        "Dockers at Port Ellery End Nine-Day Strike",
        "Dockers at Port Tamsin begin strike",
        "Ferry to Tamsin stays in port until spring",
        "Ferry to Tamsin stays in port until spring – owner",
    ];
    let wire: String = headlines.map(|headline| format!("{{\"title\": \"{headline}\"}}\n")).concat();
    let said = newsroom.hears(&["copies", "-", "--format", "jsonl"], &wire);
    let stories: Vec<Vec<String>> = lines(&said.out)
        .iter()
        .map(|story| {
            let articles = story["articles"].as_array().unwrap();
            articles.iter().map(|article| article["source"].as_str().unwrap().to_owned()).collect()
        })
        .collect();
    assert_eq!(stories, [vec!["-:1", "-:2"], vec!["-:3"], vec!["-:4", "-:5"]]);
}

#[test]
fn the_same_report_with_every_figure_another_is_another_and_with_two_it_is_an_update() {
    let report = |figures: [u32; 8]| {
        let [boxes, by_train, hours, longest, trips, tugs, empty, lorries] = figures;
        format!(
            "Harbour report\n\nThe port handled {boxes} containers in the week, its office said, of which {by_train} came by \
             train and the others by road. Ships waited {hours} hours on average for a berth, while the longest had to \
             wait for {longest} hours because of fog in the outer channel. Pilots made {trips} trips and tugs were called {tugs} \
             times. The yard held {empty} empty boxes on the last day, and {lorries} lorries a day went through the gate, \
             which the office called a usual number for the season.\n"
        )
    };
    let newsroom = Newsroom::new();
    newsroom.receives("a.txt", report([4120, 1310, 17, 61, 88, 143, 905, 612]));
    newsroom.receives("b.txt", report([4120, 1290, 17, 61, 88, 151, 905, 612]));
    newsroom.receives("c.txt", report([3877, 1104, 22, 49, 79, 120, 1033, 574]));
    assert_eq!(stories(&newsroom), [vec!["a.txt", "b.txt"], vec!["c.txt"]]);
}
