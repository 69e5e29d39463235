//! Who is asked about: one end use of one buyer.

use coercivity_market::chain::Chain;
use coercivity_world::scenario::Scenario;
use coercivity_world::{EndUse, Place};

use crate::path::Path;
use crate::step::Recorded;

/// One end use of one buyer, and the users that make it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The buyer, by its place in the scenario.
    pub buyer: usize,
    /// The end use.
    pub end_use: EndUse,
    /// Users of the chain.
    pub users: Vec<usize>,
}

/// Every group that the scenario asks about and the base year has, in the order of buyers and uses.
pub fn groups(chain: &Chain, scenario: &Scenario) -> Vec<Group> {
    let mut groups = Vec::new();
    for (buyer, it) in scenario.buyers.iter().enumerate() {
        for &end_use in &scenario.ask.end_uses {
            let users = users(chain, &it.regions, Some(end_use));
            if !users.is_empty() {
                groups.push(Group { buyer, end_use, users });
            }
        }
    }
    groups
}

/// Users in some regions, of one end use or of all.
pub fn users(chain: &Chain, regions: &[Place], end_use: Option<EndUse>) -> Vec<usize> {
    let meant = |it: &usize| {
        let user = &chain.users[*it];
        regions.contains(&user.region) && end_use.is_none_or(|end_use| user.end_use == end_use)
    };
    (0..chain.users.len()).filter(meant).collect()
}

impl Group {
    /// (use + use replaced) / reference demand, over the group's users.
    pub fn service(&self, recorded: &Recorded) -> f64 {
        self.mean(recorded, |it| it.service())
    }
    /// Service less what came out of own stocks.
    pub fn inflow(&self, recorded: &Recorded) -> f64 {
        self.mean(recorded, |it| it.fresh_inflow())
    }
    /// Tonnes in own stocks at the period's end. Users' stocks stand first, in the order of users.
    pub fn stock(&self, recorded: &Recorded) -> f64 {
        self.users.iter().map(|&it| recorded.cleared.stocks[it]).sum()
    }
    fn mean(&self, recorded: &Recorded, of: impl Fn(&coercivity_market::month::Served) -> f64) -> f64 {
        let served = || self.users.iter().map(|&it| &recorded.cleared.served[it]);
        let demand: f64 = served().map(|it| it.demand).sum();
        if demand > 0.0 { served().map(|it| of(it) * it.demand).sum::<f64>() / demand } else { 1.0 }
    }
}

/// Monthly means of something recorded by period.
pub fn monthly(path: &Path, of: impl Fn(&Recorded) -> f64) -> Vec<f64> {
    let values: Vec<f64> = path.periods.iter().map(of).collect();
    monthly_of(path, &values)
}

/// Monthly means of one value for each period; a period that lies in two months counts in each with its part of it.
pub(crate) fn monthly_of(path: &Path, values: &[f64]) -> Vec<f64> {
    let mut sums: Vec<(f64, f64)> = Vec::new();
    for (recorded, value) in path.periods.iter().zip(values) {
        for (month, length) in recorded.period.by_month() {
            if sums.len() <= month {
                sums.resize(month + 1, (0.0, 0.0));
            }
            sums[month].0 += value * length;
            sums[month].1 += length;
        }
    }
    sums.into_iter().map(|(sum, length)| if length > 0.0 { sum / length } else { f64::NAN }).collect()
}

/// The period in which month `month` (counted from 1) of a path ends.
pub fn end_of_month(path: &Path, month: u32) -> Option<&Recorded> {
    let end = f64::from(month);
    path.periods.iter().find(|it| it.period.start + it.period.length >= end - 1e-9)
}
