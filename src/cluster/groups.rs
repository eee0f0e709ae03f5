//! Which articles are of one story, as far as it is known.

/// Articles in groups, at first each in its own.
pub(super) struct Groups {
    /// The group of each article.
    pub(super) of: Vec<usize>,
    /// The members of a group of several, under its number. An article that is alone, as most are, needs no list.
    members: Vec<Vec<usize>>,
}

impl Groups {
    /// So many articles.
    pub(super) fn new(articles: usize) -> Self {
        Self { of: (0..articles).collect(), members: vec![Vec::new(); articles] }
    }

    /// The members of an article's group, itself among them.
    pub(super) fn mates(&self, at: usize) -> &[usize] {
        let group = &self.of[at];
        let members = &self.members[*group];
        if members.is_empty() { std::slice::from_ref(group) } else { members }
    }

    /// Joins the groups of two articles.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (left, right) = (self.of[a], self.of[b]);
        if left == right {
            return;
        }
        let larger = self.members[left].len() >= self.members[right].len();
        let (into, from) = if larger { (left, right) } else { (right, left) };
        let moved = self.mates(from).to_vec();
        self.members[from] = Vec::new();
        if self.members[into].is_empty() {
            self.members[into].push(into);
        }
        for at in &moved {
            self.of[*at] = into;
        }
        self.members[into].extend(moved);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn mates_are_those_that_a_way_of_joins_leads_to(joins in proptest::collection::vec((0usize..12, 0usize..12), 0..12)) {
            let mut groups = Groups::new(12);
            let mut apart: Vec<usize> = (0..12).collect();
            for (a, b) in joins {
                groups.join(a, b);
                let (from, into) = (apart[a], apart[b]);
                apart.iter_mut().filter(|group| **group == from).for_each(|group| *group = into);
            }
            for at in 0..12 {
                let mut mates = groups.mates(at).to_vec();
                mates.sort_unstable();
                let expected: Vec<usize> = (0..12).filter(|other| apart[*other] == apart[at]).collect();
                prop_assert_eq!(mates, expected);
            }
        }
    }
}
