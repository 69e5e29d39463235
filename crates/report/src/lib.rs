//! What a run says, in the reader's vocabulary.
//!
//! In comes a finished run, or a [`screening`]; out go plain, serialisable values ([`view`]) and their writers, one file each.
//! [`page`] turns a view into one self-contained file for the browser, [`text`] into
//! lines for a terminal. This room refuses to compute: a
//! number that is not in the view cannot appear on the page.

pub mod view;

pub mod screening;

mod telling;

mod html;
mod paths;
mod series;
mod text;

mod columns;
mod csv;
mod number;
mod spare;
mod workbook;

pub use columns::{Side, columns, wrapped};
pub use csv::csv_line;
pub use html::{history_page, page};
pub use number::{counted, in_unit, percent, range_in_unit, signed, significant};
pub use paths::{Explained, explained};
pub use series::SERIES_HEADER;
pub use spare::Spare;
pub use telling::{
    Judged, Ranking, Telling, claim_gap, claim_held, headline_name, headline_of, history, series_parts, view,
};
pub use text::{spread, text};
pub use view::{History, View};
pub use workbook::{
    ResultColumns, TemplateList, TemplateWords, Unwritable, bill_template, bill_template_csv, neutral,
    result_workbook,
};
