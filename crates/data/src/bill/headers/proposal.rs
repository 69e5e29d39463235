//! Which column of a file is which column of a bill: shown for review, never guessed silently.

use super::field::SheetKind;
use super::header::{Header, headers};
use super::header_words::{HeaderWords, Meaning};
use super::recognised::{Recognised, recognised};
use crate::bill::forms::grid::Grid;

/// Rows among which the header is looked for.
pub(crate) const HEADER_ROWS: usize = 40;
/// Examples of cells that are shown of a column.
const EXAMPLES: usize = 3;
/// Rows that are looked at for examples and for the width of a sheet.
pub(crate) const EXAMPLE_ROWS: usize = 1000;

/// The column that says what a regime calls an item.
pub(crate) const REGIME_ITEM: &str = "regime_item";

/// What a sheet seems to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetProposal {
    /// Name of the sheet; empty when the file has none.
    pub name: String,
    /// What it holds; none when it is not read.
    pub kind: Option<SheetKind>,
    /// Why it is not read; none when it is.
    pub unread: Option<String>,
    /// Line of the header; 0 when a file has keys instead.
    pub header_line: usize,
    /// Its columns.
    pub columns: Vec<ColumnProposal>,
}

impl SheetProposal {
    /// What a sheet of its kind needs and none of its columns may be.
    pub fn missing(&self) -> Vec<&'static str> {
        let may = |column: &ColumnProposal, field: &str| match &column.meaning {
            Meaning::Template(it) | Meaning::Synonym(it) | Meaning::Narrowed(it) | Meaning::Near(it) => {
                *it == field
            }
            Meaning::Several(fields) => fields.contains(&field),
            Meaning::Unknown => false,
        };
        let needed = self.kind.map_or(&[][..], SheetKind::needed).iter().copied();
        needed.filter(|field| !self.columns.iter().any(|it| may(it, field))).collect()
    }
}

/// What a column seems to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnProposal {
    /// Number of the column, from 1.
    pub column: usize,
    /// Its header as written.
    pub header: String,
    /// What the header may mean.
    pub meaning: Meaning,
    /// The unit in the header, as written.
    pub unit: String,
    /// The first cells that hold anything.
    pub examples: Vec<String>,
    /// What must be decided before the column can be read; none when it is certain or of no meaning here.
    pub undecided: Option<String>,
}

/// What each sheet of a file seems to hold.
pub(crate) fn proposed(grids: &[Grid], words: &HeaderWords) -> Vec<SheetProposal> {
    let proposal = |(grid, found): (&Grid, Recognised)| match found {
        Recognised::As(kind, at) => sheet(grid, kind, at, words),
        Recognised::Unread(why) => SheetProposal {
            name: grid.name.clone(),
            kind: None,
            unread: Some(why),
            header_line: 0,
            columns: Vec::new(),
        },
    };
    grids.iter().zip(recognised(grids, words)).map(proposal).collect()
}

/// The sheet before one that is of its kind already: of the two one must be chosen.
pub fn twin_of(proposals: &[SheetProposal], place: usize) -> Option<&SheetProposal> {
    let kind = proposals[place].kind?;
    proposals[..place].iter().find(|it| it.kind == Some(kind))
}

/// The columns of a sheet whose header is known.
pub(crate) fn sheet(grid: &Grid, kind: SheetKind, at: usize, words: &HeaderWords) -> SheetProposal {
    let headers = headers(grid, at);
    let own_words = headers.iter().any(|it| it.own == kind.needed()[0]);
    let mut columns: Vec<ColumnProposal> = Vec::new();
    let mut apart: Vec<(usize, &Header)> = Vec::new();
    for (place, header) in headers.iter().enumerate() {
        let column = place + 1;
        let meant = header.meant(kind, words);
        // `origin` is a word of the template, and in other people's files one of several meanings.
        let meaning = match meant.meaning {
            Meaning::Template(field) if !own_words => match words.synonym(kind, &header.text()).0 {
                Meaning::Several(fields) => Meaning::Several(fields),
                _ => Meaning::Template(field),
            },
            other => other,
        };
        let examples = examples(grid, at, column);
        if header.own.is_empty() && examples.is_empty() {
            continue;
        }
        if meant.apart {
            apart.push((columns.len(), header));
        }
        columns.push(ColumnProposal {
            column,
            header: header.text(),
            meaning,
            unit: meant.unit,
            examples,
            undecided: None,
        });
    }
    decide(&mut columns);
    for (at, Header { over, own }) in apart {
        if let Meaning::Several(fields) = &columns[at].meaning {
            let fields = quoted(fields);
            columns[at].undecided =
                Some(format!("`{own}` alone may be {fields}, and `{over}` above it may change that"));
        }
    }
    if kind == SheetKind::Bill {
        suggest(grid, at, &mut columns);
    }
    let header_line = grid.records[at].line;
    SheetProposal { name: grid.name.clone(), kind: Some(kind), unread: None, header_line, columns }
}

/// Says of each column what must be decided before it can be read.
fn decide(columns: &mut [ColumnProposal]) {
    let certain: Vec<Option<&'static str>> = columns.iter().map(|it| it.meaning.certain()).collect();
    let taken = |field: &str| certain.contains(&Some(field));
    for (place, column) in columns.iter_mut().enumerate() {
        column.undecided = match &column.meaning {
            Meaning::Template(field) | Meaning::Synonym(field) => {
                let twin = certain.iter().enumerate().any(|it| it.0 != place && *it.1 == Some(*field));
                twin.then(|| format!("another column may be `{field}` too"))
            }
            Meaning::Near(field) => {
                (!taken(field)).then(|| format!("it is spelt nearly as a word for `{field}`"))
            }
            Meaning::Narrowed(field) => Some(format!(
                "what stands in its brackets is no unit that is known, and may make it something else than `{field}`"
            )),
            Meaning::Several(fields) => Some(format!("it may be {}", quoted(fields))),
            Meaning::Unknown => None,
        };
    }
}

/// A column of no known header whose cells are regime items must be decided about: left out, nothing would be controlled.
fn suggest(grid: &Grid, at: usize, columns: &mut [ColumnProposal]) {
    if columns.iter().any(|it| it.meaning.certain() == Some(REGIME_ITEM)) {
        return;
    }
    for column in columns.iter_mut().filter(|it| it.meaning == Meaning::Unknown) {
        let cells = grid.records[at + 1..].iter().take(EXAMPLE_ROWS).map(|it| it.cell(column.column).text());
        let cells: Vec<String> = cells.filter(|it| !it.is_empty()).collect();
        let alike = cells.iter().filter(|it| is_regime_item(it)).count();
        if 2 * alike > cells.len() {
            column.undecided = Some(format!("most of its cells are such as a `{REGIME_ITEM}` has"));
        }
    }
}

/// Whether a text has the form of a regime item, such as `magnet:NdFeB+Dy`.
fn is_regime_item(text: &str) -> bool {
    let Some((stage, name)) = text.trim().split_once(':') else { return false };
    let stages = |it: char| it.is_ascii_lowercase() || it == '|' || it == '-';
    let names = |it: char| it.is_ascii_alphanumeric() || "+-*".contains(it);
    let begins = name.starts_with(|it: char| it.is_ascii_alphabetic());
    !stage.is_empty() && stage.chars().all(stages) && begins && name.chars().all(names)
}

/// Words in quotes, with `or` between them.
fn quoted(words: &[&str]) -> String {
    words.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" or ")
}

fn examples(grid: &Grid, at: usize, column: usize) -> Vec<String> {
    let below = grid.records[at + 1..].iter().take(EXAMPLE_ROWS).map(|it| it.cell(column).text());
    below.filter(|it| !it.is_empty()).take(EXAMPLES).collect()
}
