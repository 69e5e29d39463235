//! The few numbers that a run is judged by: one for each buyer, or for each buyer and use.

use coercivity_world::scenario::AskedFigure;

use crate::drawn::Drawn;
use crate::group::Group;
use crate::question::Question;

/// A number of each draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headline {
    /// Service in month 12 of the scenario's own cut-off, as written: the least of a buyer's uses; a share.
    Service {
        /// Place of the buyer.
        buyer: usize,
    },
    /// The least remanence of a buyer's uses; a share.
    RemanenceWorst {
        /// Place of the buyer.
        buyer: usize,
    },
    /// Remanence of one use of one buyer; a share.
    Remanence {
        /// Place of the group.
        group: usize,
    },
    /// What a year of total cut-off costs a buyer in lost surplus; USD.
    Leverage {
        /// Place of the buyer.
        buyer: usize,
    },
    /// Months from the run's start until a buyer is independent, every use asked; infinite when the run ends first.
    Independence {
        /// Place of the buyer.
        buyer: usize,
    },
}

impl Headline {
    /// Those that a question asks for, buyer by buyer.
    pub fn asked(question: &Question<'_>) -> Vec<Self> {
        let ask = &question.scenario.ask;
        let of_buyer = |buyer: usize| {
            [
                (AskedFigure::Service, Self::Service { buyer }),
                (AskedFigure::Remanence, Self::RemanenceWorst { buyer }),
                (AskedFigure::Leverage, Self::Leverage { buyer }),
                (AskedFigure::Independence, Self::Independence { buyer }),
            ]
        };
        let all = (0..question.scenario.buyers.len()).flat_map(of_buyer);
        all.filter(|it| ask.wants(it.0)).map(|it| it.1).collect()
    }

    /// Remanence of every use of every buyer, where it is asked.
    pub fn of_uses(question: &Question<'_>) -> Vec<Self> {
        let asked = question.scenario.ask.wants(AskedFigure::Remanence);
        let groups = if asked { question.groups.len() } else { 0 };
        (0..groups).map(|group| Self::Remanence { group }).collect()
    }

    /// Its word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Service { .. } => "service_month_12_worst",
            Self::RemanenceWorst { .. } => "remanence_worst",
            Self::Remanence { .. } => "remanence",
            Self::Leverage { .. } => "leverage_surplus",
            Self::Independence { .. } => "independence_months",
        }
    }

    /// Ending of its unit.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Service { .. } | Self::RemanenceWorst { .. } | Self::Remanence { .. } => "share",
            Self::Leverage { .. } => "usd",
            Self::Independence { .. } => "months",
        }
    }

    /// Place of the buyer that it is about.
    pub fn buyer(self, groups: &[Group]) -> usize {
        match self {
            Self::Service { buyer }
            | Self::RemanenceWorst { buyer }
            | Self::Leverage { buyer }
            | Self::Independence { buyer } => buyer,
            Self::Remanence { group } => groups[group].buyer,
        }
    }

    /// Its value in a draw; not a number where the draw does not have it.
    pub fn of(self, question: &Question<'_>, drawn: &Drawn) -> f64 {
        let worst = |buyer: usize, of: &dyn Fn(usize) -> Option<f64>| {
            let own = (0..question.groups.len()).filter(|it| question.groups[*it].buyer == buyer);
            own.filter_map(of).min_by(f64::total_cmp).unwrap_or(f64::NAN)
        };
        match self {
            Self::Service { buyer } => worst(buyer, &|it| drawn.service_after_a_year.get(it).copied()),
            Self::RemanenceWorst { buyer } => worst(buyer, &|it| drawn.figures[it].remanence),
            Self::Remanence { group } => drawn.figures[group].remanence.unwrap_or(f64::NAN),
            // The market counts in thousands of dollars.
            Self::Leverage { buyer } => drawn.leverage.get(buyer).map_or(f64::NAN, |it| it.surplus * 1000.0),
            Self::Independence { buyer } => match drawn.independence.buyers.get(buyer) {
                None => f64::NAN,
                Some(None) => f64::INFINITY,
                Some(Some(month)) => f64::from(month.since(question.scenario.from)),
            },
        }
    }
}
