use super::*;

/// A tagger that would drop everything: what the rules protect shows.
fn eager(sentences: &[&[&str]]) -> Vec<Vec<f32>> {
    sentences.iter().map(|words| vec![0.0; words.len()]).collect()
}

/// A tagger that would keep everything.
fn wary(sentences: &[&[&str]]) -> Vec<Vec<f32>> {
    sentences.iter().map(|words| vec![1.0; words.len()]).collect()
}

#[test]
fn whole_asides_go() {
    let table = [
        (
            "Sen. Ada Moss (D-ME) opposed the closure of the harbour.",
            "Sen. Ada Moss opposed the closure of the harbour.",
        ),
        (
            "Ida Brandt, 43, was pulled from the water by a fisherman.",
            "Ida Brandt was pulled from the water by a fisherman.",
        ),
        (
            "Ida Brandt, the port's harbour master, said the pier would close.",
            "Ida Brandt said the pier would close.",
        ),
        (
            "The ferry, which links the islands to the mainland, was towed to port for repairs.",
            "The ferry was towed to port for repairs.",
        ),
        (
            "The council approved the new bridge, which will carry trams.",
            "The council approved the new bridge.",
        ),
        (
            "The storm tore roofs from houses, leaving many families in tents.",
            "The storm tore roofs from houses.",
        ),
        (
            "In a statement on Friday, the union said the strike was over.",
            "The union said the strike was over.",
        ),
        (
            "However, the bridge will reopen to cars in the spring.",
            "The bridge will reopen to cars in the spring.",
        ),
        (
            "The mayor said in a statement that the market would move.",
            "The mayor said that the market would move.",
        ),
        (
            "The mayor announced today that the market would move.",
            "The mayor announced that the market would move.",
        ),
        ("The court sentenced the former treasurer on Tuesday.", "The court sentenced the former treasurer."),
        (
            "Mayor Lind on Monday announced the end of the ban on cars.",
            "Mayor Lind announced the end of the ban on cars.",
        ),
    ];
    for (sentence, wanted) in table {
        assert_eq!(trim(sentence, SURE, eager).map(|trim| trim.text).as_deref(), Some(wanted), "{sentence}");
    }
}

#[test]
fn what_carries_the_claim_stays() {
    let table = [
        ("a source", "Two men broke into the bank, police said."),
        ("a source", "The mine was closed for weeks, according to the owners."),
        ("a negation", "The ferry, which was not insured, sank off the cape."),
        ("a hedge", "The mayor, who may face charges, left the town hall."),
        ("a hedge", "The tanker ran aground, possibly spilling oil near the reef."),
        ("a figure", "The council approved the bridge, which cost $4 million."),
        ("a number in words", "The blast wrecked the plant, killing two workers."),
        ("a name", "The council approved the bridge, which links Norvik to Halle."),
        ("a short form", "The Harbour Safety Agency (HSA) opposed the closure of the pier."),
        ("a list", "She teaches at Step Four, which explains the idea of dance, beat awareness, and rhythm."),
        ("part of a sum", "The harbour reports the ratio of tolls (minus refunds) to the cost of repairs."),
        ("money", "The repair of the pier (about $3 million) was put off again."),
        ("a quotation", "\"The pier, which is old, was closed,\" the mayor said."),
        ("half a quotation", "\"The pier, which is old, was closed to the public."),
        ("a list", "The premier, the mayor, the bishop and the judge were there."),
        ("a list of gerunds", "The town saved money by closing schools, raising fees for parking."),
        (
            "a list that looks like a clause",
            "The port recovered from years of strikes, accounting scandals and storms.",
        ),
        (
            "a word that looks like a participle",
            "The mayor won the island new high-skilled, good-paying harbour jobs.",
        ),
        ("which one is meant", "A mayor, who spies on the council, is bad news for the town."),
        ("a participle for a verb", "Ida Moss, the head of the school, located in the old town, left."),
        (
            "what a figure stands for",
            "The towns won grants of $14,000 (Norvik) and $9,000 (the town of Halle) today, he said.",
        ),
        ("how far a claim goes", "The port earned as much as its rivals (adjusted for size) in the spring."),
        ("a day that something hangs on", "The offices of the port will be closed from Monday to Friday."),
        (
            "a time that is part of the claim",
            "The port has old piers and the islands face many strikes today.",
        ),
        ("what became of it", "The owners made a bid for the port, which was rejected."),
        ("a date", "On Monday, July 18, the mayor opened the pier to the public."),
        ("a day that is the news", "The funeral of the former mayor is on Tuesday."),
        ("a condition", "If the bridge, which is old, fails, the town will be cut off."),
        ("another language", "Der Bürgermeister, der lange krank war, sagte am Montag ab."),
        ("no verb", "A harbour for the islands (with a new pier)."),
        ("too little", "She left today."),
        ("nothing", ""),
        ("nothing but a comma", ","),
    ];
    for (what, sentence) in table {
        assert_eq!(trim(sentence, SURE, eager), None, "{what}: {sentence}");
    }
}

#[test]
fn nothing_goes_while_the_tagger_doubts_one_word() {
    let sentence = "The ferry, which links the islands to the mainland, was towed to port.";
    assert_eq!(trim(sentence, SURE, wary), None);
    let doubts = |sentences: &[&[&str]]| {
        sentences
            .iter()
            .map(|words| words.iter().map(|&word| if word == "islands" { SURE } else { 0.0 }).collect())
            .collect()
    };
    assert_eq!(trim(sentence, SURE, doubts), None);
}

#[test]
fn a_trim_says_which_bytes_went() {
    let sentence = "Sen. Ada Moss (D-ME) opposed the closure of the pier today.";
    let trim = trim(sentence, SURE, eager).unwrap();
    let went: Vec<&str> = trim.cuts.iter().map(|cut| &sentence[cut.clone()]).collect();
    assert_eq!(went, [" (D-ME)", " today"]);
}

#[test]
fn the_tagger_is_asked_only_about_sentences_that_a_rule_can_shorten() {
    let sentences =
        ["The pier is closed to the public.", "The mayor announced today that the pier was closed."];
    let asked = std::cell::Cell::new(0);
    let found = trim_all(&sentences, SURE, |words| {
        asked.set(asked.get() + words.len());
        eager(words)
    });
    assert_eq!((asked.get(), found[0].is_none(), found[1].is_some()), (1, true, true));
}

#[test]
fn no_string_of_words_breaks_the_rules() {
    const WORDS: &[&str] = &[
        ",",
        ".",
        "(",
        ")",
        "\"",
        "43",
        "The",
        "the",
        "Moss",
        "However",
        "who",
        "which",
        "today",
        "on",
        "Monday",
        "said",
        "In",
        "a",
        "statement",
        "leaving",
        "at",
        "same",
        "time",
        "was",
        "é",
        "'s",
        "``",
        "’",
        "--",
        "D-ME",
        "$",
        "last",
        "week",
    ];
    let mut state = 1u64;
    for _ in 0..20_000 {
        let mut sentence = String::new();
        for _ in 0..(state >> 33) % 24 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            sentence.push_str(WORDS[usize::try_from(state >> 33).unwrap() % WORDS.len()]);
            sentence.push_str(if state >> 63 == 0 { " " } else { "" });
        }
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        if let Some(trim) = trim(&sentence, SURE, eager) {
            let went: usize = trim.cuts.iter().map(|cut| sentence[cut.clone()].len()).sum();
            assert_eq!(trim.text.len() + went, sentence.len(), "{sentence}");
            assert!(stands(&trim.text), "{sentence}");
        }
    }
}
