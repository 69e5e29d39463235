//! The independence date: from when a year's cut-off would leave every use asked at 95 % or more.

use coercivity_market::Solver;
use coercivity_quantity::Month;

use crate::cut::CutPlan;
use crate::cut_year::CutYear;
use crate::group::Group;
use crate::path::Fault;
use crate::question::Question;
use crate::state::State;
use crate::step::Context;

/// Remanence at and above which a use is independent.
pub const INDEPENDENT: f64 = 0.95;

/// Months between the cut-off dates at which remanence is tried.
pub(crate) const TRIAL_MONTHS: u32 = 12;

/// Independence dates of one draw; empty when not asked, none within beyond the run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// Of each buyer: every use asked.
    pub buyers: Vec<Option<Month>>,
    /// Of each group by itself.
    pub groups: Vec<Option<Month>>,
}

/// Remanence of every group, for cut-offs a year apart.
pub(crate) struct Trials(Vec<(Month, Vec<f64>)>);

impl Trials {
    /// Tries a cut for a year at each date of a walk whose states are kept.
    ///
    /// # Errors
    /// [`Fault`] when a month has no equilibrium.
    pub(crate) fn of<'s>(
        context: &Context<'_>,
        plan: &CutPlan<'_>,
        state_at: impl Fn(u32) -> &'s State,
        (groups, solver): (&[Group], &mut Solver),
    ) -> Result<Self, Fault> {
        let scenario = context.scenario;
        let mut trials = Vec::new();
        let mut last: Option<CutYear> = None;
        for stop in (0..scenario.months).step_by(TRIAL_MONTHS as usize) {
            let from = scenario.from.plus(stop as i32);
            let like = last.as_ref().map_or(Vec::new(), CutYear::trail);
            let along = (&like[..], &mut *solver);
            let year = CutYear::walked(context, plan, ((state_at(stop), from), groups), along)?;
            trials.push((from, year.service.clone()));
            last = Some(year);
        }
        Ok(Self(trials))
    }

    /// The dates of every buyer and of every group.
    pub(crate) fn dates(&self, question: &Question<'_>) -> Dates {
        let groups = &question.groups;
        let buyers = 0..question.scenario.buyers.len();
        Dates {
            buyers: buyers.map(|buyer| self.date(groups, |it| it.buyer == buyer)).collect(),
            groups: groups.iter().map(|group| self.date(groups, |it| it == group)).collect(),
        }
    }

    /// The date of some groups together: their least remanence decides.
    fn date(&self, groups: &[Group], meant: impl Fn(&Group) -> bool) -> Option<Month> {
        let least = |it: &(Month, Vec<f64>)| {
            let own = groups.iter().zip(&it.1).filter(|it| meant(it.0)).map(|it| *it.1);
            (it.0, own.fold(1.0, f64::min))
        };
        independence(&self.0.iter().map(least).collect::<Vec<_>>())
    }
}

/// The first month from which remanence stays at or above the mark, from remanence at months `t0` (in order); linear
/// between them. None when the last one is still below.
pub fn independence(trials: &[(Month, f64)]) -> Option<Month> {
    let last_below = trials.iter().rposition(|it| it.1 < INDEPENDENT);
    match last_below {
        None => trials.first().map(|it| it.0),
        Some(at) => {
            let ((before, low), (after, high)) = (trials[at], *trials.get(at + 1)?);
            let part = (INDEPENDENT - low) / (high - low).max(1e-12);
            let months = f64::from(after.since(before)) * part.clamp(0.0, 1.0);
            Some(before.plus(months.ceil() as i32))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn the_date_is_that_from_which_it_stays() {
        let trials = [(month("2027-01"), 0.96), (month("2028-01"), 0.91), (month("2029-01"), 0.99)];
        assert_eq!(independence(&trials), Some(month("2028-07")));
        assert_eq!(independence(&trials[..2]), None);
        assert_eq!(independence(&trials[..1]), Some(month("2027-01")));
    }
}
