//! What a customs code may be of, where a bill says nothing else.

use coercivity_data::{Bundle, Problem, Table};

use crate::measures::item::GoodPattern;

/// Path of the table of customs codes.
const CODES: &str = "data/measures/customs-codes.csv";

/// The beginning of a code of the Harmonized System, and what goods of it may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomsCode {
    /// Its first digits.
    pub code: String,
    /// What it may be, as `stage:substance`; `any` leaves the substance open.
    pub may_be: String,
}

/// Reads the table of customs codes; none when the bundle has no such table.
pub fn read_customs_codes(bundle: &Bundle, problems: &mut Vec<Problem>) -> Vec<CustomsCode> {
    let Some(text) = bundle.text(CODES) else { return Vec::new() };
    let table = Table::read(CODES, text, &["code", "may_be", "note"], problems);
    let mut found = Vec::new();
    for row in table.rows() {
        let (code, may_be) = (row.required("code", problems), row.required("may_be", problems));
        let (Some(code), Some(may_be)) = (code, may_be) else { continue };
        if !code.bytes().all(|it| it.is_ascii_digit()) {
            row.problem("code", "digits alone", "leave out dots and blanks", problems);
        }
        if GoodPattern::read(&may_be, |_| None).is_none() {
            row.problem("may_be", "a thing such as magnet:any", "mend the word", problems);
        }
        found.push(CustomsCode { code, may_be });
    }
    found
}
