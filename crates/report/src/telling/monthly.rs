//! Goods under way, rents of licences and quotas, and public money over the draws, the baseline's beside them.

use coercivity_simulate::{Line, Table};

use crate::view::{Account, Monthly};

use super::Telling;
use super::by_clause;
use super::grounds::Grounds;

/// Every account; a clause under which nothing is counted in any draw is left out.
pub(super) fn monthly(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<Monthly> {
    let afloat = "goods under way when a cut closed behind them";
    let why = grounds.of_run(&format!("{afloat}, mean of the month; {}", telling.basis()), Vec::new());
    let whose = (Account::Afloat, String::new(), "goods under way".to_owned());
    let both = |line: Line| (telling.table(line), telling.table_beside(line));
    let mut all = vec![account(telling, whose, why, both(Line::Afloat))];
    for (index, buyer) in telling.question.scenario.buyers.iter().enumerate() {
        let why = grounds.of_buyer(index, "licence rent of its users, a month", telling.end_of_run());
        let whose = (Account::LicenceRent, buyer.id.clone(), buyer.label.clone());
        all.push(account(telling, whose, why, both(Line::LicenceRent(index))));
    }
    let quotas = by_clause::quota_rents(telling);
    let quotas = quotas.iter().map(|it| (Account::QuotaRent, "rent of its quota, a month", it));
    let paying = by_clause::public_money(telling);
    let paying = paying.iter().map(|it| (Account::PublicMoney, "public money, a month", it));
    let clubs = by_clause::premia(telling);
    let premium = "what its members pay makers inside beyond what others ask, a month";
    let clubs = clubs.iter().map(|it| (Account::ClubPremium, premium, it));
    for (kind, said, it) in quotas.chain(clubs).chain(paying) {
        let (own, beside) = (it.own(telling), it.beside(telling));
        if !own.iter().chain(&beside).any(by_clause::counts) {
            continue;
        }
        let why = match kind {
            Account::PublicMoney => grounds.of_payer(it.clause, said),
            Account::Afloat | Account::LicenceRent | Account::QuotaRent | Account::ClubPremium => {
                grounds.of_clause(it.clause, said)
            }
        };
        let whose = (kind, it.clause.to_owned(), it.clause.to_owned());
        all.push(account(telling, whose, why, (own, beside)));
    }
    all
}

/// One account, the scenario's and the baseline's.
fn account(
    telling: &Telling<'_>,
    (account, of, label): (Account, String, String),
    why: String,
    (own, beside): (Option<Table>, Option<Table>),
) -> Monthly {
    let unit = match account {
        Account::Afloat => "t",
        Account::LicenceRent | Account::QuotaRent | Account::ClubPremium | Account::PublicMoney => "usd",
    };
    let [p10, p50, p90] = telling.monthly(own.as_ref(), [0.1, 0.5, 0.9]);
    let [baseline_p50] = telling.monthly(beside.as_ref(), [0.5]);
    Monthly {
        account,
        of,
        label,
        unit: unit.to_owned(),
        p10,
        p50,
        p90,
        baseline_p50,
        difference: telling.difference_line(own.as_ref(), beside.as_ref()),
        months: telling.month_texts(),
        why,
    }
}
