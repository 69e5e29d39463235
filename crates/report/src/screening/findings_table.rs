//! The findings as a Parquet table: the rows of `findings.csv` with days and numbers as such, and the threshold beside the
//! sign of its bound.

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use coercivity_quantity::Day;
use coercivity_screen::RulebookFinding;
use parquet::basic::Compression;
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::SchemaDescriptor;
use rayon::prelude::*;

use super::findings_rows::{Cell, FINDINGS_HEADER, Forms, ITEM, OF_MOVEMENT, answer_rows, movement_cells};
use super::shown::Shown;
use crate::spare::Spare;

/// Movements of a row group.
const GROUP: usize = 2000;
/// Answers of which one thread keeps the values at most.
const MOST_ROWS: usize = 5000;

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

/// A cell as its column has it.
#[derive(Clone, Debug)]
enum Value {
    Blank,
    Whole(i32),
    Number(f64),
    Text(ByteArray),
    /// The id of the item that moves, whichever that is.
    Mover,
}

impl Value {
    fn text(text: &str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(ByteArray::from(text)) }
    }
    /// A cell of an answer.
    fn of(kind: Kind, cell: &Cell<'_>) -> Self {
        match (cell, kind) {
            (Cell::Text(text), _) => Self::text(text),
            (Cell::Number(number), _) => Self::Number(*number),
            (Cell::Bound(bound), Kind::Threshold) => Self::Number(bound.at()),
            (Cell::Bound(bound), _) => Self::text(bound.sign()),
        }
    }
    /// A cell of a movement.
    fn of_movement(kind: Kind, cell: &str) -> Self {
        let whole = match kind {
            Kind::Count => cell.parse().ok(),
            Kind::Day => days(cell),
            Kind::Number | Kind::Threshold | Kind::Text | Kind::Sign => return Self::text(cell),
        };
        whole.map_or(Self::Blank, Self::Whole)
    }
}

/// Days from 1970-01-01.
fn days(text: &str) -> Option<i32> {
    let day: Day = text.parse().ok()?;
    i32::try_from(day.days_since(Day::new(1970, 1, 1)?)).ok()
}

/// A column as it is written: the values of some rows that are there, and for each row whether there is one. They are
/// encoded as soon as there are enough of them, and never held together.
struct Column<'s> {
    writer: ColumnWriter<'s>,
    wholes: Vec<i32>,
    numbers: Vec<f64>,
    texts: Vec<ByteArray>,
    levels: Vec<i16>,
}

impl<'s> Column<'s> {
    fn new(writer: ColumnWriter<'s>) -> Self {
        Self { writer, wholes: Vec::new(), numbers: Vec::new(), texts: Vec::new(), levels: Vec::new() }
    }
    fn put(&mut self, value: &Value, mover: &Value) {
        let there = match value {
            Value::Blank => 0,
            Value::Whole(it) => {
                self.wholes.push(*it);
                1
            }
            Value::Number(it) => {
                self.numbers.push(*it);
                1
            }
            Value::Text(it) => {
                self.texts.push(it.clone());
                1
            }
            Value::Mover => return self.put(mover, &Value::Blank),
        };
        self.levels.push(there);
    }
    /// Encodes what was put.
    fn encode(&mut self) -> Result<(), ParquetError> {
        let levels = Some(&self.levels[..]);
        match &mut self.writer {
            ColumnWriter::Int32ColumnWriter(writer) => writer.write_batch(&self.wholes, levels, None),
            ColumnWriter::DoubleColumnWriter(writer) => writer.write_batch(&self.numbers, levels, None),
            ColumnWriter::ByteArrayColumnWriter(writer) => writer.write_batch(&self.texts, levels, None),
            ColumnWriter::BoolColumnWriter(_)
            | ColumnWriter::Int64ColumnWriter(_)
            | ColumnWriter::Int96ColumnWriter(_)
            | ColumnWriter::FloatColumnWriter(_)
            | ColumnWriter::FixedLenByteArrayColumnWriter(_) => {
                Err(ParquetError::General("a column of no kind that the schema has".to_owned()))
            }
        }?;
        self.wholes.clear();
        self.numbers.clear();
        self.texts.clear();
        self.levels.clear();
        Ok(())
    }
}

/// The table, whole.
///
/// # Panics
/// Never: what is written into memory by its own schema cannot fail.
pub fn findings_table(shown: &Shown<'_>) -> Vec<u8> {
    written(shown).expect("a table written into memory by its own schema cannot fail")
}

fn written(shown: &Shown<'_>) -> Result<Vec<u8>, ParquetError> {
    let fields: Vec<String> = columns()
        .iter()
        .map(|(name, _, kind)| match kind {
            Kind::Count => format!("optional int32 {name};"),
            Kind::Day => format!("optional int32 {name} (DATE);"),
            Kind::Number | Kind::Threshold => format!("optional double {name};"),
            Kind::Text | Kind::Sign => format!("optional binary {name} (STRING);"),
        })
        .collect();
    let schema = Arc::new(parse_message_type(&format!("message findings {{ {} }}", fields.join(" ")))?);
    // The least and the greatest of days and numbers help to skip what nobody asks for; those of texts do not, and cost
    // a comparison of every row.
    let ordered = |kind: Kind| !matches!(kind, Kind::Text | Kind::Sign);
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_created_by("coercivity".to_owned());
    for (name, ..) in columns().into_iter().filter(|it| ordered(it.2)) {
        properties = properties.set_column_statistics_enabled(name.into(), EnabledStatistics::Chunk);
    }
    let properties = properties.build();
    let shape =
        Shape { schema: SchemaDescriptor::new(Arc::clone(&schema)), properties: Arc::new(properties) };
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::clone(&shape.properties))?;
    let count = shown.findings.movements.len();
    let starts: Vec<usize> = (0..count).step_by(GROUP).collect();
    let spare = Spare::default();
    // Groups are told and encoded on all threads, and written in their order. All of them together are the table, which is
    // held whole.
    let encoded = starts.par_iter().map(|&start| {
        let movements = start..(start + GROUP).min(count);
        spare.with(|| Forms::at_most(MOST_ROWS), |forms| shape.encoded(shown, movements, forms))
    });
    for chunks in encoded.collect::<Result<Vec<Vec<Chunk>>, _>>()? {
        let mut group = writer.next_row_group()?;
        for (bytes, closed) in chunks {
            group.append_column(&bytes, closed)?;
        }
        group.close()?;
    }
    writer.into_inner()
}

/// What every group of rows shares.
struct Shape {
    schema: SchemaDescriptor,
    properties: WriterPropertiesPtr,
}

/// A column of a group as it stands in the file, and what the file says of it.
type Chunk = (Bytes, ColumnCloseResult);

impl Shape {
    /// The columns of some movements.
    fn encoded<'a>(
        &self,
        shown: &'a Shown<'a>,
        movements: Range<usize>,
        forms: &mut Forms<'a, Vec<Value>>,
    ) -> Result<Vec<Chunk>, ParquetError> {
        let kinds = columns();
        let (of_movement, of_answer) = kinds.split_at(OF_MOVEMENT);
        // The rows of an answer, one after the other.
        let values = |found: &RulebookFinding| -> Vec<Value> {
            let mut values = Vec::with_capacity(found.clauses.len().max(1) * of_answer.len());
            answer_rows(shown, found, &mut |row| {
                values.extend(of_answer.iter().map(|(_, place, kind)| match place - OF_MOVEMENT {
                    place if row.about_mover == Some(place) => Value::Mover,
                    place => Value::of(*kind, &row.cells[place]),
                }));
            });
            values
        };
        let mut sinks: Vec<TrackedWrite<Vec<u8>>> =
            kinds.iter().map(|_| TrackedWrite::new(Vec::new())).collect();
        let mut columns: Vec<Column<'_>> = Vec::with_capacity(kinds.len());
        for (place, sink) in sinks.iter_mut().enumerate() {
            let pages = Box::new(SerializedPageWriter::new(sink));
            let writer = get_column_writer(self.schema.column(place), Arc::clone(&self.properties), pages);
            columns.push(Column::new(writer));
        }
        let some = self.properties.write_batch_size();
        for place in movements {
            let cells = movement_cells(shown, place);
            let own: Vec<Value> =
                of_movement.iter().map(|it| Value::of_movement(it.2, &cells[it.1])).collect();
            for found in &shown.findings.movements[place].rulebooks {
                for row in forms.of(found, values).chunks_exact(of_answer.len()) {
                    for (column, value) in columns.iter_mut().zip(own.iter().chain(row)) {
                        column.put(value, &own[ITEM]);
                    }
                    if columns[0].levels.len() == some {
                        columns.iter_mut().try_for_each(Column::encode)?;
                    }
                }
            }
        }
        let mut closed = Vec::with_capacity(columns.len());
        for mut column in columns {
            column.encode()?;
            closed.push(column.writer.close()?);
        }
        sinks.into_iter().zip(closed).map(|(sink, closed)| Ok((sink.into_inner()?.into(), closed))).collect()
    }
}
