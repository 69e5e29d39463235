//! The step test of a clause: where the steps of making were done, and for which elements its words ask it.

use coercivity_quantity::Verdict;

use crate::id::{Element, Stage};
use crate::measures::bound::Breadth;
use crate::measures::item::{GoodPattern, Item};
use crate::measures::movement::{Movement, StepDone};
use crate::measures::places::PlaceSet;

/// The step test: any of these steps done in any of these places.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps {
    /// Steps that count.
    pub any_of: Vec<Stage>,
    /// Places that count.
    pub within: PlaceSet,
    /// Elements that the words name, for some of the goods each; all are named when empty.
    pub named: Vec<NamedElements>,
}

/// Elements whose steps the words of a clause name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedElements {
    /// The goods of which the words speak; all when empty.
    pub goods: Vec<GoodPattern>,
    /// Those that are named.
    pub elements: Vec<String>,
    /// Those of which readers disagree: they count in the wide reading. Of all others that reading leaves it open.
    pub contested: Vec<String>,
}

impl NamedElements {
    /// Whether the step of an element of some goods counts.
    fn count(&self, element: &Element, item: &Item, breadth: Breadth) -> Verdict {
        let has = |list: &[String]| list.iter().any(|own| own == element.as_str());
        let said = match breadth {
            _ if has(&self.elements) => Verdict::Yes,
            Breadth::Narrow => Verdict::No,
            Breadth::Wide if has(&self.contested) => Verdict::Yes,
            Breadth::Wide => Verdict::Open,
        };
        let meant = || any(self.goods.iter().map(|it| it.covers(item)));
        said.and(if self.goods.is_empty() { Verdict::Yes } else { meant() })
    }
}

impl Steps {
    /// Whether one of the steps was done in one of the places.
    pub(super) fn done(&self, movement: &Movement, breadth: Breadth) -> Verdict {
        let item = &movement.item;
        any(self.any_of.iter().map(|it| self.step(movement.steps.get(it), item, breadth)))
    }
    fn step(&self, done: Option<&Vec<StepDone>>, item: &Item, breadth: Breadth) -> Verdict {
        let Some(done) = done else { return Verdict::Open };
        let counts = |it: &StepDone| match &it.element {
            Some(element) if !self.named.is_empty() => {
                any(self.named.iter().map(|own| own.count(element, item, breadth)))
            }
            Some(_) | None => Verdict::Yes,
        };
        let (mut told, mut all) = (false, Verdict::No);
        for it in done {
            let counts = counts(it);
            told |= counts == Verdict::Yes;
            all = all.or(counts.and(self.within.holds_among(&it.places)));
        }
        // Of materials that certainly count nobody said anything.
        if told { all } else { all.or(Verdict::Open) }
    }
}

fn any(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    verdicts.fold(Verdict::No, Verdict::or)
}
