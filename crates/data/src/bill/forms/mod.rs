//! Files of every form as grids of cells: text with separators, JSON, Parquet, workbooks and open documents. Nothing is read
//! before it is known to fit the limits.

pub(crate) mod grid;
pub(crate) mod limits;

pub(crate) mod encoding;
pub(crate) mod separated;
pub(crate) mod shown_unit;

pub(crate) mod json;
pub(crate) mod json_grid;

pub(crate) mod parquet;

pub(crate) mod archive;
pub(crate) mod open_document;
pub(crate) mod sheet_cells;
pub(crate) mod styles;
pub(crate) mod workbook;
pub(crate) mod xml;
