//! Which part of the chain each supporting clause of the law reaches.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_market::chain::{Activity, Chain, Kind, Stuff};
use coercivity_quantity::Verdict;
use coercivity_world::economy::Project;
use coercivity_world::measures::{Breadth, Clause, Fund, FundForm, Measure, Movement, Regime, Stockpile};
use coercivity_world::{Place, World};

use crate::book::item;
use crate::effect::{Aid, aids};
use crate::named::{met_by, names};
use crate::pledge;
use crate::support::Support;

/// What an activity makes: activity, node, output of a unit.
type Output = (usize, usize, f64);

/// A good's node, and the places of its buyers.
type Buyers = (usize, Vec<Place>);

/// Every supporting clause of the law, with the part of the chain that it reaches.
pub fn supports(chain: &Chain, world: &World, regime: &Regime) -> Vec<Support> {
    let (mut all, mut order) = (Vec::new(), Vec::new());
    for (number, (measure, clause, aid)) in aids(regime).enumerate() {
        order.push((clause.begins(), measure.id, clause.id.as_str(), number));
        all.push(support(chain, world, (measure, clause), aid));
    }
    order.sort();
    for (turn, (_, _, _, number)) in order.into_iter().enumerate() {
        all[number].turn = turn;
    }
    all
}

fn support(chain: &Chain, world: &World, (measure, clause): (&Measure, &Clause), aid: Aid) -> Support {
    let mut support = Support {
        instrument: measure.id,
        clause: clause.id.clone(),
        turn: 0,
        aid: aid.clone(),
        outputs: Vec::new(),
        left_out: Vec::new(),
        nodes: Vec::new(),
        recipients: Vec::new(),
        credits: Vec::new(),
        pledges: Vec::new(),
    };
    match &aid {
        // A kilogram is paid once, where it is first made: not again by who makes metal of the oxide.
        Aid::Floor(_) => {
            let made = outputs(chain, world, clause).into_iter();
            support.outputs = made.filter(|it| !is_fed(chain, clause, it.0)).collect();
        }
        Aid::Offtake { share, price } => {
            // What is made where its buyer is needs no lane. Who has none to any buyer sells as before: nothing is taken.
            let (here, abroad) = sold(chain, world, clause);
            support.outputs = here;
            for (buyers, outputs) in abroad {
                match pledge::delivery(chain, &buyers, *share, &outputs) {
                    Some(pledge) => {
                        support.pledges.push(pledge);
                        support.outputs.extend(outputs);
                    }
                    None => support.left_out.extend(outputs),
                }
            }
            if price.is_none() {
                support.pledges.extend(pledge::runs(*share, &support.outputs));
            }
        }
        Aid::Club(club) => support.pledges = pledge::member_shares(chain, clause, club),
        Aid::Stockpile(stock) => support.nodes = held(chain, clause, stock),
        Aid::Fund(fund) => fund_reaches(&mut support, fund, chain, world, clause),
        Aid::Hasten(_) => {
            support.recipients =
                projects_among(chain, outputs(chain, world, clause)).map(|it| it.1).collect();
        }
    }
    for list in [&mut support.recipients, &mut support.credits] {
        list.sort_unstable();
        list.dedup();
    }
    support
}

/// Activities that are projects, each with its project.
fn projects_among(
    chain: &Chain,
    made: Vec<(usize, usize, f64)>,
) -> impl Iterator<Item = (usize, usize)> + '_ {
    made.into_iter().filter_map(|it| match chain.activities[it.0].kind {
        Kind::Project(project) => Some((it.0, project)),
        _ => None,
    })
}

/// Nodes at which a stockpile's goods are on offer to its holders.
fn held(chain: &Chain, clause: &Clause, stock: &Stockpile) -> Vec<usize> {
    let held = |it: &usize| {
        let node = chain.nodes[*it];
        let thing = item(node.stuff).unwrap_or_default();
        let held = Movement { item: thing, to: Some(node.place), ..Movement::default() };
        let offered = !matches!(node.stuff, Stuff::Finished(_) | Stuff::SamariumMagnet);
        let holds = stock.holders.holds(Some(node.place)) == Verdict::Yes;
        let named = !clause.scope.goods.is_empty() && clause.covers(&held, Breadth::Wide) == Verdict::Yes;
        offered && holds && named
    };
    (0..chain.nodes.len()).filter(held).collect()
}

/// Money for somebody named builds that one's projects that make goods of the clause; money for an industry, of a stated
/// amount, any that make its goods; a tax credit without a name credits what new plants make. What the base year's makers
/// are credited is in their costs already.
fn fund_reaches(support: &mut Support, fund: &Fund, chain: &Chain, world: &World, clause: &Clause) {
    let projects = &world.economy.projects;
    let covered = || projects_among(chain, outputs(chain, world, clause));
    match (&fund.recipient, fund.form) {
        (Some(recipient), _) => {
            let named = |it: &usize| names(world, &projects[*it].facility, recipient);
            support.recipients = covered().map(|it| it.1).filter(named).collect();
        }
        (None, FundForm::TaxCredit) => support.credits = covered().map(|it| it.0).collect(),
        (None, FundForm::Grant | FundForm::Loan | FundForm::Equity) if fund.amount.is_some() => {
            support.recipients = covered().map(|it| it.1).collect();
        }
        // Nobody knows how much there is, nor for whom: it builds nothing here.
        (None, FundForm::Grant | FundForm::Loan | FundForm::Equity) => {}
    }
}

/// Makers of the clause's goods where the clause wants them made, whoever buys.
fn outputs(chain: &Chain, world: &World, clause: &Clause) -> Vec<Output> {
    let mut found = Vec::new();
    made(chain, world, |output, facility, movement| {
        let clause = met_by(world, clause, facility);
        if clause.covers(movement, Breadth::Wide) == Verdict::Yes {
            found.push(output);
        }
    });
    found
}

/// Outputs of the clause that are made where one of its buyers is, and others by where their buyers are and the good's node.
fn sold(chain: &Chain, world: &World, clause: &Clause) -> (Vec<Output>, BTreeMap<Buyers, Vec<Output>>) {
    let places: BTreeSet<Place> = chain.nodes.iter().map(|it| it.place).collect();
    let (mut here, mut abroad) = (Vec::new(), BTreeMap::<Buyers, Vec<Output>>::new());
    made(chain, world, |output, facility, movement| {
        let clause = met_by(world, clause, facility);
        let bought_in = |place: Place| {
            let movement = Movement { to: Some(place), ..movement.clone() };
            clause.covers(&movement, Breadth::Wide) == Verdict::Yes
        };
        if movement.from.is_some_and(bought_in) {
            here.push(output);
            return;
        }
        let buyers: Vec<Place> = places.iter().copied().filter(|it| bought_in(*it)).collect();
        if !buyers.is_empty() {
            abroad.entry((output.1, buyers)).or_default().push(output);
        }
    });
    (here, abroad)
}

/// Tells every output that law may speak of, with the facility that makes it and as a movement of it.
fn made(chain: &Chain, world: &World, mut tell: impl FnMut(Output, &str, &Movement)) {
    for (index, activity) in chain.activities.iter().enumerate() {
        if !makes(chain, activity) {
            continue;
        }
        let place = maker(chain, &world.economy.projects, index);
        let facility = facility(world, activity.kind, place);
        for &(node, output) in activity.entries.iter().filter(|it| it.1 > 0.0) {
            let movement = Movement {
                item: item(chain.nodes[node].stuff).unwrap_or_default(),
                made_in: Some(place),
                from: Some(place),
                maker: Some(facility.clone()),
                ..Movement::default()
            };
            tell((index, node, output), &facility, &movement);
        }
    }
}

/// Whether an activity makes goods that law speaks of: a mine of a small chain makes its goods at once, one of the whole
/// chain what others separate.
fn makes(chain: &Chain, activity: &Activity) -> bool {
    let of_small_chain =
        || activity.entries.iter().any(|it| matches!(chain.nodes[it.0].stuff, Stuff::Commodity(_)));
    let makes = matches!(
        activity.kind,
        Kind::Separation(_)
            | Kind::Recycling(_)
            | Kind::MetalMaking(_)
            | Kind::Machining(_)
            | Kind::SamariumMagnetMaking
            | Kind::Project(_)
    );
    makes || matches!(activity.kind, Kind::Mine(_)) && of_small_chain()
}

/// Whether an activity takes in what the clause is about.
fn is_fed(chain: &Chain, clause: &Clause, activity: usize) -> bool {
    let covered = |node: usize| {
        let thing = item(chain.nodes[node].stuff).unwrap_or_default();
        clause.scope.goods.iter().any(|it| it.covers(&thing) == Verdict::Yes)
    };
    chain.activities[activity].entries.iter().any(|it| it.1 < 0.0 && covered(it.0))
}

/// The facility, when the activity is one; empty for makers that the chain counts together.
fn facility(world: &World, kind: Kind, place: Place) -> String {
    match kind {
        Kind::Project(project) => world.economy.projects[project].facility.clone(),
        Kind::Separation(deposit) => {
            let alone = world.economy.separators.get(&deposit);
            let here = |it: &&String| {
                world.atlas.facilities.iter().any(|known| known.id == **it && known.place == place)
            };
            alone.filter(here).cloned().unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// Where an activity's output is made.
fn maker(chain: &Chain, projects: &[Project], index: usize) -> Place {
    match chain.activities[index].kind {
        Kind::Project(project) => projects[project].place,
        _ => chain.activities[index].to,
    }
}
