//! The reporting templates of the minerals initiative (CMRT, EMRT, AMRT and the older CRT): answers, smelters and mines,
//! in any language that they can be filled in. A template is a statement of one company about a mineral in all that it
//! delivers, or in the products that it lists. It names smelters, mines and their countries, and states no shares: the
//! countries are all of them only where it says that every supplier was heard and every smelter named.

mod declaration;
mod dictionary;
mod lists;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use coercivity_quantity::Interval;

use super::{DocumentKind, EvidenceDocument};
use crate::bill::forms::grid::{CellValue, Grid};
use crate::bill::headers::header_words::normal;
use crate::bill::rows::EvidenceRow;
use crate::problem::Problem;
use declaration::{Declaration, Scope};
use dictionary::Dictionary;
use lists::{Lists, MINED};

/// Rows of a declaration that may hold its title.
const TITLE_ROWS: usize = 30;

/// The templates, by the short and the long name in their titles.
const NAMES: [(&str, &str, DocumentKind); 4] = [
    ("AMRT", "Additional Minerals Reporting Template", DocumentKind::Amrt),
    ("EMRT", "Extended Minerals Reporting Template", DocumentKind::Emrt),
    ("CMRT", "Conflict Minerals Reporting Template", DocumentKind::Cmrt),
    ("CRT", "Cobalt Reporting Template", DocumentKind::Crt),
];

/// A workbook that is one of the templates.
pub(super) struct Template<'a> {
    /// Which of them.
    pub kind: DocumentKind,
    grids: &'a [Grid],
    dictionary: Dictionary,
}

impl<'a> Template<'a> {
    /// Looks what the sheets are; none when they are none of the templates.
    pub(super) fn of(grids: &'a [Grid]) -> Option<Self> {
        sheet(grids, "declaration")?;
        sheet(grids, "smelter list").or_else(|| sheet(grids, "smelter and processor list"))?;
        let dictionary = Dictionary::of(grids);
        let said = |names: &[&str]| -> Vec<String> {
            grids
                .iter()
                .filter(|it| names.contains(&normal(&it.name).as_str()))
                .flat_map(|it| dictionary.in_english(it).records.into_iter().take(TITLE_ROWS))
                .flat_map(|it| it.cells)
                .map(|it| it.text())
                .collect()
        };
        // The title itself, else whatever names the template: other sheets may speak of its relatives.
        let (title, others) = (said(&["declaration"]), said(&["declaration", "instructions", "revision"]));
        let titled = |it: &&(&str, &str, DocumentKind)| title.iter().any(|text| text.contains(it.1));
        let named = |it: &&(&str, &str, DocumentKind)| {
            others.iter().any(|text| text.contains(it.1) || text.contains(it.0))
        };
        let kind = NAMES.iter().find(titled).or_else(|| NAMES.iter().find(named))?.2;
        Some(Self { kind, grids, dictionary })
    }

    /// A sheet in English.
    fn sheet(&self, name: &str) -> Option<Grid> {
        sheet(self.grids, name).map(|it| self.dictionary.in_english(it))
    }

    /// Reads answers into remarks, and for each mineral the countries of its smelters and mines into a row for each
    /// thing that the template speaks of.
    pub(super) fn read(&self, document: &mut EvidenceDocument, problems: &mut Vec<Problem>) {
        let declaration =
            self.sheet("declaration").map(|it| Declaration::read(document, &it)).unwrap_or_default();
        let mut lists = Lists::new(self.countries());
        if let Some(list) = self.sheet("smelter list").or_else(|| self.sheet("smelter and processor list")) {
            lists.smelters(document, &list, problems);
        }
        if let Some(list) = self.sheet("mine list") {
            lists.mines(document, &list, problems);
        }
        let products = match &declaration.scope {
            Scope::Products => self.sheet("product list").map(|it| lists::products(&it)).unwrap_or_default(),
            Scope::Company | Scope::Described(_) | Scope::Unsaid => Vec::new(),
        };
        let subjects = declaration.subjects(products);
        for said in statements(&declaration, &lists) {
            document.rows.extend(subjects.iter().map(|of| EvidenceRow {
                subject: of.subject.clone(),
                supplier: of.supplier.clone(),
                unless: of.unless.clone(),
                ..said.clone()
            }));
        }
        for listed in &lists.found {
            document.remarks.push(format!(
                "{} {}: {}",
                listed.mineral,
                listed.claim,
                listed.names.join("; ")
            ));
        }
        document.remarks.push(format!(
            "{} names smelters, mines and their countries; it states nothing about shares, so a country's is anything \
             from none to all",
            self.kind.name()
        ));
        document.remarks.extend(declaration.unusable(&subjects));
    }

    /// The countries that the workbook knows; none where it has no list of them.
    fn countries(&self) -> BTreeSet<String> {
        let cells = sheet(self.grids, "c").into_iter().flat_map(|it| &it.records).flat_map(|it| &it.cells);
        cells.map(|it| normal(&text(it))).filter(|it| !it.is_empty()).collect()
    }
}

/// What a template says of each mineral, whatever it speaks of: the countries of its smelters and mines, or that there
/// is none of it.
///
/// A smelter whose metal is not named, or is none that the declaration asks about, may be one of any mineral: then the
/// smelters of none are all named.
fn statements(declaration: &Declaration, lists: &Lists) -> Vec<EvidenceRow> {
    let blank = EvidenceRow {
        from: declaration.from,
        issuer: declaration.company.clone(),
        strength: "stated".to_owned(),
        ..EvidenceRow::default()
    };
    let undated = declaration.undated.as_ref().map(|it| format!("since when it holds is not known: `{it}`"));
    let stray = stray(declaration, lists);
    let listed = lists.found.iter().map(|listed| {
        let mut gaps = declaration.coverage(&listed.mineral).gaps();
        if listed.claim == MINED {
            gaps = vec!["nobody is asked whether all mines are named".to_owned()];
        } else if listed.unplaced {
            gaps.push("a smelter of unknown country is on the list".to_owned());
        } else {
            gaps.extend(stray.clone());
        }
        gaps.extend(undated.clone());
        let all = format!("{}, all that there are", listed.what());
        let note = if gaps.is_empty() { all } else { format!("{}; {}", listed.what(), gaps.join("; ")) };
        EvidenceRow {
            line: listed.line,
            element: listed.mineral.clone(),
            claim: listed.claim.to_owned(),
            place: listed.places.join("; "),
            share: Interval::between(if gaps.is_empty() { 1.0 } else { 0.0 }, 1.0),
            note,
            ..blank.clone()
        }
    });
    let absent = declaration.absent.iter().map(|(mineral, line)| EvidenceRow {
        line: *line,
        element: mineral.clone(),
        claim: "absent".to_owned(),
        // What holds since a day that nobody knows settles nothing.
        share: undated.as_ref().and(Interval::between(0.0, 1.0)),
        note: "none was added on purpose, or none is left".to_owned(),
        ..blank.clone()
    });
    listed.chain(absent).collect()
}

/// The smelters of which nobody knows whose they are.
fn stray(declaration: &Declaration, lists: &Lists) -> Option<String> {
    if let Some(row) = lists.unmetalled.first() {
        return Some(format!("a smelter without its metal is on the list (row {row})"));
    }
    let unasked = lists.minerals().find(|it| !declaration.knows(it))?;
    Some(format!("a smelter of `{unasked}` is on the list, about which the declaration does not ask"))
}

fn sheet<'a>(grids: &'a [Grid], name: &str) -> Option<&'a Grid> {
    grids.iter().find(|it| normal(&it.name) == name)
}

/// A cell as text; a formula that failed says nothing.
fn text(cell: &CellValue) -> String {
    match cell {
        CellValue::Fault(_) => String::new(),
        CellValue::Percentage(share) => format!("{} %", share * 100.0),
        CellValue::Blank
        | CellValue::Text(_)
        | CellValue::Number(_)
        | CellValue::Measured(_)
        | CellValue::Day(_)
        | CellValue::Flag(_) => cell.text().trim().to_owned(),
    }
}
