//! Prices by good, place and tier.

use coercivity_simulate::{Drawn, PriceKey, Tier};

use crate::view::{self, Price, PriceSeries};

use super::Telling;
use super::grounds::Grounds;
use super::service::number;

/// Every price that was followed, one block a good.
pub(super) fn prices(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<Price> {
    let months = telling.month_texts();
    let mut all: Vec<Price> = Vec::new();
    for (index, key) in telling.outcome.detail.prices.iter().enumerate() {
        let series = series(telling, grounds, (index, key), months.len());
        match all.iter_mut().find(|it| it.good == key.good) {
            Some(price) => price.series.push(series),
            None => all.push(Price {
                good: key.good.clone(),
                label: key.label.clone(),
                unit: "usd_per_kg".to_owned(),
                months: months.clone(),
                series: vec![series],
            }),
        }
    }
    all
}

fn series(
    telling: &Telling<'_>,
    grounds: &mut Grounds<'_>,
    (index, key): (usize, &PriceKey),
    months: usize,
) -> PriceSeries {
    let at = |chance: f64| -> Vec<Option<f64>> {
        (0..months).map(|month| telling.quantile(chance, |it| number(&it.prices, index, month))).collect()
    };
    let beside = |drawn: &Drawn, month: usize| {
        telling.prices_beside(drawn).map_or(f64::NAN, |it| number(it, index, month))
    };
    PriceSeries {
        place: telling.place(key.place),
        tier: tier(key.tier),
        p10: at(0.1),
        p50: at(0.5),
        p90: at(0.9),
        baseline_p50: (0..months).map(|it| telling.quantile(0.5, |drawn| beside(drawn, it))).collect(),
        difference: telling
            .difference_line(months, |drawn, it| Some(number(&drawn.prices, index, it) - beside(drawn, it))),
        why: grounds.of_price(key, &format!("{}, {}", telling.place(key.place), key.tier.word())),
    }
}

fn tier(tier: Tier) -> view::Tier {
    match tier {
        Tier::Domestic => view::Tier::Domestic,
        Tier::Fob => view::Tier::Fob,
        Tier::Licensed => view::Tier::Licensed,
        Tier::Free => view::Tier::Free,
    }
}
