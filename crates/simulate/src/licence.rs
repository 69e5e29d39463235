//! The licence queue: applications wait, are decided by a hazard, and live grants cap a lane.

use coercivity_world::economy::{Parameter, Range3};
use coercivity_world::scenario::{Ranged, Scenario};

use crate::effect::Leaning;
use crate::lane_rule::LicenceRule;
use crate::sample::{Purpose, Sampler, Values};

/// How an authority decides in one draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Handling {
    /// Share of applications that is granted in the end.
    pub granted_share: f64,
    /// Chance that a waiting application is decided in a month.
    pub hazard: f64,
    /// Months before the first decision.
    pub wait_months: f64,
}

/// The authority's handling under each practice of a scenario, and without one.
#[derive(Clone, Debug, PartialEq)]
pub struct Handlings {
    by_practice: Vec<Handling>,
    usual: Handling,
}

impl Handlings {
    /// One draw of every practice.
    pub fn of(scenario: &Scenario, values: &Values, sampler: &mut Sampler) -> Self {
        let usual = Handling {
            granted_share: 1.0,
            hazard: values[Parameter::ApprovalHazard],
            wait_months: values[Parameter::LicenceWait],
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
            }
        });
        Self { by_practice: by_practice.collect(), usual }
    }

    /// How applications under a rule are handled. Denied in principle means that none is granted unless a practice
    /// says otherwise.
    pub fn under(&self, rule: &LicenceRule) -> Handling {
        match (rule.practice.and_then(|it| self.by_practice.get(it)), rule.leaning) {
            (Some(handling), _) => *handling,
            (None, Leaning::Refused) => Handling { granted_share: 0.0, ..self.usual },
            (None, Leaning::Examined) => self.usual,
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
        let handling = Handling { granted_share: 0.8, hazard: 0.5, wait_months: 2.0 };
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
}
