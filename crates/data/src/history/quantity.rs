//! What a series states.

use super::closed_list::closed_list;

closed_list! {
    /// What a series states, with its unit.
    SeriesQuantity {
        /// USD/kg, mean of the month, nominal.
        Price = "price",
        /// Tonnes a month out of a place to a partner, as customs weighs them.
        Exports = "exports",
        /// Tonnes a month into a place from a partner.
        Imports = "imports",
        /// Tonnes a month consumed in a place; stock changes of users left out.
        Demand = "demand",
        /// Share of reference demand met, 0 to 1.
        Service = "service",
        /// Licence applications granted over received, both cumulated.
        ApprovalShare = "approval_share",
        /// 1 while a facility sells and its owner is solvent, else 0.
        Operating = "operating",
        /// USD/kg at which a project earns 15 %.
        BreakevenPrice = "breakeven_price",
        /// Months between the promised and the actual start; never started is 999.
        DelayMonths = "delay_months",
        /// Percent by which capital exceeded the plan.
        CapexOverrun = "capex_overrun",
        /// Years from discovery to output.
        LeadTimeYears = "lead_time_years",
        /// Share of a class's projects that have started.
        StartedShare = "started_share",
        /// Output over nameplate, mean of a class.
        RampShare = "ramp_share",
    }
}

/// Which numbers a series of a quantity may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// Zero or more.
    NotNegative,
    /// 0 to 1.
    Share,
    /// Any number.
    Any,
}

/// What the word in `good` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoodKind {
    /// A substance.
    Substance,
    /// A class of users.
    UserClass,
    /// A substance and the class of users who apply for it, `GOOD@USER-CLASS`.
    Licensed,
    /// A facility of the atlas.
    Facility,
    /// A class of projects.
    ProjectClass,
}

impl GoodKind {
    /// Every kind.
    pub(super) const ALL: [Self; 5] =
        [Self::Substance, Self::UserClass, Self::Licensed, Self::Facility, Self::ProjectClass];
}

/// A share may pass one by this much: sums of shares round.
const SHARE_ROUNDING: f64 = 1e-9;

impl SeriesQuantity {
    /// Which numbers its series may hold.
    pub fn bounds(self) -> Bounds {
        match self {
            Self::Price
            | Self::Exports
            | Self::Imports
            | Self::Demand
            | Self::BreakevenPrice
            | Self::LeadTimeYears
            | Self::RampShare => Bounds::NotNegative,
            Self::Service | Self::ApprovalShare | Self::Operating | Self::StartedShare => Bounds::Share,
            Self::DelayMonths | Self::CapexOverrun => Bounds::Any,
        }
    }
    /// What the word in `good` names.
    pub fn good_kind(self) -> GoodKind {
        match self {
            Self::Price | Self::Exports | Self::Imports | Self::Demand | Self::BreakevenPrice => {
                GoodKind::Substance
            }
            Self::Service => GoodKind::UserClass,
            Self::ApprovalShare => GoodKind::Licensed,
            Self::Operating => GoodKind::Facility,
            Self::DelayMonths
            | Self::CapexOverrun
            | Self::LeadTimeYears
            | Self::StartedShare
            | Self::RampShare => GoodKind::ProjectClass,
        }
    }
}

impl Bounds {
    /// Whether a number lies inside.
    pub fn hold(self, number: f64) -> bool {
        match self {
            Self::NotNegative => number >= 0.0,
            Self::Share => (0.0..=1.0 + SHARE_ROUNDING).contains(&number),
            Self::Any => true,
        }
    }
    /// The bounds in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotNegative => "a number that is not negative",
            Self::Share => "a share between 0 and 1",
            Self::Any => "a number such as 12.5",
        }
    }
}
