//! Which uncertain inputs move a number, told from the draws that were made.
//!
//! The method is Spearman's rank correlation of the number with each input, which for inputs drawn independently is
//! the standardised rank regression coefficient. Its square, adjusted for the number of draws, is the share of the
//! variance of ranks that the input explains by itself. What acts only together with others, or both ways, is not seen.

use crate::ranks::{correlation, ranks};
use crate::uniform::Key;

/// Fewest draws from which drivers are told.
pub const DRIVER_DRAWS: usize = 40;
/// Shuffles of the number that say what chance alone reaches.
const SHUFFLES: u32 = 99;
/// Part of the shuffles in which chance stays below the mark.
const CONFIDENCE: f64 = 0.95;
/// Half the width of a 90 % interval in standard errors.
const NINETY: f64 = 1.645;
/// Variance of the transformed rank correlation times the draws less three (Fieller, Hartley and Pearson 1957).
const RANK_VARIANCE: f64 = 1.06;

/// One input's part.
#[derive(Clone, Debug, PartialEq)]
pub struct Driver {
    /// Place of the input.
    pub input: usize,
    /// Rank correlation; positive where more of the input means more of the number.
    pub correlation: f64,
    /// Its 90 % interval.
    pub interval: (f64, f64),
    /// Share of the variance of ranks.
    pub share: f64,
}

/// What moves a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Drivers {
    /// Every input that varies, the strongest first.
    pub ranked: Vec<Driver>,
    /// The absolute correlation that the strongest of all inputs reaches by chance in one of twenty runs of as many
    /// draws: what lies below is not told apart from nothing.
    pub chance: f64,
    /// Draws that were used.
    pub draws: usize,
}

impl Drivers {
    /// The inputs that stand out from chance.
    pub fn told(&self) -> &[Driver] {
        let count = self.ranked.iter().take_while(|it| it.correlation.abs() > self.chance).count();
        &self.ranked[..count]
    }
}

/// Why drivers cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untold {
    /// There are fewer draws than [`DRIVER_DRAWS`].
    FewDraws,
    /// The number is the same in every draw, or some draw does not have it.
    DoesNotVary,
}

/// Ranks inputs by how much they move a number. `inputs` are the draws' values, one list an input; `number` has one
/// value a draw.
///
/// # Errors
/// [`Untold`] when the draws cannot tell.
pub fn drivers(inputs: &[Vec<f64>], number: &[f64]) -> Result<Drivers, Untold> {
    let draws = number.len();
    if draws < DRIVER_DRAWS {
        return Err(Untold::FewDraws);
    }
    if number.iter().any(|it| it.is_nan()) || number.iter().all(|it| *it == number[0]) {
        return Err(Untold::DoesNotVary);
    }
    let number = ranks(number);
    let inputs: Vec<Vec<f64>> = inputs.iter().map(|it| ranks(it)).collect();
    let driver = |(input, values): (usize, &Vec<f64>)| {
        let correlation = correlation(values, &number)?;
        let count = draws as f64;
        let share = ((correlation * correlation * (count - 1.0) - 1.0) / (count - 2.0)).max(0.0);
        Some(Driver { input, correlation, interval: interval(correlation, draws), share })
    };
    let mut ranked: Vec<Driver> = inputs.iter().enumerate().filter_map(driver).collect();
    // Equal ones stay in the order of inputs.
    ranked.sort_by(|a, b| b.correlation.abs().total_cmp(&a.correlation.abs()));
    Ok(Drivers { ranked, chance: strongest_by_chance(&inputs, &number), draws })
}

/// The 90 % interval of a rank correlation by Fisher's transformation.
fn interval(correlation: f64, draws: usize) -> (f64, f64) {
    let error = (RANK_VARIANCE / (draws as f64 - 3.0)).sqrt();
    let middle = correlation.clamp(-1.0 + 1e-12, 1.0 - 1e-12).atanh();
    ((middle - NINETY * error).tanh(), (middle + NINETY * error).tanh())
}

/// The strongest absolute correlation of any input with a shuffled number, which knows nothing of them.
fn strongest_by_chance(inputs: &[Vec<f64>], number: &[f64]) -> f64 {
    let strongest = |shuffle: u32| {
        let shuffled = shuffled(number, shuffle);
        let of = |input: &Vec<f64>| correlation(input, &shuffled).map_or(0.0, f64::abs);
        inputs.iter().map(of).fold(0.0, f64::max)
    };
    let reached: Vec<f64> = (0..SHUFFLES).map(strongest).collect();
    coercivity_quantity::quantile(&reached, CONFIDENCE).unwrap_or(0.0)
}

/// The numbers in another order, that of an input which nothing knows of: it is spread over the draws as evenly as the
/// inputs are. The order is the same each time.
fn shuffled(numbers: &[f64], shuffle: u32) -> Vec<f64> {
    let key = Key::of(u64::from(shuffle), "shuffle");
    let of = |place: usize| key.uniform(u32::try_from(place).unwrap_or(u32::MAX));
    let mut order: Vec<(f64, usize)> = (0..numbers.len()).map(|it| (of(it), it)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut shuffled = vec![0.0; numbers.len()];
    for (number, (_, place)) in sorted.into_iter().zip(order) {
        shuffled[place] = number;
    }
    shuffled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs(draws: u32) -> Vec<Vec<f64>> {
        let of =
            |name: usize| (0..draws).map(|it| Key::of(1, &format!("input.{name}")).uniform(it)).collect();
        (0..50).map(of).collect()
    }

    #[test]
    fn shares_of_a_sum_are_those_of_its_parts() {
        let inputs = inputs(4096);
        // Variances 9, 4 and 1 of 14; the rest of the inputs does nothing.
        let sum = |draw: usize| 3.0 * inputs[7][draw] - 2.0 * inputs[21][draw] + inputs[3][draw];
        let number: Vec<f64> = (0..4096).map(sum).collect();
        let drivers = drivers(&inputs, &number).unwrap();
        let told: Vec<(usize, bool)> =
            drivers.told().iter().map(|it| (it.input, it.correlation > 0.0)).collect();
        assert_eq!(told, [(7, true), (21, false), (3, true)]);
        for (driver, part) in drivers.told().iter().zip([9.0, 4.0, 1.0]) {
            assert!((driver.share - part / 14.0).abs() < 0.03, "{driver:?} {part}");
            assert!(driver.interval.0 < driver.correlation && driver.correlation < driver.interval.1);
        }
    }

    #[test]
    fn chance_is_not_called_a_driver() {
        let inputs = inputs(60);
        let alone: Vec<f64> = (0..60).map(|it| Key::of(9, "unrelated").uniform(it)).collect();
        let drivers = drivers(&inputs, &alone).unwrap();
        assert_eq!((drivers.told().len(), drivers.ranked.len()), (0, 50));
        assert!(drivers.chance > 0.3 && drivers.chance < 0.6, "{}", drivers.chance);
    }

    #[test]
    fn what_cannot_be_told_is_said() {
        let inputs = inputs(60);
        assert_eq!(drivers(&inputs, &inputs[0][..39]), Err(Untold::FewDraws));
        assert_eq!(drivers(&inputs, &[0.9; 60]), Err(Untold::DoesNotVary));
        let mut holed = inputs[0].clone();
        holed[5] = f64::NAN;
        assert_eq!(drivers(&inputs, &holed), Err(Untold::DoesNotVary));
        // A date beyond the run is an end of the scale.
        holed[5] = f64::INFINITY;
        assert_eq!(drivers(&inputs, &holed).unwrap().ranked[0].input, 0);
    }
}
