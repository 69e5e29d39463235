//! Any text as the cells of a workbook, which the fuzzer would hardly reach through the archive.
#![no_main]

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use coercivity_data::{HeaderWords, embedded, read_bill};
use libfuzzer_sys::fuzz_target;
use zip::write::{SimpleFileOptions, ZipWriter};

static WORDS: LazyLock<HeaderWords> = LazyLock::new(|| HeaderWords::read(&embedded(), &mut Vec::new()));

const WORKBOOK: &str = "<workbook><sheets><sheet name=\"Bill\" r:id=\"1\"/></sheets></workbook>";
const FILES: &str = "<Relationships><Relationship Id=\"1\" Target=\"worksheets/a.xml\"/></Relationships>";
const TEXTS: &str = "<sst><si><t>item_id</t></si><si><t>quantity</t></si></sst>";

fuzz_target!(|input: (&str, &str, bool)| {
    let (cells, styles, open_document) = input;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let files = if open_document {
        vec![("content.xml", cells)]
    } else {
        vec![
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", FILES),
            ("xl/sharedStrings.xml", TEXTS),
            ("xl/styles.xml", styles),
            ("xl/worksheets/a.xml", cells),
        ]
    };
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::default()).expect("a file of the archive begins");
        zip.write_all(text.as_bytes()).expect("memory takes what is written");
    }
    let bytes = zip.finish().expect("the archive ends").into_inner();
    read_bill("fuzz.xlsx", &bytes, &WORDS, None);
});
