//! The table of headline figures: one block a buyer, one row an end use.

use coercivity_simulate::SHORTAGE;

use crate::columns::{Side, columns};
use crate::number::{in_unit, range_in_unit};
use crate::view::{Figure, FigureKind, Label, View};

use super::Page;

pub(super) fn write(view: &View, page: &mut Page) {
    if view.figures.is_empty() {
        return;
    }
    page.blank();
    let meaning = "each cell: median (P10..P90). base: service without the cut. remanence: service 12 months into a total \
                   cut. coercivity: smallest cut that brings it below 90 %. endurance: weeks until then; own stock: \
                   weeks until it is empty";
    page.hanging("", meaning);
    for buyer in &view.buyers {
        let rows: Vec<Vec<String>> = view.uses.iter().filter_map(|it| row(view, &buyer.id, it)).collect();
        if rows.is_empty() && whole(view, &buyer.id).is_empty() {
            continue;
        }
        page.blank();
        if !rows.is_empty() {
            let header = [
                (buyer.label.as_str(), Side::Left),
                ("base", Side::Right),
                ("remanence", Side::Right),
                ("coercivity", Side::Right),
                ("endurance", Side::Right),
                ("own stock", Side::Right),
                ("short from", Side::Right),
            ];
            let table = columns(&header, &rows, page.width);
            page.text.push_str(&table);
        }
        for line in whole(view, &buyer.id) {
            page.hanging("  ", &line);
        }
    }
}

/// The row of one end use: each figure's middle and its range.
fn row(view: &View, buyer: &str, end_use: &Label) -> Option<Vec<String>> {
    let find = |kind| find(view, buyer, Some(&end_use.id), kind);
    let kinds = [
        FigureKind::Remanence,
        FigureKind::Coercivity,
        FigureKind::EnduranceService,
        FigureKind::EnduranceStock,
    ];
    if kinds.iter().all(|it| find(*it).is_none()) {
        return None;
    }
    let baseline = find(FigureKind::Remanence).and_then(|it| it.baseline_p50);
    let mut cells = vec![format!("  {}", end_use.label)];
    cells.push(baseline.map_or("-".to_owned(), |it| in_unit(it, "share")));
    cells.extend(kinds.iter().map(|it| find(*it).map_or("-".to_owned(), spread)));
    cells.push(first_short(view, buyer, &end_use.id));
    Some(cells)
}

/// The lines of a buyer's figures that belong to no end use.
fn whole(view: &View, buyer: &str) -> Vec<String> {
    let kinds = [
        (FigureKind::LeverageSurplus, "leverage: lost surplus"),
        (FigureKind::LeverageProducts, "leverage: end products not made"),
    ];
    let figure = |it: &(FigureKind, &str)| Some((find(view, buyer, None, it.0)?, it.1.to_owned()));
    let said = kinds.iter().filter_map(figure);
    said.map(|(figure, name)| {
        let beside = figure
            .baseline_p50
            .map_or(String::new(), |it| format!("; baseline {}", in_unit(it, &figure.unit)));
        format!("{name} {}{beside}", spread(figure))
    })
    .collect()
}

fn find<'a>(view: &'a View, buyer: &str, end_use: Option<&str>, kind: FigureKind) -> Option<&'a Figure> {
    view.figures.iter().find(|it| it.buyer == buyer && it.end_use.as_deref() == end_use && it.figure == kind)
}

/// Middle and range: `37 % (25..50)`. An end that is none or never is left open; a middle is said in the figure's own
/// words then.
pub fn spread(figure: &Figure) -> String {
    let never = figure.text.as_deref().unwrap_or("none");
    let middle = figure.p50.map_or(never.to_owned(), |it| in_unit(it, &figure.unit));
    let range = match (figure.p10, figure.p90) {
        (Some(low), Some(high)) => range_in_unit(low, high, &figure.unit),
        (Some(low), None) => format!("{}..", in_unit(low, &figure.unit)),
        (None, Some(high)) => format!("..{}", in_unit(high, &figure.unit)),
        (None, None) => return middle.replace(" wk", ""),
    };
    if range == middle {
        return middle.replace(" wk", "");
    }
    // The unit stands behind the middle already, that of weeks in the header.
    format!("{middle} ({})", range.replace(" %", "")).replace(" wk", "")
}

/// The first month in which the median service is short.
fn first_short(view: &View, buyer: &str, end_use: &str) -> String {
    let Some(service) = view.service.iter().find(|it| it.buyer == buyer && it.end_use == end_use) else {
        return "-".to_owned();
    };
    let short = service.p50.iter().position(|it| it.is_some_and(|it| it < SHORTAGE));
    short.and_then(|it| service.months.get(it)).map_or("never".to_owned(), Clone::clone)
}
