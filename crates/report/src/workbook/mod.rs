//! Workbooks: the template of a bill, and a bill given back with its verdicts.
//!
//! They hold no macro and no formula, and the same input gives the same bytes.

mod neutral;
mod result;
mod sheet;
mod strings;
mod template;
mod unwritable;

pub use neutral::neutral;
pub use result::{ResultColumns, result_workbook};
pub use template::{TemplateList, TemplateWords, bill_template, bill_template_csv};
pub use unwritable::Unwritable;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// An empty workbook whose bytes do not depend on the day on which it was made.
fn dated(title: &str) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&day));
    Ok(workbook)
}
