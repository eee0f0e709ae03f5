//! The evidence of two articles for a person.

use nutgraf::cluster::{self, Teaser, Test};
use nutgraf::options::Sameness;
use nutgraf::{Article, Evidence};

use super::super::terminal::safe;
use super::excerpt;

/// What the tests say of two articles.
pub(super) fn verdict(evidence: &Evidence, sameness: &Sameness) -> String {
    match evidence.failed {
        None => match evidence.teaser {
            None => "copies of one text".to_owned(),
            Some(Teaser::Address) => "one story: the shorter gives the address of the other".to_owned(),
            Some(Teaser::Headline) => "one story: the shorter is the headline of the other".to_owned(),
        },
        Some(Test::Window) => format!("not copies: more than {} days lie between them", sameness.window),
        Some(Test::Headline) => {
            "not copies: each has a headline of its own, of which what they share says nothing".to_owned()
        }
        Some(Test::Containment) if evidence.containment >= sameness.containment => {
            "not copies: of so short a text more must be in the longer, since one word tells what happened".to_owned()
        }
        Some(Test::Containment) => format!(
            "not copies: less than {:.0} % of the shorter is in the longer",
            sameness.containment * 100.0
        ),
        Some(Test::Mention) => {
            "not copies: a few words that both have say too little, since one of them says more".to_owned()
        }
        Some(Test::Quotation) => {
            "not copies: one quotes the other and says something else".to_owned()
        }
        Some(Test::Roundup) => {
            "not copies: one is a round-up by its headline or its items, and most of it is not in the other"
                .to_owned()
        }
        Some(Test::Subject) => {
            "not copies: one outlet ran both, and above what they share each has other names and figures"
                .to_owned()
        }
        Some(Test::Opening) if evidence.carried() >= sameness.containment_other_opening => {
            "not copies: what they share is background to the longer, which opens with other news".to_owned()
        }
        Some(Test::Opening) => format!(
            "not copies: they open differently, and less than {:.0} % of the shorter is in the longer",
            sameness.containment_other_opening * 100.0
        ),
        Some(Test::Sequel) => format!(
            "not copies: one outlet ran both, and {:.0} % of the shorter is in passages of its own",
            evidence.alone * 100.0
        ),
        Some(Test::Retold) => {
            "not copies: one outlet ran both, with other names and figures in much the same words".to_owned()
        }
        Some(Test::Patchwork) => {
            "not copies: what they share are short phrases in another order, as in copy put together of these"
                .to_owned()
        }
        Some(Test::Frame) => {
            "not copies: many articles of the wire say what they share, each with words of its own in the gaps".to_owned()
        }
        Some(Test::Outvoted) => {
            "copies, but most articles of their two stories are no copies of each other".to_owned()
        }
        Some(Test::Figures) => {
            "not copies: few of the shorter's figures are in the longer, as in a template of figures"
                .to_owned()
        }
        Some(Test::Entities) if evidence.entities >= sameness.entities => {
            "not copies: many of the few words that they share are misread, and too few names and figures are the same"
                .to_owned()
        }
        Some(Test::Entities) => format!(
            "not copies: less than {:.0} % of the names and figures are shared",
            sameness.entities * 100.0
        ),
        Some(Test::Template) => {
            "not copies: names and figures are swapped inside the same sentences, as in a template".to_owned()
        }
    }
}

/// A verdict with the evidence, and the limits that this was held against.
pub(super) fn explained([a, b]: [&Article; 2], evidence: &Evidence, verdict: String) -> String {
    let mut lines = vec![
        verdict,
        format!(
            "  in common          {:.1} % of the shorter's 3-word sequences, {:.1} % of all",
            evidence.containment * 100.0,
            evidence.resemblance * 100.0
        ),
        format!("  opening            {:.0} % of the shorter's is in the longer", evidence.opening * 100.0),
        format!("  names and figures  {:.0} % of the shorter's are in the longer", evidence.entities * 100.0),
        format!("  SimHash            {} of 64 bits differ", evidence.distance),
    ];
    if evidence.misread > 0 {
        lines.push(format!(
            "  misread            {} of {} shared words differ by a slip, as in scans: {:.0} % of the shorter's words are in the longer",
            evidence.misread,
            evidence.shared_words,
            evidence.covered * 100.0
        ));
    }
    if let Some(passage) = &evidence.passage {
        let text = &cluster::text(a)[passage.a.clone()];
        lines.push(format!("  longest passage    {} words: “{}”", passage.words, excerpt(text, 200)));
        lines.push(format!(
            "                     bytes {}–{} of {}",
            passage.a.start, passage.a.end, a.origin
        ));
        lines.push(format!(
            "                     bytes {}–{} of {}",
            passage.b.start, passage.b.end, b.origin
        ));
    }
    if !evidence.swapped.is_empty() {
        let swapped = evidence.swapped.iter().take(12).map(|swap| format!("{} / {}", swap.a, swap.b));
        lines.push(format!("  swapped            {}", swapped.collect::<Vec<_>>().join(", ")));
    }
    lines.iter().map(|line| safe(line) + "\n").collect()
}
