//! What is asked of a bill.

use coercivity_data::MovementRow;
use coercivity_quantity::Day;
use coercivity_world::measures::{Asked, Assumption, Breadth, LawState, Rulebook};

use crate::tree::Tree;

/// What is asked of a bill: inputs all, none of them a constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The day of a movement that names none.
    pub day: Day,
    /// What is assumed of law whose state nobody knows; its reading is not used.
    pub law: LawState,
    /// The readings of contested words: one, or both.
    pub readings: Vec<Breadth>,
    /// The use of movements that name none.
    pub use_: Option<String>,
    /// The user of movements that name none.
    pub user: Option<String>,
    /// The contract of movements that name none.
    pub contract: Option<String>,
    /// Answers to conditions of clauses that movements leave out, by their id.
    pub answers: Vec<(String, String)>,
    /// Rulebooks that are asked; those that are always asked when absent, and all for `all`.
    pub rulebooks: Option<Vec<String>>,
}

impl Question {
    /// A question about a day: both readings, and no assumption about law that nobody knows.
    pub fn on(day: Day) -> Self {
        Self {
            day,
            law: LawState::all(Assumption::Actual),
            readings: vec![Breadth::Narrow, Breadth::Wide],
            use_: None,
            user: None,
            contract: None,
            answers: Vec::new(),
            rulebooks: None,
        }
    }
    /// Whether a rulebook is asked of a movement under this contract.
    pub fn asks(&self, rulebook: &Rulebook, contract: Option<&str>) -> bool {
        if let Some(named) = &self.rulebooks {
            return named.iter().any(|it| it.eq_ignore_ascii_case(&rulebook.id) || it == "all");
        }
        match rulebook.asked {
            Asked::Always => true,
            Asked::OnContract => contract.is_some(),
            Asked::OnRequest => false,
        }
    }
}

/// One movement for each item that moves: one without an item is one of every product.
pub fn one_item_each(tree: &Tree, rows: &[MovementRow]) -> Vec<MovementRow> {
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        if row.item.as_ref().is_some_and(|it| !it.is_empty()) {
            found.push(row.clone());
            continue;
        }
        let products = tree.products.iter().map(|&it| tree.nodes[it].id.clone());
        found.extend(products.map(|it| MovementRow { item: Some(it), ..row.clone() }));
    }
    found
}
