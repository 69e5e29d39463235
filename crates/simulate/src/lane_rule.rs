//! What binds on a lane: all acts of the law on it, put together.

use coercivity_quantity::{Day, Unit};
use coercivity_world::Place;

use crate::effect::{LaneAct, Leaning};

/// What binds on a lane.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaneRule {
    /// Nothing may pass.
    pub closed: bool,
    /// Passing needs a licence.
    pub licence: Option<LicenceRule>,
    /// Duty, as a share of the price at the origin.
    pub duty: f64,
    /// Minimum price at the border, USD/kg.
    pub import_floor: Option<f64>,
    /// Yearly caps that it counts against.
    pub quotas: Vec<QuotaRule>,
    /// Instruments and clauses, as `instrument:clause`.
    pub because: Vec<String>,
}

/// A yearly cap on all lanes that one clause reaches.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotaRule {
    /// The clause, as `instrument:clause`: lanes of the same clause share its cap.
    pub clause: String,
    /// Tonnes in a year.
    pub t_per_year: f64,
    /// What the tonnes are of.
    pub unit: Unit,
}

/// A licence requirement on a lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LicenceRule {
    /// The practice of the authority, by its place in the scenario; the parameters' when absent.
    pub practice: Option<usize>,
    /// Whether it is denied in principle.
    pub leaning: Leaning,
    /// Since when it is required, as far as known.
    pub since: Option<Day>,
}

impl LaneRule {
    /// Whether nothing binds.
    pub fn is_free(&self) -> bool {
        let bound = self.closed || self.licence.is_some() || self.duty != 0.0;
        !bound && self.import_floor.is_none() && self.quotas.is_empty()
    }

    /// Adds one act of a clause (`instrument:clause`) on goods of an origin, under a practice since a day.
    pub fn add(
        &mut self,
        act: &LaneAct,
        (clause, origin): (&str, Option<Place>),
        (practice, since): (Option<usize>, Option<Day>),
    ) -> Touched {
        let before = self.clone();
        match *act {
            LaneAct::Close => self.closed = true,
            LaneAct::Shun(ref origins) => self.closed |= origin.is_some_and(|it| origins.contains(&it)),
            LaneAct::License(leaning) => {
                // Of several licences the one that leans hardest decides; of those, the one with a stated practice.
                let harder = self.licence.is_none_or(|it| {
                    it.leaning == Leaning::Examined && (leaning == Leaning::Refused || it.practice.is_none())
                });
                if harder {
                    self.licence = Some(LicenceRule { practice, leaning, since });
                }
            }
            LaneAct::Duty(share) => self.duty += share,
            LaneAct::ImportFloor(price) => {
                self.import_floor = Some(self.import_floor.map_or(price, |it| it.max(price)));
            }
            LaneAct::Quota { t_per_year, unit } => {
                self.quotas.push(QuotaRule { clause: clause.to_owned(), t_per_year, unit });
            }
        }
        if *self == before { Touched::No } else { Touched::Yes }
    }
}

/// Whether an act did anything to a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touched {
    /// It did.
    Yes,
    /// Something harder holds already.
    No,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALWAYS: (Option<usize>, Option<Day>) = (None, None);

    #[test]
    fn the_hardest_licence_decides_and_a_denial_closes() {
        let mut rule = LaneRule::default();
        rule.add(&LaneAct::License(Leaning::Examined), ("a:1", None), (Some(0), None));
        rule.add(&LaneAct::License(Leaning::Refused), ("a:2", None), ALWAYS);
        rule.add(&LaneAct::License(Leaning::Examined), ("a:3", None), (Some(1), None));
        assert_eq!(rule.licence.map(|it| it.leaning), Some(Leaning::Refused));
        assert!(!rule.closed);
        assert_eq!(rule.add(&LaneAct::Close, ("a:4", None), ALWAYS), Touched::Yes);
        assert_eq!(rule.add(&LaneAct::Close, ("a:5", None), ALWAYS), Touched::No);
        assert!(rule.closed);
    }

    #[test]
    fn who_is_sworn_off_is_not_bought_from_and_others_are() {
        let place = |text| Place::new(text).unwrap();
        let shunned = LaneAct::Shun(vec![place("CHN")]);
        let mut rule = LaneRule::default();
        assert_eq!(rule.add(&shunned, ("a:1", Some(place("AUS"))), ALWAYS), Touched::No);
        assert_eq!(rule.add(&shunned, ("a:1", Some(place("CHN"))), ALWAYS), Touched::Yes);
        assert!(rule.closed);
    }

    #[test]
    fn duties_add_and_every_quota_keeps_its_own_cap() {
        let mut rule = LaneRule::default();
        for share in [0.025, 0.1] {
            rule.add(&LaneAct::Duty(share), ("a:1", None), ALWAYS);
        }
        assert!((rule.duty - 0.125).abs() < 1e-12);
        let quota = |t_per_year| LaneAct::Quota { t_per_year, unit: Unit::TonnesReo };
        rule.add(&quota(300.0), ("a:2", None), ALWAYS);
        rule.add(&quota(500.0), ("b:1", None), ALWAYS);
        let kept: Vec<(&str, f64)> =
            rule.quotas.iter().map(|it| (it.clause.as_str(), it.t_per_year)).collect();
        assert_eq!(kept, [("a:2", 300.0), ("b:1", 500.0)]);
    }
}
