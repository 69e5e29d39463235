//! The answer in sentences, most important first, and what is not known.

use std::collections::BTreeSet;

use coercivity_quantity::Verdict;
use coercivity_simulate::{Baseline, Drawn, Line, Question, SHORTAGE, promised};
use coercivity_world::base::RemainderKind;
use coercivity_world::scenario::AskedFigure;

use crate::number::{dollars, percent};
use crate::view::{Project, PublicMoney};

use super::Telling;
use super::going_ahead;
use super::independence::{month_at, month_beside};
use super::own_law::{self, OwnLaw};

/// The answer of a run.
pub(super) fn sentences(
    telling: &Telling<'_>,
    own: &OwnLaw,
    (paid, projects): (&[PublicMoney], &[Project]),
) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    said.extend(worst_use(telling));
    said.extend(first_short(telling));
    said.extend(weakest_link(telling));
    said.extend(cost(telling));
    said.extend(independence(telling));
    said.extend(public_money(telling, paid));
    said.extend(own_law::shared_kilograms(own));
    said.extend(promises(telling));
    said.extend(going_ahead::sentences(telling, projects));
    said.extend(going_ahead::newcomers(telling));
    said
}

/// A number with the baseline's behind it, where that is another world.
fn beside(telling: &Telling<'_>, here: String, baseline: Option<String>) -> String {
    match (&telling.question.baseline, baseline) {
        (Baseline::Itself | Baseline::WithoutCuts(_), _) | (Baseline::Another(_), None) => here,
        (Baseline::Another(_), Some(it)) if it == here => format!("{here} (as in {})", telling.the_beside()),
        (Baseline::Another(_), Some(it)) => format!("{here} ({} {it})", telling.beside_word()),
    }
}

/// Which use keeps least of its service a year into a total cut-off.
fn worst_use(telling: &Telling<'_>) -> Option<String> {
    let scenario = telling.question.scenario;
    let detail = &telling.outcome.detail;
    let of = |it: &Drawn, group: usize| it.figures[group].remanence.unwrap_or(f64::NAN);
    let ranked = (0..detail.groups.len())
        .filter_map(|group| Some((group, telling.quantile(0.5, |it| of(it, group))?)));
    // Of uses that are told alike, in whole percents, the first as asked.
    let (place, service) = ranked.min_by(|a, b| (100.0 * a.1).round().total_cmp(&(100.0 * b.1).round()))?;
    let group = &detail.groups[place];
    let baseline = telling.quantile_beside(0.5, |it| of(it, place)).map(percent);
    Some(format!(
        "If {} stops altogether from {}, service of {} in {} stands at {} after twelve months, the least of all uses \
         asked ({}).",
        telling.place(scenario.supplier),
        scenario.shock_from.unwrap_or(scenario.from),
        lower(&telling.end_use(group.end_use.as_str())),
        scenario.buyers[group.buyer].label,
        beside(telling, percent(service), baseline),
        telling.basis(),
    ))
}

/// Who runs short first in the scenario itself.
fn first_short(telling: &Telling<'_>) -> Option<String> {
    if !telling.asks(AskedFigure::Service) {
        return None;
    }
    let scenario = telling.question.scenario;
    let groups = &telling.outcome.detail.groups;
    let months = telling.months();
    let short = |group: usize| {
        let [median] = telling.monthly(telling.table(Line::Service(group)).as_ref(), [0.5]);
        let found = (0..months.len()).find(|it| median[*it].is_some_and(|it| it < SHORTAGE))?;
        Some((found, group))
    };
    let all: Vec<(usize, usize)> = (0..groups.len()).filter_map(short).collect();
    let Some((month, group)) = all.iter().min().copied() else {
        return Some(
            "In this scenario no use that was asked falls below 90 % of its reference demand.".to_owned(),
        );
    };
    let group = &groups[group];
    Some(format!(
        "In this scenario {} of {} uses fall below 90 %; the first is {} in {}, in {}.",
        all.len(),
        groups.len(),
        lower(&telling.end_use(group.end_use.as_str())),
        scenario.buyers[group.buyer].label,
        months[month],
    ))
}

fn weakest_link(telling: &Telling<'_>) -> Option<String> {
    let lost = telling.outcome.detail.weakest.first()?;
    let (group, service) = lost.worst()?;
    let group = &telling.outcome.detail.groups[group];
    Some(format!(
        "The weakest single link is {} ({}) in {}: without it alone, service of {} in {} stands at {} after \
         twelve months.",
        lost.link.good,
        lost.link.stage,
        telling.place(lost.link.place),
        lower(&telling.end_use(group.end_use.as_str())),
        telling.question.scenario.buyers[group.buyer].label,
        percent(service),
    ))
}

/// What a year of cut-off costs, buyer by buyer.
fn cost(telling: &Telling<'_>) -> Option<String> {
    let buyers = telling.question.scenario.buyers.iter().enumerate();
    let told: Vec<(bool, String)> = buyers
        .filter_map(|(index, buyer)| {
            let usd = |it: &Drawn| it.leverage.get(index).map_or(f64::NAN, |it| it.surplus * 1000.0);
            let baseline = telling.quantile_beside(0.5, usd);
            let here = telling.quantile(0.5, usd)?;
            let negative = [Some(here), baseline].into_iter().flatten().any(|it| it <= -1000.0);
            Some((
                negative,
                format!("{} {}", buyer.label, beside(telling, dollars(here), baseline.map(dollars))),
            ))
        })
        .collect();
    costs(
        "A year of total cut-off costs in lost surplus",
        &told,
        "more slips past a cut than the law had let pass without it",
    )
}

fn independence(telling: &Telling<'_>) -> Option<String> {
    if !telling.asks(AskedFigure::Independence) {
        return None;
    }
    let buyers = telling.question.scenario.buyers.iter().enumerate();
    let said: Vec<String> = buyers
        .map(|(index, buyer)| {
            let beyond = || format!("beyond {}", telling.question.scenario.last_month());
            let here = month_at(telling, index, 0.5).unwrap_or_else(beyond);
            let baseline = month_beside(telling, index).unwrap_or_else(beyond);
            format!("{} {}", buyer.label, beside(telling, here, Some(baseline)))
        })
        .collect();
    (!said.is_empty())
        .then(|| format!("The threat is empty (95 % of service kept, every use asked): {}.", said.join(", ")))
}

/// What public payers spend over the run, clause by clause.
fn public_money(telling: &Telling<'_>, rows: &[PublicMoney]) -> Option<String> {
    let told = |it: &PublicMoney| {
        let (here, beside) = (it.p50?, it.baseline_p50);
        let least = |usd: f64| usd.abs() >= 1000.0;
        let baseline =
            beside.map_or(String::new(), |usd| format!(" ({} {})", telling.beside_word(), dollars(usd)));
        (least(here) || beside.is_some_and(least)).then(|| {
            (
                here < 0.0 || beside.is_some_and(|it| it < 0.0),
                format!("{} {}{baseline}", it.clause, dollars(here)),
            )
        })
    };
    let paid: Vec<(bool, String)> = rows.iter().filter_map(told).collect();
    let all = [
        costs(
            "Public money over the run, opening stocks not counted",
            &paid,
            "sales out of stock, or what makers pay back above an agreed price, brought in more",
        ),
        now_and_then(rows.iter().filter(|it| told(it).is_none())),
    ];
    let said: Vec<String> = all.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// Clauses that pay nothing by their median, and something in some draws.
fn now_and_then<'a>(rows: impl Iterator<Item = &'a PublicMoney>) -> Option<String> {
    let told = |it: &'a PublicMoney| match (it.p10?, it.p90?) {
        (_, most) if most >= 1000.0 => Some(format!("{} up to {} (P90)", it.clause, dollars(most))),
        (least, _) if least <= -1000.0 => Some(format!("{} down to {} (P10)", it.clause, dollars(least))),
        _ => None,
    };
    let said: Vec<String> = rows.filter_map(told).collect();
    (!said.is_empty())
        .then(|| format!("Public money in some draws, none by the median: {}.", said.join(", ")))
}

/// What makers count on that begins after the run.
fn promises(telling: &Telling<'_>) -> Option<String> {
    let promised = promised(telling.question);
    let named: Vec<String> = promised.iter().map(|it| format!("{} from {}", it.0, it.1)).collect();
    (!named.is_empty()).then(|| {
        format!(
            "Promised for the time after the run: {}. Who decides within it counts on that, and what it will cost is in no \
             sum here.",
            named.join(", ")
        )
    })
}

/// A sentence of costs, each with whether it is below nothing, and why one may be.
fn costs(of: &str, told: &[(bool, String)], below: &str) -> Option<String> {
    if told.is_empty() {
        return None;
    }
    let said: Vec<&str> = told.iter().map(|it| it.1.as_str()).collect();
    let negative =
        if told.iter().any(|it| it.0) { format!(" Less than nothing: {below}.") } else { String::new() };
    Some(format!("{of}: {}.{negative}", said.join(", ")))
}

/// The instruments with clauses whose suspension runs out within the run, and of which no source and no assumption tells
/// what comes then.
fn unsettled(telling: &Telling<'_>) -> Option<String> {
    let Question { regime, scenario, .. } = telling.question;
    let (first, end) = (scenario.from.first_day()?, scenario.last_month().plus(1).first_day()?);
    let open = regime.unsettled(first, end.plus_days(-1)).into_iter().filter(|it| {
        let state = regime.state(it.measure.id, &it.clause.id, it.from, &scenario.law);
        state.is_some_and(|it| it.binds() == Verdict::Open)
    });
    let of: BTreeSet<&str> = open.map(|it| it.measure.id.as_str()).collect();
    (!of.is_empty()).then(|| {
        format!(
            "The state of clauses whose suspension has run out ({}): no source tells. In this run they do not bind; \
             `--law revived` makes them bind.",
            of.into_iter().collect::<Vec<_>>().join(", ")
        )
    })
}

/// What the run does not know.
pub(super) fn unknown(telling: &Telling<'_>) -> Vec<String> {
    let base = telling.question.base;
    let count = |kind: RemainderKind| base.remainders.iter().filter(|it| it.kind == kind).count();
    let mut said = Vec::new();
    let no_figure = count(RemainderKind::NoFigure) + count(RemainderKind::Unbounded);
    if no_figure > 0 {
        said.push(format!(
            "{no_figure} flows of the base year have no figure of their own: they are what closes a balance."
        ));
    }
    let outside = count(RemainderKind::OutsideTheNetwork);
    if outside > 0 {
        said.push(format!(
            "{outside} things are known to exist and are not in the model; they are listed by name."
        ));
    }
    if telling.outcome.draws.is_empty() {
        said.push("How far the numbers may lie from these: only central values were computed.".to_owned());
    }
    said.extend(unsettled(telling));
    let unasked = telling.question.book.on_military_alone();
    if !unasked.is_empty() {
        let named = unasked.into_iter().collect::<Vec<_>>().join(", ");
        said.push(format!(
            "Who buys in the open market for a military use: by {named} military users are bound on lanes, and nobody \
             is there."
        ));
    }
    said.push(
        "Prices where almost nothing is sold and users begin to stop, or beyond a hundred times the usual: they are left \
         out, because they would be shadows of what stopping is worth, and no quotes."
            .to_owned(),
    );
    said.push("How well such runs tell history: small chains of the same market are replayed and scored (`coercivity \
               backtest --skill`); the whole chain that a run walks has not been replayed.".to_owned());
    said
}

/// A label inside a sentence: its first letter small, unless the word is an abbreviation.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    let (first, second) = (letters.next(), letters.next());
    match (first, second) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{lower, now_and_then};
    use crate::view::PublicMoney;

    #[test]
    fn what_is_paid_in_some_draws_alone_is_named() {
        let row = |clause: &str, p10: f64, p90: f64| PublicMoney {
            clause: clause.to_owned(),
            p10: Some(p10),
            p50: Some(0.0),
            p90: Some(p90),
            baseline_p50: None,
            difference: None,
            why: String::new(),
        };
        let rows = [row("loan:1", 0.0, 529e6), row("stock:1", -2e6, 0.0), row("idle:1", 0.0, 1e-4)];
        assert_eq!(
            now_and_then(rows.iter()).unwrap(),
            "Public money in some draws, none by the median: loan:1 up to USD 530 m (P90), stock:1 down to USD -2.0 m (P10)."
        );
        assert_eq!(now_and_then(rows[2..].iter()), None);
    }

    #[test]
    fn abbreviations_keep_their_capitals() {
        assert_eq!(lower("Wind turbines"), "wind turbines");
        assert_eq!(lower("EV motors"), "EV motors");
        assert_eq!(lower(""), "");
    }
}
