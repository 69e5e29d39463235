//! What moves or changes goods: mines, plants, lanes, sinks.

use coercivity_world::{Deposit, Element, Place};

use super::node::{Grade, Stuff};

/// The kind of an activity and its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Mining and beneficiation of a deposit; tonnes of concentrate's elements.
    Mine(Deposit),
    /// Shipping a deposit's concentrate to a separator and separating it; tonnes of concentrate's elements.
    Separation(Deposit),
    /// Oxide from collected swarf; tonnes of element.
    Recycling(Element),
    /// Oxide to metal; tonnes of metal.
    MetalMaking(Element),
    /// One light magnet metal standing in for another at a maker; tonnes.
    StandIn(Element),
    /// Metals to alloy; tonnes of alloy.
    AlloyMaking(Grade),
    /// Alloy to sintered blanks; tonnes of blank.
    Sintering(Grade),
    /// Blanks to finished magnets; tonnes of blank.
    Machining(Grade),
    /// Samarium to SmCo magnets; tonnes of magnet.
    SamariumMagnetMaking,
    /// Shipping a good from place to place; tonnes.
    Lane(Stuff),
    /// A stock gain of the base year, kept as an optional sink; tonnes.
    StockGain(Stuff),
    /// A stock loss of the base year, kept as an optional source; tonnes.
    StockLoss(Stuff),
    /// Discarding what nobody wants, at a cost; tonnes.
    Discard(Stuff),
    /// Selling from a place into the open market; tonnes.
    OpenSale(Stuff),
    /// Buying out of the open market; tonnes.
    OpenPurchase(Stuff),
    /// An announced project, by its place in the list; parts of its nameplate, 0 to 1.
    Project(usize),
    /// Plants that nobody has announced, by what they make; tonnes of it.
    Newcomers(Stuff),
    /// Shipments that slip past a closed border; tonnes.
    Leakage(Stuff),
}

/// One activity, calibrated.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// What it is.
    pub kind: Kind,
    /// Where its inputs are.
    pub from: Place,
    /// Where its outputs are.
    pub to: Place,
    /// Nodes it adds to (positive) or takes from (negative), by index into the chain's nodes.
    pub entries: Vec<(usize, f64)>,
    /// Rate in the base month, units a month.
    pub base: f64,
    /// Marginal cost at zero, USD/kg.
    pub cost: f64,
    /// Rise of the marginal cost, USD/kg per unit a month, at the base year's size.
    pub slope: f64,
    /// Largest rate at the base year's size, units a month; infinite when nothing bounds it.
    pub capacity: f64,
}

impl Activity {
    /// The first node it takes from: where a lane begins.
    pub fn source(&self) -> Option<usize> {
        self.entries.iter().find(|it| it.1 < 0.0).map(|it| it.0)
    }
    /// The first node it adds to: where a lane ends.
    pub fn target(&self) -> Option<usize> {
        self.entries.iter().find(|it| it.1 > 0.0).map(|it| it.0)
    }
}
