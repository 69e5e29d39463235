//! The question turned round: what would have to be true of the inputs for something to hold.

use coercivity_quantity::quantile;

use crate::drivers::{Drivers, Untold, drivers};

/// Fewest draws that are still looked at when one condition is laid on another.
const FEWEST: usize = 10;
/// The share of draws in which it is to hold.
pub const EVEN: f64 = 0.5;

/// One input in the draws in which something holds, and in the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Apart {
    /// Place of the input.
    pub input: usize,
    /// Median where it holds.
    pub held: f64,
    /// Median where it does not.
    pub other: f64,
    /// How far the two lie apart: the rank correlation with holding, positive where more of the input goes with it.
    pub correlation: f64,
}

/// A condition, laid on those before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    /// Place of the input.
    pub input: usize,
    /// The input's median over all draws.
    pub median: f64,
    /// Whether the input lies above it.
    pub side: Side,
    /// Draws that meet this condition and all before it.
    pub draws: usize,
    /// Share of them in which it holds.
    pub share: f64,
}

/// On which side of its median an input lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// At it or above.
    Above,
    /// At it or below.
    Below,
}

/// What would have to be true.
#[derive(Clone, Debug, PartialEq)]
pub struct Inverse {
    /// Share of all draws in which it holds.
    pub share: f64,
    /// Inputs that lie apart by more than chance, the farthest first.
    pub apart: Vec<Apart>,
    /// The absolute correlation that the strongest of all inputs reaches by chance.
    pub chance: f64,
    /// Conditions one upon another, until it holds in half of the draws that meet them or no more can be told.
    pub conditions: Vec<Condition>,
}

/// Sets the draws in which something holds against the others. `inputs` has one list of values an input.
///
/// # Errors
/// [`Untold`] with too few draws, or when it holds in all draws or in none.
pub fn inverse(inputs: &[Vec<f64>], held: &[bool]) -> Result<Inverse, Untold> {
    let number: Vec<f64> = held.iter().map(|it| f64::from(u8::from(*it))).collect();
    let drivers: Drivers = drivers(inputs, &number)?;
    let median = |input: usize, wanted: bool| {
        let values = inputs[input].iter().zip(held).filter(|it| *it.1 == wanted).map(|it| *it.0);
        quantile(&values.collect::<Vec<f64>>(), 0.5).unwrap_or(f64::NAN)
    };
    let apart = drivers.told().iter().map(|it| Apart {
        input: it.input,
        held: median(it.input, true),
        other: median(it.input, false),
        correlation: it.correlation,
    });
    let apart: Vec<Apart> = apart.collect();
    let share = number.iter().sum::<f64>() / number.len() as f64;
    let conditions = conditions(inputs, held, &apart, share);
    Ok(Inverse { share, apart, chance: drivers.chance, conditions })
}

/// Lays conditions one upon another, the strongest first.
fn conditions(inputs: &[Vec<f64>], held: &[bool], apart: &[Apart], share: f64) -> Vec<Condition> {
    let mut left: Vec<usize> = (0..held.len()).collect();
    let mut conditions = Vec::new();
    let mut reached = share;
    for it in apart {
        if reached >= EVEN {
            break;
        }
        let values = &inputs[it.input];
        let median = quantile(values, 0.5).unwrap_or(f64::NAN);
        let side = if it.correlation > 0.0 { Side::Above } else { Side::Below };
        left.retain(|draw| match side {
            Side::Above => values[*draw] >= median,
            Side::Below => values[*draw] <= median,
        });
        if left.len() < FEWEST {
            break;
        }
        reached = left.iter().filter(|draw| held[**draw]).count() as f64 / left.len() as f64;
        conditions.push(Condition { input: it.input, median, side, draws: left.len(), share: reached });
    }
    conditions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::uniform::Key;

    #[test]
    fn what_must_be_true_is_found() {
        let of = |name: usize| (0..400).map(|it| Key::of(1, &format!("input.{name}")).uniform(it)).collect();
        let inputs: Vec<Vec<f64>> = (0..20).map(of).collect();
        let held: Vec<bool> = (0..400).map(|it| inputs[4][it] > 0.6 && inputs[9][it] < 0.5).collect();
        let inverse = inverse(&inputs, &held).unwrap();
        assert!((inverse.share - 0.2).abs() < 0.05);
        let mut found: Vec<usize> = inverse.apart.iter().map(|it| it.input).collect();
        found.sort_unstable();
        assert_eq!(found, [4, 9]);
        let four = inverse.apart.iter().find(|it| it.input == 4).unwrap();
        assert!((four.held - 0.8).abs() < 0.05 && four.other < 0.5 && four.correlation > 0.0);
        let last = inverse.conditions.last().unwrap();
        assert_eq!((inverse.conditions.len(), last.share >= EVEN), (2, true));
        let sides: Vec<Side> = inverse.conditions.iter().map(|it| it.side).collect();
        assert!(sides.contains(&Side::Above) && sides.contains(&Side::Below));
    }

    #[test]
    fn what_holds_in_no_draw_is_not_turned_round() {
        let inputs = vec![(0..60).map(f64::from).collect::<Vec<f64>>()];
        assert_eq!(inverse(&inputs, &[false; 60]), Err(Untold::DoesNotVary));
    }
}
