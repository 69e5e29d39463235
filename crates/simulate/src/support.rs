//! One clause that acts on makers, holders, projects or members, and what it pays.

use coercivity_market::chain::Stuff;
use coercivity_quantity::{Day, Verdict};
use coercivity_world::InstrumentId;
use coercivity_world::measures::{FloorBasis, LawState, Regime};

use crate::effect::Aid;
use crate::pledge::Pledge;
use crate::setting::Setting;

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
    /// Projects that its money may build, by place in the list.
    pub recipients: Vec<usize>,
    /// Activities whose running cost it credits.
    pub credits: Vec<usize>,
    /// Shares that it pledges.
    pub pledges: Vec<Pledge>,
}

impl Support {
    /// Whether it binds on a day.
    pub fn binds(&self, regime: &Regime, law: &LawState, day: Day) -> bool {
        regime.state(self.instrument, &self.clause, day, law).is_some_and(|it| it.binds() == Verdict::Yes)
    }

    /// What it pays of a running cost, in the cost's unit: a tax credit on what is made.
    pub fn credit(&self, cost: f64) -> f64 {
        match &self.aid {
            Aid::Fund(fund) => fund.share_of_cost.unwrap_or(0.0) * cost.max(0.0),
            Aid::Floor(_) | Aid::Offtake { .. } | Aid::Club(_) | Aid::Stockpile(_) | Aid::Hasten(_) => 0.0,
        }
    }

    /// What it adds to an output's price, USD/kg, when the good fetches `price`: under a floor F a producer earns `p +
    /// max(0, F - p) - upside max(0, p - F)`; an offtake takes its share at the agreed price, dearer or cheaper than the
    /// market. `element_per_oxide` turns a floor on oxide into one on element.
    pub fn topping(&self, price: f64, element_per_oxide: f64) -> f64 {
        match &self.aid {
            Aid::Floor(floor) => {
                let per_element = match floor.basis {
                    FloorBasis::ContainedOxide => 1.0 / element_per_oxide,
                    FloorBasis::ContainedElement | FloorBasis::Gross => 1.0,
                };
                let least = floor.floor.in_usd_per_kg() * per_element;
                (least - price).max(0.0) - floor.upside_share * (price - least).max(0.0)
            }
            Aid::Offtake { share, price: Some(agreed) } => share * (agreed.in_usd_per_kg() - price),
            // Without a price it guarantees a quantity: see its pledges.
            Aid::Offtake { price: None, .. }
            | Aid::Club(_)
            | Aid::Stockpile(_)
            | Aid::Fund(_)
            | Aid::Hasten(_) => 0.0,
        }
    }
}

/// Element mass in a unit of its oxide's mass, where a node holds oxide or metal; else one.
pub(crate) fn element_per_oxide(setting: &Setting, node: usize) -> f64 {
    match setting.chain.nodes[node].stuff {
        Stuff::Oxide(element) | Stuff::Metal(element) => {
            setting.assumed.element_per_oxide.get(&element).copied().unwrap_or(1.0)
        }
        Stuff::Concentrate(_)
        | Stuff::Alloy(_)
        | Stuff::Blank(_)
        | Stuff::Finished(_)
        | Stuff::Magnet(_)
        | Stuff::SamariumMagnet
        | Stuff::SamariumMagnetOffered
        | Stuff::Commodity(_) => 1.0,
    }
}
