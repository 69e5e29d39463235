//! What the atlas gives for a claim of others.

use super::finding::Finding;
use super::reliance::{RelianceScope, count_reliance, reserve_share};
use super::share::{import_shares, share};
use crate::atlas::{Atlas, ClaimSubject, ClaimTest, Stated};
use crate::id::Place;
use crate::vocabulary::Vocabulary;

/// A claim and what the atlas gives for it; several findings when several definitions or years answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimFinding<'a> {
    /// The claim as stated.
    pub claim: &'a Stated<ClaimSubject>,
    /// What the atlas gives; empty when it cannot tell.
    pub findings: Vec<Finding>,
}

/// Tests a claim. Where the claimed year has no figure, every year that has one answers.
pub fn test_claim<'a>(
    atlas: &'a Atlas,
    vocabulary: &Vocabulary,
    claim: &'a Stated<ClaimSubject>,
) -> ClaimFinding<'a> {
    let place = claim.subject.place;
    let year = claim.fact.as_of.year();
    let findings = match &claim.subject.test {
        ClaimTest::StageShare(good) => {
            // The claim's own row may be one of the published shares; it cannot test itself.
            let its_own = |it: &Finding| it.sources() == claim.fact.cited.sources;
            let near = [year, year - 1, year + 1].into_iter().filter_map(|it| share(atlas, place, *good, it));
            near.filter(|it| !its_own(it)).collect()
        }
        ClaimTest::CountAtHundred => counts(atlas, place, 0),
        ClaimTest::CountAboveHalfBesides => counts(atlas, place, 1),
        ClaimTest::ImportShare { buyer, commodity } => {
            let its_own = |it: &Finding| it.sources() == claim.fact.cited.sources;
            import_shares(atlas, *buyer, place, commodity).into_iter().filter(|it| !its_own(it)).collect()
        }
        ClaimTest::ReserveShare(commodity) => {
            reserve_share(atlas, vocabulary, place, commodity).into_iter().collect()
        }
    };
    ClaimFinding { claim, findings }
}

/// The latest count among critical commodities: those at 100 %, or those at half or more besides.
fn counts(atlas: &Atlas, buyer: Place, besides: usize) -> Vec<Finding> {
    let years = atlas.reliance.iter().filter(|it| it.subject.buyer == buyer).map(|it| it.fact.as_of.year());
    let Some(count) = years.max().and_then(|it| count_reliance(atlas, buyer, it, RelianceScope::Critical))
    else {
        return Vec::new();
    };
    let [whole, half] = count.findings;
    if besides == 0 {
        return vec![whole];
    }
    let value = half.value - whole.value;
    let definition = format!("{}; less those at 100 %", half.definition);
    vec![Finding { value, range: coercivity_quantity::Interval::exactly(value), definition, ..half }]
}
