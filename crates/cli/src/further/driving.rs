//! `--drivers`: which uncertain inputs move the headlines.

use coercivity_report::{Ranking, Side, columns, headline_name, percent};
use coercivity_simulate::{Driver, Headline, TakenInputs, drivers};

use super::Finished;
use super::shown::folded;

/// Rows of the table for each headline.
const ROWS: usize = 5;

/// The inputs of all draws: ids, and `values[input][draw]`.
pub fn inputs_of(finished: &Finished<'_>) -> (Vec<String>, Vec<Vec<f64>>) {
    let numbers = &finished.outcome.numbers;
    let TakenInputs { ids, values, .. } = TakenInputs::of(finished.question, finished.telling.seed, numbers);
    (ids, values)
}

/// Ranks the inputs for every headline; the text tells those of whole buyers.
pub fn ranked(finished: &Finished<'_>, width: usize) -> (Ranking, String) {
    let (ids, values) = inputs_of(finished);
    let question = finished.question;
    let asked = Headline::asked(question);
    let told = |it: &Headline| {
        let numbers: Vec<f64> = finished.outcome.draws.iter().map(|drawn| it.of(question, drawn)).collect();
        let answer = drivers(&values, &numbers);
        (*it, numbers, answer)
    };
    let headlines = asked.iter().chain(&Headline::of_uses(question)).map(told).collect();
    let ranking = Ranking { ids, values, headlines };
    let text = text(finished, &ranking, asked.len(), width);
    (ranking, text)
}

fn text(finished: &Finished<'_>, ranking: &Ranking, asked: usize, width: usize) -> String {
    let (method, limit) = (Ranking::METHOD, Ranking::LIMIT);
    let intro = format!(
        "drivers: which of {} uncertain inputs move the answer, from {} draws. {method}; in brackets the 90 % interval \
         of the correlation; {limit}. Not listed is what chance alone could reach.",
        ranking.ids.len(),
        finished.outcome.draws.len(),
    );
    let mut text = folded(&intro, width);
    for (headline, _, answer) in ranking.headlines.iter().take(asked) {
        let name = headline_name(finished.telling, *headline);
        let drivers = match answer {
            Ok(drivers) => drivers,
            Err(untold) => {
                text.push_str(&folded(&format!("{name}: {}.", Ranking::untold_words(*untold)), width));
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
                format!("  {}", ranking.ids[it.input]),
                percent(it.share),
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
            text.push_str(&format!("  and {} more, in report.html and figures.json\n", told.len() - ROWS));
        }
    }
    text
}
