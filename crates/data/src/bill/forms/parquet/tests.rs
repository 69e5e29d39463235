//! Tables as writers write them, and what is damaged in them.

use std::sync::{Arc, LazyLock};

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;

use super::super::super::tests::WORDS;
use super::*;
use crate::read_bill;

/// A table of some columns; each row's first two columns are there, the others in the second row only.
fn table(compression: Compression, version: WriterVersion) -> Vec<u8> {
    let schema = "message bill { required binary item_id (UTF8); required int64 quantity; optional double mass_kg; \
        optional int32 day (DATE); optional int32 value_amount (DECIMAL(9,2)); optional int64 note; }";
    let properties =
        WriterProperties::builder().set_compression(compression).set_writer_version(version).build();
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let items = [ByteArray::from("SM \"40\""), ByteArray::from("MG-7")];
    let second = Some(&[0, 1][..]);
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&items, None, None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int64Type>().write_batch(&[1, 2], None, None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<DoubleType>().write_batch(&[0.2], second, None).unwrap();
    column.close().unwrap();
    for number in [20_792, -1250] {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int32Type>().write_batch(&[number], second, None).unwrap();
        column.close().unwrap();
    }
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int64Type>().write_batch(&[4_006_381_333_931_123_456], second, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.into_inner().unwrap()
}

fn read(bytes: &[u8]) -> (Vec<Grid>, Vec<Problem>) {
    let mut problems = Vec::new();
    let grids = read_table("bill.parquet", bytes, &Limits::default(), &mut problems);
    (grids, problems)
}

#[test]
fn a_table_reads_as_a_bill_however_it_is_packed() {
    let packed = [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(Default::default()),
        Compression::LZ4_RAW,
        Compression::ZSTD(Default::default()),
    ];
    for compression in packed {
        for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
            let (grids, problems) = read(&table(compression, version));
            assert_eq!(problems, [], "{compression} {version:?}");
            let cells = |row: usize| grids[0].records[row].cells.clone();
            let text = |it: &str| CellValue::Text(it.to_owned());
            assert_eq!(cells(1)[..2], [text("SM \"40\""), CellValue::Number(1.0)]);
            assert_eq!(cells(1)[2..], [const { CellValue::Blank }; 4]);
            let day = CellValue::Day("2026-12-05".parse().unwrap());
            let second =
                [text("MG-7"), CellValue::Number(2.0), CellValue::Number(0.2), day, CellValue::Number(-12.5)];
            assert_eq!(cells(2)[..5], second);
            assert_eq!(cells(2)[5], text("4006381333931123456"), "digits that no number keeps are a name");
        }
    }
    let schema = "item_id,quantity,mass_kg,note\nSM \"40\",1,,\nMG-7,2,0.2,4006381333931123456\n";
    let (same, _) = read_bill("bill.csv", schema.as_bytes(), &WORDS, None);
    let (bill, _) =
        read_bill("bill.parquet", &table(Compression::SNAPPY, WriterVersion::PARQUET_1_0), &WORDS, None);
    let said = |it: &crate::Bill| -> Vec<_> {
        it.lines
            .rows
            .iter()
            .map(|it| (it.item.clone(), it.quantity.clone(), it.mass_kg, it.note.clone()))
            .collect()
    };
    assert_eq!(said(&bill), said(&same));
}

#[test]
fn tables_of_other_programs_say_what_was_written() {
    // The same rows by pyarrow 26 (dictionaries and snappy; deltas, split bytes and gzip; raw lz4), by DuckDB 2.0 and by
    // polars 2.1 (zstd).
    let tables: [&[u8]; 5] = [
        include_bytes!("../../../../../../cases/tables/pyarrow-snappy.parquet"),
        include_bytes!("../../../../../../cases/tables/pyarrow-gzip-deltas.parquet"),
        include_bytes!("../../../../../../cases/tables/duckdb.parquet"),
        include_bytes!("../../../../../../cases/tables/pyarrow-lz4.parquet"),
        include_bytes!("../../../../../../cases/tables/polars.parquet"),
    ];
    for (place, bytes) in tables.into_iter().enumerate() {
        let (grids, problems) = read(bytes);
        assert_eq!(problems, [], "{place}");
        let row = |it: usize| grids[0].records[it].cells.iter().map(CellValue::text).collect::<Vec<_>>();
        assert_eq!(row(1), ["SM-40", "", "Servomotor", "1", "3.2", "180", "DE", "2026-11-05"], "{place}");
        assert_eq!(row(2), ["MG-7", "SM-40", "磁石セット", "2", "0.2", "12.5", "JP", ""], "{place}");
        assert_eq!(row(3), ["MG-7.Dy", "MG-7", "Dysprosium", "1", "", "", "", ""], "{place}");
    }
}

/// A table of one column by its schema, without rows.
fn empty(column: &str) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(&format!("message bill {{ {column} }}")).unwrap());
    SerializedFileWriter::new(Vec::new(), schema, Default::default()).unwrap().into_inner().unwrap()
}

#[test]
fn columns_with_parts_and_what_is_no_text_are_told_by_name() {
    for column in ["repeated int32 a;", "optional group a { optional int32 b; }"] {
        let (grids, problems) = read(&empty(column));
        assert!(grids.is_empty() && problems[0].found.contains("a column `a` of lists"), "{problems:?}");
    }
    let schema = Arc::new(
        parse_message_type("message bill { required binary a; required int32 t (TIME_MILLIS); }").unwrap(),
    );
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Default::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let bytes = [ByteArray::from(vec![0xff]), ByteArray::from(vec![0xfe])];
    column.typed::<ByteArrayType>().write_batch(&bytes, None, None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int32Type>().write_batch(&[1, 2], None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    let (_, problems) = read(&writer.into_inner().unwrap());
    let found: Vec<_> = problems.iter().map(|it| (it.line, it.found.as_str())).collect();
    let said = |name: &str| format!("a column `{name}` of bytes, of times or of days beyond the calendar");
    assert_eq!(found, [(1, said("a").as_str()), (1, said("t").as_str())]);
}

#[test]
fn what_is_larger_than_the_limits_is_refused_before_it_is_read() {
    let bytes = table(Compression::SNAPPY, WriterVersion::PARQUET_1_0);
    let refused = |limits: Limits| {
        let mut problems = Vec::new();
        read_table("b.parquet", &bytes, &limits, &mut problems);
        problems.first().map(|it| it.found.clone())
    };
    let limits = Limits::default();
    assert_eq!(refused(limits), None);
    assert_eq!(refused(Limits { rows: 1, ..limits }).unwrap(), "2 rows of 6 columns");
    assert_eq!(refused(Limits { columns: 5, ..limits }).unwrap(), "2 rows of 6 columns");
    assert!(refused(Limits { unpacked_bytes: 20, ..limits }).unwrap().contains("endless pages"));
    assert!(refused(Limits { cells: 7, ..limits }).unwrap().contains("more than 7 cells"));
}

#[test]
fn a_page_that_unpacks_too_well_is_refused_by_its_ratio() {
    let schema = Arc::new(parse_message_type("message bill { required binary item_id (UTF8); }").unwrap());
    let properties =
        WriterProperties::builder().set_compression(Compression::SNAPPY).set_dictionary_enabled(false);
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let same = vec![ByteArray::from("A".repeat(40).as_str()); 2000];
    column.typed::<ByteArrayType>().write_batch(&same, None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    let bytes = writer.into_inner().unwrap();
    assert_eq!(read(&bytes).1, []);
    let limits = Limits { small_bytes: 1000, packing_ratio: 5, ..Limits::default() };
    let mut problems = Vec::new();
    let grids = read_table("b.parquet", &bytes, &limits, &mut problems);
    assert!(grids.is_empty() && problems[0].found.contains("endless pages in `item_id`"), "{problems:?}");
}

#[test]
fn damage_is_told() {
    let whole = table(Compression::SNAPPY, WriterVersion::PARQUET_1_0);
    for bytes in [b"PAR1".to_vec(), b"PAR1PAR1PAR1".to_vec(), whole[..whole.len() / 2].to_vec()] {
        let (grids, problems) = read(&bytes);
        assert!(grids.is_empty() && problems[0].found.contains("damaged table"), "{problems:?}");
    }
    // A footer with a list of two thousand million structures that are not there.
    let lie =
        [b"PAR1".as_slice(), &[0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07], &[7, 0, 0, 0], b"PAR1"].concat();
    assert!(read(&lie).1[0].found.contains("its footer is cut off or lies"));
}

static WHOLE: LazyLock<[Vec<u8>; 4]> = LazyLock::new(|| {
    let zstd = Compression::ZSTD(Default::default());
    let (first, second) = (WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0);
    let all = [(Compression::SNAPPY, first), (Compression::SNAPPY, second), (zstd, first), (zstd, second)];
    all.map(|(packed, version)| table(packed, version))
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]
    #[test]
    fn no_damage_makes_the_reader_of_tables_panic(
        which in 0..4_usize,
        at in any::<prop::sample::Index>(),
        odd in prop::collection::vec(any::<u8>(), 1..6),
        stays in any::<bool>(),
    ) {
        let mut bytes = WHOLE[which].clone();
        let place = at.index(bytes.len());
        // In its place what is odd is read as a size or a count; pushed in between, it moves all that follows.
        let end = if stays { (place + odd.len()).min(bytes.len()) } else { place };
        bytes.splice(place..end, odd);
        let (grids, problems) = read(&bytes);
        // Whatever is read of a damaged table, nothing is kept without a word unless a grid comes back.
        prop_assert!(!problems.is_empty() || grids.len() == 1);
        prop_assert!(!reads_a_table());
    }
}
