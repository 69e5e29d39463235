//! The Herfindahl index: how few hands a stage is in, in points from 0 to 10,000.

use coercivity_data::Period;
use coercivity_quantity::{Interval, Unit, Why};

use super::finding::Finding;
use super::share::output_and_total;
use crate::atlas::Atlas;
use crate::id::Good;
use crate::vocabulary::Vocabulary;

/// The sum of squared percent shares of countries in the world's output of a good.
///
/// Tonnes of every named country are divided by the world total of the same source. What the source leaves unnamed
/// is spread thinly for the lower end (it adds nothing) and given to one more country for the upper end (it adds its
/// square); the value is the middle. `None` when the source gives no world total.
pub fn concentration(atlas: &Atlas, vocabulary: &Vocabulary, good: Good, year: i32) -> Option<Finding> {
    let mut why = Why::says("squared shares of the named countries, summed");
    let (mut named, mut squares, mut count) = (0.0, 0.0, 0);
    let mut warnings = Vec::new();
    for country in vocabulary.places().filter(|it| !it.is_area) {
        let Some((part, whole)) = output_and_total(atlas, country.id, good, year) else { continue };
        if count == 0 {
            why = why.citing(whole.fact.cited.clone());
        }
        let percent = part.fact.best.or_else(|| part.fact.middle())? / whole.fact.middle()? * 100.0;
        named += percent;
        squares += percent * percent;
        count += 1;
        why = why.citing(part.fact.cited.clone());
    }
    if count == 0 {
        return None;
    }
    let rest = (100.0 - named).max(0.0);
    if named > 100.0 {
        warnings.push(format!("the named countries add up to {named:.1} % of the published total"));
    }
    let range = Interval::between(squares, squares + rest * rest)?;
    Some(Finding {
        range,
        value: f64::midpoint(range.low(), range.high()),
        unit: Unit::Number,
        as_of: Period::Year(i16::try_from(year).ok()?),
        definition: format!(
            "Herfindahl index of {good} by country, 0 to 10,000; {count} countries named, {rest:.1} % unnamed: spread thinly \
             for the lower end, one country for the upper"
        ),
        why,
        warnings,
    })
}
