//! Explanations that many numbers share, each kept once under its handle, and the conclusions that rest on them.

use coercivity_quantity::{Citation, Month, Why};
use coercivity_simulate::{PriceKey, REMANENCE_MONTHS};
use coercivity_world::{Element, EndUse, Place};

use crate::view::Whys;

use super::Telling;
use super::acting_law::{About, ActingLaw};
use super::paying;
use super::reasons;

/// What the numbers of a run rest on, by handle.
pub(super) struct Grounds<'a> {
    telling: &'a Telling<'a>,
    whys: Whys,
    /// What identifies the run, the base year, the parameters, lives of goods.
    common: Vec<String>,
    base_year: String,
    /// The law that acts in the run.
    law: ActingLaw,
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
        let shared = [reasons::parameters(telling), reasons::lives(telling), reasons::run(telling)];
        let mut common = vec![base_year.clone()];
        common.extend(shared.iter().map(|it| whys.keep(it)));
        let demand = question.base.demand.iter().map(|it| whys.keep(&reasons::reference_demand(telling, it)));
        let demand = demand.collect();
        let prices = question.world.economy.oxide_prices.iter();
        let prices =
            prices.map(|(element, price)| (*element, whys.keep(&reasons::oxide_price(*element, price))));
        let prices = prices.collect();
        let law = ActingLaw::of(telling, &mut whys);
        Self { telling, whys, law, common, base_year, demand, prices }
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
        self.about(says, own, &About::the_run(self.telling))
    }
    /// The same for a number about some goods and places, over some months.
    fn about(&mut self, says: &str, own: Vec<String>, about: &About) -> String {
        let law = self.law.on(self.telling, &mut self.whys, about);
        let from = own.into_iter().chain(law).chain(self.common.iter().cloned()).collect();
        self.whys.conclude(says, &[], from)
    }
    /// A number of one buyer's end use, of the months up to `until`.
    pub(super) fn of_group(&mut self, group: usize, said: &str, until: Month) -> String {
        let group = &self.telling.outcome.detail.groups[group];
        let buyer = &self.telling.question.scenario.buyers[group.buyer];
        let end_use = self.telling.end_use(group.end_use.as_str());
        let own = self.demand_of(|region, it| it == group.end_use && buyer.regions.contains(&region));
        let about = About::groups(self.telling, std::iter::once(group), until);
        self.about(&format!("{end_use}, {}: {said}; {}", buyer.label, self.telling.basis()), own, &about)
    }
    /// A number of a whole buyer, of the months up to `until`.
    pub(super) fn of_buyer(&mut self, buyer: usize, said: &str, until: Month) -> String {
        let groups = self.telling.outcome.detail.groups.iter().filter(|it| it.buyer == buyer);
        let about = About::groups(self.telling, groups, until);
        let buyer = &self.telling.question.scenario.buyers[buyer];
        let asked = &self.telling.question.scenario.ask.end_uses;
        let own = self.demand_of(|region, it| asked.contains(&it) && buyer.regions.contains(&region));
        self.about(&format!("{}: {said}; {}", buyer.label, self.telling.basis()), own, &about)
    }
    /// A price: of the oxides that the good is, or is made from.
    pub(super) fn of_price(&mut self, key: &PriceKey, said: &str) -> String {
        let is_in = |element: Element| key.goods().any(|it| it.refined().is_none_or(|own| own == element));
        let own = self.prices.iter().filter(|it| is_in(it.0)).map(|it| it.1.clone()).collect();
        let about = About { bought: key.goods().collect(), ..About::the_run(self.telling) };
        self.about(&format!("price of {}, {said}; {}", key.label, self.telling.basis()), own, &about)
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
    /// The last month of a year of cut-off.
    pub(super) fn end_of_cut(&self) -> Month {
        let scenario = self.question.scenario;
        scenario.shock_from.unwrap_or(scenario.from).plus(REMANENCE_MONTHS as i32 - 1)
    }
    /// The last month of the run.
    pub(super) fn end_of_run(&self) -> Month {
        self.question.scenario.last_month()
    }
    /// A sentence about a cut-off: who stops, from when.
    pub(super) fn when_it_stops(&self, said: &str) -> String {
        let scenario = self.question.scenario;
        let from = scenario.shock_from.unwrap_or(scenario.from);
        format!("{said}, when {} stops from {from}", self.place(scenario.supplier))
    }
}
