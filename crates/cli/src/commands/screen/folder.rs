//! What `-o FOLDER` writes: the record, the rows, the letters, and what they were made from.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use coercivity_data::EvidenceDocument;
use coercivity_report::screening::{
    CHANGES_HEADER, COMING_HEADER, FINDINGS_HEADER, FOOTING_HEADER, FindingsLines, ORIGINS_HEADER, Origins,
    PAPERS_HEADER, PROBLEMS_HEADER, Shown, Tongue, answers, changes_rows, coming_rows, findings_table,
    footing_rows, held, letter, papers_rows, problems_rows, record,
};
use coercivity_report::{ResultColumns, result_workbook};
use coercivity_screen::{Combined, Facts, Outcome, Screening, Source};
use rayon::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::former::Former;
use super::{ScreenRequest, WrittenBill};
use crate::answer::{FileBody, NamedFiles, csv_text};
use crate::edition_hash::hex;
use crate::failure::Failure;
use crate::input_file::InputFile;
use crate::seal::sealed;
use crate::streamed_file::StreamedFile;

/// Name and version of the folder's shape; two records of one shape can be compared.
pub const SCHEMA: &str = "coercivity.screen-folder/2";

/// The files of one bill; of several bills each has a folder of its own.
pub fn files(
    (request, folder): (&ScreenRequest, &Path),
    (place, written): (usize, Option<&WrittenBill>),
    shown: &Shown<'_>,
    screening: &mut Screening<'_>,
    document: &Value,
) -> Result<NamedFiles, Failure> {
    let before = if request.bills.len() > 1 { format!("{}/", place + 1) } else { String::new() };
    let at = |name: &str| folder.join(format!("{before}{name}"));
    let mut beside = screening.clone();
    let facts = beside.facts(shown.question.day);
    let (rows, (workbook, (table, (texts, record)))) = rayon::join(
        || Ok((findings(&at("findings.csv"), shown)?, origins(&at("origins.csv"), (shown, facts))?)),
        || {
            let small = || rayon::join(|| texts(shown, document), || record(shown, screening));
            let others = || rayon::join(|| findings_table(shown), small);
            rayon::join(|| result(written, shown), others)
        },
    );
    let (findings, origins) = rows?;
    let mut files: NamedFiles = [("findings.csv", findings), ("origins.csv", origins)]
        .into_iter()
        .map(|it| (format!("{before}{}", it.0), FileBody::Streamed(it.1)))
        .collect();
    let mut put = |name: &str, bytes: Vec<u8>| {
        files.push((format!("{before}{name}"), FileBody::Whole(bytes)));
    };
    put("findings.parquet", table);
    texts.into_iter().for_each(|(name, text)| put(&name, text.into_bytes()));
    put("record.html", record.into_bytes());
    if let Some(workbook) = workbook? {
        put("result.xlsx", workbook);
    }
    Ok(files)
}

/// The files that are told whole.
fn texts(shown: &Shown<'_>, document: &Value) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut put = |name: &str, text: String| files.push((name.to_owned(), text));
    put("papers.csv", csv_text(&PAPERS_HEADER, &papers_rows(shown)));
    put("footing.csv", csv_text(&FOOTING_HEADER, &footing_rows(shown)));
    if let Some(since) = shown.since {
        put("changes.csv", csv_text(&CHANGES_HEADER, &changes_rows(since)));
    }
    if shown.watched.is_some() {
        put("coming.csv", csv_text(&COMING_HEADER, &coming_rows(shown)));
    }
    put("problems.csv", csv_text(&PROBLEMS_HEADER, &problems_rows(shown)));
    put("summary.json", format!("{:#}\n", summary(shown)));
    put("screening.json", format!("{document:#}\n"));
    for paper in shown.papers {
        let Source::Maker(party) = &paper.from else { continue };
        for (word, tongue) in Tongue::WORDS {
            if let Some(text) = letter(shown, party, tongue) {
                put(&format!("letters/{}.{word}.txt", file_name(party)), text);
            }
        }
    }
    files
}

/// The texts of the files by which two records are compared: findings, missing papers, and what they rest on.
pub fn compared(shown: &Shown<'_>) -> [String; 3] {
    let mut findings = csv_text(&FINDINGS_HEADER, &[]);
    FindingsLines::of(shown).write(0..shown.findings.movements.len(), &mut findings);
    [findings, csv_text(&PAPERS_HEADER, &papers_rows(shown)), csv_text(&FOOTING_HEADER, &footing_rows(shown))]
}

/// Movements whose findings are written at a time.
const SOME: usize = 500;

/// The findings, written as they are told.
fn findings(path: &Path, shown: &Shown<'_>) -> Result<StreamedFile, Failure> {
    let count = shown.findings.movements.len();
    let pieces: Vec<Range<usize>> = (0..count).step_by(SOME).map(|it| it..(it + SOME).min(count)).collect();
    let lines = FindingsLines::of(shown);
    StreamedFile::written(path, &csv_text(&FINDINGS_HEADER, &[]), &pieces, |some, text| {
        lines.write(some.clone(), text);
    })
}

/// Where each item comes from, written place by place.
fn origins(path: &Path, (shown, facts): (&Shown<'_>, &[Facts])) -> Result<StreamedFile, Failure> {
    let origins = Origins::of(shown, facts);
    StreamedFile::written(path, &csv_text(&ORIGINS_HEADER, &[]), &origins.places(), |told, text| {
        origins.lines(*told, text);
    })
}

/// A party's id as the name of a file.
fn file_name(id: &str) -> String {
    let plain = |it: char| if it.is_alphanumeric() || it == '-' || it == '_' { it } else { '_' };
    let name: String = id.chars().map(plain).take(80).collect();
    if name == id {
        return name;
    }
    // Two ids that look alike as names keep two files.
    format!("{name}-{}", &hex(&Sha256::digest(id.as_bytes()))[..8])
}

/// Counts by rulebook and answer.
fn summary(shown: &Shown<'_>) -> Value {
    let counts = shown.tally(|it| &it.readings);
    let counts = counts.into_iter().flat_map(|(book, of)| of.into_iter().map(move |it| (book, it.0, it.1)));
    let mut under: BTreeMap<&str, BTreeMap<String, BTreeMap<String, usize>>> = BTreeMap::new();
    for (rulebook, it, count) in counts {
        let state = if it.awake { "in force where unknown" } else { "asleep where unknown" };
        let key = format!("{}, {state}", it.breadth.word());
        let span = match it.at_least == it.at_most {
            true => it.at_least.word().to_owned(),
            false => format!("{} .. {}", it.at_least.word(), it.at_most.word()),
        };
        *under.entry(rulebook).or_default().entry(key).or_default().entry(span).or_default() += count;
    }
    let mut held_back: BTreeMap<String, usize> = BTreeMap::new();
    for movement in &shown.findings.movements {
        *held_back.entry(held(&movement.combined).to_lowercase()).or_default() += 1;
    }
    json!({
        "movements": shown.findings.movements.len(),
        "held_back": held_back,
        "by_rulebook": shown.counts(),
        "by_reading_and_state": under,
        "open": shown.open.len(),
        "papers": shown.papers.len(),
    })
}

/// The owner's own rows with the answers beside them, where the bill came as rows.
fn result(written: Option<&WrittenBill>, shown: &Shown<'_>) -> Result<Option<Vec<u8>>, Failure> {
    let Some((sheet, items)) = written else { return Ok(None) };
    let headers =
        ["movement", "held back", "answer", "at most", "unsettled", "beside controls", "papers wanted from"];
    let mut of_item: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, movement) in shown.findings.movements.iter().enumerate() {
        of_item.entry(shown.item(movement.item)).or_default().push(place);
    }
    let mut asks: Vec<Vec<&Source>> = vec![Vec::new(); shown.findings.movements.len()];
    for paper in shown.papers {
        for (movement, _) in &paper.closes {
            if asks[*movement].last() != Some(&&paper.from) {
                asks[*movement].push(&paper.from);
            }
        }
    }
    let cells = |line: usize| {
        let moved = of_item.get(items[line].as_str()).map_or(&[][..], |it| it);
        let each = |tell: &dyn Fn(usize) -> String| told_of(moved, tell);
        let movement = |it: usize| &shown.findings.movements[it];
        let wanted = |it: usize| asks[it].iter().map(|it| shown.source(it)).collect::<Vec<_>>().join(" + ");
        vec![
            each(&|it| shown.route(movement(it).from, movement(it).to)),
            each(&|it| held(&movement(it).combined).to_lowercase()),
            each(&|it| headline(&movement(it).combined).to_owned()),
            each(&|it| at_most(&movement(it).combined).to_owned()),
            each(&|it| answers(&movement(it).combined.beside)),
            each(&|it| answers(&movement(it).combined.apart)),
            each(&wanted),
        ]
    };
    let columns = ResultColumns { headers: &headers, cells: &cells };
    result_workbook(sheet, &columns).map(Some).map_err(|error| {
        Failure::run(format!("result.xlsx cannot be made: {error}"), "leave out -o, or split the bill")
    })
}

fn headline(combined: &Combined) -> &'static str {
    combined.headline().map_or("no export control was asked", Outcome::word)
}

fn at_most(combined: &Combined) -> &'static str {
    if combined.asked { combined.at_most.word() } else { "" }
}

/// Letters of a cell after which it tells no further movement of the same item; a cell can hold four times as many.
const LONG: usize = 8_000;

/// What is told of the movements of an item, in one cell.
fn told_of(moved: &[usize], tell: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for (place, it) in moved.iter().enumerate() {
        if text.len() > LONG {
            let _ = write!(text, " | and {} more, in findings.csv", moved.len() - place);
            break;
        }
        let separator = if place == 0 { "" } else { " | " };
        let told = tell(*it);
        match told.char_indices().nth(LONG) {
            Some((end, _)) => text.extend([separator, &told[..end], ".. (cut)"]),
            None => text.extend([separator, &told]),
        }
    }
    text
}

/// Adds the list of all files with their hashes, the world, the bills with what they were read by, and the papers that
/// they were made from, each with what was typed beside it, and the record compared with.
pub fn manifest(
    world: &str,
    (inputs, documents, former): (&[InputFile], &[EvidenceDocument], Option<&Former>),
    files: &mut NamedFiles,
) {
    let hash = |it: &FileBody| match it {
        FileBody::Whole(bytes) => hex(&Sha256::digest(bytes)),
        FileBody::Streamed(file) => file.sha256().to_owned(),
    };
    let hashes: BTreeMap<&str, String> = files.par_iter().map(|it| (it.0.as_str(), hash(&it.1))).collect();
    let manifest = sealed(json!({
        "schema": SCHEMA,
        "version": env!("CARGO_PKG_VERSION"),
        "world": world,
        "since": former.map(|it| json!({ "manifest_sha256": it.sha256, "world": it.world, "version": it.version })),
        "inputs": inputs.iter().map(InputFile::json).collect::<Vec<_>>(),
        "papers": documents.iter().map(|it| json!({
            "path": it.path,
            "sha256": it.sha256,
            "claims_sha256": it.claims_sha256,
        })).collect::<Vec<_>>(),
        "sha256": hashes,
    }));
    files.push(("manifest.json".to_owned(), FileBody::Whole(format!("{manifest:#}\n").into_bytes())));
}
