//! The names of the outlets of a wire: a paper that is also known by the name of its site is one.

use std::collections::{BTreeMap, HashMap};

use super::Outlet;
use crate::article::Article;

/// Outlets by the names that they are shown under.
pub(super) struct Outlets {
    /// The name of a paper for each of its sites.
    papers: HashMap<String, String>,
}

impl Outlets {
    pub(super) fn of(articles: &[Article]) -> Self {
        let named = || articles.iter().filter_map(|article| article.outlet.as_deref());
        let mut papers: HashMap<String, String> =
            named().filter(|name| is_site(name)).map(|site| (site.to_owned(), site.to_owned())).collect();
        if !papers.is_empty() {
            // Of two that are spelt otherwise the first in the alphabet has it.
            let mut spelt: HashMap<String, &str> = HashMap::new();
            for name in named().filter(|name| !is_site(name)) {
                let known = spelt.entry(letters(name)).or_insert(name);
                *known = name.min(known);
            }
            papers.retain(|site, paper| {
                let name = spelt.get(&letters(stem(site)));
                name.is_some_and(|name| {
                    (*name).clone_into(paper);
                    true
                })
            });
        }
        Self { papers }
    }

    /// The name of the outlet that an article ran in.
    pub(super) fn name(&self, article: &Article) -> String {
        let name = article.outlet_or_file();
        self.papers.get(&name).cloned().unwrap_or(name)
    }

    /// The outlets of these articles, those with most articles first, then by name.
    pub(super) fn count(&self, articles: &[Article], members: &[usize]) -> Vec<Outlet> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for at in members {
            *counts.entry(self.name(&articles[*at])).or_default() += 1;
        }
        let mut outlets: Vec<Outlet> =
            counts.into_iter().map(|(name, articles)| Outlet { name, articles }).collect();
        outlets.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
        outlets
    }
}

/// Whether a name is that of a site: "dunmere-herald.example".
fn is_site(name: &str) -> bool {
    name.split('.').count() >= 2
        && name.split('.').all(|part| !part.is_empty())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
}

/// What a site's name has between "www." and its registry.
fn stem(site: &str) -> &str {
    let site = site.strip_prefix("www.").unwrap_or(site);
    let name = site.rsplit_once('.').map_or(site, |(name, _)| name);
    let registries = [".co", ".com", ".org", ".net"];
    registries.iter().find_map(|registry| name.strip_suffix(registry)).unwrap_or(name)
}

/// The letters and digits of a name, in small letters, without its article.
fn letters(name: &str) -> String {
    let name = name.strip_prefix("The ").unwrap_or(name);
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_and_its_site_are_one_outlet() {
        let from =
            |outlet: &str| Article { outlet: Some(outlet.into()), ..Article::plain("The ferry stays.") };
        let articles: Vec<Article> = [
            "The Dunmere Herald",
            "dunmere-herald.example",
            "www.dunmereherald.co.uk",
            "ellery-courier.example",
            "Castell Express",
        ]
        .map(from)
        .into();
        let outlets = Outlets::of(&articles);
        let counted = outlets.count(&articles, &[0, 1, 2, 3, 4]);
        let shown: Vec<(&str, usize)> =
            counted.iter().map(|outlet| (&*outlet.name, outlet.articles)).collect();
        assert_eq!(shown, [("The Dunmere Herald", 3), ("Castell Express", 1), ("ellery-courier.example", 1)]);
    }
}
