//! A further line of an item: it may add what was blank and a further origin, and contradict nothing.

use coercivity_data::{BillColumn, BillLine};
use coercivity_quantity::Interval;

use crate::link::{Linker, weighed};
use crate::tree::Node;

/// Part of a number by which conversions of its unit may round it.
const ROUNDED: f64 = 1e-9;

impl Linker<'_> {
    /// Reads a further line of an item into its node. What it says differently is told.
    pub(crate) fn again(&mut self, place: usize, node: Node, line: &BillLine) {
        let first = &mut self.linked.tree.nodes[place];
        let node = of_mass(first, node, line);
        let mut clashes = agree(first, &node);
        first.valued_kg = match (first.valued_kg, node.valued_kg) {
            (Some(one), Some(other)) => {
                Interval::between(one.low().min(other.low()), one.high().max(other.high()))
            }
            (one, other) => one.or(other),
        };
        for (stage, done) in node.steps {
            let known = *first.steps.entry(stage).or_insert(done);
            if known != done {
                clashes.push((BillColumn::MinedIn, format!("another place of {stage}")));
            }
        }
        for origin in node.origin {
            match first.origin.iter().find(|it| it.0 == origin.0) {
                None => first.origin.push(origin),
                Some(known) if known.1 == origin.1 => {}
                Some(_) => {
                    clashes.push((BillColumn::OriginShareLow, format!("another share from {}", origin.0)));
                }
            }
        }
        first.evidence.extend(node.evidence);
        first.perhaps_none |= node.perhaps_none;
        first.unclear = (first.unclear || node.unclear) && first.good.is_none() && first.element.is_none();
        let (id, at) = (first.id.clone(), first.line);
        for (column, what) in clashes {
            let found = format!("{what} of `{id}` than in line {at}");
            self.wrong(line, column, found, "one item described once", "give one of the two another id");
        }
    }
}

/// Fills what the first lines of an item left blank; gives what this one says differently.
fn agree(first: &mut Node, node: &Node) -> Vec<(BillColumn, String)> {
    let mut clashes: Vec<(BillColumn, String)> = Vec::new();
    let mut hold = |agrees: bool, column: BillColumn, what: &str| {
        if !agrees {
            clashes.push((column, what.to_owned()));
        }
    };
    hold(measure(&mut first.mass_kg, node.mass_kg), BillColumn::MassKg, "another mass");
    hold(measure(&mut first.value, node.value), BillColumn::ValueAmount, "another value");
    hold(fill(&mut first.currency, &node.currency), BillColumn::ValueCurrency, "another currency");
    hold(fill(&mut first.value_basis, &node.value_basis), BillColumn::ValueBasis, "another basis of value");
    hold(take(&mut first.maker, &node.maker), BillColumn::MakerId, "another maker");
    hold(take(&mut first.made_in, &node.made_in), BillColumn::MadeIn, "another country of origin");
    hold(take(&mut first.good, &node.good), BillColumn::RegimeItem, "another regime item");
    hold(take(&mut first.element, &node.element), BillColumn::Element, "another element");
    let technology = take(&mut first.technology, &node.technology);
    hold(technology, BillColumn::TechnologyOrigin, "another technology");
    clashes
}

/// What a line says whose mass is that of all it has: the same of the mass that the first line speaks of.
fn of_mass(first: &Node, node: Node, line: &BillLine) -> Node {
    let all = |it: f64| weighed(line).is_some_and(|all| is_near(it, all));
    let (Some(known), Some(own)) = (first.mass_kg, node.mass_kg.filter(|it| all(*it))) else { return node };
    let value = node.value.map(|it| it * known / own);
    Node { mass_kg: Some(known), value, ..node }
}

/// Takes a number that was not known; whether the two agree but for rounding.
fn measure(first: &mut Option<f64>, again: Option<f64>) -> bool {
    match (*first, again) {
        (Some(one), Some(other)) => is_near(one, other),
        (known, other) => {
            *first = known.or(other);
            true
        }
    }
}

/// Whether two numbers are the same but for the rounding of their units or sums.
pub(crate) fn is_near(one: f64, other: f64) -> bool {
    (one - other).abs() <= ROUNDED * one.abs().max(other.abs())
}

/// Takes what was not known; whether the two agree.
fn take<T: PartialEq + Clone>(first: &mut Option<T>, again: &Option<T>) -> bool {
    if first.is_none() {
        first.clone_from(again);
    }
    again.is_none() || first == again
}

/// As [`take`], of words that are empty where nobody said them.
fn fill(first: &mut String, again: &str) -> bool {
    if first.trim().is_empty() {
        again.clone_into(first);
    }
    again.trim().is_empty() || first.trim().eq_ignore_ascii_case(again.trim())
}
