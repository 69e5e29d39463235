//! The rows of one movement in `findings.csv`, cut out without reading their cells: at a portfolio's size nearly all of
//! them are as before.

use std::collections::HashMap;

use coercivity_data::{Problem, Table};

use super::Moved;
use crate::screening::findings_rows::FINDINGS_HEADER;

/// Cells before those that say what was found: movement, item, from, to, day.
const HEAD: usize = 5;

/// The rows of one movement.
#[derive(Clone, Debug)]
pub(super) struct Block<'a> {
    /// The cells that name the movement, as written.
    head: [&'a str; HEAD],
    /// The rest of each row, as written.
    rest: Vec<&'a str>,
}

impl<'a> Block<'a> {
    /// What both records call the movement: item, from, to.
    fn key(&self) -> [&'a str; 3] {
        [self.head[1], self.head[2], self.head[3]]
    }
    /// Whether another block says the same of it, whatever its number and day.
    pub(super) fn says_as(&self, other: &Self) -> bool {
        self.rest == other.rest
    }
    /// The movement, without its name in the other record.
    pub(super) fn moved(&self) -> Moved {
        let [number, item, from, to, day] = self.head.map(unquoted);
        Moved { number, item, from, to, day, ..Moved::default() }
    }
    /// Its rows as a table.
    pub(super) fn table(&self, path: &str, problems: &mut Vec<Problem>) -> Table {
        let mut text = FINDINGS_HEADER.join(",");
        for rest in &self.rest {
            text.push('\n');
            text.push_str(&self.head.join(","));
            text.push(',');
            text.push_str(rest);
        }
        Table::read(path, &text, &FINDINGS_HEADER, problems)
    }
}

/// The movements of a record, in their order.
pub(super) fn blocks(findings: &str) -> Vec<Block<'_>> {
    let mut found: Vec<Block<'_>> = Vec::new();
    for record in records(findings).skip(1) {
        let (head, rest) = parted(record);
        match found.last_mut().filter(|it| it.head[0] == head[0]) {
            Some(block) => block.rest.push(rest),
            None => found.push(Block { head, rest: vec![rest] }),
        }
    }
    found
}

/// Each movement of the present record with the former one of the same item and route; the same route asked twice is
/// paired in the order of both. Then those that are no longer asked.
pub(super) fn paired<'a>(
    (before, after): (Vec<Block<'a>>, Vec<Block<'a>>),
) -> Vec<(Option<Block<'a>>, Option<Block<'a>>)> {
    let mut by_key: HashMap<[&str; 3], std::collections::VecDeque<usize>> = HashMap::new();
    for (place, block) in before.iter().enumerate() {
        by_key.entry(block.key()).or_default().push_back(place);
    }
    let mut before: Vec<Option<Block<'a>>> = before.into_iter().map(Some).collect();
    let mut pairs: Vec<_> = after
        .into_iter()
        .map(|block| {
            let former = by_key.get_mut(&block.key()).and_then(std::collections::VecDeque::pop_front);
            (former.and_then(|it| before[it].take()), Some(block))
        })
        .collect();
    pairs.extend(before.into_iter().flatten().map(|it| (Some(it), None)));
    pairs
}

/// The records of a text: lines, and what a quoted text breaks into lines is one.
fn records(text: &str) -> impl Iterator<Item = &str> {
    let mut left = text;
    std::iter::from_fn(move || {
        while !left.is_empty() {
            let mut quoted = false;
            let end = left.bytes().position(|it| {
                quoted ^= it == b'"';
                it == b'\n' && !quoted
            });
            let (record, rest) = left.split_at(end.unwrap_or(left.len()));
            left = rest.strip_prefix('\n').unwrap_or(rest);
            if !record.is_empty() {
                return Some(record);
            }
        }
        None
    })
}

/// The first cells of a record and the rest of it.
fn parted(record: &str) -> ([&str; HEAD], &str) {
    let mut head = [""; HEAD];
    let mut left = record;
    for cell in &mut head {
        let mut quoted = false;
        let end = left.bytes().position(|it| {
            quoted ^= it == b'"';
            it == b',' && !quoted
        });
        let (own, rest) = left.split_at(end.unwrap_or(left.len()));
        *cell = own;
        left = rest.strip_prefix(',').unwrap_or(rest);
    }
    (head, left)
}

/// A cell as it was before it was quoted.
fn unquoted(cell: &str) -> String {
    match cell.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => cell.to_owned(),
    }
    .trim()
    .to_owned()
}
