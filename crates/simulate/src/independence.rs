//! The independence date: from when a total cut-off would leave every use asked at 95 % or more a year later.

use coercivity_quantity::Month;

/// Remanence at and above which a use is independent.
pub const INDEPENDENT: f64 = 0.95;

/// The first month from which remanence stays at or above the mark, from remanence at months `t0` (in order); linear
/// between them. None when the last one is still below.
pub fn independence(trials: &[(Month, f64)]) -> Option<Month> {
    let last_below = trials.iter().rposition(|it| it.1 < INDEPENDENT);
    match last_below {
        None => trials.first().map(|it| it.0),
        Some(at) => {
            let ((before, low), (after, high)) = (trials[at], *trials.get(at + 1)?);
            let part = (INDEPENDENT - low) / (high - low).max(1e-12);
            let months = f64::from(after.since(before)) * part.clamp(0.0, 1.0);
            Some(before.plus(months.ceil() as i32))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn the_date_is_that_from_which_it_stays() {
        let trials = [(month("2027-01"), 0.96), (month("2028-01"), 0.91), (month("2029-01"), 0.99)];
        assert_eq!(independence(&trials), Some(month("2028-07")));
        assert_eq!(independence(&trials[..2]), None);
        assert_eq!(independence(&trials[..1]), Some(month("2027-01")));
    }
}
