//! Measures that act on makers, holders and projects: floors, offtakes, stockpiles, funds, permits, club premia.

use coercivity_market::chain::{Chain, Kind, Stuff};
use coercivity_quantity::{Day, Month, Verdict};
use coercivity_world::economy::Project;
use coercivity_world::measures::{
    Breadth, Clause, Effect, FloorBasis, FloorForm, Fund, FundForm, LawState, Measure, Movement, Regime,
};
use coercivity_world::{InstrumentId, Place, World};

use crate::book::item;
use crate::setting::Setting;

/// One clause that supports somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Support {
    /// Its instrument.
    pub instrument: InstrumentId,
    /// Its clause.
    pub clause: String,
    /// What it does.
    pub effect: Effect,
    /// Makers it reaches: activity, node of the output, output of a unit.
    pub outputs: Vec<(usize, usize, f64)>,
    /// Nodes at which it holds a stock.
    pub nodes: Vec<usize>,
    /// Projects that its money may build, by place in the list.
    pub recipients: Vec<usize>,
    /// Activities whose running cost it credits.
    pub credits: Vec<usize>,
}

impl Support {
    /// Whether it binds on a day.
    pub fn binds(&self, regime: &Regime, law: &LawState, day: Day) -> bool {
        regime.state(self.instrument, &self.clause, day, law).is_some_and(|it| it.binds() == Verdict::Yes)
    }

    /// What it pays of a running cost, in the cost's unit: a tax credit on what is made.
    pub fn credit(&self, cost: f64) -> f64 {
        match &self.effect {
            Effect::Fund(fund) => fund.share_of_cost.unwrap_or(0.0) * cost.max(0.0),
            Effect::Deny
            | Effect::License(_)
            | Effect::Exempt(_)
            | Effect::Duty { .. }
            | Effect::Quota { .. }
            | Effect::PriceFloor(_)
            | Effect::Stockpile(_)
            | Effect::Hasten { .. }
            | Effect::Offtake { .. }
            | Effect::Admit(_)
            | Effect::Unmodelled { .. } => 0.0,
        }
    }

    /// What it adds to an output's price, USD/kg, when the good fetches `price`: what a producer earns is
    /// `p + max(0, F - p) - upside max(0, p - F)`. `element_per_oxide` turns a floor on oxide into one on element.
    pub fn topping(&self, price: f64, element_per_oxide: f64) -> f64 {
        match &self.effect {
            Effect::PriceFloor(floor) if floor.form == FloorForm::Difference => {
                let per_element = match floor.basis {
                    FloorBasis::ContainedOxide => 1.0 / element_per_oxide,
                    FloorBasis::ContainedElement | FloorBasis::Gross => 1.0,
                };
                let least = floor.floor.in_usd_per_kg() * per_element;
                (least - price).max(0.0) - floor.upside_share * (price - least).max(0.0)
            }
            Effect::Offtake { share, price: Some(agreed) } => {
                share * (agreed.in_usd_per_kg() - price).max(0.0)
            }
            Effect::Admit(club) => club.premium_max * price,
            Effect::Deny
            | Effect::License(_)
            | Effect::Exempt(_)
            | Effect::Duty { .. }
            | Effect::Quota { .. }
            | Effect::PriceFloor(_)
            | Effect::Stockpile(_)
            | Effect::Fund(_)
            | Effect::Hasten { .. }
            | Effect::Offtake { price: None, .. }
            | Effect::Unmodelled { .. } => 0.0,
        }
    }
}

/// Every supporting clause of the law, with the part of the chain that it reaches.
pub fn supports(chain: &Chain, world: &World, regime: &Regime) -> Vec<Support> {
    let clauses = regime.measures().iter().flat_map(|it| it.clauses.iter().map(move |clause| (it, clause)));
    clauses.filter_map(|(measure, clause)| support(chain, world, measure, clause)).collect()
}

fn support(chain: &Chain, world: &World, measure: &Measure, clause: &Clause) -> Option<Support> {
    let projects = &world.economy.projects;
    let mut support = Support {
        instrument: measure.id,
        clause: clause.id.clone(),
        effect: clause.effect.clone(),
        outputs: Vec::new(),
        nodes: Vec::new(),
        recipients: Vec::new(),
        credits: Vec::new(),
    };
    match &clause.effect {
        Effect::PriceFloor(floor) if floor.form == FloorForm::Difference => {
            support.outputs = outputs(chain, projects, clause);
        }
        Effect::Offtake { .. } => support.outputs = outputs(chain, projects, clause),
        Effect::Admit(club) => {
            let inside = |it: &(usize, usize, f64)| {
                club.members.holds(Some(maker(chain, projects, it.0))) == Verdict::Yes
            };
            support.outputs = outputs(chain, projects, clause).into_iter().filter(inside).collect();
        }
        Effect::Stockpile(stock) => {
            let held = |it: &usize| {
                let node = chain.nodes[*it];
                let thing = Movement { item: item(node.stuff).unwrap_or_default(), ..Movement::default() };
                let named = clause.scope.goods.iter().any(|it| it.covers(&thing.item) == Verdict::Yes);
                let offered = !matches!(node.stuff, Stuff::Finished(_) | Stuff::SamariumMagnet);
                offered && named && stock.holders.holds(Some(node.place)) == Verdict::Yes
            };
            support.nodes = (0..chain.nodes.len()).filter(held).collect();
        }
        Effect::Fund(fund) => fund_reaches(&mut support, fund, chain, world, clause),
        Effect::Hasten { .. } => {}
        Effect::Deny
        | Effect::License(_)
        | Effect::Exempt(_)
        | Effect::Duty { .. }
        | Effect::Quota { .. }
        | Effect::PriceFloor(_)
        | Effect::Unmodelled { .. } => return None,
    }
    Some(support)
}

/// Money for somebody named builds that one's projects; money for an industry, of a stated amount, any that make its
/// goods; a tax credit without a name credits what new plants make. What the base year's makers are credited is in
/// their costs already.
fn fund_reaches(support: &mut Support, fund: &Fund, chain: &Chain, world: &World, clause: &Clause) {
    let projects = &world.economy.projects;
    let covered = || {
        let made = outputs(chain, projects, clause).into_iter();
        made.filter_map(|it| match chain.activities[it.0].kind {
            Kind::Project(project) => Some((it.0, project)),
            _ => None,
        })
    };
    match (&fund.recipient, fund.form) {
        (Some(recipient), _) => {
            let named = |it: &usize| names(world, &projects[*it], recipient);
            support.recipients = (0..projects.len()).filter(named).collect();
        }
        (None, FundForm::TaxCredit) => support.credits = covered().map(|it| it.0).collect(),
        (None, FundForm::Grant | FundForm::Loan | FundForm::Equity) if fund.amount.is_some() => {
            support.recipients = covered().map(|it| it.1).collect();
        }
        // Nobody knows how much there is, nor for whom: it builds nothing here.
        (None, FundForm::Grant | FundForm::Loan | FundForm::Equity) => {}
    }
    for list in [&mut support.recipients, &mut support.credits] {
        list.sort_unstable();
        list.dedup();
    }
}

/// Whether a recipient's name means a project: its facility's id, its name, or who runs it.
fn names(world: &World, project: &Project, recipient: &str) -> bool {
    let facility = world.atlas.facilities.iter().find(|it| it.id == project.facility);
    let operator = facility.map_or("", |it| it.operator.as_str());
    project.facility == recipient || project.name.contains(recipient) || operator.contains(recipient)
}

/// Element mass in a unit of its oxide's mass, where a node holds oxide or metal; else one.
pub(crate) fn element_per_oxide(setting: &Setting, node: usize) -> f64 {
    match setting.chain.nodes[node].stuff {
        Stuff::Oxide(element) | Stuff::Metal(element) => {
            setting.assumed.element_per_oxide.get(&element).copied().unwrap_or(1.0)
        }
        Stuff::Concentrate(_)
        | Stuff::Alloy(_)
        | Stuff::Blank(_)
        | Stuff::Finished(_)
        | Stuff::Magnet(_)
        | Stuff::SamariumMagnet
        | Stuff::SamariumMagnetOffered
        | Stuff::Commodity(_) => 1.0,
    }
}

/// Makers of the clause's goods where the clause wants them made.
fn outputs(chain: &Chain, projects: &[Project], clause: &Clause) -> Vec<(usize, usize, f64)> {
    let mut found = Vec::new();
    for (index, activity) in chain.activities.iter().enumerate() {
        let makes = matches!(
            activity.kind,
            Kind::Separation(_)
                | Kind::Recycling(_)
                | Kind::MetalMaking(_)
                | Kind::Machining(_)
                | Kind::SamariumMagnetMaking
                | Kind::Project(_)
        );
        if !makes {
            continue;
        }
        let place = maker(chain, projects, index);
        for &(node, output) in activity.entries.iter().filter(|it| it.1 > 0.0) {
            let movement = Movement {
                item: item(chain.nodes[node].stuff).unwrap_or_default(),
                made_in: Some(place),
                from: Some(place),
                maker: facility(projects, activity.kind),
                ..Movement::default()
            };
            if clause.covers(&movement, Breadth::Wide) == Verdict::Yes {
                found.push((index, node, output));
            }
        }
    }
    found
}

/// The facility, when the activity is one.
fn facility(projects: &[Project], kind: Kind) -> Option<String> {
    match kind {
        Kind::Project(project) => Some(projects[project].facility.clone()),
        _ => Some(String::new()),
    }
}

/// Where an activity's output is made.
fn maker(chain: &Chain, projects: &[Project], index: usize) -> Place {
    match chain.activities[index].kind {
        Kind::Project(project) => projects[project].place,
        _ => chain.activities[index].to,
    }
}

/// Moves projects' starts: hastened permits come sooner.
pub fn hasten_starts(setting: &mut Setting, projects: &[Project], supports: &[Support], regime: &Regime) {
    for support in supports {
        let Some(clause) = regime.measure(support.instrument).and_then(|it| it.clause(&support.clause))
        else {
            continue;
        };
        for (index, project) in projects.iter().enumerate() {
            let movement = Movement {
                made_in: Some(project.place),
                maker: Some(project.facility.clone()),
                ..Movement::default()
            };
            match &support.effect {
                Effect::Hasten { months: Some(months) }
                    if clause.covers(&movement, Breadth::Wide) == Verdict::Yes =>
                {
                    let sooner = |start: Month| {
                        start
                            .plus(-(months.0.round() as i32))
                            .max(project.first_output.unwrap_or(start).plus(-60))
                    };
                    setting.starts[index] = setting.starts[index].map(sooner);
                }
                // These touch no permit: lanes, prices, stocks and `invest` answer for them elsewhere.
                Effect::Fund(_)
                | Effect::Hasten { .. }
                | Effect::Deny
                | Effect::License(_)
                | Effect::Exempt(_)
                | Effect::Duty { .. }
                | Effect::Quota { .. }
                | Effect::PriceFloor(_)
                | Effect::Stockpile(_)
                | Effect::Offtake { .. }
                | Effect::Admit(_)
                | Effect::Unmodelled { .. } => {}
            }
        }
    }
}
