//! The continuous ranked probability score: how far a whole ensemble lies from what happened.

use coercivity_data::{ScoredFact, Statistic};
use coercivity_quantity::DAYS_PER_MONTH;

use crate::scored::{Scored, Status};

/// The score of an ensemble for one value, in the unit of both: mean distance to the value less half the mean distance
/// of two members (Gneiting and Raftery 2007, eq. 21). The members ascend. None without members or when one is not
/// finite.
pub fn crps(members: &[f64], value: f64) -> Option<f64> {
    if members.is_empty() || members.iter().any(|it| !it.is_finite()) {
        return None;
    }
    let count = members.len() as f64;
    let distance: f64 = members.iter().map(|it| (it - value).abs()).sum::<f64>() / count;
    // Of ascending members, member i is the larger of i pairs and the smaller of the rest.
    let weighted = |(place, member): (usize, &f64)| (2.0 * place as f64 - count + 1.0) * member;
    let spread: f64 = members.iter().enumerate().map(weighted).sum::<f64>() / (count * count);
    Some((distance - spread).max(0.0))
}

/// The score of a row in widths of its interval; none where the row is missing, its interval has no width, or a member
/// is infinite for another reason than never.
pub fn row_crps(row: &Scored<'_>) -> Option<f64> {
    let width = row.fact.high.number - row.fact.low.number;
    if row.status == Status::Missing || width <= 0.0 {
        return None;
    }
    let never = never_at(row.fact);
    let members: Vec<f64> =
        row.numbers.iter().map(|it| if *it == f64::INFINITY { never } else { *it }).collect();
    crps(&members, row.fact.value.number).map(|it| it / width)
}

/// Where never stands: at the first moment that the search no longer reached, which is the least that never says.
fn never_at(fact: &ScoredFact) -> f64 {
    let after = fact.target.last().plus(1);
    match &fact.statistic {
        Statistic::MonthsUntilYoyPositive { start } => f64::from(after.since(*start) + 1),
        Statistic::MonthsUntilFall { start, .. } => f64::from(after.since(*start)),
        Statistic::DaysUntilBelow { since, .. } => {
            after.first_day().map_or(f64::NAN, |it| it.days_since(*since).max(0) as f64)
        }
        Statistic::MonthsUntilBelow { since, .. } => {
            after.first_day().map_or(f64::NAN, |it| it.days_since(*since).max(0) as f64 / DAYS_PER_MONTH)
        }
        Statistic::Level
        | Statistic::Ratio { .. }
        | Statistic::ChangePercent { .. }
        | Statistic::YoyPercent
        | Statistic::SpreadRatio { .. }
        | Statistic::GrowthGapPoints { .. }
        | Statistic::ArcElasticity { .. }
        | Statistic::MonthsToPeak { .. }
        | Statistic::PeakLagMonths { .. }
        | Statistic::RetraceShare { .. }
        | Statistic::RecoveredShare { .. }
        | Statistic::SumOver { .. }
        | Statistic::Volatility
        | Statistic::Autocorrelation
        | Statistic::Correlation { .. }
        | Statistic::ShareOfVolumeAbove { .. }
        | Statistic::VolumeWeightedMean
        | Statistic::ShareOfSeriesAbove { .. } => f64::INFINITY,
    }
}

#[cfg(test)]
mod tests {
    use super::crps;
    use proptest::prelude::*;

    #[test]
    fn one_member_scores_its_distance() {
        assert_eq!(crps(&[3.0], 1.0), Some(2.0));
        assert_eq!(crps(&[], 1.0), None);
        assert_eq!(crps(&[1.0, f64::INFINITY], 1.0), None);
    }

    proptest! {
        /// The score is the area between the ensemble's distribution function and the step at the value.
        #[test]
        fn it_is_the_area_between_two_distributions(
            mut members in proptest::collection::vec(-50.0..50.0_f64, 1..12),
            value in -60.0..60.0_f64,
        ) {
            members.sort_by(f64::total_cmp);
            let mut edges = members.clone();
            edges.push(value);
            edges.sort_by(f64::total_cmp);
            let area: f64 = edges.windows(2).map(|it| {
                let middle = f64::midpoint(it[0], it[1]);
                let below = members.iter().filter(|member| **member <= middle).count() as f64;
                let gap = below / members.len() as f64 - f64::from(u8::from(value <= middle));
                gap * gap * (it[1] - it[0])
            }).sum();
            let score = crps(&members, value).unwrap();
            prop_assert!((score - area).abs() < 1e-9, "{score} {area}");
        }
    }
}
