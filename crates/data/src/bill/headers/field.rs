//! The sheets of a bill and the columns that each may have.

use crate::bill::rows::BillColumn;

/// What a sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetKind {
    /// Lines of the bill.
    Bill,
    /// Parties.
    Parties,
    /// Movements.
    Movements,
    /// What papers say.
    Evidence,
}

/// The sheet of our template that says how it is filled in.
pub const READ_ME_SHEET: &str = "Read me";
/// The sheet of our template with the words of its drop-downs.
pub const LISTS_SHEET: &str = "Lists";
/// The sheet of our template that shows an example.
pub const EXAMPLE_SHEET: &str = "Example";

/// Columns that other people's bills have and the template needs not.
const FURTHER: [&str; 3] = [MASS_UNIT, VALUE_PER, ORIGIN_SHARE];
/// Unit that the masses of a row are written in.
pub(crate) const MASS_UNIT: &str = "mass_unit";
/// Share of the content from its origin, a number or a range in one cell.
pub(crate) const ORIGIN_SHARE: &str = "origin_share";
/// Share for which a claim holds, a number or a range in one cell.
pub(crate) const SHARE: &str = "share";
/// How many items the value of a row is for.
pub(crate) const VALUE_PER: &str = "value_per";

/// Fields that are numbers.
pub(crate) const FIGURES: [&str; 11] = [
    "quantity",
    "mass_kg",
    "value_amount",
    VALUE_PER,
    "element_mass_share_low",
    "element_mass_share_best",
    "element_mass_share_high",
    "origin_share_low",
    "origin_share_high",
    "share_low",
    "share_high",
];

/// Whether a field is a number, a range of them, or the unit of one.
pub(crate) fn is_figure(field: &str) -> bool {
    FIGURES.contains(&field) || [ORIGIN_SHARE, SHARE, "unit", MASS_UNIT, "value_currency"].contains(&field)
}

impl SheetKind {
    /// Every kind, in the order of the template.
    pub const ALL: [Self; 4] = [Self::Bill, Self::Parties, Self::Movements, Self::Evidence];

    /// Its word in tables and mappings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bill => "bill",
            Self::Parties => "parties",
            Self::Movements => "movements",
            Self::Evidence => "evidence",
        }
    }
    /// Its columns in the template.
    pub fn columns(self) -> Vec<&'static str> {
        match self {
            Self::Bill => BillColumn::WORDS.map(|it| it.0).to_vec(),
            Self::Parties => vec!["id", "name", "country", "owners", "lei", "lists", "military", "note"],
            Self::Movements => vec!["from", "to", "item", "day", "user", "use", "contract", "answers"],
            Self::Evidence => vec![
                "id",
                "subject",
                "element",
                "claim",
                "place",
                "share_low",
                "share_high",
                "from",
                "until",
                "issuer",
                "strength",
                "document",
                "note",
            ],
        }
    }
    /// All that a column may be: those of the template and those of other people's files.
    pub fn fields(self) -> Vec<&'static str> {
        let mut fields = self.columns();
        match self {
            Self::Bill => fields.extend(FURTHER),
            Self::Evidence => fields.push(SHARE),
            Self::Parties | Self::Movements => {}
        }
        fields
    }
    /// The column that names a row, where no two rows may have the same name.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Bill => Some("item_id"),
            Self::Parties => Some("id"),
            Self::Movements | Self::Evidence => None,
        }
    }
    /// Without these a sheet of this kind says nothing.
    pub(crate) fn needed(self) -> &'static [&'static str] {
        match self {
            Self::Bill => &["item_id"],
            Self::Parties => &["id"],
            Self::Movements => &["from", "to"],
            Self::Evidence => &["subject", "claim"],
        }
    }
}
