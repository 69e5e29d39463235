//! Runs `cases/market/*.toml`: small markets whose answer can be had with a pencil.
//!
//! In every place supply is `p - (autarky - 30)` and demand `(autarky + 30) - p`, so that the place gives
//! `2 (p - autarky)` to the others.
#![allow(clippy::disallowed_methods)]

use std::path::Path;

use coercivity_market::{Column, Problem, Solution, newton, referee};

/// Rate at which each place makes and uses the good when it is alone, t/month.
const ALONE: f64 = 30.0;
/// Rise of a lane's cost for Newton, which needs one: it moves the answers below the tolerance.
const RISE: f64 = 1e-7;

/// A number of a table; whole numbers count.
fn number(it: &toml::Value, key: &str) -> Option<f64> {
    let value = it.get(key)?;
    value.as_float().or_else(|| value.as_integer().map(|it| it as f64))
}

fn list<'a>(case: &'a toml::Table, key: &str) -> &'a [toml::Value] {
    case.get(key).and_then(toml::Value::as_array).map_or(&[], Vec::as_slice)
}

/// The case as a problem, with the column of each lane.
fn problem(case: &toml::Table) -> (Problem, Vec<usize>) {
    let mut problem = Problem::default();
    let places = list(case, "place");
    let column = |cost, slope, upper, entries| Column { cost, slope, upper, scale: ALONE, entries };
    for place in places {
        let row = problem.balance(-number(place, "arrives_t_per_month").unwrap_or(0.0), ALONE, 10.0);
        let autarky = number(place, "autarky_usd_per_kg").unwrap();
        problem.column(column(autarky - ALONE, 1.0, f64::INFINITY, [(row, 1.0)].into()));
        problem.column(column(-autarky - ALONE, 1.0, f64::INFINITY, [(row, -1.0)].into()));
        if let Some(cost) = number(place, "discard_usd_per_kg") {
            problem.column(column(cost, RISE, f64::INFINITY, [(row, -1.0)].into()));
        }
    }
    let row = |id: &toml::Value| places.iter().position(|it| it["id"] == *id).unwrap();
    let lanes = list(case, "lane").iter().map(|lane| {
        let cap = number(lane, "cap_t_per_month").unwrap_or(f64::INFINITY);
        let cost = number(lane, "freight_usd_per_kg").unwrap();
        problem.column(column(cost, RISE, cap, [(row(&lane["from"]), -1.0), (row(&lane["to"]), 1.0)].into()))
    });
    let lanes = lanes.collect();
    (problem, lanes)
}

/// Everything in which an answer is not what the case says.
fn misses(case: &toml::Table, lanes: &[usize], found: &Solution) -> Vec<String> {
    let mut misses = Vec::new();
    let mut compare = |what: String, expected: Option<f64>, got: f64| {
        if expected.is_some_and(|it| (it - got).abs() > 1e-4) {
            misses.push(format!("{what}: expected {expected:?}, got {got}"));
        }
    };
    let places = list(case, "place");
    for (place, &price) in places.iter().zip(&found.prices) {
        compare(format!("price in {}", place["id"]), number(place, "price_usd_per_kg"), price);
    }
    let price = |id: &toml::Value| found.prices[places.iter().position(|it| it["id"] == *id).unwrap()];
    for (lane, &column) in list(case, "lane").iter().zip(lanes) {
        let name = format!("{} to {}", lane["from"], lane["to"]);
        compare(format!("flow {name}"), number(lane, "flow_t_per_month"), found.rates[column]);
        let rent = price(&lane["to"]) - price(&lane["from"]) - number(lane, "freight_usd_per_kg").unwrap();
        compare(format!("rent {name}"), number(lane, "rent_usd_per_kg"), rent);
    }
    misses
}

#[test]
fn both_solvers_find_every_closed_form() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/market");
    let mut count = 0;
    let mut failures = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let case: toml::Table = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let (problem, lanes) = problem(&case);
        let start = vec![0.0; problem.balances.len()];
        for found in [referee(&problem).unwrap(), newton(&problem, &start).unwrap()] {
            assert!(found.certificate.residual() <= 1e-6, "{}: {:?}", path.display(), found.certificate);
            for miss in misses(&case, &lanes, &found) {
                failures.push(format!("{} by {:?}: {miss}", path.display(), found.method));
            }
        }
        count += 1;
    }
    assert!(count >= 6, "only {count} cases were found");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
