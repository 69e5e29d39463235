//! The closed list of unit endings.

/// A unit as data files and output columns write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Tonnes of contained element.
    TonnesElement,
    /// Tonnes of rare earth oxide equivalent.
    TonnesReo,
    /// Tonnes of the named oxide.
    TonnesOxide,
    /// Tonnes of the article as weighed.
    TonnesGross,
    /// Tonnes of magnet.
    TonnesMagnet,
    /// Dollars a kilogram of the good.
    UsdPerKg,
    /// Yuan a tonne, value added tax included.
    CnyPerTonne,
    /// Dollars.
    Usd,
    /// A ratio in 0..=1.
    Share,
    /// A percentage.
    Percent,
    /// Months.
    Months,
    /// Weeks.
    Weeks,
    /// Days.
    Days,
    /// A plain number whose meaning its subject says.
    Number,
}

impl Unit {
    /// Every unit, in the order of the documentation.
    pub const ALL: [Self; 14] = [
        Self::TonnesElement,
        Self::TonnesReo,
        Self::TonnesOxide,
        Self::TonnesGross,
        Self::TonnesMagnet,
        Self::UsdPerKg,
        Self::CnyPerTonne,
        Self::Usd,
        Self::Share,
        Self::Percent,
        Self::Months,
        Self::Weeks,
        Self::Days,
        Self::Number,
    ];

    /// The spelling in files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::TonnesElement => "t_element",
            Self::TonnesReo => "t_reo",
            Self::TonnesOxide => "t_oxide",
            Self::TonnesGross => "t_gross",
            Self::TonnesMagnet => "t_magnet",
            Self::UsdPerKg => "usd_per_kg",
            Self::CnyPerTonne => "cny_per_t",
            Self::Usd => "usd",
            Self::Share => "share",
            Self::Percent => "percent",
            Self::Months => "months",
            Self::Weeks => "weeks",
            Self::Days => "days",
            Self::Number => "number",
        }
    }
    /// Reads a spelling; `None` when it is not on the list.
    pub fn from_ending(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.ending() == text)
    }
}
