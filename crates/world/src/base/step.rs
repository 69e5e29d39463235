//! The steps of the chain that a flow can belong to.

/// What happens to the material of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Ore mined, tonnes of rare earth oxide.
    OreReo,
    /// Element in mine output.
    MineOutput,
    /// Concentrate put into stock (negative: taken out).
    ConcentrateStock,
    /// Concentrate shipped to a separator.
    ConcentrateShipment,
    /// Separated oxide.
    SeparatedOxide,
    /// Lost in the chemistry of separation.
    ChemicalLoss,
    /// Left unseparated, discarded or stockpiled.
    Unseparated,
    /// Oxide won back from swarf.
    RecycledOxide,
    /// Oxide shipped.
    OxideTrade,
    /// Metal made.
    MetalMade,
    /// Lost between oxide and metal.
    MetalLoss,
    /// Metal shipped.
    MetalTrade,
    /// Oxide used outside magnets.
    DirectUse,
    /// Oxide put into stock (negative: taken out).
    OxideStock,
    /// Metal put into stock (negative: taken out).
    MetalStock,
    /// Element in magnet blanks (samarium: in samarium cobalt).
    IntoBlanks,
    /// Element in finished magnets.
    FinishedMagnet,
    /// Element in swarf.
    Swarf,
    /// Swarf shipped for recycling.
    SwarfTrade,
    /// Swarf not recycled in the year (negative: older scrap recycled).
    SwarfRest,
    /// NdFeB blanks, tonnes of magnet.
    BlankMass,
    /// Finished NdFeB magnets, tonnes of magnet.
    FinishedMass,
    /// Finished NdFeB magnets delivered, tonnes of magnet.
    MagnetLane,
    /// Finished NdFeB magnets bought, tonnes of magnet.
    MagnetBought,
    /// Samarium cobalt magnets made, tonnes of magnet.
    SmCoMass,
}

impl Step {
    /// Every step, from mine to buyer.
    pub const ALL: [Self; 25] = [
        Self::OreReo,
        Self::MineOutput,
        Self::ConcentrateStock,
        Self::ConcentrateShipment,
        Self::SeparatedOxide,
        Self::ChemicalLoss,
        Self::Unseparated,
        Self::RecycledOxide,
        Self::OxideTrade,
        Self::MetalMade,
        Self::MetalLoss,
        Self::MetalTrade,
        Self::DirectUse,
        Self::OxideStock,
        Self::MetalStock,
        Self::IntoBlanks,
        Self::FinishedMagnet,
        Self::Swarf,
        Self::SwarfTrade,
        Self::SwarfRest,
        Self::BlankMass,
        Self::FinishedMass,
        Self::MagnetLane,
        Self::MagnetBought,
        Self::SmCoMass,
    ];

    /// The word with which a flow's id begins.
    pub fn word(self) -> &'static str {
        match self {
            Self::OreReo => "ore",
            Self::MineOutput => "mine",
            Self::ConcentrateStock => "concentrate_stock",
            Self::ConcentrateShipment => "concentrate_lane",
            Self::SeparatedOxide => "separated",
            Self::ChemicalLoss => "loss",
            Self::Unseparated => "unseparated",
            Self::RecycledOxide => "recycled",
            Self::OxideTrade => "oxide_lane",
            Self::MetalMade => "metal",
            Self::MetalLoss => "metal_loss",
            Self::MetalTrade => "metal_lane",
            Self::DirectUse => "direct_use",
            Self::OxideStock => "oxide_stock",
            Self::MetalStock => "metal_stock",
            Self::IntoBlanks => "into_blanks",
            Self::FinishedMagnet => "finished",
            Self::Swarf => "swarf",
            Self::SwarfTrade => "swarf_lane",
            Self::SwarfRest => "swarf_rest",
            Self::BlankMass => "blank_mass",
            Self::FinishedMass => "finished_mass",
            Self::MagnetLane => "magnet_lane",
            Self::MagnetBought => "magnet_bought",
            Self::SmCoMass => "smco_mass",
        }
    }
    /// Whether the flow may run backwards: stock changes, and swarf of earlier years.
    pub fn may_be_negative(self) -> bool {
        matches!(self, Self::ConcentrateStock | Self::OxideStock | Self::MetalStock | Self::SwarfRest)
    }
    /// Whether the flow goes from one place to another.
    pub fn is_lane(self) -> bool {
        matches!(
            self,
            Self::ConcentrateShipment
                | Self::OxideTrade
                | Self::MetalTrade
                | Self::SwarfTrade
                | Self::MagnetLane
        )
    }
}
