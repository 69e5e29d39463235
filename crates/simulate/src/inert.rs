//! Instruments that change nothing in a replay or a run.

use coercivity_world::episode::Episode;
use coercivity_world::measures::Regime;
use coercivity_world::{InstrumentId, World};

use crate::book::Book;
use crate::central_reach::CentralReach;
use crate::effect::Aid;
use crate::path::Fault;
use crate::question::Question;
use crate::reach::supports;
use crate::replay::{as_scenario, book_of, law_of, setting};
use crate::sample::{Draw, Sampler, Values, assumed_parameters};
use crate::support::Support;

/// Instruments of an episode without which its lanes meet the same law and the same makers, holders and members are
/// supported.
///
/// # Errors
/// [`Fault`] when even the best guesses contradict one another.
pub fn inert(world: &World, episode: &Episode) -> Result<Vec<InstrumentId>, Fault> {
    if episode.goods.is_empty() {
        return Ok(Vec::new());
    }
    let scenario = as_scenario(episode);
    let parameters = assumed_parameters(&world.economy, &scenario);
    let values = Values::of(&parameters, &mut Sampler::new(Draw::Central));
    let setting = setting(episode, values, Draw::Central)?;
    let regime = law_of(world, episode);
    let book = |regime: &Regime| book_of(episode, (&scenario, &setting), regime);
    let (whole, supports) = (book(&regime), supports(&setting.chain, world, &regime));
    let supporting = |id: InstrumentId| supports.iter().any(|it| it.instrument == id && reaches(it));
    let ids = regime.measures().iter().map(|it| it.id);
    Ok(ids.filter(|it| !supporting(*it) && book(&regime.without(&[*it])).binds_alike(&whole)).collect())
}

/// Clauses of a scenario's own measures, as `instrument:clause`, without which its lanes meet the same law, and by which
/// nobody is supported.
pub fn inert_clauses(reach: &CentralReach<'_>) -> Vec<String> {
    let CentralReach { question, setting, supports, .. } = reach;
    let Question { scenario, regime, .. } = question;
    let mut inert = Vec::new();
    for measure in &scenario.measures {
        for clause in &measure.clauses {
            let own = |it: &&Support| it.instrument == measure.id && it.clause == clause.id;
            let mut rest = measure.clone();
            rest.clauses.retain(|it| it.id != clause.id);
            let without = || regime.without(&[measure.id]).with(&[rest]);
            if !supports.iter().filter(own).any(reaches)
                && Book::write(setting, &without(), scenario).binds_alike(&question.book)
            {
                inert.push(format!("{}:{}", measure.id, clause.id));
            }
        }
    }
    inert
}

/// Whether a support has somebody to support, and something to do.
pub(crate) fn reaches(support: &Support) -> bool {
    let Support { outputs, nodes, recipients, credits, pledges, .. } = support;
    match &support.aid {
        // It buys up to a cover that it has not got yet, as far as it may, and releases what it has below a service.
        Aid::Stockpile(stock) => {
            let buys = stock.cover.is_some_and(|it| it > stock.opening_cover)
                && stock.budget.is_none_or(|it| it.usd() > 0.0)
                && stock.buy_max_share_of_free_supply.is_none_or(|it| it > 0.0);
            let releases =
                stock.opening_cover.0 > 0.0 && stock.release_below_service.is_some_and(|it| it > 0.0);
            !nodes.is_empty() && (buys || releases)
        }
        // Money of no dollars, or for no part of a cost, is nothing.
        Aid::Fund(fund) => {
            let some = fund.amount.is_none_or(|it| it.usd() > 0.0);
            let credits = !credits.is_empty() && fund.share_of_cost.is_some_and(|it| it > 0.0);
            let builds = !recipients.is_empty() && fund.share_of_cost.is_none_or(|it| it > 0.0);
            some && (credits || builds)
        }
        Aid::Floor(floor) => {
            !outputs.is_empty() && (floor.floor.in_usd_per_kg() > 0.0 || floor.upside_share > 0.0)
        }
        Aid::Offtake { share, .. } => !(outputs.is_empty() && pledges.is_empty()) && *share > 0.0,
        // Members who pay no premium buy as they did.
        Aid::Club(club) => {
            let prefer = club.premium_max > 0.0 && club.member_origin_min.is_none_or(|it| it > 0.0);
            !pledges.is_empty() && prefer
        }
        Aid::Hasten(_) => !recipients.is_empty(),
    }
}
