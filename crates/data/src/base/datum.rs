//! One figure of the base year.

use coercivity_quantity::{Citation, Unit};

use super::quantity_form::QuantityForm;
use super::{Flag, Shape, spread};
use crate::problem::Problem;
use crate::table::{Range, Row};

pub(super) const TABLE: Shape = (
    "data/base/data.csv",
    &["label", "quantity", "value", "sigma", "unit", "as_of", "flag", "source", "at", "confidence", "note"],
);

/// A figure as written: a sum of flows is `value`, give or take one `sigma`.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseDatum {
    /// What the figure is, in words.
    pub label: String,
    /// The sum of flows.
    pub quantity: QuantityForm,
    /// The figure.
    pub value: f64,
    /// One standard deviation.
    pub sigma: f64,
    /// Unit of both.
    pub unit: Unit,
    /// Year or month it is about.
    pub as_of: String,
    /// How it came about.
    pub flag: Flag,
    /// What it rests on.
    pub cited: Citation,
    /// Line in the file.
    pub line: usize,
    /// Column in which `quantity` begins.
    pub column: usize,
}

impl BaseDatum {
    /// Path of the table.
    pub const PATH: &'static str = TABLE.0;

    pub(super) fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let label = row.required("label", problems);
        let form = row.required("quantity", problems).and_then(|text| {
            QuantityForm::read(&text)
                .map_err(|bad| {
                    let cell = row.cell("quantity");
                    let found = format!("`{}`", around(&text, bad.offset));
                    let remedy = "write the sum as described in data/base/README.md";
                    let problem = Problem::in_file(Self::PATH, found, bad.expected, remedy);
                    problems.push(problem.at(cell.line, cell.column + bad.offset));
                })
                .ok()
        });
        let value = row.required_number("value", Range::Any, problems);
        let sigma = row.required_number("sigma", Range::NotNegative, problems);
        if sigma == Some(0.0) {
            row.problem("sigma", "a number above zero", "say how far the figure may be off", problems);
        }
        let unit = spread::unit(row, problems);
        let flag = Flag::read(row, problems);
        let cited = row.citation(problems);
        let cell = row.cell("quantity");
        Some(Self {
            label: label?,
            quantity: form?,
            value: value?,
            sigma: sigma.filter(|it| *it > 0.0)?,
            unit: unit?,
            as_of: row.text("as_of"),
            flag: flag?,
            cited: cited?,
            line: cell.line,
            column: cell.column,
        })
    }
}

/// A few letters of the text from a place on.
fn around(text: &str, offset: usize) -> String {
    let rest: String = text.chars().skip(offset).take(40).collect();
    if rest.is_empty() { "the end of the quantity".to_owned() } else { rest }
}
