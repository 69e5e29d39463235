//! World output and reserves of about ninety minerals.

use coercivity_data::{Entry, Fact};

use super::linker::Linker;
use super::reliance::{CRITICAL, Qualifier};
use super::stated::Stated;
use crate::id::Place;

/// What is counted of a mineral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MineralStatistic {
    /// What was made or mined.
    Production,
    /// What could be.
    Capacity,
    /// What can be mined at today's prices.
    Reserves,
}

/// What a mineral figure is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MineralSubject {
    /// The mineral in the publication's words.
    pub commodity: String,
    /// Where; the published world total is its own row.
    pub place: Place,
    /// What is counted.
    pub statistic: MineralStatistic,
    /// Which series.
    pub detail: String,
    /// What the digits mean.
    pub qualifier: Qualifier,
    /// Whether it is on the critical list of 2025; `None` when not told.
    pub critical: Option<bool>,
}

pub(super) fn link(entries: &[Entry<Fact>], linker: &mut Linker<'_>) -> Vec<Stated<MineralSubject>> {
    let statistics = [
        ("production", MineralStatistic::Production),
        ("capacity", MineralStatistic::Capacity),
        ("reserves", MineralStatistic::Reserves),
    ];
    linker.facts(entries, |linker, entry| {
        let place = linker.place(entry, "place");
        let statistic = linker.word(entry, "statistic", &statistics);
        let qualifier = linker.word(entry, "qualifier", &Qualifier::WORDS);
        let critical = linker.word(entry, "critical_list_2025", &CRITICAL);
        Some(MineralSubject {
            commodity: entry.text("commodity").to_owned(),
            place: place?,
            statistic: statistic?,
            detail: entry.text("detail").to_owned(),
            qualifier: qualifier?,
            critical: critical?,
        })
    })
}
