//! What a mapping says nothing of: columns and sheets that came after somebody reviewed it.

use super::field::SheetKind;
use super::header_words::Meaning;
use super::layout::{Column, header_shown};
use super::mapping::Mapping;
use super::proposal::{ColumnProposal, REGIME_ITEM, SheetProposal};
use crate::bill::forms::grid::Grid;
use crate::problem::Problem;

/// Tells of each column that a mapping does not list. A header that is known, or would have to be decided about, is a
/// problem: what it says would be missed. Others are kept as they are, which is a remark.
pub(crate) fn tell_columns(
    (grid, mapping): (&Grid, &Mapping),
    proposal: &SheetProposal,
    listed: &[Column],
    (problems, remarks): (&mut Vec<Problem>, &mut Vec<Problem>),
) {
    let line = proposal.header_line;
    let mut unknown = Vec::new();
    let new = |it: &&ColumnProposal| listed.iter().all(|column| column.number != it.column);
    for column in proposal.columns.iter().filter(new).filter(|it| !it.header.is_empty()) {
        let twins = || listed.iter().filter(|it| it.header == column.header);
        let (found, expected, remedy) = match known(column, listed) {
            // Of two headers of one name nobody knows which one was meant; two that say nothing need no word.
            _ if twins().any(|it| it.field.is_some()) => (
                " stands once more than the mapping lists it".to_owned(),
                "every header once, or as often as the mapping lists it",
                format!(
                    "list it in `{}` once for each, in their order: as a field, or as \"other\"",
                    mapping.path
                ),
            ),
            Some(why) => (
                format!(", which the mapping does not list: {why}"),
                "every known header in the mapping",
                format!("add it to `{}`: as a field, or as \"other\"", mapping.path),
            ),
            None if twins().next().is_some() => continue,
            None => {
                unknown.push(format!("`{}`", column.header));
                continue;
            }
        };
        let shown = header_shown(grid, &column.header, (column.column, line));
        let found = format!("{shown}{found}");
        let problem = Problem::in_file(&grid.path, found, expected, remedy);
        problems.push(problem.at(line, if grid.keyed { 0 } else { column.column }));
    }
    if !unknown.is_empty() {
        let found = format!("headers that the mapping does not list: {}", unknown.join(", "));
        let remedy = format!("kept as they are; add to `{}` what of them a bill may say", mapping.path);
        remarks.push(Problem::in_file(&grid.path, found, "every header in the mapping", remedy).at(line, 0));
    }
}

/// What a header may mean that no mapping lists; none when it means nothing here.
fn known(column: &ColumnProposal, listed: &[Column]) -> Option<String> {
    match &column.meaning {
        Meaning::Template(field) | Meaning::Synonym(field) => Some(format!("it means `{field}`")),
        // Cells such as a regime item has need no word where another column is mapped to it.
        Meaning::Unknown if listed.iter().any(|it| it.field == Some(REGIME_ITEM)) => None,
        Meaning::Narrowed(_) | Meaning::Near(_) | Meaning::Several(_) | Meaning::Unknown => {
            column.undecided.clone()
        }
    }
}

/// Tells that a mapping does not name a sheet that is plainly of a kind.
pub(crate) fn tell_sheet((grid, mapping): (&Grid, &Mapping), kind: SheetKind, problems: &mut Vec<Problem>) {
    let word = kind.word();
    let found = format!("a sheet of {word}, which the mapping does not name");
    let remedy = format!(
        "add it to `{}`: [[sheet]] with name = \"{}\" and holds = \"{word}\", or \"other\"",
        mapping.path, grid.name
    );
    problems.push(Problem::in_file(&grid.path, found, "every such sheet in the mapping", remedy));
}
