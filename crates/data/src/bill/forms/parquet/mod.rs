//! A Parquet table becomes a grid. It is looked through before it is read; where the reader of others stops on damage all
//! the same, that is told as damage.

mod compact;
mod looked_through;

#[cfg(test)]
mod tests;

use std::cell::Cell as Flag;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use coercivity_quantity::Day;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::data_type::Decimal;
use parquet::file::reader::FileReader as _;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::{Field, reader::RowIter};
use parquet::schema::types::Type;

use super::grid::{CellValue, Grid, Record};
use super::json::is_long;
use super::limits::{Budget, Limits};
use crate::problem::Problem;

use looked_through::looked_through;

pub(crate) use looked_through::is_table;

/// Days of the calendar that are told, from 1970-01-01: the years 1 to 9999.
const DAYS: std::ops::RangeInclusive<i64> = -719_162..=2_932_896;
const DAY_MILLISECONDS: i64 = 86_400_000;

thread_local! {
    static READING: Flag<bool> = const { Flag::new(false) };
}

/// Whether this thread reads a table of others just now: a panic is then damage that is told, and no bug.
pub fn reads_a_table() -> bool {
    READING.get()
}

/// Reads a table.
pub(crate) fn read_table(
    path: &str,
    bytes: &[u8],
    limits: &Limits,
    problems: &mut Vec<Problem>,
) -> Vec<Grid> {
    READING.set(true);
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut told = Vec::new();
        let grid = looked_through(path, bytes, limits, &mut told).map(|it| grid(path, it, limits, &mut told));
        (grid, told)
    }));
    READING.set(false);
    let (grid, told) =
        read.unwrap_or_else(|_| (None, vec![damaged(path, "its pages contradict themselves")]));
    problems.extend(told);
    grid.into_iter().collect()
}

fn damaged(path: &str, what: &str) -> Problem {
    let found = format!("a damaged table: {what}");
    Problem::in_file(path, found, "a whole Parquet table", "write the table anew")
}

fn grid(
    path: &str,
    reader: SerializedFileReader<Bytes>,
    limits: &Limits,
    problems: &mut Vec<Problem>,
) -> Grid {
    let mut grid = Grid { path: path.to_owned(), keyed: true, ..Grid::default() };
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<String> = schema.get_fields().iter().map(|it| it.name().to_owned()).collect();
    let meanings: Vec<Meant> = schema.get_fields().iter().map(|it| Meant::of(it)).collect();
    grid.records.push(Record { line: 0, cells: names.iter().map(|it| CellValue::of_text(it)).collect() });
    let mut budget = Budget::new(path, limits);
    let mut odd: BTreeSet<usize> = BTreeSet::new();
    for (place, row) in RowIter::from_file_into(Box::new(reader)).enumerate() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                problems.push(damaged(path, &error.to_string()).at(place + 1, 0));
                break;
            }
        };
        let line = place + 1;
        let mut cells: Vec<CellValue> = Vec::with_capacity(names.len());
        for (column, (_, field)) in row.get_column_iter().enumerate() {
            let value = meanings[column].cell(field);
            if value.is_none() && odd.insert(column) {
                problems.push(
                    Problem::in_file(
                        path,
                        format!(
                            "a column `{}` of bytes, of times or of days beyond the calendar",
                            names[column]
                        ),
                        "text, numbers, days, yes or no",
                        "leave the column out, or write it as text",
                    )
                    .at(line, 0),
                );
            }
            cells.push(value.unwrap_or_default());
        }
        let letters = cells.iter().map(|it| it.text().len()).sum();
        if budget.spend(line, cells.len(), letters) && cells.iter().any(|it| !it.is_blank()) {
            grid.records.push(Record { line, cells });
        }
        if budget.is_spent() {
            break;
        }
    }
    problems.extend(budget.refusal());
    grid
}

/// What the values of a column are where their own kind does not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meant {
    /// What their kind says.
    Plain,
    /// Nanoseconds from 1970.
    Nanoseconds,
    /// Nothing that a sheet has, such as a time of day or a key in bytes.
    Odd,
}

impl Meant {
    fn of(column: &Type) -> Self {
        let fixed = column.get_physical_type() == Physical::FIXED_LEN_BYTE_ARRAY;
        match column.get_basic_info().logical_type_ref() {
            Some(LogicalType::Timestamp(it)) if it.unit == TimeUnit::NANOS => Self::Nanoseconds,
            Some(LogicalType::Time(_)) => Self::Odd,
            Some(LogicalType::Decimal(_) | LogicalType::Float16) => Self::Plain,
            Some(_) | None if fixed && column.get_basic_info().converted_type() != ConvertedType::DECIMAL => {
                Self::Odd
            }
            Some(_) | None => Self::Plain,
        }
    }
    fn cell(self, field: &Field) -> Option<CellValue> {
        match (self, field) {
            (_, Field::Null) => Some(CellValue::Blank),
            (Self::Plain, _) => cell(field),
            (Self::Nanoseconds, Field::Long(time)) => day(time.div_euclid(1_000_000 * DAY_MILLISECONDS)),
            (Self::Nanoseconds | Self::Odd, _) => None,
        }
    }
}

/// A cell; none when it is of a kind that a sheet does not have.
fn cell(field: &Field) -> Option<CellValue> {
    let whole = |digits: String| match is_long(digits.trim_start_matches('-')) {
        // More digits than a number keeps are a name.
        true => Some(CellValue::Text(digits)),
        false => digits.parse().ok().map(CellValue::Number),
    };
    let real = |it: f64| if it.is_finite() { CellValue::Number(it) } else { CellValue::Blank };
    match field {
        Field::Null => Some(CellValue::Blank),
        Field::Bool(flag) => Some(CellValue::Flag(*flag)),
        Field::Byte(it) => whole(it.to_string()),
        Field::Short(it) => whole(it.to_string()),
        Field::Int(it) => whole(it.to_string()),
        Field::Long(it) => whole(it.to_string()),
        Field::UByte(it) => whole(it.to_string()),
        Field::UShort(it) => whole(it.to_string()),
        Field::UInt(it) => whole(it.to_string()),
        Field::ULong(it) => whole(it.to_string()),
        Field::Float16(it) => Some(real(it.to_f64())),
        // The shortest decimal number that is this one, not the longer one of its double.
        Field::Float(it) => it.to_string().parse().ok().map(real),
        Field::Double(it) => Some(real(*it)),
        Field::Decimal(it) => decimal(it)?.parse().ok().map(real),
        Field::Str(text) => Some(CellValue::of_text(text)),
        // Older writers do not say that bytes are text.
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).ok().map(CellValue::of_text),
        Field::Date(days) => day(i64::from(*days)),
        Field::TimestampMillis(time) => day(time.div_euclid(DAY_MILLISECONDS)),
        Field::TimestampMicros(time) => day(time.div_euclid(1000 * DAY_MILLISECONDS)),
        Field::TimeMillis(_)
        | Field::TimeMicros(_)
        | Field::Group(_)
        | Field::ListInternal(_)
        | Field::MapInternal(_) => None,
    }
}

/// A decimal number from its digits and its scale; none beyond what sixteen bytes hold.
fn decimal(number: &Decimal) -> Option<String> {
    let bytes = number.data();
    if bytes.is_empty() || bytes.len() > 16 {
        return None;
    }
    let first = if bytes[0] & 0x80 == 0 { 0 } else { -1 };
    let digits = bytes.iter().fold(i128::from(first), |sum, it| (sum << 8) | i128::from(*it));
    Some(format!("{digits}e{}", -i64::from(number.scale())))
}

/// A day from the days since 1970-01-01.
fn day(days: i64) -> Option<CellValue> {
    let first = Day::new(1970, 1, 1)?;
    DAYS.contains(&days).then(|| CellValue::Day(first.plus_days(days)))
}
