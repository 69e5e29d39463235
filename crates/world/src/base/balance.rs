//! The balances of the chain, generated from its structure by one rule a stage.

use coercivity_data::{Chain, LaneStage, Role};

use super::flows::Flows;
use super::network::Network;
use super::{FlowKey, Step};
use crate::id::{Deposit, Element, Place};

/// A sum of flows that is zero.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Balance {
    /// What it says, in words.
    pub(super) label: String,
    /// Flow number and coefficient.
    pub(super) terms: Vec<(usize, f64)>,
}

/// Every balance of the network, from mine to buyer.
pub(super) fn balances(network: &Network, flows: &Flows) -> Vec<Balance> {
    let mut rules = Rules { flows, found: Vec::new() };
    for &(deposit, place) in &network.deposits {
        rules.mine(network, deposit, place);
    }
    for it in network.mined() {
        for place in network.separators(it.element) {
            rules.separation(network, it.element, place);
        }
        if it.chain != Chain::Separated {
            for place in network.market_places(LaneStage::Oxide, it.element) {
                rules.oxide(network, it.element, place);
            }
        }
    }
    for it in network.of_chain(Chain::Magnet) {
        for place in network.market_places(LaneStage::Metal, it.element) {
            rules.metal(network, it.element, place);
        }
        for place in network.places(Role::MagnetMaking, Some(it.element)) {
            rules.blank(it.element, place);
        }
        for place in network.swarf_places(it.element) {
            rules.swarf(network, it.element, place);
        }
    }
    rules.magnets(network);
    rules.found
}

struct Rules<'a> {
    flows: &'a Flows,
    found: Vec<Balance>,
}

impl Rules<'_> {
    /// Ore is the sum of its oxides; what is mined is shipped or put into stock.
    fn mine(&mut self, network: &Network, deposit: Deposit, place: Place) {
        let key = |step, element| FlowKey { step, element, deposit: Some(deposit), from: place, to: place };
        let mut ore = vec![(key(Step::OreReo, None), 1.0)];
        for it in network.mined() {
            ore.push((key(Step::MineOutput, Some(it.element)), -1.0 / it.oxide_share));
        }
        self.add(format!("ore is the sum of its oxides, {deposit}"), ore);
        for it in network.mined() {
            let element = Some(it.element);
            let mut terms =
                vec![(key(Step::MineOutput, element), 1.0), (key(Step::ConcentrateStock, element), -1.0)];
            for &(_, to, _) in network.shipments.iter().filter(|s| s.0 == deposit && s.2 == it.element) {
                terms.push((FlowKey { to, ..key(Step::ConcentrateShipment, element) }, -1.0));
            }
            self.add(format!("mined is shipped or stocked, {deposit} {}", it.element), terms);
        }
    }
    /// What arrives is separated, lost, or left unseparated.
    fn separation(&mut self, network: &Network, element: Element, place: Place) {
        let here = here(element, place);
        let mut terms = Vec::new();
        for &(deposit, to, it) in &network.shipments {
            let from = network.deposits.iter().find(|d| d.0 == deposit).map(|d| d.1);
            if let (true, Some(from)) = (to == place && it == element, from) {
                let step = Step::ConcentrateShipment;
                terms.push((FlowKey { step, element: Some(element), deposit: Some(deposit), from, to }, 1.0));
            }
        }
        terms.push((here(Step::SeparatedOxide), -1.0));
        terms.push((here(Step::ChemicalLoss), -1.0));
        terms.push((here(Step::Unseparated), -1.0));
        self.add(format!("feed is separated, lost or left, {place} {element}"), terms);
    }
    /// Oxide comes from separation, recycling and lanes; it goes into use, metal, samarium cobalt, lanes, stock.
    fn oxide(&mut self, network: &Network, element: Element, place: Place) {
        let here = here(element, place);
        let mut terms = vec![(here(Step::SeparatedOxide), 1.0), (here(Step::RecycledOxide), 1.0)];
        terms.extend(lanes(network, LaneStage::Oxide, Step::OxideTrade, (element, place)));
        terms.push((here(Step::DirectUse), -1.0));
        if network.can(Role::SmcoMaking, place, Some(element)) {
            terms.push((here(Step::IntoBlanks), -1.0));
        }
        for step in [Step::MetalMade, Step::MetalLoss, Step::OxideStock] {
            terms.push((here(step), -1.0));
        }
        self.add(format!("oxide, {place} {element}"), terms);
    }
    /// Metal is made or arrives; it goes into blanks, lanes, stock.
    fn metal(&mut self, network: &Network, element: Element, place: Place) {
        let here = here(element, place);
        let mut terms = vec![(here(Step::MetalMade), 1.0)];
        terms.extend(lanes(network, LaneStage::Metal, Step::MetalTrade, (element, place)));
        terms.push((here(Step::IntoBlanks), -1.0));
        terms.push((here(Step::MetalStock), -1.0));
        self.add(format!("metal, {place} {element}"), terms);
    }
    /// A blank becomes a finished magnet and swarf.
    fn blank(&mut self, element: Element, place: Place) {
        let here = here(element, place);
        let terms = vec![
            (here(Step::IntoBlanks), 1.0),
            (here(Step::FinishedMagnet), -1.0),
            (here(Step::Swarf), -1.0),
        ];
        self.add(format!("blank is finished magnet and swarf, {place} {element}"), terms);
    }
    /// Swarf is recycled at home, shipped, or kept.
    fn swarf(&mut self, network: &Network, element: Element, place: Place) {
        let here = here(element, place);
        let mut terms = vec![(here(Step::Swarf), 1.0), (here(Step::RecycledOxide), -1.0)];
        terms.extend(lanes(network, LaneStage::Swarf, Step::SwarfTrade, (element, place)));
        terms.push((here(Step::SwarfRest), -1.0));
        self.add(format!("swarf is recycled or kept, {place} {element}"), terms);
    }
    /// What is finished is sold; what is delivered is bought.
    fn magnets(&mut self, network: &Network) {
        let masses: Vec<FlowKey> = self.flows.keys.clone();
        for (step, is_seller) in [(Step::FinishedMass, true), (Step::MagnetBought, false)] {
            for key in masses.iter().filter(|it| it.step == step) {
                let mut terms = vec![(*key, 1.0)];
                for (from, to) in network.lanes_of(LaneStage::Magnet, None) {
                    if key.from == (if is_seller { from } else { to }) {
                        let lane = FlowKey { step: Step::MagnetLane, element: None, deposit: None, from, to };
                        terms.push((lane, -1.0));
                    }
                }
                let says = if is_seller { "finished is sold" } else { "bought is delivered" };
                self.add(format!("{says}, {}", key.from), terms);
            }
        }
    }
    /// Keeps a balance of the flows that the network has.
    fn add(&mut self, label: String, terms: Vec<(FlowKey, f64)>) {
        let terms: Vec<(usize, f64)> =
            terms.into_iter().filter_map(|(key, it)| Some((self.flows.number(&key)?, it))).collect();
        if !terms.is_empty() {
            self.found.push(Balance { label, terms });
        }
    }
}

fn here(element: Element, place: Place) -> impl Fn(Step) -> FlowKey {
    move |step| FlowKey { step, element: Some(element), deposit: None, from: place, to: place }
}

/// Lanes into a place (plus) and out of it (minus).
fn lanes(
    network: &Network,
    stage: LaneStage,
    step: Step,
    (element, place): (Element, Place),
) -> impl Iterator<Item = (FlowKey, f64)> {
    network.lanes_of(stage, Some(element)).filter_map(move |(from, to)| {
        let sign = f64::from(i8::from(to == place) - i8::from(from == place));
        (sign != 0.0).then_some((FlowKey { step, element: Some(element), deposit: None, from, to }, sign))
    })
}
