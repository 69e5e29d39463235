//! Elements and the groups that are never told apart.

use std::collections::BTreeMap;

use coercivity_data::{Fact, ListedElement, Problem};

use super::{keep, made};
use crate::id::Element;
use crate::source::Sources;

/// Which side of the light-heavy line an element lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ElementGroup {
    /// Lanthanum to gadolinium.
    Light,
    /// Terbium to lutetium, and yttrium.
    Heavy,
    /// Scandium.
    Neither,
    /// Several elements together.
    Several,
}

/// An element, or a group that is never told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct ElementThing {
    /// Its symbol.
    pub id: Element,
    /// Its name.
    pub name: String,
    /// Light or heavy.
    pub group: ElementGroup,
    /// The oxide it is traded as; empty for a group.
    pub oxide: String,
    /// Element mass in a unit mass of its oxide: the one factor that turns oxide figures into [`Mass`].
    ///
    /// [`Mass`]: coercivity_quantity::Mass
    pub element_per_oxide: Fact,
}

pub(super) fn link(
    rows: &[ListedElement],
    sources: &Sources,
    problems: &mut Vec<Problem>,
) -> BTreeMap<Element, ElementThing> {
    let mut things = BTreeMap::new();
    for row in rows {
        sources.check(&row.element_per_oxide.cited, problems);
        let Some(id) = made(Element::new, &row.symbol, &row.row, problems) else { continue };
        let group = match row.group.as_str() {
            "light" => ElementGroup::Light,
            "heavy" => ElementGroup::Heavy,
            "neither" => ElementGroup::Neither,
            _ => ElementGroup::Several,
        };
        let (name, oxide) = (row.name.clone(), row.oxide.clone());
        let thing = ElementThing { id, name, group, oxide, element_per_oxide: row.element_per_oxide.clone() };
        keep(&mut things, (id, thing), &row.row, problems);
    }
    things
}
