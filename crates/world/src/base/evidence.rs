//! Which figures speak of a flow, and how strongly.

use coercivity_data::Flag;
use coercivity_quantity::Citation;

use super::figure::Figure;
use super::flows::Flows;

/// What a flow rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Evidence {
    pub(super) flag: Flag,
    /// Rows of the figures that speak of the flow most strongly; none where it is what closes a balance.
    pub(super) cited: Vec<Citation>,
    /// Whether any figure speaks of the flow.
    pub(super) is_spoken_of: bool,
}

/// The evidence of every flow.
///
/// A figure of the flow alone counts first; else the sums it stands in, of which none makes it observed; else the
/// relations that end in it. A ratio between two elements of the same step says nothing about the size of either.
pub(super) fn evidence(flows: &Flows, figures: &[Figure]) -> Vec<Evidence> {
    let mut alone: Vec<Vec<&Figure>> = vec![Vec::new(); flows.keys.len()];
    let mut in_sums = alone.clone();
    let mut related = alone.clone();
    for figure in figures {
        if let [(number, _)] = figure.terms[..] {
            alone[number].push(figure);
        } else if !figure.is_relation() {
            figure.terms.iter().for_each(|it| in_sums[it.0].push(figure));
        } else {
            let first = figure.terms[0].0;
            let step = flows.keys[first].step;
            if figure.terms[1..].iter().any(|it| flows.keys[it.0].step != step) {
                in_sums[first].push(figure);
                figure.terms[1..].iter().for_each(|it| related[it.0].push(figure));
            }
        }
    }
    (0..flows.keys.len())
        .map(|number| {
            let spoken = [(&alone[number], Flag::Observed), (&in_sums[number], Flag::Derived)];
            let found = spoken.into_iter().find(|it| !it.0.is_empty());
            let (figures, best) = found.unwrap_or((&related[number], Flag::Derived));
            Evidence { is_spoken_of: found.is_some(), ..weigh(figures, best) }
        })
        .collect()
}

/// The strongest flag among the figures, never above `best`, and the rows behind it.
fn weigh(figures: &[&Figure], best: Flag) -> Evidence {
    let Some(strongest) = figures.iter().map(|it| it.flag).max() else {
        return Evidence { flag: Flag::Derived, cited: Vec::new(), is_spoken_of: false };
    };
    let mut cited: Vec<Citation> =
        figures.iter().filter(|it| it.flag == strongest).map(|it| it.cited.clone()).collect();
    cited.sort_by(|a, b| a.row.cmp(&b.row));
    cited.dedup();
    Evidence { flag: strongest.min(best), cited, is_spoken_of: true }
}
