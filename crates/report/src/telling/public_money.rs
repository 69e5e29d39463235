//! What public payers spend over a run, clause by clause: the sum of what the accounts give month by month.

use coercivity_simulate::Ledger;

use crate::view::PublicMoney;

use super::Telling;
use super::by_clause::{self, ByClause};
use super::grounds::Grounds;

/// Public money over the run of every clause that may pay.
pub(super) fn public_money(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<PublicMoney> {
    by_clause::public_money(telling).iter().map(|it| over_the_run(telling, grounds, it)).collect()
}

fn over_the_run(telling: &Telling<'_>, grounds: &mut Grounds<'_>, paying: &ByClause<'_>) -> PublicMoney {
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
        // Sums that rounding alone sets apart are alike to the dollar.
        difference: telling
            .difference_of(|it| Some((here(&it.ledger) - beside(telling.ledger_beside(it)?)).round())),
        why: grounds.of_clause(paying.clause, "public money over the run"),
    }
}
