//! The findings as a Parquet table: the rows of `findings.csv` with days and numbers as such, and the threshold beside the
//! sign of its bound.

use std::ops::Range;
use std::sync::Arc;

use coercivity_quantity::Day;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use rayon::prelude::*;

use super::shown::Shown;
use super::tables::{FINDINGS_HEADER, each_finding};

/// Movements of a row group.
const GROUP: usize = 2000;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A whole number.
    Count,
    /// A day.
    Day,
    /// A number.
    Number,
    /// A text.
    Text,
    /// The sign of a bound, of which the number stands in the next column.
    Sign,
    /// The number of a bound.
    Threshold,
}

/// The columns: name, place in [`FINDINGS_HEADER`], and what it holds.
fn columns() -> Vec<(&'static str, usize, Kind)> {
    let mut found = Vec::new();
    for (place, name) in FINDINGS_HEADER.into_iter().enumerate() {
        match name {
            "movement" => found.push((name, place, Kind::Count)),
            "day" => found.push((name, place, Kind::Day)),
            "bound" => found.extend([(name, place, Kind::Sign), ("threshold", place, Kind::Threshold)]),
            _ if name.ends_with("_low") || name.ends_with("_high") => found.push((name, place, Kind::Number)),
            _ => found.push((name, place, Kind::Text)),
        }
    }
    found
}

/// The values of a column that are there, and for each row whether there is one.
#[derive(Default)]
struct Column {
    counts: Vec<i32>,
    numbers: Vec<f64>,
    texts: Vec<ByteArray>,
    levels: Vec<i16>,
}

impl Column {
    fn put(&mut self, kind: Kind, cell: &str) {
        let parts = || cell.split_once(' ').unwrap_or((cell, ""));
        let there = match kind {
            Kind::Count => cell.parse().map(|it| self.counts.push(it)).is_ok(),
            Kind::Day => days(cell).map(|it| self.counts.push(it)).is_some(),
            Kind::Number => cell.parse().map(|it| self.numbers.push(it)).is_ok(),
            Kind::Threshold => parts().1.parse().map(|it| self.numbers.push(it)).is_ok(),
            Kind::Text => self.text(cell),
            Kind::Sign => self.text(parts().0),
        };
        self.levels.push(i16::from(there));
    }
    fn text(&mut self, text: &str) -> bool {
        if text.is_empty() {
            return false;
        }
        // Neighbours say the same again and again; the bytes are then shared.
        let same = self.texts.last().filter(|it| it.data() == text.as_bytes()).cloned();
        self.texts.push(same.unwrap_or_else(|| ByteArray::from(text)));
        true
    }
}

/// Days from 1970-01-01.
fn days(text: &str) -> Option<i32> {
    let day: Day = text.parse().ok()?;
    i32::try_from(day.days_since(Day::new(1970, 1, 1)?)).ok()
}

/// The table, whole.
///
/// # Panics
/// Never: what is written into memory by its own schema cannot fail.
pub fn findings_table(shown: &Shown<'_>) -> Vec<u8> {
    written(shown).expect("a table written into memory by its own schema cannot fail")
}

fn written(shown: &Shown<'_>) -> Result<Vec<u8>, ParquetError> {
    let columns = columns();
    let fields: Vec<String> = columns
        .iter()
        .map(|(name, _, kind)| match kind {
            Kind::Count => format!("optional int32 {name};"),
            Kind::Day => format!("optional int32 {name} (DATE);"),
            Kind::Number | Kind::Threshold => format!("optional double {name};"),
            Kind::Text | Kind::Sign => format!("optional binary {name} (STRING);"),
        })
        .collect();
    let schema = Arc::new(parse_message_type(&format!("message findings {{ {} }}", fields.join(" ")))?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_created_by("coercivity".to_owned())
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    let count = shown.findings.movements.len();
    let starts: Vec<usize> = (0..count).step_by(GROUP).collect();
    // Groups are told on all threads, and written in their order.
    for some in starts.chunks(2 * rayon::current_num_threads()) {
        let told = some.par_iter().map(|&start| told(shown, start..(start + GROUP).min(count), &columns));
        for held in told.collect::<Vec<_>>() {
            let mut group = writer.next_row_group()?;
            for (column, (_, _, kind)) in held.iter().zip(&columns) {
                put(&mut group, *kind, column)?;
            }
            group.close()?;
        }
    }
    writer.into_inner()
}

/// The columns of some movements.
fn told(shown: &Shown<'_>, movements: Range<usize>, columns: &[(&'static str, usize, Kind)]) -> Vec<Column> {
    let mut held: Vec<Column> = columns.iter().map(|_| Column::default()).collect();
    each_finding(shown, movements, &mut |cells| {
        for (column, (_, place, kind)) in held.iter_mut().zip(columns) {
            column.put(*kind, cells[*place]);
        }
    });
    held
}

fn put(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    kind: Kind,
    column: &Column,
) -> Result<(), ParquetError> {
    let Some(mut writer) = group.next_column()? else { return Ok(()) };
    let levels = Some(&column.levels[..]);
    match kind {
        Kind::Count | Kind::Day => writer.typed::<Int32Type>().write_batch(&column.counts, levels, None)?,
        Kind::Number | Kind::Threshold => {
            writer.typed::<DoubleType>().write_batch(&column.numbers, levels, None)?
        }
        Kind::Text | Kind::Sign => {
            writer.typed::<ByteArrayType>().write_batch(&column.texts, levels, None)?
        }
    };
    writer.close()
}
