//! Accounts that are kept clause by clause: the scenario may have a clause that its baseline has not, and the other way.

use coercivity_simulate::{Line, Question, Table};

use super::Telling;

/// The account of one clause. A world that does not have the clause counts nothing under it.
pub(super) struct ByClause<'a> {
    /// The clause, as `instrument:clause`.
    pub(super) clause: &'a str,
    own: Option<usize>,
    beside: Option<usize>,
    line: fn(usize) -> Line,
}

/// Public money of every clause that may pay, USD a month.
pub(super) fn public_money<'a>(telling: &Telling<'a>) -> Vec<ByClause<'a>> {
    by_clause(telling, |it| &it.supports, Line::PublicMoney)
}

/// Rent of every quota, USD a month.
pub(super) fn quota_rents<'a>(telling: &Telling<'a>) -> Vec<ByClause<'a>> {
    by_clause(telling, |it| &it.quotas, Line::QuotaRent)
}

/// Premium that members of every club pay makers inside, USD a month.
pub(super) fn premia<'a>(telling: &Telling<'a>) -> Vec<ByClause<'a>> {
    by_clause(telling, |it| &it.clubs, Line::ClubPremium)
}

fn by_clause<'a>(
    telling: &Telling<'a>,
    names: fn(&'a Question<'a>) -> &'a [String],
    line: fn(usize) -> Line,
) -> Vec<ByClause<'a>> {
    let own = names(telling.question);
    let others = telling.question_beside().map_or(&[][..], names);
    let mut clauses: Vec<&'a String> = own.iter().chain(others).collect();
    clauses.sort();
    clauses.dedup();
    let place = |all: &[String], clause: &String| all.iter().position(|it| it == clause);
    let of = |it: &'a String| ByClause { clause: it, own: place(own, it), beside: place(others, it), line };
    clauses.into_iter().map(of).collect()
}

impl ByClause<'_> {
    /// The scenario's account in every draw: noughts where it does not have the clause.
    pub(super) fn own(&self, telling: &Telling<'_>) -> Option<Table> {
        match self.own {
            Some(it) => telling.table((self.line)(it)),
            None => telling.table(Line::Afloat).map(|it| it.noughts()),
        }
    }
    /// The baseline's account, if anything stands beside.
    pub(super) fn beside(&self, telling: &Telling<'_>) -> Option<Table> {
        match self.beside {
            Some(it) => telling.table_beside((self.line)(it)),
            None => telling.table_beside(Line::Afloat).map(|it| it.noughts()),
        }
    }
}

/// Whether anything is counted in any month of any draw.
pub(super) fn counts(table: &Table) -> bool {
    table.draws().flatten().any(|it| *it != 0.0)
}
