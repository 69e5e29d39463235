//! Which line holds which: by the parent that a line names, or by its level and the order of the lines.

use std::collections::{HashMap, HashSet};

use super::forms::grid::cell_name;
use super::headers::layout::{Column, Layout};
use super::rows::{BillLine, Sheet};
use crate::problem::Problem;

/// What is told where a level and a parent say different things.
const ONE_HOLDER: &str = "a level and a parent that mean one holder";
const CORRECT_ONE: &str = "correct one of the two; a column that says something else is \"other\" in a mapping (`coercivity bill map`)";

/// Hangs every line without a parent below the nearest line before it that is one level higher. A line of which nobody
/// knows where it belongs, and one whose level and parent say different things, is a problem.
pub(crate) fn hang(
    lines: &mut Sheet<BillLine>,
    layout: &Layout,
    nested: bool,
    (problems, remarks): (&mut Vec<Problem>, &mut Vec<Problem>),
) {
    let Some(top) = lines.rows.iter().filter_map(|it| it.level).min() else { return };
    let below = |it: &BillLine| it.parent.is_none() && it.level.is_some_and(|it| it > top);
    let by_order = nested || lines.rows.iter().any(below);
    let holders = Holders { path: &lines.path, layout, nested, top, by_order };
    holders.tell_blanks(&lines.rows, problems);
    let placed = holders.placed(&lines.rows, problems);
    if !holders.tell_head(&lines.rows, problems) {
        holders.tell_differing(&lines.rows, &placed, (problems, remarks));
    }
    for (at, holder) in placed.iter().enumerate().filter(|_| by_order) {
        if let (None, Place::Below(holder)) = (&lines.rows[at].parent, holder) {
            lines.rows[at].parent = Some(lines.rows[*holder].item.clone());
        }
    }
}

/// Where the levels and the order of the lines put a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Nowhere: it has no level, or no line before it is one higher.
    Unsaid,
    /// Below no line.
    Top,
    /// Below a line.
    Below(usize),
}

struct Holders<'a> {
    path: &'a str,
    layout: &'a Layout,
    /// Whether parts stand inside what holds them.
    nested: bool,
    /// The least level.
    top: u32,
    /// Whether the order of the lines tells a holder that nothing else tells.
    by_order: bool,
}

impl Holders<'_> {
    /// A cell of a line as it is told.
    fn cell(&self, field: &str, line: &BillLine) -> String {
        let Some(Column { number, header, .. }) = self.layout.column(field) else {
            return format!("`{field}`");
        };
        let place =
            if self.layout.keyed { String::new() } else { format!(" ({})", cell_name(*number, line.line)) };
        let named = if header == field { String::new() } else { format!(", for `{field}`") };
        format!("`{header}`{named}{place}")
    }
    fn told(&self, line: &BillLine, field: &str, what: [String; 3]) -> Problem {
        let column = self.layout.column(field).filter(|_| !self.layout.keyed).map_or(0, |it| it.number);
        let [found, expected, remedy] = what;
        Problem::in_file(self.path, found, expected, remedy).at(line.line, column)
    }
    /// Where others have a level, a line with neither a level nor a parent belongs nobody knows where.
    fn tell_blanks(&self, rows: &[BillLine], problems: &mut Vec<Problem>) {
        let column = self.layout.column("level").filter(|_| !self.layout.keyed).map_or(0, |it| it.number);
        let here = |it: &&Problem| it.file == self.path && it.column == column;
        // Where a cell cannot be read, that has been told.
        let known: HashSet<usize> = problems.iter().filter(here).map(|it| it.line).collect();
        let blank = |it: &&BillLine| it.level.is_none() && it.parent.is_none() && !known.contains(&it.line);
        for line in rows.iter().filter(blank) {
            let found =
                format!("nothing in {} for `{}`, which names no parent", self.cell("level", line), line.item);
            let expected = "a level, as on other lines, or a parent".to_owned();
            let remedy = "write its level, 0 for a product of its own: a blank cell is unknown".to_owned();
            problems.push(self.told(line, "level", [found, expected, remedy]));
        }
    }
    /// Where the levels put each line; a level without a line above it is a problem where no parent is named.
    fn placed(&self, rows: &[BillLine], problems: &mut Vec<Problem>) -> Vec<Place> {
        // The last line of each level, from the top.
        let mut above: Vec<usize> = Vec::new();
        let mut placed = Vec::with_capacity(rows.len());
        for (at, line) in rows.iter().enumerate() {
            let Some(level) = line.level else {
                placed.push(Place::Unsaid);
                continue;
            };
            let depth = (level - self.top) as usize;
            if depth > above.len() {
                if line.parent.is_none() {
                    let found = format!("level {level} for `{}`", line.item);
                    let expected = format!("a line of level {} before it", level - 1);
                    let remedy = "correct the level, or name the parent".to_owned();
                    problems.push(self.told(line, "level", [found, expected, remedy]));
                }
                placed.push(Place::Unsaid);
                continue;
            }
            above.truncate(depth);
            placed.push(above.last().map_or(Place::Top, |it| Place::Below(*it)));
            above.push(at);
        }
        placed
    }
    /// Tells a parent that is the product on every line, beside levels that go deeper: of exports that repeat the top
    /// assembly, whose column is no parent.
    fn tell_head(&self, rows: &[BillLine], problems: &mut Vec<Problem>) -> bool {
        let below = || rows.iter().filter(|it| it.level.is_none_or(|it| it > self.top));
        let Some(head) = below().next().and_then(|it| it.parent.as_deref()) else { return false };
        let is_top = rows.iter().any(|it| it.item == head && it.level == Some(self.top));
        let everywhere = below().all(|it| it.parent.as_deref() == Some(head)) && below().count() > 1;
        let deeper = below().find(|it| it.level.is_some_and(|it| it > self.top + 1));
        let Some(line) = deeper.filter(|_| is_top && everywhere && !self.nested) else { return false };
        let (parent, level) = (self.cell("parent_id", line), self.cell("level", line));
        let found = format!(
            "the product `{head}` on every line as in {parent}, and levels below those of its parts as in {level}"
        );
        let remedy = "where that column repeats the top assembly, say \"other\" for it in a mapping (`coercivity bill map`); \
                      where all are its own parts, correct the levels"
            .to_owned();
        problems.push(self.told(line, "parent_id", [found, ONE_HOLDER.to_owned(), remedy]));
        true
    }
    /// Tells lines whose parent is not of the level above theirs, or not the one that they stand below.
    fn tell_differing(
        &self,
        rows: &[BillLine],
        placed: &[Place],
        (problems, remarks): (&mut Vec<Problem>, &mut Vec<Problem>),
    ) {
        let named = |it: &BillLine| it.parent.is_some() && it.level.is_some();
        if !rows.iter().any(named) {
            return;
        }
        let mut levels: HashMap<&str, Vec<u32>> = HashMap::new();
        for (item, level) in rows.iter().filter_map(|it| Some((it.item.as_str(), it.level?))) {
            let known = levels.entry(item).or_default();
            if !known.contains(&level) {
                known.push(level);
            }
        }
        let mut elsewhere = Vec::new();
        for (line, place) in rows.iter().zip(placed) {
            let (Some(parent), Some(level)) = (line.parent.as_deref(), line.level) else { continue };
            // What is nested in nothing may name what holds it.
            if self.nested && *place == Place::Top {
                continue;
            }
            let of_parent = levels.get(parent);
            let fits = of_parent.is_none_or(|it| it.iter().any(|it| it + 1 == level));
            let above = match place {
                Place::Below(at) => rows[*at].item == parent,
                Place::Top => of_parent.is_none(),
                Place::Unsaid => true,
            };
            if !fits || !above && self.by_order {
                let found = self.differing(line, parent, (*place, rows));
                let what = [found, ONE_HOLDER.to_owned(), CORRECT_ONE.to_owned()];
                problems.push(self.told(line, "parent_id", what));
            } else if !above {
                elsewhere.push((line, parent, *place));
            }
        }
        if let Some((line, parent, place)) = elsewhere.first() {
            let found = format!(
                "{}; lines that do not stand below the parent that they name: {}",
                self.differing(line, parent, (*place, rows)),
                elsewhere.len()
            );
            let remedy = "the parent counts; correct it where it is a slip".to_owned();
            let expected = "lines below their parents, where they have levels".to_owned();
            remarks.push(self.told(line, "parent_id", [found, expected, remedy]));
        }
    }
    /// What a line says twice of its holder.
    fn differing(&self, line: &BillLine, parent: &str, (place, rows): (Place, &[BillLine])) -> String {
        let below = match place {
            Place::Below(at) => format!("below `{}`", rows[at].item),
            Place::Top => "below nothing".to_owned(),
            Place::Unsaid => "below no line before it".to_owned(),
        };
        let said = match (self.nested, place) {
            (true, Place::Below(at)) => format!("stands inside `{}`", rows[at].item),
            _ => {
                let level = line.level.unwrap_or(self.top);
                format!("has level {level} in {}, {below}", self.cell("level", line))
            }
        };
        format!("`{parent}` in {}, while `{}` {said}", self.cell("parent_id", line), line.item)
    }
}
