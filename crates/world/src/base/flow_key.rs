//! Which flow is meant: the unknowns of the reconciliation, each with its readable id.

use crate::id::{Deposit, Element, Place};

use super::Step;

/// One flow of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlowKey {
    /// What happens.
    pub step: Step,
    /// To which element; none for ore and magnets as a whole.
    pub element: Option<Element>,
    /// At or from which deposit, up to the separator's gate.
    pub deposit: Option<Deposit>,
    /// Where, or from where.
    pub from: Place,
    /// Where, or to where.
    pub to: Place,
}

impl std::fmt::Display for FlowKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:", self.step.word())?;
        match self.deposit {
            Some(deposit) => write!(f, "{deposit}")?,
            None => write!(f, "{}", self.from)?,
        }
        if self.step.is_lane() {
            write!(f, ">{}", self.to)?;
        }
        match self.element {
            Some(element) => write!(f, ":{element}"),
            None => Ok(()),
        }
    }
}
