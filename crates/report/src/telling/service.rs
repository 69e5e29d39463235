//! Service over time, and against severity.

use coercivity_simulate::{Baseline, Line};
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
            Baseline::Itself => "service month by month".to_owned(),
            Baseline::WithoutCuts(_) | Baseline::Another(_) => {
                format!("service month by month, and that of {}", telling.the_beside())
            }
        };
        let (own, beside) = (telling.table(Line::Service(index)), telling.table_beside(Line::Service(index)));
        let inflow = telling.table(Line::Inflow(index));
        let [p10, p25, p50, p75, p90] = telling.monthly(own.as_ref(), [0.1, 0.25, 0.5, 0.75, 0.9]);
        let [inflow_p50] = telling.monthly(inflow.as_ref(), [0.5]);
        let [baseline_p50] = telling.monthly(beside.as_ref(), [0.5]);
        Service {
            buyer: telling.question.scenario.buyers[group.buyer].id.clone(),
            end_use: group.end_use.to_string(),
            months: months.clone(),
            p10,
            p25,
            p50,
            p75,
            p90,
            inflow_p50,
            baseline_p50,
            difference: telling.difference_line(own.as_ref(), beside.as_ref()),
            why: grounds.of_group(index, &said, telling.end_of_run()),
        }
    };
    groups.map(&mut of).collect()
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
            why: grounds.of_group(
                index,
                "service while a cut tightens over a year and loosens again",
                telling.end_of_run(),
            ),
            severity,
        }
    };
    groups.map(&mut of).collect()
}
