//! The page of a score, and the numbers that it shows.

use std::path::Path;

use coercivity_report::view::Ablated;
use coercivity_report::{Judged, history, history_page};
use coercivity_score::skill;
use coercivity_world::episode::Episode;

use super::backtest::{Material, Scores};
use crate::failure::Failure;
use crate::write_atomic::write_atomic;

/// Writes `report.html` and `figures.json` beside the scores: one view, twice. The world's printed name and the command
/// that gives the score again stand in both.
pub fn write(
    folder: &Path,
    (scores, material, episodes, ablation): (&Scores<'_>, &Material, &[Episode], &[Ablated]),
    (world, replay): (&str, &str),
) -> Result<(), Failure> {
    let rivals: Vec<_> = scores.rivals.iter().map(|it| (it.1.clone(), skill(&scores.model, &it.2))).collect();
    let view = history(&Judged {
        model: &scores.model,
        totals: &scores.totals,
        nothing_happens: &scores.nothing_happens.all,
        rivals: &rivals,
        ablation,
        table: &material.table,
        episodes,
        sources: &material.sources.sources,
        world,
        version: env!("CARGO_PKG_VERSION"),
        replay,
    });
    let figures = serde_json::to_string_pretty(&view).map_err(|error| {
        Failure::run(format!("the figures cannot be written: {error}"), "please report this")
    })?;
    write_atomic(&folder.join("figures.json"), format!("{figures}\n").as_bytes())?;
    write_atomic(&folder.join("report.html"), history_page(&view).as_bytes())
}
