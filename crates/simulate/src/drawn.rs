//! Everything that one draw answers.

use coercivity_quantity::Month;
use coercivity_world::World;
use coercivity_world::base::BaseYear;
use coercivity_world::measures::Regime;
use coercivity_world::scenario::Scenario;

use crate::book::Book;
use crate::cut::CutPlan;
use crate::figures::{Figures, GroupFigures, Leverage, figures, remanence};
use crate::group::{Group, groups, monthly, users};
use crate::independence::independence;
use crate::ledger::Ledger;
use crate::licence::Handlings;
use crate::path::{Fault, Path, walk};
use crate::price_series::{PriceKey, keys};
use crate::sample::Draw;
use crate::setting::Setting;
use crate::state::State;
use crate::step::Context;
use crate::support::{adjust_starts, supports};
use crate::weakest::{LostLink, weakest};

/// Months between the cut-off dates at which remanence is tried for the independence date.
const TRIAL_MONTHS: u32 = 12;

/// What is asked of every draw: a scenario and the law it runs under.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The world.
    pub world: &'a World,
    /// Its base year.
    pub base: &'a BaseYear,
    /// What is asked.
    pub scenario: &'a Scenario,
    /// The law as known, the scenario's own measures included.
    pub regime: Regime,
    /// What that law does to lanes.
    pub book: Book,
}

impl<'a> Question<'a> {
    /// Reads the law for a scenario.
    ///
    /// # Errors
    /// [`Fault`] when even the best guesses contradict the base year.
    pub fn new(world: &'a World, base: &'a BaseYear, scenario: &'a Scenario) -> Result<Self, Fault> {
        let regime = Regime::known_on(&world.measures, scenario.known_on).with(&scenario.measures);
        let setting = Setting::of(world, base, scenario, Draw::Central).map_err(Fault::Calibration)?;
        let calibrated = setting.base_middle.first_day();
        let calibrated = calibrated.expect("the base year is a year of the calendar");
        let book = Book::write(&setting.chain, &regime, scenario, calibrated);
        Ok(Self { world, base, scenario, regime, book })
    }
}

/// Numbers of the checks that every solved period passes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Checks {
    /// Worst relative violation of the optimality conditions.
    pub worst_residual: f64,
    /// Worst imbalance of a node, t/month.
    pub worst_mass_t: f64,
    /// Worst gap between what is paid and what is received, thousand USD a month.
    pub worst_money: f64,
    /// Periods solved on the recorded paths.
    pub solved: u64,
    /// Of those, periods in which Newton gave up and the interior point method stepped in.
    pub fallbacks: u64,
}

impl Checks {
    /// Takes a path into account.
    pub fn count(&mut self, path: &Path) {
        for it in &path.periods {
            self.worst_residual = self.worst_residual.max(it.cleared.certificate.residual());
            self.worst_mass_t = self.worst_mass_t.max(it.cleared.imbalance_t);
            self.worst_money = self.worst_money.max(it.cleared.money_gap);
            self.solved += 1;
            // A path's first period has no last month to begin from: its interior point start is no fallback.
            self.fallbacks += u64::from(it.fell_back() && it.period.start > 0.0);
        }
    }
    /// The worse of two.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            worst_residual: self.worst_residual.max(other.worst_residual),
            worst_mass_t: self.worst_mass_t.max(other.worst_mass_t),
            worst_money: self.worst_money.max(other.worst_money),
            solved: self.solved + other.solved,
            fallbacks: self.fallbacks + other.fallbacks,
        }
    }
}

/// One draw's answer. Vectors over groups follow [`Question`]'s groups, monthly ones the scenario's months.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Service of each group by month.
    pub service: Vec<Vec<f64>>,
    /// Fresh inflow of each group by month.
    pub inflow: Vec<Vec<f64>>,
    /// Service of each group by month in the same economy without the scenario's cuts.
    pub calm_service: Vec<Vec<f64>>,
    /// Prices of each key by month, USD/kg; NaN where nothing was traded on those terms.
    pub prices: Vec<Vec<f64>>,
    /// Figures of each group for a cut-off at the shock.
    pub figures: Vec<GroupFigures>,
    /// What a year of cut-off costs each buyer.
    pub leverage: Vec<Leverage>,
    /// Independence date of each buyer: every use asked.
    pub independence: Vec<Option<Month>>,
    /// Independence date of each group by itself.
    pub group_independence: Vec<Option<Month>>,
    /// Public money by support, thousand USD over the run.
    pub paid: Vec<f64>,
    /// The accounts of the scenario's path.
    pub ledger: Ledger,
    /// Checks.
    pub checks: Checks,
}

/// What only the central draw keeps.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The draw's economy.
    pub setting: Setting,
    /// The groups.
    pub groups: Vec<Group>,
    /// The price series.
    pub prices: Vec<PriceKey>,
    /// The scenario's path.
    pub path: Path,
    /// The total cut, week by week.
    pub total: Path,
    /// Links of the chain, the one that hurts most first.
    pub weakest: Vec<LostLink>,
    /// What the scenario's supports are called.
    pub supports: Vec<String>,
}

/// Months from the run's start to the month in which the figures' cut-off begins.
pub fn shock_offset(scenario: &Scenario) -> u32 {
    let offset = scenario.shock_from.map_or(0, |it| it.since(scenario.from).max(0));
    u32::try_from(offset).unwrap_or(0).min(scenario.months.saturating_sub(1))
}

/// Answers for one draw.
///
/// # Errors
/// [`Fault`] when the draw contradicts the base year or a month has no equilibrium.
pub fn drawn(
    question: &Question<'_>,
    draw: Draw,
    thorough: Thorough,
) -> Result<(Drawn, Option<Detail>), Fault> {
    let Question { world, base, scenario, regime, book } = question;
    let mut setting = Setting::of(world, base, scenario, draw).map_err(Fault::Calibration)?;
    let aids = supports(&setting.chain, &world.economy.projects, regime);
    adjust_starts(&mut setting, &world.economy.projects, &aids, regime);
    let handlings = Handlings::of(scenario, &setting.values, draw);
    let context =
        Context { setting: &setting, scenario, book, regime, supports: &aids, handlings: &handlings };
    let groups = groups(&setting.chain, scenario);
    let keys = keys(&setting, scenario);
    let buyers: Vec<Vec<usize>> =
        scenario.buyers.iter().map(|it| users(&setting.chain, &it.regions, None)).collect();

    let shock = shock_offset(scenario);
    let calm_walk = calm(&context, scenario)?;
    let start = State::calm(&setting, setting.growth(scenario.from));
    let weekly = scenario.shock_from.map(|_| shock);
    let path = walk(
        &context,
        &CutPlan::Written(&scenario.cuts),
        &mut start.clone(),
        (scenario.from, scenario.months, weekly),
    )?;
    let at_shock = calm_walk.state_at(shock, &start);
    let Figures { groups: group_figures, leverage, total } =
        figures(&context, at_shock, scenario.from.plus(shock as i32), &groups, &buyers)?;
    let trials = trials(&context, &calm_walk, &start, &groups)?;

    let mut checks = Checks::default();
    for walked in [&path, &calm_walk.path, &total] {
        checks.count(walked);
    }
    let series = |key: &PriceKey| monthly(&path, |it| key.price(&setting, it).unwrap_or(f64::NAN));
    let by_month = |path: &Path| -> Vec<Vec<f64>> {
        groups.iter().map(|group| monthly(path, |it| group.service(it))).collect()
    };
    let drawn = Drawn {
        service: by_month(&path),
        inflow: groups.iter().map(|group| monthly(&path, |it| group.inflow(it))).collect(),
        calm_service: by_month(&calm_walk.path),
        prices: keys.iter().map(series).collect(),
        figures: group_figures,
        leverage,
        independence: (0..scenario.buyers.len())
            .map(|it| date(&trials, &groups, |group| group.buyer == it))
            .collect(),
        group_independence: (0..groups.len())
            .map(|it| date(&trials, &groups, |group| *group == groups[it]))
            .collect(),
        paid: (0..aids.len()).map(|it| path.periods.iter().map(|period| period.paid[it]).sum()).collect(),
        ledger: Ledger::of(&path, &buyers, aids.len()),
        checks,
    };
    if thorough == Thorough::No {
        return Ok((drawn, None));
    }
    let weakest = weakest(&context, at_shock, scenario.from.plus(shock as i32), &groups)?;
    let supports = aids.iter().map(|it| format!("{}:{}", it.instrument, it.clause)).collect();
    Ok((
        drawn,
        Some(Detail { setting: setting.clone(), groups, prices: keys, path, total, weakest, supports }),
    ))
}

/// Whether a draw keeps its paths and loses every link in turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thorough {
    /// The central draw does.
    Yes,
    /// Others do not.
    No,
}

/// The scenario without its cuts, and the states at which cut-offs are tried.
struct Calm {
    path: Path,
    /// (months from the start, state at the start of that month).
    states: Vec<(u32, State)>,
}

impl Calm {
    fn state_at<'a>(&'a self, month: u32, start: &'a State) -> &'a State {
        self.states.iter().find(|it| it.0 == month).map_or(start, |it| &it.1)
    }
}

/// Walks the scenario without its cuts, stopping to keep the state at the shock and at every trial date.
fn calm(context: &Context<'_>, scenario: &Scenario) -> Result<Calm, Fault> {
    let shock = shock_offset(scenario);
    let mut stops: Vec<u32> = (0..scenario.months).step_by(TRIAL_MONTHS as usize).chain([shock]).collect();
    stops.sort_unstable();
    stops.dedup();
    let mut state = State::calm(context.setting, context.setting.growth(scenario.from));
    let mut calm = Calm { path: Path { periods: Vec::new() }, states: Vec::new() };
    for (index, &stop) in stops.iter().enumerate() {
        calm.states.push((stop, state.clone()));
        let end = stops.get(index + 1).copied().unwrap_or(scenario.months);
        let from = scenario.from.plus(stop as i32);
        let mut part = walk(context, &CutPlan::None, &mut state, (from, end - stop, None))?;
        for recorded in &mut part.periods {
            recorded.period.start += f64::from(stop);
        }
        calm.path.periods.append(&mut part.periods);
    }
    Ok(calm)
}

/// Remanence of every group, for cut-offs a year apart.
type Trials = Vec<(Month, Vec<f64>)>;

fn trials(context: &Context<'_>, calm: &Calm, start: &State, groups: &[Group]) -> Result<Trials, Fault> {
    use rayon::prelude::*;
    let scenario = context.scenario;
    let stops: Vec<u32> = (0..scenario.months).step_by(TRIAL_MONTHS as usize).collect();
    let trial = |stop: &u32| {
        let from = scenario.from.plus(*stop as i32);
        remanence(context, calm.state_at(*stop, start), from, groups).map(|it| (from, it))
    };
    stops.par_iter().map(trial).collect()
}

/// The independence date of some groups together: their least remanence decides.
fn date(trials: &Trials, groups: &[Group], meant: impl Fn(&Group) -> bool) -> Option<Month> {
    let least = |it: &(Month, Vec<f64>)| {
        let own = groups.iter().zip(&it.1).filter(|it| meant(it.0)).map(|it| *it.1);
        (it.0, own.fold(1.0, f64::min))
    };
    independence(&trials.iter().map(least).collect::<Vec<_>>())
}
