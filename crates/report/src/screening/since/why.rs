//! Why an answer changed: all that differs among the things that it rests on. An answer follows from them alone, so where
//! one thing differs it is the cause; where several do, each is named and none is singled out.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use coercivity_screen::Tree;

use super::footed::{Footed, Says};
use super::{Moved, Since, Turn};
use crate::screening::tables::plain;

/// Things of one kind that are named one by one.
const FEW: usize = 3;

/// What two records rest on.
pub(super) struct Whys<'a> {
    tree: &'a Tree,
    before: &'a Footed,
    after: &'a Footed,
    /// The items, as the tables name them.
    places: HashMap<String, usize>,
    /// What differs for all answers alike: in the question, and in parties that made nothing: users and owners.
    shared: Vec<String>,
    /// What may make the difference where nothing nearer does.
    last: Vec<String>,
}

/// What differs beneath all answers about one movement.
pub(super) struct WhyMoved {
    moved: Moved,
    own: Vec<String>,
}

impl<'a> Whys<'a> {
    /// Prepares to tell what differs.
    pub(super) fn new(tree: &'a Tree, (before, after): (&'a Footed, &'a Footed), since: &Since) -> Self {
        let makers: HashSet<String> =
            tree.nodes.iter().filter_map(|it| it.maker.as_deref().map(plain)).collect();
        let parties: BTreeSet<&String> = before.parties.keys().chain(after.parties.keys()).collect();
        let differs = |it: &&&String| before.parties.get(**it) != after.parties.get(**it);
        let others = parties.iter().filter(|it| !makers.contains(**it)).filter(differs);
        let others: Vec<String> = others.map(|it| format!("party {it}")).collect();
        let mut shared = Vec::new();
        if !others.is_empty() {
            shared.push(format!("rows: {}", few(&others)));
        }
        for (name, now) in after.question.iter().filter(|it| it.0.as_str() != "day") {
            let then = before.question.get(name).map_or("", String::as_str);
            if then != now {
                shared.push(format!("question: {name} {then} -> {now}"));
            }
        }
        if before.lists != after.lists {
            shared.push("law: what the words of lists and uses mean".to_owned());
        }
        let mut last = Vec::new();
        for (what, pair) in [("edition of the data", &since.worlds), ("version", &since.versions)] {
            if pair.0 != pair.1 {
                last.push(format!("{what}: {} -> {}", pair.0, pair.1));
            }
        }
        let places = tree.nodes.iter().enumerate().map(|(place, it)| (plain(&it.id), place)).collect();
        Self { tree, before, after, places, shared, last }
    }

    /// What differs beneath a movement.
    pub(super) fn of(&self, moved: &Moved) -> WhyMoved {
        let items = self.items_of(&moved.item);
        let own = [self.rows(&items), self.movement(moved), self.papers(&items, moved)];
        WhyMoved { moved: moved.clone(), own: own.into_iter().flatten().collect() }
    }

    /// What differs beneath the answer of a rulebook about a movement.
    pub(super) fn why(&self, about: &WhyMoved, rulebook: &str, turn: Option<Turn>) -> String {
        let moved = &about.moved;
        match turn {
            Some(Turn::New) if !moved.number_before.is_empty() => format!("{rulebook} was not asked before"),
            Some(Turn::New) if self.before.items.contains_key(&moved.item) => {
                "the movement was not asked before".to_owned()
            }
            Some(Turn::New) => format!("rows: {} is new in the bill", moved.item),
            Some(Turn::Gone) if !moved.number.is_empty() => format!("{rulebook} is not asked any more"),
            Some(Turn::Gone) if self.after.items.contains_key(&moved.item) => {
                "the movement is not asked any more".to_owned()
            }
            Some(Turn::Gone) => format!("rows: {} left the bill", moved.item),
            Some(Turn::Changed) | None => {
                let own = about.own.iter().cloned().chain(self.law(moved, rulebook));
                let mut why: Vec<String> = own.chain(self.shared.iter().cloned()).collect();
                if why.is_empty() {
                    why.clone_from(&self.last);
                }
                if why.is_empty() {
                    why.push("nothing that was recorded differs".to_owned());
                }
                why.join("; ")
            }
        }
    }

    /// The item and all below it, with their makers, as the tables name them.
    fn items_of(&self, item: &str) -> Vec<(String, Option<String>)> {
        let top = self.places.get(item).copied();
        let nodes = top.into_iter().flat_map(|it| std::iter::once(it).chain(self.tree.below(it)));
        let node = |it: usize| &self.tree.nodes[it];
        nodes.map(|it| (plain(&node(it).id), node(it).maker.as_deref().map(plain))).collect()
    }

    fn row_differs(&self, item: &str) -> bool {
        self.before.items.get(item) != self.after.items.get(item)
    }

    fn rows(&self, items: &[(String, Option<String>)]) -> Option<String> {
        let mut differ: Vec<String> =
            items.iter().filter(|it| self.row_differs(&it.0)).map(|it| it.0.clone()).collect();
        let mut parties: Vec<&String> = items.iter().filter_map(|it| it.1.as_ref()).collect();
        parties.sort_unstable();
        parties.dedup();
        let other = |it: &&&String| self.before.parties.get(**it) != self.after.parties.get(**it);
        differ.extend(parties.iter().filter(other).map(|it| format!("party {it}")));
        (!differ.is_empty()).then(|| format!("rows: {}", few(&differ)))
    }

    fn movement(&self, moved: &Moved) -> Option<String> {
        let then = self.before.movements.get(&moved.number_before)?;
        let now = self.after.movements.get(&moved.number)?;
        let word = |it: &str| if it.is_empty() { "nothing said".to_owned() } else { it.to_owned() };
        (then != now).then(|| format!("rows: the movement, {} -> {}", word(then), word(now)))
    }

    fn papers(&self, items: &[(String, Option<String>)], moved: &Moved) -> Option<String> {
        let mut differ = Vec::new();
        for (item, _) in items {
            let of = |footed: &Footed, day: &str| footed.papers.get(&(day.to_owned(), item.clone())).cloned();
            let then = of(self.before, &moved.day_before).unwrap_or_default();
            let now = of(self.after, &moved.day).unwrap_or_default();
            let told = paper_words(&then, &now);
            match (told.is_empty(), then.1 == now.1) {
                (false, _) => differ.extend(told),
                // The same papers and the same row, and yet they say something else.
                (true, false) if !self.row_differs(item) => {
                    differ.push(format!("what the papers on {item} say"));
                }
                (true, _) => {}
            }
        }
        (!differ.is_empty()).then(|| format!("papers: {}", few(&differ)))
    }

    fn law(&self, moved: &Moved, rulebook: &str) -> Option<String> {
        let of = |footed: &'a Footed, day: &str| footed.law.get(&(day.to_owned(), rulebook.to_owned()));
        let (then, now) = (of(self.before, &moved.day_before), of(self.after, &moved.day));
        // Clauses that turned in the same way are named together.
        let mut differ: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut add = |how: String, clause: &str| differ.entry(how).or_default().push(clause.to_owned());
        for (clause, (state, hash)) in now.into_iter().flatten() {
            match then.and_then(|it| it.get(clause)) {
                None => add(format!("new, {state}"), clause),
                Some(former) if former.0 != *state => add(format!("{} -> {state}", former.0), clause),
                Some(former) if former.1 != *hash => add("reads otherwise".to_owned(), clause),
                Some(_) => {}
            }
        }
        let gone = then.into_iter().flatten().filter(|it| now.is_none_or(|now| !now.contains_key(it.0)));
        gone.for_each(|it| add("gone".to_owned(), it.0));
        let told: Vec<String> =
            differ.iter().map(|(how, clauses)| format!("{} {how}", few(clauses))).collect();
        (!told.is_empty()).then(|| format!("law: {}", told.join(", ")))
    }
}

/// Papers that began or ceased to hold.
fn paper_words(then: &Says, now: &Says) -> Vec<String> {
    let split = |it: &Says| -> Vec<String> {
        it.0.split(" | ").filter(|it| !it.is_empty()).map(str::to_owned).collect()
    };
    let (then, now) = (split(then), split(now));
    let new = now.iter().filter(|it| !then.contains(it)).map(|it| format!("{it} counts now"));
    let gone = then.iter().filter(|it| !now.contains(it)).map(|it| format!("{it} no longer counts"));
    new.chain(gone).collect()
}

fn few(all: &[String]) -> String {
    let told = all.iter().take(FEW).cloned().collect::<Vec<_>>().join(", ");
    if all.len() > FEW { format!("{told} and {} more", all.len() - FEW) } else { told }
}
