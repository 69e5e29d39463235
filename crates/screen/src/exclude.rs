//! Charges that exclude one another: a thing was made in one place, and stands on a list or does not.

use coercivity_quantity::Verdict;
use coercivity_world::Place;
use coercivity_world::measures::{Clause, Reach, Scope};

/// What a clause charges at most where it covers a movement.
#[derive(Clone, Copy)]
pub(crate) struct Charge<'a> {
    /// The clause.
    pub clause: &'a Clause,
    /// Whether it covers the movement.
    pub covers: Verdict,
    /// What it charges.
    pub amount: f64,
}

/// The most that charges come to together, of those that exclude one another the dearer ones alone.
pub(crate) fn most(charges: &[Charge<'_>]) -> f64 {
    let Some((first, rest)) = charges.split_first() else { return 0.0 };
    if first.amount <= 0.0 {
        return most(rest);
    }
    let beside: Vec<Charge<'_>> = rest.iter().filter(|it| !first.excludes(it)).copied().collect();
    let with = first.amount + most(&beside);
    if beside.len() == rest.len() { with } else { with.max(most(rest)) }
}

impl Charge<'_> {
    /// Whether the words of two clauses reach no thing both. What certainly reaches one both does.
    fn excludes(&self, other: &Self) -> bool {
        let certain = self.covers == Verdict::Yes && other.covers == Verdict::Yes;
        let (one, other) = (self.clause, other.clause);
        !certain && (made_apart(&one.scope, &other.scope) || excepts(one, other) || excepts(other, one))
    }
}

/// Whether no place is one where both want the article made.
fn made_apart(one: &Scope, other: &Scope) -> bool {
    if [one, other].iter().any(|it| it.reach != Reach::Article) {
        return false;
    }
    let both = |it: Place| one.made.fits(Some(it)).and(other.made.fits(Some(it))) != Verdict::No;
    let within = [one, other].into_iter().filter_map(|it| it.made.within.as_ref());
    let mut named = within.flat_map(|it| it.named()).peekable();
    named.peek().is_some() && !named.any(both)
}

/// Whether a clause leaves out whatever keeps a condition that another asks for.
fn excepts(one: &Clause, other: &Clause) -> bool {
    one.exceptions.iter().any(|exception| {
        let [condition] = &exception.conditions[..] else { return false };
        let alone = Scope { conditions: vec![condition.clone()], ..Scope::default() };
        *exception == alone && other.scope.conditions.contains(condition)
    })
}
