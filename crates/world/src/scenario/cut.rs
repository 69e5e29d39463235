//! Cuts of the supplier's lanes.

use coercivity_quantity::Month;

use crate::id::{Element, Place, Stage};

/// The stages that a cut holds when it names none: what a supplier sells from the oxide to the magnet.
pub const CUT_STAGES: [&str; 5] = ["oxide", "metal", "alloy", "blank", "magnet"];
/// Stages that a cut holds only when it names them.
pub const NAMED_STAGES: [&str; 2] = ["concentrate", "swarf"];

/// A share of the supplier's lanes that is closed for some months.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// Its id.
    pub id: String,
    /// First month.
    pub from: Month,
    /// Last month; the end of the horizon when absent.
    pub until: Option<Month>,
    /// Share of each lane's recent mean that is closed, 0..=1.
    pub severity: f64,
    /// Stages in scope, as the first half of a good's id says them; [`CUT_STAGES`] when empty.
    pub stages: Vec<Stage>,
    /// Elements in scope, groups unfolded; all when empty.
    pub elements: Vec<Element>,
    /// Regions whose lanes are cut; every region outside the supplier when empty.
    pub destinations: Vec<Place>,
}

impl Cut {
    /// The severity in a month; zero before and after.
    pub fn severity_in(&self, month: Month) -> f64 {
        let inside = self.from <= month && self.until.is_none_or(|it| month <= it);
        if inside { self.severity } else { 0.0 }
    }
    /// Whether goods of a stage (`oxide`, `magnet`, ..) are in scope.
    pub fn holds_stage(&self, stage: &str) -> bool {
        match self.stages.is_empty() {
            true => CUT_STAGES.contains(&stage),
            false => self.stages.iter().any(|it| it.as_str() == stage),
        }
    }
    /// Whether an element is in scope.
    pub fn holds_element(&self, element: Element) -> bool {
        self.elements.is_empty() || self.elements.contains(&element)
    }
    /// Whether lanes to a region other than the supplier's own are in scope.
    pub fn reaches(&self, destination: Place) -> bool {
        self.destinations.is_empty() || self.destinations.contains(&destination)
    }
}
