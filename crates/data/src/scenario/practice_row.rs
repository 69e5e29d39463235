//! How a licence power is used, as written.

use coercivity_quantity::{Citation, Day};

use crate::problem::Problem;
use crate::scenario::placed::{self, Placed};
use crate::scenario::ranged_row::{RangedRow, cited, ranged};
use crate::section::Section;
use crate::table::Range;

/// One `[[practice]]`; what is absent may come from a scenario that it inherits from.
#[derive(Clone, Debug, PartialEq)]
pub struct PracticeRow {
    /// Its id.
    pub id: Placed<String>,
    /// The scenario from which what is not said here is taken.
    pub inherit: Option<Placed<String>>,
    /// Clauses, as `instrument:clause`.
    pub clauses: Option<Vec<Placed<String>>>,
    /// Where goods go.
    pub destinations: Option<Vec<Placed<String>>>,
    /// Goods, by their names in the law.
    pub goods: Option<Vec<Placed<String>>>,
    /// End uses that it is about.
    pub uses: Option<Vec<Placed<String>>>,
    /// First day.
    pub from: Option<Placed<Day>>,
    /// Last day.
    pub until: Option<Placed<Day>>,
    /// Share granted in the end.
    pub granted_share: Option<Placed<RangedRow>>,
    /// Chance of a decision in a month.
    pub hazard_per_month: Option<Placed<RangedRow>>,
    /// Months before the first decision.
    pub wait_months: Option<Placed<RangedRow>>,
    /// Months for which a grant lasts.
    pub valid_months: Option<Placed<RangedRow>>,
    /// End uses left alone.
    pub except_uses: Option<Vec<Placed<String>>>,
    /// What it rests on.
    pub cited: Option<Placed<Citation>>,
}

const KEYS: [&str; 15] = [
    "id",
    "inherit",
    "clauses",
    "destinations",
    "goods",
    "uses",
    "from",
    "until",
    "granted_share",
    "hazard_per_month",
    "wait_months",
    "valid_months",
    "except_uses",
    "cited",
    "note",
];

impl PracticeRow {
    pub(super) fn read(from: &Section, problems: &mut Vec<Problem>) -> Option<Self> {
        from.only(&KEYS, problems);
        placed::text(from, "note", problems);
        // What rests on another practice may widen it to all.
        if from.node("inherit").is_none() {
            for key in ["destinations", "goods", "uses"] {
                placed::not_empty(from, key, "leave the key out for all of them", problems);
            }
        }
        let id = placed::required_text(from, "id", problems);
        Some(Self {
            inherit: placed::text(from, "inherit", problems),
            clauses: placed::texts(from, "clauses", problems),
            destinations: placed::texts(from, "destinations", problems),
            goods: placed::texts(from, "goods", problems),
            uses: placed::texts(from, "uses", problems),
            from: placed::day(from, "from", problems),
            until: placed::day(from, "until", problems),
            granted_share: ranged(from, "granted_share", Range::Share, problems),
            hazard_per_month: ranged(from, "hazard_per_month", Range::Share, problems),
            wait_months: ranged(from, "wait_months", Range::NotNegative, problems),
            valid_months: ranged(from, "valid_months", Range::Positive, problems),
            except_uses: placed::texts(from, "except_uses", problems),
            cited: cited(from, problems),
            // Last, so that a practice without an id still has every other problem told.
            id: id?,
        })
    }

    /// The same practice, with what it does not say taken from another.
    #[must_use]
    pub(super) fn over(self, parent: &Self) -> Self {
        Self {
            id: self.id,
            inherit: None,
            clauses: self.clauses.or_else(|| parent.clauses.clone()),
            destinations: self.destinations.or_else(|| parent.destinations.clone()),
            goods: self.goods.or_else(|| parent.goods.clone()),
            uses: self.uses.or_else(|| parent.uses.clone()),
            from: self.from.or_else(|| parent.from.clone()),
            until: self.until.or_else(|| parent.until.clone()),
            granted_share: self.granted_share.or_else(|| parent.granted_share.clone()),
            hazard_per_month: self.hazard_per_month.or_else(|| parent.hazard_per_month.clone()),
            wait_months: self.wait_months.or_else(|| parent.wait_months.clone()),
            valid_months: self.valid_months.or_else(|| parent.valid_months.clone()),
            except_uses: self.except_uses.or_else(|| parent.except_uses.clone()),
            cited: self.cited.or_else(|| parent.cited.clone()),
        }
    }
}
