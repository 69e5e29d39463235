//! What each of several things did together: the difference without it, or its fair share.

use std::collections::BTreeMap;

use crate::uniform::Key;

/// Most things whose every combination is run.
pub const EXACT: usize = 6;
/// Most things that are attributed at all.
pub const MOST: usize = 12;
/// Orders in which things are added where not every combination is run; each goes with its reverse.
const PAIRS_OF_ORDERS: u32 = 6;

/// What each thing did. The values are those of the runs, item for item.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// By thing, then as the runs' values.
    pub values: Vec<Vec<f64>>,
    /// Standard error of each, where orders were sampled; empty when every combination was run.
    pub errors: Vec<Vec<f64>>,
}

/// Runs that are needed.
pub fn one_out_runs(things: usize) -> usize {
    things + 1
}

/// Most runs that fair shares need.
pub fn shapley_runs(things: usize) -> usize {
    if things <= EXACT {
        1 << things
    } else {
        // All and none, and what stands between them in every order.
        2 + 2 * PAIRS_OF_ORDERS as usize * (things - 1)
    }
}

/// All together less all but one. `run` gives the values with the things of which it is told that they are there.
///
/// # Errors
/// Those of `run`.
pub fn one_out<E>(things: usize, mut run: impl FnMut(&[bool]) -> Result<Vec<f64>, E>) -> Result<Shares, E> {
    let whole = run(&vec![true; things])?;
    let mut values = Vec::new();
    for thing in 0..things {
        let mut present = vec![true; things];
        present[thing] = false;
        values.push(difference(&whole, &run(&present)?));
    }
    Ok(Shares { values, errors: Vec::new() })
}

/// Shapley's value of each thing: what it adds to those before it, on average over all orders of adding them. The shares
/// sum to what all do together. Beyond [`EXACT`] things orders are sampled.
///
/// # Errors
/// Those of `run`.
pub fn shapley<E>(things: usize, mut run: impl FnMut(&[bool]) -> Result<Vec<f64>, E>) -> Result<Shares, E> {
    let mut seen: BTreeMap<Vec<bool>, Vec<f64>> = BTreeMap::new();
    let mut of = |present: &[bool]| -> Result<Vec<f64>, E> {
        if let Some(values) = seen.get(present) {
            return Ok(values.clone());
        }
        let values = run(present)?;
        seen.insert(present.to_vec(), values.clone());
        Ok(values)
    };
    // What each thing adds in each order, every order weighing the same.
    let mut added: Vec<Vec<Vec<f64>>> = vec![Vec::new(); things];
    let orders = if things <= EXACT { every_order(things) } else { sampled_orders(things) };
    for order in &orders {
        let mut present = vec![false; things];
        let mut before = of(&present)?;
        for &thing in order {
            present[thing] = true;
            let after = of(&present)?;
            added[thing].push(difference(&after, &before));
            before = after;
        }
    }
    let values = added.iter().map(|it| mean(it)).collect();
    let errors = if things <= EXACT { Vec::new() } else { added.iter().map(|it| error(it)).collect() };
    Ok(Shares { values, errors })
}

fn difference(one: &[f64], other: &[f64]) -> Vec<f64> {
    one.iter().zip(other).map(|it| it.0 - it.1).collect()
}

fn mean(lists: &[Vec<f64>]) -> Vec<f64> {
    let of = |place: usize| lists.iter().map(|it| it[place]).sum::<f64>() / lists.len() as f64;
    (0..lists.first().map_or(0, Vec::len)).map(of).collect()
}

/// Standard error of the mean of sampled orders. An order and its reverse lean on one another: their mean counts as one.
fn error(lists: &[Vec<f64>]) -> Vec<f64> {
    let pairs: Vec<Vec<f64>> = lists.chunks(2).map(mean).collect();
    let middle = mean(&pairs);
    let count = pairs.len() as f64;
    let of = |place: usize| {
        let spread: f64 = pairs.iter().map(|it| (it[place] - middle[place]).powi(2)).sum();
        (spread / (count * (count - 1.0))).sqrt()
    };
    (0..middle.len()).map(of).collect()
}

/// Every order of a few things.
fn every_order(things: usize) -> Vec<Vec<usize>> {
    let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
    for thing in 0..things {
        let longer = |order: &Vec<usize>| {
            let order = order.clone();
            (0..=thing).map(move |place| {
                let mut order = order.clone();
                order.insert(place, thing);
                order
            })
        };
        orders = orders.iter().flat_map(longer).collect();
    }
    orders
}

/// Orders that are the same in every run, each followed by its reverse.
fn sampled_orders(things: usize) -> Vec<Vec<usize>> {
    let pair = |number: u32| {
        let at = |thing: usize| Key::of(thing as u64, "order").uniform(number);
        let mut order: Vec<usize> = (0..things).collect();
        order.sort_by(|a, b| at(*a).total_cmp(&at(*b)));
        let reverse = order.iter().rev().copied().collect();
        [order, reverse]
    };
    (0..PAIRS_OF_ORDERS).flat_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Things worth 1, 2, 3 and so on, and the first two worth 6 more together.
    fn worth(present: &[bool]) -> Result<Vec<f64>, ()> {
        let alone = (1..).zip(present).map(|it| if *it.1 { f64::from(it.0) } else { 0.0 }).sum::<f64>();
        Ok(vec![alone + if present[0] && present[1] { 6.0 } else { 0.0 }])
    }

    #[test]
    fn the_fair_share_halves_what_two_do_together() {
        let mut runs = 0;
        let counted = |present: &[bool]| {
            runs += 1;
            worth(present)
        };
        let shares = shapley(3, counted).unwrap();
        let flat: Vec<f64> = shares.values.concat();
        assert!(flat.iter().zip([4.0, 5.0, 3.0]).all(|it| (it.0 - it.1).abs() < 1e-12), "{flat:?}");
        assert_eq!((runs, shares.errors.len()), (shapley_runs(3), 0));
        assert_eq!(one_out(3, worth).unwrap().values.concat(), [7.0, 8.0, 3.0]);
    }

    #[test]
    fn sampled_shares_sum_to_the_whole_and_say_their_error() {
        let mut runs = 0;
        let counted = |present: &[bool]| {
            runs += 1;
            worth(present)
        };
        let shares = shapley(8, counted).unwrap();
        let flat: Vec<f64> = shares.values.concat();
        assert!((flat.iter().sum::<f64>() - 42.0).abs() < 1e-9, "{flat:?}");
        assert!(runs <= shapley_runs(8) && runs > 20, "{runs}");
        // An order and its reverse share out what two do together evenly: no error is left here.
        assert!((flat[0] - 4.0).abs() < 1e-9 && shares.errors.concat().iter().all(|it| *it < 1e-9));
    }

    #[test]
    fn where_three_must_meet_sampling_errs_and_says_so() {
        let meet = |present: &[bool]| -> Result<Vec<f64>, ()> {
            Ok(vec![if present[..3].iter().all(|it| *it) { 3.0 } else { 0.0 }])
        };
        let shares = shapley(7, meet).unwrap();
        let flat: Vec<f64> = shares.values.concat();
        assert!((flat.iter().sum::<f64>() - 3.0).abs() < 1e-9);
        for thing in 0..3 {
            let error = shares.errors[thing][0];
            assert!((flat[thing] - 1.0).abs() <= 4.0 * error + 1e-9, "{flat:?} {:?}", shares.errors);
        }
        assert!(shares.errors[0][0] > 0.0);
    }
}
