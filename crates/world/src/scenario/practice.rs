//! How a licensing authority uses its power: apart from what the law says.

use coercivity_quantity::{Citation, Day};

use crate::id::{EndUse, Good, InstrumentId, Place};
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
    /// Goods whose licences it is about, by their names in the law; all when empty.
    pub goods: Vec<Good>,
    /// End uses whose applications it is about; all when empty. What no single use buys is applied for by none of them.
    pub uses: Vec<EndUse>,
    /// End uses that it leaves alone.
    pub except_uses: Vec<EndUse>,
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
    /// Months for which a grant lasts, after which it has to be applied for again; for good when absent.
    pub valid_months: Option<Ranged>,
    /// What it rests on.
    pub cited: Citation,
}

/// One kind of application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Application<'a> {
    /// Under which clause.
    pub clause: (InstrumentId, &'a str),
    /// For which good, by its name in the law.
    pub good: Option<Good>,
    /// To which region.
    pub destination: Place,
    /// On which day.
    pub day: Day,
}

impl Practice {
    /// Whether it speaks about an application, whoever files it.
    pub fn applies(&self, to: &Application<'_>) -> bool {
        self.clauses.iter().any(|it| it.means(to.clause.0, to.clause.1))
            && (self.destinations.is_empty() || self.destinations.contains(&to.destination))
            && (self.goods.is_empty() || to.good.is_some_and(|it| self.goods.contains(&it)))
            && self.from <= to.day
            && self.until.is_none_or(|it| to.day <= it)
    }
    /// Whether it speaks about applications of an end use; of goods that no single use buys, with none.
    pub fn is_about(&self, end_use: Option<EndUse>) -> bool {
        match end_use {
            Some(it) => (self.uses.is_empty() || self.uses.contains(&it)) && !self.except_uses.contains(&it),
            None => self.uses.is_empty(),
        }
    }
}
