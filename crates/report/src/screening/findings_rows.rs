//! The findings as rows: one row an item, movement and clause. A portfolio has millions of them, most of which differ in
//! the cells of their movement alone: what a rulebook says is put into words once for all movements that share it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::marker::PhantomData;
use std::ops::Range;
use std::sync::Arc;

use coercivity_quantity::Verdict;
use coercivity_screen::{ClauseFinding, RulebookFinding};
use coercivity_world::Place;
use coercivity_world::measures::Bound;

use super::shown::Shown;
use super::tables::plain;
use super::words::remark;
use crate::csv::csv_cell;
use crate::spare::Spare;
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

/// A cell of a rulebook's answer.
#[derive(Clone, Debug)]
pub(super) enum Cell<'a> {
    /// A text; nothing when it is empty.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// A bound with its number.
    Bound(Bound),
}

impl Default for Cell<'_> {
    fn default() -> Self {
        Self::Text(Cow::Borrowed(""))
    }
}

impl<'a, T: Into<Cow<'a, str>>> From<T> for Cell<'a> {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

impl Cell<'_> {
    /// The same cell, lent.
    fn lent(&self) -> Cell<'_> {
        match self {
            Self::Text(text) => Cell::Text(Cow::Borrowed(text)),
            Self::Number(number) => Cell::Number(*number),
            Self::Bound(bound) => Cell::Bound(*bound),
        }
    }
    /// Writes it as a cell of csv; numbers and bounds need no quotes.
    fn write(&self, text: &mut String) {
        // Writing into a string never fails.
        let _ = match self {
            Self::Text(cell) => {
                csv_cell(cell, text);
                Ok(())
            }
            Self::Number(number) => write!(text, "{number}"),
            Self::Bound(bound) => write!(text, "{} {}", bound.sign(), bound.at()),
        };
    }
}

/// The cells of a rulebook's answer, after those of the movement.
pub(super) type AnswerCells<'a> = [Cell<'a>; FINDINGS_HEADER.len() - OF_MOVEMENT];

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

/// Tells the rows of a rulebook's answer; one that tells no clause has one row.
pub(super) fn answer_rows(shown: &Shown<'_>, found: &RulebookFinding, tell: &mut dyn FnMut(&AnswerRow<'_>)) {
    let beside: Vec<&str> = found.beside.iter().map(|it| it.word()).collect();
    let mut head = AnswerCells::default();
    head[0] = found.rulebook.as_str().into();
    head[1] = found.outcome.word().into();
    head[2] = verdict_word(found.verdict()).into();
    head[3] = beside.join(" ").into();
    if let Some(it) = &found.owed {
        let ends = [it.percent.low(), it.percent.high(), it.usd_per_kg.low(), it.usd_per_kg.high()];
        head[4..8].clone_from_slice(&ends.map(Cell::Number));
    }
    if found.clauses.is_empty() {
        tell(&AnswerRow { cells: head, about_mover: None });
        return;
    }
    for finding in found.told() {
        tell(&clause_row(shown, &head, finding));
    }
}

fn clause_row<'a>(shown: &Shown<'a>, head: &'a AnswerCells<'a>, finding: &'a ClauseFinding) -> AnswerRow<'a> {
    let mut cells = AnswerCells::default();
    for (cell, said) in cells.iter_mut().zip(&head[..8]) {
        *cell = said.lent();
    }
    cells[8] = finding.clause.to_string().into();
    cells[ABOUT] = finding.inside.map(|it| neutral(shown.item(it))).unwrap_or_default().into();
    cells[10] = verdict_word(finding.verdict()).into();
    if let Some(share) = &finding.share {
        let low = share.ranges.iter().map(|it| it.1.low()).fold(f64::INFINITY, f64::min);
        let high = share.ranges.iter().map(|it| it.1.high()).fold(0.0, f64::max);
        cells[11] = Cell::Number(low);
        cells[12] = Cell::Number(high);
        cells[13] = Cell::Bound(share.bound);
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

/// What is made of answers, once for all movements that share one.
#[derive(Debug)]
pub(super) struct Forms<'a, T> {
    /// By the answer's address: it is held while its form is.
    made: HashMap<usize, T>,
    most: usize,
    held: PhantomData<&'a RulebookFinding>,
}

impl<'a, T> Forms<'a, T> {
    /// No more forms are kept than so many: findings of any size take no more memory.
    pub(super) fn at_most(most: usize) -> Self {
        Self { made: HashMap::new(), most, held: PhantomData }
    }
    /// The form of an answer.
    pub(super) fn of(
        &mut self,
        found: &'a Arc<RulebookFinding>,
        make: impl FnOnce(&RulebookFinding) -> T,
    ) -> &T {
        if self.made.len() >= self.most {
            self.made.clear();
        }
        self.made.entry(Arc::as_ptr(found).addr()).or_insert_with(|| make(found))
    }
}

/// The rows of an answer as text, without the cells of a movement: what stands between the places where these, or the id
/// of the item that moves, are to be set.
#[derive(Debug, Default)]
struct Lines {
    text: String,
    cuts: Vec<(usize, Cut)>,
}

/// What is set where the text of an answer is cut.
#[derive(Debug)]
enum Cut {
    /// The cells of the movement, before each row.
    Movement,
    /// The id of the item that moves.
    Mover,
}

impl Lines {
    fn of(shown: &Shown<'_>, found: &RulebookFinding) -> Self {
        let mut lines = Self::default();
        answer_rows(shown, found, &mut |row| lines.add(row));
        lines
    }
    fn add(&mut self, row: &AnswerRow<'_>) {
        self.cuts.push((self.text.len(), Cut::Movement));
        for (place, cell) in row.cells.iter().enumerate() {
            self.text.push(',');
            if row.about_mover == Some(place) {
                self.cuts.push((self.text.len(), Cut::Mover));
            } else {
                cell.write(&mut self.text);
            }
        }
        self.text.push('\n');
    }
    fn write(&self, head: &str, item: &str, text: &mut String) {
        let mut at = 0;
        for (end, cut) in &self.cuts {
            text.push_str(&self.text[at..*end]);
            text.push_str(match cut {
                Cut::Movement => head,
                Cut::Mover => item,
            });
            at = *end;
        }
        text.push_str(&self.text[at..]);
    }
}

/// Texts of answers that one thread keeps at most.
const MOST_LINES: usize = 50_000;

/// The findings as lines of `findings.csv`: some movements after others, on any threads.
#[derive(Debug)]
pub struct FindingsLines<'a> {
    shown: &'a Shown<'a>,
    forms: Spare<Forms<'a, Lines>>,
}

impl<'a> FindingsLines<'a> {
    /// Of what is shown.
    pub fn of(shown: &'a Shown<'a>) -> Self {
        Self { shown, forms: Spare::default() }
    }
    /// Writes the findings of some movements.
    pub fn write(&self, movements: Range<usize>, text: &mut String) {
        self.forms.with(|| Forms::at_most(MOST_LINES), |forms| lines(self.shown, movements, forms, text));
    }
}

fn lines<'a>(shown: &'a Shown<'a>, movements: Range<usize>, forms: &mut Forms<'a, Lines>, text: &mut String) {
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
        for found in &shown.findings.movements[place].rulebooks {
            forms.of(found, |it| Lines::of(shown, it)).write(&head, &item, text);
        }
    }
}
