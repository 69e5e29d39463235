//! What cannot be true together, found when the instruments are loaded, with both places.

use std::collections::BTreeMap;

use coercivity_data::{Problem, nearest};
use coercivity_quantity::Day;

use crate::id::InstrumentId;
use crate::measures::change::{ChangeKind, ClauseRef};
use crate::measures::effect::Effect;
use crate::measures::load::line_of;
use crate::measures::measure::{Clause, Measure, Start};

/// Every contradiction between instruments and inside them.
pub fn conflicts(measures: &[Measure]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut known: BTreeMap<InstrumentId, &Measure> = BTreeMap::new();
    for measure in measures {
        if let Some(first) = known.insert(measure.id, measure) {
            let found = format!("instrument `{}`, which {} defines too", measure.id, first.row);
            tell(&measure.row, found, "each instrument once", "remove one of the two", &mut problems);
        }
        twice_inside(measure, &mut problems);
        wrong_order(measure, &mut problems);
    }
    for measure in measures {
        unknown_references(measure, &known, &mut problems);
    }
    circles(&known, &mut problems);
    irreconcilable(measures, &mut problems);
    problems
}

fn tell(row: &str, found: String, expected: &str, remedy: &str, problems: &mut Vec<Problem>) {
    let file = row.rsplit_once(':').map_or(row, |it| it.0);
    problems.push(Problem::in_file(file, found, expected, remedy).at(line_of(row), 0));
}

fn twice_inside(measure: &Measure, problems: &mut Vec<Problem>) {
    let clauses = measure.clauses.iter().map(|it| (&it.id, &it.row));
    let changes = measure.changes.iter().map(|it| (&it.id, &it.row));
    let mut seen: BTreeMap<&String, &String> = BTreeMap::new();
    for (id, row) in clauses.chain(changes) {
        if let Some(first) = seen.insert(id, row) {
            let found = format!("id `{id}`, which {first} has too");
            tell(row, found, "each clause and change with its own id", "rename one", problems);
        }
    }
}

fn wrong_order(measure: &Measure, problems: &mut Vec<Problem>) {
    for change in &measure.changes {
        if let ChangeKind::Suspends { from, until, .. } = &change.kind
            && until < from
        {
            let found = format!("a suspension until {until} that begins on {from}");
            tell(&change.row, found, "from before until", "correct one of the days", problems);
        }
    }
    if let Some(checked) = measure.checked.filter(|it| *it < measure.announced) {
        let found = format!("checked {checked}, before the announcement on {}", measure.announced);
        tell(&measure.row, found, "a day on or after the announcement", "correct one of the days", problems);
    }
}

fn unknown_references(
    measure: &Measure,
    known: &BTreeMap<InstrumentId, &Measure>,
    problems: &mut Vec<Problem>,
) {
    for change in &measure.changes {
        let by = match &change.kind {
            ChangeKind::Replaces { by, .. } => Some(by),
            ChangeKind::Suspends { .. } | ChangeKind::Ends { .. } => None,
        };
        for what in change.kind.what().iter().chain(by) {
            unknown_reference(&change.row, what, known, problems);
        }
        for what in change.kind.what() {
            let later = known.get(&what.instrument).filter(|it| it.announced > measure.announced);
            if let Some(later) = later {
                let found = format!(
                    "a change of {} announced on {}, before {} announced it on {}",
                    later.id, measure.announced, later.row, later.announced
                );
                let expected = "a change of an instrument that was already announced";
                tell(&change.row, found, expected, "correct one of the days", problems);
            }
        }
    }
    for clause in &measure.clauses {
        for under in clause.under.iter().filter(|it| measure.clause(it).is_none()) {
            let what = ClauseRef { instrument: measure.id, clause: Some(under.clone()) };
            unknown_reference(&clause.row, &what, known, problems);
        }
        if let Effect::Exempt(exemption) = &clause.effect {
            for what in &exemption.of {
                unknown_reference(&clause.row, what, known, problems);
            }
        }
    }
}

fn unknown_reference(
    row: &str,
    what: &ClauseRef,
    known: &BTreeMap<InstrumentId, &Measure>,
    problems: &mut Vec<Problem>,
) {
    let Some(target) = known.get(&what.instrument) else {
        let remedy = nearest(what.instrument.as_str(), known.keys().map(InstrumentId::as_str))
            .map_or("add the instrument first".to_owned(), |near| format!("did you mean `{near}`?"));
        let found = format!("instrument `{}`", what.instrument);
        tell(row, found, "the id of an instrument", &remedy, problems);
        return;
    };
    if let Some(part) = what.clause.as_ref().filter(|it| !target.has_part(it)) {
        let parts = target.clauses.iter().map(|it| it.id.as_str());
        let remedy = nearest(part, parts).map_or(format!("see {}", target.row), |near| {
            format!("did you mean `{near}`? see {}", target.row)
        });
        tell(row, format!("clause `{part}` of {}", target.id), "a clause of it", &remedy, problems);
    }
}

/// Suspensions that suspend one another have no state on any day.
fn circles(known: &BTreeMap<InstrumentId, &Measure>, problems: &mut Vec<Problem>) {
    for (&start, measure) in known {
        let mut path = vec![start];
        if let Some(back) = walk(start, &mut path, known) {
            // Each circle is told once, at its smallest id.
            if path.iter().min() != Some(&start) {
                continue;
            }
            let ids: Vec<String> = path.iter().map(ToString::to_string).collect();
            let found = format!("a circle of changes: {} and back by {}", ids.join(" -> "), back.row);
            let row = measure.changes.first().map_or(&measure.row, |it| &it.row);
            tell(row, found, "changes that end somewhere", "remove one of the changes", problems);
        }
    }
}

fn walk<'a>(
    start: InstrumentId,
    path: &mut Vec<InstrumentId>,
    known: &BTreeMap<InstrumentId, &'a Measure>,
) -> Option<&'a Measure> {
    let here = known.get(path.last()?)?;
    for what in here.changes.iter().flat_map(|it| it.kind.what()) {
        if what.instrument == start {
            return Some(here);
        }
        if !path.contains(&what.instrument) {
            path.push(what.instrument);
            if let Some(found) = walk(start, path, known) {
                return Some(found);
            }
            path.pop();
        }
    }
    None
}

/// Clauses of one issuer that say two things of the same movements on the same days.
fn irreconcilable(measures: &[Measure], problems: &mut Vec<Problem>) {
    let all: Vec<(&Measure, &Clause)> =
        measures.iter().flat_map(|it| it.clauses.iter().map(move |clause| (it, clause))).collect();
    for (place, (measure, clause)) in all.iter().enumerate() {
        for (other, rival) in &all[place + 1..] {
            let same = measure.issuer == other.issuer
                && measure.standing == other.standing
                && clause.scope == rival.scope
                && clause.exceptions == rival.exceptions;
            let clash = same && clashing(&clause.effect, &rival.effect, measure.id == other.id);
            if clash && overlap(window(measure, clause, measures), window(other, rival, measures)) {
                let found =
                    format!("`{}`, which cannot hold beside `{}` in {}", clause.id, rival.id, rival.row);
                let expected = "one rule for the same movements on the same days";
                tell(&clause.row, found, expected, "correct a scope, or end one of the two", problems);
            }
        }
    }
}

fn clashing(one: &Effect, other: &Effect, same_instrument: bool) -> bool {
    match one {
        Effect::Deny => matches!(other, Effect::Exempt(_)),
        Effect::Exempt(_) => matches!(other, Effect::Deny),
        Effect::License(one) => matches!(other, Effect::License(it) if it.presumption != one.presumption),
        Effect::Quota { unit, .. } => {
            matches!(other, Effect::Quota { unit: of, .. } if of == unit) && one != other
        }
        Effect::PriceFloor(one) => matches!(
            other,
            Effect::PriceFloor(it) if it.form == one.form && it.basis == one.basis && it.floor != one.floor
        ),
        // Duties of two instruments add up; two rates of one do not.
        Effect::Duty { .. } => same_instrument && matches!(other, Effect::Duty { .. }) && one != other,
        Effect::Stockpile(_)
        | Effect::Fund(_)
        | Effect::Hasten { .. }
        | Effect::Offtake { .. }
        | Effect::Admit(_)
        | Effect::Unmodelled { .. } => false,
    }
}

/// First and last day of a clause, ends by other instruments counted; open where no day is known.
fn window(measure: &Measure, clause: &Clause, measures: &[Measure]) -> (Option<Day>, Option<Day>) {
    let first = match &clause.takes_effect {
        Start::On(day) => Some(*day),
        Start::NotSet | Start::Unknown { .. } => None,
    };
    let ends = measures.iter().flat_map(|it| &it.changes).filter_map(|change| match &change.kind {
        ChangeKind::Ends { what, last_day } => {
            what.iter().any(|it| it.means(measure.id, &clause.id)).then_some(*last_day)
        }
        ChangeKind::Replaces { what, on, .. } => {
            what.iter().any(|it| it.means(measure.id, &clause.id)).then(|| on.plus_days(-1))
        }
        ChangeKind::Suspends { .. } => None,
    });
    (first, ends.chain(clause.until).min())
}

fn overlap(one: (Option<Day>, Option<Day>), other: (Option<Day>, Option<Day>)) -> bool {
    let before = |last: Option<Day>, first: Option<Day>| match (last, first) {
        (Some(last), Some(first)) => last < first,
        _ => false,
    };
    !before(one.1, other.0) && !before(other.1, one.0)
}
