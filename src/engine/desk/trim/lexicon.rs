//! The words that the trimming rules know, all in lower case.

/// Never lost: without them a sentence says something else.
pub(super) const PROTECTED: &[&str] = &[
    // Negation and limits.
    "not", "n't", "n’t", "no", "never", "none", "neither", "nor", "without", "hardly", "barely", "scarcely",
    "rarely", "seldom", "cannot", "nobody", "nothing", "few", "little", "only", "except", "unless", "until",
    "despite", "although", "though", "but", "if", "whether", "instead", "rather", "excluding", "short", "fail",
    "failed", "fails", "failing", "defeated", "rejected", "blocked", "vetoed", "withdrawn", "overturned", "dropped", "refused", "denied", "denies", "lack", "lacks", "otherwise", "least", "most",
    "some", "partly", "partially", "provided", "pending", "once",
    // Hedges.
    "can", "may", "might", "could", "would", "should", "alleged", "allegedly", "reported", "reportedly", "apparently",
    "apparent", "likely", "unlikely", "possible", "possibly", "perhaps", "maybe", "probably", "suspected",
    "purported", "purportedly", "claimed", "claims", "claim", "accused", "expected", "believed", "thought",
    "seemed", "seems", "appears", "appeared", "proposed", "potential", "potentially", "presumed", "supposed",
    "supposedly", "rumoured", "rumored", "unconfirmed", "so-called", "planned", "tentatively", "limited",
    "currently", "restricted", "about", "nearly", "almost", "roughly", "approximately", "estimated", "around",
];

/// Who says so: a span with one of these may be the claim's only source.
pub(super) const SAYING: &[&str] = &[
    "said", "says", "say", "saying", "told", "tells", "according", "announced", "announces", "announcing", "added",
    "adds", "adding", "stated", "states", "stating", "noted", "notes", "noting", "wrote", "writes", "writing",
    "argued", "argues", "arguing", "warned", "warns", "warning", "testified", "declared", "insisted", "explained",
    "explaining", "confirmed", "confirming", "acknowledged", "acknowledging", "concluded", "citing", "cited",
    "cites", "quoted", "quoting", "claiming", "alleging", "alleges", "suggesting", "suggested", "suggests",
    "indicating", "indicated", "calling", "called", "asked", "asking", "reports", "reporting", "showing", "telling",
    "urged", "urging",
];

/// Verbs of saying after which "today" or "in a statement" can go.
pub(super) const ANNOUNCING: &[&str] = &[
    "said", "says", "announced", "announces", "praised", "urged", "introduced", "called", "voted", "applauded",
    "released", "commended", "hailed", "welcomed", "criticized", "criticised", "testified", "told", "joined",
    "confirmed", "reported", "secured", "expressed", "condemned", "signed", "passed", "approved", "unveiled",
    "sent", "wrote", "warned", "added", "spoke", "met", "visited", "pledged", "vowed", "denounced", "rejected",
    "launched", "filed", "opened", "adopted", "cosponsored", "questioned", "demanded", "asked", "declared",
    "pressed", "slammed", "lauded", "outlined", "offered", "requested", "sponsored", "agreed", "issued",
    "delivered", "won",
];

/// Finite verbs that often come first in a verb phrase.
const VERBS: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "can", "could", "would", "may", "might", "must",
    "should", "shall", "do", "does", "did", "became", "becomes", "began", "begins", "broke", "brings", "brought",
    "came", "comes", "fell", "falls", "found", "finds", "gave", "gives", "goes", "went", "got", "gets", "held",
    "holds", "hit", "kept", "keeps", "knew", "knows", "led", "leads", "left", "leaves", "lost", "loses", "made",
    "makes", "met", "meets", "needs", "opens", "paid", "pays", "plans", "put", "ran", "runs", "rose", "rises",
    "sank", "sat", "saw", "sees", "says", "said", "sent", "sends", "serves", "set", "sets", "shows", "sold",
    "sells", "sought", "seeks", "spent", "spoke", "speaks", "stood", "stands", "struck", "takes", "tells", "told",
    "thinks", "took", "wants", "wins", "won", "works", "wrote", "writes", "grew", "grows", "drew", "drove", "flew",
    "rode", "threw", "supports", "opposes", "provides", "requires", "allows", "includes", "helps", "aims", "calls",
    "faces", "urges", "announces", "praises", "tore", "burst", "beat", "bent", "bit", "blew", "bore", "bought",
    "built", "burnt", "caught", "chose", "cost", "cut", "dealt", "dug", "fed", "felt", "fought", "fled", "forgot",
    "froze", "heard", "hid", "hurt", "laid", "lay", "lent", "let", "lit", "meant", "overcame", "overtook", "quit",
    "rang", "read", "sang", "shook", "shot", "shut", "slept", "slid", "split", "spread", "sprang", "stole", "stuck",
    "swam", "swept", "swore", "taught", "undertook", "understood", "underwent", "withdrew", "woke", "wore", "'re",
    "’re", "'ve", "’ve", "remains", "believes", "hopes", "expects", "argues", "introduces", "represents", "closes",
    "starts", "returns", "moves", "turns", "offers",
];

/// Words in "-ed" that are no verb of their own where they follow an aside.
const NOT_VERBS: &[&str] = &[
    "united", "hundred", "need", "indeed", "speed", "feed", "seed", "based", "breed", "red", "bed", "shed", "wed",
    "armed", "aged",
];

/// Days and parts of days: capitals that are no names.
pub(super) const DAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Days by where they lie from the writer's.
pub(super) const NEAR: &[&str] = &["today", "yesterday", "tonight"];

/// What makes a claim of something not yet so.
pub(super) const MODAL: &[&str] = &[
    "can", "could", "will", "would", "should", "must", "shall", "may", "might", "to", "cannot", "ca", "'ll", "’ll",
    "'d", "’d", "if",
];

/// What makes a claim of how things are.
pub(super) const PRESENT: &[&str] = &["is", "are", "am", "do", "does", "we", "'re", "’re"];

/// Finite verbs of what has happened that do not end in "-ed".
const PAST: &[&str] = &[
    "was", "were", "had", "did", "said", "told", "met", "sent", "won", "held", "took", "made", "gave", "came", "went", "led", "left",
    "lost", "paid", "put", "ran", "rose", "saw", "spoke", "wrote", "began", "became", "brought", "fell", "found", "got", "heard",
    "sank", "struck", "hit", "broke", "shot", "flew", "drew", "grew", "threw", "stood", "sat", "withdrew",
];

/// Months, as they are written in dates.
pub(super) const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sept.", "sep.", "oct.", "nov.", "dec.",
];

/// Parts of a day.
pub(super) const PARTS: &[&str] = &["morning", "afternoon", "evening", "night"];

/// Prepositions that may follow a dropped time without being left alone.
pub(super) const AFTER_TIME: &[&str] = &[
    "that", "in", "at", "for", "during", "with", "after", "before", "he", "she", "they", "it", "the", "a", "an",
    "his", "her", "its", "their", "by",
];

/// Words that open a phrase, so that what follows them is no subject.
pub(super) const OPENING: &[&str] = &[
    "in", "on", "at", "after", "before", "during", "when", "while", "as", "for", "with", "since", "if", "under",
    "over", "by", "from", "because", "although", "though", "once", "until", "despite", "among", "following", "to",
    "like", "unlike", "of", "along", "where", "throughout", "within", "without", "against", "across", "joining",
    "joined", "speaking", "standing", "meanwhile",
];

/// Determiners that open an apposition.
pub(super) const DETERMINERS: &[&str] = &["a", "an", "the", "his", "her", "its", "their"];

/// What joins a bracket to the words before it, or says how far they hold.
pub(super) const JOINED: &[&str] = &[
    "or", "and", "nor", "plus", "minus", "less", "see", "for", "in", "when", "as", "relative", "compared", "adjusted", "based", "assuming", "net",
    "gross", "from", "to", "at", "on", "by", "with", "after", "before", "through", "per", "excluding", "not", "up", "down", "of",
];

/// Words in "-ing" that open no clause of their own, or one that must stay.
pub(super) const NOT_PARTICIPLES: &[&str] = &[
    "during", "nothing", "something", "everything", "anything", "morning", "evening", "spring", "being",
    "including", "according",
];

/// What a time hangs on so that it cannot go.
pub(super) const HOLDING: &[&str] = &[
    "of", "by", "till", "since", "from", "through", "between", "to", "than", "and", "or", "beginning", "starting",
    "effective", "is", "was", "be", "are", "were", "been", "as", "late", "early", "every", "each", "for", "in",
    "at", "on", ",", "-", "--", "—", "next", "last", "this", "past", "following", "previous", "coming", "due",
    "held", "scheduled", "born", "dated", "place", "expires", "ends", "begins",
];

/// Where things are said.
pub(super) const EVENTS: &[&str] = &[
    "statement", "letter", "conference", "release", "interview", "speech", "hearing", "briefing", "call", "report",
    "ceremony", "rally", "meeting",
];

/// What may come before the word for an event.
pub(super) const OF_EVENTS: &[&str] = &[
    "news", "press", "telephone", "phone", "written", "joint", "brief", "media", "radio", "television", "prepared",
    "floor", "separate", "public",
];

/// Openings of one or more words that join a sentence to the one before it.
pub(super) const JOINING: &[&[&str]] = &[
    &["however"], &["meanwhile"], &["moreover"], &["furthermore"], &["additionally"], &["also"], &["in",
    "addition"], &["indeed"], &["in", "fact"], &["in", "turn"], &["for", "example"], &["for", "instance"], &["at",
    "the", "same", "time"], &["finally"], &["then"], &["of", "course"],
];

/// Words common enough to tell English by.
pub(super) const LITTLE: &[&str] = &[
    "the", "a", "an", "of", "to", "in", "and", "for", "on", "is", "was", "are", "were", "that", "with", "by", "at",
    "from", "has", "have", "said", "will", "his", "her", "its", "their", "who", "which", "it", "he", "she", "they",
    "not",
];

/// Numbers in words.
const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen",
    "dozens", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "hundreds",
    "thousand", "thousands", "million", "millions", "billion", "billions", "trillion", "half", "third", "quarter",
    "twice", "double", "triple", "percent", "per", "%", "$", "£", "€", "first", "second",
];

/// Whether a word is a figure or helps to make one.
pub(super) fn is_figure(word: &str) -> bool {
    word.contains(|letter: char| letter.is_numeric()) || NUMBERS.contains(&word)
}

/// Whether a word looks like a verb of what has happened.
pub(super) fn is_past(word: &str) -> bool {
    PAST.contains(&word) || is_verb(word) && word.ends_with("ed")
}

/// Whether a word looks like a finite verb; it may miss one, and takes participles in "-ed" for verbs.
pub(super) fn is_verb(word: &str) -> bool {
    VERBS.contains(&word) || word.ends_with("ed") && word.len() > 3 && !NOT_VERBS.contains(&word)
}
