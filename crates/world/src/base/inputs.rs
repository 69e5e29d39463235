//! What a base year is made from: the tables with their names resolved.

use std::collections::BTreeSet;

use coercivity_data::{BaseRecords, Problem};

use super::balance::{Balance, balances};
use super::base_demand::{Demand, link_demand};
use super::figure::{self, Figure};
use super::flows::Flows;
use super::network::Network;
use super::remainder::{Remainder, written};

/// Structure, balances, figures and demand, ready to be reconciled.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseInputs {
    pub(super) network: Network,
    pub(super) flows: Flows,
    pub(super) balances: Vec<Balance>,
    pub(super) figures: Vec<Figure>,
    pub(super) demand: Demand,
    pub(super) remainders: Vec<Remainder>,
}

impl BaseInputs {
    /// Resolves the names in the tables; every one that is unknown is a problem.
    pub fn link(records: &BaseRecords, problems: &mut Vec<Problem>) -> Self {
        let network = Network::link(records, problems);
        let flows = Flows::of(&network);
        let balances = balances(&network, &flows);
        let figures = figure::link(records, &flows, problems);
        let demand = link_demand(records, &network, problems);
        let remainders = written(records, problems);
        Self { network, flows, balances, figures, demand, remainders }
    }
    /// How many balances the structure gives.
    pub fn balance_count(&self) -> usize {
        self.balances.len()
    }
    /// What each balance says, in words.
    pub fn balance_labels(&self) -> impl Iterator<Item = &str> {
        self.balances.iter().map(|it| it.label.as_str())
    }
    /// Ids of all flows, as figures name them.
    pub fn flow_ids(&self) -> BTreeSet<String> {
        self.flows.keys.iter().map(ToString::to_string).collect()
    }
}
