//! How large a file may be: what is larger is refused before it fills the memory.

use crate::problem::Problem;

/// The largest file that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file as it lies on disk.
    pub file_bytes: usize,
    /// Bytes of all that an archive holds, unpacked.
    pub unpacked_bytes: usize,
    /// Bytes unpacked from one byte packed, for what is larger than [`Limits::small_bytes`].
    pub packing_ratio: usize,
    /// What unpacks to less than this is no bomb, however well it was packed.
    pub small_bytes: usize,
    /// Rows of a sheet.
    pub rows: usize,
    /// Columns of a sheet.
    pub columns: usize,
    /// Cells of a sheet that hold anything.
    pub cells: usize,
    /// Bytes of text in the cells of a sheet.
    pub text_bytes: usize,
    /// Files in an archive.
    pub entries: usize,
    /// Objects inside objects.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let mebi = 1024 * 1024;
        Self {
            file_bytes: 256 * mebi,
            unpacked_bytes: 512 * mebi,
            packing_ratio: 200,
            small_bytes: 16 * mebi,
            // What the common spreadsheets can hold.
            rows: 1_048_576,
            columns: 1024,
            cells: 16 * mebi,
            text_bytes: 256 * mebi,
            entries: 10_000,
            depth: 128,
        }
    }
}

impl Limits {
    /// A problem when a file is larger than may be read.
    pub(crate) fn refuse_size(&self, path: &str, bytes: usize) -> Option<Problem> {
        (bytes > self.file_bytes).then(|| {
            Problem::in_file(
                path,
                format!("a file of {bytes} bytes"),
                format!("at most {} bytes", self.file_bytes),
                "split it, a file a product",
            )
        })
    }
}

/// What a sheet has used of its limits. What goes beyond them is not kept, and told once.
#[derive(Debug)]
pub(crate) struct Budget {
    path: String,
    limits: Limits,
    rows: usize,
    cells: usize,
    text_bytes: usize,
    refusal: Option<Problem>,
}

impl Budget {
    /// Nothing is used yet.
    pub(crate) fn new(path: &str, limits: &Limits) -> Self {
        let path = path.to_owned();
        Self { path, limits: *limits, rows: 0, cells: 0, text_bytes: 0, refusal: None }
    }
    /// Whether a row of so many cells and bytes of text may still be kept.
    pub(crate) fn spend(&mut self, line: usize, cells: usize, text_bytes: usize) -> bool {
        if self.refusal.is_some() {
            return false;
        }
        self.rows += 1;
        self.cells += cells;
        self.text_bytes += text_bytes;
        let limits = self.limits;
        let beyond = [
            (self.rows, limits.rows, "rows"),
            (cells, limits.columns, "columns"),
            (self.cells, limits.cells, "cells"),
            (self.text_bytes, limits.text_bytes, "bytes of text"),
        ];
        let Some((_, most, what)) = beyond.into_iter().find(|it| it.0 > it.1) else { return true };
        self.refusal = Some(
            Problem::in_file(
                &self.path,
                format!("more than {most} {what}"),
                format!("at most {most} {what} in a sheet"),
                "split it, a file a product",
            )
            .at(line, 0),
        );
        false
    }
    /// Whether the limits were reached: nothing more is kept.
    pub(crate) fn is_spent(&self) -> bool {
        self.refusal.is_some()
    }
    /// The problem, when the limits were reached.
    pub(crate) fn refusal(self) -> Option<Problem> {
        self.refusal
    }
}
