//! The closed list of answers, and how strong each holds a movement back.

use coercivity_quantity::{Interval, Verdict};
use coercivity_world::measures::{Effect, Presumption, RulebookKind};

/// How strongly a rule holds a movement back; the order is that of strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// Not at all.
    None,
    /// It may go, and must be reported.
    Exempt,
    /// It needs a licence, or falls under what the rulebook is about.
    Licence,
    /// Each case on its merits.
    CaseByCase,
    /// Denied in principle.
    Denied,
    /// Barred.
    Banned,
}

/// An answer of the closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// No clause captures it.
    NotCaptured,
    /// A clause would capture it and sleeps.
    Suspended,
    /// A clause would capture it and has not begun, or has ended.
    NotInForce,
    /// It may go without a licence, and must be reported.
    ExemptReport,
    /// It needs a licence.
    LicenceRequired,
    /// It needs a licence, decided case by case.
    CaseByCase,
    /// It needs a licence that is denied in principle.
    DeniedInPrinciple,
    /// It is barred.
    Banned,
    /// It keeps the contract's clause.
    Compliant,
    /// It breaks a rule.
    NonCompliant,
    /// The credit is kept.
    Eligible,
    /// The credit is lost.
    Ineligible,
    /// It is presumed to be barred unless the presumption is rebutted.
    PresumedBarred,
    /// The benchmark is kept.
    BenchmarkMet,
    /// The benchmark is breached.
    BenchmarkBreached,
    /// A duty or a payment, which stands beside in figures.
    Owed,
    /// Evidence or a reading is missing.
    Undetermined,
    /// Nobody knows the state of the law.
    StatusUnknown,
}

impl Outcome {
    /// Every answer with its word.
    pub const WORDS: [(&'static str, Self); 18] = [
        ("NOT_CAPTURED", Self::NotCaptured),
        ("SUSPENDED", Self::Suspended),
        ("NOT_IN_FORCE", Self::NotInForce),
        ("EXEMPT_REPORT", Self::ExemptReport),
        ("LICENCE_REQUIRED", Self::LicenceRequired),
        ("CASE_BY_CASE", Self::CaseByCase),
        ("DENIED_IN_PRINCIPLE", Self::DeniedInPrinciple),
        ("BANNED", Self::Banned),
        ("COMPLIANT", Self::Compliant),
        ("NON_COMPLIANT", Self::NonCompliant),
        ("ELIGIBLE", Self::Eligible),
        ("INELIGIBLE", Self::Ineligible),
        ("PRESUMED_BARRED", Self::PresumedBarred),
        ("BENCHMARK_MET", Self::BenchmarkMet),
        ("BENCHMARK_BREACHED", Self::BenchmarkBreached),
        ("OWED", Self::Owed),
        ("UNDETERMINED", Self::Undetermined),
        ("STATUS_UNKNOWN", Self::StatusUnknown),
    ];
    /// The word.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|it| it.1 == self).expect("every answer has a word").0
    }
    /// Whether nothing more is to be learned.
    pub fn is_firm(self) -> bool {
        !matches!(self, Self::Undetermined | Self::StatusUnknown)
    }
    /// Whether it stands in the way: yes, no, or open.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Undetermined | Self::StatusUnknown => Verdict::Open,
            Self::LicenceRequired
            | Self::CaseByCase
            | Self::DeniedInPrinciple
            | Self::Banned
            | Self::NonCompliant
            | Self::Ineligible
            | Self::PresumedBarred
            | Self::BenchmarkBreached => Verdict::Yes,
            Self::NotCaptured
            | Self::Suspended
            | Self::NotInForce
            | Self::ExemptReport
            | Self::Compliant
            | Self::Eligible
            | Self::BenchmarkMet
            | Self::Owed => Verdict::No,
        }
    }
    /// What a rung means in a rulebook of a kind.
    pub fn of(rung: Rung, kind: RulebookKind) -> Self {
        let held = rung >= Rung::Licence;
        match kind {
            RulebookKind::Control => match rung {
                Rung::None => Self::NotCaptured,
                Rung::Exempt => Self::ExemptReport,
                Rung::Licence => Self::LicenceRequired,
                Rung::CaseByCase => Self::CaseByCase,
                Rung::Denied => Self::DeniedInPrinciple,
                Rung::Banned => Self::Banned,
            },
            RulebookKind::Procurement if held => Self::NonCompliant,
            RulebookKind::Procurement => Self::Compliant,
            RulebookKind::Credit if held => Self::Ineligible,
            RulebookKind::Credit => Self::Eligible,
            RulebookKind::Presumption if held => Self::PresumedBarred,
            RulebookKind::Presumption => Self::NotCaptured,
            RulebookKind::Indicator if held => Self::BenchmarkBreached,
            RulebookKind::Indicator => Self::BenchmarkMet,
            RulebookKind::Duty | RulebookKind::Support => Self::Owed,
        }
    }
}

/// How strongly an effect holds a movement back, at least and at most; none for what does not hold it back.
pub(crate) fn rungs(effect: &Effect, kind: RulebookKind) -> Option<(Rung, Rung)> {
    use coercivity_world::measures::Captures;
    let exactly = |rung| Some((rung, rung));
    match effect {
        Effect::Deny => exactly(Rung::Banned),
        Effect::License(license) => exactly(match license.presumption {
            Presumption::Approval | Presumption::Ordinary => Rung::Licence,
            Presumption::CaseByCase => Rung::CaseByCase,
            Presumption::Denial => Rung::Denied,
        }),
        Effect::Unmodelled { captures: Captures::Nothing, .. } => None,
        Effect::Unmodelled { captures: Captures::Open, .. } => match kind {
            // What the words of these rulebooks say is the answer itself.
            RulebookKind::Credit | RulebookKind::Indicator | RulebookKind::Presumption => {
                exactly(Rung::Licence)
            }
            RulebookKind::Control
            | RulebookKind::Procurement
            | RulebookKind::Duty
            | RulebookKind::Support => Some((Rung::None, Rung::Banned)),
        },
        Effect::Exempt(_)
        | Effect::Duty { .. }
        | Effect::Quota { .. }
        | Effect::PriceFloor(_)
        | Effect::Stockpile(_)
        | Effect::Fund(_)
        | Effect::Hasten { .. }
        | Effect::Offtake { .. }
        | Effect::Admit(_) => None,
    }
}

/// What is owed or paid at a border.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Owed {
    /// Percent of the value.
    pub percent: Interval<f64>,
    /// United States dollars for each kilogram, beside it; owed by the importer, or paid to the maker.
    pub usd_per_kg: Interval<f64>,
}

/// The answers of several rulebooks together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combined {
    /// Whether any control was asked: without one nothing is known of them.
    pub asked: bool,
    /// What certainly holds of the controls; none when nothing is certain.
    pub firm: Option<Outcome>,
    /// The strongest that the controls may turn out to say.
    pub at_most: Outcome,
    /// What stands beside it: controls that are undetermined or whose state nobody knows.
    pub beside: Vec<(String, Outcome)>,
    /// Rulebooks of other kinds that were asked and stand in the way, or may: barred, not compliant, undetermined.
    pub apart: Vec<(String, Outcome)>,
}

impl Combined {
    /// Whether the controls hold the movement back: yes, no, or open; none when no control was asked.
    pub fn verdict(&self) -> Option<Verdict> {
        let held = |it: Outcome| it >= Outcome::LicenceRequired;
        self.asked.then(|| match self.firm {
            Some(it) if held(it) => Verdict::Yes,
            Some(_) if self.beside.is_empty() => Verdict::No,
            _ => Verdict::Open,
        })
    }
    /// What of all that was asked stands most in the way: the controls, or what stands apart from them.
    pub fn gravest(&self) -> Verdict {
        let apart = self.apart.iter().map(|it| it.1.verdict());
        apart.chain(self.verdict()).max().unwrap_or(Verdict::No)
    }
    /// The word that heads an answer; none when no control was asked.
    pub fn headline(&self) -> Option<Outcome> {
        let unknown = self.beside.iter().any(|it| it.1 == Outcome::StatusUnknown);
        let word = match self.firm {
            Some(it) => it,
            None if unknown => Outcome::StatusUnknown,
            None => Outcome::Undetermined,
        };
        self.asked.then_some(word)
    }
}
