//! When a scenario begins to differ from what was there before.

use coercivity_quantity::{Day, Month};

use crate::scenario::cut::Cut;
use crate::scenario::practice::Practice;

/// The first day on which a cut, a practice or an assumption about law bites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shock {
    pub day: Day,
}

/// The first shock inside a horizon of a first and a last month. What was there before the first month is no
/// shock: the months begin with it.
pub(super) fn first_shock(
    (first, last): (Month, Month),
    practices: &[Practice],
    cuts: &[Cut],
    law_bites: &[Day],
) -> Option<Shock> {
    let cuts = cuts.iter().filter(|it| it.severity > 0.0).filter_map(|it| it.from.first_day());
    let days = practices.iter().map(|it| it.from).chain(cuts).chain(law_bites.iter().copied());
    let inside = days.filter(|it| first <= it.month() && it.month() <= last);
    inside.min().map(|day| Shock { day })
}
