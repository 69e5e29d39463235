//! What each effect of the law does in the month's problem: the one place where a clause becomes something that acts,
//! matched without a wildcard, so that a new effect makes the compiler ask what it does.

use coercivity_quantity::{Months, Price, Unit};
use coercivity_world::Place;
use coercivity_world::measures::{
    Admission, Clause, Effect, FloorBasis, FloorForm, Fund, Measure, Presumption, PriceFloor, Regime,
    Stockpile,
};

/// Something that a clause does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// To the lanes that it covers.
    Lane(LaneAct),
    /// To makers, holders, projects and members.
    Aid(Aid),
}

/// What is done to a lane.
#[derive(Clone, Debug, PartialEq)]
pub enum LaneAct {
    /// Nothing may pass.
    Close,
    /// Nothing of these origins may pass.
    Shun(Vec<Place>),
    /// Passing needs a licence.
    License(Leaning),
    /// A duty, as a share of the price at the origin.
    Duty(f64),
    /// A minimum price at the border, USD/kg of a basis.
    ImportFloor(f64, FloorBasis),
    /// A yearly cap, shared by all lanes of the clause.
    Quota {
        /// Tonnes in a year.
        t_per_year: f64,
        /// What the tonnes are of.
        unit: Unit,
    },
}

/// Which way a licensing authority leans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaning {
    /// Applications are examined.
    Examined,
    /// Applications are refused in principle.
    Refused,
}

/// What is done for somebody.
#[derive(Clone, Debug, PartialEq)]
pub enum Aid {
    /// A payment up to a price.
    Floor(PriceFloor),
    /// A buyer takes a share of an output.
    Offtake {
        /// The share, 0..=1.
        share: f64,
        /// Its price; what making costs when absent.
        price: Option<Price>,
    },
    /// Members buy from members.
    Club(Admission),
    /// A public stock.
    Stockpile(Stockpile),
    /// Money.
    Fund(Fund),
    /// Permits come sooner by so many months.
    Hasten(Months),
}

/// What an effect does. Nothing for an exemption: what it frees from the regime leaves out of what binds; nothing for what
/// is unknown or cannot be said, which a run lists among its unknowns.
pub fn acts(effect: &Effect) -> Vec<Act> {
    match effect {
        Effect::Deny => vec![Act::Lane(LaneAct::Close)],
        Effect::License(license) => vec![Act::Lane(LaneAct::License(match license.presumption {
            Presumption::Denial => Leaning::Refused,
            Presumption::Approval | Presumption::Ordinary | Presumption::CaseByCase => Leaning::Examined,
        }))],
        Effect::Exempt(_) => Vec::new(),
        Effect::Duty { ad_valorem_percent, .. } => vec![Act::Lane(LaneAct::Duty(ad_valorem_percent / 100.0))],
        Effect::Quota { tonnes_per_year, unit } => {
            vec![Act::Lane(LaneAct::Quota { t_per_year: *tonnes_per_year, unit: *unit })]
        }
        // A minimum import price moves the market; a difference is paid to the producer and leaves it alone.
        Effect::PriceFloor(floor) => match floor.form {
            FloorForm::Import => {
                vec![Act::Lane(LaneAct::ImportFloor(floor.floor.in_usd_per_kg(), floor.basis))]
            }
            FloorForm::Difference => vec![Act::Aid(Aid::Floor(floor.clone()))],
        },
        Effect::Stockpile(stock) => vec![Act::Aid(Aid::Stockpile(stock.clone()))],
        Effect::Fund(fund) => vec![Act::Aid(Aid::Fund(fund.clone()))],
        Effect::Hasten { months } => months.iter().map(|it| Act::Aid(Aid::Hasten(*it))).collect(),
        Effect::Offtake { share, price } => vec![Act::Aid(Aid::Offtake { share: *share, price: *price })],
        // Members do not buy from those they have sworn off, and prefer one another.
        Effect::Admit(club) => {
            vec![Act::Lane(LaneAct::Shun(club.may_not_buy_from.clone())), Act::Aid(Aid::Club(club.clone()))]
        }
        Effect::Unmodelled { .. } => Vec::new(),
    }
}

/// Every clause of the law that supports somebody, with what it does.
pub(crate) fn aids(regime: &Regime) -> impl Iterator<Item = (&Measure, &Clause, Aid)> {
    let clauses = regime.measures().iter().flat_map(|it| it.clauses.iter().map(move |clause| (it, clause)));
    clauses.flat_map(|(measure, clause)| {
        let aids = acts(&clause.effect).into_iter().filter_map(|it| match it {
            Act::Aid(aid) => Some(aid),
            Act::Lane(_) => None,
        });
        aids.map(move |aid| (measure, clause, aid))
    })
}

/// Whether an effect does anything to a lane, or frees one.
pub(crate) fn acts_on_lanes(effect: &Effect) -> bool {
    matches!(effect, Effect::Exempt(_)) || acts(effect).iter().any(|it| matches!(it, Act::Lane(_)))
}
