//! Bills of materials as written: lines, parties, movements and evidence, each with its cell.

mod rows;

mod forms;

mod day;
mod number;
mod unit;

mod headers;

mod cells;
mod further_rows;
mod holders;
mod lines;
mod read;

mod papers;
mod word_lists;

#[cfg(test)]
mod tests;

pub use forms::grid::{CellValue, Measured, cell_name};
pub use forms::limits::Limits;
pub use forms::parquet::reads_a_table;
pub use headers::field::{EXAMPLE_SHEET, LISTS_SHEET, READ_ME_SHEET, SheetKind};
pub use headers::header_words::{HEADERS_PATH, HeaderWords, Meaning};
pub use headers::mapping::{ColumnMapping, MAPPING_FORMAT, Mapping, SheetMapping};
pub use headers::proposal::{ColumnProposal, SheetProposal, twin_of};
pub use number::DecimalSign;
pub use papers::{Claims, DocumentKind, EvidenceDocument, Issuers, read_evidence, settle_evidence};
pub use read::{WrittenRow, WrittenSheet, propose_mapping, read_bill, read_written_bill};
pub use rows::{
    Amount, Bill, BillColumn, BillLine, EvidenceRow, MovementRow, NamedTwice, PartyRow, Sheet, StepsWritten,
};
pub use unit::kilograms;
pub use word_lists::{COLUMNS_PATH, EXAMPLE_PATH, LISTS_PATH, ListedWord, TemplateColumn};
