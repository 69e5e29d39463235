//! The weakest link: which stage, of which good, in which place, hurts most when it alone is lost for a year.

use std::collections::BTreeMap;

use coercivity_market::chain::{Chain, Kind, Stuff};
use coercivity_market::{Borrowed, Solvers};
use coercivity_quantity::Month;
use coercivity_world::Place;
use rayon::prelude::*;

use crate::cut::CutPlan;
use crate::cut_year::CutYear;
use crate::group::Group;
use crate::path::Fault;
use crate::state::State;
use crate::step::Context;

/// Least share of a stage's output that makes a place a link worth losing.
const LEAST_SHARE: f64 = 0.02;

/// Elements that make up didymium.
const DIDYMIUM: [&str; 2] = ["Nd", "Pr"];

/// One link of the chain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The stage.
    pub stage: &'static str,
    /// What is made there or shipped from there.
    pub good: String,
    /// Where.
    pub place: Place,
}

/// What losing a link does to each group.
#[derive(Clone, Debug, PartialEq)]
pub struct LostLink {
    /// The link.
    pub link: Link,
    /// Service of each group in month 12.
    pub service: Vec<f64>,
}

impl LostLink {
    /// The group that is hurt most, and its service.
    pub fn worst(&self) -> Option<(usize, f64)> {
        self.service.iter().copied().enumerate().min_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// Loses every link in turn for a year, beginning with month `from` at `state`; the worst first.
///
/// # Errors
/// [`Fault`] when a month has no equilibrium.
pub fn weakest(
    context: &Context<'_>,
    state: &State,
    from: Month,
    (groups, solvers): (&[Group], &Solvers),
) -> Result<Vec<LostLink>, Fault> {
    let chain = &context.setting.chain;
    let links: Vec<(Link, Vec<bool>)> = links(chain, context.setting.assumed.supplier).into_iter().collect();
    let lose = |solver: &mut Borrowed<'_>, (link, activities): &(Link, Vec<bool>)| {
        let plan = CutPlan::Lost { activities };
        let year = CutYear::walked(context, &plan, ((state, from), groups), (&[], solver))?;
        Ok(LostLink { link: link.clone(), service: year.service })
    };
    let mut lost =
        links.par_iter().map_init(|| solvers.borrow(), lose).collect::<Result<Vec<LostLink>, Fault>>()?;
    let hurt = |it: &LostLink| it.worst().map_or(1.0, |it| it.1);
    lost.sort_by(|a, b| hurt(a).total_cmp(&hurt(b)).then_with(|| a.link.cmp(&b.link)));
    Ok(lost)
}

/// Links worth losing, with the activities that stand still: what a place makes, and what the supplier ships.
fn links(chain: &Chain, supplier: Place) -> BTreeMap<Link, Vec<bool>> {
    let mut made: BTreeMap<(&'static str, String), f64> = BTreeMap::new();
    let mut found: BTreeMap<Link, (f64, Vec<bool>)> = BTreeMap::new();
    for (index, activity) in chain.activities.iter().enumerate() {
        let Some((stage, good, place)) = link(activity, supplier) else { continue };
        *made.entry((stage, good.clone())).or_default() += activity.base;
        let nothing = (0.0, vec![false; chain.activities.len()]);
        let entry = found.entry(Link { stage, good, place }).or_insert(nothing);
        entry.0 += activity.base;
        entry.1[index] = true;
    }
    let worth = |it: &(Link, (f64, Vec<bool>))| {
        let all = made.get(&(it.0.stage, it.0.good.clone())).copied().unwrap_or(0.0);
        it.1.0 > LEAST_SHARE * all
    };
    found.into_iter().filter(worth).map(|(link, (_, lost))| (link, lost)).collect()
}

fn link(
    activity: &coercivity_market::chain::Activity,
    supplier: Place,
) -> Option<(&'static str, String, Place)> {
    // Neodymium and praseodymium stand in for one another: they are lost together.
    let named = |stuff: Stuff| match stuff {
        Stuff::Oxide(element) if DIDYMIUM.contains(&element.as_str()) => "NdPr oxide".to_owned(),
        Stuff::Metal(element) if DIDYMIUM.contains(&element.as_str()) => "NdPr metal".to_owned(),
        other => other.to_string(),
    };
    match activity.kind {
        Kind::Mine(_) => Some(("mine", "rare earth concentrate".to_owned(), activity.from)),
        Kind::Separation(_) => Some(("separation", "separated oxides".to_owned(), activity.to)),
        Kind::MetalMaking(element) => Some(("metal", named(Stuff::Metal(element)), activity.to)),
        Kind::AlloyMaking(grade) => Some(("alloy and magnet", named(Stuff::Magnet(grade)), activity.to)),
        Kind::SamariumMagnetMaking => Some(("alloy and magnet", named(Stuff::SamariumMagnet), activity.to)),
        Kind::Lane(stuff) if activity.from == supplier && activity.to != supplier => {
            Some(("exports", named(stuff), activity.from))
        }
        Kind::Lane(_)
        | Kind::Recycling(_)
        | Kind::StandIn(_)
        | Kind::Sintering(_)
        | Kind::Machining(_)
        | Kind::StockGain(_)
        | Kind::StockLoss(_)
        | Kind::Discard(_)
        | Kind::OpenSale(_)
        | Kind::OpenPurchase(_)
        | Kind::Project(_)
        | Kind::Newcomers(_)
        | Kind::Leakage(_) => None,
    }
}
