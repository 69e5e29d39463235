//! Areas of a replay's series: an episode's place that is called after an area is what is left of it beside the members
//! that stand apart, and a series of the area is of all of it.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_quantity::Month;
use coercivity_world::{Place, Vocabulary};

use crate::replay::Told;

/// Quantities that add up over places.
const FLOWS: [&str; 3] = ["exports", "imports", "demand"];

/// The parts of a key that name places.
const PLACES: [usize; 2] = [2, 4];

/// Series of whole areas in place of those of their rests: flows are summed over all members, and what does not add up,
/// such as a price, is not told of an area some of whose members stand apart.
pub(crate) fn of_areas(vocabulary: &Vocabulary, told: Vec<Told>) -> Vec<Told> {
    let named: BTreeSet<&str> =
        told.iter().flat_map(|it| PLACES.map(|at| it.key[at].as_str())).filter(|it| *it != "-").collect();
    let is_area = |it: &&&str| vocabulary.place(it).is_some_and(|it| it.is_area);
    let mut areas: Vec<&str> = named.iter().filter(is_area).copied().collect();
    // What holds another comes before it: sums are of what the episode names.
    areas.sort_by_key(|it| std::cmp::Reverse(Place::new(it).map_or(0, |it| vocabulary.members(it).len())));
    let mut apart: Vec<(String, BTreeSet<String>)> = Vec::new();
    for area in areas {
        let others = named.iter().filter(|it| **it != area && is_inside(vocabulary, it, area));
        let members: BTreeSet<String> = others.map(|it| (*it).to_owned()).collect();
        if !members.is_empty() {
            apart.push((area.to_owned(), members));
        }
    }
    apart.iter().fold(told, |told, (area, members)| summed(told, area, members))
}

/// Whether a place, or every member of it, lies in an area.
fn is_inside(vocabulary: &Vocabulary, word: &str, area: &str) -> bool {
    let (Some(place), Some(area)) = (Place::new(word), Place::new(area)) else { return false };
    let members = vocabulary.members(place);
    vocabulary.lies_in(place, area)
        || !members.is_empty() && members.iter().all(|it| vocabulary.lies_in(*it, area))
}

fn summed(told: Vec<Told>, area: &str, members: &BTreeSet<String>) -> Vec<Told> {
    // Of each key of the area, month by month: the sum, and how many series it is of.
    let mut sums: BTreeMap<[String; 5], BTreeMap<Month, (f64, usize)>> = BTreeMap::new();
    let mut series: BTreeMap<[String; 5], BTreeSet<[String; 5]>> = BTreeMap::new();
    let mut kept = Vec::new();
    for it in told {
        let at = PLACES.into_iter().find(|at| it.key[*at] == area || members.contains(&it.key[*at]));
        if let Some(at) = at.filter(|_| FLOWS.contains(&it.key[0].as_str())) {
            let mut key = it.key.clone();
            area.clone_into(&mut key[at]);
            let sum = sums.entry(key.clone()).or_default().entry(it.month).or_default();
            *sum = (sum.0 + it.value, sum.1 + 1);
            series.entry(key).or_default().insert(it.key.clone());
        }
        if PLACES.iter().all(|at| it.key[*at] != area) {
            kept.push(it);
        }
    }
    for (key, months) in sums {
        let all = series.get(&key).map_or(0, BTreeSet::len);
        let whole = months.into_iter().filter(|it| it.1.1 == all);
        kept.extend(whole.map(|(month, (value, _))| Told { month, key: key.clone(), value }));
    }
    kept
}
