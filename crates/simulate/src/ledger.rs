//! What a path keeps account of beside service and prices: goods under way, rents of licences and quotas and public money
//! month by month, and the projects that it lets go ahead.

use std::collections::BTreeMap;

use coercivity_market::chain::Stuff;
use coercivity_market::month::{Cleared, Month};

use crate::group::monthly;
use crate::invest::Decision;
use crate::path::Path;
use crate::question::Question;
use crate::spent::{Spent, add};
use crate::step::Recorded;

/// The market counts in thousands of dollars.
const THOUSAND: f64 = 1000.0;
/// Months by which a period may seem to reach past a month's end: the calendar's rounding.
const TOUCHES: f64 = 1e-9;

/// The accounts of one path; every list of numbers has one for each month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Goods that were under way when a cut closed behind them, t at the start of a period.
    pub afloat_t: Vec<f64>,
    /// Licence rent of each buyer's users, USD a month.
    pub rents_usd: Vec<Vec<f64>>,
    /// Rent of each quota, USD a month: what its tonnes are worth beyond what they cost.
    pub quota_rents_usd: Vec<Vec<f64>>,
    /// What members of each club pay makers inside beyond what others ask, USD a month.
    pub premia_usd: Vec<Vec<f64>>,
    /// Public money of each support, USD in the month: the months of a run add up to what is paid over it. Negative
    /// where the releases of a stockpile bring in more than its purchases cost.
    pub paid_usd: Vec<Vec<f64>>,
    /// What supports spent over the run, but for outlays on projects.
    pub spent: Vec<Spent>,
    /// Projects without money of their own that go ahead, in the order in which they decide.
    pub decisions: Vec<Decision>,
    /// Capacity that newcomers decide on over the run, by good, tonnes a year.
    pub newcomers: BTreeMap<Stuff, f64>,
}

impl Ledger {
    /// Reads a path's accounts, with the users of each buyer.
    pub fn of(question: &Question<'_>, buyers: &[Vec<usize>], path: &Path) -> Self {
        let rent = |users: &Vec<usize>| {
            monthly(path, |it| users.iter().map(|&user| it.rents[user] * THOUSAND).sum())
        };
        let quota_rent = |clause: &String| {
            let of = |it: &(String, f64)| if it.0 == *clause { it.1 * THOUSAND } else { 0.0 };
            monthly(path, |it| it.quota_rents.iter().map(of).sum())
        };
        let premium = |clause: &String| {
            let support = question.supports.iter().position(|it| it == clause);
            monthly(path, |it| support.map_or(0.0, |support| it.premia[support] * THOUSAND))
        };
        Self {
            afloat_t: monthly(path, |it| it.afloat_t),
            rents_usd: buyers.iter().map(rent).collect(),
            quota_rents_usd: question.quotas.iter().map(quota_rent).collect(),
            premia_usd: question.clubs.iter().map(premium).collect(),
            paid_usd: (0..question.supports.len())
                .map(|support| by_month(path, |it| it.paid[support] * THOUSAND))
                .collect(),
            decisions: path.periods.iter().flat_map(|it| it.decisions.iter().cloned()).collect(),
            spent: spent(path),
            newcomers: newcomers(path),
        }
    }
}

fn spent(path: &Path) -> Vec<Spent> {
    let mut all = Vec::new();
    for recorded in &path.periods {
        recorded.spent.iter().for_each(|it| add(&mut all, it, recorded.period.length));
    }
    all
}

fn newcomers(path: &Path) -> BTreeMap<Stuff, f64> {
    let mut sums = BTreeMap::new();
    for &(good, tonnes) in path.periods.iter().flat_map(|it| &it.newcomers) {
        *sums.entry(good).or_default() += tonnes;
    }
    sums
}

/// Sums by month of what falls in each period, dealt out to the months that the period reaches by its length in each.
fn by_month(path: &Path, of: impl Fn(&Recorded) -> f64) -> Vec<f64> {
    let mut sums: Vec<f64> = Vec::new();
    for recorded in &path.periods {
        let (start, length) = (recorded.period.start, recorded.period.length);
        let end = start + length;
        let amount = of(recorded);
        for month in start.floor() as usize..(end - TOUCHES).ceil() as usize {
            let inside = end.min(month as f64 + 1.0) - start.max(month as f64);
            if sums.len() <= month {
                sums.resize(month + 1, 0.0);
            }
            sums[month] += amount * inside / length;
        }
    }
    sums
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

/// Rent of each quota, thousand USD a month: its tonnes, all of which are used where they are worth something, at the
/// worth of another.
pub(crate) fn quota_rents(clauses: Vec<String>, month: &Month<'_>, cleared: &Cleared) -> Vec<(String, f64)> {
    let caps = month.caps.iter().zip(&cleared.cap_rents);
    clauses.into_iter().zip(caps).map(|(clause, (cap, rent))| (clause, cap.most * rent)).collect()
}
