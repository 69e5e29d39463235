//! Figures of a place at a stage: output, shares, quotas.

use coercivity_data::{Entry, Fact};

use super::linker::Linker;
use super::stated::{Choice, Stated, choose};
use crate::id::{Good, Place, Stage};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Statistic {
    /// What was made.
    Output,
    /// Share of the world's output, as published.
    Share,
    /// A ceiling set by a ministry.
    Quota,
    /// What could be made.
    Capacity,
    /// Capacity if what is planned is built.
    CapacityPlanned,
    /// What is to be added.
    CapacityAddition,
    /// Output expected for a later year.
    Projection,
    /// Share expected for a later year.
    ShareProjection,
    /// What left the country.
    Exports,
}

impl Statistic {
    /// The words of the files.
    pub const WORDS: [(&str, Self); 9] = [
        ("output", Self::Output),
        ("share", Self::Share),
        ("quota", Self::Quota),
        ("capacity", Self::Capacity),
        ("capacity_planned", Self::CapacityPlanned),
        ("capacity_addition", Self::CapacityAddition),
        ("projection", Self::Projection),
        ("share_projection", Self::ShareProjection),
        ("exports", Self::Exports),
    ];
}

/// What a stage figure is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageSubject {
    /// Where.
    pub place: Place,
    /// At which stage.
    pub stage: Stage,
    /// Of which good: the basket of elements is part of the definition.
    pub good: Good,
    /// What is counted.
    pub statistic: Statistic,
    /// Edition of a publication that revises itself.
    pub edition: String,
}

/// Every stage figure of the atlas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StageFigures {
    /// All rows, in the order of the file.
    pub rows: Vec<Stated<StageSubject>>,
}

impl StageFigures {
    pub(super) fn link(entries: &[Entry<Fact>], linker: &mut Linker<'_>) -> Self {
        let rows = linker.facts(entries, |linker, entry| {
            let (place, stage) = (linker.place(entry, "place"), linker.stage(entry, "stage"));
            let good = linker.good(entry, "good");
            let statistic = linker.word(entry, "statistic", &Statistic::WORDS);
            Some(StageSubject {
                place: place?,
                stage: stage?,
                good: good?,
                statistic: statistic?,
                edition: entry.text("edition").to_owned(),
            })
        });
        Self { rows }
    }
    /// Rows of one good and statistic in one whole year, in the order of the file.
    pub fn year(
        &self,
        good: Good,
        statistic: Statistic,
        year: i32,
    ) -> impl Iterator<Item = &Stated<StageSubject>> {
        self.rows.iter().filter(move |it| {
            let asked = it.subject.good == good && it.subject.statistic == statistic;
            asked && it.fact.as_of.is_year() && it.fact.as_of.year() == year
        })
    }
    /// The figure of one place, chosen by the common rule.
    pub fn of(&self, place: Place, good: Good, statistic: Statistic, year: i32) -> Choice<'_, StageSubject> {
        choose(self.year(good, statistic, year).filter(|it| it.subject.place == place))
    }
    /// The latest whole year for which a good has the statistic.
    pub fn latest(&self, good: Good, statistic: Statistic) -> Option<i32> {
        let asked =
            self.rows.iter().filter(|it| it.subject.good == good && it.subject.statistic == statistic);
        asked
            .filter(|it| it.fact.as_of.is_year() && it.fact.range.is_some())
            .map(|it| it.fact.as_of.year())
            .max()
    }
}
