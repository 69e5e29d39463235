//! The links whose loss hurts most.

use crate::view::WeakLink;

use super::Telling;
use super::grounds::Grounds;

/// Links shown, the worst first.
const SHOWN: usize = 20;

/// The worst links; one that hurts nobody is none.
pub(super) fn links(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<WeakLink> {
    let detail = &telling.outcome.detail;
    let mut links = Vec::new();
    for lost in detail.weakest.iter().take(SHOWN) {
        let Some((group, service)) = lost.worst() else { continue };
        let place = telling.place(lost.link.place);
        let said =
            format!("service in month 12 without {}, {place} ({}), alone", lost.link.good, lost.link.stage);
        let why = grounds.of_group(group, &said, telling.end_of_cut());
        links.push(WeakLink {
            why,
            rank: u32::try_from(links.len() + 1).unwrap_or(u32::MAX),
            stage: lost.link.stage.to_owned(),
            good: lost.link.good.clone(),
            label: format!("{}, {place}", lost.link.good),
            place,
            end_use: detail.groups[group].end_use.to_string(),
            service_12: Some(service).filter(|it| it.is_finite()),
        });
    }
    links
}
