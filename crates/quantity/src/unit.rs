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
    /// Tonnes of magnet block before machining.
    TonnesBlank,
    /// Tonnes of what the subject says.
    Tonnes,
    /// Kilograms.
    Kilograms,
    /// Kilograms a year.
    KilogramsPerYear,
    /// Kilograms a megawatt of rated power.
    KilogramsPerMegawatt,
    /// Australian dollars a kilogram of the good.
    AudPerKg,
    /// Dollars for a yearly tonne of capacity.
    UsdPerTonnePerYear,
    /// Carats.
    Carats,
    /// Cubic metres.
    CubicMetres,
    /// Litres.
    Litres,
    /// A plain number whose meaning its subject says.
    Number,
}

impl Unit {
    /// Every unit, in the order of the documentation.
    pub const ALL: [Self; 24] = [
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
        Self::TonnesBlank,
        Self::Tonnes,
        Self::Kilograms,
        Self::KilogramsPerYear,
        Self::KilogramsPerMegawatt,
        Self::AudPerKg,
        Self::UsdPerTonnePerYear,
        Self::Carats,
        Self::CubicMetres,
        Self::Litres,
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
            Self::TonnesBlank => "t_blank",
            Self::Tonnes => "t",
            Self::Kilograms => "kg",
            Self::KilogramsPerYear => "kg_per_year",
            Self::KilogramsPerMegawatt => "kg_per_mw",
            Self::AudPerKg => "aud_per_kg",
            Self::UsdPerTonnePerYear => "usd_per_t_per_year",
            Self::Carats => "carat",
            Self::CubicMetres => "m3",
            Self::Litres => "litre",
            Self::Number => "number",
        }
    }
    /// Reads a spelling; `None` when it is not on the list.
    pub fn from_ending(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.ending() == text)
    }
}
