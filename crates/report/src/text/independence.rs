//! When the threat is empty, and what others said.

use crate::number::percent;
use crate::view::{Claim, Independence, View};

use super::Page;

pub(super) fn write(view: &View, page: &mut Page) {
    if view.independence.is_empty() {
        return;
    }
    page.blank();
    page.hanging(
        "",
        "independence: the first month from which remanence stays at or above 95 % for every use asked",
    );
    for date in &view.independence {
        let month = |it: &Option<String>| it.clone().unwrap_or_else(|| format!("beyond {}", view.horizon.to));
        page.hanging(
            "  ",
            &format!(
                "{}: P10 {}  P50 {}  P90 {}",
                date.label,
                month(&date.p10),
                month(&date.p50),
                month(&date.p90)
            ),
        );
        if !date.claims.is_empty() {
            page.hanging("    claims  ", &claims(date));
        }
    }
}

fn claims(date: &Independence) -> String {
    let said = |it: &Claim| {
        let held = it.probability.map_or("cannot be tested".to_owned(), percent);
        format!("{} ({}): {held}", it.label, it.who)
    };
    date.claims.iter().map(said).collect::<Vec<_>>().join("; ")
}
