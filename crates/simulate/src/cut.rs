//! How much of the supplier's lanes is cut, and when.

use coercivity_market::chain::{Grade, Stuff};
use coercivity_quantity::Month;
use coercivity_world::Place;
use coercivity_world::scenario::{CUT_STAGES, Cut};

use crate::setting::Setting;

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
    /// Every lane of the supplier from one stage on to the magnet, to everybody else, from the run's first month: what
    /// comes before that stage is still sold.
    From {
        /// The stage, one of [`CUT_STAGES`].
        stage: &'a str,
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
            Self::From { stage } => f64::from(stage_of(stuff).is_some_and(|it| from_on(stage).contains(&it))),
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

/// The stages of [`CUT_STAGES`] from one on; none when it is not among them.
fn from_on(stage: &str) -> &'static [&'static str] {
    let place = CUT_STAGES.iter().position(|it| *it == stage);
    &CUT_STAGES[place.unwrap_or(CUT_STAGES.len())..]
}

/// The stage of a good in the words of a cut; none for goods of a small chain, which knows no stages.
pub(crate) fn stage_of(stuff: Stuff) -> Option<&'static str> {
    match stuff {
        Stuff::Concentrate(_) => Some("concentrate"),
        Stuff::Oxide(_) => Some("oxide"),
        Stuff::Metal(_) => Some("metal"),
        Stuff::Alloy(_) => Some("alloy"),
        Stuff::Blank(_) => Some("blank"),
        Stuff::Finished(_) | Stuff::Magnet(_) | Stuff::SamariumMagnet | Stuff::SamariumMagnetOffered => {
            Some("magnet")
        }
        Stuff::Commodity(_) => None,
    }
}

/// Whether a cut closes anything that the supplier sells to others in the base year.
pub(crate) fn closes(setting: &Setting, cut: &Cut) -> bool {
    let mut lanes = setting.chain.lanes_from(setting.assumed.supplier);
    lanes.any(|(_, it, stuff)| it.base > 0.0 && cut.reaches(it.to) && holds(cut, stuff))
}

fn holds(cut: &Cut, stuff: Stuff) -> bool {
    // Cuts by stage and element are a matter of the rare earth chain; a small chain is cut as a whole.
    let Some(stage) = stage_of(stuff) else { return cut.elements.is_empty() };
    cut.holds_stage(stage) && holds_elements(cut, stuff)
}

/// Whether a good is of an element that a cut names, or bears one.
fn holds_elements(cut: &Cut, stuff: Stuff) -> bool {
    let named = |symbols: &[&str]| cut.elements.iter().any(|it| symbols.contains(&it.as_str()));
    let bears = |grade: Grade| named(&Grade::BASE) || grade == Grade::Heavy && named(&Grade::BORNE);
    match stuff {
        Stuff::Concentrate(_) | Stuff::Commodity(_) => true,
        Stuff::Oxide(element) | Stuff::Metal(element) => cut.holds_element(element),
        Stuff::Alloy(grade) | Stuff::Blank(grade) | Stuff::Finished(grade) | Stuff::Magnet(grade) => {
            cut.elements.is_empty() || bears(grade)
        }
        Stuff::SamariumMagnet | Stuff::SamariumMagnetOffered => cut.elements.is_empty() || named(&["Sm"]),
    }
}
