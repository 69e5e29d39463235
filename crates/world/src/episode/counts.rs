//! How many tonnes, in the units of quotas, are in a tonne of an episode's good.
//!
//! An episode counts tonnes as they are traded: of oxide, of metal, of magnets.

use std::collections::BTreeMap;

use coercivity_data::{Problem, Range, Section};
use coercivity_quantity::Unit;

use super::parts::Parts;
use crate::id::Good;
use crate::measures::{Item, QUOTA_UNITS};
use crate::vocabulary::ElementGroup;
use crate::world::World;

/// The group of elements whose oxides are rare earth oxides.
const RARE_EARTHS: &str = "REE";

/// What is known of a [[good]]: what it says of itself in `per_tonne`, and else what follows from its name in the law.
pub(super) fn counts(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> BTreeMap<Unit, f64> {
    let law = from.text("law", &mut Vec::new()).map_or(String::new(), |it| it.value);
    let follows = |unit: Unit| per_tonne(&law, unit, parts.world).map(|it| (unit, it));
    let mut counts: BTreeMap<Unit, f64> = QUOTA_UNITS.into_iter().filter_map(follows).collect();
    if let Some(own) = from.section("per_tonne", problems) {
        own.only(&QUOTA_UNITS.map(Unit::ending), problems);
        for unit in QUOTA_UNITS {
            let Some(said) = own.number(unit.ending(), Range::Positive, problems) else { continue };
            let (fits, expected) = match unit {
                Unit::TonnesGross => (said == 1.0, "1: a tonne of the good is a tonne of it"),
                Unit::TonnesElement => (said <= 1.0, "a share of the good's own weight, 1 at most"),
                _ => (true, ""),
            };
            if let (false, Some(at)) = (fits, own.node(unit.ending())) {
                let found = format!("`{} = {said}`", unit.ending());
                own.wrong(at, found, expected, "correct the figure", problems);
            }
            counts.insert(unit, said);
        }
    }
    counts
}

/// Tonnes of a unit in a tonne of a good, as far as its name says it.
fn per_tonne(law: &str, unit: Unit, world: &World) -> Option<f64> {
    let name = law.split('+').next()?;
    let item = Item::of(Good::new(name)?);
    let (stage, substance) = (item.stage()?, name.split_once(':')?.1);
    let thing = world.vocabulary.element(substance);
    let element_per_oxide = thing.and_then(|it| it.element_per_oxide.best);
    let rare_earths = world.words.elements(RARE_EARTHS).unwrap_or_default();
    let is_rare_earth = rare_earths.iter().any(|it| it == substance)
        || thing.is_some_and(|it| it.group == ElementGroup::Several);
    match (unit, stage) {
        (Unit::TonnesGross, _) => Some(1.0),
        (Unit::TonnesMagnet, "magnet") => Some(1.0),
        (Unit::TonnesElement, "oxide") => element_per_oxide,
        (Unit::TonnesElement, "metal") => item.named_elements().is_some().then_some(1.0),
        (Unit::TonnesOxide, "oxide") => Some(1.0),
        (Unit::TonnesReo, "oxide") => is_rare_earth.then_some(1.0),
        (Unit::TonnesReo | Unit::TonnesOxide, "metal") => element_per_oxide.map(|it| 1.0 / it),
        _ => None,
    }
}
