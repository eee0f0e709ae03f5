//! Quality floors on the sample wire: what was reached once is kept. A floor is only ever raised.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use nutgraf::{Options, edition};
use serde::Deserialize;

use crate::newsroom::Newsroom;

#[derive(Deserialize)]
struct Floors {
    /// XXH3-128 over the names and bytes of all files of the wire and over the truth.
    corpus: String,
    copies_f1: f64,
    headlines: f64,
    days: f64,
}

#[derive(Deserialize)]
struct Truth {
    source: String,
    cluster: String,
    headline: String,
    date: String,
}

fn corpus() -> PathBuf {
    Newsroom::sample().join("corpus")
}

fn floors() -> Floors {
    serde_json::from_str(&fs::read_to_string(corpus().join("floors.json")).unwrap()).unwrap()
}

fn truth() -> Vec<Truth> {
    let text = fs::read_to_string(corpus().join("truth.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, into) } else { into.push(path) }
    }
}

#[test]
fn the_floors_were_measured_on_this_corpus() {
    let mut paths = vec![corpus().join("truth.jsonl")];
    files(&corpus().join("wire"), &mut paths);
    paths.sort();
    let mut hash = xxhash_rust::xxh3::Xxh3Default::new();
    for path in paths {
        hash.update(path.strip_prefix(corpus()).unwrap().to_str().unwrap().as_bytes());
        hash.update(&fs::read(&path).unwrap());
    }
    assert_eq!(format!("{:032x}", hash.digest128()), floors().corpus, "the corpus changed: measure again");
}

#[test]
fn copies_headlines_and_days_stay_above_their_floors() {
    let options = Options::new(jiff::civil::Date::constant(2026, 3, 6));
    let desk = edition::desk(&[corpus().join("wire")], &options, &|_, _| {}).unwrap();
    assert!(desk.spiked.is_empty(), "{:?}", desk.spiked);
    let truth = truth();
    assert_eq!(desk.articles.len(), truth.len());
    assert!(truth.len() >= 150, "the sample wire has at least 150 articles");
    let place: HashMap<&str, &Truth> = truth.iter().map(|truth| (&*truth.source, truth)).collect();
    let source = |at: usize| {
        let origin = desk.articles.origin(at).to_string();
        origin.strip_prefix(&format!("{}/", corpus().display())).unwrap().to_owned()
    };
    let labels: Vec<&Truth> = (0..truth.len()).map(|at| place[&*source(at)]).collect();

    let mut story = vec![0; truth.len()];
    for (number, found) in desk.stories.iter().enumerate() {
        for at in &found.articles {
            story[*at] = number;
        }
    }
    let (mut found, mut wanted, mut right) = (0, 0, 0);
    for a in 0..truth.len() {
        for b in a + 1..truth.len() {
            let (same, should) = (story[a] == story[b], labels[a].cluster == labels[b].cluster);
            found += usize::from(same);
            wanted += usize::from(should);
            right += usize::from(same && should);
        }
    }
    let f1 = 2.0 * right as f64 / (found + wanted) as f64;
    let share = |is: &dyn Fn(usize) -> bool| {
        (0..truth.len()).filter(|at| is(*at)).count() as f64 / truth.len() as f64
    };
    let headlines = share(&|at| desk.articles.get(at).headline.as_deref() == Some(&labels[at].headline));
    let days = share(&|at| desk.articles.get(at).date.day.to_string() == labels[at].date);
    let floors = floors();
    assert!(f1 >= floors.copies_f1, "F1 of copies is {f1:.4}");
    assert!(headlines >= floors.headlines, "headlines: {headlines:.4}");
    assert!(days >= floors.days, "days: {days:.4}");
}
