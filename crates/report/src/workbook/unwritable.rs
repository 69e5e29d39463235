//! Why a workbook cannot be written.

use std::fmt;
use std::io;

use rust_xlsxwriter::XlsxError;
use zip::result::ZipError;

/// Why a workbook cannot be written.
#[derive(Debug)]
pub enum Unwritable {
    /// More rows, columns or letters than a workbook can have, and where.
    TooLarge(String),
    /// A part of the book that the library does not make.
    Part(XlsxError),
    /// The archive that a workbook is.
    Archive(ZipError),
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(said) => f.write_str(said),
            Self::Part(error) => error.fmt(f),
            Self::Archive(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Unwritable {}

impl From<XlsxError> for Unwritable {
    fn from(error: XlsxError) -> Self {
        Self::Part(error)
    }
}

impl From<ZipError> for Unwritable {
    fn from(error: ZipError) -> Self {
        Self::Archive(error)
    }
}

impl From<io::Error> for Unwritable {
    fn from(error: io::Error) -> Self {
        Self::Archive(ZipError::Io(error))
    }
}
