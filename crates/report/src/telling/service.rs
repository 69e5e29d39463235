//! Service over time, and against severity.

use coercivity_simulate::{Baseline, Drawn};
use coercivity_world::scenario::AskedFigure;

use crate::view::{Hysteresis, Service};

use super::Telling;
use super::grounds::Grounds;

/// Service of every group, month by month, where it is asked.
pub(super) fn service(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<Service> {
    if !telling.asks(AskedFigure::Service) {
        return Vec::new();
    }
    let months = telling.month_texts();
    let groups = telling.outcome.detail.groups.iter().enumerate();
    let mut of = |(index, group): (usize, &coercivity_simulate::Group)| {
        let said = match telling.question.baseline {
            Baseline::Itself => "service month by month",
            Baseline::WithoutCuts(_) | Baseline::Another(_) => {
                "service month by month, and that of the baseline"
            }
        };
        let monthly = |chance: f64, of: fn(&Drawn) -> &Vec<Vec<f64>>| -> Vec<Option<f64>> {
            let month = |it: usize| telling.quantile(chance, |drawn| number(of(drawn), index, it));
            (0..months.len()).map(month).collect()
        };
        let beside = |drawn: &Drawn, month: usize| {
            telling.service_beside(drawn).map_or(f64::NAN, |it| number(it, index, month))
        };
        Service {
            buyer: telling.question.scenario.buyers[group.buyer].id.clone(),
            end_use: group.end_use.to_string(),
            months: months.clone(),
            p10: monthly(0.1, |it| &it.service),
            p25: monthly(0.25, |it| &it.service),
            p50: monthly(0.5, |it| &it.service),
            p75: monthly(0.75, |it| &it.service),
            p90: monthly(0.9, |it| &it.service),
            inflow_p50: monthly(0.5, |it| &it.inflow),
            baseline_p50: (0..months.len())
                .map(|it| telling.quantile(0.5, |drawn| beside(drawn, it)))
                .collect(),
            difference: telling.difference_line(months.len(), |drawn, it| {
                Some(number(&drawn.service, index, it) - beside(drawn, it))
            }),
            why: grounds.of_group(index, said),
        }
    };
    groups.map(&mut of).collect()
}

/// A value of a series; what a draw does not have is not a number, which quantiles leave out.
pub(super) fn number(series: &[Vec<f64>], index: usize, month: usize) -> f64 {
    series.get(index).and_then(|it| it.get(month)).copied().unwrap_or(f64::NAN)
}

/// The loop of every group, where it is asked: medians of the draws at the severities tried.
pub(super) fn hysteresis(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<Hysteresis> {
    if !telling.asks(AskedFigure::Hysteresis) {
        return Vec::new();
    }
    let groups = telling.outcome.detail.groups.iter().enumerate();
    let mut of = |(index, group): (usize, &coercivity_simulate::Group)| {
        let severity: Vec<f64> =
            telling.outcome.central.figures[index].hysteresis.iter().map(|it| it.0).collect();
        let median = |of: fn(&(f64, f64, f64)) -> f64| -> Vec<Option<f64>> {
            let at = |place: usize| {
                telling.quantile(0.5, |it| it.figures[index].hysteresis.get(place).map_or(f64::NAN, of))
            };
            (0..severity.len()).map(at).collect()
        };
        Hysteresis {
            buyer: telling.question.scenario.buyers[group.buyer].id.clone(),
            end_use: group.end_use.to_string(),
            tightening: median(|it| it.1),
            loosening: median(|it| it.2),
            why: grounds.of_group(index, "service while a cut tightens over a year and loosens again"),
            severity,
        }
    };
    groups.map(&mut of).collect()
}
