//! Sets engines against each other, and against what costs nothing, on summaries that people wrote.

use rayon::prelude::*;

use super::rouge::{self, Rouge};
use crate::article::Article;
use crate::cluster;
use crate::engine::{Brief, Engine};
use crate::error::Result;
use crate::fingerprint::Folded;
use crate::options::Length;
use crate::sentence;

/// A story to summarise, and what people wrote of it, sentence by sentence.
#[derive(Debug)]
pub struct Task<'a> {
    /// The articles.
    pub brief: Brief<'a>,
    /// One or more reference summaries.
    pub references: Vec<Vec<&'a str>>,
}

impl<'a> Task<'a> {
    /// The task of a record with references; none where it has none.
    #[must_use]
    pub fn of(article: &'a Article) -> Option<Self> {
        let split = |text: &'a String| sentence::split(text).into_iter().map(|bytes| &text[bytes]).collect();
        let references: Vec<Vec<&str>> = article.references.iter().map(split).collect();
        (!references.is_empty()).then(|| Self { brief: Brief::of_article(article), references })
    }
}

/// What one system wrote for all tasks.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The system.
    pub name: String,
    /// The mean number of words.
    pub words: f64,
    /// The scores, task by task.
    pub scores: Vec<Rouge>,
}

impl Entry {
    /// The mean of a measure over the tasks.
    #[must_use]
    pub fn mean(&self, measure: fn(&Rouge) -> f64) -> f64 {
        self.scores.iter().map(measure).sum::<f64>() / self.scores.len().max(1) as f64
    }

    fn of(name: &str, tasks: &[Task], write: impl Fn(&Task) -> Vec<String> + Sync) -> Self {
        let written: Vec<Vec<String>> = tasks.par_iter().map(&write).collect();
        let words: usize = written.iter().flatten().map(|sentence| sentence::words(sentence)).sum();
        let scores = tasks.par_iter().zip(&written).map(|(task, sentences)| {
            rouge::mean(&sentences.iter().map(String::as_str).collect::<Vec<_>>(), &task.references)
        });
        Self {
            name: name.to_owned(),
            words: words as f64 / tasks.len().max(1) as f64,
            scores: scores.collect(),
        }
    }
}

/// The systems that cost nothing, and the ceiling: the opening of the first article, of the longest, and of
/// all in turn; `TextRank` (Mihalcea & Tarau 2004); and the sentences that a greedy oracle picks, which knows
/// the references.
#[must_use]
pub fn baselines(tasks: &[Task], length: Length) -> Vec<Entry> {
    let mut entries =
        vec![Entry::of("LEAD (first)", tasks, |task| cut(sentences(task.brief.articles[0]), length))];
    if tasks.iter().any(|task| task.brief.articles.len() > 1) {
        entries.push(Entry::of("LEAD (longest)", tasks, |task| {
            let longest = task.brief.articles.iter().max_by_key(|article| cluster::text(article).len());
            longest.map_or_else(Vec::new, |article| cut(sentences(article), length))
        }));
        entries.push(Entry::of("LEAD (in turn)", tasks, |task| cut(in_turn(task), length)));
    }
    entries.push(Entry::of("TextRank", tasks, |task| text_rank(task, length)));
    entries.push(Entry::of("oracle", tasks, |task| oracle(task, length)));
    entries
}

/// What an engine writes.
///
/// # Errors
/// When the engine fails.
pub fn entry(name: &str, engine: &dyn Engine, tasks: &[Task], length: Length) -> Result<Entry> {
    let briefs: Vec<Brief> = tasks.iter().map(|task| task.brief.clone()).collect();
    let summaries = engine.summarise(&briefs, length)?;
    let written: Vec<Vec<String>> = summaries
        .into_iter()
        .map(|summary| summary.sentences.into_iter().map(|sentence| sentence.text).collect())
        .collect();
    let place = |task: &Task| tasks.iter().position(|other| std::ptr::eq(other, task)).unwrap_or_default();
    Ok(Entry::of(name, tasks, |task| written[place(task)].clone()))
}

/// The difference of two systems' means in a measure, with the 95 % interval of a paired bootstrap (Efron
/// 1979; 2,000 resamples, always the same ones).
#[must_use]
pub fn difference(a: &Entry, b: &Entry, measure: fn(&Rouge) -> f64) -> (f64, [f64; 2]) {
    let pairs: Vec<f64> = a.scores.iter().zip(&b.scores).map(|(a, b)| measure(a) - measure(b)).collect();
    let count = pairs.len().max(1);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % count as u64) as usize
    };
    let mut means: Vec<f64> = (0..2000)
        .map(|_| {
            (0..count).map(|_| pairs.get(random()).copied().unwrap_or_default()).sum::<f64>() / count as f64
        })
        .collect();
    means.sort_by(f64::total_cmp);
    (pairs.iter().sum::<f64>() / count as f64, [means[50], means[1949]])
}

fn sentences(article: &Article) -> Vec<&str> {
    let text = cluster::text(article);
    sentence::split(text).into_iter().map(|bytes| &text[bytes]).collect()
}

/// The first sentences of each article, then the second ones, and so on.
fn in_turn<'a>(task: &Task<'a>) -> Vec<&'a str> {
    let articles: Vec<Vec<&str>> = task.brief.articles.iter().map(|article| sentences(article)).collect();
    let deepest = articles.iter().map(Vec::len).max().unwrap_or_default();
    (0..deepest)
        .flat_map(|depth| articles.iter().filter_map(move |article| article.get(depth).copied()))
        .collect()
}

/// Whole sentences from the top: up to a tenth over the length, and no more once nine tenths are there. One
/// that overshoots is left out.
fn cut(sentences: Vec<&str>, length: Length) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut words = 0;
    for sentence in sentences {
        let own = sentence::words(sentence);
        match length {
            Length::Sentences(count) if kept.len() >= count => break,
            Length::Words(count) if words * 10 >= count * 9 => break,
            Length::Words(count) if !kept.is_empty() && (words + own) * 10 > count * 11 => continue,
            _ => {}
        }
        words += own;
        kept.push(sentence.to_owned());
    }
    kept
}

fn text_rank(task: &Task, length: Length) -> Vec<String> {
    let all: Vec<&str> =
        task.brief.articles.iter().flat_map(|article| sentences(article)).take(300).collect();
    let folded: Vec<Vec<String>> = all
        .iter()
        .map(|sentence| {
            let folded = Folded::new(sentence);
            let mut words: Vec<String> =
                (0..folded.len()).map(|at| folded.word_text(at).into_owned()).collect();
            words.sort_unstable();
            words.dedup();
            words
        })
        .collect();
    let likeness = |a: &Vec<String>, b: &Vec<String>| {
        let shared = a.iter().filter(|word| b.binary_search(word).is_ok()).count() as f64;
        let scale = (a.len() as f64).ln() + (b.len() as f64).ln();
        if scale > 0.0 { shared / scale } else { 0.0 }
    };
    let count = all.len();
    let edges: Vec<Vec<f64>> = (0..count)
        .map(|a| (0..count).map(|b| if a == b { 0.0 } else { likeness(&folded[a], &folded[b]) }).collect())
        .collect();
    let sums: Vec<f64> = edges.iter().map(|row| row.iter().sum::<f64>().max(1e-9)).collect();
    let mut ranks = vec![1.0; count];
    for _ in 0..30 {
        ranks = (0..count)
            .map(|a| 0.15 + 0.85 * (0..count).map(|b| edges[b][a] / sums[b] * ranks[b]).sum::<f64>())
            .collect();
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| ranks[*b].total_cmp(&ranks[*a]).then(a.cmp(b)));
    cut(order.into_iter().map(|at| all[at]).collect(), length)
}

fn oracle(task: &Task, length: Length) -> Vec<String> {
    let all: Vec<&str> =
        task.brief.articles.iter().flat_map(|article| sentences(article)).take(120).collect();
    let mut picked: Vec<&str> = Vec::new();
    loop {
        let words: usize = picked.iter().map(|sentence| sentence::words(sentence)).sum();
        let fits = |sentence: &&&str| match length {
            Length::Sentences(count) => picked.len() < count,
            Length::Words(count) => (words + sentence::words(sentence)) * 10 <= count * 11,
        };
        let score = |sentences: &[&str]| {
            let score = rouge::mean(sentences, &task.references);
            score.one + score.two
        };
        let now = score(&picked);
        let tries =
            all.iter().filter(fits).map(|sentence| (score(&[&picked[..], &[sentence]].concat()), *sentence));
        match tries.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(best, _)| *best > now) {
            Some((_, sentence)) => picked.push(sentence),
            None => return picked.into_iter().map(str::to_owned).collect(),
        }
    }
}
