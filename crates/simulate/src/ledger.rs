//! What a path keeps account of month by month beside service and prices: goods under way, licence rents, public money.

use coercivity_market::month::{Cleared, Month};

use crate::group::monthly;
use crate::path::Path;

/// The market counts in thousands of dollars.
const THOUSAND: f64 = 1000.0;

/// The accounts of one path; every list of numbers has one for each month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Goods that were under way when a cut closed behind them, t at the start of a period.
    pub afloat_t: Vec<f64>,
    /// Licence rent of each buyer's users, USD a month.
    pub rents_usd: Vec<Vec<f64>>,
    /// Public money of each support, USD a month.
    pub paid_usd: Vec<Vec<f64>>,
}

impl Ledger {
    /// Reads a path's accounts, with the users of each buyer and the number of supports.
    pub fn of(path: &Path, buyers: &[Vec<usize>], supports: usize) -> Self {
        let rent = |users: &Vec<usize>| {
            monthly(path, |it| users.iter().map(|&user| it.rents[user] * THOUSAND).sum())
        };
        Self {
            afloat_t: monthly(path, |it| it.afloat_t),
            rents_usd: buyers.iter().map(rent).collect(),
            paid_usd: (0..supports)
                .map(|support| monthly(path, |it| it.paid[support] * THOUSAND / it.period.length))
                .collect(),
        }
    }
}

/// Rent of each user's licences, thousand USD a month: what the licensed tonnes are worth beyond what landing them
/// costs.
pub(crate) fn rents(month: &Month<'_>, cleared: &Cleared) -> Vec<f64> {
    let mut rents = vec![0.0; month.chain.users.len()];
    for ((licence, rate), rent) in month.licensed.iter().zip(&cleared.licensed).zip(&cleared.rents) {
        rents[licence.user] += rate * rent;
    }
    rents
}
