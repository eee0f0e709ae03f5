//! Copies that are less than the original.

use super::{sentences, words};
use crate::random::Random;

#[derive(Clone, Copy)]
pub(super) enum Side {
    Top,
    Bottom,
}

/// The first or last sentences that make up this share of the words.
pub(super) fn cut(text: &str, keep: f64, side: Side) -> String {
    let wanted = (words(text) as f64 * keep) as usize;
    let all = sentences(text);
    let mut kept: Vec<&str> = Vec::new();
    let mut count = 0;
    let mut take = |sentence: &&'_ str| {
        let more = count < wanted;
        count += words(sentence);
        more
    };
    match side {
        Side::Bottom => kept.extend(all.iter().copied().take_while(|sentence| take(sentence))),
        Side::Top => {
            kept.extend(all.iter().rev().copied().take_while(|sentence| take(sentence)));
            kept.reverse();
        }
    }
    kept.concat().trim().to_owned()
}

pub(super) fn cut_middle(text: &str, keep: f64, random: &mut Random) -> String {
    let all = sentences(text);
    let kept: Vec<&str> = all
        .iter()
        .enumerate()
        .filter(|(at, _)| *at < 2 || random.happens(keep))
        .map(|(_, sentence)| *sentence)
        .collect();
    kept.concat().trim().to_owned()
}

/// The lede, and sentences from all over the rest, up to this share of the words.
pub(super) fn scattered(text: &str, share: f64, random: &mut Random) -> String {
    let all = sentences(text);
    let wanted = (words(text) as f64 * share) as usize;
    let mut kept = vec![false; all.len()];
    let mut count = 0;
    while count < wanted && kept.contains(&false) {
        let at = if count == 0 { 0 } else { random.below(all.len()) };
        if !std::mem::replace(&mut kept[at], true) {
            count += words(all[at]).max(1);
        }
    }
    let kept: Vec<&str> =
        all.iter().zip(kept).filter(|(_, kept)| *kept).map(|(sentence, _)| *sentence).collect();
    kept.concat().trim().to_owned()
}

/// The first words, as a feed gives them.
pub(super) fn teaser(text: &str, count: usize) -> String {
    let first: Vec<&str> = text.split_whitespace().take(count).collect();
    format!("{}… Continue reading", first.join(" "))
}

/// A word here and there lost.
pub(super) fn dropped(text: &str, share: f64, random: &mut Random) -> String {
    let kept: Vec<&str> = text.split(' ').filter(|_| !random.happens(share)).collect();
    kept.join(" ")
}
