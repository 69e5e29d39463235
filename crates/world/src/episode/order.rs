//! The one order of an episode's tables: by name, whatever their order in the file, so that sums and searches that follow
//! it give the same to the last digit.

use super::{Episode, EpisodeUser, Made, Traded};

/// The same episode with its tables, and what they list, in the order of their names. Measures and practices stay as they
/// stand: of several practices the last one counts.
pub(super) fn in_order(mut it: Episode) -> Episode {
    let goods = order(&it.goods, |it| it.id.clone());
    let sums = order(&it.aggregates, |it| it.id.clone());
    it.goods = taken(it.goods, &goods);
    it.aggregates = taken(it.aggregates, &sums);
    let (good, sum) = (places(&goods), places(&sums));
    for it in &mut it.aggregates {
        let members: Vec<(usize, f64)> = it.members.iter().map(|it| (good[it.0], it.1)).collect();
        let own = order(&members, |it| it.0);
        it.members = taken(members, &own);
        if !it.shares.is_empty() {
            it.shares = taken(std::mem::take(&mut it.shares), &own);
        }
    }
    for it in &mut it.makers {
        match &mut it.makes {
            Made::Each(makes) => {
                makes.iter_mut().for_each(|it| it.0 = good[it.0]);
                makes.sort_by_key(|it| it.0);
            }
            Made::Basket(_, weights) => {
                weights.iter_mut().for_each(|it| it.0 = good[it.0]);
                weights.sort_by_key(|it| it.0);
            }
        }
    }
    for it in &mut it.lanes {
        it.good = match it.good {
            Traded::Good(it) => Traded::Good(good[it]),
            Traded::Together(it) => Traded::Together(sum[it]),
        };
    }
    for it in &mut it.users {
        it.goods.iter_mut().for_each(|it| *it = good[*it]);
        it.goods.sort_unstable();
        it.places.sort();
        it.ways.sort_by(|a, b| a.label.cmp(&b.label));
    }
    for it in &mut it.shocks {
        it.goods.iter_mut().for_each(|it| *it = good[*it]);
        it.goods.sort_unstable();
    }
    it.makers.sort_by(|a, b| a.id.cmp(&b.id));
    it.lanes.sort_by_key(|it| {
        let traded = match it.good {
            Traded::Good(it) => (0, it),
            Traded::Together(it) => (1, it),
        };
        (traded, it.from, it.to)
    });
    it.users.sort_by(|a, b| named(a).cmp(&named(b)).then(a.share.best.total_cmp(&b.share.best)));
    it.shocks.sort_by(|a, b| a.id.cmp(&b.id));
    it.projects.sort_by(|a, b| (a.class.word(), &a.place).cmp(&(b.class.word(), &b.place)));
    it.history.sort_by(|a, b| a.key.cmp(&b.key));
    it
}

fn named(it: &EpisodeUser) -> (&str, &[usize], &[crate::id::Place]) {
    (it.class.as_str(), &it.goods, &it.places)
}

/// Places in a list in the order of what stands there.
fn order<T, K: Ord>(list: &[T], name: impl Fn(&T) -> K) -> Vec<usize> {
    let mut order: Vec<usize> = (0..list.len()).collect();
    order.sort_by_key(|it| name(&list[*it]));
    order
}

/// A list in an order.
fn taken<T>(list: Vec<T>, order: &[usize]) -> Vec<T> {
    let mut list: Vec<Option<T>> = list.into_iter().map(Some).collect();
    order.iter().filter_map(|it| list.get_mut(*it).and_then(Option::take)).collect()
}

/// Where each place of a list has gone.
fn places(order: &[usize]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        places[old] = new;
    }
    places
}
