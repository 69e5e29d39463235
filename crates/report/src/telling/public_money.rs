//! What public payers spend on makers over the run, clause by clause.

use coercivity_simulate::{Baseline, Drawn};

use crate::view::PublicMoney;

use super::Telling;

/// Public money of every clause that pays, in the scenario or in its baseline.
pub(super) fn public_money(telling: &Telling<'_>) -> Vec<PublicMoney> {
    let own = &telling.question.supports;
    let others: &[String] = match &telling.question.baseline {
        Baseline::Itself => &[],
        Baseline::WithoutCuts(_) => own,
        Baseline::Another(other) => &other.supports,
    };
    let mut clauses: Vec<&String> = own.iter().chain(others).collect();
    clauses.sort();
    clauses.dedup();
    clauses.into_iter().map(|it| of_clause(telling, it, own, others)).collect()
}

fn of_clause(telling: &Telling<'_>, clause: &str, own: &[String], others: &[String]) -> PublicMoney {
    // The market counts in thousands of dollars; a clause that a world does not have pays nothing in it.
    let usd = |names: &[String], paid: &[f64]| -> f64 {
        names.iter().zip(paid).filter(|it| it.0 == clause).map(|it| *it.1 * 1000.0).sum()
    };
    let here = |it: &Drawn| usd(own, &it.paid);
    let beside = |it: &Drawn| match &telling.question.baseline {
        Baseline::Itself => None,
        Baseline::WithoutCuts(_) => Some(usd(others, &it.calm_paid)),
        Baseline::Another(_) => it.baseline.as_deref().map(|it| usd(others, &it.paid)),
    };
    PublicMoney {
        clause: clause.to_owned(),
        p10: telling.quantile(0.1, here),
        p50: telling.quantile(0.5, here),
        p90: telling.quantile(0.9, here),
        baseline_p50: telling.quantile(0.5, |it| beside(it).unwrap_or(f64::NAN)),
        difference: telling.difference_of(|it| Some(here(it) - beside(it)?)),
    }
}
