use super::lists::{GONE, TAGS};
use super::*;

#[test]
fn furniture_is_told_by_the_line_alone() {
    for (line, why) in [
        ("- Advertisement -", Some(ADVERT)),
        ("ADVERTISEMENT", Some(ADVERT)),
        ("Story continues below", Some(ADVERT)),
        ("Share on Facebook Share on X", Some(SHARE)),
        ("Share Tweet Email Print", Some(SHARE)),
        ("More from the Ellery Courier", Some(HEADING)),
        ("Facebook | Twitter | WhatsApp | Email", Some(SHARE)),
        ("Home News Sport Business Opinion", Some(MENU)),
        ("Home > World > Asia", Some(MENU)),
        ("Quillon Standard | News | Sport | Puzzles", Some(MENU)),
        ("Sign in / Register", Some(MENU)),
        ("Also read: Bridge toll to double in June", Some(MORE)),
        ("Related News", Some(HEADING)),
        ("Must Read", Some(HEADING)),
        ("Editor’s Picks", Some(HEADING)),
        ("3 comments", Some(COUNT)),
        ("4 min read", Some(COUNT)),
        ("Reading time: 2 minutes", Some(COUNT)),
        ("Sign up for our morning newsletter", Some(JOIN)),
        ("Thank you for reading the Quillon Standard.", Some(JOIN)),
        ("Not a member of the Quillon Standard yet?", Some(JOIN)),
        ("Quiz: how well do you know the harbour?", Some(MORE)),
        ("If you buy through a link on this page, we may earn a commission.", Some(ADVERT)),
        ("We’ve encountered an error, please try again.", Some(LEGAL)),
        ("Media contacts:", Some(MARK)),
        ("We use cookies to make this site work.", Some(LEGAL)),
        ("© 2026 Ellery Courier. All rights reserved.", Some(LEGAL)),
        ("The harbour at dusk. (Photo by Lena Orr)", Some(CAPTION)),
        ("No room, no study? So it goes at the harbour. Foto: Lena Orr/NW", Some(CAPTION)),
        ("harbour at dusk 2.jpg", Some(CAPTION)),
        ("Tags: harbour, strike", Some(TAGS)),
        ("Loading...", Some(GONE)),
        ("This article is no longer available.", Some(GONE)),
        ("Seite nicht gefunden", Some(GONE)),
        ("You will be automatically redirected to the home page in five seconds.", Some(GONE)),
        ("Full story to come.", Some(LATER)),
        ("This is a breaking story. Check back for updates.", Some(LATER)),
        ("Story developing…", Some(LATER)),
        ("Jetzt weiterlesen mit dem Probeabo.", Some(JOIN)),
        ("¿Ya es suscriptor? Inicie sesión.", Some(JOIN)),
        ("Wir verwenden Cookies, damit diese Seite läuft.", Some(LEGAL)),
        ("Partager sur Facebook", Some(SHARE)),
        ("Email a friend", Some(SHARE)),
        ("Page 2 of 3", Some(COUNT)),
        ("« Previous 1 2", Some(COUNT)),
        ("About us | Contact | Careers | Privacy | Terms", Some(MENU)),
        ("Continuer sans accepter", Some(LEGAL)),
        (
            "Noi e i nostri 265 fornitori archiviamo informazioni su un dispositivo, ad esempio tramite cookie.",
            Some(LEGAL),
        ),
        ("Recibe cada mañana lo que pasó en la ría.", Some(JOIN)),
        ("* * *", Some(RULE)),
        ("BC-Harbour Strike, 2nd Ld-Writethru", Some(MARK)),
        ("HARBOUR-STRIKE", Some(MARK)),
        ("-30-", Some(MARK)),
    ] {
        assert_eq!(kind(line, &mut String::new()), why, "{line}");
    }
}

#[test]
fn a_long_line_is_furniture_only_where_somebody_asks_for_consent() {
    let asked =
        "We and our 412 partners store and read information on your device, such as cookies, to show you ";
    let why = "what we think that you want to see, and to count how often you do. ".repeat(5);
    let is_legal = |line: &str| kind(line, &mut String::new()) == Some(LEGAL);
    assert!(is_legal(&format!("{asked}{why}")));
    for told in ["The council told its partners that ", "We asked the ferry about cookies. It said that "] {
        assert!(!is_legal(&format!("{told}{why}")));
    }
}

#[test]
fn a_caption_or_a_pointer_that_is_all_there_is_stays() {
    let cleaned = |body: &str| {
        let origin = crate::article::Origin::file(std::path::Path::new("a.txt"));
        let options = crate::options::Options::new(jiff::civil::date(2026, 3, 5));
        crate::clean::article(crate::article::Draft::new(origin, body.into()), &options)
            .map(|article| article.body)
    };
    let caption = "Lena Orr at the harbour of Tamsin on Monday (Photo: Ada Winter/NW)";
    assert_eq!(cleaned(caption).as_deref(), Ok(caption));
    assert!(cleaned("Photo: Ada Winter/NW").is_err());
    let pointer = "Watch: SEN. ORR ASKS STUDENTS OF TAMSIN TO APPLY BEFORE MAY";
    assert_eq!(cleaned(pointer).as_deref(), Ok(pointer));
    assert!(cleaned("Watch: the news").is_err());
}

#[test]
fn sentences_of_the_story_are_not_furniture() {
    for line in [
        "“Thank you for reading to us,” the mayor told the girl.",
        "The minister asked the council to share the advertisement budget with the towns.",
        "“Share this burden with us,” the mayor told the crowd that had come to the harbour in the rain.",
        "Watch out: the road is closed.",
        "He took out a photo: the harbour in the rain.",
        "Exclusive: 连接海峡两岸的渡船将停泊在港口直到春天，船主周一在市政厅表示。",
        "Not a drop of rain yet",
        "We will bring you the boat on Monday, her son told her, and nobody has seen him since.",
        "Developing the quay took nine years.",
        "Not a member of the party, he voted for the bridge.",
        "Agents earn a commission on every ferry that they sell.",
        "More than 300 people were moved to a school.",
        "Home prices rose 3.4 percent in March.",
        "More in sorrow than in anger, he voted no.",
        "Share and share alike",
        "Loading the ferry took three hours.",
        "Access denied to the harbour for weeks, he said, had cost him his boat.",
        "The firm sells newsletters to banks.",
        "Sport England said it would review the rule.",
        "By Monday the river had risen by two metres.",
        "In business, politics and sport, the town has been in decline.",
    ] {
        assert_eq!(kind(line, &mut String::new()), None, "{line}");
    }
}
