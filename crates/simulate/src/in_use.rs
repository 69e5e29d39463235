//! Magnets in use, by the year in which they came: they wear out by the life of their goods, and no more ever comes
//! out than went in.

use std::collections::BTreeMap;
use std::sync::Arc;

use coercivity_market::chain::{Chain, Grade, User};
use coercivity_market::month::Cleared;
use coercivity_quantity::Month;
use coercivity_world::EndUse;
use coercivity_world::economy::Parameter;

use crate::period::Period;
use crate::sample::Sampled;
use crate::setting::Setting;
use crate::state::State;

const MONTHS_PER_YEAR: f64 = 12.0;
/// Years before the base year whose goods are told apart; older ones have worn out.
const PAST_YEARS: usize = 60;
/// Ages that a table of survival knows, months.
const AGES: usize = 1200;

/// Part of a year's goods that is still in use, by age in months: a Weibull distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Survival(Vec<f64>);

impl Survival {
    /// Of goods of which half are worn out after some years.
    pub fn of(median_years: f64, shape: f64) -> Self {
        let still =
            |months: usize| 0.5_f64.powf((months as f64 / (MONTHS_PER_YEAR * median_years)).powf(shape));
        Self((0..=AGES).map(still).collect())
    }
    /// Part in use at an age in months; nothing beyond the table.
    pub fn at(&self, months: f64) -> f64 {
        let age = months.max(0.0);
        let below = age as usize;
        let part = age - below as f64;
        match (self.0.get(below), self.0.get(below + 1)) {
            (Some(young), Some(old)) => young + part * (old - young),
            (Some(last), None) => *last,
            (None, _) => 0.0,
        }
    }
    /// Part of what is in use at an age that wears out within some months.
    fn leaving(&self, age: f64, months: f64) -> f64 {
        let now = self.at(age);
        if now > 0.0 { 1.0 - self.at(age + months) / now } else { 1.0 }
    }
    /// Part of what is in use that wears out in a span (beginning and length, months), by the year in which it came.
    pub fn leaving_in(&self, (from, length): (f64, f64)) -> Vec<f64> {
        let of = |year| {
            let young = age(year, from);
            self.leaving(young, age(year, from + length) - young)
        };
        (0..=year_of(from + 0.5 * length)).map(of).collect()
    }
}

/// Magnets in one user's goods, t, by the year in which they came, and what wears out of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cohorts {
    tonnes: Vec<f64>,
    /// Wearing out, t/month.
    pub worn: f64,
}

impl Cohorts {
    /// What is in use some months after the middle of the base year, when use grew by one rate before that and grows by
    /// another since. `base` is the base year's use, t/month.
    pub fn back_cast(survival: &Survival, base: f64, (past, since): (f64, f64), now: f64) -> Self {
        let years = (0..=year_of(now)).map(|year| {
            let middle = middle_of(year);
            let rate = (1.0 + if middle > 0.0 { since } else { past }).powf(middle / MONTHS_PER_YEAR) * base;
            let passed = (now - middle + 0.5 * MONTHS_PER_YEAR).clamp(0.0, MONTHS_PER_YEAR);
            rate * passed * survival.at(now - middle)
        });
        let mut it = Self { tonnes: years.collect(), worn: 0.0 };
        let leaving = |(year, tonnes): (usize, &f64)| tonnes * survival.leaving(age(year, now), 1.0);
        it.worn = it.tonnes.iter().enumerate().map(leaving).sum();
        it
    }
    /// Tonnes in use.
    pub fn in_use(&self) -> f64 {
        self.tonnes.iter().sum()
    }
    /// Lets a period of some months pass in which `came` t/month are put to use. Of each year's goods the part that
    /// is [`leaving`](Survival::leaving_in) wears out and counts as [`worn`](Self::worn); what comes belongs to the
    /// last of those years.
    pub fn pass(&mut self, leaving: &[f64], length: f64, came: f64) {
        self.tonnes.resize(leaving.len().max(self.tonnes.len()), 0.0);
        let mut worn = 0.0;
        for (tonnes, part) in self.tonnes.iter_mut().zip(leaving) {
            let out = *tonnes * part;
            *tonnes -= out;
            worn += out;
        }
        if let Some(newest) = leaving.len().checked_sub(1) {
            self.tonnes[newest] += came * length;
        }
        self.worn = worn / length;
    }
}

/// The year that a moment belongs to, counted from the oldest; `now` in months from the middle of the base year.
fn year_of(now: f64) -> usize {
    let since = ((now + 0.5 * MONTHS_PER_YEAR) / MONTHS_PER_YEAR).floor();
    (PAST_YEARS as f64 + since).max(0.0) as usize
}

/// The middle of a year, in months from that of the base year.
fn middle_of(year: usize) -> f64 {
    MONTHS_PER_YEAR * (year as f64 - PAST_YEARS as f64)
}

/// Age of a year's goods, months.
fn age(year: usize, now: f64) -> f64 {
    (now - middle_of(year)).max(0.0)
}

/// One user's goods with NdFeB magnets.
#[derive(Clone, Debug, PartialEq)]
pub struct Goods {
    /// The user.
    pub user: usize,
    /// Grade of its magnets.
    pub grade: Grade,
    /// How long they last.
    pub survival: Arc<Survival>,
    /// Yearly growth of their use before the base year.
    pub past_growth: f64,
}

/// The goods of every user of NdFeB magnets whose end use has a life.
pub(crate) fn goods(chain: &Chain, sampled: &Sampled) -> Vec<Goods> {
    let shape = sampled.values[Parameter::LifeShape];
    let lives = sampled.lives.iter();
    let survivals: BTreeMap<EndUse, Arc<Survival>> =
        lives.map(|(&it, life)| (it, Arc::new(Survival::of(life.lifetime_years, shape)))).collect();
    let of = |(user, it): (usize, &User)| {
        let (grade, life) = (it.grade?, sampled.lives.get(&it.end_use)?);
        let survival = Arc::clone(survivals.get(&it.end_use)?);
        Some(Goods { user, grade, survival, past_growth: life.past_growth })
    };
    chain.users.iter().enumerate().filter_map(of).collect()
}

/// What each user has in use at the beginning of a month, on the growth that the run assumes.
pub(crate) fn in_use_on(chain: &Chain, goods: &[Goods], growth: f64, months: f64) -> Vec<Cohorts> {
    let one = |it: &Goods| {
        Cohorts::back_cast(&it.survival, chain.users[it.user].base, (it.past_growth, growth), months)
    };
    goods.iter().map(one).collect()
}

/// Months from the middle of the base year to the first day of a month.
pub(crate) fn months_since_base(setting: &Setting, month: Month) -> f64 {
    f64::from(month.since(setting.base_middle))
}

/// Puts to use what users bought in a period, and lets what they had wear out.
pub(crate) fn wear_out(setting: &Setting, state: &mut State, cleared: &Cleared, period: Period) {
    let middle = months_since_base(setting, period.month) + period.fraction();
    let span = (middle - 0.5 * period.length, period.length);
    let mut leaving: Vec<(&Arc<Survival>, Vec<f64>)> = Vec::new();
    for (goods, cohorts) in setting.worn_out.goods.iter().zip(&mut state.in_use) {
        let known = leaving.iter().position(|it| Arc::ptr_eq(it.0, &goods.survival));
        let at = known.unwrap_or_else(|| {
            leaving.push((&goods.survival, goods.survival.leaving_in(span)));
            leaving.len() - 1
        });
        cohorts.pass(&leaving[at].1, period.length, cleared.served[goods.user].put_to_use());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_left_at_the_median_and_shares_of_a_year_sum_to_one() {
        let survival = Survival::of(15.0, 3.0);
        assert!((survival.at(180.0) - 0.5).abs() < 1e-12);
        assert_eq!(survival.at(0.0), 1.0);
        let left: f64 = (0..AGES).map(|it| survival.at(it as f64) - survival.at(it as f64 + 1.0)).sum();
        assert!((left - 1.0).abs() < 1e-9, "{left}");
    }

    #[test]
    fn nothing_comes_out_that_did_not_go_in() {
        let survival = Survival::of(5.0, 2.0);
        let mut cohorts = Cohorts::back_cast(&survival, 10.0, (0.08, 0.05), 27.0);
        let (mut now, mut had) = (27.0, cohorts.in_use());
        for month in 0..300 {
            let came = if month < 12 { 12.0 } else { 0.0 };
            let length = if month % 5 == 0 { 0.25 } else { 1.0 };
            cohorts.pass(&survival.leaving_in((now, length)), length, came);
            let has = cohorts.in_use();
            assert!((had + came * length - cohorts.worn * length - has).abs() < 1e-9 * had.max(1.0));
            assert!(cohorts.worn >= 0.0 && has >= 0.0);
            (now, had) = (now + length, has);
        }
        assert!(had < 1e-2, "what came long ago has worn out: {had}");
    }

    #[test]
    fn steady_use_wears_out_as_fast_as_it_comes() {
        let survival = Survival::of(8.0, 3.0);
        let mut cohorts = Cohorts::back_cast(&survival, 10.0, (0.0, 0.0), 0.0);
        let mean: f64 = (0..24)
            .map(|it| {
                cohorts.pass(&survival.leaving_in((f64::from(it), 1.0)), 1.0, 10.0);
                cohorts.worn
            })
            .sum::<f64>()
            / 24.0;
        assert!((mean - 10.0).abs() < 0.1, "{mean}");
    }

    #[test]
    fn a_use_that_grew_fast_wears_out_little() {
        let survival = Survival::of(18.0, 3.0);
        let worn = |past| Cohorts::back_cast(&survival, 10.0, (past, 0.05), 0.0).worn;
        assert!(worn(0.45) < 0.2 && worn(0.05) > 3.0, "{} {}", worn(0.45), worn(0.05));
    }
}
