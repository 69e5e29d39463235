//! Measures that act on makers, holders and projects: floors, offtakes, stockpiles, funds, permits, club premia.

use coercivity_market::chain::{Chain, Kind, Stuff};
use coercivity_quantity::{Day, Month, Verdict};
use coercivity_world::economy::Project;
use coercivity_world::measures::{
    Clause, Effect, FloorBasis, FloorForm, LawState, Measure, Movement, Regime,
};
use coercivity_world::{InstrumentId, Place};

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
}

impl Support {
    /// Whether it binds on a day.
    pub fn binds(&self, regime: &Regime, law: &LawState, day: Day) -> bool {
        regime.state(self.instrument, &self.clause, day, law).is_some_and(|it| it.binds() == Verdict::Yes)
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
pub fn supports(chain: &Chain, projects: &[Project], regime: &Regime) -> Vec<Support> {
    let clauses = regime.measures().iter().flat_map(|it| it.clauses.iter().map(move |clause| (it, clause)));
    clauses.filter_map(|(measure, clause)| support(chain, projects, measure, clause)).collect()
}

fn support(chain: &Chain, projects: &[Project], measure: &Measure, clause: &Clause) -> Option<Support> {
    let (outputs, nodes) = match &clause.effect {
        Effect::PriceFloor(floor) if floor.form == FloorForm::Difference => {
            (outputs(chain, projects, clause), vec![])
        }
        Effect::Offtake { .. } => (outputs(chain, projects, clause), vec![]),
        Effect::Admit(club) => {
            let inside = |it: &(usize, usize, f64)| {
                club.members.holds(Some(maker(chain, projects, it.0))) == Verdict::Yes
            };
            (outputs(chain, projects, clause).into_iter().filter(inside).collect(), vec![])
        }
        Effect::Stockpile(stock) => {
            let held = |it: &usize| {
                let node = chain.nodes[*it];
                let thing = Movement { item: item(node.stuff).unwrap_or_default(), ..Movement::default() };
                let named = clause.scope.goods.iter().any(|it| it.covers(&thing.item) == Verdict::Yes);
                let offered = !matches!(node.stuff, Stuff::Finished(_) | Stuff::SamariumMagnet);
                offered && named && stock.holders.holds(Some(node.place)) == Verdict::Yes
            };
            (vec![], (0..chain.nodes.len()).filter(held).collect())
        }
        Effect::Fund(_) | Effect::Hasten { .. } => (vec![], vec![]),
        Effect::Deny
        | Effect::License(_)
        | Effect::Exempt(_)
        | Effect::Duty { .. }
        | Effect::Quota { .. }
        | Effect::PriceFloor(_)
        | Effect::Unmodelled { .. } => return None,
    };
    let (instrument, effect) = (measure.id, clause.effect.clone());
    Some(Support { instrument, clause: clause.id.clone(), effect, outputs, nodes })
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
            if clause.covers(&movement) == Verdict::Yes {
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

/// Moves projects' starts for what is granted to them: a funded recipient is built, hastened permits come sooner.
pub fn adjust_starts(setting: &mut Setting, projects: &[Project], supports: &[Support], regime: &Regime) {
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
                Effect::Fund(fund) if fund.recipient.as_deref() == Some(project.facility.as_str()) => {
                    setting.starts[index] = setting.starts[index].or(project.first_output);
                }
                Effect::Hasten { months: Some(months) } if clause.covers(&movement) == Verdict::Yes => {
                    let sooner = |start: Month| {
                        start
                            .plus(-(months.0.round() as i32))
                            .max(project.first_output.unwrap_or(start).plus(-60))
                    };
                    setting.starts[index] = setting.starts[index].map(sooner);
                }
                // These touch no project: lanes, prices and stocks answer for them elsewhere.
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
