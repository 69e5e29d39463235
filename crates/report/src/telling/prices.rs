//! Prices by good, place and tier.

use std::fmt::Write as _;

use coercivity_simulate::{Line, PriceKey, Tier};

use crate::number::counted;
use crate::view::{self, Price, PriceSeries};

use super::Telling;
use super::grounds::Grounds;

/// Every price that was followed, one block a good.
pub(super) fn prices(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<Price> {
    let months = telling.month_texts();
    let mut all: Vec<Price> = Vec::new();
    for (index, key) in telling.outcome.detail.prices.iter().enumerate() {
        let series = series(telling, grounds, (index, key));
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

fn series(telling: &Telling<'_>, grounds: &mut Grounds<'_>, (index, key): (usize, &PriceKey)) -> PriceSeries {
    let (own, beside) = (telling.table(Line::Price(index)), telling.table_beside(Line::Price(index)));
    let [p10, p50, p90] = telling.monthly(own.as_ref(), [0.1, 0.5, 0.9]);
    let [baseline_p50] = telling.monthly(beside.as_ref(), [0.5]);
    let series = PriceSeries {
        place: telling.place(key.place),
        tier: tier(key.tier),
        quoted: telling.defined(own.as_ref()),
        p10,
        p50,
        p90,
        baseline_p50,
        difference: telling.difference_line(own.as_ref(), beside.as_ref()),
        why: String::new(),
    };
    let mut said = format!("{}, {}", series.place, key.tier.word());
    if let untold @ 1.. = series.untold().count() {
        let untold = counted(untold, "month");
        let _ = write!(said, ", without {untold} in which fewer than nine draws in ten have one");
    }
    PriceSeries { why: grounds.of_price(key, &said), ..series }
}

fn tier(tier: Tier) -> view::Tier {
    match tier {
        Tier::Domestic => view::Tier::Domestic,
        Tier::Fob => view::Tier::Fob,
        Tier::Licensed => view::Tier::Licensed,
        Tier::Free => view::Tier::Free,
    }
}
