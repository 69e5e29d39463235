//! A problem as free-format MPS with a QUADOBJ section: minimise `c'x + x'Qx / 2`.

use std::fmt::Write as _;

use super::{CONTENT, Named};

/// The text of a named problem, its optimum as comments before it.
pub fn mps(named: &Named) -> String {
    let Named { problem, balances, columns, solution, .. } = named;
    let mut text = String::new();
    let mut line = |it: String| {
        text.push_str(&it);
        text.push('\n');
    };
    line(format!("* {}", named.title));
    line("* Rates are t/month, costs USD/kg, the objective thousand USD a month. Rows are balances; the dual of a row is".into());
    line(
        "* the price of its good, USD/kg. Free format: a name is one word. RHS and duals as in c'x + x'Qx/2, Ax = b."
            .into(),
    );
    line(format!("* {CONTENT}"));
    line(format!(
        "* our objective {:?}, residual {:.1e}",
        solution.objective,
        solution.certificate.residual()
    ));
    for (name, price) in balances.iter().zip(&solution.prices) {
        line(format!("* our price {} {price:?}", word(name)));
    }
    line("NAME month".into());
    line("ROWS\n N cost".into());
    let rows: Vec<String> = balances.iter().map(|it| word(it)).collect();
    let names: Vec<String> = columns.iter().map(|it| word(it)).collect();
    rows.iter().for_each(|it| line(format!(" E {it}")));
    line("COLUMNS".into());
    for (name, column) in names.iter().zip(&problem.columns) {
        line(format!(" {name} cost {:?}", column.cost));
        for (row, coefficient) in column.summed() {
            line(format!(" {name} {} {coefficient:?}", rows[row]));
        }
    }
    line("RHS".into());
    for (row, balance) in rows.iter().zip(&problem.balances).filter(|it| it.1.right != 0.0) {
        line(format!(" rhs {row} {:?}", balance.right));
    }
    line("BOUNDS".into());
    for (name, column) in names.iter().zip(&problem.columns).filter(|it| it.1.upper.is_finite()) {
        line(format!(" UP bound {name} {:?}", column.upper));
    }
    line("QUADOBJ".into());
    for (name, column) in names.iter().zip(&problem.columns).filter(|it| it.1.slope != 0.0) {
        line(format!(" {name} {name} {:?}", column.slope));
    }
    let _ = writeln!(text, "ENDATA");
    text
}

/// A name as one word of free-format MPS.
fn word(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use coercivity_market::{Column, Problem, solve};

    use super::*;

    #[test]
    fn a_small_problem_is_written_as_solvers_read_it() {
        // One good, made at 2 USD/kg and more, used at 10 USD/kg and less: five tonnes at 5 USD/kg.
        let mut problem = Problem::default();
        let row = problem.balance(-1.0, 5.0, 5.0);
        let mut add = |cost, slope, upper, sign| {
            problem.column(Column { cost, slope, upper, scale: 5.0, entries: [(row, sign)].into() });
        };
        add(2.0, 0.75, 8.0, 1.0);
        add(-10.0, 1.0, f64::INFINITY, -1.0);
        let solution = solve(&problem, None).unwrap();
        let named = Named {
            title: "small".into(),
            balances: vec!["oxide, A".into()],
            columns: vec!["make oxide, A".into(), "use oxide, A".into()],
            start: None,
            problem,
            solution,
        };
        let text = mps(&named);
        let model: Vec<&str> = text.lines().filter(|it| !it.starts_with('*')).collect();
        let wanted = "NAME month\nROWS\n N cost\n E oxide,_A\nCOLUMNS\n make_oxide,_A cost 2.0\n make_oxide,_A oxide,_A 1.0\n\
            \x20use_oxide,_A cost -10.0\n use_oxide,_A oxide,_A -1.0\nRHS\n rhs oxide,_A -1.0\nBOUNDS\n UP bound make_oxide,_A 8.0\n\
            QUADOBJ\n make_oxide,_A make_oxide,_A 0.75\n use_oxide,_A use_oxide,_A 1.0\nENDATA";
        assert_eq!(model.join("\n"), wanted);
        // Made x, used x + 1: 2 + 0.75 x = 10 - (x + 1).
        assert!((named.solution.prices[0] - 5.0).abs() < 1e-6);
        assert!(text.contains("* our price oxide,_A "));
        let document = crate::commands::market::document::document(&named);
        assert_eq!(document["balances"][0]["name"], "oxide, A");
        assert_eq!(document["columns"][1]["upper_t_per_month"], serde_json::Value::Null);
        assert_eq!(document["columns"][0]["entries"]["oxide, A"], 1.0);
    }
}
