//! Yearly quotas as caps of one month: all lanes that a clause reaches share its tonnes.

use std::collections::BTreeMap;

use coercivity_market::chain::{Chain, Kind, Stuff};
use coercivity_market::month::Cap;
use coercivity_quantity::Unit;
use coercivity_world::Element;

use crate::lane_rule::QuotaRule;
use crate::setting::Setting;

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

/// Tonnes counted against a quota in its unit for one tonne of a good as the chain counts it: contained element up
/// to the metal, the article from the alloy on.
fn tonnes_counted(setting: &Setting, stuff: Stuff, unit: Unit) -> f64 {
    if let Stuff::Commodity(good) = stuff {
        let known = setting.counts.get(&(good, unit));
        return *known.expect("an episode with a good that a quota cannot count is refused");
    }
    let oxide =
        |element: Element| 1.0 / setting.assumed.element_per_oxide.get(&element).copied().unwrap_or(1.0);
    let content = || contained(&setting.chain, stuff);
    let weighed_as_oxide = |it: &[(Element, f64)]| it.iter().map(|it| it.1 * oxide(it.0)).sum::<f64>();
    match unit {
        Unit::TonnesElement => match stuff {
            Stuff::Concentrate(_) | Stuff::Oxide(_) | Stuff::Metal(_) | Stuff::Commodity(_) => 1.0,
            Stuff::Alloy(_)
            | Stuff::Blank(_)
            | Stuff::Finished(_)
            | Stuff::Magnet(_)
            | Stuff::SamariumMagnet
            | Stuff::SamariumMagnetOffered => content().iter().map(|it| it.1).sum(),
        },
        Unit::TonnesReo | Unit::TonnesOxide => weighed_as_oxide(&content()),
        // By weight (a quota is in tonnes of something: its reader sees to that): an oxide as oxide, a concentrate
        // by the oxides in it, all else as it is.
        _ => match stuff {
            Stuff::Concentrate(_) | Stuff::Oxide(_) => weighed_as_oxide(&content()),
            Stuff::Metal(_)
            | Stuff::Commodity(_)
            | Stuff::Alloy(_)
            | Stuff::Blank(_)
            | Stuff::Finished(_)
            | Stuff::Magnet(_)
            | Stuff::SamariumMagnet
            | Stuff::SamariumMagnetOffered => 1.0,
        },
    }
}

/// Rare earths in a tonne of a good, by element, as the base year's recipes put them in.
fn contained(chain: &Chain, stuff: Stuff) -> Vec<(Element, f64)> {
    let recipe = |kind: Kind, sign: f64| -> Vec<(Element, f64)> {
        let lines: Vec<_> = chain.activities.iter().filter(|it| it.kind == kind).collect();
        let all: f64 = lines.iter().map(|it| it.base).sum();
        let mut sums: BTreeMap<Element, f64> = BTreeMap::new();
        for line in lines {
            for &(node, coefficient) in line.entries.iter().filter(|it| it.1 * sign > 0.0) {
                if let Stuff::Oxide(element) | Stuff::Metal(element) = chain.nodes[node].stuff {
                    *sums.entry(element).or_default() += coefficient.abs() * line.base / all;
                }
            }
        }
        sums.into_iter().collect()
    };
    match stuff {
        Stuff::Concentrate(deposit) => recipe(Kind::Separation(deposit), 1.0),
        Stuff::Oxide(element) | Stuff::Metal(element) => vec![(element, 1.0)],
        Stuff::Alloy(grade) | Stuff::Blank(grade) | Stuff::Finished(grade) | Stuff::Magnet(grade) => {
            recipe(Kind::AlloyMaking(grade), -1.0)
        }
        Stuff::SamariumMagnet | Stuff::SamariumMagnetOffered => recipe(Kind::SamariumMagnetMaking, -1.0),
        Stuff::Commodity(_) => Vec::new(),
    }
}
