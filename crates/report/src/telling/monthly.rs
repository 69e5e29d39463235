//! Goods under way, rents of licences and quotas, and public money over the draws, the baseline's beside them.

use coercivity_simulate::{Drawn, Ledger};

use crate::view::{Account, Monthly};

use super::Telling;
use super::by_clause;
use super::grounds::Grounds;

/// Every account; a clause under which nothing is counted in any draw is left out.
pub(super) fn monthly(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<Monthly> {
    let afloat = "goods under way when a cut closed behind them";
    let why = grounds.of_run(&format!("{afloat}, mean of the month; {}", telling.basis()), Vec::new());
    let whose = (Account::Afloat, String::new(), "goods under way".to_owned());
    let number = |it: &Ledger, month: usize| it.afloat_t.get(month).copied();
    let mut all = vec![account(telling, whose, why, number, number)];
    for (index, buyer) in telling.question.scenario.buyers.iter().enumerate() {
        let why = grounds.of_buyer(index, "licence rent of its users, a month");
        let whose = (Account::LicenceRent, buyer.id.clone(), buyer.label.clone());
        let number = |it: &Ledger, month: usize| it.rents_usd[index].get(month).copied();
        all.push(account(telling, whose, why, number, number));
    }
    let quotas = by_clause::quota_rents(telling);
    let quotas = quotas.iter().map(|it| (Account::QuotaRent, "rent of its quota, a month", it));
    let paying = by_clause::public_money(telling);
    let paying = paying.iter().map(|it| (Account::PublicMoney, "public money, a month", it));
    let clubs = by_clause::premia(telling);
    let premium = "what its members pay makers inside beyond what others ask, a month";
    let clubs = clubs.iter().map(|it| (Account::ClubPremium, premium, it));
    for (kind, said, it) in quotas.chain(clubs).chain(paying).filter(|it| it.2.counts(telling)) {
        let why = grounds.of_clause(it.clause, said);
        let whose = (kind, it.clause.to_owned(), it.clause.to_owned());
        all.push(account(
            telling,
            whose,
            why,
            |own, month| it.here(own, month),
            |other, month| it.beside(other, month),
        ));
    }
    all
}

/// One account: `here` reads a month of the scenario's, `beside` one of the baseline's.
fn account(
    telling: &Telling<'_>,
    (account, of, label): (Account, String, String),
    why: String,
    here: impl Fn(&Ledger, usize) -> Option<f64>,
    beside: impl Fn(&Ledger, usize) -> Option<f64>,
) -> Monthly {
    let months = telling.month_texts();
    let at = |chance: f64| -> Vec<Option<f64>> {
        let of = |month: usize| telling.quantile(chance, |it| here(&it.ledger, month).unwrap_or(f64::NAN));
        (0..months.len()).map(of).collect()
    };
    let baseline = |drawn: &Drawn, month: usize| beside(telling.ledger_beside(drawn)?, month);
    let unit = match account {
        Account::Afloat => "t",
        Account::LicenceRent | Account::QuotaRent | Account::ClubPremium | Account::PublicMoney => "usd",
    };
    Monthly {
        account,
        of,
        label,
        unit: unit.to_owned(),
        p10: at(0.1),
        p50: at(0.5),
        p90: at(0.9),
        baseline_p50: (0..months.len())
            .map(|month| telling.quantile(0.5, |it| baseline(it, month).unwrap_or(f64::NAN)))
            .collect(),
        difference: telling
            .difference_line(months.len(), |it, month| Some(here(&it.ledger, month)? - baseline(it, month)?)),
        months,
        why,
    }
}
