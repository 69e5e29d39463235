//! `coercivity bill template|map`: bills of materials, before they are screened.

mod papers;

use std::path::PathBuf;

use coercivity_data::{
    ColumnProposal, EXAMPLE_PATH, HeaderWords, ListedWord, Mapping, Meaning, SheetKind, SheetProposal,
    TemplateColumn, cell_name, propose_mapping, twin_of,
};
use coercivity_report::{
    Side, TemplateList, TemplateWords, bill_template, bill_template_csv, columns, counted, neutral,
};
use coercivity_world::measures::DeclarationKind;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::args::{Format, Globals};
use crate::bill_file::{new_file, read_bytes};
use crate::failure::Failure;
use crate::open_world::{OpenWorld, bundle_of, in_order, world_of};

/// What to do with bills.
#[derive(Clone, Debug, clap::Args)]
pub struct BillRequest {
    /// What to do
    #[command(subcommand)]
    pub task: BillTask,
}

/// What to do with bills.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum BillTask {
    /// Write the workbook to fill in: drop-downs, a read-me and an example [default: bill.xlsx; --format csv: its header]
    Template,
    /// Which column of a file is which column of a bill, for review; -o stores the mapping
    Map {
        /// A bill: xlsx, ods, csv, json or parquet
        file: PathBuf,
    },
    /// What the papers in a folder say, and what they do not: minerals templates, events, credentials, tables, documents
    Papers {
        /// A folder of papers, with typed claims beside those that only people can read
        folder: PathBuf,
        /// Check the signatures of credentials by the issuers that this file lists with their keys
        #[arg(long, value_name = "FILE")]
        issuers: Option<PathBuf>,
    },
}

/// Where the template goes when no flag names a file.
const TEMPLATE: &str = "bill.xlsx";

/// Answers what is asked of bills.
pub fn answer(globals: &Globals, request: &BillRequest) -> Result<Answer, Failure> {
    match &request.task {
        BillTask::Template => template(globals),
        BillTask::Map { file } => map(globals, file),
        BillTask::Papers { folder, issuers } => papers::answer(globals, folder, issuers.as_deref()),
    }
}

fn template(globals: &Globals) -> Result<Answer, Failure> {
    let open = world_of(globals)?;
    let words = template_words(&open)?;
    let columns: Vec<_> = words
        .columns
        .iter()
        .map(|it| {
            json!({"sheet": it.sheet.word(), "column": it.field, "list": it.list, "meaning": it.meaning})
        })
        .collect();
    let schema = "coercivity.bill-template/1";
    if globals.format == Format::Csv {
        let mut answer = Answer::new(schema, "", json!({ "columns": columns }));
        answer.csv = Some(bill_template_csv(&words));
        return Ok(answer);
    }
    let path = globals.output.clone().or_else(|| new_file(TEMPLATE)).ok_or_else(|| {
        Failure::usage(
            format!("`{TEMPLATE}` is there already"),
            "name another file with -o: nothing is overwritten unless you name it",
        )
    })?;
    let bytes = bill_template(&words).map_err(|error| {
        Failure::run(format!("the workbook cannot be made: {error}"), "ask for --format csv")
    })?;
    let shown = path.display().to_string();
    let text = format!("wrote {shown}: fill in its sheets, then coercivity check {shown}");
    let mut answer = Answer::new(schema, text, json!({ "file": shown, "columns": columns }));
    answer.file = Some((path, bytes));
    answer.world = open.texts.name();
    Ok(answer)
}

/// Columns, lists and example of the template, from the world.
fn template_words(open: &OpenWorld) -> Result<TemplateWords, Failure> {
    let mut problems = Vec::new();
    let bundle = &open.texts.bundle;
    let columns = TemplateColumn::read(bundle, &mut problems);
    let mut lists = world_lists(open);
    lists.extend(TemplateList::of(&ListedWord::read(bundle, &mut problems)));
    let text = bundle.required(EXAMPLE_PATH, &mut problems).unwrap_or_default();
    let example = text.lines().map(|it| it.split(',').map(str::to_owned).collect()).collect();
    if problems.is_empty() {
        Ok(TemplateWords { columns, lists, example })
    } else {
        Err(Failure::BadData { problems: in_order(problems) })
    }
}

/// The lists that are the world's own.
fn world_lists(open: &OpenWorld) -> Vec<TemplateList> {
    let vocabulary = &open.world.vocabulary;
    let list = |name: &str, words: Vec<(String, String)>, closed: bool| {
        let name = name.to_owned();
        TemplateList { name, words, closed }
    };
    let mut countries: Vec<(String, String)> = vocabulary
        .places()
        .filter(|it| !it.iso2.is_empty())
        .map(|it| (it.iso2.clone(), it.name.clone()))
        .collect();
    countries.sort();
    let goods = vocabulary.goods().map(|it| (it.id.to_string(), it.name.clone())).collect();
    let elements = vocabulary.elements().map(|it| (it.id.to_string(), it.name.clone())).collect();
    let mut lists =
        vec![list("country", countries, false), list("good", goods, false), list("element", elements, false)];
    let declared = |kinds: &[DeclarationKind]| -> Vec<(String, String)> {
        let mut words: Vec<(String, String)> = Vec::new();
        for declaration in open.world.declarations.iter().filter(|it| kinds.contains(&it.kind)) {
            match words.iter_mut().find(|it| it.0 == declaration.word) {
                Some(known) => known.1 = format!("{}; {}", known.1, declaration.title),
                None => words.push((declaration.word.clone(), declaration.title.clone())),
            }
        }
        words
    };
    let of_parties = [DeclarationKind::User, DeclarationKind::Maker, DeclarationKind::Owner];
    lists.push(list("use", declared(&[DeclarationKind::Use]), false));
    lists.push(list("contract", declared(&[DeclarationKind::Contract]), false));
    lists.push(list("lists", declared(&of_parties), false));
    lists
}

fn map(globals: &Globals, file: &std::path::Path) -> Result<Answer, Failure> {
    let mut problems = Vec::new();
    let bundle = bundle_of(globals, &mut problems)?;
    let words = HeaderWords::read(&bundle, &mut problems);
    let name = file.display().to_string();
    let read = read_bytes(file).map(|bytes| propose_mapping(&name, &bytes, &words));
    let (proposals, told) = read.unwrap_or_else(|problem| (Vec::new(), vec![problem]));
    problems.extend(told);
    if !problems.is_empty() {
        return Err(Failure::BadData { problems: in_order(problems) });
    }
    let columns_open =
        proposals.iter().flat_map(|it| &it.columns).filter(|it| it.undecided.is_some()).count();
    let twins = (0..proposals.len()).filter(|it| twin_of(&proposals, *it).is_some()).count();
    let undecided = columns_open + twins;
    let mut text = String::new();
    let mut rows = Vec::new();
    for (place, proposal) in proposals.iter().enumerate() {
        text += &heading(&name, proposal);
        if let Some(twin) = twin_of(&proposals, place) {
            text += &format!("note  `{}` is such a sheet too: of both only one can be read\n", twin.name);
        }
        let lines: Vec<Vec<String>> =
            proposal.columns.iter().map(|it| line(it, proposal.header_line)).collect();
        if !lines.is_empty() {
            let header = ["column", "field", "how", "unit", "such as"].map(|it| (it, Side::Left));
            text += &columns(&header, &lines, globals.text_width());
        }
        if let Some(remark) = flat(proposal) {
            text += &format!("note  {remark}\n");
        }
        rows.extend(lines.into_iter().map(|it| {
            let sheet = [proposal.name.clone()].into_iter();
            sheet.chain(it).map(|it| neutral(&it).into_owned()).collect::<Vec<_>>()
        }));
    }
    let decisions = [(columns_open, "column"), (twins, "sheet")].into_iter().filter(|it| it.0 > 0);
    let decisions = decisions.map(|it| counted(it.0, it.1)).collect::<Vec<_>>().join(" and ");
    let missing: Vec<String> =
        proposals.iter().flat_map(SheetProposal::missing).map(|it| format!("`{it}`")).collect();
    let stored = globals.output.as_ref().map(|it| it.display().to_string());
    let mapping = stored.as_deref().unwrap_or("mapping.toml");
    if !missing.is_empty() {
        text += &format!("note  no column for {}: say in a mapping which one it is\n", missing.join(", "));
    }
    text += &match (undecided, &stored) {
        (0, None) if !missing.is_empty() => format!(
            "{} to name: coercivity bill map {name} -o {mapping}, then edit it",
            counted(missing.len(), "column")
        ),
        (0, None) => format!("nothing to decide: coercivity check {name}"),
        (0, Some(_)) => format!("wrote {mapping}: coercivity check {name} --mapping {mapping}"),
        (_, None) => format!("{decisions} to decide: coercivity bill map {name} -o {mapping}, then edit it"),
        (_, Some(_)) => format!("wrote {mapping}: decide {decisions} in it, each marked `?`"),
    };
    let json = json!({
        "file": name,
        "undecided": undecided,
        "sheets": proposals.iter().map(sheet_json).collect::<Vec<_>>(),
    });
    let header = ["sheet", "column", "field", "how", "unit", "such as"];
    let mut answer = Answer::new("coercivity.bill-map/1", text, json).with_rows(&header, &rows);
    answer.file = globals.output.clone().map(|it| (it, Mapping::written(&proposals).into_bytes()));
    Ok(answer)
}

/// That nothing in a sheet of lines says what an item is part of, where nothing does.
fn flat(proposal: &SheetProposal) -> Option<&'static str> {
    let says = |it: &ColumnProposal| matches!(told(it).0, "level" | "parent_id");
    let flat = proposal.kind == Some(SheetKind::Bill) && !proposal.columns.iter().any(says);
    flat.then_some(
        "no column says what an item is part of (`level` or `parent_id`): each would be a product of its own",
    )
}

/// What a sheet holds, in a line.
fn heading(file: &str, proposal: &SheetProposal) -> String {
    let sheet = if proposal.name.is_empty() { file.to_owned() } else { format!("{file}#{}", proposal.name) };
    match proposal.kind {
        Some(kind) if proposal.header_line > 0 => {
            format!("{sheet} holds {}, its header in row {}\n", kind.word(), proposal.header_line)
        }
        Some(kind) => format!("{sheet} holds {}\n", kind.word()),
        None => format!("{sheet} is not read: {}\n", proposal.unread.as_deref().unwrap_or_default()),
    }
}

/// The column that a proposal amounts to, and how it is known.
fn told(column: &ColumnProposal) -> (&str, String) {
    match (&column.undecided, &column.meaning) {
        (Some(reason), _) => ("?", reason.clone()),
        (None, Meaning::Template(field)) => (field, "word of the template".to_owned()),
        (None, Meaning::Synonym(field)) => (field, "known word".to_owned()),
        (None, Meaning::Narrowed(_) | Meaning::Near(_) | Meaning::Several(_) | Meaning::Unknown) => {
            ("other", "kept as it is".to_owned())
        }
    }
}

fn line(column: &ColumnProposal, header_line: usize) -> Vec<String> {
    let place = match header_line {
        0 => String::new(),
        line => format!("{} ", cell_name(column.column, line)),
    };
    let (field, how) = told(column);
    let header = column.header.replace(['\n', '\r'], " ");
    let examples = column.examples.iter().map(|it| short(it)).collect::<Vec<_>>().join(", ");
    vec![format!("{place}{header}"), field.to_owned(), how, column.unit.clone(), examples]
}

/// The beginning of a text, on one line.
fn short(text: &str) -> String {
    let line = text.replace(['\n', '\r'], " ");
    if line.chars().count() <= 20 { line } else { line.chars().take(19).chain(['…']).collect() }
}

fn sheet_json(proposal: &SheetProposal) -> Value {
    let columns: Vec<Value> = proposal
        .columns
        .iter()
        .map(|it| {
            let (field, how) = told(it);
            json!({
                "column": it.column,
                "header": it.header,
                "field": field,
                "how": how,
                "unit": it.unit,
                "examples": it.examples,
            })
        })
        .collect();
    json!({
        "name": proposal.name,
        "holds": proposal.kind.map(coercivity_data::SheetKind::word),
        "unread": proposal.unread,
        "header_line": proposal.header_line,
        "columns": columns,
    })
}
