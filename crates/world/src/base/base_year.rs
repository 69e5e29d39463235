//! The reconciled year.

use coercivity_data::Flag;
use coercivity_quantity::Citation;

use super::{BaseDemand, Remainder, Step};
use crate::id::{Deposit, Element, Place};

/// One consistent year of the chain.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseYear {
    /// Every flow, from mine to buyer.
    pub flows: Vec<BaseFlow>,
    /// Every figure and how far it had to move, the farthest first.
    pub moves: Vec<Move>,
    /// What the figures do not say.
    pub remainders: Vec<Remainder>,
    /// Sum of the squared moves.
    pub chi2: f64,
    /// Figures less the parameters they had to determine.
    pub degrees_of_freedom: usize,
    /// Largest misfit of a balance, tonnes.
    pub largest_imbalance_t: f64,
    /// What is bought, by region and end use.
    pub demand: Vec<BaseDemand>,
}

/// A flow of the year.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseFlow {
    /// What happens.
    pub step: Step,
    /// To which element; none for ore and magnets as a whole.
    pub element: Option<Element>,
    /// From which deposit, up to the separator's gate.
    pub deposit: Option<Deposit>,
    /// Where, or from where.
    pub from: Place,
    /// Where, or to where.
    pub to: Place,
    /// Tonnes of contained element; of rare earth oxide or of magnet where the step says so.
    pub tonnes: f64,
    /// Lower end of the 90 % interval.
    pub low: f64,
    /// Upper end of the 90 % interval.
    pub high: f64,
    /// How the figures that speak of it came about.
    pub flag: Flag,
    /// Their rows; none where the flow is what closes a balance.
    pub cited: Vec<Citation>,
}

/// How far a figure had to move.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// What the figure is, in words.
    pub label: String,
    /// The figure.
    pub value: f64,
    /// Its standard deviation.
    pub sigma: f64,
    /// The same sum of flows in the reconciled year.
    pub fitted: f64,
    /// (fitted - value) / sigma.
    pub move_in_sigmas: f64,
    /// How the figure came about.
    pub flag: Flag,
    /// Keys of its sources, joined by `;`.
    pub source: String,
    /// Its row, as `file:line`.
    pub row: String,
}

impl BaseYear {
    /// A flow between places (`from` and `to` are the same for what happens in one place). Where several deposits
    /// send the same, the first of them; see [`Self::tonnes`] for their sum.
    pub fn flow(&self, step: Step, element: Option<Element>, from: Place, to: Place) -> Option<&BaseFlow> {
        self.of(step, element).find(|it| it.from == from && it.to == to)
    }
    /// Every flow of a step for an element.
    pub fn of(&self, step: Step, element: Option<Element>) -> impl Iterator<Item = &BaseFlow> {
        self.flows.iter().filter(move |it| it.step == step && it.element == element)
    }
    /// Tonnes between places, over all deposits; zero where the structure has no such flow.
    pub fn tonnes(&self, step: Step, element: Option<Element>, from: Place, to: Place) -> f64 {
        self.of(step, element).filter(|it| it.from == from && it.to == to).map(|it| it.tonnes).sum()
    }
    /// Tonnes in the world.
    pub fn total(&self, step: Step, element: Option<Element>) -> f64 {
        self.of(step, element).map(|it| it.tonnes).sum()
    }
    /// A flow of one deposit.
    pub fn deposit_flow(
        &self,
        step: Step,
        element: Option<Element>,
        deposit: Deposit,
        to: Place,
    ) -> Option<&BaseFlow> {
        self.of(step, element).find(|it| it.deposit == Some(deposit) && it.to == to)
    }
}
