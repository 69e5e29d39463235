//! One clause that acts on makers, holders, projects or members, and what it pays.

use coercivity_market::chain::Stuff;
use coercivity_quantity::{Day, Verdict};
use coercivity_world::InstrumentId;
use coercivity_world::measures::{FloorBasis, LawState, Regime};

use crate::effect::Aid;
use crate::pledge::Pledge;
use crate::setting::Setting;
use crate::topping::{Promise, Promised};
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
    /// Its turn among supports of one kilogram: by the day on which the clause takes effect, then by instrument and clause.
    pub turn: usize,
    /// What it does.
    pub aid: Aid,
    /// Makers it reaches: activity, node of the output, output of a unit.
    pub outputs: Vec<(usize, usize, f64)>,
    /// Makers of its goods from which no lane leads to a buyer that it names, so that it takes nothing of them.
    pub left_out: Vec<(usize, usize, f64)>,
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
    /// What its clause is called: `instrument:clause`.
    pub fn named(&self) -> String {
        format!("{}:{}", self.instrument, self.clause)
    }

    /// Whether it binds on a day.
    pub fn binds(&self, regime: &Regime, law: &LawState, day: Day) -> bool {
        binds(regime, law, (self.instrument, &self.clause), day)
    }

    /// Whether the market of each day asks if it binds: what it pays on tonnes, and what they are pledged to. A start that is
    /// hastened, and a project that money builds, are decided month by month, and who reaches nobody is asked nothing.
    pub(crate) fn acts_by_day(&self) -> bool {
        match &self.aid {
            Aid::Floor(_) | Aid::Offtake { .. } => !(self.outputs.is_empty() && self.pledges.is_empty()),
            Aid::Club(_) => !self.pledges.is_empty(),
            Aid::Stockpile(_) => !self.nodes.is_empty(),
            Aid::Fund(_) => !self.credits.is_empty(),
            Aid::Hasten(_) => false,
        }
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

    /// What it promises the maker of a good, as the support of this number; nothing where it promises no price and no sale.
    pub(crate) fn promise(&self, number: usize, setting: &Setting, stuff: Stuff) -> Option<Promise> {
        let of = match &self.aid {
            Aid::Floor(floor) => {
                Promised::Floor { price: self.agreed(setting, stuff), upside_share: floor.upside_share }
            }
            // Without a price it guarantees a quantity: see its pledges.
            Aid::Offtake { share, price } => {
                Promised::Sale { share: *share, price: price.map(|_| self.agreed(setting, stuff)) }
            }
            Aid::Club(_) | Aid::Stockpile(_) | Aid::Fund(_) | Aid::Hasten(_) => return None,
        };
        Some(Promise { support: number, turn: self.turn, of })
    }
}
