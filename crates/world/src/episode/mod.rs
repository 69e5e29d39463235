//! An episode of history as it was given: a small chain of its own, dated measures, and nothing that came later.
//!
//! An episode file says for any commodity what a replay may use: prices, makers, lanes and users before the shock, the
//! instruments with their days, how licences were handled as far as anybody knew, shocks from outside and the history
//! of months that had ended. Numbers of months after `known_on` are refused.

mod balance;
mod counts;
mod idle;
mod law;
mod once;
mod order;
mod outside;
mod parts;
mod peeking;
mod read;
mod told;
mod trade;

use std::collections::BTreeMap;

use coercivity_data::{Funding, HistoricClass, Placed, ProjectClass};
use coercivity_quantity::{Citation, Day, Month, Unit};

use crate::id::{EndUse, Good, InstrumentId, Place};
use crate::measures::Measure;
use crate::scenario::{Practice, Ranged};

pub use once::tell_repeated_episodes;
pub use peeking::tell_peeking;
pub use read::{EPISODE_FORMAT, EPISODES, load_episodes, read_episode};

/// An episode.
#[derive(Clone, Debug, PartialEq)]
pub struct Episode {
    /// Its id: the scenario of its facts.
    pub id: String,
    /// What it is.
    pub title: String,
    /// The file as given.
    pub text: String,
    /// No number of a month that ended later is used.
    pub known_on: Day,
    /// Where that day stands.
    pub known_on_at: Placed<()>,
    /// Whose exports are in question.
    pub supplier: Place,
    /// First month of the run.
    pub from: Month,
    /// Months of the run.
    pub months: u32,
    /// Freight to other places, USD/kg.
    pub freight: Ranged,
    /// Goods.
    pub goods: Vec<EpisodeGood>,
    /// Makers.
    pub makers: Vec<EpisodeMaker>,
    /// Lanes before the shock.
    pub lanes: Vec<EpisodeLane>,
    /// Users before the shock.
    pub users: Vec<EpisodeUser>,
    /// Instruments of the world that act, whenever they were announced: agents learn them on that day.
    pub law: Vec<InstrumentId>,
    /// Instruments that only the episode knows.
    pub measures: Vec<Measure>,
    /// How licences are handled.
    pub practices: Vec<Practice>,
    /// Shocks from outside.
    pub shocks: Vec<Shock>,
    /// Sums and means of goods.
    pub aggregates: Vec<Aggregate>,
    /// Projects whose fates are told by class.
    pub projects: Vec<ProjectGroup>,
    /// Months that had ended.
    pub history: Vec<History>,
    /// Parameters of the market that differ here, by id.
    pub assume: BTreeMap<String, Ranged>,
}

/// A good of an episode.
#[derive(Clone, Debug, PartialEq)]
pub struct EpisodeGood {
    /// Its name in series.
    pub id: String,
    /// Its name in the law.
    pub law: Good,
    /// Conditions that clauses state in their own words and that it meets, by id.
    pub meets: Vec<String>,
    /// Tonnes of each unit of quotas in a tonne of it, where that is known.
    pub counts: BTreeMap<Unit, f64>,
    /// Price inside the supplier before the shock, without value added tax, USD/kg.
    pub domestic: Ranged,
    /// Price at the supplier's border over that inside, without control.
    pub border_over_domestic: Ranged,
    /// What it rests on.
    pub cited: Citation,
}

/// A maker, or all of a place together.
#[derive(Clone, Debug, PartialEq)]
pub struct EpisodeMaker {
    /// Its name.
    pub id: String,
    /// Where.
    pub place: Place,
    /// What it makes.
    pub makes: Made,
    /// From when it runs as promised; always when absent. A maker with a start ramps up as projects do.
    pub starts: Option<Month>,
    /// Part of its output that is made without a licence, which a crackdown may close.
    pub unlicensed: Ranged,
    /// As which class of projects it is late; not at all when absent.
    pub class: Option<ProjectClass>,
    /// What it rests on.
    pub cited: Citation,
}

/// What a maker makes, always in one proportion; goods by place in the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Made {
    /// Each good, t/month.
    Each(Vec<(usize, Ranged)>),
    /// Tonnes a month of a basket, and the weights of the goods in it.
    Basket(Ranged, Vec<(usize, f64)>),
}

/// What is traded in one row: a good, or several that are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Traded {
    /// By place in the list of goods.
    Good(usize),
    /// By place in the list of aggregates: a sum with shares.
    Together(usize),
}

/// A lane before the shock.
#[derive(Clone, Debug, PartialEq)]
pub struct EpisodeLane {
    /// What.
    pub good: Traded,
    /// From where.
    pub from: Place,
    /// To where.
    pub to: Place,
    /// t/month.
    pub tonnes: Ranged,
    /// What it rests on.
    pub cited: Citation,
}

/// Classes of users that are alike: one for each good and place, with the same numbers in a draw.
#[derive(Clone, Debug, PartialEq)]
pub struct EpisodeUser {
    /// What they buy, by place in the list of goods.
    pub goods: Vec<usize>,
    /// Where.
    pub places: Vec<Place>,
    /// Its class in series.
    pub class: EndUse,
    /// Share of what the place takes in of the good.
    pub share: Ranged,
    /// Weeks of use that it holds; the model's own prior when absent.
    pub cover_weeks: Option<Ranged>,
    /// Price at which it stops, over the base price; the model's own prior when absent.
    pub stop_factor: Option<Ranged>,
    /// What it can do instead.
    pub ways: Vec<Way>,
    /// What it rests on.
    pub cited: Citation,
}

/// Another way of a user.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// What it is.
    pub label: String,
    /// Its cost over the good's base price.
    pub cost_factor: Ranged,
    /// Most of the use that can switch, 0..=1.
    pub share_able: Ranged,
    /// Months until all of that has switched.
    pub lag_months: Ranged,
}

/// A shock from outside: supply lost, demand added, speculative stocks.
#[derive(Clone, Debug, PartialEq)]
pub struct Shock {
    /// Its id.
    pub id: String,
    /// What it moves.
    pub moves: Moved,
    /// Goods, by place in the list; all when empty.
    pub goods: Vec<usize>,
    /// Where; everywhere when absent.
    pub place: Option<Place>,
    /// Share lost or added.
    pub share: Ranged,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// What it rests on.
    pub cited: Citation,
}

/// What a shock moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// Makers lose a share of what they can make.
    Supply,
    /// Makers lose a share of what they make without a licence.
    Unlicensed,
    /// Users want a share more.
    Demand,
    /// Holders want a share of a month's use more in stock.
    Stocks,
}

/// Goods told together.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// Its name in series.
    pub id: String,
    /// How its members come together.
    pub kind: AggregateKind,
    /// Members, by place in the list of goods, with their weights.
    pub members: Vec<(usize, f64)>,
    /// Shares of the members in what is traded of a sum; empty where nothing is traded under its name. At most one is
    /// absent: it takes what the others leave.
    pub shares: Vec<Option<Ranged>>,
}

/// Projects of one class that are told together.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectGroup {
    /// Their class.
    pub class: HistoricClass,
    /// Where.
    pub place: String,
    /// How many.
    pub count: u32,
    /// Whether they have their money.
    pub funding: Funding,
    /// What it rests on.
    pub cited: Citation,
}

/// How members come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AggregateKind {
    /// Tonnes add up; a price is value over weight.
    Sum,
    /// Prices are weighed; nothing is shipped under its name.
    Basket,
    /// The mean of the members' prices over their base prices.
    Relative,
}

/// A series as history had it before the day of knowledge.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// quantity, good, place, tier, counterpart.
    pub key: [String; 5],
    /// Months and values.
    pub values: Vec<(Month, f64)>,
    /// What it rests on.
    pub cited: Citation,
}
