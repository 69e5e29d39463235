//! Two pictures of the flows, from mine to end use: the base month, and month 12 of the total cut.

use std::collections::BTreeMap;

use coercivity_quantity::Citation;
use coercivity_simulate::{MetalFlows, REMANENCE_MONTHS, Stop, Weigher, end_of_month};
use coercivity_world::Place;
use coercivity_world::base::{BaseFlow, Flag, Step};

use crate::number::significant;
use crate::view::{Chain, Label, Link, Node, NodeFlag, Swarf};

use super::Telling;
use super::grounds::Grounds;

/// The columns, in the order of the chain.
const COLUMNS: [(&str, &str); 7] = [
    ("mine", "Mine"),
    ("separation", "Oxide"),
    ("metal", "Metal"),
    ("blank", "Alloy, blanks"),
    ("magnet", "Magnets"),
    ("buyer", "Buyers"),
    ("use", "End uses"),
];
/// Months in a year: every picture is given at its yearly rate.
const MONTHS: f64 = 12.0;
/// Least part of the largest stop that is shown, and least flow: thinner ones cannot be seen, and fill the table.
const LEAST_SHARE: f64 = 1e-6;

/// The base month, then month 12 of the total cut where a figure asked for that cut.
pub(super) fn chains(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<Chain> {
    let detail = &telling.outcome.detail;
    let weigher = Weigher::of(&detail.setting.chain, telling.question.base);
    let year = telling.question.world.economy.base_year;
    let flows = weigher.base_month();
    let reasons = base_reasons(telling, grounds, &flows);
    let mut base = Picture { telling, flows: &flows, reasons: &reasons, computed: None }.chain(grounds);
    base.title = format!("base year {year}");
    base.year = Some(i32::from(year));
    let mut chains = vec![base];
    if let Some(recorded) = detail.total.as_ref().and_then(|it| end_of_month(it, REMANENCE_MONTHS)) {
        let flows = weigher.period(recorded);
        let said = format!("month {REMANENCE_MONTHS} of the total cut");
        chains
            .push(Picture { telling, flows: &flows, reasons: &reasons, computed: Some(said) }.chain(grounds));
    }
    chains
}

/// One picture being told.
struct Picture<'a> {
    telling: &'a Telling<'a>,
    flows: &'a MetalFlows,
    /// Why each stop of the base month is as it is, and how it is known.
    reasons: &'a BTreeMap<Stop, (String, NodeFlag)>,
    /// The month in words, when the run computed it.
    computed: Option<String>,
}

impl Picture<'_> {
    fn chain(&self, grounds: &mut Grounds<'_>) -> Chain {
        let most = self.flows.made.values().fold(0.0_f64, |most, it| most.max(*it));
        let shown = |tonnes: f64| tonnes > LEAST_SHARE * most;
        let mut whys: BTreeMap<Stop, String> = BTreeMap::new();
        let mut nodes = Vec::new();
        for (&stop, &tonnes) in self.flows.made.iter().filter(|it| shown(*it.1)) {
            let (why, flag) = self.why(grounds, stop, tonnes);
            whys.insert(stop, why.clone());
            let (stage, place, label) = seat(self.telling, stop);
            let (tonnes, stage) = (tonnes * MONTHS, stage.to_owned());
            nodes.push(Node { id: id(stop), stage, place, label, tonnes, flag, why });
        }
        let mut links = Vec::new();
        for (&(from, to), &tonnes) in self.flows.sent.iter().filter(|it| shown(*it.1)) {
            let (Some(giver), Some(taker)) = (whys.get(&from), whys.get(&to)) else { continue };
            let said = format!("from {} to {}", self.words(from), self.words(to));
            let why = grounds.conclude(&said, &[], vec![giver.clone(), taker.clone()]);
            links.push(Link { from: id(from), to: id(to), tonnes: tonnes * MONTHS, why });
        }
        let (id, title) = match &self.computed {
            Some(said) => (format!("month_{REMANENCE_MONTHS}"), said.clone()),
            None => ("base".to_owned(), String::new()),
        };
        Chain {
            id,
            title,
            year: None,
            unit: "t_element".to_owned(),
            stages: COLUMNS.map(|it| Label { id: it.0.to_owned(), label: it.1.to_owned() }).to_vec(),
            nodes,
            links,
            swarf: self.swarf(grounds, &whys, shown),
        }
    }

    /// Why a stop gives what it gives: from the rows of the base year, or by the run from there.
    fn why(&self, grounds: &mut Grounds<'_>, stop: Stop, tonnes: f64) -> (String, NodeFlag) {
        let known = self.reasons.get(&stop);
        let Some(month) = &self.computed else {
            let base = known.map(|it| it.0.clone()).unwrap_or_else(|| grounds.base_year());
            return (base, known.map_or(NodeFlag::Derived, |it| it.1));
        };
        let tonnes = significant(tonnes * MONTHS, 3);
        let said = format!("{}, {month}: {tonnes} t of magnet metals, at its yearly rate", self.words(stop));
        let own = known.map(|it| it.0.clone()).into_iter().collect();
        (grounds.of_run(&said, own), NodeFlag::Computed)
    }

    fn swarf(
        &self,
        grounds: &mut Grounds<'_>,
        whys: &BTreeMap<Stop, String>,
        shown: impl Fn(f64) -> bool,
    ) -> Vec<Swarf> {
        let mut loops = Vec::new();
        for (&place, it) in self.flows.swarf.iter().filter(|it| shown(it.1.collected.max(it.1.recycled))) {
            let label = self.telling.place(place);
            let ends = [Stop::Magnet(place), Stop::Recycling(place)];
            let own = ends.iter().filter_map(|it| whys.get(it).cloned()).collect();
            let why = grounds.conclude(&format!("swarf of {label}: collected, and recycled"), &[], own);
            let (collected, recycled) = (it.collected * MONTHS, it.recycled * MONTHS);
            loops.push(Swarf { place: place.to_string(), label, collected, recycled, why });
        }
        loops.sort_by(|a, b| b.collected.total_cmp(&a.collected).then_with(|| a.place.cmp(&b.place)));
        loops
    }

    fn words(&self, stop: Stop) -> String {
        let (stage, _, label) = seat(self.telling, stop);
        format!("{label} ({stage})")
    }
}

/// Stage, place and name of a stop.
fn seat(telling: &Telling<'_>, stop: Stop) -> (&'static str, String, String) {
    let at = |stage, place: Place| (stage, place.to_string(), telling.place(place));
    match stop {
        Stop::Mine(place) => at("mine", place),
        Stop::Separation(place) => at("separation", place),
        Stop::Recycling(place) => at("recycling", place),
        Stop::Metal(place) => at("metal", place),
        Stop::Blank(place) => at("blank", place),
        Stop::Magnet(place) => at("magnet", place),
        Stop::Buyer(place) => at("buyer", place),
        Stop::Use(end_use) => ("use", end_use.to_string(), telling.end_use(end_use.as_str())),
    }
}

fn id(stop: Stop) -> String {
    match stop {
        Stop::Mine(place) => format!("mine:{place}"),
        Stop::Separation(place) => format!("separation:{place}"),
        Stop::Recycling(place) => format!("recycling:{place}"),
        Stop::Metal(place) => format!("metal:{place}"),
        Stop::Blank(place) => format!("blank:{place}"),
        Stop::Magnet(place) => format!("magnet:{place}"),
        Stop::Buyer(place) => format!("buyer:{place}"),
        Stop::Use(end_use) => format!("use:{end_use}"),
    }
}

/// Why each stop of the base month is as it is: the rows behind its flows, the weakest of which says how it is known.
fn base_reasons(
    telling: &Telling<'_>,
    grounds: &mut Grounds<'_>,
    flows: &MetalFlows,
) -> BTreeMap<Stop, (String, NodeFlag)> {
    let base = telling.question.base;
    let year = telling.question.world.economy.base_year;
    let mut reasons = BTreeMap::new();
    for (&stop, &tonnes) in &flows.made {
        let meant: Vec<&BaseFlow> = base.flows.iter().filter(|it| speaks_of(it, stop, telling)).collect();
        let demand = base.demand.iter().filter(|it| Stop::Use(it.end_use) == stop).map(|it| it.flag);
        let weakest = meant.iter().map(|it| it.flag).chain(demand).min();
        let flag = weakest.map_or(NodeFlag::Derived, |it| match it {
            Flag::Assumed => NodeFlag::Assumed,
            Flag::Derived => NodeFlag::Derived,
            Flag::Observed => NodeFlag::Observed,
        });
        let mut cited: Vec<Citation> = meant.iter().flat_map(|it| it.cited.iter().cloned()).collect();
        cited.sort_by(|a, b| a.row.cmp(&b.row));
        cited.dedup();
        let mut from = vec![grounds.base_year()];
        if let Stop::Use(end_use) = stop {
            from.extend(grounds.demand_of(|_, it| it == end_use));
        }
        let (stage, _, label) = seat(telling, stop);
        let said =
            format!("{label} ({stage}), {year}: {} t of magnet metals", significant(tonnes * MONTHS, 3));
        reasons.insert(stop, (grounds.conclude(&said, &cited, from), flag));
    }
    reasons
}

/// Whether a flow of the base year is part of what a stop gives.
fn speaks_of(flow: &BaseFlow, stop: Stop, telling: &Telling<'_>) -> bool {
    let base = telling.question.base;
    let into_magnets =
        || flow.element.is_none_or(|_| base.of(Step::IntoBlanks, flow.element).any(|it| it.tonnes > 0.0));
    let (step, place) = match stop {
        Stop::Mine(place) => (Step::MineOutput, place),
        Stop::Separation(place) => (Step::SeparatedOxide, place),
        Stop::Recycling(place) => (Step::RecycledOxide, place),
        Stop::Metal(place) => (Step::MetalMade, place),
        Stop::Blank(place) => (Step::IntoBlanks, place),
        Stop::Magnet(place) => (Step::FinishedMagnet, place),
        Stop::Buyer(place) => (Step::MagnetBought, place),
        Stop::Use(_) => return false,
    };
    flow.step == step && flow.to == place && flow.tonnes > 0.0 && into_magnets()
}
