//! Explanations that many numbers share, each kept once under its handle, and the conclusions that rest on them.

use coercivity_quantity::{Citation, Why};
use coercivity_simulate::PriceKey;
use coercivity_world::{Element, EndUse, Place};

use crate::view::Whys;

use super::Telling;
use super::paying;
use super::reasons;

/// What the numbers of a run rest on, by handle.
pub(super) struct Grounds<'a> {
    telling: &'a Telling<'a>,
    whys: Whys,
    /// What identifies the run, the base year, the parameters, lives of goods, the law.
    common: Vec<String>,
    base_year: String,
    /// Reference demand, row by row of the base year's.
    demand: Vec<String>,
    prices: Vec<(Element, String)>,
}

impl<'a> Grounds<'a> {
    /// Keeps what all numbers of a run rest on.
    pub(super) fn of(telling: &'a Telling<'a>) -> Self {
        let mut whys = Whys::default();
        let question = telling.question;
        let base_year = whys.keep(&reasons::base_year(telling));
        let shared = [
            reasons::parameters(telling),
            reasons::lives(telling),
            reasons::law(telling),
            reasons::run(telling),
        ];
        let mut common = vec![base_year.clone()];
        common.extend(shared.iter().map(|it| whys.keep(it)));
        let demand = question.base.demand.iter().map(|it| whys.keep(&reasons::reference_demand(telling, it)));
        let demand = demand.collect();
        let prices = question.world.economy.oxide_prices.iter();
        let prices =
            prices.map(|(element, price)| (*element, whys.keep(&reasons::oxide_price(*element, price))));
        let prices = prices.collect();
        Self { telling, whys, common, base_year, demand, prices }
    }
    /// All that was kept.
    pub(super) fn whys(self) -> Whys {
        self.whys
    }
    /// Keeps one explanation.
    pub(super) fn keep(&mut self, why: &Why) -> String {
        self.whys.keep(why)
    }
    /// A conclusion on rows and on what is kept already.
    pub(super) fn conclude(&mut self, says: &str, cites: &[Citation], from: Vec<String>) -> String {
        self.whys.conclude(says, cites, from)
    }
    /// The base year's own explanation.
    pub(super) fn base_year(&self) -> String {
        self.base_year.clone()
    }
    /// A number of the run that follows from some things of its own and from what all numbers rest on.
    pub(super) fn of_run(&mut self, says: &str, own: Vec<String>) -> String {
        let from = own.into_iter().chain(self.common.iter().cloned()).collect();
        self.whys.conclude(says, &[], from)
    }
    /// A number of one buyer's end use.
    pub(super) fn of_group(&mut self, group: usize, said: &str) -> String {
        let group = &self.telling.outcome.detail.groups[group];
        let buyer = &self.telling.question.scenario.buyers[group.buyer];
        let end_use = self.telling.end_use(group.end_use.as_str());
        let own = self.demand_of(|region, it| it == group.end_use && buyer.regions.contains(&region));
        self.of_run(&format!("{end_use}, {}: {said}; {}", buyer.label, self.telling.basis()), own)
    }
    /// A number of a whole buyer.
    pub(super) fn of_buyer(&mut self, buyer: usize, said: &str) -> String {
        let buyer = &self.telling.question.scenario.buyers[buyer];
        let asked = &self.telling.question.scenario.ask.end_uses;
        let own = self.demand_of(|region, it| asked.contains(&it) && buyer.regions.contains(&region));
        self.of_run(&format!("{}: {said}; {}", buyer.label, self.telling.basis()), own)
    }
    /// A price: of the oxides that the good is, or is made from.
    pub(super) fn of_price(&mut self, key: &PriceKey, said: &str) -> String {
        let is_in = |element: Element| key.goods().any(|it| it.refined().is_none_or(|own| own == element));
        let own = self.prices.iter().filter(|it| is_in(it.0)).map(|it| it.1.clone()).collect();
        self.of_run(&format!("price of {}, {said}; {}", key.label, self.telling.basis()), own)
    }
    /// A number of one clause, written `instrument:clause`: from its own row of law, of the scenario or of its baseline.
    pub(super) fn of_clause(&mut self, clause: &str, said: &str) -> String {
        let own = reasons::clause(self.telling, clause).map(|it| self.whys.keep(&it));
        self.of_run(&format!("{clause}: {said}; {}", self.telling.basis()), own.into_iter().collect())
    }
    /// Public money of one clause: what the clause says, what was paid for how much, the run that it is of, and the base prices of
    /// the goods.
    pub(super) fn of_payer(&mut self, clause: &str, said: &str) -> String {
        let own = reasons::clause(self.telling, clause);
        let all = [own, Some(paying::sums(self.telling, clause)), Some(reasons::run(self.telling))];
        let mut from: Vec<String> = all.iter().flatten().map(|it| self.whys.keep(it)).collect();
        // Prices of the goods that are paid for; of others the base year from which they follow.
        let goods = paying::elements(self.telling, clause);
        let before = from.len();
        from.extend(self.prices.iter().filter(|it| goods.contains(&it.0)).map(|it| it.1.clone()));
        if from.len() == before {
            from.push(self.base_year.clone());
        }
        self.conclude(&format!("{clause}: {said}; {}", self.telling.basis()), &[], from)
    }
    /// Reference demand of some regions and end uses.
    pub(super) fn demand_of(&self, meant: impl Fn(Place, EndUse) -> bool) -> Vec<String> {
        let rows = self.telling.question.base.demand.iter().zip(&self.demand);
        rows.filter(|it| meant(it.0.region, it.0.end_use)).map(|it| it.1.clone()).collect()
    }
}

impl Telling<'_> {
    /// A sentence about a cut-off: who stops, from when.
    pub(super) fn when_it_stops(&self, said: &str) -> String {
        let scenario = self.question.scenario;
        let from = scenario.shock_from.unwrap_or(scenario.from);
        format!("{said}, when {} stops from {from}", self.place(scenario.supplier))
    }
}
