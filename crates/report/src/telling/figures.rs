//! The headline figures over the draws, the baseline's beside them.

use coercivity_quantity::Confidence;
use coercivity_simulate::Drawn;
use coercivity_world::scenario::AskedFigure;

use crate::view::{Difference, Figure, FigureKind};

use super::Telling;
use super::grounds::Grounds;

/// How a figure of a group, or of a buyer, is told.
struct Told {
    kind: FigureKind,
    asked: AskedFigure,
    says: &'static str,
    unit: &'static str,
    /// What is printed where a draw has none.
    never: Option<&'static str>,
    /// The figure of a draw for a group, or a buyer, by its place.
    of: fn(&Drawn, usize) -> Option<f64>,
}

const OF_GROUP: [Told; 4] = [
    Told {
        kind: FigureKind::Remanence,
        asked: AskedFigure::Remanence,
        says: "service in month 12 of a total cut-off",
        unit: "share",
        never: None,
        of: |it, group| it.figures[group].remanence,
    },
    Told {
        kind: FigureKind::Coercivity,
        asked: AskedFigure::Coercivity,
        says: "smallest held cut that brings month 12 below 90 %",
        unit: "share",
        never: Some("no cut can"),
        of: |it, group| it.figures[group].coercivity?.smallest_cut,
    },
    Told {
        kind: FigureKind::EnduranceService,
        asked: AskedFigure::Endurance,
        says: "weeks of total cut-off until service falls below 90 %",
        unit: "weeks",
        never: Some("> 52 weeks"),
        of: |it, group| it.figures[group].endurance?.service_weeks,
    },
    Told {
        kind: FigureKind::EnduranceStock,
        asked: AskedFigure::Endurance,
        says: "weeks of total cut-off until the users' own stock is empty",
        unit: "weeks",
        never: Some("> 52 weeks"),
        of: |it, group| it.figures[group].endurance?.stock_weeks,
    },
];

// The market counts in thousands of dollars.
const OF_BUYER: [Told; 2] = [
    Told {
        kind: FigureKind::LeverageSurplus,
        asked: AskedFigure::Leverage,
        says: "surplus lost in a year of total cut-off",
        unit: "usd",
        never: None,
        of: |it, buyer| Some(it.leverage.get(buyer)?.surplus * 1000.0),
    },
    Told {
        kind: FigureKind::LeverageProducts,
        asked: AskedFigure::Leverage,
        says: "value of end products not made in a year of total cut-off",
        unit: "usd",
        never: None,
        of: |it, buyer| Some(it.leverage.get(buyer)?.products * 1000.0),
    },
];

/// Every figure asked of every group, and what the cut costs each buyer.
pub(super) fn figures(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<Figure> {
    let buyers = &telling.question.scenario.buyers;
    let mut all = Vec::new();
    for (place, group) in telling.outcome.detail.groups.iter().enumerate() {
        for told in OF_GROUP.iter().filter(|it| telling.asks(it.asked)) {
            let why = grounds.of_group(place, &telling.when_it_stops(told.says), telling.end_of_cut());
            let end_use = Some(group.end_use.to_string());
            all.push(figure(telling, told, (&buyers[group.buyer].id, end_use, place), why));
        }
    }
    for (place, buyer) in buyers.iter().enumerate() {
        for told in OF_BUYER.iter().filter(|it| telling.asks(it.asked)) {
            let why = grounds.of_buyer(place, &telling.when_it_stops(told.says), telling.end_of_cut());
            all.push(figure(telling, told, (&buyer.id, None, place), why));
        }
    }
    all
}

/// The figure of one buyer, and end use if it has one; a draw without the figure counts as one beyond all others.
fn figure(
    telling: &Telling<'_>,
    told: &Told,
    (buyer, end_use, place): (&str, Option<String>, usize),
    why: String,
) -> Figure {
    let number = |it: &Drawn| (told.of)(it, place).unwrap_or(f64::INFINITY);
    Figure {
        buyer: buyer.to_owned(),
        end_use,
        figure: told.kind,
        unit: told.unit.to_owned(),
        p10: telling.quantile(0.1, number),
        p50: telling.quantile(0.5, number),
        p90: telling.quantile(0.9, number),
        text: told.never.map(str::to_owned),
        baseline_p50: telling.quantile_beside(0.5, number),
        difference: telling.difference(|it| (told.of)(it, place)).map(|it| to_the_dollar(it, told.unit)),
        assumed_share: assumed_share(telling),
        why: Some(why),
    }
}

/// Sums that rounding alone sets apart are alike to the dollar.
fn to_the_dollar(it: Difference, unit: &str) -> Difference {
    match unit {
        "usd" => Difference { p10: it.p10.round(), p50: it.p50.round(), p90: it.p90.round() },
        _ => it,
    }
}

/// Part of the market's parameters that no published figure stands behind; all of them act on every figure.
fn assumed_share(telling: &Telling<'_>) -> Option<f64> {
    let ranges = telling.question.world.economy.parameters.of_runs();
    let assumed = ranges.iter().filter(|it| it.cited.confidence == Confidence::Assumed).count();
    (!ranges.is_empty()).then(|| assumed as f64 / ranges.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_that_rounding_sets_apart_are_alike() {
        let noise = Difference { p10: -0.0022, p50: -0.000_16, p90: 0.000_81 };
        let none = to_the_dollar(noise, "usd");
        assert_eq!((none.p10, none.p50, none.p90), (0.0, 0.0, 0.0));
        assert_eq!(to_the_dollar(noise, "share").p90, 0.000_81);
    }
}
