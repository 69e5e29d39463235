//! What public payers spend, clause by clause: the run's sum of what the accounts give month by month.

use coercivity_simulate::{Baseline, Ledger};

use crate::view::PublicMoney;

use super::Telling;
use super::grounds::Grounds;

/// A clause that may pay, and its place among the supports of the scenario and of the baseline. A world that does not
/// have it pays nothing under it.
pub(super) struct Paying<'a> {
    /// The clause, as `instrument:clause`.
    pub(super) clause: &'a str,
    own: Option<usize>,
    beside: Option<usize>,
}

impl Paying<'_> {
    /// What is paid in a month of the scenario, USD.
    pub(super) fn here(&self, ledger: &Ledger, month: usize) -> Option<f64> {
        in_month(self.own, ledger, month)
    }
    /// What is paid in a month of the baseline, USD.
    pub(super) fn beside(&self, ledger: &Ledger, month: usize) -> Option<f64> {
        in_month(self.beside, ledger, month)
    }
    /// Whether any month of any draw has money under it, in the scenario or in the baseline.
    pub(super) fn ever_pays(&self, telling: &Telling<'_>) -> bool {
        let pays = |support: Option<usize>, ledger: &Ledger| {
            support.is_some_and(|it| ledger.paid_usd[it].iter().any(|it| *it != 0.0))
        };
        telling.outcome.answers().iter().any(|it| {
            pays(self.own, &it.ledger) || telling.ledger_beside(it).is_some_and(|it| pays(self.beside, it))
        })
    }
}

fn in_month(support: Option<usize>, ledger: &Ledger, month: usize) -> Option<f64> {
    support.map_or(Some(0.0), |it| ledger.paid_usd[it].get(month).copied())
}

/// Every clause that may pay, in the scenario or in its baseline.
pub(super) fn paying<'a>(telling: &Telling<'a>) -> Vec<Paying<'a>> {
    let own = &telling.question.supports;
    let others: &[String] = match &telling.question.baseline {
        Baseline::Itself => &[],
        Baseline::WithoutCuts(_) => own,
        Baseline::Another(other) => &other.supports,
    };
    let mut clauses: Vec<&String> = own.iter().chain(others).collect();
    clauses.sort();
    clauses.dedup();
    let place = |all: &[String], clause: &String| all.iter().position(|it| it == clause);
    let paying = |it: &'a String| Paying { clause: it, own: place(own, it), beside: place(others, it) };
    clauses.into_iter().map(paying).collect()
}

/// Public money over the run of every clause that may pay.
pub(super) fn public_money(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<PublicMoney> {
    paying(telling).iter().map(|it| over_the_run(telling, grounds, it)).collect()
}

fn over_the_run(telling: &Telling<'_>, grounds: &mut Grounds<'_>, paying: &Paying<'_>) -> PublicMoney {
    let months = telling.question.scenario.months as usize;
    let here = |it: &Ledger| (0..months).filter_map(|month| paying.here(it, month)).sum::<f64>();
    let beside = |it: &Ledger| (0..months).filter_map(|month| paying.beside(it, month)).sum::<f64>();
    let own = |chance: f64| telling.quantile(chance, |it| here(&it.ledger));
    PublicMoney {
        clause: paying.clause.to_owned(),
        p10: own(0.1),
        p50: own(0.5),
        p90: own(0.9),
        baseline_p50: telling.quantile(0.5, |it| telling.ledger_beside(it).map_or(f64::NAN, beside)),
        difference: telling.difference_of(|it| Some(here(&it.ledger) - beside(telling.ledger_beside(it)?))),
        why: grounds.of_clause(paying.clause, "public money over the run"),
    }
}
