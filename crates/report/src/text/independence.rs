//! When the threat is empty, and what others said.

use crate::columns::{Side, columns};
use crate::number::percent;
use crate::view::{Independence, StageDate, View};

use super::figures::difference;
use super::{Page, label};

pub(super) fn write(view: &View, page: &mut Page) {
    let Some(first) = view.independence.first() else {
        return;
    };
    page.blank();
    let meaning = "independence: the first month from which remanence stays at or above 95 % for every use asked; below, \
                   for each use by itself, and how often each claim holds";
    page.hanging("", meaning);
    let mut header = vec![("", Side::Left)];
    header.extend(view.independence.iter().map(|it| (it.label.as_str(), Side::Right)));
    let mut rows = vec![
        row(view, "  P10", |it| month(view, it.p10.as_ref())),
        row(view, "  P50", |it| month(view, it.p50.as_ref())),
        row(view, "  P90", |it| month(view, it.p90.as_ref())),
    ];
    if let Some(beside) = view.baseline.as_ref().filter(|it| !it.same_figures) {
        rows.push(row(view, &format!("  {} P50", beside.word), |it| month(view, it.baseline_p50.as_ref())));
    }
    if view.independence.iter().any(|it| it.difference_months.is_some()) {
        let months = |it: &Independence| {
            it.difference_months.as_ref().map_or("-".to_owned(), |it| difference(it, "months"))
        };
        rows.push(row(view, "  difference, months", months));
    }
    for own in &first.use_dates {
        let name = format!("  {} alone, P50", label(&view.uses, &own.end_use));
        rows.push(row(view, &name, |it| {
            let date = it.use_dates.iter().find(|it| it.end_use == own.end_use);
            date.map_or("-".to_owned(), |it| month(view, it.p50.as_ref()))
        }));
    }
    for (place, claim) in first.claims.iter().enumerate() {
        let name = format!("  \"{}\", {}", claim.label, claim.who);
        rows.push(row(view, &name, |it| {
            let held = it.claims.get(place).and_then(|it| it.probability);
            held.map_or("untested".to_owned(), percent)
        }));
    }
    let table = columns(&header, &rows, page.width);
    page.text.push_str(&table);
    stages(view, page);
}

/// For each buyer, every use under a total cut and under cuts that begin further down the chain.
fn stages(view: &View, page: &mut Page) {
    let asked: Vec<&Independence> =
        view.independence.iter().filter(|it| !it.stage_dates.is_empty()).collect();
    if asked.is_empty() {
        return;
    }
    page.blank();
    let meaning = "independence by stage, P50: the same date for cuts that begin further down the chain; what the \
                   supplier makes before that stage is still sold";
    page.hanging("", meaning);
    for own in asked {
        let heads: Vec<String> = own.stage_dates.iter().map(|it| cut_words(&it.stage)).collect();
        let mut header = vec![(own.label.as_str(), Side::Left), ("total cut", Side::Right)];
        header.extend(heads.iter().map(|it| (it.as_str(), Side::Right)));
        let cells = |name: String, total: Option<&String>, of: &dyn Fn(&StageDate) -> Option<String>| {
            let later = own.stage_dates.iter().map(|it| month(view, of(it).as_ref()));
            [name, month(view, total)].into_iter().chain(later).collect::<Vec<String>>()
        };
        let mut rows = vec![cells("  every use asked".to_owned(), own.p50.as_ref(), &|it| it.p50.clone())];
        for (place, date) in own.use_dates.iter().enumerate() {
            let name = format!("  {}", label(&view.uses, &date.end_use));
            let of = |it: &StageDate| it.use_dates.get(place).and_then(|it| it.p50.clone());
            rows.push(cells(name, date.p50.as_ref(), &of));
        }
        let table = columns(&header, &rows, page.width);
        page.text.push_str(&table);
    }
}

/// What a cut takes that begins with a stage.
fn cut_words(stage: &str) -> String {
    match stage {
        "magnet" => "magnets alone".to_owned(),
        _ => format!("{stage} to magnets"),
    }
}

fn row(view: &View, name: &str, cell: impl Fn(&Independence) -> String) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(view.independence.iter().map(cell)).collect()
}

fn month(view: &View, month: Option<&String>) -> String {
    month.cloned().unwrap_or_else(|| format!("after {}", view.horizon.to))
}
