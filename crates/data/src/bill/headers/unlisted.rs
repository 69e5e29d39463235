//! What a mapping says nothing of: columns and sheets that came after somebody reviewed it.

use super::field::SheetKind;
use super::header_words::Meaning;
use super::layout::Column;
use super::mapping::Mapping;
use super::proposal::{ColumnProposal, REGIME_ITEM, SheetProposal};
use crate::bill::forms::grid::{Grid, cell_name};
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
        let Some(why) = known(column, listed) else {
            unknown.push(format!("`{}`", column.header));
            continue;
        };
        let place = cell_name(column.column, line.max(1));
        let found =
            format!("the header `{}` ({place}), which the mapping does not list: {why}", column.header);
        let remedy = format!("add it to `{}`: as a field, or as \"other\"", mapping.path);
        let problem = Problem::in_file(&grid.path, found, "every known header in the mapping", remedy);
        problems.push(problem.at(line, column.column));
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
