//! `--drivers`: which uncertain inputs move the headlines.

use coercivity_report::{Side, columns};
use coercivity_simulate::{Draw, Driver, Drivers, Headline, Untold, drivers, inputs};
use serde_json::{Value, json};

use super::shown::{folded, name, of};
use super::{Finished, Section};

/// Rows of the table for each headline.
const ROWS: usize = 5;
/// Inputs of `figures.json` for each headline, beyond those told apart from chance.
const KEPT: usize = 20;

const METHOD: &str = "Spearman rank correlation of each input with the number (for independent inputs the standardised \
                      rank regression coefficient); share = its square, adjusted for the draws";
const LIMIT: &str = "what inputs do only together, or up and down by turns, is not seen";

/// The inputs of all draws: ids, and `values[input][draw]`.
pub fn inputs_of(finished: &Finished<'_>) -> (Vec<String>, Vec<Vec<f64>>) {
    let seed = finished.telling.seed;
    let mut ids = Vec::new();
    let mut values: Vec<Vec<f64>> = Vec::new();
    for &number in &finished.outcome.numbers {
        let taken = inputs(finished.question, Draw::Random { seed, number });
        if ids.is_empty() {
            ids = taken.iter().map(|it| it.id.clone()).collect();
            values = vec![Vec::new(); ids.len()];
        }
        for (list, input) in values.iter_mut().zip(taken) {
            list.push(input.value);
        }
    }
    (ids, values)
}

/// Ranks the inputs for every headline.
pub fn section(finished: &Finished<'_>, width: usize) -> Section {
    let (ids, values) = inputs_of(finished);
    let question = finished.question;
    let headlines = Headline::asked(question);
    let uses = Headline::of_uses(question);
    let numbers = |it: Headline| {
        finished.outcome.draws.iter().map(|drawn| it.of(question, drawn)).collect::<Vec<f64>>()
    };
    let told = |it: &Headline| (*it, drivers(&values, &numbers(*it)));
    let answered: Vec<(Headline, Result<Drivers, Untold>)> = headlines.iter().map(told).collect();
    let of_uses: Vec<(Headline, Result<Drivers, Untold>)> = uses.iter().map(told).collect();
    let ranked: Vec<Value> =
        answered.iter().chain(&of_uses).map(|it| document(finished, it, &ids, &values)).collect();
    let json = json!({
        "method": METHOD,
        "limit": LIMIT,
        "draws": finished.outcome.draws.len(),
        "inputs": ids.len(),
        "headlines": ranked,
    });
    Section { key: "drivers", json, text: text(finished, &answered, &ids, width) }
}

fn document(
    finished: &Finished<'_>,
    (headline, answer): &(Headline, Result<Drivers, Untold>),
    ids: &[String],
    values: &[Vec<f64>],
) -> Value {
    let mut document = of(finished, *headline);
    match answer {
        Err(untold) => document["untold"] = words(*untold).into(),
        Ok(drivers) => {
            let told = drivers.told().len();
            let row = |(place, it): (usize, &Driver)| {
                let median = coercivity_quantity::quantile(&values[it.input], 0.5);
                json!({
                    "input": ids[it.input],
                    "median": median,
                    "correlation": it.correlation,
                    "correlation_p5": it.interval.0,
                    "correlation_p95": it.interval.1,
                    "share": it.share,
                    "told_from_chance": place < told,
                })
            };
            let rows = drivers.ranked.iter().enumerate().take(told.max(KEPT));
            document["correlation_by_chance"] = drivers.chance.into();
            document["drivers"] = rows.map(row).collect();
        }
    }
    document
}

/// Why there is no ranking, in words.
fn words(untold: Untold) -> &'static str {
    match untold {
        Untold::FewDraws => "fewer than 40 draws were finished",
        Untold::DoesNotVary => "the same in every draw",
    }
}

fn text(
    finished: &Finished<'_>,
    answered: &[(Headline, Result<Drivers, Untold>)],
    ids: &[String],
    width: usize,
) -> String {
    let intro = format!(
        "drivers: which of {} uncertain inputs move the answer, from {} draws. {METHOD}; in brackets the 90 % interval \
         of the correlation; {LIMIT}. Not listed is what chance alone could reach.",
        ids.len(),
        finished.outcome.draws.len(),
    );
    let mut text = folded(&intro, width);
    for (headline, answer) in answered {
        let name = name(finished, *headline);
        let drivers = match answer {
            Ok(drivers) => drivers,
            Err(untold) => {
                text.push_str(&folded(&format!("{name}: {}.", words(*untold)), width));
                continue;
            }
        };
        let told = drivers.told();
        if told.is_empty() {
            let said = format!(
                "{name}: no input stands out from chance (correlation {:.2}) at {} draws.",
                drivers.chance, drivers.draws
            );
            text.push_str(&folded(&said, width));
            continue;
        }
        let row = |it: &Driver| {
            vec![
                format!("  {}", ids[it.input]),
                format!("{:.0} %", it.share * 100.0),
                format!("{:+.2} ({:+.2}..{:+.2})", it.correlation, it.interval.0, it.interval.1),
            ]
        };
        let rows: Vec<Vec<String>> = told.iter().take(ROWS).map(row).collect();
        text.push_str(&columns(
            &[(&name, Side::Left), ("share", Side::Right), ("correlation", Side::Right)],
            &rows,
            width,
        ));
        if told.len() > ROWS {
            text.push_str(&format!("  and {} more, in figures.json\n", told.len() - ROWS));
        }
    }
    text
}
