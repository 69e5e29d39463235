//! What a replay would be without one of its mechanisms.

use coercivity_world::economy::Parameter;
use coercivity_world::episode::{Episode, EpisodeMaker, Made};
use coercivity_world::scenario::Ranged;

/// Next to nothing, where nothing cannot be calibrated.
const ALMOST_NOTHING: f64 = 0.01;

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
}

impl Mechanism {
    /// Every mechanism with its word.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("stocks", Self::Stocks),
        ("queue", Self::Queue),
        ("leakage", Self::Leakage),
        ("joint_production", Self::JointProduction),
        ("elasticity_growth", Self::ElasticityGrowth),
        ("substitution", Self::Substitution),
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
