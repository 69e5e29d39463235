//! How far a number moves with an input: its median where the input is low, and where it is high.

use coercivity_quantity::quantile;

/// Some draws in which an input lies on one side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThirdOf {
    /// Median of the input in them, in the input's unit.
    pub input: f64,
    /// Median of the number in them, in the number's unit; infinite is never.
    pub number: f64,
}

/// The two ends of an input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thirds {
    /// The third of the draws in which the input is lowest.
    pub lowest: ThirdOf,
    /// The third in which it is highest.
    pub highest: ThirdOf,
}

/// The number in the third of the draws in which an input is lowest, and in that where it is highest. What comes true or
/// does not has two values and no thirds: there the draws of each value stand against one another. None where the input
/// does not vary, or in fewer than three draws. Both lists have one value a draw.
pub fn thirds(input: &[f64], number: &[f64]) -> Option<Thirds> {
    let mut draws: Vec<(f64, f64)> = input.iter().copied().zip(number.iter().copied()).collect();
    draws.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (least, most) = (draws.first()?.0, draws.last()?.0);
    if least >= most {
        return None;
    }
    let low = draws.partition_point(|it| it.0 <= least);
    let (below, above) = if draws[low].0 >= most {
        draws.split_at(low)
    } else {
        let third = draws.len() / 3;
        (&draws[..third], &draws[draws.len() - third..])
    };
    Some(Thirds { lowest: middle(below)?, highest: middle(above)? })
}

fn middle(draws: &[(f64, f64)]) -> Option<ThirdOf> {
    let median = |of: fn(&(f64, f64)) -> f64| quantile(&draws.iter().map(of).collect::<Vec<f64>>(), 0.5);
    Some(ThirdOf { input: median(|it| it.0)?, number: median(|it| it.1)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_a_line_are_its_values_in_the_outer_thirds() {
        let input: Vec<f64> = (0..9).rev().map(f64::from).collect();
        let number: Vec<f64> = input.iter().map(|it| 10.0 - it).collect();
        let thirds = thirds(&input, &number).unwrap();
        assert_eq!(thirds.lowest, ThirdOf { input: 1.0, number: 9.0 });
        assert_eq!(thirds.highest, ThirdOf { input: 7.0, number: 3.0 });
    }

    #[test]
    fn what_comes_true_or_not_is_split_by_that() {
        let input = [1.0, 1.0, 1.0, 0.0, 1.0, 1.0];
        let number = [5.0, 5.0, 6.0, f64::INFINITY, 7.0, 7.0];
        let thirds = thirds(&input, &number).unwrap();
        assert_eq!(thirds.lowest, ThirdOf { input: 0.0, number: f64::INFINITY });
        assert_eq!(thirds.highest, ThirdOf { input: 1.0, number: 6.0 });
    }

    #[test]
    fn what_does_not_vary_has_no_ends() {
        assert_eq!(thirds(&[2.0; 9], &[1.0; 9]), None);
        assert_eq!(thirds(&[1.0, 2.0, 3.0], &[f64::NAN; 3]), None);
        assert_eq!(thirds(&[], &[]), None);
    }
}
