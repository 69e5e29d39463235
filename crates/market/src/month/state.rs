//! What one period's market is given.

use coercivity_quantity::WEEKS_PER_MONTH;

use crate::chain::Chain;

/// Who holds a stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A user, by index: its own stock, which serves nobody else.
    User(usize),
    /// Traders and makers at a node, by index: their stock serves whoever buys there.
    Node(usize),
}

/// A stock and what it is worth to its holder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// Who holds it.
    pub holder: Holder,
    /// Tonnes at the period's start.
    pub tonnes: f64,
    /// Tonnes the holder would like, positive.
    pub target: f64,
    /// Price the holder expects, USD/kg: what the last tonne of the target is worth.
    pub expected: f64,
    /// What the first tonne is worth, USD/kg: above `expected`.
    pub top: f64,
}

/// A user's licence to draw on a lane that is closed to others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Licensed {
    /// The user, by index.
    pub user: usize,
    /// The lane, by index into the chain's activities.
    pub lane: usize,
    /// Most that live grants allow, t/month.
    pub cap: f64,
}

/// A cap on several activities together: a quota, or a share that is pledged. Its dual is the rent.
#[derive(Clone, Debug, PartialEq)]
pub struct Cap {
    /// Activities, by index, with tonnes counted against the cap in a unit of their rate; negative for what makes room.
    pub counted: Vec<(usize, f64)>,
    /// Most that they may do together, t/month as counted.
    pub most: f64,
    /// Tonnes a month that are usual under it: the scale of its balance.
    pub size: f64,
    /// Usual price of what is counted, USD/kg.
    pub price: f64,
    /// What breaking it costs, USD/kg as counted; it is never broken when absent.
    pub broken_at: Option<f64>,
}

/// A public stock at a node: it buys there below its limit price and is released to users that would go short.
#[derive(Clone, Debug, PartialEq)]
pub struct Reserve {
    /// Where it buys, by index.
    pub node: usize,
    /// Tonnes at the period's start.
    pub tonnes: f64,
    /// Most that it buys, t/month.
    pub buys_most: f64,
    /// Highest price at which it buys, USD/kg: what a tonne that stays is worth to it.
    pub limit_price: f64,
    /// Users it may be released to.
    pub releases: Vec<Release>,
    /// Whether it is offered to all who buy at its node, at what they pay.
    pub offered: Offered,
}

/// Whether a reserve is on offer at its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// A user's right to draw on a reserve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Release {
    /// The user, by index.
    pub user: usize,
    /// Service that it is released to hold, 0..=1.
    pub holds_service: f64,
    /// Most that it may draw, t/month.
    pub cap: f64,
}

/// The rate around which an activity is planned: within a period its cost rises more steeply from there than in the
/// long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Planned {
    /// Units a month.
    pub rate: f64,
    /// Rise of its cost within the period over that of the long run, at least 1.
    pub steeper: f64,
}

/// One period. Vectors run over the chain's activities or users.
#[derive(Clone, Debug)]
pub struct Month<'a> {
    /// The calibrated chain.
    pub chain: &'a Chain,
    /// Length of the period in months.
    pub length: f64,
    /// Size of each activity over its base year's.
    pub size: Vec<f64>,
    /// Most that each activity may do, units a month, beside its capacity; zero closes it.
    pub limit: Vec<f64>,
    /// Wedges on each activity that are known beforehand, USD/kg.
    pub wedge: Vec<f64>,
    /// Wedges on each activity that the period's own prices make, duties and payments, USD/kg.
    pub levy: Vec<f64>,
    /// Activities whose rate cannot be changed at will; none for the others.
    pub planned: Vec<Option<Planned>>,
    /// Reference demand of each user, t/month.
    pub demand: Vec<f64>,
    /// Share of each user's demand that thrift adopted earlier has made unnecessary.
    pub adopted: Vec<f64>,
    /// Share of each user's demand that each of its recipes can serve by now.
    pub ready: Vec<Vec<f64>>,
    /// Stocks.
    pub stocks: Vec<Held>,
    /// Licences on closed lanes.
    pub licensed: Vec<Licensed>,
    /// Caps on several activities together.
    pub caps: Vec<Cap>,
    /// Shares that are pledged, as caps at nothing.
    pub pledges: Vec<Cap>,
    /// Public stocks.
    pub reserves: Vec<Reserve>,
    /// Goods that arrive from ships under way: (node, t/month).
    pub arrivals: Vec<(usize, f64)>,
    /// Elasticity of use with respect to price within the period, positive.
    pub thrift_elasticity: f64,
    /// Most of a user's demand that thrift can ever replace.
    pub thrift_most: f64,
    /// Duals to begin from (nodes, then users): those of the last period, and of others that may be nearer.
    pub starts: Vec<Vec<f64>>,
}

impl<'a> Month<'a> {
    /// The base month: everything open at its base size, users holding their usual cover.
    pub fn base(chain: &'a Chain) -> Self {
        let activities = chain.activities.len();
        let stocks =
            chain.users.iter().enumerate().filter(|it| it.1.cover_weeks > 0.0).map(|(index, user)| {
                let target = user.base * user.cover_weeks / WEEKS_PER_MONTH;
                Held {
                    holder: Holder::User(index),
                    tonnes: target,
                    target,
                    expected: user.price,
                    top: 2.0 * user.price,
                }
            });
        Self {
            chain,
            length: 1.0,
            size: vec![1.0; activities],
            limit: vec![f64::INFINITY; activities],
            wedge: vec![0.0; activities],
            levy: vec![0.0; activities],
            planned: vec![None; activities],
            demand: chain.users.iter().map(|it| it.base).collect(),
            adopted: vec![0.0; chain.users.len()],
            ready: chain.users.iter().map(|it| vec![0.0; it.recipes.len()]).collect(),
            stocks: stocks.collect(),
            licensed: Vec::new(),
            caps: Vec::new(),
            pledges: Vec::new(),
            reserves: Vec::new(),
            arrivals: Vec::new(),
            thrift_elasticity: 0.15,
            thrift_most: 0.25,
            starts: Vec::new(),
        }
    }

    /// All wedges on an activity, USD/kg.
    pub fn wedge_on(&self, activity: usize) -> f64 {
        self.wedge[activity] + self.levy[activity]
    }
}
