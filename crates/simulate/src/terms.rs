//! What rests on the prices of the very period it acts in: duties, minimum import prices, and payments to makers.
//!
//! A wedge that follows a price is no part of the quadratic program. The period is cleared again with wedges of the
//! prices just found until they agree (an outer fixed point); how far they still disagree is kept as the gap.

use std::collections::BTreeMap;

use coercivity_market::chain::Chain;
use coercivity_market::month::{Cleared, Clearing, Month};
use coercivity_market::{Solver, Unsolved};

use crate::lane_rule::LaneRule;
use crate::spent::{Spent, SpentOn};
use crate::topping::{Promise, toppings};

/// Passes before the gap is left as it is.
const PASSES: u32 = 12;
/// Relative gap between wedges and prices at which they agree.
const AGREED: f64 = 1e-4;

/// A wedge that follows a price.
#[derive(Clone, Debug, PartialEq)]
enum Term {
    /// A duty: a share of the price where the lane begins, or of what is taken in by one unit.
    Duty { lane: usize, node: Option<usize>, share: f64 },
    /// What lifts the landed price to a minimum, USD/kg.
    ImportFloor { lane: usize, floor: f64 },
    /// What supports pay for an output, per unit of the activity; their promises stand in their turns.
    Payment { activity: usize, node: usize, output: f64, promises: Vec<Promise> },
    /// A credit on running an activity, per unit of it.
    Credit { support: usize, activity: usize, amount: f64 },
}

/// Every such wedge of a period.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    terms: Vec<Term>,
    /// Thousand USD a month that supports may still spend on credits; those that may spend any amount are not there.
    budgets: BTreeMap<usize, f64>,
}

/// A period whose wedges agree with its prices.
#[derive(Debug)]
pub(crate) struct Settled {
    pub cleared: Cleared,
    /// Largest difference between a wedge and what its price makes it, over the base price.
    pub gap: f64,
    /// Times that the period was cleared.
    pub passes: u32,
}

impl Terms {
    /// Adds what a lane's rule asks for.
    pub(crate) fn levy(&mut self, chain: &Chain, lane: usize, rule: &LaneRule) {
        self.levy_on_input(lane, chain.activities[lane].source(), rule.duty);
        if let Some(floor) = rule.import_floor {
            self.terms.push(Term::ImportFloor { lane, floor });
        }
    }
    /// Adds a duty of a share of the price of what an activity takes from a node.
    pub(crate) fn levy_on_input(&mut self, activity: usize, node: Option<usize>, share: f64) {
        if share != 0.0 {
            self.terms.push(Term::Duty { lane: activity, node, share });
        }
    }
    /// Adds what supports promise for an output of an activity: activity, node, output of a unit.
    pub(crate) fn pay(&mut self, (activity, node, output): (usize, usize, f64), promises: Vec<Promise>) {
        self.terms.push(Term::Payment { activity, node, output, promises });
    }
    /// Adds a support's credit on a unit of an activity, USD/kg.
    pub(crate) fn credit(&mut self, support: usize, activity: usize, amount: f64) {
        self.terms.push(Term::Credit { support, activity, amount });
    }
    /// Limits what a support may spend on credits, thousand USD a month.
    pub(crate) fn limit_credits(&mut self, support: usize, most: f64) {
        self.budgets.insert(support, most);
    }

    /// Clears the period with wedges that its own prices make. The search looks once at prices on its way: wedges of
    /// those are as a rule near enough to agree with the answer's.
    ///
    /// # Errors
    /// [`Unsolved`] when the period's balances conflict.
    pub(crate) fn settle(
        &self,
        month: &mut Month<'_>,
        last: &[f64],
        solver: &mut Solver,
    ) -> Result<Settled, Unsolved> {
        let mut wedges = self.wedges(month, last, None);
        self.levy_on(month, &wedges);
        let mut clearing = Clearing::of(month);
        if self.terms.is_empty() {
            return Ok(Settled { cleared: clearing.clear(month, solver)?, gap: 0.0, passes: 1 });
        }
        if let Some((prices, rates)) = clearing.glimpse(month, solver) {
            wedges = self.wedges(month, &prices, Some(&rates));
        }
        let mut damping = 1.0;
        let mut before = f64::INFINITY;
        let mut pass = 1;
        loop {
            self.levy_on(month, &wedges);
            let cleared = clearing.clear(month, solver)?;
            let found = self.wedges(month, &cleared.prices, Some(&cleared.rates));
            let gap = self.gap(month, &wedges, &found);
            if gap <= AGREED || pass == PASSES {
                return Ok(Settled { cleared, gap, passes: pass });
            }
            // Payments push supply, and with it prices, the other way: when a pass gains nothing, go half as far.
            if gap > 0.7 * before {
                damping *= 0.5;
            }
            before = gap;
            for (wedge, found) in wedges.iter_mut().zip(&found) {
                *wedge += damping * (found - *wedge);
            }
            pass += 1;
        }
    }

    /// Whether a duty or a minimum price makes something dearer that is carried in the base year.
    pub(crate) fn charge(&self, month: &Month<'_>, cleared: &Cleared) -> bool {
        let wedges = self.wedges(month, &cleared.prices, Some(&cleared.rates));
        let charges = |(term, wedge): (&Term, &f64)| match term {
            Term::Duty { lane, .. } | Term::ImportFloor { lane, .. } => {
                *wedge > 0.0 && month.chain.activities[*lane].base > 0.0
            }
            Term::Payment { .. } | Term::Credit { .. } => false,
        };
        self.terms.iter().zip(&wedges).any(charges)
    }

    /// Puts wedges on the month's activities in place of those before.
    fn levy_on(&self, month: &mut Month<'_>, wedges: &[f64]) {
        month.levy.fill(0.0);
        for (term, wedge) in self.terms.iter().zip(wedges) {
            month.levy[term.activity()] += wedge;
        }
    }

    /// What supports pay, a month, with the tonnes on which they pay it.
    pub(crate) fn spent(&self, chain: &Chain, cleared: &Cleared) -> Vec<Spent> {
        let mut spent = Vec::new();
        let parts = self.parts(|it| cleared.rates[it]);
        for term in &self.terms {
            match term {
                Term::Payment { activity, node, output, promises } => {
                    let tonnes = cleared.rates[*activity] * output;
                    let node = *node;
                    let first = spent.len();
                    toppings(promises.iter(), cleared.prices[node], |it| {
                        if it.usd_per_kg == 0.0 {
                            return;
                        }
                        let (support, on, node) = (it.support, SpentOn::Output, chain.nodes[node]);
                        let (tonnes, amount) = (tonnes * it.share, tonnes * it.on_the_whole());
                        let same = |it: &&mut Spent| it.support == support;
                        match spent[first..].iter_mut().find(same) {
                            Some(beside) => {
                                beside.tonnes += tonnes;
                                beside.amount += amount;
                            }
                            None => spent.push(Spent { support, on, node, tonnes, amount }),
                        }
                    });
                }
                Term::Credit { support, activity, amount } => {
                    let part = parts.get(support).copied().unwrap_or(1.0);
                    let made = chain.activities[*activity].entries.iter().filter(|it| it.1 > 0.0);
                    // What is made together is credited together: told of the first good.
                    let Some(first) = made.clone().next() else { continue };
                    let output: f64 = made.map(|it| it.1).sum();
                    let rate = cleared.rates[*activity];
                    spent.push(Spent {
                        support: *support,
                        on: SpentOn::Credit,
                        node: chain.nodes[first.0],
                        // Where the money ends within the month, it is for the first tonnes of it.
                        tonnes: rate * output * part,
                        amount: rate * amount * part,
                    });
                }
                Term::Duty { .. } | Term::ImportFloor { .. } => {}
            }
        }
        spent
    }

    /// Part of its credits that each limited support pays, where activities run at given rates: all of them, or what its
    /// budget reaches for.
    fn parts(&self, rates: impl Fn(usize) -> f64) -> BTreeMap<usize, f64> {
        let mut asked: BTreeMap<usize, f64> = self.budgets.keys().map(|it| (*it, 0.0)).collect();
        for term in &self.terms {
            if let Term::Credit { support, activity, amount } = term
                && let Some(sum) = asked.get_mut(support)
            {
                *sum += rates(*activity) * amount;
            }
        }
        let part = |(support, asked): (usize, f64)| {
            let left = self.budgets[&support];
            let reached = if left <= 0.0 { 0.0 } else { (left / asked.max(left)).min(1.0) };
            (support, reached)
        };
        asked.into_iter().map(part).collect()
    }

    /// Each term's wedge at given prices, USD/kg of its activity; without rates activities run as in the base year.
    fn wedges(&self, month: &Month<'_>, prices: &[f64], rates: Option<&[f64]>) -> Vec<f64> {
        let at_origin = |lane: usize| month.chain.activities[lane].source().map_or(0.0, |it| prices[it]);
        let rate = |activity: usize| rates.map_or(month.chain.activities[activity].base, |it| it[activity]);
        let parts = self.parts(rate);
        let wedge = |term: &Term| match *term {
            Term::Duty { node, share, .. } => share * node.map_or(0.0, |it| prices[it]),
            Term::ImportFloor { lane, floor } => {
                let it = &month.chain.activities[lane];
                let landed = at_origin(lane) + it.cost + it.slope * rate(lane) / month.size[lane].max(1e-9);
                (floor - landed).max(0.0)
            }
            Term::Payment { node, output, ref promises, .. } => {
                let mut topping = 0.0;
                toppings(promises.iter(), prices[node], |it| topping += it.on_the_whole());
                -output * topping
            }
            Term::Credit { support, amount, .. } => -amount * parts.get(&support).copied().unwrap_or(1.0),
        };
        self.terms.iter().map(wedge).collect()
    }

    fn gap(&self, month: &Month<'_>, wedges: &[f64], found: &[f64]) -> f64 {
        let usual = |term: &Term| {
            let entries = &month.chain.activities[term.activity()].entries;
            let worth = entries.iter().map(|it| it.1.abs() * month.chain.prices[it.0]);
            worth.fold(0.1, f64::max)
        };
        let terms = self.terms.iter().zip(wedges.iter().zip(found));
        terms.map(|(term, (a, b))| (a - b).abs() / usual(term)).fold(0.0, f64::max)
    }
}

impl Term {
    /// The activity that it acts on.
    fn activity(&self) -> usize {
        match *self {
            Self::Duty { lane, .. } | Self::ImportFloor { lane, .. } => lane,
            Self::Payment { activity, .. } | Self::Credit { activity, .. } => activity,
        }
    }
}

#[cfg(test)]
mod tests {
    use coercivity_market::chain::{Activity, Chain, Kind, Node, Stuff, User};
    use coercivity_world::{EndUse, Place};

    use super::*;

    /// One maker, one lane, one user.
    fn chain() -> Chain {
        let [here, there] = ["CHN", "USA"].map(|it| Place::new(it).unwrap());
        let stuff = Stuff::SamariumMagnetOffered;
        let activity = |kind, (from, to), (cost, slope), entries| Activity {
            kind,
            from,
            to,
            entries,
            base: 10.0,
            cost,
            slope,
            capacity: f64::INFINITY,
        };
        let user = User {
            region: there,
            end_use: EndUse::new("ev-traction").unwrap(),
            grade: None,
            pool: 1,
            light_pool: None,
            base: 10.0,
            price: 50.0,
            recipes: Vec::new(),
            stop_price: 1000.0,
            product_value: 5000.0,
            cover_weeks: 0.0,
        };
        let mut chain = Chain::default();
        chain.nodes = vec![Node { stuff, place: here }, Node { stuff, place: there }];
        chain.prices = vec![40.0, 50.0];
        chain.throughput = vec![10.0; 2];
        chain.activities = vec![
            activity(Kind::SamariumMagnetMaking, (here, here), (30.0, 1.0), vec![(0, 1.0)]),
            activity(Kind::Lane(stuff), (here, there), (2.0, 0.01), vec![(0, -1.0), (1, 1.0)]),
        ];
        chain.users = vec![user];
        chain
    }

    #[test]
    fn a_duty_is_paid_once_however_often_the_period_is_settled() {
        let chain = chain();
        let mut month = Month::base(&chain);
        let mut terms = Terms::default();
        terms.levy(&chain, 1, &LaneRule { duty: 0.25, ..LaneRule::default() });
        let mut solver = Solver::default();
        let first = terms.settle(&mut month, &chain.prices, &mut solver).unwrap();
        let prices = &first.cleared.prices;
        let landed = 1.25 * prices[0] + 2.0 + 0.01 * first.cleared.rates[1];
        assert!((prices[1] - landed).abs() < 1e-3 * landed, "{prices:?} against {landed}");
        assert!(first.gap <= AGREED);
        let again = terms.settle(&mut month, prices, &mut solver).unwrap();
        for (one, other) in prices.iter().zip(&again.cleared.prices) {
            assert!((one - other).abs() < 1e-3 * one, "{one} and then {other}");
        }
    }
}
