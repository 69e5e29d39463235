//! How long goods with magnets last, and how their use grew before the base year.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::{InUseQuantity, InUseRow, Problem};
use coercivity_quantity::Estimate;

use crate::id::EndUse;

/// What a year's goods of an end use become.
#[derive(Clone, Debug, PartialEq)]
pub struct Life {
    /// Years after which half of them are worn out.
    pub lifetime_years: Estimate<f64>,
    /// Yearly growth of their use before the base year, a ratio.
    pub past_growth: Estimate<f64>,
}

/// The lives of the end uses that need one; a number that is missing or stands twice is a problem.
pub(super) fn link(
    rows: &[InUseRow],
    needed: &BTreeSet<EndUse>,
    problems: &mut Vec<Problem>,
) -> BTreeMap<EndUse, Life> {
    let mut lives = BTreeMap::new();
    for &end_use in needed {
        let mut one = |quantity: InUseQuantity, word: &str| {
            let own: Vec<&InUseRow> =
                rows.iter().filter(|it| it.end_use == end_use.as_str() && it.quantity == quantity).collect();
            if own.len() != 1 {
                let found = format!("{} rows of `{word}` for `{end_use}`", own.len());
                let line = own.get(1).map_or(0, |it| it.line);
                let remedy = format!("leave one row `{end_use},{word}`");
                problems.push(
                    Problem::in_file(InUseRow::PATH, found, "one row for each use of magnets", remedy)
                        .at(line, 0),
                );
            }
            own.first().map(|it| it.amount.clone())
        };
        let [(life, _), (growth, _)] = InUseQuantity::WORDS;
        let lifetime_years = one(InUseQuantity::Lifetime, life);
        let past_growth = one(InUseQuantity::PastGrowth, growth);
        if let (Some(lifetime_years), Some(past_growth)) = (lifetime_years, past_growth) {
            lives.insert(end_use, Life { lifetime_years, past_growth });
        }
    }
    for row in rows {
        if EndUse::new(&row.end_use).is_none_or(|it| !needed.contains(&it)) {
            let found = format!("end use `{}`", row.end_use);
            let remedy = "add the use to data/base/heavy_bearing_share.csv, or remove the row";
            problems.push(
                Problem::in_file(InUseRow::PATH, found, "a use of NdFeB magnets", remedy).at(row.line, 0),
            );
        }
    }
    lives
}

#[cfg(test)]
mod tests {
    use super::*;
    use coercivity_data::{BaseRecords, embedded};

    #[test]
    fn every_use_of_magnets_has_one_life_and_slips_are_told_at_once() {
        let base = BaseRecords::read(&embedded(), &mut Vec::new());
        let needed: BTreeSet<EndUse> =
            base.heavy_shares.iter().filter_map(|it| EndUse::new(&it.end_use)).collect();
        let mut problems = Vec::new();
        assert_eq!(link(&base.in_use, &needed, &mut problems).len(), needed.len());
        assert_eq!(problems, []);
        let mut rows = base.in_use.clone();
        rows.push(rows[0].clone());
        rows[3].end_use = "no_such_use".to_owned();
        link(&rows, &needed, &mut problems);
        assert_eq!(problems.len(), 3, "twice, missing, unknown: {problems:?}");
    }
}
