//! Headlines and inputs as people read them.

use coercivity_quantity::quantile;
use coercivity_report::view::Quantiles;
use coercivity_report::{headline_name, in_unit, range_in_unit, signed};
use coercivity_simulate::Headline;

use super::Finished;

/// What a headline is called, its buyer first.
pub fn name(finished: &Finished<'_>, headline: Headline) -> String {
    headline_name(finished.telling, headline)
}

/// P10, median and P90; none where there is none or it lies beyond the run.
pub fn quantiles(values: &[f64]) -> Quantiles {
    let at = |chance: f64| quantile(values, chance).filter(|it| it.is_finite());
    Quantiles { p10: at(0.1), p50: at(0.5), p90: at(0.9) }
}

/// Median and range of a headline: `37 % (25..50)`; what lies beyond the run says so.
pub fn spread(values: &[f64], unit: &str) -> String {
    let at = |chance: f64| quantile(values, chance);
    let one = |it: f64| if it.is_finite() { in_unit(it, unit) } else { "beyond the run".to_owned() };
    let (Some(low), Some(middle), Some(high)) = (at(0.1), at(0.5), at(0.9)) else {
        return "-".to_owned();
    };
    let range = match (low.is_finite(), high.is_finite()) {
        (true, true) => range_in_unit(low, high, unit),
        (true, false) => format!("{}..", in_unit(low, unit)),
        (false, _) => return one(middle),
    };
    let middle = one(middle);
    if range == middle {
        middle
    } else {
        format!("{middle} ({})", range.replace(" %", "").replace(" mo", ""))
    }
}

/// Median and range of a difference: `+3 (-1..+8)`; shares in percentage points.
pub fn spread_of_difference(values: &[f64], unit: &str) -> String {
    let at = |chance: f64| quantile(values, chance).map(|it| signed(it, unit));
    match (at(0.1), at(0.5), at(0.9)) {
        (Some(low), Some(middle), Some(high)) if low == middle && middle == high => middle,
        (Some(low), Some(middle), Some(high)) => format!("{middle} ({low}..{high})"),
        (None, _, _) | (_, None, _) | (_, _, None) => "-".to_owned(),
    }
}

/// A text that hangs below its first line by two blanks.
pub fn folded(words: &str, width: usize) -> String {
    let lines = coercivity_report::wrapped(words, width.saturating_sub(2));
    let line = |(number, line): (usize, &String)| {
        let before = if number == 0 { "" } else { "  " };
        format!("{before}{}\n", line.trim_end())
    };
    lines.iter().enumerate().map(line).collect()
}
