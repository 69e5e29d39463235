//! The base year as a picture: magnet elements from mine to buyer.

use std::collections::BTreeMap;

use coercivity_world::Place;
use coercivity_world::base::{BaseFlow, Flag, Step};

use crate::view::{Chain, Label, Link, Node, NodeFlag};

use super::Telling;

/// The columns, with the steps whose flows end in them; what is made in a place, and what goes between places.
const COLUMNS: [(&str, &str, Step); 5] = [
    ("mine", "Mine", Step::MineOutput),
    ("separation", "Separation", Step::SeparatedOxide),
    ("metal", "Metal", Step::MetalMade),
    ("blank", "Magnet blanks", Step::IntoBlanks),
    ("magnet", "Finished magnets", Step::FinishedMagnet),
];

/// Lanes between neighbouring columns: what leaves the first goes into the second.
const LANES: [(&str, Step, &str); 3] = [
    ("mine", Step::ConcentrateShipment, "separation"),
    ("separation", Step::OxideTrade, "metal"),
    ("metal", Step::MetalTrade, "blank"),
];

/// The base year's chain in tonnes of contained element, over all elements that go into magnets.
pub(super) fn base_chain(telling: &Telling<'_>) -> Chain {
    let base = telling.question.base;
    let year = i32::from(telling.question.world.economy.base_year);
    let into_magnets = |it: &&BaseFlow| {
        let element = it.element;
        element.is_some() && base.of(Step::IntoBlanks, element).any(|it| it.tonnes > 0.0)
    };
    let mut nodes = Vec::new();
    let mut made: BTreeMap<(&str, Place), f64> = BTreeMap::new();
    for (stage, _, step) in COLUMNS {
        let mut places: BTreeMap<Place, (f64, Flag)> = BTreeMap::new();
        for flow in base.flows.iter().filter(|it| it.step == step).filter(into_magnets) {
            let place = places.entry(flow.to).or_insert((0.0, Flag::Observed));
            *place = (place.0 + flow.tonnes, place.1.min(flow.flag));
        }
        for (place, (tonnes, flag)) in places.into_iter().filter(|it| it.1.0 > 0.0) {
            made.insert((stage, place), tonnes);
            nodes.push(Node {
                id: id(stage, place),
                stage: stage.to_owned(),
                place: place.to_string(),
                label: telling.place(place),
                tonnes,
                flag: shown(flag),
                why: None,
            });
        }
    }
    let stages = COLUMNS.map(|it| Label { id: it.0.to_owned(), label: it.1.to_owned() }).to_vec();
    let mut links = links(telling, &made);
    links.extend(at_home(&made));
    Chain {
        title: format!("Base year {year}: elements that go into magnets, contained tonnes"),
        year: Some(year),
        unit: "t_element".to_owned(),
        stages,
        nodes,
        links,
    }
}

fn id(stage: &str, place: Place) -> String {
    format!("{stage}:{place}")
}

fn shown(flag: Flag) -> NodeFlag {
    match flag {
        Flag::Assumed => NodeFlag::Assumed,
        Flag::Derived => NodeFlag::Derived,
        Flag::Observed => NodeFlag::Observed,
    }
}

/// What goes between places, and what each place keeps for its own next step.
fn links(telling: &Telling<'_>, made: &BTreeMap<(&str, Place), f64>) -> Vec<Link> {
    let base = telling.question.base;
    let mut links = Vec::new();
    for (from, step, to) in LANES {
        let mut sent: BTreeMap<(Place, Place), f64> = BTreeMap::new();
        for flow in base.flows.iter().filter(|it| it.step == step && it.element.is_some() && it.tonnes > 0.0)
        {
            *sent.entry((flow.from, flow.to)).or_default() += flow.tonnes;
        }
        let mut left: BTreeMap<Place, f64> = BTreeMap::new();
        for ((giver, taker), tonnes) in sent {
            *left.entry(giver).or_default() += tonnes;
            if made.contains_key(&(from, giver)) && made.contains_key(&(to, taker)) {
                links.push(Link { from: id(from, giver), to: id(to, taker), tonnes, returns: false });
            }
        }
        for ((stage, place), tonnes) in made.iter().filter(|it| it.0.0 == from) {
            let kept = tonnes - left.get(place).copied().unwrap_or(0.0);
            let next = made.get(&(to, *place)).copied().unwrap_or(0.0);
            let kept = kept.min(next);
            let own = links.iter().any(|it| it.from == id(stage, *place) && it.to == id(to, *place));
            if kept > 0.0 && !own {
                links.push(Link {
                    from: id(stage, *place),
                    to: id(to, *place),
                    tonnes: kept,
                    returns: false,
                });
            }
        }
    }
    links
}

/// Blanks are finished where they are pressed.
fn at_home(made: &BTreeMap<(&str, Place), f64>) -> Vec<Link> {
    let blanks = made.iter().filter(|it| it.0.0 == "blank");
    let link = |((_, place), tonnes): (&(&str, Place), &f64)| {
        let finished = made.get(&("magnet", *place))?;
        Some(Link {
            from: id("blank", *place),
            to: id("magnet", *place),
            tonnes: tonnes.min(*finished),
            returns: false,
        })
    };
    blanks.filter_map(link).collect()
}
