//! What each effect of the law does to a lane. One function, matched without a wildcard: a new effect makes the
//! compiler ask what it does here.

use coercivity_quantity::{Day, Unit};
use coercivity_world::measures::{Effect, FloorForm, Presumption};

/// What binds on a lane.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaneRule {
    /// Nothing may pass.
    pub closed: bool,
    /// Passing needs a licence.
    pub licence: Option<LicenceRule>,
    /// Duty, as a share of the price at the origin.
    pub duty: f64,
    /// Minimum price at the border, USD/kg.
    pub import_floor: Option<f64>,
    /// Yearly caps that it counts against.
    pub quotas: Vec<QuotaRule>,
    /// Instruments and clauses, as `instrument:clause`.
    pub because: Vec<String>,
}

/// A yearly cap on all lanes that one clause reaches.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotaRule {
    /// The clause, as `instrument:clause`: lanes of the same clause share its cap.
    pub clause: String,
    /// Tonnes in a year.
    pub t_per_year: f64,
    /// What the tonnes are of.
    pub unit: Unit,
}

/// A licence requirement on a lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LicenceRule {
    /// The practice of the authority, by its place in the scenario; the parameters' when absent.
    pub practice: Option<usize>,
    /// Whether it is denied in principle.
    pub leaning: Leaning,
    /// Since when it is required, as far as known.
    pub since: Option<Day>,
}

/// Which way the authority leans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaning {
    /// Applications are examined.
    Examined,
    /// Applications are refused in principle.
    Refused,
}

impl LaneRule {
    /// Whether nothing binds.
    pub fn is_free(&self) -> bool {
        let bound = self.closed || self.licence.is_some() || self.duty != 0.0;
        !bound && self.import_floor.is_none() && self.quotas.is_empty()
    }
}

/// Whether an effect does anything to a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touched {
    /// It does.
    Yes,
    /// It acts elsewhere, or something harder holds already.
    No,
}

/// Adds one effect of a clause (`instrument:clause`) to what binds on a lane.
pub fn apply(
    effect: &Effect,
    clause: &str,
    rule: &mut LaneRule,
    (practice, since): (Option<usize>, Option<Day>),
) -> Touched {
    let before = rule.clone();
    match effect {
        Effect::Deny => rule.closed = true,
        Effect::License(license) => {
            let leaning = match license.presumption {
                Presumption::Denial => Leaning::Refused,
                Presumption::Approval | Presumption::Ordinary | Presumption::CaseByCase => Leaning::Examined,
            };
            // Of several licences the one that leans hardest decides; of those, the one with a stated practice.
            let harder = rule.licence.is_none_or(|it| {
                it.leaning == Leaning::Examined && (leaning == Leaning::Refused || it.practice.is_none())
            });
            if harder {
                rule.licence = Some(LicenceRule { practice, leaning, since });
            }
        }
        // An exemption frees from other clauses before they bind: the regime has taken it into account.
        Effect::Exempt(_) => {}
        Effect::Duty { ad_valorem_percent } => rule.duty += ad_valorem_percent / 100.0,
        Effect::Quota { tonnes_per_year, unit } => rule.quotas.push(QuotaRule {
            clause: clause.to_owned(),
            t_per_year: *tonnes_per_year,
            unit: *unit,
        }),
        Effect::PriceFloor(floor) => match floor.form {
            FloorForm::Import => {
                let price = floor.floor.in_usd_per_kg();
                rule.import_floor = Some(rule.import_floor.map_or(price, |it| it.max(price)));
            }
            // Paid to the producer: see `support`; the market price and the lane are untouched.
            FloorForm::Difference => {}
        },
        // Club members do not buy from those they have sworn off; the premium is paid in `support`.
        Effect::Admit(club) => rule.closed |= !club.may_not_buy_from.is_empty(),
        // These act on makers, holders and projects, not on lanes: see `support`.
        Effect::Stockpile(_)
        | Effect::Fund(_)
        | Effect::Hasten { .. }
        | Effect::Offtake { .. }
        // What nobody could say does nothing in a run and is listed among the unknowns.
        | Effect::Unmodelled { .. } => {}
    }
    if *rule == before { Touched::No } else { Touched::Yes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use coercivity_world::measures::License;

    #[test]
    fn the_hardest_licence_decides_and_a_denial_closes() {
        let license = |presumption| Effect::License(License { presumption, review_working_days: None });
        let mut rule = LaneRule::default();
        apply(&license(Presumption::Ordinary), "a:1", &mut rule, (Some(0), None));
        apply(&license(Presumption::Denial), "a:2", &mut rule, (None, None));
        apply(&license(Presumption::Approval), "a:3", &mut rule, (Some(1), None));
        assert_eq!(rule.licence.map(|it| it.leaning), Some(Leaning::Refused));
        assert!(!rule.closed);
        apply(&Effect::Deny, "a:4", &mut rule, (None, None));
        assert!(rule.closed);
    }

    #[test]
    fn duties_add_and_every_quota_keeps_its_own_cap() {
        let mut rule = LaneRule::default();
        for percent in [2.5, 10.0] {
            apply(&Effect::Duty { ad_valorem_percent: percent }, "a:1", &mut rule, (None, None));
        }
        assert!((rule.duty - 0.125).abs() < 1e-12);
        let quota = |tonnes_per_year| Effect::Quota { tonnes_per_year, unit: Unit::TonnesReo };
        apply(&quota(300.0), "a:2", &mut rule, (None, None));
        apply(&quota(500.0), "b:1", &mut rule, (None, None));
        let kept: Vec<(&str, f64)> =
            rule.quotas.iter().map(|it| (it.clause.as_str(), it.t_per_year)).collect();
        assert_eq!(kept, [("a:2", 300.0), ("b:1", 500.0)]);
    }
}
