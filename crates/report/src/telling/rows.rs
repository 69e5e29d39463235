//! The long table of a run's draws.

use coercivity_simulate::{Drawn, Tier};

use crate::series::{SeriesKey, SeriesRow};

use super::Telling;

/// One value a draw, a month and a key: service, inflow and prices.
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
    drawn.service.iter().chain(&drawn.inflow).chain(&drawn.calm_service).chain(&drawn.prices)
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
        tier: tier(price.tier).to_owned(),
        counterpart: String::new(),
        unit: "usd_per_kg".to_owned(),
    }));
    keys
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Domestic => "domestic",
        Tier::Fob => "fob",
        Tier::Licensed => "licensed",
        Tier::Free => "free",
    }
}
