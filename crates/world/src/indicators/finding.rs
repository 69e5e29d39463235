//! A conclusion in numbers, with what it means and what it rests on.

use coercivity_data::Period;
use coercivity_quantity::{Interval, Unit, Why};

/// A conclusion in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What is possible.
    pub range: Interval<f64>,
    /// The value to print.
    pub value: f64,
    /// Its unit.
    pub unit: Unit,
    /// The time it speaks of.
    pub as_of: Period,
    /// How it is defined: of what, out of what, with what left out.
    pub definition: String,
    /// The rows it rests on.
    pub why: Why,
    /// What must be said beside it.
    pub warnings: Vec<String>,
}

impl Finding {
    /// Keys of every source it rests on, each once, in order.
    pub fn sources(&self) -> Vec<&str> {
        let mut keys = Vec::new();
        collect(&self.why, &mut keys);
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

fn collect<'a>(why: &'a Why, keys: &mut Vec<&'a str>) {
    keys.extend(why.cites.iter().flat_map(|it| it.sources.iter().map(String::as_str)));
    for part in &why.from {
        collect(part, keys);
    }
}
