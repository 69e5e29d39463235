//! Tables of an episode that could change nothing, whatever is drawn: whoever wrote them meant something else.

use std::collections::BTreeMap;

use coercivity_data::{Problem, Section};

use super::{Episode, EpisodeMaker, Made, Moved, Shock, Traded};
use crate::id::Place;
use crate::scenario::Practice;

/// Part by which shares that were written as decimals may miss one.
const ROUNDING: f64 = 1e-6;

/// Tells every shock, practice, lane and class of users that could change nothing, and shares of users that cannot make a
/// whole.
pub(super) fn tell_idle(from: &Section, episode: &Episode, problems: &mut Vec<Problem>) {
    let tables = |key: &str| from.sections(key, &mut Vec::new());
    for (table, shock) in each(tables("shock"), &episode.shocks) {
        tell_shock(table, shock, episode, problems);
    }
    for (table, practice) in each(tables("practice"), &episode.practices) {
        tell_practice(table, practice, episode, problems);
    }
    for (table, lane) in each(tables("lane"), &episode.lanes) {
        let leaves = |good: usize| {
            uses(episode, good, lane.to)
                || episode
                    .lanes
                    .iter()
                    .any(|it| it.from == lane.to && goods_of(episode, it.good).contains(&good))
        };
        if !goods_of(episode, lane.good).into_iter().any(leaves) {
            let found = format!("a lane to {}, where nobody uses what comes", lane.to);
            let remedy = "write a [[user]] of the good there, or a lane that sends it on";
            at(table, "to", (found, "a place that uses the good or sends it on", remedy), problems);
        }
    }
    tell_shares(&tables("user"), episode, problems);
}

/// Tables with what was read of them; none when some could not be read, for then they do not stand side by side.
fn each<'a, T>(tables: Vec<&'a Section>, read: &'a [T]) -> impl Iterator<Item = (&'a Section, &'a T)> {
    let whole = tables.len() == read.len();
    tables.into_iter().zip(read).filter(move |_| whole)
}

fn tell_shock(table: &Section, shock: &Shock, episode: &Episode, problems: &mut Vec<Problem>) {
    let (first, end) = (episode.from.first_day(), episode.from.plus(episode.months as i32).first_day());
    if first.is_some_and(|it| shock.to < it) || end.is_some_and(|it| shock.from >= it) {
        let found = format!("shock `{}` from {} to {}", shock.id, shock.from, shock.to);
        let expected = format!("days of the {} months from {}", episode.months, episode.from);
        at(table, "from", (found, &expected, "move the shock, or lengthen the run"), problems);
    }
    let (all, place): (Vec<usize>, _) =
        ((0..episode.goods.len()).collect(), |it: Place| shock.place.is_none_or(|place| place == it));
    let goods = if shock.goods.is_empty() { &all } else { &shock.goods };
    let makers =
        || episode.makers.iter().any(|it| place(it.place) && goods.iter().any(|good| makes(it, *good)));
    let users = || {
        let own = |good: usize| {
            episode.users.iter().any(|it| it.goods.contains(&good) && it.places.iter().any(|it| place(*it)))
        };
        goods.iter().any(|it| own(*it))
    };
    let (strikes, who) = match shock.moves {
        Moved::Supply | Moved::Unlicensed => (makers(), "makes"),
        Moved::Demand => (users(), "uses"),
        Moved::Stocks => (users() || makers(), "holds"),
    };
    if !strikes {
        let found = format!("shock `{}` where nobody {who} the goods", shock.id);
        let expected = format!("a place and goods of which somebody {who} some");
        at(table, "id", (found, &expected, "correct the place or the goods"), problems);
    }
}

fn tell_practice(table: &Section, practice: &Practice, episode: &Episode, problems: &mut Vec<Problem>) {
    for &place in &practice.destinations {
        let ends = |lane: &&super::EpisodeLane| lane.to == place && lane.from != place;
        let meant = |lane: &super::EpisodeLane| {
            let laws = goods_of(episode, lane.good).into_iter().map(|it| episode.goods[it].law);
            practice.goods.is_empty() || laws.into_iter().any(|it| practice.goods.contains(&it))
        };
        if !episode.lanes.iter().filter(ends).any(meant) {
            let found =
                format!("practice `{}` for {place}, to which none of the goods is shipped", practice.id);
            let remedy = "name the place as the lanes do: a country inside a region goes by the region";
            at(table, "destinations", (found, "places at the end of a [[lane]]", remedy), problems);
        }
    }
}

/// Tells shares of the users of one good in one place that cannot add up to one.
fn tell_shares(tables: &[&Section], episode: &Episode, problems: &mut Vec<Problem>) {
    let mut sums: BTreeMap<(usize, Place), (f64, f64, usize)> = BTreeMap::new();
    for (table, (_, user)) in each(tables.to_vec(), &episode.users).enumerate() {
        for key in user.goods.iter().flat_map(|good| user.places.iter().map(move |it| (*good, *it))) {
            let (low, high, _) = sums.get(&key).copied().unwrap_or((0.0, 0.0, table));
            sums.insert(key, (low + user.share.low, high + user.share.high, table));
        }
    }
    for ((good, place), (low, high, table)) in sums {
        if low > 1.0 + ROUNDING || high < 1.0 - ROUNDING {
            let sum = if low == high { format!("{low}") } else { format!("{low} to {high}") };
            let found = format!("shares of `{}` in {place} that add up to {sum}", episode.goods[good].id);
            let remedy = "give each class of users its part of what the place uses";
            at(tables[table], "goods", (found, "shares that add up to 1", remedy), problems);
        }
    }
}

fn uses(episode: &Episode, good: usize, place: Place) -> bool {
    episode.users.iter().any(|it| it.goods.contains(&good) && it.places.contains(&place))
}

fn makes(maker: &EpisodeMaker, good: usize) -> bool {
    match &maker.makes {
        Made::Each(all) => all.iter().any(|it| it.0 == good),
        Made::Basket(_, all) => all.iter().any(|it| it.0 == good),
    }
}

fn goods_of(episode: &Episode, traded: Traded) -> Vec<usize> {
    match traded {
        Traded::Good(good) => vec![good],
        Traded::Together(sum) => episode.aggregates[sum].members.iter().map(|it| it.0).collect(),
    }
}

fn at(
    table: &Section,
    key: &str,
    (found, expected, remedy): (String, &str, &str),
    problems: &mut Vec<Problem>,
) {
    let said = table.placed(key);
    problems.push(Problem::in_file(&table.path, found, expected, remedy).at(said.line, said.column));
}
