//! Prices by tier: inside the supplier, at its border, under licence, and in the free pool of each buyer's region.

use coercivity_market::chain::{Activity, Chain, Grade, Kind, Stuff};
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
    /// Landed cost of what comes from the supplier under licence, duties included, without the licence's rent; none where
    /// nobody needs one.
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
        self.quote(setting).price(recorded)
    }

    /// Where a draw's periods have the price.
    pub(crate) fn quote<'a>(&self, setting: &'a Setting) -> Quote<'a> {
        let term = |stuff: Stuff| Term::of(setting, stuff, (self.place, self.tier));
        let terms = self.parts.iter().map(|it| Some((it.1 as f64 / MILLION, term(it.0)?)));
        Quote { chain: &setting.chain, terms: terms.collect() }
    }
}

impl Term {
    /// Where a draw's periods have the price of one good.
    fn of(setting: &Setting, stuff: Stuff, (place, tier): (Place, Tier)) -> Option<Self> {
        let chain = &setting.chain;
        let supplier = setting.assumed.supplier;
        let at = |stuff, place| chain.node(stuff, place);
        Some(match tier {
            Tier::Free => {
                let node = at(stuff, place)?;
                let leaves = |it: &(usize, f64)| it.0 == node && it.1 < 0.0;
                let activities = chain.activities.iter().enumerate();
                let out = activities.flat_map(|(index, it)| {
                    it.entries.iter().filter(|it| leaves(it)).map(move |entry| (index, -entry.1))
                });
                let users: Vec<usize> =
                    (0..chain.users.len()).filter(|it| chain.users[*it].pool == node).collect();
                let stops = users.iter().map(|it| chain.users[*it].stop_price).reduce(f64::min);
                let stops = BEGIN_TO_STOP * stops.unwrap_or(0.0);
                Term::Free { node, out: out.collect(), users, stops }
            }
            Tier::Domestic => Term::Domestic { node: at(stuff, supplier)?, factor: 1.0 },
            Tier::Fob => {
                let tax =
                    if matches!(stuff, Stuff::Oxide(_)) { setting.assumed.export_tax_share } else { 0.0 };
                Term::Domestic { node: at(stuff, supplier)?, factor: 1.0 + tax }
            }
            Tier::Licensed => {
                let lane =
                    |it: &Activity| it.kind == Kind::Lane(stuff) && it.from == supplier && it.to == place;
                let lane = chain.activities.iter().position(lane)?;
                Term::Landed { lane, source: chain.activities[lane].source()? }
            }
        })
    }
}

/// Part of a node's base throughput below which nobody buys: a price would be a shadow, not a quote.
const LEAST_BOUGHT: f64 = 0.01;

/// Part of the price at which a user stops from which some of it does: beyond that a bid says what stopping is worth.
const BEGIN_TO_STOP: f64 = 0.9;

/// Times its base price beyond which a dual is what stopping is worth to the last user, and no quote that anybody was
/// ever seen to pay.
const FURTHEST: f64 = 100.0;

/// A price with its places in a chain found, to be read period by period.
pub(crate) struct Quote<'a> {
    chain: &'a Chain,
    /// Weights, and what they weigh; none where the chain does not have it.
    terms: Option<Vec<(f64, Term)>>,
}

enum Term {
    /// The price at a node of the supplier, with what its border adds.
    Domestic { node: usize, factor: f64 },
    /// The price at a node, while anything to speak of is bought from its pool: by activities, with what a unit takes,
    /// and by users beyond what is licensed to them; or while what is bid there is less than the price at which the first
    /// of them begins to stop.
    Free { node: usize, out: Vec<(usize, f64)>, users: Vec<usize>, stops: f64 },
    /// The marginal cost of what a lane of the supplier lands, while it lands anything and needs a licence.
    Landed { lane: usize, source: usize },
}

impl<'a> Quote<'a> {
    /// The price of one good on the terms of a place.
    pub(crate) fn of(setting: &'a Setting, stuff: Stuff, at: (Place, Tier)) -> Self {
        let term = Term::of(setting, stuff, at);
        Self { chain: &setting.chain, terms: term.map(|it| vec![(1.0, it)]) }
    }
    /// The price in a period, USD/kg; none when nothing was traded on these terms.
    pub(crate) fn price(&self, recorded: &Recorded) -> Option<f64> {
        let mut sum = 0.0;
        for (weight, term) in self.terms.as_ref()? {
            sum += weight * self.term(term, recorded)?;
        }
        Some(sum)
    }

    fn term(&self, term: &Term, recorded: &Recorded) -> Option<f64> {
        let (prices, rates) = (&recorded.cleared.prices, &recorded.cleared.rates);
        match term {
            // Nobody quotes less than nothing for what is left in the residue.
            Term::Domestic { node, factor } => Some((prices[*node] * factor).max(0.0)),
            Term::Free { node, out, users, stops } => {
                let sent: f64 = out.iter().map(|it| it.1 * rates[it.0]).sum();
                let bought: f64 = users.iter().map(|it| recorded.cleared.served[*it].bought).sum();
                let traded = sent + bought > LEAST_BOUGHT * self.chain.throughput[*node];
                let quoted = prices[*node].max(0.0);
                let is_quote =
                    |it: &f64| *it < *stops || traded && *it <= FURTHEST * self.chain.prices[*node];
                Some(quoted).filter(is_quote)
            }
            Term::Landed { lane, source } => {
                let (activity, rate) = (&self.chain.activities[*lane], rates[*lane]);
                let lands = rate > 1e-6 * activity.base && recorded.asked.binary_search(lane).is_ok();
                let wedge = recorded.wedges[*lane];
                lands.then(|| prices[*source] + activity.cost + activity.slope * rate + wedge)
            }
        }
    }
}
