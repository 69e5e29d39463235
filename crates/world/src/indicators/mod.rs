//! What the published figures add up to: shares, concentration, reliance, the weakest link, and tests of claims.
//!
//! Each answer is a [`Finding`]: a value with its range, its definition, its time and the rows it rests on.

mod claim_test;
mod concentration;
mod finding;
mod plants;
mod reliance;
mod reliance_for;
mod share;
mod weakest_link;

pub use claim_test::{ClaimFinding, test_claim};
pub use concentration::concentration;
pub use finding::Finding;
pub use plants::Plants;
pub use reliance::{RelianceCount, RelianceScope, count_reliance, reliance_of, reserve_share};
pub use reliance_for::{RelianceFor, reliance_for};
pub use share::{import_shares, leader, share};
pub use weakest_link::{ChainLink, chain, largest_total, weakest_link};
