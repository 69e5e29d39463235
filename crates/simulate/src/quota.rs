//! Yearly quotas as caps of one month: all lanes that a clause reaches share its tonnes.

use std::collections::BTreeMap;

use coercivity_market::chain::Stuff;
use coercivity_market::month::Cap;

use crate::lane_rule::QuotaRule;
use crate::setting::Setting;
use crate::weighed::tonnes_counted;

const MONTHS_PER_YEAR: f64 = 12.0;

/// The quotas of a period, by clause.
#[derive(Clone, Debug, Default)]
pub(crate) struct Quotas {
    by_clause: BTreeMap<String, (f64, Vec<(usize, f64)>)>,
}

impl Quotas {
    /// Counts a lane of a good against a quota: `part` of a tonne for each that it carries.
    pub(crate) fn count(
        &mut self,
        setting: &Setting,
        (lane, stuff, part): (usize, Stuff, f64),
        quota: &QuotaRule,
    ) {
        let counted = part * tonnes_counted(setting, stuff, quota.unit);
        let entry = self.by_clause.entry(quota.clause.clone()).or_insert((quota.t_per_year, Vec::new()));
        entry.1.push((lane, counted));
    }

    /// The clauses, in order.
    pub(crate) fn clauses(&self) -> Vec<String> {
        self.by_clause.keys().cloned().collect()
    }

    /// A month's caps, in the order of the clauses.
    pub(crate) fn caps(self, setting: &Setting) -> Vec<Cap> {
        let chain = &setting.chain;
        let cap = |(t_per_year, counted): (f64, Vec<(usize, f64)>)| {
            let usual = |it: &(usize, f64)| chain.activities[it.0].base;
            let price = |it: &(usize, f64)| {
                chain.activities[it.0].source().map_or(0.0, |source| chain.prices[source] / it.1)
            };
            let flow: f64 = counted.iter().map(usual).sum();
            let worth: f64 = counted.iter().map(|it| usual(it) * price(it)).sum();
            let price = if flow > 0.0 { worth / flow } else { 0.0 };
            let most = t_per_year / MONTHS_PER_YEAR;
            Cap { counted, most, size: most, price, broken_at: None }
        };
        self.by_clause.into_values().map(cap).collect()
    }
}
