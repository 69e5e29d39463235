//! Every flow that the structure allows: the unknowns of the reconciliation.

use std::collections::BTreeMap;

use coercivity_data::{Chain, LaneStage, Role};

use super::network::{ChainElement, Network};
use super::{FlowKey, Step};
use crate::id::{Element, Place};

/// Every flow that the structure allows, with its number, in the order from mine to buyer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Flows {
    pub(super) keys: Vec<FlowKey>,
    numbers: BTreeMap<FlowKey, usize>,
}

impl Flows {
    /// The number of a flow.
    pub(super) fn number(&self, key: &FlowKey) -> Option<usize> {
        self.numbers.get(key).copied()
    }
    fn add(&mut self, key: FlowKey) {
        self.numbers.entry(key).or_insert_with(|| {
            self.keys.push(key);
            self.keys.len() - 1
        });
    }
    fn at(&mut self, step: Step, element: Option<Element>, place: Place) {
        self.add(FlowKey { step, element, deposit: None, from: place, to: place });
    }
    /// The flows of a network.
    pub(super) fn of(network: &Network) -> Self {
        let mut flows = Self::default();
        for &(deposit, place) in &network.deposits {
            let key =
                |step, element| FlowKey { step, element, deposit: Some(deposit), from: place, to: place };
            flows.add(key(Step::OreReo, None));
            for it in network.mined() {
                flows.add(key(Step::MineOutput, Some(it.element)));
                flows.add(key(Step::ConcentrateStock, Some(it.element)));
            }
            for &(_, to, element) in network.shipments.iter().filter(|it| it.0 == deposit) {
                flows.add(FlowKey { to, ..key(Step::ConcentrateShipment, Some(element)) });
            }
        }
        for it in network.mined() {
            flows.add_oxide_steps(network, it);
        }
        for it in network.of_chain(Chain::Magnet) {
            flows.add_metal_steps(network, it.element);
        }
        flows.add_masses(network);
        flows
    }
    fn add_oxide_steps(&mut self, network: &Network, it: &ChainElement) {
        let element = Some(it.element);
        for place in network.separators(it.element) {
            if network.can(Role::Separation, place, element) {
                self.at(Step::SeparatedOxide, element, place);
            }
            self.at(Step::ChemicalLoss, element, place);
            self.at(Step::Unseparated, element, place);
        }
        if it.chain == Chain::Separated {
            return;
        }
        for (from, to) in network.lanes_of(LaneStage::Oxide, element) {
            self.add(FlowKey { step: Step::OxideTrade, element, deposit: None, from, to });
        }
        for place in network.market_places(LaneStage::Oxide, it.element) {
            self.at(Step::OxideStock, element, place);
        }
        for (role, step) in [
            (Role::Recycling, Step::RecycledOxide),
            (Role::DirectUse, Step::DirectUse),
            (Role::SmcoMaking, Step::IntoBlanks),
        ] {
            for place in network.places(role, element) {
                self.at(step, element, place);
            }
        }
    }
    fn add_metal_steps(&mut self, network: &Network, it: Element) {
        let element = Some(it);
        for place in network.places(Role::MetalMaking, element) {
            self.at(Step::MetalMade, element, place);
            self.at(Step::MetalLoss, element, place);
        }
        for place in network.market_places(LaneStage::Metal, it) {
            self.at(Step::MetalStock, element, place);
        }
        for place in network.places(Role::MagnetMaking, element) {
            for step in [Step::IntoBlanks, Step::FinishedMagnet, Step::Swarf] {
                self.at(step, element, place);
            }
        }
        for place in network.swarf_places(it) {
            self.at(Step::SwarfRest, element, place);
        }
        for (stage, step) in [(LaneStage::Metal, Step::MetalTrade), (LaneStage::Swarf, Step::SwarfTrade)] {
            for (from, to) in network.lanes_of(stage, element) {
                self.add(FlowKey { step, element, deposit: None, from, to });
            }
        }
    }
    fn add_masses(&mut self, network: &Network) {
        for &(role, place, _) in &network.roles {
            match role {
                Role::MagnetMaking => {
                    self.at(Step::BlankMass, None, place);
                    self.at(Step::FinishedMass, None, place);
                }
                Role::MagnetBuying => self.at(Step::MagnetBought, None, place),
                Role::SmcoMaking => self.at(Step::SmCoMass, None, place),
                _ => {}
            }
        }
        for (from, to) in network.lanes_of(LaneStage::Magnet, None) {
            self.add(FlowKey { step: Step::MagnetLane, element: None, deposit: None, from, to });
        }
    }
}
