//! The findings as rows: one row an item, movement and clause. A portfolio has millions of them, most of which differ in
//! the cells of their movement alone: what a rulebook says is put into words once for all movements that share it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use coercivity_quantity::Verdict;
use coercivity_screen::{ClauseFinding, MovementFinding, RulebookFinding};
use coercivity_world::Place;

use super::shown::Shown;
use super::tables::plain;
use super::words::remark;
use crate::csv::csv_cell;
use crate::workbook::neutral;

/// Columns of the findings.
pub const FINDINGS_HEADER: [&str; 22] = [
    "movement",
    "item",
    "from",
    "to",
    "day",
    "rulebook",
    "outcome",
    "verdict",
    "beside",
    "owed_percent_low",
    "owed_percent_high",
    "owed_usd_per_kg_low",
    "owed_usd_per_kg_high",
    "clause",
    "about_item",
    "clause_verdict",
    "share_low",
    "share_high",
    "bound",
    "state",
    "layer",
    "why",
];
/// The columns of the movement stand first, in the order of [`movement_cells`].
pub(super) const OF_MOVEMENT: usize = 5;
/// The place of the moving item's id among them.
pub(super) const ITEM: usize = 1;
/// The place of `about_item` among the columns of an answer.
const ABOUT: usize = 14 - OF_MOVEMENT;

/// The cells of a rulebook's answer, after those of the movement.
pub(super) type AnswerCells<'a> = [Cow<'a, str>; FINDINGS_HEADER.len() - OF_MOVEMENT];

/// One row of a rulebook's answer.
pub(super) struct AnswerRow<'a> {
    /// Its cells.
    pub cells: AnswerCells<'a>,
    /// The cell that holds the id of the item that moves, whichever that is; left blank in `cells`.
    pub about_mover: Option<usize>,
}

/// The cells of a movement.
pub(super) fn movement_cells(shown: &Shown<'_>, place: usize) -> [String; OF_MOVEMENT] {
    let movement = &shown.findings.movements[place];
    let word = |it: Option<Place>| it.map_or(String::new(), |it| it.to_string());
    [
        (place + 1).to_string(),
        plain(shown.item(movement.item)),
        word(movement.from),
        word(movement.to),
        movement.day.to_string(),
    ]
}

/// The rows of a rulebook's answer; one that tells no clause has one row.
fn answer_rows<'a>(shown: &Shown<'a>, found: &'a RulebookFinding) -> Vec<AnswerRow<'a>> {
    let beside: Vec<&str> = found.beside.iter().map(|it| it.word()).collect();
    let owed = found.owed.as_ref().map(|it| {
        let ends = [it.percent.low(), it.percent.high(), it.usd_per_kg.low(), it.usd_per_kg.high()];
        ends.map(|it| Cow::Owned(it.to_string()))
    });
    let mut head = AnswerCells::default();
    head[0] = found.rulebook.as_str().into();
    head[1] = found.outcome.word().into();
    head[2] = verdict_word(found.verdict()).into();
    head[3] = beside.join(" ").into();
    head[4..8].clone_from_slice(&owed.unwrap_or_default());
    if found.clauses.is_empty() {
        return vec![AnswerRow { cells: head, about_mover: None }];
    }
    found.clauses.iter().map(|it| clause_row(shown, head.clone(), it)).collect()
}

fn clause_row<'a>(shown: &Shown<'a>, head: AnswerCells<'a>, finding: &'a ClauseFinding) -> AnswerRow<'a> {
    let mut cells = head;
    cells[8] = finding.clause.to_string().into();
    cells[ABOUT] = finding.inside.map(|it| neutral(shown.item(it))).unwrap_or_default();
    cells[10] = verdict_word(finding.verdict()).into();
    if let Some(share) = &finding.share {
        let low = share.ranges.iter().map(|it| it.1.low()).fold(f64::INFINITY, f64::min);
        let high = share.ranges.iter().map(|it| it.1.high()).fold(0.0, f64::max);
        cells[11] = low.to_string().into();
        cells[12] = high.to_string().into();
        cells[13] = format!("{} {}", share.bound.sign(), share.bound.at()).into();
    }
    cells[14] = finding.state.to_string().into();
    cells[15] = finding.layer.word().into();
    cells[16] = plain(&remark(finding)).into();
    AnswerRow { cells, about_mover: finding.inside.is_none().then_some(ABOUT) }
}

fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::No => "no",
        Verdict::Open => "open",
        Verdict::Yes => "yes",
    }
}

/// What is made of the rows of answers, once for all movements that share one.
pub(super) struct Forms<'a, T> {
    shown: &'a Shown<'a>,
    make: &'a dyn Fn(AnswerRow<'_>) -> T,
    made: HashMap<*const RulebookFinding, Vec<T>>,
}

impl<'a, T> Forms<'a, T> {
    pub(super) fn new(shown: &'a Shown<'a>, make: &'a dyn Fn(AnswerRow<'_>) -> T) -> Self {
        Self { shown, make, made: HashMap::new() }
    }
    /// The forms of each row that a movement has, in their order.
    pub(super) fn each(&mut self, movement: &MovementFinding, tell: &mut impl FnMut(&T)) {
        for found in &movement.rulebooks {
            let rows = || answer_rows(self.shown, found).into_iter().map(self.make).collect();
            let forms: &Vec<T> = self.made.entry(Arc::as_ptr(found)).or_insert_with(rows);
            forms.iter().for_each(&mut *tell);
        }
    }
}

/// A row of an answer as text: what stands before the id of the item that moves, and after it.
struct Line {
    before: String,
    after: Option<String>,
}

impl Line {
    fn of(row: AnswerRow<'_>) -> Self {
        let end = row.about_mover.unwrap_or(row.cells.len());
        let mut before = String::new();
        for cell in &row.cells[..end] {
            before.push(',');
            csv_cell(cell, &mut before);
        }
        let after = row.about_mover.map(|about| {
            before.push(',');
            let mut after = String::new();
            for cell in &row.cells[about + 1..] {
                after.push(',');
                csv_cell(cell, &mut after);
            }
            after
        });
        Self { before, after }
    }
}

/// Writes the findings of some movements as lines of `findings.csv`.
pub fn findings_lines(shown: &Shown<'_>, movements: Range<usize>, text: &mut String) {
    let mut forms = Forms::new(shown, &Line::of);
    let (mut head, mut item) = (String::new(), String::new());
    for place in movements {
        let cells = movement_cells(shown, place);
        head.clear();
        item.clear();
        csv_cell(&cells[ITEM], &mut item);
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                head.push(',');
            }
            csv_cell(cell, &mut head);
        }
        forms.each(&shown.findings.movements[place], &mut |line| {
            text.push_str(&head);
            text.push_str(&line.before);
            if let Some(after) = &line.after {
                text.push_str(&item);
                text.push_str(after);
            }
            text.push('\n');
        });
    }
}
