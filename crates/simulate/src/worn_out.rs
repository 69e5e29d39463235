//! Worn-out magnets on their way back: what of them is collected, and which plants win it back.
//!
//! At the supplier an assumed part of what recyclers made in the base year came from worn-out goods; it goes with what
//! wears out there. Elsewhere the base year's accounts know none: plants built for worn-out magnets share what is
//! collected of them where they stand.

use std::collections::BTreeMap;

use coercivity_market::chain::{Chain, Grade, Kind};
use coercivity_world::economy::Parameter;
use coercivity_world::{Element, Place};

use crate::in_use::{Cohorts, Goods, goods, in_use_on};
use crate::period::Period;
use crate::sample::Sampled;
use crate::setting::Setting;
use crate::state::State;

const MONTHS_PER_YEAR: f64 = 12.0;

/// What a draw assumes of worn-out magnets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WornOut {
    /// Goods in use, by user.
    pub goods: Vec<Goods>,
    /// Tonnes of each element in a tonne of magnets, by grade.
    contents: BTreeMap<Grade, BTreeMap<Element, f64>>,
    /// What wears out in the base year, t/month, by place and grade.
    base: BTreeMap<(Place, Grade), f64>,
    /// Part of the base year's recycling that came from worn-out goods, by activity.
    old_scrap: BTreeMap<usize, f64>,
    /// Plants that take worn-out magnets in.
    reclaimers: Vec<Reclaimer>,
}

/// What one plant wins back from magnets of one grade.
#[derive(Clone, Debug, PartialEq)]
struct Reclaimer {
    /// Its column: parts of nameplate.
    activity: usize,
    /// The project.
    project: usize,
    /// Whose worn-out magnets it takes.
    region: Place,
    /// Their grade.
    grade: Grade,
    /// Tonnes of magnets a month that its column takes at nameplate.
    tonnes: f64,
}

/// What a plant would win back at nameplate from magnets of one grade.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Won {
    /// Where the magnets wore out.
    region: Place,
    /// Their grade.
    grade: Grade,
    /// Magnets taken in, t/month.
    tonnes: f64,
    /// Oxide, t/month of element.
    pub oxide: BTreeMap<Element, f64>,
}

impl WornOut {
    /// Reads a draw's lives into a chain that has no projects yet.
    pub(crate) fn of(chain: &Chain, sampled: &Sampled, supplier: Place) -> Self {
        let goods = goods(chain, sampled);
        let growth = sampled.values[Parameter::DemandGrowth];
        let base = by_place(chain, &goods, &in_use_on(chain, &goods, growth, 0.0));
        let contents = Grade::BOTH.into_iter().map(|it| (it, chain.contents(it))).collect();
        let mut it = Self { goods, contents, base, old_scrap: BTreeMap::new(), reclaimers: Vec::new() };
        for (index, activity) in chain.activities.iter().enumerate() {
            if let Kind::Recycling(element) = activity.kind
                && activity.from == supplier
            {
                let most = sampled.values[Parameter::Recovery] * it.contained(&it.base, supplier, element);
                let share = sampled.values[Parameter::OldScrap].min(most / activity.base);
                it.old_scrap.insert(index, share);
            }
        }
        it
    }

    /// Tonnes of an element in what wears out at a place.
    fn contained(&self, worn: &BTreeMap<(Place, Grade), f64>, place: Place, element: Element) -> f64 {
        let of = |grade: Grade| {
            let content = self.contents.get(&grade).and_then(|it| it.get(&element)).copied().unwrap_or(0.0);
            content * worn.get(&(place, grade)).copied().unwrap_or(0.0)
        };
        Grade::BOTH.into_iter().map(of).sum()
    }

    /// What a plant that takes `feed` tonnes of magnets a year wins back from those that wear out in a region, in the
    /// base year's mix of grades.
    pub(crate) fn won(&self, region: Place, feed: f64, recovery: f64) -> Vec<Won> {
        let worn = |grade| self.base.get(&(region, grade)).copied().unwrap_or(0.0);
        let all: f64 = Grade::BOTH.into_iter().map(worn).sum();
        let one = |grade: Grade| {
            let tonnes = feed / MONTHS_PER_YEAR * worn(grade) / all;
            let oxide = self.contents[&grade].iter().map(|(&it, content)| (it, content * tonnes * recovery));
            Won { region, grade, tonnes, oxide: oxide.collect() }
        };
        let wins = feed > 0.0 && all > 0.0;
        Grade::BOTH.into_iter().filter(|&it| wins && worn(it) > 0.0).map(one).collect()
    }

    /// Keeps what a plant wins back as a column of the chain.
    pub(crate) fn keep(&mut self, activity: usize, project: usize, won: &Won) {
        let Won { region, grade, tonnes, .. } = *won;
        self.reclaimers.push(Reclaimer { activity, project, region, grade, tonnes });
    }
}

/// What wears out, t/month, by place and grade.
fn by_place(chain: &Chain, goods: &[Goods], in_use: &[Cohorts]) -> BTreeMap<(Place, Grade), f64> {
    let mut worn = BTreeMap::new();
    for (goods, cohorts) in goods.iter().zip(in_use) {
        *worn.entry((chain.users[goods.user].region, goods.grade)).or_default() += cohorts.worn;
    }
    worn
}

/// What bounds those who work on waste in a period, by activity: swarf and worn-out goods where the base year recycled,
/// what is collected where plants were built for it.
pub(crate) fn bounds(setting: &Setting, state: &State, period: Period) -> BTreeMap<usize, f64> {
    let WornOut { goods, reclaimers, base, .. } = &setting.worn_out;
    let worn = by_place(&setting.chain, goods, &state.in_use);
    let mut bounds = BTreeMap::new();
    for (index, activity) in setting.chain.activities.iter().enumerate() {
        if let Kind::Recycling(element) = activity.kind {
            let share = setting.worn_out.old_scrap.get(&index).copied().unwrap_or(0.0);
            let of = |worn| setting.worn_out.contained(worn, activity.from, element);
            let grown = if share > 0.0 { of(&worn) / of(base) } else { 1.0 };
            bounds.insert(index, (1.0 - share) * state.swarf[index] + share * activity.base * grown);
        }
    }
    let able = |it: &Reclaimer| {
        setting.availability(state.starts[it.project], period.month, period.fraction()) * it.tonnes
    };
    let collected = |region: Place, grade: Grade| {
        setting.values[Parameter::Collection] * worn.get(&(region, grade)).copied().unwrap_or(0.0)
    };
    for it in reclaimers {
        let here = || reclaimers.iter().filter(|other| other.region == it.region);
        let room: f64 = here().map(able).sum();
        let room_of_grade: f64 = here().filter(|other| other.grade == it.grade).map(able).sum();
        let all: f64 = Grade::BOTH.into_iter().map(|grade| collected(it.region, grade)).sum();
        // Plants take what is collected as it comes, as much as they can all together, each by its size.
        let taken = if all > 0.0 { (room / all).min(1.0) } else { 0.0 };
        let part = if room_of_grade > 0.0 { able(it) / room_of_grade } else { 0.0 };
        bounds.insert(it.activity, collected(it.region, it.grade) * taken * part / it.tonnes);
    }
    bounds
}
