//! What a clause does. The list is closed on purpose: a new kind must be answered in every room.

use coercivity_quantity::{Money, Months, Price, Unit, Verdict};

use crate::id::{EndUse, InstrumentId, Place};
use crate::measures::bound::Condition;
use crate::measures::change::ClauseRef;
use crate::measures::movement::Movement;
use crate::measures::places::PlaceSet;

/// What a clause does.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// The movement is barred.
    Deny,
    /// The movement needs a licence.
    License(License),
    /// The movement is freed from other clauses.
    Exempt(Exemption),
    /// A duty on the value at entry.
    Duty {
        /// Percent of the value, 0 or more.
        ad_valorem_percent: f64,
        /// That an ordinary duty is owed, which the percent include; they stand beside it when absent.
        includes: Option<Box<Condition>>,
    },
    /// A yearly cap.
    Quota {
        /// Tonnes in a year, in the unit beside it.
        tonnes_per_year: f64,
        /// What the tonnes are of.
        unit: Unit,
    },
    /// A floor under a price.
    PriceFloor(PriceFloor),
    /// A stock that is filled and released.
    Stockpile(Stockpile),
    /// Money for a facility or an industry.
    Fund(Fund),
    /// Permits come sooner.
    Hasten {
        /// By so many months; unknown when absent.
        months: Option<Months>,
    },
    /// A buyer takes a share of an output at a price.
    Offtake {
        /// Share of the output, 0..=1.
        share: f64,
        /// Price of the good; unknown when absent.
        price: Option<Price>,
    },
    /// Members of a club buy from one another.
    Admit(Admission),
    /// What these kinds cannot say, in words.
    Unmodelled {
        /// What it does.
        text: String,
        /// Whether it may hold a movement back; nobody can say how, so it is then open.
        captures: Captures,
    },
}

impl Effect {
    /// The word for the kind of effect, as files write it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Deny => "deny",
            Self::License(_) => "license",
            Self::Exempt(_) => "exempt",
            Self::Duty { .. } => "duty",
            Self::Quota { .. } => "quota",
            Self::PriceFloor(_) => "price_floor",
            Self::Stockpile(_) => "stockpile",
            Self::Fund(_) => "fund",
            Self::Hasten { .. } => "hasten",
            Self::Offtake { .. } => "offtake",
            Self::Admit(_) => "admit",
            Self::Unmodelled { .. } => "unmodelled",
        }
    }
    /// What it asks about a movement beside the scope of its clause: a paper, or the ordinary duty that it includes.
    pub fn condition(&self) -> Option<&Condition> {
        match self {
            Self::Duty { includes, .. } => includes.as_deref(),
            Self::PriceFloor(floor) => floor.document.as_ref(),
            Self::Deny
            | Self::License(_)
            | Self::Exempt(_)
            | Self::Quota { .. }
            | Self::Stockpile(_)
            | Self::Fund(_)
            | Self::Hasten { .. }
            | Self::Offtake { .. }
            | Self::Admit(_)
            | Self::Unmodelled { .. } => None,
        }
    }
    /// The ordinary duty that it includes, where what a movement says of it leaves open what is owed beside it.
    pub fn ordinary_unsaid(&self, movement: &Movement) -> Option<&Condition> {
        let Self::Duty { includes: Some(ordinary), .. } = self else { return None };
        let figure = movement.figures.get(&ordinary.id).map(|it| it.low() == it.high());
        let none = ordinary.answer(movement) == Verdict::No;
        (!figure.unwrap_or(none)).then_some(ordinary)
    }
}

/// Whether what a clause does in its own words may hold a movement back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Captures {
    /// It may: what it covers is open.
    Open,
    /// It does not: a procedure, a notice, a promise, an indicator.
    Nothing,
}

/// A licence requirement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct License {
    /// Which way the authority leans.
    pub presumption: Presumption,
    /// Working days that the law gives the authority; unknown when absent.
    pub review_working_days: Option<f64>,
}

/// Which way a licensing authority leans by the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presumption {
    /// Granted unless there is a reason against it.
    Approval,
    /// The ordinary examination; the text leans neither way.
    Ordinary,
    /// Each case on its own merits.
    CaseByCase,
    /// Denied in principle.
    Denial,
}

/// A freedom from other clauses.
#[derive(Clone, Debug, PartialEq)]
pub struct Exemption {
    /// The clauses it frees from; its own instrument's when empty.
    pub of: Vec<ClauseRef>,
    /// Working days within which it must be reported afterwards; no report when absent.
    pub report_working_days: Option<f64>,
}

impl Exemption {
    /// Whether an exemption of one instrument is from a clause of an instrument.
    pub fn means(&self, own: InstrumentId, (instrument, clause): (InstrumentId, &str)) -> bool {
        match self.of.is_empty() {
            true => own == instrument,
            false => self.of.iter().any(|it| it.means(instrument, clause)),
        }
    }
}

/// A floor under a price: a payment or a minimum import price, never both.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceFloor {
    /// How it works.
    pub form: FloorForm,
    /// The floor.
    pub floor: Price,
    /// What a kilogram is of.
    pub basis: FloorBasis,
    /// Share of the upside above the floor that the payer takes, 0..=1.
    pub upside_share: f64,
    /// Who pays; nobody for a minimum import price.
    pub paid_by: PlaceSet,
    /// The paper without which a minimum import price is owed whole, and not the difference alone.
    pub document: Option<Condition>,
}

/// How a price floor works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloorForm {
    /// Pays the producer the difference; the market price does not move.
    Difference,
    /// A minimum import price, which moves it.
    Import,
}

/// What the kilogram of a floor is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloorBasis {
    /// Contained oxide.
    ContainedOxide,
    /// Contained element.
    ContainedElement,
    /// The article as weighed.
    Gross,
}

impl FloorBasis {
    /// The unit in tonnes of which it says what a kilogram is of.
    pub fn unit(self) -> Unit {
        match self {
            Self::ContainedOxide => Unit::TonnesOxide,
            Self::ContainedElement => Unit::TonnesElement,
            Self::Gross => Unit::TonnesGross,
        }
    }
}

/// A stock: how large, how it fills, when it is released.
#[derive(Clone, Debug, PartialEq)]
pub struct Stockpile {
    /// Who holds it.
    pub holders: PlaceSet,
    /// Months of reference demand that it shall cover; unknown when absent.
    pub cover: Option<Months>,
    /// Money that it may spend; unknown when absent.
    pub budget: Option<Money>,
    /// Months that it covers on its first day.
    pub opening_cover: Months,
    /// Months in which it fills; unknown when absent.
    pub fill: Option<Months>,
    /// Largest share of the freely traded supply that it buys, 0..=1; unknown when absent.
    pub buy_max_share_of_free_supply: Option<f64>,
    /// Service below which it is released, 0..=1; unknown when absent.
    pub release_below_service: Option<f64>,
    /// Who gets it first.
    pub release_order: Vec<EndUse>,
}

/// Money for a facility or an industry.
#[derive(Clone, Debug, PartialEq)]
pub struct Fund {
    /// In which form.
    pub form: FundForm,
    /// How much; unknown when absent.
    pub amount: Option<Money>,
    /// Share of the cost that it bears, 0..=1; unknown when absent.
    pub share_of_cost: Option<f64>,
    /// Whom it is for, when one is named.
    pub recipient: Option<String>,
}

/// The form of public money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FundForm {
    /// Not paid back.
    Grant,
    /// Paid back.
    Loan,
    /// A share of the firm.
    Equity,
    /// Off the tax bill.
    TaxCredit,
}

/// The rules of a club of buyers and makers.
#[derive(Clone, Debug, PartialEq)]
pub struct Admission {
    /// Name of the club.
    pub club: String,
    /// Members: who buys by its rules.
    pub members: PlaceSet,
    /// Largest premium that members pay over the outside price, 0 or more.
    pub premium_max: f64,
    /// The price the premium is over, in words; the outside price when absent.
    pub premium_over: Option<String>,
    /// Places from which members may not buy.
    pub may_not_buy_from: Vec<Place>,
    /// Least share of a good that must come from members, 0..=1; unknown when absent.
    pub member_origin_min: Option<f64>,
    /// How origin is proven, in words.
    pub origin_proof: Option<String>,
    /// Who may join.
    pub joining: Joining,
}

/// Whether others may join a club.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joining {
    /// Others may.
    Open,
    /// Only the named members.
    Closed,
}
