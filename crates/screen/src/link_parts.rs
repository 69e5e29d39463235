//! What each item of a bill holds: the holder of every line, sub-assemblies that are written out more than once, and
//! lines that speak of one part together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use coercivity_data::{BillColumn, BillLine, kilograms};

use crate::link::Linker;
use crate::link_again::is_near;
use crate::names::did_you_mean;
use crate::tree::Edge;

/// Edges of a holder with the rows that tell them, by the line of the holder that they stand below.
type Occurrences = BTreeMap<usize, Vec<(Edge, usize)>>;

/// The lines above a line, as far as they may hold it.
struct Above {
    /// Level, item and line of those that a level puts it below.
    path: Vec<(u32, usize, usize)>,
    /// How many lines each item has.
    lines: Vec<usize>,
    /// Items of whose parts a line stands above their first one: their lines follow another order than that of the tree.
    scattered: BTreeSet<usize>,
    /// The last line of each item that has several and no level.
    last: BTreeMap<usize, usize>,
}

impl Linker<'_> {
    /// Links each line to its holder. A sub-assembly that is written out under each of its holders is read once.
    pub(crate) fn parts(&mut self) {
        let bill = self.bill;
        let count = self.linked.tree.nodes.len();
        self.linked.tree.parts = vec![Vec::new(); count];
        let mut held = vec![false; count];
        let mut found: BTreeMap<usize, Occurrences> = BTreeMap::new();
        let mut above = Above {
            path: Vec::new(),
            lines: vec![0; count],
            scattered: BTreeSet::new(),
            last: BTreeMap::new(),
        };
        for line in &bill.lines.rows {
            if let Some(&item) = self.places.get(&line.item) {
                above.lines[item] += 1;
            }
            let holder = line.parent.as_ref().and_then(|it| self.places.get(it));
            above.scattered.extend(holder.filter(|it| above.lines[**it] == 0));
        }
        for (row, line) in bill.lines.rows.iter().enumerate() {
            let Some(&part) = self.places.get(&line.item) else { continue };
            if let Some(level) = line.level {
                above.path.retain(|it| it.0 < level);
            }
            let holder = self.holder(line, &above);
            above.pass(line, part, row + 1);
            let Some((holder, occurrence)) = holder else { continue };
            held[part] = true;
            let edge = self.edge(line, part);
            found.entry(holder).or_default().entry(occurrence).or_default().push((edge, row));
        }
        for (holder, occurrences) in found {
            self.settle((holder, above.lines[holder]), occurrences);
        }
        self.linked.tree.products = (0..count).filter(|&it| !held[it]).collect();
    }

    /// What a line is part of, and the line of that which it stands below.
    fn holder(&mut self, line: &BillLine, above: &Above) -> Option<(usize, usize)> {
        let named = line.parent.as_ref().filter(|it| !it.trim().is_empty());
        let deep = line.level.is_some_and(|it| it > 0);
        let Some(parent) = named else {
            let holder = above.path.last().filter(|_| deep).map(|it| (it.1, it.2));
            if deep && holder.is_none() {
                let found = format!("level {} without a line above it", line.level.unwrap_or(0));
                let expected = "a line of a lower level before it";
                self.wrong(line, BillColumn::Level, found, expected, "add the parent");
            }
            return holder;
        };
        let Some(&holder) = self.places.get(parent) else {
            let known = self.places.keys().map(String::as_str);
            let remedy = did_you_mean(parent, known, "add a line for it");
            let found = format!("parent `{parent}`, which no line describes");
            self.wrong(line, BillColumn::ParentId, found, "an item of the bill", &remedy);
            return None;
        };
        Some((holder, above.occurrence(holder)))
    }

    /// How much of a part a line says that its holder has.
    fn edge(&mut self, line: &BillLine, part: usize) -> Edge {
        let quantity = line.quantity.as_ref();
        let good = self.linked.tree.nodes[part].good;
        let amount = self.weighty((line, BillColumn::Quantity), quantity.map(|it| it.amount), good);
        let mass_kg = amount.zip(quantity).and_then(|it| Some(it.0 * kilograms(&it.1.unit)?));
        Edge { part, quantity: amount, mass_kg, mass_share: line.element_mass_share }
    }

    /// Takes the first description of a holder, which has so many lines; a later one must say the same.
    fn settle(&mut self, (holder, lines): (usize, usize), occurrences: Occurrences) {
        // Levels say plainly below which line a part stands.
        let by_name = |it: &(Edge, usize)| self.bill.lines.rows[it.1].level.is_none();
        let alone = (occurrences.len() == 1 && occurrences.values().flatten().all(by_name)).then_some(lines);
        let mut merged: Vec<(Vec<Edge>, usize)> = Vec::new();
        for edges in occurrences.into_values() {
            let row = edges.first().map_or(0, |it| it.1);
            merged.push((self.merge(holder, edges, alone), row));
        }
        let Some(((first, _), later)) = merged.split_first() else { return };
        for (edges, row) in later {
            if !alike(edges, first) {
                let line = &self.bill.lines.rows[*row];
                let found = format!("other parts of `{}` than above", self.linked.tree.nodes[holder].id);
                let expected = "a sub-assembly described alike wherever it stands";
                let remedy = "give one of the two another id, or write all its parts below one of its lines";
                self.wrong(line, BillColumn::ItemId, found, expected, remedy);
            }
        }
        self.linked.tree.parts[holder].clone_from(first);
    }

    /// One edge for each part of a holder. Lines of one part add up, unless they tell further origins of it. Where the
    /// holder has several lines, of which one `alone` has parts, these may stand there once for each.
    fn merge(&mut self, holder: usize, edges: Vec<(Edge, usize)>, alone: Option<usize>) -> Vec<Edge> {
        let mut order: Vec<usize> = Vec::new();
        let mut lines: BTreeMap<usize, Vec<(Edge, usize)>> = BTreeMap::new();
        for (edge, row) in edges {
            let of_part = lines.entry(edge.part).or_default();
            if of_part.is_empty() {
                order.push(edge.part);
            }
            of_part.push((edge, row));
        }
        let merged: Vec<Edge> = order.iter().map(|it| self.together(holder, &lines[it])).collect();
        if let Some(written) = alone.filter(|it| *it > 1)
            && lines.values().all(|it| it.len() % written == 0 && self.repeat(it, written))
        {
            let row = lines.values().filter_map(|it| it.last()).map(|it| it.1).max().unwrap_or(0);
            let id = &self.linked.tree.nodes[holder].id;
            let found = format!("each part of `{id}` {written} times, as often as `{id}` itself stands here");
            let expected = "its parts once, or below each of its lines";
            let remedy =
                "remove the repeated lines; where they are further pieces, write one line with their sum";
            self.wrong(&self.bill.lines.rows[row], BillColumn::ParentId, found, expected, remedy);
        }
        merged
    }

    /// Whether lines are the same, to the last cell, so many times over.
    fn repeat(&self, lines: &[(Edge, usize)], times: usize) -> bool {
        let once = lines.len() / times;
        let says = |at: usize| said(&self.bill.lines.rows[lines[at].1]);
        let alike = |one: usize, other: usize| says(one) == says(other);
        // Copies stand one behind the other, or each line beside its copies.
        (0..lines.len()).all(|at| alike(at, at % once))
            || (0..lines.len()).all(|at| alike(at, at / times * times))
    }

    /// All lines of one part under one holder. Those that tell further origins of it repeat its quantity; others add up.
    fn together(&mut self, holder: usize, lines: &[(Edge, usize)]) -> Edge {
        let (first, row) = lines[0];
        if lines.len() == 1 {
            return first;
        }
        let bill = self.bill;
        let mut sums: BTreeMap<Option<String>, Pieces> = BTreeMap::new();
        for (edge, row) in lines {
            let word = bill.lines.rows[*row].origin.as_deref().map(str::trim).filter(|it| !it.is_empty());
            let origin =
                word.map(|it| self.names.place(it).map_or_else(|_| it.to_owned(), |it| it.to_string()));
            sums.entry(origin).or_default().add(edge);
        }
        let nodes = &self.linked.tree.nodes;
        let called = format!("`{}` in `{}`", nodes[first.part].id, nodes[holder].id);
        let last = lines.last().map_or(row, |it| it.1);
        if let Some((column, found, expected, remedy)) = discord(lines, &sums, &called) {
            self.wrong(&bill.lines.rows[last], column, found, expected, remedy);
        }
        self.tell_copies(lines, &called);
        let known = sums.values().all(|it| !it.is_partly_blank());
        let told = sums.values().find(|it| it.quantity.is_some()).filter(|_| known);
        Edge { quantity: told.and_then(|it| it.quantity), mass_kg: told.and_then(|it| it.mass_kg), ..first }
    }

    /// Tells lines of one part in one holder that are the same to the last cell: pieces, or slips.
    fn tell_copies(&mut self, lines: &[(Edge, usize)], called: &str) {
        if lines.iter().all(|it| it.0.quantity.is_none()) {
            return;
        }
        let bill = self.bill;
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (_, row) in lines {
            let line = &bill.lines.rows[*row];
            let first = *seen.entry(said(line)).or_insert(line.line);
            if first != line.line {
                let found = format!("{called} once more, just as in line {first}");
                let remedy = "remove it if it stands there by mistake: until then both count";
                self.remark((line, BillColumn::ItemId), found, "a line for each piece or place", remedy);
            }
        }
    }
}

impl Above {
    /// The line of a holder below which a line stands that names it: of one with several lines the last above; none where
    /// lines do not follow the tree.
    fn occurrence(&self, holder: usize) -> usize {
        let leveled = self.path.iter().rev().find(|it| it.1 == holder).map(|it| it.2);
        let last = || self.last.get(&holder).filter(|_| !self.scattered.contains(&holder)).copied();
        leveled.or_else(last).unwrap_or(0)
    }

    /// Passes a line of an item.
    fn pass(&mut self, line: &BillLine, item: usize, at: usize) {
        match line.level {
            Some(level) => self.path.push((level, item, at)),
            None if self.lines[item] > 1 => {
                self.last.insert(item, at);
            }
            None => {}
        }
    }
}

/// What lines of one origin say of how much there is.
#[derive(Clone, Copy, Debug, Default)]
struct Pieces {
    /// Of the lines that say it, summed.
    quantity: Option<f64>,
    mass_kg: Option<f64>,
    /// How many lines leave it out.
    blank: usize,
}

impl Pieces {
    fn add(&mut self, edge: &Edge) {
        let sum = |known: Option<f64>, more: Option<f64>| match (known, more) {
            (Some(one), Some(other)) => Some(one + other),
            (one, other) => one.or(other),
        };
        self.quantity = sum(self.quantity, edge.quantity);
        self.mass_kg = sum(self.mass_kg, edge.mass_kg);
        self.blank += usize::from(edge.quantity.is_none());
    }

    /// Whether there is more than its lines say: nobody knows how much.
    fn is_partly_blank(&self) -> bool {
        self.blank > 0 && self.quantity.is_some()
    }
}

/// A line as it is told, wherever it stands.
fn said(line: &BillLine) -> String {
    format!("{:?}", BillLine { line: 0, ..line.clone() })
}

/// Whether two lists of parts are the same in any order, but for the rounding of sums.
fn alike(one: &[Edge], other: &[Edge]) -> bool {
    let near = |one: Option<f64>, other: Option<f64>| match (one, other) {
        (Some(one), Some(other)) => is_near(one, other),
        (one, other) => one == other,
    };
    let same = |a: &Edge, b: &Edge| {
        a.part == b.part
            && near(a.quantity, b.quantity)
            && near(a.mass_kg, b.mass_kg)
            && a.mass_share == b.mass_share
    };
    one.len() == other.len() && one.iter().all(|a| other.iter().any(|b| same(a, b)))
}

/// What lines of one part in one holder, summed by their origin, do not say together: column, found, expected, remedy.
fn discord(
    lines: &[(Edge, usize)],
    sums: &BTreeMap<Option<String>, Pieces>,
    called: &str,
) -> Option<(BillColumn, String, &'static str, &'static str)> {
    let first = lines.first()?.0;
    let counted = first.quantity.is_some() && lines.len() > sums.len();
    if lines.iter().any(|it| it.0.mass_share != first.mass_share) || counted && first.mass_share.is_some() {
        let found = format!("several lines of {called}, of which one states its mass share");
        let expected = "one mass share of all that a holder has of a part";
        let remedy =
            "write one line with the share of all of it, or give the parts of each share an id of their own";
        return Some((BillColumn::ElementMassShareBest, found, expected, remedy));
    }
    if sums.len() > 1 && sums.contains_key(&None) {
        let found = format!("lines of {called} with an origin, and one without");
        let expected = "lines that are plainly further pieces, or further origins of the same ones";
        return Some((
            BillColumn::Origin,
            found,
            expected,
            "state the origin on each of them, or on one alone",
        ));
    }
    let amounts: Vec<f64> = sums.values().filter_map(|it| it.quantity).collect();
    let most = amounts.iter().copied().fold(0.0, f64::max);
    if amounts.iter().any(|it| !is_near(most, *it)) {
        let found = format!("lines of {called} with another quantity for each origin");
        let expected = "the same quantity on lines that tell where the same pieces come from";
        let remedy = "repeat the whole quantity on each and state the share of each origin, or give the pieces of each \
                      origin an id of their own";
        return Some((BillColumn::Quantity, found, expected, remedy));
    }
    None
}
