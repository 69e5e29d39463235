//! What others say about the time until independence.

use coercivity_quantity::{Citation, Day, Month};

use crate::id::EndUse;

/// A published claim about when the dependence ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// Who made it.
    pub who: String,
    /// The claim in words.
    pub label: String,
    /// Where it was read, for readers.
    pub source_label: String,
    /// The day on which it was made; `None` when no source at hand tells.
    pub said_on: Option<Day>,
    /// The months that it names.
    pub window: ClaimWindow,
    /// End uses that it is about; those that the scenario asks about when empty.
    pub end_uses: Vec<EndUse>,
    /// What it rests on.
    pub cited: Citation,
}

/// The stretch in which a claim puts the end of the dependence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ClaimWindow {
    /// Months after the day it was made, or after the scenario's first month when that day is unknown.
    After {
        /// Earliest.
        from_months: f64,
        /// Latest; open ended when absent.
        to_months: Option<f64>,
    },
    /// Months of the calendar.
    Between {
        /// Earliest; any month before the last when absent.
        from: Option<Month>,
        /// Last.
        to: Month,
    },
}

impl Claim {
    /// The month from which the claim counts, when a scenario begins in `start`.
    pub fn counted_from(&self, start: Month) -> Month {
        match self.window {
            ClaimWindow::After { .. } => self.said_on.map_or(start, Day::month),
            ClaimWindow::Between { .. } => start,
        }
    }
    /// Earliest and latest, in months after [`Claim::counted_from`].
    pub fn months(&self, start: Month) -> (f64, Option<f64>) {
        match self.window {
            ClaimWindow::After { from_months, to_months } => (from_months, to_months),
            ClaimWindow::Between { from, to } => {
                let after = |month: Month| f64::from(month.since(start).max(0));
                (from.map_or(0.0, after), Some(after(to)))
            }
        }
    }
    /// Whether independence in a month, `None` being beyond the horizon, bears the claim out when a scenario
    /// begins in `start` and has `months`; `None` when the horizon is too short to tell.
    pub fn borne_out(&self, independent: Option<Month>, start: Month, months: u32) -> Option<bool> {
        let (from, to) = self.months(start);
        let counted_from = self.counted_from(start);
        let beyond = f64::from(start.plus(i32::try_from(months).unwrap_or(i32::MAX)).since(counted_from));
        match independent {
            Some(month) => {
                let after = f64::from(month.since(counted_from));
                Some(from <= after && to.is_none_or(|it| after <= it))
            }
            // It came later than every month that was looked at.
            None if to.is_some_and(|it| it < beyond) => Some(false),
            None if to.is_none() && from <= beyond => Some(true),
            None => None,
        }
    }
}
