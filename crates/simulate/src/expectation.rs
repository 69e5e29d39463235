//! What holders of stocks expect, and what their stocks are worth to them.

use coercivity_market::chain::Stuff;
use coercivity_market::month::{Cleared, Holder};
use coercivity_world::economy::Parameter;

use crate::foreseen::Foreseen;
use crate::setting::Setting;
use crate::state::{State, TRADER_TOP};

/// What a trader's first tonne is worth at least over the price that it expects.
const TRADER_MARGIN: f64 = 1.25;

/// Most that a user counts its stock worth under a quota, over the price at which it stops: users begin to stop at nine
/// tenths of that.
const KEPT_MOST: f64 = 0.85;

/// Hands stocks on to the next period, with what their holders have learnt.
pub(crate) fn expect(
    setting: &Setting,
    state: &mut State,
    (cleared, foreseen): (&Cleared, &Foreseen),
    length: f64,
) {
    let (chain, values) = (&setting.chain, &setting.values);
    let learnt = 1.0 - (1.0 - values[Parameter::Expectation]).powf(length);
    for (index, held) in state.stocks.iter_mut().enumerate() {
        held.tonnes = cleared.stocks[index];
        // Holders reckon with what a quota or a closed border will make of the price, and keep what they have for that;
        // a user never so much that it would rather stop than draw on its own stock.
        let (price, foreseen) = match held.holder {
            Holder::User(user) => {
                let it = &chain.users[user];
                let foreseen = foreseen.quota[it.pool].min(KEPT_MOST * it.stop_price);
                (cleared.served[user].price.max(foreseen), foreseen)
            }
            // Behind a closed border the price is what traders ask of each other: it tells them nothing.
            Holder::Node(node) if foreseen.closed[node] > 0.0 => {
                (foreseen.closed[node], foreseen.closed[node])
            }
            Holder::Node(node) => (cleared.prices[node].max(foreseen.quota[node]), foreseen.quota[node]),
        };
        held.top = match held.holder {
            // A trader who has seen dearer times does not sell out at what it once thought dear.
            Holder::Node(node) if matches!(chain.nodes[node].stuff, Stuff::Commodity(_)) => {
                (TRADER_TOP * chain.prices[node]).max(TRADER_MARGIN * held.expected).max(foreseen)
            }
            Holder::Node(_) | Holder::User(_) => held.top.max(foreseen),
        };
        let expected = held.expected + learnt * (price - held.expected);
        held.expected = expected.clamp(0.1 * held.top, 0.95 * held.top);
    }
}
