//! What inputs would have to be for a claim to hold in half of the draws, where the draws of the run do not show it.

use coercivity_report::{Side, columns, percent, significant};
use coercivity_simulate::{EVEN, Kept, Pursued};
use serde_json::{Value, json};

use super::shown::folded;

/// Rows of the table.
const ROWS: usize = 12;

/// For people.
pub fn words(pursued: &Pursued, width: usize) -> String {
    let shares: Vec<String> = pursued.shares.iter().map(|it| percent(*it)).collect();
    let Some(last) = pursued.shares.last() else {
        return folded("No draw can tell whether it holds.", width);
    };
    if pursued.kept.is_empty() {
        return folded("Narrowing: no input goes with coming nearer by more than chance.", width);
    }
    let reached = match *last >= EVEN {
        true => "It would hold in half of the draws",
        false => "Not even half of the draws are reached",
    };
    let said = format!(
        "Narrowing: {reached} with what follows kept to the better part of its range, all together (by rounds: {}).",
        shares.join(", ")
    );
    let row = |it: &Kept| {
        let values = if it.low == it.high {
            significant(it.low, 3)
        } else {
            format!("{} .. {}", significant(it.low, 3), significant(it.high, 3))
        };
        vec![format!("  {}", it.id), values, percent(it.chance)]
    };
    let rows: Vec<Vec<String>> = pursued.kept.iter().take(ROWS).map(row).collect();
    let header =
        [("  input", Side::Left), ("values kept", Side::Right), ("of its range, by chance", Side::Right)];
    let mut text = folded(&said, width) + &columns(&header, &rows, width);
    if pursued.kept.len() > ROWS {
        text.push_str(&format!("  and {} more, in figures.json\n", pursued.kept.len() - ROWS));
    }
    text
}

/// For programs.
pub fn document(pursued: &Pursued) -> Value {
    let kept = |it: &Kept| json!({ "input": it.id, "low": it.low, "high": it.high, "chance": it.chance });
    json!({ "shares": pursued.shares, "kept": pursued.kept.iter().map(kept).collect::<Vec<Value>>() })
}
