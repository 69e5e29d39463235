//! The figures with their flows resolved.

use std::collections::BTreeMap;

use coercivity_data::{BaseDatum, BaseRecords, Flag, Problem, nearest};
use coercivity_quantity::Citation;

use super::flows::Flows;

/// A figure: a sum of flows is `value`, give or take `sigma`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    pub(super) label: String,
    /// Flow number and coefficient.
    pub(super) terms: Vec<(usize, f64)>,
    pub(super) value: f64,
    pub(super) sigma: f64,
    pub(super) flag: Flag,
    pub(super) cited: Citation,
}

impl Figure {
    /// Whether the figure ties flows to each other and says nothing about their size.
    pub(super) fn is_relation(&self) -> bool {
        self.value == 0.0 && self.terms.len() > 1
    }
}

/// Resolves the figures; an unknown flow is a problem with the nearest known one.
pub(super) fn link(records: &BaseRecords, flows: &Flows, problems: &mut Vec<Problem>) -> Vec<Figure> {
    let names: BTreeMap<String, usize> =
        flows.keys.iter().enumerate().map(|(number, key)| (key.to_string(), number)).collect();
    records.data.iter().filter_map(|datum| resolve(datum, &names, problems)).collect()
}

fn resolve(
    datum: &BaseDatum,
    names: &BTreeMap<String, usize>,
    problems: &mut Vec<Problem>,
) -> Option<Figure> {
    let mut terms = Vec::new();
    for term in &datum.quantity.terms {
        if let Some(&number) = names.get(&term.flow) {
            terms.push((number, term.coefficient));
            continue;
        }
        let remedy = match nearest(&term.flow, names.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "add the role or lane that makes this flow possible, or correct the id".to_owned(),
        };
        let found = format!("flow `{}`", term.flow);
        let problem = Problem::in_file(BaseDatum::PATH, found, "a flow that the structure allows", remedy);
        problems.push(problem.at(datum.line, datum.column + term.offset));
    }
    (terms.len() == datum.quantity.terms.len()).then(|| Figure {
        label: datum.label.clone(),
        terms,
        value: datum.value,
        sigma: datum.sigma,
        flag: datum.flag,
        cited: datum.cited.clone(),
    })
}
