//! Prices by place and tier: before the cut, at the highest with the baseline beside, and a year on.

use crate::columns::{Side, columns};
use crate::number::{counted, percent, range_in_unit, significant};
use crate::view::{Price, PriceSeries, Tier, View};

use super::figures::difference;
use super::{Page, shock_place};

pub(super) fn write(view: &View, page: &mut Page) {
    for price in view.prices.iter().filter(|it| !it.months.is_empty()) {
        page.blank();
        let unit = price.unit.replace("usd_per_kg", "USD/kg");
        let name = format!("{}, {unit}", price.label);
        let mut header = vec![
            (name.as_str(), Side::Left),
            ("before", Side::Right),
            ("highest P50", Side::Right),
            ("P10..P90 then", Side::Right),
            ("in", Side::Right),
            ("12 months on", Side::Right),
        ];
        let beside_then = view.baseline.as_ref().map(|it| format!("{} then", it.word));
        if let Some(then) = &beside_then {
            header.insert(5, (then, Side::Right));
        }
        let differs = price.series.iter().any(|it| it.difference.is_some());
        if differs {
            header.insert(6, ("difference then", Side::Right));
        }
        let shock = shock_place(view, &price.months);
        // Terms on which nothing is ever traded have no price to show.
        let traded = price.series.iter().filter(|it| it.p50.iter().any(Option::is_some) && near(view, it));
        let rows: Vec<Vec<String>> = traded.map(|it| row(view, price, it, shock)).collect();
        let table = columns(&header, &rows, page.width);
        page.text.push_str(&table);
        let seldom: Vec<String> =
            price.series.iter().filter(|it| near(view, it)).filter_map(|it| seldom(price, it)).collect();
        if !seldom.is_empty() {
            let said = "none is told where fewer than nine draws in ten have a price";
            page.hanging("  ", &format!("{said}: {}", seldom.join("; ")));
        }
    }
}

/// Whether a price belongs on a screen: the supplier's own, and those of buyers. The page has the members of blocs too.
fn near(view: &View, series: &PriceSeries) -> bool {
    let buyers = view.buyers.iter().any(|it| it.label == series.place);
    buyers || matches!(series.tier, Tier::Domestic | Tier::Fob)
}

fn row(view: &View, price: &Price, series: &PriceSeries, shock: usize) -> Vec<String> {
    let shown = |value: Option<f64>| value.map_or("no quote".to_owned(), |it| significant(it, 3));
    let at = |values: &[Option<f64>], place: usize| values.get(place).copied().flatten();
    let before = at(&series.p50, shock.saturating_sub(1));
    let after = series.p50.iter().enumerate().skip(shock).filter_map(|it| Some((it.0, (*it.1)?)));
    let highest = after.max_by(|a, b| a.1.total_cmp(&b.1));
    let place = highest.map_or(shock, |it| it.0);
    let range = match (at(&series.p10, place), at(&series.p90, place)) {
        (Some(low), Some(high)) => range_in_unit(low, high, "usd_per_kg"),
        _ => "-".to_owned(),
    };
    let mut cells = vec![
        format!("  {}, {}", series.place, tier(series.tier)),
        shown(before),
        shown(highest.map(|it| it.1)),
        range,
        price.months.get(place).cloned().unwrap_or_default(),
    ];
    if view.baseline.is_some() {
        cells.push(shown(at(&series.baseline_p50, place)));
    }
    if price.series.iter().any(|it| it.difference.is_some()) {
        let gap = series.difference.as_ref().and_then(|it| it.at(place));
        cells.push(gap.map_or("-".to_owned(), |it| difference(&it, "usd_per_kg")));
    }
    cells.push(if shock + 12 < price.months.len() {
        shown(at(&series.p50, shock + 12))
    } else {
        "-".to_owned()
    });
    cells
}

/// Months in which some draws have a price and too many have none.
fn seldom(price: &Price, series: &PriceSeries) -> Option<String> {
    let least = series.untold().min_by(|a, b| series.quoted[*a].total_cmp(&series.quoted[*b]))?;
    let count = counted(series.untold().count(), "month");
    let share = percent(series.quoted[least]);
    Some(format!("{}, {}, in {count} ({share} in {})", series.place, tier(series.tier), price.months[least]))
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Domestic => "domestic",
        Tier::Fob => "at the border",
        Tier::Licensed => "with a licence",
        Tier::Free => "without a licence",
    }
}
