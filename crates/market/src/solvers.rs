//! Solvers at rest, to be borrowed by whoever has a problem: what one has worked out about a structure serves the next.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};

use crate::solve::Solver;

/// Solvers at rest. There come to be as many as are ever borrowed at once. An answer does not depend on which one gave
/// it: a [`Solver`] remembers nothing that changes an answer.
#[derive(Debug, Default)]
pub struct Solvers(Mutex<Vec<Solver>>);

impl Solvers {
    /// The solver that came back last, or a new one.
    pub fn borrow(&self) -> Borrowed<'_> {
        let known = self.at_rest(Vec::pop);
        Borrowed { solver: known.unwrap_or_default(), home: self }
    }

    fn at_rest<T>(&self, act: impl FnOnce(&mut Vec<Solver>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A solver that goes back when it is dropped.
#[derive(Debug)]
pub struct Borrowed<'a> {
    solver: Solver,
    home: &'a Solvers,
}

impl Deref for Borrowed<'_> {
    type Target = Solver;

    fn deref(&self) -> &Solver {
        &self.solver
    }
}

impl DerefMut for Borrowed<'_> {
    fn deref_mut(&mut self) -> &mut Solver {
        &mut self.solver
    }
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        let solver = std::mem::take(&mut self.solver);
        self.home.at_rest(|it| it.push(solver));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_solvers_as_are_borrowed_at_once() {
        let solvers = Solvers::default();
        {
            let (_one, _other) = (solvers.borrow(), solvers.borrow());
        }
        drop(solvers.borrow());
        assert_eq!(solvers.at_rest(|it| it.len()), 2);
    }
}
