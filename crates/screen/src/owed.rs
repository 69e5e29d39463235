//! Duties, floors and payments: what is owed or paid where clauses that charge cover a movement.

use coercivity_quantity::{Interval, Verdict};
use coercivity_world::measures::{Breadth, Condition, Effect, FloorForm, Movement, PriceFloor, RulebookKind};

use crate::exclude::{Charge, most};
use crate::finding::Under;
use crate::outcome::{Outcome, Owed};
use crate::weigh::{Answer, Weight};

/// Value of a kilogram at entry, United States dollars.
pub(crate) const VALUE_USD_PER_KG: &str = "value_usd_per_kg";
/// Benchmark price that a payment tops up, United States dollars for each kilogram.
pub(crate) const BENCHMARK_USD_PER_KG: &str = "benchmark_usd_per_kg";

fn span(low: f64, high: f64) -> Interval<f64> {
    Interval::between(low, high.max(low)).expect("a low end is not above its high end")
}

/// What a duty adds, in percent: one that includes the ordinary duty adds what that leaves of it.
fn duty_percent(rate: f64, includes: Option<&Condition>, movement: &Movement) -> Interval<f64> {
    let Some(ordinary) = includes else { return Interval::exactly(rate) };
    let beside = |it: f64| (rate - it.max(0.0)).max(0.0);
    match (movement.figures.get(&ordinary.id), ordinary.answer(movement)) {
        (Some(it), _) => span(beside(it.high()), beside(it.low())),
        (None, Verdict::No) => Interval::exactly(rate),
        (None, Verdict::Open | Verdict::Yes) => span(0.0, rate),
    }
}

/// What a floor costs or pays for each kilogram, where it covers the movement.
fn floor_usd_per_kg(floor: &PriceFloor, movement: &Movement, kind: RulebookKind) -> Interval<f64> {
    let at = floor.floor.in_usd_per_kg();
    let below = |figure: &str| match movement.figures.get(figure) {
        Some(value) => span((at - value.high()).max(0.0), (at - value.low()).max(0.0)),
        None => span(0.0, at),
    };
    match (floor.form, kind) {
        (FloorForm::Import, _) => {
            let document = floor.document.as_ref().map_or(Verdict::Yes, |it| it.answer(movement));
            match document {
                Verdict::Yes => below(VALUE_USD_PER_KG),
                Verdict::No => Interval::exactly(at),
                Verdict::Open => span(below(VALUE_USD_PER_KG).low(), at),
            }
        }
        (FloorForm::Difference, RulebookKind::Support) => below(BENCHMARK_USD_PER_KG),
        // A difference is paid to a maker; an importer owes nothing by it.
        (FloorForm::Difference, _) => Interval::exactly(0.0),
    }
}

/// Each clause once: a thing that goes by several names pays for one of them.
fn once<'w, 'a>(weights: &'w [Weight<'a>]) -> impl Iterator<Item = Weight<'a>> + use<'w, 'a> {
    weights.iter().enumerate().filter_map(|(at, it)| {
        let same = |other: &&Weight<'a>| std::ptr::eq(other.clause, it.clause);
        let first = !weights[..at].iter().any(|other| same(&other));
        let covers = weights[at..].iter().filter(same).map(|it| it.covers).fold(Verdict::No, Verdict::or);
        first.then_some(Weight { covers, ..*it })
    })
}

/// What is owed or paid, over all readings and states.
pub(crate) fn owed(
    readings: &[(Breadth, Vec<Weight<'_>>)],
    movement: &Movement,
    kind: RulebookKind,
) -> (Answer, Owed) {
    let (mut low, mut high) = ((f64::INFINITY, f64::INFINITY), (0.0f64, 0.0f64));
    let (mut unknown, mut unsaid) = (false, false);
    for (_, weights) in readings {
        let mut least = (0.0, 0.0);
        let (mut percents, mut sums) = (Vec::new(), Vec::new());
        for weight in once(weights).filter(|it| it.covers != Verdict::No) {
            let (percent, usd) = match &weight.clause.effect {
                Effect::Duty { ad_valorem_percent, includes } => {
                    let percent = duty_percent(*ad_valorem_percent, includes.as_deref(), movement);
                    (percent, Interval::exactly(0.0))
                }
                Effect::PriceFloor(floor) => {
                    (Interval::exactly(0.0), floor_usd_per_kg(floor, movement, kind))
                }
                Effect::Unmodelled { captures: coercivity_world::measures::Captures::Open, .. } => {
                    unsaid |= weight.binds != Verdict::No;
                    continue;
                }
                Effect::Unmodelled { .. }
                | Effect::Deny
                | Effect::License(_)
                | Effect::Exempt(_)
                | Effect::Quota { .. }
                | Effect::Stockpile(_)
                | Effect::Fund(_)
                | Effect::Hasten { .. }
                | Effect::Offtake { .. }
                | Effect::Admit(_) => continue,
            };
            let binding = weight.binds;
            unknown |= binding == Verdict::Open;
            if binding.and(weight.covers) == Verdict::Yes {
                least = (least.0 + percent.low(), least.1 + usd.low());
            }
            if binding != Verdict::No {
                let charge = |amount: f64| Charge { clause: weight.clause, covers: weight.covers, amount };
                percents.push(charge(percent.high()));
                sums.push(charge(usd.high()));
            }
        }
        low = (low.0.min(least.0), low.1.min(least.1));
        high = (high.0.max(most(&percents)), high.1.max(most(&sums)));
    }
    let owed = Owed { percent: span(low.0.min(high.0), high.0), usd_per_kg: span(low.1.min(high.1), high.1) };
    let firm = owed.percent.low() == owed.percent.high() && owed.usd_per_kg.low() == owed.usd_per_kg.high();
    let (outcome, beside) = match (firm && !unsaid, unknown) {
        (true, false | true) => (Outcome::Owed, Vec::new()),
        (false, true) => (Outcome::StatusUnknown, Vec::new()),
        (false, false) => (Outcome::Undetermined, Vec::new()),
    };
    let under = readings.iter().map(|it| Under {
        breadth: it.0,
        awake: true,
        at_least: Outcome::Owed,
        at_most: Outcome::Owed,
    });
    (Answer { outcome, beside, readings: under.collect() }, owed)
}
