//! What a plant is expected to earn, with what supports pay it.

use std::collections::BTreeMap;

use coercivity_world::measures::Fund;

use crate::effect::Aid;
use crate::promised::Promises;
use crate::state::State;
use crate::step::Context;
use crate::topping::{Promise, toppings};

/// A plant at the prices that a financier counts on.
#[derive(Clone, Debug)]
pub(crate) struct Plant<'a> {
    outlook: &'a [f64],
    activities: Vec<Earner>,
    /// Supports that are announced and pay it, by their places in the list.
    supports: Vec<usize>,
    /// What those with a limit may still spend on credits, thousand USD.
    left: BTreeMap<usize, f64>,
}

/// One activity of a plant.
#[derive(Clone, Debug)]
struct Earner {
    /// What it earns at nameplate without support, thousand USD a month.
    margin: f64,
    /// What is promised for each output: node, output of a unit, promises in their turns.
    outputs: Vec<(usize, f64, Vec<Promise>)>,
    /// Supports that credit its running cost, thousand USD a month at nameplate.
    credits: Vec<(usize, f64)>,
}

impl<'a> Plant<'a> {
    /// A plant of some activities, with the supports that are announced.
    pub(crate) fn of(
        context: &Context<'_>,
        state: &'a State,
        activities: &[usize],
        announced: &[bool],
    ) -> Self {
        let (setting, supports) = (context.setting, context.supports);
        let outlook = &state.outlook[..];
        let concerns = |number: &usize| {
            let own = |it: &usize| activities.contains(it);
            let support = &supports[*number];
            announced[*number]
                && (support.outputs.iter().any(|it| own(&it.0)) || support.credits.iter().any(own))
        };
        let concerned: Vec<usize> = (0..supports.len()).filter(concerns).collect();
        let promises = Promises::of(setting, supports, concerned.iter().copied());
        let earner = |&activity: &usize| {
            let it = &setting.chain.activities[activity];
            let margin: f64 = it.entries.iter().map(|entry| entry.1 * outlook[entry.0]).sum();
            let own = promises.outputs().filter(|(output, _)| output.0 == activity);
            let credits = concerned.iter().filter(|number| supports[**number].credits.contains(&activity));
            Earner {
                margin: margin - it.cost - 0.5 * it.slope,
                outputs: own.map(|(output, promised)| (output.1, output.2, promised.to_vec())).collect(),
                credits: credits.map(|number| (*number, supports[*number].credit(it.cost))).collect(),
            }
        };
        let activities = activities.iter().map(earner).collect();
        let left = concerned.iter().filter_map(|number| {
            let Aid::Fund(Fund { amount: Some(amount), .. }) = &supports[*number].aid else { return None };
            let spent = state.spent.get(number).copied().unwrap_or(0.0);
            Some((*number, (amount.usd() / 1e3 - spent).max(0.0)))
        });
        Self { outlook, activities, left: left.collect(), supports: concerned }
    }

    /// Supports that may pay it, by their places in the list.
    pub(crate) fn supports(&self) -> &[usize] {
        &self.supports
    }

    /// What it earns at nameplate while some supports bind, thousand USD a month; it stands still where it would lose. It
    /// runs for so many months of its nameplate, for which credits are spent.
    pub(crate) fn earns(&mut self, binds: impl Fn(usize) -> bool, months: f64) -> f64 {
        let mut earned = 0.0;
        for it in &self.activities {
            let mut own = it.margin;
            for (node, output, promised) in &it.outputs {
                let bound = promised.iter().filter(|it| binds(it.support));
                toppings(bound, self.outlook[*node], |it| own += output * it.on_the_whole());
            }
            let credited = it.credits.iter().filter(|it| binds(it.0)).map(|&(support, credit)| {
                let most = self.left.get(&support).map_or(f64::INFINITY, |it| it / months);
                (support, credit.min(most))
            });
            let credited: Vec<(usize, f64)> = credited.collect();
            own += credited.iter().map(|it| it.1).sum::<f64>();
            if own > 0.0 {
                earned += own;
                for (support, credit) in credited {
                    if let Some(left) = self.left.get_mut(&support) {
                        *left = (*left - credit * months).max(0.0);
                    }
                }
            }
        }
        earned
    }
}
