//! A reviewed mapping: which column of a file is which column of a bill, kept for next month.

use std::fmt::Write as _;

use super::field::SheetKind;
use super::header::folded;
use super::header_words::Meaning;
use super::proposal::{SheetProposal, twin_of};
use crate::bill::number::DecimalSign;
use crate::problem::{Problem, nearest};
use crate::section::Section;

/// The format's name and version.
pub const MAPPING_FORMAT: &str = "coercivity.bill-mapping/1";
/// A column that is kept as it is and says nothing to us.
const OTHER: &str = "other";
/// A column that somebody must decide about.
const UNDECIDED: &str = "?";

/// A mapping as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Path of the mapping.
    pub path: String,
    /// The sheets that somebody decided about.
    pub sheets: Vec<SheetMapping>,
}

/// How one sheet is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetMapping {
    /// Name of the sheet; empty when the file has none.
    pub name: String,
    /// What it holds; none when it is left out.
    pub kind: Option<SheetKind>,
    /// Line of the header; looked for by its words when absent.
    pub header_line: Option<usize>,
    /// The sign before decimals in cells that are text; told by the cells when absent.
    pub decimal: Option<DecimalSign>,
    /// Its columns.
    pub columns: Vec<ColumnMapping>,
}

/// How one column is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMapping {
    /// Its header as written, with one blank between its words; the second of a name maps the second column of that name.
    pub header: String,
    /// What it holds; none when it is kept as it is.
    pub field: Option<&'static str>,
    /// The unit of its numbers; empty when cells or other columns say it.
    pub unit: String,
}

impl Mapping {
    /// Reads a mapping; every slip is a problem with its place, and so is a column left undecided.
    pub fn read(path: &str, text: &str, problems: &mut Vec<Problem>) -> Self {
        let root = Section::read(path, text, problems);
        root.only(&["format", "sheet"], problems);
        if let Some(format) = root.required_text("format", problems)
            && format.value != MAPPING_FORMAT
        {
            let found = format!("the format `{}`", format.value);
            let remedy = "write a mapping anew with `coercivity bill map FILE -o mapping.toml`";
            root.wrong(&format, found, format!("`{MAPPING_FORMAT}`"), remedy, problems);
        }
        let sheets =
            root.sections("sheet", problems).into_iter().filter_map(|it| sheet(it, problems)).collect();
        Self { path: path.to_owned(), sheets }
    }
    /// The mapping that proposals amount to, as a file to review: what is undecided stands as `?`.
    pub fn written(proposals: &[SheetProposal]) -> String {
        let mut text = format!(
            "# Which column is which. Decide each `?`: one of the words that stand beside it, or \"{OTHER}\".\n\
             # A unit may be added to a column of masses, values or shares, as in unit = \"g\"; a sheet may say\n\
             # decimal = \"comma\" or \"point\".\nformat = \"{MAPPING_FORMAT}\"\n"
        );
        for (place, proposal) in proposals.iter().enumerate() {
            // Writing to a string never fails.
            let name = match (proposal.name.as_str(), proposal.kind) {
                ("", None) => continue,
                ("", Some(_)) => String::new(),
                (name, _) => format!("name = {}\n", quoted(name)),
            };
            let (told, holds) = match (proposal.kind, twin_of(proposals, place)) {
                (None, _) => (proposal.unread.clone(), OTHER),
                (Some(kind), None) => (None, kind.word()),
                (Some(kind), Some(twin)) => {
                    let word = kind.word();
                    let told = format!("undecided: {word} or {OTHER}; {} is {word} too", quoted(&twin.name));
                    (Some(told), UNDECIDED)
                }
            };
            let told = told.map_or(String::new(), |it| format!("# {it}\n"));
            let _ = write!(text, "\n{told}[[sheet]]\n{name}holds = \"{holds}\"\n");
            if proposal.header_line > 0 {
                let _ = writeln!(text, "header_line = {}", proposal.header_line);
            }
            // A column without a header cannot be named; it is kept as it is.
            for column in proposal.columns.iter().filter(|it| !it.header.is_empty()) {
                let field = match (&column.undecided, &column.meaning) {
                    (Some(_), _) => UNDECIDED,
                    (None, Meaning::Template(field) | Meaning::Synonym(field)) => field,
                    (
                        None,
                        Meaning::Narrowed(_) | Meaning::Near(_) | Meaning::Several(_) | Meaning::Unknown,
                    ) => OTHER,
                };
                text.push('\n');
                if let Some(reason) = &column.undecided {
                    let _ = writeln!(text, "# undecided: {reason}");
                }
                if let Some(example) = column.examples.first() {
                    let _ = writeln!(text, "# such as {}", quoted(example));
                }
                let header = quoted(&column.header);
                let _ = write!(text, "[[sheet.column]]\nheader = {header}\nfield = \"{field}\"\n");
                if !column.unit.is_empty() {
                    let _ = writeln!(text, "unit = {}", quoted(&column.unit));
                }
            }
        }
        text
    }
}

fn sheet(section: &Section, problems: &mut Vec<Problem>) -> Option<SheetMapping> {
    section.only(&["name", "holds", "header_line", "decimal", "column"], problems);
    let kinds = SheetKind::ALL.map(|it| (it.word(), Some(it)));
    let kinds: Vec<_> = kinds.into_iter().chain([(OTHER, None)]).collect();
    let kind = section.one_of("holds", &kinds, problems);
    if !section.has("holds") {
        section.missing("holds", problems);
    }
    let kind = kind?;
    let line = section.number("header_line", crate::Range::Positive, problems);
    let signs = [DecimalSign::Point, DecimalSign::Comma].map(|it| (it.word(), it));
    let columns = section.sections("column", problems);
    Some(SheetMapping {
        name: section.text("name", problems).map_or(String::new(), |it| it.value),
        kind,
        header_line: line.filter(|it| it.fract() == 0.0).map(|it| it as usize),
        decimal: section.one_of("decimal", &signs, problems),
        columns: kind.map_or(Vec::new(), |kind| {
            columns.into_iter().filter_map(|it| column(it, kind, problems)).collect()
        }),
    })
}

fn column(section: &Section, kind: SheetKind, problems: &mut Vec<Problem>) -> Option<ColumnMapping> {
    section.only(&["header", "field", "unit"], problems);
    let header = section.required_text("header", problems);
    let field = section.required_text("field", problems)?;
    let unit = section.text("unit", problems).map_or(String::new(), |it| it.value);
    let known = kind.fields();
    let found = known.iter().find(|it| **it == field.value).copied();
    if found.is_none() && field.value != OTHER {
        let (found, remedy) = match nearest(&field.value, known.iter().copied()) {
            _ if field.value == UNDECIDED => ("a column that nobody has decided about".to_owned(), None),
            near => (format!("the field `{}`", field.value), near),
        };
        let remedy = remedy.map_or("write one of them".to_owned(), |it| format!("did you mean `{it}`?"));
        let expected = format!("one of {}, or {OTHER}", known.join(", "));
        section.wrong(&field, found, expected, remedy, problems);
        return None;
    }
    Some(ColumnMapping { header: folded(&header?.value), field: found, unit })
}

/// A text as TOML writes it between quotes.
fn quoted(text: &str) -> String {
    toml::Value::String(text.replace(['\n', '\r'], " ")).to_string()
}
