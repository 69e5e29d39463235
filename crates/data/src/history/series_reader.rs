//! Reads tables of series piece by piece. A row becomes a few numbers at once; its text is not kept.

use std::collections::HashMap;

use coercivity_quantity::Month;

use super::key::{KEY_COLUMNS, SeriesKey, SeriesNames, read_key};
use super::series::{SeriesTable, add_run};
use crate::problem::{Problem, nearest};
use crate::scan::{Cell, Scanner};

/// Columns that every table of series has; `scenario` may stand beside them, others are not read.
const COLUMNS: [&str; 8] = ["draw", "month", "quantity", "good", "place", "tier", "counterpart", "value"];
const SCENARIO: &str = "scenario";

/// Joins the words of a key while its number is looked up; no word of a closed list holds it.
const JOINT: char = '\u{1f}';

/// One value on its way into the table.
#[derive(Clone, Copy, Debug)]
struct Value {
    scenario: u32,
    key: u32,
    draw: u32,
    month: Month,
    file: u32,
    line: u32,
    value: f64,
}

/// What the words of a key are.
#[derive(Clone, Copy, Debug)]
enum Known {
    /// A key, by number.
    Good(u32),
    /// Words that are no key, by the number of their fault.
    Bad(usize),
}

/// A key that cannot be read: told once, with the number of rows that have it.
#[derive(Clone, Debug)]
struct BadKey {
    told: std::ops::Range<usize>,
    rows: u64,
}

/// Where the columns stand in the file that is being read.
#[derive(Clone, Debug)]
struct Columns {
    places: [usize; 8],
    scenario: Option<usize>,
    count: usize,
}

/// Reads tables of series, one file after the other. Feed it pieces of text; it tells every problem at the end.
#[derive(Clone, Debug)]
pub struct SeriesReader<'a> {
    names: &'a SeriesNames,
    files: Vec<String>,
    scenarios: HashMap<String, u32>,
    draws: HashMap<String, u32>,
    known: HashMap<String, Known>,
    keys: Vec<SeriesKey>,
    bad: Vec<BadKey>,
    values: Vec<Value>,
    columns: Option<Columns>,
    problems: Vec<Problem>,
}

impl<'a> SeriesReader<'a> {
    /// A reader that knows these names.
    pub fn new(names: &'a SeriesNames) -> Self {
        Self {
            names,
            files: Vec::new(),
            scenarios: HashMap::new(),
            draws: HashMap::new(),
            known: HashMap::new(),
            keys: Vec::new(),
            bad: Vec::new(),
            values: Vec::new(),
            columns: None,
            problems: Vec::new(),
        }
    }

    /// Reads one file from its pieces; a piece is any stretch of its text.
    ///
    /// # Errors
    /// Whatever keeps the pieces from coming.
    pub fn read<Piece: AsRef<str>, E>(
        &mut self,
        path: &str,
        pieces: impl IntoIterator<Item = Result<Piece, E>>,
    ) -> Result<(), E> {
        self.files.push(path.to_owned());
        self.columns = None;
        let mut scanner = Scanner::new();
        for piece in pieces {
            scanner.feed(piece?.as_ref(), &mut |it| self.record(&it));
        }
        let mut problems = Vec::new();
        scanner.finish(path, &mut problems, &mut |it| self.record(&it));
        self.problems.append(&mut problems);
        if self.columns.is_none() {
            let expected = format!("a header row: {}", COLUMNS.join(","));
            self.tell("an empty file", expected, "write the header first", (0, 0));
        }
        Ok(())
    }

    fn record(&mut self, cells: &[Cell]) {
        let Some(columns) = self.columns.clone() else {
            self.columns = Some(self.header(cells));
            return;
        };
        let line = cells.first().map_or(0, |it| it.line);
        if cells.len() != columns.count {
            let found = format!("{} cells", cells.len());
            let expected = format!("{} cells, as in the header", columns.count);
            self.tell(found, expected, "add or remove commas, or quote a text that holds one", (line, 0));
            return;
        }
        // A header without these columns is a problem already told.
        if columns.places.iter().any(|it| *it >= cells.len()) {
            return;
        }
        let cell = |column: usize| &cells[columns.places[column]];
        let key = self.key([2, 3, 4, 5, 6].map(cell));
        let scenario = columns.scenario.map_or("", |it| cells[it].text.as_str());
        let scenario = numbered(&mut self.scenarios, scenario);
        if cell(0).text.is_empty() {
            self.wrong("draw", cell(0), "the name of a draw".to_owned(), "number the draws from 0");
        }
        let draw = numbered(&mut self.draws, &cell(0).text);
        let month = cell(1).text.parse::<Month>();
        if month.is_err() {
            self.wrong("month", cell(1), "a month such as 2025-05".to_owned(), "correct it");
        }
        let value = self.value(cell(7), key);
        let file = self.files.len().saturating_sub(1);
        if let (Some(key), Ok(month), Some(value)) = (key, month, value) {
            let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
            let (file, line) = (number(file), number(line));
            self.values.push(Value { scenario, key, draw, month, file, line, value });
        }
    }

    fn header(&mut self, cells: &[Cell]) -> Columns {
        let mut columns = Columns { places: [usize::MAX; 8], scenario: None, count: cells.len() };
        for (place, cell) in cells.iter().enumerate() {
            let twice = if cell.text == SCENARIO {
                columns.scenario.replace(place).is_some()
            } else if let Some(column) = COLUMNS.iter().position(|it| *it == cell.text) {
                std::mem::replace(&mut columns.places[column], place) != usize::MAX
            } else {
                false
            };
            if twice {
                let found = format!("column `{}` twice", cell.text);
                self.tell(found, "each column once", "remove one", (cell.line, cell.column));
            }
        }
        for (column, _) in COLUMNS.iter().zip(columns.places).filter(|it| it.1 == usize::MAX) {
            let others = cells.iter().map(|it| it.text.as_str()).filter(|it| !COLUMNS.contains(it));
            let remedy = match nearest(column, others) {
                Some(near) => format!("rename the column `{near}`"),
                None => "add it".to_owned(),
            };
            let line = cells.first().map_or(1, |it| it.line);
            self.tell(format!("no column `{column}`"), "the column in the header", remedy, (line, 0));
        }
        columns
    }

    /// The number of a key. Words that are no key are told at their first row.
    fn key(&mut self, cells: [&Cell; 5]) -> Option<u32> {
        let words = cells.map(|it| it.text.as_str());
        let joined = words.join(&JOINT.to_string());
        if let Some(known) = self.known.get(&joined) {
            return match *known {
                Known::Good(number) => Some(number),
                Known::Bad(number) => {
                    self.bad[number].rows += 1;
                    None
                }
            };
        }
        let before = self.problems.len();
        let mut told = Vec::new();
        let key =
            read_key(words, self.names, &mut |part, expected, remedy| told.push((part, expected, remedy)));
        for (part, expected, remedy) in told {
            self.wrong(KEY_COLUMNS[part], cells[part], expected, &remedy);
        }
        let Some(key) = key else {
            self.known.insert(joined, Known::Bad(self.bad.len()));
            self.bad.push(BadKey { told: before..self.problems.len(), rows: 1 });
            return None;
        };
        let number = u32::try_from(self.keys.len()).ok()?;
        self.known.insert(joined, Known::Good(number));
        self.keys.push(key);
        Some(number)
    }

    fn value(&mut self, cell: &Cell, key: Option<u32>) -> Option<f64> {
        let bounds = key.map(|it| self.keys[it as usize].quantity.bounds());
        let value = cell.text.parse::<f64>().ok().filter(|it| it.is_finite());
        let fits = value.is_some_and(|value| bounds.is_none_or(|it| it.hold(value)));
        if !fits {
            let expected = bounds.map_or("a number such as 12.5", |it| it.words()).to_owned();
            self.wrong("value", cell, expected, "correct the number; leave the row out where there is none");
        }
        value.filter(|_| fits)
    }

    fn wrong(&mut self, column: &str, cell: &Cell, expected: String, remedy: &str) {
        let found = match cell.text.as_str() {
            "" => format!("nothing in `{column}`"),
            text => format!("`{text}` in `{column}`"),
        };
        self.tell(found, expected, remedy, (cell.line, cell.column));
    }

    fn tell(
        &mut self,
        found: impl Into<String>,
        expected: impl Into<String>,
        remedy: impl Into<String>,
        at: (usize, usize),
    ) {
        let file = self.files.last().map_or("", String::as_str);
        self.problems.push(Problem::in_file(file, found, expected, remedy).at(at.0, at.1));
    }

    /// The table, and every problem of the files that were read.
    pub fn finish(mut self) -> (SeriesTable, Vec<Problem>) {
        for bad in self.bad.iter().filter(|it| it.rows > 1) {
            for problem in &mut self.problems[bad.told.clone()] {
                problem.found.push_str(&format!(", first of {} rows with this key", bad.rows));
            }
        }
        let mut values = self.values;
        values.sort_unstable_by_key(|it| (it.scenario, it.key, it.draw, it.month, it.file, it.line));
        let mut table = SeriesTable { keys: self.keys, scenarios: self.scenarios, ..SeriesTable::default() };
        table.points.reserve_exact(values.len());
        for run in values.chunk_by(|a, b| (a.scenario, a.key, a.draw) == (b.scenario, b.key, b.draw)) {
            let start = table.points.len();
            for month in run.chunk_by(|a, b| a.month == b.month) {
                let first = month[0];
                table.points.push((first.month, first.value));
                for again in &month[1..] {
                    let file = |it: &Value| self.files[it.file as usize].as_str();
                    let found = format!("`{}` again for the same draw and key", again.month);
                    let remedy = format!("it stands already at {}:{}: remove one", file(&first), first.line);
                    let problem = Problem::in_file(file(again), found, "each month once", remedy);
                    self.problems.push(problem.at(again.line as usize, 0));
                }
            }
            let at = (run[0].scenario, run[0].key);
            add_run(&mut table.runs, at, run[0].draw, start..table.points.len());
        }
        (table, self.problems)
    }
}

/// The number of a name, a new one when it was not seen before.
fn numbered(numbers: &mut HashMap<String, u32>, name: &str) -> u32 {
    if let Some(number) = numbers.get(name) {
        return *number;
    }
    let number = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    numbers.insert(name.to_owned(), number);
    number
}
