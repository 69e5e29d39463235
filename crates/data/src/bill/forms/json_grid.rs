//! JSON becomes grids: rows as objects, their parts nested or named by their parents.

use std::collections::HashMap;

use super::grid::{CellValue, Grid, Record};
use super::json::{Json, JsonValue};
use super::limits::{Budget, Limits};
use crate::bill::lines::depth;
use crate::problem::Problem;

/// Keys under which an item's parts are nested.
const PARTS: [&str; 5] = ["children", "parts", "components", "subitems", "items"];
/// The column that nesting tells.
const LEVEL: &str = "level";

/// Reads a list of objects, one object with its parts inside, or an object with a list for each sheet.
pub(crate) fn read_json(path: &str, text: &str, limits: &Limits, problems: &mut Vec<Problem>) -> Vec<Grid> {
    let document = match Json::read(path, text, limits) {
        Ok(document) => document,
        Err(problem) => {
            problems.push(problem);
            return Vec::new();
        }
    };
    let lists = || document.entries().iter().filter(|it| matches!(it.1.value, JsonValue::List(_)));
    let sheets = lists().count() > 0 && !nests(&document) && lists().count() == document.entries().len();
    if sheets {
        let JsonValue::Object(entries) = document.value else { return Vec::new() };
        let each = entries.into_iter().map(|(name, list)| grid(path, &name, list, limits, problems));
        return each.collect();
    }
    vec![grid(path, "", document, limits, problems)]
}

/// Whether an object has parts inside.
fn nests(object: &Json) -> bool {
    let scalar = |it: &(String, Json)| !matches!(it.1.value, JsonValue::List(_) | JsonValue::Object(_));
    object.entries().iter().any(scalar) && object.entries().iter().any(|it| is_parts(&it.0, &it.1))
}

/// Whether a key holds the parts of its object.
fn is_parts(key: &str, value: &Json) -> bool {
    let JsonValue::List(parts) = &value.value else { return false };
    let objects = || parts.iter().all(|it| matches!(it.value, JsonValue::Object(_)));
    PARTS.iter().any(|it| it.eq_ignore_ascii_case(key)) && objects()
}

/// The rows of one list, and the keys of all of them as its header.
struct Rows<'a> {
    grid: Grid,
    budget: Budget,
    columns: HashMap<String, usize>,
    header: Vec<CellValue>,
    nested: bool,
    problems: &'a mut Vec<Problem>,
}

fn grid(path: &str, name: &str, list: Json, limits: &Limits, problems: &mut Vec<Problem>) -> Grid {
    let sheet = if name.is_empty() { path.to_owned() } else { format!("{path}#{name}") };
    let nested = list.items().iter().any(nests);
    let grid = Grid { path: sheet.clone(), name: name.to_owned(), keyed: true, nested, ..Grid::default() };
    let budget = Budget::new(&sheet, limits);
    let mut rows = Rows { grid, budget, columns: HashMap::new(), header: Vec::new(), nested, problems };
    for item in list.into_items() {
        rows.add(item, 0, 0);
    }
    let Rows { mut grid, budget, header, problems, .. } = rows;
    grid.records.insert(0, Record { line: 0, cells: header });
    problems.extend(budget.refusal());
    grid
}

impl Rows<'_> {
    /// Adds an object and its parts, so deep below one of a base level.
    fn add(&mut self, object: Json, depth: usize, base: usize) {
        let JsonValue::Object(mut entries) = object.value else {
            let problem = Problem::in_file(
                &self.grid.path,
                "a value that is no object",
                "an object with a key for each column",
                "write each row as an object, as in {\"item_id\": \"A\", \"quantity\": 2}",
            );
            self.problems.push(problem.at(object.line, 0));
            return;
        };
        let mut record = Record { line: object.line, cells: Vec::with_capacity(entries.len()) };
        let base = match depth {
            0 => level_of(&entries).map_or(0, |it| it.0),
            _ => base,
        };
        if self.nested {
            self.put(&mut record, LEVEL, CellValue::Number((base + depth) as f64));
        }
        if let Some((level, line)) = level_of(&entries).filter(|it| it.0 != base + depth) {
            self.tell_level(level, base + depth, line);
            entries.retain(|it| it.0 != LEVEL);
        }
        let mut parts = Vec::new();
        for (key, value) in entries {
            if is_parts(&key, &value) {
                parts.extend(value.into_items());
            } else if let Some(value) = self.cell(&key, value) {
                self.put(&mut record, &key, value);
            }
        }
        let letters = record.cells.iter().map(CellValue::letters).sum();
        if self.budget.spend(record.line, record.cells.len(), letters) {
            self.grid.records.push(record);
        }
        for part in parts {
            self.add(part, depth + 1, base);
        }
    }
    fn put(&mut self, record: &mut Record, key: &str, value: CellValue) {
        let place = match self.columns.get(key) {
            Some(&known) => known,
            None => {
                let next = self.columns.len();
                self.columns.insert(key.to_owned(), next);
                self.header.push(CellValue::of_text(key));
                next
            }
        };
        if !value.is_blank() {
            if record.cells.len() <= place {
                record.cells.resize(place + 1, CellValue::Blank);
            }
            record.cells[place] = value;
        }
    }
    /// A cell; a list of texts and numbers is one text. What is nested otherwise is a problem.
    fn cell(&mut self, key: &str, value: Json) -> Option<CellValue> {
        let line = value.line;
        match value.value {
            JsonValue::Null => Some(CellValue::Blank),
            JsonValue::Flag(flag) => Some(CellValue::Flag(flag)),
            JsonValue::Number(number) => Some(CellValue::Number(number)),
            JsonValue::Text(text) => Some(CellValue::of_whole_text(text)),
            JsonValue::List(items) => {
                let texts: Option<Vec<String>> = items.iter().map(scalar).collect();
                if texts.is_none() {
                    self.tell(key, line);
                }
                Some(CellValue::of_text(&texts?.join("; ")))
            }
            JsonValue::Object(_) => {
                self.tell(key, line);
                None
            }
        }
    }
    fn tell_level(&mut self, level: usize, stands: usize, line: usize) {
        let problem = Problem::in_file(
            &self.grid.path,
            format!("level {level} of an object that is nested at level {stands}"),
            "a level that says what the nesting says",
            "correct it, or leave it out: the nesting tells the level",
        );
        self.problems.push(problem.at(line, 0));
    }
    fn tell(&mut self, key: &str, line: usize) {
        let problem = Problem::in_file(
            &self.grid.path,
            format!("an object in `{key}`"),
            "a text or a number in each key, parts under `children`",
            "write its keys beside the others",
        );
        self.problems.push(problem.at(line, 0));
    }
}

/// The level that an object states, and its line; none when it states none that can be read.
fn level_of(entries: &[(String, Json)]) -> Option<(usize, usize)> {
    let value = &entries.iter().find(|it| it.0 == LEVEL)?.1;
    Some((depth(&scalar(value)?)? as usize, value.line))
}

fn scalar(value: &Json) -> Option<String> {
    match &value.value {
        JsonValue::Text(text) => Some(text.clone()),
        JsonValue::Number(number) => Some(number.to_string()),
        JsonValue::Null | JsonValue::Flag(_) | JsonValue::List(_) | JsonValue::Object(_) => None,
    }
}
