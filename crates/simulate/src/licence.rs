//! The licence queue: applications wait, are decided by a hazard, and live grants cap a lane. A grant covers what its
//! user has waited for, so that trade rebounds above its usual flow once grants come.

use std::collections::BTreeMap;

use coercivity_market::month::{Cleared, Month};
use coercivity_world::Place;
use coercivity_world::economy::{Parameter, Range3};
use coercivity_world::scenario::{Ranged, Scenario};

use crate::effect::Leaning;
use crate::lane_rule::LicenceRule;
use crate::sample::{Purpose, Sampler, Values};
use crate::state::State;

/// How an authority decides in one draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Handling {
    /// Share of applications that is granted in the end.
    pub granted_share: f64,
    /// Chance that a waiting application is decided in a month.
    pub hazard: f64,
    /// Months before the first decision.
    pub wait_months: f64,
    /// Part of what its user has waited for that a grant covers.
    pub backlog_share: f64,
}

/// The authority's handling under each practice of a scenario, and without one.
#[derive(Clone, Debug, PartialEq)]
pub struct Handlings {
    by_practice: Vec<Handling>,
    usual: Handling,
    /// Pace of the applications of a destination over the usual one.
    pace: BTreeMap<Place, f64>,
}

impl Handlings {
    /// One draw of every practice.
    pub fn of(scenario: &Scenario, values: &Values, sampler: &mut Sampler) -> Self {
        let usual = Handling {
            granted_share: 1.0,
            hazard: values[Parameter::ApprovalHazard],
            wait_months: values[Parameter::LicenceWait],
            backlog_share: values[Parameter::Backlog],
        };
        let by_practice = scenario.practices.iter().map(|practice| {
            let mut number = |name: &str, it: Ranged| {
                let range = Range3 { low: it.low, best: it.best, high: it.high };
                sampler.between(Purpose::Licences, &format!("{}.{name}", practice.id), range)
            };
            let granted_share = number("granted_share", practice.granted_share);
            let hazard = practice.hazard_per_month.map(|it| number("hazard_per_month", it));
            let wait_months = practice.wait_months.map(|it| number("wait_months", it));
            Handling {
                granted_share,
                hazard: hazard.unwrap_or(usual.hazard),
                wait_months: wait_months.unwrap_or(usual.wait_months),
                backlog_share: usual.backlog_share,
            }
        });
        Self { by_practice: by_practice.collect(), usual, pace: BTreeMap::new() }
    }

    /// The same where each destination has a pace of its own: nobody waits in one queue.
    pub(crate) fn paced(
        mut self,
        places: impl Iterator<Item = Place>,
        range: Range3,
        sampler: &mut Sampler,
    ) -> Self {
        let pace =
            |place: Place| (place, sampler.between(Purpose::Licences, &format!("pace.{place}"), range));
        self.pace = places.map(pace).collect();
        self
    }

    /// How applications under a rule are handled. Denied in principle means that none is granted unless a practice
    /// says otherwise.
    pub fn under(&self, rule: &LicenceRule, to: Place) -> Handling {
        let handling = match (rule.practice.and_then(|it| self.by_practice.get(it)), rule.leaning) {
            (Some(handling), _) => *handling,
            (None, Leaning::Refused) => Handling { granted_share: 0.0, ..self.usual },
            (None, Leaning::Examined) => self.usual,
        };
        let pace = self.pace.get(&to).copied().unwrap_or(1.0);
        let hazard = 1.0 - (1.0 - handling.hazard.clamp(0.0, 1.0)).powf(pace);
        Handling { hazard, wait_months: handling.wait_months / pace, ..handling }
    }
}

/// What has been granted on a lane, or to one user of it; all but the usual flow in parts of the usual flow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Granted {
    /// Part of the applications that has been granted.
    pub live: f64,
    /// Part of the flow that is shipped under them by now: goods leave some time after the grant.
    pub ready: f64,
    /// Months of flow that grants cover because their users had waited, and that have not been shipped yet.
    pub owed: f64,
    /// The usual flow, t/month.
    pub usual: f64,
    /// Part of the applications that will be granted by the time the user has used up its stock.
    pub coming: f64,
}

impl Granted {
    /// Of a control that began `months` ago and was handled the same way since.
    pub fn settled(handling: &Handling, months: f64, usual: f64) -> Self {
        let live = settled_live(handling, months);
        Self { live, ready: live, owed: 0.0, usual, coming: live }
    }

    /// A period of `length` later, `months` after the control began. What is decided covers the months it has waited.
    #[must_use]
    pub fn next(self, handling: &Handling, months: f64, (length, despatch): (f64, f64)) -> Self {
        let live = next_live(handling, self.live, months, length);
        let waited = handling.backlog_share * (live - self.live).max(0.0) * months.clamp(0.0, WAITED_MOST);
        let ready = self.ready + left(length, despatch) * (live - self.ready);
        Self { live, ready: ready.min(live), owed: self.owed + waited, ..self }
    }

    /// Who knows how the authority decides knows what it will have granted `ahead` months later.
    #[must_use]
    pub(crate) fn looking(self, handling: &Handling, months: f64, ahead: f64) -> Self {
        let deciding = (months + ahead - handling.wait_months.max(months)).max(0.0);
        Self { coming: next_live(handling, self.live, f64::INFINITY, deciding), ..self }
    }

    /// Most that may be shipped in a period, over the usual flow.
    pub fn allowed(&self, length: f64, despatch: f64) -> f64 {
        self.ready + left(length, despatch) * self.owed / length
    }

    /// What is left after a period in which `shipped` times the usual flow was shipped.
    pub(crate) fn ship(&mut self, shipped: f64, length: f64) {
        self.owed = (self.owed - (shipped - self.ready).max(0.0) * length).max(0.0);
    }
}

/// Most months of flow that one application asks for beside its current need: nobody applies for more than a year's.
const WAITED_MOST: f64 = 12.0;

/// Part of what has been granted that leaves in a period.
fn left(length: f64, despatch: f64) -> f64 {
    1.0 - (-length / despatch.max(1e-3)).exp()
}

/// Takes what was shipped in a period off what grants still cover.
pub(crate) fn count_shipped(state: &mut State, month: &Month<'_>, cleared: &Cleared) {
    for (&(lane, user), granted) in &mut state.live {
        let shipped = match user {
            None => cleared.rates[lane],
            Some(user) => {
                let own = month.licensed.iter().zip(&cleared.licensed);
                own.filter(|it| it.0.lane == lane && it.0.user == user).map(|it| *it.1).sum()
            }
        };
        if granted.usual > 0.0 {
            granted.ship(shipped / granted.usual, month.length);
        }
    }
}

/// Live grants over normal flow, `months` after a control began, when they were `live` a period of `length` ago.
///
/// Before the first decision nothing is granted; then a share `hazard` of what is still to be granted is decided
/// each month.
pub fn next_live(handling: &Handling, live: f64, months: f64, length: f64) -> f64 {
    if months < handling.wait_months {
        return live.min(handling.granted_share);
    }
    let decided = 1.0 - (1.0 - handling.hazard.clamp(0.0, 1.0)).powf(length);
    live + decided * (handling.granted_share - live)
}

/// Live grants of a control that began `months` ago and was handled the same way since.
pub fn settled_live(handling: &Handling, months: f64) -> f64 {
    let since = (months - handling.wait_months).max(0.0);
    handling.granted_share * (1.0 - (1.0 - handling.hazard.clamp(0.0, 1.0)).powf(since))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grants_wait_and_then_approach_the_granted_share() {
        let handling = Handling { granted_share: 0.8, hazard: 0.5, wait_months: 2.0, backlog_share: 1.0 };
        let mut live = 0.0;
        let mut seen = Vec::new();
        for month in 0..12 {
            live = next_live(&handling, live, f64::from(month) + 0.5, 1.0);
            seen.push(live);
        }
        assert_eq!(&seen[..2], [0.0, 0.0]);
        assert!((seen[2] - 0.4).abs() < 1e-12 && seen[11] > 0.79 && seen[11] <= 0.8);
        assert!((settled_live(&handling, 3.0) - 0.4).abs() < 1e-12);
    }

    #[test]
    fn a_grant_covers_what_its_user_has_waited_for_until_that_is_shipped() {
        let handling = Handling { granted_share: 1.0, hazard: 0.5, wait_months: 3.0, backlog_share: 1.0 };
        let mut granted = Granted::settled(&handling, 0.0, 10.0);
        let (mut shipped, mut most) = (0.0, 0.0_f64);
        for month in 1..=60 {
            granted = granted.next(&handling, f64::from(month), (1.0, 0.5));
            let allowed = granted.allowed(1.0, 0.5);
            most = most.max(allowed);
            shipped += allowed;
            granted.ship(allowed, 1.0);
        }
        assert!(most > 1.5, "trade rebounds above its usual flow: {most}");
        assert!(granted.owed < 1e-6 && (granted.ready - 1.0).abs() < 1e-6);
        // All that was not shipped while applications waited is shipped in the end, but for what was under way.
        assert!((58.0..61.5).contains(&shipped), "{shipped} months of flow in 60");
    }

    #[test]
    fn what_nobody_ships_stays_owed() {
        let handling = Handling { granted_share: 1.0, hazard: 1.0, wait_months: 2.0, backlog_share: 1.0 };
        let before = Granted::settled(&handling, 1.0, 10.0);
        let mut granted = before.next(&handling, 2.5, (1.0, 0.2));
        let owed = granted.owed;
        granted.ship(granted.ready, 1.0);
        assert_eq!((granted.owed, owed), (2.5, 2.5), "users that ask for no more than usual leave it");
    }
}
