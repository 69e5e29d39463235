//! What public payers spend over a run, clause by clause: the sum of what the accounts give month by month.

use coercivity_quantity::{quantile, quantiles};
use coercivity_simulate::Table;

use crate::view::{Difference, PublicMoney};

use super::Telling;
use super::by_clause::{self, ByClause};
use super::grounds::Grounds;

/// Public money over the run of every clause that may pay.
pub(super) fn public_money(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<PublicMoney> {
    by_clause::public_money(telling).iter().map(|it| over_the_run(telling, grounds, it)).collect()
}

fn over_the_run(telling: &Telling<'_>, grounds: &mut Grounds<'_>, paying: &ByClause<'_>) -> PublicMoney {
    let over_the_run = |table: Table| -> Vec<f64> {
        table.draws().map(|it| it.iter().filter(|it| !it.is_nan()).sum()).collect()
    };
    let own = paying.own(telling).map_or(Vec::new(), over_the_run);
    let beside = paying.beside(telling).map(over_the_run);
    let finite = |it: Option<f64>| it.filter(|it| it.is_finite());
    // Sums that rounding alone sets apart are alike to the dollar.
    let less = |beside: &Vec<f64>| own.iter().zip(beside).map(|(a, b)| (a - b).round()).collect();
    let differences: Option<Vec<f64>> =
        beside.as_ref().filter(|_| !telling.outcome.draws.is_empty()).map(less);
    let [p10, p50, p90] = quantiles(own.clone(), [0.1, 0.5, 0.9]).map(finite);
    PublicMoney {
        clause: paying.clause.to_owned(),
        p10,
        p50,
        p90,
        baseline_p50: beside.and_then(|it| finite(quantile(&it, 0.5))),
        difference: differences.and_then(|it| {
            let [p10, p50, p90] = quantiles(it, [0.1, 0.5, 0.9]);
            Some(Difference { p10: p10?, p50: p50?, p90: p90? })
        }),
        why: grounds.of_payer(paying.clause, "public money over the run"),
    }
}
