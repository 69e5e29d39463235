//! What calibration makes of each parameter, and the file that keeps it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use coercivity_data::{Grade, POSTERIOR_FORMAT, ScoredFact, WrittenRange};
use coercivity_score::{
    IDENTIFIED_MOST, Posterior, Scored, Spoken, Totals, dependence, distances, effective, mean_crps, misses,
    posterior, weights,
};
use coercivity_simulate::Values;
use coercivity_world::economy::{Parameter, ParameterRange, Parameters};

/// Standard deviations of a rank correlation of unrelated numbers beyond which a fact's miss depends on a parameter: one
/// chance in sixteen thousand.
const INFORMS_FROM: f64 = 4.0;

/// What calibration says of one parameter.
pub struct Calibrated {
    /// Which.
    pub parameter: Parameter,
    /// Its range before.
    pub prior: WrittenRange,
    /// What the draws leave of it.
    pub posterior: Posterior,
    /// Equally weighed draws that would tell as much.
    pub effective: f64,
    /// Facts whose miss depends on it: it is weighed on these.
    pub facts: Vec<String>,
}

impl Calibrated {
    /// Whether the facts narrow it: its band is narrower by a stated part, and some fact depends on it.
    pub fn is_identified(&self) -> bool {
        self.posterior.width_over_prior <= IDENTIFIED_MOST && !self.facts.is_empty()
    }
}

/// Every uncertain parameter, from its value in each draw and what the draws say of the facts that take part.
///
/// Each parameter is weighed on the facts that depend on it alone: a distance over all facts would drown what a few of
/// them say in the scatter of the others (marginal estimates with summaries of their own: Nott, Fan, Marshall and Sisson
/// 2014).
pub fn calibrated(
    parameters: &Parameters,
    (values, rows): (&[Values], &[Spoken<'_>]),
    kept: usize,
    takes_part: impl Fn(&ScoredFact) -> bool,
) -> Vec<Calibrated> {
    let own: Vec<&ScoredFact> = rows.iter().map(|it| it.fact).filter(|it| takes_part(it)).collect();
    let ids: BTreeSet<&str> = own.iter().map(|it| it.fact.as_str()).collect();
    let missed: Vec<(&str, Vec<f64>)> = ids.into_iter().map(|it| (it, misses(rows, it))).collect();
    let uncertain = parameters.ranges().iter().filter(|it| it.low < it.high);
    let one = |range: &ParameterRange| {
        let drawn: Vec<f64> = values.iter().map(|it| it[range.parameter]).collect();
        let prior = (range.low, range.best, range.high);
        let enough = INFORMS_FROM / (drawn.len() as f64).sqrt();
        let informs = |it: &&(&str, Vec<f64>)| dependence(&drawn, &it.1) >= enough;
        let facts: Vec<String> = missed.iter().filter(informs).map(|it| it.0.to_owned()).collect();
        let distances = distances(rows, |it| facts.contains(&it.fact));
        let weights = weights(&distances, kept);
        let posterior = posterior(prior, &drawn, &weights)?;
        Some(Calibrated {
            parameter: range.parameter,
            prior,
            posterior,
            effective: effective(&weights),
            facts,
        })
    };
    uncertain.filter_map(one).collect()
}

/// The parameters with the ranges that are left of those that are identified.
pub fn narrowed(parameters: &Parameters, all: &[Calibrated]) -> Parameters {
    let mut narrowed = parameters.clone();
    for it in all.iter().filter(|it| it.is_identified()) {
        let (low, best, high) = rounded(it.posterior.range, it.prior);
        let own = parameters.range(it.parameter).clone();
        narrowed = narrowed.with(ParameterRange { low, best, high, ..own });
    }
    narrowed
}

/// How the draws were made and weighed.
pub struct Pedigree {
    /// Draws from the priors.
    pub draws: u32,
    /// Their seed.
    pub seed: u64,
    /// Draws that were kept for each parameter.
    pub kept: usize,
    /// How replays score with it and without.
    pub scores: [ReplayScore; 3],
}

/// How replays score with some ranges of the parameters.
#[derive(Clone, Debug)]
pub struct ReplayScore {
    /// Which ranges, in one word.
    pub of: &'static str,
    /// Facts inside, and coverage.
    pub totals: Totals,
    /// Mean CRPS, in widths of the facts' intervals; none without a fact that has one.
    pub crps: Option<f64>,
}

impl ReplayScore {
    /// That of scored rows.
    pub fn of(of: &'static str, rows: &[Scored<'_>]) -> Self {
        Self { of, totals: Totals::of(rows), crps: mean_crps(rows).0 }
    }
    /// Facts of grade A inside.
    pub fn grade_a_inside(&self) -> Option<f64> {
        self.totals.grades.iter().find(|it| it.0 == Grade::A).and_then(|it| it.1.facts_inside)
    }
}

impl Pedigree {
    /// Whether runs are to draw from what is left: where it scores no worse than the priors on episodes that it has not
    /// seen, and passes the gate there and on the facts that it was calibrated with.
    pub fn is_in_use(&self) -> bool {
        let [prior, calibrated, left_out] = &self.scores;
        calibrated.totals.passes()
            && left_out.totals.passes()
            && left_out.crps.zip(prior.crps).is_some_and(|(after, before)| after <= before)
    }
}

/// The file, as `data/market/posterior.toml` holds it.
pub fn text(all: &[Calibrated], pedigree: &Pedigree) -> String {
    let Pedigree { draws, seed, kept, scores } = pedigree;
    let in_use = pedigree.is_in_use();
    let mut text = format!(
        "# Written by `coercivity calibrate --draws {draws} --seed {seed} --out FILE`. Ranges of parameters that are not \
         identified\n# stay those of the tables. It is in use where it passes the gate, on episodes that it has not seen \
         with a CRPS no\n# higher than that of the priors, and on the facts it was made of; else it is a record, and all \
         ranges stay those\n# of the tables.\nformat = \"{POSTERIOR_FORMAT}\"\ndraws = {draws}\nseed = {seed}\nkept = {kept}\nin_use = {in_use}\n"
    );
    for it in scores {
        let _ = write!(text, "\n[[score]]\nof = \"{}\"\npasses = {}\n", it.of, it.totals.passes());
        let numbers = [
            ("grade_a_inside", it.grade_a_inside()),
            ("facts_inside", it.totals.all.facts_inside),
            ("coverage", it.totals.all.coverage),
            ("crps", it.crps),
        ];
        for (key, number) in numbers {
            let _ = number.map(|it| writeln!(text, "{key} = {it:.4}"));
        }
    }
    for it in all {
        let width = it.posterior.width_over_prior;
        let facts: Vec<String> = it.facts.iter().map(|it| format!("\"{it}\"")).collect();
        // Writing to a text never fails.
        let _ = write!(
            text,
            "\n[[parameter]]\nid = \"{}\"\nprior = {}\nposterior = {}\nwidth_over_prior = {width:.2}\neffective_draws = \
             {:.0}\nidentified = {}\nfacts = [{}]\n",
            it.parameter.id(),
            written(it.prior),
            written(rounded(it.posterior.range, it.prior)),
            it.effective,
            it.is_identified(),
            facts.join(", ")
        );
    }
    text
}

fn written((low, best, high): WrittenRange) -> String {
    format!("{{ low = {low}, best = {best}, high = {high} }}")
}

/// Three digits, never outside the prior: a calibration does not know more.
pub fn rounded((low, best, high): WrittenRange, (least, _, most): WrittenRange) -> WrittenRange {
    let three = |it: f64| -> f64 {
        let digits = if it == 0.0 { 2 } else { (2 - it.abs().log10().floor() as i32).clamp(0, 12) };
        format!("{it:.*}", digits as usize).parse::<f64>().unwrap_or(it).clamp(least, most)
    };
    (three(low), three(best), three(high))
}
