//! One clause that acts on makers, holders, projects or members, and what it pays.

use coercivity_market::chain::Stuff;
use coercivity_quantity::{Day, Verdict};
use coercivity_world::InstrumentId;
use coercivity_world::measures::{FloorBasis, LawState, Regime};

use crate::effect::Aid;
use crate::pledge::Pledge;
use crate::setting::Setting;
use crate::weighed::priced;

/// Whether a clause binds for certain on a day.
pub(crate) fn binds(regime: &Regime, law: &LawState, (of, clause): (InstrumentId, &str), day: Day) -> bool {
    regime.state(of, clause, day, law).is_some_and(|it| it.binds() == Verdict::Yes)
}

/// One clause that supports somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Support {
    /// Its instrument.
    pub instrument: InstrumentId,
    /// Its clause.
    pub clause: String,
    /// What it does.
    pub aid: Aid,
    /// Makers it reaches: activity, node of the output, output of a unit.
    pub outputs: Vec<(usize, usize, f64)>,
    /// Nodes at which it holds a stock.
    pub nodes: Vec<usize>,
    /// Projects that its money may build, or whose permits it hastens, by place in the list.
    pub recipients: Vec<usize>,
    /// Activities whose running cost it credits.
    pub credits: Vec<usize>,
    /// Shares that it pledges.
    pub pledges: Vec<Pledge>,
}

impl Support {
    /// Whether it binds on a day.
    pub fn binds(&self, regime: &Regime, law: &LawState, day: Day) -> bool {
        binds(regime, law, (self.instrument, &self.clause), day)
    }

    /// What it pays of a running cost, in the cost's unit: a tax credit on what is made.
    pub fn credit(&self, cost: f64) -> f64 {
        match &self.aid {
            Aid::Fund(fund) => fund.share_of_cost.unwrap_or(0.0) * cost.max(0.0),
            Aid::Floor(_) | Aid::Offtake { .. } | Aid::Club(_) | Aid::Stockpile(_) | Aid::Hasten(_) => 0.0,
        }
    }

    /// The price that it guarantees or agrees on for a good, per kilogram as the chain counts it, USD/kg: a floor's by its
    /// basis, an offtake's of the good as weighed. Nothing where no price is stated.
    pub fn agreed(&self, setting: &Setting, stuff: Stuff) -> f64 {
        let stated = match &self.aid {
            Aid::Floor(floor) => Some((floor.floor, floor.basis)),
            Aid::Offtake { price, .. } => price.map(|it| (it, FloorBasis::Gross)),
            Aid::Club(_) | Aid::Stockpile(_) | Aid::Fund(_) | Aid::Hasten(_) => None,
        };
        stated.map_or(0.0, |(price, basis)| priced(setting, stuff, (price.in_usd_per_kg(), basis)))
    }

    /// What it adds to an output's price, USD/kg, when the good fetches `price` and the [agreed](Self::agreed) price is F:
    /// under a floor a producer earns `p + max(0, F - p) - upside max(0, p - F)`; an offtake takes its share at F, dearer or
    /// cheaper than the market.
    pub fn topping(&self, price: f64, agreed: f64) -> f64 {
        match &self.aid {
            Aid::Floor(floor) => (agreed - price).max(0.0) - floor.upside_share * (price - agreed).max(0.0),
            Aid::Offtake { share, price: Some(_) } => share * (agreed - price),
            // Without a price it guarantees a quantity: see its pledges.
            Aid::Offtake { price: None, .. }
            | Aid::Club(_)
            | Aid::Stockpile(_)
            | Aid::Fund(_)
            | Aid::Hasten(_) => 0.0,
        }
    }
}
