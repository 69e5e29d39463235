//! `--variants`: the scenario's `[[variant]]` tables under the same draws.

use coercivity_report::view::{Varied, VariedHeadline};
use coercivity_report::{Side, columns, headline_of};
use coercivity_simulate::{Headline, Interrupted, VersionTold};
use coercivity_world::scenario::{Scenario, Variant};

use super::shown::{folded, name, quantiles, spread};
use super::{Bars, Finished};
use crate::carry_out::{Asked, refused, scenario_asked};
use crate::failure::Failure;
use crate::scenario_edit::{Change, edited};
use crate::scenario_parents::inherited;

/// Runs every variant and sets the headlines side by side.
pub fn varied(
    finished: &Finished<'_>,
    bars: &Bars<'_>,
    width: usize,
) -> Result<((Vec<Varied>, String), Interrupted), Failure> {
    let scenario = finished.question.scenario;
    let headlines = Headline::asked(finished.question);
    let versions: Vec<Scenario> =
        scenario.variants.iter().map(|it| version(finished, it)).collect::<Result<_, _>>()?;
    let own = told_of(finished, &headlines);
    let mut told: Vec<VersionTold> = Vec::new();
    let mut interrupted = Interrupted::No;
    for (variant, version) in scenario.variants.iter().zip(&versions) {
        if interrupted == Interrupted::Yes {
            break;
        }
        let progress = bars(&format!("variant {}", variant.id), u64::from(finished.count) + 1);
        let answer = finished.versions(&*progress).told(version, &headlines).map_err(refused)?;
        interrupted = answer.interrupted;
        told.push(answer);
    }
    let varied =
        scenario.variants.iter().zip(&versions).zip(&told).map(|((variant, version), told)| Varied {
            id: variant.id.clone(),
            differs_in: version.differs_from(scenario).iter().map(|it| it.word().to_owned()).collect(),
            headlines: told_beside(finished, &headlines, &told.values, &own),
        });
    let varied: Vec<Varied> = varied.collect();
    let text = text(finished, &headlines, &own, (&versions, &told), width);
    Ok(((varied, text), interrupted))
}

/// The scenario with a variant's changes, asked as the scenario is.
fn version(finished: &Finished<'_>, variant: &Variant) -> Result<Scenario, Failure> {
    let Finished { open, asked, question, .. } = finished;
    let changes = variant.set.iter().map(|it| Change::read(&format!("{}={}", it.path, it.value)));
    let changes: Vec<Change> = changes.collect::<Result<_, _>>()?;
    let parents = inherited(&asked.text, &open.texts.bundle);
    let text = edited(&asked.text, &parents, &changes, &variant.without)?;
    let path = format!("{} [variant {}]", asked.path, variant.id);
    let version = scenario_asked(open, &Asked { path, text, ..(*asked).clone() })?;
    Ok(version.asked_like(question.scenario))
}

/// Headlines of the run itself, by headline and draw.
pub fn told_of(finished: &Finished<'_>, headlines: &[Headline]) -> Vec<Vec<f64>> {
    let Finished { question, outcome, count, .. } = *finished;
    let of = |it: &Headline| {
        if count == 0 {
            return vec![it.of(question, &outcome.central)];
        }
        let mut values = vec![f64::NAN; count as usize];
        for (number, drawn) in outcome.numbers.iter().zip(&outcome.draws) {
            values[*number as usize] = it.of(question, drawn);
        }
        values
    };
    headlines.iter().map(of).collect()
}

/// A version's headlines, and their differences from the scenario as written, draw by draw. A difference needs both: a
/// date beyond the run has none.
fn told_beside(
    finished: &Finished<'_>,
    headlines: &[Headline],
    values: &[Vec<f64>],
    own: &[Vec<f64>],
) -> Vec<VariedHeadline> {
    let one = |((headline, values), own): ((&Headline, &Vec<f64>), &Vec<f64>)| {
        let both: Vec<f64> = values.iter().zip(own).map(|it| it.0 - it.1).collect();
        let dated = |it: &f64| it.is_nan() || it.is_finite();
        let complete = values.iter().all(dated) && own.iter().all(dated);
        VariedHeadline {
            of: headline_of(finished.telling, *headline),
            quantiles: quantiles(values),
            difference: complete.then(|| quantiles(&both)),
        }
    };
    headlines.iter().zip(values).zip(own).map(one).collect()
}

fn text(
    finished: &Finished<'_>,
    headlines: &[Headline],
    own: &[Vec<f64>],
    (versions, told): (&[Scenario], &[VersionTold]),
    width: usize,
) -> String {
    let scenario = finished.question.scenario;
    let mut intro = format!(
        "variants: the scenario with some values changed, under the same draws; {}.",
        finished.basis()
    );
    for (variant, version) in scenario.variants.iter().zip(versions) {
        if version.differs_from(scenario).is_empty() {
            intro.push_str(&format!(" {} changes nothing that acts in a run.", variant.id));
        }
    }
    let mut header = vec![("", Side::Left), ("as written", Side::Right)];
    header.extend(scenario.variants.iter().take(told.len()).map(|it| (it.id.as_str(), Side::Right)));
    let row = |(place, headline): (usize, &Headline)| {
        let mut row = vec![name(finished, *headline), spread(&own[place], headline.unit())];
        row.extend(told.iter().map(|it| spread(&it.values[place], headline.unit())));
        row
    };
    let rows: Vec<Vec<String>> = headlines.iter().enumerate().map(row).collect();
    folded(&intro, width) + &columns(&header, &rows, width)
}
