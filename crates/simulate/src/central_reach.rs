//! Whom the law supports at central values, and on which days: what questions about a scenario's own clauses begin from.

use coercivity_quantity::Day;

use crate::binding::Binding;
use crate::path::Fault;
use crate::question::Question;
use crate::reach::supports;
use crate::sample::{Draw, Sampler};
use crate::setting::Setting;
use crate::support::Support;

/// The economy of a question at central values, before any start is hastened, and whom its law supports there.
#[derive(Debug)]
pub struct CentralReach<'a> {
    pub(crate) question: &'a Question<'a>,
    pub(crate) setting: Setting,
    pub(crate) supports: Vec<Support>,
    pub(crate) binding: Binding,
}

impl<'a> CentralReach<'a> {
    /// Works it out.
    ///
    /// # Errors
    /// [`Fault`] when even the best guesses contradict the base year.
    pub fn of(question: &'a Question<'a>) -> Result<Self, Fault> {
        let Question { world, base, scenario, regime, .. } = question;
        let setting = Setting::of(world, base, scenario, &mut Sampler::new(Draw::Central))
            .map_err(Fault::Calibration)?;
        let supports = supports(&setting.chain, world, regime);
        let binding = Binding::of(&supports, regime, scenario.from, &scenario.law);
        Ok(Self { question, setting, supports, binding })
    }

    /// Whether a support is by a measure of the scenario's own.
    pub(crate) fn is_own(&self, support: usize) -> bool {
        let of = self.supports[support].instrument;
        self.question.scenario.measures.iter().any(|it| it.id == of)
    }

    /// What a support's clause is called.
    pub(crate) fn named(&self, support: usize) -> String {
        self.supports[support].named()
    }

    /// The supports that bind in each part of the run in which these are the same.
    pub(crate) fn bound(&self) -> impl Iterator<Item = Vec<usize>> {
        let scenario = self.question.scenario;
        let span = scenario.from.first_day().zip(scenario.last_month().plus(1).first_day());
        let all: Vec<usize> = (0..self.supports.len()).collect();
        let parts = span.map_or(Vec::new(), |it| self.binding.parts(&all, it));
        parts.into_iter().map(move |(day, _): (Day, f64)| {
            all.iter().copied().filter(|it| self.binding.on(*it, day)).collect()
        })
    }
}
