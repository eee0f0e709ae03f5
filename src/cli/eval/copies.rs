//! `nutgraf eval copies`: how well copies are found in articles whose stories are known.

mod page;

use clap::Args;
use nutgraf::cluster::{self, Clip, Test};
use nutgraf::eval::{self, Rates, Scores};
use nutgraf::options::Sameness;
use nutgraf::{Article, Desk, Evidence, Link, Story, edition};
use serde::Serialize;

use super::super::copies::EvidenceLine;
use super::super::terminal::Progress;
use super::super::{Common, Outcome, Wire};
use super::Format;

/// Measure how well copies are found, on articles with a `cluster` field
///
/// Articles of one cluster are copies of one story. A `kind` field, if there is one, says what was done to
/// each copy; the kinds are then scored apart.
#[derive(Args)]
pub(super) struct Job {
    #[command(flatten)]
    wire: Wire,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The most days between two copies
    #[arg(long, value_name = "DAYS", default_value_t = Sameness::default().window)]
    window: u32,
    /// How many of the worst false merges and misses to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    worst: usize,
    /// Thresholds of containment to try
    #[arg(long, value_name = "SHARE,…", value_delimiter = ',', default_values_t = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7])]
    sweep: Vec<f64>,
}

/// Everything that is printed.
#[derive(Serialize)]
struct Report<'a> {
    articles: usize,
    unlabelled: usize,
    clusters: usize,
    stories: usize,
    scores: Figures,
    true_pairs: u64,
    found_pairs: u64,
    shared_pairs: u64,
    kinds: Vec<KindLine<'a>>,
    merges: Vec<Fault<'a>>,
    misses: Vec<Fault<'a>>,
    sweep: Vec<Step>,
}

/// Scores as data.
#[derive(Serialize)]
struct Figures {
    precision: f64,
    recall: f64,
    f1: f64,
    ari: f64,
    b_cubed_precision: f64,
    b_cubed_recall: f64,
    b_cubed_f1: f64,
}

#[derive(Serialize)]
struct KindLine<'a> {
    kind: &'a str,
    articles: usize,
    /// Of the pairs that they should make, the share found; none when they should make none.
    recall: Option<f64>,
    /// The share of articles that share a story with an article of another cluster.
    wrong: f64,
}

/// Pairs that were wrongly merged or missed together, shown by one of them.
#[derive(Serialize)]
struct Fault<'a> {
    pairs: usize,
    a: Named<'a>,
    b: Named<'a>,
    failed: Option<&'static str>,
    #[serde(skip)]
    swaps: Vec<String>,
    evidence: OwnedEvidence,
}

#[derive(Serialize)]
struct Named<'a> {
    source: String,
    headline: String,
    cluster: &'a str,
    kind: Option<&'a str>,
}

#[derive(Serialize)]
struct Step {
    containment: f64,
    #[serde(flatten)]
    scores: Figures,
}

/// Evidence that prints itself as [`EvidenceLine`] does.
struct OwnedEvidence(Evidence);

impl Serialize for OwnedEvidence {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        EvidenceLine::new(&self.0).serialize(serializer)
    }
}

impl From<&Scores> for Figures {
    fn from(scores: &Scores) -> Self {
        let Rates { precision, recall } = scores.pairs;
        Self {
            precision: rounded(precision),
            recall: rounded(recall),
            f1: rounded(scores.pairs.f1()),
            ari: rounded(scores.ari),
            b_cubed_precision: rounded(scores.b_cubed.precision),
            b_cubed_recall: rounded(scores.b_cubed.recall),
            b_cubed_f1: rounded(scores.b_cubed.f1()),
        }
    }
}

fn rounded(share: f64) -> f64 {
    (share * 100_000.0).round() / 100_000.0
}

impl Job {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<Outcome> {
        let mut options = common.options();
        options.sameness.window = self.window;
        let Desk { articles, stories, apart, spiked } = {
            let progress = Progress::new(common.quiet);
            edition::desk(self.wire.paths(common), &options, &|step, n| progress.step(step, n))?
        };
        common.report(&spiked);
        let articles = articles.into_vec();
        let labelled: Vec<usize> = (0..articles.len()).filter(|at| articles[*at].cluster.is_some()).collect();
        if labelled.is_empty() {
            anyhow::bail!("no article has a \"cluster\" field to measure against");
        }
        let judge = Judge {
            articles: &articles,
            labelled: &labelled,
            apart: &apart,
            sameness: &options.sameness,
            most: self.worst,
        };
        let report = self.report(&judge, &stories);
        super::super::print(|out| match self.format {
            Format::Text => page::write_text(out, &report),
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &report)?;
                writeln!(out)
            }
        })?;
        Ok(Outcome::Done)
    }

    fn report<'a>(&self, judge: &Judge<'a>, found: &[Story]) -> Report<'a> {
        let &Judge { articles, labelled, sameness, .. } = judge;
        let truth: Vec<&str> = labelled.iter().map(|at| label(&articles[*at])).collect();
        let found = stories(articles.len(), found, labelled);
        let scores = eval::scores(&truth, &found);
        let kinds: Vec<&str> =
            labelled.iter().map(|at| articles[*at].kind.as_deref().unwrap_or_default()).collect();
        let kinds = if kinds.iter().any(|kind| !kind.is_empty()) {
            eval::by_kind(&kinds, &truth, &found)
        } else {
            Vec::new()
        };
        Report {
            articles: articles.len(),
            unlabelled: articles.len() - labelled.len(),
            clusters: scores.true_groups,
            stories: scores.found_groups,
            scores: Figures::from(&scores),
            true_pairs: scores.true_pairs,
            found_pairs: scores.found_pairs,
            shared_pairs: scores.shared_pairs,
            kinds: kinds
                .into_iter()
                .map(|score| KindLine {
                    kind: score.kind,
                    articles: score.articles,
                    recall: (score.true_pairs > 0)
                        .then(|| rounded(score.shared_pairs as f64 / score.true_pairs as f64)),
                    wrong: rounded(score.wrong as f64 / score.articles as f64),
                })
                .collect(),
            merges: judge.faults(&found, &truth),
            misses: judge.faults(&truth, &found),
            sweep: self.sweep(articles, labelled, &truth, sameness),
        }
    }

    /// Finds the stories again for each threshold; articles and fingerprints stay as they are.
    fn sweep(
        &self,
        articles: &[Article],
        labelled: &[usize],
        truth: &[&str],
        sameness: &Sameness,
    ) -> Vec<Step> {
        let clips: Vec<Clip> = articles.iter().map(Clip::of).collect();
        let fingerprints = cluster::fingerprints(&clips);
        let other_opening = sameness.containment_other_opening - sameness.containment;
        let step = |containment: &f64| {
            let mut tried = sameness.clone();
            tried.containment = *containment;
            tried.containment_other_opening = (containment + other_opening).min(1.0);
            let links = cluster::links(&clips, &fingerprints, &tried);
            let (found, _) = cluster::stories(&clips, &fingerprints, links, &tried);
            let found = stories(articles.len(), &found, labelled);
            Step { containment: *containment, scores: Figures::from(&eval::scores(truth, &found)) }
        };
        self.sweep.iter().map(step).collect()
    }
}

fn label(article: &Article) -> &str {
    article.cluster.as_deref().unwrap_or_default()
}

/// The story of each labelled article, as a number.
fn stories(articles: usize, stories: &[nutgraf::Story], labelled: &[usize]) -> Vec<usize> {
    let mut of = vec![0; articles];
    for (number, story) in stories.iter().enumerate() {
        for at in &story.articles {
            of[*at] = number;
        }
    }
    labelled.iter().map(|at| of[*at]).collect()
}

/// Looks for the pair that best shows each fault.
struct Judge<'a> {
    articles: &'a [Article],
    labelled: &'a [usize],
    /// What the wire keeps apart, in the order of its articles.
    apart: &'a [Link],
    sameness: &'a Sameness,
    most: usize,
}

impl<'a> Judge<'a> {
    /// The worst places where articles that are `together` in one labeling are apart in the other.
    fn faults<T: Ord + Copy, A: Ord + Copy>(&self, together: &[T], apart: &[A]) -> Vec<Fault<'a>> {
        let rifts = rifts(together, apart).into_iter().take(self.most);
        rifts.filter_map(|(pairs, left, right)| self.shown(pairs, &left, &right)).collect()
    }

    /// The pair across two parts with the greatest containment; of large parts, the first few articles.
    fn shown(&self, pairs: usize, left: &[usize], right: &[usize]) -> Option<Fault<'a>> {
        let article = |i: &usize| &self.articles[self.labelled[*i]];
        let across = left.iter().take(6).flat_map(|x| right.iter().take(6).map(move |y| (x, y)));
        let compared = across.map(|(x, y)| (x, y, cluster::compare(article(x), article(y), self.sameness)));
        let (x, y, evidence) = compared.max_by(|x, y| x.2.containment.total_cmp(&y.2.containment))?;
        Some(Fault {
            pairs,
            a: named(article(x)),
            b: named(article(y)),
            failed: evidence.failed.or(self.in_wire(*x, *y)).map(Test::name),
            swaps: evidence.swapped.iter().take(6).map(|swap| format!("{} / {}", swap.a, swap.b)).collect(),
            evidence: OwnedEvidence(evidence),
        })
    }

    /// The test that two articles of the labelling failed beside the others of the wire.
    fn in_wire(&self, x: usize, y: usize) -> Option<Test> {
        cluster::failed_in_wire(self.apart, (self.labelled[x], self.labelled[y]))
    }
}

/// Two parts of a group, as places in the labelings, and the pairs across them.
type Rift = (usize, Vec<usize>, Vec<usize>);

/// Where a group of one labeling is in parts in the other, the most pairs first.
fn rifts<T: Ord + Copy, A: Ord + Copy>(together: &[T], apart: &[A]) -> Vec<Rift> {
    let mut rows: Vec<(T, A, usize)> = (0..together.len()).map(|i| (together[i], apart[i], i)).collect();
    rows.sort_unstable();
    let mut rifts: Vec<Rift> = Vec::new();
    let places = |part: &[(T, A, usize)]| part.iter().map(|row| row.2).collect();
    for group in rows.chunk_by(|x, y| x.0 == y.0) {
        let parts: Vec<&[(T, A, usize)]> = group.chunk_by(|x, y| x.1 == y.1).collect();
        for (i, left) in parts.iter().enumerate() {
            // A group in hundreds of parts is shown by its neighbours.
            rifts.extend(
                parts[i + 1..]
                    .iter()
                    .take(PARTS)
                    .map(|right| (left.len() * right.len(), places(left), places(right))),
            );
        }
    }
    rifts.sort_by_key(|(pairs, left, _)| (std::cmp::Reverse(*pairs), left[0]));
    rifts
}

/// How many other parts of its group each part is paired with.
const PARTS: usize = 20;

fn named(article: &Article) -> Named<'_> {
    Named {
        source: article.origin.to_string(),
        headline: article.title(),
        cluster: label(article),
        kind: article.kind.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_in_three_parts_is_three_faults_the_most_pairs_first() {
        let rifts = rifts(&["x", "x", "x", "x", "y"], &[1, 2, 3, 1, 1]);
        let shown: Vec<_> =
            rifts.iter().map(|(pairs, left, right)| (*pairs, &left[..], &right[..])).collect();
        assert_eq!(shown, [(2, &[0, 3][..], &[1][..]), (2, &[0, 3], &[2]), (1, &[1], &[2])]);
    }
}
