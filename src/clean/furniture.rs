//! Strikes page furniture: lines that show by themselves that they belong to the page, not to the article.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Proof;
use super::text::ends_sentence;

const ADVERT: &str = "an advertisement's label";
const SHARE: &str = "buttons for sharing";
const MENU: &str = "the site's menu";
const MORE: &str = "a pointer to another article";
const HEADING: &str = "the heading of a list of other articles";
const JOIN: &str = "an invitation to subscribe or to follow";
const LEGAL: &str = "a legal or cookie notice";
const COMMENT: &str = "the comment section's furniture";
const COUNT: &str = "a reading time or a count";
const CAPTION: &str = "a picture's caption or credit";
const RULE: &str = "a line without words";
const MARK: &str = "an end or slug mark of the wire";
const TAGS: &str = "tags or topics";

/// Whole lines, in lower case, without the marks around them.
const LINES: &[(&str, &[&str])] = &[
    (
        ADVERT,
        &[
            "advertisement",
            "advertisements",
            "advertisment",
            "advertising",
            "advert",
            "ad",
            "ads",
            "sponsored",
            "sponsored content",
            "promoted",
            "promoted content",
            "paid content",
            "partner content",
            "ads by google",
            "story continues below",
            "story continues below advertisement",
            "story continues below this ad",
            "story continues after advertisement",
            "article continues below",
            "article continues below advertisement",
            "article continues after advertisement",
            "article continues after this advertisement",
            "continue reading below",
            "advertisement continue reading below",
            "scroll to continue",
            "scroll to continue reading",
            "scroll down to continue",
            "skip ad",
            "skip advertisement",
            "remove ads",
            "this advertisement has not loaded yet",
            "anzeige",
            "werbung",
            "publicidad",
            "publicité",
            "pubblicità",
            "reklama",
            "реклама",
            "advertentie",
        ],
    ),
    (
        SHARE,
        &[
            "share",
            "share this",
            "share this article",
            "share this story",
            "share this post",
            "share article",
            "share it",
            "share on",
            "tweet",
            "print",
            "print this page",
            "email",
            "email this article",
            "copy link",
            "copied",
            "link copied",
            "send",
            "save",
            "save article",
            "bookmark",
            "listen to this article",
            "listen",
            "teilen",
            "compartir",
            "partager",
            "condividi",
        ],
    ),
    (
        MENU,
        &[
            "menu",
            "home",
            "search",
            "skip to content",
            "skip to main content",
            "skip to navigation",
            "navigation",
            "main menu",
            "close",
            "close menu",
            "open menu",
            "toggle navigation",
            "back to top",
            "top",
            "sections",
            "log in",
            "login",
            "sign in",
            "sign up",
            "register",
            "my account",
            "subscribe",
            "subscribe now",
            "donate",
            "contact us",
            "about us",
            "e-paper",
            "epaper",
            "live tv",
            "next",
            "previous",
            "previous article",
            "next article",
            "prev",
            "show more",
            "load more",
            "view all",
            "see all",
            "view more",
            "read full article",
            "more",
            "uncategorized",
            "breaking news",
            "follow",
            "following",
        ],
    ),
    (
        HEADING,
        &[
            "related",
            "related news",
            "related stories",
            "related story",
            "related articles",
            "related article",
            "related posts",
            "related topics",
            "related content",
            "related coverage",
            "related links",
            "related reading",
            "latest",
            "latest news",
            "latest stories",
            "latest articles",
            "latest posts",
            "latest headlines",
            "must read",
            "must reads",
            "must-read",
            "must watch",
            "most read",
            "most popular",
            "most viewed",
            "most shared",
            "most commented",
            "popular",
            "popular news",
            "popular posts",
            "popular stories",
            "trending",
            "trending now",
            "trending news",
            "trending stories",
            "trending topics",
            "recommended",
            "recommended for you",
            "recommended stories",
            "recommended articles",
            "you may also like",
            "you might also like",
            "you may be interested in",
            "you might be interested in",
            "also read",
            "read also",
            "read more",
            "read next",
            "up next",
            "what to read next",
            "more news",
            "more stories",
            "more from this section",
            "more from author",
            "more like this",
            "more on this story",
            "more on this topic",
            "more headlines",
            "top stories",
            "top news",
            "editor's picks",
            "editors' picks",
            "editor's pick",
            "editors picks",
            "don't miss",
            "dont miss",
            "in other news",
            "other news",
            "other stories",
            "from around the web",
            "around the web",
            "from the web",
            "from our partners",
            "in case you missed it",
            "featured",
            "featured stories",
            "featured news",
            "recent posts",
            "recent news",
            "recent articles",
            "recent stories",
            "see also",
            "similar articles",
            "similar stories",
            "news in pictures",
            "photo gallery",
            "videos",
            "topics",
            "tags",
            "archives",
            "categories",
            "mehr zum thema",
            "lesen sie auch",
            "auch interessant",
            "más noticias",
            "lea también",
            "lire aussi",
            "à lire aussi",
            "leggi anche",
            "lees ook",
            "читайте также",
        ],
    ),
    (
        COMMENT,
        &[
            "comments",
            "comment",
            "leave a comment",
            "leave a reply",
            "post a comment",
            "post comment",
            "add a comment",
            "add comment",
            "view comments",
            "show comments",
            "read comments",
            "no comments",
            "no comments yet",
            "be the first to comment",
            "join the conversation",
            "join the discussion",
            "comments are closed",
            "cancel reply",
            "your email address will not be published",
            "report abuse",
            "sort by",
        ],
    ),
    (
        JOIN,
        &[
            "newsletter",
            "newsletters",
            "sign up",
            "follow us",
            "follow us on",
            "subscribe to our newsletter",
            "sign up for our newsletter",
            "get the latest news",
            "stay connected",
            "stay informed",
            "enter your email",
            "your email address",
            "email address",
            "subscribe today",
            "become a member",
            "support us",
            "download our app",
            "get our app",
            "join us",
            "join our whatsapp channel",
            "join our telegram channel",
        ],
    ),
    (
        LEGAL,
        &[
            "all rights reserved",
            "privacy policy",
            "terms of use",
            "terms of service",
            "terms and conditions",
            "cookie policy",
            "cookie settings",
            "accept",
            "accept all",
            "accept cookies",
            "accept all cookies",
            "reject all",
            "manage cookies",
            "manage preferences",
            "got it",
            "i agree",
            "disclaimer",
            "copyright",
        ],
    ),
    (
        CAPTION,
        &[
            "image",
            "photo",
            "photos",
            "file photo",
            "file image",
            "file picture",
            "file",
            "representational image",
            "representative image",
            "image source",
            "image credit",
            "photo credit",
            "getty images",
            "gallery",
            "video",
            "play",
            "play video",
            "watch video",
            "enlarge",
            "enlarge image",
            "view gallery",
            "hide caption",
            "toggle caption",
            "click to enlarge",
            "afp",
            "reuters photo",
        ],
    ),
    (
        MARK,
        &[
            "ends",
            "end",
            "end it",
            "30",
            "more",
            "more follows",
            "more to follow",
            "more to come",
            "eom",
            "endit",
            "(ends)",
            "(end)",
            "(more)",
            "for immediate release",
        ],
    ),
];

/// What a short line begins with, in lower case.
const OPENINGS: &[(&str, &[&str])] = &[
    (ADVERT, &["advertisement -", "advertisement –", "sponsored by ", "ad:"]),
    (
        MORE,
        &[
            "read more:",
            "read more |",
            "read more –",
            "read more -",
            "read more about",
            "read more at",
            "read more in",
            "read more from",
            "read more on",
            "also read:",
            "also read |",
            "also read –",
            "also read -",
            "also read—",
            "read also:",
            "read also |",
            "read:",
            "read |",
            "see also:",
            "see also |",
            "related:",
            "related |",
            "related story:",
            "related article:",
            "related news:",
            "watch:",
            "watch |",
            "watch live:",
            "listen:",
            "must read:",
            "must read |",
            "don't miss:",
            "more:",
            "in pictures:",
            "in pics:",
            "in photos:",
            "explained:",
            "explainer:",
            "exclusive:",
            "click here",
            "more on this",
            "more from ",
            "for more on this",
            "for more news",
            "for more stories",
            "to read the full",
            "read the full",
            "full story:",
            "full coverage:",
            "opinion |",
            "timeline:",
            "live updates:",
            "follow live",
            "continue reading",
            "read next:",
            "up next:",
            "next read:",
            "you may also like",
            "you might also like",
            "lesen sie auch:",
            "lea también:",
            "lire aussi",
            "à lire aussi",
            "leggi anche",
            "lees ook:",
        ],
    ),
    (SHARE, &["share this ", "share on ", "share via ", "share to ", "tweet this", "click to share"]),
    (
        MENU,
        &[
            "skip to ",
            "home >",
            "home »",
            "home ›",
            "home /",
            "home |",
            "home →",
            "you are here",
            "you are at:",
            "back to ",
        ],
    ),
    (
        JOIN,
        &[
            "subscribe to ",
            "subscribe for",
            "subscribe now",
            "subscribe today",
            "sign up for ",
            "sign up to ",
            "sign up now",
            "follow us on",
            "follow us @",
            "follow @",
            "like us on",
            "find us on",
            "join us on",
            "join our ",
            "download the ",
            "download our",
            "get our ",
            "get the latest ",
            "get breaking news",
            "stay up to date",
            "stay updated",
            "stay tuned",
            "never miss a story",
            "to get the latest",
            "for the latest ",
            "support our journalism",
            "support independent",
            "already a subscriber",
            "already have an account",
            "log in to ",
            "sign in to ",
            "create an account",
            "you have reached your",
            "to continue reading",
            "this content is for subscribers",
            "this article is for subscribers",
            "want more news",
            "like what you",
            "enjoying this",
            "install our",
        ],
    ),
    (
        LEGAL,
        &[
            "we use cookies",
            "this website uses cookies",
            "this site uses cookies",
            "our website uses cookies",
            "by continuing to use",
            "by clicking",
            "by using this site",
            "by subscribing",
            "by signing up",
            "copyright ",
            "copyright ©",
            "©",
            "(c) 20",
            "(c) 19",
            "all rights reserved",
            "this site is protected by",
            "please enable javascript",
            "enable javascript",
            "javascript is",
            "your browser",
            "you need to enable",
            "please enter",
            "please turn off",
            "please disable",
            "reproduction in whole",
            "this material may not be published",
            "unauthorized reproduction",
            "except for the headline, this story has not",
            "this story has not been edited by",
            "this story has been published from a wire",
            "(except for the headline, this story",
            "(this story has not been edited by",
            "disclaimer:",
        ],
    ),
    (
        COMMENT,
        &[
            "leave a comment",
            "leave a reply",
            "comments (",
            "be the first to",
            "your email address will not",
            "join the conversation",
            "have your say",
            "what do you think",
        ],
    ),
    (
        CAPTION,
        &[
            "photo:",
            "photos:",
            "photo by ",
            "photo credit",
            "photo courtesy",
            "photograph:",
            "photograph by",
            "picture:",
            "pictures:",
            "picture by",
            "pic:",
            "image:",
            "images:",
            "image credit",
            "image source",
            "image by ",
            "image courtesy",
            "image copyright",
            "image caption",
            "file photo",
            "file image",
            "file pic",
            "caption:",
            "(photo",
            "(image",
            "(file photo",
            "(pic",
            "[photo",
            "[image",
            "ap photo",
            "afp photo",
            "pti photo",
            "media caption",
            "media playback",
            "video:",
            "illustration:",
            "graphic:",
            "representational image",
            "representative image",
            "foto:",
            "bild:",
            "crédito:",
            "crédit photo",
        ],
    ),
    (
        TAGS,
        &[
            "tags:",
            "tag:",
            "topics:",
            "topic:",
            "filed under",
            "posted in",
            "categories:",
            "category:",
            "keywords:",
            "tagged",
            "labels:",
            "schlagwörter:",
            "etiquetas:",
        ],
    ),
    (
        MARK,
        &[
            "bc-",
            "am-",
            "pm-",
            "eds:",
            "eds note:",
            "(eds:",
            "editors:",
            "editor's note to subscribers",
            "media contact:",
            "press contact:",
        ],
    ),
];

/// What a short line holds somewhere, in lower case.
const INSIDE: &[(&str, &[&str])] = &[
    (
        CAPTION,
        &[
            "(photo by",
            "[photo by",
            "(photo:",
            "(image:",
            "/getty images",
            "getty images)",
            "| getty images",
            "(getty images",
            "via getty",
            "(ap photo",
            "/ap photo",
            "(afp photo",
            "(reuters photo",
            "/reuters)",
            "/afp)",
            "/ap)",
            "/afp via",
            "handout via",
            "(file photo",
            "(file pic",
            "(representational image",
            "(representative image",
            "photo credit:",
            "image credit:",
            "screengrab",
            "shutterstock",
            "(photo credit",
            "(image source",
        ],
    ),
    (
        JOIN,
        &[
            "our newsletter",
            "newsletter and",
            "newsletters and",
            "your inbox",
            "whatsapp channel",
            "telegram channel",
            "youtube channel",
            "free newsletter",
            "daily newsletter",
            "weekly newsletter",
            "push notifications",
            "google news feed",
            "follow us on",
        ],
    ),
    (
        LEGAL,
        &[
            "all rights reserved",
            "terms of use and",
            "privacy policy and",
            "and privacy policy",
            "uses cookies",
            "use of cookies",
            "cookie policy",
            "may not be published, broadcast",
            "terms of service apply",
            "terms and conditions apply",
            "without prior written permission",
        ],
    ),
    (
        MARK,
        &[
            "ld-writethru",
            "ld - writethru",
            "1st ld",
            "2nd ld",
            "3rd ld",
            "4th ld",
            "5th ld",
            "1st lead-writethru",
            "2nd lead-writethru",
            "writethru",
        ],
    ),
];

/// Names that stand on buttons for sharing, and the words around them.
const NETWORKS: &[&str] = &[
    "facebook",
    "twitter",
    "whatsapp",
    "pinterest",
    "linkedin",
    "telegram",
    "reddit",
    "instagram",
    "messenger",
    "flipboard",
    "bluesky",
    "mastodon",
    "tumblr",
    "viber",
    "pocket",
    "youtube",
    "threads",
    "tiktok",
    "vk",
    "weibo",
    "line",
];
const AROUND_NETWORKS: &[&str] = &[
    "share", "on", "this", "article", "story", "via", "x", "tweet", "pin", "it", "email", "e-mail", "mail",
    "print", "copy", "link", "to", "click", "opens", "in", "new", "window", "post", "save", "more", "and",
    "us", "follow", "with", "by", "the", "a", "google", "plus", "sms", "rss", "feed", "comments", "comment",
    "page", "url",
];

/// Words that menus are made of.
const MENU_WORDS: &[&str] = &[
    "home",
    "news",
    "world",
    "local",
    "national",
    "nation",
    "international",
    "politics",
    "business",
    "sport",
    "sports",
    "opinion",
    "entertainment",
    "tech",
    "technology",
    "science",
    "health",
    "lifestyle",
    "life",
    "culture",
    "arts",
    "travel",
    "weather",
    "video",
    "videos",
    "photos",
    "gallery",
    "podcasts",
    "podcast",
    "live",
    "tv",
    "radio",
    "subscribe",
    "login",
    "search",
    "menu",
    "contact",
    "about",
    "us",
    "jobs",
    "classifieds",
    "obituaries",
    "markets",
    "economy",
    "education",
    "environment",
    "auto",
    "autos",
    "food",
    "fashion",
    "crime",
    "regional",
    "editorial",
    "editorials",
    "columns",
    "letters",
    "more",
    "latest",
    "trending",
    "shop",
    "games",
    "puzzles",
    "events",
    "epaper",
    "e-paper",
    "uncategorized",
    "india",
    "asia",
    "europe",
    "africa",
    "americas",
    "uk",
    "us",
    "football",
    "cricket",
    "finance",
    "money",
    "property",
    "motoring",
    "community",
    "features",
    "archive",
    "help",
    "account",
    "sign",
    "in",
    "register",
    "log",
    "out",
    "puzzles",
    "comment",
    "people",
    "family",
    "farming",
    "courts",
    "council",
    "what's",
    "on",
];

static WHOLE: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    LINES.iter().flat_map(|(why, lines)| lines.iter().map(move |line| (*line, *why))).collect()
});

/// Strikes every line that is furniture by itself.
pub(super) fn strike(proof: &mut Proof) {
    for line in &mut proof.lines {
        if let Some(why) = kind(&line.text) {
            line.strike(why);
        }
    }
}

/// Whether a line, struck by [`strike`], heads a list of other articles.
pub(super) fn is_heading(why: &str) -> bool {
    why == HEADING
}

/// Whether a line was struck for what only a scraped page has.
pub(super) fn is_scraped(why: &str) -> bool {
    [ADVERT, SHARE, MENU, HEADING, COMMENT, JOIN, LEGAL].contains(&why)
}

/// What kind of furniture a line is, if any. Long lines are never furniture.
fn kind(line: &str) -> Option<&'static str> {
    if line.len() > 320 {
        return None;
    }
    let lower = if line.is_ascii() {
        line.to_ascii_lowercase()
    } else {
        line.to_lowercase().replace(['’', '‘'], "'")
    };
    let bare =
        lower.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '©' | '[' | ']'));
    if bare.is_empty() || !bare.contains(char::is_alphanumeric) {
        return Some(RULE);
    }
    if let Some(why) = WHOLE.get(bare) {
        return Some(why);
    }
    if is_slug(line) {
        return Some(MARK);
    }
    let words: Vec<&str> = bare
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\''))
        .filter(|w| !w.is_empty())
        .collect();
    if is_count(&words) {
        return Some(COUNT);
    }
    if words.len() <= 24
        && words.iter().any(|w| NETWORKS.contains(w))
        && words.iter().all(|w| NETWORKS.contains(w) || AROUND_NETWORKS.contains(w))
    {
        return Some(SHARE);
    }
    let menu = words.iter().filter(|word| MENU_WORDS.contains(word)).count();
    // A row of links may hold the name of the site.
    let row = line.split(['|', '/', '•', '·', '>', '»']).filter(|part| !part.trim().is_empty()).count();
    let is_row = row >= 3 && words.len() <= row * 3 && menu * 2 >= words.len();
    if ((words.len() >= 3 && menu == words.len()) || is_row) && !ends_sentence(line) {
        return Some(MENU);
    }
    let starts = |table: &[(&'static str, &[&str])]| {
        table
            .iter()
            .find(|(_, openings)| openings.iter().any(|opening| bare.starts_with(opening)))
            .map(|(why, _)| *why)
    };
    let sentence_like = words.len() > 12 && ends_sentence(line);
    let opening = starts(OPENINGS)
        .filter(|why| words.len() <= 30 && !(sentence_like && matches!(*why, MORE | MENU | MARK | SHARE)));
    if opening.is_some() {
        return opening;
    }
    if words.len() > 45 {
        return None;
    }
    INSIDE.iter().find(|(_, parts)| parts.iter().any(|part| bare.contains(part))).map(|(why, _)| *why)
}

/// "HARBOUR-STRIKE": capitals joined by hyphens, without a blank.
fn is_slug(line: &str) -> bool {
    line.len() >= 5
        && line.split('-').count() >= 2
        && line
            .split('-')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()))
}

/// "3 comments", "4 min read", "Reading time: 2 minutes", "1.2k shares".
fn is_count(words: &[&str]) -> bool {
    let number = |word: &&str| {
        word.trim_end_matches(['k', 'm']).chars().all(|c| c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_digit())
    };
    let unit = |word: &&str| {
        [
            "comments",
            "comment",
            "min",
            "mins",
            "minute",
            "minutes",
            "read",
            "shares",
            "share",
            "views",
            "view",
            "likes",
            "reading",
            "time",
            "replies",
            "estimated",
            "of",
            "ago",
            "hours",
            "hour",
            "days",
            "day",
            "seconds",
        ]
        .contains(word)
    };
    words.len() <= 6
        && words.iter().any(number)
        && words.iter().any(unit)
        && words.iter().all(|word| number(word) || unit(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_by_the_line_alone() {
        for (line, why) in [
            ("- Advertisement -", Some(ADVERT)),
            ("ADVERTISEMENT", Some(ADVERT)),
            ("Story continues below", Some(ADVERT)),
            ("Share on Facebook Share on X", Some(SHARE)),
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
            ("We use cookies to make this site work.", Some(LEGAL)),
            ("© 2026 Ellery Courier. All rights reserved.", Some(LEGAL)),
            ("The harbour at dusk. (Photo by Lena Orr)", Some(CAPTION)),
            ("Tags: harbour, strike", Some(TAGS)),
            ("* * *", Some(RULE)),
            ("BC-Harbour Strike, 2nd Ld-Writethru", Some(MARK)),
            ("HARBOUR-STRIKE", Some(MARK)),
            ("-30-", Some(MARK)),
        ] {
            assert_eq!(kind(line), why, "{line}");
        }
    }

    #[test]
    fn sentences_of_the_story_are_not_furniture() {
        for line in [
            "The minister asked the council to share the advertisement budget with the towns.",
            "“Share this burden with us,” the mayor told the crowd that had come to the harbour in the rain.",
            "Watch out: the road is closed.",
            "More than 300 people were moved to a school.",
            "Home prices rose 3.4 percent in March.",
            "The firm sells newsletters to banks.",
            "Sport England said it would review the rule.",
            "By Monday the river had risen by two metres.",
            "In business, politics and sport, the town has been in decline.",
        ] {
            assert_eq!(kind(line), None, "{line}");
        }
    }
}
