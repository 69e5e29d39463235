//! A value that steps by day and may cease.

use crate::time::Day;

/// A step function of days: tariff rates, floors, capacities. Before the first step, and after a step to
/// `None`, the value does not exist, which is not zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated<T> {
    steps: Vec<(Day, Option<T>)>,
}

impl<T> Dated<T> {
    /// From steps in any order; `None` when two steps share a day.
    pub fn new(mut steps: Vec<(Day, Option<T>)>) -> Option<Self> {
        steps.sort_by_key(|step| step.0);
        let distinct = steps.windows(2).all(|pair| pair[0].0 < pair[1].0);
        distinct.then_some(Self { steps })
    }
    /// The value on `day`.
    pub fn on(&self, day: Day) -> Option<&T> {
        self.steps.iter().rev().find(|step| step.0 <= day).and_then(|step| step.1.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_may_cease() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let rate = Dated::new(vec![(day("2026-02-24"), None), (day("2025-11-10"), Some(10.0))]).unwrap();
        assert_eq!(rate.on(day("2025-11-09")), None);
        assert_eq!(rate.on(day("2026-02-23")), Some(&10.0));
        assert_eq!(rate.on(day("2026-02-24")), None);
    }
}
