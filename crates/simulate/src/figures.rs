//! The figures that the product is named for, for a cut-off that begins at a state.
//!
//! Service in month 12 of a cut held from month 1 gives remanence and coercivity; the weeks of a total cut give
//! endurance; what a year of it costs gives leverage; a cut that tightens and loosens gives the hysteresis loop.

use coercivity_market::Solver;
use coercivity_market::month::SHORTAGE;
use coercivity_quantity::{Month, WEEKS_PER_MONTH};
use coercivity_world::scenario::AskedFigure;

use crate::cut::CutPlan;
use crate::cut_year::CutYear;
use crate::group::{Group, end_of_month};
use crate::known::Known;
use crate::path::{Fault, Path, Trail, trail, walk_along};
use crate::state::State;
use crate::step::Context;

/// Months after which remanence is read.
pub const REMANENCE_MONTHS: u32 = 12;
/// Part of the opening stock at which it counts as empty.
const EMPTY: f64 = 0.02;
/// Severities at which a held cut is tried.
const SEVERITIES: [f64; 8] = [0.15, 0.3, 0.45, 0.6, 0.7, 0.8, 0.9, 0.95];

/// Figures of one group; what is not asked is none.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupFigures {
    /// Service in month 12 of a total cut.
    pub remanence: Option<f64>,
    /// How wide a held cut must be.
    pub coercivity: Option<Coercivity>,
    /// How long a total cut is endured.
    pub endurance: Option<Endurance>,
    /// Severity, service tightening, service loosening; empty when not asked.
    pub hysteresis: Vec<(f64, f64, f64)>,
}

/// How wide a held cut must be to make short.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coercivity {
    /// Smallest held cut that brings month 12 below 90 %; none when no cut can.
    pub smallest_cut: Option<f64>,
}

/// How long a total cut is endured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Endurance {
    /// Weeks of total cut until service falls below 90 %; none within the year.
    pub service_weeks: Option<f64>,
    /// Weeks of total cut until the users' own stock is empty; none within the year.
    pub stock_weeks: Option<f64>,
}

/// What a year of total cut-off costs a buyer, thousand USD.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Leverage {
    /// Lost surplus: dearer purchases, recipes, and uses that stopped.
    pub surplus: f64,
    /// Value of end products not made.
    pub products: f64,
}

/// Everything asked of one cut-off date.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// By group.
    pub groups: Vec<GroupFigures>,
    /// By buyer; empty when not asked.
    pub leverage: Vec<Leverage>,
    /// The total cut, week by week, where a figure needs it.
    pub total: Option<Path>,
}

/// The walks that figures are read from; what no figure that is asked needs is not walked.
struct Walks {
    /// A total cut, week by week.
    total: Option<Path>,
    /// Cuts of [`SEVERITIES`], each held.
    partial: Vec<CutYear>,
    /// No cut.
    calm: Option<Path>,
    /// A cut that tightens and loosens.
    round: Option<Path>,
}

fn walks(
    context: &Context<'_>,
    cut_off: ((&State, Month), &[Group]),
    known: Known<'_>,
    solver: &mut Solver,
) -> Result<Walks, Fault> {
    let ((state, from), groups) = cut_off;
    let wanted = |figures: &[AskedFigure]| figures.iter().any(|it| context.scenario.ask.wants(*it));
    let run = |plan: &CutPlan<'_>, months: u32, shock: Option<u32>, along: (Trail<'_>, &mut Solver)| {
        walk_along(context, plan, &mut state.clone(), (from, months, shock), along)
    };
    let mut walks = Walks { total: None, partial: Vec::new(), calm: None, round: None };
    let total =
        [AskedFigure::Remanence, AskedFigure::Coercivity, AskedFigure::Endurance, AskedFigure::Leverage];
    if wanted(&total) {
        let along = (&trail(known.like)[..], &mut *solver);
        let walked = || run(&CutPlan::Held { severity: 1.0 }, REMANENCE_MONTHS, Some(0), along);
        walks.total = Some(known.total.map_or_else(walked, Ok)?);
    }
    if wanted(&[AskedFigure::Coercivity, AskedFigure::Leverage]) {
        let walked = || run(&CutPlan::None, REMANENCE_MONTHS, None, (&[], &mut *solver));
        walks.calm = Some(known.calm.map_or_else(walked, Ok)?);
    }
    if wanted(&[AskedFigure::Coercivity]) {
        let calm = walks.calm.as_ref().map_or(Vec::new(), |it| trail(&it.periods));
        for severity in SEVERITIES {
            let narrower = walks.partial.last().map_or(calm.clone(), CutYear::trail);
            let plan = CutPlan::Held { severity };
            walks.partial.push(CutYear::walked(
                context,
                &plan,
                (cut_off.0, groups),
                (&narrower, &mut *solver),
            )?);
        }
    }
    if wanted(&[AskedFigure::Hysteresis]) {
        walks.round = Some(run(&CutPlan::Loop { months: 12.0 }, 24, None, (&[], solver))?);
    }
    Ok(walks)
}

/// Computes every figure asked for a cut-off that begins at a state with a month. `buyers` are the users of each buyer.
///
/// # Errors
/// [`Fault`] when a month has no equilibrium.
pub(crate) fn figures(
    context: &Context<'_>,
    cut_off: (&State, Month),
    (groups, buyers): (&[Group], &[Vec<usize>]),
    (known, solver): (Known<'_>, &mut Solver),
) -> Result<Figures, Fault> {
    let walks = walks(context, (cut_off, groups), known, solver)?;
    let state = cut_off.0;
    let ask = &context.scenario.ask;
    let total_for = |figure: AskedFigure| walks.total.as_ref().filter(|_| ask.wants(figure));
    let calm_for = |figure: AskedFigure| walks.calm.as_ref().filter(|_| ask.wants(figure));
    let of = |(place, group): (usize, &Group)| -> GroupFigures {
        let at_year = |path: &Path| end_of_month(path, REMANENCE_MONTHS).map_or(1.0, |it| group.service(it));
        let coercivity = |(total, calm): (&Path, &Path)| {
            let partial = SEVERITIES.iter().zip(&walks.partial);
            let services: Vec<(f64, f64)> = std::iter::once((0.0, at_year(calm)))
                .chain(partial.map(|(severity, year)| (*severity, year.service[place])))
                .chain(std::iter::once((1.0, at_year(total))))
                .collect();
            Coercivity { smallest_cut: crossing(&services) }
        };
        let endurance = |total: &Path| {
            let opening: f64 = group.users.iter().map(|&it| state.stocks[it].tonnes).sum();
            Endurance {
                service_weeks: first_week(total, |it| group.service(it), SHORTAGE),
                stock_weeks: first_week(total, |it| group.stock(it), EMPTY * opening),
            }
        };
        GroupFigures {
            remanence: total_for(AskedFigure::Remanence).map(at_year),
            coercivity: total_for(AskedFigure::Coercivity)
                .zip(calm_for(AskedFigure::Coercivity))
                .map(coercivity),
            endurance: total_for(AskedFigure::Endurance).map(endurance),
            hysteresis: walks.round.as_ref().map_or(Vec::new(), |round| rounds(round, group)),
        }
    };
    let costs = total_for(AskedFigure::Leverage).zip(calm_for(AskedFigure::Leverage));
    let leverage = costs.map_or(Vec::new(), |(total, calm)| {
        buyers.iter().map(|users| leverage(context, total, calm, users)).collect()
    });
    Ok(Figures { groups: groups.iter().enumerate().map(of).collect(), leverage, total: walks.total })
}

/// Remanence of every group for a cut-off that begins with month `from` at `state`, and nothing else.
///
/// # Errors
/// [`Fault`] when a month has no equilibrium.
pub fn remanence(
    context: &Context<'_>,
    state: &State,
    from: Month,
    groups: &[Group],
) -> Result<Vec<f64>, Fault> {
    let plan = CutPlan::Held { severity: 1.0 };
    let along = (&[][..], &mut Solver::default());
    Ok(CutYear::walked(context, &plan, ((state, from), groups), along)?.service)
}

/// Where service first falls below the mark, linear between the severities tried.
fn crossing(services: &[(f64, f64)]) -> Option<f64> {
    if services.first()?.1 < SHORTAGE {
        return Some(0.0);
    }
    let pair = services.windows(2).find(|it| it[1].1 < SHORTAGE)?;
    let ((low, above), (high, below)) = (pair[0], pair[1]);
    Some(low + (high - low) * (above - SHORTAGE) / (above - below).max(1e-12))
}

/// Weeks from the path's start until something falls below a mark.
fn first_week(path: &Path, of: impl Fn(&crate::step::Recorded) -> f64, mark: f64) -> Option<f64> {
    let found = path.periods.iter().find(|it| of(it) < mark)?;
    Some(found.period.start * WEEKS_PER_MONTH)
}

/// Service against severity while the cut tightens over twelve months and loosens over twelve.
fn rounds(path: &Path, group: &Group) -> Vec<(f64, f64, f64)> {
    let services: Vec<f64> = path.periods.iter().map(|it| group.service(it)).collect();
    let severity = |it: usize| path.periods[it].period.middle() / 12.0;
    let half = services.len() / 2;
    (0..half).map(|it| (severity(it), services[it], services[services.len() - 1 - it])).collect()
}

fn leverage(context: &Context<'_>, cut: &Path, calm: &Path, users: &[usize]) -> Leverage {
    let chain = &context.setting.chain;
    let sum = |path: &Path, of: &dyn Fn(&crate::step::Recorded, usize) -> f64| -> f64 {
        let period = |it: &crate::step::Recorded| {
            users.iter().map(|&user| of(it, user)).sum::<f64>() * it.period.length
        };
        path.periods.iter().map(period).sum()
    };
    let cost = |it: &crate::step::Recorded, user: usize| it.cleared.served[user].cost;
    let lost = |it: &crate::step::Recorded, user: usize| {
        it.cleared.served[user].unmet * chain.users[user].product_value
    };
    Leverage { surplus: sum(cut, &cost) - sum(calm, &cost), products: sum(cut, &lost) - sum(calm, &lost) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crossing_is_read_between_severities() {
        let services = [(0.0, 1.0), (0.5, 0.95), (1.0, 0.85)];
        assert!((crossing(&services).unwrap() - 0.75).abs() < 1e-12);
        assert_eq!(crossing(&[(0.0, 1.0), (1.0, 0.95)]), None);
        assert_eq!(crossing(&[(0.0, 0.8), (1.0, 0.5)]), Some(0.0));
    }
}
