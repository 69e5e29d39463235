//! Shares that several statements give of the places that one thing comes from.

use coercivity_quantity::Interval;
use coercivity_world::Place;

/// What is said of the share of each place, in the order of the statements.
#[derive(Default)]
pub(crate) struct SharesSaid(Vec<(Place, OfPlace)>);

/// All shares that are said of one place.
struct OfPlace {
    /// What they have in common; nothing where two contradict, whatever others say.
    common: Option<Interval<f64>>,
    /// What any of them allows.
    any: Interval<f64>,
}

/// What the statements make together.
#[derive(Default)]
pub(crate) struct Held {
    /// The share of each place.
    pub shares: Vec<(Place, Interval<f64>)>,
    /// Whether they make more than all.
    pub too_much: bool,
}

impl SharesSaid {
    /// Adds a statement; whether it contradicts the others of its place, which is told once. Two shares of one place hold
    /// together where they overlap; where they do not, either may be true.
    pub(crate) fn contradicts(&mut self, place: Place, share: Interval<f64>) -> bool {
        let Some((_, said)) = self.0.iter_mut().find(|it| it.0 == place) else {
            self.0.push((place, OfPlace { common: Some(share), any: share }));
            return false;
        };
        let (low, high) = (said.any.low().min(share.low()), said.any.high().max(share.high()));
        said.any = Interval::between(low, high).unwrap_or(said.any);
        let Some(known) = said.common else { return false };
        let (low, high) = (known.low().max(share.low()), known.high().min(share.high()));
        said.common = Interval::between(low, high);
        said.common.is_none()
    }

    /// The share of each place. Shares make one: no place has more than the others leave. Shares that make more than one
    /// contradict, and what two statements contradict no third one settles, of whatever place it speaks.
    pub(crate) fn held(&self) -> Held {
        let of = |it: &OfPlace| it.common.unwrap_or(it.any);
        let mut shares: Vec<(Place, Interval<f64>)> = self.0.iter().map(|it| (it.0, of(&it.1))).collect();
        let least: f64 = shares.iter().map(|it| it.1.low()).sum();
        if least > 1.0 + 1e-9 {
            for (_, share) in &mut shares {
                *share = Interval::between(0.0, share.high()).unwrap_or(*share);
            }
            return Held { shares, too_much: true };
        }
        for ((_, share), _) in shares.iter_mut().zip(&self.0).filter(|it| it.1.1.common.is_some()) {
            let rest = (1.0 - (least - share.low())).clamp(share.low(), 1.0);
            let high = share.high().min(rest).max(share.low());
            *share = Interval::between(share.low(), high).unwrap_or(*share);
        }
        Held { shares, too_much: false }
    }
}

/// The share that comes from a place: what nobody declared may come from there.
pub(crate) fn share_from(shares: &[(Place, Interval<f64>)], place: Place) -> Interval<f64> {
    if let Some((_, share)) = shares.iter().find(|it| it.0 == place) {
        return *share;
    }
    let declared: f64 = shares.iter().map(|it| it.1.low()).sum();
    Interval::between(0.0, (1.0 - declared).clamp(0.0, 1.0)).expect("nothing is below what is left")
}
