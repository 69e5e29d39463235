//! Users of an episode's goods, as quarters of their plants: what each needs, holds and has on its way.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_market::chain::{Instead, Ran, Recipe, SmallGood, SmallLane, SmallMaker, SmallUser};
use coercivity_quantity::{DAYS_PER_MONTH, WEEKS_PER_MONTH};
use coercivity_world::economy::Parameter;
use coercivity_world::episode::{Episode, EpisodeGood, EpisodeUser, Way};
use coercivity_world::scenario::Ranged;
use coercivity_world::{Good, Place};

use crate::sample::{Draw, Values};
use crate::stream::StreamPurpose;

/// What a place takes in of a good (made there or brought there, less what it sends on) is shared out to its users.
pub(crate) fn users_of(
    episode: &Episode,
    (goods, makers, lanes): (&[SmallGood], &[SmallMaker], &[SmallLane]),
    (values, draw): (&Values, Draw),
) -> Vec<SmallUser> {
    // What nobody knows of a good's users is drawn for each good by itself, around what is drawn for all.
    let own = |good: &EpisodeGood| {
        ["cover", "stop"].map(|it| draw.own(StreamPurpose::Episode, &format!("users.{}.{it}", good.id)))
    };
    let own: Vec<[f64; 2]> = episode.goods.iter().map(own).collect();
    let taken = |good: Good, place: Place| -> f64 {
        let here = makers.iter().filter(|it| it.place == place && it.ran == Ran::Yes);
        let made: f64 = here.flat_map(|it| &it.makes).filter(|it| it.0 == good).map(|it| it.1).sum();
        let lanes = lanes.iter().filter(|it| it.good == good && it.from != it.to);
        let net = lanes.map(|it| match place {
            _ if it.to == place => it.tonnes,
            _ if it.from == place => -it.tonnes,
            _ => 0.0,
        });
        (made + net.sum::<f64>()).max(0.0)
    };
    let afloat = afloat(episode, values, draw);
    let mut drawn: Vec<(SmallUser, f64)> = Vec::new();
    for it in &episode.users {
        let row = row(episode, it);
        let ranged =
            |what: &str, it: Ranged| draw.ranged(StreamPurpose::Episode, &format!("{row}.{what}"), it);
        let share = ranged("share", it.share);
        let said = [("cover_weeks", it.cover_weeks), ("stop_factor", it.stop_factor)]
            .map(|(what, it)| it.map(|it| ranged(what, it)));
        let way = |it: &Way| {
            [("cost", it.cost_factor), ("able", it.share_able), ("lag", it.lag_months)]
                .map(|(what, range)| ranged(&format!("{}.{what}", it.label), range))
        };
        let ways: Vec<[f64; 3]> = it.ways.iter().map(way).collect();
        for (&number, &place) in it.goods.iter().flat_map(|good| it.places.iter().map(move |it| (good, it))) {
            let base = goods[number].domestic_usd_per_kg;
            let [cover, stop] = own[number];
            let cover_weeks = said[0].unwrap_or(values[Parameter::CoverUsers] * cover);
            let stop_factor = said[1].unwrap_or(values[Parameter::StopUsers] * stop);
            let recipe = |(way, &[cost, share_able, lag_months]): (&Way, &[f64; 3])| Recipe {
                label: way.label.clone(),
                cost: base * cost,
                share_able,
                lag_months,
                instead: Instead::Outside,
            };
            let recipes = it.ways.iter().zip(&ways).map(recipe).collect();
            let good = episode.goods[number].law;
            let class = it.class;
            let user = SmallUser { good, place, class, tonnes: 0.0, cover_weeks, stop_factor, recipes };
            drawn.push((user, share));
        }
    }
    let all = |good, place| -> f64 {
        drawn.iter().filter(|it| it.0.good == good && it.0.place == place).map(|it| it.1).sum()
    };
    let tonnes: Vec<f64> = drawn
        .iter()
        .map(|(user, share)| taken(user.good, user.place) * share / all(user.good, user.place).max(1e-12))
        .collect();
    drawn
        .into_iter()
        .zip(tonnes)
        .map(|((user, _), tonnes)| SmallUser { tonnes, ..user })
        .filter(|it| it.tonnes > 1e-6)
        .flat_map(|it| plants(&it, afloat.get(&it.place).copied().unwrap_or(0.0)))
        .collect()
}

/// Weeks of use that are on their way to the users of each place abroad.
fn afloat(episode: &Episode, values: &Values, draw: Draw) -> BTreeMap<Place, f64> {
    let by_sea = values[Parameter::Transit] / DAYS_PER_MONTH * WEEKS_PER_MONTH;
    let places: BTreeSet<Place> = episode.users.iter().flat_map(|it| it.places.iter().copied()).collect();
    let way = |place: Place| {
        let own = draw.own(StreamPurpose::Episode, &format!("way.{place}"));
        (values[Parameter::Way] * own).min(1.0)
    };
    let abroad = places.into_iter().filter(|it| *it != episode.supplier);
    abroad.map(|it| (it, by_sea * way(it))).collect()
}

/// What a table of users is called: its class, with all its goods and places.
fn row(episode: &Episode, user: &EpisodeUser) -> String {
    let goods: Vec<&str> = user.goods.iter().map(|it| episode.goods[*it].id.as_str()).collect();
    let places: Vec<&str> = user.places.iter().map(|it| it.as_str()).collect();
    format!("user.{}.{}.{}", user.class, goods.join("+"), places.join("+"))
}

/// Cover of the quarter of plants that hold least, and so on to that which holds most, over the mean of their class:
/// what is known is a mean only, and of all spreads with that mean the exponential one assumes least.
const PLANTS: [f64; 4] = [0.1369, 0.4768, 1.0, 2.3863];

/// A class of users as quarters of its plants: what one plant holds does not keep another running. What is on its way
/// to a plant is its own already, and comes in even if nothing more is shipped.
fn plants(class: &SmallUser, afloat_weeks: f64) -> [SmallUser; 4] {
    let share = 1.0 / PLANTS.len() as f64;
    PLANTS.map(|held| SmallUser {
        tonnes: share * class.tonnes,
        cover_weeks: held * class.cover_weeks + afloat_weeks,
        ..class.clone()
    })
}
