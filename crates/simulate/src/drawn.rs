//! Everything that one draw answers.

use coercivity_market::Solver;
use coercivity_quantity::Month;
use coercivity_world::scenario::{AskedFigure, Scenario};

use crate::cut::CutPlan;
use crate::economy::DrawnEconomy;
use crate::figures::{Figures, GroupFigures, Leverage, REMANENCE_MONTHS, figures};
use crate::group::{Group, monthly, users};
use crate::independence::{Dates, TRIAL_MONTHS, Trials};
use crate::known::Known;
use crate::ledger::Ledger;
use crate::path::{Fault, Path, walk_along};
use crate::price_series::PriceKey;
use crate::question::{Baseline, Question};
use crate::sample::Draw;
use crate::setting::Setting;
use crate::state::State;
use crate::step::Context;
use crate::weakest::{LostLink, weakest};

/// Numbers of the checks that every solved period passes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Checks {
    /// Worst relative violation of the optimality conditions.
    pub worst_residual: f64,
    /// Worst imbalance of a node, t/month.
    pub worst_mass_t: f64,
    /// Worst difference between a duty or payment and what the period's own prices make it, over the base price.
    pub worst_wedge_gap: f64,
    /// Most times that a period was cleared until its duties and payments agreed with its prices.
    pub most_passes: u32,
    /// Worst gap between what is paid and what is received, thousand USD a month.
    pub worst_money: f64,
    /// Periods solved on the recorded paths.
    pub solved: u64,
    /// Of those, periods in which Newton gave up and the interior point method stepped in.
    pub fallbacks: u64,
}

impl Checks {
    /// Those of several paths.
    fn of<'a>(paths: impl Iterator<Item = &'a Path>) -> Self {
        let mut checks = Self::default();
        paths.for_each(|it| checks.count(it));
        checks
    }
    /// Takes a path into account.
    pub fn count(&mut self, path: &Path) {
        for it in &path.periods {
            self.worst_residual = self.worst_residual.max(it.cleared.certificate.residual());
            self.worst_mass_t = self.worst_mass_t.max(it.cleared.imbalance_t);
            self.worst_money = self.worst_money.max(it.cleared.money_gap);
            self.worst_wedge_gap = self.worst_wedge_gap.max(it.wedge_gap);
            self.most_passes = self.most_passes.max(it.passes);
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
            worst_wedge_gap: self.worst_wedge_gap.max(other.worst_wedge_gap),
            most_passes: self.most_passes.max(other.most_passes),
            solved: self.solved + other.solved,
            fallbacks: self.fallbacks + other.fallbacks,
        }
    }
}

/// One draw's answer; its monthly series are empty once they are on a shelf. Vectors over groups follow [`Question`]'s groups, monthly ones the scenario's months; what is not
/// asked is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Service of each group by month.
    pub service: Vec<Vec<f64>>,
    /// Service of each group in month 12 of the scenario's own cut-off, or in its last month.
    pub service_after_a_year: Vec<f64>,
    /// Fresh inflow of each group by month.
    pub inflow: Vec<Vec<f64>>,
    /// Prices of each key by month, USD/kg; NaN where nothing was traded on those terms.
    pub prices: Vec<Vec<f64>>,
    /// Service of each group by month in the same economy without the scenario's cuts.
    pub calm_service: Vec<Vec<f64>>,
    /// Prices of each key by month in the same economy without the scenario's cuts, USD/kg.
    pub calm_prices: Vec<Vec<f64>>,
    /// The accounts of the same economy without the scenario's cuts.
    pub calm_ledger: Ledger,
    /// Figures of each group for a cut-off at the shock.
    pub figures: Vec<GroupFigures>,
    /// What a year of cut-off costs each buyer.
    pub leverage: Vec<Leverage>,
    /// From when a total cut-off is borne.
    pub independence: Dates,
    /// From when a cut-off from a stage on is borne; follows the question's stages.
    pub stage_independence: Vec<Dates>,
    /// The accounts of the scenario's path.
    pub ledger: Ledger,
    /// From when each project runs that has money of its own in the draw.
    pub funded: Vec<Option<Month>>,
    /// Checks, those of the baseline included.
    pub checks: Checks,
    /// The same draw of the baseline, where that is another world.
    pub baseline: Option<Box<Self>>,
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
    /// The total cut, week by week, where a figure needs it.
    pub total: Option<Path>,
    /// Links of the chain, the one that hurts most first; empty when not asked.
    pub weakest: Vec<LostLink>,
    /// What the scenario's supports are called.
    pub supports: Vec<String>,
}

/// Months from the run's start to the month in which the figures' cut-off begins.
pub fn shock_offset(scenario: &Scenario) -> u32 {
    let offset = scenario.shock_from.map_or(0, |it| it.since(scenario.from).max(0));
    u32::try_from(offset).unwrap_or(0).min(scenario.months.saturating_sub(1))
}

/// Answers for one draw, and for the same draw of the baseline where that is another world.
///
/// # Errors
/// [`Fault`] when the draw contradicts the base year or a month has no equilibrium, in the scenario or in its baseline:
/// both are answered, or neither.
pub fn drawn(
    question: &Question<'_>,
    draw: Draw,
    thorough: Thorough,
) -> Result<(Drawn, Option<Detail>), Fault> {
    let baseline = || match &question.baseline {
        Baseline::Itself | Baseline::WithoutCuts(_) => Ok(None),
        Baseline::Another(other) => answered(other, draw, Thorough::No).map(|it| Some(Box::new(it.0))),
    };
    let (own, baseline) = rayon::join(|| answered(question, draw, thorough), baseline);
    let ((mut own, detail), baseline) = (own?, baseline?);
    if let Some(baseline) = &baseline {
        own.checks = own.checks.with(baseline.checks);
    }
    Ok((Drawn { baseline, ..own }, detail))
}

/// Answers for one draw of one world.
fn answered(
    question: &Question<'_>,
    draw: Draw,
    thorough: Thorough,
) -> Result<(Drawn, Option<Detail>), Fault> {
    let economy = DrawnEconomy::of(question, draw)?;
    let context = economy.context(question);
    answered_in(&context, question, thorough)
}

/// Answers in one draw's economy.
fn answered_in(
    context: &Context<'_>,
    question: &Question<'_>,
    thorough: Thorough,
) -> Result<(Drawn, Option<Detail>), Fault> {
    let Question { scenario, groups, .. } = question;
    let setting = context.setting;
    let buyers: Vec<Vec<usize>> =
        scenario.buyers.iter().map(|it| users(&setting.chain, &it.regions, None)).collect();
    let shock = shock_offset(scenario);
    let shock_month = scenario.from.plus(shock as i32);
    let start = State::calm(setting, scenario.from);
    let Walked { calm: calm_walk, own: own_walk, figures, independence, stage_independence } =
        walked(context, question, &start, &buyers)?;
    let Figures { groups: group_figures, leverage, total } = figures;
    let at_shock = calm_walk.state_at(shock, &start);
    // Without cuts and without weeks the calm walk is the scenario's own.
    let path = own_walk.as_ref().unwrap_or(&calm_walk.path);
    let checks = Checks::of(own_walk.iter().chain([&calm_walk.path]).chain(&total));
    let (told, calm) =
        (series(context, question, path, &buyers), series(context, question, &calm_walk.path, &buyers));
    let drawn = Drawn {
        service_after_a_year: after_a_year(&told.service, scenario, shock),
        service: told.service,
        inflow: groups.iter().map(|group| monthly(path, |it| group.inflow(it))).collect(),
        prices: told.prices,
        calm_service: calm.service,
        calm_prices: calm.prices,
        calm_ledger: calm.ledger,
        figures: group_figures,
        leverage,
        independence,
        stage_independence,
        ledger: told.ledger,
        funded: setting.starts.clone(),
        checks,
        baseline: None,
    };
    if thorough == Thorough::No {
        return Ok((drawn, None));
    }
    let weakest = if scenario.ask.wants(AskedFigure::Weakest) {
        weakest(context, at_shock, shock_month, (groups, &question.solvers))?
    } else {
        Vec::new()
    };
    let (groups, prices, supports) = (groups.clone(), question.prices.clone(), question.supports.clone());
    let (setting, path) = (setting.clone(), path.clone());
    Ok((drawn, Some(Detail { setting, groups, prices, path, total, weakest, supports })))
}

/// Service of each group a year after the shock, or in the last month.
fn after_a_year(service: &[Vec<f64>], scenario: &Scenario, shock: u32) -> Vec<f64> {
    let year = (shock + REMANENCE_MONTHS - 1).min(scenario.months.saturating_sub(1)) as usize;
    service.iter().map(|it| it.get(year).copied().unwrap_or(f64::NAN)).collect()
}

/// All that a draw walks.
struct Walked {
    calm: Calm,
    own: Option<Path>,
    figures: Figures,
    independence: Dates,
    stage_independence: Vec<Dates>,
}

/// Walks whatever the question asks for, with one solver for each thread that a draw may use.
fn walked(
    context: &Context<'_>,
    question: &Question<'_>,
    start: &State,
    buyers: &[Vec<usize>],
) -> Result<Walked, Fault> {
    let Question { scenario, groups, .. } = question;
    let shock = shock_offset(scenario);
    let shock_month = scenario.from.plus(shock as i32);
    let (mut solver, mut second) = (question.solvers.borrow(), question.solvers.borrow());
    let calm = calm(context, scenario, &mut solver)?;
    let at_shock = calm.state_at(shock, start);
    let (answers, dates) = rayon::join(
        || {
            let own = own_walk(context, scenario, start, &mut solver)?;
            let known = Known::of(context, (&calm.path, own.as_ref()), shock);
            let figures = figures(context, (at_shock, shock_month), (groups, buyers), (known, &mut solver))?;
            Ok((own, figures))
        },
        || {
            let mut tried = |plan: &CutPlan<'_>| {
                let along = (&groups[..], &mut *second);
                Trials::of(context, plan, |it| calm.state_at(it, start), along).map(|it| it.dates(question))
            };
            let wanted = scenario.ask.wants(AskedFigure::Independence);
            let total = wanted.then(|| tried(&CutPlan::Held { severity: 1.0 })).transpose()?;
            let wanted = scenario.ask.wants(AskedFigure::Stages);
            let stages = question.stages.iter().filter(|_| wanted);
            let stages: Result<Vec<Dates>, Fault> =
                stages.map(|stage| tried(&CutPlan::From { stage })).collect();
            Ok((total.unwrap_or_default(), stages?))
        },
    );
    let ((own, figures), (independence, stage_independence)) = (answers?, dates?);
    Ok(Walked { calm, own, figures, independence, stage_independence })
}

/// The scenario as written, week by week after its shock; none where that is the calm walk.
fn own_walk(
    context: &Context<'_>,
    scenario: &Scenario,
    start: &State,
    solver: &mut Solver,
) -> Result<Option<Path>, Fault> {
    let weekly = scenario.shock_from.map(|_| shock_offset(scenario));
    if scenario.cuts.is_empty() && weekly.is_none() {
        return Ok(None);
    }
    let plan = CutPlan::Written(&scenario.cuts);
    let span = (scenario.from, scenario.months, weekly);
    walk_along(context, &plan, &mut start.clone(), span, (&[], solver)).map(Some)
}

/// What is kept of a walk: service of each group and prices of each key by month, and its accounts.
struct Series {
    service: Vec<Vec<f64>>,
    prices: Vec<Vec<f64>>,
    ledger: Ledger,
}

fn series(context: &Context<'_>, question: &Question<'_>, path: &Path, buyers: &[Vec<usize>]) -> Series {
    let price = |key: &PriceKey| {
        let quote = key.quote(context.setting);
        monthly(path, |it| quote.price(it).unwrap_or(f64::NAN))
    };
    Series {
        service: question.groups.iter().map(|group| monthly(path, |it| group.service(it))).collect(),
        prices: question.prices.iter().map(price).collect(),
        ledger: Ledger::of(question, buyers, path),
    }
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
fn calm(context: &Context<'_>, scenario: &Scenario, solver: &mut Solver) -> Result<Calm, Fault> {
    let shock = shock_offset(scenario);
    let mut stops: Vec<u32> = (0..scenario.months).step_by(TRIAL_MONTHS as usize).chain([shock]).collect();
    stops.sort_unstable();
    stops.dedup();
    let mut state = State::calm(context.setting, scenario.from);
    let mut calm = Calm { path: Path { periods: Vec::new() }, states: Vec::new() };
    for (index, &stop) in stops.iter().enumerate() {
        calm.states.push((stop, state.clone()));
        let end = stops.get(index + 1).copied().unwrap_or(scenario.months);
        let from = scenario.from.plus(stop as i32);
        let span = (from, end - stop, None);
        let mut part = walk_along(context, &CutPlan::None, &mut state, span, (&[], &mut *solver))?;
        for recorded in &mut part.periods {
            recorded.period.start += f64::from(stop);
        }
        calm.path.periods.append(&mut part.periods);
    }
    Ok(calm)
}
