//! How far a buyer relies on imports for a good: the commodities under which its elements are published.

use std::collections::BTreeSet;

use super::finding::Finding;
use super::reliance::reliance_of;
use crate::atlas::Atlas;
use crate::id::{Element, Good, Place};
use crate::vocabulary::{ElementGroup, Vocabulary};

/// Commodities of several elements, and the group that each is of.
const SEVERAL: [(&str, &str); 2] = [("RARE EARTHS", "REO"), ("RARE EARTHS (Heavy)", "HREO")];

/// What is published of a commodity that shares elements with a good.
#[derive(Clone, Debug, PartialEq)]
pub struct RelianceFor {
    /// The commodity in the publication's words.
    pub commodity: String,
    /// The highest figure of the latest year: concentrates may be exported while compounds are imported.
    pub finding: Finding,
    /// Whether the commodity holds elements that the good does not.
    pub is_total: bool,
    /// Whether the good holds elements that the commodity does not.
    pub is_part: bool,
}

/// A buyer's reliance for a good, the most specific commodity first: the one that leaves out the fewest elements of
/// the good, then the one that holds the fewest others. An element with a commodity of its own is in no other's.
pub fn reliance_for(atlas: &Atlas, vocabulary: &Vocabulary, buyer: Place, good: Good) -> Vec<RelianceFor> {
    let elements = vocabulary.elements_of(good);
    let listed: BTreeSet<String> = atlas
        .reliance
        .iter()
        .filter(|it| it.subject.buyer == buyer)
        .map(|it| it.subject.commodity.to_uppercase())
        .collect();
    let single = vocabulary.elements().filter(|it| it.group != ElementGroup::Several);
    let own = single.map(|it| (it.name.to_uppercase(), it.id)).filter(|it| listed.contains(&it.0));
    let own: Vec<(String, Element)> = own.collect();
    let mut held: Vec<(String, BTreeSet<Element>)> =
        own.iter().map(|it| (it.0.clone(), BTreeSet::from([it.1]))).collect();
    for (commodity, group) in SEVERAL {
        let mut of = vocabulary.held(group);
        of.retain(|it| own.iter().all(|own| own.1 != *it));
        held.push((commodity.to_owned(), of));
    }
    held.retain(|it| !it.1.is_disjoint(&elements));
    held.sort_by_key(|it| (elements.difference(&it.1).count(), it.1.difference(&elements).count()));
    let told = held.into_iter().filter_map(|(commodity, of)| {
        let finding = latest(reliance_of(atlas, buyer, &commodity))?;
        let (is_total, is_part) = (!of.is_subset(&elements), !elements.is_subset(&of));
        Some(RelianceFor { commodity, finding, is_total, is_part })
    });
    told.collect()
}

fn latest(findings: Vec<Finding>) -> Option<Finding> {
    let latest = findings.first()?.as_of;
    findings.into_iter().filter(|it| it.as_of == latest).max_by(|a, b| a.value.total_cmp(&b.value))
}
