//! What cannot be true of a bill, told with its cell.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::{Bill, BillColumn, BillLine, Problem, kilograms};

use crate::facts::{conflicts, facts_of_bill};
use crate::link::{Linked, weighed};
use crate::tree::Edge;

/// Slack for masses and values that were rounded when they were written.
const ROUNDED: f64 = 1e-6;

/// Tells cycles, unit clashes, children heavier than their holder, and values that do not fit.
pub(crate) fn check(bill: &Bill, linked: &mut Linked) {
    units(bill, linked);
    let in_a_circle = circles(bill, linked);
    weights(bill, linked);
    masses(bill, linked, &in_a_circle);
    values(bill, linked);
    valued_by_weight(bill, linked);
    unstated(bill, linked);
    flat(bill, linked);
    quantities(bill, linked);
    shares(bill, linked);
    contradictions(bill, linked);
}

fn told(
    bill: &Bill,
    column: BillColumn,
    line: usize,
    found: String,
    expected: &str,
    remedy: &str,
) -> Problem {
    let at = bill.lines.column(column.word());
    Problem::in_file(&bill.lines.path, found, expected, remedy).at(line, at)
}

/// One item is counted in one unit.
fn units(bill: &Bill, linked: &mut Linked) {
    let mut known: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    for line in &bill.lines.rows {
        let Some(quantity) = line.quantity.as_ref().filter(|it| !it.unit.is_empty()) else { continue };
        let first = known.entry(&line.item).or_insert((&quantity.unit, line.line));
        if first.0 != quantity.unit {
            let found = format!("`{}` in {}, in line {} in {}", line.item, quantity.unit, first.1, first.0);
            let expected = "one unit for one item";
            let remedy = "convert one of the two quantities";
            linked.problems.push(told(bill, BillColumn::Unit, line.line, found, expected, remedy));
        }
    }
}

/// An item that holds itself, at whatever depth. Edges that close a circle are taken out, so that what follows ends.
fn circles(bill: &Bill, linked: &mut Linked) -> Vec<bool> {
    let count = linked.tree.nodes.len();
    let mut state = vec![0u8; count];
    let mut closed = vec![false; count];
    for start in 0..count {
        if state[start] != 0 {
            continue;
        }
        // Walks without recursion: bills of any depth are read.
        let mut path = vec![(start, 0usize)];
        state[start] = 1;
        while let Some(&mut (node, ref mut next)) = path.last_mut() {
            if *next == linked.tree.parts[node].len() {
                state[node] = 2;
                path.pop();
                continue;
            }
            let part = linked.tree.parts[node][*next].part;
            match state[part] {
                0 => {
                    *next += 1;
                    state[part] = 1;
                    path.push((part, 0));
                }
                1 => {
                    let from = path.iter().position(|it| it.0 == part).unwrap_or(0);
                    let ids: Vec<&str> =
                        path[from..].iter().map(|it| linked.tree.nodes[it.0].id.as_str()).collect();
                    let found =
                        format!("`{}` inside itself: {}", linked.tree.nodes[part].id, ids.join(" > "));
                    let line = linked.tree.nodes[node].line;
                    let expected = "items that end somewhere";
                    let remedy = "remove the line that closes the circle";
                    let problem = told(bill, BillColumn::ParentId, line, found, expected, remedy);
                    linked.problems.push(problem);
                    closed[part] = true;
                    let place = path.last().map_or(0, |it| it.1);
                    linked.tree.parts[node].remove(place);
                }
                _ => *next += 1,
            }
        }
    }
    if linked.tree.products.is_empty() {
        linked.tree.products = (0..count).filter(|&it| closed[it]).collect();
    }
    closed
}

/// What an item holds weighs no more than the item.
fn masses(bill: &Bill, linked: &mut Linked, in_a_circle: &[bool]) {
    for (holder, node) in linked.tree.nodes.iter().enumerate() {
        let Some(whole) = node.mass_kg.filter(|_| !in_a_circle[holder]) else { continue };
        let mut sum = 0.0;
        for edge in &linked.tree.parts[holder] {
            let part = &linked.tree.nodes[edge.part];
            let Some(mass) = linked.tree.mass_of(edge) else { continue };
            sum += mass;
            if mass > whole * (1.0 + ROUNDED) {
                let found = format!("{mass} kg of `{}` in `{}` of {whole} kg", part.id, node.id);
                let expected = "a part no heavier than what holds it";
                let remedy = "correct one of the masses, or the quantity";
                linked.problems.push(told(bill, BillColumn::MassKg, part.line, found, expected, remedy));
                sum = f64::NAN;
            }
        }
        if sum > whole * (1.0 + ROUNDED) {
            let found = format!("parts of {sum} kg in `{}` of {whole} kg", node.id);
            let expected = "parts that weigh no more than what holds them";
            let remedy = "correct the masses, or the quantities";
            linked.problems.push(told(bill, BillColumn::MassKg, node.line, found, expected, remedy));
        }
    }
}

/// Parts may be worth more than what holds them, at transfer prices or a loss; then the share says no more than
/// nothing to all. Values in several currencies, or of several bases, have no share.
fn values(bill: &Bill, linked: &mut Linked) {
    for (holder, node) in linked.tree.nodes.iter().enumerate() {
        let Some(whole) = node.value else { continue };
        let mut sum = 0.0;
        for edge in &linked.tree.parts[holder] {
            let part = &linked.tree.nodes[edge.part];
            if part.value.is_none() {
                continue;
            }
            if !linked.tree.one_currency(edge.part, holder) {
                let found = format!(
                    "`{}` in {} inside `{}` in {}",
                    part.id,
                    currency(&part.currency),
                    node.id,
                    currency(&node.currency)
                );
                let expected = "one currency in one tree";
                let remedy = "convert it at the invoice's rate; until then its share is unknown";
                let problem = told(bill, BillColumn::ValueCurrency, part.line, found, expected, remedy);
                linked.remarks.push(problem);
                continue;
            }
            if !linked.tree.one_basis(edge.part, holder) {
                let (part_basis, basis) = (basis(&part.value_basis), basis(&node.value_basis));
                let found = format!("`{}` at {part_basis} inside `{}` at {basis}", part.id, node.id);
                let expected = "one basis of value in one tree";
                let remedy = "value both on one basis: until then its share is unknown";
                linked.remarks.push(told(bill, BillColumn::ValueBasis, part.line, found, expected, remedy));
                continue;
            }
            sum += linked.tree.value_of(edge).map_or(0.0, |it| it.low());
        }
        if sum > whole * (1.0 + ROUNDED) {
            let found = format!("parts worth {sum} in `{}` worth {whole} {}", node.id, node.currency);
            let expected = "parts worth no more than what holds them";
            let remedy = "transfer prices or a loss may explain it: shares are cut at the whole";
            linked.remarks.push(told(bill, BillColumn::ValueAmount, node.line, found, expected, remedy));
        }
    }
}

/// A value beside a quantity that is a mass is of one unit or of the whole, where no mass says which.
fn valued_by_weight(bill: &Bill, linked: &mut Linked) {
    let tree = &linked.tree;
    let either = |it: &&Edge| tree.value_of(it).is_some_and(|it| it.low() < it.high());
    let told = tree.parts.iter().flatten().filter(either).map(|edge| {
        let part = &tree.nodes[edge.part];
        let kg = part.valued_kg.map_or(String::new(), |it| format!(" {} kg", it.low()));
        let found = format!("a value of `{}`, which is weighed: of one unit, or of all{kg}", part.id);
        let remedy = "write in `mass_kg` the mass that the value is of: until then it may be either";
        told(bill, BillColumn::ValueAmount, part.line, found, "the mass that a value is of", remedy)
    });
    let told: BTreeSet<Problem> = told.collect();
    linked.remarks.extend(told);
}

/// A list in which nothing is part of anything may be meant so, or its headers were not understood: it is said.
fn flat(bill: &Bill, linked: &mut Linked) {
    let items = linked.tree.nodes.len();
    let says = |it: &BillLine| it.level.is_some() || it.parent.is_some();
    if items < 2 || bill.lines.rows.iter().any(says) {
        return;
    }
    let found = format!("{items} items, of which none says what it is part of");
    let expected = "a `level` or a `parent_id` where items are parts of others";
    let remedy =
        "name that column (`coercivity bill map FILE`); until then each item is a product of its own";
    let line = bill.lines.rows.first().map_or(0, |it| it.line);
    linked.remarks.push(told(bill, BillColumn::Level, line, found, expected, remedy));
}

/// What one holder has of a part is needed for its share: a blank is the owner's own to fill in, no supplier's.
fn quantities(bill: &Bill, linked: &mut Linked) {
    for (holder, node) in linked.tree.nodes.iter().enumerate() {
        for edge in linked.tree.parts[holder].iter().filter(|it| it.quantity.is_none()) {
            let part = &linked.tree.nodes[edge.part];
            let valued = part.value.is_some() && node.value.is_some();
            let weighed = part.mass_kg.is_some() && node.mass_kg.is_some();
            if valued || weighed {
                let found = format!("no quantity of `{}` in `{}`", part.id, node.id);
                let expected = "how many of it one holder has";
                let remedy = "fill in your own quantity: until then its share is anything";
                let problem = told(bill, BillColumn::Quantity, part.line, found, expected, remedy);
                linked.remarks.push(problem);
            }
        }
    }
}

/// What cells say of one thing that cannot hold together: both stay open, and are shown.
fn contradictions(bill: &Bill, linked: &mut Linked) {
    let tree = &mut linked.tree;
    tree.contradicted = conflicts(&facts_of_bill(tree)).collect();
    linked.remarks.extend(tree.contradicted.iter().map(|(item, said)| {
        let node = &tree.nodes[*item];
        let found = format!("`{}`: {said}", node.id);
        let remedy = "correct one of the cells; of `origin` against `made_in` a paper may confirm `origin`";
        told(bill, BillColumn::ItemId, node.line, found, "cells that agree", remedy)
    }));
}

/// What no line states of values is taken to be the same of all: said once.
fn unstated(bill: &Bill, linked: &mut Linked) {
    let tree = &linked.tree;
    let valued = |at: usize| tree.nodes[at].value.is_some();
    let holds = |at: &usize| valued(*at) && tree.parts[*at].iter().any(|it| valued(it.part));
    let Some(first) = (0..tree.nodes.len()).find(holds) else { return };
    let line = tree.nodes[first].line;
    let said = [
        (tree.unstated.basis, BillColumn::ValueBasis, "basis of value", "such as invoice"),
        (tree.unstated.currency, BillColumn::ValueCurrency, "currency", "such as USD"),
    ];
    for (_, column, what, such) in said.into_iter().filter(|it| it.0) {
        let found = format!("values of which no line states the {what}");
        let expected = format!("the {what}, {such}, on each line with a value");
        let remedy = "state it if they differ: until then all are taken to be the same";
        linked.remarks.push(told(bill, column, line, found, &expected, remedy));
    }
}

/// A quantity that is a mass is the mass of the part: a mass beside it that is neither that nor of one unit is told.
fn weights(bill: &Bill, linked: &mut Linked) {
    for line in &bill.lines.rows {
        let (Some(all), Some(own)) = (weighed(line), line.mass_kg) else { continue };
        let one = line.quantity.as_ref().and_then(|it| kilograms(&it.unit)).unwrap_or(f64::NAN);
        let fits = |it: f64| (own - it).abs() <= ROUNDED * own.max(it);
        if fits(one) || fits(all) {
            continue;
        }
        let found = format!("{all} kg of `{}` by its quantity, and {own} kg by its mass", line.item);
        let expected = "one mass: a quantity in kilograms or grams needs no other";
        let remedy = "correct one of the two, or count in pieces";
        linked.problems.push(told(bill, BillColumn::Unit, line.line, found, expected, remedy));
    }
}

/// A basis of value as it is told.
fn basis(word: &str) -> &str {
    if word.trim().is_empty() { "no stated basis" } else { word }
}

fn currency(word: &str) -> &str {
    if word.is_empty() { "no currency" } else { word }
}

/// Shares of origin that add to more than all.
fn shares(bill: &Bill, linked: &mut Linked) {
    for node in &linked.tree.nodes {
        let least: f64 = node.origin.iter().map(|it| it.1.low()).sum();
        if least > 1.0 + ROUNDED {
            let found = format!("origins of `{}` that add to {:.4} at least", node.id, least);
            let expected = "shares that add to one";
            let remedy = "correct the shares";
            linked.problems.push(told(bill, BillColumn::OriginShareLow, node.line, found, expected, remedy));
        }
    }
}
