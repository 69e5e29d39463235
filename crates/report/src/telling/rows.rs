//! The long table of a run's draws.

use coercivity_simulate::{Baseline, Drawn, Tier};
use coercivity_world::scenario::AskedFigure;

use crate::series::{SeriesKey, SeriesRow};

use super::Telling;

/// One value a draw, a month and a key: service, inflow and prices, the baseline's beside them.
pub fn series_rows(telling: &Telling<'_>) -> Vec<SeriesRow> {
    let keys = keys(telling);
    let months = telling.month_texts();
    let mut rows = Vec::new();
    for (draw, drawn) in telling.outcome.answers().iter().enumerate() {
        let draw = u32::try_from(draw).unwrap_or(u32::MAX);
        for (key, series) in keys.iter().zip(all_series(telling, drawn)) {
            for (month, value) in months.iter().zip(series) {
                rows.push(SeriesRow { draw, month: month.clone(), key: key.clone(), value: *value });
            }
        }
    }
    rows
}

/// The series of a draw in the order of the keys: service where it is asked, prices, and the baseline's of both where
/// something stands beside.
fn all_series<'d>(telling: &Telling<'_>, drawn: &'d Drawn) -> impl Iterator<Item = &'d Vec<f64>> {
    let asked = telling.asks(AskedFigure::Service);
    let service = [Some(&drawn.service), Some(&drawn.inflow), telling.service_beside(drawn)];
    let service = service.into_iter().flatten().filter(move |_| asked);
    let prices = [Some(&drawn.prices), telling.prices_beside(drawn)];
    service.chain(prices.into_iter().flatten()).flatten()
}

fn keys(telling: &Telling<'_>) -> Vec<SeriesKey> {
    let detail = &telling.outcome.detail;
    let mut keys = Vec::new();
    let beside = !matches!(telling.question.baseline, Baseline::Itself);
    let service = [("service", true), ("inflow", true), ("baseline_service", beside)];
    let asked = telling.asks(AskedFigure::Service);
    for (quantity, _) in service.into_iter().filter(|it| asked && it.1) {
        keys.extend(detail.groups.iter().map(|group| SeriesKey {
            quantity: quantity.to_owned(),
            good: group.end_use.to_string(),
            place: telling.question.scenario.buyers[group.buyer].id.clone(),
            tier: String::new(),
            counterpart: String::new(),
            unit: "share".to_owned(),
        }));
    }
    for (quantity, _) in [("price", true), ("baseline_price", beside)].into_iter().filter(|it| it.1) {
        keys.extend(detail.prices.iter().map(|price| SeriesKey {
            quantity: quantity.to_owned(),
            good: price.good.clone(),
            place: price.place.to_string(),
            tier: tier(price.tier).to_owned(),
            counterpart: String::new(),
            unit: "usd_per_kg".to_owned(),
        }));
    }
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
