//! What a tonne of a good, as the chain counts it, weighs in the units of law.

use std::collections::BTreeMap;

use coercivity_market::chain::{Chain, Kind, Stuff};
use coercivity_quantity::Unit;
use coercivity_world::Element;
use coercivity_world::measures::FloorBasis;

use crate::setting::Setting;

/// A price of a kilogram of a basis, as one of a kilogram of a good as the chain counts it: both USD/kg.
pub(crate) fn priced(setting: &Setting, stuff: Stuff, (usd_per_kg, basis): (f64, FloorBasis)) -> f64 {
    usd_per_kg * tonnes_counted(setting, stuff, basis.unit())
}

/// Tonnes of a unit in one tonne of a good as the chain counts it: contained element up to the metal, the article from
/// the alloy on.
pub(crate) fn tonnes_counted(setting: &Setting, stuff: Stuff, unit: Unit) -> f64 {
    if let Stuff::Commodity(good) = stuff {
        let known = setting.counts.get(&(good, unit));
        return *known.expect("an episode with a good that its law cannot weigh is refused");
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
        // By weight (law is in tonnes of something: its reader sees to that): an oxide as oxide, a concentrate by the
        // oxides in it, all else as it is.
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
