//! The table of headline figures: one block a buyer, one row an end use, the baseline below it.

use coercivity_simulate::{REMANENCE_MONTHS, SHORTAGE};

use crate::columns::{Side, columns};
use crate::number::{in_unit, range_in_unit, signed};
use crate::view::{Difference, Figure, FigureKind, Label, Service, View, with_article};

use super::{Page, shock_place};

/// Figures of an end use, with the head of their column and what it means.
const COLUMNS: [(FigureKind, &str, &str); 4] = [
    (FigureKind::Remanence, "remanence", "service 12 months into a total cut"),
    (FigureKind::Coercivity, "coercivity", "smallest cut that brings it below 90 %"),
    (FigureKind::EnduranceService, "endurance", "weeks of total cut until service falls below 90 %"),
    (FigureKind::EnduranceStock, "own stock", "weeks until it is empty"),
];

pub(super) fn write(view: &View, page: &mut Page) {
    if view.figures.is_empty() {
        return;
    }
    let shown: Vec<&(FigureKind, &str, &str)> = COLUMNS
        .iter()
        .filter(|it| view.figures.iter().any(|figure| figure.figure == it.0 && figure.end_use.is_some()))
        .collect();
    page.blank();
    let mut meaning = "each cell: median (P10..P90).".to_owned();
    if !view.service.is_empty() {
        meaning.push_str(&format!(" {}: {}.", service_head(view), service_meaning(view)));
    }
    for (_, name, means) in &shown {
        meaning.push_str(&format!(" {name}: {means}."));
    }
    if another_world(view) {
        let beside = beside_word(view);
        meaning.push_str(&format!(" {beside}: the same figure there."));
        if view.figures.iter().any(|it| it.difference.is_some()) {
            meaning.push_str(&format!(" difference: scenario less {beside}, draw by draw, shares in percentage points; - where a draw has no figure."));
        }
    }
    page.hanging("", &meaning);
    for buyer in &view.buyers {
        let rows: Vec<Vec<String>> =
            view.uses.iter().flat_map(|it| rows(view, &buyer.id, it, &shown)).collect();
        if rows.is_empty() && whole(view, &buyer.id).is_empty() {
            continue;
        }
        page.blank();
        if !rows.is_empty() {
            let mut header = vec![(buyer.label.as_str(), Side::Left)];
            if !view.service.is_empty() {
                header.push((service_head(view), Side::Right));
            }
            header.extend(shown.iter().map(|it| (it.1, Side::Right)));
            if !view.service.is_empty() {
                header.push(("short from", Side::Right));
            }
            let table = columns(&header, &rows, page.width);
            page.text.push_str(&table);
        }
        for line in whole(view, &buyer.id) {
            page.hanging("  ", &line);
        }
    }
}

/// Whether the figures of what stands beside are numbers of their own.
fn another_world(view: &View) -> bool {
    view.baseline.as_ref().is_some_and(|it| !it.same_figures)
}

/// Service a year after the cut-off began stands before the figures: the baseline's where that is this world without its
/// cuts, else the scenario's own.
fn service_head(view: &View) -> &'static str {
    if view.baseline.as_ref().is_some_and(|it| it.same_figures) { "base" } else { "service" }
}

fn service_meaning(view: &View) -> String {
    match view.baseline.as_ref().filter(|it| it.same_figures) {
        Some(it) => format!("service of {} in the same month", with_article(&it.word)),
        None => "service in the same month in the scenario as written".to_owned(),
    }
}

/// What stands beside, in a word.
fn beside_word(view: &View) -> &str {
    view.baseline.as_ref().map_or("", |it| &it.word)
}

/// The rows of one end use: each figure's middle and its range, then the baseline, then the difference.
fn rows(view: &View, buyer: &str, end_use: &Label, shown: &[&(FigureKind, &str, &str)]) -> Vec<Vec<String>> {
    let found: Vec<Option<&Figure>> =
        shown.iter().map(|it| find(view, buyer, Some(&end_use.id), it.0)).collect();
    if found.iter().all(Option::is_none) {
        return Vec::new();
    }
    let row = |name: String, first: Option<String>, cell: &dyn Fn(&Figure) -> String, last: String| {
        let mut cells = vec![name];
        if !view.service.is_empty() {
            cells.push(first.unwrap_or_else(|| "-".to_owned()));
        }
        cells.extend(found.iter().map(|it| it.map_or("-".to_owned(), cell)));
        if !view.service.is_empty() {
            cells.push(last);
        }
        cells
    };
    let service = view.service.iter().find(|it| it.buyer == buyer && it.end_use == end_use.id);
    let year_on = |of: fn(&Service) -> &[Option<f64>]| {
        let share = service.and_then(|it| of(it).get(year_on_place(view, it)).copied().flatten());
        share.map(|it| in_unit(it, "share"))
    };
    let short = |of: fn(&Service) -> &[Option<f64>]| {
        service.map_or("-".to_owned(), |it| first_short(&it.months, of(it)))
    };
    let own =
        if service_head(view) == "base" { year_on(|it| &it.baseline_p50) } else { year_on(|it| &it.p50) };
    let mut rows = vec![row(format!("  {}", end_use.label), own, &spread, short(|it| &it.p50))];
    if another_world(view) {
        let baseline = year_on(|it| &it.baseline_p50);
        rows.push(row(format!("    {}", beside_word(view)), baseline, &beside, short(|it| &it.baseline_p50)));
    }
    if found.iter().flatten().any(|it| it.difference.is_some()) {
        let told =
            |it: &Figure| it.difference.as_ref().map_or("-".to_owned(), |gap| difference(gap, &it.unit));
        let service = service.and_then(|it| it.difference.as_ref()?.at(year_on_place(view, it)));
        let service = service.map(|it| difference(&it, "share"));
        rows.push(row("    difference".to_owned(), service, &told, "-".to_owned()));
    }
    rows
}

/// Where month 12 after the cut-off began stands among the months of a service.
fn year_on_place(view: &View, service: &Service) -> usize {
    shock_place(view, &service.months) + REMANENCE_MONTHS as usize - 1
}

/// The baseline's middle.
fn beside(figure: &Figure) -> String {
    let never = || figure.text.clone().unwrap_or_else(|| "none".to_owned());
    figure.baseline_p50.map_or_else(never, |it| in_unit(it, &figure.unit)).replace(" wk", "")
}

/// A difference with its range, each with its sign: `+3 (-1..8)`; shares in percentage points.
pub(super) fn difference(it: &Difference, unit: &str) -> String {
    format!("{} ({}..{})", signed(it.p50, unit), signed(it.p10, unit), signed(it.p90, unit))
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
        let mut said = format!("{name} {}", spread(figure));
        if another_world(view) {
            said.push_str(&format!("; {} {}", beside_word(view), beside(figure)));
        }
        if let Some(it) = &figure.difference {
            said.push_str(&format!("; difference {}", difference(it, &figure.unit)));
        }
        said
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

/// The first month in which a median is short.
fn first_short(months: &[String], middle: &[Option<f64>]) -> String {
    let short = middle.iter().position(|it| it.is_some_and(|it| it < SHORTAGE));
    short.and_then(|it| months.get(it)).map_or("never".to_owned(), Clone::clone)
}
