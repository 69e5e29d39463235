//! Service over time as characters: where the median goes, and the band around it.

use crate::view::{Service, View};

use super::{Page, label};

/// Heights of the rows, from full service down.
const LEVELS: [u32; 6] = [100, 80, 60, 40, 20, 0];

/// Draws the buyer and end use that fall lowest; the page has all of them.
pub(super) fn write(view: &View, page: &mut Page) {
    let least = |it: &Service| it.p50.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    // Uses that share a pool fall alike: a thousandth that is rounding decides nothing, the first of them stands.
    let depth = |it: &Service| (1e3 * least(it)).round();
    let deepest =
        view.service.iter().filter(|it| depth(it).is_finite()).min_by(|a, b| depth(a).total_cmp(&depth(b)));
    let Some(service) = deepest else {
        return;
    };
    page.blank();
    let (buyer, end_use) = (label(&view.buyers, &service.buyer), label(&view.uses, &service.end_use));
    let more = view.service.len() - 1;
    let beside = view.baseline.as_ref().map_or(String::new(), |it| format!("  - {}", it.word));
    let others = if more > 0 { format!("; {more} more in report.html") } else { String::new() };
    page.hanging(
        "",
        &format!("service of {end_use}, {buyer}: # median  : P10..P90{beside} (the deepest fall{others})"),
    );
    for line in drawn(service, page.width.saturating_sub(8)) {
        page.line(&line);
    }
}

fn drawn(service: &Service, room: usize) -> Vec<String> {
    let months = service.months.len();
    // One mark a month where they fit, else every second, third, ... month.
    let stride = months.div_ceil(room.max(1)).max(1);
    let places: Vec<usize> = (0..months).step_by(stride).collect();
    let mut lines = Vec::new();
    for level in LEVELS {
        let marks: String = places.iter().map(|it| mark(service, *it, level)).collect();
        lines.push(format!("{level:>4} % |{}", marks.trim_end()));
    }
    lines.push(format!("       +{}", axis(service, &places)));
    lines
}

fn mark(service: &Service, month: usize, level: u32) -> char {
    let row = |values: &[Option<f64>]| values.get(month).copied().flatten().map(row_of);
    if row(&service.p50) == Some(level) {
        return '#';
    }
    if let (Some(low), Some(high)) = (row(&service.p10), row(&service.p90))
        && (low..=high).contains(&level)
    {
        return ':';
    }
    if row(&service.baseline_p50) == Some(level) { '-' } else { ' ' }
}

/// The row that a share stands in.
fn row_of(share: f64) -> u32 {
    let step = 100 / (LEVELS.len() as u32 - 1);
    let row = (share.clamp(0.0, 1.0) * 100.0 / f64::from(step)).round();
    row as u32 * step
}

/// Dashes, with each year written where it begins.
fn axis(service: &Service, places: &[usize]) -> String {
    let year = |place: usize| service.months[places[place]].get(..4).unwrap_or_default();
    let mut axis: Vec<char> = vec!['-'; places.len()];
    for place in 1..places.len() {
        if year(place) != year(place - 1) && place + 4 <= axis.len() {
            axis.splice(place..place + 4, year(place).chars().chain("----".chars()).take(4));
        }
    }
    axis.into_iter().collect()
}
