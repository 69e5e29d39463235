//! What is used of a good in each place, in all and by the pool that it comes from.

use std::collections::BTreeSet;

use coercivity_market::month::Served;
use coercivity_world::Place;
use coercivity_world::episode::Episode;

use crate::group::monthly;
use crate::price_series::Tier;
use crate::recount::{Part, Series, Trade};
use crate::replay::good_of;
use crate::setting::Setting;

/// What is used, t a month: all of it, what came under licence, and what was bought from the pool.
type Pools = [Vec<f64>; 3];

/// Tells the demand of every place with users. Inside the supplier there is one pool; elsewhere what users have by
/// licences is theirs alone. What they take out of stock is part of the whole and of neither pool: nobody pays a price
/// of the month for it.
pub(crate) fn consumed(all: &mut Series<'_>, (episode, setting): (&Episode, &Setting), trade: &Trade) {
    let chain = &setting.chain;
    let own = |place: Option<Place>, part: &Part| -> Vec<usize> {
        let meant = |it: &usize| {
            let user = &chain.users[*it];
            place.is_none_or(|it| it == user.region) && chain.nodes[user.pool].stuff == part.stuff
        };
        (0..chain.users.len()).filter(meant).collect()
    };
    let users = trade.parts.iter().flat_map(|it| own(None, it));
    let places: BTreeSet<Place> = users.map(|it| chain.users[it].region).collect();
    for place in places {
        let mut sums: Pools = Default::default();
        for part in &trade.parts {
            let Some(good) = good_of(episode, part.stuff) else { continue };
            let factors = all.records.discrepancy().used(good, place);
            for (sum, pool) in sums.iter_mut().zip(pools(all, &own(Some(place), part))) {
                sum.resize(pool.len(), 0.0);
                for (at, (sum, used)) in sum.iter_mut().zip(pool).enumerate() {
                    *sum += used * factors.get(at).copied().unwrap_or(1.0);
                }
            }
        }
        let [whole, licensed, bought] = sums;
        let mut keep = |tier: &str, values: Vec<f64>| {
            all.keep(["demand", &trade.id, place.as_str(), tier, "-"], values);
        };
        if place == setting.assumed.supplier {
            keep(Tier::Domestic.word(), bought);
        } else {
            keep(Tier::Licensed.word(), licensed);
            keep(Tier::Free.word(), bought);
        }
        keep("-", whole);
    }
}

/// What some users use, by pool.
fn pools(all: &Series<'_>, users: &[usize]) -> Pools {
    let used = |it: &Served| (it.demand - it.unmet - it.thrift - it.recipes.iter().sum::<f64>()).max(0.0);
    // What is licensed cannot be sold on: it is used before what the pool offers, and what is left over is stored.
    let licensed = |it: &Served| it.licensed.min(used(it)).max(0.0);
    let bought = |it: &Served| it.bought.min(used(it) - licensed(it)).max(0.0);
    let sum = |of: &dyn Fn(&Served) -> f64| {
        monthly(all.path, |it| users.iter().map(|user| of(&it.cleared.served[*user])).sum())
    };
    [sum(&used), sum(&licensed), sum(&bought)]
}
