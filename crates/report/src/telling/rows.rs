//! The long table of a run's draws.

use coercivity_simulate::{Drawn, Ledger};
use coercivity_world::scenario::AskedFigure;

use crate::series::{SERIES_HEADER, SeriesKey, SeriesTable};

use super::Telling;

/// The table in parts, its header first and then the rows of one draw after the other, so that nobody needs to hold it
/// whole: service, inflow, prices, goods under way, rents of licences and quotas, and public money, the baseline's beside
/// them.
pub fn series_parts<'t>(telling: &'t Telling<'_>) -> impl Iterator<Item = String> + 't {
    let table = SeriesTable::new(&keys(telling), telling.month_texts());
    let draws = telling.outcome.answers().iter().enumerate();
    let of_draw = move |(draw, drawn): (usize, &'t Drawn)| table.rows(draw, all_series(telling, drawn));
    std::iter::once(format!("{SERIES_HEADER}\n")).chain(draws.map(of_draw))
}

/// The series of a draw in the order of the keys: service where it is asked, prices, accounts, and the baseline's of all
/// where something stands beside.
fn all_series<'d>(telling: &Telling<'_>, drawn: &'d Drawn) -> impl Iterator<Item = &'d Vec<f64>> {
    let asked = telling.asks(AskedFigure::Service);
    let service = [Some(&drawn.service), Some(&drawn.inflow), telling.service_beside(drawn)];
    let service = service.into_iter().flatten().filter(move |_| asked);
    let prices = [Some(&drawn.prices), telling.prices_beside(drawn)];
    let ledgers = [Some(&drawn.ledger), telling.ledger_beside(drawn)];
    let accounts = ledgers.into_iter().flatten().flat_map(of_ledger);
    service.chain(prices.into_iter().flatten()).flatten().chain(accounts)
}

fn of_ledger(ledger: &Ledger) -> impl Iterator<Item = &Vec<f64>> {
    let by_clause = ledger.quota_rents_usd.iter().chain(&ledger.premia_usd).chain(&ledger.paid_usd);
    std::iter::once(&ledger.afloat_t).chain(&ledger.rents_usd).chain(by_clause)
}

fn keys(telling: &Telling<'_>) -> Vec<SeriesKey> {
    let question = telling.question;
    let question_beside = telling.question_beside();
    let beside = question_beside.is_some();
    let mut keys = Vec::new();
    let service = [("service", true), ("inflow", true), ("baseline_service", beside)];
    let asked = telling.asks(AskedFigure::Service);
    for (quantity, _) in service.into_iter().filter(|it| asked && it.1) {
        keys.extend(question.groups.iter().map(|group| SeriesKey {
            good: group.end_use.to_string(),
            ..key(quantity, &question.scenario.buyers[group.buyer].id, "share")
        }));
    }
    for (quantity, _) in [("price", true), ("baseline_price", beside)].into_iter().filter(|it| it.1) {
        keys.extend(question.prices.iter().map(|price| SeriesKey {
            good: price.good.clone(),
            tier: price.tier.word().to_owned(),
            ..key(quantity, &price.place.to_string(), "usd_per_kg")
        }));
    }
    for (prefix, of) in [("", Some(question)), ("baseline_", question_beside)] {
        let Some(of) = of else { continue };
        let named = |account: &str| format!("{prefix}{account}");
        keys.push(key(&named("afloat"), "", "t"));
        let buyers = &question.scenario.buyers;
        keys.extend(buyers.iter().map(|it| key(&named("licence_rent"), &it.id, "usd")));
        let by_clause =
            [("quota_rent", &of.quotas), ("club_premium", &of.clubs), ("public_money", &of.supports)];
        for (account, clauses) in by_clause {
            let of = |it: &String| SeriesKey { good: it.clone(), ..key(&named(account), "", "usd") };
            keys.extend(clauses.iter().map(of));
        }
    }
    keys
}

/// A series of a place, without good, tier and counterpart.
fn key(quantity: &str, place: &str, unit: &str) -> SeriesKey {
    SeriesKey {
        quantity: quantity.to_owned(),
        good: String::new(),
        place: place.to_owned(),
        tier: String::new(),
        counterpart: String::new(),
        unit: unit.to_owned(),
    }
}
