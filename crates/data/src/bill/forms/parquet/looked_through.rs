//! A Parquet table, looked through before it is read: its footer, its columns and the head of every page, against the
//! limits.

use bytes::Bytes;
use parquet::basic::{Compression, Repetition};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};
use parquet::file::reader::FileReader as _;
use parquet::file::serialized_reader::SerializedFileReader;

use super::compact::Walk;
use crate::bill::forms::limits::Limits;
use crate::problem::Problem;

/// First and last bytes of a table.
const MAGIC: &[u8; 4] = b"PAR1";
/// Length of the footer, and the last bytes.
const TAIL: usize = 8;

/// Whether bytes are a Parquet table.
pub(crate) fn is_table(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// A table whose reader can be trusted with the memory that its heads ask for.
pub(super) fn looked_through(
    path: &str,
    bytes: &[u8],
    limits: &Limits,
    problems: &mut Vec<Problem>,
) -> Option<SerializedFileReader<Bytes>> {
    let mut refuse = |found: String, expected: String, remedy: &str| {
        problems.push(Problem::in_file(path, found, expected, remedy));
    };
    let damaged = |what: &str| (format!("a damaged table: {what}"), "a whole Parquet table".to_owned());
    let anew = "write the table anew";
    if footer(bytes).is_none() {
        let (found, expected) = damaged("its footer is cut off or lies");
        refuse(found, expected, anew);
        return None;
    }
    let reader = match SerializedFileReader::new(Bytes::copy_from_slice(bytes)) {
        Ok(reader) => reader,
        Err(error) => {
            let (found, expected) = damaged(&error.to_string());
            refuse(found, expected, anew);
            return None;
        }
    };
    let metadata = reader.metadata();
    let before = (metadata.file_metadata().num_rows(), metadata.file_metadata().schema().get_fields().len());
    let most = (i64::try_from(limits.rows).unwrap_or(i64::MAX), limits.columns);
    if !(0..=most.0).contains(&before.0) || before.1 > most.1 {
        let found = format!("{} rows of {} columns", before.0, before.1);
        refuse(
            found,
            format!("at most {} rows and {} columns", most.0, most.1),
            "split it, a file a product",
        );
        return None;
    }
    let mut sound = true;
    for field in metadata.file_metadata().schema().get_fields() {
        let repeated = field.get_basic_info().repetition() == Repetition::REPEATED;
        if field.is_group() || repeated {
            let found = format!("a column `{}` of lists or of values with parts", field.name());
            let expected = "text, numbers, days, yes or no".to_owned();
            refuse(found, expected, "write each of its values as a column or a row of its own");
            sound = false;
        }
    }
    if !sound {
        return None;
    }
    match pages(bytes, metadata, limits) {
        Ok(()) => Some(reader),
        Err((found, expected, remedy)) => {
            refuse(found, expected, &remedy);
            None
        }
    }
}

/// The footer, walked to its end.
fn footer(bytes: &[u8]) -> Option<()> {
    let tail = bytes.len().checked_sub(TAIL)?;
    if !bytes.ends_with(MAGIC) {
        return None;
    }
    let length = u32::from_le_bytes(bytes[tail..tail + 4].try_into().ok()?);
    let start = tail.checked_sub(usize::try_from(length).ok()?)?;
    Walk::over(&bytes[start..tail]).structure(&mut |_, _| {})
}

/// What is refused: found, expected, remedy.
type Refusal = (String, String, String);

/// Walks over the head of every page.
fn pages(bytes: &[u8], metadata: &ParquetMetaData, limits: &Limits) -> Result<(), Refusal> {
    let mut unpacked = 0_usize;
    for chunk in metadata.row_groups().iter().flat_map(|it| it.columns()) {
        let name = chunk.column_path().string();
        let known = matches!(
            chunk.compression(),
            Compression::UNCOMPRESSED
                | Compression::SNAPPY
                | Compression::GZIP(_)
                | Compression::LZ4_RAW
                | Compression::ZSTD(_)
        );
        if !known {
            return Err((
                format!("a column `{name}` packed by {}", chunk.compression()),
                "columns packed by snappy, gzip, raw lz4 or zstd, or not at all".to_owned(),
                "write the table with compression=\"snappy\"".to_owned(),
            ));
        }
        unpacked = chunk_size(bytes, chunk, limits)
            .and_then(|it| unpacked.checked_add(it))
            .filter(|it| *it <= limits.unpacked_bytes)
            .ok_or_else(|| {
                let expected = format!("pages that unpack to at most {} bytes in all", limits.unpacked_bytes);
                (
                    format!("damaged or endless pages in `{name}`"),
                    expected,
                    "write the table anew, or split it".into(),
                )
            })?;
    }
    Ok(())
}

/// Bytes that the pages of a column unpack to; none when a head lies or unpacks too well.
fn chunk_size(bytes: &[u8], chunk: &ColumnChunkMetaData, limits: &Limits) -> Option<usize> {
    let start = usize::try_from(chunk.dictionary_page_offset().unwrap_or(chunk.data_page_offset())).ok()?;
    let length = usize::try_from(chunk.compressed_size()).ok()?;
    let mut left = bytes.get(start..start.checked_add(length)?)?;
    let mut total = 0_usize;
    while !left.is_empty() {
        let (mut packed, mut unpacked, mut named, mut listed) = (-1_i64, -1_i64, 0_i64, 0_i64);
        let mut walk = Walk::over(left);
        // Fields 2 and 3 of a head are its sizes; 5 and 8 are data and 7 a dictionary, each with a count of values first.
        walk.structure(&mut |path, number| match path {
            [2] => unpacked = number,
            [3] => packed = number,
            [5 | 8, 1] => named = number,
            [7, 1] => listed = number,
            _ => {}
        })?;
        let (packed, unpacked) = (usize::try_from(packed).ok()?, usize::try_from(unpacked).ok()?);
        let bomb = unpacked > limits.small_bytes && unpacked / limits.packing_ratio > packed;
        // Each entry of a dictionary takes a byte at least.
        let lies = usize::try_from(listed).ok()? > unpacked || usize::try_from(named).ok()? > limits.rows;
        if bomb || lies {
            return None;
        }
        total = total.checked_add(unpacked)?;
        left = left.get(walk.passed().checked_add(packed)?..)?;
    }
    Some(total)
}
