//! Bills of materials as written: lines, parties, movements and evidence, each with its cell.

mod rows;

mod grid;
mod limits;

mod archive;
mod encoding;
mod json;
mod json_grid;
mod open_document;
mod separated;
mod sheet_cells;
mod styles;
mod workbook;
mod xml;

mod field;
mod header_words;
mod layout;
mod mapping;
mod proposal;

mod cells;
mod number;
mod unit;
mod word_lists;

mod papers;

mod further_rows;
mod lines;
mod read;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod workbook_tests;

pub use field::SheetKind;
pub use grid::{CellValue, cell_name};
pub use header_words::{HEADERS_PATH, HeaderWords, Meaning};
pub use limits::Limits;
pub use mapping::{ColumnMapping, MAPPING_FORMAT, Mapping, SheetMapping};
pub use number::DecimalSign;
pub use papers::{Claims, DocumentKind, EvidenceDocument, read_evidence};
pub use proposal::{ColumnProposal, SheetProposal};
pub use read::{WrittenRow, WrittenSheet, propose_mapping, read_bill, written_lines};
pub use rows::{Amount, Bill, BillColumn, BillLine, EvidenceRow, MovementRow, PartyRow, Sheet, StepsWritten};
pub use word_lists::{COLUMNS_PATH, EXAMPLE_PATH, LISTS_PATH, ListedWord, TemplateColumn};
