//! Which elements a mineral is, as reporting templates call it.

use coercivity_data::{Bundle, Problem, Table};

use crate::id::Element;
use crate::vocabulary::Vocabulary;

/// Path of the table of minerals.
const MINERALS: &str = "data/bill/minerals.csv";

/// A mineral, and the elements whose content a statement about it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MineralName {
    /// What templates call it, in small letters.
    pub name: String,
    /// Its elements; none where it is no element of its own.
    pub elements: Vec<Element>,
}

/// Reads the table of minerals; none when the bundle has no such table.
pub(crate) fn read_mineral_names(
    bundle: &Bundle,
    vocabulary: &Vocabulary,
    problems: &mut Vec<Problem>,
) -> Vec<MineralName> {
    let Some(text) = bundle.text(MINERALS) else { return Vec::new() };
    let table = Table::read(MINERALS, text, &["mineral", "elements", "note"], problems);
    let mut found = Vec::new();
    for row in table.rows() {
        let Some(name) = row.required("mineral", problems) else { continue };
        let mut elements = Vec::new();
        for symbol in row.text("elements").split(';').filter(|it| !it.is_empty()) {
            match vocabulary.symbol(symbol) {
                Some(element) => elements.push(element),
                None => row.problem("elements", "symbols with `;` between", "mend the symbol", problems),
            }
        }
        found.push(MineralName { name: name.to_lowercase(), elements });
    }
    found
}
