//! The long table of a run's draws.

use coercivity_simulate::Drawn;

use crate::series::{SeriesKey, SeriesRow};

use super::Telling;

/// One value a draw, a month and a key: service, inflow, prices, goods under way, rents and public money.
pub fn series_rows(telling: &Telling<'_>) -> Vec<SeriesRow> {
    let keys = keys(telling);
    let months = telling.month_texts();
    let mut rows = Vec::new();
    for (draw, drawn) in telling.outcome.answers().iter().enumerate() {
        let draw = u32::try_from(draw).unwrap_or(u32::MAX);
        for (key, series) in keys.iter().zip(all_series(drawn)) {
            for (month, value) in months.iter().zip(series) {
                rows.push(SeriesRow { draw, month: month.clone(), key: key.clone(), value: *value });
            }
        }
    }
    rows
}

/// The series of a draw in the order of the keys.
fn all_series(drawn: &Drawn) -> impl Iterator<Item = &Vec<f64>> {
    let ledger = &drawn.ledger;
    let accounts = std::iter::once(&ledger.afloat_t).chain(&ledger.rents_usd).chain(&ledger.paid_usd);
    drawn.service.iter().chain(&drawn.inflow).chain(&drawn.calm_service).chain(&drawn.prices).chain(accounts)
}

fn keys(telling: &Telling<'_>) -> Vec<SeriesKey> {
    let detail = &telling.outcome.detail;
    let mut keys = Vec::new();
    for quantity in ["service", "inflow", "service_without_cut"] {
        keys.extend(detail.groups.iter().map(|group| SeriesKey {
            quantity: quantity.to_owned(),
            good: group.end_use.to_string(),
            place: telling.question.scenario.buyers[group.buyer].id.clone(),
            tier: String::new(),
            counterpart: String::new(),
            unit: "share".to_owned(),
        }));
    }
    keys.extend(detail.prices.iter().map(|price| SeriesKey {
        quantity: "price".to_owned(),
        good: price.good.clone(),
        place: price.place.to_string(),
        tier: price.tier.word().to_owned(),
        counterpart: String::new(),
        unit: "usd_per_kg".to_owned(),
    }));
    let account = |quantity: &str, good: &str, place: &str, unit: &str| SeriesKey {
        quantity: quantity.to_owned(),
        good: good.to_owned(),
        place: place.to_owned(),
        tier: String::new(),
        counterpart: String::new(),
        unit: unit.to_owned(),
    };
    keys.push(account("afloat", "", "", "t"));
    let buyers = &telling.question.scenario.buyers;
    keys.extend(buyers.iter().map(|it| account("licence_rent", "", &it.id, "usd")));
    keys.extend(detail.supports.iter().map(|it| account("public_money", it, "", "usd")));
    keys
}
