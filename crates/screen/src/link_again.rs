//! A further line of an item: it may add what was blank and a further origin, and contradict nothing.

use coercivity_data::{BillColumn, BillLine};

use crate::link::Linker;
use crate::tree::Node;

impl Linker<'_> {
    /// Reads a further line of an item into its node. What it says differently is told.
    pub(crate) fn again(&mut self, place: usize, node: Node, line: &BillLine) {
        let first = &mut self.linked.tree.nodes[place];
        let mut clashes = agree(first, &node);
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
    hold(take(&mut first.mass_kg, &node.mass_kg), BillColumn::MassKg, "another mass");
    hold(take(&mut first.value, &node.value), BillColumn::ValueAmount, "another value");
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
