//! One draw of a question, ready to be walked: its economy, whom the law supports in it, how licences are granted.

use crate::binding::Binding;
use crate::hastened::hasten_starts;
use crate::licence::Handlings;
use crate::path::Fault;
use crate::question::Question;
use crate::reach::supports;
use crate::sample::Draw;
use crate::setting::Setting;
use crate::step::Context;
use crate::support::Support;

/// One draw of a question.
#[derive(Clone, Debug)]
pub struct DrawnEconomy {
    /// The calibrated chain and all values drawn.
    pub setting: Setting,
    /// Who is supported.
    pub supports: Vec<Support>,
    /// On which days the supports bind.
    pub binding: Binding,
    /// How licences are granted.
    pub handlings: Handlings,
}

impl DrawnEconomy {
    /// Draws everything that is uncertain.
    ///
    /// # Errors
    /// [`Fault::Calibration`] when the draw's prices and fees contradict the base year.
    pub fn of(question: &Question<'_>, draw: Draw) -> Result<Self, Fault> {
        let Question { world, base, scenario, regime, .. } = question;
        let mut setting =
            Setting::of(world, base, scenario, &mut question.sampler(draw)).map_err(Fault::Calibration)?;
        let supports = supports(&setting.chain, world, regime);
        let binding = Binding::of(&supports, regime, scenario.from, &scenario.law);
        hasten_starts(&mut setting, &supports, &binding, scenario.from);
        let handlings = Handlings::of(scenario, &setting.values, &mut question.sampler(draw));
        Ok(Self { setting, supports, binding, handlings })
    }

    /// What its runs are walked with.
    pub fn context<'a>(&'a self, question: &'a Question<'_>) -> Context<'a> {
        Context {
            setting: &self.setting,
            scenario: question.scenario,
            book: &question.book,
            regime: &question.regime,
            supports: &self.supports,
            binding: &self.binding,
            handlings: &self.handlings,
            disturbed: None,
        }
    }
}
