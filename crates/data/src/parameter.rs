//! Parameters of the market as written: a range with its evidence, or a pointer to the fact that gives it.

use coercivity_quantity::{Citation, Unit};

use crate::bundle::Bundle;
use crate::problem::Problem;
use crate::table::{Range, Row, Table};

/// Path of the table.
pub const PARAMETERS_PATH: &str = "data/market/parameters.csv";

const COLUMNS: [&str; 12] =
    ["id", "label", "fact", "low", "best", "high", "unit", "as_of", "source", "at", "confidence", "note"];

/// One parameter as written.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterRow {
    /// Its id.
    pub id: String,
    /// What it is, in words.
    pub label: String,
    /// Its numbers, or where they stand.
    pub given: Given,
    /// Its unit.
    pub unit: Unit,
    /// What a reader should know.
    pub note: String,
    /// Line in the table.
    pub line: usize,
}

/// Where a parameter's numbers stand.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// In this row.
    Here {
        /// Lowest.
        low: f64,
        /// Best guess.
        best: f64,
        /// Highest.
        high: f64,
        /// What they rest on.
        cited: Citation,
    },
    /// In the row of `data/base/frictions.csv` with this item.
    Friction(String),
}

impl ParameterRow {
    /// Reads the table.
    pub fn read(bundle: &Bundle, problems: &mut Vec<Problem>) -> Vec<Self> {
        let Some(text) = bundle.required(PARAMETERS_PATH, problems) else { return Vec::new() };
        let table = Table::read(PARAMETERS_PATH, text, &COLUMNS, problems);
        let mut rows: Vec<Self> = Vec::new();
        for row in table.rows() {
            let id = row.required("id", problems);
            let unit = row.one_of("unit", &Unit::ALL.map(|it| (it.ending(), it)), problems);
            let given = given(&row, problems);
            let (Some(id), Some(unit), Some(given)) = (id, unit, given) else { continue };
            if rows.iter().any(|it| it.id == id) {
                row.problem("id", "each parameter once", "remove one of the rows", problems);
                continue;
            }
            rows.push(Self {
                id,
                label: row.text("label"),
                given,
                unit,
                note: row.text("note"),
                line: row.line(),
            });
        }
        rows
    }
}

fn given(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Given> {
    let fact = row.text("fact");
    if let Some(item) = fact.strip_prefix("friction:") {
        return Some(Given::Friction(item.to_owned()));
    }
    if !fact.is_empty() {
        row.problem("fact", "friction:ITEM, or nothing", "name a row of data/base/frictions.csv", problems);
        return None;
    }
    let cited = row.citation(problems)?;
    let mut number = |column| row.required_number(column, Range::Any, problems);
    let (low, best, high) = (number("low"), number("best"), number("high"));
    let (low, best, high) = (low?, best?, high?);
    if low > best || best > high {
        row.problem("best", "low <= best <= high", "put the three numbers in order", problems);
        return None;
    }
    Some(Given::Here { low, best, high, cited })
}
