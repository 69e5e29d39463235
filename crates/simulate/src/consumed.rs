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

/// What is used, t a month: all of it, under licence, and the rest.
type Pools = [Vec<f64>; 3];

/// Tells the demand of every place with users. Inside the supplier there is one pool; elsewhere what users have by
/// licences is theirs alone, and the rest is of the free pool or out of their stocks.
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
        let [whole, licensed, free] = sums;
        let mut keep = |tier: &str, values: Vec<f64>| {
            all.keep(["demand", &trade.id, place.as_str(), tier, "-"], values);
        };
        if place == setting.assumed.supplier {
            keep(Tier::Domestic.word(), whole.clone());
        } else {
            keep(Tier::Licensed.word(), licensed);
            keep(Tier::Free.word(), free);
        }
        keep("-", whole);
    }
}

/// What some users use, by pool.
fn pools(all: &Series<'_>, users: &[usize]) -> Pools {
    let used = |it: &Served| (it.demand - it.unmet - it.thrift - it.recipes.iter().sum::<f64>()).max(0.0);
    // What is licensed cannot be sold on: it is used before what the pool offers.
    let licensed = |it: &Served| it.licensed.clamp(0.0, used(it));
    let whole = monthly(all.path, |it| users.iter().map(|user| used(&it.cleared.served[*user])).sum());
    let part = monthly(all.path, |it| users.iter().map(|user| licensed(&it.cleared.served[*user])).sum());
    let rest = whole.iter().zip(&part).map(|(whole, part)| (whole - part).max(0.0)).collect();
    [whole, part, rest]
}
