//! Claims about an element in what somebody delivers, such as those of reporting templates: of which items they speak.
//!
//! A claim about a party speaks of the element in all that the party made and in whatever lies inside; one about an item, of
//! the element in it. It speaks of a line of the bill only where every way on which that line is built in leads
//! through what the claim is about: of the same line elsewhere nobody said anything.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::EvidenceRow;
use coercivity_world::Element;

use crate::names::Names;
use crate::origin::order;
use crate::tree::{Node, Tree};
use crate::unjoined::Unjoined;

/// What lies within a subject.
#[derive(Default)]
struct Within {
    /// For each element the items that stand for it.
    of: BTreeMap<Element, Vec<usize>>,
    /// The same of lines that are built into something else as well.
    shared: BTreeMap<Element, Vec<usize>>,
    /// All that is the subject itself or inside it, and built into nothing else.
    whole: Vec<usize>,
}

/// The subjects of a bill, and what stands for elements inside them.
pub(crate) struct Contents<'a> {
    tree: &'a Tree,
    names: &'a Names<'a>,
    /// What each maker made.
    made: BTreeMap<&'a str, Vec<usize>>,
    /// The makers that a plain name may mean, by their ids.
    called: BTreeMap<String, BTreeSet<&'a str>>,
    /// What holds each item.
    holders: Vec<Vec<usize>>,
    /// The place of each item in an order in which what is held comes first.
    rank: Vec<usize>,
    /// Subjects that were looked at, each with its supplier.
    known: BTreeMap<(String, String), Result<Within, Unjoined>>,
}

/// A name without what writers of names do not agree on: capitals, blanks and marks.
fn plain(name: &str) -> String {
    let letters = name.chars().flat_map(char::to_lowercase);
    let words: String = letters.map(|it| if it.is_alphanumeric() { it } else { ' ' }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl<'a> Contents<'a> {
    /// Of a bill.
    pub(crate) fn of(tree: &'a Tree, names: &'a Names<'a>) -> Self {
        let mut made: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut holders = vec![Vec::new(); tree.nodes.len()];
        for (at, node) in tree.nodes.iter().enumerate() {
            if let Some(maker) = &node.maker {
                made.entry(maker).or_default().push(at);
            }
            tree.parts[at].iter().for_each(|it| holders[it.part].push(at));
        }
        let mut called: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        let parties = tree.parties.values().flat_map(|it| [(&it.name, &it.id), (&it.id, &it.id)]);
        let parties = parties.map(|it| (it.0.as_str(), it.1.as_str()));
        for (name, id) in parties.chain(made.keys().map(|it| (*it, *it))) {
            called.entry(plain(name)).or_default().insert(id);
        }
        let mut rank = vec![usize::MAX; tree.nodes.len()];
        for (place, node) in order(tree).into_iter().enumerate() {
            rank[node] = place;
        }
        Self { tree, names, made, called, holders, rank, known: BTreeMap::new() }
    }

    /// The items that a claim speaks of, and why it speaks of no more.
    pub(crate) fn join(&mut self, row: &EvidenceRow) -> (Vec<usize>, Vec<Unjoined>) {
        let elements = match self.names.minerals(&row.element) {
            Ok(elements) if elements.is_empty() => {
                return (Vec::new(), vec![Unjoined::NoElement("no line of a bill stands for it".to_owned())]);
            }
            Ok(elements) => elements,
            Err(remedy) => return (Vec::new(), vec![Unjoined::NoElement(remedy)]),
        };
        let key = (row.subject.clone(), row.supplier.clone());
        if !self.known.contains_key(&key) {
            let found = self.subject(&row.subject, &row.supplier).map(|it| self.within(&it));
            self.known.insert(key.clone(), found);
        }
        let within = match &self.known[&key] {
            Ok(within) => within,
            Err(why) => return (Vec::new(), vec![why.clone()]),
        };
        let of = |known: &BTreeMap<Element, Vec<usize>>| -> Vec<usize> {
            elements.iter().filter_map(|it| known.get(it)).flatten().copied().collect()
        };
        let (items, shared) = (of(&within.of), of(&within.shared));
        let mut why: Vec<Unjoined> = shared
            .iter()
            .map(|&it| Unjoined::Shared(self.tree.nodes[it].id.clone(), row.subject.clone()))
            .collect();
        if items.is_empty() && why.is_empty() {
            why.push(Unjoined::Absent(vec![row.subject.clone()]));
        }
        (items, why)
    }

    /// All that a claim about its subject speaks of, whatever the element: the subject, and what lies inside it and nowhere
    /// else.
    pub(crate) fn whole(&self, row: &EvidenceRow) -> &[usize] {
        let within = self.known.get(&(row.subject.clone(), row.supplier.clone()));
        within.and_then(|it| it.as_ref().ok()).map_or(&[], |it| &it.whole)
    }

    /// The one maker that a name means, by its id, else by what the parties are called; none when it is nobody.
    fn maker(&self, name: &str) -> Result<Option<&str>, Unjoined> {
        if let Some((id, _)) = self.tree.parties.get_key_value(name) {
            return Ok(Some(id));
        }
        let wanted = plain(name);
        let found = self.called.get(&wanted).filter(|_| !wanted.is_empty());
        let mut several = found.into_iter().flatten().copied();
        match (several.next(), several.next()) {
            (one, None) => Ok(one),
            (_, Some(_)) => {
                let several = found.into_iter().flatten().map(|it| (*it).to_owned()).collect();
                Err(Unjoined::Several(name.to_owned(), several))
            }
        }
    }

    /// The items that a subject names itself.
    fn subject(&self, subject: &str, supplier: &str) -> Result<Vec<usize>, Unjoined> {
        if subject.is_empty() {
            return Err(Unjoined::NoSubject);
        }
        let item = self.tree.item(subject);
        if supplier.is_empty() {
            return match (item, self.maker(subject)?) {
                (Some(item), None) => Ok(vec![item]),
                (Some(item), Some(maker)) => {
                    let both = vec![format!("item {}", self.tree.nodes[item].id), format!("party {maker}")];
                    Err(Unjoined::Several(subject.to_owned(), both))
                }
                (None, Some(maker)) => {
                    let made = self.made.get(maker).cloned();
                    made.ok_or_else(|| Unjoined::MadeNothing(maker.to_owned()))
                }
                (None, None) => Err(Unjoined::Unknown(subject.to_owned())),
            };
        }
        // A product number is the supplier's own: an item of another maker that is called so is something else.
        let Some(maker) = self.maker(supplier)? else { return Err(Unjoined::Unknown(supplier.to_owned())) };
        let Some(item) = item else { return Err(Unjoined::Unlisted(supplier.to_owned())) };
        match &self.tree.nodes[item].maker {
            Some(own) if own == maker => Ok(vec![item]),
            own => Err(Unjoined::OtherMaker(subject.to_owned(), maker.to_owned(), own.clone())),
        }
    }

    /// What stands for elements in some items and inside them.
    fn within(&self, tops: &[usize]) -> Within {
        let tops: BTreeSet<usize> = tops.iter().copied().collect();
        let mut seen = tops.clone();
        let mut left: Vec<usize> = tops.iter().copied().collect();
        while let Some(node) = left.pop() {
            left.extend(self.tree.parts[node].iter().map(|it| it.part).filter(|it| seen.insert(*it)));
        }
        // What holds comes before what is held.
        let mut seen: Vec<usize> = seen.into_iter().collect();
        seen.sort_by_key(|it| std::cmp::Reverse(self.rank[*it]));
        let mut covered: BTreeSet<usize> = BTreeSet::new();
        let mut found = Within::default();
        for node in seen {
            let holders = &self.holders[node];
            let whole = !holders.is_empty() && holders.iter().all(|it| covered.contains(it));
            let whole = whole || tops.contains(&node);
            if whole {
                covered.insert(node);
            }
            if let Some(element) = self.stands_for(&self.tree.nodes[node]) {
                let of = if whole { &mut found.of } else { &mut found.shared };
                of.entry(element).or_default().push(node);
            }
        }
        found.whole = covered.into_iter().collect();
        found
    }

    /// The element that a line stands for: the one it names, or the only one of its regime item.
    fn stands_for(&self, node: &Node) -> Option<Element> {
        let named = || self.names.symbol(node.good?.as_str().split_once(':')?.1);
        node.element.or_else(named)
    }
}
