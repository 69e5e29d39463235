//! Goods under way, licence rents and public money over the draws.

use coercivity_simulate::Drawn;

use crate::view::{Account, Monthly};

use super::Telling;
use super::grounds::Grounds;

/// Every account; a support that pays nothing in any draw is left out.
pub(super) fn monthly(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<Monthly> {
    let afloat = "goods under way when a cut closed behind them";
    let why = grounds.of_run(&format!("{afloat}, mean of the month; {}", telling.basis()), Vec::new());
    let label = "goods under way".to_owned();
    let mut all = vec![account(telling, (Account::Afloat, String::new(), label), why, |it, month| {
        it.ledger.afloat_t.get(month).copied()
    })];
    for (index, buyer) in telling.question.scenario.buyers.iter().enumerate() {
        let why = grounds.of_buyer(index, "licence rent of its users, a month");
        let whose = (Account::LicenceRent, buyer.id.clone(), buyer.label.clone());
        all.push(account(telling, whose, why, |it, month| it.ledger.rents_usd[index].get(month).copied()));
    }
    for (index, support) in telling.outcome.detail.supports.iter().enumerate() {
        if telling.outcome.answers().iter().all(|it| it.paid[index] == 0.0) {
            continue;
        }
        let said = format!("public money under {support}, a month; {}", telling.basis());
        let why = grounds.of_run(&said, Vec::new());
        let whose = (Account::PublicMoney, support.clone(), support.clone());
        all.push(account(telling, whose, why, |it, month| it.ledger.paid_usd[index].get(month).copied()));
    }
    all
}

fn account(
    telling: &Telling<'_>,
    (account, of, label): (Account, String, String),
    why: String,
    number: impl Fn(&Drawn, usize) -> Option<f64>,
) -> Monthly {
    let months = telling.month_texts();
    let at = |chance: f64| -> Vec<Option<f64>> {
        let of = |month: usize| telling.quantile(chance, |it| number(it, month).unwrap_or(f64::NAN));
        (0..months.len()).map(of).collect()
    };
    let unit = match account {
        Account::Afloat => "t",
        Account::LicenceRent | Account::PublicMoney => "usd",
    };
    let unit = unit.to_owned();
    Monthly { account, of, label, unit, p10: at(0.1), p50: at(0.5), p90: at(0.9), months, why }
}
