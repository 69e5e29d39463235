//! The headline figures over the draws, beside the same use without the cut.

use coercivity_quantity::Confidence;
use coercivity_simulate::{Drawn, REMANENCE_MONTHS};

use crate::view::{Figure, FigureKind};

use super::Telling;
use super::grounds::Grounds;

/// Every figure of every group, and what the cut costs each buyer.
pub(super) fn figures(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<Figure> {
    let mut all = Vec::new();
    for group in 0..telling.outcome.detail.groups.len() {
        let mut why = |said: &str| grounds.of_group(group, &telling.when_it_stops(said));
        all.push(remanence(telling, group, why("service in month 12 of a total cut-off")));
        all.push(coercivity(telling, group, why("smallest held cut that brings month 12 below 90 %")));
        let endurance = [
            (FigureKind::EnduranceService, "weeks of total cut-off until service falls below 90 %"),
            (FigureKind::EnduranceStock, "weeks of total cut-off until the users' own stock is empty"),
        ];
        for (kind, said) in endurance {
            all.push(weeks(telling, group, kind, why(said)));
        }
    }
    for (buyer, asked) in telling.question.scenario.buyers.iter().enumerate() {
        let costs: [(FigureKind, &str, Of); 2] = [
            (FigureKind::LeverageSurplus, "surplus lost in a year of total cut-off", |it, buyer| {
                it.leverage[buyer].surplus
            }),
            (
                FigureKind::LeverageProducts,
                "value of end products not made in a year of total cut-off",
                |it, buyer| it.leverage[buyer].products,
            ),
        ];
        for (kind, said, of) in costs {
            let why = grounds.of_buyer(buyer, &telling.when_it_stops(said));
            all.push(cost(telling, (buyer, &asked.id), kind, of, why));
        }
    }
    all
}

/// Part of the market's parameters that no published figure stands behind; all of them act on every figure.
fn assumed_share(telling: &Telling<'_>) -> Option<f64> {
    let ranges = telling.question.world.economy.parameters.ranges();
    let assumed = ranges.iter().filter(|it| it.cited.confidence == Confidence::Assumed).count();
    (!ranges.is_empty()).then(|| assumed as f64 / ranges.len() as f64)
}

type Of = fn(&Drawn, usize) -> f64;

/// A figure of one group, its quantiles still to come.
fn figure(telling: &Telling<'_>, group: usize, kind: FigureKind, unit: &str, why: String) -> Figure {
    let group = &telling.outcome.detail.groups[group];
    let buyer = &telling.question.scenario.buyers[group.buyer].id;
    Figure { end_use: Some(group.end_use.to_string()), ..of_buyer(telling, buyer, kind, unit, why) }
}

/// A figure of a whole buyer, its quantiles still to come.
fn of_buyer(telling: &Telling<'_>, buyer: &str, kind: FigureKind, unit: &str, why: String) -> Figure {
    Figure {
        buyer: buyer.to_owned(),
        end_use: None,
        figure: kind,
        unit: unit.to_owned(),
        p10: None,
        p50: None,
        p90: None,
        text: None,
        baseline_p50: None,
        assumed_share: assumed_share(telling),
        why: Some(why),
    }
}

/// The figure with its quantiles; a draw without the figure counts as one beyond all others.
fn spread(telling: &Telling<'_>, mut figure: Figure, of: impl Fn(&Drawn) -> Option<f64>) -> Figure {
    let number = |it: &Drawn| of(it).unwrap_or(f64::INFINITY);
    figure.p10 = telling.quantile(0.1, number);
    figure.p50 = telling.quantile(0.5, number);
    figure.p90 = telling.quantile(0.9, number);
    figure
}

fn remanence(telling: &Telling<'_>, group: usize, why: String) -> Figure {
    let mut figure = figure(telling, group, FigureKind::Remanence, "share", why);
    let year_on = telling.shock() + REMANENCE_MONTHS as usize - 1;
    let calm = |it: &Drawn| it.calm_service[group].get(year_on).copied().unwrap_or(f64::NAN);
    figure.baseline_p50 = telling.quantile(0.5, calm);
    spread(telling, figure, |it| Some(it.figures[group].remanence))
}

fn coercivity(telling: &Telling<'_>, group: usize, why: String) -> Figure {
    let mut figure = figure(telling, group, FigureKind::Coercivity, "share", why);
    figure.text = Some("no cut can".to_owned());
    spread(telling, figure, |it| it.figures[group].coercivity)
}

fn weeks(telling: &Telling<'_>, group: usize, kind: FigureKind, why: String) -> Figure {
    let mut figure = figure(telling, group, kind, "weeks", why);
    figure.text = Some("> 52 weeks".to_owned());
    spread(telling, figure, |it| match kind {
        FigureKind::EnduranceStock => it.figures[group].endurance_stock_weeks,
        _ => it.figures[group].endurance_service_weeks,
    })
}

fn cost(telling: &Telling<'_>, (buyer, id): (usize, &str), kind: FigureKind, of: Of, why: String) -> Figure {
    let figure = of_buyer(telling, id, kind, "usd", why);
    // The market counts in thousands of dollars.
    spread(telling, figure, |it| Some(of(it, buyer) * 1000.0))
}
