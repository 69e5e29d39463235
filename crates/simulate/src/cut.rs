//! How much of the supplier's lanes is cut, and when.

use coercivity_market::chain::{Grade, Stuff};
use coercivity_quantity::Month;
use coercivity_world::Place;
use coercivity_world::scenario::Cut;

/// A plan of cuts over a run. Severity is a share of what a lane carried before, 0..=1.
#[derive(Clone, Debug, PartialEq)]
pub enum CutPlan<'a> {
    /// Nothing is cut.
    None,
    /// What a scenario says.
    Written(&'a [Cut]),
    /// Every lane of the supplier, from oxide to magnet, to everybody else, held from the run's first month.
    Held {
        /// How much.
        severity: f64,
    },
    /// Some activities stand still, whoever runs them: one link of the chain is lost.
    Lost {
        /// Whether each activity is lost.
        activities: &'a [bool],
    },
    /// Every lane again, tightening from nothing to all and loosening back.
    Loop {
        /// Months of tightening, and again of loosening.
        months: f64,
    },
}

impl CutPlan<'_> {
    /// Severity on a lane in a period whose middle is `after` months into the run.
    pub fn severity(&self, month: Month, after: f64, stuff: Stuff, to: Place) -> f64 {
        match self {
            Self::None | Self::Lost { .. } => 0.0,
            Self::Written(cuts) => {
                let meant = cuts.iter().filter(|it| it.reaches(to) && holds(it, stuff));
                meant.map(|it| it.severity_in(month)).fold(0.0, f64::max)
            }
            Self::Held { severity } => {
                if shipped(stuff) {
                    *severity
                } else {
                    0.0
                }
            }
            Self::Loop { months } => {
                let severity = if after <= *months { after / months } else { 2.0 - after / months };
                if shipped(stuff) { severity.clamp(0.0, 1.0) } else { 0.0 }
            }
        }
    }
}

/// Whether a total cut touches a good: concentrate and swarf only when a scenario names them.
fn shipped(stuff: Stuff) -> bool {
    !matches!(stuff, Stuff::Concentrate(_))
}

fn holds(cut: &Cut, stuff: Stuff) -> bool {
    let heavy = |grade: Grade| {
        // A cut of one element reaches the magnets that bear it.
        cut.elements.is_empty()
            || grade == Grade::Heavy && cut.elements.iter().any(|it| Grade::BORNE.contains(&it.as_str()))
    };
    match stuff {
        Stuff::Concentrate(_) => cut.holds_stage("concentrate"),
        Stuff::Oxide(element) => cut.holds_stage("oxide") && cut.holds_element(element),
        Stuff::Metal(element) => cut.holds_stage("metal") && cut.holds_element(element),
        Stuff::Alloy(grade) => cut.holds_stage("alloy") && heavy(grade),
        Stuff::Blank(grade) => cut.holds_stage("blank") && heavy(grade),
        Stuff::Finished(grade) | Stuff::Magnet(grade) => cut.holds_stage("magnet") && heavy(grade),
        // Cuts by stage and element are a matter of the rare earth chain; a small chain is cut as a whole.
        Stuff::Commodity(_) => cut.elements.is_empty(),
        Stuff::SamariumMagnet | Stuff::SamariumMagnetOffered => {
            cut.holds_stage("magnet")
                && (cut.elements.is_empty() || cut.elements.iter().any(|it| it.as_str() == "Sm"))
        }
    }
}
