//! What binds on a lane: all acts of the law on it, put together.

use coercivity_quantity::{DAYS_PER_MONTH, Day, Unit};
use coercivity_world::measures::FloorBasis;
use coercivity_world::{InstrumentId, Place};

use crate::effect::{LaneAct, Leaning};

/// What binds on a lane.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaneRule {
    /// Nothing may pass.
    pub closed: bool,
    /// Passing needs every one of these licences, one an instrument.
    pub licences: Vec<LicenceRule>,
    /// Duty, as a share of the price at the origin.
    pub duty: f64,
    /// The part of it that the place asks for which the goods leave.
    pub export_duty: f64,
    /// Minimum price at the border, USD/kg of the good as the chain counts it.
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
#[derive(Clone, Debug, PartialEq)]
pub struct LicenceRule {
    /// The instrument that asks for it.
    pub instrument: InstrumentId,
    /// The practices of the authority that may apply, by their places in the scenario: the first that is about the
    /// user counts, and without one the parameters'.
    pub practices: Vec<usize>,
    /// Whether it is denied in principle.
    pub leaning: Leaning,
    /// Since when it is required, as far as known.
    pub since: Option<Day>,
}

impl LicenceRule {
    /// Months for which it has been asked for; infinitely many where nobody knows since when.
    pub(crate) fn months_asked(&self, day: Day) -> f64 {
        self.since.map_or(f64::INFINITY, |it| day.days_since(it) as f64 / DAYS_PER_MONTH)
    }
}

impl LaneRule {
    /// Whether nothing binds.
    pub fn is_free(&self) -> bool {
        let bound = self.closed || !self.licences.is_empty() || self.duty != 0.0;
        !bound && self.import_floor.is_none() && self.quotas.is_empty()
    }

    /// Adds one act of a clause (`instrument:clause`) on goods of an origin, which asks for a licence if for any; `priced`
    /// turns a price of a kilogram of a basis into one of the good.
    pub fn add(
        &mut self,
        act: &LaneAct,
        (clause, origin): (&str, Option<Place>),
        asked: &LicenceRule,
        priced: impl Fn(f64, FloorBasis) -> f64,
    ) -> Touched {
        let before = self.clone();
        match *act {
            LaneAct::Close => self.closed = true,
            LaneAct::Shun(ref origins) => self.closed |= origin.is_some_and(|it| origins.contains(&it)),
            LaneAct::License(leaning) => self.license(LicenceRule { leaning, ..asked.clone() }),
            LaneAct::Duty(share) => self.duty += share,
            LaneAct::ImportFloor(price, basis) => {
                let price = priced(price, basis);
                self.import_floor = Some(self.import_floor.map_or(price, |it| it.max(price)));
            }
            LaneAct::Quota { t_per_year, unit } => {
                self.quotas.push(QuotaRule { clause: clause.to_owned(), t_per_year, unit });
            }
        }
        if *self == before { Touched::No } else { Touched::Yes }
    }

    /// One application serves all clauses of an instrument: the one that leans hardest decides, and of equals their
    /// practices together, from the first day of any.
    fn license(&mut self, asked: LicenceRule) {
        let Some(own) = self.licences.iter_mut().find(|it| it.instrument == asked.instrument) else {
            self.licences.push(asked);
            return;
        };
        match (own.leaning, asked.leaning) {
            (Leaning::Examined, Leaning::Refused) => *own = asked,
            (Leaning::Refused, Leaning::Examined) => {}
            (Leaning::Examined, Leaning::Examined) | (Leaning::Refused, Leaning::Refused) => {
                own.since = own.since.min(asked.since);
                let new: Vec<usize> =
                    asked.practices.into_iter().filter(|it| !own.practices.contains(it)).collect();
                own.practices.extend(new);
            }
        }
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

    fn as_weighed(usd_per_kg: f64, _: FloorBasis) -> f64 {
        usd_per_kg
    }

    fn asked(instrument: &str, practices: &[usize]) -> LicenceRule {
        LicenceRule {
            instrument: InstrumentId::new(instrument).unwrap(),
            practices: practices.to_vec(),
            leaning: Leaning::Examined,
            since: None,
        }
    }

    #[test]
    fn the_hardest_clause_of_an_instrument_decides_and_each_instrument_asks_for_its_own() {
        let mut rule = LaneRule::default();
        rule.add(&LaneAct::License(Leaning::Examined), ("a:1", None), &asked("a", &[0]), as_weighed);
        rule.add(&LaneAct::License(Leaning::Examined), ("b:1", None), &asked("b", &[1]), as_weighed);
        rule.add(&LaneAct::License(Leaning::Refused), ("a:2", None), &asked("a", &[]), as_weighed);
        let same =
            rule.add(&LaneAct::License(Leaning::Examined), ("a:3", None), &asked("a", &[2]), as_weighed);
        assert_eq!(same, Touched::No);
        rule.add(&LaneAct::License(Leaning::Examined), ("b:2", None), &asked("b", &[2, 1]), as_weighed);
        let kept: Vec<(&str, Leaning, &[usize])> =
            rule.licences.iter().map(|it| (it.instrument.as_str(), it.leaning, &it.practices[..])).collect();
        assert_eq!(kept, [("a", Leaning::Refused, &[][..]), ("b", Leaning::Examined, &[1, 2])]);
    }

    #[test]
    fn a_denial_closes() {
        let mut rule = LaneRule::default();
        assert_eq!(rule.add(&LaneAct::Close, ("a:4", None), &asked("a", &[]), as_weighed), Touched::Yes);
        assert_eq!(rule.add(&LaneAct::Close, ("a:5", None), &asked("a", &[]), as_weighed), Touched::No);
        assert!(rule.closed);
    }

    #[test]
    fn who_is_sworn_off_is_not_bought_from_and_others_are() {
        let place = |text| Place::new(text).unwrap();
        let shunned = LaneAct::Shun(vec![place("CHN")]);
        let mut rule = LaneRule::default();
        assert_eq!(
            rule.add(&shunned, ("a:1", Some(place("AUS"))), &asked("a", &[]), as_weighed),
            Touched::No
        );
        assert_eq!(
            rule.add(&shunned, ("a:1", Some(place("CHN"))), &asked("a", &[]), as_weighed),
            Touched::Yes
        );
        assert!(rule.closed);
    }

    #[test]
    fn duties_add_and_every_quota_keeps_its_own_cap() {
        let mut rule = LaneRule::default();
        for share in [0.025, 0.1] {
            rule.add(&LaneAct::Duty(share), ("a:1", None), &asked("a", &[]), as_weighed);
        }
        assert!((rule.duty - 0.125).abs() < 1e-12);
        let quota = |t_per_year| LaneAct::Quota { t_per_year, unit: Unit::TonnesReo };
        rule.add(&quota(300.0), ("a:2", None), &asked("a", &[]), as_weighed);
        rule.add(&quota(500.0), ("b:1", None), &asked("a", &[]), as_weighed);
        let kept: Vec<(&str, f64)> =
            rule.quotas.iter().map(|it| (it.clause.as_str(), it.t_per_year)).collect();
        assert_eq!(kept, [("a:2", 300.0), ("b:1", 500.0)]);
    }
}
