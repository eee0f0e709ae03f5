use super::*;
use crate::article::{Article, Draft, Origin};
use crate::options::Options;

fn cleaned(headline: Option<&str>, body: &str) -> Article {
    let origin = Origin::file(std::path::Path::new("a.txt"));
    let draft = Draft { headline: headline.map(Into::into), ..Draft::new(origin, body.into()) };
    crate::clean::article(draft, &Options::new(jiff::civil::date(2026, 3, 5))).unwrap()
}

#[test]
fn the_opening_of_copy_in_a_script_without_blanks_is_no_caption() {
    for (headline, lede, next) in [
        (
            "เรือข้ามฟากจอดถึงฤดูใบไม้ผลิ",
            "เรือข้ามฟากที่เชื่อมสองฝั่งของช่องแคบจะจอดอยู่ที่ท่าเรือจนถึงฤดูใบไม้ผลิ เจ้าของเรือกล่าวเมื่อวันจันทร์ หลังจากพบรอยร้าวที่เพลาใบจักร",
            "CORRECTION: An earlier version of this article gave another name for the owner of the ferry.",
        ),
        (
            "渡船停航至春天",
            "连接海峡两岸的渡船将停泊在港口直到春天，船主周一表示，检查人员在船轴上发现了裂缝",
            "公司为所有购票者办理退款，并将开行一班巴士，直到新的船轴从造船厂运来为止。",
        ),
    ] {
        let article = cleaned(Some(headline), &format!("{lede}\n{next}"));
        assert_eq!(article.body.lines().next(), Some(lede));
    }
}

#[test]
fn a_few_short_lines_above_a_story_are_captions_and_many_are_a_list_of_its_own() {
    let story =
        "Heat the milk with the butter in a pan, add the flour and stir until the dough leaves the pan.";
    let list = "200 g flour\n100 g butter\n50 ml milk\n1 egg\nSalt\nSugar\nYeast\nAlmonds\nCloves";
    let kept = |above: &str| cleaned(Some("Almond rolls"), &format!("{above}\n{story}")).body.lines().count();
    assert_eq!(kept(list), 10);
    assert_eq!(kept("Rolls on a plate\nThe kitchen"), 1);
    assert_eq!(kept(&format!("ADVERTISEMENT\n{list}")), 1, "of a page that shows its furniture");
}

#[test]
fn lines_that_say_more_than_all_below_or_go_on_are_the_story() {
    let about = "The Tamsin Herald covers politics, schools and sport in Tamsin and in the towns around it, six days a week.";
    let fixtures = "Pinecrest meets Newbury on the North Field\nBexley meets Corbin by the mill\nDunmere meets Sella at five\n\
        Marlow meets Brack in the park\nReferees are named on the day and children come in free";
    let kept = |above: &str| {
        let page = format!("{above}\n{about}\n- Advertisement -");
        cleaned(Some("Tuesday in sport"), &page).body.lines().count()
    };
    assert_eq!(kept(fixtures), 6);
    assert_eq!(kept("Pinecrest meets Newbury on the North Field, as\nit did last year in the rain"), 3);
    assert_eq!(kept("Pinecrest on the North Field\nThe stand of Newbury"), 1);
}

#[test]
fn figures_above_the_first_paragraph_are_no_captions_nor_is_what_a_colon_introduces() {
    let rules = "The jackpot is estimated at 126 million crowns, and whoever plays has to be of age.";
    let kept =
        |above: &str| cleaned(Some("Tamsin lottery"), &format!("{above}\n{rules}")).body.lines().count();
    assert_eq!(kept("Pick three: 4-2-3\nCash five: 31-0-9-4-22"), 3);
    assert_eq!(kept("A ticket\nThese were named on Sunday:\nLena Orr\nTom Maas"), 4);
    assert_eq!(kept("Photo 2 of 5\nWinners:\nThe draw on Sunday"), 2);
}

#[test]
fn a_press_release_has_its_headline_below_its_contacts() {
    let article = cleaned(
        None,
        "FOR IMMEDIATE RELEASE\nMarch 4, 2026\n\nMedia contacts:\nLena Orr, (555) 010-2233, lorr@orrin.example\n\n\
         ORRIN TOOLS CLOSES ITS WORKS AT TAMSIN\n\nDENVER, March 4, 2026 /PRNewswire/ -- Orrin Tools said on \
         Wednesday that it would close its works at Tamsin in May and move the forge to Ellery.",
    );
    assert_eq!(article.headline.as_deref(), Some("ORRIN TOOLS CLOSES ITS WORKS AT TAMSIN"));
    assert_eq!(article.dateline.as_deref(), Some("DENVER, March 4, 2026 /PRNewswire/"));
    assert_eq!(article.body.lines().count(), 1);
}

#[test]
fn the_mark_of_a_version_leaves_the_headline_and_is_kept_among_what_was_removed() {
    let body =
        "The ferry that links the two shores of the sound will stay in port until spring, its owner said.";
    for article in [
        cleaned(Some("UPDATE 2-Ferry stays in port"), body),
        cleaned(None, &format!("UPDATE 2-Ferry stays in port\n\n{body}")),
    ] {
        assert_eq!(article.headline.as_deref(), Some("Ferry stays in port"));
        assert_eq!(article.removed[0].line, "UPDATE 2-");
        assert_eq!(article.body, body);
    }
}

#[test]
fn the_head_of_a_printed_page_is_struck_wherever_it_was_scanned() {
    let story =
        "The ferry that links the two shores of the sound will stay in port until spring, its owner said.";
    let head = "ELLERY ARGUS, THURSDAY, MARCH 5, 2026.";
    let article =
        cleaned(Some("Ferry stays in port"), &format!("{story}\n{head}\nThe shaft has cracks, and {story}"));
    assert_eq!(article.body.lines().count(), 2);
    assert_eq!(article.removed[0].line, head);
}

#[test]
fn datelines_leave_the_lede() {
    for (text, dateline, rest) in [
        (
            "PORT ELLERY, March 2 (Northwire) — Dockers return.",
            "PORT ELLERY, March 2 (Northwire)",
            "Dockers return.",
        ),
        ("LONDON (Northwire) - Shares fell 3.4 percent.", "LONDON (Northwire)", "Shares fell 3.4 percent."),
        ("Rome (CNN) The ferry stays in port.", "Rome (CNN)", "The ferry stays in port."),
        ("Oct 26 (Northwire) - Oil prices fell.", "Oct 26 (Northwire)", "Oil prices fell."),
        ("Berlin (dpa) - Die Fähre bleibt im Hafen.", "Berlin (dpa)", "Die Fähre bleibt im Hafen."),
        (
            "Madrid, 2 mar (EFE).- El barco sigue en puerto.",
            "Madrid, 2 mar (EFE)",
            "El barco sigue en puerto.",
        ),
        (
            "MOSCOW, March 2. /TASS/. The ferry stays in port.",
            "MOSCOW, March 2. /TASS/",
            "The ferry stays in port.",
        ),
        ("(ANSA) - Il traghetto resta in porto.", "(ANSA)", "Il traghetto resta in porto."),
        ("WASHINGTON — The U.S. Senate voted.", "WASHINGTON", "The U.S. Senate voted."),
        ("Washington, D.C. -- Senator Roe spoke.", "Washington, D.C.", "Senator Roe spoke."),
        (
            "DENVER, March 4, 2026 /PRNewswire/ -- Orrin Tools said it would close.",
            "DENVER, March 4, 2026 /PRNewswire/",
            "Orrin Tools said it would close.",
        ),
        (
            "TORONTO, March 4, 2026 /CNW/ - Orrin Tools said.",
            "TORONTO, March 4, 2026 /CNW/",
            "Orrin Tools said.",
        ),
        (
            "NEW YORK, March 04, 2026 (GLOBE NEWSWIRE) -- Orrin Tools said.",
            "NEW YORK, March 04, 2026 (GLOBE NEWSWIRE)",
            "Orrin Tools said.",
        ),
        ("HOUSTON--(BUSINESS WIRE)--Orrin Tools said.", "HOUSTON--(BUSINESS WIRE)", "Orrin Tools said."),
        (
            "New Tamsin [Varland], March 2 (Interpress): The minister left.",
            "New Tamsin [Varland], March 2 (Interpress)",
            "The minister left.",
        ),
        (
            "St. Orla, Varland, Oct. 26 (Northwire) – “We won,” she said.",
            "St. Orla, Varland, Oct. 26 (Northwire)",
            "“We won,” she said.",
        ),
    ] {
        assert_eq!(split_dateline(text), Some((dateline, rest)));
    }
}

#[test]
fn ledes_that_open_otherwise_keep_their_words() {
    for text in [
        "Bill Orr — the mayor’s brother — was not there.",
        "Ferry owners said: “We wait.”",
        "UPDATE: The road is open.",
        "Two men, aged 30 and 41 - both of Ellery - were held.",
        "Ellery United 3 - 1 Tamsin Rovers.",
        "The U.S. (and Canada) will meet on March 2 – a first.",
        "With the Harbour Repair and Closure (HRC) Commission at work, the towns wait.",
        "The Ministry of Ports (MOP) Council met.",
        "NATO: an alliance.",
        "I — no.",
        "",
    ] {
        assert_eq!(split_dateline(text), None, "{text}");
    }
}

#[test]
fn bylines_give_the_name() {
    for (text, name) in [
        ("By Ada Winter", Some("Ada Winter")),
        ("BY J. K. ORR, COURIER STAFF", Some("J. K. ORR")),
        ("By Ada Winter and Tom de Vries | March 2, 2026", Some("Ada Winter and Tom de Vries")),
        ("Staff Reporter", Some("Staff Reporter")),
        ("By Monday", None),
        ("By Monday the river had risen.", None),
        ("By the sea, by the sea.", None),
        ("Bystanders fled", None),
    ] {
        assert_eq!(signed(text).as_deref(), name, "{text}");
    }
}
