//! Which announced projects without money go ahead after all.
//!
//! A project goes when what it is expected to earn, discounted at the hurdle rate, covers its capital. What it earns
//! is valued at an outlook: prices of the last months, as far as a financier counts on them, with what supports pay
//! on top while they bind. Where earnings do not reach, public money that names the project or its goods may close
//! the gap, as far as its budget goes.

use coercivity_market::chain::{Chain, Kind, Stuff};
use coercivity_quantity::{DAYS_PER_MONTH, Day, Month};
use coercivity_world::economy::{Parameter, Project};
use coercivity_world::measures::{Fund, FundForm};

use crate::effect::Aid;
use crate::expected::Plant;
use crate::period::Period;
use crate::sample::Values;
use crate::setting::Setting;
use crate::state::State;
use crate::step::Context;

const MONTHS_PER_YEAR: f64 = 12.0;

/// A project that nobody has paid for in this draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospect {
    /// Its place in the list of projects.
    pub project: usize,
    /// Activities that it would run.
    pub activities: Vec<usize>,
    /// Capital, thousand USD.
    pub capital: f64,
    /// Months from the decision to first output, the delay of its class included.
    pub lead_months: f64,
}

/// Every prospect of a draw. `delays` are the delays of all projects in it, months.
pub fn prospects(setting: &Setting, projects: &[Project], delays: &[f64]) -> Vec<Prospect> {
    let chain = &setting.chain;
    let mut found = Vec::new();
    for project in (0..projects.len()).filter(|&it| setting.starts[it].is_none()) {
        let runs = |it: &usize| chain.activities[*it].kind == Kind::Project(project);
        let activities: Vec<usize> = (0..chain.activities.len()).filter(runs).collect();
        if activities.is_empty() {
            continue;
        }
        let capital = activities.iter().map(|&it| capital(setting, it)).sum();
        let lead_months = setting.values[Parameter::Building] + delays[project];
        found.push(Prospect { project, activities, capital, lead_months });
    }
    found
}

/// Capital of a project's activity: its yearly output at nameplate at the capital of its stage, thousand USD.
pub(crate) fn capital(setting: &Setting, activity: usize) -> f64 {
    let chain = &setting.chain;
    let values = &setting.values;
    let made = chain.activities[activity].entries.iter().filter(|it| it.1 > 0.0);
    let of = |&(node, tonnes): &(usize, f64)| match chain.nodes[node].stuff {
        Stuff::Oxide(element) => {
            let per_oxide = setting.assumed.element_per_oxide.get(&element).copied().unwrap_or(1.0);
            tonnes / per_oxide * values[Parameter::CapitalOxide]
        }
        Stuff::Metal(_) => tonnes * values[Parameter::CapitalMetal],
        Stuff::Magnet(_) | Stuff::SamariumMagnetOffered => tonnes * values[Parameter::CapitalMagnet],
        Stuff::Concentrate(_)
        | Stuff::Alloy(_)
        | Stuff::Blank(_)
        | Stuff::Finished(_)
        | Stuff::SamariumMagnet
        | Stuff::Commodity(_) => 0.0,
    };
    made.map(of).sum::<f64>() * MONTHS_PER_YEAR
}

/// A prospect that goes ahead.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The project, by its place in the list.
    pub project: usize,
    /// Its first output.
    pub start: Month,
    /// Public money that closed its gap: support and thousand USD, counted in the support's public money too.
    pub outlays: Vec<(usize, f64)>,
}

/// Lets every prospect decide in a period; gives those that go ahead now.
pub(crate) fn invest(context: &Context<'_>, state: &mut State, period: Period) -> Vec<Decision> {
    let mut decisions = Vec::new();
    let Some(today) = period.day() else { return decisions };
    let announced: Vec<bool> = context
        .supports
        .iter()
        .map(|it| context.regime.measure(it.instrument).is_some_and(|it| it.announced <= today))
        .collect();
    let days = period.days().unwrap_or((today, today.plus_days(1)));
    for prospect in &context.setting.prospects {
        if state.starts[prospect.project].is_some() {
            continue;
        }
        let plant = (&prospect.activities[..], prospect.lead_months);
        let worth = worth(context, state, plant, today, &announced);
        let Some(outlays) = closed(context, state, prospect, worth, days) else { continue };
        for &(support, outlay) in &outlays {
            *state.spent.entry(support).or_default() += outlay;
        }
        let start = period.month.plus(prospect.lead_months.round() as i32);
        state.starts[prospect.project] = Some(start);
        decisions.push(Decision { project: prospect.project, start, outlays });
    }
    decisions
}

/// Expected earnings over a plant's life, discounted to the day of the decision, thousand USD. What supports pay is expected
/// for the days of a year on which they bind, and no further than what they may still spend.
pub(crate) fn worth(
    context: &Context<'_>,
    state: &State,
    (activities, lead_months): (&[usize], f64),
    today: Day,
    announced: &[bool],
) -> f64 {
    let values = &context.setting.values;
    let mut plant = Plant::of(context, state, activities, announced);
    let later = |months: f64| today.plus_days((months * DAYS_PER_MONTH).round() as i64);
    let life = values[Parameter::PlantLife].round().max(1.0) as u32;
    let mut worth = 0.0;
    for year in 0..life {
        let running = MONTHS_PER_YEAR * (f64::from(year) + 0.5);
        let ahead = lead_months + running;
        let ramp = 1.0 - (-running / values[Parameter::Ramp]).exp();
        let half = 0.5 * MONTHS_PER_YEAR;
        let days = (later(ahead - half), later(ahead + half));
        let mut earned = 0.0;
        for (day, share) in context.binding.parts(plant.supports(), days) {
            let binds = |support: usize| context.binding.on(support, day);
            earned += share * plant.earns(binds, MONTHS_PER_YEAR * ramp * share);
        }
        let discount = (1.0 + values[Parameter::Hurdle]).powf(-ahead / MONTHS_PER_YEAR);
        worth += MONTHS_PER_YEAR * earned * ramp * discount;
    }
    worth
}

/// Public outlays that close the gap between a prospect's worth and its capital, by clauses that bind on any day of the period
/// on which they are known: none when nothing is missing, `None` when the gap stays open.
fn closed(
    context: &Context<'_>,
    state: &State,
    prospect: &Prospect,
    worth: f64,
    (first, end): (Day, Day),
) -> Option<Vec<(usize, f64)>> {
    let mut gap = prospect.capital - worth;
    let mut outlays = Vec::new();
    for (number, support) in context.supports.iter().enumerate() {
        if gap <= 0.0 {
            break;
        }
        let Aid::Fund(fund) = &support.aid else { continue };
        let reaches = support.recipients.contains(&prospect.project);
        let known = context.regime.measure(support.instrument).map(|it| it.announced.max(first));
        let offered = known.is_some_and(|it| it < end && context.binding.within(number, (it, end)));
        if !reaches || !offered {
            continue;
        }
        let spent = state.spent.get(&number).copied().unwrap_or(0.0);
        let left = fund.amount.map_or(f64::INFINITY, |it| it.usd() / 1e3 - spent);
        let share = fund.share_of_cost.unwrap_or(1.0) * prospect.capital;
        let subsidy = subsidy(&context.setting.values, fund);
        let outlay = (gap / subsidy).min(left).min(share).max(0.0);
        gap -= outlay * subsidy;
        outlays.push((number, outlay));
    }
    (gap <= 1e-6 * prospect.capital).then_some(outlays)
}

/// What a dollar of public money is worth to a project: all of a grant; of what is paid back at the public rate, the
/// part that equity would have asked on top.
fn subsidy(values: &Values, fund: &Fund) -> f64 {
    let annuity = |rate: f64| {
        let life = values[Parameter::PlantLife].round().max(1.0);
        if rate > 0.0 { (1.0 - (1.0 + rate).powf(-life)) / rate } else { life }
    };
    match fund.form {
        FundForm::Grant | FundForm::TaxCredit => 1.0,
        FundForm::Loan | FundForm::Equity => {
            let (asked, public) = (values[Parameter::Hurdle], values[Parameter::PublicRate]);
            (1.0 - annuity(asked) / annuity(public)).max(1e-3)
        }
    }
}

/// Moves the outlook on by a period's prices.
pub(crate) fn look_back(values: &Values, chain: &Chain, state: &mut State, length: f64) {
    let weight = 1.0 - (-length / values[Parameter::OutlookMonths]).exp();
    for ((outlook, price), base) in state.outlook.iter_mut().zip(&state.prices).zip(&chain.prices) {
        let counted = price.clamp(0.0, values[Parameter::OutlookMost] * base.max(0.1));
        *outlook += weight * (counted - *outlook);
    }
}
