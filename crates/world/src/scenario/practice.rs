//! How a licensing authority uses its power: apart from what the law says.

use coercivity_quantity::{Citation, Day};

use crate::id::{EndUse, InstrumentId, Place};
use crate::measures::ClauseRef;
use crate::scenario::ranged::Ranged;

/// How applications under some clauses fare for a while.
#[derive(Clone, Debug, PartialEq)]
pub struct Practice {
    /// Its id.
    pub id: String,
    /// The clauses whose licences it is about.
    pub clauses: Vec<ClauseRef>,
    /// Regions to which goods go; all when empty.
    pub destinations: Vec<Place>,
    /// First day.
    pub from: Day,
    /// Last day; for good when absent.
    pub until: Option<Day>,
    /// Share of what is applied for that is granted in the end, 0..=1.
    pub granted_share: Ranged,
    /// Chance that a waiting application is decided in a month, 0..=1; the market's own prior when absent.
    pub hazard_per_month: Option<Ranged>,
    /// Months before the first decision; the market's own prior when absent.
    pub wait_months: Option<Ranged>,
    /// End uses that it leaves alone.
    pub except_uses: Vec<EndUse>,
    /// What it rests on.
    pub cited: Citation,
}

impl Practice {
    /// Whether it speaks about licences under a clause, for goods to a region, on a day.
    pub fn applies(&self, instrument: InstrumentId, clause: &str, destination: Place, day: Day) -> bool {
        self.clauses.iter().any(|it| it.means(instrument, clause))
            && (self.destinations.is_empty() || self.destinations.contains(&destination))
            && self.from <= day
            && self.until.is_none_or(|it| day <= it)
    }
}
