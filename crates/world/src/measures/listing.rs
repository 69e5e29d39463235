//! Conditions that hold by what other clauses name: what a clause of a control list names stands on that list.

use coercivity_data::{Bundle, Problem, Table};
use coercivity_quantity::Verdict;

use crate::measures::bound::Breadth;
use crate::measures::change::ClauseRef;
use crate::measures::measure::{Clause, Measure};
use crate::measures::movement::Movement;
use crate::measures::scope::Scope;

/// Path of the table of listings.
const LISTINGS: &str = "data/measures/listings.csv";

/// A condition that holds of whatever a clause names, while that is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The condition, by its id.
    pub condition: String,
    /// The clause that names things, or an instrument all of whose clauses do.
    pub by: ClauseRef,
    /// What a reader should know.
    pub note: String,
}

/// Reads the table of listings; none when the bundle has no such table. What no clause asks, and clauses that no file
/// defines, are told.
pub fn read_listings(bundle: &Bundle, measures: &[Measure], problems: &mut Vec<Problem>) -> Vec<Listing> {
    let Some(text) = bundle.text(LISTINGS) else { return Vec::new() };
    let table = Table::read(LISTINGS, text, &["condition", "by", "note"], problems);
    let clauses = || measures.iter().flat_map(|it| &it.clauses);
    let scopes = || clauses().flat_map(|it| std::iter::once(&it.scope).chain(&it.exceptions));
    let mut found: Vec<Listing> = Vec::new();
    for row in table.rows() {
        let condition = row.required("condition", problems);
        let by = row.required("by", problems).unwrap_or_default();
        let asked = |id: &String| scopes().any(|it| it.conditions.iter().any(|own| own.id == *id));
        if condition.as_ref().is_some_and(|it| !asked(it)) {
            row.problem("condition", "a condition of a clause", "mend the id", problems);
        }
        let known = |it: &ClauseRef| {
            let measure = measures.iter().find(|measure| measure.id == it.instrument);
            measure.is_some_and(|measure| it.clause.as_ref().is_none_or(|part| measure.has_part(part)))
        };
        let Some(by) = ClauseRef::read(&by).filter(known) else {
            row.problem("by", "an instrument or a clause", format!("mend `{by}`"), problems);
            continue;
        };
        let Some(condition) = condition else { continue };
        if found.iter().any(|it| it.condition == condition && it.by == by) {
            row.problem("by", "each clause once for a condition", "remove one of the two rows", problems);
            continue;
        }
        found.push(Listing { condition, by, note: row.text("note") });
    }
    found
}

/// Parts of a scope that say nothing of what a thing is.
const OF_THE_ROUTE: [&str; 5] = ["from", "to", "destination or user", "border", "end use"];

impl Clause {
    /// Whether a thing certainly is what the clause names, wherever it goes and for whatever use: in the narrow reading,
    /// and outside of every exception.
    pub fn names(&self, movement: &Movement) -> bool {
        let mut own = self.scope.parts(movement, Breadth::Narrow).into_iter();
        let is_kept = |it: (String, Verdict)| OF_THE_ROUTE.contains(&it.0.as_str()) || it.1 == Verdict::Yes;
        let is_outside =
            |it: &Scope| it.parts(movement, Breadth::Narrow).iter().any(|part| part.1 == Verdict::No);
        !self.scope.goods.is_empty() && own.all(is_kept) && self.exceptions.iter().all(is_outside)
    }
}
