//! Announced projects outside China.

use coercivity_quantity::Citation;

use super::Shape;
use crate::problem::Problem;
use crate::table::{Range, Row};

pub(super) const TABLE: Shape = (
    "data/base/projects.csv",
    &[
        "facility",
        "name",
        "place",
        "stage",
        "class",
        "funded",
        "money_raised_usd",
        "final_decision",
        "first_output",
        "first_output_basis",
        "nameplate",
        "nameplate_basis",
        "nd_t_per_year",
        "pr_t_per_year",
        "dy_t_per_year",
        "tb_t_per_year",
        "sm_t_per_year",
        "y_t_per_year",
        "magnet_t_per_year",
        "worn_out_magnet_t_per_year",
        "support",
        "offtake",
        "as_of",
        "source",
        "at",
        "confidence",
        "note",
    ],
);

/// The delay class of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProjectClass {
    /// A mine or plant that runs and grows.
    BrownfieldMine,
    /// A circuit that is changed over.
    ReconfiguredCircuit,
    /// A magnet or metal plant (the class names the technology; see `funded`).
    FundedMagnetPlant,
    /// New chemistry on a new site.
    GreenfieldChemistry,
    /// A process that nobody has run at scale.
    FirstOfKind,
    /// A junior's deposit without money.
    UnfundedJunior,
}

/// Whether a project has its money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Funding {
    /// No.
    No,
    /// Nobody says.
    Unclear,
    /// In part.
    Partly,
    /// Promised on conditions.
    Conditional,
    /// Yes.
    Yes,
}

/// A project as written; tonnes a year of contained element, or of magnet.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectRow {
    /// Id of the facility.
    pub facility: String,
    /// Its name.
    pub name: String,
    /// The country.
    pub place: String,
    /// Stages, joined by `+` or `-to-`.
    pub stage: String,
    /// Delay class.
    pub class: ProjectClass,
    /// Whether it has its money.
    pub funded: Funding,
    /// Money raised.
    pub money_raised_usd: Option<f64>,
    /// State of the final investment decision, in words.
    pub final_decision: String,
    /// Promised (or actual) first output, a year or a month; empty when nobody says.
    pub first_output: String,
    /// Whether that is actual, announced or derived, in words.
    pub first_output_basis: String,
    /// Nameplate as published.
    pub nameplate: Option<f64>,
    /// What the nameplate counts, in words.
    pub nameplate_basis: String,
    /// Tonnes a year by element, in the order of the columns, where known.
    pub elements_t_per_year: Vec<(&'static str, f64)>,
    /// Tonnes of magnet a year.
    pub magnet_t_per_year: Option<f64>,
    /// Tonnes of worn-out magnets taken in a year.
    pub worn_out_magnet_t_per_year: Option<f64>,
    /// Public support, in words.
    pub support: String,
    /// Who takes the output, in words.
    pub offtake: String,
    /// Year or month of the information.
    pub as_of: String,
    /// What it rests on.
    pub cited: Citation,
    /// Line in the file.
    pub line: usize,
}

impl ProjectClass {
    /// The word of each class.
    pub const WORDS: [(&str, Self); 6] = [
        ("brownfield-mine", Self::BrownfieldMine),
        ("reconfigured-circuit", Self::ReconfiguredCircuit),
        ("funded-magnet-plant", Self::FundedMagnetPlant),
        ("greenfield-chemistry", Self::GreenfieldChemistry),
        ("first-of-kind", Self::FirstOfKind),
        ("unfunded-junior", Self::UnfundedJunior),
    ];
}

impl Funding {
    /// The word of each state.
    pub const WORDS: [(&str, Self); 5] = [
        ("no", Self::No),
        ("unclear", Self::Unclear),
        ("partly", Self::Partly),
        ("conditional", Self::Conditional),
        ("yes", Self::Yes),
    ];
}

const ELEMENTS: [(&str, &str); 6] = [
    ("Nd", "nd_t_per_year"),
    ("Pr", "pr_t_per_year"),
    ("Dy", "dy_t_per_year"),
    ("Tb", "tb_t_per_year"),
    ("Sm", "sm_t_per_year"),
    ("Y", "y_t_per_year"),
];

impl ProjectRow {
    pub(super) fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let (facility, name) = (row.required("facility", problems), row.required("name", problems));
        let (place, stage) = (row.required("place", problems), row.required("stage", problems));
        let class = row.one_of("class", &ProjectClass::WORDS, problems);
        let funded = row.one_of("funded", &Funding::WORDS, problems);
        let mut number = |column: &str| row.number(column, Range::NotNegative, problems);
        let (money_raised_usd, nameplate) = (number("money_raised_usd"), number("nameplate"));
        let magnet_t_per_year = number("magnet_t_per_year");
        let worn_out_magnet_t_per_year = number("worn_out_magnet_t_per_year");
        let elements_t_per_year =
            ELEMENTS.iter().filter_map(|&(symbol, column)| Some((symbol, number(column)?))).collect();
        if row.text("first_output").len() > 4 {
            row.month("first_output", problems);
        } else if !row.text("first_output").is_empty() {
            number("first_output");
        }
        let cited = row.citation(problems);
        Some(Self {
            facility: facility?,
            name: name?,
            place: place?,
            stage: stage?,
            class: class?,
            funded: funded?,
            money_raised_usd,
            final_decision: row.text("final_decision"),
            first_output: row.text("first_output"),
            first_output_basis: row.text("first_output_basis"),
            nameplate,
            nameplate_basis: row.text("nameplate_basis"),
            elements_t_per_year,
            magnet_t_per_year,
            worn_out_magnet_t_per_year,
            support: row.text("support"),
            offtake: row.text("offtake"),
            as_of: row.text("as_of"),
            cited: cited?,
            line: row.line(),
        })
    }
}
