//! Prices by tier: inside the supplier, at its border, under licence, and in the free pool of each buyer's region.

use coercivity_market::chain::{Chain, Grade, Kind, Stuff};
use coercivity_world::scenario::Scenario;
use coercivity_world::{Element, Place};

use crate::setting::Setting;
use crate::step::Recorded;

/// The tier of a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Inside the supplier, without value added tax.
    Domestic,
    /// At the supplier's border, unrefunded tax included.
    Fob,
    /// Landed cost of what comes from the supplier under licence, without the licence's rent.
    Licensed,
    /// What the free pool of a place pays.
    Free,
}

impl Tier {
    /// The word of the output format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Domestic => "domestic",
            Self::Fob => "fob",
            Self::Licensed => "licensed",
            Self::Free => "free",
        }
    }
}

/// One price series.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PriceKey {
    /// Good in the words of the output format, such as `dysprosium-oxide`.
    pub good: String,
    /// What it is, in words.
    pub label: String,
    /// Where.
    pub place: Place,
    /// On which terms.
    pub tier: Tier,
    /// Nodes and weights whose prices make it up; per kilogram of oxide where the good is an oxide.
    parts: Vec<(Stuff, u64)>,
}

/// Weights are kept in millionths so that keys can be compared.
const MILLION: f64 = 1e6;

/// Every series that is followed: oxides and magnets, at the supplier and where the buyers are.
pub fn keys(setting: &Setting, scenario: &Scenario) -> Vec<PriceKey> {
    let chain = &setting.chain;
    let supplier = setting.assumed.supplier;
    let mut places: Vec<Place> = scenario.buyers.iter().flat_map(|it| it.regions.iter().copied()).collect();
    places.sort();
    places.dedup();
    let mut keys = Vec::new();
    for (good, label, parts) in goods(setting) {
        let mut push = |place, tier| {
            keys.push(PriceKey {
                good: good.clone(),
                label: label.clone(),
                place,
                tier,
                parts: parts.clone(),
            });
        };
        push(supplier, Tier::Domestic);
        push(supplier, Tier::Fob);
        for &place in &places {
            let there = parts.iter().all(|it| chain.node(it.0, place).is_some());
            if there && place != supplier {
                push(place, Tier::Licensed);
                push(place, Tier::Free);
            }
        }
    }
    keys
}

/// A good's name, its label, and the nodes and weights that make up its price.
type PricedGood = (String, String, Vec<(Stuff, u64)>);

fn goods(setting: &Setting) -> Vec<PricedGood> {
    let per_oxide = |symbol: &str, weight: f64| {
        let element = Element::new(symbol)?;
        let share = setting.assumed.element_per_oxide.get(&element)?;
        Some((Stuff::Oxide(element), (weight * share * MILLION).round() as u64))
    };
    let oxide = |good: &str, label: &str, parts: &[(&str, f64)]| {
        let parts: Option<Vec<_>> = parts.iter().map(|it| per_oxide(it.0, it.1)).collect();
        parts.map(|it| (good.to_owned(), label.to_owned(), it))
    };
    let magnet =
        |good: &str, label: &str, stuff| (good.to_owned(), label.to_owned(), vec![(stuff, MILLION as u64)]);
    [
        oxide("ndpr-oxide", "NdPr oxide", &[("Nd", 0.75), ("Pr", 0.25)]),
        oxide("dysprosium-oxide", "Dysprosium oxide", &[("Dy", 1.0)]),
        oxide("terbium-oxide", "Terbium oxide", &[("Tb", 1.0)]),
        oxide("samarium-oxide", "Samarium oxide", &[("Sm", 1.0)]),
        oxide("yttrium-oxide", "Yttrium oxide", &[("Y", 1.0)]),
    ]
    .into_iter()
    .flatten()
    .chain([
        magnet("ndfeb-magnet-heavy", "NdFeB magnets with Dy/Tb", Stuff::Magnet(Grade::Heavy)),
        magnet("ndfeb-magnet-light", "NdFeB magnets without Dy/Tb", Stuff::Magnet(Grade::Light)),
    ])
    .collect()
}

impl PriceKey {
    /// The goods whose prices make it up.
    pub fn goods(&self) -> impl Iterator<Item = Stuff> {
        self.parts.iter().map(|it| it.0)
    }
    /// The price in a period, USD/kg; none when nothing was traded on these terms.
    pub fn price(&self, setting: &Setting, recorded: &Recorded) -> Option<f64> {
        let chain = &setting.chain;
        let supplier = setting.assumed.supplier;
        let mut sum = 0.0;
        for &(stuff, weight) in &self.parts {
            let weight = weight as f64 / MILLION;
            let at = |place: Place| Some(recorded.cleared.prices[chain.node(stuff, place)?]);
            let price = match self.tier {
                Tier::Free if traded(chain, recorded, stuff, self.place) => {
                    let base = chain.prices[chain.node(stuff, self.place)?];
                    at(self.place).filter(|it| *it <= FURTHEST * base)?
                }
                Tier::Free => return None,
                Tier::Domestic => at(supplier)?,
                Tier::Fob => {
                    let tax =
                        if matches!(stuff, Stuff::Oxide(_)) { setting.assumed.export_tax_share } else { 0.0 };
                    at(supplier)? * (1.0 + tax)
                }
                Tier::Licensed => landed(chain, recorded, stuff, (supplier, self.place))?,
            };
            sum += weight * price;
        }
        Some(sum)
    }
}

/// Part of a node's base throughput below which nothing is on offer: a price would be a shadow, not a quote.
const LEAST_OFFER: f64 = 0.01;

/// Times its base price beyond which a dual is what stopping is worth to the last user, and no quote that anybody was
/// ever seen to pay.
const FURTHEST: f64 = 100.0;

/// Whether anything to speak of comes into a place's pool.
fn traded(chain: &Chain, recorded: &Recorded, stuff: Stuff, place: Place) -> bool {
    let Some(node) = chain.node(stuff, place) else { return false };
    let into = |it: (&coercivity_market::chain::Activity, &f64)| -> f64 {
        it.0.entries.iter().filter(|entry| entry.0 == node && entry.1 > 0.0).map(|entry| entry.1 * it.1).sum()
    };
    let all: f64 = chain.activities.iter().zip(&recorded.cleared.rates).map(into).sum();
    let lanes = chain.activities.iter().enumerate();
    let ours = |it: &(usize, &coercivity_market::chain::Activity)| {
        it.1.entries.iter().any(|entry| entry.0 == node && entry.1 > 0.0)
    };
    let licensed: f64 = lanes.filter(ours).map(|it| recorded.licensed[it.0]).sum();
    all - licensed > LEAST_OFFER * chain.throughput[node]
}

/// Marginal cost of what the supplier lands at a place, when it lands anything.
fn landed(
    chain: &Chain,
    recorded: &Recorded,
    stuff: Stuff,
    (supplier, place): (Place, Place),
) -> Option<f64> {
    let lane = |it: &usize| {
        let activity = &chain.activities[*it];
        activity.kind == Kind::Lane(stuff) && activity.from == supplier && activity.to == place
    };
    let index = (0..chain.activities.len()).find(lane)?;
    let activity = &chain.activities[index];
    let rate = recorded.cleared.rates[index];
    if rate <= 1e-6 * activity.base {
        return None;
    }
    let source = activity.source()?;
    Some(recorded.cleared.prices[source] + activity.cost + activity.slope * rate)
}
