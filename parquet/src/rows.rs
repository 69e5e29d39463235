//! The rows of a table as JSON objects, one a line.

use bytes::Bytes;
use parquet::data_type::Decimal;
use parquet::errors::ParquetError;
use parquet::file::reader::SerializedFileReader;
use parquet::record::Field;
use parquet::record::reader::RowIter;
use serde_json::{Number, Value};

/// Days from 0000-03-01, from which the calendar repeats every 400 years, to 1970-01-01.
const EPOCH: i64 = 719_468;

/// Every row as an object with the table's columns in their order; blank cells are left out.
pub fn json_rows(bytes: Vec<u8>) -> Result<String, String> {
    let told =
        |error: ParquetError| format!("found a damaged table ({error}); expected Parquet; write it again");
    let reader = SerializedFileReader::new(Bytes::from(bytes)).map_err(told)?;
    let mut lines = Vec::new();
    for row in RowIter::from_file_into(Box::new(reader)) {
        let row = row.map_err(told)?;
        let mut cells = Vec::new();
        for (name, field) in row.get_column_iter() {
            match cell(field) {
                Some(Value::Null) => {}
                Some(value) => cells.push(format!("{}:{value}", Value::from(name.as_str()))),
                None => {
                    return Err(format!(
                        "found a column `{name}` of lists, bytes or times; expected text, numbers, days, yes or no; \
                         leave the column out"
                    ));
                }
            }
        }
        lines.push(format!("{{{}}}", cells.join(",")));
    }
    Ok(format!("[\n{}\n]\n", lines.join(",\n")))
}

/// A cell; none when it is of a kind that a sheet does not have.
fn cell(field: &Field) -> Option<Value> {
    let real = |it: f64| Number::from_f64(it).map_or(Value::Null, Value::Number);
    Some(match field {
        Field::Null => Value::Null,
        Field::Bool(flag) => Value::Bool(*flag),
        Field::Byte(number) => Value::from(*number),
        Field::Short(number) => Value::from(*number),
        Field::Int(number) => Value::from(*number),
        Field::Long(number) => Value::from(*number),
        Field::UByte(number) => Value::from(*number),
        Field::UShort(number) => Value::from(*number),
        Field::UInt(number) => Value::from(*number),
        Field::ULong(number) => Value::from(*number),
        Field::Float16(number) => real(number.to_f64()),
        // The shortest decimal number that is this one, not the longer one of its double.
        Field::Float(number) => real(number.to_string().parse().ok()?),
        Field::Double(number) => real(*number),
        Field::Decimal(decimal) => real(decimal_text(decimal)?.parse().ok()?),
        Field::Str(text) => Value::from(text.as_str()),
        Field::Date(days) => Value::from(day(i64::from(*days))),
        Field::TimestampMillis(time) => Value::from(day(time.div_euclid(86_400_000))),
        Field::TimestampMicros(time) => Value::from(day(time.div_euclid(86_400_000_000))),
        Field::Bytes(_)
        | Field::TimeMillis(_)
        | Field::TimeMicros(_)
        | Field::Group(_)
        | Field::ListInternal(_)
        | Field::MapInternal(_) => return None,
    })
}

/// A decimal number from its digits and its scale; none beyond what sixteen bytes hold.
fn decimal_text(decimal: &Decimal) -> Option<String> {
    let bytes = decimal.data();
    if bytes.is_empty() || bytes.len() > 16 {
        return None;
    }
    let first = if bytes[0] & 0x80 == 0 { 0 } else { -1 };
    let digits = bytes.iter().fold(i128::from(first), |sum, it| (sum << 8) | i128::from(*it));
    Some(format!("{digits}e-{}", decimal.scale()))
}

/// A day of the calendar from the days since 1970-01-01.
fn day(days: i64) -> String {
    let days = days + EPOCH;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{of_month:02}")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use coercivity_data::{HeaderWords, embedded, read_bill};
    use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;

    fn table() -> Vec<u8> {
        let schema = "message bill { required binary item_id (UTF8); optional double mass_kg; \
            optional int32 day (DATE); optional int32 price (DECIMAL(9,2)); }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let mut writer =
            SerializedFileWriter::new(Vec::new(), schema, Arc::new(WriterProperties::default())).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let items = [ByteArray::from("SM \"40\""), ByteArray::from("MG-7")];
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&items, None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<DoubleType>().write_batch(&[0.2], Some(&[0, 1]), None).unwrap();
        column.close().unwrap();
        for number in [20_792, -1250] {
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<Int32Type>().write_batch(&[number], Some(&[0, 1]), None).unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
        writer.into_inner().unwrap()
    }

    #[test]
    fn a_table_becomes_rows_that_read_as_a_bill() {
        let text = json_rows(table()).unwrap();
        let expected = "[\n{\"item_id\":\"SM \\\"40\\\"\"},\n\
            {\"item_id\":\"MG-7\",\"mass_kg\":0.2,\"day\":\"2026-12-05\",\"price\":-12.5}\n]\n";
        assert_eq!(text, expected);
        let mut problems = Vec::new();
        let words = HeaderWords::read(&embedded(), &mut problems);
        let (bill, _) = read_bill("bill.json", text.as_bytes(), &words, None);
        assert_eq!(bill.lines.rows.len(), 2);
        assert_eq!((bill.lines.rows[1].item.as_str(), bill.lines.rows[1].mass_kg), ("MG-7", Some(0.2)));
        assert_eq!(bill.lines.rows[0].mass_kg, None);
    }

    #[test]
    fn damage_is_told() {
        let whole = table();
        for bytes in [Vec::new(), b"PAR1".to_vec(), whole[..whole.len() / 2].to_vec()] {
            assert!(json_rows(bytes).unwrap_err().contains("damaged table"));
        }
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        let days = [(0, "1970-01-01"), (-1, "1969-12-31"), (11_016, "2000-02-29"), (20_792, "2026-12-05")];
        for (number, text) in days {
            assert_eq!(day(number), text);
        }
    }
}
