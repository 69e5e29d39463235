//! `coercivity screen BILL..`: may I ship this, under which clause, how sure, and which paper would settle it.

mod folder;
mod former;
mod judged;
mod words;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use coercivity_data::{EvidenceDocument, MovementRow, Problem, WrittenSheet};
use coercivity_quantity::{Day, Verdict};
use coercivity_report::screening::{
    CHANGES_HEADER, Detail, FINDINGS_HEADER, FindingsLines, Record, Settling, Shown, Since, changes_rows,
    document, letter, since, text,
};
use coercivity_report::{counted, csv_line};
use coercivity_screen::{Findings, Linked, Question, Screening, Source, Tree, law_flips, link, watch};
use serde_json::{Value, json};

use crate::answer::{Answer, NamedFiles, csv_text};
use crate::args::{Format, Globals};
use crate::bill_file::{BillFile, BillReader};
use crate::evidence_folder::{attach, read_evidence_folder, read_issuers};
use crate::failure::Failure;
use crate::input_file::InputFile;
use crate::open_world::{OpenWorld, in_order, world_of};

use former::{Former, read_former};
use judged::{Judged, judged};
use words::{Gate, LetterWord, ReadingWord, question, rows};

/// What is asked of bills.
#[derive(Clone, Debug, clap::Args)]
pub struct ScreenRequest {
    /// Bills of materials: xlsx, ods, csv, json or parquet
    #[arg(required = true, value_name = "BILL")]
    pub bills: Vec<PathBuf>,
    /// Read the bills by this reviewed mapping, as `bill map` writes it
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// A movement, such as JP:DE:MG-7; without an item every product moves [default: the bill's own movements]
    #[arg(long = "move", value_name = "FROM:TO[:ITEM]")]
    pub moves: Vec<String>,
    /// The day of movements that name none [default: the day of knowledge]
    #[arg(long, value_name = "DAY")]
    pub day: Option<Day>,
    /// What it is used for: civil, military, medical, relief, logic, memory or ai; unknown when not said
    #[arg(long = "use", value_name = "USE")]
    pub use_: Option<String>,
    /// Who uses it, a party of the bill by its id or name; unknown when not said
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    /// The contract it is delivered under: dow, dow-small, dow-abroad or none
    #[arg(long, value_name = "CONTRACT")]
    pub contract: Option<String>,
    /// An answer to a condition of a clause: yes, no, open, a number or low..high
    #[arg(long = "answer", value_name = "ID=ANSWER")]
    pub answers: Vec<String>,
    /// Ask these rulebooks only, such as CN-61,US-DFARS, or all of them [default: those that are always asked]
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub regime: Vec<String>,
    /// How contested words are read: narrow, wide, or both
    #[arg(long, value_enum, default_value_t = ReadingWord::Both, value_name = "READING", hide_possible_values = true)]
    pub reading: ReadingWord,
    /// Assume that a proposal is enacted on a day, such as us-ndaa-2027-1803=2026-12-20
    #[arg(long, value_name = "ID=DAY")]
    pub enacted: Vec<String>,
    /// Read what papers say from the files of this folder as well
    #[arg(long, value_name = "DIR")]
    pub evidence: Option<PathBuf>,
    /// Check the signatures of credentials by the issuers that this file lists with their keys
    #[arg(long, value_name = "FILE", requires = "evidence")]
    pub issuers: Option<PathBuf>,
    /// Write the letter to this party instead: it asks only what decides
    #[arg(long, value_name = "PARTY")]
    pub letter: Option<String>,
    /// The language of letters: en, zh, ja or de
    #[arg(long, value_enum, default_value_t = LetterWord::En, value_name = "LANGUAGE", hide_possible_values = true)]
    pub lang: LetterWord,
    /// Fail (exit 4) when a rulebook's answer, or whether controls together hold a movement back, is open or yes; or only
    /// when one is yes
    #[arg(long, value_enum, value_name = "open|yes", hide_possible_values = true)]
    pub fail_on: Option<Gate>,
    /// Which answers change on which of so many coming days
    #[arg(long, value_name = "DAYS")]
    pub watch: Option<u32>,
    /// Tell only what changed since the record in this folder, which an earlier `screen -o` wrote
    #[arg(long, value_name = "FOLDER")]
    pub since: Option<PathBuf>,
    /// Say every reason, down to clause and row
    #[arg(long)]
    pub explain: bool,
}

/// Answers what is asked of bills.
pub fn answer(globals: &Globals, request: &ScreenRequest) -> Result<Answer, Failure> {
    let open = world_of(globals)?;
    let mut problems = Vec::new();
    let reader = BillReader::open(&open.texts.bundle, request.mapping.as_deref(), &mut problems);
    let (issuers, issuers_file) = read_issuers(request.issuers.as_deref(), &mut problems);
    let (documents, told) = match &request.evidence {
        Some(folder) => read_evidence_folder(folder, &reader.words, &issuers),
        None => (Vec::new(), Vec::new()),
    };
    problems.extend(told);
    let mut inputs: Vec<InputFile> =
        reader.mapping.iter().map(|it| it.1.clone()).chain(issuers_file).collect();
    let mut answers = Vec::new();
    for path in &request.bills {
        let BillFile { mut bill, written, input, problems: told } = reader.read(path);
        inputs.extend(input);
        attach(&mut bill, &documents);
        let linked = link(&bill, &open.world);
        problems.extend(nothing_to_screen(path, &linked).filter(|_| told.is_empty()));
        problems.extend(told);
        problems.extend(linked.problems.iter().cloned());
        // Of the bill as written no more is kept than what is given back, where it is: the graph says all else.
        let items = bill.lines.rows.into_iter().map(|it| it.item).collect();
        answers.push((linked, written.filter(|_| globals.output.is_some()).map(|it| (it, items))));
    }
    let former = request.since.as_deref().map(|it| read_former(it, request.bills.len())).transpose();
    let former = former.unwrap_or_else(|told| {
        problems.extend(told);
        None
    });
    if !problems.is_empty() {
        return Err(Failure::BadData { problems: in_order(problems) });
    }
    let mut told = Vec::new();
    for (place, read) in answers.iter().enumerate() {
        told.push(one(&open, globals, request, (place, read), former.as_ref())?);
    }
    let_go(answers);
    let mut answer = together(&open, globals, told, (&inputs, &documents, former.as_ref()));
    let said = documents.iter().flat_map(|it| it.remarks.iter().map(move |remark| (it, remark)));
    answer.notes.extend(said.map(|it| format!("note  {} ({}): {}", it.0.path, it.0.kind.name(), it.1)));
    Ok(answer)
}

/// One bill, answered.
struct Told {
    text: String,
    json: Value,
    /// Its rows as lines of csv, without a header.
    lines: String,
    files: NamedFiles,
    notes: Vec<String>,
    refused: Option<Failure>,
}

/// A bill, linked, and as it was written where it is to be given back.
type ReadBill = (Linked, Option<WrittenBill>);

/// A bill as it was written, and the item of each of its lines.
pub type WrittenBill = (WrittenSheet, Vec<String>);

fn one(
    open: &OpenWorld,
    globals: &Globals,
    request: &ScreenRequest,
    (place, (linked, written_bill)): (usize, &ReadBill),
    former: Option<&Former>,
) -> Result<Told, Failure> {
    let world = &open.world;
    let question = question(world, globals, request)?;
    let rows = rows(request, &linked.tree)?;
    let regime = world.regime();
    let mut screening = Screening::new(&linked.tree, world, &question, &regime);
    let Judged { findings, open: answers, rows, papers } =
        judged(&mut screening, &linked.tree, &rows, globals)
            .map_err(|problems| Failure::BadData { problems })?;
    let law_flips = law_flips(&findings);
    let watched = request.watch.map(|days| watch(&linked.tree, world, &question, &rows, days)).transpose();
    let watched = watched.map_err(|problems| Failure::BadData { problems })?;
    let name = open.texts.name();
    let mut shown = Shown {
        linked,
        world,
        world_name: &name,
        question: &question,
        rows: &rows,
        findings: &findings,
        open: &answers,
        papers: &papers,
        law_flips: &law_flips,
        watched: watched.as_ref(),
        settling: &Settling::default(),
        since: None,
    };
    let settling = Settling::of(&shown, &mut screening);
    shown.settling = &settling;
    let changed = former.map(|it| changed(&shown, it, place)).transpose()?;
    shown.since = changed.as_ref();
    // Forms that nobody asked for are not made: those of a portfolio are large.
    let written = globals.output.is_some();
    let mut beside = screening.clone();
    let (said, document) = rayon::join(
        || said(&shown, &mut beside, globals, request),
        || match globals.format == Format::Json || written {
            true => document(&shown, &mut screening),
            false => Value::Null,
        },
    );
    let said = said?;
    let notes = unknown_users(&linked.tree, &question, &rows);
    let files = match &globals.output {
        Some(folder) => {
            let bill = (place, written_bill.as_ref());
            folder::files((request, folder), bill, &shown, &mut screening, &document)?
        }
        None => Vec::new(),
    };
    let told = Told {
        text: said,
        lines: if globals.format == Format::Csv { lines(&shown) } else { String::new() },
        json: document,
        files,
        notes,
        refused: request.fail_on.and_then(|it| refused(&findings, it)),
    };
    let_go((findings, answers, rows, papers, law_flips));
    Ok(told)
}

/// That a bill has no item: nothing would be screened, and nothing held back.
fn nothing_to_screen(path: &Path, linked: &Linked) -> Option<Problem> {
    let none = linked.tree.nodes.is_empty() && linked.problems.is_empty();
    none.then(|| {
        let expected = "a row for each item below the header";
        let path = path.display().to_string();
        Problem::in_file(&path, "no item: nothing to screen", expected, "add the items that move")
    })
}

/// The users named that are no party of the bill, each once.
fn unknown_users(tree: &Tree, question: &Question, rows: &[MovementRow]) -> Vec<String> {
    let named = question.user.iter().chain(rows.iter().filter_map(|it| it.user.as_ref()));
    let unknown: BTreeSet<&String> = named.filter(|it| tree.called(it).next().is_none()).collect();
    let told = |it: &String| {
        format!("warn  `{it}` is no party of the bill: all that is asked of the user stays open")
    };
    unknown.into_iter().map(told).collect()
}

/// Lets go of what is no longer needed beside what is done next: of a portfolio it is large.
fn let_go(large: impl Send + 'static) {
    rayon::spawn(move || drop(large));
}

/// What changed, else what was found, as lines of csv.
fn lines(shown: &Shown<'_>) -> String {
    let mut text = String::new();
    match shown.since {
        Some(since) => changes_rows(since).iter().for_each(|it| csv_line(it, &mut text)),
        None => FindingsLines::of(shown).write(0..shown.findings.movements.len(), &mut text),
    }
    text
}

/// What changed since the former record of the same bill.
fn changed(shown: &Shown<'_>, former: &Former, place: usize) -> Result<Since, Failure> {
    let [findings, papers, footing] = folder::compared(shown);
    let now = Record {
        path: &shown.tree().path,
        findings: &findings,
        papers: &papers,
        footing: &footing,
        world: shown.world_name,
        version: env!("CARGO_PKG_VERSION"),
    };
    let bill = &former.bills[place];
    let [findings, papers, footing] = &bill.texts;
    let (world, version) = (&former.world, &former.version);
    let before = Record { path: &bill.path, findings, papers, footing, world, version };
    since((&before, &former.sha256), &now, shown.tree())
        .map_err(|problems| Failure::BadData { problems: in_order(problems) })
}

/// The answer for people, or the letter that was asked for.
fn said(
    shown: &Shown<'_>,
    screening: &mut Screening<'_>,
    globals: &Globals,
    request: &ScreenRequest,
) -> Result<String, Failure> {
    let Some(party) = &request.letter else {
        let detail = if request.explain { Detail::Reasons } else { Detail::Answers };
        return Ok(text(shown, screening, globals.text_width(), detail));
    };
    letter(shown, party, request.lang.tongue()).ok_or_else(|| {
        let asked = shown.papers.iter().filter_map(|it| match &it.from {
            Source::Maker(id) => Some(id.as_str()),
            Source::Unnamed(_) | Source::Customer | Source::Own => None,
        });
        Failure::unknown("party that a letter would ask", party, asked)
    })
}

/// Why a pipeline shall stop: what a rulebook says, or what the controls come to together, which may be held back
/// for certain although each control by itself is open.
fn refused(findings: &Findings, gate: Gate) -> Option<Failure> {
    let fails = |verdict: Verdict| match gate {
        Gate::Open => verdict != Verdict::No,
        Gate::Yes => verdict == Verdict::Yes,
    };
    let all = findings.movements.iter().flat_map(|it| &it.rulebooks);
    let failed: Vec<&str> = all.filter(|it| fails(it.verdict())).map(|it| it.rulebook.as_str()).collect();
    let held = findings.movements.iter().filter(|it| it.combined.verdict().is_some_and(fails)).count();
    let first = failed.first().map_or(String::new(), |it| format!(", the first of {it}"));
    if failed.is_empty() && held == 0 {
        return None;
    }
    let (which, together) = match gate {
        Gate::Open => ("open or yes", "held back or open"),
        Gate::Yes => ("yes", "held back"),
    };
    let (answers, movements) = (counted(failed.len(), "answer"), counted(held, "movement"));
    let said = format!("{answers} {which}{first}; by controls together {movements} {together}");
    Some(Failure::Gate { said, hint: "see which paper would settle it, or ship nothing".to_owned() })
}

fn together(
    open: &OpenWorld,
    globals: &Globals,
    told: Vec<Told>,
    (inputs, documents, former): (&[InputFile], &[EvidenceDocument], Option<&Former>),
) -> Answer {
    let texts: Vec<&str> = told.iter().map(|it| it.text.as_str()).collect();
    let json = match told.as_slice() {
        [one] => one.json.clone(),
        many => json!({ "screenings": many.iter().map(|it| it.json.clone()).collect::<Vec<_>>() }),
    };
    let header = if former.is_some() { &CHANGES_HEADER[..] } else { &FINDINGS_HEADER[..] };
    let mut answer = Answer::new("coercivity.screen/1", texts.join("\n"), json);
    answer.csv = Some(told.iter().fold(csv_text(header, &[]), |all, it| all + &it.lines));
    answer.world = open.texts.name();
    answer.notes = told.iter().flat_map(|it| it.notes.clone()).collect();
    answer.refused = told.iter().find_map(|it| it.refused.clone());
    if let Some(folder) = &globals.output {
        let mut files: NamedFiles = told.into_iter().flat_map(|it| it.files).collect();
        folder::manifest(&open.texts.name(), (inputs, documents, former), &mut files);
        answer.folder = Some((folder.clone(), files));
    }
    answer
}
