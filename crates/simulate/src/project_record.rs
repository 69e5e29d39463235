//! Fates of whole classes of projects, as the model's own parameters draw them: how late, how many, how fast.
//!
//! The run's first month is the promised month for `started_share`, and the month of first output for `ramp_share`.

use coercivity_data::{HistoricClass, ProjectClass};
use coercivity_quantity::Month;
use coercivity_world::economy::{Parameter, Parameters, Range3};
use coercivity_world::episode::ProjectGroup;

use crate::replay::Told;
use crate::sample::{Draw, Values, delay_of, start_of};
use crate::stream::{Stream, StreamPurpose};

/// Months that the clocks run.
const MONTHS: i32 = 120;
/// What stands for a delay without end.
const NEVER: f64 = 999.0;

/// Share of a class's projects that are late alike: it says how little a few projects tell of the next ones, and no
/// figure was found.
const LATE_ALIKE: f64 = 0.5;

/// Delay, share started and ramp of each group in one draw.
pub(crate) fn project_record(
    (groups, clock): (&[ProjectGroup], Month),
    parameters: &Parameters,
    values: &Values,
    draw: Draw,
) -> Vec<Told> {
    let mut all = Vec::new();
    for group in groups {
        if group.class == HistoricClass::Mine {
            all.push(lead_time(group, clock, (parameters, values), draw));
            continue;
        }
        let parts = parts(group.class);
        if parts.is_empty() {
            continue;
        }
        let mut delays = Vec::new();
        for number in 0..group.count as usize {
            let mut stream = stream(group, number, draw);
            let built = stream.happens(values[start_of(group.funding)]);
            let class = delay_of(parts[number % parts.len()]);
            let range = parameters.range(class);
            let own = stream.between(Range3 { low: range.low, best: range.best, high: range.high });
            // Projects of a class fail for the same reasons: half of them are as late as their class is in this draw.
            let delay = if stream.happens(LATE_ALIKE) { values[class] } else { own };
            if built {
                delays.push(delay);
            }
        }
        let mut tell = |quantity: &str, month: Month, value: f64| {
            let key = [quantity, group.class.word(), &group.place, "-", "-"].map(str::to_owned);
            all.push(Told { month, key, value });
        };
        // Those that start are late by so much; of a class of which nothing starts nobody can say.
        let late = delays.iter().sum::<f64>() / delays.len() as f64;
        tell("delay_months", clock, if delays.is_empty() { NEVER } else { late });
        for month in 0..MONTHS {
            let started = delays.iter().filter(|it| **it <= f64::from(month)).count();
            tell("started_share", clock.plus(month), started as f64 / f64::from(group.count));
            let ramped = 1.0 - (-f64::from(month) / values[Parameter::Ramp]).exp();
            tell("ramp_share", clock.plus(month), ramped);
        }
    }
    all
}

/// The numbers of one project of a group.
fn stream(group: &ProjectGroup, number: usize, draw: Draw) -> Stream {
    let about = format!("{}.{}.{number}", group.class.word(), group.place);
    draw.stream(StreamPurpose::ProjectRecord, &about)
}

/// Years from discovery to a mine, mean over a class's mines.
fn lead_time(
    group: &ProjectGroup,
    month: Month,
    (parameters, values): (&Parameters, &Values),
    draw: Draw,
) -> Told {
    let range = parameters.range(Parameter::MineLead);
    let range = Range3 { low: range.low, best: range.best, high: range.high };
    let years = (0..group.count).map(|number| {
        let mut stream = stream(group, number as usize, draw);
        let own = stream.between(range);
        if stream.happens(LATE_ALIKE) { values[Parameter::MineLead] } else { own }
    });
    let value = years.sum::<f64>() / f64::from(group.count.max(1));
    let key = ["lead_time_years", group.class.word(), &group.place, "-", "-"].map(str::to_owned);
    Told { month, key, value }
}

/// The classes of the model that make up a class of history, in equal parts; none where the model has no parameter.
fn parts(class: HistoricClass) -> &'static [ProjectClass] {
    match class {
        HistoricClass::ReconfiguredCircuit => &[ProjectClass::ReconfiguredCircuit],
        HistoricClass::FundedMagnetPlant => &[ProjectClass::FundedMagnetPlant],
        HistoricClass::BrownfieldMine => &[ProjectClass::BrownfieldMine],
        HistoricClass::GreenfieldChemistry => &[ProjectClass::GreenfieldChemistry],
        HistoricClass::FirstOfKind => &[ProjectClass::FirstOfKind],
        HistoricClass::UnfundedJunior => &[ProjectClass::UnfundedJunior],
        // Brownfield separation is late as brownfield mines are: one parameter holds both.
        HistoricClass::NewPlant => &[
            ProjectClass::GreenfieldChemistry,
            ProjectClass::FirstOfKind,
            ProjectClass::BrownfieldMine,
            ProjectClass::BrownfieldMine,
        ],
        HistoricClass::Mine => &[],
    }
}
