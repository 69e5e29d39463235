//! From metal to the finished magnet and its buyer's region.

use std::collections::BTreeMap;

use coercivity_world::base::Step;
use coercivity_world::{Element, Place};

use super::activity::{Activity, Kind};
use super::assumptions::Assumptions;
use super::node::{Grade, Stuff};
use super::supply::{NOTHING, lane};
use super::{Chain, Flows};

pub(super) fn add(
    chain: &mut Chain,
    flows: Flows<'_>,
    bearing: &BTreeMap<Place, f64>,
    assumed: &Assumptions,
) {
    let share = |region: Place, grade: Grade| {
        let heavy = bearing.get(&region).copied().unwrap_or(0.0);
        if grade == Grade::Heavy { heavy } else { 1.0 - heavy }
    };
    let lanes: Vec<(Place, Place, f64)> = flows
        .pairs(Step::MagnetLane)
        .into_iter()
        .map(|(from, to)| (from, to, flows.of(Step::MagnetLane, None, from, to)))
        .filter(|it| it.2 > NOTHING)
        .collect();
    for (maker, _) in flows.pairs(Step::BlankMass) {
        let finished: f64 = lanes.iter().filter(|it| it.0 == maker).map(|it| it.2).sum();
        if finished <= NOTHING {
            continue;
        }
        for grade in Grade::BOTH {
            let sold: f64 = lanes.iter().filter(|it| it.0 == maker).map(|it| it.2 * share(it.1, grade)).sum();
            maker_of(chain, flows, assumed, Making { maker, grade, part: sold / finished });
        }
    }
    for &(from, to, rate) in &lanes {
        for grade in Grade::BOTH {
            let forms = (Stuff::Finished(grade), Stuff::Magnet(grade));
            lane(chain, forms, (from, to), rate * share(to, grade));
        }
    }
    samarium_magnets(chain, flows);
}

/// One maker's line of one grade.
struct Making {
    maker: Place,
    grade: Grade,
    /// Part of the maker's magnets that are of this grade.
    part: f64,
}

fn maker_of(chain: &mut Chain, flows: Flows<'_>, assumed: &Assumptions, making: Making) {
    let Making { maker, grade, part } = making;
    let blanks = flows.of(Step::BlankMass, None, maker, maker) * part;
    let finished = flows.of(Step::FinishedMass, None, maker, maker) * part;
    if blanks <= NOTHING {
        return;
    }
    let alloy = chain.node_or_new(Stuff::Alloy(grade), maker);
    let blank = chain.node_or_new(Stuff::Blank(grade), maker);
    let magnet = chain.node_or_new(Stuff::Finished(grade), maker);
    let mut entries = vec![(alloy, 1.0)];
    for element in flows.elements(Step::FinishedMagnet) {
        let used = flows.of(Step::IntoBlanks, Some(element), maker, maker);
        let heavy = assumed.heavy.contains(&element);
        let content = match (heavy, grade) {
            (true, Grade::Light) => 0.0,
            (true, Grade::Heavy) => used / blanks,
            (false, _) => used * part / blanks,
        };
        if content > 0.0 {
            entries.push((chain.node_or_new(Stuff::Metal(element), maker), -content));
            let kept = flows.of(Step::FinishedMagnet, Some(element), maker, maker) / used;
            chain.swarf.insert((maker, grade, element), content * (1.0 - kept));
        }
    }
    chain.add(Kind::AlloyMaking(grade), maker, maker, blanks, entries);
    chain.add(Kind::Sintering(grade), maker, maker, blanks, vec![(alloy, -1.0), (blank, 1.0)]);
    chain.add(Kind::Machining(grade), maker, maker, blanks, vec![(blank, -1.0), (magnet, finished / blanks)]);
}

impl Chain {
    /// Tonnes of each element in a tonne of finished NdFeB magnets of a grade: the mean over the base year's makers.
    pub fn contents(&self, grade: Grade) -> BTreeMap<Element, f64> {
        let mut elements: BTreeMap<Element, f64> = BTreeMap::new();
        let mut finished = 0.0;
        for line in self.activities.iter().filter(|it| it.kind == Kind::Machining(grade)) {
            finished += line.base * line.entries.iter().map(|it| it.1).fold(0.0, f64::max);
            let alloys = |it: &&Activity| it.kind == Kind::AlloyMaking(grade) && it.from == line.from;
            for &(node, coefficient) in self.activities.iter().filter(alloys).flat_map(|it| &it.entries) {
                if let Stuff::Metal(element) = self.nodes[node].stuff {
                    let swarf = self.swarf.get(&(line.from, grade, element)).copied().unwrap_or(0.0);
                    *elements.entry(element).or_default() += line.base * (-coefficient - swarf);
                }
            }
        }
        elements.retain(|_, tonnes| *tonnes > 0.0);
        elements.values_mut().for_each(|it| *it /= finished);
        elements
    }
}

/// SmCo makers serve their own region first; what a region still lacks comes from those with a surplus, in
/// proportion to it: no lane of SmCo magnets is published for the base year.
fn samarium_magnets(chain: &mut Chain, flows: Flows<'_>) {
    let samarium: Vec<Element> = flows
        .elements(Step::IntoBlanks)
        .into_iter()
        .filter(|it| !flows.elements(Step::FinishedMagnet).contains(it))
        .collect();
    let mut made: BTreeMap<Place, f64> = BTreeMap::new();
    for (maker, _) in flows.pairs(Step::SmCoMass) {
        let mass = flows.of(Step::SmCoMass, None, maker, maker);
        if mass <= NOTHING {
            continue;
        }
        made.insert(maker, mass);
        let mut entries = vec![(chain.node_or_new(Stuff::SamariumMagnet, maker), 1.0)];
        for &element in &samarium {
            let used = flows.of(Step::IntoBlanks, Some(element), maker, maker);
            if used > NOTHING {
                entries.push((chain.node_or_new(Stuff::Oxide(element), maker), -used / mass));
            }
        }
        chain.add(Kind::SamariumMagnetMaking, maker, maker, mass, entries);
    }
    let mut bought: BTreeMap<Place, f64> = BTreeMap::new();
    for cell in flows.0.demand.iter().filter(|it| it.material.as_str() == "magnet:SmCo") {
        *bought.entry(cell.region).or_default() += cell.best / super::MONTHS;
    }
    let total: f64 = bought.values().sum();
    if total <= NOTHING {
        return;
    }
    let scale = made.values().sum::<f64>() / total;
    let surplus: BTreeMap<Place, f64> = made
        .iter()
        .map(|(&place, &mass)| (place, (mass - scale * bought.get(&place).copied().unwrap_or(0.0)).max(0.0)))
        .collect();
    let all_surplus: f64 = surplus.values().sum();
    for (&region, &wanted) in &bought {
        let own = made.get(&region).copied().unwrap_or(0.0).min(scale * wanted);
        let lacking = scale * wanted - own;
        for (&maker, &spare) in &surplus {
            let foreign = if all_surplus > 0.0 { lacking * spare / all_surplus } else { 0.0 };
            let rate = if maker == region { own } else { foreign };
            let forms = (Stuff::SamariumMagnet, Stuff::SamariumMagnetOffered);
            lane(chain, forms, (maker, region), rate);
        }
    }
}
