//! Accounts that are kept clause by clause: the scenario may have a clause that its baseline has not, and the other way.

use coercivity_simulate::{Ledger, Question};

use super::Telling;

/// The account of one clause. A world that does not have the clause counts nothing under it.
pub(super) struct ByClause<'a> {
    /// The clause, as `instrument:clause`.
    pub(super) clause: &'a str,
    own: Option<usize>,
    beside: Option<usize>,
    lines: fn(&Ledger) -> &[Vec<f64>],
}

/// Public money of every clause that may pay, USD a month.
pub(super) fn public_money<'a>(telling: &Telling<'a>) -> Vec<ByClause<'a>> {
    by_clause(telling, |it| &it.supports, |it| &it.paid_usd)
}

/// Rent of every quota, USD a month.
pub(super) fn quota_rents<'a>(telling: &Telling<'a>) -> Vec<ByClause<'a>> {
    by_clause(telling, |it| &it.quotas, |it| &it.quota_rents_usd)
}

/// Premium that members of every club pay makers inside, USD a month.
pub(super) fn premia<'a>(telling: &Telling<'a>) -> Vec<ByClause<'a>> {
    by_clause(telling, |it| &it.clubs, |it| &it.premia_usd)
}

fn by_clause<'a>(
    telling: &Telling<'a>,
    names: fn(&'a Question<'a>) -> &'a [String],
    lines: fn(&Ledger) -> &[Vec<f64>],
) -> Vec<ByClause<'a>> {
    let own = names(telling.question);
    let others = telling.question_beside().map_or(&[][..], names);
    let mut clauses: Vec<&'a String> = own.iter().chain(others).collect();
    clauses.sort();
    clauses.dedup();
    let place = |all: &[String], clause: &String| all.iter().position(|it| it == clause);
    let of = |it: &'a String| ByClause { clause: it, own: place(own, it), beside: place(others, it), lines };
    clauses.into_iter().map(of).collect()
}

impl ByClause<'_> {
    /// A month of the scenario's account.
    pub(super) fn here(&self, ledger: &Ledger, month: usize) -> Option<f64> {
        self.at(self.own, ledger, month)
    }
    /// A month of the baseline's account.
    pub(super) fn beside(&self, ledger: &Ledger, month: usize) -> Option<f64> {
        self.at(self.beside, ledger, month)
    }
    fn at(&self, place: Option<usize>, ledger: &Ledger, month: usize) -> Option<f64> {
        place.map_or(Some(0.0), |it| (self.lines)(ledger)[it].get(month).copied())
    }
    /// Whether anything is counted in any month of any draw, in the scenario or in its baseline.
    pub(super) fn counts(&self, telling: &Telling<'_>) -> bool {
        let some = |place: Option<usize>, ledger: &Ledger| {
            place.is_some_and(|it| (self.lines)(ledger)[it].iter().any(|it| *it != 0.0))
        };
        telling.outcome.answers().iter().any(|it| {
            some(self.own, &it.ledger) || telling.ledger_beside(it).is_some_and(|it| some(self.beside, it))
        })
    }
}
