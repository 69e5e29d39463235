//! What calibration makes of each parameter, and the file that keeps it.

use std::fmt::Write as _;

use coercivity_data::{POSTERIOR_FORMAT, WrittenRange};
use coercivity_score::{IDENTIFIED_MOST, Posterior, Spoken, misses, posterior, rank_correlation};
use coercivity_simulate::Values;
use coercivity_world::economy::{Parameter, ParameterRange, Parameters};

/// Standard deviations of a rank correlation of unrelated numbers beyond which a parameter moves a fact's miss: one chance
/// in sixteen thousand.
const INFORMS_FROM: f64 = 4.0;

/// What calibration says of one parameter.
pub struct Calibrated {
    /// Its id.
    pub id: &'static str,
    /// Its range before.
    pub prior: WrittenRange,
    /// What the draws leave of it.
    pub posterior: Posterior,
    /// Facts whose miss it moves.
    pub facts: Vec<String>,
}

impl Calibrated {
    /// Whether the facts narrow it: its band is narrower by a stated part, and some fact depends on it.
    pub fn is_identified(&self) -> bool {
        self.posterior.width_over_prior <= IDENTIFIED_MOST && !self.facts.is_empty()
    }
}

/// Every uncertain parameter, from its value in each draw and the draws' weights.
pub fn calibrated(
    parameters: &Parameters,
    values: &[Values],
    rows: &[Spoken<'_>],
    weights: &[f64],
) -> Vec<Calibrated> {
    let mut ids: Vec<&str> = rows.iter().map(|it| it.fact.fact.as_str()).collect();
    ids.dedup();
    let missed: Vec<(&str, Vec<f64>)> = ids.into_iter().map(|it| (it, misses(rows, it))).collect();
    let uncertain = parameters.ranges().iter().filter(|it| it.low < it.high);
    let one = |range: &ParameterRange| {
        let own: Vec<f64> = values.iter().map(|it| it[range.parameter]).collect();
        let prior = (range.low, range.best, range.high);
        let enough = INFORMS_FROM / (own.len() as f64).sqrt();
        let informs = |it: &&(&str, Vec<f64>)| rank_correlation(&own, &it.1).abs() >= enough;
        let facts = missed.iter().filter(informs).map(|it| it.0.to_owned()).collect();
        let id = Parameter::id(range.parameter);
        Some(Calibrated { id, prior, posterior: posterior(prior, &own, weights)?, facts })
    };
    uncertain.filter_map(one).collect()
}

/// How the draws were made and weighed.
pub struct Pedigree {
    /// Draws from the priors.
    pub draws: u32,
    /// Their seed.
    pub seed: u64,
    /// Draws that were kept.
    pub kept: usize,
    /// Equally weighed draws that would tell as much.
    pub effective: f64,
}

/// The file, as `data/market/posterior.toml` holds it.
pub fn text(all: &[Calibrated], pedigree: &Pedigree) -> String {
    let Pedigree { draws, seed, kept, effective } = pedigree;
    let mut text = format!(
        "# Written by `coercivity calibrate --draws {draws} --seed {seed} --out FILE`. Ranges of parameters that are not \
         identified\n# stay those of the tables.\nformat = \"{POSTERIOR_FORMAT}\"\ndraws = {draws}\nseed = {seed}\nkept = \
         {kept}\neffective_draws = {effective:.1}\n"
    );
    for it in all {
        let width = it.posterior.width_over_prior;
        let facts: Vec<String> = it.facts.iter().map(|it| format!("\"{it}\"")).collect();
        // Writing to a text never fails.
        let _ = write!(
            text,
            "\n[[parameter]]\nid = \"{}\"\nprior = {}\nposterior = {}\nwidth_over_prior = {width:.2}\nidentified = \
             {}\nfacts = [{}]\n",
            it.id,
            written(it.prior),
            written(rounded(it.posterior.range, it.prior)),
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
