//! Everything that one period hands to the next.

use std::collections::BTreeMap;

use coercivity_market::chain::{Kind, Stuff};
use coercivity_market::month::{Held, Holder};
use coercivity_quantity::{Month, WEEKS_PER_MONTH};
use coercivity_world::economy::Parameter;

use crate::granted::Queues;
use crate::idle::Idle;
use crate::in_use::{Cohorts, in_use_on, months_since_base};
use crate::origin;
use crate::setting::Setting;

/// Dearest a trader's first tonne ever is, over the base price.
pub(crate) const TRADER_TOP: f64 = 1.5;

/// Goods on ships.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Afloat {
    /// Node they go to.
    pub node: usize,
    /// Rate of arrival, t/month.
    pub rate: f64,
    /// Months for which they still arrive.
    pub months: f64,
}

/// The slow side of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Stocks, users first, then traders and makers; the order never changes.
    pub stocks: Vec<Held>,
    /// Share of each user's demand that adopted thrift has made unnecessary.
    pub adopted: Vec<f64>,
    /// Months that each user's recipes have been under way.
    pub under_way: Vec<Vec<f64>>,
    /// Rate at which each activity's swarf comes in; infinite for activities that use none.
    pub swarf: Vec<f64>,
    /// Magnets in the goods of each user, in the order of [`WornOut::goods`](crate::WornOut::goods).
    pub in_use: Vec<Cohorts>,
    /// Mean rate of each activity over about a year of calm, and reference demand then over the base year's.
    pub mean: Vec<f64>,
    /// Growth of reference demand when the mean was last moved.
    pub mean_growth: f64,
    /// Grants, by lane and, for lanes that users draw on, user.
    pub live: BTreeMap<(usize, Option<usize>), Queues>,
    /// Severity of the cut on each activity in the last period.
    pub severity: Vec<f64>,
    /// Goods afloat.
    pub afloat: Vec<Afloat>,
    /// The supplier's share in each node.
    pub origin: Vec<f64>,
    /// Rate of each activity in the last period, units a month.
    pub rates: Vec<f64>,
    /// Rate around which each activity is planned, units a month.
    pub planned: Vec<f64>,
    /// News in what holders at each node expect, as a logarithm, since the run began.
    pub news: Vec<f64>,
    /// How long each activity has stood still.
    pub idle: Vec<Idle>,
    /// From when each project runs, if ever.
    pub starts: Vec<Option<Month>>,
    /// What newcomers have decided on, in the order of [`Setting::newcomers`]: first month and units a month.
    pub ordered: Vec<Vec<(Month, f64)>>,
    /// Price at each node that a financier counts on, USD/kg.
    pub outlook: Vec<f64>,
    /// Prices at nodes in the last period.
    pub prices: Vec<f64>,
    /// Service of each user in the last period, less what public stocks released to it.
    pub unaided: Vec<f64>,
    /// Duals to begin from: those of the last period, and of others that may be nearer to the next.
    pub duals: Vec<Vec<f64>>,
    /// Months since something first held up, taxed or cut what is traded; none before it.
    pub since_shock: Option<f64>,
    /// Stockpiles, by support and node, t.
    pub stockpile: BTreeMap<(usize, usize), f64>,
    /// What each support has spent out of its budget, thousand USD.
    pub spent: BTreeMap<usize, f64>,
    /// Reference demand over the base year's in the last period: what stock targets were last scaled to.
    pub growth: f64,
}

impl State {
    /// Usual rate of an activity, which cuts and grants are measured against: what it would be were it to grow with
    /// reference demand since the calm.
    pub fn usual(&self, activity: usize) -> f64 {
        self.mean[activity] * self.growth / self.mean_growth
    }
    /// The state of a run that begins in calm: users and traders hold their usual cover, lanes carry what they
    /// carried in the base year, grown with demand.
    pub fn calm(setting: &Setting, from: Month) -> Self {
        let chain = &setting.chain;
        let values = &setting.values;
        let growth = setting.growth(from);
        let mut stocks = of_users(setting, growth);
        stocks.extend(of_nodes(setting, growth));
        let size = |it: usize| size_of(setting, it, growth);
        let swarf = |it: usize| match chain.activities[it].kind {
            Kind::Recycling(_) => chain.activities[it].base * size(it),
            _ => f64::INFINITY,
        };
        let all = 0..chain.activities.len();
        let base: Vec<f64> = all.clone().map(|it| chain.activities[it].base * size(it)).collect();
        let nothing = vec![0.0; chain.nodes.len()];
        Self {
            stocks,
            adopted: vec![0.0; chain.users.len()],
            under_way: chain.users.iter().map(|it| vec![0.0; it.recipes.len()]).collect(),
            swarf: all.map(swarf).collect(),
            in_use: in_use_on(
                chain,
                &setting.worn_out.goods,
                values[Parameter::DemandGrowth],
                months_since_base(setting, from),
            ),
            mean: base.clone(),
            mean_growth: growth,
            live: BTreeMap::new(),
            severity: vec![0.0; chain.activities.len()],
            afloat: Vec::new(),
            origin: origin::shares(chain, &base, setting.assumed.supplier, &nothing),
            rates: base.clone(),
            planned: base,
            news: nothing,
            idle: vec![Idle::default(); chain.activities.len()],
            starts: setting.starts.clone(),
            ordered: vec![Vec::new(); setting.newcomers.len()],
            outlook: chain.prices.clone(),
            prices: chain.prices.clone(),
            unaided: vec![1.0; chain.users.len()],
            duals: Vec::new(),
            since_shock: None,
            stockpile: BTreeMap::new(),
            spent: BTreeMap::new(),
            growth,
        }
    }
}

/// What users hold in calm, with demand grown so far: their usual cover.
fn of_users(setting: &Setting, growth: f64) -> Vec<Held> {
    let chain = &setting.chain;
    let carrying = setting.values[Parameter::CarryingCost];
    let mut stocks = Vec::new();
    for (index, user) in chain.users.iter().enumerate() {
        let months = user.cover_weeks / WEEKS_PER_MONTH;
        let target = (user.base * growth * months).max(1e-6);
        let way_out = user.recipes.iter().map(|it| it.cost).fold(f64::INFINITY, f64::min);
        let small = matches!(chain.nodes[user.pool].stuff, Stuff::Commodity(_));
        let choke = match (way_out.is_finite(), small) {
            (true, _) => user.price + way_out,
            // Without another way the first tonne is worth all that it is to go on.
            (false, true) => user.stop_price,
            (false, false) => 2.0 * user.price,
        };
        let top = (choke.min(user.stop_price) * (1.0 - carrying * months / 12.0)).max(1.05 * user.price);
        let holder = Holder::User(index);
        stocks.push(Held { holder, tonnes: target, target, expected: user.price, top });
    }
    stocks
}

/// What makers and traders hold in calm.
fn of_nodes(setting: &Setting, growth: f64) -> Vec<Held> {
    let (chain, values) = (&setting.chain, &setting.values);
    let supplier = setting.assumed.supplier;
    let mut stocks = Vec::new();
    for (index, node) in chain.nodes.iter().enumerate() {
        let weeks = match node.stuff {
            // A magnet is made to its user's drawing: nobody keeps it for others.
            Stuff::Commodity(good) if good.as_str().starts_with("magnet:") => continue,
            Stuff::Oxide(_) if node.place != supplier => values[Parameter::CoverOxide],
            // Of what comes out together no good is wanted as much as it is made: makers put it in store.
            Stuff::Commodity(_) => values[Parameter::CoverTraders],
            Stuff::Metal(_) => values[Parameter::CoverMaker],
            _ => continue,
        };
        if chain.throughput[index] <= 1e-2 || node.place == coercivity_market::chain::open_market() {
            continue;
        }
        let target = chain.throughput[index] * growth * weeks / WEEKS_PER_MONTH;
        let price = chain.prices[index];
        let holder = Holder::Node(index);
        stocks.push(Held { holder, tonnes: target, target, expected: price, top: TRADER_TOP * price });
    }
    stocks
}

/// Size of an activity over the base year's: what the supplier does, and what feeds it, grows with demand; what
/// others had stays as it was, and grows by projects.
pub fn size_of(setting: &Setting, activity: usize, growth: f64) -> f64 {
    let it = &setting.chain.activities[activity];
    let supplier = setting.assumed.supplier;
    let grows = (it.from == supplier || it.to == supplier)
        && !matches!(
            it.kind,
            Kind::Project(_)
                | Kind::Newcomers(_)
                | Kind::Leakage(_)
                | Kind::OpenSale(_)
                | Kind::OpenPurchase(_)
        );
    if grows { growth } else { 1.0 }
}
