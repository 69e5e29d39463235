//! Measures that pay makers and hold stocks, in one period.

use coercivity_market::chain::Stuff;
use coercivity_market::month::{Cleared, Held, Holder, Month};
use coercivity_quantity::Day;
use coercivity_world::measures::Effect;

use crate::period::Period;
use crate::state::State;
use crate::step::Context;

/// What the supports of a period did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Aided {
    /// Supports that bind.
    pub binding: Vec<usize>,
    /// Stockpiles, by support and node, in the order in which their stocks stand behind the usual ones.
    pub stockpiles: Vec<(usize, usize)>,
}

/// Pays makers and holds stockpiles.
pub(crate) fn aid(context: &Context<'_>, state: &mut State, day: Day, month: &mut Month<'_>) -> Aided {
    let mut aided = Aided::default();
    let chain = &context.setting.chain;
    for (number, support) in context.supports.iter().enumerate() {
        if !support.binds(context.regime, &context.scenario.law, day) {
            continue;
        }
        aided.binding.push(number);
        for &(activity, node, output) in &support.outputs {
            month.wedge[activity] -= output * support.topping(state.prices[node], per_oxide(context, node));
        }
        let Effect::Stockpile(stock) = &support.effect else { continue };
        for &node in &support.nodes {
            let need: f64 = chain
                .users
                .iter()
                .filter(|it| it.pool == node)
                .map(|it| it.base)
                .sum::<f64>()
                .max(chain.throughput[node])
                * state.growth;
            let opening = stock.opening_cover.0 * need;
            let tonnes = *state.stockpile.entry((number, node)).or_insert(opening);
            let target = stock.cover.map_or(opening, |it| it.0 * need);
            let short = stock.release_below_service.is_some_and(|least| {
                let served = chain
                    .users
                    .iter()
                    .zip(&state.service)
                    .filter(|it| it.0.region == chain.nodes[node].place);
                served.map(|it| *it.1).fold(1.0, f64::min) < least
            });
            let fill = stock.fill.map_or(target, |it| target / it.0.max(1.0)) * month.length;
            let share =
                stock.buy_max_share_of_free_supply.map_or(f64::INFINITY, |it| it * chain.throughput[node])
                    * month.length;
            let price = chain.prices[node];
            // A released stock is worth next to nothing to its holder: it serves whoever pays more, and what nobody
            // needs yet stays.
            let wanted = if short {
                tonnes.max(1e-6)
            } else {
                (tonnes + fill.min(share)).min(target).max(tonnes.min(target)).max(1e-6)
            };
            let (expected, top) =
                if short { (1e-3 * price, 2e-3 * price) } else { (2.0 * price, 4.0 * price) };
            aided.stockpiles.push((number, node));
            month.stocks.push(Held { holder: Holder::Node(node), tonnes, target: wanted, expected, top });
        }
    }
    aided
}

fn per_oxide(context: &Context<'_>, node: usize) -> f64 {
    match context.setting.chain.nodes[node].stuff {
        Stuff::Oxide(element) => {
            context.setting.assumed.element_per_oxide.get(&element).copied().unwrap_or(1.0)
        }
        _ => 1.0,
    }
}

/// Public money: what each binding support paid its makers, thousand USD in the period.
pub(crate) fn paid(context: &Context<'_>, cleared: &Cleared, aided: &Aided, period: Period) -> Vec<f64> {
    let mut paid = vec![0.0; context.supports.len()];
    for &number in &aided.binding {
        let support = &context.supports[number];
        for &(activity, node, output) in &support.outputs {
            let topping = support.topping(cleared.prices[node], per_oxide(context, node));
            paid[number] += cleared.rates[activity] * output * topping * period.length;
        }
    }
    paid
}
