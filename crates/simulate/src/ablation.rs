//! What a replay would be without one of its mechanisms.

use coercivity_world::economy::Parameter;
use coercivity_world::episode::{Episode, EpisodeMaker, Made};
use coercivity_world::scenario::Ranged;

/// Next to nothing, where nothing cannot be calibrated.
const ALMOST_NOTHING: f64 = 0.01;

/// A cost at which nobody does it, USD/kg.
const PROHIBITIVE: f64 = 1e4;

/// A mechanism that can be switched off in a replay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mechanism {
    /// Users and traders hold stocks, and buy ahead of a control.
    Stocks,
    /// Applications wait and are granted one by one.
    Queue,
    /// Goods slip past a closed border.
    Leakage,
    /// What is made together comes together.
    JointProduction,
    /// Users save more, the longer a price lasts.
    ElasticityGrowth,
    /// Other ways of users.
    Substitution,
    /// A grant covers what its user has waited for.
    Backlog,
    /// Goods declared before a control pass, those on their way arrive, and grants take time to be shipped.
    UnderWay,
    /// Each destination's applications have a pace of their own.
    Pace,
    /// News moves what holders expect.
    News,
    /// Makers cannot change their output at will.
    PlannedOutput,
    /// Light magnet elements stand in for one another.
    StandIn,
    /// Output and exports without a licence, and crackdowns on them.
    Unlicensed,
    /// Licensed goods cannot be sold on: users with a licence and without one see two prices.
    Tiers,
    /// Quotes and customs values follow what is paid with a lag: spot and contract are two prices.
    QuoteLags,
    /// Records scatter around what was.
    Records,
    /// Prices and volumes go astray by what the model leaves out.
    Discrepancy,
    /// Worn-out goods come back.
    WornOut,
}

impl Mechanism {
    /// Every mechanism with its word.
    pub const WORDS: [(&'static str, Self); 18] = [
        ("stocks", Self::Stocks),
        ("queue", Self::Queue),
        ("leakage", Self::Leakage),
        ("joint_production", Self::JointProduction),
        ("elasticity_growth", Self::ElasticityGrowth),
        ("substitution", Self::Substitution),
        ("backlog", Self::Backlog),
        ("under_way", Self::UnderWay),
        ("pace", Self::Pace),
        ("news", Self::News),
        ("planned_output", Self::PlannedOutput),
        ("stand_in", Self::StandIn),
        ("unlicensed", Self::Unlicensed),
        ("tiers", Self::Tiers),
        ("quote_lags", Self::QuoteLags),
        ("records", Self::Records),
        ("discrepancy", Self::Discrepancy),
        ("worn_out", Self::WornOut),
    ];
}

/// The same episode without a mechanism.
pub fn without(mechanism: Mechanism, episode: &Episode) -> Episode {
    let mut it = episode.clone();
    let mut fix = |parameter: Parameter, value: f64| {
        it.assume.insert(parameter.id().to_owned(), Ranged::fixed(value));
    };
    match mechanism {
        Mechanism::Stocks => {
            fix(Parameter::CoverTraders, ALMOST_NOTHING);
            fix(Parameter::FrontLoading, 1.0);
            for user in &mut it.users {
                user.cover_weeks = Some(Ranged::fixed(ALMOST_NOTHING));
            }
        }
        Mechanism::Queue => {
            // Whatever is applied for is decided at once.
            fix(Parameter::ApprovalHazard, 1.0);
            fix(Parameter::LicenceWait, 0.0);
            for practice in &mut it.practices {
                practice.hazard_per_month = Some(Ranged::fixed(1.0));
                practice.wait_months = Some(Ranged::fixed(0.0));
                practice.valid_months = None;
            }
        }
        Mechanism::Leakage => fix(Parameter::Leakage, 0.0),
        Mechanism::JointProduction => {
            it.makers = episode.makers.iter().flat_map(apart).collect();
        }
        Mechanism::ElasticityGrowth => fix(Parameter::ThriftRate, 0.0),
        Mechanism::Substitution => {
            for user in &mut it.users {
                user.ways.clear();
            }
        }
        Mechanism::Backlog => fix(Parameter::Backlog, 0.0),
        Mechanism::UnderWay => {
            fix(Parameter::CustomsGrace, 0.0);
            fix(Parameter::Despatch, ALMOST_NOTHING);
            fix(Parameter::Transit, 0.0);
        }
        Mechanism::Pace => fix(Parameter::ApplicationPace, 1.0),
        Mechanism::News => {
            fix(Parameter::NewsDeviation, 0.0);
            fix(Parameter::AnnouncementRise, 0.0);
        }
        Mechanism::PlannedOutput => fix(Parameter::SupplyPace, 1.0),
        Mechanism::StandIn => fix(Parameter::StandIn, PROHIBITIVE),
        Mechanism::Unlicensed => {
            fix(Parameter::Unlicensed, 0.0);
            for maker in &mut it.makers {
                maker.unlicensed = Ranged::fixed(0.0);
            }
        }
        Mechanism::Tiers => fix(Parameter::Resale, 1.0),
        Mechanism::QuoteLags => {
            fix(Parameter::QuoteLag, ALMOST_NOTHING);
            fix(Parameter::ContractPrice, ALMOST_NOTHING);
        }
        Mechanism::Discrepancy => fix(Parameter::Discrepancy, 0.0),
        Mechanism::WornOut => {
            fix(Parameter::OldScrap, 0.0);
            fix(Parameter::Collection, 0.0);
        }
        Mechanism::Records => {
            fix(Parameter::QuoteDeviation, 0.0);
            fix(Parameter::TradeDeviation, 0.0);
        }
    }
    it
}

/// A maker of several goods as makers of one each.
fn apart(maker: &EpisodeMaker) -> Vec<EpisodeMaker> {
    let each: Vec<(usize, Ranged)> = match &maker.makes {
        Made::Each(makes) => makes.clone(),
        Made::Basket(tonnes, weights) => {
            let all: f64 = weights.iter().map(|it| it.1).sum();
            let part = |share: f64| Ranged {
                low: tonnes.low * share,
                best: tonnes.best * share,
                high: tonnes.high * share,
            };
            weights.iter().map(|it| (it.0, part(it.1 / all))).collect()
        }
    };
    let one = |(number, made): (usize, (usize, Ranged))| EpisodeMaker {
        id: format!("{}-{number}", maker.id),
        makes: Made::Each(vec![made]),
        ..maker.clone()
    };
    each.into_iter().enumerate().map(one).collect()
}
