//! What the published figures add up to: shares, concentration, reliance, the weakest link, and tests of claims.
//!
//! Each answer is a [`Finding`]: a value with its range, its definition, its time and the rows it rests on.

mod claim_test;
mod concentration;
mod finding;
mod reliance;
mod share;
mod weakest_link;

pub use claim_test::{ClaimFinding, test_claim};
pub use concentration::concentration;
pub use finding::Finding;
pub use reliance::{RelianceCount, RelianceScope, count_reliance, reliance_of, reserve_share};
pub use share::{import_shares, leader, share};
pub use weakest_link::{ChainLink, chain, weakest_link};
