//! How an authority handles applications for licences, in one draw.

use std::collections::BTreeMap;

use coercivity_world::economy::{Parameter, Range3};
use coercivity_world::scenario::{Practice, Ranged, Scenario};
use coercivity_world::{EndUse, Place};

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
    /// Part of what its user has waited for that a grant covers.
    pub backlog_share: f64,
    /// Months for which a grant lasts; infinite for good.
    pub valid_months: f64,
}

/// The authority's handling under each practice of a scenario, and without one.
#[derive(Clone, Debug, PartialEq)]
pub struct Handlings {
    by_practice: Vec<(Practice, Handling)>,
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
            valid_months: f64::INFINITY,
        };
        let by_practice = scenario.practices.iter().map(|practice| {
            let mut number = |name: &str, it: Ranged| {
                let range = Range3 { low: it.low, best: it.best, high: it.high };
                sampler.between(Purpose::Licences, &format!("{}.{name}", practice.id), range)
            };
            let granted_share = number("granted_share", practice.granted_share);
            let hazard = practice.hazard_per_month.map(|it| number("hazard_per_month", it));
            let wait_months = practice.wait_months.map(|it| number("wait_months", it));
            let valid_months = practice.valid_months.map(|it| number("valid_months", it));
            let handling = Handling {
                granted_share,
                hazard: hazard.unwrap_or(usual.hazard),
                wait_months: wait_months.unwrap_or(usual.wait_months),
                backlog_share: usual.backlog_share,
                valid_months: valid_months.unwrap_or(usual.valid_months),
            };
            (practice.clone(), handling)
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

    /// How the applications of an end use under a rule are handled; of goods that no single use buys, with none. Denied in
    /// principle means that none is granted unless a practice says otherwise.
    pub fn under(&self, rule: &LicenceRule, to: Place, end_use: Option<EndUse>) -> Handling {
        let mut stated = rule.practices.iter().filter_map(|it| self.by_practice.get(*it));
        let handling = match (stated.find(|it| it.0.is_about(end_use)), rule.leaning) {
            (Some((_, handling)), _) => *handling,
            (None, Leaning::Refused) => Handling { granted_share: 0.0, ..self.usual },
            (None, Leaning::Examined) => self.usual,
        };
        let pace = self.pace.get(&to).copied().unwrap_or(1.0);
        let hazard = 1.0 - (1.0 - handling.hazard.clamp(0.0, 1.0)).powf(pace);
        Handling { hazard, wait_months: handling.wait_months / pace, ..handling }
    }
}
