//! A problem as free-format MPS with a QUADOBJ section: minimise `c'x + x'Qx / 2`.

use std::fmt::Write as _;

use super::Named;

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
