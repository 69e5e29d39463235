//! A problem as one JSON document, for people and for solvers.

use serde_json::{Value, json};

use super::{CONTENT, Named};

/// Balances, columns, and our answer to them.
pub fn document(named: &Named) -> Value {
    let Named { title, problem, balances, columns, solution, .. } = named;
    let start = |row: usize| named.start.as_ref().map(|it| it[row]);
    let balances_json: Vec<Value> = balances
        .iter()
        .zip(&problem.balances)
        .enumerate()
        .map(|(row, (name, it))| {
            json!({ "name": name, "right_t_per_month": it.right, "price_usd_per_kg": solution.prices[row],
                "price_before_usd_per_kg": start(row) })
        })
        .collect();
    let columns_json: Vec<Value> = columns
        .iter()
        .zip(&problem.columns)
        .zip(&solution.rates)
        .map(|((name, it), rate)| {
            let entries: serde_json::Map<String, Value> =
                it.summed().map(|(row, coefficient)| (balances[row].clone(), coefficient.into())).collect();
            // No bound is null: JSON has no infinity.
            let upper = it.upper.is_finite().then_some(it.upper);
            json!({ "name": name, "cost_usd_per_kg": it.cost, "slope_usd_per_kg_per_t_per_month": it.slope,
                "upper_t_per_month": upper, "entries": entries, "rate_t_per_month": rate })
        })
        .collect();
    json!({
        "title": title,
        "problem": "minimise sum(cost x + slope x^2 / 2) under sum(entry x) = right in every balance, 0 <= x <= upper",
        "counted": CONTENT,
        "objective_thousand_usd_per_month": solution.objective,
        "residual": solution.certificate.residual(),
        "balances": balances_json,
        "columns": columns_json,
    })
}
