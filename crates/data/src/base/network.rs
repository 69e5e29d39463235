//! The structure of the chain as written: no figures but an element's share in its oxide.

use coercivity_quantity::Citation;

use super::{Shape, Spread, spread};
use crate::problem::Problem;
use crate::table::{Range, Row};

pub(super) const ELEMENTS: Shape = (
    "data/base/elements.csv",
    &[
        "element",
        "name",
        "chain",
        "low",
        "best",
        "high",
        "unit",
        "as_of",
        "source",
        "at",
        "confidence",
        "note",
    ],
);
pub(super) const DEPOSITS: Shape =
    ("data/base/deposits.csv", &["deposit", "place", "basket", "separated_by", "note"]);
pub(super) const ROLES: Shape = ("data/base/roles.csv", &["role", "place", "elements", "note"]);
pub(super) const LANES: Shape = ("data/base/lanes.csv", &["stage", "from", "to", "elements", "note"]);

/// How far down the chain an element is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chain {
    /// Oxide, metal, blank, finished magnet, and the swarf loop.
    Magnet,
    /// Oxide straight into samarium cobalt.
    Smco,
    /// Ends in direct use of the oxide.
    Oxide,
    /// Ends as separated oxide.
    Separated,
    /// Bought, but not mined in this table.
    Aside,
}

/// An element as written.
#[derive(Clone, Debug, PartialEq)]
pub struct ElementRow {
    /// Symbol or group.
    pub element: String,
    /// Its name.
    pub name: String,
    /// How far it is followed.
    pub chain: Chain,
    /// Mass share of the element in its oxide.
    pub oxide_share: f64,
    /// What that rests on.
    pub cited: Citation,
    /// Line in the file.
    pub line: usize,
}

impl ElementRow {
    /// Path of the table.
    pub const PATH: &'static str = ELEMENTS.0;

    pub(super) fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let chains = [
            ("magnet", Chain::Magnet),
            ("smco", Chain::Smco),
            ("oxide", Chain::Oxide),
            ("separated", Chain::Separated),
            ("aside", Chain::Aside),
        ];
        let element = row.required("element", problems);
        let chain = row.one_of("chain", &chains, problems);
        spread::unit(row, problems);
        let share = Spread::read(row, "", Range::Share, problems).best.filter(|it| *it > 0.0);
        if share.is_none() {
            row.problem(
                "best",
                "a mass share above zero",
                "write the element's share in its oxide",
                problems,
            );
        }
        let cited = row.citation(problems);
        let name = row.text("name");
        Some(Self {
            element: element?,
            name,
            chain: chain?,
            oxide_share: share?,
            cited: cited?,
            line: row.line(),
        })
    }
}

/// A deposit as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepositRow {
    /// Its id.
    pub deposit: String,
    /// The place it lies in.
    pub place: String,
    /// Name of its basket.
    pub basket: String,
    /// Facility that alone separates it where it lies; empty when several do or nobody said.
    pub separated_by: String,
    /// What it is.
    pub note: String,
    /// Line in the file.
    pub line: usize,
}

impl DepositRow {
    /// Path of the table.
    pub const PATH: &'static str = DEPOSITS.0;

    pub(super) fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let (deposit, place) = (row.required("deposit", problems), row.required("place", problems));
        Some(Self {
            deposit: deposit?,
            place: place?,
            basket: row.text("basket"),
            separated_by: row.text("separated_by"),
            note: row.text("note"),
            line: row.line(),
        })
    }
}

/// Something that a place can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Concentrate into oxide.
    Separation,
    /// Swarf into oxide.
    Recycling,
    /// Oxide into metal.
    MetalMaking,
    /// Metal into NdFeB blanks and finished magnets.
    MagnetMaking,
    /// Oxide into samarium cobalt.
    SmcoMaking,
    /// Use of oxide outside magnets.
    DirectUse,
    /// Purchase of finished NdFeB magnets.
    MagnetBuying,
}

/// What a place can do, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRow {
    /// The role.
    pub role: Role,
    /// The place.
    pub place: String,
    /// For which elements; empty where the role is about magnets as a whole.
    pub elements: Vec<String>,
    /// Line in the file.
    pub line: usize,
}

impl RoleRow {
    /// Path of the table.
    pub const PATH: &'static str = ROLES.0;

    pub(super) fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let roles = [
            ("separation", Role::Separation),
            ("recycling", Role::Recycling),
            ("metal_making", Role::MetalMaking),
            ("magnet_making", Role::MagnetMaking),
            ("smco_making", Role::SmcoMaking),
            ("direct_use", Role::DirectUse),
            ("magnet_buying", Role::MagnetBuying),
        ];
        let role = row.one_of("role", &roles, problems);
        let place = row.required("place", problems);
        let elements = spread::words(&row.text("elements"));
        if elements.is_empty() && role.is_some_and(|it| it != Role::MagnetBuying) {
            row.problem("elements", "at least one element", "list them with `;` between", problems);
        }
        Some(Self { role: role?, place: place?, elements, line: row.line() })
    }
}

/// The good that a lane carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LaneStage {
    /// Concentrate, from a deposit.
    Concentrate,
    /// Oxide.
    Oxide,
    /// Metal.
    Metal,
    /// Swarf.
    Swarf,
    /// Finished NdFeB magnets.
    Magnet,
}

/// A lane as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneRow {
    /// What it carries.
    pub stage: LaneStage,
    /// From which place (a deposit for concentrate).
    pub from: String,
    /// To which place.
    pub to: String,
    /// Which elements; empty for magnets.
    pub elements: Vec<String>,
    /// Line in the file.
    pub line: usize,
}

impl LaneRow {
    /// Path of the table.
    pub const PATH: &'static str = LANES.0;

    pub(super) fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let stages = [
            ("concentrate", LaneStage::Concentrate),
            ("oxide", LaneStage::Oxide),
            ("metal", LaneStage::Metal),
            ("swarf", LaneStage::Swarf),
            ("magnet", LaneStage::Magnet),
        ];
        let stage = row.one_of("stage", &stages, problems);
        let (from, to) = (row.required("from", problems), row.required("to", problems));
        let elements = spread::words(&row.text("elements"));
        if elements.is_empty() && stage.is_some_and(|it| it != LaneStage::Magnet) {
            row.problem("elements", "at least one element", "list them with `;` between", problems);
        }
        Some(Self { stage: stage?, from: from?, to: to?, elements, line: row.line() })
    }
}
